"""What corrections teach: the same wording, a leaning, weights of one's own; and what they never change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from loyalty.clients import ClientId
from loyalty.corrections import (
    NO_LESSONS,
    Correction,
    CorrectionId,
    Lessons,
    Memory,
    WeightsVersion,
    shipped_version,
)
from loyalty.corrections.figures import RefitFigures, Refusal
from loyalty.corrections.leaning import NO_LEANING, Leaning, leaning_of, leant
from loyalty.corrections.likeness import Alike, likeness
from loyalty.corrections.memory import ALIKE_FROM
from loyalty.corrections.refitting import refit
from loyalty.corrections.values import folded_text, wording_of
from loyalty.drafts import note_reading
from loyalty.facts.interactions import InteractionId, MoodSource
from loyalty.people.people import PersonId
from loyalty.tone import Language, Mood, tone_of
from loyalty.tone.train import Note
from loyalty.tone.weights import unpacked

NOW = datetime(2026, 11, 24, 2, 12, tzinfo=UTC)
ANNA, TOM = PersonId("anna"), PersonId("tom")
COOL = "Chen Wei asked for the price list of the spring collection again."
COOL_ZH = "陈伟又要了一份春季系列的价目表，说再看看。"
CHANCES = {Mood.NEGATIVE: (0.6, 0.3, 0.1), Mood.NEUTRAL: (0.2, 0.6, 0.2), Mood.POSITIVE: (0.1, 0.3, 0.6)}


def said(
    text: str,
    mood: Mood,
    *,
    by: PersonId = ANNA,
    number: int = 0,
    read: Mood | None = None,
    language: Language | None = None,
    version: WeightsVersion | None = None,
) -> Correction:
    alone = tone_of(text, masked=("Chen Wei", "陈伟"))
    known = language or alone.language
    return Correction(
        id=CorrectionId(f"{number:032}"),
        interaction_id=InteractionId(f"i-{number}"),
        client_id=ClientId("chen"),
        by=by,
        said_at=NOW + timedelta(minutes=number),
        text=folded_text(text, masked=("Chen Wei", "陈伟")),
        language=known,
        read=read or alone.mood,
        probabilities=alone.probabilities if read is None else CHANCES[read],
        said=mood,
        version=version or shipped_version(known),
    )


@pytest.mark.parametrize(("text", "mood"), [(COOL, Mood.NEGATIVE), (COOL_ZH, Mood.POSITIVE)])
def test_the_same_wording_reads_as_was_said(text: str, mood: Mood) -> None:
    lessons = NO_LESSONS.with_more([said(text, mood)])

    read = note_reading(text, names=("Chen Wei", "陈伟"), lessons=lessons)

    assert read.reading.mood is mood
    assert read.reading.source is MoodSource.REMEMBERED
    assert not read.unsure
    assert read.remembered_by == ANNA


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Grace Adeyemi asked for the price list of the spring collection again", ("Grace Adeyemi",)),
        ("chen wei  asked for the price list of the spring collection, again!!", ("Chen Wei",)),
        ("Chen Wei asked for the price list of the spring collection again today.", ("Chen Wei",)),
        ("Chen asked for the price list of the spring collection again.", ("Chen Wei",)),
    ],
)
def test_another_name_punctuation_or_a_word_more_make_no_other_wording(
    text: str, names: tuple[str, ...]
) -> None:
    lessons = NO_LESSONS.with_more([said(COOL, Mood.NEGATIVE)])

    assert lessons.read(text, masked=names).tone.mood is Mood.NEGATIVE


def test_a_traditional_script_is_the_same_wording() -> None:
    lessons = NO_LESSONS.with_more([said(COOL_ZH, Mood.NEGATIVE)])

    assert (
        lessons.read("陳偉又要了一份春季系列的價目表,說再看看", masked=("陳偉",)).tone.mood is Mood.NEGATIVE
    )


def test_the_newest_of_the_same_wording_counts() -> None:
    first, second = said(COOL, Mood.NEGATIVE, number=1), said(COOL, Mood.POSITIVE, by=TOM, number=2)

    read = NO_LESSONS.with_more([first, second]).read(COOL, masked=("Chen Wei",))

    assert read.tone.mood is Mood.POSITIVE
    assert read.remembered is not None
    assert read.remembered.by == TOM


def test_a_negation_is_never_learnt_from_its_opposite() -> None:
    happy = "The client is pleased with the repair of the watch and with the strap we chose."
    lessons = NO_LESSONS.with_more([said(happy, Mood.NEUTRAL)])
    turned = happy.replace("is pleased", "is not pleased")

    assert likeness(wording_of(happy), wording_of(turned)) >= ALIKE_FROM
    assert lessons.read(turned).remembered is None


def test_a_near_wording_the_engine_reads_otherwise_is_not_the_same() -> None:
    memory = Memory([said(COOL, Mood.NEGATIVE, read=Mood.NEUTRAL)])
    near = folded_text(COOL.replace("again", "again today"), masked=("Chen Wei",))

    assert memory.recall(near, language="en", read=Mood.NEUTRAL) is not None
    assert memory.recall(near, language="en", read=Mood.POSITIVE) is None
    assert memory.recall(near, language="zh", read=Mood.NEUTRAL) is None


def test_a_wording_of_a_word_or_two_stands_for_no_other_note() -> None:
    for text in ("Called Chen Wei.", "陈伟好的"):
        assert len(Memory([said(text, Mood.NEGATIVE)])) == 0


def test_what_was_confirmed_marks_nothing_as_corrected() -> None:
    text = "Chen Wei was delighted with the dinner and thanked us twice."
    lessons = NO_LESSONS.with_more([said(text, Mood.POSITIVE)])

    read = lessons.read(text, masked=("Chen Wei",))

    assert read.remembered is None
    assert read.tone.mood is Mood.POSITIVE


def test_an_unsure_mood_is_not_asked_for_twice() -> None:
    lessons = NO_LESSONS.with_more([said("Hm, perhaps another day then.", Mood.NEUTRAL, language="en")])

    assert not lessons.read("Hm, perhaps another day then.").tone.unsure


def test_a_text_in_another_language_reads_as_was_said_of_the_very_same() -> None:
    text = "Der Kunde ist mit der Uhr und mit dem Service sehr unzufrieden."
    lessons = NO_LESSONS.with_more([said(text, Mood.NEGATIVE)])

    assert lessons.read(text).tone.mood is Mood.NEGATIVE
    assert lessons.read(text.replace("sehr", "nicht")).tone.mood is Mood.UNKNOWN


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdehinorstw 陈表好不,.!", min_size=1, max_size=60))
def test_memory_never_changes_the_reading_of_a_dissimilar_text(text: str) -> None:
    taught = [COOL, COOL_ZH, "Nobody called her back about the strap, she is tired of asking."]
    memory = Memory([said(each, Mood.POSITIVE, number=number) for number, each in enumerate(taught)])
    wording = wording_of(folded_text(text))
    known = [wording_of(folded_text(each, masked=("Chen Wei", "陈伟"))) for each in taught]
    assume(all(likeness(wording, each) < ALIKE_FROM for each in known))

    assert Lessons(memory=memory).read(text).tone == tone_of(text)


@given(
    st.lists(st.text(alphabet="abcd e", max_size=30), max_size=12), st.text(alphabet="abcd e", max_size=30)
)
def test_the_index_finds_exactly_the_texts_that_are_alike(texts: list[str], wanted: str) -> None:
    found = dict(Alike(texts, share=0.8).like(wanted))

    assert found == {each: likeness(wanted, each) for each in texts if likeness(wanted, each) >= 0.8}


def test_few_corrections_lean_little_and_many_lean_further() -> None:
    gloomy = [(CHANCES[Mood.NEUTRAL], Mood.NEGATIVE)]
    few, many = leaning_of(gloomy * 5), leaning_of(gloomy * 200)

    assert leaning_of([]) == NO_LEANING
    assert 0 < few.unhappy < 0.2 < many.unhappy
    assert abs(few.unhappy) < abs(leaning_of(gloomy * 50).unhappy) < abs(many.unhappy) <= 2.0


def test_readings_that_were_right_in_their_share_lean_nowhere() -> None:
    fair = [
        (CHANCES[Mood.NEUTRAL], mood)
        for mood in (*[Mood.NEUTRAL] * 60, *[Mood.NEGATIVE] * 20, *[Mood.POSITIVE] * 20)
    ]

    leaning = leaning_of(fair)

    assert abs(leaning.unhappy) < 1e-3
    assert abs(leaning.happy) < 1e-3


def test_a_leaning_moves_probabilities_and_drops_the_quotes_of_another_mood() -> None:
    tone = tone_of("She was delighted with the dinner and thanked us twice.")

    gloomy = leant(tone, Leaning(unhappy=8.0))

    assert gloomy.mood is Mood.NEGATIVE
    assert sum(gloomy.probabilities) == pytest.approx(1.0)
    assert gloomy.evidence == ()
    assert leant(tone, NO_LEANING) is tone


def test_a_leaning_is_learnt_only_from_what_the_weights_in_use_read() -> None:
    old = [said(COOL, Mood.NEGATIVE, number=n, version=WeightsVersion("old")) for n in range(40)]
    new = [said(COOL, Mood.NEGATIVE, number=40 + n) for n in range(40)]

    assert NO_LESSONS.with_more(old).leanings["en"] == NO_LEANING
    assert NO_LESSONS.with_more([*old, *new]).leanings["en"].unhappy > 0


@pytest.mark.parametrize(
    ("figures", "refusal"),
    [
        (RefitFigures(149, 3000, 0.5, 0.9, 0.8, 0.9), Refusal.TOO_FEW),
        (RefitFigures(150, 3000, 0.7, 0.7, 0.8, 0.9), Refusal.NO_BETTER),
        (RefitFigures(150, 3000, 0.6, 0.7, 0.80, 0.77), Refusal.NOTES_WORSE),
        (RefitFigures(150, 3000, 0.6, 0.7, 0.80, 0.78), None),
    ],
)
def test_a_refit_is_taken_only_when_it_helps_and_harms_nothing(
    figures: RefitFigures, refusal: Refusal | None
) -> None:
    assert figures.refusal is refusal


def taught_notes() -> list[Note]:
    """A handful of the simplest notes in each mood, told of sixty things."""
    told = {
        -1: "she is unhappy about the {}",
        0: "we spoke about the {} and the dates",
        1: "she loves the {}",
    }
    return [
        Note(f"{words.format(f'{thing} number {n}')}", label, frozenset(), "test", "test")
        for n in range(20)
        for thing in ("watch", "bag", "ring")
        for label, words in told.items()
    ]


HOUSE = {
    Mood.NEGATIVE: "she went grey about {}",
    Mood.NEUTRAL: "zebra day with {}",
    Mood.POSITIVE: "she went plum over {}",
}


def house_words(count: int) -> list[Correction]:
    """Corrections in a house's own words, each read as neutral."""
    moods = tuple(HOUSE)
    things = ("the coat", "a lamp", "this sofa", "her garden", "some opera", "our terrace", "that market")
    return [
        said(
            f"{HOUSE[moods[n % 3]].format(things[n % 7])} on the {n}th",
            moods[n % 3],
            number=n,
            read=Mood.NEUTRAL,
            language="en",
        )
        for n in range(count)
    ]


