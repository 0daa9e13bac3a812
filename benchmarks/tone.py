"""Measures the tone engine on writers it has not seen, beside well-known engines, in one run."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.tone_dev import dev_notes
from benchmarks.tone_others import OTHERS
from benchmarks.tone_strange import slowest
from loyalty.tone import CueName, Mood, Tone, tone_of
from loyalty.tone.accuracy import Judged, ToneAccuracy, accuracy_of
from loyalty.tone.calibrating import calibrated, told_by_phrase
from loyalty.tone.engine import MOODS, UNSURE_BELOW
from loyalty.tone.train import FOLDS, LANGUAGES, Note, examples_of, notes_of, writers_of
from loyalty.tone.training import CUES, Example, Lesson, folds_of, lesson_of, unseen_scores, weights_of
from loyalty.tone.weights import Floats, Ints, Weights, cue_chances, mood_chances

LABELS = {Mood.NEGATIVE: -1, Mood.NEUTRAL: 0, Mood.POSITIVE: 1, Mood.UNKNOWN: 0}
CURVE = (50, 100, 200, 400, 800, 1600, 2400, 3600, 5400)
RESAMPLED = 1_000
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)
#: A dev figure further above cross-validation than this means that something leaked.
LEAK = 0.15
_LOADING = """
import time
from textblob import TextBlob
TextBlob("warm").sentiment
def used():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) / 1024
before, began, busy = used(), time.perf_counter(), time.process_time()
from loyalty.tone import tone_of
tone_of("The client was happy."); tone_of("客户很满意。")
busy, began = time.process_time() - busy, time.perf_counter() - began
print(f"loading beyond TextBlob: {began:.2f} s ({busy:.2f} s of processor time), {used() - before:.0f} MB")
"""


def tone(text: str) -> dict[str, Any]:
    """Return label, confidence, unknown and cue names of a text; unknown is label 0 with confidence 0."""
    found = tone_of(text)
    return {
        "label": LABELS[found.mood],
        "confidence": found.confidence,
        "unknown": found.mood is Mood.UNKNOWN,
        "cues": [str(cue.name) for cue in found.cues],
    }


@dataclass(frozen=True, slots=True)
class Measured:
    """The notes of a language with what weights that had not seen their writers say of them."""

    language: str
    notes: list[Note]
    lesson: Lesson
    folds: Ints
    examples: list[Example]
    weights: Weights
    scores: Floats

    @property
    def chances(self) -> Floats:
        """The probabilities of the moods, a row a note."""
        return mood_chances(self.scores, self.weights.temperature)

    @property
    def moods(self) -> Ints:
        """The labels as places in `MOODS`."""
        return np.array([example.mood for example in self.examples])

    def named(self) -> list[frozenset[CueName]]:
        """Return the cues named in each note, by the rule the engine uses."""
        told = told_by_phrase(self.examples, self.chances)
        chances = cue_chances(self.scores, self.chances, told, self.weights.cue_mix)
        named = told | (chances >= self.weights.cue_thresholds)
        return [frozenset(cue for cue, is_named in zip(CUES, row, strict=True) if is_named) for row in named]


def measured(language: str) -> Measured:
    """Read a language's notes by weights that have not seen their writers."""
    known = next(each for each in LANGUAGES if each == language)
    notes = notes_of(known)
    examples = examples_of(notes, language=known)
    lesson = lesson_of(examples)
    folds = folds_of(writers_of(notes), folds=FOLDS)
    scores = unseen_scores(lesson, folds)
    return Measured(
        language,
        notes,
        lesson,
        folds,
        examples,
        calibrated(weights_of(lesson), examples, scores),
        scores,
    )


