"""Samples of the screens about facts: adding, settling, listing, deleting, putting right, what matters."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from loyalty.facts.groups import FactGroup
from loyalty.facts.interactions import InteractionId
from loyalty.facts.signals import CHOICES, SCALES, Signal, SignalId, SignalKind
from loyalty.index.explanation import Part, PartCode
from loyalty.levels.levels import Cause, Level
from tests.wording import firm
from tests.wording.firm import NOON, OPENED
from tests.wording.spoken import LATER, LEVELS, Names, client_of
from wording.clients import ClientField
from wording.factlists import (
    FactsView,
    fact_delete,
    fact_deleted,
    fact_item,
    facts,
    not_right,
    purchases,
)
from wording.facts import (
    FactSavedView,
    fact_groups,
    fact_kinds,
    fact_saved,
    fact_undone,
    fact_value,
    mention_tone,
)
from wording.needs import needs
from wording.notes import SavedView, Suggestion, log_saved
from wording.reader import Reader
from wording.screen import Screen

_ON = date(2026, 11, 9)


def signals() -> list[Signal]:
    """Return a fact of every kind and form."""
    found = []
    for kind in SignalKind:
        scale = SCALES.get(kind)
        values = CHOICES.get(kind) or ((scale.least, scale.most or 25_000.0) if scale else (None,))
        found += [_signal(kind, value) for value in values]
    found += [
        replace(_signal(kind, 1.0), closed_on=date(2026, 11, 12))
        for kind in (SignalKind.COMPLAINT, SignalKind.EXIT_WISH)
    ]
    mention = _signal(SignalKind.MENTION, 12_000.0)
    return found + [replace(mention, tone=tone, about_us=True) for tone in (-1.0, 0.0, 1.0)]


def facts_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
    yield fact_groups(client, reader=reader)
    open_ones = [_signal(SignalKind.COMPLAINT, 1.0), _signal(SignalKind.EXIT_WISH, None)]
    for group in (group for group in FactGroup if group is not FactGroup.VISIT):
        yield fact_kinds(client, group, reader=reader, now=NOON)
    for matters in (open_ones[:1], open_ones):
        yield fact_kinds(client, FactGroup.COMPLAINT, open_matters=matters, reader=reader, now=NOON)
    for kind in SCALES:
        yield fact_value(client, kind, reader=reader)
        yield fact_value(client, kind, is_wrong=True, reader=reader)
    yield mention_tone(client, 12_000.0, reader=reader)
    view = FactSavedView(
        client=client,
        signal=open_ones[0],
        change_id="f-1",
        undo_until=OPENED,
        index_before=48.3,
        level_before=Level.GREEN,
        standing=firm.a_standing(),
        case=firm.a_case(),
        told=(names.lead,),
    )
    yield fact_saved(view, reader=reader, now=NOON)
    yield fact_saved(replace(view, told=(names.lead, names.advisor), told_at=LATER), reader=reader, now=NOON)
    calm = firm.a_standing(Level.GREEN, Cause.ALL_WELL, coverage=0.2)
    for signal in signals():
        saved = replace(view, signal=signal, standing=calm, case=None, told=())
        yield fact_saved(saved, reader=reader, now=NOON)
    for level, cause in LEVELS:
        yield fact_undone(client, firm.a_standing(level, cause), reader=reader, now=NOON)


def fact_lists_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
    items = signals()
    yield facts(FactsView(client, (), (FactGroup.REACH,)), reader=reader, now=NOON)
    for start in range(0, len(items), 6):
        page = FactsView(client, tuple(items[start : start + 6]), (), start // 6, has_older=True)
        yield facts(page, reader=reader, now=NOON)
    told = replace(items[0], detail=names.note, interaction_id=InteractionId("i-1"))
    for signal in (*items, told):
        yield fact_item(client, signal, reader=reader, now=NOON)
        yield fact_item(client, signal, is_settled=True, reader=reader, now=NOON)
        yield fact_delete(client, signal, reader=reader, now=NOON)
        for level in (None, Level.GREEN):
            yield fact_deleted(client, signal, index=46.2, level=level, reader=reader, now=NOON)
    lines = [(_ON, names.team), (date(2025, 11, 9), "")] * 3
    yield purchases(client, lines, more=1200, reader=reader, now=NOON)
    yield purchases(client, (), more=0, reader=reader, now=NOON)


def wrong_lines_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
    parts = [Part(code, -1.5, days=96, usual_days=41, count=3) for code in PartCode]
    for start in range(0, len(parts), 7):
        for level, cause in LEVELS:
            some = parts[start : start + 7]
            yield not_right(client, some, level=level, cause=cause, reader=reader)
    yield not_right(client, (), level=None, cause=None, reader=reader)


def needs_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
    full = replace(client, needs_basic=names.note, likes=names.team, needs_emotional=names.note)
    yield needs(client, reader=reader)
    yield needs(full, reader=reader, saved=ClientField.LIKES)
    calm = firm.a_standing(Level.GREEN, Cause.ALL_WELL)
    view = SavedView(InteractionId("i-1"), client.id, names.client, OPENED, Level.GREEN, calm)
    for suggestion in Suggestion:
        yield log_saved(replace(view, suggestion=(suggestion, "target")), reader=reader, now=NOON)


def _signal(kind: SignalKind, value: float | None) -> Signal:
    return Signal(SignalId("s-1"), firm.a_client().id, kind, _ON, value=value)
