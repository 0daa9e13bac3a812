"""Swaps: the contacts with which one can change days, and what they are after it."""

from collections.abc import Sequence
from datetime import datetime

from loyalty.planning.contactdays import DayContact
from wording.actions import Action
from wording.labels import button_label
from wording.plan import NOTE_CHARS, onwards, planned_line
from wording.reader import Reader
from wording.screen import Button, Screen, grid
from wording.templates import render


def plan_swap(
    contact: DayContact, partners: Sequence[DayContact], *, reader: Reader, now: datetime
) -> Screen:
    """Offer the contacts with which one can change days, each by its number."""
    text = render(
        "plan_swap",
        reader,
        now=now,
        line=planned_line(contact),
        partners=[planned_line(each, number) for number, each in enumerate(partners, start=1)],
        note_chars=NOTE_CHARS,
    )
    numbers = [
        Button(str(number), Action.PLAN_SWAPPED, contact.touchpoint.id, each.touchpoint.id)
        for number, each in enumerate(partners, start=1)
    ]
    back = Button(button_label("back", reader.language), Action.PLAN_CONTACT, contact.touchpoint.id)
    return Screen(text, (*grid(numbers, per_row=4), (back,)))


def plan_swapped(contacts: Sequence[DayContact], *, reader: Reader, now: datetime) -> Screen:
    """Return two contacts on the days they have changed to."""
    lines = [planned_line(each) for each in contacts]
    text = render("plan_swapped", reader, now=now, lines=lines, note_chars=NOTE_CHARS)
    return Screen(text, (onwards(contacts[0], reader),))
