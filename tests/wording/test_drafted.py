"""Drafted messages, in all combinations: within the copy button, filled, of other words each time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from loyalty.clients import Client, Tier
from loyalty.contacts import Channel
from loyalty.days.reminders import Acquaintance, Reminder
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import Language
from loyalty.planning.touchpoints import TouchpointKind, TouchpointState
from loyalty.tone import Mood
from tests.wording import firm
from tests.wording.firm import NOON
from tests.wording.reminder_samples import LIKES, all_planned, planned
from wording.drafted import draft_now, draft_of, variants
from wording.screen import COPY_LIMIT_CHARS
from wording.templates import environment

NAMES = (
    "Chen Wei",
    "陈伟",
    "Lady Ashworth",
    "محمد بن راشد",
    "<b>{{7*7}}</b>",
    "Maximiliane Charlotte Friederike Auguste Prinzessin von Hohenlohe-Langenburg",
    "🌸" * 80,
)
LAST = (
    None,
    *(
        replace(firm.a_contact(NOON - timedelta(days=days), mood), channel=channel)
        for days, mood, channel in (
            (3, Mood.POSITIVE, Channel.DINNER),
            (3, Mood.POSITIVE, Channel.CALL),
            (9, Mood.NEGATIVE, Channel.CALL),
            (70, Mood.NEUTRAL, Channel.EMAIL),
        )
    ),
)
STANDINGS = (None, firm.a_standing(), firm.a_standing(Level.GREEN, Cause.ALL_WELL))
POINTS = (*all_planned(), firm.a_touchpoint("catalogue"), firm.a_touchpoint(""))
_HAN = "\u4e00-\u9fff"


def a_client(name: str, language: Language, tier: Tier, likes: str | None) -> Client:
    return replace(firm.a_client(name, tier=tier), language=language, likes=likes)


def acquaintances(language: Language) -> Iterator[Acquaintance]:
    for tier, last, standing in product((Tier.VIP, Tier.STANDARD), LAST, STANDINGS):
        for likes in (None, LIKES[language]):
            yield Acquaintance(a_client(NAMES[0], language, tier, likes), standing, last)
    for name, last in product(NAMES, LAST):
        yield Acquaintance(a_client(name, language, Tier.VIP, LIKES[language]), None, last)


def texts(language: Language, advisor: str = "Anna Li", *, every: int = 1) -> Iterator[str]:
    reader = replace(firm.a_reader(language), name=advisor)
    everybody = list(acquaintances(language))[::every]
    for known, turn in product(everybody, range(4)):
        yield draft_now(replace(known, turn=turn), reader=reader, now=NOON)
    # Each occasion meets each acquaintance, though not in each of its words.
    for number, (known, point) in enumerate(product(everybody, POINTS)):
        yield draft_of(Reminder(replace(point, draft=number), known), reader=reader, now=NOON)


@pytest.mark.parametrize("language", tuple(Language))
@pytest.mark.parametrize("advisor", ["Anna Li", "Maximiliane-Charlotte-Friederike-Auguste von Hohenlohe"])
def test_every_draft_fits_the_copy_button_and_is_filled(language: Language, advisor: str) -> None:
    for text in texts(language, advisor):
        assert 0 < len(text.encode("utf-16-le")) // 2 <= COPY_LIMIT_CHARS, text
        assert "!" not in text, text
        assert "！" not in text, text
        assert not re.search(r"\{%|\{\}|None|  |&(?:amp|lt|gt|#)|^[ ,，]|[,，] *$", text), text
        assert "{{" not in text.replace("{{7*7}}", ""), text
        assert "49" not in text, text


def test_chinese_drafts_say_nin_and_never_ni() -> None:
    for text in texts(Language.ZH, "李安", every=5):
        assert "您" in text
        assert "你" not in text
        assert not re.search(rf"[{_HAN}][,;:?!]|[,;:?!][{_HAN}]", text), text


def test_english_drafts_hold_no_chinese_of_ours() -> None:
    for text in texts(Language.EN, every=5):
        assert not re.search(f"[{_HAN}]", text.replace("陈伟", "")), text


@pytest.mark.parametrize("language", tuple(Language))
def test_each_kind_has_several_texts_of_different_words_in_every_combination(language: Language) -> None:
    prefix = f"drafted/{language}/"
    names = environment().list_templates(filter_func=lambda path: path.startswith(prefix))
    assert len(names) == 20
    for path, unhappy, close, filled, timing in product(
        names, (True, False), (True, False), ("", "X."), ("early", "on", "late")
    ):
        name = path.removeprefix(prefix).removesuffix(".txt.j2")
        slots = {"dear": "D", "unhappy": unhappy, "close": close, "timing": timing}
        found = variants(name, language, {**slots, "seen": filled, "offer": filled, "offer_again": filled})
        assert len(found) >= 3, name
        assert len(set(found)) == len(found), name


@pytest.mark.parametrize("language", tuple(Language))
def test_both_languages_have_the_same_number_of_texts(language: Language) -> None:
    slots = {"dear": "", "unhappy": False, "close": False, "timing": "on", "seen": "", "offer": ""}
    for path in environment().list_templates(filter_func=lambda each: each.startswith("drafted/en/")):
        name = path.removeprefix("drafted/en/").removesuffix(".txt.j2")
        given = {**slots, "offer_again": ""}
        assert len(variants(name, language, given)) == len(variants(name, Language.EN, given))


def test_other_words_go_round_and_come_back_to_the_first() -> None:
    known = Acquaintance(firm.a_client())
    reader = firm.a_reader()
    told = [
        draft_of(
            Reminder(replace(planned(TouchpointKind.BIRTHDAY), draft=draft), known), reader=reader, now=NOON
        )
        for draft in range(4)
    ]

    assert len(set(told[:3])) == 3
    assert told[3] == told[0]


def test_the_next_contact_begins_with_other_words_than_the_last_one_had() -> None:
    reader, hello = firm.a_reader(), planned(TouchpointKind.HELLO)
    known = Acquaintance(firm.a_client())
    sent = draft_of(Reminder(replace(hello, draft=1), known), reader=reader, now=NOON)

    following = draft_of(Reminder(hello, replace(known, turn=2)), reader=reader, now=NOON)

    assert following != sent


def test_the_clients_language_decides_and_the_readers_where_none_is_known() -> None:
    reader = firm.a_reader(Language.EN)
    client = replace(firm.a_client(), aliases=("陈总",), language=Language.ZH)
    point = planned(TouchpointKind.BIRTHDAY)

    in_chinese = draft_of(Reminder(point, Acquaintance(client)), reader=reader, now=NOON)
    unknown = replace(client, language=None)
    in_english = draft_of(Reminder(point, Acquaintance(unknown)), reader=reader, now=NOON)

    assert in_chinese.startswith("陈总您好，")
    assert in_english.startswith("Dear Chen Wei, happy birthday.")
    assert in_english.endswith("\nAnna")


@pytest.mark.parametrize(
    ("likes", "told"),
    [
        ("jade, opera", "jade and opera"),
        ("jade; opera; red wine", "jade and opera"),
        ("no lilies, jade", "jade"),
        ("hates calls", ""),
        ("翡翠", ""),
        ("everything that was made in Vienna before the war", ""),
    ],
)
def test_likes_are_used_only_where_they_can_be_said(likes: str, told: str) -> None:
    client = replace(firm.a_client(), likes=likes)
    text = draft_of(
        Reminder(planned(TouchpointKind.HELLO), Acquaintance(client)), reader=firm.a_reader(), now=NOON
    )

    assert ("you like" in text) is bool(told)
    assert told in text


def test_nobody_who_was_unhappy_is_offered_anything() -> None:
    unhappy = firm.a_contact(NOON - timedelta(days=5), Mood.NEGATIVE)
    client = replace(firm.a_client(), likes="jade")
    for point in all_planned():
        for draft in range(4):
            view = Reminder(replace(point, draft=draft), Acquaintance(client, None, unhappy))
            assert "jade" not in draft_of(view, reader=firm.a_reader(), now=NOON)


def test_a_wish_that_comes_late_says_so_and_one_long_over_is_a_hello() -> None:
    reader, known = firm.a_reader(), Acquaintance(firm.a_client())

    def birthday(days: int) -> str:
        on = NOON.date() + timedelta(days=days)
        point = planned(TouchpointKind.BIRTHDAY, on=on)
        return draft_of(Reminder(point, known), reader=reader, now=NOON)

    assert "happy birthday" in birthday(0)
    assert "belated" in birthday(-2)
    assert "is near" in birthday(3)
    assert "birthday" not in birthday(-20)


def test_a_festival_over_for_days_is_no_longer_wished() -> None:
    on = NOON.date() - timedelta(days=5)
    point = planned(TouchpointKind.FESTIVAL, "mid_autumn", on)
    text = draft_of(Reminder(point, Acquaintance(firm.a_client())), reader=firm.a_reader(), now=NOON)

    assert "Mid-Autumn" not in text


def test_an_open_complaint_is_met_before_anything_else() -> None:
    known = Acquaintance(firm.a_client(), firm.a_standing())

    assert "telling us openly" in draft_now(known, reader=firm.a_reader(), now=NOON)


def test_a_finished_contact_keeps_its_text() -> None:
    done = replace(planned(TouchpointKind.BIRTHDAY), state=TouchpointState.DONE)

    assert "birthday" in draft_of(
        Reminder(done, Acquaintance(firm.a_client())), reader=firm.a_reader(), now=NOON
    )
