"""How well moods and cues were read, given what people say they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loyalty.tone import CueName, Mood

MOODS = (Mood.NEGATIVE, Mood.NEUTRAL, Mood.POSITIVE)
#: The surest readings are judged apart: those a person is least likely to look at again.
SUREST = 0.6
_OPPOSITE = frozenset({(Mood.NEGATIVE, Mood.POSITIVE), (Mood.POSITIVE, Mood.NEGATIVE)})


@dataclass(frozen=True, slots=True)
class Judged:
    """One text: what people say of it, and what was read.

    Attributes:
        wanted_cues: None when nobody said which cues the text has.
        asked: the reading was not sure enough and the advisor would be asked.
    """

    wanted: Mood
    read: Mood
    confidence: float = 1.0
    asked: bool = False
    wanted_cues: frozenset[CueName] | None = None
    read_cues: frozenset[CueName] = frozenset()


@dataclass(frozen=True, slots=True)
class CueAccuracy:
    """One cue: in how many texts it is, was found, and was rightly found; shares are None over nothing."""

    wanted: int
    found: int
    right: int

    @property
    def recall(self) -> float | None:
        """Return the share of the texts with the cue in which it was found."""
        return self.right / self.wanted if self.wanted else None

    @property
    def precision(self) -> float | None:
        """Return the share of the findings that are right."""
        return self.right / self.found if self.found else None


@dataclass(frozen=True, slots=True)
class ToneAccuracy:
    """What was measured; all shares 0-1.

    Attributes:
        counts: texts by wanted and read mood; a mood read as unknown counts as no hit for any.
        opposite: share of texts read unhappy for happy or the other way round.
        surest: share of right readings among the surest 60 %.
        asked: share of texts about which the advisor would be asked.
    """

    texts: int
    macro_f1: float
    counts: Mapping[tuple[Mood, Mood], int]
    opposite: float
    surest: float
    asked: float
    cues: Mapping[CueName, CueAccuracy]


def accuracy_of(judged: Sequence[Judged]) -> ToneAccuracy:
    """Return the figures of at least one text."""
    counts: dict[tuple[Mood, Mood], int] = {}
    for one in judged:
        counts[one.wanted, one.read] = counts.get((one.wanted, one.read), 0) + 1
    by_sureness = sorted(judged, key=lambda one: -one.confidence)
    surest = by_sureness[: max(1, round(SUREST * len(judged)))]
    return ToneAccuracy(
        texts=len(judged),
        macro_f1=macro_f1([(one.wanted, one.read) for one in judged]),
        counts=counts,
        opposite=sum(counts.get(pair, 0) for pair in _OPPOSITE) / len(judged),
        surest=sum(one.wanted is one.read for one in surest) / len(surest),
        asked=sum(one.asked for one in judged) / len(judged),
        cues=_cues([one for one in judged if one.wanted_cues is not None]),
    )


def macro_f1(pairs: Sequence[tuple[Mood, Mood]]) -> float:
    """Return the mean F1 of the three moods over pairs (wanted, read), without moods that never occur."""
    scores = []
    for mood in MOODS:
        wanted = sum(pair[0] is mood for pair in pairs)
        read = sum(pair[1] is mood for pair in pairs)
        if wanted + read:
            right = sum(pair == (mood, mood) for pair in pairs)
            scores.append(2 * right / (wanted + read))
    return sum(scores) / len(scores) if scores else 0.0


def _cues(judged: Sequence[Judged]) -> dict[CueName, CueAccuracy]:
    found: dict[CueName, CueAccuracy] = {}
    for cue in CueName if judged else ():
        wanted = [one for one in judged if cue in (one.wanted_cues or ())]
        read = [one for one in judged if cue in one.read_cues]
        right = sum(cue in one.read_cues for one in wanted)
        if wanted or read:
            found[cue] = CueAccuracy(len(wanted), len(read), right)
    return found
