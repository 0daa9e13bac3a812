"""Undo in the chat: several notes taken back in any order, and a matter that rested rests again."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from loyalty.cases.cases import PauseReason
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import Role
from storage.cases.casework import pause_case
from storage.cases.openings import open_case
from storage.clients.clientrows import CLIENT
from storage.scores.scoring import Rescored, rescore
from tests.conversation.office import Office, Someone

COMPLAINT = "Chen Wei called, furious, he complains that the watch is broken again and nobody answers"
CALM = "Called Chen Wei about the weather and the boat"


@pytest.fixture
async def anna(office: Office, boris: Someone) -> Someone:
    anna = await office.hire(1001, "Anna Li", Role.ADVISOR)
    await anna.adds("Chen Wei")
    await office.turn(timedelta(days=1))
    return anna


def open_cases(office: Office) -> int:
    with office.database.reading() as store:
        (row,) = store.transaction.rows(sa.select(CLIENT.c.id))
        return len(store.cases.open_of(row.id))


@pytest.mark.parametrize("undone", [(0, 2), (2, 0), (0, 1, 2), (1, 2, 0)])
async def test_notes_are_undone_in_any_order_and_leave_no_matter_behind(
    office: Office, anna: Someone, boris: Someone, undone: tuple[int, ...]
) -> None:
    notes = []
    for text in (COMPLAINT, CALM, COMPLAINT):
        await anna.says(text)
        notes.append(await anna.presses("Save"))
        office.clock.jump(timedelta(seconds=3))
    assert open_cases(office) == 1

    for number in undone:
        await anna.presses("Undo", on=notes[number])

    assert open_cases(office) == 0
    assert "red" not in (await anna.says("chen wei")).text.lower()
    alerts = [text for text in boris.messages if "Chen Wei" in text or "Withdrawn" in text]
    assert alerts
    assert all("Withdrawn by Anna Li" in text for text in alerts)


async def test_a_matter_that_rested_rests_again_when_the_note_that_turned_it_red_is_undone(
    office: Office, anna: Someone
) -> None:
    now = office.clock.now()
    with office.database.unit() as store:
        (row,) = store.transaction.rows(sa.select(CLIENT.c.id))
        standing = rescore(store, row.id, now=now).after
        asked = replace(standing, level=Level.YELLOW, cause=Cause.COMPLAINT_OPEN)
        advisor_id = store.clients.anyone(row.id).advisor_id
        opened = open_case(
            store, Rescored(row.id, standing, asked, worse=True), now=now, author_id=advisor_id
        )
        assert opened is not None
        until = now + timedelta(days=3)
        by = opened.case.advisor_id
        before = pause_case(store, opened.case.id, PauseReason.CLIENT_AWAY, until=until, by=by, now=now)
    office.clock.jump(timedelta(minutes=5))
    await anna.says(COMPLAINT)
    saved = await anna.presses("Save")
    assert "red" in saved.text

    await anna.presses("Undo", on=saved)

    with office.database.reading() as store:
        assert store.cases.open_of(row.id) == [before]
    assert before.pause is not None