def judged(found: Measured) -> list[Judged]:
    """Return each note with what was read of it."""
    return [
        Judged(
            wanted=MOODS[note.label + 1],
            read=MOODS[int(row.argmax())],
            confidence=float(row.max()),
            asked=bool(row.max() < UNSURE_BELOW[found.language]),
            wanted_cues=frozenset(CueName(cue) for cue in note.cues),
            read_cues=cues,
        )
        for note, row, cues in zip(found.notes, found.chances, found.named(), strict=True)
    ]


def line(name: str, found: ToneAccuracy) -> str:
    """Return a line of figures."""
    recalls = (
        found.counts.get((mood, mood), 0)
        / max(1, sum(n for (wanted, _), n in found.counts.items() if wanted is mood))
        for mood in MOODS
    )
    return (
        f"  {name:<28} n {found.texts:5,}  macro-F1 {found.macro_f1:.3f}  recall -/0/+ "
        + "/".join(f"{recall:.2f}" for recall in recalls)
        + f"  opposite {found.opposite:.3f}  surest {found.surest:.3f}  asked {found.asked:.2f}"
    )


def interval(found: Measured, *, seed: int = 7) -> str:
    """Return the 95 % interval of macro-F1, writers drawn anew: notes of one hand stand or fall together."""
    places = np.unique(writers_of(found.notes), return_inverse=True)[1]
    counts = np.zeros((places.max() + 1, len(MOODS), len(MOODS)))
    np.add.at(counts, (places, found.moods, found.chances.argmax(axis=1)), 1)
    drawn = np.random.default_rng(seed).integers(len(counts), size=(RESAMPLED, len(counts)))
    tables = np.stack([counts[one].sum(axis=0) for one in drawn])
    both = tables.sum(axis=1) + tables.sum(axis=2)
    figures = (2 * np.diagonal(tables, axis1=1, axis2=2) / both).mean(axis=1)
    low, high = np.quantile(figures, (0.025, 0.975))
    return f"  macro-F1 within {low:.3f}-{high:.3f} (95 %, writers drawn anew)"


def base_rates(found: Measured) -> str:
    """Return how the labels are spread, which is what always guessing one mood would get."""
    shares = np.bincount(found.moods, minlength=len(MOODS)) / len(found.moods)
    return "  base rates: " + ", ".join(
        f"{mood} {share:.2f}" for mood, share in zip(MOODS, shares, strict=True)
    )


def confusion(found: ToneAccuracy) -> Iterator[str]:
    """Yield the table of labels (down) and readings (across)."""
    yield "  labelled, down; read, across   " + " ".join(f"{mood:>9}" for mood in MOODS)
    for wanted in MOODS:
        counts = " ".join(f"{found.counts.get((wanted, read), 0):9,}" for read in MOODS)
        yield f"  {wanted:<30} {counts}"


def calibration(found: Measured) -> Iterator[str]:
    """Yield how often readings come true by how sure they were, the Brier score and the mean gap (ECE)."""
    chances, moods = found.chances, found.moods
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == moods
    gap = 0.0
    for low, high in pairwise(BINS):
        within = (sure >= low) & (sure < high)
        if within.any():
            gap += within.mean() * abs(float(sure[within].mean() - right[within].mean()))
            yield (
                f"    sure {low:.1f}-{min(high, 1):.1f}  n {int(within.sum()):5,}  "
                f"said {sure[within].mean():.2f}  true {right[within].mean():.2f}"
            )
    brier = float(((chances - np.eye(len(MOODS))[moods]) ** 2).sum(axis=1).mean())
    yield f"  calibration: Brier {brier:.3f} (0 best, 0.667 for guessing), ECE {gap:.3f}"


