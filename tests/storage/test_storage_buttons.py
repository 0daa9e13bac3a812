"""A button acts once, for the person it was made for, while it is valid."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.chat.buttons import NewButton
from storage.database import Database
from storage.errors import ButtonForeignError, ButtonUnknownError
from storage.store import Store
from tests.staff import NOW, Staff

HOUR = timedelta(hours=1)


def issue_one(store: Store, staff: Staff, button: NewButton, *, group: str = "g") -> str:
    return store.buttons.issue([button], presser=staff.anna.id, group=group, now=NOW)[0]


def test_a_pressed_button_means_what_it_was_made_for(store: Store, staff: Staff) -> None:
    buttons = [NewButton("save", "note-1", "陈伟"), NewButton("discard", "note-1")]

    tokens = store.buttons.issue(buttons, presser=staff.anna.id, group="screen-1", now=NOW)
    pressed = [store.buttons.resolve(token, presser=staff.anna.id, now=NOW + HOUR) for token in tokens]

    assert [NewButton(press.action, press.target, press.data) for press in pressed] == buttons
    assert {(press.group, press.used_at, press.expired) for press in pressed} == {("screen-1", None, False)}


def test_a_token_fits_into_callback_data_and_tells_nothing(store: Store, staff: Staff) -> None:
    tokens = store.buttons.issue(
        [NewButton("save", "note-1")] * 20, presser=staff.anna.id, group="g", now=NOW
    )

    assert len(set(tokens)) == 20
    assert all(token.startswith("b1") and len(token.encode()) <= 64 for token in tokens)
    assert not any("note" in token or "save" in token for token in tokens)


def test_a_screen_without_acting_buttons_issues_no_token(store: Store, staff: Staff) -> None:
    assert store.buttons.issue([], presser=staff.anna.id, group="g", now=NOW) == []


def test_a_button_acts_once(store: Store, staff: Staff) -> None:
    token = issue_one(store, staff, NewButton("save"))

    assert store.buttons.use(token, now=NOW)
    assert not store.buttons.use(token, now=NOW + HOUR)
    assert store.buttons.resolve(token, presser=staff.anna.id, now=NOW + HOUR).used_at == NOW


def test_one_answer_settles_all_buttons_of_a_message(store: Store, staff: Staff) -> None:
    save, other = (issue_one(store, staff, NewButton("save"), group=group) for group in ("a", "b"))

    assert store.buttons.use_group("a", now=NOW)
    assert not store.buttons.use_group("a", now=NOW)
    assert not store.buttons.use(save, now=NOW)
    assert store.buttons.use(other, now=NOW)


def test_an_expired_button_is_known_but_does_not_act(store: Store, staff: Staff) -> None:
    token = issue_one(store, staff, NewButton("save"))
    later = NOW + timedelta(days=30)

    assert store.buttons.resolve(token, presser=staff.anna.id, now=later).expired
    assert not store.buttons.use(token, now=later)
    assert store.buttons.forget_expired(later - HOUR) == 0
    assert store.buttons.forget_expired(later) == 1
    with pytest.raises(ButtonUnknownError):
        store.buttons.resolve(token, presser=staff.anna.id, now=later)


def test_a_button_of_somebody_else_is_refused_with_what_it_was(store: Store, staff: Staff) -> None:
    token = issue_one(store, staff, NewButton("save", "note-1"))

    with pytest.raises(ButtonForeignError) as caught:
        store.buttons.resolve(token, presser=staff.chen.id, now=NOW)

    error = caught.value
    assert (error.action, error.target, error.owner_id) == ("save", "note-1", staff.anna.id)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.text() | st.from_regex(r"b1[A-Za-z0-9_-]{0,40}") | st.binary().map(lambda b: b.decode("latin1"))
)
def test_no_made_up_data_reaches_anything(store: Store, staff: Staff, data: str) -> None:
    with pytest.raises(ButtonUnknownError):
        store.buttons.resolve(data, presser=staff.anna.id, now=NOW)


async def test_of_two_taps_at_the_same_moment_one_acts(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        token = issue_one(store, staff, NewButton("save"))

    async with asyncio.TaskGroup() as group:
        taps = [
            group.create_task(database.run(lambda store: store.buttons.use(token, now=NOW))) for _ in range(8)
        ]

    assert sorted(tap.result() for tap in taps) == [False] * 7 + [True]
