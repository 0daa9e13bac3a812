"""Finds texts that are nearly the same: those that share most of their runs of letters."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import ceil
from zlib import crc32

_HAN = ("\u3400", "\u9fff")


def likeness(one: str, other: str) -> float:
    """Return the share (0-1) of the runs of both texts that both have (Jaccard's index).

    A run is three letters, in Chinese two.
    """
    own, others = runs_of(one), runs_of(other)
    return len(own & others) / max(1, len(own | others))


@lru_cache(maxsize=10_000)
def runs_of(text: str) -> frozenset[str]:
    """Return the runs of a text; a shorter text is one run."""
    size = 2 if any(_HAN[0] <= sign <= _HAN[1] for sign in text) else 3
    return frozenset(text[at : at + size] for at in range(max(1, len(text) - size + 1)))


class Alike:
    """Texts, to be found by others at least `share` like them; it never changes, `with_more` makes another.

    Two texts that are so much alike share one of their first few runs in any fixed order (prefix filtering,
    Chaudhuri and others 2006), so that only these need an index.
    """

    def __init__(self, texts: Iterable[str] = (), *, share: float) -> None:
        self._share = share
        # By run: the texts with it among their first runs, each with how many runs it has.
        self._holders: dict[str, tuple[tuple[str, int], ...]] = {}
        self._add(texts)

    def with_more(self, texts: Iterable[str]) -> "Alike":
        """Return the same texts and others."""
        more = Alike(share=self._share)
        more._holders = dict(self._holders)
        more._add(texts)
        return more

    def like(self, text: str) -> Iterator[tuple[str, float]]:
        """Yield the texts like this one, each once, with their likeness."""
        runs = len(runs_of(text))
        near = dict.fromkeys(h for run in self._first_runs(text) for h in self._holders.get(run, ()))
        for other, others in near:
            # What is much longer or shorter cannot share enough; comparing sizes is cheap.
            if min(runs, others) < self._share * max(runs, others):
                continue
            alike = likeness(text, other)
            if alike >= self._share:
                yield other, alike

    def _add(self, texts: Iterable[str]) -> None:
        for text in texts:
            for run in self._first_runs(text):
                self._holders[run] = (*self._holders.get(run, ()), (text, len(runs_of(text))))

    def _first_runs(self, text: str) -> list[str]:
        runs = runs_of(text)
        few = len(runs) - ceil(self._share * len(runs)) + 1
        return sorted(runs, key=lambda run: (crc32(run.encode("utf-8", "surrogatepass")), run))[:few]
