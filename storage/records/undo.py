"""Undo: for half a minute, a log or a change of a fact can be taken back with all that followed from it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loyalty.cases.cases import CaseId, CaseState
from loyalty.clients import ClientId
from loyalty.facts.interactions import Interaction, InteractionId
from loyalty.facts.signals import MEETINGS
from loyalty.levels.standings import Standing
from loyalty.people.people import PersonId
from loyalty.playbooks import PlaybookName
from storage.cases.alerts import redraw, withdraw
from storage.cases.openings import open_case
from storage.plans.fulfilment import give_back, restore_plan
from storage.records.facts import follow_fact
from storage.records.undorecords import ChangeId, UndoRecord
from storage.refusals import InteractionNotFoundError, SignalNotFoundError, UndoTooLateError
from storage.scores.scoring import rescore
from storage.scores.yardstick import utc_day
from storage.store import Store

UNDO_FOR = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Undone:
    """The client a log or fact was about, and where that client stands again."""

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
        if store.cases.withdraw(case.id, by=by, now=now):
            withdraw(store, case, by=by, now=now)
    _take_back_steps(store, log, by=by, now=now)
    # What a person closed meanwhile stays closed, without the log that is gone.
    store.cases.detach(interaction_id)
    after = store.undo_records.kept_beside(record)
    is_scored_since = _is_scored_since(store, record)
    store.standings.restore(record.before, without=interaction_id, since=utc_day(log.logged_at))
    store.undo_records.forget(interaction_id)
    store.signals.delete_of_interaction(interaction_id)
    store.corrections.forget(interaction_id)
    give_back(store, interaction_id)
    store.interactions.delete(interaction_id)
    client = store.clients.anyone(log.client_id)
    restore_plan(store, record, client, now=now, later=after)
    if client.closed_at is not None:
        store.touchpoints.drop_about(client.id, now=now)
    standing = _standing_after(store, record, after, is_scored_since=is_scored_since, now=now)
    return Undone(log.client_id, standing)


def undo_fact(store: Store, change_id: ChangeId, *, by: PersonId, now: datetime) -> Undone:
    """Take a change of a fact back as if it had never been: the fact, level, case, what others were told.

    Raises:
        SignalNotFoundError: it was taken back before, is somebody else's, or the fact has been deleted since.
        UndoTooLateError: it was saved more than 30 seconds ago.
    """
    record = store.undo_records.of(change_id)
    if record is None or record.fact is None or record.saved_at is None or record.fact.by != by:
        raise SignalNotFoundError(change_id)
    if now > record.saved_at + UNDO_FOR:
        raise UndoTooLateError(change_id, record.saved_at + UNDO_FOR)
    fact = record.fact
    client = store.clients.of(record.client_id, reader=store.people.of(by))
    store.standings.lock([client.id])
    kind = store.signals.of(fact.signal_id, reader=store.people.of(by)).kind
    if fact.case_id is not None:
        _take_back_case(store, fact.case_id, raised=fact.raised, by=by, now=now)
    after = store.undo_records.kept_beside(record)
    is_scored_since = _is_scored_since(store, record)
    store.standings.restore_without_fact(record.before, without=fact.signal_id, since=record.saved_at)
    store.undo_records.forget(change_id)
    if fact.is_new:
        store.signals.delete([fact.signal_id])
    else:
        store.signals.change(fact.signal_id, value=fact.value, closed_on=fact.closed_on)
    if kind in MEETINGS:
        store.plan_loads.mark_stale([client.advisor_id])
    standing = _standing_after(store, record, after, is_scored_since=is_scored_since, now=now)
    return Undone(client.id, standing)


def _is_scored_since(store: Store, record: UndoRecord) -> bool:
    """Tell whether anything but a log or fact was scored since, such as a case that was closed."""
    standing = store.standings.of(record.client_id)
    return standing is not None and standing.scored_at > store.undo_records.last_saved_at(record.client_id)


def _standing_after(
    store: Store, record: UndoRecord, kept: UndoRecord | None, *, is_scored_since: bool, now: datetime
) -> Standing:
    if kept is not None:
        return _replay(store, kept, record, at=now if is_scored_since else kept.saved_at or now, now=now)
    if is_scored_since:
        # A lead set the level meanwhile, say, or a matter was settled; that is not undone.
        return rescore(store, record.client_id, now=now).after
    return record.before


def _take_back_case(store: Store, case_id: CaseId, *, raised: bool, by: PersonId, now: datetime) -> None:
    case = store.cases.anyone(case_id)
    if case.state is not CaseState.OPEN:
        return
    withdraw(store, case, by=by, now=now)
    if raised:
        store.cases.lower(case.id, PlaybookName.WIN_BACK)
    else:
        store.cases.withdraw(case.id, by=by, now=now)


def _take_back_steps(store: Store, log: Interaction, *, by: PersonId, now: datetime) -> None:
    for case_id in store.cases.reopen_steps_of(log.id):
        redraw(store, store.cases.anyone(case_id), now=now)
    for case in store.cases.raised_by(log.id):
        if case.state is CaseState.OPEN:
            withdraw(store, case, by=by, now=now)
            store.cases.lower(case.id, PlaybookName.WIN_BACK)


def _replay(store: Store, kept: UndoRecord, record: UndoRecord, *, at: datetime, now: datetime) -> Standing:
    """Score again, as of ``at``, what was saved beside, from where the client stood before what is undone."""
    store.undo_records.rebase_after(record)
    if kept.fact is not None:
        rescored = rescore(store, kept.client_id, now=at, signal_id=kept.fact.signal_id)
        follow_fact(store, replace(kept, before=record.before), rescored, now=now)
        return rescored.after
    log = store.interactions.anyone(InteractionId(kept.saved_id))
    rescored = rescore(store, kept.client_id, now=at, interaction_id=log.id)
    open_case(store, rescored, now=now, log=log)
    return rescored.after
