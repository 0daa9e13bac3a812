"""The one button that may stand under a saved note: what it suggests to add, and never a question."""

from handlers.desk import Desk
from loyalty.clients import Client
from loyalty.contacts import Direction
from loyalty.facts.signals import SignalKind
from loyalty.tone import Mood
from storage.cases.interventions import Saved
from storage.clients.portraits import offer_needs
from wording.notes import Suggestion


def suggested(desk: Desk, client: Client, saved: Saved) -> tuple[Suggestion, str] | None:
    """Return what a saved note makes likely, with the fact or client it is about; mostly nothing.

    A note that tells of somebody sent: whether that person bought. A happy one while a complaint is open:
    that it is solved. Else, at most once in 30 days, what matters to the client, unless a case opened.
    """
    store, log = desk.store, saved.interaction
    referral = store.signals.kinds_of_interaction(log.id).get(SignalKind.REFERRAL)
    if referral is not None:
        return Suggestion.THEY_BOUGHT, referral
    if log.direction is Direction.OUTBOUND_UNANSWERED:
        return None
    open_complaints = store.signals.open_complaints(client.id)
    if log.reading.mood is Mood.POSITIVE and len(open_complaints) == 1:
        return Suggestion.SOLVED, open_complaints[0]
    if open_complaints or saved.case is not None or log.reading.mood is Mood.NEGATIVE:
        return None
    return (Suggestion.WHAT_MATTERS, client.id) if offer_needs(store, client, now=desk.now) else None
