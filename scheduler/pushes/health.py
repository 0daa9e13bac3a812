"""Pushes about the bot itself."""

from datetime import datetime

from loyalty.duties import Duty
from loyalty.people.people import Person
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.store import Store
from wording.health import scoring_failed, set_back
from wording.screen import Screen


def _scoring_failed(store: Store, person: Person, _params: Params, now: datetime) -> Screen | None:
    failed_since = store.firm.scoring_failed_since()
    if failed_since is None:
        return None
    return scoring_failed(failed_since, scored_at=store.firm.scored_at(), reader=reader_of(person), now=now)


def _set_back(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    duty = Duty(params["duty"])
    # What went well since is no news; on a quiet night the row's next turn may be over by the morning.
    count = store.setbacks.count(now, duty=duty)
    return set_back(duty, count, reader=reader_of(person), now=now) if count else None


WORDINGS: dict[str, Wording] = {"scoring_failed": _scoring_failed, "set_back": _set_back}
