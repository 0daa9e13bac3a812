"""Cleans a few words kept of a client: what somebody likes, how somebody is best reached."""

from loyalty.clientfields.clientnames import cleaned_line
from loyalty.clientfields.errors import LongWordsError, MissingWordsError

WORDS_CHARS = 120


def clean_words(text: str) -> str:
    """Return the words on one line without invisible or reordering signs.

    Raises:
        MissingWordsError: nothing visible remains.
        LongWordsError: more than 120 characters remain.
    """
    words = cleaned_line(text[: WORDS_CHARS * 50])
    if not words:
        raise MissingWordsError(text[:WORDS_CHARS])
    if len(words) > WORDS_CHARS:
        raise LongWordsError(text[:WORDS_CHARS])
    return words
