"""Choosing a moment: the usual ones as buttons, and what was wrong with a typed one."""

from datetime import datetime

from loyalty.moments import Later, MomentError
from wording.actions import Action
from wording.dates import full
from wording.labels import button_label, label_of
from wording.reader import Reader
from wording.screen import Button, Rows, grid


def time_rows(choose: Action, ask: Action, target: str, reader: Reader) -> Rows:
    """Return the usual moments and the way to type another."""
    times = [Button(label_of("later", each, reader.language), choose, target, each) for each in Later]
    return grid([*times, Button(button_label("date", reader.language), ask, target)])


def meant_rows(
    choose: Action, target: str, error: MomentError | None, *, reader: Reader, now: datetime
) -> Rows:
    """Return a button for each moment that an ambiguous answer may mean."""
    moments = error.choices if error else ()
    return tuple((Button(full(each, reader, now=now), choose, target, each.isoformat()),) for each in moments)


def told_moment(error: MomentError | None, reader: Reader) -> str:
    """Return what was wrong with a typed day or time; empty without an error."""
    return label_of("moment_error", error.code, reader.language) if error else ""
