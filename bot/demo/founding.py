"""Founds the demo's firm: its teams and people, its clients with their past, and what happened lately."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.pasts import Past
from bot.demo.tables import table
from loyalty.clientfields import Birthday
from loyalty.clients import Client, ClientId, Tier
from loyalty.days.mornings import next_morning
from loyalty.drafts import note_reading, said_by_person
from loyalty.facts.interactions import Interaction, InteractionId
from loyalty.levels.levels import Level
from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Language, Person, Role
from loyalty.planning.touchpoints import TouchpointState
from loyalty.playbooks import StepKey
from storage.cases.casework import tick_step
from storage.cases.interventions import save_log
from storage.cases.levels import set_level
from storage.database import Database
from storage.ids import new_id
from storage.plans.planning import advisors_with_clients, replan
from storage.scores.nights import score_all
from storage.scores.priorities import refresh_worths
from storage.store import Store

ZONE = "Asia/Hong_Kong"
_SEED = 7
_BEGINS = time(10, 12)
# The low-intent rule looks at the scorings of 90 days, the picture of the digest at those of 30.
_DAYS_SCORED = (*range(98, 31, -7), *range(30, 3, -2))
_BRIEF_AT = time(8, 30)
_HOURS = WorkingHours(zone=ZONE, start=time(9), end=time(18), workdays=frozenset(range(5)))


@dataclass(frozen=True, slots=True)
class Firm:
    """The founded firm; ``invitation`` lets one more advisor in."""

    people: dict[str, Person]
    clients: dict[str, Client]
    invitation: str


def demo_morning(today: date) -> datetime:
    """Return when the demo begins: 10:12 in Hong Kong, today or on the next working day."""
    day = today
    while day.weekday() not in _HOURS.workdays:
        day += timedelta(days=1)
    return datetime.combine(day, _BEGINS, ZoneInfo(ZONE)).astimezone(UTC)


def found(database: Database, *, morning: datetime) -> Firm:
    """Fill an empty database; the same firm from one seed, dated relative to ``morning`` (aware UTC)."""
    with database.unit() as store:
        people = _hire(store)
        invitation = _invite_newcomer(store, morning)
        clients = _take_on(store, people, morning)
        _tell_pasts(store, people, clients, morning)
    for back in _DAYS_SCORED:
        at = morning - timedelta(days=back)
        score_all(database, now=at, as_of=at.date(), baseline=True)
    score_all(database, now=morning - timedelta(days=3), baseline=True)
    with database.unit() as store:
        _live_through(store, clients, morning)
        _set_levels(store, people, clients, morning)
    score_all(database, now=morning, baseline=True)
    refresh_worths(database, today=morning.date())
    _plan_contacts(database, morning)
    with database.unit() as store:
        _keep_promises(store, clients, morning)
        _tell_leads(store, morning)
    return Firm(people, clients, invitation)


def _hire(store: Store) -> dict[str, Person]:
    people = {}
    for entry in table("people")["person"]:
        team = store.teams.find_or_add(entry["team"])
        person = store.people.find_or_add(entry["name"], role=Role(entry["role"]), team_id=team.id)
        store.people.bind(person.id, entry["id"])
        store.people.save_language(person.id, Language(entry["language"]))
        store.people.save_hours(person.id, _HOURS)
        store.mornings.save_brief_at(person.id, _BRIEF_AT)
        people[entry["name"]] = store.people.of(person.id)
    return people


def _invite_newcomer(store: Store, morning: datetime) -> str:
    newcomer = table("people")["newcomer"]
    team = store.teams.find_or_add(newcomer["team"])
    person = store.people.find_or_add(newcomer["name"], role=Role.ADVISOR, team_id=team.id)
    return store.invitations.issue(person.id, now=morning)


def _take_on(store: Store, people: dict[str, Person], morning: datetime) -> dict[str, Client]:
    clients = {}
    for entry in table("clients")["client"]:
        advisor = people[entry["advisor"]]
        client = Client(
            id=ClientId(new_id()),
            name=entry["name"],
            team_id=next(iter(advisor.teams_as(Role.ADVISOR))),
            advisor_id=advisor.id,
            added_at=morning - timedelta(days=548),
            tier=Tier(entry["tier"]),
            aliases=tuple(entry.get("aliases", ())),
            language=Language(entry["language"]) if "language" in entry else None,
            zone=ZONE,
            country=entry.get("country", "HK"),
            birthday=_birthday(entry, morning),
            likes=entry.get("likes"),
            reached_by=entry.get("reached_by"),
            needs_basic=entry.get("needs_basic"),
            needs_emotional=entry.get("needs_emotional"),
            consented_on=_consented_on(entry, morning),
        )
        clients[client.name] = client
    store.clients.add_many(list(clients.values()))
    return clients


def _tell_pasts(
    store: Store, people: dict[str, Person], clients: dict[str, Client], morning: datetime
) -> None:
    for entry in table("clients")["client"]:
        # A stream of its own for each client: a change to one leaves the others as they were.
        chance = random.Random(f"{_SEED} {entry['name']}")
        past = Past(clients[entry["name"]], people[entry["advisor"]], entry, morning, chance)
        store.purchases.save_many(list(past.purchases()))
        for note in past.notes():
            store.interactions.add(note)
        for kind, on, value, settled_on in past.facts():
            signal_id = store.signals.add(kind, past.client.id, on=on, value=value)
            if settled_on is not None:
                store.signals.close(signal_id, on=settled_on)


def _live_through(store: Store, clients: dict[str, Client], morning: datetime) -> None:
    recent = table("recent")
    for entry in recent["note"]:
        client = clients[entry["client"]]
        at = _moment(entry, morning)
        assert client.advisor_id is not None
        read = note_reading(entry["text"], names=(client.name, *client.aliases))
        log = Interaction(
            id=InteractionId(new_id()),
            client_id=client.id,
            author_id=client.advisor_id,
            occurred_at=at,
            logged_at=at,
            channel=read.channel,
            direction=read.direction,
            text=entry["text"],
            reading=said_by_person(read.reading, read.reading.mood),
        )
        save_log(store, log, now=at)
    for entry in recent["step"]:
        client = clients[entry["client"]]
        assert client.advisor_id is not None
        case = store.cases.open_of(client.id)[0]
        tick_step(store, case.id, StepKey(entry["step"]), by=client.advisor_id, now=_moment(entry, morning))
    # What would have been said of their clocks in the days before is not said all at once now.
    clocks = store.case_clocks
    for due in (clocks.due_half_warning, clocks.due_late_warning, clocks.due_breach):
        while due(morning) is not None:
            pass


def _set_levels(
    store: Store, people: dict[str, Person], clients: dict[str, Client], morning: datetime
) -> None:
    today = morning.astimezone(ZoneInfo(ZONE)).date()
    for entry in table("recent")["level"]:
        set_level(
            store,
            clients[entry["client"]].id,
            Level(entry["level"]),
            last_on=today + timedelta(days=entry["for_days"]),
            reason=entry["reason"],
            by=people[entry["by"]],
            now=_moment(entry, morning),
        )


def _keep_promises(store: Store, clients: dict[str, Client], morning: datetime) -> None:
    """Tell of the promises of the last days, most of them kept, for the lead's share of contacts done."""
    for number, client in enumerate(list(clients.values())[::4]):
        due_at = morning - timedelta(days=number % 5 + 1, hours=2)
        assert client.advisor_id is not None
        promise = store.touchpoints.promise(
            client.id, advisor_id=client.advisor_id, due_at=due_at, note="", now=due_at - timedelta(days=3)
        )
        kept = TouchpointState.SKIPPED if number % 8 == 7 else TouchpointState.DONE
        store.touchpoints.finish(promise.id, kept, now=due_at)


