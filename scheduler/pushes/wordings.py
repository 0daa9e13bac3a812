"""What words a push: a function that reads what is true now and returns a screen, or None when it is moot."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from loyalty.people.people import Language, Person
from storage.store import Store
from wording.reader import Reader
from wording.screen import Screen

Params = dict[str, Any]
Wording = Callable[[Store, Person, Params, datetime], Screen | None]


def reader_of(person: Person) -> Reader:
    """Return how a push to a person is worded; the zone is that of the working hours."""
    return Reader(language=person.language or Language.EN, zone=person.hours.zone, name=person.name)
