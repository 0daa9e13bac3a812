"""Interventions: what follows from a log, and from the scoring of the night."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from loyalty.cases.cases import Case, CaseStep, StepState
from loyalty.clients import Client, ClientId
from loyalty.contacts import Direction, brand_mentioned
from loyalty.duties import Duty
from loyalty.facts.interactions import Interaction
from loyalty.facts.signals import MATTERS, signals_told_by
from loyalty.levels.levels import Level
from loyalty.levels.standings import Standing
from loyalty.planning.touchpoints import Touchpoint, TouchpointId
from storage.cases.alerts import Told, tell_of_step, tell_whose_turn
from storage.cases.caseimages import NO_FORMER, FormerCases
from storage.cases.openings import open_case, open_for_recovery, open_for_thanks
from storage.clients.clientrows import CLIENT
from storage.database import Database
from storage.plans.fulfilment import follow_log
from storage.records.finds import keep_found
from storage.refusals import ClientClosedError
from storage.scores.asides import OnFailure
from storage.scores.nights import Progress, ScoringSummary, score_all
from storage.scores.priorities import refresh_worths
from storage.scores.scoring import Rescored, rescore
from storage.scores.yardstick import utc_day
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Saved:
    """What a log led to.

    Attributes:
        case: the case it opened or turned red, None when it did neither.
        told: the leads who hear of that case.
        ticked: the open cases whose first step it finished, with that step.
        fulfilled: the planned contact it stands for, as that was before.
    """

    interaction: Interaction
    before: Standing
    after: Standing
    case: Case | None
    told: tuple[Told, ...]
    ticked: tuple[tuple[Case, CaseStep], ...]
    fulfilled: Touchpoint | None = None


def save_log(
    store: Store,
    interaction: Interaction,
    *,
    now: datetime,
    source_chat: int | None = None,
    source_message: int | None = None,
    brand_names: Sequence[str] = (),
    touchpoint_id: TouchpointId | None = None,
) -> Saved:
    """Save a log and all that follows: signals, standing, steps done, a case, who is told, the plan.

    ``touchpoint_id``: the planned contact the log is said to be; without it the nearest one.

    Raises:
        ClientNotFoundError: the client is out of the author's reach.
        AlreadyLoggedError: the source message was logged before.
        ClientClosedError: the client is closed.
    """
    author = store.people.of(interaction.author_id)
    client = store.clients.of(interaction.client_id, reader=author)
    if client.closed_at is not None:
        raise ClientClosedError(client.id)
    source = None if source_chat is None or source_message is None else (source_chat, source_message)
    store.standings.lock([client.id])
    # A client never scored is scored without this log first, so that the log can make the level worse.
    before = store.standings.of(client.id) or rescore(store, client.id, now=now, baseline=True).after
    about_us = brand_mentioned(interaction.text or "", brand_names) is not None
    store.interactions.add(interaction, source=source, about_us=about_us)
    for kind in sorted(signals_told_by(interaction.reading)):
        store.signals.add(kind, client.id, on=utc_day(interaction.occurred_at), interaction_id=interaction.id)
    return follow_saved(store, interaction, client, before=before, now=now, touchpoint_id=touchpoint_id)


def follow_saved(
    store: Store,
    interaction: Interaction,
    client: Client,
    *,
    before: Standing,
    now: datetime,
    touchpoint_id: TouchpointId | None = None,
    former: FormerCases = NO_FORMER,
) -> Saved:
    """Let all follow from a log that is among the client's facts already, and keep what it found.

    ``former``: what followed the last time, should it be followed again because another was undone.
    """
    keep_found(store, interaction.id, client.id, before, now=now, touchpoint_id=touchpoint_id)
    told_kinds = signals_told_by(interaction.reading)
    rescored = rescore(store, client.id, now=now, interaction_id=interaction.id, before=before)
    ticked = _tick_first_steps(store, interaction, now=now)
    if not told_kinds.isdisjoint(MATTERS) and rescored.after.level is Level.RED:
        # A matter asks for a case even of a client who is red already, unless one is open for it.
        rescored = replace(rescored, worse=True)
    opened = open_case(store, rescored, now=now, log=interaction, former=former)
    open_for_thanks(store, interaction, rescored.after, now=now, former=former)
    fulfilled = follow_log(store, interaction, client, now=now, touchpoint_id=touchpoint_id)
    return Saved(
        interaction=interaction,
        before=before,
        after=rescored.after,
        case=opened.case if opened else None,
        told=opened.told if opened else (),
        ticked=ticked,
        fulfilled=fulfilled,
    )


def score_night(
    database: Database,
    *,
    now: datetime,
    progress: Progress | None = None,
    on_failure: OnFailure | None = None,
) -> ScoringSummary:
    """Score all clients and open the cases that worse levels, or recoveries, ask for.

    ``on_failure`` is told of each client whose scoring fails, and who waits for a turn of their own
    (``score_alone``); those who wait already are left out. Without it the first failure ends the night.
    """
    with database.reading() as store:
        waiting = [ClientId(each) for each in store.setbacks.waiting(now).get(Duty.SCORES, ())]
    summary = score_all(
        database,
        now=now,
        progress=progress,
        on_change=lambda store, rescored: _open_for(store, rescored, now=now),
        on_failure=on_failure,
        without=waiting if on_failure else (),
    )
    refresh_worths(database, today=utc_day(now))
    return summary


def score_alone(store: Store, client_id: ClientId, *, now: datetime) -> None:
    """Score a client whom the night left out, with the cases that a worse level or a recovery asks for.

    One who was closed or taken back meanwhile needs no score.
    """
    still_here = sa.select(CLIENT.c.id).where(CLIENT.c.id == client_id, CLIENT.c.closed_at.is_(None))
    if store.transaction.first(still_here) is not None:
        rescored = rescore(store, client_id, now=now)
        if rescored.worse or rescored.better:
            _open_for(store, rescored, now=now)


def _open_for(store: Store, rescored: Rescored, *, now: datetime) -> None:
    if open_case(store, rescored, now=now) is None:
        open_for_recovery(store, rescored, now=now)


def _tick_first_steps(store: Store, log: Interaction, *, now: datetime) -> tuple[tuple[Case, CaseStep], ...]:
    """Mark the step each open case waits for done by a contact that really was one, since it opened."""
    if log.direction is Direction.OUTBOUND_UNANSWERED:
        return ()
    ticked: list[tuple[Case, CaseStep]] = []
    for case in store.cases.open_of(log.client_id):
        step = next((step for step in case.steps if _waits_for_contact(step)), None)
        if step is None or log.occurred_at < step.opened_at:
            continue
        key = step.key
        if store.cases.finish_step(case.id, key, by=log.author_id, at=log.occurred_at, interaction_id=log.id):
            case = store.cases.anyone(case.id)
            tell_of_step(store, case, key, by=log.author_id, now=now)
            tell_whose_turn(store, case, by=log.author_id, now=now)
            ticked.append((case, next(step for step in case.steps if step.key == key)))
    return tuple(ticked)


def _waits_for_contact(step: CaseStep) -> bool:
    return step.what.by_contact and step.state is StepState.OPEN
