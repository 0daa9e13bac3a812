"""What a digest tells is true of the teams led, and of nobody else's."""

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from loyalty.clients import Client, Closing
from loyalty.contacts import Direction
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import Person, Role
from loyalty.people.teams import LevelCounts
from loyalty.planning import PlanLoad
from loyalty.planning.touchpoints import TouchpointState
from loyalty.playbooks import StepKey
from storage.cases.casework import tick_step
from storage.cases.interventions import save_log
from storage.clients.closing import close_client
from storage.people.covers import plan_absence
from storage.people.teamdays import digest_of
from storage.people.teamviews import silent_clients, team_page
from storage.scores.levelpasts import level_days, steps_since
from storage.scores.scoring import rescore
from storage.store import Store
from tests.logs import CALM, COMPLAINT, a_log
from tests.staff import NOW, Staff

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONE = "Asia/Hong_Kong"


def a_client(store: Store, staff: Staff, name: str = "Chen Wei", *, days_ago: int = 200) -> Client:
    added_at = NOW - days_ago * DAY
    client = store.clients.add(name=name, team_id=staff.team.id, advisor_id=staff.anna.id, now=added_at)
    rescore(store, client.id, now=added_at, baseline=True)
    return client


def complain(store: Store, staff: Staff, client: Client, *, days_ago: float = 0.0) -> None:
    at = NOW - timedelta(days=days_ago)
    save_log(store, a_log(client, staff.anna, at=at, reading=COMPLAINT), now=at)


def as_lead(store: Store, staff: Staff) -> Person:
    return store.people.of(staff.boris.id)


def test_a_calm_team_has_a_quiet_digest(store: Store, staff: Staff) -> None:
    a_client(store, staff)

    told = digest_of(store, as_lead(store, staff), since=NOW - DAY, now=NOW)

    assert told.is_quiet
    assert told.counts == LevelCounts(green=1)
    assert (told.red_change, told.yellow_change) == (0, 0)


