"""Kept sums follow every fact: whatever the order of logs, facts and changes, they are those of all facts."""

import random
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.contacts import Direction
from loyalty.facts.interactions import InteractionId, MoodReading, MoodSource
from loyalty.facts.signals import MATTERS, SignalId, SignalKind
from loyalty.index.index import loyalty_index
from loyalty.levels.levels import level_facts
from loyalty.tone import Mood
from storage.database import Database
from storage.records.sumrows import SUMS
from storage.scores.scoring import rescore
from storage.scores.yardstick import Yardstick
from storage.store import Store
from tests.logs import a_client, a_log, a_purchase
from tests.staff import NOW, Staff

TODAY = NOW.date()
EXACT = 1e-9
_TONES = (None, -1.0, -0.4, 0.0, 0.7, 1.0)


class Firm:
    """Clients to whom things happen in no order at all."""

    def __init__(self, store: Store, staff: Staff, chance: random.Random) -> None:
        self.store = store
        self.staff = staff
        self.chance = chance
        self.clients = [a_client(store, staff, f"Client {number}") for number in range(3)]
        self.logs: list[InteractionId] = []
        self.signals: list[SignalId] = []

    def happen(self) -> None:
        """Let one thing happen to somebody."""
        happenings = (
            self.log,
            self.log,
            self.tell,
            self.tell,
            self.tell,
            self.buy,
            self.change,
            self.take_back,
        )
        self.chance.choice(happenings)()

    def day(self) -> date:
        return TODAY - timedelta(days=self.chance.choice((0, 0, 1, self.chance.randint(0, 700))))

    def log(self) -> None:
        reading = MoodReading(Mood.NEUTRAL, MoodSource.READ, signed=self.chance.choice(_TONES))
        log = a_log(
            self.chance.choice(self.clients),
            self.staff.anna,
            at=NOW - (TODAY - self.day()),
            reading=reading,
            direction=self.chance.choice(list(Direction)),
        )
        self.store.interactions.add(log, about_us=self.chance.random() < 0.5)
        self.logs.append(log.id)

    def tell(self) -> None:
        kind = self.chance.choice(list(SignalKind))
        self.signals.append(
            self.store.signals.add(
                kind,
                self.chance.choice(self.clients).id,
                on=self.day() + timedelta(days=self.chance.choice((0, 0, 0, 5))),
                value=float(self.chance.randint(1, 5)),
                tone=self.chance.choice(_TONES),
                about_us=self.chance.random() < 0.5,
            )
        )

    def buy(self) -> None:
        ago = (TODAY - self.day()).days
        category = self.chance.choice(("watches", "jewels", "bags"))
        client = self.chance.choice(self.clients)
        self.store.purchases.save_many([a_purchase(client.id, ago, category=category)])

    def change(self) -> None:
        if self.logs:
            log_id = self.chance.choice(self.logs)
            self.store.interactions.change(log_id, occurred_at=NOW - (TODAY - self.day()))
            self.store.interactions.change_note(log_id, "other words", about_us=self.chance.random() < 0.5)
        if self.signals:
            signal_id = self.chance.choice(self.signals)
            self.store.signals.change(signal_id, value=2.0, closed_on=self.chance.choice((None, TODAY)))
        self.store.signals.close_matters(self.chance.choice(self.clients).id, on=self.day())

    def take_back(self) -> None:
        if self.logs:
            self.store.interactions.delete(self.logs.pop())
        if self.signals:
            self.store.signals.delete([self.signals.pop()])


@pytest.mark.parametrize("seed", range(4))
def test_sums_kept_fact_by_fact_are_those_of_all_facts_at_once(store: Store, staff: Staff, seed: int) -> None:
    firm = Firm(store, staff, random.Random(seed))
    ids = [client.id for client in firm.clients]
    yardstick = Yardstick.of(store.firm, today=TODAY)
    today = TODAY.toordinal()

    for _ in range(40):
        firm.happen()
        if firm.chance.random() < 0.5:
            rescore(store, firm.chance.choice(ids), now=NOW)

    kept = yardstick.columns(store.sums.of(ids, yardstick.scheme, today=today))
    made = yardstick.columns(store.sums.made(ids, yardstick.scheme, as_of=today))
    for place, client_id in enumerate(ids):
        assert flat(kept.of(place)) == pytest.approx(flat(made.of(place)), abs=EXACT)
        history = store.histories.of(client_id)
        index = loyalty_index(history, today=today, norms=yardstick.norms)
        facts = level_facts(history, today=today, norms=yardstick.norms)
        assert (kept.of(place).index, kept.of(place).coverage) == pytest.approx(
            (index.value, index.coverage), abs=EXACT
        )
        assert kept.of(place).facts.quiet_days == facts.quiet_days


def flat(figures: Any) -> dict[str, Any]:
    facts = {name: getattr(figures.facts, name) for name in figures.facts.__slots__}
    return {name: getattr(figures, name) for name in figures.__slots__ if name != "facts"} | facts


def kept_sums(store: Store, client_id: ClientId) -> bytes | None:
    found: bytes | None = store.transaction.value(sa.select(SUMS.c.sums).where(SUMS.c.client_id == client_id))
    return found


def test_a_log_updates_the_sums_without_reading_any_other_fact(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.purchases.save_many([a_purchase(client.id, day) for day in range(1, 200)])
    rescore(store, client.id, now=NOW)
    before = kept_sums(store, client.id)
    statements: list[str] = []
    sa.event.listen(
        store.transaction.connection, "before_cursor_execute", lambda *told: statements.append(told[2])
    )

    store.interactions.add(a_log(client, staff.anna))
    rescore(store, client.id, now=NOW)

    assert before is not None
    assert kept_sums(store, client.id) not in (None, before)
    assert not [each for each in statements if "FROM purchase" in each or "FROM interaction" in each]


@pytest.mark.parametrize("kind", MATTERS)
def test_what_is_dated_later_counts_from_its_day_on(store: Store, staff: Staff, kind: SignalKind) -> None:
    client = a_client(store, staff)
    store.signals.add(kind, client.id, on=TODAY + timedelta(days=2))

    levels = [rescore(store, client.id, now=NOW + timedelta(days=days)).after.risk for days in (0, 1, 2)]

    assert levels == [0.0, 0.0, 1.0]


def test_sums_of_other_half_lives_are_made_anew(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.interactions.add(a_log(client, staff.anna, at=NOW - timedelta(days=100)))
    rescore(store, client.id, now=NOW)
    store.transaction.change(sa.update(SUMS).values(scheme="of old", sums=b"\0" * 8))

    store.signals.add(SignalKind.VISIT, client.id, on=TODAY)
    after = rescore(store, client.id, now=NOW).after

    history = store.histories.of(client.id)
    assert after.index == pytest.approx(loyalty_index(history, today=TODAY.toordinal()).value, abs=EXACT)


def test_a_clock_that_was_ahead_leaves_no_wrong_sums(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        client = a_client(store, staff)
        store.interactions.add(a_log(client, staff.anna))
        ahead = rescore(store, client.id, now=NOW + timedelta(days=400)).after
        after = rescore(store, client.id, now=NOW).after

        assert ahead.index != after.index
        history = store.histories.of(client.id)
        assert after.index == pytest.approx(loyalty_index(history, today=TODAY.toordinal()).value, abs=EXACT)
        assert np.frombuffer(kept_sums(store, client.id) or b"").size > 0
