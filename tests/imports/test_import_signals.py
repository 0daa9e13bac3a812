"""A file of signals becomes facts, all or nothing, twice is the same as once, and nobody is woken."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from loyalty.facts.facts import Contact, ContactKind, EventKind, FamilyKind, Mention, Referral, SurveyKind
from loyalty.facts.signals import Signal, SignalKind
from loyalty.levels.levels import Level
from loyalty.planning import PlanLoad
from storage.chat.outbox import OUTBOX
from storage.imports.signallines import KINDS
from storage.scores.scoring import rescore
from storage.store import TABLES
from tests.imports.crm import Desk, faults, figures
from tests.staff import NOW, Staff

HEADING = "client_ref,kind,on,value,closed_on,tone,about_us,detail"
ONE_OF_EACH = (
    "C1,nps,2026-09-01,9",
    "C1,csat,2026-09-01,4.5",
    "C1,trust,2026-09-01,5",
    "C1,referral,2026-09-02,yes,,,,her sister",
    "C1,complaint,2026-09-03,1,2026-09-09,,,clasp broke",
    "C1,wish_to_leave,2026-09-04,,2026-09-20",
    "C1,event_attended,2026-09-05",
    "C1,event_role,2026-09-06",
    "C1,event_declined,2026-09-07",
    "C1,visit,2026-09-08",
    "C1,mention,2026-09-09,12000,,positive,1,magazine",
    "C1,followers,2026-09-10,25000",
    "C1,family_linked,2026-09-11",
    "C1,next_generation,2026-09-12",
    "C1,family_gift,2026-09-13",
    "C1,legacy_talk,2026-09-14",
    "C1,wish_to_hand_on,2026-09-15,8",
)


@pytest.fixture
def chen(desk: Desk) -> Desk:
    """A desk at which Chen Wei is known as C1."""
    desk.brings(desk.clients("C1,Chen Wei,,,,,Anna Li"))
    return desk


@pytest.fixture
def chen_at_files(file_desk: Desk) -> Desk:
    """The same on SQLite alone."""
    file_desk.brings(file_desk.clients("C1,Chen Wei,,,,,Anna Li"))
    return file_desk


def kept(desk: Desk) -> list[Signal]:
    with desk.database.reading() as store:
        client = store.clients.by_refs(["C1"])["C1"]
        return store.signals.of_clients([client.id])


def rows(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    with desk.database.reading() as store:
        return {
            table.name: sorted(map(tuple, store.transaction.rows(sa.select(table))), key=repr)
            for table in TABLES.sorted_tables
        }


def test_every_kind_becomes_its_fact(chen: Desk) -> None:
    report = chen.brings(signals=chen.signals(*ONE_OF_EACH))

    assert figures(report.signals) == (17, 0, 0, 0)
    assert {signal.kind for signal in kept(chen)} == set(SignalKind) == set(KINDS.values())
    with chen.database.reading() as store:
        history = store.histories.of(store.clients.by_refs(["C1"])["C1"].id)
        assert {survey.kind: survey.value for survey in history.surveys} == {
            SurveyKind.NPS: 9,
            SurveyKind.CSAT: 4.5,
            SurveyKind.TRUST: 5,
        }
        assert history.referrals == (Referral(date(2026, 9, 2).toordinal(), converted=True),)
        (complaint,) = history.complaints
        assert complaint.serious
        assert complaint.solved_on == date(2026, 9, 9).toordinal()
        assert {seen.kind for seen in history.attendances} == set(EventKind)
        assert history.contacts == (Contact(date(2026, 9, 8).toordinal(), ContactKind.CLIENT),)
        assert history.mentions == (Mention(date(2026, 9, 9).toordinal(), 12000, tone=1.0, brand=True),)
        assert history.followers == 25000
        assert {fact.kind for fact in history.family} == set(FamilyKind)


def test_a_second_run_changes_nothing(chen: Desk) -> None:
    path = chen.signals(*ONE_OF_EACH)
    chen.brings(signals=path)
    before = rows(chen)

    again = chen.brings(signals=path)

    assert (again.written, again.changes_nothing) == (False, True)
    assert figures(again.signals) == (0, 0, 17, 0)
    assert rows(chen) == before


def test_a_changed_value_is_updated_and_what_is_not_told_stays(chen: Desk) -> None:
    chen.brings(
        signals=chen.signals(
            "C1,nps,2026-09-01,9", "C1,complaint,2026-09-03,1,,,,clasp", "C1,referral,2026-09-04"
        )
    )

    report = chen.brings(
        signals=chen.signals(
            "C1,nps,2026-09-01,3", "C1,complaint,2026-09-03,,2026-09-05,,,clasp", "C1,referral,2026-09-04,1"
        )
    )

    assert figures(report.signals) == (0, 3, 0, 0)
    nps, complaint, referral = kept(chen)
    assert nps.value == 3
    assert (complaint.value, complaint.closed_on) == (1.0, date(2026, 9, 5))
    assert referral.value == 1.0


def test_details_tell_facts_of_one_day_apart_and_lie_sealed(chen: Desk) -> None:
    report = chen.brings(
        signals=chen.signals(
            "C1,referral,2026-09-02,,,,,her sister", "C1,referral,2026-09-02,,,,,a colleague"
        )
    )

    assert figures(report.signals) == (2, 0, 0, 0)
    assert {signal.detail for signal in kept(chen)} == {"her sister", "a colleague"}
    assert "sister" not in repr(rows(chen)["signal"])


def test_no_case_opens_and_nobody_is_told(chen: Desk, staff: Staff) -> None:
    with chen.database.unit() as store:
        client = store.clients.by_refs(["C1"])["C1"]
        rescore(store, client.id, now=NOW - timedelta(days=1))

    chen.brings(signals=chen.signals("C1,complaint,2026-11-20,1"))

    with chen.database.unit() as store:
        standing = store.standings.of(client.id)
        assert standing is not None
        assert standing.level is Level.RED
        assert rescore(store, client.id, now=NOW + timedelta(hours=9)).worse is False
        assert store.cases.open_of(client.id) == []
        assert store.transaction.rows(sa.select(OUTBOX)) == []


def test_visits_and_events_ask_for_another_plan(chen: Desk, staff: Staff) -> None:
    with chen.database.unit() as store:
        store.plan_loads.save(staff.anna.id, PlanLoad(0, 10, 0, NOW), next_at=NOW + timedelta(days=1))

    chen.brings(signals=chen.signals("C1,visit,2026-11-20"))

    with chen.database.reading() as store:
        assert store.plan_loads.due(NOW) == staff.anna.id


def test_one_bad_row_and_nothing_is_written_unless_it_may_be_left_out(chen: Desk) -> None:
    path = chen.signals("C1,nps,2026-09-01,9", "C1,nps,2026-09-02,11", "C7,visit,2026-09-02")
    before = rows(chen)

    refused = chen.brings(signals=path)
    assert (refused.refused, refused.written, rows(chen) == before) == (True, False, True)
    assert faults(refused.signals) == [
        (3, "value “11” is out of range: nps needs a number from 0 to 10"),
        (4, "client_ref “C7” is not in the database: import the client first"),
    ]
    dry = chen.brings(signals=path, skip_bad=True, dry_run=True)
    assert (figures(dry.signals), rows(chen) == before) == ((1, 0, 0, 2), True)
    skipped = chen.brings(signals=path, skip_bad=True)
    assert figures(skipped.signals) == (1, 0, 0, 2)
    assert [signal.value for signal in kept(chen)] == [9]


def test_clients_purchases_and_signals_come_in_together(desk: Desk) -> None:
    report = desk.brings(
        desk.clients("C1,Chen,,,,,Anna Li"),
        desk.purchases("C1,O1,2026-01-05,A,5"),
        signals=desk.signals("C1,nps,2026-09-01,9", "C9,visit,2026-09-01"),
        skip_bad=True,
    )

    assert [file.added for file in report.files] == [1, 1, 1]
    assert faults(report.signals) == [
        (3, "client_ref “C9” is neither in the database nor a good row of clients.csv")
    ]


def test_the_same_fact_written_two_ways_is_a_repetition(chen_at_files: Desk) -> None:
    report = chen_at_files.brings(
        signals=chen_at_files.signals("C1,Event attended,2026-09-01", "C1,event-attended,2026/09/01")
    )

    assert faults(report.signals) == [(3, "the row has the same client_ref, kind, on and detail as line 2")]


@pytest.mark.parametrize(
    ("encoding", "packed"), [("utf-8-sig", False), ("utf-16", False), ("gb18030", False), ("gb18030", True)]
)
def test_files_of_other_encodings_are_read(chen_at_files: Desk, encoding: str, packed: bool) -> None:
    row = "C1,referral,2026年9月2日,是,,,,她的妹妹也想看看今年的新款"
    path = chen_at_files.file("signals.csv", HEADING, row, encoding=encoding, packed=packed)

    report = chen_at_files.brings(signals=path)

    assert figures(report.signals) == (1, 0, 0, 0)
    (signal,) = kept(chen_at_files)
    assert (signal.value, signal.detail) == (1.0, "她的妹妹也想看看今年的新款")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",nps,2026-09-01,9", "client_ref is empty"),
        ("C1,,2026-09-01,9", "kind is empty"),
        ("C1,mood,2026-09-01,9", f"kind “mood” is none of {', '.join(KINDS)}"),
        ("C1,nps,,9", "on is empty"),
        ("C1,nps,2026-11-25,9", "on 2026-11-25 lies in the future"),
        ("C1,nps,2026-09-01,", "value is empty: nps needs a number from 0 to 10"),
        ("C1,csat,2026-09-01,0", "value “0” is out of range: csat needs a number from 1 to 5"),
        ("C1,trust,2026-09-01,6", "value “6” is out of range: trust needs a number from 1 to 5"),
        (
            "C1,followers,2026-09-01,-1",
            "value “-1” is out of range: followers needs a whole number, 0 or more",
        ),
        ("C1,mention,2026-09-01,9.5", "value “9.5” is out of range: mention needs a whole number, 0 or more"),
        ("C1,nps,2026-09-01,good", "value “good” is no number: write it as 1234.50"),
        ("C1,visit,2026-09-01,1", "value means nothing with visit: leave it empty"),
        ("C1,referral,2026-09-01,2", "value “2” is neither 1 nor 0"),
        ("C1,complaint,2026-09-01,,2026-08-31", "closed_on 2026-08-31 lies before on 2026-09-01"),
        ("C1,complaint,2026-09-01,,2026-12-31", "closed_on 2026-12-31 lies in the future"),
        (
            "C1,nps,2026-09-01,9,2026-09-02",
            "closed_on belongs to a complaint or a wish_to_leave: leave it empty with nps",
        ),
        ("C1,nps,2026-09-01,9,,1", "tone and about_us belong to a mention: leave them empty with nps"),
        (
            "C1,mention,2026-09-01,9,,2",
            "tone is out of range: negative, neutral, positive, or a number from -1 to 1",
        ),
        ("C1,mention,2026-09-01,9,,0.5,perhaps", "about_us “perhaps” is neither 1 nor 0"),
        (f"C1,visit,2026-09-01,,,,,{'x' * 501}", "detail is longer than 500 characters"),
    ],
)
def test_a_bad_row_is_told_in_a_sentence(chen_at_files: Desk, row: str, sentence: str) -> None:
    assert faults(chen_at_files.brings(signals=chen_at_files.signals(row)).signals) == [(2, sentence)]


def test_the_documentation_names_every_kind() -> None:
    told = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")

    assert [word for word in KINDS if f"`{word}`" not in told] == []
