"""Reads a row of the file of signals: facts such as answers, events and family, named in plain words."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from loyalty.facts.signals import CHOICES, MATTERS, SCALES, Scale, SignalKind
from storage.imports.cells import amount_of, day_of, required_text, visible
from storage.imports.faults import BadCellError
from storage.imports.tables import Layout, Record, Table

KINDS: Mapping[str, SignalKind] = MappingProxyType(
    {
        "nps": SignalKind.SURVEY_NPS,
        "csat": SignalKind.SURVEY_CSAT,
        "trust": SignalKind.SURVEY_TRUST,
        "referral": SignalKind.REFERRAL,
        "complaint": SignalKind.COMPLAINT,
        "wish_to_leave": SignalKind.EXIT_WISH,
        "event_attended": SignalKind.EVENT_ATTENDED,
        "event_role": SignalKind.EVENT_ROLE,
        "event_declined": SignalKind.EVENT_DECLINED,
        "visit": SignalKind.VISIT,
        "mention": SignalKind.MENTION,
        "followers": SignalKind.FOLLOWERS,
        "family_linked": SignalKind.FAMILY_LINKED,
        "next_generation": SignalKind.FAMILY_NEXT_GENERATION,
        "family_gift": SignalKind.FAMILY_GIFT,
        "legacy_talk": SignalKind.FAMILY_LEGACY_TALK,
        "wish_to_hand_on": SignalKind.FAMILY_WISH,
    }
)
"""The words of the file, each with its kind."""

_MOST_DETAIL_CHARS = 500
_YES, _NO = frozenset({"1", "yes", "y", "true", "是"}), frozenset({"0", "no", "n", "false", "否"})
_TONES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


def _kind_form(text: str) -> str:
    return "_".join(text.lower().replace("-", " ").split())


def _day_form(text: str) -> str:
    try:
        return day_of(text, "on", latest=date.max).isoformat()
    except BadCellError:
        return text


SIGNALS = Layout(
    required=("client_ref", "kind", "on"),
    optional=("value", "closed_on", "tone", "about_us", "detail"),
    key=("client_ref", "kind", "on", "detail"),
    forms=MappingProxyType({"kind": _kind_form, "on": _day_form}),
)


class SignalEntry(NamedTuple):
    """A fact as the file tells it; what the file does not tell is None."""

    line: int
    client_ref: str
    word: str
    on: date
    detail: str
    value: float | None
    closed_on: date | None
    tone: float | None
    about_us: bool | None

    @property
    def kind(self) -> SignalKind:
        """The kind that the word means."""
        return KINDS[self.word]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells a fact from all others."""
        return (self.client_ref, self.word, self.on.isoformat(), self.detail)


class SignalReader:
    """Reads the rows of one file of signals; ``latest`` is the last day that is not in the future."""

    def __init__(self, table: Table, *, latest: date) -> None:
        self._table = table
        self._latest = latest

    def read(self, record: Record) -> SignalEntry:
        """Check a row.

        Raises:
            BadCellError: of the first cell that is wrong.
        """

        def cell(column: str) -> str:
            return visible(record.cells[self._table.position(column)])

        ref = required_text(cell("client_ref"), "client_ref")
        word = _word(cell("kind"))
        on = day_of(cell("on"), "on", latest=self._latest)
        kind = KINDS[word]
        entry = SignalEntry(
            line=record.line,
            client_ref=ref,
            word=word,
            on=on,
            detail=_detail(cell("detail")),
            value=_value(cell("value"), word),
            closed_on=self._closed_on(cell("closed_on"), word, on),
            tone=_tone(cell("tone")),
            about_us=_yes_or_no(cell("about_us"), "about_us"),
        )
        if kind is not SignalKind.MENTION and (entry.tone, entry.about_us) != (None, None):
            raise BadCellError(f"tone and about_us belong to a mention: leave them empty with {word}")
        return entry

    def _closed_on(self, text: str, word: str, on: date) -> date | None:
        if not text:
            return None
        if KINDS[word] not in MATTERS:
            raise BadCellError(
                f"closed_on belongs to a complaint or a wish_to_leave: leave it empty with {word}"
            )
        closed_on = day_of(text, "closed_on", latest=self._latest)
        if closed_on < on:
            raise BadCellError(f"closed_on {closed_on} lies before on {on}")
        return closed_on


def _word(text: str) -> str:
    word = _kind_form(required_text(text, "kind"))
    if word not in KINDS:
        raise BadCellError(f"kind “{text[:30]}” is none of {', '.join(KINDS)}")
    return word


def _detail(text: str) -> str:
    if len(text) > _MOST_DETAIL_CHARS:
        raise BadCellError(f"detail is longer than {_MOST_DETAIL_CHARS} characters")
    return text


def _value(text: str, word: str) -> float | None:
    kind = KINDS[word]
    if kind in CHOICES:
        chosen = _yes_or_no(text, "value")
        return None if chosen is None else float(chosen)
    scale = SCALES.get(kind)
    if scale is None:
        if text:
            raise BadCellError(f"value means nothing with {word}: leave it empty")
        return None
    if not text:
        raise BadCellError(f"value is empty: {word} needs {_range(scale)}")
    value = amount_of(text, "value")
    if not scale.holds(value):
        raise BadCellError(f"value “{text[:30]}” is out of range: {word} needs {_range(scale)}")
    return value


def _range(scale: Scale) -> str:
    whole = "a whole number" if scale.is_whole else "a number"
    least = f"{scale.least:g}"
    return f"{whole}, {least} or more" if scale.most is None else f"{whole} from {least} to {scale.most:g}"


def _tone(text: str) -> float | None:
    if not text:
        return None
    tone = _TONES.get(text.lower())
    if tone is None:
        tone = amount_of(text, "tone")
    if not -1 <= tone <= 1:
        raise BadCellError("tone is out of range: negative, neutral, positive, or a number from -1 to 1")
    return tone


def _yes_or_no(text: str, column: str) -> bool | None:
    if not text:
        return None
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise BadCellError(f"{column} “{text[:30]}” is neither 1 nor 0")
