"""The scoring of all clients, as each night does it: read by column, written only where something shows."""

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from loyalty.clients import ClientId
from loyalty.index.index import COVERAGE_NEEDED
from loyalty.index.ladder import ladder_of
from loyalty.levels.levels import FIXED_LINES, PURCHASES_NEEDED, Level, Lines, lines_by_budget
from loyalty.sums.figures import Flags
from loyalty.sums.levels import kept_levels
from storage.clients.clientrows import CLIENT
from storage.database import Database
from storage.scores.asides import Aside, OnFailure
from storage.scores.firmchunks import FirmChunk, chunks_of_firm
from storage.scores.keptwriting import write_kept
from storage.scores.outlooks import is_refit_due, outlook_as_of, refit
from storage.scores.scoring import CLIENTS_AT_ONCE, Rescored, levels_of, score_some
from storage.scores.stood import Stood
from storage.scores.stoodrows import replace_stood
from storage.scores.yardstick import Yardstick, utc_day
from storage.store import Store

_LINES_HOLD_FOR = timedelta(days=7)
# They take a tenth of a second, which is what a log may wait for its turn.
_KEPT_AT_ONCE = 5_000


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


def score_all(
    database: Database,
    *,
    now: datetime,
    as_of: date | None = None,
    baseline: bool = False,
    progress: Progress | None = None,
    on_change: OnChange | None = None,
    on_failure: OnFailure | None = None,
    without: Collection[ClientId] = (),
) -> ScoringSummary:
    """Score all clients who are not closed, in short transactions; a repeat changes nothing.

    The outlook is refitted first when it is a month old, the lines of the levels when they are a week old;
    for a past day both always, from what was known on it.

    Args:
        as_of: score as of the end of this UTC day; a day in the past is a baseline.
        baseline: whatever is found asks for no case.
        on_failure: told of each client whose scoring fails, who keeps the figures of before; without it the
            first such client ends the scoring.
        without: clients who are left out.
    """
    today = as_of or utc_day(now)
    is_past = today < utc_day(now)
    aside = Aside(on_failure, without=without)
    yardstick = _yardstick(database, today=today, now=now, is_past=is_past, aside=aside)
    with database.reading() as store:
        total = store.transaction.value(sa.select(sa.func.count()).where(CLIENT.c.closed_at.is_(None))) or 0
    moment = datetime.combine(today, time.max, UTC) if is_past else now
    night = _Night(
        database, yardstick, moment, is_past, baseline or is_past, total, progress, on_change, aside
    )
    for chunk in chunks_of_firm(database, yardstick, is_past=is_past, aside=aside):
        night.score(chunk)
    with database.unit() as store:
        store.firm.save_scored(now, on=today)
        store.firm.save_ladder(night.ladder())
        if store.firm.baseline_at() is None:
            store.firm.save_baseline_at(now)
    return night.summary()


def _yardstick(database: Database, *, today: date, now: datetime, is_past: bool, aside: Aside) -> Yardstick:
    """Return the yardstick of a scoring, with outlook and lines brought up to date and kept."""
    with database.reading() as store:
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
        yardstick = yardstick.with_lines(_lines(database, yardstick, is_past=is_past, aside=aside))
        with database.unit() as store:
            store.firm.save_lines(yardstick.lines, now)
    return yardstick


def _lines(database: Database, yardstick: Yardstick, *, is_past: bool, aside: Aside) -> Lines:
    """Return the lines by alarm budget over clients with two purchases who are not dormant."""
    risks = array("d")
    for chunk in chunks_of_firm(database, yardstick, is_past=is_past, aside=aside):
        columns = chunk.columns
        counted = (columns.purchase_days >= PURCHASES_NEEDED) & ~columns.is_dormant
        risks.frombytes(columns.risk[counted].tobytes())
    return lines_by_budget(risks) if risks else FIXED_LINES


