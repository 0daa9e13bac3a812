"""A shelf for what is dear to build: kept in the process per scope, right for one version or absent."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """Keeps the values of the scopes asked for last; safe to share between threads.

    The version must never be used twice, not even by a transaction that was rolled back (a random one is), so
    that a value found is never a stale one.
    """

    def __init__(self, *, limit: int = 64) -> None:
        self._lock = threading.Lock()
        self._limit = limit
        self._kept: OrderedDict[Hashable, tuple[Hashable, T]] = OrderedDict()

    def find(self, scope: Hashable, version: Hashable) -> T | None:
        """Return the value kept for a scope, None when it is absent or of another version."""
        with self._lock:
            kept = self._kept.get(scope)
            if kept is None or kept[0] != version:
                return None
            self._kept.move_to_end(scope)
            return kept[1]

    def keep(self, scope: Hashable, version: Hashable, value: T) -> None:
        """Keep the value of a scope, dropping the scope that was not asked for the longest."""
        with self._lock:
            self._kept[scope] = (version, value)
            self._kept.move_to_end(scope)
            while len(self._kept) > self._limit:
                self._kept.popitem(last=False)
