"""Decides what a free text asks for: a card, a choice, a log to confirm, or a search."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from loyalty.names.book import NameBook
from loyalty.names.everyday import is_everyday
from loyalty.names.folding import Token, is_ideograph, tokens_of
from loyalty.names.mentions import Mention
from loyalty.names.search import Hit

# More than two other words make a log (source: product brief, Free text). Chinese has no spaces;
# its words have 1.7 characters on average, so four characters are more than two words.
_WORDS_OF_A_SIGN = 0.6
_WORDS_OF_A_QUESTION = 2
# More words than a name has, with its titles, or characters than a name in Chinese and what is asked of it.
_WORDS_OF_A_NAME, _SIGNS_OF_A_NAME = 5, 6
# Two slips in a long name, one in a short one; a name with another first name scores less.
_SURE_SCORE = 80.0


class Kind(StrEnum):
    """What a free text asks for."""

    CARD = "card"
    SEVERAL = "several"
    LOG = "log"
    LOG_SEVERAL = "log_several"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a free text is understood.

    Attributes:
        client_ids: one for CARD and LOG; the ones to choose from for SEVERAL and LOG_SEVERAL, which is one
            for SEVERAL when somebody unknown may be meant; empty for SEARCH.
        mentions: where the names stand, when they stand inside a longer text.
        hits: for SEARCH, the likeliest clients, best first; may be empty.
    """

    kind: Kind
    client_ids: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    hits: tuple[Hit, ...] = ()


def reading(text: str, book: NameBook) -> Reading:
    """Return what a text without a command means (source: product brief, Free text)."""
    if named := book.exact(text):
        return Reading(Kind.CARD if len(named) == 1 else Kind.SEVERAL, tuple(named))
    mentions = tuple(book.mentioned(text))
    if not mentions:
        return Reading(Kind.SEARCH, hits=tuple(book.search(text)))
    clients = tuple(dict.fromkeys(mention.client_id for mention in mentions))
    if _other_words(text, mentions) > _WORDS_OF_A_QUESTION:
        return Reading(Kind.LOG if len(clients) == 1 else Kind.LOG_SEVERAL, clients, mentions)
    is_clear = len(clients) == 1 and not _may_name_another(text, mentions)
    return Reading(Kind.CARD if is_clear else Kind.SEVERAL, clients, mentions)


def is_sure(hits: Sequence[Hit]) -> bool:
    """Tell whether a search found one client so like the query that no other can be meant."""
    return len(hits) == 1 and hits[0].score >= _SURE_SCORE


def is_note(text: str) -> bool:
    """Tell whether a text that names no client is a note whose client is missing, not a name to look for."""
    signs = sum(is_ideograph(sign) for sign in text)
    return len(text.split()) > _WORDS_OF_A_NAME or signs > _SIGNS_OF_A_NAME


def _may_name_another(text: str, mentions: tuple[Mention, ...]) -> bool:
    """Tell whether what stands beside a name makes it the name of an unknown: "Mary Hartley", 王伟明."""
    others = _others(text, mentions)
    if not others:
        return False
    if all(is_ideograph(token.text) for token in tokens_of(text)):
        return len(others) == 1
    return all(text[token.start].isupper() and not is_everyday(token.text) for token in others)


def _other_words(text: str, mentions: tuple[Mention, ...]) -> float:
    others = _others(text, mentions)
    return sum(_WORDS_OF_A_SIGN if is_ideograph(token.text) else 1.0 for token in others)


def _others(text: str, mentions: tuple[Mention, ...]) -> list[Token]:
    named = {place for mention in mentions for place in range(mention.start, mention.end)}
    return [token for token in tokens_of(text) if token.start not in named]
