"""Finds brands in a note, so that talk of another house is noticed."""

from collections.abc import Iterable

from loyalty.names.folding import is_ideograph, spelled, words_of

# Notes beyond this length are pasted documents; Telegram's own limit is 4,096.
_READ_CHARS = 10_000


def brand_mentioned(text: str, brand_names: Iterable[str]) -> str | None:
    """Return the brand the text names first, as written in ``brand_names``; None without one.

    Case, accents, hyphens and traditional characters do not matter; a Latin name counts as a
    whole word only. Of two that begin at one place the longer one is returned.
    """
    words = words_of(text[:_READ_CHARS])
    wanted = {words_of(brand): brand for brand in brand_names}
    wanted.pop((), None)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for brand in sorted(wanted, key=len, reverse=True):
        by_first.setdefault(brand[0], []).append(brand)
    for place, word in enumerate(words):
        for brand in by_first.get(word, ()):
            if words[place : place + len(brand)] == brand:
                return wanted[brand]
    joined = spelled(words).replace(" ", "")
    # "LouisVuitton", "Van Cleef&Arpels": written together or apart, long Latin names are still themselves.
    for brand, name in wanted.items():
        together = "".join(brand)
        if len(brand) > 1 and len(together) >= 8 and not is_ideograph(together[0]) and together in joined:
            return name
    return None
