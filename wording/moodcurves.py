"""A client's mood over time: the picture with its two lines, or a sentence while too little is known."""

from dataclasses import dataclass
from datetime import date, datetime

from loyalty.clients import ClientId
from loyalty.emotions import Course, mood_at
from wording.actions import Action
from wording.charts.moods import MoodMark, MoodPicture
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Screen
from wording.templates import render


@dataclass(frozen=True, slots=True)
class MoodCurveView:
    """What the curve shows.

    Attributes:
        course: None with fewer than three contacts of known mood.
        marks: the contacts, oldest first.
        planned: the days of contacts planned.
    """

    client_id: ClientId
    client_name: str
    course: Course | None = None
    marks: tuple[MoodMark, ...] = ()
    planned: tuple[date, ...] = ()


def mood_curve(view: MoodCurveView, *, reader: Reader, now: datetime) -> Screen:
    """Return the curve with its words: now, usual, what changed."""
    course = view.course
    text = render(
        "mood_curve",
        reader,
        now=now,
        client_name=view.client_name,
        drift=None if course is None else course.drift,
        contacts=0 if course is None else course.contacts,
        mood_now=None if course is None else mood_at(course.now),
        mood_usual=None if course is None else mood_at(course.usual),
        since=None if course is None else date.fromordinal(course.since),
    )
    card = Button(button_label("card", reader.language), Action.CLIENT_CARD, view.client_id)
    if course is None:
        return Screen(text, ((card,),))
    picture = MoodPicture(view.marks, course.usual, view.planned, reader, now)
    return Screen(text, ((card,),), picture=picture)
