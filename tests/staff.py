"""The people all tests know, and the moment at which they live."""

from dataclasses import dataclass
from datetime import UTC, datetime

from loyalty.people.people import Person, Role, Team
from storage.encryption import KeyRing
from storage.store import Store

# Tuesday, 10:12 in Hong Kong.
NOW = datetime(2026, 11, 24, 2, 12, tzinfo=UTC)
KEYS = KeyRing([bytes(range(32))])


@dataclass(frozen=True, slots=True)
class Staff:
    """Anna owns clients, Boris leads her team, Chen works in another team and sees nothing of theirs."""

    team: Team
    other_team: Team
    anna: Person
    boris: Person
    chen: Person


def hire_staff(store: Store) -> Staff:
    """Add the staff to a database."""
    team, other = store.teams.find_or_add("Watches"), store.teams.find_or_add("Jewels")
    return Staff(
        team=team,
        other_team=other,
        anna=store.people.find_or_add("Anna Li", role=Role.ADVISOR, team_id=team.id),
        boris=store.people.find_or_add("Boris Zhou", role=Role.LEAD, team_id=team.id),
        chen=store.people.find_or_add("Chen Outside", role=Role.ADVISOR, team_id=other.id),
    )
