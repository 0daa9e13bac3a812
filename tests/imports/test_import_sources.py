"""Files come in several encodings, plain or packed; what is no table is refused in a sentence."""

import gzip

import pytest

from storage.imports import FileRefusedError
from storage.imports import sources as limits
from tests.imports.crm import PURCHASES, Desk, faults, figures

ROW = "C1,陈伟,Hong Kong,vip,,,Anna Li,"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("gb18030", "GB18030"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_a_name_arrives_whole_in_every_encoding(
    file_desk: Desk, encoding: str, told: str, packed: bool
) -> None:
    heading = "client_ref,name,country,tier,birthday,phone,advisor,aliases"
    path = file_desk.file("clients.csv", heading, ROW, encoding=encoding, packed=packed)

    report = file_desk.brings(path)

    assert report.clients is not None
    assert report.clients.format == f"{told}, comma{', packed' if packed else ''}"
    with file_desk.database.reading() as store:
        assert store.clients.by_refs(["C1"])["C1"].name == "陈伟"


@pytest.mark.parametrize(("delimiter", "told"), [(",", "comma"), (";", "semicolon"), ("\t", "tab")])
def test_the_delimiter_is_found_in_the_heading(file_desk: Desk, delimiter: str, told: str) -> None:
    cells = ("C1", '"Wei, Chen; the ""elder"""', "+85291234567", "Anna Li")
    heading = delimiter.join(("client_ref", "name", "phone", "advisor"))
    path = file_desk.file("clients.csv", heading, delimiter.join(cells))

    report = file_desk.brings(path)

    assert report.clients is not None
    assert report.clients.format == f"UTF-8, {told}"
    with file_desk.database.reading() as store:
        assert store.clients.by_refs(["C1"])["C1"].name == 'Wei, Chen; the "elder"'


def test_headings_are_read_whatever_their_case_and_unknown_ones_are_told(file_desk: Desk) -> None:
    path = file_desk.file("c.csv", "\n Client Ref ,NAME,shoe size,Advisor", "C1,Chen,44,Anna Li")

    report = file_desk.brings(path)

    assert report.clients is not None
    assert report.clients.ignored == ("shoe_size",)
    assert figures(report.clients) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (b"\n\n", "the first line must name the columns; missing: client_ref; found: none"),
        (
            b"name,country\nChen,HK\n",
            "the first line must name the columns; missing: client_ref; found: name, country",
        ),
        (b"client_ref,name\n", "there are headings but no rows"),
        (b"client_ref,name\n\n , \n", "there are headings but no rows"),
        (b"client_ref,name,name\nC1,a,b\n", "the column name stands there twice"),
        (b"PK\x03\x04rest", "this is an Excel workbook or a zip file: save it as CSV (UTF-8) first"),
        (
            b"client_ref,name\nC1,\xff\xfe\xfa\n",
            "this is no text in UTF-8, UTF-16 or GB18030: save it as CSV (UTF-8)",
        ),
        (
            "client_ref,name\nC1,Jürgen Müller\n".encode("latin-1"),
            "this is no text in UTF-8, UTF-16 or GB18030: save it as CSV (UTF-8)",
        ),
        (b"\xff\xfec\x00l", "this is no text in UTF-8, UTF-16 or GB18030: save it as CSV (UTF-8)"),
        (
            gzip.compress(b"client_ref,name\nC1,Chen\n" * 9, mtime=0)[:-9],
            "the packed file is cut off: copy it again",
        ),
        (
            gzip.compress(b"client_ref\nC1\n", mtime=0)[:-8] + bytes(8),
            "the packed file is damaged: copy it again",
        ),
        (b"\x1f\x8b\x09 no packed file at all", "the packed file is damaged: copy it again"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(file_desk: Desk, content: bytes, reason: str) -> None:
    path = file_desk.bytes("clients.csv", content)

    with pytest.raises(FileRefusedError) as refused:
        file_desk.brings(path, skip_bad=True)

    assert str(refused.value) == f"clients.csv: {reason}"


def test_a_file_that_is_not_there_and_a_folder_are_refused(file_desk: Desk) -> None:
    with pytest.raises(FileRefusedError, match=r"^gone\.csv: there is no such file$"):
        file_desk.brings(file_desk.folder / "gone.csv")
    with pytest.raises(FileRefusedError, match=r"this is no file$"):
        file_desk.brings(file_desk.folder)


def test_five_hundred_columns_are_refused(file_desk: Desk) -> None:
    heading = ",".join(["client_ref", *(f"c{number}" for number in range(499))])
    path = file_desk.file("clients.csv", heading, "," * 499)

    with pytest.raises(FileRefusedError, match=r"it has 500 columns, at most 100 are read$"):
        file_desk.brings(path)


def test_a_bomb_is_refused_before_it_is_unpacked_to_the_end(file_desk: Desk) -> None:
    path = file_desk.bytes("clients.csv.gz", gzip.compress(b"client_ref\n" + b"\0" * (40 << 20), mtime=0))

    with pytest.raises(FileRefusedError, match="it unpacks to over 200 times its size"):
        file_desk.brings(path)


def test_more_than_the_most_bytes_are_refused(file_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 10)

    with pytest.raises(FileRefusedError, match="import it in parts"):
        file_desk.brings(file_desk.clients("C1"))


def test_a_line_without_end_is_refused(file_desk: Desk) -> None:
    path = file_desk.bytes("clients.csv", b"client_ref,name\nC1,Chen\nC2," + b"x" * (1 << 18))

    with pytest.raises(FileRefusedError, match=r"line 3 is longer than 262,144 characters$"):
        file_desk.brings(path)


@pytest.mark.parametrize("rest", ["C3,Li\n" * 5, 'C3,"Li"\nC4,"Wu"\n'])
def test_an_unclosed_quote_refuses_the_file_with_the_line_where_it_opens(file_desk: Desk, rest: str) -> None:
    path = file_desk.bytes("clients.csv", b'client_ref,name\nC1,Chen\nC2,"Wei\n' + rest.encode())

    with pytest.raises(FileRefusedError, match=r"line 3: a quote is opened in this row and not closed"):
        file_desk.brings(path, skip_bad=True)


def test_a_row_that_cannot_be_taken_apart_is_one_bad_row(file_desk: Desk) -> None:
    long = "x" * 140_000
    path = file_desk.file(
        "p.csv",
        PURCHASES,
        'C1,"O"1,2026-01-01,A,5,GBP',
        f"C1,{long},2026-01-01,A,5,GBP",
        "C1,O1",
        "a,b,c,d,e,f,g",
    )

    report = file_desk.brings(purchases=path)

    assert faults(report.purchases) == [
        (2, "the quotes of this row do not match"),
        (3, "a cell is longer than 131,072 characters"),
        (4, "the row has 2 cells, the headings are 6"),
        (5, "the row has 7 cells, the headings are 6"),
    ]


def test_lines_are_counted_as_an_editor_counts_them(file_desk: Desk) -> None:
    content = (
        b'\r\nclient_ref,name,tier,advisor\r\n\r\nC1,"Chen\r\nWei",vip,Anna Li\r\nC2,Li,gold,Anna Li\r\n'
    )
    path = file_desk.bytes("clients.csv", content)

    report = file_desk.brings(path)

    assert faults(report.clients) == [(6, "tier “gold” is none of vip, key, standard")]


def test_empty_cells_at_the_end_of_a_row_are_no_fault(file_desk: Desk) -> None:
    path = file_desk.file("clients.csv", "client_ref,advisor", "C1,Anna Li,,,")

    assert figures(file_desk.brings(path).clients) == (1, 0, 0, 0)


def test_purchases_given_as_clients_are_noticed(file_desk: Desk) -> None:
    with pytest.raises(FileRefusedError, match="these are purchases: give the file with --purchases"):
        file_desk.brings(file_desk.purchases("C1,O1,2026-01-01,A,5,GBP"))
