"""Day lists: what somebody has to do today, with the numbers it was first shown under."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loyalty.clients import Client, ClientId
from loyalty.days.mornings import morning_of
from loyalty.days.today import DayList, Line, Matter, in_order, is_due, ordered, task_of
from loyalty.index.index import own_gap
from loyalty.levels.levels import Cause, Level
from loyalty.levels.standings import Standing
from loyalty.people.people import Person, PersonId
from loyalty.planning.relief import relieved
from storage.plans.moves import (
    bring_back,
    claim_day,
    contacts_before,
    days_of,
    end_past_occasions,
    endings_of,
    move,
    rooms,
)
from storage.plans.planning import release_doubles
from storage.plans.todaylines import Listed
from storage.scores.priorities import priorities_of
from storage.scores.yardstick import utc_day
from storage.store import Store

# A contact that can wait finds room within so many days, or stays.
_RELIEF_WITHIN = timedelta(days=14)


def today_of(person: Person, now: datetime) -> date:
    """Return the day it is where a person works."""
    return now.astimezone(ZoneInfo(person.hours.zone)).date()


def day_ends(person: Person, on: date) -> datetime:
    """Return midnight (UTC) at the end of a day of a person's calendar."""
    midnight = datetime.combine(on + timedelta(days=1), time(), ZoneInfo(person.hours.zone))
    return midnight.astimezone(UTC)


def brief_subject(person_id: PersonId, on: date) -> str:
    """Return under which name the brief of a day is found again."""
    return f"brief:{person_id}:{on.isoformat()}"


def begin_day(store: Store, person: Person, *, now: datetime) -> DayList:
    """Claim what is planned for today and list it anew, whatever was listed before."""
    on = today_of(person, now)
    # "Tomorrow" means the start of work: then it comes with the brief, be that earlier or late.
    morning = max(morning_of(on, person.hours, at=at) for at in (person.brief_at, None))
    morning = max(morning, now)
    ends_at = day_ends(person, on)
    end_past_occasions(store, person, on=on, now=now)
    release_doubles(store, person, morning=morning, ends_at=ends_at, now=now)
    claim_day(store, person, morning=morning, ends_at=ends_at, now=now)
    store.today_lines.forget(person.id, until=on)
    return day_list(store, person, now=now)


def day_list(store: Store, person: Person, *, now: datetime) -> DayList:
    """Return what a person has to do today and what became of it.

    What is new since the list was shown first comes behind it, so that numbers stay as they are.
    """
    on = today_of(person, now)
    ends_at = day_ends(person, on)
    listed = store.today_lines.of(person.id, on)
    fresh = _fresh(store, person, listed, ends_at=ends_at)
    clients = _clients(store, person, [*(each.client_id for each in listed), *fresh])
    added = _numbered(store, listed, fresh, clients)
    store.today_lines.add(person.id, on, added)
    by_number: dict[int, list[Listed]] = defaultdict(list)
    for each in (*listed, *added):
        by_number[each.number].append(each)
    standings = store.standings.many(list(clients))
    matters = _matters(store, [*listed, *added])
    covered, names = _covered(store, person), _other_advisors(store, person, clients.values())
    lines = [
        _line(
            store,
            clients[client_id],
            [matters[each.matter] for each in group],
            number=number,
            ends_at=ends_at,
            standing=standings.get(client_id),
            advisor_name=names.get(clients[client_id].advisor_id, ""),
            stands_in=clients[client_id].advisor_id in covered,
            now=now,
        )
        for number, group in sorted(by_number.items())
        if (client_id := group[0].client_id) in clients
    ]
    return DayList(on, ends_at, tuple(lines))


def keep_brief_true(store: Store, person: Person, *, now: datetime) -> bool:
    """Let today's brief say what holds now, if something on it has changed; False when nothing has."""
    on = today_of(person, now)
    if not store.today_lines.is_outdated(person.id, on):
        return False
    store.today_lines.mark_told(person.id, on)
    params = {"day": on.isoformat()}
    store.outbox.edit_subject(brief_subject(person.id, on), "brief_changed", params, now=now)
    return True


def relieve(store: Store, person: Person, *, now: datetime) -> tuple[date, ...]:
    """Give what can wait to the next days with room; return those days, the soonest first."""
    on = today_of(person, now)
    movable = [each.touchpoint for each in day_list(store, person, now=now).movable if each.touchpoint]
    own = [each for each in movable if each.advisor_id == person.id]
    free = rooms(store, person, first=on + timedelta(days=1), last=on + _RELIEF_WITHIN)
    days = relieved([days_of(store, each.client_id, advisor=person) for each in own], rooms=free)
    moved = {
        each.id: day
        for each, day in zip(own, days, strict=True)
        if day is not None and move(store, each, day, advisor=person)
    }
    store.today_lines.mark_relieved(person.id, on, moved.keys(), at=now)
    return tuple(sorted(moved.values()))


