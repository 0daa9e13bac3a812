"""Whatever is undone, in whatever order: the rest stands as if what was undone had never been written."""

import random
from collections.abc import Callable
from dataclasses import astuple, dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import Case, CaseId, CaseState, Outcome, PauseReason
from loyalty.clients import Client
from loyalty.contacts import Direction
from loyalty.facts.signals import SignalKind
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import Person, Role
from loyalty.tone import CueName, Mood
from storage.cases.caserows import CASE
from storage.cases.casework import close_case, pause_case, tick_step
from storage.cases.interventions import save_log
from storage.cases.levels import set_level
from storage.cases.openings import open_case
from storage.columns import table_of
from storage.database import Database
from storage.plans.planning import replan
from storage.records.facts import add_fact
from storage.records.signals import SIGNAL
from storage.records.undo import undo_fact, undo_log
from storage.records.undorecords import ChangeId
from storage.scores.scoring import Rescored, index_now, rescore
from storage.scores.standingrows import LevelChangeRow, SnapshotRow
from storage.store import Store
from tests.logs import CALM, COMPLAINT, WISH_TO_LEAVE, a_log, a_purchase
from tests.staff import NOW, Staff

HALF, SECOND, DAY = timedelta(seconds=0.5), timedelta(seconds=1), timedelta(days=1)
START = NOW - timedelta(minutes=1)
THANKS = replace(CALM, mood=Mood.POSITIVE, signed=0.8, cues=(CueName.GRATITUDE,))
_CHANGE, _SNAPSHOT = table_of(LevelChangeRow), table_of(SnapshotRow)

Write = Callable[["Twin", Store, timedelta], str]
"""Writes something at an offset from now and returns its id."""


@dataclass
class Twin:
    """One of two clients who are alike in everything, each with an advisor and a lead of their own."""

    client: Client
    advisor: Person
    lead: Person
    written: dict[str, int] = field(default_factory=dict)

    def note(self, store: Store, after: timedelta, number: int, **options: Any) -> str:
        log = a_log(self.client, self.advisor, at=NOW + after, **options)
        self.written[log.id] = number
        return save_log(store, log, now=NOW + after).interaction.id

    def fact(self, store: Store, after: timedelta, number: int, kind: SignalKind, value: float | None) -> str:
        saved = add_fact(store, self.client.id, kind, value=value, by=self.advisor.id, now=NOW + after)
        self.written[saved.signal.id] = number
        return saved.change_id


def twins(store: Store, staff: Staff, *, seed: int) -> tuple[Twin, Twin]:
    chance = random.Random(seed)
    other = store.people.find_or_add("Lea Other", role=Role.LEAD, team_id=staff.other_team.id)
    days = sorted(chance.sample(range(3, 300), chance.choice([0, 2, 5])))
    shapes = chance.choice(["nothing", "contact", "yellow", "resting", "red"])
    made = []
    for name, team, advisor, lead in (
        ("Chen Wei", staff.team, staff.anna, staff.boris),
        ("Chen Wei", staff.other_team, staff.chen, other),
    ):
        client = store.clients.add(name=name, team_id=team.id, advisor_id=advisor.id, now=NOW - 30 * DAY)
        twin = Twin(client, advisor, lead)
        store.purchases.save_many([a_purchase(client.id, day) for day in days])
        rescore(store, client.id, now=START - DAY)
        replan(store, advisor.id, now=START)
        if shapes == "contact":
            twin.note(store, START - NOW, -1)
        elif shapes == "red":
            twin.note(store, START - NOW, -1, reading=COMPLAINT)
        elif shapes != "nothing":
            _yellow(store, twin, is_resting=shapes == "resting")
        made.append(twin)
    return made[0], made[1]


def _yellow(store: Store, twin: Twin, *, is_resting: bool) -> None:
    """Open a yellow case for a cause that a complaint then turns red."""
    standing = store.standings.of(twin.client.id)
    assert standing is not None
    asked = replace(standing, level=Level.YELLOW, cause=Cause.COMPLAINT_OPEN)
    opened = open_case(store, Rescored(twin.client.id, standing, asked, worse=True), now=START)
    assert opened is not None
    if is_resting:
        until = NOW + 3 * DAY
        pause_case(store, opened.case.id, PauseReason.CLIENT_AWAY, until=until, by=twin.advisor.id, now=START)


def some_writing(chance: random.Random, number: int) -> Write:
    """Return something to write, the same for both twins."""
    if chance.random() < 0.25:
        kind, value = chance.choice(
            [(SignalKind.COMPLAINT, 1.0), (SignalKind.COMPLAINT, 0.0), (SignalKind.VISIT, None)]
        )
        return lambda twin, store, after: twin.fact(store, after, number, kind, value)
    reading = chance.choice([CALM, CALM, COMPLAINT, COMPLAINT, WISH_TO_LEAVE, THANKS])
    direction = chance.choice([*Direction, Direction.INBOUND])
    return lambda twin, store, after: twin.note(store, after, number, reading=reading, direction=direction)


def undo(store: Store, twin: Twin, saved_id: str, after: timedelta) -> None:
    if saved_id in twin.written:
        undo_log(store, store.interactions.anyone(saved_id).id, by=twin.advisor.id, now=NOW + after)
    else:
        undo_fact(store, ChangeId(saved_id), by=twin.advisor.id, now=NOW + after)


