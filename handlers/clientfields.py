"""Adding a client and editing what is known of one, field by field."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from handlers.desk import Desk
from handlers.questions import Question, ask, end_question, open_question
from loyalty.clientfields import (
    FieldError,
    UnknownChoiceError,
    birthday_of,
    clean_name,
    clean_words,
    past_day_of,
    phone_of,
    zone_of,
)
from loyalty.clients import Client, Tier
from loyalty.people.people import Language, Role, TeamId
from storage.clients.clients import ClientChanges
from storage.records.undo import UNDO_FOR
from storage.scores.scoring import rescore
from wording.clients import (
    HITS_SHOWN,
    ClientField,
    Hit,
    added,
    ask_field,
    ask_new_name,
    ask_new_tier,
    edit,
    field_saved,
)
from wording.labels import label_of
from wording.needs import NEEDS, needs
from wording.toasts import toast

_MOST_ALIASES = 10
_Choice = TypeVar("_Choice", bound=StrEnum)


def add_client(desk: Desk) -> None:
    """Start adding a client under the name that was looked for."""
    try:
        _ask_tier(desk, clean_name(desk.data))
    except FieldError as error:
        ask(desk, Question.CLIENT_NAME)
        desk.show(ask_new_name(reader=desk.reader, error=error))


def take_new_name(desk: Desk, _target: str, step: str) -> bool:
    """Take a typed name for a new client; once the tier is asked for, typing goes on elsewhere."""
    if step:
        end_question(desk)
        return False
    try:
        _ask_tier(desk, clean_name(desk.incoming.text))
    except FieldError as error:
        desk.say(ask_new_name(reader=desk.reader, error=error))
    return True


def take_tier(desk: Desk) -> None:
    """Add the client with the tier chosen."""
    opened = open_question(desk)
    if opened is None or opened[0] is not Question.CLIENT_NAME or not opened[2] or team_for_new(desk) is None:
        desk.note(toast("button_outdated", desk.reader), alert=True)
        return
    end_question(desk)
    client = add_named(desk, opened[1], Tier(desk.data))
    show_added(desk, client)


def show_added(desk: Desk, client: Client) -> None:
    """Say that a client was added, and until when that can be taken back."""
    undo_until = client.added_at + UNDO_FOR
    desk.show(added(client, undo_until=undo_until, reader=desk.reader, now=desk.now), about=client.id)


def add_named(desk: Desk, name: str, tier: Tier) -> Client:
    """Add a client of this name; the person needs a team to add to, see ``team_for_new``."""
    team_id = team_for_new(desk)
    assert team_id is not None
    client = desk.store.clients.add(
        name=name,
        team_id=team_id,
        advisor_id=desk.person.id if desk.person.has(Role.ADVISOR) else None,
        now=desk.now,
        tier=tier,
    )
    rescore(desk.store, client.id, now=desk.now, baseline=True)
    desk.store.audit.record(desk.person.id, "client.added", client.id, desk.now)
    return client


def namesakes_of(desk: Desk, name: str) -> list[Hit]:
    """Return the clients within reach who bear this very name already."""
    namesakes = desk.store.clients.several(
        desk.store.clients.book_within(desk.person).exact(name)[:HITS_SHOWN], reader=desk.person
    )
    return [Hit(client.id, client.name, client.tier, client.ref) for client in namesakes]


def cancel_edit(desk: Desk) -> None:
    """Stop adding or editing; nothing is changed."""
    end_question(desk)
    desk.note(toast("cancelled", desk.reader))
    desk.drop_buttons()


def show_edit(desk: Desk) -> None:
    """Show what can be edited of a client."""
    end_question(desk)
    client = desk.store.clients.of(desk.target, reader=desk.person)
    desk.show(edit(client, reader=desk.reader, now=desk.now), about=client.id)


def ask_for_field(desk: Desk) -> None:
    """Ask for one field: the next message or a button gives its value."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    field = ClientField(desk.data)
    ask(desk, Question.CLIENT_FIELD, client.id, step=field.value)
    desk.show(ask_field(client, field, reader=desk.reader), about=client.id)


def take_field(desk: Desk, client_id: str, step: str) -> bool:
    """Take the typed value of a field; what cannot be read is asked for again."""
    client = desk.store.clients.of(client_id, reader=desk.person)
    field = ClientField(step)
    try:
        changes = _READERS[field](desk.incoming.text, client, _today(desk))
    except FieldError as error:
        desk.say(ask_field(client, field, reader=desk.reader, error=error), about=client.id)
        return True
    _save(desk, client, field, changes)
    return True


