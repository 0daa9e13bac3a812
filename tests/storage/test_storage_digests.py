"""A lead gets one digest a working day, whatever becomes of hours, zone and clock."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Language, Person, Role
from scheduler.digests import send_digest
from storage.chat.outbox import OUTBOX
from storage.people.covers import plan_absence
from storage.store import Store
from tests.staff import NOW, Staff

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HONG_KONG = ZoneInfo("Asia/Hong_Kong")


@pytest.fixture
def boris(store: Store, staff: Staff) -> Person:
    store.people.bind(staff.boris.id, 2001)
    store.people.save_language(staff.boris.id, Language.EN)
    return store.people.of(staff.boris.id)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=HONG_KONG).astimezone(UTC)


def tick(store: Store, now: datetime) -> None:
    while send_digest(store, now):
        pass


def live(store: Store, start: datetime, end: datetime, *, step: timedelta = HOUR) -> None:
    now = start
    while now <= end:
        tick(store, now)
        now += step


def sent(store: Store) -> list[tuple[str, datetime]]:
    """Return the local date of each digest, and when it was queued."""
    rows = store.transaction.rows(
        sa.select(OUTBOX.c.dedup_key, OUTBOX.c.created_at)
        .where(OUTBOX.c.template == "digest")
        .order_by(OUTBOX.c.created_at)
    )
    return [(row.dedup_key.rsplit(":", 1)[1], row.created_at) for row in rows]


def days(store: Store) -> list[str]:
    return [day for day, _ in sent(store)]


def hours(zone: str, **changes: time) -> WorkingHours:
    return replace(WorkingHours(zone, time(9), time(18), frozenset(range(5))), **changes)


def test_a_new_lead_gets_the_first_digest_the_next_morning(store: Store, boris: Person) -> None:
    live(store, NOW, at(25, 12))

    ((day, came_at),) = sent(store)
    assert (day, came_at.astimezone(HONG_KONG).hour) == ("2026-11-25", 9)


def test_digests_come_on_working_days_only(store: Store, boris: Person) -> None:
    live(store, NOW, at(30, 23))

    assert days(store) == ["2026-11-25", "2026-11-26", "2026-11-27", "2026-11-30"]


def test_a_digest_comes_at_the_hour_chosen(store: Store, boris: Person) -> None:
    store.mornings.save_brief_at(boris.id, time(7, 30))
    live(store, NOW, at(25, 12), step=MINUTE * 6)

    ((_, came_at),) = sent(store)
    assert at(25, 7, 30) <= came_at < at(25, 7, 37)


def test_two_rounds_of_the_same_minute_send_one(store: Store, boris: Person) -> None:
    tick(store, NOW)
    for _ in range(3):
        tick(store, at(25, 9))

    assert days(store) == ["2026-11-25"]


def test_a_turn_is_claimed_once(store: Store, boris: Person) -> None:
    turn = store.digests.due(NOW)
    assert turn is not None

    assert store.digests.claim(turn, next_at=at(25, 9), now=NOW)
    assert not store.digests.claim(turn, next_at=at(25, 9), now=NOW)


def test_after_three_days_down_only_todays_is_sent(store: Store, boris: Person) -> None:
    live(store, NOW, at(25, 10))

    tick(store, at(30, 11))

    assert days(store) == ["2026-11-25", "2026-11-30"]


def test_down_until_the_evening_waits_for_the_next_morning(store: Store, boris: Person) -> None:
    live(store, NOW, at(25, 10))

    tick(store, at(26, 19))
    live(store, at(26, 19), at(27, 12))

    assert days(store) == ["2026-11-25", "2026-11-27"]


def test_days_off_have_no_digest(store: Store, boris: Person) -> None:
    tick(store, NOW)
    plan_absence(store, boris, date(2026, 11, 25), date(2026, 11, 26), covered_by=None, by=boris.id, now=NOW)
    live(store, NOW, at(30, 12))

    assert days(store) == ["2026-11-27", "2026-11-30"]


@pytest.mark.parametrize(
    "zone", ["Europe/London", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago"]
)
def test_a_zone_changed_a_minute_before_midnight_doubles_no_day(
    store: Store, boris: Person, zone: str
) -> None:
    live(store, NOW, at(25, 23))
    store.people.save_hours(boris.id, hours(zone))

    live(store, at(25, 23, 59), at(28, 23))

    told = days(store)
    assert told == sorted(set(told))
    assert set(told) >= {"2026-11-25", "2026-11-27"}


def test_a_zone_changed_every_hour_doubles_no_day(store: Store, boris: Person) -> None:
    zones = ("Asia/Tokyo", "Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Hong_Kong")
    now = NOW
    for number in range(72):
        tick(store, now)
        store.people.save_hours(boris.id, hours(zones[number % len(zones)]))
        tick(store, now)
        now += HOUR

    told = days(store)
    assert told == sorted(set(told))


@pytest.mark.parametrize(
    ("zone", "around"),
    [
        ("Europe/London", datetime(2026, 10, 23, tzinfo=UTC)),
        ("Europe/London", datetime(2027, 3, 26, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 3, 12, tzinfo=UTC)),
        ("Asia/Hong_Kong", datetime(2028, 2, 27, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("start", [time(1, 30), time(9)])
def test_each_day_around_a_change_of_the_clock_and_a_leap_day_has_one(
    store: Store, boris: Person, zone: str, around: datetime, start: time
) -> None:
    every_day = replace(hours(zone, start=start), workdays=frozenset(range(7)))
    store.people.save_hours(boris.id, every_day)
    live(store, around, around + 4 * DAY)

    told = [date.fromisoformat(day) for day in days(store)]
    assert len(told) >= 3
    assert all(after - before == DAY for before, after in itertools.pairwise(told))
    if around.year == 2028:
        assert date(2028, 2, 29) in told


def test_who_leads_nobody_or_cannot_be_written_to_gets_none(store: Store, staff: Staff) -> None:
    live(store, NOW, at(26, 12))
    assert days(store) == []

    store.people.bind(staff.boris.id, 2001)
    store.people.mark_unreachable(staff.boris.id, NOW)
    live(store, NOW, at(26, 12))
    assert days(store) == []


def test_a_lead_of_two_teams_gets_one(store: Store, staff: Staff, boris: Person) -> None:
    store.people.find_or_add("Boris Zhou", role=Role.LEAD, team_id=staff.team.id)
    live(store, NOW, at(25, 12))

    assert days(store) == ["2026-11-25"]
