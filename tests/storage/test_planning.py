"""Plans in the database: what they rest on, what is written, and what moves them."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from loyalty.clientfields import Birthday
from loyalty.clients import Client, Tier
from loyalty.contacts import Channel, Direction
from loyalty.facts.interactions import Interaction, InteractionId, MoodReading, MoodSource
from loyalty.people.people import Language, Person, Role
from loyalty.planning.touchpoints import SkipReason, Touchpoint, TouchpointKind, TouchpointState
from loyalty.tone import Mood
from scheduler.planning import replan_stale
from scheduler.scoring import score_when_due
from storage.cases.interventions import save_log
from storage.database import Database
from storage.ids import new_id
from storage.plans.daylists import begin_day
from storage.plans.mornings import Turn
from storage.plans.moves import claim_day
from storage.plans.planning import replan, replan_client
from storage.records.corrections import delete_log
from storage.records.purchases import PurchaseLine
from storage.records.undo import undo_log
from storage.store import Store
from tests.staff import NOW, Staff

# Eight in the morning in Hong Kong on the day of the tests: the brief is still to come.
EARLY = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
LONG_AGO = datetime(2024, 11, 1, tzinfo=UTC)
CALM = MoodReading(mood=Mood.NEUTRAL, source=MoodSource.CONFIRMED, signed=0.0, confidence=1.0)
DATED = (TouchpointKind.BIRTHDAY, TouchpointKind.FESTIVAL, TouchpointKind.ANNIVERSARY)


def a_client(store: Store, staff: Staff, tier: Tier = Tier.KEY, **fields: Any) -> Client:
    return store.clients.add(
        name="Lin Yue", team_id=staff.team.id, advisor_id=staff.anna.id, now=LONG_AGO, tier=tier, **fields
    )


def a_log(
    client: Client, author: Person, at: datetime = NOW, direction: Direction = Direction.OUTBOUND_ANSWERED
) -> Interaction:
    return Interaction(
        id=InteractionId(new_id()),
        client_id=client.id,
        author_id=author.id,
        occurred_at=at,
        logged_at=NOW,
        channel=Channel.CALL,
        direction=direction,
        text="Spoke on the phone.",
        reading=CALM,
    )


def planned(store: Store, client: Client) -> list[Touchpoint]:
    return [
        each for each in store.touchpoints.open_about(client.id) if each.kind is not TouchpointKind.PROMISE
    ]


def claim_or_remind(store: Store, staff: Staff, waiting: Touchpoint) -> bool:
    """Tell one contact as its message, or the brief of its day, does."""
    day = {"morning": waiting.due_at, "ends_at": waiting.due_at + timedelta(hours=9), "now": waiting.due_at}
    claim_day(store, staff.anna, **day)
    store.touchpoints.claim(waiting.id, now=waiting.due_at)
    return state_of(store, waiting) is TouchpointState.REMINDED


def days_of(touchpoints: list[Touchpoint]) -> list[date]:
    return [each.due_at.date() for each in touchpoints]


def state_of(store: Store, touchpoint: Touchpoint) -> TouchpointState:
    return store.touchpoints.anyone(touchpoint.id).state


@pytest.fixture
def key_client(store: Store, staff: Staff) -> Client:
    """A key client with a plan, to whom one of November's three contacts was made."""
    client = a_client(store, staff)
    store.interactions.add(a_log(client, staff.anna, datetime(2026, 11, 9, 3, tzinfo=UTC)))
    replan(store, staff.anna.id, now=EARLY)
    return client


def test_a_plan_is_written_at_the_hour_of_the_brief(store: Store, staff: Staff, key_client: Client) -> None:
    found = planned(store, key_client)

    assert {each.due_at.hour for each in found} == {1}
    assert all(each.due_at.weekday() < 5 for each in found)
    assert Counter(each.kind for each in found if each.due_at.month == 12) == {
        TouchpointKind.HELLO: 3,
        TouchpointKind.REVIEW: 1,
    }
    assert all(each.advisor_id == staff.anna.id and each.note == "" for each in found)


def test_an_unchanged_plan_keeps_its_rows(store: Store, staff: Staff, key_client: Client) -> None:
    before = planned(store, key_client)

    replan(store, staff.anna.id, now=EARLY + timedelta(minutes=5))

    assert planned(store, key_client) == before


