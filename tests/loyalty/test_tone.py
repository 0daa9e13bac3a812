"""The tone of notes and messages: moods, cues, quotes, languages and hardness against any text."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from loyalty.tone import CueName, Mood, Tone, tone_of

ENGLISH = (
    "Called Chen Wei. His watch has been in service three weeks, nobody told him. Asked what other houses do."
)
CHINESE = "刚和陈伟通电话，手表送修三周没人通知他，还问了别家怎么做。"
TRADITIONAL = "剛和陳偉通電話，手錶送修三週沒人通知他，還問了別家怎麼做。"


def names(tone: Tone) -> set[CueName]:
    return {cue.name for cue in tone.cues}


@pytest.mark.parametrize(
    ("text", "client"), [(ENGLISH, "Chen Wei"), (CHINESE, "陈伟"), (TRADITIONAL, "陳偉")]
)
def test_a_silent_repair_and_a_glance_at_others_is_unhappy_and_names_both(text: str, client: str) -> None:
    tone = tone_of(text, masked=[client])

    assert tone.mood is Mood.NEGATIVE
    assert not tone.unsure
    assert names(tone) >= {CueName.COMPLAINT, CueName.COMPETITOR}


@pytest.mark.parametrize("text", [ENGLISH, CHINESE, TRADITIONAL])
def test_evidence_is_quoted_word_by_word_from_the_text(text: str) -> None:
    tone = tone_of(text)

    assert tone.evidence
    assert all(quote in text for quote in tone.evidence)
    assert all(cue.evidence in text for cue in tone.cues)


def test_the_evidence_of_the_example_says_how_long_and_that_nobody_told_him() -> None:
    quotes = " | ".join(tone_of(ENGLISH, masked=["Chen Wei"]).evidence)

    assert "three weeks" in quotes
    assert "nobody told" in quotes


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("She was delighted with the ring and thanked the whole team.", Mood.POSITIVE),
        ("Meeting moved to Tuesday at eleven, agenda sent.", Mood.NEUTRAL),
        ("Furious about the invoice, demands an apology.", Mood.NEGATIVE),
        ("收到花非常开心，谢谢我们。", Mood.POSITIVE),
        ("周二的会改到下午三点，资料已发。", Mood.NEUTRAL),
        ("对售后非常失望，要求书面道歉。", Mood.NEGATIVE),
    ],
)
def test_plain_moods_are_read_in_both_languages(text: str, mood: Mood) -> None:
    assert tone_of(text).mood is mood


@pytest.mark.parametrize(
    "text",
    [
        "Lunch with Chen, nothing special",
        "Coffee with Mrs Wong, nothing new",
        "Short call with Chen, nothing in particular",
        "Quick call, nothing to report",
        "Nothing special today, small talk about golf",
        "和陈总吃午饭，没什么特别的",
        "例行通话，没有新情况",
    ],
)
def test_a_routine_note_is_surely_neutral(text: str) -> None:
    tone = tone_of(text)

    assert (tone.mood, tone.unsure) == (Mood.NEUTRAL, False)


def test_leaving_another_bank_for_us_is_not_a_wish_to_leave() -> None:
    tone = tone_of("He closed his account at the other bank and moved to us.")

    assert tone.mood is not Mood.NEGATIVE
    assert not names(tone) & {CueName.EXIT, CueName.COMPETITOR}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "👍👍",
        "12:30",
        "Der Kunde ist mit uns sehr unzufrieden.",
        "Он очень недоволен",
        "とても満足しています",
    ],
)
def test_what_is_neither_english_nor_chinese_is_unknown_and_never_neutral(text: str) -> None:
    tone = tone_of(text)

    assert tone.mood is Mood.UNKNOWN
    assert (tone.signed, tone.confidence, tone.unsure, tone.language) == (0.0, 0.0, True, "other")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "很不满意" * 2_500,
        "a b " * 2_500,
        "\ud800 fine \udfff",
        "\x00\x07\x1b",
        "@a " * 3_000,
        "!" * 10_000,
    ],
    ids=["one word", "chinese", "words", "lone surrogates", "controls", "handles", "marks"],
)
def test_no_text_is_too_strange(text: str) -> None:
    assert isinstance(tone_of(text, masked=["", "a", "很"]), Tone)


def test_the_probabilities_sum_to_one_and_give_the_signed_tone() -> None:
    tone = tone_of("She was delighted with the ring and thanked the whole team.")

    assert sum(tone.probabilities) == pytest.approx(1.0)
    assert tone.signed == pytest.approx(tone.probabilities[2] - tone.probabilities[0])
    assert tone.confidence == max(tone.probabilities)


def test_a_name_does_not_colour_the_mood() -> None:
    happy, grim = "Joy Love", "Grim Loss"

    tones = {tone_of(f"Called {name} about parking.", masked=[name]).probabilities for name in (happy, grim)}

    assert len(tones) == 1


def test_order_and_threads_change_nothing() -> None:
    texts = [ENGLISH, CHINESE, TRADITIONAL, "Thank you so much!", "已读不回"] * 4
    alone = [tone_of(text) for text in reversed(texts)][::-1]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(tone_of, texts))

    assert together == alone


def test_importing_the_engine_loads_neither_textblob_nor_numpy() -> None:
    code = "import sys, loyalty.tone; print({'textblob', 'numpy', 'opencc'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
