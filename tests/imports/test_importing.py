"""Files become clients and purchases, all or nothing, and twice is the same as once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from loyalty.clientfields import Birthday
from loyalty.clients import Tier
from loyalty.facts.facts import Purchase
from loyalty.levels.levels import Level, Lines
from loyalty.people.people import Language
from storage.cases.interventions import score_night
from storage.chat.outbox import OUTBOX
from storage.database import Database
from storage.imports import importing
from storage.scores.nights import score_all
from storage.scores.scoring import rescore
from storage.store import TABLES
from tests.audited import audited
from tests.imports.crm import Desk, faults, figures
from tests.staff import NOW, Staff

WIDE = "client_ref,name,country,tier,language,timezone,birthday,phone,email,advisor,aliases"
FULL = "C1,陈伟,Hong Kong,VIP,zh-HK,Hong Kong,1980-12-03,9123 4567,Wei@Example.com,anna li,Wei; 陈先生;;Wei"


def _everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables."""
    with database.reading() as store:
        rows = store.transaction.rows
        return {
            table.name: sorted(map(tuple, rows(sa.select(table))), key=repr) for table in TABLES.sorted_tables
        }


def test_every_column_of_a_client_is_kept(desk: Desk, staff: Staff) -> None:
    report = desk.brings(desk.clients(FULL, heading=WIDE))

    assert figures(report.clients) == (1, 0, 0, 0)
    with desk.database.reading() as store:
        (client,) = store.clients.within(staff.anna)
        assert client == replace(
            client,
            name="陈伟",
            ref="C1",
            team_id=staff.team.id,
            advisor_id=staff.anna.id,
            added_at=NOW,
            tier=Tier.VIP,
            language=Language.ZH,
            zone="Asia/Hong_Kong",
            country="Hong Kong",
            birthday=Birthday(12, 3, 1980),
            phone="+85291234567",
            email="Wei@Example.com",
            aliases=("Wei", "陈先生"),
        )


def test_purchases_become_the_history_of_their_client(desk: Desk) -> None:
    rows = ("C1,O1,2026-01-05,bags,0.00,GBP", "C1,O1,2026-01-05,watches,120.5,gbp", "C1,O2,2026-02-01,,7")

    report = desk.brings(desk.clients("C1,Chen,,,,,Anna Li"), desk.purchases(*rows))

    assert figures(report.purchases) == (3, 0, 0, 0)
    with desk.database.reading() as store:
        client = store.clients.by_refs(["C1"])["C1"]
        assert set(store.histories.of(client.id).purchases) == {
            Purchase(date(2026, 1, 5).toordinal(), 0.0, "bags"),
            Purchase(date(2026, 1, 5).toordinal(), 120.5, "watches"),
            Purchase(date(2026, 2, 1).toordinal(), 7.0, ""),
        }


def test_a_second_run_changes_nothing_and_says_so(desk: Desk) -> None:
    clients = desk.clients(FULL, "C2", heading=WIDE)
    purchases = desk.purchases("C1,O1,2026-01-05,bags,0.1,GBP", "C2,O2,2026-01-05,,5")
    first = desk.brings(clients, purchases, assign="watches")
    before = _everything(desk.database)

    second = desk.brings(clients, purchases, assign="watches")

    assert (first.written, first.changes_nothing) == (True, False)
    assert (second.written, second.changes_nothing) == (False, True)
    assert figures(second.clients) == (0, 0, 2, 0)
    assert figures(second.purchases) == (0, 0, 2, 0)
    assert _everything(desk.database) == before


def test_what_the_files_tell_anew_is_changed_and_what_they_do_not_tell_stays(
    desk: Desk, staff: Staff
) -> None:
    desk.brings(
        desk.clients(FULL, heading=WIDE),
        desk.purchases("C1,O1,2026-01-05,A,5,GBP", "C1,O2,2026-01-05,A,5,GBP"),
    )

    report = desk.brings(
        desk.clients("C1,,,key,,,,Weiwei"), desk.purchases("C1,O1,2026-01-05,A,6,", "C1,O2,2026-01-05,A,5")
    )

    assert figures(report.clients) == (0, 1, 0, 0)
    assert figures(report.purchases) == (0, 1, 1, 0)
    with desk.database.reading() as store:
        (client,) = store.clients.within(staff.anna)
        assert (client.name, client.tier, client.phone) == ("陈伟", Tier.KEY, "+85291234567")
        assert client.aliases == ("Wei", "陈先生", "Weiwei")
        assert sum(purchase.amount for purchase in store.histories.of(client.id).purchases) == 11.0
        assert store.purchases.usual_currency(client.id) == "GBP"


