"""Cells are read as firms write them, and nothing ambiguous is guessed."""

from datetime import date

import pytest

from storage.imports.cells import amount_of, currency_of, day_of, required_text, visible
from storage.imports.faults import BadCellError

LATEST = date(2026, 11, 24)


@pytest.mark.parametrize(
    "text",
    [
        "2011-12-09",
        "2011/12/9",
        "2011.12.09",
        "20111209",
        "09.12.2011",
        "2011年12月9日",
        " 2011-12-09 08:26:00",
        "2011-12-09T08:26Z",
    ],
)
def test_a_day_is_read_in_the_ways_that_mean_one_thing(text: str) -> None:
    assert day_of(text, "purchased_on", latest=LATEST) == date(2011, 12, 9)


@pytest.mark.parametrize(
    "text", ["12/09/2011", "9.12.11", "2011-13-01", "2011-02-29", "yesterday", "40886", "2011-12/09"]
)
def test_other_days_are_refused_with_the_way_to_write_them(text: str) -> None:
    with pytest.raises(BadCellError) as refused:
        day_of(text, "purchased_on", latest=LATEST)

    assert str(refused.value) == f"purchased_on “{text}” cannot be read as a day: write it as 2011-12-09"


def test_a_day_to_come_and_a_day_of_another_age_are_refused() -> None:
    assert day_of("2026-11-24", "purchased_on", latest=LATEST) == LATEST
    with pytest.raises(BadCellError, match="2026-11-25 lies in the future"):
        day_of("2026-11-25", "purchased_on", latest=LATEST)
    with pytest.raises(BadCellError, match="1899-12-31 lies before 1900"):
        day_of("1899-12-31", "purchased_on", latest=LATEST)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", 0.0),
        ("0.00", 0.0),
        ("1234.5", 1234.5),
        ("-3.20", -3.2),
        ("1,234.50", 1234.5),
        ("1,234", 1234.0),
        ("1,234,567", 1234567.0),
        ("1.234,50", 1234.5),
        ("1.234.567", 1234567.0),
        ("12,5", 12.5),
        ("１２", 12.0),
        ("1 234,50", 1234.5),
        ("1\u202f234,50", 1234.5),
        ("1’234.50", 1234.5),
    ],
)
def test_an_amount_is_read_as_different_countries_write_it(text: str, amount: float) -> None:
    assert amount_of(text, "amount") == amount


@pytest.mark.parametrize("text", ["abc", "1e5", "nan", "inf", "12,", "1,2,3", "£5", "--1", "1_000", "=1+1"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadCellError) as refused:
        amount_of(text, "amount")

    assert str(refused.value) == f"amount “{text}” is no number: write it as 1234.50"


def test_an_amount_beyond_any_price_is_refused() -> None:
    with pytest.raises(BadCellError, match="beyond any price"):
        amount_of("9" * 20, "amount")


def test_a_currency_is_three_letters_or_nothing() -> None:
    assert (currency_of("gbp"), currency_of(" ")) == ("GBP", None)
    with pytest.raises(BadCellError, match="currency “£” is no code of three letters such as EUR"):
        currency_of("£")


def test_invisible_signs_are_taken_out_and_the_rest_stays_as_typed() -> None:
    assert visible("  C\u200b-7\u202e\x00 ") == "C-7"
    assert visible("a\r\n\tb\u3000c") == "a b c"
    assert visible("=cmd() <b> {{7*7}} '; DROP 😀") == "=cmd() <b> {{7*7}} '; DROP 😀"


@pytest.mark.parametrize(
    ("text", "reason"), [("", "empty"), (" \u200b", "empty"), ("x" * 101, "longer than 100 characters")]
)
def test_a_reference_is_neither_empty_nor_endless(text: str, reason: str) -> None:
    with pytest.raises(BadCellError, match=f"^client_ref is {reason}$"):
        required_text(text, "client_ref")
