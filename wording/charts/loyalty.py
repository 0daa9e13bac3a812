"""The picture of a client's loyalty figure over time, with each change of level on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

from loyalty.levels.levels import Level
from wording.charts.curves import FAINT, SIZE, draw_days, draw_key, draw_scale
from wording.charts.drawing import png_of
from wording.charts.levels import LOOKS
from wording.labels import label_of
from wording.reader import Reader

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LINE = "#45607a"
# A figure moves by a few points a month: less height than this would make hills of them.
_LEAST_SPAN = 30


@dataclass(frozen=True, slots=True)
class LoyaltyMark:
    """The figure from a day on.

    Attributes:
        level: None while dormant.
        known: enough is known to tell the figure plainly.
    """

    on: date
    index: float
    level: Level | None
    known: bool = True


@dataclass(frozen=True, slots=True)
class LoyaltyPicture:
    """The figure of one client, drawn when it is sent; it holds no name.

    Attributes:
        marks: oldest first, at least one; each holds until the next, the last until now.
    """

    marks: tuple[LoyaltyMark, ...]
    reader: Reader
    now: datetime

    @property
    def filename(self) -> str:
        """Return the name under which a phone saves it."""
        return "loyalty.png"

    def png(self) -> bytes:
        """Return the picture as PNG, some 790 pixels wide."""
        return png_of(self._draw, size=SIZE)

    def _draw(self, figure: "Figure") -> None:
        axes = figure.add_axes((0.08, 0.2, 0.89, 0.75))
        today = self.now.astimezone(self.reader.tzinfo).date().toordinal()
        self._draw_scale(axes)
        ends = [*(mark.on.toordinal() for mark in self.marks[1:]), max(today, self.marks[-1].on.toordinal())]
        for mark, end, after in zip(self.marks, ends, (*self.marks[1:], self.marks[-1]), strict=True):
            start = mark.on.toordinal()
            style = ("-", _LINE) if mark.known else (":", FAINT)
            axes.plot(
                [start, end, end],
                [mark.index, mark.index, after.index],
                style[0],
                color=style[1],
                linewidth=2,
                solid_joinstyle="round",
            )
        for mark in _changes(self.marks):
            self._draw_change(axes, mark)
        draw_days(axes, self.marks[0].on, date.fromordinal(max(ends)), reader=self.reader, now=self.now)
        self._draw_key(figure)

    def _draw_scale(self, axes: "Axes") -> None:
        lowest, highest = (pick(mark.index for mark in self.marks) for pick in (min, max))
        missing = max(0.0, _LEAST_SPAN - (highest - lowest)) / 2
        low = max(0, floor((lowest - missing) / 10) * 10)
        high = min(100, ceil((highest + missing) / 10) * 10)
        axes.set_ylim(low - 2, high + 2)
        steps = range(low, high + 1, 10 if high - low <= 60 else 20)
        draw_scale(axes, {step: str(step) for step in steps}, pad=6)

    def _draw_change(self, axes: "Axes", mark: LoyaltyMark) -> None:
        if mark.level is None:
            axes.plot([mark.on.toordinal()], [mark.index], "x", color=FAINT, markersize=9, zorder=4)
            return
        marker, colour = LOOKS[mark.level]
        axes.plot([mark.on.toordinal()], [mark.index], marker, color=colour, markersize=11, zorder=4)

    def _draw_key(self, figure: "Figure") -> None:
        from matplotlib.lines import Line2D

        shown = {mark.level for mark in _changes(self.marks)}
        lines, words = [], []
        for level in Level:
            if level in shown:
                marker, colour = LOOKS[level]
                lines.append(Line2D([], [], linestyle="", marker=marker, color=colour, markersize=10))
                words.append(label_of("Colour", level, self.reader.language))
        if not all(mark.known for mark in self.marks):
            lines.append(Line2D([], [], linestyle=":", color=FAINT, linewidth=2))
            words.append(label_of("chart", "unknown", self.reader.language))
        draw_key(figure, lines, words)


def _changes(marks: Sequence[LoyaltyMark]) -> list[LoyaltyMark]:
    """Return the first mark and those at which the level is another than before."""
    changed = (mark for before, mark in pairwise(marks) if before.level is not mark.level)
    return [*marks[:1], *changed]
