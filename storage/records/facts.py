"""Facts a person adds, changes or deletes: what is saved, the client's new standing, and who is told."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from loyalty.cases.cases import Case
from loyalty.clients import Client, ClientId
from loyalty.facts.signals import MATTERS, MEETINGS, Signal, SignalId, SignalKind
from loyalty.levels.levels import Level
from loyalty.levels.overrides import computed
from loyalty.levels.standings import Standing
from loyalty.people.people import PersonId
from storage.cases.alerts import Told
from storage.cases.caseimages import NO_FORMER, FormerCases
from storage.cases.openings import Opened, open_case
from storage.ids import new_id
from storage.records.finds import keep_found
from storage.records.undorecords import ChangeId, FactChange, UndoRecord
from storage.refusals import ClientClosedError
from storage.scores.scoring import Rescored, index_now, rescore
from storage.scores.yardstick import utc_day
from storage.store import Store


@dataclass(frozen=True, slots=True)
class FactSaved:
    """What adding or changing a fact led to.

    Attributes:
        change_id: by which it can be undone.
        index_before: as of the same moment as the one after, so that the difference is the fact's own.
        case: the case it opened or turned red, None when it did neither.
        told: the leads who hear of that case.
    """

    change_id: ChangeId
    signal: Signal
    index_before: float
    before: Standing
    after: Standing
    case: Case | None
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """The standing kept before a change, and the index as of the change."""

    standing: Standing
    index: float


def add_fact(
    store: Store,
    client_id: ClientId,
    kind: SignalKind,
    *,
    value: float | None = None,
    tone: float | None = None,
    about_us: bool = False,
    by: PersonId,
    now: datetime,
) -> FactSaved:
    """Save a fact of today with all that follows from it: the standing, a case, who is told.

    Raises:
        ClientNotFoundError: the client is out of reach.
        ClientClosedError: the client is closed.
    """
    client = _client(store, client_id, by)
    before = _before(store, client, now=now)
    signal_id = store.signals.add(kind, client.id, on=utc_day(now), value=value, tone=tone, about_us=about_us)
    change = FactChange(signal_id, by, is_new=True)
    return _saved(store, client, change, before, now=now)


def change_fact(
    store: Store,
    signal_id: SignalId,
    *,
    value: float | None = None,
    settled_on: date | None = None,
    by: PersonId,
    now: datetime,
) -> FactSaved | None:
    """Give a fact another value, or settle a matter; None when it is so already.

    A case goes on: only a person closes it.

    Raises:
        SignalNotFoundError: the fact is out of reach, or gone.
        ClientClosedError: the client is closed.
    """
    signal = store.signals.of(signal_id, reader=store.people.of(by))
    client = _client(store, signal.client_id, by)
    new_value = signal.value if value is None else value
    closed_on = signal.closed_on or settled_on
    if (new_value, closed_on) == (signal.value, signal.closed_on):
        return None
    before = _before(store, client, now=now)
    store.signals.change(signal.id, value=new_value, closed_on=closed_on)
    change = FactChange(signal.id, by, is_new=False, value=signal.value, closed_on=signal.closed_on)
    return _saved(store, client, change, before, now=now)


def delete_fact(store: Store, signal_id: SignalId, *, by: PersonId, now: datetime) -> Rescored:
    """Delete a fact that is not true; a case it opened stays until a person closes it.

    Raises:
        SignalNotFoundError: the fact is out of reach, or gone.
        ClientClosedError: the client is closed.
    """
    signal = store.signals.of(signal_id, reader=store.people.of(by))
    client = _client(store, signal.client_id, by)
    store.standings.lock([client.id])
    basis = _basis_without(store, signal)
    store.signals.delete([signal.id])
    _replan(store, client, signal.kind)
    return rescore(store, client.id, now=now, basis=basis)


def follow_change(
    store: Store,
    change_id: ChangeId,
    client_id: ClientId,
    fact: FactChange,
    *,
    before: Standing,
    now: datetime,
    former: FormerCases = NO_FORMER,
) -> tuple[Rescored, Opened | None]:
    """Score a client whose fact was changed and open the case it asks for; keep what it found and which case.

    ``former``: what followed the last time, should it be followed again because another was undone.
    """
    fact = replace(fact, case_id=None, raised=False)
    record = keep_found(store, change_id, client_id, before, now=now, fact=fact)
    signal = store.signals.of(fact.signal_id, reader=store.people.of(fact.by))
    rescored = rescore(store, client_id, now=now, signal_id=signal.id, before=before)
    if _is_new_matter(signal, fact) and rescored.after.level is Level.RED:
        # A matter asks for a case even of a client who is red already, unless one is open for it.
        rescored = replace(rescored, worse=True)
    return rescored, _follow(store, record, fact, rescored, now=now, former=former)


def _follow(
    store: Store,
    record: UndoRecord,
    fact: FactChange,
    rescored: Rescored,
    *,
    now: datetime,
    former: FormerCases,
) -> Opened | None:
    open_before = {case.id for case in store.cases.open_of(record.client_id)}
    opened = open_case(store, rescored, now=now, author_id=fact.by, former=former)
    if opened is not None:
        raised = opened.case.id in open_before
        store.undo_records.note_case(record.saved_id, replace(fact, case_id=opened.case.id, raised=raised))
    return opened


def _saved(store: Store, client: Client, change: FactChange, found: _Found, *, now: datetime) -> FactSaved:
    change_id = ChangeId(new_id())
    rescored, opened = follow_change(store, change_id, client.id, change, before=found.standing, now=now)
    signal = store.signals.of(change.signal_id, reader=store.people.of(change.by))
    _replan(store, client, signal.kind)
    return FactSaved(
        change_id=change_id,
        signal=signal,
        index_before=found.index,
        before=found.standing,
        after=rescored.after,
        case=opened.case if opened else None,
        told=opened.told if opened else (),
    )


def _is_new_matter(signal: Signal, change: FactChange) -> bool:
    return change.is_new and signal.kind in MATTERS and signal.value != 0


def _client(store: Store, client_id: ClientId, by: PersonId) -> Client:
    client = store.clients.of(client_id, reader=store.people.of(by))
    if client.closed_at is not None:
        raise ClientClosedError(client.id)
    return client


def _before(store: Store, client: Client, *, now: datetime) -> _Found:
    store.standings.lock([client.id])
    # A client never scored is scored without the fact first, so that the fact can make the level worse.
    kept = store.standings.of(client.id) or rescore(store, client.id, now=now, baseline=True).after
    return _Found(kept, index_now(store, client.id, now=now))


def _basis_without(store: Store, signal: Signal) -> Standing | None:
    """Return the standing to decide from: when the last change of level came of this fact, the one before it.

    A level is kept for calm days by rule; one that rests on a mistake must not be.
    """
    standing = store.standings.of(signal.client_id)
    last = next(iter(store.standings.changes(signal.client_id, limit=1)), None)
    if standing is None or last is None or last.signal_id != signal.id:
        return standing
    return replace(computed(standing), level=last.before, calm_days=0)


def _replan(store: Store, client: Client, kind: SignalKind) -> None:
    if kind in MEETINGS:
        store.plan_loads.mark_stale([client.advisor_id])
