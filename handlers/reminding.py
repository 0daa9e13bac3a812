"""A text that asks to be reminded: offered as a reminder by one tap, never as a contact."""

from handlers.clients import show_card_of
from handlers.desk import Desk
from handlers.promises import ask_when, ask_when_again
from loyalty.clients import ClientId
from loyalty.moments import asked_reminder
from loyalty.names import NameBook
from wording.promises import remind_how, remind_offer


def offer_asked_reminder(desk: Desk, text: str, book: NameBook) -> bool:
    """Offer the reminder a text asks for; False when it asks for none.

    Without a moment it asks when; unless it names one client it says how to ask.
    """
    mentions = book.mentioned(text)
    places = [(each.start, each.end) for each in mentions]
    asked = asked_reminder(text, now=desk.now, hours=desk.person.hours, names=places)
    if asked is None:
        return False
    ids = {each.client_id for each in mentions}
    if len(ids) != 1:
        desk.say(remind_how(has_several=bool(ids), reader=desk.reader))
        return True
    client = desk.store.clients.of(ClientId(ids.pop()), reader=desk.person)
    if client.closed_at is not None:
        show_card_of(desk, client.id)
    elif asked.error is not None:
        ask_when_again(desk, client, asked.error, what=asked.what)
    elif asked.at is None:
        ask_when(desk, client.id, what=asked.what)
    else:
        screen = remind_offer(client, at=asked.at, what=asked.what, reader=desk.reader, now=desk.now)
        desk.say(screen, about=client.id)
    return True
