"""A playbook as data: its steps, their clocks, and every word that is said of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from loyalty.levels.levels import Level
from loyalty.people.people import Language, Role

StepKey = NewType("StepKey", str)
"""Names a step within all playbooks; stored with open cases."""
SkipKey = NewType("SkipKey", str)
"""Names a reason to leave a step out; stored with the step."""


class PlaybookName(StrEnum):
    """Which playbook; there is one for each level, and its file has this name."""

    PUT_RIGHT = "put_right"
    WIN_BACK = "win_back"
    GROW_CLOSER = "grow_closer"

    @property
    def level(self) -> Level:
        """Return the level of the clients it is for."""
        return _LEVELS[self]

    @property
    def is_quiet(self) -> bool:
        """Tell whether it stands in the brief and in today's list alone, without a message of its own."""
        return self is PlaybookName.GROW_CLOSER

    @property
    def gravity(self) -> int:
        """Return how grave the matter is; the gravest has the highest number."""
        return _GRAVITY.index(self)


_LEVELS: Mapping[PlaybookName, Level] = MappingProxyType(
    {
        PlaybookName.PUT_RIGHT: Level.RED,
        PlaybookName.WIN_BACK: Level.YELLOW,
        PlaybookName.GROW_CLOSER: Level.GREEN,
    }
)
_GRAVITY = (PlaybookName.GROW_CLOSER, PlaybookName.WIN_BACK, PlaybookName.PUT_RIGHT)


@dataclass(frozen=True, slots=True)
class WorkingClock:
    """A clock that runs in the advisor's working hours only."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class PlainClock:
    """A clock that runs day and night."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class DaysClock:
    """Calendar days, moved to the next working hour when they end outside."""

    days: int

    @property
    def length(self) -> timedelta:
        """Return the days as a span."""
        return timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class ContactClock(DaysClock):
    """The day of the next planned contact with the client, but ``days`` calendar days at the latest."""


Clock = WorkingClock | PlainClock | DaysClock


@dataclass(frozen=True, slots=True)
class Phrase:
    """The same words in both languages."""

    en: str
    zh: str

    def said(self, language: Language) -> str:
        """Return the words in a language."""
        return self.zh if language is Language.ZH else self.en

    @property
    def capitalised(self) -> "Phrase":
        """Return the words as they begin a line."""
        return Phrase(self.en[:1].upper() + self.en[1:], self.zh)


@dataclass(frozen=True, slots=True)
class StepWords:
    """What is said of a step.

    Attributes:
        todo: what to do, in the middle of a line ("call back").
        done: what was done, after a name ("called").
        goal: what is there once it is done, followed by "by" and a time ("Called back").
        button: stands behind a tick on the button that finishes the step ("Called").
        script: what to say or keep in mind; one or two sentences, None when there is none.
        draft: a message to the client with the slots ``{client}`` and ``{advisor}``, None when there is none.
    """

    todo: Phrase
    done: Phrase
    goal: Phrase
    button: Phrase
    script: Phrase | None = None
    draft: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do in a case; all steps open with the case.

    Attributes:
        role: who does it; advisor, lead, analyst or specialist.
        by_contact: whether a saved contact with the client finishes it.
        settles: whether closing a matter as settled finishes it.
    """

    key: StepKey
    clock: Clock
    words: StepWords
    role: Role = Role.ADVISOR
    by_contact: bool = False
    settles: bool = False


LOST_STEP = Step(
    StepKey(""),
    DaysClock(3),
    StepWords(
        todo=Phrase("finish an earlier step", "完成原先的步骤"),
        done=Phrase("finished an earlier step", "已完成原先的步骤"),
        goal=Phrase("Earlier step finished", "完成原先的步骤"),
        button=Phrase("Done", "已完成"),
    ),
)
"""Stands for the step of an open case that no playbook knows any more."""


@dataclass(frozen=True, slots=True)
class Playbook:
    """The steps that answer a level, and the reasons to leave one out, each in their order."""

    name: PlaybookName
    title: Phrase
    steps: tuple[Step, ...]
    skip_reasons: Mapping[SkipKey, Phrase]


@dataclass(frozen=True, slots=True)
class Playbooks:
    """All playbooks of a firm.

    Attributes:
        own: those the firm wrote itself.
        known: every step by its key, also those only the shipped playbooks have.
        known_reasons: the same for the reasons to leave a step out.
    """

    books: Mapping[PlaybookName, Playbook]
    own: frozenset[PlaybookName]
    known: Mapping[StepKey, Step]
    known_reasons: Mapping[SkipKey, Phrase]

    def of(self, name: PlaybookName) -> Playbook:
        """Return a playbook."""
        return self.books[name]

    def for_level(self, level: Level) -> Playbook:
        """Return the playbook for clients of a level."""
        return next(book for name, book in self.books.items() if name.level is level)

    def step(self, key: StepKey) -> Step:
        """Return a step, or ``LOST_STEP`` when no playbook knows it any more."""
        return self.known.get(key, LOST_STEP)
