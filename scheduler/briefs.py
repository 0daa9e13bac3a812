"""The morning brief: sent once a working day at the person's own hour, and kept true afterwards."""

from collections.abc import Collection
from datetime import datetime, timedelta

from loyalty.days.mornings import is_morning, next_morning
from loyalty.people.people import Person
from storage.plans.daylists import begin_day, brief_subject, keep_brief_true, today_of
from storage.plans.mornings import Turn
from storage.setbacks import naming
from storage.store import Store

# Nobody is away for longer (loyalty/people/absences.py), and the days off are looked at again each time.
_DAYS_OFF_WITHIN = timedelta(days=400)
# The latest and the earliest place on earth are a day apart (UTC-12 to UTC+14).
_A_DAY = timedelta(days=1)


def send_brief(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Take one person's turn: send the brief if it is time, and plan the next; False when none is due.

    After a downtime a brief comes late as long as the working day lasts; what a missed one would have listed
    stands in the next. Nothing due is no message.
    """
    turn = store.mornings.due(now, without=without)
    if turn is None:
        return False
    with naming(turn.person_id):
        _take_turn(store, turn, now=now)
    return True


def _take_turn(store: Store, turn: Turn, *, now: datetime) -> None:
    person = store.people.of(turn.person_id)
    on = today_of(person, now)
    days_off = store.absences.days_off(person.id, on, on + _DAYS_OFF_WITHIN)
    # Who is here for the first time begins with the next morning.
    is_new = turn.due_at is None and turn.last_on is None
    is_time = not is_new and is_morning(
        now, person.hours, at=person.brief_at, days_off=days_off, last_on=turn.last_on
    )
    next_at = next_morning(now, person.hours, at=person.brief_at, days_off=days_off)
    if store.mornings.claim(turn, next_at=next_at, on=on if is_time else None) and is_time:
        _send(store, person, now=now)


def redraw_brief(store: Store, now: datetime, without: Collection[str] = ()) -> bool:
    """Let one brief of today say what became of its matters elsewhere; False when all say so."""
    outdated = store.today_lines.next_outdated(since=now.date() - _A_DAY, without=without)
    if outdated is None:
        return False
    person_id, on = outdated
    with naming(person_id):
        person = store.people.of(person_id)
        if on != today_of(person, now) or not keep_brief_true(store, person, now=now):
            # The brief of a day that is over stays as it was.
            store.today_lines.mark_told(person_id, on)
    return True


def _send(store: Store, person: Person, *, now: datetime) -> None:
    listing = begin_day(store, person, now=now)
    if not listing.left:
        return
    subject = brief_subject(person.id, listing.on)
    # A second brief of the same morning would only confuse: it is not repeated.
    store.outbox.push(
        person.id,
        "brief",
        {"day": listing.on.isoformat()},
        now=now,
        dedup_key=subject,
        subject=subject,
        repeatable=False,
    )
