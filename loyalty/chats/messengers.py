"""Reads the copy and export formats of WeChat, WhatsApp, Telegram and typed-up conversations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from loyalty.chats.names import is_said_in_person, is_speaker
from loyalty.chats.values import ChatLine, PastedChat

_CLOCK = r"\d{1,2}[:：.]\d{2}(?:[:：.]\d{2})?(?:\s?[ap]\.?m\.?)?"
_DATE = (
    r"(?:\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|\d{1,2}[/\-]\d{1,2}|(?:\d{4}年)?\d{1,2}月\d{1,2}日|"
    r"\d{1,2} [A-Za-z]{3,9}(?: \d{4})?|今天|昨天|前天|星期[一二三四五六日天]|周[一二三四五六日]|"
    r"yesterday|today)"
)
_HALF_OF_DAY = r"(?:上午|下午|早上|晚上|中午|凌晨)?"
# WhatsApp puts a small word between day and time in some languages.
_DATED = rf"{_DATE},?\s*(?:(?:à|at|um|alle|a las|às|om|kl\.?)\s)?\s*{_HALF_OF_DAY}\s*{_CLOCK}"
_AT = rf"(?:{_DATED}|{_HALF_OF_DAY}\s*{_CLOCK})"
_TIME_FIRST = rf"{_HALF_OF_DAY}\s*{_CLOCK},\s*{_DATE}"
_WHO = r"(?P<who>[^:：\[\]]{1,40}?)"


class Strength(IntEnum):
    """How much a form says by itself: a bracketed time is a chat, a word and a colon is anything."""

    WEAK = 1
    TIMED = 2
    STRONG = 3


# The first form that fits a line wins.
_FORMS: tuple[tuple[Strength, re.Pattern[str]], ...] = tuple(
    (strength, re.compile(form, re.IGNORECASE))
    for strength, form in (
        (Strength.STRONG, rf"\[(?P<at>{_AT}|{_TIME_FIRST})\]\s*{_WHO}\s*[:：]\s*(?P<text>.*)"),
        (Strength.STRONG, rf"(?P<at>{_DATED})\s+[-–]\s+{_WHO}\s*[:：]\s*(?P<text>.*)"),
        (Strength.STRONG, rf"{_WHO},?\s*\[(?P<at>{_AT})\]\s*[:：]?\s*(?P<text>.*)"),
        (Strength.TIMED, rf"\[(?P<at>{_AT})\]\s*{_WHO}(?P<text>)"),
        (Strength.TIMED, rf"(?P<at>{_AT})\t{_WHO}\t(?P<text>.*)"),
        (Strength.TIMED, rf"{_WHO}\s*[(（](?P<at>{_AT})[)）]\s*[:：]\s*(?P<text>.*)"),
        (Strength.TIMED, rf"{_WHO}\s+(?P<at>{_AT})\s*(?P<text>)"),
        (Strength.TIMED, rf"{_WHO}\s+(?P<at>{_AT})\s*[:：]?\s+(?P<text>.*)"),
        (Strength.WEAK, rf"(?P<at>{_AT})\s+(?:[-–]\s+)?{_WHO}\s*[:：]\s*(?P<text>.*)"),
        (Strength.WEAK, r"(?P<who>[^:：\[\]]{1,40}?)(?P<at>)\s*[:：](?!\d|//)\s*(?P<text>.*)"),
    )
)
# WhatsApp tells of itself in the form of a message without a speaker.
_NOTICE = re.compile(rf"(?:\[{_AT}\]|{_DATED}\s+[-–])\s*[^:：]*", re.IGNORECASE)
_ONLY_A_TIME = re.compile(_DATED, re.IGNORECASE)
# What WeCom adds to the names of people outside the firm.
_WHERE_FROM = re.compile(r"@(?:微信|企业微信|wechat|wecom)$", re.IGNORECASE)
_DIRECTION_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"))
# What stands above the first message is a word of the advisor's own.
_MOST_PREFACE = 2
_READ_LINE_CHARS = 300
_FEWEST_PAIRS = 2


@dataclass(slots=True)
class _Message:
    strength: Strength
    who: str
    at: str | None
    text: list[str] = field(default_factory=list)

    def said(self) -> str:
        return "\n".join(self.text).strip()


def messages(lines: Iterable[str]) -> PastedChat | None:
    """Return the conversation of the lines, None when they are a note."""
    found: list[_Message] = []
    preface = continued = 0
    for line in _with_times_joined([raw.translate(_DIRECTION_MARKS).strip() for raw in lines]):
        if message := _message(line):
            found.append(message)
        elif found and not _NOTICE.fullmatch(line):
            found[-1].text.append(line)
            continued += bool(line)
        elif line and not found:
            preface += 1
    spoken = [message for message in found if message.said()]
    if preface > _MOST_PREFACE or not _is_conversation(spoken, continued):
        return None
    return PastedChat(tuple(ChatLine(message.who, message.at, message.said()) for message in spoken))


def _message(line: str) -> _Message | None:
    for strength, form in _FORMS:
        found = form.fullmatch(line[:_READ_LINE_CHARS])
        if found is None:
            continue
        who = _WHERE_FROM.sub("", found["who"].strip(" ~\u00a0\t"))
        if strength is Strength.STRONG or (is_speaker(who) and _stands_alone(line, who)):
            said = found["text"] + (line[_READ_LINE_CHARS:] if found["text"] else "")
            return _Message(strength, who, found["at"] or None, [said])
    return None


def _stands_alone(line: str, who: str) -> bool:
    """Tell a name behind a bracketed time from a notice: "[14:36] Anna changed the subject"."""
    if not line.startswith("[") or not line.endswith(who):
        return True
    return all(word[0].isupper() or not word[0].isascii() for word in who.split())


def _with_times_joined(lines: list[str]) -> list[str]:
    """Put a time that has a line of its own behind the name above it, where a text does so throughout."""
    pairs = {
        at
        for at in range(1, len(lines))
        if _ONLY_A_TIME.fullmatch(lines[at][:_READ_LINE_CHARS]) and is_speaker(lines[at - 1])
    }
    if len(pairs) < _FEWEST_PAIRS:
        return lines
    joined = (line if at + 1 not in pairs else f"{line} {lines[at + 1]}" for at, line in enumerate(lines))
    return [line for at, line in enumerate(joined) if at not in pairs]


def _is_conversation(spoken: list[_Message], continued: int) -> bool:
    if not spoken:
        return False
    if any(message.strength is Strength.STRONG for message in spoken):
        return True
    timed = [message for message in spoken if message.strength is Strength.TIMED]
    if len(timed) > 1:
        return True
    in_person = any(is_said_in_person(message.said()) for message in spoken)
    if timed:
        return in_person
    # Two typed lines with a name before a colon: somebody must speak twice, or speak to somebody.
    repeats = len(spoken) > len({message.who for message in spoken})
    return len(spoken) > 1 and (repeats or in_person) and continued <= 2 * len(spoken)
