"""What the bot says of its own accord, worded when it leaves, so that it tells what is true then."""

from datetime import datetime

from loyalty.people.people import Language, PersonId
from scheduler.pushes import (
    absences,
    briefs,
    cases,
    giving,
    health,
    levels,
    loyaltycurves,
    moods,
    teams,
    touchpoints,
)
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.chat.messages import payload_of
from storage.chat.payloads import Payload
from storage.errors import NotFoundError
from storage.people.covers import end_overdue
from storage.store import Store
from wording.reader import Reader
from wording.start import repeat_note

_WORDINGS: dict[str, Wording] = {
    **cases.WORDINGS,
    **touchpoints.WORDINGS,
    **teams.WORDINGS,
    **absences.WORDINGS,
    **giving.WORDINGS,
    **briefs.WORDINGS,
    **health.WORDINGS,
    **levels.WORDINGS,
    **moods.WORDINGS,
    **loyaltycurves.WORDINGS,
}


class Pushes:
    """Words pushes for whoever they go to; what is out of reach by now is not sent."""

    def render(
        self, store: Store, person_id: PersonId, template: str, params: Params, *, now: datetime
    ) -> Payload | None:
        """Return the message, or None when it is no longer wanted or the person may not see it."""
        person = store.people.of(person_id)
        if not person.active:
            return None
        end_overdue(store, person, now=now)
        try:
            screen = _WORDINGS[template](store, person, params, now)
        except NotFoundError:
            return None
        return None if screen is None else payload_of(store, screen, presser=person.id, now=now)

    def repeat_note(self, store: Store, chat_id: int) -> str:
        """Return the line that marks a message which may have arrived before."""
        person = store.people.by_telegram(chat_id)
        return repeat_note(reader=reader_of(person) if person else Reader(Language.EN, "UTC"))
