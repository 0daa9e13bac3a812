"""Finds: what a log or the change of a fact found when it was saved, kept so that it can be undone."""

from datetime import datetime

from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId
from loyalty.levels.standings import Standing
from loyalty.planning.touchpoints import TouchpointId
from storage.plans.planning import planned_rows
from storage.records.undorecords import ChangeId, FactChange, UndoRecord
from storage.scores.yardstick import utc_day
from storage.store import Store


def keep_found(
    store: Store,
    saved_id: InteractionId | ChangeId,
    client_id: ClientId,
    before: Standing,
    *,
    now: datetime,
    fact: FactChange | None = None,
    touchpoint_id: TouchpointId | None = None,
) -> UndoRecord:
    """Keep where a client, the open cases and the plan stand; called before anything follows from it."""
    record = UndoRecord(
        saved_id=saved_id,
        client_id=client_id,
        saved_at=now,
        before=before,
        planned=tuple(planned_rows(store, client_id)) if fact is None else (),
        fact=fact,
        cases=store.case_images.taken(client_id),
        snapshot=store.standings.snapshot_on(client_id, utc_day(now)),
        touchpoint_id=touchpoint_id,
    )
    store.undo_records.keep(record)
    return record
