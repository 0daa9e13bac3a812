"""Numbers and money as a reader's language writes them."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal, get_currency_name, get_currency_symbol

from loyalty.people.people import Language

MINUS = "−"
_WAN = 10_000  # Chinese counts large sums in ten thousands
_YI = 100_000_000
_CHINESE_DIGITS = "零一二三四五六七八九十"


def whole(number: float) -> int:
    """Return the number rounded as people do: halves up."""
    return int(Decimal(str(number)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def counted(number: int, language: Language) -> str:
    """Return a whole number with its thousands set apart."""
    return format_decimal(number, locale="en_GB" if language is Language.EN else "zh_Hans_CN")


def points(number: float) -> str:
    """Return a contribution with its sign and one decimal: ``+3.4``, ``−5.5``."""
    return f"{'+' if number >= 0 else MINUS}{abs(number):.1f}"


def one_decimal(number: float) -> str:
    """Return a figure with one decimal and no sign: ``46.2``."""
    return f"{number:.1f}"


def plain(number: float) -> str:
    """Return a number with no more decimals than it has: ``9``, ``4.5``."""
    return f"{number:g}"


def percent(share: float, language: Language) -> str:
    """Return a share of 0…1 in whole percent: ``45 %``, ``45%``."""
    return f"{whole(share * 100)} %" if language is Language.EN else f"{whole(share * 100)}%"


def money(amount: float, currency: str | None, language: Language) -> str:
    """Return a sum to three figures: ``HK$ 177,000``, ``17.7万港元``.

    ``currency`` is an ISO 4217 code; None when the firm's files name none.
    """
    rounded = _three_figures(amount)
    if language is Language.EN:
        symbol = f"{get_currency_symbol(currency, locale='en_GB')} " if currency else ""
        return f"{symbol}{format_decimal(rounded, locale='en_GB')}"
    name = get_currency_name(currency, locale="zh_Hans_CN") if currency else ""
    if abs(rounded) >= _YI:
        return f"{format_decimal(rounded / _YI, locale='zh_Hans_CN')}亿{name}"
    if abs(rounded) >= _WAN:
        return f"{format_decimal(rounded / _WAN, locale='zh_Hans_CN')}万{name}"
    return f"{format_decimal(rounded, locale='zh_Hans_CN')}{name}"


def exact_money(amount: Decimal, currency: str | None, language: Language) -> str:
    """Return a sum to the cent, without empty cents: ``HK$ 1,234.50``, ``1,234.50港元``."""
    pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
    if language is Language.EN:
        symbol = f"{get_currency_symbol(currency, locale='en_GB')} " if currency else ""
        return f"{symbol}{format_decimal(amount, pattern, locale='en_GB')}"
    name = get_currency_name(currency, locale="zh_Hans_CN") if currency else ""
    return f"{format_decimal(amount, pattern, locale='zh_Hans_CN')}{name}"


def years(number: int, language: Language) -> str:
    """Return a span of years: ``5 years``, ``五年``."""
    if language is Language.EN:
        return "1 year" if number == 1 else f"{number} years"
    return f"{_CHINESE_DIGITS[number]}年" if 0 < number <= 10 else f"{number}年"


def months(number: int, language: Language) -> str:
    """Return a span of months: ``3 months``, ``三个月``."""
    if language is Language.EN:
        return "1 month" if number == 1 else f"{number} months"
    return f"{_CHINESE_DIGITS[number]}个月" if 0 < number <= 10 else f"{number}个月"


def chance(share: float, language: Language) -> str:
    """Return a chance of 0…1 in words and a round figure: ``about 7 in 10``, ``约七成``."""
    tenths = whole(share * 10)
    if language is Language.EN:
        if tenths < 1:
            return "less than 1 in 10"
        return "more than 9 in 10" if tenths > 9 else f"about {tenths} in 10"
    if tenths < 1:
        return "不到一成"
    return "九成以上" if tenths > 9 else f"约{_CHINESE_DIGITS[tenths]}成"


def _three_figures(amount: float) -> Decimal:
    exact = Decimal(str(amount)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if abs(exact) < 1000:
        return exact
    return exact.quantize(Decimal((0, (1,), exact.adjusted() - 2)), rounding=ROUND_HALF_UP)