def take_value(desk: Desk) -> None:
    """Take the value of a field chosen by a button."""
    opened = open_question(desk)
    client = desk.store.clients.of(desk.target, reader=desk.person)
    if opened is None or opened[0] is not Question.CLIENT_FIELD or opened[1] != client.id:
        desk.note(toast("button_outdated", desk.reader), alert=True)
        return
    field = ClientField(opened[2])
    _save(desk, client, field, _READERS[field](desk.data, client, _today(desk)))


def clear_field(desk: Desk) -> None:
    """Forget what a field holds."""
    client = desk.store.clients.of(desk.target, reader=desk.person)
    field = ClientField(desk.data)
    _save(desk, client, field, _EMPTY[field])


def _save(desk: Desk, client: Client, field: ClientField, changes: ClientChanges) -> None:
    end_question(desk)
    changed = desk.store.clients.change(client.id, reader=desk.person, **changes)
    desk.store.audit.record(desk.person.id, "client.changed", client.id, desk.now, detail=field.value)
    if field in NEEDS:
        desk.show(needs(changed, reader=desk.reader, saved=field), about=client.id)
        return
    desk.show(field_saved(changed, field, reader=desk.reader, now=desk.now), about=client.id)


def show_needs(desk: Desk) -> None:
    """Show what matters to the client, with a button for each slot."""
    end_question(desk)
    client = desk.store.clients.of(desk.target, reader=desk.person)
    screen = needs(client, reader=desk.reader)
    if desk.data:
        # The note just saved keeps its own Undo.
        desk.say(screen, about=client.id)
    else:
        desk.show(screen, about=client.id)


def _today(desk: Desk) -> date:
    return desk.now.astimezone(ZoneInfo(desk.person.hours.zone)).date()


def _ask_tier(desk: Desk, name: str) -> None:
    ask(desk, Question.CLIENT_NAME, name, step="tier")
    desk.show(ask_new_tier(name, reader=desk.reader, namesakes=namesakes_of(desk, name)))


def team_for_new(desk: Desk) -> TeamId | None:
    """Return where a new client belongs: the team advised, else the team led."""
    teams = sorted(desk.person.teams_as(Role.ADVISOR)) or sorted(desk.person.teams_as(Role.LEAD))
    return teams[0] if teams else None


def _aliases(text: str, _client: Client, _today: date) -> ClientChanges:
    parts = [
        part
        for part in text.replace("；", ";").replace("，", ";").replace(",", ";").split(";")
        if part.strip()
    ]
    return {"aliases": tuple(dict.fromkeys(clean_name(part) for part in parts[:_MOST_ALIASES]))}


def _chosen(text: str, choices: type[_Choice], *, section: str) -> _Choice:
    """Return the choice a button or its typed words stand for.

    Raises:
        UnknownChoiceError: they stand for none.
    """
    said = text.strip().casefold()
    for choice in choices:
        named = {label_of(section, choice, language).casefold() for language in Language}
        if said in {choice.value, *named}:
            return choice
    raise UnknownChoiceError(text)


_READERS: dict[ClientField, Callable[[str, Client, date], ClientChanges]] = {
    ClientField.NAME: lambda text, _client, _today: {"name": clean_name(text)},
    ClientField.TIER: lambda text, _client, _today: {"tier": _chosen(text, Tier, section="Tier")},
    ClientField.BIRTHDAY: lambda text, _client, _today: {"birthday": birthday_of(text)},
    ClientField.PHONE: lambda text, client, _today: {"phone": phone_of(text, client.country)},
    ClientField.LANGUAGE: lambda text, _client, _today: {
        "language": _chosen(text, Language, section="language")
    },
    ClientField.ZONE: lambda text, _client, _today: {"zone": zone_of(text)},
    ClientField.ALIASES: _aliases,
    ClientField.LIKES: lambda text, _client, _today: {"likes": clean_words(text)},
    ClientField.REACHED_BY: lambda text, _client, _today: {"reached_by": clean_words(text)},
    ClientField.NEEDS_BASIC: lambda text, _client, _today: {"needs_basic": clean_words(text)},
    ClientField.NEEDS_EMOTIONAL: lambda text, _client, _today: {"needs_emotional": clean_words(text)},
    ClientField.CONSENT: lambda text, _client, today: {"consented_on": past_day_of(text, today=today)},
}
_EMPTY: dict[ClientField, ClientChanges] = {
    ClientField.BIRTHDAY: {"birthday": None},
    ClientField.PHONE: {"phone": None},
    ClientField.LANGUAGE: {"language": None},
    ClientField.ZONE: {"zone": None},
    ClientField.ALIASES: {"aliases": ()},
    ClientField.LIKES: {"likes": None},
    ClientField.REACHED_BY: {"reached_by": None},
    ClientField.NEEDS_BASIC: {"needs_basic": None},
    ClientField.NEEDS_EMOTIONAL: {"needs_emotional": None},
    ClientField.CONSENT: {"consented_on": None},
}
