"""The picture of a digest: the levels over the last days, and what the plan asks of each advisor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from loyalty.days.digests import LevelDay
from loyalty.levels.levels import Level
from loyalty.people.teams import AdvisorLoad
from wording import dates
from wording.charts.drawing import drawable, font, png_of
from wording.charts.levels import LOOKS
from wording.cleaning import clipped
from wording.labels import label_of
from wording.reader import Reader

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# A line of its own besides shape and colour: the strips stand far from their words.
_LINES = {Level.RED: "-", Level.YELLOW: "--", Level.GREEN: ":"}
_INK, _FAINT, _BAR, _OVER = "#202124", "#9aa0a6", "#7d93a8", "#c77f2e"
_MOST_POINTS = 400  # more than a screen has columns for
_ADVISORS_SHOWN = 8
_NAME_CHARS = 18
_WIDTH = 7.2
_STRIP, _ROW, _HEAD = 1.0, 0.42, 0.6
_LARGE, _SMALL = 13, 11


@dataclass(frozen=True, slots=True)
class TeamDayPicture:
    """The picture of one digest, drawn when it is sent.

    Attributes:
        past: oldest first; empty when there are no figures yet.
        loads: the fullest in front; eight are shown.
    """

    past: tuple[LevelDay, ...]
    loads: tuple[AdvisorLoad, ...]
    reader: Reader
    now: datetime

    @property
    def filename(self) -> str:
        """Return the name under which a phone saves it."""
        return "levels.png"

    def png(self) -> bytes:
        """Return the picture as PNG, some 790 pixels wide."""
        planned = [load for load in self.loads if load.needed is not None]
        shown = planned[:_ADVISORS_SHOWN]
        rows = len(shown) + (len(planned) > len(shown))
        load_height = _HEAD + _ROW * rows if shown else 0.0
        height = _HEAD + 3 * _STRIP + 0.35 + load_height

        def draw(figure: "Figure") -> None:
            self._draw_levels(figure, height)
            if shown:
                self._draw_loads(figure, shown, more=len(planned) - len(shown), height=height)

        return png_of(draw, size=(_WIDTH, height))

    def _draw_levels(self, figure: "Figure", height: float) -> None:
        title = self._word("levels").format(len(self.past))
        _write(figure, 0.03, 1 - 0.32 / height, title if self.past else self._word("nothing"))
        if not self.past:
            return
        points = _thinned(self.past)
        top = height - _HEAD
        for number, level in enumerate((Level.RED, Level.YELLOW, Level.GREEN)):
            bottom = (top - (number + 1) * _STRIP) / height
            axes = figure.add_axes((0.09, bottom, 0.68, (_STRIP - 0.2) / height))
            values = [getattr(day, level.value) for day in points]
            self._draw_strip(axes, level, values)
            if level is Level.GREEN:
                self._date(axes, points)

    def _draw_strip(self, axes: "Axes", level: Level, values: Sequence[int]) -> None:
        (marker, colour), line = LOOKS[level], _LINES[level]
        places = list(range(len(values)))
        axes.step(places, values, where="post", color=colour, linestyle=line, linewidth=2)
        # A shape every few points and at the end, so that no line needs its colour to be told.
        every = max(1, len(values) // 5)
        marked = sorted({*places[::-1][::every]})
        axes.plot(marked, [values[place] for place in marked], marker, color=colour, markersize=8)
        low, high = min(values), max(values)
        room = max(1, (high - low)) * 0.35
        axes.set_ylim(max(-0.3, low - room), high + room)
        axes.set_xlim(-0.5, max(1, len(values) - 1) + 0.5)
        axes.set_yticks(sorted({low, high}))
        axes.set_xticks([])
        _plain(axes)
        word = label_of("Colour", level, self.reader.language)
        axes.plot([1.05], [0.5], marker, color=colour, markersize=13, transform=axes.transAxes, clip_on=False)
        axes.text(
            1.09,
            0.5,
            f"{word} {values[-1]}",
            transform=axes.transAxes,
            va="center",
            color=_INK,
            fontproperties=font(_LARGE),
        )

    def _date(self, axes: "Axes", points: Sequence[LevelDay]) -> None:
        last = len(points) - 1
        places = sorted({0, last // 2, last})
        axes.set_xticks(places)
        days = [dates.plain_day(points[place].on, self.reader, now=self.now) for place in places]
        axes.set_xticklabels(days, fontproperties=font(_SMALL), color=_INK)

    def _draw_loads(
        self, figure: "Figure", loads: Sequence[AdvisorLoad], *, more: int, height: float
    ) -> None:
        top = _HEAD + _ROW * (len(loads) + bool(more))
        _write(figure, 0.03, (top - 0.35) / height, self._word("load"))
        axes = figure.add_axes(
            (0.3, 0.12 / height + bool(more) * _ROW / height, 0.47, _ROW * len(loads) / height)
        )
        widest = max(1, *(max(load.needed or 0, load.room) for load in loads))
        for place, load in enumerate(reversed(loads)):
            over = load.is_too_much
            axes.barh(
                place,
                load.needed or 0,
                height=0.55,
                color=_OVER if over else _BAR,
                hatch="///" if over else None,
                edgecolor="white",
            )
            axes.plot([load.room, load.room], [place - 0.4, place + 0.4], color=_INK, linewidth=2)
            told = self._word("over" if over else "within").format(needed=load.needed, room=load.room)
            axes.text(widest * 1.06, place, told, va="center", color=_INK, fontproperties=font(_SMALL))
            name = drawable(clipped(load.name, _NAME_CHARS))
            axes.text(
                -widest * 0.04, place, name, va="center", ha="right", color=_INK, fontproperties=font(_SMALL)
            )
        axes.set_xlim(0, widest)
        axes.set_ylim(-0.6, len(loads) - 0.4)
        axes.set_xticks([])
        axes.set_yticks([])
        _plain(axes)
        if more:
            _write(figure, 0.3, 0.16 / height, self._word("more").format(more), size=_SMALL)

    def _word(self, key: str) -> str:
        return label_of("chart", key, self.reader.language)


def _thinned(past: Sequence[LevelDay]) -> Sequence[LevelDay]:
    """Return at most 400 days, evenly taken, the first and the last among them."""
    if len(past) <= _MOST_POINTS:
        return past
    last = len(past) - 1
    return [past[round(place * last / (_MOST_POINTS - 1))] for place in range(_MOST_POINTS)]


def _plain(axes: "Axes") -> None:
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.axhline(axes.get_ylim()[0], color=_FAINT, linewidth=1)
    axes.tick_params(length=0, labelsize=_SMALL, labelcolor=_INK)
    for label in axes.get_yticklabels():
        label.set_fontproperties(font(_SMALL))


def _write(figure: "Figure", x: float, y: float, text: str, *, size: float = _LARGE) -> None:
    figure.text(x, y, drawable(text), va="center", color=_INK, fontproperties=font(size))