def _tell_leads(store: Store, morning: datetime) -> None:
    """Count the digest of this morning as sent, so that the first one of the demo tells what changed."""
    while (turn := store.digests.due(morning)) is not None:
        lead = store.people.of(turn.person_id)
        next_at = next_morning(morning, lead.hours, at=lead.brief_at)
        on = morning.astimezone(ZoneInfo(ZONE)).date()
        store.digests.claim(turn, next_at=next_at, now=morning - timedelta(hours=2), on=on)


def _plan_contacts(database: Database, morning: datetime) -> None:
    """Plan as in the night before, so that the demo's first day has its contacts too."""
    midnight = datetime.combine(morning.astimezone(ZoneInfo(ZONE)).date(), time(), ZoneInfo(ZONE))
    with database.unit() as store:
        for advisor_id in advisors_with_clients(store):
            replan(store, advisor_id, now=midnight.astimezone(UTC))


def _moment(entry: dict[str, Any], morning: datetime) -> datetime:
    """Return a moment ``days`` working days before the demo begins."""
    day = morning.astimezone(ZoneInfo(ZONE)).date()
    for _ in range(entry["days"]):
        day -= timedelta(days=1)
        while day.weekday() not in _HOURS.workdays:
            day -= timedelta(days=1)
    return datetime.combine(day, time.fromisoformat(entry["at"]), ZoneInfo(ZONE)).astimezone(UTC)


def _consented_on(entry: dict[str, Any], morning: datetime) -> date | None:
    if "consent_days_ago" not in entry:
        return None
    return morning.astimezone(ZoneInfo(ZONE)).date() - timedelta(days=entry["consent_days_ago"])


def _birthday(entry: dict[str, Any], morning: datetime) -> Birthday | None:
    if "birthday_in_days" in entry:
        day = morning.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=entry["birthday_in_days"])
        return Birthday(month=day.month, day=day.day, year=None)
    if "birthday" not in entry:
        return None
    born = date.fromisoformat(entry["birthday"])
    return Birthday(month=born.month, day=born.day, year=born.year)
