"""Decides what a free text asks for: a card, a choice, a log to confirm, or a search."""

from dataclasses import dataclass
from enum import StrEnum

from loyalty.names.book import NameBook
from loyalty.names.folding import is_ideograph, tokens_of
from loyalty.names.mentions import Mention
from loyalty.names.search import Hit

# More than two other words make a log (source: product brief, Free text). Chinese has no spaces;
# its words have 1.7 characters on average, so four characters are more than two words.
_WORDS_OF_A_SIGN = 0.6
_WORDS_OF_A_QUESTION = 2


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
        client_ids: one for CARD and LOG; the ones to choose from for SEVERAL and LOG_SEVERAL;
            empty for SEARCH.
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
    return Reading(Kind.CARD if len(clients) == 1 else Kind.SEVERAL, clients, mentions)


def _other_words(text: str, mentions: tuple[Mention, ...]) -> float:
    named = {place for mention in mentions for place in range(mention.start, mention.end)}
    others = (token for token in tokens_of(text) if token.start not in named)
    return sum(_WORDS_OF_A_SIGN if is_ideograph(token.text) else 1.0 for token in others)
