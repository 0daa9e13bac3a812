"""Interventions: what follows from a log or a worse level, and the steps of a case."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.cases import Case, CaseId, CaseStep, Outcome
from loyalty.clients import Client
from loyalty.contacts import Direction, brand_mentioned
from loyalty.interactions import Interaction
from loyalty.levels import Level
from loyalty.people import Person, PersonId
from loyalty.playbooks import RED_PLAYBOOK, YELLOW_PLAYBOOK, StepKey, playbook_for, steps_opened
from loyalty.standings import Standing
from storage.alerts import Told, tell_of_case, tell_of_close, tell_of_step
from storage.caserows import new_case
from storage.database import Database
from storage.scoring import Progress, Rescored, ScoringSummary, rescore, score_all
from storage.signals import MATTERS, signals_told_by
from storage.store import Store
from storage.undorecords import UndoRecord
from storage.yardstick import utc_day

_FIRST_STEPS = {playbook.name: playbook.steps[0].key for playbook in (RED_PLAYBOOK, YELLOW_PLAYBOOK)}


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that opened or turned red, and the leads who hear of it."""

    case: Case
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a log led to.

    Attributes:
        case: the case it opened or turned red, None when it did neither.
        told: the leads who hear of that case.
        ticked: the open cases whose first step it finished, with that step.
    """

    interaction: Interaction
    before: Standing
    after: Standing
    case: Case | None
    told: tuple[Told, ...]
    ticked: tuple[tuple[Case, CaseStep], ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """A case closed by a person, and what that did to the standing."""

    case: Case
    before: Standing | None
    after: Standing


def save_log(
    store: Store,
    interaction: Interaction,
    *,
    now: datetime,
    source_chat: int | None = None,
    source_message: int | None = None,
    brand_names: Sequence[str] = (),
) -> Saved:
    """Save a log and all that follows from it: signals, standing, steps done, a case, who is told.

    Raises:
        ClientNotFoundError: the client is out of the author's reach.
        AlreadyLoggedError: the source message was logged before.
    """
    author = store.people.of(interaction.author_id)
    client = store.clients.of(interaction.client_id, reader=author)
    source = None if source_chat is None or source_message is None else (source_chat, source_message)
    store.standings.lock([client.id])
    # A client never scored is scored without this log first, so that the log can make the level worse.
    before = store.standings.of(client.id) or rescore(store, client.id, now=now, baseline=True).after
    about_us = brand_mentioned(interaction.text or "", brand_names) is not None
    store.interactions.add(interaction, source=source, about_us=about_us)
    told_kinds = signals_told_by(interaction.reading)
    for kind in sorted(told_kinds):
        store.signals.add(kind, client.id, on=utc_day(interaction.occurred_at), interaction_id=interaction.id)
    store.undo_records.keep(UndoRecord(interaction.id, client.id, before), now=now)
    rescored = rescore(store, client.id, now=now, interaction_id=interaction.id, before=before)
    ticked = _tick_first_steps(store, interaction, now=now)
    if not told_kinds.isdisjoint(MATTERS) and rescored.after.level is Level.RED:
        # A matter asks for a case even of a client who is red already, unless one is open for it.
        rescored = replace(rescored, worse=True)
    advisor = author if client.advisor_id == author.id else _responsible(store, client)
    opened = _open(store, rescored, client, advisor, now=now, log=interaction)
    return Saved(
        interaction=interaction,
        before=before,
        after=rescored.after,
        case=opened.case if opened else None,
        told=opened.told if opened else (),
        ticked=ticked,
    )


def open_case(
    store: Store, rescored: Rescored, *, now: datetime, log: Interaction | None = None
) -> Opened | None:
    """Open the case that a worse level asks for, or turn the open one for the same cause red.

    Returns None when the level did not get worse, or a case for its cause is open already, or nobody looks
    after the client.
    """
    if not rescored.worse:
        return None
    client = store.clients.anyone(rescored.client_id)
    return _open(store, rescored, client, _responsible(store, client), now=now, log=log)


def tick_step(store: Store, case_id: CaseId, key: StepKey, *, by: PersonId, now: datetime) -> Case:
    """Mark a step done for the person who says so.

    Raises:
        CaseNotFoundError: the case is out of reach.
        CaseNotOpenError: it is closed or withdrawn.
        StepAlreadyDoneError: somebody was faster.
    """
    store.cases.of(case_id, reader=store.people.of(by))
    case = store.cases.tick_step(case_id, key, by=by, now=now)
    tell_of_step(store, case, key, by=by, now=now)
    return case


def close_case(store: Store, case_id: CaseId, outcome: Outcome, *, by: PersonId, now: datetime) -> Closed:
    """Close a case; settling it also settles the client's open complaints and wishes to leave, as of today.

    Raises:
        CaseNotFoundError: the case is out of reach.
        CaseNotOpenError: it was closed or withdrawn before.
    """
    store.cases.of(case_id, reader=store.people.of(by))
    case = store.cases.close(case_id, outcome, by=by, now=now)
    if outcome is Outcome.SETTLED:
        store.signals.close_matters(case.client_id, on=utc_day(now))
    rescored = rescore(store, case.client_id, now=now)
    tell_of_close(store, case, by=by, now=now)
    return Closed(case, rescored.before, rescored.after)


def score_night(database: Database, *, now: datetime, progress: Progress | None = None) -> ScoringSummary:
    """Score all clients and open the cases that worse levels ask for."""

    def open_for(store: Store, rescored: Rescored) -> None:
        open_case(store, rescored, now=now)

    return score_all(database, now=now, progress=progress, on_worse=open_for)


def _open(
    store: Store,
    rescored: Rescored,
    client: Client,
    advisor: Person | None,
    *,
    now: datetime,
    log: Interaction | None,
) -> Opened | None:
    level, cause = rescored.after.level, rescored.after.cause
    playbook = playbook_for(level) if rescored.worse and level is not None else None
    if playbook is None or advisor is None:
        return None
    planned = steps_opened(playbook, opened_at=now, hours=advisor.hours)
    log_id = log.id if log else None
    case: Case | None = None
    if level is Level.RED:
        case = store.cases.raise_open(client.id, cause, playbook, planned, now=now, interaction_id=log_id)
    if case is None:
        case = new_case(client.id, advisor.id, playbook.name, cause, planned, opened_at=now)
        if not store.cases.open(case, planned, interaction_id=log_id):
            return None
    author_id = log.author_id if log else None
    return Opened(case, tell_of_case(store, case, client, advisor, author_id=author_id, now=now))


def _tick_first_steps(store: Store, log: Interaction, *, now: datetime) -> tuple[tuple[Case, CaseStep], ...]:
    """Mark the first step of each open case done by a contact that really was one, since the case opened."""
    if log.direction is Direction.OUTBOUND_UNANSWERED:
        return ()
    ticked: list[tuple[Case, CaseStep]] = []
    for case in store.cases.open_of(log.client_id):
        key = _FIRST_STEPS[case.playbook]
        first = next(step for step in case.steps if step.key is key)
        if log.occurred_at < first.opened_at:
            continue
        if store.cases.finish_step(case.id, key, by=log.author_id, at=log.occurred_at, interaction_id=log.id):
            case = store.cases.anyone(case.id)
            tell_of_step(store, case, key, by=log.author_id, now=now)
            ticked.append((case, next(step for step in case.steps if step.key is key)))
    return tuple(ticked)


def _responsible(store: Store, client: Client) -> Person | None:
    """Return the client's advisor, else the first lead of the team."""
    if client.advisor_id is not None:
        return store.people.of(client.advisor_id)
    return next(iter(store.people.leads(client.team_id)), None)
