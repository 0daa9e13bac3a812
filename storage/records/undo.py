"""Undo: for half a minute, a log or a change of a fact can be taken back with all that followed from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.cases.cases import CaseId, CaseState
from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId
from loyalty.levels.standings import Standing
from loyalty.people.people import PersonId
from storage.cases.alerts import redraw, withdraw
from storage.cases.interventions import follow_saved
from storage.records.facts import follow_change
from storage.records.rewinding import Rewound, put_down, rewind
from storage.records.undorecords import ChangeId, UndoRecord
from storage.refusals import InteractionNotFoundError, SignalNotFoundError, UndoTooLateError
from storage.scores.scoring import rescore
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
    standing = _undo(store, record, by=by, now=now)
    if store.clients.anyone(log.client_id).closed_at is not None:
        store.touchpoints.drop_about(log.client_id, now=now)
    return Undone(log.client_id, standing)


def undo_fact(store: Store, change_id: ChangeId, *, by: PersonId, now: datetime) -> Undone:
    """Take a change of a fact back as if it had never been: the fact, level, case, what others were told.

    Raises:
        SignalNotFoundError: it was taken back before, is somebody else's, or the fact has been deleted since.
        UndoTooLateError: it was saved more than 30 seconds ago.
    """
    record = store.undo_records.of(change_id)
    if record is None or record.fact is None or record.fact.by != by:
        raise SignalNotFoundError(change_id)
    if now > record.saved_at + UNDO_FOR:
        raise UndoTooLateError(change_id, record.saved_at + UNDO_FOR)
    client = store.clients.of(record.client_id, reader=store.people.of(by))
    store.standings.lock([client.id])
    # The fact may have been deleted since.
    store.signals.of(record.fact.signal_id, reader=store.people.of(by))
    return Undone(client.id, _undo(store, record, by=by, now=now))


def _undo(store: Store, record: UndoRecord, *, by: PersonId, now: datetime) -> Standing:
    """Rewind to before a record, and let what was saved since follow again, without it, as of its own time.

    So what stays has what it would have had, and a case that is asked for again is the one there was.
    """
    later = store.undo_records.since(record)
    last = store.standings.of(record.client_id)
    taken = [rewind(store, each, by=by, now=now) for each in (*reversed(later), record)]
    stood, counted_at = record.before, record.saved_at
    for rewound in reversed(taken[:-1]):
        # Scored otherwise meanwhile, because a lead set the level, say: that is not undone.
        between = rewound.record.before.scored_at
        if between > counted_at:
            stood = rescore(store, record.client_id, now=between).after
        stood, counted_at = _follow_again(store, rewound, before=stood), rewound.record.saved_at
    if last is not None and last.scored_at > counted_at:
        stood = rescore(store, record.client_id, now=last.scored_at).after
    _tell(store, taken, by=by, now=now)
    return stood


def _follow_again(store: Store, rewound: Rewound, *, before: Standing) -> Standing:
    record, at = rewound.record, rewound.record.saved_at
    put_down(store, rewound)
    if record.fact is not None:
        rescored, _ = follow_change(
            store,
            ChangeId(record.saved_id),
            record.client_id,
            record.fact,
            before=before,
            now=at,
            former=rewound.former,
        )
        return rescored.after
    saved = follow_saved(
        store,
        store.interactions.anyone(InteractionId(record.saved_id)),
        store.clients.anyone(record.client_id),
        before=before,
        now=at,
        touchpoint_id=record.touchpoint_id,
        former=rewound.former,
    )
    return saved.after


def _tell(store: Store, taken: list[Rewound], *, by: PersonId, now: datetime) -> None:
    """Take back what was said of cases that are gone, and let the alerts of the others say what holds."""
    gone: set[CaseId] = set()
    for case in [case for rewound in taken for case in rewound.former.opened]:
        if store.cases.anyone(case.id).state is CaseState.WITHDRAWN:
            gone.add(case.id)
            withdraw(store, case, by=by, now=now)
    for lowered in [lowered for rewound in taken for lowered in rewound.former.raised]:
        case = store.cases.anyone(lowered.case.id)
        if case.state is CaseState.OPEN and case.playbook is not lowered.case.playbook:
            withdraw(store, lowered.case, by=by, now=now)
    for case_id in dict.fromkeys(case_id for rewound in taken for case_id in rewound.reopened):
        if case_id not in gone:
            redraw(store, store.cases.anyone(case_id), now=now)
