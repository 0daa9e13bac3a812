"""The plan: an advisor's days with their contacts, a client's next contacts, and moving one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from loyalty.clients import Client, Tier
from loyalty.planning import PlanLoad
from loyalty.planning.contactdays import DayContact, UnplacedOccasion
from loyalty.planning.touchpoints import TouchpointKind
from wording.actions import Action
from wording.dates import short_day
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Rows, Screen, grid
from wording.templates import render

PAGE = 10
NOTE_CHARS = 40
# Of a week told in detail; the rest is a number.
_NAMES_A_DAY = 4
_NUMBERS_A_ROW = 6
_FULL_STOPS = " .。"  # a note goes on in the line
_CLIENT_SHOWN = 6


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One contact as it is told; ``on`` is the day of its occasion where that is another than its own."""

    number: int
    name: str
    day: date
    kind: str
    note: str
    occasion: str | None
    on: date | None

    @property
    def is_occasion(self) -> bool:
        """Tell whether the contact is for an occasion of the client."""
        return self.kind in _OCCASIONS


_OCCASIONS = frozenset(kind.value for kind in TouchpointKind if kind.is_dated)


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day: how many contacts, those told by name, and the occasions among them."""

    day: date
    count: int
    lines: tuple[PlannedLine, ...]
    occasions: tuple[PlannedLine, ...]

    @property
    def more(self) -> int:
        """Return how many contacts are not told by name."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class PlanView:
    """The contacts from one day to another.

    Attributes:
        first, last: both included; a month or a week.
        today: of the advisor's calendar.
        load: the figures of the advisor's last plan, None before the first.
        unplaced: the occasions for which it found no day.
    """

    contacts: tuple[DayContact, ...]
    first: date
    last: date
    today: date
    load: PlanLoad | None = None
    unplaced: tuple[UnplacedOccasion, ...] = ()

    @property
    def has_today(self) -> bool:
        """Tell whether today is among the days; its list counts otherwise, by client and with steps."""
        return self.first <= self.today <= self.last


def plan_month(view: PlanView, *, reader: Reader, now: datetime) -> Screen:
    """Return a month: this week by name, the other days by their number of contacts and their occasions."""
    days = _days(view.contacts)
    monday = view.today - timedelta(days=view.today.weekday())
    this_week = [each for each in days if monday <= each.day < monday + timedelta(days=7)]
    others = [each for each in days if each not in this_week]
    text = render(
        "plan_month",
        reader,
        now=now,
        month=view.first,
        count=len(view.contacts),
        load=view.load if view.load and view.load.is_too_much else None,
        this_week=this_week,
        others=others,
        **_slots(view),
        note_chars=NOTE_CHARS,
    )
    week = Button(button_label("week", reader.language), Action.PLAN_WEEK, data=_iso(max(view.first, monday)))
    return Screen(text, ((*_turn(Action.PLAN_MONTH, view, reader), week),))


def plan_week(view: PlanView, *, reader: Reader, now: datetime) -> Screen:
    """Return a week by name; each day is opened by its button."""
    days = _days(view.contacts)
    text = render(
        "plan_week",
        reader,
        now=now,
        first=view.first,
        last=view.last,
        count=len(view.contacts),
        days=days,
        **_slots(view),
        note_chars=NOTE_CHARS,
    )
    opened = [
        Button(short_day(each.day, reader, now=now), Action.PLAN_DAY, data=_iso(each.day)) for each in days
    ]
    month = Button(button_label("month", reader.language), Action.PLAN_MONTH, data=_iso(view.first))
    return Screen(text, (*grid(opened), (*_turn(Action.PLAN_WEEK, view, reader), month)))


def plan_day(view: PlanView, *, page: int, reader: Reader, now: datetime) -> Screen:
    """Return one day, each contact with a number that opens it."""
    shown = view.contacts[page * PAGE : (page + 1) * PAGE]
    first = page * PAGE + 1
    text = render(
        "plan_day",
        reader,
        now=now,
        day=view.first,
        count=len(view.contacts),
        lines=[planned_line(each, number) for number, each in enumerate(shown, start=first)],
        note_chars=NOTE_CHARS,
    )
    language, data = reader.language, _iso(view.first)
    turn = [Button(button_label("week", language), Action.PLAN_WEEK, data=data)]
    if page > 0:
        turn.insert(0, Button(button_label("previous", language), Action.PLAN_DAY, str(page - 1), data))
    if len(view.contacts) > (page + 1) * PAGE:
        turn.append(Button(button_label("next", language), Action.PLAN_DAY, str(page + 1), data))
    return Screen(text, (*_numbers(shown, first), tuple(turn)))


