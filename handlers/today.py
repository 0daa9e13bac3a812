"""Today's work: the open cases with their next steps, and the promises that are due."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.desk import Desk
from loyalty.cases import Case
from loyalty.clients import ClientId
from loyalty.playbooks import PlaybookName
from loyalty.touchpoints import Touchpoint
from wording.today import TodayItem, TodayView, today


def show_today(desk: Desk) -> None:
    """List what has to be done today, the most urgent first."""
    store, person = desk.store, desk.person
    cases = sorted(store.cases.open_within(person), key=_urgency)
    promises = store.touchpoints.open_of(person.id, before=_end_of_day(desk))
    client_ids = [*(case.client_id for case in cases), *(each.client_id for each in promises)]
    names = {client.id: client.name for client in store.clients.several(client_ids, reader=person)}
    items = [
        *(_item(names, case=each) for each in cases),
        *(_item(names, touchpoint=each) for each in promises),
    ]
    view = TodayView(tuple(item for item in items if item is not None), page=int(desk.data or 0))
    desk.show(today(view, reader=desk.reader, now=desk.now))


def _urgency(case: Case) -> tuple[bool, datetime]:
    step = case.next_step
    return case.playbook is not PlaybookName.PUT_RIGHT, step.due_at if step else case.opened_at


def _item(
    names: Mapping[ClientId, str], *, case: Case | None = None, touchpoint: Touchpoint | None = None
) -> TodayItem | None:
    matter = case or touchpoint
    if matter is None or matter.client_id not in names:
        return None
    return TodayItem(client_name=names[matter.client_id], case=case, touchpoint=touchpoint)


def _end_of_day(desk: Desk) -> datetime:
    zone = ZoneInfo(desk.person.hours.zone)
    tomorrow = desk.now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone)