def test_one_bad_row_and_nothing_is_written(desk: Desk) -> None:
    before = _everything(desk.database)

    report = desk.brings(
        desk.clients("C1,Chen,,,,,Anna Li", "C2,Li,,gold,,,Anna Li"), desk.purchases("C1,O1,2026-01-05,A,5")
    )

    assert (report.refused, report.written) == (True, False)
    assert faults(report.clients) == [(3, "tier “gold” is none of vip, key, standard")]
    assert _everything(desk.database) == before


def test_bad_rows_are_left_out_when_that_is_asked_for(desk: Desk) -> None:
    report = desk.brings(
        desk.clients("C1,Chen,,,,,Anna Li", "C2,Li,,gold,,,Anna Li"),
        desk.purchases("C1,O1,2026-01-05,A,5", "C2,O2,2026-01-05,A,5", "C1,O3,soon,A,5"),
        skip_bad=True,
    )

    assert (report.refused, report.written) == (False, True)
    assert figures(report.clients) == (1, 0, 0, 1)
    assert figures(report.purchases) == (1, 0, 0, 2)
    assert faults(report.purchases) == [
        (3, "client_ref “C2” is neither in the database nor a good row of clients.csv"),
        (4, "purchased_on “soon” cannot be read as a day: write it as 2011-12-09"),
    ]


def test_a_dry_run_tells_the_figures_and_writes_nothing(desk: Desk) -> None:
    before = _everything(desk.database)

    report = desk.brings(
        desk.clients("C1", "C2"), desk.purchases("C1,O1,2026-01-05,A,5"), assign="Watches", dry_run=True
    )

    assert figures(report.clients) == (2, 0, 0, 0)
    assert figures(report.purchases) == (1, 0, 0, 0)
    assert (report.given, report.written) == ({"Anna Li": 2}, False)
    assert _everything(desk.database) == before


def test_repeated_rows_are_told_with_the_line_of_the_first(desk: Desk) -> None:
    report = desk.brings(
        desk.clients("C1,Chen,,,,,Anna Li", "C2,Wu,,,,,Anna Li", "C1\u200b,Chen,,,,,Anna Li"),
        desk.purchases("C1,O1,2026-01-05,A,5", "C1,O1,2026-01-05,B,5", "C1,O1,2026-01-06, A ,9"),
    )

    assert faults(report.clients) == [(4, "the row has the same client_ref as line 2")]
    assert faults(report.purchases) == [
        (4, "the row has the same client_ref, order_ref and category as line 2")
    ]


def test_a_good_row_after_a_bad_one_of_the_same_key_is_no_repetition(desk: Desk) -> None:
    report = desk.brings(
        desk.clients("C1,Chen,,,,,Anna Li"),
        desk.purchases("C1,O1,2026-01-05,A,free", "C1,O1,2026-01-05,A,5"),
        skip_bad=True,
    )

    assert figures(report.purchases) == (1, 0, 0, 1)