def test_a_new_red_is_told_with_who_and_how_soon_somebody_acted(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    complain(store, staff, client, days_ago=0.25)
    case = store.cases.open_of(client.id)[0]
    tick_step(store, case.id, StepKey("call"), by=staff.anna.id, now=NOW - 2 * HOUR)

    told = digest_of(store, as_lead(store, staff), since=NOW - DAY, now=NOW)

    (new,) = told.new
    assert (new.client_name, new.advisor_name, new.cause) == ("Chen Wei", "Anna Li", Cause.COMPLAINT_OPEN)
    assert new.acted_after == 4 * HOUR
    assert told.red_change == 1
    assert told.counts.red == 1


def test_a_late_step_is_told_until_it_is_done(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    complain(store, staff, client, days_ago=2)
    lead = as_lead(store, staff)

    (late,) = digest_of(store, lead, since=NOW - DAY, now=NOW).late
    assert (late.client_name, late.advisor_name) == ("Chen Wei", "Anna Li")

    tick_step(store, late.case.id, StepKey("call"), by=staff.anna.id, now=NOW)
    assert digest_of(store, lead, since=NOW - DAY, now=NOW).late == ()


def test_a_client_who_got_better_is_told_once(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    before = store.standings.of(client.id)
    assert before is not None
    red = replace(before, level=Level.RED, scored_at=NOW - 3 * DAY)
    yellow = replace(before, level=Level.YELLOW, scored_at=NOW - HOUR)
    store.standings.save(before, red)
    store.standings.save(red, yellow)
    lead = as_lead(store, staff)

    (better,) = digest_of(store, lead, since=NOW - DAY, now=NOW).better

    assert (better.client_name, better.before, better.after) == ("Chen Wei", Level.RED, Level.YELLOW)
    assert digest_of(store, lead, since=NOW - timedelta(minutes=5), now=NOW).better == ()


def test_the_past_is_worked_out_backwards(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    complain(store, staff, client, days_ago=10)
    newcomer = a_client(store, staff, "Lin Yue", days_ago=5)
    close_client(store, newcomer.id, Closing.MOVED, by=staff.anna, now=NOW - 2 * DAY)
    lead = as_lead(store, staff)

    past = digest_of(store, lead, since=NOW - DAY, now=NOW).past

    assert [day.on for day in past] == [date(2026, 10, 26) + number * DAY for number in range(30)]
    shown = {day.on: (day.red, day.yellow, day.green) for day in past}
    assert shown[date(2026, 11, 13)] == (0, 0, 1)
    assert shown[date(2026, 11, 14)] == (1, 0, 0)
    assert shown[date(2026, 11, 18)] == (1, 0, 0)
    assert shown[date(2026, 11, 19)] == (1, 0, 1)
    assert shown[date(2026, 11, 21)] == (1, 0, 1)
    assert shown[date(2026, 11, 22)] == (1, 0, 0)
    assert shown[date(2026, 11, 24)] == (1, 0, 0)


def test_the_past_agrees_with_the_counts_of_each_day(store: Store, staff: Staff) -> None:
    lead = as_lead(store, staff)
    seen = {}
    for number in range(8, 0, -1):
        client = a_client(store, staff, f"Client {number}", days_ago=number)
        if number % 2:
            complain(store, staff, client, days_ago=number - 0.2)
        counts = store.standings.counts(lead)
        day = (NOW - timedelta(days=number - 0.2)).astimezone(UTC).date()
        seen[day] = (counts.get(Level.RED, 0), counts.get(Level.GREEN, 0))
    counts_now = store.standings.counts(lead)
    told = level_days(
        LevelCounts(red=counts_now[Level.RED], green=counts_now[Level.GREEN]),
        steps_since(store, lead, NOW - 30 * DAY),
        now=NOW,
        zone="UTC",
        days=12,
    )

    assert {day.on: (day.red, day.green) for day in told if day.on in seen} == seen


def test_planned_contacts_of_the_month_are_counted(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    for number, state in enumerate(
        (TouchpointState.DONE, TouchpointState.DONE, TouchpointState.SKIPPED, None)
    ):
        due_at = NOW - (number + 1) * HOUR
        planned = store.touchpoints.promise(
            client.id, advisor_id=staff.anna.id, due_at=due_at, note="", now=NOW - DAY
        )
        if state is not None:
            store.touchpoints.finish(planned.id, state, now=NOW)
    store.touchpoints.promise(client.id, advisor_id=staff.anna.id, due_at=NOW + DAY, note="", now=NOW)
    store.touchpoints.promise(client.id, advisor_id=staff.anna.id, due_at=NOW - 40 * DAY, note="", now=NOW)

    told = digest_of(store, as_lead(store, staff), since=None, now=NOW)

    assert (told.contacts_due, told.contacts_done) == (4, 2)
    assert (told.red_change, told.yellow_change) == (None, None)


def test_overload_absence_and_lost_connection_are_told(store: Store, staff: Staff) -> None:
    store.plan_loads.save(staff.anna.id, PlanLoad(14, 10, 3, NOW), next_at=NOW + DAY)
    store.people.mark_unreachable(staff.anna.id, NOW)
    plan_absence(
        store,
        staff.anna,
        date(2026, 11, 24),
        date(2026, 11, 26),
        covered_by=staff.boris.id,
        by=staff.anna.id,
        now=NOW,
    )

    told = digest_of(store, as_lead(store, staff), since=None, now=NOW)

    assert [(load.name, load.needed, load.room) for load in told.overloaded] == [("Anna Li", 14, 10)]
    assert [(each.name, each.last_on, each.cover_name) for each in told.away] == [
        ("Anna Li", date(2026, 11, 26), "Boris Zhou")
    ]
    assert told.unreachable == ("Anna Li",)


def test_who_was_not_contacted_for_ninety_days_is_counted_and_listed(store: Store, staff: Staff) -> None:
    silent, spoken_to, tried = (a_client(store, staff, name) for name in ("Chen Wei", "Lin Yue", "Xu Min"))
    a_client(store, staff, "New One", days_ago=20)
    save_log(store, a_log(spoken_to, staff.anna, at=NOW - 80 * DAY, reading=CALM), now=NOW - 80 * DAY)
    unanswered = a_log(tried, staff.anna, at=NOW - 10 * DAY, reading=CALM)
    save_log(store, replace(unanswered, direction=Direction.OUTBOUND_UNANSWERED), now=NOW - 10 * DAY)
    lead = as_lead(store, staff)

    assert digest_of(store, lead, since=None, now=NOW).silent == 2
    listed = silent_clients(store, lead, now=NOW, offset=0, limit=6)
    assert {(each.client_name, each.last_at) for each in listed} == {("Chen Wei", None), ("Xu Min", None)}
    assert silent.id in {each.client_id for each in listed}
    assert silent_clients(store, lead, now=NOW, offset=2, limit=6) == []


def test_the_mood_of_a_week_needs_five_notes(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    lead = as_lead(store, staff)
    for number in range(4):
        save_log(store, a_log(client, staff.anna, at=NOW - (number + 1) * HOUR, reading=CALM), now=NOW)
    assert digest_of(store, lead, since=None, now=NOW).moods is None

    complain(store, staff, client)

    moods = digest_of(store, lead, since=None, now=NOW).moods
    assert moods is not None
    assert (moods.unhappy, moods.happy) == (0.2, 0.0)


def test_a_lead_is_told_of_the_own_teams_alone(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    complain(store, staff, client, days_ago=2)
    other = store.people.find_or_add("Liang", role=Role.LEAD, team_id=staff.other_team.id)

    told = digest_of(store, other, since=NOW - 3 * DAY, now=NOW)

    assert told.is_quiet
    assert told.counts == LevelCounts()
    assert (told.silent, told.contacts_due, told.moods, told.away, told.past) == (0, 0, None, (), ())
    assert team_page(store, other, size=6).items == ()


def test_a_page_of_one_advisor_holds_only_that_advisors_clients(store: Store, staff: Staff) -> None:
    mine = a_client(store, staff)
    dora = store.people.find_or_add("Dora Wu", role=Role.ADVISOR, team_id=staff.team.id)
    complain(store, staff, mine)
    lead = as_lead(store, staff)

    assert [item.client_name for item in team_page(store, lead, size=6, advisor=staff.anna).items] == [
        "Chen Wei"
    ]
    assert team_page(store, lead, size=6, advisor=dora).counts == LevelCounts()


@pytest.mark.parametrize("page", [0, 1])
def test_a_team_is_listed_page_by_page(store: Store, staff: Staff, page: int) -> None:
    for number in range(3):
        complain(store, staff, a_client(store, staff, f"Client {number}"))

    view = team_page(store, as_lead(store, staff), page=page, size=2)

    assert len(view.items) == (2, 1)[page]
    assert view.has_more is (page == 0)
    assert view.name == "Watches"
