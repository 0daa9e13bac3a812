"""The first messages: who sees what, and why an invitation does not work."""

from dataclasses import dataclass
from datetime import datetime

from loyalty.people.people import Role
from wording.actions import Action
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Screen
from wording.templates import render


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """Who was let in.

    Attributes:
        roles: all roles of the person, in any team.
        leads: names of the leads who see level and reason of the person's clients.
    """

    name: str
    team_name: str
    roles: frozenset[Role]
    leads: tuple[str, ...] = ()


def welcome(view: WelcomeView, *, reader: Reader, now: datetime) -> Screen:
    """Return the first message: what somebody is here, who sees what, what to do first."""
    text = render(
        "welcome",
        reader,
        now=now,
        view=view,
        is_advisor=Role.ADVISOR in view.roles,
        is_lead=Role.LEAD in view.roles,
        is_admin=Role.ADMIN in view.roles,
    )
    buttons = (
        Button(button_label("settings", reader.language), Action.SETTINGS),
        Button(button_label("help", reader.language), Action.HELP),
    )
    return Screen(text, (buttons,))


def welcome_back(name: str, *, reader: Reader, now: datetime) -> Screen:
    """Return that somebody who was here before is known, and that messages come again."""
    text = render("welcome_back", reader, now=now, name=name)
    return Screen(text, ((Button(button_label("help", reader.language), Action.HELP),),))


def invitation_unknown(*, reader: Reader) -> Screen:
    """Return that an invitation is not known."""
    return Screen(render("invitation_unknown", reader))


def invitation_used(*, reader: Reader) -> Screen:
    """Return that an invitation was used before."""
    return Screen(render("invitation_used", reader))


def invitation_expired(*, reader: Reader) -> Screen:
    """Return that an invitation is too old."""
    return Screen(render("invitation_expired", reader))


def already_bound(name: str, *, reader: Reader) -> Screen:
    """Return that this Telegram account belongs to somebody already."""
    return Screen(render("already_bound", reader, name=name))


def invitation_misused(person_name: str, *, reader: Reader, now: datetime) -> Screen:
    """Return to a lead that somebody else tried an invitation of the team, and was refused."""
    return Screen(render("invitation_misused", reader, now=now, person_name=person_name))
