"""Chinese word vectors: how a note is cut into known words, and how the vectors are made."""

import numpy as np
import pytest

from benchmarks.wordvectors.chinese import read_vectors, strongest
from loyalty.tone import tone_of
from loyalty.tone.chinese import reading_of
from loyalty.tone.evidence import whole_words
from loyalty.tone.meanings import SIZE, Singles, committed_meanings, cut, meaning_of
from loyalty.tone.normalise import folded


def meaning(text: str) -> Singles:
    return meaning_of(reading_of(folded(text).text), language="zh")


def alike(one: str, other: str) -> float:
    return float(meaning(one)[0] @ meaning(other)[0])


def test_a_note_is_cut_into_the_longest_known_words_from_the_left() -> None:
    units = cut(reading_of("私人银行很满意a"), {"私人", "私人银行", "银行", "满意", "满"}).units

    assert [(unit.text, unit.start, unit.end) for unit in units] == [("私人银行", 0, 4), ("满意", 5, 7)]


def test_a_word_stands_nearer_to_words_of_its_sense() -> None:
    assert alike("快递丢失", "包裹损坏") > alike("快递丢失", "婚礼祝福")
    assert alike("女儿订婚", "儿子结婚") > alike("女儿订婚", "手续费太高")


def test_traditional_characters_mean_the_same() -> None:
    assert alike("客戶對收費不滿", "客户对收费不满") == pytest.approx(1.0, abs=1e-5)


def test_a_text_without_known_words_has_no_meaning() -> None:
    assert not meaning("123 abc！！").any()
    assert not meaning("").any()


def test_all_words_are_chinese_and_of_one_to_four_characters() -> None:
    words = committed_meanings("zh").rows

    assert len(words) > 20_000
    assert all(1 <= len(word) <= 4 and word.isalpha() and not word.isascii() for word in words)


def entry(word: str, *numbers: float) -> bytes:
    return word.encode() + b" " + np.array(numbers, dtype="<f4").tobytes() + b"\n"


def test_the_commonest_chinese_words_of_a_file_are_read() -> None:
    file = b"4 2\n" + entry("</s>", 0, 0) + entry("客户", 1, 2) + entry("VIP", 3, 3) + entry("银行", 4, 5)

    words, vectors = read_vectors(file + entry("经理", 6, 7), at_most=2)

    assert words == ["客户", "银行"]
    assert vectors.tolist() == [[1, 2], [4, 5]]


def test_the_directions_kept_are_those_in_which_notes_differ() -> None:
    random = np.random.default_rng(5)
    spread = np.append(np.full(SIZE, 9.0), np.full(20, 0.1))
    sums = (random.normal(size=(500, SIZE + 20)) * spread).astype(np.float32)

    kept = strongest(sums)

    assert kept.shape == (SIZE + 20, SIZE)
    assert np.abs(kept[SIZE:]).max() < 0.1


def test_quotes_cut_no_word_in_two() -> None:
    words = cut(reading_of("镯子比照片上还好看"), {"镯子", "照片", "好看"}).units

    assert whole_words([(1, 4), (7, 8)], words) == [(0, 5), (7, 9)]
    assert whole_words([(0, 1), (1, 2)], words) == [(0, 2)]


def test_a_negated_word_is_never_quoted_alone() -> None:
    assert "错" not in tone_of("今天心情不错，聊得很开心").evidence
    assert "bad" not in tone_of("not bad at all, likes it").evidence
