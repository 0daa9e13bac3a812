"""The profile card: what somebody needs to know of a client in ten seconds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from loyalty.cases.cases import Case
from loyalty.clients import Client
from loyalty.contacts import Channel
from loyalty.facts.interactions import Interaction
from loyalty.index.index import COVERAGE_NEEDED
from loyalty.index.norms import Dimension
from loyalty.levels.hints import NO_HINTS, Hints
from loyalty.levels.levels import Cause, Level
from loyalty.levels.overrides import SetLevel
from loyalty.levels.stages import CONTACTS_TO_KNOW_US, JourneyStage, LoyaltyStage
from loyalty.levels.standings import Standing
from loyalty.tone import Mood
from wording.actions import Action
from wording.figures import whole
from wording.labels import button_label
from wording.moods import shown_mood
from wording.reader import Reader
from wording.reasons import reason_of
from wording.screen import Button, Rows, Screen, grid
from wording.steps import next_line
from wording.templates import render

LAST_CONTACTS = 3
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CardView:
    """What a card tells.

    Attributes:
        case: the open case, if there is one.
        last: the latest contacts, newest first; three are shown.
        usual_days: the client's usual days between purchases.
        horizon_days: how far the outlook looks ahead.
        next_birthday: counted in the client's zone.
        contacts: two-way contacts so far, told while the client is getting to know the firm.
        sides: the figure of each side alone, as of the day of the standing.
        advisor_name: told when somebody else reads the card; empty when the reader is the advisor.
        set_level: what a lead set, if that is in force.
    """

    client: Client
    standing: Standing | None = None
    case: Case | None = None
    last: tuple[Interaction, ...] = ()
    usual_days: int | None = None
    horizon_days: int = 90
    next_birthday: date | None = None
    journey: JourneyStage | None = None
    stage: LoyaltyStage | None = None
    contacts: int = 0
    sides: Mapping[Dimension, float] = field(default_factory=dict)
    advisor_name: str = ""
    hints: Hints = NO_HINTS
    set_level: SetLevel | None = None


class FigureKind(StrEnum):
    """How far the loyalty figure may be told."""

    NONE = "none"
    ROUGH = "rough"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Figure:
    """The loyalty figure as it is told; ``change`` is in whole points since a week before."""

    kind: FigureKind
    value: int
    change: int
    coverage: float
    as_of: date | None


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact as it is told; ``on`` is the day in the reader's zone."""

    on: date
    channel: Channel
    mood: Mood


def card(view: CardView, *, reader: Reader, now: datetime) -> Screen:
    """Return the profile card of a client."""
    standing = view.standing
    reason = None
    if standing is not None:
        reason = reason_of(
            standing,
            case=view.case,
            usual_days=view.usual_days,
            horizon_days=view.horizon_days,
            set_level=view.set_level,
        )
    text = render(
        "card",
        reader,
        now=now,
        client=view.client,
        level=level_of(standing),
        is_calm=reason is not None and reason.cause is Cause.CALMING and view.case is None,
        reason=reason,
        reason_days=reason.days_since(reader, now=now) if reason else None,
        next_step=next_line(view.case, now=now),
        figure=figure_of(standing, now=now),
        sides=[(side.value, whole(points)) for side, points in view.sides.items()],
        last=[_contact_line(contact, reader) for contact in view.last[:LAST_CONTACTS]],
        birthday=view.next_birthday,
        journey=view.journey,
        stage=view.stage,
        contacts=min(view.contacts, CONTACTS_TO_KNOW_US),
        contacts_needed=CONTACTS_TO_KNOW_US,
        advisor_name=view.advisor_name,
        hints=view.hints,
        fell_on=day_of_ordinal(view.hints.mood_fell_on),
    )
    return Screen(text, _buttons(view, reader))


def day_of_ordinal(ordinal: int | None) -> date | None:
    """Return the day that the rules count as a number."""
    return None if ordinal is None else date.fromordinal(ordinal)


def level_of(standing: Standing | None) -> Level | None:
    """Return the level, if there is one."""
    return None if standing is None else standing.level


def figure_of(standing: Standing | None, *, now: datetime) -> Figure:
    """Return the loyalty figure in whole points; it is dated when a night did not bring it up to date.

    A night scores as of its own day in UTC, which in the morning of the east was yesterday.
    """
    if standing is None or standing.coverage <= 0:
        return Figure(FigureKind.NONE, value=0, change=0, coverage=0.0, as_of=None)
    value = whole(standing.index)
    before = value if standing.week_ago is None else whole(standing.week_ago)
    return Figure(
        kind=FigureKind.PLAIN if standing.coverage >= COVERAGE_NEEDED else FigureKind.ROUGH,
        value=value,
        change=value - before,
        coverage=standing.coverage,
        as_of=None if standing.scored_on >= now.astimezone(UTC).date() - _A_DAY else standing.scored_on,
    )


def _contact_line(contact: Interaction, reader: Reader) -> ContactLine:
    on = contact.occurred_at.astimezone(reader.tzinfo).date()
    return ContactLine(on, contact.channel, shown_mood(contact.reading))


def _buttons(view: CardView, reader: Reader) -> Rows:
    client_id, language = view.client.id, reader.language

    def button(label: str, action: Action, target: str = client_id) -> Button:
        return Button(button_label(label, language), action, target)

    buttons = [
        button("log", Action.CLIENT_LOG),
        button("why", Action.CLIENT_WHY),
        button("draft", Action.CLIENT_DRAFT),
        button("history", Action.HISTORY),
        button("plan", Action.PLAN_CLIENT),
    ]
    if view.case is not None:
        buttons.append(button("steps", Action.CASE_SHOW, view.case.id))
    buttons += [button("remind", Action.REMIND), button("more", Action.CLIENT_MORE)]
    return grid(buttons)
