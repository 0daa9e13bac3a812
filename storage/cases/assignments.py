"""Steps somebody other than the client's advisor does, and the little such a person learns of the client."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from loyalty.cases.cases import Case, CaseId, CaseState, CaseStep, StepId, StepState
from loyalty.clients import ClientId, Tier
from loyalty.people.people import Language, Person, PersonId, Role, TeamId
from loyalty.playbooks import Playbook
from storage.cases.caserows import CASE, STEP, step_value
from storage.clients.clientrows import CLIENT
from storage.clients.clients import ClientsRepository
from storage.people.people import PeopleRepository
from storage.refusals import StepNotFoundError
from storage.transaction import Transaction

ASSIGNED_ROLES = (Role.LEAD, Role.ANALYST, Role.SPECIALIST)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One step with the client's general data, and nothing else of the client.

    Attributes:
        language: in which the client is written to; None when not known.
        rests: the case is paused.
    """

    case_id: CaseId
    step: CaseStep
    client_name: str
    tier: Tier
    language: Language | None
    advisor_id: PersonId
    rests: bool


def is_assigned(reader: Person) -> sa.ColumnElement[bool]:
    """Return the condition that holds for the steps the reader was assigned and may see.

    That lasts while the case is open, the client is not closed, and the reader belongs to the client's team
    (source: product brief, People).
    """
    teams = sorted({team for role in ASSIGNED_ROLES for team in reader.teams_as(role)})
    if not reader.active or not teams:
        return sa.false()
    return sa.and_(
        STEP.c.assigned_to == reader.id,
        CASE.c.state == CaseState.OPEN,
        CLIENT.c.team_id.in_(teams),
        CLIENT.c.closed_at.is_(None),
    )


class AssignmentsRepository:
    """The steps of leads, analysts and specialists."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def by_role(
        self, playbook: Playbook, team_id: TeamId, *, advisor_id: PersonId
    ) -> Mapping[Role, PersonId]:
        """Return who in a team does the steps of each role a playbook asks for.

        Roles nobody but the advisor holds are left out: those steps are the advisor's.
        """
        people = PeopleRepository(self._transaction)
        found: dict[Role, PersonId] = {}
        for role in {step.role for step in playbook.steps}.intersection(ASSIGNED_ROLES):
            person = next((each for each in people.of_role(role, team_id) if each.id != advisor_id), None)
            if person is not None:
                found[role] = person.id
        return found

    def doer(self, case: Case, step: CaseStep) -> Person:
        """Return who does a step: whom it was assigned to while that person may see it, else the advisor."""
        people = PeopleRepository(self._transaction)
        if step.assigned_to is not None:
            assigned = people.of(step.assigned_to)
            if self._select(assigned, STEP.c.id == step.id):
                return assigned
        return people.of(case.advisor_id)

    def of(self, step_id: StepId, *, reader: Person) -> Assignment:
        """Return one step of the reader's.

        Raises:
            StepNotFoundError: it is not, or no longer, within reach.
        """
        found = self._select(reader, STEP.c.id == step_id)
        if not found:
            raise StepNotFoundError(step_id)
        return found[0]

    def open_of(self, reader: Person) -> list[Assignment]:
        """Return what the reader has to do, the soonest due in front."""
        return self._select(reader, STEP.c.state == StepState.OPEN)

    def _select(self, reader: Person, *conditions: sa.ColumnElement[bool]) -> list[Assignment]:
        assigned = (
            sa.select(
                STEP, CASE.c.client_id, CASE.c.advisor_id, CASE.c.paused_at, CLIENT.c.tier, CLIENT.c.language
            )
            .select_from(
                STEP.join(CASE, CASE.c.id == STEP.c.case_id).join(CLIENT, CLIENT.c.id == CASE.c.client_id)
            )
            .where(is_assigned(reader), *conditions)
        )
        rows = self._transaction.rows(assigned.order_by(STEP.c.due_at, STEP.c.id))
        return [self._assignment(row) for row in rows]

    def _assignment(self, row: sa.Row[*tuple[Any, ...]]) -> Assignment:
        client = ClientsRepository(self._transaction).anyone(ClientId(row.client_id))
        return Assignment(
            case_id=CaseId(row.case_id),
            step=step_value(row, self._transaction.playbooks),
            client_name=client.name,
            tier=client.tier,
            language=client.language,
            advisor_id=PersonId(row.advisor_id),
            rests=row.paused_at is not None,
        )