def curve(found: Measured) -> Iterator[str]:
    """Yield macro-F1 by number of notes learnt, spread evenly over the writers of the other folds."""
    numbers = np.unique(found.folds)
    most = int(min((found.folds != fold).sum() for fold in numbers))
    for count in (*(count for count in CURVE if count < most), most):
        learned = np.zeros((len(found.folds), len(numbers)), dtype=bool)
        for place, fold in enumerate(numbers):
            others = np.flatnonzero(found.folds != fold)
            learned[others[np.linspace(0, len(others) - 1, count).astype(int)], place] = True
        read = found.lesson.targets[0].unseen(found.folds, among=learned).argmax(axis=1)
        pairs = [
            Judged(MOODS[gold], MOODS[said]) for gold, said in zip(found.moods, read.tolist(), strict=True)
        ]
        yield f"    {count:5,} notes  macro-F1 {accuracy_of(pairs).macro_f1:.3f}"


def others(found: Measured) -> Iterator[str]:
    """Yield the figures of well-known engines on the same notes."""
    for name, opening in OTHERS[found.language]:
        label_of = opening()
        if label_of is None:
            yield f"  {name:<28} not installed"
            continue
        said = [Judged(MOODS[note.label + 1], MOODS[label_of(note.text) + 1]) for note in found.notes]
        yield line(name, accuracy_of(said))


def cue_lines(found: ToneAccuracy) -> Iterator[str]:
    """Yield precision and recall of each cue."""
    for cue, one in found.cues.items():
        shares = f"precision {one.precision or 0:.2f}  recall {one.recall or 0:.2f}"
        yield f"    {cue:<16} n {one.wanted:4}  {shares}"


def speed(read: Callable[[str], Tone], notes: Sequence[Note]) -> str:
    """Return notes read a second by the clock and of processor time, which differ on a busy machine."""
    started, busy = time.perf_counter(), time.process_time()
    for note in notes:
        read(note.text)
    passed, spent = time.perf_counter() - started, time.process_time() - busy
    return f"{len(notes) / passed:.0f} notes a second, {len(notes) / spent:.0f} of processor time"


def report(language: str, *, writers: bool) -> float:
    """Print the figures of one language; return the macro-F1."""
    found = measured(language)
    everything = judged(found)
    accuracy = accuracy_of(everything)
    batches = sorted({note.batch for note in found.notes})
    print(f"{language}: {len(found.notes):,} notes in {len(batches)} files, {FOLDS} folds by writer")
    print(base_rates(found))
    print(line("engine, unseen writers", accuracy))
    print(interval(found))
    hands = [one for one, note in zip(everything, found.notes, strict=True) if "first_" not in note.batch]
    print(line("  of these, one-hand files", accuracy_of(hands)))
    for batch in batches if writers else ():
        own = [one for one, note in zip(everything, found.notes, strict=True) if note.batch == batch]
        print(line("  " + batch, accuracy_of(own)))
    for part in (others(found), confusion(accuracy), calibration(found)):
        print("\n".join(part))
    print("  learning curve")
    print("\n".join(curve(found)))
    print("  cues")
    print("\n".join(cue_lines(accuracy)))
    print(f"  {speed(tone_of, found.notes[::4])}")
    return accuracy.macro_f1


def check(language: str, expected: float) -> None:
    """Print the figures on dev notes, which nothing is tuned to, once and apart."""
    notes = dev_notes(language)
    if not notes:
        print(f"  {language}: no dev notes here")
        return
    said = [
        Judged(MOODS[label + 1], read.mood, read.confidence, asked=read.unsure)
        for text, label in notes
        for read in [tone_of(text)]
    ]
    accuracy = accuracy_of(said)
    print(line(f"{language}, shipped weights", accuracy))
    if accuracy.macro_f1 > expected + LEAK:
        print(f"  {accuracy.macro_f1 - expected:.2f} above cross-validation: something leaked")


def main() -> int:
    """Print the figures of both languages; with `--writers` also those of each file."""
    expected = {language: report(language, writers="--writers" in sys.argv) for language in LANGUAGES}
    subprocess.run([sys.executable, "-c", _LOADING], check=True)
    print(f"slowest strange text: {slowest()}")
    print("dev notes, a check only:")
    for language, figure in expected.items():
        check(language, figure)
    return 0


if __name__ == "__main__":
    sys.exit(main())
