"""Drafted messages to a client, ready to be copied: in the client's language, within what a button copies."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from html import unescape

from loyalty.clients import Client, Tier
from loyalty.days.reminders import Acquaintance, Reminder
from loyalty.names.address import address_of
from loyalty.people.people import Language
from loyalty.planning.touchpoints import Touchpoint
from loyalty.writing import Footing, Purpose, Seen, footing, purpose_now, purpose_of
from wording.cleaning import cleaned, given_name
from wording.labels import label_of
from wording.reader import Reader
from wording.screen import COPY_LIMIT_CHARS
from wording.templates import environment

_BETWEEN = re.compile(r"^---$", re.MULTILINE)
_LIKES_CHARS = 30
_SEVERAL = re.compile(r"[,;/\n，；、]|\band\b")
_DISLIKE = re.compile(r"\b(?:not?|never|dis\w+|hates?|avoids?|without)\b|[不别]|讨厌|忌|没", re.IGNORECASE)
_HAN = re.compile("[\u3400-\u9fff]")
# A wish that comes later than this is none any more; a hello is honest.
_WISH_LASTS = timedelta(days=14)
_FESTIVAL_LASTS = timedelta(days=3)


class Timing(StrEnum):
    """How a message lies to the day of its occasion."""

    EARLY = "early"
    ON = "on"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class _Slots:
    """What a text is filled with; what is empty is left out."""

    dear: str
    advisor: str
    close: bool
    unhappy: bool
    timing: Timing
    seen: str = ""
    offer: str = ""
    offer_again: str = ""


def draft_of(view: Reminder, *, reader: Reader, now: datetime) -> str:
    """Return the text for a planned contact; each further ``touchpoint.draft`` has other words, in turn."""
    touchpoint = view.touchpoint
    name, timing = _text_for(touchpoint, view.known, reader, now)
    return _text(name, view.known, timing, turn=view.known.turn + touchpoint.draft, reader=reader, now=now)


def draft_now(known: Acquaintance, *, reader: Reader, now: datetime) -> str:
    """Return the text that fits a client today; each further ``known.turn`` has other words."""
    purpose = purpose_now(known, now=now, zone=reader.zone)
    return _text(purpose.value, known, Timing.ON, turn=known.turn, reader=reader, now=now)


def variants(name: str, language: Language, slots: dict[str, object]) -> list[str]:
    """Return all texts of one template, filled.

    Raises:
        jinja2.UndefinedError: a text asks for a slot that was not given.
    """
    filled = environment().get_template(f"drafted/{language}/{name}.txt.j2").render(slots)
    return [_joined(unescape(text), language) for text in _BETWEEN.split(filled)]


def _text_for(
    touchpoint: Touchpoint, known: Acquaintance, reader: Reader, now: datetime
) -> tuple[str, Timing]:
    purpose = purpose_of(touchpoint, known, now=now, zone=reader.zone)
    timing, late = Timing.ON, timedelta(0)
    if touchpoint.occasion_on is not None:
        timing, late = _timing(touchpoint.occasion_on, now.astimezone(reader.tzinfo).date())
    match purpose:
        case Purpose.BIRTHDAY if late <= _WISH_LASTS:
            return purpose.value, timing
        case Purpose.ANNIVERSARY if late <= _WISH_LASTS and touchpoint.occasion:
            return f"{purpose}_{touchpoint.occasion}", timing
        case Purpose.FESTIVAL if late <= _FESTIVAL_LASTS and touchpoint.occasion:
            return f"{purpose}_{touchpoint.occasion}", timing
        case Purpose.BIRTHDAY | Purpose.ANNIVERSARY | Purpose.FESTIVAL:
            return Purpose.HELLO.value, Timing.ON
        case _:
            return purpose.value, timing


def _timing(occasion_on: date, today: date) -> tuple[Timing, timedelta]:
    if occasion_on == today:
        return Timing.ON, timedelta(0)
    return (Timing.EARLY, timedelta(0)) if occasion_on > today else (Timing.LATE, today - occasion_on)


def _text(name: str, known: Acquaintance, timing: Timing, *, turn: int, reader: Reader, now: datetime) -> str:
    client = known.client
    language = client.language or reader.language
    full = _slots(client, footing(known.last, now=now), timing, language=language, reader=reader)
    for slots in (full, _bare(full), _nameless(full, language)):
        texts = variants(name, language, _given(slots))
        text = _word("sign", language).format(texts[turn % len(texts)], slots.advisor).strip()
        if _units(text) <= COPY_LIMIT_CHARS:
            break
    return text


def _slots(client: Client, stands: Footing, timing: Timing, *, language: Language, reader: Reader) -> _Slots:
    name = cleaned(address_of(client.name, client.aliases, chinese=language is Language.ZH))
    likes = "" if stands.unhappy else _likes(client.likes or "", language)
    return _Slots(
        dear=_word("dear", language).format(name),
        advisor=cleaned(given_name(reader.name)),
        close=client.tier is not Tier.STANDARD,
        unhappy=stands.unhappy,
        timing=timing,
        seen="" if stands.seen is Seen.NO else _word(f"seen_{stands.seen}", language),
        offer=_word("offer", language).format(likes) if likes else "",
        offer_again=_word("offer_again", language).format(likes) if likes else "",
    )


def _bare(slots: _Slots) -> _Slots:
    """Leave out what makes a text long and is not needed."""
    return _Slots(slots.dear, slots.advisor, slots.close, slots.unhappy, slots.timing)


def _nameless(slots: _Slots, language: Language) -> _Slots:
    return _Slots(_word("hello", language), "", slots.close, slots.unhappy, slots.timing)


def _given(slots: _Slots) -> dict[str, object]:
    return {field: getattr(slots, field) for field in _Slots.__dataclass_fields__}


def _likes(likes: str, language: Language) -> str:
    """Return what a client likes as a message may say it: two things at most, in its script, no dislikes."""
    is_chinese = language is Language.ZH
    parts = [part.strip(" .。") for part in _SEVERAL.split(cleaned(likes)) if part.strip(" .。")]
    fitting = [part for part in parts if bool(_HAN.search(part)) is is_chinese and not _DISLIKE.search(part)]
    for number in (2, 1):
        told = _word("likes_and", language).join(fitting[:number])
        if told and len(told) <= _LIKES_CHARS:
            return told
    return ""


def _word(key: str, language: Language) -> str:
    return label_of("draft", key, language)


def _joined(text: str, language: Language) -> str:
    lines = [" ".join(line.split()) for line in text.splitlines()]
    if language is Language.ZH:
        return "".join(line for line in lines if line)
    return " ".join(line for line in lines if line)


def _units(text: str) -> int:
    """Return the length as Telegram counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
