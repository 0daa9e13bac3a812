"""Holds every spelling of every client, ready to be looked up; built once and never changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loyalty.names.folding import is_ideograph, words_of
from loyalty.names.spellings import MOST_WORDS, spellings_of

Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One client with the name and all aliases, as they are written."""

    client_id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Clients by spelling; a client is its place in ``client_ids``.

    Attributes:
        full, parts, initials, joined, compact, signs: see ``Spellings``.
        openings: first token of a whole name -> how many tokens such names have, at most 12.
        parts_by_length, joined_by_length, compact_by_length: the Latin ones, for a search among
            words of like length.
        sorted_parts: the Latin ones in order, for a search by beginning.
    """

    client_ids: tuple[str, ...]
    full: Mapping[str, Places]
    parts: Mapping[str, Places]
    initials: Mapping[str, Places]
    joined: Mapping[str, Places]
    compact: Mapping[str, Places]
    signs: Mapping[str, Places]
    openings: Mapping[str, frozenset[int]]
    parts_by_length: Mapping[int, tuple[str, ...]]
    joined_by_length: Mapping[int, tuple[str, ...]]
    compact_by_length: Mapping[int, tuple[str, ...]]
    sorted_parts: tuple[str, ...]

    def ids(self, places: Iterable[int]) -> list[str]:
        """Return the ids of the clients, in the order of the book."""
        return [self.client_ids[place] for place in sorted(set(places))]


def index_of(entries: Iterable[NameEntry]) -> Index:
    """Build the index; entries with one id are one client."""
    names: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        names[entry.client_id].extend(entry.names)
    tables: tuple[dict[str, list[int]], ...] = tuple(defaultdict(list) for _ in range(6))
    for place, written in enumerate(names.values()):
        for table, keys in zip(tables, _keys(written), strict=True):
            for key in keys:
                table[key].append(place)
    full, parts, initials, joined, compact, signs = (
        {key: tuple(at) for key, at in table.items()} for table in tables
    )
    words = sorted(part for part in parts if not is_ideograph(part[0]))
    return Index(
        client_ids=tuple(names),
        full=full,
        parts=parts,
        initials=initials,
        joined=joined,
        compact=compact,
        signs=signs,
        openings=_openings(full),
        parts_by_length=_by_length(words),
        joined_by_length=_by_length(joined),
        compact_by_length=_by_length(compact),
        sorted_parts=tuple(words),
    )


def _keys(written: Iterable[str]) -> tuple[frozenset[str], ...]:
    first, *others = [spellings_of(name) for name in dict.fromkeys(written)] or [spellings_of("")]
    return (
        first.full.union(*(spelt.full for spelt in others)),
        first.parts.union(*(spelt.parts for spelt in others)),
        first.initials.union(*(spelt.initials for spelt in others)),
        first.joined.union(*(spelt.joined for spelt in others)),
        first.compact.union(*(spelt.compact for spelt in others)),
        first.signs.union(*(spelt.signs for spelt in others)),
    )


def _openings(full: Iterable[str]) -> dict[str, frozenset[int]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in full:
        words = key.split(" ") if key.isascii() else words_of(key)
        if 0 < len(words) <= MOST_WORDS:
            lengths[words[0]].add(len(words))
    return {word: frozenset(counts) for word, counts in lengths.items()}


def _by_length(words: Iterable[str]) -> dict[int, tuple[str, ...]]:
    lengths: dict[int, list[str]] = defaultdict(list)
    for word in words:
        lengths[len(word)].append(word)
    return {length: tuple(bucket) for length, bucket in lengths.items()}
