"""The green playbook opens for thanks and recoveries, tells nobody, and at most once a quarter."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import Case, Outcome
from loyalty.clients import Client
from loyalty.facts.interactions import MoodReading, MoodSource
from loyalty.levels.levels import Cause, Level
from loyalty.playbooks import PlaybookName, StepKey
from loyalty.tone import CueName, Mood
from storage.cases.casework import close_case, tick_step
from storage.cases.interventions import save_log
from storage.cases.openings import open_case, open_for_recovery
from storage.chat.outbox import OUTBOX
from storage.records.undo import undo_log
from storage.scores.scoring import Rescored, rescore
from storage.store import Store
from tests.logs import COMPLAINT, a_client, a_log
from tests.staff import NOW, Staff

DAY = timedelta(days=1)
QUARTER = timedelta(weeks=13)
THANKS = MoodReading(
    mood=Mood.POSITIVE,
    source=MoodSource.CONFIRMED,
    signed=0.9,
    confidence=1.0,
    cues=(CueName.GRATITUDE,),
)


def thank(store: Store, staff: Staff, client: Client, *, at: datetime = NOW) -> list[Case]:
    save_log(store, a_log(client, staff.anna, at=at, reading=THANKS), now=at)
    return store.cases.open_of(client.id)


def messages(store: Store) -> int:
    return len(store.transaction.rows(sa.select(OUTBOX.c.id)))


@pytest.mark.parametrize(
    ("cues", "cause"),
    [
        ((CueName.GRATITUDE,), Cause.THANKED),
        ((CueName.REFERRAL, CueName.GRATITUDE), Cause.RECOMMENDED),
    ],
)
def test_warm_words_of_a_green_client_open_it_and_nobody_gets_a_message(
    store: Store, staff: Staff, cues: tuple[CueName, ...], cause: Cause
) -> None:
    client = a_client(store, staff)

    saved = save_log(store, a_log(client, staff.anna, reading=replace(THANKS, cues=cues)), now=NOW)

    (case,) = store.cases.open_of(client.id)
    assert (case.playbook, case.cause) == (PlaybookName.GROW_CLOSER, cause)
    assert [step.key for step in case.steps] == ["thank", "invite", "ask"]
    assert (saved.case, saved.told) == (None, ())
    assert messages(store) == 0
    assert store.cases.open_within(staff.anna) == [case]


@pytest.mark.parametrize(
    "reading",
    [
        replace(THANKS, mood=Mood.NEUTRAL, signed=0.0),
        replace(THANKS, cues=(CueName.LIFE_EVENT,)),
        replace(THANKS, cues=()),
    ],
    ids=["thanks without warmth", "another cue", "none"],
)
def test_other_words_open_nothing(store: Store, staff: Staff, reading: MoodReading) -> None:
    client = a_client(store, staff)

    save_log(store, a_log(client, staff.anna, reading=reading), now=NOW)

    assert store.cases.open_of(client.id) == []


def test_it_opens_once_a_quarter(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    (case,) = thank(store, staff, client)
    close_case(store, case.id, Outcome.SETTLED, by=staff.anna.id, now=NOW)

    assert thank(store, staff, client, at=NOW + QUARTER - DAY) == []
    assert len(thank(store, staff, client, at=NOW + QUARTER)) == 1


def test_an_undone_one_does_not_count(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    log = save_log(store, a_log(client, staff.anna, reading=THANKS), now=NOW).interaction

    undo_log(store, log.id, by=staff.anna.id, now=NOW)

    assert store.cases.open_of(client.id) == []
    assert len(thank(store, staff, client, at=NOW + DAY)) == 1


def test_it_does_not_open_beside_another_matter(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)

    (case,) = thank(store, staff, client, at=NOW + DAY)

    assert case.playbook is PlaybookName.PUT_RIGHT


def test_while_a_matter_is_open_it_is_not_listed(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    thank(store, staff, client)

    red = save_log(store, a_log(client, staff.anna, at=NOW + DAY, reading=COMPLAINT), now=NOW + DAY).case

    assert red is not None
    assert [case.id for case in store.cases.open_within(staff.anna)] == [red.id]
    assert store.cases.open_of(client.id)[0].id == red.id
    close_case(store, red.id, Outcome.SETTLED, by=staff.anna.id, now=NOW + DAY)
    assert [case.playbook for case in store.cases.open_within(staff.anna)] == [PlaybookName.GROW_CLOSER]


def test_its_clocks_warn_nobody_and_reach_no_lead(store: Store, staff: Staff) -> None:
    thank(store, staff, a_client(store, staff))
    clocks, later = store.case_clocks, NOW + 300 * DAY

    for due in (clocks.due_half_warning, clocks.due_late_warning, clocks.due_breach, clocks.due_offer):
        assert due(later) is None


def test_its_steps_are_done_and_it_is_closed_as_any_other(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    (case,) = thank(store, staff, client)
    save_log(store, a_log(client, staff.anna, at=NOW + DAY), now=NOW + DAY)
    for key in (StepKey("invite"), StepKey("ask")):
        case = tick_step(store, case.id, key, by=staff.anna.id, now=NOW + 2 * DAY)

    closed = close_case(store, case.id, Outcome.SETTLED, by=staff.anna.id, now=NOW + 3 * DAY)

    assert {step.state for step in closed.case.steps} == {"done"}
    assert messages(store) == 0


def test_thanks_wait_for_the_next_planned_contact(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.touchpoints.promise(
        client.id, advisor_id=staff.anna.id, due_at=NOW + 2 * DAY, note="catalogue", now=NOW
    )

    (case,) = thank(store, staff, client)

    assert case.steps[0].due_at.date() == (NOW + 2 * DAY).date()


def better(store: Store, client: Client, *, now: datetime) -> Rescored:
    after = rescore(store, client.id, now=now, baseline=True).after
    yellow = replace(after, level=Level.YELLOW)
    return Rescored(client.id, yellow, replace(after, level=Level.GREEN), worse=False, better=True)


def test_green_again_after_a_settled_matter_opens_it(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    yellow = rescore(store, client.id, now=NOW, baseline=True).after
    worse = Rescored(client.id, yellow, replace(yellow, level=Level.YELLOW, cause=Cause.SILENCE), worse=True)
    opened = open_case(store, worse, now=NOW)
    assert opened is not None
    assert open_for_recovery(store, better(store, client, now=NOW), now=NOW) is None
    close_case(store, opened.case.id, Outcome.SETTLED, by=staff.anna.id, now=NOW + DAY)

    case = open_for_recovery(store, better(store, client, now=NOW + 30 * DAY), now=NOW + 30 * DAY)

    assert case is not None
    assert (case.playbook, case.cause) == (PlaybookName.GROW_CLOSER, Cause.RECOVERED)


def test_green_again_without_a_settled_matter_opens_nothing(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)

    assert open_for_recovery(store, better(store, client, now=NOW), now=NOW) is None


def test_nothing_opens_for_a_client_nobody_looks_after(store: Store, staff: Staff) -> None:
    client = store.clients.add(name="Xu Min", team_id=staff.team.id, advisor_id=None, now=NOW)

    save_log(store, a_log(client, staff.boris, reading=THANKS), now=NOW)

    assert store.cases.open_of(client.id) == []
