"""The facts kept of a client: looked through, deleted, and reached from the line of Why? that is wrong."""

from datetime import UTC, date

from handlers.desk import Desk
from handlers.questions import end_question
from loyalty.clients import Client
from loyalty.facts.groups import GROUPS
from loyalty.facts.signals import Signal
from loyalty.index.explanation import explain
from loyalty.index.index import loyalty_index
from storage.records.facts import delete_fact
from wording.factlists import (
    PAGE,
    PURCHASES_SHOWN,
    FactsView,
    fact_delete,
    fact_deleted,
    fact_item,
    facts,
    not_right,
    page_of,
    purchases,
)


def show_facts(desk: Desk) -> None:
    """Show a page of a client's facts, newest first."""
    end_question(desk)
    client = desk.store.clients.of(desk.target, reader=desk.person)
    page, groups = page_of(desk.data)
    kinds = [kind for group in groups for kind in GROUPS[group]]
    found = desk.store.signals.page(client.id, kinds=kinds, offset=page * PAGE, limit=PAGE + 1)
    view = FactsView(client, tuple(found[:PAGE]), groups, page, has_older=len(found) > PAGE)
    desk.show(facts(view, reader=desk.reader, now=desk.now), about=client.id)


def show_fact(desk: Desk) -> None:
    """Show one fact with what can be done about it."""
    client, signal = _pressed(desk)
    desk.show(fact_item(client, signal, reader=desk.reader, now=desk.now), about=client.id)


def ask_delete(desk: Desk) -> None:
    """Ask once whether to delete a fact."""
    client, signal = _pressed(desk)
    desk.show(fact_delete(client, signal, reader=desk.reader, now=desk.now), about=client.id)


def delete(desk: Desk) -> None:
    """Delete a fact; a case it opened stays until a person closes it."""
    client, signal = _pressed(desk)
    done = delete_fact(desk.store, signal.id, by=desk.person.id, now=desk.now)
    desk.store.audit.record(desk.person.id, "fact.deleted", client.id, desk.now, detail=signal.kind)
    level_before = done.before.level if done.before else None
    screen = fact_deleted(
        client,
        signal,
        index=done.after.index,
        level=done.after.level if done.after.level is not level_before else None,
        reader=desk.reader,
        now=desk.now,
    )
    desk.show(screen, about=client.id)


def ask_which_line(desk: Desk) -> None:
    """Ask which line of Why? is wrong."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    norms, history = desk.store.firm.norms(), desk.store.histories.of(client.id)
    standing = desk.store.standings.of(client.id)
    on = standing.scored_on if standing else desk.now.astimezone(UTC).date()
    index = loyalty_index(history, today=on.toordinal(), norms=norms)
    screen = not_right(
        client,
        explain(index, history, today=on.toordinal(), norms=norms),
        level=standing.level if standing else None,
        cause=standing.cause if standing else None,
        reader=desk.reader,
    )
    desk.show(screen, about=client.id)


def show_purchases(desk: Desk) -> None:
    """Show the last purchases the files told."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    bought = desk.store.histories.of(client.id).purchases
    lines = sorted({(each.day, each.category) for each in bought}, reverse=True)
    shown = [(date.fromordinal(day), category) for day, category in lines[:PURCHASES_SHOWN]]
    screen = purchases(client, shown, more=len(lines) - len(shown), reader=desk.reader, now=desk.now)
    desk.show(screen, about=client.id)


def _pressed(desk: Desk) -> tuple[Client, Signal]:
    signal = desk.store.signals.of(desk.target, reader=desk.person)
    return desk.store.clients.of(signal.client_id, reader=desk.person), signal
