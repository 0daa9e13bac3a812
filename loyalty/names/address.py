"""How to address a client in a message, by what is kept: nothing is invented."""

import re
from collections.abc import Sequence

from loyalty.names.folding import is_ideograph, words_of
from loyalty.names.titles import without_titles

_INITIALS = re.compile(r"(?:[A-Z]\.?){1,4}")


def address_of(name: str, aliases: Sequence[str], *, chinese: bool) -> str:
    """Return the name to write to somebody in Chinese or in a language of Latin letters.

    A kept name with a form of address in the right script comes first (陈总, Lady Ashworth), then the name
    itself, then another name in that script; a surname alone gets no title, since none is known.
    """
    fitting = [each for each in (name, *aliases) if _has_ideographs(each) is chinese]
    titled = next((each for each in fitting if _has_title(each)), None)
    if titled is not None:
        return titled
    if name in fitting:
        return name
    # Initials are a shorthand of the house, no name to write to.
    return next((each for each in fitting if not _INITIALS.fullmatch(each)), name)


def _has_title(name: str) -> bool:
    words = words_of(name)
    return without_titles(words) != words


def _has_ideographs(name: str) -> bool:
    return any(is_ideograph(word) for word in words_of(name))
