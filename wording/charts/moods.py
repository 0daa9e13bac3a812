"""The picture of a client's mood over time: each contact, what is usual, and the contacts planned."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from loyalty.tone import Mood
from wording import dates
from wording.charts.drawing import drawable, font, png_of
from wording.labels import label_of
from wording.reader import Reader

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# A shape and a colour for each mood: grey prints tell them apart.
_LOOKS = {Mood.NEGATIVE: ("v", "#b3261e"), Mood.NEUTRAL: ("o", "#5f6368"), Mood.POSITIVE: ("^", "#2e7d32")}
_HEIGHTS = {Mood.NEGATIVE: -1.0, Mood.NEUTRAL: 0.0, Mood.POSITIVE: 1.0}
_INK, _FAINT, _LINE, _PLANNED = "#202124", "#9aa0a6", "#7d93a8", "#c77f2e"
_SIZE = (7.2, 3.6)
_SMALL, _TEXT = 11, 12
_STRIP = -1.45
_ROOM = 0.06


@dataclass(frozen=True, slots=True)
class MoodMark:
    """One contact of the curve; ``signed`` is None where the mood is not clear."""

    on: date
    signed: float | None
    mood: Mood = Mood.UNKNOWN


@dataclass(frozen=True, slots=True)
class MoodPicture:
    """The curve of one client, drawn when it is sent; it holds no name.

    Attributes:
        marks: oldest first; at least one has a mood.
        usual: the client's own level, -1 to 1.
        planned: the days of contacts planned.
    """

    marks: tuple[MoodMark, ...]
    usual: float
    planned: tuple[date, ...]
    reader: Reader
    now: datetime

    @property
    def filename(self) -> str:
        """Return the name under which a phone saves it."""
        return "mood.png"

    def png(self) -> bytes:
        """Return the picture as PNG, some 790 pixels wide."""
        return png_of(self._draw, size=_SIZE)

    def _draw(self, figure: "Figure") -> None:
        axes = figure.add_axes((0.15, 0.2, 0.81, 0.74))
        self._draw_levels(axes)
        known = [(mark.on.toordinal(), mark.signed) for mark in self.marks if mark.signed is not None]
        axes.plot([on for on, _ in known], [signed for _, signed in known], "-", color=_LINE, linewidth=1.5)
        for mark in self.marks:
            self._draw_mark(axes, mark)
        planned = [on.toordinal() for on in self.planned]
        axes.plot(planned, [_STRIP] * len(planned), "|", color=_PLANNED, markersize=13, markeredgewidth=2)
        self._draw_days(axes)
        self._draw_key(figure)

    def _draw_levels(self, axes: "Axes") -> None:
        for height in _HEIGHTS.values():
            axes.axhline(height, color="#e8eaed", linewidth=1, zorder=0)
        axes.axhline(self.usual, color=_INK, linewidth=1.4, linestyle="--", zorder=1)
        axes.set_ylim(_STRIP - 0.25, 1.3)
        axes.set_yticks(list(_HEIGHTS.values()))
        words = [label_of("Mood", mood, self.reader.language) for mood in _HEIGHTS]
        axes.set_yticklabels(words, fontproperties=font(_TEXT), color=_INK)
        for mood, (marker, colour) in _LOOKS.items():
            place = _HEIGHTS[mood]
            axes.plot(
                [-0.02],
                [place],
                marker,
                color=colour,
                markersize=8,
                transform=axes.get_yaxis_transform(),
                clip_on=False,
            )
        axes.tick_params(axis="y", length=0, pad=16)
        for side in ("top", "right", "left", "bottom"):
            axes.spines[side].set_visible(False)

    def _draw_mark(self, axes: "Axes", mark: MoodMark) -> None:
        if mark.signed is None:
            # On a strip of its own: what is not clear is never shown as neutral.
            axes.plot([mark.on.toordinal()], [_STRIP], "o", color=_FAINT, markersize=8, fillstyle="none")
            return
        marker, colour = _LOOKS[mark.mood]
        axes.plot([mark.on.toordinal()], [mark.signed], marker, color=colour, markersize=10, zorder=4)

    def _draw_days(self, axes: "Axes") -> None:
        days = [mark.on for mark in self.marks] + list(self.planned)
        first, last = min(days).toordinal(), max(days).toordinal()
        room = max(2.0, (last - first) * _ROOM)
        axes.set_xlim(first - room, last + room)
        places = sorted({first, (first + last) // 2, last})
        axes.set_xticks(places)
        told = [dates.plain_day(date.fromordinal(place), self.reader, now=self.now) for place in places]
        axes.set_xticklabels(told, fontproperties=font(_SMALL), color=_INK)
        axes.tick_params(axis="x", length=0, pad=6)

    def _draw_key(self, figure: "Figure") -> None:
        from matplotlib.lines import Line2D

        lines = {"usual": Line2D([], [], linestyle="--", color=_INK, linewidth=1.4)}
        if any(mark.signed is None for mark in self.marks):
            lines["unclear"] = Line2D([], [], linestyle="", marker="o", color=_FAINT, fillstyle="none")
        if self.planned:
            lines["planned"] = Line2D(
                [], [], linestyle="", marker="|", color=_PLANNED, markersize=13, markeredgewidth=2
            )
        words = [drawable(label_of("chart", key, self.reader.language)) for key in lines]
        figure.legend(
            list(lines.values()),
            words,
            loc="lower center",
            ncols=len(lines),
            frameon=False,
            prop=font(_SMALL),
            labelcolor=_INK,
        )
