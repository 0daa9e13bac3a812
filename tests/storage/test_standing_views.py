"""What is told beside a standing: its figures over time, what moved them, and where it stands in the firm."""

from datetime import timedelta

import pytest

from loyalty.facts.signals import SignalKind
from storage.cases.interventions import score_night
from storage.database import Database
from storage.scores.scoring import rescore
from storage.scores.standingviews import moves_of, share_below
from storage.store import Store
from tests.logs import a_client, a_log, a_purchase
from tests.staff import NOW, Staff

DAY = timedelta(days=1)


def test_the_figures_of_a_time_begin_with_the_one_that_held_then(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    for day in (0, 10, 20):
        store.signals.add(SignalKind.SURVEY_NPS, client.id, on=(NOW + day * DAY).date(), value=10)
        rescore(store, client.id, now=NOW + day * DAY)

    shown = store.standings.snapshots(client.id, since=(NOW + 15 * DAY).date())

    assert [each.on for each in shown] == [(NOW + day * DAY).date() for day in (15, 20)]
    assert shown[0].index < shown[1].index
    assert len(store.standings.snapshots(client.id, since=(NOW - DAY).date())) == 3


def test_little_known_has_neither_moves_nor_a_place(store: Store, staff: Staff) -> None:
    standing = rescore(store, a_client(store, staff).id, now=NOW).after

    assert moves_of(store, standing) == ()
    assert share_below(store, standing) is None
    assert moves_of(store, None) == ()


def test_the_night_makes_the_ladder(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        clients = [a_client(store, staff, f"Client {number}") for number in range(12)]
        for number, client in enumerate(clients):
            days = range(number + 1, 400, 15 + 5 * number)
            store.purchases.save_many([a_purchase(client.id, day) for day in days])
            for kind, value in ((SignalKind.SURVEY_NPS, 9), (SignalKind.SURVEY_TRUST, 4)):
                store.signals.add(kind, client.id, on=NOW.date(), value=value)
            for back in range(0, 300, 10):
                store.interactions.add(a_log(client, staff.anna, at=NOW - back * DAY))

    score_night(database, now=NOW)

    with database.unit() as store:
        shares = [share_below(store, store.standings.of(client.id)) for client in clients]
        assert len(store.firm.ladder()) == 101
    known = [share for share in shares if share is not None]
    assert min(known) == 0.0
    assert max(known) == pytest.approx(1 - 1 / len(known), abs=0.02)