def test_faults_are_told_in_the_order_of_their_lines_and_counted_past_those_kept(desk: Desk) -> None:
    rows = [f"C{number},O{number},2026-01-05,A,{'x' if number % 2 else 5}" for number in range(60)]

    report = desk.brings(purchases=desk.purchases(*rows))

    assert figures(report.purchases) == (0, 0, 0, 60)
    assert [line for line, _ in faults(report.purchases)] == list(range(2, 22))
    assert faults(report.purchases)[0][1] == "client_ref “C0” is not in the database: import the client first"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",O1,2026-01-05,A,5", "client_ref is empty"),
        ("C1,,2026-01-05,A,5", "order_ref is empty"),
        ("C1,O1,,A,5", "purchased_on is empty"),
        ("C1,O1,2026-01-05,A,", "amount is empty"),
        ("C1,O1,2026-01-05,A,-5", "amount is below zero: leave returns out, or net them in their order"),
        ("C1,O1,2026-11-25,A,5", "purchased_on 2026-11-25 lies in the future"),
        ("C1,O1,2026-01-05,A,5,pounds", "currency “POUNDS” is no code of three letters such as EUR"),
        ("C1,O1,2026-01-05,A,5,GBP,half", "margin “half” is no number: write it as 1234.50"),
    ],
)
def test_a_bad_purchase_is_told_in_a_sentence(file_desk: Desk, row: str, sentence: str) -> None:
    heading = "client_ref,order_ref,purchased_on,category,amount,currency,margin"

    report = file_desk.brings(purchases=file_desk.purchases(row, heading=heading))

    assert faults(report.purchases) == [(2, sentence)]


def test_today_somewhere_on_earth_is_not_the_future(file_desk: Desk) -> None:
    clients, later = file_desk.clients("C1,,,,,,Anna Li"), NOW + timedelta(hours=8)
    path = file_desk.purchases("C1,O1,2026-11-25,A,5")
    request = importing.ImportRequest(clients, path)

    report = importing.import_files(file_desk.database, request, now=later)

    assert figures(report.purchases) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        ("client_ref", "", "client_ref is empty"),
        ("tier", "gold", "tier “gold” is none of vip, key, standard"),
        ("timezone", "Atlantis", "timezone is no time zone known: write one such as Europe/Paris"),
        (
            "timezone",
            "USA",
            "timezone is a country of several time zones: name a city or a zone such as America/New_York",
        ),
        ("birthday", "soon", "birthday cannot be read: write it as 1980-12-03, or as 3 Dec without a year"),
        (
            "birthday",
            "12/3",
            "birthday may be either way round: write it as 1980-12-03, or as 3 Dec without a year",
        ),
        ("birthday", "1980-02-30", "birthday is no day anybody living was born on"),
        (
            "birthday",
            "农历八月十五",
            "birthday is a day of the lunar calendar: write the solar one as 1980-12-03",
        ),
        ("birthday", "2026-12-03", "birthday lies in the future"),
        ("phone", "12", "phone lacks the country code: write it as +852 …, or fill in the country"),
        ("phone", "+85212", "phone is no telephone number"),
        ("email", "wei at example.com", "email is no address"),
        ("email", f"{'x' * 250}@example.com", "email is longer than any address"),
        ("advisor", "Nobody", "advisor “Nobody” advises in no team: invite that person first"),
        ("advisor", "Boris Zhou", "advisor “Boris Zhou” advises in no team: invite that person first"),
        ("aliases", ";".join(f"a{number}" for number in range(11)), "aliases: at most 10 are kept"),
    ],
)
def test_a_bad_client_is_told_in_a_sentence(file_desk: Desk, column: str, cell: str, sentence: str) -> None:
    cells = {"client_ref": "C1", "advisor": "Anna Li"} | {column: cell}

    report = file_desk.brings(file_desk.clients(",".join(cells.values()), heading=",".join(cells)))

    assert faults(report.clients) == [(2, sentence)]


def test_without_a_name_the_reference_is_shown(desk: Desk, staff: Staff) -> None:
    desk.brings(desk.clients("C1,,,,,,Anna Li", "C2,\u200b,,,,,Anna Li"))

    with desk.database.reading() as store:
        assert [client.name for client in store.clients.within(staff.anna)] == ["C1", "C2"]


def test_a_language_without_texts_is_left_out_and_told(file_desk: Desk) -> None:
    path = file_desk.clients("C1,fr,Anna Li", "C2,English,Anna Li", heading="client_ref,language,advisor")

    report = file_desk.brings(path)

    assert report.clients is not None
    assert dict(report.clients.passed_over) == {
        "language: only English and Chinese are kept, others were left out": 1
    }
    with file_desk.database.reading() as store:
        known = store.clients.by_refs(["C1", "C2"])
        assert [known[ref].language for ref in ("C1", "C2")] == [None, Language.EN]


