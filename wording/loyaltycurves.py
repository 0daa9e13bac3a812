"""A loyalty figure over time: the picture with what moved it, or a sentence while too little is known."""

from dataclasses import dataclass
from datetime import date, datetime

from loyalty.clients import ClientId
from loyalty.index.movements import Move
from loyalty.levels.levels import Cause, Level
from loyalty.levels.standings import Standing
from wording.actions import Action
from wording.card import figure_of
from wording.charts.loyalty import LoyaltyMark, LoyaltyPicture
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Screen
from wording.templates import render

CHANGES_TOLD = 3


@dataclass(frozen=True, slots=True)
class LevelStep:
    """One change of level; ``level`` is None while dormant."""

    on: date
    level: Level | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class LoyaltyCurveView:
    """What the curve shows.

    Attributes:
        marks: oldest first; a picture needs two.
        changes: of level, newest first.
        share_below: of the clients enough is known of, those with a lower figure; None when not known.
    """

    client_id: ClientId
    client_name: str
    standing: Standing | None = None
    marks: tuple[LoyaltyMark, ...] = ()
    changes: tuple[LevelStep, ...] = ()
    moves: tuple[Move, ...] = ()
    share_below: float | None = None


def loyalty_curve(view: LoyaltyCurveView, *, reader: Reader, now: datetime) -> Screen:
    """Return the curve with its words: the figure now, what moved it this week, how the level changed."""
    has_picture = len(view.marks) > 1
    text = render(
        "loyalty_curve",
        reader,
        now=now,
        client_name=view.client_name,
        figure=figure_of(view.standing, now=now),
        has_picture=has_picture,
        moves=view.moves,
        changes=view.changes[:CHANGES_TOLD],
        share_below=view.share_below,
    )
    buttons = tuple(
        Button(button_label(word, reader.language), action, view.client_id)
        for word, action in (("card", Action.CLIENT_CARD), ("why", Action.CLIENT_WHY))
    )
    picture = LoyaltyPicture(view.marks, reader, now) if has_picture else None
    return Screen(text, (buttons,), picture=picture)
