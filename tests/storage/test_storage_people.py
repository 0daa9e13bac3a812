"""People are found by name, by account and by role."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Language, PersonId, Role, Team, TeamId
from storage.errors import AlreadyBoundError, PersonNotFoundError, TeamNotFoundError
from storage.store import Store
from tests.staff import NOW, Staff

ACCOUNT = 7_000_000_001


def test_a_person_is_found_by_name_whatever_the_letter_case(store: Store, staff: Staff) -> None:
    found = store.people.find_or_add(" anna  LI ", role=Role.ADVISOR, team_id=staff.team.id)

    assert found == staff.anna


def test_somebody_may_lead_one_team_and_advise_in_another(store: Store, staff: Staff) -> None:
    found = store.people.find_or_add("Boris Zhou", role=Role.ADVISOR, team_id=staff.other_team.id)

    assert found.id == staff.boris.id
    assert found.teams_as(Role.LEAD) == {staff.team.id}
    assert found.teams_as(Role.ADVISOR) == {staff.other_team.id}


def test_a_name_somebody_left_behind_is_free_for_a_newcomer(store: Store, staff: Staff) -> None:
    store.people.deactivate(staff.anna.id)

    newcomer = store.people.find_or_add("Anna Li", role=Role.ADVISOR, team_id=staff.team.id)

    assert newcomer.id != staff.anna.id
    assert store.people.of(staff.anna.id) == replace(staff.anna, active=False)
    assert staff.anna.id not in {person.id for person in store.people.everyone()}


def test_people_are_found_by_team_and_role(store: Store, staff: Staff) -> None:
    dora = store.people.find_or_add("Dora", role=Role.ADMIN, team_id=staff.other_team.id)

    assert store.people.advisors(staff.team.id) == [staff.anna]
    assert store.people.leads(staff.team.id) == [staff.boris]
    assert store.people.leads(staff.other_team.id) == []
    assert store.people.admins() == [dora]
    assert store.people.everyone() == [staff.anna, staff.boris, staff.chen, dora]


def test_what_a_person_chose_is_kept(store: Store, staff: Staff) -> None:
    hours = WorkingHours(zone="Europe/Zurich", start=time(8, 30), end=time(17), workdays=frozenset({0, 2, 6}))

    store.people.save_language(staff.anna.id, Language.ZH)
    store.people.save_hours(staff.anna.id, hours)
    store.people.save_night_alerts(staff.anna.id, wanted=True)

    expected = replace(staff.anna, language=Language.ZH, hours=hours, alerts_at_night=True)
    assert store.people.of(staff.anna.id) == expected


def test_somebody_is_unreachable_since_the_first_refusal(store: Store, staff: Staff) -> None:
    store.people.mark_unreachable(staff.anna.id, NOW)
    store.people.mark_unreachable(staff.anna.id, NOW + timedelta(hours=1))

    assert store.people.of(staff.anna.id).unreachable_since == NOW

    store.people.mark_reachable(staff.anna.id)

    assert store.people.of(staff.anna.id).unreachable_since is None


def test_an_account_opens_nothing_once_its_person_has_left(store: Store, staff: Staff) -> None:
    store.people.bind(staff.anna.id, ACCOUNT)
    assert store.people.by_telegram(ACCOUNT) == replace(staff.anna, telegram_id=ACCOUNT)

    store.people.deactivate(staff.anna.id)

    assert store.people.by_telegram(ACCOUNT) is None


def test_an_account_is_not_taken_from_another_active_person(store: Store, staff: Staff) -> None:
    store.people.bind(staff.anna.id, ACCOUNT)
    store.people.bind(staff.anna.id, ACCOUNT)

    with pytest.raises(AlreadyBoundError):
        store.people.bind(staff.chen.id, ACCOUNT)


def test_unknown_people_and_teams_are_refused(store: Store) -> None:
    with pytest.raises(PersonNotFoundError):
        store.people.of(PersonId("nobody"))
    with pytest.raises(PersonNotFoundError):
        store.people.save_language(PersonId("nobody"), Language.EN)
    with pytest.raises(TeamNotFoundError):
        store.teams.of(TeamId("none"))


def test_a_team_is_found_by_name_whatever_the_letter_case(store: Store, staff: Staff) -> None:
    assert store.teams.find_or_add("  WATCHES ") == staff.team
    assert store.teams.named("watches") == staff.team
    assert store.teams.of(staff.team.id) == staff.team
    assert store.teams.named("Hotels") is None
    assert store.teams.everyone() == [staff.other_team, Team(staff.team.id, "Watches")]