def test_occasions_come_from_birthday_country_and_history(store: Store, staff: Staff) -> None:
    client = a_client(
        store, staff, country="HK", language=Language.ZH, birthday=Birthday(month=12, day=3, year=None)
    )
    for on, amount in ((date(2024, 12, 10), 900.0), (date(2025, 12, 16), 5000.0)):
        store.purchases.save_many(
            [PurchaseLine(client.id, f"order {on}", on, category="watches", amount=amount, currency="HKD")]
        )

    replan(store, staff.anna.id, now=EARLY)

    dated = [
        (each.kind.value, each.occasion, each.occasion_on)
        for each in planned(store, client)
        if each.kind in DATED
    ]
    assert dated == [
        ("birthday", None, date(2026, 12, 3)),
        ("anniversary", "relationship", date(2026, 12, 10)),
        ("anniversary", "purchase", date(2026, 12, 16)),
        ("festival", "christmas", date(2026, 12, 25)),
    ]


def test_logged_contacts_count_and_outreach_does_not(store: Store, staff: Staff) -> None:
    answered, unanswered = a_client(store, staff), a_client(store, staff)
    for day in (3, 10, 17):
        at = datetime(2026, 11, day, 3, tzinfo=UTC)
        store.interactions.add(a_log(answered, staff.anna, at))
        store.interactions.add(a_log(unanswered, staff.anna, at, Direction.OUTBOUND_UNANSWERED))

    replan(store, staff.anna.id, now=EARLY)

    november = [
        [day for day in days_of(planned(store, each)) if day.month == 11] for each in (answered, unanswered)
    ]
    assert november[0] == []
    assert november[1] != []


def test_a_log_fulfils_the_nearest_contact_and_leaves_the_others(
    store: Store, staff: Staff, key_client: Client
) -> None:
    first, *others = planned(store, key_client)

    saved = save_log(store, a_log(key_client, staff.anna, first.due_at - timedelta(days=1)), now=NOW)

    assert saved.fulfilled == first
    assert state_of(store, first) is TouchpointState.DONE
    assert planned(store, key_client) == [
        each for each in others if each.due_at - first.due_at > timedelta(days=3)
    ]


