"""Team days: all that a lead's digest tells, gathered from bulk queries for however large a team."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from loyalty.cases.cases import Case, CaseState
from loyalty.clients import Client, ClientId
from loyalty.days.digests import MOODS_NEEDED, Better, Digest, LateStep, LevelDay, Moods, NewRed
from loyalty.levels.levels import Level
from loyalty.people.people import Person, PersonId
from loyalty.planning.touchpoints import TouchpointState
from loyalty.playbooks import PlaybookName
from loyalty.tone import Mood
from storage.access import within_reach
from storage.cases.caserows import CASE
from storage.clients.clientrows import CLIENT
from storage.columns import table_of
from storage.people.teamviews import advisors_led, away_of, count_silent, level_counts, loads_of, team_name
from storage.plans.touchpoints import TouchpointRow
from storage.records.interactions import InteractionRow
from storage.scores.levelpasts import Step, level_days, net_changes, steps_since
from storage.scores.priorities import priorities_of
from storage.store import Store

PAST_DAYS = 30
_WEEK, _A_DAY = timedelta(days=7), timedelta(days=1)
_SEVERITY = {Level.GREEN: 0, Level.YELLOW: 1, Level.RED: 2}
_LOG = table_of(InteractionRow)
_TOUCHPOINT = table_of(TouchpointRow)
# What was due this month: done or not. What the planner dropped was not wanted any more.
_COUNTED = [state for state in TouchpointState if state is not TouchpointState.DROPPED]


def digest_of(store: Store, lead: Person, *, since: datetime | None, now: datetime) -> Digest:
    """Gather what a lead is told now.

    Args:
        since: when the last digest was due; None in the first, which tells the last day but no change.
    """
    advisors = advisors_led(store, lead)
    counts = level_counts(store, lead)
    steps = steps_since(store, lead, now - timedelta(days=PAST_DAYS))
    news = [step for step in steps if step.at > (since or now - _A_DAY)]
    past = level_days(counts, steps, now=now, zone=lead.hours.zone, days=PAST_DAYS)
    due, done = _contacts_of_month(store, lead, now)
    changes = net_changes(news)
    return Digest(
        team_name=team_name(store, lead),
        counts=counts,
        red_change=None if since is None else _change(news, Level.RED),
        yellow_change=None if since is None else _change(news, Level.YELLOW),
        late=_late(store, lead, advisors, now=now),
        new=_new(store, lead, changes, since=since or now - _A_DAY),
        better=_better(store, lead, changes),
        contacts_due=due,
        contacts_done=done,
        loads=tuple(loads_of(store, advisors)),
        away=away_of(store, advisors),
        unreachable=tuple(each.name for each in advisors if each.unreachable_since is not None),
        silent=count_silent(store, lead, now=now),
        moods=_moods(store, lead, now),
        past=past if counts.levelled or _ever(past) else (),
    )


def _ever(past: Iterable[LevelDay]) -> bool:
    return any(day.red or day.yellow or day.green for day in past)


def _change(news: Sequence[Step], level: Level) -> int:
    return sum((step.after is level) - (step.before is level) for step in news)


def _late(store: Store, lead: Person, advisors: Sequence[Person], *, now: datetime) -> tuple[LateStep, ...]:
    """Return the cases with a step overdue, the longest overdue in front."""
    late = [
        (steps[0], case)
        for case in store.cases.open_within(lead)
        if not case.playbook.is_quiet and (steps := case.late_steps(now))
    ]
    late.sort(key=lambda each: each[0].due_at)
    clients = _clients(store, lead, [case.client_id for _, case in late])
    names = _Names(store, advisors)
    return tuple(
        LateStep(case, step, clients[case.client_id].name, names.of(clients[case.client_id].advisor_id))
        for step, case in late
        if case.client_id in clients
    )


def _new(
    store: Store,
    lead: Person,
    changes: dict[ClientId, tuple[Level | None, Level | None]],
    *,
    since: datetime,
) -> tuple[NewRed, ...]:
    """Return who turned red since, or is red and has a new matter."""
    opened = _red_cases_since(store, lead, since)
    turned = [client_id for client_id, (_, after) in changes.items() if after is Level.RED]
    ids = list(dict.fromkeys([*opened, *turned]))
    clients, standings = _clients(store, lead, ids), store.standings.many(ids)
    first = priorities_of(store, list(standings.values()))
    ids.sort(key=lambda client_id: -first.get(client_id, 0.0))
    names = _Names(store, ())
    new = []
    for client_id in ids:
        standing, client = standings.get(client_id), clients.get(client_id)
        if client is None or standing is None or standing.level is not Level.RED:
            continue
        case = opened.get(client_id) or next(iter(store.cases.open_of(client_id)), None)
        done = [step.done_at for step in case.steps if step.done_at is not None] if case else []
        new.append(
            NewRed(
                client_id=client_id,
                client_name=client.name,
                advisor_name=names.of(client.advisor_id),
                cause=case.cause if case else standing.cause,
                case=case,
                acted_after=max(timedelta(0), min(done) - case.opened_at) if case and done else None,
            )
        )
    return tuple(new)


def _red_cases_since(store: Store, lead: Person, since: datetime) -> dict[ClientId, Case]:
    rows = store.transaction.rows(
        sa.select(CASE.c.client_id)
        .join(CLIENT, CLIENT.c.id == CASE.c.client_id)
        .where(
            within_reach(lead, CLIENT),
            CASE.c.opened_at > since,
            CASE.c.playbook == PlaybookName.PUT_RIGHT,
            CASE.c.state == CaseState.OPEN,
        )
        .order_by(CASE.c.opened_at.desc())
    )
    found = {}
    for row in rows:
        client_id = ClientId(row.client_id)
        cases = [each for each in store.cases.open_of(client_id) if each.opened_at > since]
        if cases:
            found[client_id] = cases[0]
    return found


def _better(
    store: Store, lead: Person, changes: dict[ClientId, tuple[Level | None, Level | None]]
) -> tuple[Better, ...]:
    """Return whose level got better since, those who were worst in front."""
    better = [
        (client_id, before, after)
        for client_id, (before, after) in changes.items()
        if before is not None and after is not None and _SEVERITY[after] < _SEVERITY[before]
    ]
    better.sort(key=lambda each: -_SEVERITY[each[1]])
    standings = store.standings.many([client_id for client_id, _, _ in better])
    clients = _clients(store, lead, [client_id for client_id, _, _ in better])
    return tuple(
        Better(client_id, clients[client_id].name, before, after)
        for client_id, before, after in better
        if client_id in clients
        and clients[client_id].closed_at is None
        # What a lead decided is no news of the client.
        and not standings[client_id].is_set_by_lead
    )


def _contacts_of_month(store: Store, lead: Person, now: datetime) -> tuple[int, int]:
    """Return how many planned contacts were due this month in the lead's calendar, and how many were done."""
    local = now.astimezone(ZoneInfo(lead.hours.zone))
    begins_at = datetime.combine(local.date().replace(day=1), time(), local.tzinfo).astimezone(UTC)
    row = store.transaction.first(
        sa.select(
            sa.func.count(),
            sa.func.count().filter(_TOUCHPOINT.c.state == TouchpointState.DONE),
        )
        .select_from(_TOUCHPOINT.join(CLIENT, CLIENT.c.id == _TOUCHPOINT.c.client_id))
        .where(
            within_reach(lead, CLIENT),
            _TOUCHPOINT.c.due_at >= begins_at,
            _TOUCHPOINT.c.due_at <= now,
            _TOUCHPOINT.c.state.in_(_COUNTED),
        )
    )
    return (0, 0) if row is None else (row[0], row[1])


