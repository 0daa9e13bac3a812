"""The passing line that answers a pressed button: plain text of at most 200 characters, no markup."""

from datetime import datetime

from loyalty.playbooks import StepWords
from wording import dates
from wording.labels import label_of
from wording.reader import Reader


def toast(key: str, reader: Reader, **slots: str) -> str:
    """Return the line ``key`` of the section ``toast``.

    Raises:
        KeyError: there is no such line, or a slot of it was not given.
    """
    return label_of("toast", key, reader.language).format(**slots)


def step_done(words: StepWords, *, done_at: datetime, due_at: datetime, reader: Reader) -> str:
    """Return that a step is ticked off, in time or late: ``Called at 13:40, in time``."""
    word = words.done.capitalised.said(reader.language)
    line = "step_late" if done_at > due_at else "step_in_time"
    return toast(line, reader, done=word, time=dates.clock(done_at, reader))


def already_done(*, by: str, at: datetime | None, reader: Reader, now: datetime) -> str:
    """Return who did before what the pressed button would do; ``by`` may be empty, ``at`` unknown."""
    if at is None or not by:
        return toast("already_done", reader)
    return toast("already_done_by", reader, name=by, time=dates.since(at, reader, now=now))


def paused(until: datetime, *, reader: Reader, now: datetime) -> str:
    """Return until when a case rests."""
    return toast("paused", reader, time=dates.due(until, reader, now=now))


def fact_undo_over(*, until: datetime, reader: Reader) -> str:
    """Return that the time to undo is over and where the fact can be deleted."""
    return toast("fact_undo_over", reader, time=dates.clock_with_seconds(until, reader))


def client_undo_over(*, until: datetime, reader: Reader) -> str:
    """Return that the time to undo is over and how a client is closed."""
    return toast("client_undo_over", reader, time=dates.clock_with_seconds(until, reader))


def undo_over(*, until: datetime, reader: Reader) -> str:
    """Return that the time to undo is over and where the note can be changed."""
    return toast("undo_over", reader, time=dates.clock_with_seconds(until, reader))
