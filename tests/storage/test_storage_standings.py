"""Standings are listed and counted within reach; a snapshot is taken on days on which figures changed."""

from datetime import timedelta

import sqlalchemy as sa

from loyalty.levels.levels import Level, Lines
from storage.cases.interventions import save_log
from storage.scores.scoring import rescore
from storage.store import Store
from tests.logs import COMPLAINT, a_client, a_log, a_purchase
from tests.staff import NOW, Staff


def test_a_standing_comes_back_as_it_was_saved(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.purchases.save_many([a_purchase(client.id, days) for days in (5, 50)])

    after = rescore(store, client.id, now=NOW).after

    assert store.standings.of(client.id) == after


def test_the_red_are_listed_for_those_who_reach_them(store: Store, staff: Staff) -> None:
    red, green = a_client(store, staff), a_client(store, staff, "Lin Yue")
    saved = save_log(store, a_log(red, staff.anna, reading=COMPLAINT), now=NOW)
    rescore(store, green.id, now=NOW)

    assert store.standings.within(staff.boris, levels=[Level.RED]) == [saved.after]
    assert store.standings.within(staff.chen, levels=list(Level)) == []
    assert store.standings.counts(staff.anna) == {Level.RED: 1, Level.GREEN: 1}
    assert store.standings.counts(staff.chen) == {}


def test_changes_are_told_with_the_log_that_caused_them(store: Store, staff: Staff) -> None:
    saved = save_log(store, a_log(a_client(store, staff), staff.anna, reading=COMPLAINT), now=NOW)

    (change,) = store.standings.changes(saved.interaction.client_id)

    assert change.interaction_id == saved.interaction.id


def test_a_snapshot_is_taken_only_when_what_is_shown_changed(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    for days in range(4):
        rescore(store, client.id, now=NOW + timedelta(days=days))

    assert store.transaction.value(sa.text("SELECT count(*) FROM snapshot")) == 1


def test_two_scorings_of_a_day_leave_one_snapshot_the_last(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    rescore(store, client.id, now=NOW)
    save_log(store, a_log(client, staff.anna, reading=COMPLAINT), now=NOW)

    rows = store.transaction.rows(sa.text("SELECT level FROM snapshot"))
    assert [row.level for row in rows] == [Level.RED]


def test_a_client_on_rhythm_is_never_red_by_outlook_alone(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.purchases.save_many([a_purchase(client.id, days) for days in (150, 330, 510)])
    store.firm.save_lines(Lines(yellow=0.1, red=0.2), NOW)

    assert rescore(store, client.id, now=NOW).after.level is Level.YELLOW
