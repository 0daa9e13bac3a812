"""A brief: all that the messages about a case tell, gathered once for whoever words them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from loyalty.cases import Case
from loyalty.clients import Client
from loyalty.interactions import Interaction
from loyalty.people import Person, PersonId
from loyalty.standings import Standing


@dataclass(frozen=True, slots=True)
class CaseBrief:
    """A case with all its messages need, as one reader may know it.

    Attributes:
        names: who the people are that did steps or ended the case.
        usual_days: the client's usual days between purchases.
        log: the note that opened the case; its text is None when the reader may not see it.
        ended_by: who closed or withdrew it.
        seen_at: when the reader said to have seen its alert.
    """

    case: Case
    client: Client
    advisor: Person
    standing: Standing | None
    names: Mapping[PersonId, str]
    usual_days: int
    horizon_days: int
    log: Interaction | None
    ended_by: PersonId | None
    seen_at: datetime | None