def test_a_log_far_from_all_contacts_drops_the_next_one(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    store.interactions.add(a_log(client, staff.anna, datetime(2026, 12, 1, 3, tzinfo=UTC)))
    replan(store, staff.anna.id, now=datetime(2026, 12, 2, tzinfo=UTC))
    december = [each for each in planned(store, client) if each.due_at.month == 12]

    save_log(
        store,
        a_log(client, staff.anna, datetime(2026, 12, 2, 3, tzinfo=UTC)),
        now=datetime(2026, 12, 2, 4, tzinfo=UTC),
    )

    left = [each for each in planned(store, client) if each.due_at.month == 12]
    assert len(left) == len(december) - 1


def test_a_promise_is_not_kept_by_a_contact_before_its_moment(store: Store, staff: Staff) -> None:
    client = a_client(store, staff, Tier.STANDARD)
    promise = store.touchpoints.promise(
        client.id, advisor_id=staff.anna.id, due_at=NOW + timedelta(days=2), note="", now=NOW
    )
    late = store.touchpoints.promise(
        client.id, advisor_id=staff.anna.id, due_at=NOW - timedelta(days=2), note="", now=NOW
    )
    assert store.touchpoints.claim(late.id, now=NOW)

    save_log(store, a_log(client, staff.anna), now=NOW)

    assert state_of(store, promise) is TouchpointState.PLANNED
    assert state_of(store, late) is TouchpointState.DONE


def test_a_birthday_is_not_wished_by_a_call_days_before(store: Store, staff: Staff) -> None:
    client = a_client(store, staff, Tier.STANDARD, birthday=Birthday(month=11, day=27, year=None))
    replan(store, staff.anna.id, now=EARLY)
    (birthday,) = [each for each in planned(store, client) if each.kind is TouchpointKind.BIRTHDAY]

    assert save_log(store, a_log(client, staff.anna), now=NOW).fulfilled is None
    on_the_day = save_log(store, a_log(client, staff.anna, datetime(2026, 11, 27, 3, tzinfo=UTC)), now=NOW)

    assert on_the_day.fulfilled == birthday


def test_an_attempt_finishes_only_the_contact_it_was_made_for(
    store: Store, staff: Staff, key_client: Client
) -> None:
    first = planned(store, key_client)[0]
    attempt = a_log(key_client, staff.anna, first.due_at, Direction.OUTBOUND_UNANSWERED)

    assert save_log(store, attempt, now=NOW).fulfilled is None
    named = replace(attempt, id=InteractionId(new_id()))
    assert save_log(store, named, now=NOW, touchpoint_id=first.id).fulfilled == first

    assert state_of(store, first) is TouchpointState.DONE


@pytest.mark.parametrize("days", [0, 20])
def test_undo_gives_the_plan_back_as_it_was(
    store: Store, staff: Staff, key_client: Client, days: int
) -> None:
    before = planned(store, key_client)
    saved = save_log(store, a_log(key_client, staff.anna, NOW - timedelta(days=days)), now=NOW)
    assert planned(store, key_client) != before

    undo_log(store, saved.interaction.id, by=staff.anna.id, now=NOW)

    assert planned(store, key_client) == before


@pytest.mark.parametrize("kind", [TouchpointKind.PROMISE, TouchpointKind.BIRTHDAY])
def test_undo_gives_back_what_waited_for_weeks(store: Store, staff: Staff, kind: TouchpointKind) -> None:
    client = a_client(store, staff, Tier.STANDARD, birthday=Birthday(month=11, day=27, year=None))
    store.touchpoints.promise(client.id, advisor_id=staff.anna.id, due_at=NOW, note="catalogue", now=EARLY)
    replan(store, staff.anna.id, now=EARLY)
    (waiting,) = [each for each in store.touchpoints.open_about(client.id) if each.kind is kind]
    assert claim_or_remind(store, staff, waiting)
    waiting = store.touchpoints.anyone(waiting.id)
    later = waiting.due_at + timedelta(days=20)
    log = replace(a_log(client, staff.anna, later), logged_at=later)
    save_log(store, log, now=later, touchpoint_id=waiting.id)
    assert state_of(store, waiting) is TouchpointState.DONE

    undo_log(store, log.id, by=staff.anna.id, now=later + timedelta(seconds=9))

    assert store.touchpoints.anyone(waiting.id) == waiting


def test_a_deleted_log_gives_a_promise_back_however_long_ago_it_was_due(store: Store, staff: Staff) -> None:
    client = a_client(store, staff)
    promise = store.touchpoints.promise(
        client.id, advisor_id=staff.anna.id, due_at=NOW, note="catalogue", now=EARLY
    )
    assert store.touchpoints.claim(promise.id, now=NOW)
    saved = save_log(store, a_log(client, staff.anna), now=NOW, touchpoint_id=promise.id)

    delete_log(store, saved.interaction.id, by=staff.anna.id, now=NOW + timedelta(days=30))

    assert state_of(store, promise) is TouchpointState.REMINDED


def two_told(store: Store, staff: Staff) -> tuple[Client, list[Touchpoint]]:
    """Return a client of whom two hellos wait since days, told before each was kept from the other."""
    client = a_client(store, staff)
    replan(store, staff.anna.id, now=EARLY)
    first, second = [each for each in planned(store, client) if each.kind is TouchpointKind.HELLO][:2]
    for each, days in ((first, 4), (second, 1)):
        store.touchpoints.snooze(each.id, EARLY - timedelta(days=days))
        assert store.touchpoints.claim(each.id, now=EARLY)
    return client, store.touchpoints.open_about(client.id)[:2]


def test_a_contact_clears_all_regular_ones_that_were_due(store: Store, staff: Staff) -> None:
    client, (first, _) = two_told(store, staff)

    saved = save_log(store, a_log(client, staff.anna), now=NOW)

    assert saved.fulfilled == first
    assert state_of(store, first) is TouchpointState.DONE
    left = planned(store, client)
    assert TouchpointState.REMINDED not in {each.state for each in left}
    assert min(days_of(left)) >= NOW.date() + timedelta(days=3)


def test_undo_gives_back_all_that_a_contact_cleared(store: Store, staff: Staff) -> None:
    client, told = two_told(store, staff)
    before = planned(store, client)
    saved = save_log(store, a_log(client, staff.anna), now=NOW)

    undo_log(store, saved.interaction.id, by=staff.anna.id, now=NOW)

    assert planned(store, client) == before
    assert before[:2] == told


def test_undoing_one_of_two_contacts_leaves_cleared_what_the_other_clears(store: Store, staff: Staff) -> None:
    client, _ = two_told(store, staff)
    before = planned(store, client)
    first = save_log(store, a_log(client, staff.anna), now=NOW)
    second = save_log(store, a_log(client, staff.anna), now=NOW)

    undo_log(store, first.interaction.id, by=staff.anna.id, now=NOW)
    assert TouchpointState.REMINDED not in {each.state for each in planned(store, client)}
    undo_log(store, second.interaction.id, by=staff.anna.id, now=NOW)

    assert planned(store, client) == before


def test_an_attempt_clears_nothing_else(store: Store, staff: Staff) -> None:
    client, (first, second) = two_told(store, staff)
    attempt = a_log(client, staff.anna, direction=Direction.OUTBOUND_UNANSWERED)

    save_log(store, attempt, now=NOW, touchpoint_id=first.id)

    assert state_of(store, second) is TouchpointState.REMINDED


def test_a_morning_tells_one_regular_contact_a_client(store: Store, staff: Staff) -> None:
    client, (first, second) = two_told(store, staff)

    store.mornings.claim(Turn(staff.anna.id, None, None), next_at=NOW + timedelta(days=1), on=EARLY.date())
    begin_day(store, staff.anna, now=EARLY + timedelta(hours=1))

    assert state_of(store, first) is TouchpointState.REMINDED
    told = [each for each in planned(store, client) if each.state is TouchpointState.REMINDED]
    assert told == [first]
    others = [each for each in planned(store, client) if each != first]
    assert min(days_of(others)) >= EARLY.date() + timedelta(days=3)
    assert second.id in {each.id for each in others}


def test_undoing_the_first_of_two_logs_leaves_the_plan_of_the_second(
    store: Store, staff: Staff, key_client: Client
) -> None:
    before = planned(store, key_client)
    first = save_log(store, a_log(key_client, staff.anna), now=NOW)
    second = save_log(store, a_log(key_client, staff.anna, NOW - timedelta(days=9)), now=NOW)

    undo_log(store, first.interaction.id, by=staff.anna.id, now=NOW)
    assert planned(store, key_client) != before
    undo_log(store, second.interaction.id, by=staff.anna.id, now=NOW)

    assert planned(store, key_client) == before


def test_a_deleted_log_gives_back_a_recent_contact_only(
    store: Store, staff: Staff, key_client: Client
) -> None:
    first = planned(store, key_client)[0]
    saved = save_log(store, a_log(key_client, staff.anna, first.due_at), now=NOW)
    delete_log(store, saved.interaction.id, by=staff.anna.id, now=NOW)
    assert state_of(store, first) is TouchpointState.PLANNED
    assert store.plan_loads.due(NOW) == staff.anna.id

    again = save_log(store, a_log(key_client, staff.anna, first.due_at), now=NOW)
    delete_log(store, again.interaction.id, by=staff.anna.id, now=NOW + timedelta(days=30))

    assert state_of(store, first) is TouchpointState.DROPPED


def test_what_was_reminded_put_off_or_promised_is_left_alone(
    store: Store, staff: Staff, key_client: Client
) -> None:
    first, second, *_ = planned(store, key_client)
    store.touchpoints.snooze(first.id, NOW + timedelta(days=2))
    store.touchpoints.promise(
        key_client.id, advisor_id=staff.anna.id, due_at=NOW + timedelta(days=9), note="", now=NOW
    )
    kept = {each.id: each.due_at for each in store.touchpoints.open_about(key_client.id)}
    store.people.save_contacts_a_day(staff.anna.id, 3)

    replan(store, staff.anna.id, now=NOW)

    after = {each.id: each.due_at for each in store.touchpoints.open_about(key_client.id)}
    assert after[first.id] == kept[first.id]
    assert second.id in kept
    assert (
        sum(each.kind is TouchpointKind.PROMISE for each in store.touchpoints.open_about(key_client.id)) == 1
    )


def test_a_skipped_contact_is_not_planned_again(store: Store, staff: Staff, key_client: Client) -> None:
    before = planned(store, key_client)
    store.touchpoints.finish(before[0].id, TouchpointState.SKIPPED, now=EARLY, skip_reason=SkipReason.NOT_NOW)

    replan(store, staff.anna.id, now=EARLY)

    assert planned(store, key_client) == before[1:]


def test_a_skipped_birthday_is_not_planned_again(store: Store, staff: Staff) -> None:
    client = a_client(store, staff, Tier.STANDARD, birthday=Birthday(month=12, day=3, year=None))
    replan(store, staff.anna.id, now=EARLY)
    (birthday,) = [each for each in planned(store, client) if each.kind is TouchpointKind.BIRTHDAY]
    store.touchpoints.finish(birthday.id, TouchpointState.SKIPPED, now=EARLY)

    replan(store, staff.anna.id, now=EARLY)

    assert not [each for each in planned(store, client) if each.kind is TouchpointKind.BIRTHDAY]


def test_a_birthday_nobody_was_told_of_stays_for_the_next_brief_and_a_hello_gets_another_day(
    store: Store, staff: Staff
) -> None:
    client = a_client(store, staff, birthday=Birthday(month=11, day=25, year=None))
    replan(store, staff.anna.id, now=EARLY)
    # The bot was away on the 25th and the days after.
    friday = datetime(2026, 11, 27, 0, 30, tzinfo=UTC)

    replan(store, staff.anna.id, now=friday)

    late = [each for each in planned(store, client) if each.due_at < friday]
    assert [each.kind for each in late] == [TouchpointKind.BIRTHDAY]
    replan(store, staff.anna.id, now=friday + timedelta(days=9))
    assert all(each.due_at > friday for each in planned(store, client))


def test_a_closed_client_has_nothing_planned(store: Store, staff: Staff, key_client: Client) -> None:
    store.touchpoints.drop_about(key_client.id, now=NOW)

    assert store.touchpoints.open_about(key_client.id) == []


def test_days_off_have_no_contact(store: Store, staff: Staff, key_client: Client) -> None:
    taken = days_of(planned(store, key_client))[1]
    store.absences.add(
        staff.anna, taken, taken + timedelta(days=4), covered_by=None, set_by=staff.anna.id, now=EARLY
    )
    assert store.plan_loads.due(NOW) == staff.anna.id

    replan(store, staff.anna.id, now=EARLY)

    off = {taken + timedelta(days=number) for number in range(5)}
    assert not off & set(days_of(planned(store, key_client)))


def test_a_colleague_who_stands_in_has_less_room_on_those_days(store: Store, staff: Staff) -> None:
    away = date(2026, 12, 3)
    a_client(store, staff, Tier.STANDARD, birthday=Birthday(month=12, day=3, year=None))
    mei = store.people.find_or_add("Mei Lam", role=Role.ADVISOR, team_id=staff.team.id)
    store.people.save_contacts_a_day(mei.id, 1)
    theirs = store.clients.add(
        name="Own Client",
        team_id=staff.team.id,
        advisor_id=mei.id,
        now=LONG_AGO,
        tier=Tier.STANDARD,
        birthday=Birthday(month=12, day=3, year=None),
    )
    store.absences.add(staff.anna, away, away, covered_by=mei.id, set_by=staff.anna.id, now=EARLY)

    replan(store, staff.anna.id, now=EARLY)
    replan(store, mei.id, now=EARLY)

    assert date(2026, 12, 2) in days_of(planned(store, theirs))
    assert away not in days_of(planned(store, theirs))


def test_a_birthday_is_kept_on_its_day_however_many_hellos_wait(store: Store, staff: Staff) -> None:
    for _ in range(14):
        a_client(store, staff, Tier.STANDARD)
    born_on = date(2026, 12, 3)
    client = a_client(
        store, staff, Tier.STANDARD, birthday=Birthday(month=born_on.month, day=born_on.day, year=None)
    )
    replan(store, staff.anna.id, now=EARLY)
    hellos = [each for each in store.touchpoints.open_of(staff.anna.id) if each.client_id != client.id]
    for each in hellos[:12]:
        store.touchpoints.snooze(each.id, datetime(2026, 12, 2, 1, tzinfo=UTC))
    night = datetime(2026, 12, 2, 16, 33, tzinfo=UTC)

    replan(store, staff.anna.id, now=night)
    [birthday] = [each for each in planned(store, client) if each.kind is TouchpointKind.BIRTHDAY]
    replan_client(store, client.id, staff.anna, now=night)

    assert birthday.due_at.date() == born_on
    assert birthday in planned(store, client)


def test_a_birthday_on_a_covered_day_outlasts_the_night_before(store: Store, staff: Staff) -> None:
    born_on = date(2026, 12, 3)
    client = a_client(store, staff, Tier.STANDARD, birthday=Birthday(month=12, day=3, year=None))
    mei = store.people.find_or_add("Mei Lam", role=Role.ADVISOR, team_id=staff.team.id)
    store.absences.add(staff.anna, born_on, born_on, covered_by=mei.id, set_by=staff.anna.id, now=EARLY)
    replan(store, staff.anna.id, now=EARLY)
    [birthday] = [each for each in planned(store, client) if each.kind is TouchpointKind.BIRTHDAY]

    replan(store, staff.anna.id, now=datetime(2026, 12, 2, 16, 33, tzinfo=UTC))

    assert birthday in planned(store, client)


def test_too_many_clients_are_told_and_never_heaped_up(store: Store, staff: Staff) -> None:
    for _ in range(30):
        a_client(store, staff, Tier.VIP)
    store.people.save_contacts_a_day(staff.anna.id, 3)

    replan(store, staff.anna.id, now=EARLY)

    days = Counter(each.due_at.date() for each in store.touchpoints.open_of(staff.anna.id))
    assert max(days.values()) == 3
    load = store.plan_loads.of(staff.anna.id)
    assert load is not None
    assert load.is_too_much
    assert load.room == 3 < load.needed
    assert load.without_room > 0


def test_what_a_plan_rests_on_asks_for_another_plan(store: Store, staff: Staff) -> None:
    def is_stale() -> bool:
        stale = set()
        while (waiting := store.plan_loads.due(NOW)) is not None:
            stale.add(waiting)
            assert replan_stale(store, EARLY)
        return staff.anna.id in stale

    client = a_client(store, staff)
    assert is_stale()
    store.clients.change(client.id, reader=staff.anna, name="Lin Yu")
    assert not is_stale()
    store.clients.change(client.id, reader=staff.anna, tier=Tier.VIP)
    assert is_stale()
    store.people.save_hours(staff.anna.id, replace(staff.anna.hours, zone="Europe/London"))
    assert is_stale()
    store.clients.move(client.id, staff.chen.id, reader=staff.boris)
    assert is_stale()
    assert not is_stale()


def test_a_client_who_moved_is_planned_for_by_the_new_advisor(
    store: Store, staff: Staff, key_client: Client
) -> None:
    before = planned(store, key_client)
    store.clients.move(key_client.id, staff.chen.id, reader=staff.boris)
    store.touchpoints.give(key_client.id, before=staff.anna.id, after=staff.chen.id)

    while replan_stale(store, EARLY):
        pass

    assert planned(store, key_client) == [replace(each, advisor_id=staff.chen.id) for each in before]
    assert store.touchpoints.open_of(staff.anna.id) == []


def test_somebody_who_left_has_no_plan(store: Store, staff: Staff) -> None:
    a_client(store, staff)
    store.people.deactivate(staff.anna.id)

    assert replan(store, staff.anna.id, now=EARLY) is None
    assert store.touchpoints.open_of(staff.anna.id) == []


def test_a_plan_is_made_anew_in_the_night_of_its_advisor(store: Store, staff: Staff) -> None:
    a_client(store, staff)
    replan(store, staff.anna.id, now=NOW)
    half_past_midnight = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)

    assert not replan_stale(store, half_past_midnight - timedelta(seconds=1))
    assert replan_stale(store, half_past_midnight)
    assert not replan_stale(store, half_past_midnight)


def test_the_scoring_of_a_night_asks_for_the_plans_nobody_made_yet(database: Database, staff: Staff) -> None:
    with database.unit() as store:
        client = a_client(store, staff)
        store.transaction.connection.exec_driver_sql("DELETE FROM plan_load")
        store.firm.save_next_nightly_at(EARLY)

    score_when_due(database, EARLY)

    with database.unit() as store:
        assert replan_stale(store, EARLY)
        assert planned(store, client)


def test_a_plan_takes_few_statements_however_many_clients(store: Store, staff: Staff) -> None:
    for _ in range(40):
        a_client(store, staff, Tier.VIP, country="HK", birthday=Birthday(month=12, day=9, year=None))
    statements: list[str] = []

    def note(*details: Any) -> None:
        statements.append(details[2])

    event.listen(store.transaction.connection, "before_cursor_execute", note)
    replan(store, staff.anna.id, now=EARLY)

    assert len(statements) <= 16
