"""Finding one's way: strangers, help, and what the bot answers to what it cannot do."""

from datetime import datetime
from enum import StrEnum

from loyalty.people.people import Language, Person, Role
from wording.actions import Action
from wording.labels import button_label
from wording.reader import Reader
from wording.screen import Button, Screen
from wording.templates import render


class Unsupported(StrEnum):
    """What was sent that cannot be read."""

    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    FILE = "file"
    PLACE = "place"
    CONTACT = "contact"
    OTHER = "other"


def stranger() -> Screen:
    """Return the one sentence for somebody who is not of the firm, in both languages."""
    both = (render("stranger", Reader(language, "UTC")) for language in Language)
    return Screen("\n".join(both))


def help_screen(person: Person, *, reader: Reader, now: datetime) -> Screen:
    """Return on one screen what somebody can do, by role."""
    text = render(
        "help",
        reader,
        now=now,
        is_advisor=person.has(Role.ADVISOR),
        is_lead=person.has(Role.LEAD),
        is_admin=person.has(Role.ADMIN),
    )
    settings = Button(button_label("settings", reader.language), Action.SETTINGS)
    if not person.sees_clients:
        return Screen(text, ((settings,),))
    buttons = [Button(button_label("today", reader.language), Action.TODAY)]
    if person.has(Role.LEAD):
        buttons.append(Button(button_label("team", reader.language), Action.TEAM))
    return Screen(text, ((*buttons, settings),))


def cancelled(*, had_question: bool, reader: Reader, now: datetime) -> Screen:
    """Return that nothing is asked any more, or that nothing was."""
    return Screen(render("cancelled", reader, now=now, had_question=had_question))


def unknown_command(*, reader: Reader, now: datetime) -> Screen:
    """Return that a command is not known, with the way to help."""
    return Screen(render("unknown_command", reader, now=now), (_help(reader),))


def unsupported(kind: Unsupported = Unsupported.OTHER, *, reader: Reader, now: datetime) -> Screen:
    """Return what can be sent instead of a picture, a voice message and the like."""
    return Screen(render("unsupported", reader, now=now, kind=kind))


def edited_message(*, reader: Reader, now: datetime) -> Screen:
    """Return that an edited message changes nothing logged, and how to correct it."""
    return Screen(render("edited_message", reader, now=now))


def too_long(*, limit_chars: int, reader: Reader) -> Screen:
    """Return that a text is too long to be kept as one note."""
    return Screen(render("too_long", reader, limit_chars=limit_chars))


def busy(*, reader: Reader) -> Screen:
    """Return that the answer has to wait because the database is busy or away; nothing is lost."""
    return Screen(render("busy", reader))


def apology(*, reader: Reader) -> Screen:
    """Return that a message could not be handled and nothing of it was saved."""
    return Screen(render("apology", reader), (_help(reader),))


def not_allowed(*, reader: Reader) -> Screen:
    """Return that somebody's role does not reach so far."""
    return Screen(render("not_allowed", reader))


def repeat_note(*, reader: Reader) -> str:
    """Return the line under a message that may have arrived before, as Telegram HTML."""
    return render("repeat_note", reader)


def person_unreachable(person_name: str, *, reader: Reader) -> Screen:
    """Return to a lead that messages to somebody of the team do not arrive."""
    return Screen(render("person_unreachable", reader, person_name=person_name))


def _help(reader: Reader) -> tuple[Button, ...]:
    return (Button(button_label("help", reader.language), Action.HELP),)
