"""Looking at many clients by column finds exactly those whose level, cause and its day would stay."""

import random
from datetime import UTC, date, datetime, timedelta

import numpy as np

from loyalty.clients import ClientId
from loyalty.index.norms import Norms
from loyalty.levels.levels import Cause, Level, Lines
from loyalty.levels.standings import Standing
from loyalty.outlook.fitting import untrained
from loyalty.sums.adding import ExitWish, KeptSums, add_history
from loyalty.sums.bought import add_purchases
from loyalty.sums.layout import empty_sums
from loyalty.sums.levels import kept_levels
from storage.database import Database
from storage.scores.firmchunks import chunks_of_firm
from storage.scores.nights import score_all
from storage.scores.scoring import rescore
from storage.scores.stood import Stood, stood_row
from storage.scores.stoodrows import replace_stood
from storage.scores.yardstick import Yardstick
from tests.logs import a_client, a_purchase
from tests.loyalty.histories import TODAY, random_history
from tests.loyalty.test_kept_sums import lines_of
from tests.staff import Staff

ON = date.fromordinal(TODAY)
NOW = datetime(ON.year, ON.month, ON.day, 20, tzinfo=UTC)
_YARDSTICK = Yardstick(
    ON, Norms(), Lines(yellow=0.5, red=0.75), untrained(horizon_days=120, house_gap_days=60, today=TODAY)
)


def before_of(after: Standing, chance: random.Random) -> Standing | None:
    """Return a standing that may have come before: often much like the one after."""
    if chance.random() < 0.05:
        return None
    level = chance.choice((after.level, after.level, after.level, None, *Level))
    scored_on = ON - timedelta(days=chance.choice((0, 1, 1, 1, 7, -1)))
    low_since = chance.choice((after.low_since, None, ON - timedelta(days=chance.choice((3, 89, 90, 200)))))
    cause = chance.choice((after.cause, after.cause, Cause.CALMING, chance.choice(list(Cause))))
    return Standing(
        client_id=after.client_id,
        scored_at=NOW - timedelta(days=1),
        scored_on=scored_on,
        index=after.index,
        coverage=after.coverage,
        outlook=after.outlook,
        risk=after.risk,
        level=level,
        cause=cause,
        cause_since=chance.choice((after.cause_since, after.cause_since, low_since)),
        level_since=NOW - timedelta(days=9),
        calm_days=0 if level in (None, Level.GREEN) else chance.choice((0, 0, 5, 12, 13)),
        low_since=low_since,
    )


def row_of(standing: Standing | None) -> tuple[object, ...]:
    return (*[None] * 7, *[-1.0] * 4) if standing is None else stood_row(standing)


def test_who_stays_by_column_is_who_stays_when_decided_one_by_one() -> None:
    chance = random.Random(21)
    clients = [random_history(chance) for _ in range(1_500)]
    scheme = _YARDSTICK.scheme
    rows = []
    for history in clients:
        sums = KeptSums(empty_sums(TODAY), scheme)
        add_history(sums, history)
        if chance.random() < 0.1:
            sums.add(ExitWish(TODAY - 4))
        rows.append(sums.values)
    matrix = np.array(rows)
    add_purchases(matrix, lines_of(clients), scheme)
    columns = _YARDSTICK.columns(matrix)
    first = [
        _YARDSTICK.standing(ClientId(str(place)), columns.of(place), None, now=NOW) for place in range(1_500)
    ]
    before = [before_of(each, chance) for each in first]
    stood = Stood.of([row_of(each) for each in before])

    kept = kept_levels(columns, stood.columns(None), today=TODAY, lines=_YARDSTICK.lines)

    stays = 0
    for place, was in enumerate(before):
        after = _YARDSTICK.standing(ClientId(str(place)), columns.of(place), was, now=NOW)
        same = was is not None and was.scored_on <= ON
        same = same and (after.level, after.cause, after.cause_since) == (
            was.level,
            was.cause,
            was.cause_since,
        )
        assert kept.same[place] == same, (was, after)
        if same:
            stays += 1
            low_since = kept.low_since[place]
            found = None if low_since == np.inf else date.fromordinal(int(low_since))
            assert (kept.calm_days[place], found) == (after.calm_days, after.low_since)
    assert 200 < stays < 1_200


def test_who_is_scored_while_a_night_reads_is_not_written_over(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        clients = [a_client(store, staff, name) for name in ("Chen Wei", "Li Na", "Wang Fang")]
        for client in clients:
            store.purchases.save_many([a_purchase(client.id, day) for day in (20, 60, 100)])
    score_all(database, now=NOW)
    with database.reading() as store:
        yardstick = Yardstick.of(store.firm, today=ON)
    (chunk,) = chunks_of_firm(database, yardstick, is_past=False)
    with database.unit() as store:
        rescore(store, chunk.client_ids[1], now=NOW)

    with database.unit() as store:
        untouched = replace_stood(store.transaction, chunk.client_ids, chunk.stood, chunk.stood)

    assert untouched.tolist() == [True, False, True]
