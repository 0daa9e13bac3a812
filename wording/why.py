"""Why a client has this level and this loyalty figure, so that the parts shown add up exactly."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.cases.cases import Case
from loyalty.clients import Client
from loyalty.index.explanation import Part
from loyalty.index.movements import Move
from loyalty.index.norms import IndicatorName
from loyalty.levels.hints import NO_HINTS, Hints
from loyalty.levels.overrides import SetLevel, computed
from loyalty.levels.standings import Standing
from wording.actions import Action
from wording.card import day_of_ordinal, figure_of
from wording.labels import button_label
from wording.reader import Reader
from wording.reasons import Reason, reason_of
from wording.screen import Button, Screen
from wording.templates import render

START = 50.0
# Fewer are named where a line tells what moved the figure, so that all is read in ten seconds.
UNKNOWN_SHOWN, UNKNOWN_BESIDE_MOVES = 3, 1
MOVES_SHOWN = 2


@dataclass(frozen=True, slots=True)
class WhyView:
    """What Why? tells.

    Attributes:
        parts: as ``loyalty.index.explanation.explain`` gives them: with 50.0 they add up to the figure.
        unknown: indicators without any fact.
        moves: what moved the figure this week, the largest first; two are shown.
        share_below: of the clients enough is known of, those with a lower figure; None when not known.
        set_level: what a lead set, if that is in force.
        may_set_level: the reader leads the client's team.
    """

    client: Client
    standing: Standing | None = None
    parts: tuple[Part, ...] = ()
    unknown: tuple[IndicatorName, ...] = ()
    case: Case | None = None
    usual_days: int | None = None
    horizon_days: int = 90
    hints: Hints = NO_HINTS
    moves: tuple[Move, ...] = ()
    share_below: float | None = None
    set_level: SetLevel | None = None
    may_set_level: bool = False


def why(view: WhyView, *, reader: Reader, now: datetime) -> Screen:
    """Return why a client has the level, what makes it better, and what the figure is made of."""
    standing = view.standing
    reason = beneath = None
    if standing is not None:
        reason = _reason(standing, view)
        beneath = _reason(computed(standing), view) if standing.is_set_by_lead else None
    unknown = UNKNOWN_BESIDE_MOVES if view.moves else UNKNOWN_SHOWN
    text = render(
        "why",
        reader,
        now=now,
        client=view.client,
        level=standing.level if standing else None,
        reason=reason,
        hints=view.hints,
        fell_on=day_of_ordinal(view.hints.mood_fell_on),
        reason_days=reason.days_since(reader, now=now) if reason else None,
        beneath=beneath,
        beneath_days=beneath.days_since(reader, now=now) if beneath else None,
        figure=figure_of(standing, now=now),
        start=START,
        parts=view.parts,
        total=START + sum(part.points for part in view.parts),
        moves=view.moves[:MOVES_SHOWN],
        share_below=view.share_below,
        unknown=view.unknown[:unknown],
        more_unknown=max(0, len(view.unknown) - unknown),
    )

    def button(word: str, action: Action) -> Button:
        return Button(button_label(word, reader.language), action, view.client.id)

    first = (
        button("back", Action.CLIENT_CARD),
        button("add_fact", Action.FACT_ADD),
        button("not_right", Action.NOT_RIGHT),
    )
    second = (button("facts", Action.FACTS), button("loyalty_curve", Action.CLIENT_CURVE))
    if not view.may_set_level:
        return Screen(text, (first, second))
    return Screen(text, (first, second, (button("set_level", Action.LEVEL),)))


def _reason(standing: Standing, view: WhyView) -> Reason:
    return reason_of(
        standing,
        case=view.case,
        usual_days=view.usual_days,
        horizon_days=view.horizon_days,
        set_level=view.set_level,
    )
