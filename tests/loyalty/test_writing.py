"""What a message is written for, what it may lean on, and how a client is addressed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from loyalty.clientfields import Birthday, LongWordsError, MissingWordsError, clean_words
from loyalty.contacts import Channel, Direction
from loyalty.days.reminders import Acquaintance
from loyalty.facts.interactions import MoodReading
from loyalty.levels.levels import Cause, Level
from loyalty.names.address import address_of
from loyalty.planning.touchpoints import TouchpointKind
from loyalty.tone import Mood
from loyalty.writing import Footing, Purpose, Seen, footing, purpose_now, purpose_of
from tests.staff import NOW
from tests.wording import firm

ZONE = "Asia/Hong_Kong"
KNOWN = Acquaintance(firm.a_client(), firm.a_standing(Level.GREEN, Cause.ALL_WELL))
IN_TROUBLE = replace(KNOWN, standing=firm.a_standing())


def last(days_ago: float, mood: Mood = Mood.POSITIVE) -> Acquaintance:
    return replace(KNOWN, last=firm.a_contact(NOW - timedelta(days=days_ago), mood))


def test_a_planned_contact_is_written_for_its_occasion() -> None:
    for kind in (TouchpointKind.BIRTHDAY, TouchpointKind.FESTIVAL, TouchpointKind.REVIEW):
        planned = replace(firm.a_touchpoint(), kind=kind)
        assert purpose_of(planned, KNOWN, now=NOW, zone=ZONE) == kind.value


def test_an_open_complaint_goes_before_a_hello_but_not_before_a_birthday() -> None:
    hello = replace(firm.a_touchpoint(), kind=TouchpointKind.HELLO)
    birthday = replace(hello, kind=TouchpointKind.BIRTHDAY)

    assert purpose_of(hello, IN_TROUBLE, now=NOW, zone=ZONE) is Purpose.AFTER_COMPLAINT
    assert purpose_of(birthday, IN_TROUBLE, now=NOW, zone=ZONE) is Purpose.BIRTHDAY


def test_a_reminder_without_words_speaks_of_no_promise() -> None:
    promised, bare = firm.a_touchpoint("catalogue"), firm.a_touchpoint("")

    assert purpose_of(promised, KNOWN, now=NOW, zone=ZONE) is Purpose.PROMISE
    assert purpose_of(bare, last(90), now=NOW, zone=ZONE) is Purpose.AFTER_SILENCE


@pytest.mark.parametrize(
    ("known", "purpose"),
    [
        (KNOWN, Purpose.HELLO),
        (replace(KNOWN, standing=None), Purpose.HELLO),
        (IN_TROUBLE, Purpose.AFTER_COMPLAINT),
        (last(3), Purpose.THANKS),
        (last(3, Mood.NEUTRAL), Purpose.HELLO),
        (last(20), Purpose.HELLO),
        (last(70), Purpose.AFTER_SILENCE),
        (replace(KNOWN, client=replace(KNOWN.client, birthday=Birthday(11, 24))), Purpose.BIRTHDAY),
        (replace(KNOWN, client=replace(KNOWN.client, birthday=Birthday(11, 25))), Purpose.HELLO),
    ],
)
def test_an_unplanned_message_fits_what_is_known_today(known: Acquaintance, purpose: Purpose) -> None:
    assert purpose_now(known, now=NOW, zone=ZONE) is purpose


def test_a_birthday_is_counted_where_the_client_lives() -> None:
    client = replace(firm.a_client(), birthday=Birthday(11, 23), zone="America/New_York")

    assert purpose_now(replace(KNOWN, client=client), now=NOW, zone=ZONE) is Purpose.BIRTHDAY


@pytest.mark.parametrize(
    ("days_ago", "channel", "seen"),
    [
        (0.5, Channel.CALL, Seen.NO),
        (3, Channel.CALL, Seen.SPOKEN),
        (3, Channel.DINNER, Seen.MET),
        (3, Channel.WECHAT, Seen.NO),
        (40, Channel.CALL, Seen.NO),
    ],
)
def test_only_a_warm_meeting_of_the_last_month_is_spoken_of(
    days_ago: float, channel: Channel, seen: Seen
) -> None:
    contact = replace(firm.a_contact(NOW - timedelta(days=days_ago), Mood.POSITIVE), channel=channel)

    assert footing(contact, now=NOW) == Footing(seen)


def test_a_bad_mood_is_remembered_for_three_months_and_an_unsure_one_not_at_all() -> None:
    unhappy = firm.a_contact(NOW - timedelta(days=80), Mood.NEGATIVE)
    long_ago = replace(unhappy, occurred_at=NOW - timedelta(days=100))
    unsure = replace(unhappy, reading=firm.an_unsure_reading())
    unanswered = replace(
        firm.a_contact(NOW - timedelta(days=3), Mood.POSITIVE), direction=Direction.OUTBOUND_UNANSWERED
    )

    assert footing(unhappy, now=NOW) == Footing(unhappy=True)
    for each in (None, long_ago, unsure, unanswered, replace(unhappy, reading=MoodReading(Mood.UNKNOWN))):
        assert footing(each, now=NOW) == Footing()


@pytest.mark.parametrize(
    ("name", "aliases", "in_chinese", "in_english"),
    [
        ("Chen Wei", ("陈伟",), "陈伟", "Chen Wei"),
        ("Chen Wei", ("陈总", "CW"), "陈总", "Chen Wei"),
        ("陈伟", ("CW", "Chen Wei"), "陈伟", "Chen Wei"),
        ("陈伟", ("CW",), "陈伟", "陈伟"),
        ("James Hartley", ("Jim", "Mr Hartley"), "James Hartley", "Mr Hartley"),
        ("Lady Ashworth", ("Ashworth夫人",), "Ashworth夫人", "Lady Ashworth"),
        ("何嘉欣", ("嘉欣姐", "小何"), "嘉欣姐", "何嘉欣"),
        ("🌸", (), "🌸", "🌸"),
    ],
)
def test_a_client_is_addressed_by_what_is_kept(
    name: str, aliases: tuple[str, ...], in_chinese: str, in_english: str
) -> None:
    assert address_of(name, aliases, chinese=True) == in_chinese
    assert address_of(name, aliases, chinese=False) == in_english


def test_words_about_a_client_are_kept_as_typed_on_one_line() -> None:
    assert clean_words(" jade,\n opera\u202e ") == "jade, opera"
    with pytest.raises(MissingWordsError):
        clean_words(" \u200b ")
    with pytest.raises(LongWordsError):
        clean_words("x" * 121)
