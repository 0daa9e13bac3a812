"""Scoring: a client's facts become a standing, one client when a fact arrives, all of them at night."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.interactions import InteractionId
from loyalty.levels import FIXED_LINES, Level, Lines, lines_by_budget
from loyalty.signals import SignalId
from loyalty.standings import Standing
from storage.clients.clientrows import CLIENT
from storage.database import Database
from storage.scores.outlooks import is_refit_due, outlook_as_of, refit
from storage.scores.overrides import with_levels_set
from storage.scores.standings import a_week_before
from storage.scores.yardstick import PURCHASES_NEEDED, Yardstick, is_worse, utc_day
from storage.store import Store

# Enough for a statement's overhead not to count, few enough for a log to get its turn in between.
_CLIENTS_A_CHUNK = 300
_LINES_HOLD_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rescored:
    """One client before and after a scoring.

    Attributes:
        before: None at the first scoring.
        worse: the level or its cause got worse in a way that asks for a case.
        better: yellow has become green.
    """

    client_id: ClientId
    before: Standing | None
    after: Standing
    worse: bool
    better: bool = False


@dataclass(frozen=True, slots=True)
class ScoringSummary:
    """What a scoring of all clients found; those without a level are dormant."""

    scored: int
    scored_on: date
    red: int
    yellow: int
    green: int
    without_level: int
    worse: int


Progress = Callable[[int, int], None]
"""Told how many clients are done, and of how many."""

OnChange = Callable[[Store, Rescored], object]
"""Told of each client whose level got worse or green again, inside the transaction of its scoring."""


def rescore(
    store: Store,
    client_id: ClientId,
    *,
    now: datetime,
    baseline: bool = False,
    interaction_id: InteractionId | None = None,
    signal_id: SignalId | None = None,
    before: Standing | None = None,
    basis: Standing | None = None,
) -> Rescored:
    """Score one client as of now and keep the standing.

    Args:
        baseline: whatever is found asks for no case.
        interaction_id, signal_id: the log or the fact that is the cause of what changes.
        before: the standing kept, if it is at hand.
        basis: the standing from which the level is decided, if not from the one kept.
    """
    today = utc_day(now)
    store.standings.lock([client_id])
    yardstick = Yardstick.of(store.firm, today=today)
    before = before or store.standings.of(client_id)
    dossier = store.histories.dossier(client_id)
    week_ago = store.standings.indexes_on([client_id], a_week_before(today)).get(client_id)
    found = yardstick.standing(client_id, dossier, basis or before, now=now, week_ago=week_ago)
    ((_, after),) = with_levels_set(store, [(before, found)], at=now)
    store.standings.save(before, after, interaction_id=interaction_id, signal_id=signal_id)
    return _rescored(before, after, baseline=baseline)


def score_baseline(store: Store, client_ids: Collection[ClientId], *, now: datetime) -> None:
    """Score those of the clients that were scored before, so that what was imported opens no case later."""
    yardstick = Yardstick.of(store.firm, today=utc_day(now))
    ordered = sorted(client_ids)
    for start in range(0, len(ordered), _CLIENTS_A_CHUNK):
        part = ordered[start : start + _CLIENTS_A_CHUNK]
        known = store.standings.many(part)
        _score_chunk(store, sorted(known), yardstick, moment=now, baseline=True)


def index_now(store: Store, client_id: ClientId, *, now: datetime) -> float:
    """Return the index as of now without keeping it."""
    yardstick = Yardstick.of(store.firm, today=utc_day(now))
    return yardstick.figures(store.histories.dossier(client_id)).index.value


def score_all(
    database: Database,
    *,
    now: datetime,
    as_of: date | None = None,
    baseline: bool = False,
    progress: Progress | None = None,
    on_change: OnChange | None = None,
) -> ScoringSummary:
    """Score all clients who are not closed, in chunks of one transaction each; a repeat changes nothing.

    The outlook is refitted first when it is a month old, the lines of the levels when they are a week old;
    for a past day both always, from what was known on it.

    Args:
        as_of: score as of the end of this UTC day; a day in the past is a baseline.
        baseline: whatever is found asks for no case.
    """
    today = as_of or utc_day(now)
    is_past = today < utc_day(now)
    moment = datetime.combine(today, time.max, UTC) if is_past else now
    with database.reading() as store:
        total = store.transaction.value(sa.select(sa.func.count()).where(CLIENT.c.closed_at.is_(None))) or 0
        lines_set_at = store.firm.lines_set_at()
        yardstick, kept = Yardstick.of(store.firm, today=today), store.firm.outlook()
    refitted = is_past or is_refit_due(kept, now)
    if is_past:
        # What was not known on that day must not tell how things stood.
        fresh = outlook_as_of(database, today=today, now=now, norms=yardstick.norms)
        yardstick = yardstick.with_outlook(fresh.fitted)
    elif refitted:
        yardstick = yardstick.with_outlook(refit(database, now=now, today=today).fitted)
    if refitted or lines_set_at is None or now - lines_set_at >= _LINES_HOLD_FOR:
        yardstick = yardstick.with_lines(_lines(database, yardstick))
        with database.unit() as store:
            store.firm.save_lines(yardstick.lines, now)
    levels: Counter[Level | None] = Counter()
    worse = 0
    for chunk in _chunks(database):
        with database.unit() as store:
            rescored = _score_chunk(store, chunk, yardstick, moment=moment, baseline=baseline or is_past)
            if on_change is not None:
                for each in rescored:
                    if each.worse or each.better:
                        on_change(store, each)
        levels.update(each.after.level for each in rescored)
        worse += sum(each.worse for each in rescored)
        if progress is not None:
            progress(levels.total(), total)
    with database.unit() as store:
        store.firm.save_scored(now)
        if store.firm.baseline_at() is None:
            store.firm.save_baseline_at(now)
    return ScoringSummary(
        scored=levels.total(),
        scored_on=today,
        red=levels[Level.RED],
        yellow=levels[Level.YELLOW],
        green=levels[Level.GREEN],
        without_level=levels[None],
        worse=worse,
    )


def _score_chunk(
    store: Store, client_ids: Sequence[ClientId], yardstick: Yardstick, *, moment: datetime, baseline: bool
) -> list[Rescored]:
    store.standings.lock(client_ids)
    known = store.standings.many(client_ids)
    week_ago = store.standings.indexes_on(client_ids, a_week_before(yardstick.today))
    scored: list[tuple[Standing | None, Standing]] = []
    for client_id, dossier in store.histories.dossiers(client_ids).items():
        before = known.get(client_id)
        after = yardstick.standing(client_id, dossier, before, now=moment, week_ago=week_ago.get(client_id))
        scored.append((before, after))
    held = with_levels_set(store, scored, at=moment)
    store.standings.save_many(held)
    return [_rescored(before, after, baseline=baseline) for before, after in held]


def _rescored(before: Standing | None, after: Standing, *, baseline: bool) -> Rescored:
    was_yellow = before is not None and before.level is Level.YELLOW
    return Rescored(
        after.client_id,
        before,
        after,
        worse=not baseline and is_worse(before, after),
        better=not baseline and was_yellow and after.level is Level.GREEN,
    )


def _lines(database: Database, yardstick: Yardstick) -> Lines:
    """Return the lines by alarm budget over clients with two purchases who are not dormant."""
    risks = array("d")
    for chunk in _chunks(database):
        with database.reading() as store:
            for dossier in store.histories.dossiers(chunk).values():
                figures = yardstick.figures(dossier)
                if figures.facts.purchase_days >= PURCHASES_NEEDED and not figures.facts.is_dormant:
                    risks.append(figures.risk)
    return lines_by_budget(risks) if risks else FIXED_LINES


def _chunks(database: Database) -> Iterator[list[ClientId]]:
    last = ""
    while True:
        with database.reading() as store:
            ids = (
                sa.select(CLIENT.c.id)
                .where(CLIENT.c.id > last, CLIENT.c.closed_at.is_(None))
                .order_by(CLIENT.c.id)
                .limit(_CLIENTS_A_CHUNK)
            )
            chunk = [ClientId(row.id) for row in store.transaction.rows(ids)]
        if not chunk:
            return
        yield chunk
        last = chunk[-1]
