"""A brief: all that the messages about a case tell, gathered once for whoever words them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from loyalty.cases.cases import Case, CaseId, CaseStep
from loyalty.clients import Client, Tier
from loyalty.facts.interactions import Interaction
from loyalty.levels.overrides import SetLevel
from loyalty.levels.standings import Standing
from loyalty.people.people import Language, Person, PersonId
from loyalty.playbooks import Playbook
from loyalty.value import Worth


@dataclass(frozen=True, slots=True)
class TurnBrief:
    """A step assigned to somebody, with what that person may know of the client.

    Attributes:
        language: in which the client is written to; None when not known.
        case: the whole case, when the reader reaches the client anyway; else None.
    """

    case_id: CaseId
    step: CaseStep
    client_name: str
    tier: Tier
    language: Language | None
    advisor: Person
    rests: bool
    case: Case | None


@dataclass(frozen=True, slots=True)
class CaseBrief:
    """A case with all its messages need, as one reader may know it.

    Attributes:
        book: the playbook the case follows.
        names: who the people are that did steps, have to do them, or ended the case.
        usual_days: the client's usual days between purchases.
        log: the note that opened the case; its text is None when the reader may not see it.
        ended_by: who closed or withdrew it.
        seen_at: when the reader said to have seen its alert.
        worth: what the client is worth; None without purchases of late.
        set_level: the level a lead set, if that is in force.
        reads_as_lead: the reader leads the client's team.
        is_others: the case is another advisor's than the reader's.
    """

    case: Case
    book: Playbook
    client: Client
    advisor: Person
    standing: Standing | None
    names: Mapping[PersonId, str]
    usual_days: int
    horizon_days: int
    log: Interaction | None
    ended_by: PersonId | None
    seen_at: datetime | None
    worth: Worth | None = None
    set_level: SetLevel | None = None
    reads_as_lead: bool = False
    is_others: bool = False
