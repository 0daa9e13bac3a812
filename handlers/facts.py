"""Adding facts about a client by buttons or a typed number, settling them, and taking them back."""

from handlers.desk import Desk
from handlers.finding import clients_by_contact
from handlers.questions import Question, ask, end_question
from loyalty.cases.cases import Case
from loyalty.clients import Client, ClientId
from loyalty.facts.groups import GROUPS, FactGroup, typed_value
from loyalty.facts.signals import Signal, SignalId, SignalKind
from storage.records.facts import FactSaved, add_fact, change_fact
from storage.records.undo import UNDO_FOR, undo_fact
from storage.records.undorecords import ChangeId
from storage.refusals import ClientClosedError, SignalNotFoundError, UndoTooLateError
from storage.scores.yardstick import utc_day
from wording.factlists import fact_item
from wording.facts import (
    FactSavedView,
    fact_groups,
    fact_kinds,
    fact_saved,
    fact_undone,
    fact_value,
    mention_tone,
)
from wording.screen import Screen
from wording.toasts import fact_undo_over, toast

NEW_MESSAGE = "new"
_MATTERS_SHOWN = 5


def offer_facts(desk: Desk) -> None:
    """Ask what a new fact is about, or, once that is chosen, which kind it is."""
    end_question(desk)
    client = _open_client(desk)
    if not desk.data:
        desk.show(fact_groups(client, reader=desk.reader), about=client.id)
        return
    group = FactGroup(desk.data)
    matters = _open_matters(desk, client) if group is FactGroup.COMPLAINT else []
    screen = fact_kinds(client, group, open_matters=matters, reader=desk.reader, now=desk.now)
    desk.show(screen, about=client.id)


def ask_value(desk: Desk) -> None:
    """Ask for the value of a kind: a button or the next typed number gives it."""
    client = _open_client(desk)
    kind = SignalKind(desk.data)
    ask(desk, Question.FACT_VALUE, client.id, step=kind)
    desk.show(fact_value(client, kind, reader=desk.reader), about=client.id)


def take_typed_value(desk: Desk, client_id: str, step: str) -> bool:
    """Take a typed number; one that cannot be is asked for again, words are no answer and leave it open."""
    kind = SignalKind(step)
    value = typed_value(desk.incoming.text, kind)
    has_number = any(sign.isdigit() for sign in desk.incoming.text)
    if value is None and (not has_number or clients_by_contact(desk, desk.incoming.text)):
        return False
    client = desk.store.clients.of(client_id, reader=desk.person)
    if value is None:
        desk.say(fact_value(client, kind, is_wrong=True, reader=desk.reader), about=client.id)
        return True
    end_question(desk)
    if kind is SignalKind.MENTION:
        desk.say(mention_tone(client, value, reader=desk.reader), about=client.id)
        return True
    _tell_saved(
        desk, client, add_fact(desk.store, client.id, kind, value=value, by=desk.person.id, now=desk.now)
    )
    return True


def save_fact(desk: Desk) -> None:
    """Save the fact a button carries; a second press saves nothing."""
    if not _is_first_press(desk):
        return
    end_question(desk)
    client = _open_client(desk)
    word, *rest = desk.data.split()
    value, tone, about_us = ([float(each) for each in rest] + [None] * 3)[:3]
    saved = add_fact(
        desk.store,
        client.id,
        SignalKind(word),
        value=value,
        tone=tone if about_us else None,
        about_us=bool(about_us),
        by=desk.person.id,
        now=desk.now,
    )
    _tell_saved(desk, client, saved)


def solve(desk: Desk) -> None:
    """Settle a complaint or a wish to leave as of today; its case goes on until somebody closes it."""
    if _is_first_press(desk):
        signal_id = SignalId(desk.target)
        done = change_fact(
            desk.store, signal_id, settled_on=utc_day(desk.now), by=desk.person.id, now=desk.now
        )
        _tell_changed(desk, done)


def mark_bought(desk: Desk) -> None:
    """Keep that somebody the client sent has bought."""
    if _is_first_press(desk):
        done = change_fact(desk.store, SignalId(desk.target), value=1.0, by=desk.person.id, now=desk.now)
        _tell_changed(desk, done)


def undo(desk: Desk) -> None:
    """Take a change of a fact back within 30 seconds."""
    try:
        undone = undo_fact(desk.store, ChangeId(desk.target), by=desk.person.id, now=desk.now)
    except UndoTooLateError as error:
        desk.note(fact_undo_over(until=error.until, reader=desk.reader), alert=True)
        return
    except SignalNotFoundError:
        desk.note(toast("already_done", desk.reader))
        return
    client = desk.store.clients.of(undone.client_id, reader=desk.person)
    desk.store.audit.record(desk.person.id, "fact.undone", client.id, desk.now)
    desk.show(fact_undone(client, undone.standing, reader=desk.reader, now=desk.now), about=client.id)


def _tell_changed(desk: Desk, done: FactSaved | None) -> None:
    if done is not None:
        client = desk.store.clients.of(done.signal.client_id, reader=desk.person)
        _tell_saved(desk, client, done)
        return
    signal = desk.store.signals.of(desk.target, reader=desk.person)
    client = desk.store.clients.of(signal.client_id, reader=desk.person)
    _tell(desk, fact_item(client, signal, is_settled=True, reader=desk.reader, now=desk.now), client.id)


def _tell_saved(desk: Desk, client: Client, saved: FactSaved) -> None:
    desk.store.audit.record(desk.person.id, "fact.saved", client.id, desk.now, detail=saved.signal.kind)
    told_later = [told.at for told in saved.told if told.at > desk.now]
    view = FactSavedView(
        client=client,
        signal=saved.signal,
        change_id=saved.change_id,
        undo_until=desk.now + UNDO_FOR,
        index_before=saved.index_before,
        level_before=saved.before.level,
        standing=saved.after,
        case=saved.case or _loud_case(desk, client),
        told=tuple(told.lead.name for told in saved.told),
        told_at=max(told_later, default=None),
    )
    _tell(desk, fact_saved(view, reader=desk.reader, now=desk.now), client.id)


def _tell(desk: Desk, screen: Screen, client_id: ClientId) -> None:
    """Answer in place; beside a note just saved, whose own Undo must stay, in a message of its own."""
    if desk.data == NEW_MESSAGE:
        desk.say(screen, about=client_id)
    else:
        desk.show(screen, about=client_id)


def _is_first_press(desk: Desk) -> bool:
    """Claim the pressed button; the second of two quick taps does nothing."""
    if desk.press is not None and desk.store.buttons.use(desk.press.token, now=desk.now):
        return True
    desk.note(toast("already_done", desk.reader))
    return False


def _open_client(desk: Desk) -> Client:
    client = desk.store.clients.of(desk.target, reader=desk.person)
    if client.closed_at is not None:
        raise ClientClosedError(client.id)
    return client


def _open_matters(desk: Desk, client: Client) -> list[Signal]:
    kinds = GROUPS[FactGroup.COMPLAINT]
    found = desk.store.signals.page(client.id, kinds=kinds, limit=50)
    return [signal for signal in found if signal.is_open_matter][:_MATTERS_SHOWN]


def _loud_case(desk: Desk, client: Client) -> Case | None:
    """Return the gravest open case; of a quiet one nothing is said here."""
    return next((case for case in desk.store.cases.open_of(client.id) if not case.playbook.is_quiet), None)
