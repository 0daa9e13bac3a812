"""Waiting longer and longer while something stays broken."""


class Backoff:
    """Doubles from ``first_s`` to ``longest_s`` seconds with each failure in a row."""

    def __init__(self, *, first_s: float, longest_s: float) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._next_s = first_s

    def failed(self) -> float:
        """Return the seconds to wait after one more failure."""
        wait_s = self._next_s
        self._next_s = min(wait_s * 2, self._longest_s)
        return wait_s

    def succeeded(self) -> None:
        """Start from the shortest wait again."""
        self._next_s = self._first_s
