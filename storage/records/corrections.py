"""Corrections: a log changed or deleted from the history; what it caused is computed anew."""

from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.drafts import said_by_person
from loyalty.facts.interactions import Interaction, InteractionId
from loyalty.facts.signals import signals_told_by
from loyalty.levels.overrides import computed
from loyalty.levels.standings import Standing
from loyalty.people.people import PersonId
from loyalty.tone import Mood
from storage.cases.openings import Opened, open_case
from storage.plans.fulfilment import drop_outdated, give_back
from storage.records.moods import remember_mood
from storage.refusals import InteractionNotFoundError
from storage.scores.scoring import Rescored, rescore
from storage.scores.yardstick import utc_day
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Corrected:
    """A log as it is now, what that did to the standing, and the case it opened, if it did."""

    interaction: Interaction
    before: Standing | None
    after: Standing
    opened: Opened | None


def correct_mood(
    store: Store, interaction_id: InteractionId, mood: Mood, *, by: PersonId, now: datetime
) -> Corrected:
    """Keep the mood a person says a log has; its complaint, wish and referral follow.

    A better mood closes no case: only a person does.

    Raises:
        InteractionNotFoundError: the log is out of reach, or its text is not for this person to read.
    """
    log = store.interactions.of(interaction_id, reader=store.people.of(by))
    if log.text is None:
        raise InteractionNotFoundError(interaction_id)
    store.standings.lock([log.client_id])
    reading = said_by_person(log.reading, mood)
    store.interactions.change_reading(interaction_id, reading)
    remember_mood(store, replace(log, reading=reading), by=by, now=now)
    told = signals_told_by(reading)
    known = store.signals.kinds_of_interaction(interaction_id)
    store.signals.delete([signal_id for kind, signal_id in known.items() if kind not in told])
    for kind in sorted(told - known.keys()):
        store.signals.add(kind, log.client_id, on=utc_day(log.occurred_at), interaction_id=interaction_id)
    rescored = _rescored(store, log, now=now)
    opened = open_case(store, rescored, now=now, log=replace(log, author_id=by))
    return Corrected(replace(log, reading=reading), rescored.before, rescored.after, opened)


def delete_log(store: Store, interaction_id: InteractionId, *, by: PersonId, now: datetime) -> Rescored:
    """Delete a log of one's own with what it told; a case it opened stays until a person closes it.

    Raises:
        InteractionNotFoundError: the log is out of reach or somebody else's.
    """
    log = store.interactions.of(interaction_id, reader=store.people.of(by))
    if log.author_id != by:
        raise InteractionNotFoundError(interaction_id)
    store.standings.lock([log.client_id])
    store.signals.delete_of_interaction(interaction_id)
    store.undo_records.forget(interaction_id)
    store.cases.detach(interaction_id)
    basis = _basis(store, log)
    store.standings.detach(interaction_id)
    store.corrections.forget(interaction_id)
    drop_outdated(store, interaction_id, now=now)
    give_back(store, interaction_id)
    store.interactions.delete(interaction_id)
    store.plan_loads.mark_stale([store.clients.anyone(log.client_id).advisor_id])
    return rescore(store, log.client_id, now=now, basis=basis)


def _rescored(store: Store, log: Interaction, *, now: datetime) -> Rescored:
    return rescore(store, log.client_id, now=now, interaction_id=log.id, basis=_basis(store, log))


def _basis(store: Store, log: Interaction) -> Standing | None:
    """Return the standing to decide from: when the last change of level came of this log, the one before it.

    A level is kept for calm days by rule; one that rests on a mistake must not be.
    """
    standing = store.standings.of(log.client_id)
    last = next(iter(store.standings.changes(log.client_id, limit=1)), None)
    if standing is None or last is None or last.interaction_id != log.id:
        return standing
    return replace(computed(standing), level=last.before, calm_days=0)