def take_relief_back(store: Store, person: Person, *, now: datetime) -> int:
    """Bring back to today what a relief moved, as far as nothing became of it since; return how many."""
    on = today_of(person, now)
    morning = morning_of(on, person.hours, at=person.brief_at)
    gone = [each.touchpoint_id for each in store.today_lines.of(person.id, on) if each.relieved_at]
    ids = [touchpoint_id for touchpoint_id in gone if touchpoint_id is not None]
    store.today_lines.mark_relieved(person.id, on, ids, at=None)
    return sum(bring_back(store, each, advisor=person, morning=morning, now=now) for each in ids)


def _fresh(
    store: Store, person: Person, listed: Sequence[Listed], *, ends_at: datetime
) -> dict[ClientId, list[Matter]]:
    """Return what is to be done today and is not listed yet, by client."""
    known = {each.matter for each in listed}
    worked_on = {each.case_id for each in listed}
    covered = _covered(store, person)
    fresh: dict[ClientId, list[Matter]] = defaultdict(list)
    for case in store.cases.open_within(person):
        task = task_of(case, person_id=person.id, stands_in_for=covered)
        if task is None or not is_due(case, task.step, ends_at=ends_at):
            continue
        # The next step of a case that was worked on today waits for its own day.
        waits = case.id in worked_on and task.step is not None and task.step.due_at >= ends_at
        if not waits and (task.step.id if task.step else case.id) not in known:
            fresh[case.client_id].append(task)
    for touchpoint in contacts_before(store, person, ends_at):
        if touchpoint.id not in known:
            fresh[touchpoint.client_id].append(Matter(touchpoint=touchpoint))
    return fresh


def _covered(store: Store, person: Person) -> frozenset[PersonId]:
    return frozenset(absence.person_id for absence in store.absences.covered_by(person.id))


def _other_advisors(store: Store, person: Person, clients: Iterable[Client]) -> dict[PersonId | None, str]:
    """Return the names of the advisors of clients who are not the person's own."""
    others = {each.advisor_id for each in clients if each.advisor_id not in (None, person.id)}
    return {each: store.people.of(each).name for each in others if each is not None}


def _clients(store: Store, person: Person, client_ids: Iterable[ClientId]) -> dict[ClientId, Client]:
    found = store.clients.several(list(dict.fromkeys(client_ids)), reader=person)
    return {client.id: client for client in found if client.closed_at is None}


def _numbered(
    store: Store,
    listed: Sequence[Listed],
    fresh: Mapping[ClientId, list[Matter]],
    clients: Mapping[ClientId, Client],
) -> list[Listed]:
    """Give what is new its client's line, or one behind all lines."""
    numbers = {each.client_id: each.number for each in listed}
    last = max(numbers.values(), default=0)
    reached = [
        (clients[each], in_order(matters, clients[each]))
        for each, matters in fresh.items()
        if each in clients
    ]
    added = []
    first = priorities_of(store, list(store.standings.many([client.id for client, _ in reached]).values()))
    for client, matters in ordered(reached, first=first):
        if client.id not in numbers:
            last += 1
            numbers[client.id] = last
        added += [_listed(numbers[client.id], client.id, each) for each in matters]
    return added


def _listed(number: int, client_id: ClientId, matter: Matter) -> Listed:
    return Listed(
        number=number,
        client_id=client_id,
        touchpoint_id=matter.touchpoint.id if matter.touchpoint else None,
        case_id=matter.case.id if matter.case else None,
        step_id=matter.step.id if matter.step else None,
    )


def _line(
    store: Store,
    client: Client,
    matters: Sequence[Matter],
    *,
    number: int,
    ends_at: datetime,
    standing: Standing | None,
    advisor_name: str,
    stands_in: bool,
    now: datetime,
) -> Line:
    silent = standing is not None and standing.level is Level.YELLOW and standing.cause is Cause.SILENCE
    usual = None
    if silent:
        norms, history = store.firm.norms(), store.histories.of(client.id)
        usual = round(own_gap(history, utc_day(now).toordinal(), norms))
    return Line(
        number=number,
        client=client,
        matters=in_order(matters, client),
        ends_at=ends_at,
        standing=standing,
        usual_days=usual,
        advisor_name=advisor_name,
        stands_in=stands_in,
    )


def _matters(store: Store, listed: Sequence[Listed]) -> dict[str, Matter]:
    """Return what became of all that is listed, by the id it is listed under."""
    case_ids = {each.case_id for each in listed if each.case_id}
    cases = {case_id: store.cases.anyone(case_id) for case_id in sorted(case_ids)}
    touchpoint_ids = [each.touchpoint_id for each in listed if each.touchpoint_id]
    touchpoints = store.touchpoints.many(touchpoint_ids)
    endings = endings_of(store, touchpoint_ids)
    found = {}
    for each in listed:
        if each.touchpoint_id is not None:
            found[each.matter] = Matter(
                touchpoint=touchpoints[each.touchpoint_id],
                finished_at=endings[each.touchpoint_id].at,
                channel=endings[each.touchpoint_id].channel,
                relieved_at=each.relieved_at,
            )
        elif each.case_id is not None:
            case = cases[each.case_id]
            step = next((step for step in case.steps if step.id == each.step_id), None)
            found[each.matter] = Matter(case=case, step=step)
    return found
