"""Case images: how open cases lay before a log or a fact, so that what it did to them can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from loyalty.cases.cases import Case, CaseId, CaseState, StepState
from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId
from loyalty.levels.levels import Cause, Level
from loyalty.playbooks import PlaybookName
from storage.cases.caserows import CASE, NO_PAUSE, STEP
from storage.cases.cases import CasesRepository
from storage.transaction import Transaction

_PAUSE = tuple(NO_PAUSE)


@dataclass(frozen=True, slots=True)
class CaseImage:
    """An open case as it lay: its playbook, its pause, and its steps with those of them that were open."""

    case_id: CaseId
    playbook: PlaybookName
    pause: tuple[datetime | None, datetime | None, str | None]
    step_ids: tuple[str, ...]
    open_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lowered:
    """A case that a log or fact had turned red and that was lowered again, with what it was while red."""

    case: Case
    values: dict[str, Any]
    added: Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class FormerCases:
    """What a log or fact did to cases before it is followed again, so that the same is the same case.

    Attributes:
        opened: cases it opened, withdrawn for the moment.
        raised: cases it turned red, lowered for the moment.
        ended: cases it opened, and
        ended_red: turned red, that a person has closed since; they are not opened again.
    """

    opened: tuple[Case, ...] = ()
    raised: tuple[Lowered, ...] = ()
    ended: tuple[Case, ...] = ()
    ended_red: tuple[Case, ...] = ()

    @property
    def case_ids(self) -> set[CaseId]:
        """Return which cases may go on."""
        return {case.id for case in self.opened} | {lowered.case.id for lowered in self.raised}

    def ended_for(self, cause: Cause, level: Level) -> Case | None:
        """Return the case that a person has closed since, if it is the one now asked for."""
        same = (
            case
            for case in (*self.ended, *self.ended_red)
            if case.cause is cause and case.playbook.level is level
        )
        return next(same, None)


NO_FORMER = FormerCases()


class CaseImagesRepository:
    """Takes images of open cases and puts cases back."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._cases = CasesRepository(transaction)

    def taken(self, client_id: ClientId) -> tuple[CaseImage, ...]:
        """Return the open cases of a client as they lie now."""
        images = []
        for case in self._cases.open_of(client_id):
            pause = (case.pause.since, case.pause.until, case.pause.reason.value) if case.pause else None
            images.append(
                CaseImage(
                    case_id=case.id,
                    playbook=case.playbook,
                    pause=pause or (None, None, None),
                    step_ids=tuple(step.id for step in case.steps),
                    open_ids=tuple(step.id for step in case.steps if step.state is StepState.OPEN),
                )
            )
        return tuple(images)

    def lower(self, image: CaseImage) -> Lowered:
        """Let a raised case be again what it was: playbook, pause, and the steps then left undone."""
        case = self._cases.anyone(image.case_id)
        theirs = (STEP.c.case_id == image.case_id, STEP.c.id.not_in(image.step_ids))
        added = [dict(row._mapping) for row in self._transaction.rows(sa.select(STEP).where(*theirs))]
        columns = [CASE.c[name] for name in ("playbook", *_PAUSE)]
        row = self._transaction.rows(sa.select(*columns).where(CASE.c.id == image.case_id))[0]
        self._transaction.change(sa.delete(STEP).where(*theirs))
        undone = (
            STEP.c.id.in_(image.open_ids),
            STEP.c.state == StepState.SKIPPED,
            STEP.c.skip_reason.is_(None),
        )
        self._transaction.change(sa.update(STEP).where(*undone).values(state=StepState.OPEN))
        before = {
            "playbook": image.playbook,
            "raised_by": None,
            **dict(zip(_PAUSE, image.pause, strict=True)),
        }
        self._change(image.case_id, CaseState.OPEN, before)
        return Lowered(case, dict(row._mapping), added)

    def raise_again(self, lowered: Lowered, *, interaction_id: InteractionId | None) -> Case:
        """Let a lowered case be red as it was, with the steps it had then."""
        still_open = (STEP.c.case_id == lowered.case.id, STEP.c.state == StepState.OPEN)
        self._transaction.change(sa.update(STEP).where(*still_open).values(state=StepState.SKIPPED))
        self._transaction.insert(STEP, lowered.added)
        self._change(lowered.case.id, CaseState.OPEN, {**lowered.values, "raised_by": interaction_id})
        return self._cases.anyone(lowered.case.id)

    def revive(self, case: Case, *, interaction_id: InteractionId | None) -> Case | None:
        """Open a case again that was withdrawn a moment ago; None when one is open for its cause."""
        if any(each.cause is case.cause for each in self._cases.open_of(case.client_id)):
            return None
        opened = {
            "state": CaseState.OPEN,
            "closed_at": None,
            "closed_by": None,
            "interaction_id": interaction_id,
        }
        self._change(case.id, CaseState.WITHDRAWN, opened)
        return self._cases.anyone(case.id)

    def attach(self, former: FormerCases, interaction_id: InteractionId) -> None:
        """Keep again which log opened or raised the cases that a person has closed since."""
        for cases, column in ((former.ended, "interaction_id"), (former.ended_red, "raised_by")):
            for case in cases:
                self._change(case.id, CaseState.CLOSED, {column: interaction_id})

    def _change(self, case_id: CaseId, state: CaseState, values: dict[str, Any]) -> None:
        theirs = (CASE.c.id == case_id, CASE.c.state == state)
        self._transaction.change(sa.update(CASE).where(*theirs).values(values))
