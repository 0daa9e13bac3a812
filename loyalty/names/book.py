"""Answers who is meant, over all clients within reach of one person."""

from collections.abc import Iterable

from loyalty.names import mentions as mentioning
from loyalty.names import search as searching
from loyalty.names.index import NameEntry, index_of
from loyalty.names.mentions import Mention
from loyalty.names.search import Hit


class NameBook:
    """The names of the clients one person may see; never changes, so threads may share it."""

    __slots__ = ("_index",)

    def __init__(self, entries: Iterable[NameEntry]) -> None:
        self._index = index_of(entries)

    def __len__(self) -> int:
        return len(self._index.client_ids)

    def exact(self, query: str) -> list[str]:
        """Return the clients whose name the query is, in the order of the book.

        Counts a name or alias, its pinyin, a surname or given name alone or with a form of
        address, and initials. A whole name beats a part: asked for ``chen wei``, nobody else
        called Wei is returned.
        """
        return self._index.ids(searching.exact_places(self._index, query))

    def search(self, query: str, limit: int = 8) -> list[Hit]:
        """Return the likeliest clients for a query with slips, cut short or by sound, best first."""
        return searching.hits(self._index, query, limit)

    def mentioned(self, text: str) -> list[Mention]:
        """Return the clients named inside a text, in order of appearance.

        Several clients with one ``start`` share the words; it is for the reader to ask which.
        """
        return mentioning.mentions(self._index, text)
