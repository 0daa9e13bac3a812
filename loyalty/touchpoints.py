"""A touchpoint: a planned contact. For now the promises an advisor asked to be reminded of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from loyalty.clients import ClientId
from loyalty.people import PersonId

TouchpointId = NewType("TouchpointId", str)


class TouchpointKind(StrEnum):
    """Why the contact is planned."""

    PROMISE = "promise"


class TouchpointState(StrEnum):
    """Where a planned contact stands."""

    PLANNED = "planned"
    REMINDED = "reminded"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One planned contact; ``due_at`` is when the advisor is reminded."""

    id: TouchpointId
    client_id: ClientId
    advisor_id: PersonId
    kind: TouchpointKind
    due_at: datetime
    note: str
    state: TouchpointState = TouchpointState.PLANNED
