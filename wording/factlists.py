"""The facts kept of a client, page by page; which line of Why? is wrong, and where that is put right."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from loyalty.clients import Client, ClientId
from loyalty.facts.groups import FactGroup
from loyalty.facts.signals import Signal, SignalKind
from loyalty.index.explanation import Part, PartCode
from loyalty.levels.levels import Cause, Level
from wording.actions import Action
from wording.facts import solved_button
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Rows, Screen, grid
from wording.templates import render

PAGE = 6
PURCHASES_SHOWN = 6
_NUMBERS_A_ROW = 6


@dataclass(frozen=True, slots=True)
class FactsView:
    """One page of the facts of a client, newest first.

    Attributes:
        groups: only facts of these groups; all when empty.
        items: at most six.
        page: counted from 0.
    """

    client: Client
    items: tuple[Signal, ...]
    groups: tuple[FactGroup, ...] = ()
    page: int = 0
    has_older: bool = False


_Way = tuple[Action, Collection[FactGroup]]
_BOUGHT: _Way = (Action.PURCHASES, ())
_TALKED: _Way = (Action.HISTORY, ())


def _kept(*groups: FactGroup) -> _Way:
    return (Action.FACTS, groups)


# Where each line comes from, and so where it is put right.
_WAYS: Mapping[PartCode, _Way] = MappingProxyType(
    {
        PartCode.BUYS_OFTEN: _BOUGHT,
        PartCode.BUYS_SELDOM: _BOUGHT,
        PartCode.PURCHASE_SILENCE: _BOUGHT,
        PartCode.MANY_GROUPS: _BOUGHT,
        PartCode.FEW_GROUPS: _BOUGHT,
        PartCode.RECOMMENDS: _kept(FactGroup.OPINION, FactGroup.REFERRAL),
        PartCode.DOES_NOT_RECOMMEND: _kept(FactGroup.OPINION),
        PartCode.REFERRED: _kept(FactGroup.REFERRAL, FactGroup.OPINION),
        PartCode.SATISFIED: _kept(FactGroup.OPINION),
        PartCode.DISSATISFIED: _kept(FactGroup.OPINION, FactGroup.COMPLAINT),
        PartCode.COMPLAINT_OPEN: _kept(FactGroup.COMPLAINT),
        PartCode.COMPLAINT_SOLVED: _kept(FactGroup.COMPLAINT),
        PartCode.SPEAKS_WELL: _kept(FactGroup.REACH),
        PartCode.SPEAKS_ILL: _kept(FactGroup.REACH),
        PartCode.WARM_CONTACTS: _TALKED,
        PartCode.FEW_WARM_CONTACTS: _TALKED,
        PartCode.CONTACT_SILENCE: _TALKED,
        PartCode.WIDE_REACH: _kept(FactGroup.REACH),
        PartCode.LITTLE_REACH: _kept(FactGroup.REACH),
        PartCode.CAME_TO_EVENTS: _kept(FactGroup.EVENT),
        PartCode.TOOK_EVENT_ROLE: _kept(FactGroup.EVENT),
        PartCode.DECLINED_EVENTS: _kept(FactGroup.EVENT),
        PartCode.FAMILY_TIES: _kept(FactGroup.FAMILY),
        PartCode.WISHES_TO_HAND_ON: _kept(FactGroup.FAMILY),
        PartCode.NO_WISH_TO_HAND_ON: _kept(FactGroup.FAMILY),
        PartCode.OTHER: _kept(),
    }
)
_CAUSE_WAYS: Mapping[Cause, _Way] = MappingProxyType(
    {
        Cause.COMPLAINT_OPEN: _kept(FactGroup.COMPLAINT),
        Cause.WISH_TO_LEAVE: _kept(FactGroup.COMPLAINT),
        Cause.SILENCE: _BOUGHT,
        Cause.MAY_LEAVE: _BOUGHT,
        Cause.FEW_PURCHASES: _BOUGHT,
        Cause.DORMANT: _BOUGHT,
    }
)


def facts(view: FactsView, *, reader: Reader, now: datetime) -> Screen:
    """Return a page of facts; each number opens the fact of its line."""
    text = render("facts", reader, now=now, view=view)
    return Screen(text, _page_rows(view, reader))


def fact_item(
    client: Client, signal: Signal, *, reader: Reader, now: datetime, is_settled: bool = False
) -> Screen:
    """Return one fact with what can be done about it."""
    text = render("fact_item", reader, now=now, client=client, fact=signal, is_settled=is_settled)
    buttons = []
    if signal.is_open_matter:
        buttons.append(solved_button(signal.id, reader))
    if signal.kind is SignalKind.REFERRAL and not signal.value:
        buttons.append(Button(button_label("bought", reader.language), Action.FACT_BOUGHT, signal.id))
    if signal.interaction_id is not None:
        note = Button(button_label("note", reader.language), Action.HISTORY_ITEM, signal.interaction_id)
        buttons.append(note)
    buttons.append(Button(button_label("delete", reader.language), Action.FACT_DELETE, signal.id))
    return Screen(text, (*grid(buttons), (_to("back", Action.FACTS, client.id, reader),)))


def fact_delete(client: Client, signal: Signal, *, reader: Reader, now: datetime) -> Screen:
    """Ask once whether to delete a fact, naming the client."""
    text = render("fact_delete", reader, now=now, client=client, fact=signal)
    sure = Button(button_label("delete_sure", reader.language), Action.FACT_DELETE_SURE, signal.id)
    keep = Button(button_label("keep", reader.language), Action.FACT_ITEM, signal.id)
    return Screen(text, ((sure, keep),))


def fact_deleted(
    client: Client,
    signal: Signal,
    *,
    index: float,
    level: Level | None,
    reader: Reader,
    now: datetime,
) -> Screen:
    """Return that a fact is deleted, and the figure now; ``level`` is told when it changed."""
    text = render("fact_deleted", reader, now=now, client=client, fact=signal, index=index, level=level)
    rest = _to("facts", Action.FACTS, client.id, reader)
    return Screen(text, ((rest, _to("why", Action.CLIENT_WHY, client.id, reader)),))


def not_right(
    client: Client,
    parts: Sequence[Part],
    *,
    level: Level | None,
    cause: Cause | None,
    reader: Reader,
) -> Screen:
    """Ask which line of Why? is wrong; each number leads to where that is put right."""
    told = cause if level is not None and cause in _CAUSE_WAYS else None
    text = render("not_right", reader, client=client, level=level, cause=told, parts=parts)
    ways = [_CAUSE_WAYS[told]] if told is not None else []
    ways += [_WAYS[part.code] for part in parts]
    numbers = [_way_button(str(number), way, client.id) for number, way in enumerate(ways, start=1)]
    last = (
        _to("back", Action.CLIENT_WHY, client.id, reader),
        _to("facts", Action.FACTS, client.id, reader),
        _to("history", Action.HISTORY, client.id, reader),
    )
    return Screen(text, (*grid(numbers, per_row=_NUMBERS_A_ROW), last))


def purchases(
    client: Client, lines: Sequence[tuple[date, str]], *, more: int, reader: Reader, now: datetime
) -> Screen:
    """Return the last purchases, day and department, and who can put them right."""
    text = render("purchases", reader, now=now, client=client, lines=lines, more=more)
    back = _to("back", Action.NOT_RIGHT, client.id, reader)
    return Screen(text, ((back, _to("why", Action.CLIENT_WHY, client.id, reader)),))


def page_data(page: int, groups: Collection[FactGroup]) -> str:
    """Return what a button to a page of facts carries."""
    return f"{page} {','.join(groups)}".strip()


def page_of(data: str) -> tuple[int, tuple[FactGroup, ...]]:
    """Return the page and the groups that a button carries."""
    page, _, groups = data.partition(" ")
    return int(page or 0), tuple(FactGroup(name) for name in groups.split(",") if name)


def _page_rows(view: FactsView, reader: Reader) -> Rows:
    numbers = tuple(
        Button(str(number), Action.FACT_ITEM, item.id) for number, item in enumerate(view.items, start=1)
    )
    client_id, turn = view.client.id, []
    if view.page > 0:
        turn.append(_page_button("newer", view, view.page - 1, reader))
    if view.has_older:
        turn.append(_page_button("older", view, view.page + 1, reader))
    last = (
        _to("back", Action.CLIENT_WHY, client_id, reader),
        _to("add_fact", Action.FACT_ADD, client_id, reader),
        _to("history", Action.HISTORY, client_id, reader),
    )
    return tuple(row for row in (numbers, tuple(turn), last) if row)


def _page_button(word: str, view: FactsView, page: int, reader: Reader) -> Button:
    data = page_data(page, view.groups)
    return Button(button_label(word, reader.language), Action.FACTS, view.client.id, data)


def _way_button(label: str, way: _Way, client_id: ClientId) -> Button:
    action, groups = way
    return Button(label, action, client_id, page_data(0, groups) if action is Action.FACTS else None)


def _to(word: str, action: Action, client_id: ClientId, reader: Reader) -> Button:
    return Button(button_label(word, reader.language), action, client_id)