def test_a_refit_learns_the_words_of_the_house_and_keeps_the_notes() -> None:
    found = refit(house_words(156), language="en", notes=taught_notes())

    assert found.figures.refusal is None
    assert found.figures.corrections_after > found.figures.corrections_before
    assert found.packed is not None
    weights = unpacked(found.packed)
    read = tone_of("She went plum over the piano", refitted={"en": weights})
    assert read.mood is Mood.POSITIVE


def test_corrections_that_were_read_rightly_ask_for_no_refit() -> None:
    right = [
        said(one.text, one.said, number=n, read=one.said, language="en")
        for n, one in enumerate(house_words(150))
    ]

    found = refit(right, language="en", notes=taught_notes())

    assert found.packed is None
    assert found.figures.refusal is Refusal.NO_BETTER


def test_too_few_corrections_are_not_even_tried() -> None:
    assert refit(house_words(60), language="en", notes=taught_notes()).figures.refusal is Refusal.TOO_FEW


@pytest.mark.parametrize("swapped", [False, True])
def test_of_two_wordings_nearly_the_same_the_one_more_alike_counts(swapped: bool) -> None:
    nearer, further = COOL.replace("again", "again today"), COOL.replace("again", "again by phone")
    taught = [
        said(nearer, Mood.NEGATIVE, number=1, read=Mood.NEUTRAL),
        said(further, Mood.POSITIVE, by=TOM, number=2, read=Mood.NEUTRAL),
    ]
    memory = Memory(taught[::-1] if swapped else taught)

    found = memory.recall(folded_text(nearer + " ok", masked=("Chen Wei",)), language="en", read=Mood.NEUTRAL)

    assert found is not None
    assert (found.said, found.by) == (Mood.NEGATIVE, ANNA)


def test_without_lessons_the_engine_reads_alone() -> None:
    assert NO_LESSONS.read(COOL).tone == tone_of(COOL)
    assert NO_LESSONS.read(COOL).remembered is None


def test_the_engine_alone_knows_no_lesson() -> None:
    lessons = NO_LESSONS.with_more([said(COOL, Mood.NEGATIVE)])

    assert lessons.alone(COOL, masked=("Chen Wei",)) == tone_of(COOL, masked=("Chen Wei",))
