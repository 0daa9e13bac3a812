"""One row that fails each time holds up nobody else, waits longer each time, is told once and never lost."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.facts.signals import SignalKind
from loyalty.levels.levels import Level
from loyalty.people.people import Role
from loyalty.planning.touchpoints import Touchpoint, TouchpointState
from storage.cases.caserows import CASE
from storage.cases.levels import set_level
from storage.clients.clientrows import CLIENT
from storage.columns import table_of
from storage.plans.planloads import PlanLoadRow
from storage.plans.touchpoints import TouchpointRow
from storage.records.signals import SIGNAL
from storage.scores.standingrows import StandingRow
from storage.setbacks import SetbackRow
from tests.conversation.office import Office, Someone

ANNA, ADA = 1001, 3001
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CHEN, LIN = "Chen Wei", "Lin Yue"
_TOUCHPOINT, _STANDING = table_of(TouchpointRow), table_of(StandingRow)
_PLAN, _SETBACK = table_of(PlanLoadRow), table_of(SetbackRow)


@pytest.fixture
async def anna(office: Office) -> Someone:
    """An advisor with two clients; what goes wrong always concerns the first."""
    anna = await office.hire(ANNA, "Anna Li", Role.ADVISOR)
    for name in (CHEN, LIN):
        await anna.adds(name)
    return anna


@pytest.fixture
async def ada(office: Office) -> Someone:
    return await office.hire(ADA, "Ada Ho", Role.ADMIN)


def client_id(office: Office, name: str) -> ClientId:
    with office.database.reading() as store:
        rows = store.transaction.rows(sa.select(CLIENT.c.id))
        found = (store.clients.anyone(ClientId(row.id)) for row in rows)
        return next(each.id for each in found if each.name == name)


def changed(office: Office, statement: sa.Update) -> None:
    with office.database.unit() as store:
        assert store.transaction.change(statement)


def failures(office: Office) -> dict[str, int]:
    with office.database.reading() as store:
        return {row.duty: row.failures for row in store.transaction.rows(sa.select(_SETBACK))}


def told(someone: Someone, *words: str) -> list[str]:
    return [text for text in someone.messages if all(each in text for each in words)]


def promise(office: Office, name: str, *, due_at: datetime) -> Touchpoint:
    chen = client_id(office, name)
    with office.database.unit() as store:
        person = store.people.by_telegram(ANNA)
        assert person is not None
        now = due_at - HOUR
        return store.touchpoints.promise(chen, advisor_id=person.id, due_at=due_at, note="catalogue", now=now)


async def complains(anna: Someone, name: str) -> None:
    await anna.says(f"{name} called, furious, he complains that the watch is broken again and nobody answers")
    await anna.presses("Save")


async def test_a_promise_that_cannot_be_read_keeps_no_other_from_being_reminded(
    office: Office, anna: Someone, ada: Someone
) -> None:
    first, _ = (promise(office, name, due_at=office.clock.now() + HOUR) for name in (CHEN, LIN))
    theirs = sa.update(_TOUCHPOINT).where(_TOUCHPOINT.c.id == first.id)
    with office.database.reading() as store:
        note = store.transaction.value(sa.select(_TOUCHPOINT.c.note).where(_TOUCHPOINT.c.id == first.id))
    changed(office, theirs.values(note=b"damaged"))

    await office.turn(2 * HOUR)

    assert told(anna, LIN, "catalogue")
    assert not told(anna, CHEN, "catalogue")
    assert len(told(ada, "Held up: reminders")) == 1
    assert CHEN not in " ".join(ada.messages)
    assert "Held up after failing: 1" in (await ada.says("/health")).text
    assert 3 < failures(office)["reminders"] < 8

    changed(office, theirs.values(note=note))
    await office.turn(3 * HOUR)

    assert told(anna, CHEN, "catalogue")
    assert len(told(ada, "Held up: ")) == 1
    assert "Held up" not in (await ada.says("/health")).text


async def test_of_reminders_that_come_together_one_that_cannot_be_told_waits_alone(
    office: Office, anna: Someone
) -> None:
    await office.turn(DAY)
    for name in (CHEN, LIN, "Xu Min"):
        if name == "Xu Min":
            await anna.adds(name)
        promise(office, name, due_at=office.clock.now() + HOUR)
    theirs = sa.update(_STANDING).where(_STANDING.c.client_id == client_id(office, CHEN))
    changed(office, theirs.values(cause="of old"))

    office.clock.jump(4 * HOUR)
    await office.turn(MINUTE)

    assert told(anna, LIN, "Xu Min", "catalogue")
    assert not told(anna, CHEN, "catalogue")
    changed(office, theirs.values(cause="few_purchases"))
    await office.turn(HOUR)
    assert told(anna, CHEN, "catalogue")


async def test_a_message_that_cannot_be_worded_waits_and_leaves_when_it_can(
    office: Office, boris: Someone, anna: Someone, ada: Someone
) -> None:
    for name in (CHEN, LIN):
        await complains(anna, name)
    theirs = sa.update(_STANDING).where(_STANDING.c.client_id == client_id(office, CHEN))
    changed(office, theirs.values(cause="of old"))

    await office.turn(5 * HOUR)

    assert told(boris, LIN, "overdue")
    assert not told(boris, CHEN, "overdue")
    assert len(told(ada, "Held up: messages")) == 1

    changed(office, theirs.values(cause="complaint_open"))
    await office.turn(6 * HOUR)

    assert len(told(boris, CHEN, "overdue")) == 1


async def test_a_matter_that_cannot_be_read_keeps_no_other_late_step_from_the_lead(
    office: Office, boris: Someone, anna: Someone, ada: Someone
) -> None:
    for name in (CHEN, LIN):
        await complains(anna, name)
    theirs = sa.update(CASE).where(CASE.c.client_id == client_id(office, CHEN))
    changed(office, theirs.values(playbook="of old"))

    await office.turn(5 * HOUR)

    assert told(boris, LIN, "overdue")
    assert not told(boris, CHEN, "overdue")
    assert {"steps_at_half", "steps_late", "steps_overdue"} <= failures(office).keys()
    assert len(told(ada, "Held up: late steps")) == 1

    changed(office, theirs.values(playbook="put_right"))
    await office.turn(DAY)

    assert len(told(boris, CHEN, "overdue")) == 1


async def test_a_rest_that_cannot_end_keeps_no_other_from_ending(office: Office, anna: Someone) -> None:
    for name in (CHEN, LIN):
        await complains(anna, name)
    rested = {
        "paused_at": office.clock.now(),
        "paused_until": office.clock.now() + HOUR,
        "pause_reason": "away",
    }
    changed(office, sa.update(CASE).values(rested))
    theirs = sa.update(CASE).where(CASE.c.client_id == client_id(office, CHEN))
    changed(office, theirs.values(playbook="of old"))

    def resting() -> list[str]:
        with office.database.reading() as store:
            still = sa.select(CASE.c.client_id).where(CASE.c.paused_at.is_not(None))
            return [row.client_id for row in store.transaction.rows(still)]

    await office.turn(2 * HOUR)
    assert resting() == [client_id(office, CHEN)]

    changed(office, theirs.values(playbook="put_right"))
    await office.turn(3 * HOUR)
    assert resting() == []


async def test_a_client_whose_facts_cannot_be_read_keeps_no_other_from_being_scored(
    office: Office, anna: Someone, ada: Someone
) -> None:
    await office.turn(DAY)
    both = [client_id(office, name) for name in (CHEN, LIN)]
    with office.database.unit() as store:
        for each in both:
            store.signals.add(SignalKind.COMPLAINT, each, on=office.clock.now().date())
    theirs = sa.update(SIGNAL).where(SIGNAL.c.client_id == client_id(office, CHEN))
    changed(office, theirs.values(kind="of old"))
    with office.database.unit() as store:
        store.transaction.change(sa.delete(sa.table("client_sums")))

    def levels() -> list[Level | None]:
        with office.database.reading() as store:
            found = (store.standings.of(client_id(office, name)) for name in (CHEN, LIN))
            return [each.level if each else None for each in found]

    await office.turn(DAY)
    assert levels() == [Level.GREEN, Level.RED]
    assert len(told(ada, "Held up: levels")) == 1
    assert "Levels updated" in (await ada.says("/health")).text

    changed(office, theirs.values(kind=SignalKind.COMPLAINT))
    await office.turn(7 * HOUR)
    assert levels() == [Level.RED, Level.RED]
    assert "scores" not in failures(office)


async def test_a_set_level_that_cannot_end_keeps_no_other_from_ending(
    office: Office, boris: Someone, anna: Someone
) -> None:
    today = office.clock.now().date()
    with office.database.unit() as store:
        lead = store.people.by_telegram(boris.id)
        assert lead is not None
        for name in (CHEN, LIN):
            set_level(
                store,
                client_id(office, name),
                Level.YELLOW,
                last_on=today,
                reason="trip",
                by=lead,
                now=office.clock.now(),
            )
    theirs = sa.update(_STANDING).where(_STANDING.c.client_id == client_id(office, CHEN))
    changed(office, theirs.values(cause="of old"))

    await office.turn(DAY)

    with office.database.reading() as store:
        assert store.overrides.over(office.clock.now()) == client_id(office, CHEN)
    changed(office, theirs.values(cause="set_by_lead"))
    await office.turn(7 * HOUR)
    with office.database.reading() as store:
        assert store.overrides.over(office.clock.now()) is None


async def test_a_plan_that_cannot_be_made_keeps_no_other_from_being_made(
    office: Office, anna: Someone
) -> None:
    dora = await office.hire(1002, "Dora Wu", Role.ADVISOR)
    await dora.adds("Xu Min")
    await office.turn(DAY)
    chen = sa.update(CLIENT).where(CLIENT.c.id == client_id(office, CHEN))
    changed(office, chen.values(tier="of old"))
    changed(office, sa.update(_PLAN).values(next_at=None, planned_at=None))

    def planned() -> int:
        with office.database.reading() as store:
            counted = sa.select(sa.func.count()).where(_PLAN.c.planned_at.is_not(None))
            return int(store.transaction.value(counted))

    await office.turn(HOUR)
    assert planned() == 1
    assert failures(office)["plans"] > 1

    changed(office, chen.values(tier="standard"))
    await office.turn(2 * HOUR)
    assert planned() == 2


async def test_what_cannot_be_deleted_keeps_nothing_else_from_it(
    office: Office, anna: Someone, ada: Someone
) -> None:
    long_ago = office.clock.now() - 90 * DAY
    old = promise(office, CHEN, due_at=long_ago)
    with office.database.unit() as store:
        store.touchpoints.finish(old.id, TouchpointState.DROPPED, now=long_ago)
        store.transaction.connection.execute(
            sa.text("CREATE TRIGGER kept BEFORE DELETE ON inbox BEGIN SELECT RAISE(ABORT, 'kept'); END")
        )
    await office.turn(8 * DAY)

    await office.rapport.ticks.tidy()
    await office.settle()

    with office.database.reading() as store:
        assert old.id not in store.touchpoints.many([old.id])
    assert len(told(ada, "Held up: tidying up")) == 1
