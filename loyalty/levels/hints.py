"""Hints beside the level: what somebody should know of a client, though it decides no level by itself."""

from dataclasses import dataclass

from loyalty.emotions import fallen_since, felt_in
from loyalty.facts.facts import ContactKind, History

#: So many outreaches without an answer are told, once nobody was reached for so many days.
TRIES_TOLD = 3
QUIET_DAYS = 14
#: Tries that ended longer ago than this are history.
TRIES_KNOWN_DAYS = 90


@dataclass(frozen=True, slots=True)
class Hints:
    """What is worth a line on the card.

    Attributes:
        tries: outreaches without an answer since the client was last reached; 0 when it is no matter.
        mood_fell_on: the day (``date.toordinal``) since which the mood is down.
    """

    tries: int = 0
    mood_fell_on: int | None = None


NO_HINTS = Hints()


def hints_of(history: History, *, today: int) -> Hints:
    """Return the hints of a history as of ``today``; later facts are ignored."""
    fell_on = fallen_since(felt_in(history, today=today), today=today)
    return Hints(tries_unanswered(history, today=today), fell_on)


def tries_unanswered(history: History, *, today: int) -> int:
    """Return how many outreaches met no answer since the client was last reached or bought.

    0 unless there were three or more, the newest within 90 days, and nobody was reached for 14 days (counted
    from the first try where nobody ever was).
    """
    reached = [contact.day for contact in history.contacts if contact.is_two_way and contact.day <= today]
    reached += [purchase.day for purchase in history.purchases if purchase.day <= today]
    last = max(reached, default=None)
    tries = [
        contact.day
        for contact in history.contacts
        if contact.kind is ContactKind.OUTREACH
        and contact.day <= today
        and (last is None or contact.day > last)
    ]
    if len(tries) < TRIES_TOLD or today - max(tries) > TRIES_KNOWN_DAYS:
        return 0
    quiet_since = min(tries) if last is None else last
    return len(tries) if today - quiet_since >= QUIET_DAYS else 0
