"""Openings: the case that a worse level asks for, and the quiet one that thanks or a recovery invite."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from loyalty.cases.cases import Case, CaseState
from loyalty.clients import Client
from loyalty.facts.interactions import Interaction
from loyalty.levels.levels import Cause, Level
from loyalty.levels.standings import Standing
from loyalty.people.people import Person, PersonId
from loyalty.playbooks import ContactClock, steps_opened
from loyalty.tone import CueName, Mood
from storage.cases.alerts import Told, tell_of_case, tell_whose_turn
from storage.cases.caseimages import NO_FORMER, FormerCases
from storage.cases.caserows import new_case
from storage.scores.scoring import Rescored
from storage.store import Store

# At most one a client and quarter; a quarter has 13 weeks.
_QUIET_EVERY = timedelta(weeks=13)


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that opened or turned red, and the leads who hear of it."""

    case: Case
    told: tuple[Told, ...]


def open_case(
    store: Store,
    rescored: Rescored,
    *,
    now: datetime,
    log: Interaction | None = None,
    author_id: PersonId | None = None,
    former: FormerCases = NO_FORMER,
) -> Opened | None:
    """Open the case that a worse level asks for, or turn the open one for the same cause red.

    ``author_id``: who sees what follows in an answer and needs no message, if not the author of the log.
    ``former``: what the log did before it is followed again; the same case goes on, and nobody is told anew.
    Returns None when the level did not get worse, or a case for its cause is open already, or nobody looks
    after the client.
    """
    level, cause = rescored.after.level, rescored.after.cause
    if not rescored.worse or level is None or level is Level.GREEN:
        return None
    client = store.clients.anyone(rescored.client_id)
    advisor = _responsible(store, client)
    if advisor is None or client.closed_at is not None or _is_old_matter(store, rescored, now=now):
        return None
    if former.ended_for(cause, level) is not None:
        return None
    case = _raised(store, client, advisor, rescored.after, now=now, log=log, former=former) or _opened(
        store, client, advisor, level, cause, now=now, log=log, former=former
    )
    if case is None:
        return None
    if case.id in former.case_ids:
        return Opened(case, ())
    author_id = log.author_id if log else author_id
    told = tell_of_case(store, case, client, advisor, author_id=author_id, now=now)
    if case.next_step is not None and case.next_step.assigned_to is not None:
        tell_whose_turn(store, case, by=advisor.id, now=now)
    return Opened(case, told)


def _is_old_matter(store: Store, rescored: Rescored, *, now: datetime) -> bool:
    """Tell whether a cause only shows again, as the level a lead set no longer hides it, and had its case."""
    before, after = rescored.before, rescored.after
    if before is None or not before.is_set_by_lead or after.is_set_by_lead:
        return False
    if store.overrides.in_force(after.client_id, now) is not None:
        # A matter that came later outranks the level set: that is new.
        return False
    since = after.cause_since or before.cause_since
    return since is not None and store.cases.opened_for(after.client_id, after.cause, since=since)


def open_for_thanks(
    store: Store, log: Interaction, standing: Standing, *, now: datetime, former: FormerCases = NO_FORMER
) -> Case | None:
    """Open the quiet case when a green client thanked or recommended us in a contact that was happy."""
    cues = set(log.reading.cues)
    if log.reading.mood is not Mood.POSITIVE or cues.isdisjoint({CueName.GRATITUDE, CueName.REFERRAL}):
        return None
    cause = Cause.RECOMMENDED if CueName.REFERRAL in cues else Cause.THANKED
    return _open_quiet(store, standing, cause, now=now, log=log, former=former)


def open_for_recovery(store: Store, rescored: Rescored, *, now: datetime) -> Case | None:
    """Open the quiet case when a client is green again after a matter settled in the last quarter."""
    if not rescored.better or (rescored.before is not None and rescored.before.is_set_by_lead):
        return None
    if not store.cases.settled_since(rescored.client_id, now - _QUIET_EVERY):
        return None
    return _open_quiet(store, rescored.after, Cause.RECOVERED, now=now, log=None, former=NO_FORMER)


def _open_quiet(
    store: Store,
    standing: Standing,
    cause: Cause,
    *,
    now: datetime,
    log: Interaction | None,
    former: FormerCases,
) -> Case | None:
    """Open it unless the client is not green, has an open case, or had a quiet one within a quarter."""
    client = store.clients.anyone(standing.client_id)
    if standing.level is not Level.GREEN or client.advisor_id is None or client.closed_at is not None:
        return None
    quiet = store.playbooks.for_level(Level.GREEN).name
    if former.ended_for(cause, Level.GREEN) or store.cases.open_of(client.id):
        return None
    if store.cases.opened_since(client.id, quiet, now - _QUIET_EVERY):
        return None
    advisor = store.people.of(client.advisor_id)
    return _opened(store, client, advisor, Level.GREEN, cause, now=now, log=log, former=former)


def _opened(
    store: Store,
    client: Client,
    advisor: Person,
    level: Level,
    cause: Cause,
    *,
    now: datetime,
    log: Interaction | None,
    former: FormerCases,
) -> Case | None:
    playbook = store.playbooks.for_level(level)
    for case in former.opened:
        if case.cause is cause and case.playbook is playbook.name:
            return store.case_images.revive(case, interaction_id=log.id if log else None)
    contact_at = None
    if any(isinstance(step.clock, ContactClock) for step in playbook.steps):
        contact_at = min((each.due_at for each in store.touchpoints.open_about(client.id)), default=None)
    planned = steps_opened(playbook, opened_at=now, hours=advisor.hours, contact_at=contact_at)
    assigned = store.assignments.by_role(playbook, client.team_id, advisor_id=advisor.id)
    case = new_case(client.id, advisor.id, playbook.name, cause, planned, opened_at=now, assigned=assigned)
    return case if store.cases.open(case, planned, interaction_id=log.id if log else None) else None


def _raised(
    store: Store,
    client: Client,
    advisor: Person,
    standing: Standing,
    *,
    now: datetime,
    log: Interaction | None,
    former: FormerCases,
) -> Case | None:
    if standing.level is not Level.RED:
        return None
    for lowered in former.raised:
        case = store.cases.anyone(lowered.case.id)
        if case.state is CaseState.OPEN and case.cause is standing.cause:
            return store.case_images.raise_again(lowered, interaction_id=log.id if log else None)
    playbook = store.playbooks.for_level(Level.RED)
    return store.cases.raise_open(
        client.id,
        standing.cause,
        playbook,
        steps_opened(playbook, opened_at=now, hours=advisor.hours),
        now=now,
        interaction_id=log.id if log else None,
        assigned=store.assignments.by_role(playbook, client.team_id, advisor_id=advisor.id),
    )


def _responsible(store: Store, client: Client) -> Person | None:
    """Return the client's advisor, else the first lead of the team."""
    if client.advisor_id is not None:
        return store.people.of(client.advisor_id)
    return next(iter(store.people.leads(client.team_id)), None)