def client_plan(
    client: Client, contacts: Sequence[DayContact], *, may_move: bool, reader: Reader, now: datetime
) -> Screen:
    """Return a client's next contacts with their days; ``may_move`` puts a number under each."""
    shown = tuple(contacts[:_CLIENT_SHOWN])
    text = render(
        "client_plan",
        reader,
        now=now,
        client=client,
        lines=[planned_line(each, number) for number, each in enumerate(shown, start=1)],
        note_chars=NOTE_CHARS,
    )
    card = Button(button_label("card", reader.language), Action.CLIENT_CARD, client.id)
    return Screen(text, (*(_numbers(shown, 1) if may_move else ()), (card,)))


def plan_contact(
    contact: DayContact, days: Sequence[date], *, may_swap: bool, reader: Reader, now: datetime
) -> Screen:
    """Offer other days with room for a contact, and a swap where another contact can change days with it."""
    text = render(
        "plan_contact",
        reader,
        now=now,
        line=planned_line(contact),
        days=days,
        may_move=contact.may_move,
        may_swap=may_swap,
        note_chars=NOTE_CHARS,
    )
    buttons = [
        Button(short_day(day, reader, now=now), Action.PLAN_MOVE, contact.touchpoint.id, _iso(day))
        for day in days
    ]
    swap = Button(button_label("swap", reader.language), Action.PLAN_SWAP, contact.touchpoint.id)
    return Screen(text, (*grid(buttons), *(((swap,),) if may_swap else ()), onwards(contact, reader)))


def plan_moved(contact: DayContact, *, was: date, reader: Reader, now: datetime) -> Screen:
    """Return to which day a contact was moved, with the way back."""
    text = render("plan_moved", reader, now=now, line=planned_line(contact), was=was, note_chars=NOTE_CHARS)
    return Screen(text, (onwards(contact, reader),))


def onwards(contact: DayContact, reader: Reader) -> tuple[Button, ...]:
    """Return the ways on from a contact: the client's plan, its week and the card."""
    language = reader.language
    return (
        Button(button_label("plan", language), Action.PLAN_CLIENT, contact.client.id),
        Button(button_label("week", language), Action.PLAN_WEEK, data=_iso(contact.day)),
        Button(button_label("card", language), Action.CLIENT_CARD, contact.client.id),
    )


def _days(contacts: Sequence[DayContact]) -> list[PlannedDay]:
    days = []
    for day, group in groupby(contacts, key=lambda each: each.day):
        lines = [planned_line(each, number) for number, each in enumerate(group, start=1)]
        # A month has no room to say on which other day an occasion itself is.
        dated = [replace(each, on=None) for each in lines if each.is_occasion]
        days.append(PlannedDay(day, len(lines), tuple(lines[:_NAMES_A_DAY]), tuple(dated[:_NAMES_A_DAY])))
    return days


def planned_line(contact: DayContact, number: int = 1) -> PlannedLine:
    """Return a contact as it is told."""
    touchpoint = contact.touchpoint
    kind = touchpoint.kind.value
    if touchpoint.kind is TouchpointKind.HELLO:
        kind = "quarterly" if contact.client.tier is Tier.STANDARD else "monthly"
    return PlannedLine(
        number=number,
        name=contact.client.name,
        day=contact.day,
        kind=kind,
        note=touchpoint.note.rstrip(_FULL_STOPS),
        occasion=touchpoint.occasion,
        on=touchpoint.occasion_on if touchpoint.occasion_on != contact.day else None,
    )


def _slots(view: PlanView) -> dict[str, object]:
    """Return what a month and a week tell below their days."""
    shown = view.unplaced[:_NAMES_A_DAY]
    return {
        "has_today": view.has_today,
        "unplaced": [_unplaced_line(each) for each in shown],
        "more_unplaced": len(view.unplaced) - len(shown),
    }


def _unplaced_line(unplaced: UnplacedOccasion) -> PlannedLine:
    occasion = unplaced.occasion
    return PlannedLine(
        number=0,
        name=unplaced.client_name,
        day=occasion.on,
        kind=occasion.kind.value,
        note="",
        occasion=occasion.key,
        on=occasion.on,
    )


def _numbers(shown: Sequence[DayContact], first: int) -> Rows:
    numbers = [
        Button(str(number), Action.PLAN_CONTACT, each.touchpoint.id)
        for number, each in enumerate(shown, start=first)
    ]
    return grid(numbers, per_row=_NUMBERS_A_ROW)


def _turn(action: Action, view: PlanView, reader: Reader) -> tuple[Button, ...]:
    """Return the ways to the month or week before, unless that is past, and to the next."""
    after = Button(button_label("next", reader.language), action, data=_iso(view.last + timedelta(days=1)))
    if view.first <= view.today:
        return (after,)
    before = view.first - timedelta(days=1)
    return (Button(button_label("previous", reader.language), action, data=_iso(before)), after)


def _iso(day: date) -> str:
    return day.isoformat()
