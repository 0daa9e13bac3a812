"""Corrections are kept sealed, one a note, gone with it; what they teach holds at once."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
import sqlalchemy as sa

from loyalty.corrections.figures import RefitFigures
from loyalty.facts.interactions import Interaction, MoodReading, MoodSource
from loyalty.facts.signals import SignalKind, signals_told_by
from loyalty.people.people import Person
from loyalty.tone import CueName, Mood, tone_of
from loyalty.tone.weights import packed_weights, unpacked
from storage.cases.interventions import save_log
from storage.columns import table_of
from storage.database import Database
from storage.records.correctionrows import CorrectionRow
from storage.records.corrections import correct_mood, delete_log
from storage.records.moods import remember_mood
from storage.records.toneversions import ToneVersionRow
from storage.records.undo import undo_log
from storage.store import Store
from tests.logs import a_client, a_log
from tests.staff import NOW, Staff

COOL = "Chen Wei asked for the price list of the spring collection again."
LATER = NOW + timedelta(hours=1)
FIGURES = RefitFigures(160, 3000, 0.55, 0.7, 0.8, 0.79)
_TABLE = table_of(CorrectionRow)


def said(mood: Mood, source: MoodSource = MoodSource.CORRECTED) -> MoodReading:
    return MoodReading(mood, source, signed=-1.0, confidence=1.0)


def logged(
    store: Store, staff: Staff, mood: Mood = Mood.NEGATIVE, *, text: str = COOL, by: Person | None = None
) -> Interaction:
    client = next(iter(store.clients.within(staff.anna)), None) or a_client(store, staff)
    log = a_log(client, by or staff.anna, reading=said(mood), text=text)
    save_log(store, log, now=NOW)
    remember_mood(store, log, by=log.author_id, now=NOW)
    return log


def read(store: Store, text: str = COOL) -> Mood:
    return store.corrections.lessons().read(text, masked=("Chen Wei",)).tone.mood


def test_a_correction_is_kept_with_what_the_engine_alone_read(store: Store, staff: Staff) -> None:
    log = logged(store, staff)

    kept = store.corrections.all_of("en")

    assert [(one.interaction_id, one.client_id, one.by, one.said_at, one.said) for one in kept] == [
        (log.id, log.client_id, staff.anna.id, NOW, Mood.NEGATIVE)
    ]
    assert kept[0].read is tone_of(COOL, masked=("Chen Wei",)).mood
    assert kept[0].probabilities == pytest.approx(tone_of(COOL, masked=("Chen Wei",)).probabilities)
    assert "chen" not in kept[0].text


def test_no_word_of_a_note_lies_readable_in_the_table(store: Store, staff: Staff) -> None:
    logged(store, staff)

    row = store.transaction.rows(sa.select(_TABLE))[0]

    assert not any(b"price" in value for value in row if isinstance(value, bytes))
    assert not any("price" in value for value in row if isinstance(value, str))


def test_the_firm_reads_the_same_wording_as_was_said_at_once(store: Store, staff: Staff) -> None:
    before = read(store)
    logged(store, staff)

    assert before is not Mood.NEGATIVE
    assert read(store) is Mood.NEGATIVE
    assert read(store, COOL.replace("Chen Wei", "Chen")) is Mood.NEGATIVE


def test_a_note_corrected_twice_counts_once_as_was_said_last(store: Store, staff: Staff) -> None:
    log = logged(store, staff)
    assert read(store) is Mood.NEGATIVE

    correct_mood(store, log.id, Mood.POSITIVE, by=staff.anna.id, now=LATER)

    assert store.corrections.count() == 1
    assert read(store) is Mood.POSITIVE


@pytest.mark.parametrize("how", ["undone", "deleted"])
def test_a_note_that_goes_takes_its_lesson_along(store: Store, staff: Staff, how: str) -> None:
    logged(store, staff, Mood.POSITIVE, text="Talked of the weather and of the dates for the fair.")
    before = read(store)
    log = logged(store, staff)
    assert read(store) is Mood.NEGATIVE

    if how == "undone":
        undo_log(store, log.id, by=staff.anna.id, now=NOW)
    else:
        delete_log(store, log.id, by=staff.anna.id, now=LATER)

    assert store.corrections.count() == 1
    assert read(store) is before


def test_a_mood_nobody_said_and_a_contact_without_words_teach_nothing(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    for reading, text in (
        (said(Mood.NEGATIVE, MoodSource.READ), COOL),
        (said(Mood.NEGATIVE, MoodSource.REMEMBERED), COOL),
        (MoodReading(Mood.UNKNOWN, MoodSource.CONFIRMED), COOL),
        (said(Mood.NEGATIVE), ""),
    ):
        log = a_log(client, staff.anna, reading=reading, text=text)
        save_log(store, log, now=NOW)
        remember_mood(store, log, by=staff.anna.id, now=NOW)

    assert store.corrections.count() == 0


def test_of_a_pasted_chat_only_the_clients_lines_teach(store: Store, staff: Staff) -> None:
    logged(
        store,
        staff,
        text="[14:32] Chen Wei: It is fine as it is\n[14:35] Anna Li: I am so sorry for the delay",
    )

    assert [one.text for one in store.corrections.all_of("en")] == ["it is fine as it is"]


def test_lessons_are_read_once_and_only_added_to(store: Store, staff: Staff) -> None:
    logged(store, staff)
    first = store.corrections.lessons()
    assert store.corrections.lessons() is first

    logged(store, staff, text="She asked when the boutique opens on Sunday and said no more.")

    assert store.corrections.lessons() is not first
    assert len(store.corrections.lessons().memory) == 2


def test_what_was_rolled_back_was_never_learnt(database: Database, staff: Staff) -> None:
    def learn_and_fail() -> None:
        with database.unit() as store:
            logged(store, staff)
            assert read(store) is Mood.NEGATIVE
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        learn_and_fail()

    with database.unit() as store:
        assert read(store) is not Mood.NEGATIVE


def test_an_unsure_wish_or_referral_feeds_no_level() -> None:
    unsure = MoodReading(
        Mood.POSITIVE, confidence=0.5, cues=(CueName.REFERRAL, CueName.EXIT, CueName.COMPLAINT)
    )
    remembered = replace(unsure, source=MoodSource.REMEMBERED, mood=Mood.NEGATIVE)

    assert signals_told_by(unsure) == frozenset()
    assert signals_told_by(remembered) == frozenset()
    assert signals_told_by(replace(unsure, source=MoodSource.CONFIRMED)) == {
        SignalKind.REFERRAL,
        SignalKind.EXIT_WISH,
    }


def test_moods_come_oldest_first_without_tries_and_within_reach(store: Store, staff: Staff) -> None:
    log = logged(store, staff)

    assert [mood for _, _, mood in store.interactions.moods(log.client_id, reader=staff.anna, limit=9)] == [
        Mood.NEGATIVE
    ]
    assert store.interactions.moods(log.client_id, reader=staff.chen, limit=9) == []


def gloomy() -> bytes:
    """Weights that call everything unhappy, as their file holds them."""
    from io import BytesIO

    from loyalty.tone.train import stored

    weights = unpacked(packed_weights("en"))
    kept = BytesIO()
    stored(replace(weights, weights=weights.weights * 0, bias=np.array([9.0, 0, 0] + [0.0] * 10)), kept)
    return kept.getvalue()


def test_weights_of_the_firm_are_used_listed_and_undone(store: Store, staff: Staff) -> None:
    assert read(store) is not Mood.NEGATIVE

    version = store.tone_versions.use("en", gloomy(), FIGURES, now=NOW)

    assert read(store, "Such a lovely dinner, thank you all so much.") is Mood.NEGATIVE
    assert [(one.id, one.language, one.figures, one.in_use) for one in store.tone_versions.all()] == [
        (version, "en", FIGURES, True)
    ]
    assert store.corrections.lessons().version("en") == version
    undone = store.tone_versions.undo("en")
    assert undone is not None
    assert undone.id == version
    assert read(store) is not Mood.NEGATIVE
    assert store.tone_versions.undo("en") is None


def test_undo_goes_back_to_the_version_used_before(store: Store, staff: Staff) -> None:
    first = store.tone_versions.use("en", packed_weights("en"), FIGURES, now=NOW)
    second = store.tone_versions.use("en", gloomy(), FIGURES, now=LATER)
    assert dict(store.tone_versions.in_use()) == {"en": second}

    store.tone_versions.undo("en")

    assert dict(store.tone_versions.in_use()) == {"en": first}
    third = store.tone_versions.use("en", gloomy(), FIGURES, now=LATER)
    assert {one.id: one.before for one in store.tone_versions.all()} == {
        first: None,
        second: first,
        third: first,
    }


def test_weights_lie_sealed(store: Store, staff: Staff) -> None:
    store.tone_versions.use("en", packed_weights("en"), FIGURES, now=NOW)

    blob = store.transaction.value(sa.select(table_of(ToneVersionRow).c.weights))

    assert packed_weights("en")[:64] not in bytes(blob)
