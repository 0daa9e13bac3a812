"""Remembers wordings somebody put right, so that the same or nearly the same one is read as was said."""

from collections.abc import Iterable
from dataclasses import dataclass

from loyalty.corrections.likeness import Alike
from loyalty.corrections.values import Correction, CorrectionId, wording_of
from loyalty.people.people import PersonId
from loyalty.tone import Language, Mood

#: Two wordings are nearly the same when they share at least this much of their runs of letters.
ALIKE_FROM = 0.8
#: A shorter wording ("called", "好的") says too little to stand for another note.
FEWEST_SIGNS = {"zh": 4, "en": 12, "other": 12}
#: The newest so many corrections are remembered.
KEPT = 5_000
_NEGATIONS_EN = frozenset(
    (
        *("not", "no", "never", "none", "nobody", "nothing", "without", "hardly", "barely", "neither", "nor"),
        *("cannot", "cant", "couldnt", "dont", "doesnt", "didnt", "wont", "wouldnt", "shouldnt", "isnt"),
        *("arent", "wasnt", "werent", "hasnt", "havent", "hadnt", "aint"),
    )
)
_NEGATIONS_ZH = "不没未无别冇唔非莫勿"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A wording that was met before: what was said of it, by whom, and how like (0-1) the two are."""

    said: Mood
    by: PersonId
    alike: float


@dataclass(frozen=True, slots=True)
class _Kept:
    said: Mood
    by: PersonId
    read: Mood
    order: CorrectionId


class Memory:
    """Corrections by wording; the newest of the same wording counts. It never changes."""

    def __init__(self, corrections: Iterable[Correction] = ()) -> None:
        self._kept: dict[tuple[Language, str], _Kept] = {}
        self._alike = Alike(share=ALIKE_FROM)
        self._learn(corrections)

    def __len__(self) -> int:
        return len(self._kept)

    def with_more(self, corrections: Iterable[Correction]) -> "Memory":
        """Return a memory of these corrections too, which are the newest, oldest first."""
        more = Memory()
        more._kept, more._alike = dict(self._kept), self._alike
        more._learn(corrections)
        return more

    def recall(self, kept_text: str, *, language: Language, read: Mood) -> Remembered | None:
        """Return what was said of this wording, or of the one most like it; None when none was met.

        One nearly the same counts only when the engine reads both alike and both hold the same negations: "is
        happy" must never teach what "is not happy" means.

        Args:
            kept_text: as `values.folded_text` returns it.
            read: what the engine alone reads.
        """
        wording = wording_of(kept_text)
        if len(wording) < FEWEST_SIGNS[language]:
            return None
        same = self._kept.get((language, wording))
        if same is not None:
            return Remembered(same.said, same.by, 1.0)
        if language == "other":
            return None  # which words deny is not known there
        near = [
            (alike, kept)
            for other, alike in self._alike.like(wording)
            if (kept := self._kept.get((language, other))) is not None
            and kept.read is read
            and _negations(other) == _negations(wording)
        ]
        if not near:
            return None
        alike, found = max(near, key=lambda one: (one[0], one[1].order))
        return Remembered(found.said, found.by, alike)

    def _learn(self, corrections: Iterable[Correction]) -> None:
        fresh: dict[str, None] = {}
        for one in corrections:
            wording = wording_of(one.text)
            if len(wording) < FEWEST_SIGNS[one.language]:
                continue
            key = (one.language, wording)
            if key not in self._kept:
                fresh[wording] = None
            self._kept[key] = _Kept(one.said, one.by, one.read, one.id)
        self._alike = self._alike.with_more(fresh)


def _negations(wording: str) -> tuple[int, int]:
    english = sum(word in _NEGATIONS_EN for word in wording.split())
    return english, sum(wording.count(sign) for sign in _NEGATIONS_ZH)