def state(store: Store, twin: Twin) -> dict[str, Any]:
    """Return all that is derived for a client, told without ids."""
    whose, known = twin.client.id, twin.written
    standing = store.standings.of(whose)
    assert standing is not None
    told_by = {
        row.id: (known.get(row.interaction_id), known.get(row.raised_by))
        for row in store.transaction.rows(sa.select(CASE).where(CASE.c.client_id == whose))
    }
    changes = store.transaction.rows(
        sa.select(_CHANGE).where(_CHANGE.c.client_id == whose).order_by(_CHANGE.c.changed_at, _CHANGE.c.id)
    )
    snapshots = store.transaction.rows(
        sa.select(_SNAPSHOT).where(_SNAPSHOT.c.client_id == whose).order_by(_SNAPSHOT.c.scored_on)
    )
    signals = store.transaction.rows(
        sa.select(SIGNAL).where(SIGNAL.c.client_id == whose).order_by(SIGNAL.c.id)
    )
    return {
        "standing": [rounded(each) for each in astuple(standing)[1:]],
        "index": rounded(index_now(store, whose, now=NOW + 40 * SECOND)),
        "snapshots": [[rounded(each) for each in row[1:]] for row in snapshots],
        "changes": [
            (row.changed_at, row.before, row.after, row.cause, known.get(row.interaction_id or row.signal_id))
            for row in changes
        ],
        "signals": [(row.kind, row.opened_on, row.closed_on, row.value) for row in signals],
        "cases": [
            (case.cause, case.playbook, case.opened_at, case.pause, told_by[case.id])
            for case in store.cases.open_of(whose)
        ],
        "steps": [
            [
                (
                    step.key,
                    step.position,
                    step.state,
                    step.opened_at,
                    step.due_at,
                    step.done_at,
                    step.done_by == twin.advisor.id,
                )
                for step in case.steps
            ]
            for case in store.cases.open_of(whose)
        ],
        "plan": sorted((each.kind, each.state, each.due_at) for each in store.touchpoints.open_about(whose)),
    }


def rounded(value: Any) -> Any:
    """Return figures without their last digits, which depend on the order in which sums were added."""
    return round(value, 9) if isinstance(value, float) else value


@pytest.mark.parametrize("seed", range(60))
def test_what_is_undone_was_never_written(database: Database, staff: Staff, seed: int) -> None:
    chance = random.Random(seed)
    with database.unit() as store:
        walked, control = twins(store, staff, seed=seed)
        writings = [some_writing(chance, number) for number in range(chance.randint(1, 5))]
        moments = sorted(chance.sample(range(1, 12), len(writings)))
        set_at = chance.choice([None, None, chance.randint(1, 12)])
        saved: dict[int, str] = {}
        undone: dict[int, timedelta] = {}
        left = list(chance.sample(range(len(writings)), chance.randint(1, len(writings))))
        for second in range(1, 30):
            after = second * SECOND
            for number, write in enumerate(writings):
                if moments[number] == second:
                    saved[number] = write(walked, store, after)
            if second == set_at:
                _set_level(store, walked, after + HALF)
            if left and left[0] in saved and (second > 13 or chance.random() < 0.3):
                number = left.pop(0)
                undone[number] = after
                undo(store, walked, saved[number], after + 1.5 * HALF)
        for second in range(1, 30):
            for number, write in enumerate(writings):
                if moments[number] == second and number not in undone:
                    write(control, store, second * SECOND)
            if second == set_at:
                _set_level(store, control, second * SECOND + HALF)

        assert state(store, walked) == state(store, control)


@pytest.mark.parametrize("seed", range(30))
def test_what_others_do_meanwhile_stays_and_nothing_else_does(
    database: Database, staff: Staff, seed: int
) -> None:
    chance = random.Random(seed)
    with database.unit() as store:
        walked, _ = twins(store, staff, seed=seed)
        before = {case.id for case in store.cases.open_of(walked.client.id)}
        facts = {
            row.id
            for row in store.transaction.rows(
                sa.select(SIGNAL.c.id).where(SIGNAL.c.client_id == walked.client.id)
            )
        }
        closed: set[CaseId] = set()
        saved = []
        for number in range(5):
            saved.append(some_writing(chance, number)(walked, store, 2 * number * SECOND))
            for case in store.cases.open_of(walked.client.id):
                _meddle(store, walked, case, chance, (2 * number + 1) * SECOND, closed)
        chance.shuffle(saved)
        for place, saved_id in enumerate(saved):
            undo(store, walked, saved_id, (12 + place) * SECOND)

        still_open = {case.id for case in store.cases.open_of(walked.client.id)}
        assert still_open == before - closed
        assert all(store.cases.anyone(case_id).state is CaseState.CLOSED for case_id in closed)
        kept = store.transaction.rows(sa.select(SIGNAL.c.id).where(SIGNAL.c.client_id == walked.client.id))
        assert {row.id for row in kept} == facts


def _meddle(
    store: Store, twin: Twin, case: Case, chance: random.Random, after: timedelta, closed: set[CaseId]
) -> None:
    now, act = NOW + after, chance.choice(["close", "tick", "pause", "nothing", "nothing"])
    if act == "close":
        close_case(store, case.id, chance.choice(list(Outcome)), by=twin.lead.id, now=now)
        closed.add(case.id)
    elif act == "pause":
        pause_case(store, case.id, PauseReason.OTHERS, until=now + DAY, by=twin.lead.id, now=now)
    elif act == "tick" and case.next_step is not None:
        tick_step(store, case.id, case.next_step.key, by=twin.lead.id, now=now)


def _set_level(store: Store, twin: Twin, after: timedelta) -> None:
    now = NOW + after
    set_level(store, twin.client.id, Level.YELLOW, last_on=now.date(), reason="trip", by=twin.lead, now=now)
