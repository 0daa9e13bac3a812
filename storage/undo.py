"""Undo: for half a minute after saving, a log and all that followed from it can be taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.clients import ClientId
from loyalty.interactions import Interaction, InteractionId
from loyalty.people import PersonId
from loyalty.playbooks import PlaybookName
from loyalty.standings import Standing
from storage.alerts import redraw, withdraw
from storage.fulfilment import give_back, restore_plan
from storage.openings import open_case
from storage.refusals import InteractionNotFoundError, UndoTooLateError
from storage.scoring import rescore
from storage.store import Store
from storage.undorecords import UndoRecord
from storage.yardstick import utc_day

UNDO_FOR = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Undone:
    """The client a log was about, and where that client stands again."""

    client_id: ClientId
    standing: Standing


def undo_log(store: Store, interaction_id: InteractionId, *, by: PersonId, now: datetime) -> Undone:
    """Take a log back as if it had never been: level, case, steps, and what others were told.

    Raises:
        InteractionNotFoundError: it is out of reach, somebody else's, or was taken back before.
        UndoTooLateError: it was saved more than 30 seconds ago.
    """
    author = store.people.of(by)
    log = store.interactions.of(interaction_id, reader=author)
    if log.author_id != by:
        raise InteractionNotFoundError(interaction_id)
    store.standings.lock([log.client_id])
    record = store.undo_records.of(interaction_id)
    if record is None or now > log.logged_at + UNDO_FOR:
        raise UndoTooLateError(interaction_id, log.logged_at + UNDO_FOR)
    for case in store.cases.opened_by(interaction_id):
        store.cases.withdraw(case.id, by=by, now=now)
        withdraw(store, case, by=by, now=now)
    _take_back_steps(store, log, by=by, now=now)
    after = store.undo_records.next_after(record)
    store.standings.restore(record.before, without=interaction_id, since=utc_day(log.logged_at))
    store.undo_records.forget(interaction_id)
    store.signals.delete_of_interaction(interaction_id)
    store.corrections.forget(interaction_id)
    give_back(store, interaction_id, now=now)
    store.interactions.delete(interaction_id)
    restore_plan(store, record, store.clients.anyone(log.client_id), now=now, later=after)
    if after is not None:
        return Undone(log.client_id, _replay(store, after, record, now=now))
    return Undone(log.client_id, record.before)


def _take_back_steps(store: Store, log: Interaction, *, by: PersonId, now: datetime) -> None:
    for case_id in store.cases.reopen_steps_of(log.id):
        redraw(store, store.cases.anyone(case_id), now=now)
    for case in store.cases.raised_by(log.id):
        withdraw(store, case, by=by, now=now)
        store.cases.lower(case.id, PlaybookName.WIN_BACK)


def _replay(store: Store, later: UndoRecord, record: UndoRecord, *, now: datetime) -> Standing:
    """Score again what was logged since, from where the client stood before the log that was taken back."""
    store.undo_records.rebase(later.interaction_id, record)
    rescored = rescore(store, later.client_id, now=now, interaction_id=later.interaction_id)
    log = store.interactions.anyone(later.interaction_id)
    open_case(store, rescored, now=now, log=log)
    return rescored.after
