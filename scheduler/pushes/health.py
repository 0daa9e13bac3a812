"""Pushes about the bot itself."""

from datetime import datetime

from loyalty.people.people import Person
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.store import Store
from wording.health import scoring_failed
from wording.screen import Screen


def _scoring_failed(store: Store, person: Person, _params: Params, now: datetime) -> Screen | None:
    failed_since = store.firm.scoring_failed_since()
    if failed_since is None:
        return None
    return scoring_failed(failed_since, scored_at=store.firm.scored_at(), reader=reader_of(person), now=now)


WORDINGS: dict[str, Wording] = {"scoring_failed": _scoring_failed}
