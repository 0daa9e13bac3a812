"""How the tone engine learns: same notes same weights, no fold sees its own answer, precision is kept."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from loyalty.tone import CueName, Mood, tone_of
from loyalty.tone.calibrating import calibrated
from loyalty.tone.cues import mood_agrees, phrased_cues
from loyalty.tone.features import Features
from loyalty.tone.train import LANGUAGES, Note, examples_of, groups_of, main, notes_of, stored, writers_of
from loyalty.tone.training import (
    ALWAYS_SEEN,
    CUES,
    PULL,
    Example,
    Target,
    fitted,
    folds_of,
    lesson_of,
    out_of_fold,
    temperature_of,
    unseen_scores,
    weights_of,
)
from loyalty.tone.weights import MOODS, Floats, Ints, unpacked

THINGS = ("watch", "ring", "bag", "suite", "fund", "boat", "wine", "desk")
SAID = {
    -1: (
        "she is furious about the {}",
        "complained that the {} came late",
        "he wants to close the {} account",
    ),
    0: ("we spoke about the {} and the dates", "sent him the papers for the {}", "the {} is on Tuesday"),
    1: ("she loves the {} and thanked us", "delighted with the {}", "he recommended the {} to a friend"),
}
CUE_OF = {0: CueName.COMPLAINT, 1: CueName.DELIVERY, 2: CueName.EXIT}


def few_notes() -> list[Note]:
    """Notes of three writers."""
    return [
        Note(
            words.format(thing),
            label,
            frozenset({CUE_OF[number]}) if label < 0 else frozenset(),
            "test",
            f"writer{place % 3}_en.csv",
        )
        for place, thing in enumerate(THINGS)
        for label, sentences in SAID.items()
        for number, words in enumerate(sentences)
    ]


def few_examples() -> list[Example]:
    return examples_of(few_notes(), language="en")


def test_the_same_notes_give_the_same_weights_to_the_byte() -> None:
    first, second = BytesIO(), BytesIO()

    for file in (first, second):
        stored(fitted(few_examples()), file)

    assert first.getvalue() == second.getvalue()


def test_what_is_stored_reads_nearly_as_what_was_learnt() -> None:
    weights, file, example = fitted(few_examples()), BytesIO(), few_examples()[0]
    stored(weights, file)

    read = unpacked(file.getvalue())

    was = weights.scores(weights.vocabulary.vector(example.features))
    assert read.scores(read.vocabulary.vector(example.features)) == pytest.approx(was, abs=0.02)


def test_weights_that_a_firm_refitted_before_there_were_meanings_go_on() -> None:
    weights, file, example = fitted(few_examples()), BytesIO(), few_examples()[0]
    stored(weights, file)
    with np.load(BytesIO(file.getvalue())) as content:
        former = {name: content[name] for name in content.files if not name.startswith("meaning")}
    older = BytesIO()
    np.savez_compressed(older, **former)

    read = unpacked(older.getvalue())

    scores = read.scores(read.vocabulary.vector(example.features))
    assert len(scores) == len(read.bias)
    assert np.isfinite(scores).all()


def solved(target: Target, learned: Ints, asked: Ints) -> Floats:
    """Return the scores of notes by the equations of the learned ones, solved at one go."""
    bias = target.wanted[learned].mean(axis=0)
    ridge = target.likeness[np.ix_(learned, learned)] + PULL * np.eye(len(learned))
    return (
        target.likeness[np.ix_(asked, learned)] @ np.linalg.solve(ridge, target.wanted[learned] - bias) + bias
    )


def test_scores_of_notes_held_out_come_from_the_others_alone() -> None:
    lesson = lesson_of(few_examples())
    folds = np.arange(len(few_examples())) % 3
    folds[:4] = ALWAYS_SEEN

    scores = unseen_scores(lesson, folds)

    assert not scores[:4].any()
    for fold in range(3):
        asked, learned = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
        alone = np.hstack([solved(target, learned, asked) for target in lesson.targets])
        assert scores[asked] == pytest.approx(alone, abs=1e-4)


def test_notes_held_out_can_be_read_by_some_of_the_others() -> None:
    (target,) = lesson_of(few_examples(), cues=()).targets
    folds = np.arange(len(few_examples())) % 2
    few = np.zeros((len(folds), 2), dtype=bool)
    few[:20] = True

    scores = target.unseen(folds, among=few)

    for fold in range(2):
        asked, learned = np.flatnonzero(folds == fold), np.flatnonzero((folds != fold)[:20])
        assert scores[asked] == pytest.approx(solved(target, learned, asked), abs=1e-4)


def test_solving_over_notes_is_the_same_as_solving_over_features() -> None:
    examples = few_examples()
    lesson = lesson_of(examples, cues=())
    target = lesson.targets[0]
    dense = np.zeros((len(examples), len(lesson.vocabulary.rows)))
    for place, example in enumerate(examples):
        vector = lesson.vocabulary.vector(example.features)
        dense[place, vector.rows] = vector.values

    senses, weights = lesson.meanings, weights_of(lesson)
    assert target.likeness == pytest.approx((dense * target.scale) @ dense.T + senses @ senses.T, abs=1e-5)
    scores = dense @ weights.weights + senses @ weights.meaning + weights.bias
    everything = np.arange(len(examples))
    assert scores == pytest.approx(solved(target, everything, everything), abs=1e-4)


def test_notes_always_seen_are_learnt_and_never_asked() -> None:
    told = examples_of([Note("plum over the sofa", 1, frozenset(), "test", "a")] * 12, language="en")
    asked = examples_of([Note("plum over the lamp", 0, frozenset(), "test", "b")] * 2, language="en")

    scores = out_of_fold(asked, groups=[0, 0], cues=(), besides=[*few_examples(), *told])

    assert scores.shape == (2, MOODS)
    assert scores.argmax(axis=1).tolist() == [2, 2]


def test_a_fold_never_holds_half_of_a_group_and_all_are_of_a_size() -> None:
    groups = [place // 4 for place in range(40)]

    folds = folds_of(groups, folds=5)

    assert all(len(set(folds[np.array(groups) == group].tolist())) == 1 for group in set(groups))
    assert np.bincount(folds).tolist() == [8] * 5


def test_near_duplicates_share_a_group_and_others_do_not() -> None:
    texts = [
        "she is thinking of leaving us",
        "she is thinking of leaving us soon",
        "the dinner was lovely",
        "a",
    ]

    first, second, third, fourth = groups_of(texts)

    assert first == second
    assert len({first, third, fourth}) == 3


def test_a_writers_batch_stays_together_but_the_oldest_file_only_by_near_duplicates() -> None:
    notes = [
        Note(text, 0, frozenset(), "test", batch)
        for batch, text in (
            ("first_en.csv", "the price list, please"),
            ("first_en.csv", "the price list, please!"),
            ("first_en.csv", "lunch on Friday at one"),
            ("terse_en.csv", "rev mtg ok"),
            ("terse_en.csv", "no comment from the lawyer"),
        )
    ]

    one, twin, other, terse, same = writers_of(notes)

    assert one == twin
    assert terse == same
    assert len({one, other, terse}) == 3


def test_sure_scores_ask_for_a_low_temperature_and_wild_ones_for_a_high_one() -> None:
    moods = np.array([0, 1, 2] * 20)
    right = np.eye(MOODS)[moods] * 0.5
    wild = np.eye(MOODS)[(moods + np.arange(60) // 3) % 3] * 0.5

    assert temperature_of(right, moods) < 0.1 < temperature_of(wild, moods)


def test_a_cue_that_is_well_told_gets_a_low_threshold_and_a_hopeless_one_is_hardly_named() -> None:
    examples = few_examples()
    carried = np.array([[cue in example.cues for cue in CUES] for example in examples], dtype=float)
    moods = np.eye(MOODS)[[example.mood for example in examples]]
    scores = np.hstack([moods, carried])
    scores[:, MOODS + CUES.index(CueName.FEE)] = 0.0

    weights = calibrated(fitted(examples), examples, scores)

    thresholds = dict(zip(CUES, weights.cue_thresholds, strict=True))
    assert thresholds[CueName.EXIT] < 0.5
    assert thresholds[CueName.FEE] == 0.5


@pytest.mark.parametrize(
    ("cue", "moods", "agrees"),
    [
        (CueName.EXIT, (0.7, 0.2, 0.1), True),
        (CueName.EXIT, (0.5, 0.4, 0.1), False),
        (CueName.GRATITUDE, (0.1, 0.2, 0.7), True),
        (CueName.GRATITUDE, (0.1, 0.7, 0.2), False),
        (CueName.LIFE_EVENT, (0.2, 0.7, 0.1), True),
        (CueName.LIFE_EVENT, (0.6, 0.3, 0.1), False),
    ],
)
def test_a_phrase_counts_only_where_the_mood_bears_it_out(
    cue: CueName, moods: Sequence[float], agrees: bool
) -> None:
    assert mood_agrees(cue, moods) is agrees


def test_good_news_takes_a_phrase_back() -> None:
    names = ["pexit", "pcompetitor", "pnot exit", "wexit"]

    assert phrased_cues(Features(names, [0] * 4, [4] * 4)) == {CueName.COMPETITOR}


def test_a_cue_told_by_its_phrase_is_named_and_quoted() -> None:
    tone = tone_of("She is furious, complained twice and wants to close the account.")

    assert tone.mood is Mood.NEGATIVE
    assert {(cue.name, cue.evidence) for cue in tone.cues} >= {
        (CueName.COMPLAINT, "complained"),
        (CueName.EXIT, "close the account"),
    }


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_committed_note_is_labelled_by_the_guide(language: str) -> None:
    notes = notes_of(language)

    assert len(notes) >= 3_000
    assert all(note.text.strip() and note.label in (-1, 0, 1) for note in notes)
    assert all(note.cues <= set(CueName) for note in notes)


def test_training_writes_calibrated_weights_of_both_languages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("loyalty.tone.train.notes_of", lambda _: few_notes())

    main(tmp_path)

    for language in LANGUAGES:
        weights = unpacked((tmp_path / f"weights_{language}.npz").read_bytes())
        assert len(weights.cue_thresholds) == len(CUES)
        assert 0 < weights.temperature < 3
