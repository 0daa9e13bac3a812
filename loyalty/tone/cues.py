"""Finds the phrases that name a cue and can be quoted, and says when the mood bears a phrase out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from loyalty.tone.features import PLAIN, Features
from loyalty.tone.values import CueName

PHRASE_NEEDS = 0.6  # of the mood, to bear a phrase out
#: These name a risk: where the client is not unhappy, the matter is mentioned but no risk (see `CueName`).
RISKS = frozenset(CueName) - {CueName.GRATITUDE, CueName.REFERRAL, CueName.LIFE_EVENT}
_FILES = {"en": "cues_english.txt", "zh": "cues_chinese.txt"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a cue and its place; `good_news` says that it speaks against the cue."""

    cue: CueName
    good_news: bool
    start: int
    end: int

    @property
    def feature(self) -> str:
        """The name under which the model knows the phrase."""
        return f"not {self.cue}" if self.good_news else str(self.cue)


def phrases_in(text: str, *, language: Literal["en", "zh"]) -> list[Phrase]:
    """Return the cue phrases of a folded text, in the order of cues, then of places."""
    return [
        Phrase(cue, good_news, match.start(), match.end())
        for cue, good_news, pattern in _patterns(language)
        for match in pattern.finditer(text)
        if match.end() > match.start()
    ]


def phrased_cues(features: Features) -> frozenset[CueName]:
    """Return the cues that have a phrase in the text and none that speaks against it."""
    said = set(features.names)
    return frozenset(cue for cue in CueName if PLAIN + cue in said and f"{PLAIN}not {cue}" not in said)


def mood_agrees(cue: CueName, moods: Sequence[float]) -> bool:
    """Tell whether a mood (negative, neutral, positive) bears a phrase out: risks are an unhappy client's."""
    unhappy, _, happy = moods
    if cue in RISKS:
        return unhappy >= PHRASE_NEEDS
    return 1 - unhappy >= PHRASE_NEEDS if cue is CueName.LIFE_EVENT else happy >= PHRASE_NEEDS


@cache
def _patterns(language: Literal["en", "zh"]) -> tuple[tuple[CueName, bool, re.Pattern[str]], ...]:
    content = files("loyalty.tone").joinpath("data", _FILES[language]).read_text(encoding="utf-8")
    lines: dict[tuple[CueName, bool], list[str]] = {}
    cue = CueName.COMPETITOR
    for line in content.splitlines():
        if line.startswith("["):
            cue = CueName(line.strip("[]"))
        elif line and not line.startswith("#"):
            lines.setdefault((cue, line.startswith("!")), []).append(line.removeprefix("!"))
    edge = r"\b" if language == "en" else ""
    return tuple(
        (cue, good_news, re.compile(f"{edge}(?:{'|'.join(kept)})"))
        for (cue, good_news), kept in lines.items()
    )
