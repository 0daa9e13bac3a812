"""Briefs: what the messages about a case tell, gathered in one place for whoever words them."""

from datetime import datetime

from loyalty.briefs import CaseBrief
from loyalty.cases import Case
from loyalty.index import own_gap
from loyalty.outlook import horizon_days
from loyalty.people import Person
from storage.store import Store
from storage.yardstick import utc_day


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
    people = {step.done_by for step in case.steps if step.done_by} | ({ended_by} if ended_by else set())
    return CaseBrief(
        case=case,
        client=client,
        advisor=store.people.of(case.advisor_id),
        standing=store.standings.of(client.id),
        names={person_id: store.people.of(person_id).name for person_id in people},
        usual_days=round(own_gap(history, utc_day(now).toordinal(), norms)),
        horizon_days=horizon_days(norms),
        log=store.interactions.of(log_id, reader=reader) if log_id else None,
        ended_by=ended_by,
        seen_at=store.case_marks.seen_at(case.id, reader.id),
    )
