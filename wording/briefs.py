"""A brief turned into what the messages of a case take: one to its advisor, one to the leads."""

from datetime import datetime

from loyalty.cases.briefs import CaseBrief, TurnBrief
from loyalty.levels.levels import Cause
from loyalty.levels.overrides import computed
from wording.alerts import AlertView
from wording.cases import CaseView
from wording.reasons import Reason, reason_of
from wording.steps import told_step
from wording.turns import TurnView

# Only a matter begins at a moment; silence and a low figure begin on a day that the standing knows.
_MATTERS = frozenset({Cause.COMPLAINT_OPEN, Cause.WISH_TO_LEAVE})


def case_view(brief: CaseBrief) -> CaseView:
    """Return the view of a case for its advisor."""
    return CaseView(
        case=brief.case,
        client=brief.client,
        book=brief.book,
        reason=_reason(brief),
        level=brief.standing.level if brief.standing else None,
        names=brief.names,
        advisor_name=brief.advisor.name,
        is_lead=brief.reads_as_lead,
        is_others=brief.is_others,
        ended_by=_ended_by(brief),
        ended_at=brief.case.closed_at,
    )


def alert_view(brief: CaseBrief, *, revealed: bool = False) -> AlertView:
    """Return the view of a case for a lead; a private note tells only that there is one."""
    log = brief.log
    return AlertView(
        case=brief.case,
        client=brief.client,
        advisor_name=brief.advisor.name,
        standing=brief.standing,
        note=log.text if log else None,
        private=bool(log and log.private),
        cues=log.reading.cues if log else (),
        worth=brief.worth,
        names=brief.names,
        ended_by=_ended_by(brief),
        ended_at=brief.case.closed_at,
        seen_at=brief.seen_at,
        revealed=revealed,
        write_url=f"tg://user?id={brief.advisor.telegram_id}" if brief.advisor.telegram_id else "",
    )


def turn_view(brief: TurnBrief, *, now: datetime) -> TurnView:
    """Return the view of an assigned step."""
    telegram_id = brief.advisor.telegram_id
    return TurnView(
        step_id=brief.step.id,
        step=told_step(brief.step, rests=brief.rests, now=now),
        client_name=brief.client_name,
        tier=brief.tier,
        advisor_name=brief.advisor.name,
        language=brief.language,
        case_id=brief.case.id if brief.case else None,
        write_url=f"tg://user?id={telegram_id}" if telegram_id else "",
    )


def _reason(brief: CaseBrief) -> Reason:
    if brief.standing is None:
        return Reason(cause=brief.case.cause)
    standing = brief.standing if brief.case.cause is Cause.SET_BY_LEAD else computed(brief.standing)
    if standing.cause is not brief.case.cause and brief.case.cause is not Cause.CALMING:
        # The case was opened for what it says, even when the standing has moved on.
        return Reason(
            cause=brief.case.cause,
            level=brief.standing.level,
            since=brief.case.opened_at if brief.case.cause in _MATTERS else None,
            usual_days=brief.usual_days,
            outlook=brief.standing.outlook,
            horizon_days=brief.horizon_days,
        )
    return reason_of(
        standing,
        case=brief.case,
        usual_days=brief.usual_days,
        horizon_days=brief.horizon_days,
        set_level=brief.set_level,
    )


def _ended_by(brief: CaseBrief) -> str:
    return brief.names.get(brief.ended_by, "") if brief.ended_by else ""