class _Night:
    """One scoring under way."""

    def __init__(
        self,
        database: Database,
        yardstick: Yardstick,
        moment: datetime,
        is_past: bool,
        baseline: bool,
        total: int,
        progress: Progress | None,
        on_change: OnChange | None,
        aside: Aside,
    ) -> None:
        self._database = database
        self._yardstick = yardstick
        self._moment = moment
        self._is_past = is_past
        self._baseline = baseline
        self._total = total
        self._progress = progress
        self._on_change = on_change
        self._aside = aside
        with database.reading() as store:
            self._all_scored_on = store.firm.scored_on()
        self._levels: Counter[Level | None] = Counter()
        self._worse = 0
        self._indexes = array("d")

    def score(self, chunk: FirmChunk) -> None:
        """Score the clients of a chunk: who stays as shown needs no more than a look."""
        today, lines = self._yardstick.today.toordinal(), self._yardstick.lines
        index = chunk.columns.index
        self._indexes.frombytes(index.value[index.coverage >= COVERAGE_NEEDED].tobytes())
        stood = chunk.stood.columns(self._all_scored_on)
        kept = kept_levels(chunk.columns, stood, today=today, lines=lines)
        changes, moved = chunk.stood.changes(chunk.columns, kept)
        after = chunk.stood.after(chunk.columns, kept, on=self._yardstick.today)
        missed = self._write_kept(chunk, after, np.flatnonzero(kept.same & changes), moved)
        done = kept.same.copy()
        done[missed] = False
        self._count(levels_of(stood.level[done]))
        others = [chunk.client_ids[place] for place in np.flatnonzero(~done).tolist()]
        for start in range(0, len(others), CLIENTS_AT_ONCE):
            self._aside.work_off(others[start : start + CLIENTS_AT_ONCE], self._score_some)

    def _score_some(self, client_ids: Sequence[ClientId]) -> None:
        with self._database.unit() as store:
            scored = score_some(
                store,
                client_ids,
                self._yardstick,
                moment=self._moment,
                baseline=self._baseline,
                is_past=self._is_past,
            )
            for each in scored.decided:
                if self._on_change is not None and (each.worse or each.better):
                    self._on_change(store, each)
        self._worse += sum(each.worse for each in scored.decided)
        self._count(scored.levels)

    def _write_kept(
        self, chunk: FirmChunk, after: Stood, places: NDArray[np.intp], moved: Flags
    ) -> list[int]:
        """Write clients whose level and cause stay; return the places of those scored meanwhile."""
        missed: list[int] = []
        for start in range(0, len(places), _KEPT_AT_ONCE):
            part = places[start : start + _KEPT_AT_ONCE]
            ids = [chunk.client_ids[place] for place in part.tolist()]
            with self._database.unit() as store:
                store.standings.lock(ids)
                untouched = replace_stood(store.transaction, ids, chunk.stood.at(part), after.at(part))
                missed += part[~untouched].tolist()
                part = part[untouched]
                write_kept(
                    store.transaction,
                    [chunk.client_ids[place] for place in part.tolist()],
                    chunk.stood.at(part),
                    after.at(part),
                    moved[part],
                    on=self._yardstick.today,
                    moment=self._moment,
                )
        return missed

    def _count(self, levels: Counter[Level | None]) -> None:
        self._levels.update(levels)
        if self._progress is not None and any(levels.values()):
            self._progress(self._levels.total(), self._total)

    def ladder(self) -> tuple[float, ...]:
        """Return the firm's ladder, made of the indexes of all clients of whom enough is known."""
        return ladder_of(self._indexes)

    def summary(self) -> ScoringSummary:
        """Return what was found so far."""
        return ScoringSummary(
            scored=self._levels.total(),
            scored_on=self._yardstick.today,
            red=self._levels[Level.RED],
            yellow=self._levels[Level.YELLOW],
            green=self._levels[Level.GREEN],
            without_level=self._levels[None],
            worse=self._worse,
        )
