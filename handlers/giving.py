"""A lead gives a client to another advisor: whom, once more to be sure, with or without words."""

from handlers.desk import Desk
from handlers.questions import Question, ask, end_question
from loyalty.clients import Client
from loyalty.people.people import PersonId
from storage.errors import ClientNotFoundError, PersonNotFoundError
from storage.people.giving import give_client, may_give, receivers
from wording import giving as words
from wording.cleaning import clipped
from wording.toasts import toast


def offer_giving(desk: Desk) -> None:
    """Ask to whom a client is given, or, once somebody is chosen, whether to."""
    end_question(desk)
    client = _pressed(desk, desk.target)
    if desk.data:
        _ask_sure(desk, client, PersonId(desk.data), message="")
        return
    people = [(each.id, each.name) for each in receivers(desk.store, client, by=desk.person)]
    desk.show(words.give_choices(client, people, reader=desk.reader), about=client.id)


def ask_for_message(desk: Desk) -> None:
    """Take the next message as words to the new advisor."""
    client, to = _pressed(desk, desk.target), PersonId(desk.data)
    ask(desk, Question.GIVE_MESSAGE, client.id, step=to)
    name = _name(desk, client, to)
    desk.show(words.ask_message(client, to, name, reader=desk.reader), about=client.id)


def take_message(desk: Desk, client_id: str, step: str) -> bool:
    """Take typed words to the new advisor and ask once more."""
    end_question(desk)
    message = clipped(desk.incoming.text, words.MESSAGE_CHARS)
    _ask_sure(desk, _pressed(desk, client_id), PersonId(step), message=message)
    return True


def give(desk: Desk) -> None:
    """Give the client; a second press changes nothing."""
    end_question(desk)
    client = _pressed(desk, desk.target)
    to, _, message = desk.data.partition("\n")
    name = desk.store.people.of(PersonId(to)).name
    done = give_client(desk.store, client.id, PersonId(to), by=desk.person, message=message, now=desk.now)
    if done is None:
        desk.note(toast("already_done", desk.reader))
    desk.show(words.given(client, name, reader=desk.reader, now=desk.now), about=client.id)


def _ask_sure(desk: Desk, client: Client, to: PersonId, *, message: str) -> None:
    name = _name(desk, client, to)
    desk.show(words.give_sure(client, to, name, message=message, reader=desk.reader), about=client.id)


def _pressed(desk: Desk, client_id: str) -> Client:
    client = desk.store.clients.of(client_id, reader=desk.person)
    if not may_give(client, desk.person):
        raise ClientNotFoundError(client_id)
    return client


def _name(desk: Desk, client: Client, to: PersonId) -> str:
    names = {each.id: each.name for each in receivers(desk.store, client, by=desk.person)}
    if to not in names:
        raise PersonNotFoundError(to)
    return names[to]
