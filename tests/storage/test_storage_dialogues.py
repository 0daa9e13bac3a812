"""A dialogue outlives a restart, and each person has one in a chat."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.chat.dialogues import Dialogue, DialogueRow
from storage.columns import table_of
from storage.errors import SealBrokenError
from storage.store import Store
from tests.staff import NOW, Staff

CHAT = -1_002_345_678_901


def a_dialogue(staff: Staff, *, step: str = "name", chat_id: int = CHAT) -> Dialogue:
    data = {"target": "client-7", "typed": "陈伟"}
    return Dialogue(staff.anna.id, chat_id, "add_client", step, data, NOW + timedelta(hours=12))


def test_the_last_question_is_the_open_one(store: Store, staff: Staff) -> None:
    store.dialogues.put(a_dialogue(staff, step="name"))
    store.dialogues.put(a_dialogue(staff, step="phone"))

    assert store.dialogues.get(staff.anna.id, CHAT) == a_dialogue(staff, step="phone")
    assert store.dialogues.get(staff.anna.id, 1) is None
    assert store.dialogues.get(staff.chen.id, CHAT) is None


def test_a_dialogue_ends_once(store: Store, staff: Staff) -> None:
    store.dialogues.put(a_dialogue(staff))

    assert store.dialogues.end(staff.anna.id, CHAT)
    assert not store.dialogues.end(staff.anna.id, CHAT)
    assert store.dialogues.get(staff.anna.id, CHAT) is None


def test_unanswered_dialogues_are_forgotten_when_they_expire(store: Store, staff: Staff) -> None:
    store.dialogues.put(a_dialogue(staff))

    assert store.dialogues.forget_expired(NOW) == 0
    assert store.dialogues.forget_expired(NOW + timedelta(hours=12)) == 1
    assert store.dialogues.get(staff.anna.id, CHAT) is None


def test_data_moved_into_another_dialogue_does_not_open(store: Store, staff: Staff) -> None:
    store.dialogues.put(a_dialogue(staff))
    store.transaction.change(sa.update(table_of(DialogueRow)).values(chat_id=1))

    with pytest.raises(SealBrokenError):
        store.dialogues.get(staff.anna.id, 1)
