"""Promises: when to be reminded of a client, by a button or in words, and what was kept."""

from datetime import datetime

from loyalty.clients import Client, ClientId
from loyalty.moments import MomentError
from loyalty.planning.touchpoints import Touchpoint
from wording.actions import Action
from wording.dates import full
from wording.labels import button_label
from wording.moments import meant_rows, time_rows, told_moment
from wording.reader import Reader
from wording.screen import Button, Screen
from wording.templates import render


def remind_choices(
    *, client_id: ClientId, client_name: str, what: str = "", reader: Reader, now: datetime
) -> Screen:
    """Ask when to be reminded of a client and of ``what``; a typed day or time is an answer too."""
    text = render("remind_when", reader, now=now, client_name=client_name, what=what)
    cancel = Button(button_label("cancel", reader.language), Action.REMIND_CANCEL, client_id)
    return Screen(text, (*time_rows(Action.REMIND_SET, Action.REMIND_SET_DATE, client_id, reader), (cancel,)))


def remind_date(
    *,
    client_id: ClientId,
    client_name: str,
    what: str = "",
    reader: Reader,
    now: datetime,
    error: MomentError | None = None,
) -> Screen:
    """Ask for the day or time of a promise in words; ``error`` is what was wrong with the last answer."""
    text = render(
        "remind_date",
        reader,
        now=now,
        client_name=client_name,
        what=what,
        problem=told_moment(error, reader),
        way_out="cancel",
    )
    cancel = Button(button_label("cancel", reader.language), Action.REMIND_CANCEL, client_id)
    return Screen(text, (*meant_rows(Action.REMIND_SET, client_id, error, reader=reader, now=now), (cancel,)))


def remind_offer(client: Client, *, at: datetime, what: str, reader: Reader, now: datetime) -> Screen:
    """Offer the reminder that was asked for in words: one tap sets it."""
    text = render("remind_offer", reader, now=now, client_name=client.name, at=at, what=what)
    label = button_label("remind_at", reader.language).format(full(at, reader, now=now))
    remind = Button(label, Action.REMIND_SET, client.id, f"{at.isoformat()} {what}")
    date = Button(button_label("date", reader.language), Action.REMIND_SET_DATE, client.id, what)
    cancel = Button(button_label("cancel", reader.language), Action.REMIND_CANCEL, client.id)
    return Screen(text, ((remind,), (date, cancel)))


def remind_how(*, has_several: bool, reader: Reader) -> Screen:
    """Say how to ask for a reminder when the words name no client, or several."""
    return Screen(render("remind_how", reader, has_several=has_several))


def remind_set(touchpoint: Touchpoint, *, client_name: str, reader: Reader, now: datetime) -> Screen:
    """Return until when a promise or a contact waits."""
    text = render("remind_set", reader, now=now, touchpoint=touchpoint, client_name=client_name)
    card = Button(button_label("card", reader.language), Action.CLIENT_CARD, touchpoint.client_id)
    return Screen(text, ((card,),))
