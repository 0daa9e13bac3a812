"""Reads the tone of a text: fold, tell the language, weigh, quote; heavy parts load on first use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Literal

from loyalty.tone.cues import Phrase, mood_agrees, phrased_cues, phrases_in
from loyalty.tone.features import Features, features_of
from loyalty.tone.language import language_of
from loyalty.tone.lexicon import Reading
from loyalty.tone.normalise import Folded, folded
from loyalty.tone.values import UNKNOWN, Cue, CueName, Language, Mood, Tone

if TYPE_CHECKING:
    from loyalty.tone.evidence import Places
    from loyalty.tone.weights import Floats, Weights

#: Below this confidence the advisor is asked (source: tone design).
UNSURE_BELOW = {"en": 0.55, "zh": 0.50}
MOODS = (Mood.NEGATIVE, Mood.NEUTRAL, Mood.POSITIVE)
_loading = Lock()


@dataclass(frozen=True, slots=True)
class Understood:
    """A text as the model sees it."""

    folded: Folded
    reading: Reading
    phrases: tuple[Phrase, ...]
    features: Features

    def by(self, weights: "Weights") -> "Places":
        """Return where in the text these weights found what."""
        from loyalty.tone.evidence import Places

        return Places(weights, weights.vocabulary.vector(self.features), length=len(self.reading.text))


def tone_of(
    text: str, *, masked: Sequence[str] = (), refitted: "Mapping[Language, Weights] | None" = None
) -> Tone:
    """Return the tone of an advisor's note or a client's message; never raises, whatever the text.

    `masked` are the client's names, which must not colour the mood. Only the first 10,000 characters
    count. Other languages than English and Chinese read `unknown`, never `neutral`. `refitted` weights of
    a language judge its moods instead of the committed ones; cues are always the committed ones' matter.
    """
    plain = folded(text, masked=masked)
    language = language_of(plain.text)
    if language == "other":
        return UNKNOWN
    with _loading:
        weights = _weights(language)
        reader = _reader(language)
    seen = _understood(plain, reader, language=language)
    judge = (refitted or {}).get(language, weights)
    known = seen.by(weights)
    scores = weights.scores(known.vector)
    judged = known if judge is weights else seen.by(judge)
    probabilities = judge.moods(scores if judge is weights else judge.scores(judged.vector))
    confidence = max(probabilities)
    place = probabilities.index(confidence)
    return Tone(
        mood=MOODS[place],
        probabilities=probabilities,
        confidence=confidence,
        unsure=confidence < UNSURE_BELOW[language],
        evidence=_evidence(seen, judged, place, language=language),
        cues=_cues(seen, weights, known, scores, language=language),
        language=language,
    )


def understood(text: str, *, language: Literal["en", "zh"], masked: Sequence[str] = ()) -> Understood:
    """Return what the model sees of a text in a known language; training uses the same path as `tone_of`."""
    return _understood(folded(text, masked=masked), _reader(language), language=language)


def _understood(
    plain: Folded, reader: Callable[[str], Reading], *, language: Literal["en", "zh"]
) -> Understood:
    reading = reader(plain.text)
    phrases = tuple(phrases_in(plain.text, language=language))
    names = sorted({phrase.feature for phrase in phrases})
    return Understood(plain, reading, phrases, features_of(reading, language=language, phrases=names))


@cache
def _weights(language: Literal["en", "zh"]) -> "Weights":
    from loyalty.tone.weights import read_weights  # numpy

    return read_weights(language)


@cache
def _reader(language: Literal["en", "zh"]) -> Callable[[str], Reading]:
    if language == "zh":
        from loyalty.tone.chinese import reading_of

        return reading_of
    from loyalty.tone.english import AdvisorNoteAnalyzer  # textblob takes about a second

    analyzer = AdvisorNoteAnalyzer()
    analyzer.train()
    return analyzer.analyze


def _evidence(
    seen: Understood, places: "Places", place: int, *, language: Literal["en", "zh"]
) -> tuple[str, ...]:
    from loyalty.tone.evidence import best_spans, signed_spans, whole_words
    from loyalty.tone.meanings import chinese_words

    if MOODS[place] is Mood.NEUTRAL:
        return ()
    pull = places.pulls(place, against=MOODS.index(Mood.NEUTRAL))
    known = signed_spans(seen.reading.hits, sign=place - 1)
    known += [(one.start, one.end) for one in seen.phrases if _says(one, MOODS[place])]
    spans = best_spans(seen.reading.text, seen.reading.units, pull, language=language, phrases=known)
    if language == "zh":
        spans = whole_words(spans, chinese_words(seen.reading))
    return tuple(dict.fromkeys(quote for span in spans if (quote := seen.folded.quote(*span))))


def _says(phrase: Phrase, mood: Mood) -> bool:
    """Tell whether a cue phrase speaks for a mood; life events speak for none."""
    if phrase.cue is CueName.LIFE_EVENT:
        return False
    kind = phrase.cue in {CueName.GRATITUDE, CueName.REFERRAL}
    return (kind is not phrase.good_news) is (mood is Mood.POSITIVE) and not (kind and phrase.good_news)


def _cues(
    seen: Understood,
    weights: "Weights",
    places: "Places",
    scores: "Floats",
    *,
    language: Literal["en", "zh"],
) -> tuple[Cue, ...]:
    from loyalty.tone.evidence import best_spans

    found: list[Cue] = []
    phrased, moods = phrased_cues(seen.features), weights.moods(scores)
    told = [name in phrased and mood_agrees(name, moods) for name in CueName]
    chances = weights.cues(scores, told)
    for column, (name, chance) in enumerate(zip(CueName, chances, strict=True)):
        if chance < weights.cue_thresholds[column] and not told[column]:
            continue
        own = [(one.start, one.end) for one in seen.phrases if one.cue is name and not one.good_news]
        pull = places.pulls(len(MOODS) + column)
        spans = best_spans(
            seen.reading.text, seen.reading.units, pull, language=language, phrases=own, most=1
        )
        quote = seen.folded.quote(*spans[0]) if spans else ""
        found.append(Cue(name, quote or seen.folded.source.strip()[:60], chance))
    return tuple(found)
