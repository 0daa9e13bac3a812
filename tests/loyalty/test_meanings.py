"""Word vectors: a word stands near words of its sense, in any text, and how they are made."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.wordvectors.english import known_words, mapped, summed, weighed
from benchmarks.wordvectors.minilm import MiniLM
from loyalty.tone import tone_of
from loyalty.tone.english import AdvisorNoteAnalyzer
from loyalty.tone.lexicon import Reading
from loyalty.tone.meanings import SIZE, Singles, expanded, meaning_of


def reading(text: str) -> Reading:
    analyzer = AdvisorNoteAnalyzer()
    analyzer.train()
    return analyzer.analyze(text)


def meaning(text: str) -> Singles:
    return meaning_of(reading(text), language="en")


def alike(one: str, other: str) -> float:
    return float(meaning(one)[0] @ meaning(other)[0])


def test_a_word_stands_nearer_to_words_of_its_sense() -> None:
    assert alike("she was livid about it", "he is furious") > alike(
        "she was livid about it", "papers on tuesday"
    )
    assert alike("the courier lost it", "the parcel went missing") > alike(
        "the courier lost it", "he praised us"
    )


def test_a_meaning_has_length_1_or_none_at_all() -> None:
    assert np.linalg.norm(meaning("the watch came late, she is cross"), axis=1) == pytest.approx([1, 1])
    assert not meaning("xqzzv 12 !!").any()
    assert np.isfinite(meaning("late; 12")).all()


def test_the_last_clause_has_a_place_of_its_own() -> None:
    whole, last = meaning("delivery was a mess, but she adores the ring")

    assert last @ meaning("she adores the ring")[0] > whole @ meaning("she adores the ring")[0]


def test_pairs_of_a_meaning_make_the_square_of_how_alike_two_texts_are() -> None:
    one, other = meaning("she is cross"), meaning("he left angry, without a word")
    without_pairs = np.zeros((2, SIZE), dtype=np.float32)

    product = float(expanded(one) @ expanded(other))

    whole, last = float(one[0] @ other[0]), float(one[1] @ other[1])
    assert product == pytest.approx(0.35**2 * whole + 0.49 * whole**2 + 0.25 * last**2, abs=1e-4)
    assert not expanded(without_pairs).any()


def test_meanings_do_not_depend_on_what_was_read_before() -> None:
    first = tone_of("The client seemed miffed about the invoice.")
    tone_of("Wonderful evening, thank you!")

    assert tone_of("The client seemed miffed about the invoice.") == first


class Known(MiniLM):
    """A model of two whole words."""

    def __init__(self) -> None:
        self._pieces = {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "glad": 3, "##ly": 4, "sad": 5, "##": 6, "9": 7}


def test_words_are_those_of_the_notes_the_model_and_the_frequency_list() -> None:
    words = known_words(Known(), [reading("a quibblesome client, 12 times")])

    assert {"quibblesome", "glad", "sad", "watch"} <= set(words)
    assert "12" not in words
    assert words == sorted(set(words))


def test_a_word_unknown_to_the_model_is_read_in_pieces() -> None:
    model = Known()

    assert model._numbers("Gladly") == [0, 3, 4, 1]
    assert model._numbers("gladxly") == [0, 2, 1]


def test_vectors_of_rare_words_are_longer() -> None:
    readings = [reading("the late ring"), reading("the watch"), reading("the boat")]
    words = ["late", "the"]

    late, the = weighed(np.eye(2, dtype=np.float32), words, readings)

    assert np.linalg.norm(late) > np.linalg.norm(the) == pytest.approx(1)


def test_a_map_turns_sums_of_words_into_what_is_wanted() -> None:
    random = np.random.default_rng(3)
    sums = random.normal(size=(900, SIZE + 20)).astype(np.float32)
    turned = sums @ np.linalg.qr(random.normal(size=(SIZE + 20, SIZE)))[0].astype(np.float32)

    found = sums @ mapped(sums, turned)

    assert np.corrcoef(np.ravel(found @ found.T), np.ravel(turned @ turned.T))[0, 1] > 0.9


def test_sums_of_the_last_clause_leave_out_what_came_before() -> None:
    vectors = np.eye(2, dtype=np.float32)
    sums = summed(vectors, ["late", "happy"], [reading("late, but happy")], last=True)

    assert sums.tolist() == [[0, 1]]


def test_the_credit_lies_beside_the_vectors() -> None:
    credit = Path(__file__).parents[2] / "loyalty" / "tone" / "data" / "meanings.md"

    assert "Apache License" in credit.read_text(encoding="utf-8")
