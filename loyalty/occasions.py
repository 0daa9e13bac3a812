"""Occasions: the dated days on which a contact is welcome."""

from calendar import isleap
from datetime import date

from loyalty.clientfields import Birthday


def next_birthday(birthday: Birthday, *, on_or_after: date) -> date:
    """Return the first birthday that is not before ``on_or_after``, in the client's own calendar.

    29 February is kept on 28 February in common years (source: product brief).
    """
    this_year = _birthday_in(birthday, on_or_after.year)
    return this_year if this_year >= on_or_after else _birthday_in(birthday, on_or_after.year + 1)


def _birthday_in(birthday: Birthday, year: int) -> date:
    moves = (birthday.month, birthday.day) == (2, 29) and not isleap(year)
    return date(year, birthday.month, 28 if moves else birthday.day)