def test_an_import_is_audited_without_names(desk: Desk) -> None:
    desk.brings(desk.clients(FULL, heading=WIDE))

    with desk.database.reading() as store:
        (entry,) = audited(store)
        assert (entry.act, entry.target, entry.detail) == ("imported", "firm", "1 new, 0 changed, 0 left out")


def test_the_first_scoring_after_an_import_finds_nothing_worse(desk: Desk) -> None:
    rows = [f"C1,O{month},2024-{month:02}-01,A,500" for month in range(1, 13)]
    desk.brings(desk.clients("C1,Chen,,,,,Anna Li"), desk.purchases(*rows))

    scored = score_all(desk.database, now=NOW)

    assert (scored.scored, scored.worse) == (1, 0)
    tables = _everything(desk.database)
    assert (tables["case"], tables["outbox"]) == ([], [])


def test_many_rows_are_surveyed_in_parts(file_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.imports.repeats._HASHES_A_BLOCK", 8)
    monkeypatch.setattr("storage.imports.repeats._KEPT_BYTES", 64)
    monkeypatch.setattr("storage.imports.repeats._KEYS_AT_ONCE", 10)
    rows = [f"C{number},,,,,,Anna Li" for number in range(100)]

    report = file_desk.brings(file_desk.clients(*rows, "C7,,,,,,Anna Li", "C93,,,,,,Anna Li"))

    assert faults(report.clients) == [
        (102, "the row has the same client_ref as line 9"),
        (103, "the row has the same client_ref as line 95"),
    ]


def test_hostile_cells_arrive_as_typed_or_cleaned_on_both_engines(desk: Desk, staff: Staff) -> None:
    names = ("<b>x</b> & {{7*7}}", "'; DROP TABLE client; --", "=cmd()", "\u202eevil\x00\u200b", "😀" * 300)

    report = desk.brings(
        desk.clients(*(f"C{number},{name},,,,,Anna Li" for number, name in enumerate(names)))
    )

    assert figures(report.clients) == (5, 0, 0, 0)
    with desk.database.reading() as store:
        kept = [client.name for client in store.clients.within(staff.anna)]
        assert kept == [*names[:3], "evil", "😀" * 80]


def draw_low_lines(database: Database) -> None:
    """Let long silence be red: by budget nobody of a firm of one would be."""
    with database.unit() as store:
        store.firm.save_lines(Lines(yellow=0.1, red=0.2), NOW)


def test_a_history_brought_after_the_first_scoring_opens_no_case(desk: Desk, staff: Staff) -> None:
    desk.brings(desk.clients("C1,Chen,,,,,Anna Li"))
    score_night(desk.database, now=NOW - timedelta(days=1))
    draw_low_lines(desk.database)

    lost = [f"C1,O{month},2026-{month:02}-05,bags,100,GBP" for month in range(1, 7)]
    desk.brings(purchases=desk.purchases(*lost))
    score_night(desk.database, now=NOW + timedelta(hours=9))

    with desk.database.reading() as store:
        client = store.clients.by_refs(["C1"])["C1"]
        standing = store.standings.of(client.id)
        assert standing is not None
        assert standing.level is Level.RED
        assert store.cases.open_of(client.id) == []
        assert store.transaction.rows(sa.select(OUTBOX)) == []


def test_a_level_gets_worse_of_a_client_whose_known_purchases_a_file_tells_again(
    desk: Desk, staff: Staff
) -> None:
    known = [f"C1,O{month},2026-{month:02}-05,bags,100,GBP" for month in range(1, 7)]
    desk.brings(desk.clients("C1,Chen,,,,,Anna Li"), desk.purchases(*known))
    score_night(desk.database, now=datetime(2026, 6, 6, 20, tzinfo=UTC))
    draw_low_lines(desk.database)

    desk.brings(purchases=desk.purchases(*(row.replace("100", "120") for row in known)))

    with desk.database.unit() as store:
        client = store.clients.by_refs(["C1"])["C1"]
        assert rescore(store, client.id, now=NOW + timedelta(hours=9)).worse
