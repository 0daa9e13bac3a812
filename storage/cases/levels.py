"""Levels set by leads: setting one, ending it, and what follows for the client's advisor and the cases."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from loyalty.cases.cases import Case
from loyalty.clients import Client, ClientId
from loyalty.levels.levels import Level
from loyalty.levels.overrides import Override, OverrideId, SetLevel, check_last_day, ends_after
from loyalty.levels.standings import Standing
from loyalty.people.absences import local_day
from loyalty.people.clocks import next_working_moment
from loyalty.people.people import Person, Role
from storage.cases.openings import Opened, open_case
from storage.errors import ClientNotFoundError
from storage.people.covers import hears_for
from storage.refusals import ClientClosedError
from storage.scores.scoring import Rescored, rescore
from storage.scores.yardstick import is_graver
from storage.setbacks import naming
from storage.store import Store


@dataclass(frozen=True, slots=True)
class LevelSaved:
    """What setting a level led to; ``case`` is the one it opened or turned red, None when it did neither."""

    set_level: SetLevel
    after: Standing
    case: Case | None


def may_set_level(client: Client, person: Person) -> bool:
    """Tell whether somebody may set a client's level: a lead of the client's team."""
    return client.team_id in person.teams_as(Role.LEAD)


def set_level(
    store: Store, client_id: ClientId, level: Level, *, last_on: date, reason: str, by: Person, now: datetime
) -> LevelSaved | None:
    """Set a client's level until the end of a day of the lead's calendar; None when it is just so already.

    A graver level opens a case, or turns the one that is open red; one client never has two for it. The
    advisor hears of it once, by the case or else by a message.

    Raises:
        ClientNotFoundError: the client is in no team that ``by`` leads.
        ClientClosedError: the client is closed.
        ImpossibleDaysError: the day is over, or more than a year ahead.
    """
    client = _client(store, client_id, by)
    check_last_day(last_on, today=local_day(by, now))
    store.standings.lock([client.id])
    former = store.overrides.in_force(client.id, now)
    if former is not None and (former.level, former.last_on, former.reason) == (level, last_on, reason):
        return None
    if store.standings.of(client.id) is None:
        rescore(store, client.id, now=now, baseline=True)
    ends_at = ends_after(last_on, zone=by.hours.zone)
    override = store.overrides.add(
        client.id, level, last_on=last_on, ends_at=ends_at, by=by.id, reason=reason, now=now
    )
    store.audit.record(by.id, "level.set", client.id, now, detail=f"{level} until {last_on}")
    if former is not None:
        store.outbox.cancel(_subject(former.id))
    rescored = rescore(store, client.id, now=now)
    opened = _open(store, rescored, by=by, now=now)
    if opened is None:
        _tell_advisor(store, client, override, by=by, now=now)
    return LevelSaved(SetLevel(override, by.name), rescored.after, opened.case if opened else None)


def end_level(store: Store, client_id: ClientId, *, by: Person, now: datetime) -> Rescored | None:
    """Let the computed level hold again before the day is over; None when no level is set.

    Raises:
        ClientNotFoundError: the client is in no team that ``by`` leads.
        ClientClosedError: the client is closed.
    """
    client = _client(store, client_id, by)
    store.standings.lock([client.id])
    ended = store.overrides.end(client.id, by=by.id, now=now)
    if ended is None:
        return None
    store.audit.record(by.id, "level.ended", client.id, now)
    rescored = rescore(store, client.id, now=now)
    open_case(store, rescored, now=now, author_id=by.id)
    if not store.outbox.cancel(_subject(ended)):
        store.outbox.edit_subject(_subject(ended), "level_ended", {"override": ended, "by": by.id}, now=now)
    return rescored


def end_level_over(store: Store, *, now: datetime, without: Collection[str] = ()) -> bool:
    """Let the computed level of one client, none of ``without``, hold again; False when no set one is over.

    Raises:
        RowFailedError: the client cannot be scored.
    """
    client_id = store.overrides.over(now, without=without)
    if client_id is None:
        return False
    with naming(client_id):
        store.standings.lock([client_id])
        if store.overrides.end(client_id, by=None, now=now) is not None:
            store.audit.record(None, "level.ended", client_id, now)
            if store.clients.anyone(client_id).closed_at is None:
                open_case(store, rescore(store, client_id, now=now), now=now)
    return True


def level_set(store: Store, client_id: ClientId, *, now: datetime) -> SetLevel | None:
    """Return the level a lead set, if one is in force; who may read it is for the caller to know."""
    override = store.overrides.in_force(client_id, now)
    return None if override is None else SetLevel(override, store.people.of(override.set_by).name)


def _open(store: Store, rescored: Rescored, *, by: Person, now: datetime) -> Opened | None:
    """Open a case for a graver level; where a matter is open already, that one goes on."""
    cases = (case for case in store.cases.open_of(rescored.client_id) if not case.playbook.is_quiet)
    case = next(cases, None)
    level_before = rescored.before.level if rescored.before else None
    asked = replace(rescored, worse=is_graver(rescored.after.level, level_before))
    if case is not None:
        asked = replace(asked, after=replace(asked.after, cause=case.cause))
    return open_case(store, asked, now=now, author_id=by.id)


def _tell_advisor(store: Store, client: Client, override: Override, *, by: Person, now: datetime) -> None:
    if client.advisor_id is None:
        return
    caring = hears_for(store, store.people.of(client.advisor_id), now=now)
    if caring.id == by.id:
        return
    heard_at = next_working_moment(now, caring.hours)
    store.outbox.push(
        caring.id,
        "level_set",
        {"override": override.id},
        now=now,
        dedup_key=f"level:{override.id}:{caring.id}",
        not_before=heard_at if heard_at > now else None,
        subject=_subject(override.id),
        about=client.id,
    )


def _client(store: Store, client_id: ClientId, by: Person) -> Client:
    client = store.clients.of(client_id, reader=by)
    if not may_set_level(client, by):
        raise ClientNotFoundError(client_id)
    if client.closed_at is not None:
        raise ClientClosedError(client.id)
    return client


def _subject(override_id: OverrideId) -> str:
    return f"level:{override_id}"
