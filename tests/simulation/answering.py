"""Advisors of the simulated quarter: they answer what is put before them, at random and from one seed."""

import random
from collections import Counter, defaultdict
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from loyalty.cases.cases import Case, Outcome
from loyalty.clients import ClientId
from loyalty.contacts import Direction
from loyalty.people.clocks import next_working_moment
from loyalty.people.people import Person
from loyalty.planning.touchpoints import SkipReason, Touchpoint, TouchpointState
from storage.cases.casework import close_case, tick_assigned, tick_step
from storage.cases.interventions import save_log
from storage.records.undo import undo_log
from storage.store import Store
from tests.simulation.founding import CALM, COMPLAINT, SimulatedFirm, a_log

# Shares of a hundred answers; the rest is skipped.
_LOGGED, _UNANSWERED, _DONE, _LATER = 50, 4, 30, 10
_UNDONE = 0.03
_COMPLAINS = 0.02


class Answers:
    """What all advisors do; ``counts`` tells how often, ``moved_on`` what they put off to another month."""

    def __init__(self, firm: SimulatedFirm, *, seed: int) -> None:
        self._chance = random.Random(seed)
        self._own = {
            advisor.id: [each.id for each in firm.clients if each.advisor_id == advisor.id]
            for advisor in firm.advisors
        }
        self._slow: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.moved_on: dict[ClientId, list[datetime]] = defaultdict(list)

    def work(self, store: Store, advisor: Person, *, now: datetime) -> None:
        """Spend a while at work: answer about half of what waits, see to cases, hear from a client."""
        for touchpoint in store.touchpoints.open_of(advisor.id, before=now + timedelta(seconds=1)):
            if touchpoint.state is TouchpointState.REMINDED and self._chance.random() < 0.8:
                self._answer(store, touchpoint, advisor, now=now)
        for case in store.cases.open_within(advisor):
            if case.advisor_id == advisor.id:
                self._see_to(store, case, advisor, now=now)
        if self._chance.random() < 0.2:
            client_id = self._chance.choice(self._own[advisor.id])
            self._log(store, client_id, advisor, now=now, direction=Direction.INBOUND)
            self.counts["heard from a client"] += 1
        if self._chance.random() < 0.04:
            self._promise(store, advisor, now=now)

    def second(self, store: Store, lead: Person, *, now: datetime) -> None:
        """Do the steps that wait for a lead."""
        for assignment in store.assignments.open_of(lead):
            tick_assigned(store, assignment.step.id, by=lead.id, now=now)

    def _answer(self, store: Store, touchpoint: Touchpoint, advisor: Person, *, now: datetime) -> None:
        answer = self._chance.randrange(100)
        if answer < _LOGGED:
            self._log(store, touchpoint.client_id, advisor, now=now, touchpoint=touchpoint)
        elif answer < _LOGGED + _UNANSWERED:
            attempt = a_log(touchpoint.client_id, advisor, now=now, direction=Direction.OUTBOUND_UNANSWERED)
            save_log(store, attempt, now=now, touchpoint_id=touchpoint.id)
            self.counts["no answer"] += 1
        elif answer < _LOGGED + _UNANSWERED + _DONE:
            store.touchpoints.finish(touchpoint.id, TouchpointState.DONE, now=now)
            self.counts["done"] += 1
        elif answer < _LOGGED + _UNANSWERED + _DONE + _LATER:
            until = self._later(advisor, now)
            store.touchpoints.snooze(touchpoint.id, until)
            if until.month != now.month:
                self.moved_on[touchpoint.client_id].append(now)
            self.counts["later"] += 1
        else:
            reason = self._chance.choice(list(SkipReason))
            store.touchpoints.finish(touchpoint.id, TouchpointState.SKIPPED, now=now, skip_reason=reason)
            self.counts["skipped"] += 1

    def _log(
        self,
        store: Store,
        client_id: ClientId,
        advisor: Person,
        *,
        now: datetime,
        touchpoint: Touchpoint | None = None,
        direction: Direction = Direction.OUTBOUND_ANSWERED,
    ) -> None:
        reading = COMPLAINT if self._chance.random() < _COMPLAINS else CALM
        named = touchpoint.id if touchpoint else None
        log = a_log(client_id, advisor, now=now, direction=direction, reading=reading)
        saved = save_log(store, log, now=now, touchpoint_id=named)
        self.counts["logged"] += 1
        if self._chance.random() < _UNDONE:
            undo_log(store, saved.interaction.id, by=advisor.id, now=now)
            self.counts["undone and logged again"] += 1
            anew = a_log(client_id, advisor, now=now, direction=direction)
            save_log(store, anew, now=now, touchpoint_id=named)

    def _later(self, advisor: Person, now: datetime) -> datetime:
        days = self._chance.choice((0, 1, 1, 2, 7))
        if days == 0:
            return next_working_moment(now + timedelta(hours=1), advisor.hours)
        zone = ZoneInfo(advisor.hours.zone)
        day = now.astimezone(zone).date() + timedelta(days=days)
        return next_working_moment(datetime.combine(day, advisor.hours.start, zone), advisor.hours)

    def _promise(self, store: Store, advisor: Person, *, now: datetime) -> None:
        zone = ZoneInfo(advisor.hours.zone)
        day = now.astimezone(zone).date() + timedelta(days=2)
        at = next_working_moment(datetime.combine(day, time(11), zone), advisor.hours)
        if at.astimezone(zone).date() in store.absences.days_off(advisor.id, day, day + timedelta(days=4)):
            return
        client_id = self._chance.choice(self._own[advisor.id])
        store.touchpoints.promise(client_id, advisor_id=advisor.id, due_at=at, note="", now=now)
        self.counts["promised"] += 1

    def _see_to(self, store: Store, case: Case, advisor: Person, *, now: datetime) -> None:
        """Do the next step, sooner or later: one case in six is left lying for six days."""
        if case.id not in self._slow and self._chance.random() < 1 / 6:
            self._slow.add(case.id)
        if case.id in self._slow and now < case.opened_at + timedelta(days=6):
            return
        step = case.next_step
        if step is None:
            close_case(store, case.id, Outcome.SETTLED, by=advisor.id, now=now)
            self.counts["cases settled"] += 1
        elif not step.is_left_to_leads and self._chance.random() < 0.7:
            tick_step(store, case.id, step.key, by=advisor.id, now=now)
