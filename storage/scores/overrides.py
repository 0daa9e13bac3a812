"""Where the levels set by leads enter the scoring: after the level was computed, before it is kept."""

from collections.abc import Sequence
from datetime import datetime

from loyalty.levels.overrides import effective
from loyalty.levels.standings import Standing
from storage.store import Store

Scored = tuple[Standing | None, Standing]
"""A client's standing before a scoring, None at the first, and the one after it."""


def with_levels_set(store: Store, scored: Sequence[Scored], *, at: datetime) -> list[Scored]:
    """Return the scorings with the level a lead set over the computed one where it is in force at a moment.

    Those computed must follow from ``loyalty.levels.overrides.computed`` of the standing before.
    """
    in_force = store.overrides.in_force_of([after.client_id for _, after in scored], at)
    held = []
    for before, after in scored:
        override, is_overruled = in_force.get(after.client_id, (None, False))
        held.append((before, effective(after, before=before, override=override, is_overruled=is_overruled)))
    return held
