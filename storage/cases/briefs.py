"""Briefs: what the messages about a case tell, gathered in one place for whoever words them."""

import contextlib
from datetime import datetime

from loyalty.cases.briefs import CaseBrief, TurnBrief
from loyalty.cases.cases import Case, CaseStep, StepState
from loyalty.index.index import own_gap
from loyalty.outlook.outlook import horizon_days
from loyalty.people.people import Person, PersonId, Role
from storage.cases.assignments import Assignment
from storage.cases.levels import level_set
from storage.clients.worths import worth_of_client
from storage.refusals import CaseNotFoundError
from storage.scores.yardstick import utc_day
from storage.store import Store


def case_brief(store: Store, case: Case, *, reader: Person, now: datetime) -> CaseBrief:
    """Gather the brief of a case for a reader.

    Raises:
        ClientNotFoundError: the client is out of the reader's reach.
    """
    client = store.clients.of(case.client_id, reader=reader)
    norms = store.firm.norms()
    history = store.histories.of(client.id)
    ended_by = store.case_marks.ended_by(case.id)
    log_id = store.case_marks.log_of(case.id)
    people = {each for step in case.steps for each in (step.done_by, _other_doer(store, case, step)) if each}
    people |= {ended_by} if ended_by else set()
    return CaseBrief(
        case=case,
        book=store.playbooks.of(case.playbook),
        client=client,
        advisor=store.people.of(case.advisor_id),
        standing=store.standings.of(client.id),
        names={person_id: store.people.of(person_id).name for person_id in people},
        usual_days=round(own_gap(history, utc_day(now).toordinal(), norms)),
        horizon_days=horizon_days(norms),
        log=store.interactions.of(log_id, reader=reader) if log_id else None,
        ended_by=ended_by,
        seen_at=store.case_marks.seen_at(case.id, reader.id),
        worth=worth_of_client(store, client.id, today=utc_day(now)),
        set_level=level_set(store, client.id, now=now),
        reads_as_lead=client.team_id in reader.teams_as(Role.LEAD),
        is_others=case.advisor_id != reader.id,
    )


def turn_brief(store: Store, assignment: Assignment, *, reader: Person) -> TurnBrief:
    """Gather what is told of an assigned step to whom it was assigned."""
    case: Case | None = None
    with contextlib.suppress(CaseNotFoundError):
        case = store.cases.of(assignment.case_id, reader=reader)
    return TurnBrief(
        case_id=assignment.case_id,
        step=assignment.step,
        client_name=assignment.client_name,
        tier=assignment.tier,
        language=assignment.language,
        advisor=store.people.of(assignment.advisor_id),
        rests=assignment.rests,
        case=case,
    )


def _other_doer(store: Store, case: Case, step: CaseStep) -> PersonId | None:
    """Return who does an open step that is not its advisor's, as long as that person still can."""
    if step.assigned_to is None or step.state is not StepState.OPEN:
        return None
    doer = store.assignments.doer(case, step).id
    return doer if doer == step.assigned_to else None
