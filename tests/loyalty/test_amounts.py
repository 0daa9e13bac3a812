"""An amount as people type it, and what is no amount."""

from decimal import Decimal

import pytest

from loyalty.amounts import AmountUnreadableError, amount_of
from loyalty.cases.cases import Cost


@pytest.mark.parametrize(
    ("typed", "amount", "currency"),
    [
        ("1200", "1200", None),
        ("1,200.50", "1200.50", None),
        ("HK$ 1,200", "1200", "HKD"),
        ("1200 hkd", "1200", "HKD"),
        ("USD 35.5", "35.50", "USD"),
        ("£80", "80", "GBP"),
        ("800元", "800", None),
        ("¥800", "800", None),
        ("1.2万", "12000", None),
        ("3千港币", "3000", "HKD"),
        ("2k", "2000", None),
        ("0", "0", None),
        ("12.345", "12.35", None),
    ],
)
def test_an_amount_is_read_with_its_currency(typed: str, amount: str, currency: str | None) -> None:
    assert amount_of(typed) == Cost(Decimal(amount), currency)


def test_without_a_currency_the_usual_one_is_meant() -> None:
    assert amount_of("1200", currency="HKD") == Cost(Decimal(1200), "HKD")
    assert amount_of("1200 EUR", currency="HKD") == Cost(Decimal(1200), "EUR")


@pytest.mark.parametrize("typed", ["", "a lot", "-5", "12 or 13", "1200 for flowers", "100000000000", "1,20"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(AmountUnreadableError):
        amount_of(typed)
