"""Reads an amount of money as people type it: ``1200``, ``HK$ 1,200.50``, ``800元``, ``1.2万``."""

import re
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from loyalty.cases.cases import Cost
from loyalty.errors import RapportError

_SIGNS = MappingProxyType(
    {
        "hk$": "HKD",
        "港币": "HKD",
        "港元": "HKD",
        "港幣": "HKD",
        "us$": "USD",
        "美元": "USD",
        "美金": "USD",
        "人民币": "CNY",
        "rmb": "CNY",
        "£": "GBP",
        "英镑": "GBP",
        "€": "EUR",
        "欧元": "EUR",
    }
)
# These stand for several currencies, so they name none.
_VAGUE = ("$", "¥", "￥", "元", "块")
_TIMES = MappingProxyType({"万": 10_000, "萬": 10_000, "k": 1_000, "千": 1_000})
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,4})?\s*([万萬k千])?")
_CODE = re.compile(r"[a-z]{3}")
_LARGEST = Decimal(10) ** 11


class AmountUnreadableError(RapportError):
    """No amount of money was found in what was typed, or none that could be meant."""

    def __init__(self) -> None:
        super().__init__("no amount of money found")


def amount_of(text: str, *, currency: str | None = None) -> Cost:
    """Return the amount typed; ``currency`` (ISO 4217) is meant when none is named.

    Raises:
        AmountUnreadableError: there is no amount, more than one, a negative one, or words beside it.
    """
    typed = text.strip().lower()
    found = _NUMBER.search(typed)
    if found is None:
        raise AmountUnreadableError
    beside = (typed[: found.start()] + " " + typed[found.end() :]).strip()
    named = _currency(beside)
    amount = Decimal(found[1].replace(",", "") + (found[2] or "")) * _TIMES.get(found[3] or "", 1)
    if named is None or amount >= _LARGEST:
        raise AmountUnreadableError
    return Cost(amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP), named or currency)


def _currency(beside: str) -> str | None:
    """Return the currency named beside the number, empty when none is; None when there are other words."""
    if not beside or beside in _VAGUE:
        return ""
    if beside in _SIGNS:
        return _SIGNS[beside]
    return beside.upper() if _CODE.fullmatch(beside) else None
