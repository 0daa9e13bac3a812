"""The picture of a client's mood over time: each contact, what is usual, and the contacts planned."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from loyalty.tone import Mood
from wording.charts.curves import FAINT, INK, SIZE, draw_days, draw_key, draw_scale
from wording.charts.drawing import png_of
from wording.labels import label_of
from wording.reader import Reader

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# A shape and a colour for each mood: grey prints tell them apart.
_LOOKS = {Mood.NEGATIVE: ("v", "#b3261e"), Mood.NEUTRAL: ("o", "#5f6368"), Mood.POSITIVE: ("^", "#2e7d32")}
_HEIGHTS = {Mood.NEGATIVE: -1.0, Mood.NEUTRAL: 0.0, Mood.POSITIVE: 1.0}
_LINE, _PLANNED = "#7d93a8", "#c77f2e"
_STRIP = -1.45


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
        return png_of(self._draw, size=SIZE)

    def _draw(self, figure: "Figure") -> None:
        axes = figure.add_axes((0.15, 0.2, 0.81, 0.74))
        self._draw_levels(axes)
        known = [(mark.on.toordinal(), mark.signed) for mark in self.marks if mark.signed is not None]
        axes.plot([on for on, _ in known], [signed for _, signed in known], "-", color=_LINE, linewidth=1.5)
        for mark in self.marks:
            self._draw_mark(axes, mark)
        planned = [on.toordinal() for on in self.planned]
        axes.plot(planned, [_STRIP] * len(planned), "|", color=_PLANNED, markersize=13, markeredgewidth=2)
        days = [*(mark.on for mark in self.marks), *self.planned]
        draw_days(axes, min(days), max(days), reader=self.reader, now=self.now)
        self._draw_key(figure)

    def _draw_levels(self, axes: "Axes") -> None:
        words = {height: label_of("Mood", mood, self.reader.language) for mood, height in _HEIGHTS.items()}
        draw_scale(axes, words, pad=16)
        axes.axhline(self.usual, color=INK, linewidth=1.4, linestyle="--", zorder=1)
        axes.set_ylim(_STRIP - 0.25, 1.3)
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

    def _draw_mark(self, axes: "Axes", mark: MoodMark) -> None:
        if mark.signed is None:
            # On a strip of its own: what is not clear is never shown as neutral.
            axes.plot([mark.on.toordinal()], [_STRIP], "o", color=FAINT, markersize=8, fillstyle="none")
            return
        marker, colour = _LOOKS[mark.mood]
        axes.plot([mark.on.toordinal()], [mark.signed], marker, color=colour, markersize=10, zorder=4)

    def _draw_key(self, figure: "Figure") -> None:
        from matplotlib.lines import Line2D

        lines = {"usual": Line2D([], [], linestyle="--", color=INK, linewidth=1.4)}
        if any(mark.signed is None for mark in self.marks):
            lines["unclear"] = Line2D([], [], linestyle="", marker="o", color=FAINT, fillstyle="none")
        if self.planned:
            lines["planned"] = Line2D(
                [], [], linestyle="", marker="|", color=_PLANNED, markersize=13, markeredgewidth=2
            )
        words = [label_of("chart", key, self.reader.language) for key in lines]
        draw_key(figure, list(lines.values()), words)
