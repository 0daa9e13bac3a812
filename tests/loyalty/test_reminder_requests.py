"""What a text that asks to be reminded asks for."""

from datetime import time

import pytest

from loyalty.moments import asked_reminder
from loyalty.people.clocks import WorkingHours
from tests.staff import NOW

HOURS = WorkingHours(zone="Asia/Hong_Kong", start=time(9), end=time(18), workdays=frozenset(range(5)))


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("remind me to call Lin Yue tomorrow at 9:30", "2026-11-25 01:30", "call Lin Yue"),
        ("Please remind me tomorrow to call Lin Yue at 9:30", "2026-11-25 01:30", "call Lin Yue"),
        ("Friday morning, remind me to call her at 10:15", "2026-11-27 02:15", "call her"),
        ("remind me on Friday: the invoice", "2026-11-27 01:00", "the invoice"),
        ("Reminder: the invoice, Friday 3 pm", "2026-11-27 07:00", "the invoice"),
        ("提醒我明天9点给林悦打电话", "2026-11-25 01:00", "给林悦打电话"),
        ("明天9点提醒我给林悦打电话", "2026-11-25 01:00", "给林悦打电话"),
    ],
)
def test_a_request_tells_when_and_of_what(text: str, at: str, what: str) -> None:
    asked = asked_reminder(text, now=NOW, hours=HOURS)

    assert asked is not None
    assert asked.at is not None
    assert (f"{asked.at:%Y-%m-%d %H:%M}", asked.what) == (at, what)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("remind me to call Lin Yue", None),
        ("remind me to call on Monday or on Thursday", "unreadable"),
        ("remind me in two weeks to call him on Monday", "unreadable"),
        ("remind me in 3 hours that he comes at 10:15", "unreadable"),
        ("remind me yesterday to call Lin Yue", "past"),
    ],
)
def test_a_request_without_one_moment_tells_what_is_wrong(text: str, code: str | None) -> None:
    asked = asked_reminder(text, now=NOW, hours=HOURS)

    assert asked is not None
    assert asked.at is None
    assert (asked.error and asked.error.code) == code


def test_a_moment_that_cannot_be_taken_is_no_word_of_what_to_do() -> None:
    asked = asked_reminder("remind me yesterday at 9:30 to call Lin Yue", now=NOW, hours=HOURS)

    assert asked is not None
    assert asked.what == "call Lin Yue"


def test_a_name_tells_no_time() -> None:
    asked = asked_reminder("remind me to call Sunday Obi tomorrow", now=NOW, hours=HOURS, names=[(18, 28)])

    assert asked is not None
    assert (f"{asked.at:%d}", asked.what) == ("25", "call Sunday Obi")


@pytest.mark.parametrize(
    "text",
    ["He asked me to remind him tomorrow", "Called him, remind me Friday", "Reminder sent", "yesterday"],
)
def test_any_other_text_asks_for_no_reminder(text: str) -> None:
    assert asked_reminder(text, now=NOW, hours=HOURS) is None
