"""Toasts, strangers and the building blocks of screens."""

from datetime import timedelta

import pytest

from loyalty.people.people import Language
from tests.wording.firm import BOOKS, CALL, NOON, OPENED, a_reader, at
from wording import start, toasts
from wording.screen import Button, Screen, grid
from wording.templates import render

EN, ZH = a_reader(), a_reader(Language.ZH)


def test_a_stranger_reads_one_sentence_in_each_language() -> None:
    english, chinese = start.stranger().text.splitlines()

    assert english.startswith("This assistant works for one firm.")
    assert chinese.startswith("本助手")


def test_a_toast_says_who_was_faster() -> None:
    assert toasts.already_done(by="Boris Zhou", at=OPENED, reader=EN, now=NOON) == (
        "Already done by Boris Zhou, 10:12."
    )
    assert toasts.already_done(by="周博", at=OPENED, reader=ZH, now=NOON) == "周博10:12已完成。"
    assert toasts.already_done(by="", at=None, reader=EN, now=NOON) == "Already done."


def test_a_toast_says_whether_a_step_was_in_time() -> None:
    due = at(24, 14, 12)

    in_time = toasts.step_done(BOOKS.step(CALL).words, done_at=at(24, 13, 40), due_at=due, reader=EN)
    late = toasts.step_done(BOOKS.step(CALL).words, done_at=due + timedelta(minutes=1), due_at=due, reader=ZH)

    assert (in_time, late) == ("Called at 13:40, in time.", "14:13已回电，已超时。")


def test_a_toast_says_when_undo_ended() -> None:
    assert toasts.undo_over(until=at(24, 10, 13, 20), reader=EN) == (
        "The time to undo ended at 10:13:20. Change it in History."
    )


def test_the_plain_text_of_a_screen_has_neither_tags_nor_escapes() -> None:
    assert Screen("<b>Chen &amp; Sons</b> &lt;b&gt;").plain == "Chen & Sons <b>"


def test_buttons_are_set_in_rows_of_three() -> None:
    buttons = [Button(str(number)) for number in range(5)]

    assert [len(row) for row in grid(buttons)] == [3, 2]


def test_a_message_whose_slot_was_forgotten_is_refused() -> None:
    with pytest.raises(Exception, match="client_name"):
        render("log_prompt", EN, now=NOON)
