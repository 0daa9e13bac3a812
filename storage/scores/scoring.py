"""Scoring: a client's facts become a standing, one client when a fact arrives, some when many did."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId
from loyalty.facts.signals import SignalId
from loyalty.levels.levels import SEVERITY, Level
from loyalty.levels.standings import Standing
from loyalty.outlook.outlook import Floats
from loyalty.sums.clients import ClientFigures
from loyalty.sums.levels import NO_LEVEL, Codes, kept_levels
from storage.scores.keptwriting import write_kept
from storage.scores.overrides import with_levels_set
from storage.scores.standings import a_week_before
from storage.scores.stood import Stood, stood_row
from storage.scores.stoodrows import keep_stood, stood_of
from storage.scores.yardstick import Yardstick, is_worse, utc_day
from storage.store import Store

# Enough for a statement's overhead not to count, few enough for a log to get its turn in between.
CLIENTS_AT_ONCE = 1_000
# In one transaction with all others nobody waits for a turn: only memory counts, a few kilobytes a client.
_BASELINE_AT_ONCE = 5_000


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
    figures = yardstick.columns(_sums(store, [client_id], yardstick)).of(0)
    if before is not None and before.scored_on == today:
        week_ago = before.week_ago
    else:
        week_ago = store.standings.indexes_on([client_id], a_week_before(today)).get(client_id)
    found = yardstick.standing(client_id, figures, basis or before, now=now, week_ago=week_ago)
    ((_, after),) = with_levels_set(store, [(before, found)], at=now)
    store.standings.save(before, after, interaction_id=interaction_id, signal_id=signal_id)
    return _rescored(before, after, baseline=baseline)


def score_baseline(store: Store, client_ids: Collection[ClientId], *, now: datetime) -> None:
    """Score those of the clients that were scored before, so that what was imported opens no case later."""
    yardstick = Yardstick.of(store.firm, today=utc_day(now))
    ordered = sorted(client_ids)
    for start in range(0, len(ordered), _BASELINE_AT_ONCE):
        scored = store.standings.scored(ordered[start : start + _BASELINE_AT_ONCE])
        if scored:
            score_some(store, scored, yardstick, moment=now, baseline=True)


def index_now(store: Store, client_id: ClientId, *, now: datetime) -> float:
    """Return the index as of now without keeping it."""
    store.standings.lock([client_id])
    yardstick = Yardstick.of(store.firm, today=utc_day(now))
    return float(yardstick.columns(_sums(store, [client_id], yardstick)).index.value[0])


@dataclass(frozen=True, slots=True)
class ScoredSome:
    """What the scoring of some clients found.

    Attributes:
        levels: how many came to have each level.
        decided: those whose level or cause may have changed; of the others only figures did.
    """

    levels: Counter[Level | None]
    decided: list[Rescored]


def score_some(
    store: Store,
    client_ids: Sequence[ClientId],
    yardstick: Yardstick,
    *,
    moment: datetime,
    baseline: bool,
    is_past: bool = False,
) -> ScoredSome:
    """Score some thousand clients as of the day of the yardstick and keep where they stand.

    ``is_past``: the day is over, so the kept sums know too much.
    """
    store.standings.lock(client_ids)
    today = yardstick.today.toordinal()
    if is_past:
        columns = yardstick.columns(store.sums.made(client_ids, yardstick.scheme, as_of=today))
    else:
        columns = yardstick.columns(_sums(store, client_ids, yardstick))
    stood = stood_of(store.transaction, client_ids)
    before = stood.columns(store.firm.scored_on())
    kept = kept_levels(columns, before, today=today, lines=yardstick.lines)
    others = np.flatnonzero(~kept.same).tolist()
    found = [(client_ids[place], columns.of(place)) for place in others]
    decided = _decide(store, found, yardstick, moment=moment, baseline=baseline)
    _, moved = stood.changes(columns, kept)
    stays = np.flatnonzero(kept.same)
    stayed, after = (
        [client_ids[place] for place in stays.tolist()],
        stood.after(columns, kept, on=yardstick.today),
    )
    keep_stood(store.transaction, stayed, after.at(stays))
    write_kept(
        store.transaction,
        stayed,
        stood.at(stays),
        after.at(stays),
        moved[stays],
        on=yardstick.today,
        moment=moment,
    )
    levels = levels_of(before.level[kept.same])
    levels.update(each.after.level for each in decided)
    return ScoredSome(levels, decided)


def _decide(
    store: Store,
    found: Sequence[tuple[ClientId, ClientFigures]],
    yardstick: Yardstick,
    *,
    moment: datetime,
    baseline: bool,
) -> list[Rescored]:
    """Decide the levels of clients one by one and keep them."""
    known = store.standings.many([client_id for client_id, _ in found]) if found else {}
    scored = [
        (known.get(client_id), yardstick.standing(client_id, figures, known.get(client_id), now=moment))
        for client_id, figures in found
    ]
    held = with_levels_set(store, scored, at=moment)
    store.standings.save_many(held)
    if held:
        stood = Stood.of([stood_row(after) for _, after in held])
        keep_stood(store.transaction, [after.client_id for _, after in held], stood)
    return [_rescored(before, after, baseline=baseline) for before, after in held]


def levels_of(codes: Codes) -> Counter[Level | None]:
    """Count the levels of clients by their codes (``StoodColumns.level``)."""
    by_code: dict[int, Level | None] = {SEVERITY[level]: level for level in Level} | {NO_LEVEL: None}
    return Counter({level: int((codes == code).sum()) for code, level in by_code.items()})


def _sums(store: Store, client_ids: Sequence[ClientId], yardstick: Yardstick) -> Floats:
    return store.sums.of(client_ids, yardstick.scheme, today=yardstick.today.toordinal())


def _rescored(before: Standing | None, after: Standing, *, baseline: bool) -> Rescored:
    was_yellow = before is not None and before.level is Level.YELLOW
    return Rescored(
        after.client_id,
        before,
        after,
        worse=not baseline and is_worse(before, after),
        better=not baseline and was_yellow and after.level is Level.GREEN,
    )
