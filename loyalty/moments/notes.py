"""Finds in a note what its author promised for a day: ``remind me Friday 3 pm to send the catalogue``."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from loyalty.moments.errors import MomentError
from loyalty.moments.reading import Spoken, folded, resolved, spoken_at
from loyalty.people.clocks import WorkingHours

# What the author means to do; what the client will do is none of it.
_INTENTION = re.compile(
    r"\bremind me\b|(?<!\bhe )(?<!\bshe )(?<!\bthey )(?<!\bwho )\bpromised\b(?! (?:me|us)\b)|"
    r"\b(?:i|we)(?:['’]ll| will| shall| must| need to| have to| should| am to|['’](?:m|re) going to)\b|"
    r"\b(?:must|need to|to|will) (?:call|ring|phone|e-?mail|write|text|send|follow up|get back)\b|"
    r"\b(?:follow up|call (?:him|her|them) back|get back to)\b|\bto ?do\b|"
    r"提醒我|记得|(?<![他她户])答应|(?<![他她户])承诺|约好|约了|约在|约定|我(?:会|要|得|来|将)|"
    r"要(?:给|寄|送|发|打|回|去|跟)|再联系|回电|跟进|给(?:他|她|客户)(?:打|寄|送|发|回)"
)
_SENTENCE_END = re.compile(r"(?<![ap]\.m)[.!?](?=\s|$)|[;\n。！？；]")
# A moment begins at a word or at a Chinese sign, never inside a number or a word.
STARTS = re.compile(r"(?<![a-z0-9])[a-z0-9]|[\u4e00-\u9fff]")
_LEADING = re.compile(r"^(?:[\s,，、:：]|(?:to|that|and|please)\b)*(?:之前|以前|[前的去要把])?")
_NEEDLESS_GAP = re.compile(r"(?<=[\u4e00-\u9fff，：、]) (?=[\u4e00-\u9fff])")
_READ_CHARS = 2_000
_WHAT_CHARS = 160


@dataclass(frozen=True, slots=True)
class Promised:
    """What a note promises; ``what`` are the note's own words for it, the time left out."""

    at: datetime
    what: str


def promised_in(text: str, *, now: datetime, hours: WorkingHours) -> Promised | None:
    """Return the first promise with a coming day or time in a note, None when there is none.

    What is ambiguous or over is none: nothing is planned on a guess.
    """
    text = text[:_READ_CHARS]
    plain, start = folded(text), 0
    for end in [*(found.start() for found in _SENTENCE_END.finditer(plain)), len(plain)]:
        intention = _INTENTION.search(plain, start, end)
        if intention and (promised := _promised(text, plain, start, end, intention, now=now, hours=hours)):
            return promised
        start = end + 1
    return None


def _promised(
    text: str,
    plain: str,
    start: int,
    end: int,
    intention: re.Match[str],
    *,
    now: datetime,
    hours: WorkingHours,
) -> Promised | None:
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    for found in STARTS.finditer(plain, start, end):
        try:
            spoken = spoken_at(plain[:end], found.start(), today=today)
            if spoken is None or not _says_when(spoken):
                continue
            at = resolved(spoken, now=now, hours=hours)
        except MomentError:
            continue
        return Promised(at, _what(text, (start, end), (found.start(), spoken.end), intention.span()))
    return None


def _says_when(spoken: Spoken) -> bool:
    """Tell whether a note means a moment of its own: a bare "noon" or "3:15" may be part of a tale."""
    return spoken.day is not None or spoken.span is not None


def _what(text: str, sentence: tuple[int, int], when: tuple[int, int], intention: tuple[int, int]) -> str:
    """Return the words after the intention without the time; the sentence when nothing else is left."""
    start, end = sentence
    begin = intention[1] if _is_opening(text[slice(*intention)]) else intention[0]
    if when[0] < begin:
        begin = max(begin, min(when[1], end))
    words = text[begin : when[0]] + " " + text[when[1] : end] if when[0] >= begin else text[begin:end]
    return (tidied(words) or text[start:end].strip())[:_WHAT_CHARS]


def tidied(words: str) -> str:
    """Return words from which a time was taken without what it leaves dangling."""
    words = _NEEDLESS_GAP.sub("", _LEADING.sub("", " ".join(words.split())))
    return re.sub(r"(?:^| )(?:on|at|by|in|for)$", "", words).strip(" ,，、:：")


def _is_opening(words: str) -> bool:
    return folded(words).strip() in ("remind me", "提醒我", "记得", "promised", "答应", "承诺")
