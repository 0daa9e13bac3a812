"""The lessons of a firm, and how they change what the engine reads: weights, then leaning, then memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from loyalty.corrections.leaning import NO_LEANING, Leaning, Probabilities, leaning_of, leant
from loyalty.corrections.memory import Memory, Remembered
from loyalty.corrections.values import Correction, WeightsVersion, folded_text, shipped_version
from loyalty.tone import Language, Mood, Tone, tone_of
from loyalty.tone.engine import MOODS

if TYPE_CHECKING:
    from loyalty.tone.weights import Weights

#: How sure a reading is that rests on a correction of the same wording; one nearly the same is less so.
REMEMBERED_SURENESS = 0.95


@dataclass(frozen=True, slots=True)
class Learnt:
    """A tone read with what a firm taught.

    Attributes:
        tone: what is to be shown.
        alone: what the engine alone read; corrections are kept against this.
        remembered: set only when the memory made the reading another one, or made it sure.
    """

    tone: Tone
    alone: Tone
    remembered: Remembered | None = None


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a firm's corrections taught so far.

    Attributes:
        weights: by language, where the firm has weights of its own in use.
        versions: which these are.
        readings: by language, what the weights in use read and what was said of it.
    """

    weights: "Mapping[Language, Weights]" = field(default_factory=dict)
    versions: Mapping[Language, WeightsVersion] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    readings: Mapping[Language, tuple[tuple[Probabilities, Mood], ...]] = field(default_factory=dict)
    leanings: Mapping[Language, Leaning] = field(default_factory=dict)

    def with_more(self, corrections: Sequence[Correction]) -> "Lessons":
        """Return the lessons with these corrections too, which are the newest, oldest first.

        A leaning is learnt only from what the weights in use read: other weights lean otherwise.
        """
        readings = dict(self.readings)
        for language in {one.language for one in corrections} - {"other"}:
            version = self.version(language)
            fresh = (one for one in corrections if one.language == language and one.version == version)
            told = tuple((one.probabilities, one.said) for one in fresh)
            readings[language] = (*readings.get(language, ()), *told)
        leanings = {language: leaning_of(read) for language, read in readings.items()}
        memory = self.memory.with_more(corrections)
        return replace(self, memory=memory, readings=readings, leanings=leanings)

    def version(self, language: Language) -> WeightsVersion:
        """Return which weights read a language now."""
        return self.versions.get(language) or shipped_version(language)

    def alone(self, text: str, *, masked: Sequence[str] = ()) -> Tone:
        """Return what the engine alone reads with the weights in use, without leaning and memory."""
        return tone_of(text, masked=masked, refitted=self.weights)

    def read(self, text: str, *, masked: Sequence[str] = ()) -> Learnt:
        """Return the tone of a text with all that was taught; a wording met before goes first."""
        alone = self.alone(text, masked=masked)
        tone = leant(alone, self.leanings.get(alone.language, NO_LEANING))
        if not len(self.memory):
            return Learnt(tone, alone)
        kept = folded_text(text, masked=tuple(masked))
        found = self.memory.recall(kept, language=alone.language, read=alone.mood)
        if found is None or (found.said is tone.mood and not tone.unsure):
            return Learnt(tone, alone)
        return Learnt(_as_said(tone, found), alone, found)


NO_LESSONS = Lessons()


def _as_said(tone: Tone, found: Remembered) -> Tone:
    sureness = REMEMBERED_SURENESS * found.alike
    rest = (1.0 - sureness) / (len(MOODS) - 1)
    negative, neutral, positive = (sureness if mood is found.said else rest for mood in MOODS)
    return replace(
        tone,
        mood=found.said,
        probabilities=(negative, neutral, positive),
        confidence=sureness,
        unsure=False,
        evidence=tone.evidence if tone.mood is found.said else (),
    )
