"""A shelf for what is dear to build: kept in the process per scope, right for one version or absent."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """Keeps the values of the scopes asked for last, up to ``limit`` in weight; threads may share it.

    The version must never be used twice, not even by a transaction that was rolled back (a random one is), so
    that a value found is never a stale one.
    """

    def __init__(self, *, limit: int) -> None:
        self._lock = threading.Lock()
        self._limit = limit
        self._weight = 0
        self._kept: OrderedDict[Hashable, tuple[Hashable, T, int]] = OrderedDict()

    def find(self, scope: Hashable, version: Hashable) -> T | None:
        """Return the value kept for a scope, None when it is absent or of another version."""
        with self._lock:
            kept = self._kept.get(scope)
            if kept is None or kept[0] != version:
                return None
            self._kept.move_to_end(scope)
            return kept[1]

    def keep(self, scope: Hashable, version: Hashable, value: T, *, weight: int = 1) -> None:
        """Keep the value of a scope, dropping first those that were not asked for the longest.

        One value heavier than the limit is kept alone.
        """
        with self._lock:
            if scope in self._kept:
                self._weight -= self._kept.pop(scope)[2]
            self._kept[scope] = (version, value, weight)
            self._weight += weight
            while self._weight > self._limit and len(self._kept) > 1:
                _, (_, _, dropped) = self._kept.popitem(last=False)
                self._weight -= dropped
