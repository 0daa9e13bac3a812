"""What the pictures over time share: their scale, their days, and the key below."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from wording import dates
from wording.charts.drawing import drawable, font
from wording.reader import Reader

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

INK, FAINT = "#202124", "#9aa0a6"
SIZE = (7.2, 3.6)
_SMALL, _TEXT = 11, 12
# Beside the first and the last day, as a share of the time between, and in days at least.
_ROOM, _LEAST_ROOM = 0.05, 2.0


def draw_scale(axes: "Axes", words: Mapping[float, str], *, pad: float) -> None:
    """Draw a faint line with its word at each height, and no frame; ``pad`` lies between both, in points."""
    axes.set_yticks(list(words))
    axes.set_yticklabels(list(words.values()), fontproperties=font(_TEXT), color=INK)
    for height in words:
        axes.axhline(height, color="#e8eaed", linewidth=1, zorder=0)
    axes.tick_params(axis="y", length=0, pad=pad)
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)


def draw_days(axes: "Axes", first: date, last: date, *, reader: Reader, now: datetime) -> None:
    """Name the first day, the last, and the one between."""
    start, end = first.toordinal(), last.toordinal()
    room = max(_LEAST_ROOM, (end - start) * _ROOM)
    axes.set_xlim(start - room, end + room)
    places = sorted({start, (start + end) // 2, end})
    axes.set_xticks(places)
    told = [dates.plain_day(date.fromordinal(place), reader, now=now) for place in places]
    axes.set_xticklabels(told, fontproperties=font(_SMALL), color=INK)
    axes.tick_params(axis="x", length=0, pad=6)


def draw_key(figure: "Figure", lines: Sequence["Line2D"], words: Sequence[str]) -> None:
    """Say below the picture what its signs mean."""
    figure.legend(
        list(lines),
        [drawable(word) for word in words],
        loc="lower center",
        ncols=max(1, len(lines)),
        frameon=False,
        prop=font(_SMALL),
        labelcolor=INK,
    )