def _moods(store: Store, lead: Person, now: datetime) -> Moods | None:
    """Return the mood of the contacts of the last seven days, as far as it is known."""
    rows = store.transaction.rows(
        sa.select(_LOG.c.mood, sa.func.count())
        .join(CLIENT, CLIENT.c.id == _LOG.c.client_id)
        .where(
            within_reach(lead, CLIENT),
            _LOG.c.occurred_at > now - _WEEK,
            _LOG.c.occurred_at <= now,
            _LOG.c.mood != Mood.UNKNOWN,
            _LOG.c.signed.is_not(None),
        )
        .group_by(_LOG.c.mood)
    )
    counts = {Mood(mood): count for mood, count in rows}
    total = sum(counts.values())
    if total < MOODS_NEEDED:
        return None
    return Moods(counts.get(Mood.NEGATIVE, 0) / total, counts.get(Mood.POSITIVE, 0) / total)


def _clients(store: Store, lead: Person, client_ids: Sequence[ClientId]) -> dict[ClientId, Client]:
    return {client.id: client for client in store.clients.several(client_ids, reader=lead)}


class _Names:
    """Names of colleagues, each read once."""

    def __init__(self, store: Store, known: Sequence[Person]) -> None:
        self._store = store
        self._names = {each.id: each.name for each in known}

    def of(self, person_id: PersonId | None) -> str:
        if person_id is None:
            return ""
        if person_id not in self._names:
            self._names[person_id] = self._store.people.of(person_id).name
        return self._names[person_id]
