"""The picture of a client's mood over the last year, asked for by a button and drawn when it leaves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from loyalty.clients import ClientId
from loyalty.emotions import Felt, course_of
from loyalty.people.people import Person
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.store import Store
from wording.charts.moods import MoodMark
from wording.moodcurves import MoodCurveView, mood_curve
from wording.screen import Screen

_MOST_CONTACTS = 100
_BACK, _AHEAD = timedelta(days=365), timedelta(days=31)


def _mood_curve(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    client = store.clients.of(ClientId(str(params["client"])), reader=person)
    zone = ZoneInfo(person.hours.zone)
    moods = store.interactions.moods(client.id, reader=person, limit=_MOST_CONTACTS)
    recent = [each for each in moods if each[0] >= now - _BACK]
    marks = [MoodMark(at.astimezone(zone).date(), signed, mood) for at, signed, mood in recent]
    felt = [Felt(mark.on.toordinal(), mark.signed) for mark in marks if mark.signed is not None]
    waiting = store.touchpoints.open_about(client.id)
    planned = {each.due_at.astimezone(zone).date() for each in waiting if each.due_at <= now + _AHEAD}
    view = MoodCurveView(
        client_id=client.id,
        client_name=client.name,
        course=course_of(felt, today=now.astimezone(zone).date().toordinal()),
        marks=tuple(marks),
        planned=tuple(sorted(planned)),
    )
    return mood_curve(view, reader=reader_of(person), now=now)


WORDINGS: dict[str, Wording] = {"mood_curve": _mood_curve}
