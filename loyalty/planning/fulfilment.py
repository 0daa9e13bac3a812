"""Fulfilment: which planned contact a logged one stands for, and which others it makes needless."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from loyalty.planning.touchpoints import Touchpoint, TouchpointKind, TouchpointState

# A contact a week early or late is the planned one (source: product brief, What counts).
_DAYS_NEAR = 7


def fulfilled_by(touchpoints: Iterable[Touchpoint], *, on: date, zone: str) -> Touchpoint | None:
    """Return the open planned contact that one made on a day stands for, the nearest; None without one.

    What was reminded waits on every day since. A birthday wish is not said by a call three days before, and a
    promise is not kept before its moment. ``on`` and ``zone`` are the advisor's.
    """
    near = [
        (distance, each.state is not TouchpointState.REMINDED, each.due_at, each.id, each)
        for each in touchpoints
        if (distance := _distance(each, on, due_on=each.due_at.astimezone(ZoneInfo(zone)).date())) is not None
    ]
    return min(near)[-1] if near else None


def released_by(touchpoints: Iterable[Touchpoint], *, on: date, zone: str) -> tuple[Touchpoint, ...]:
    """Return the hellos told or put off that a contact made on a day leaves nothing to say for.

    All that were due by then; a review is on top of them and stays. The planner gives what is still owed
    another day. ``on`` and ``zone`` are the advisor's.
    """
    return tuple(
        each
        for each in touchpoints
        if each.kind is TouchpointKind.HELLO
        and each.state in (TouchpointState.REMINDED, TouchpointState.PUT_OFF)
        and each.due_at.astimezone(ZoneInfo(zone)).date() <= on
    )


def _distance(touchpoint: Touchpoint, on: date, *, due_on: date) -> int | None:
    days = (on - due_on).days
    if days >= 0 and touchpoint.state is TouchpointState.REMINDED:
        return 0
    if touchpoint.state is TouchpointState.PLANNED:
        waits = touchpoint.kind is TouchpointKind.PROMISE or (touchpoint.kind.is_dated and days < 0)
        if waits:
            return None
    return abs(days) if abs(days) <= _DAYS_NEAR else None
