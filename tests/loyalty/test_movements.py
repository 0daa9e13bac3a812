"""What moved the figure within a week, and where it stands in the firm."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from loyalty.facts.facts import (
    Attendance,
    Complaint,
    Contact,
    ContactKind,
    EventKind,
    FamilyFact,
    FamilyKind,
    History,
    Mention,
    Purchase,
    Referral,
    Survey,
    SurveyKind,
)
from loyalty.index.index import loyalty_index
from loyalty.index.ladder import ladder_of, share_below
from loyalty.index.movements import MoveCode, moves_of_week
from loyalty.index.norms import Norms

TODAY = 1000
NORMS = Norms()
REGULAR = History(purchases=tuple(Purchase(TODAY - days, 100.0, "watches") for days in (130, 300, 500)))


CRITICAL = Contact(TODAY, ContactKind.OUTREACH, tone=-0.9, brand=True)


@pytest.mark.parametrize(
    ("fact", "code", "sign"),
    [
        ({"purchases": (*REGULAR.purchases, Purchase(TODAY, 50.0, "watches"))}, MoveCode.BOUGHT, 1),
        ({"complaints": (Complaint(TODAY - 2, None, serious=True),)}, MoveCode.COMPLAINED, -1),
        ({"complaints": (Complaint(TODAY - 90, TODAY - 1, serious=True),)}, MoveCode.COMPLAINT_SETTLED, 1),
        ({"referrals": (Referral(TODAY - 3, converted=True),)}, MoveCode.REFERRED, 1),
        ({"surveys": (Survey(SurveyKind.NPS, TODAY, 10),)}, MoveCode.ANSWERED_WELL, 1),
        ({"surveys": (Survey(SurveyKind.CSAT, TODAY, 1),)}, MoveCode.ANSWERED_ILL, -1),
        ({"attendances": (Attendance(TODAY, EventKind.ATTENDED),)}, MoveCode.CAME, 1),
        ({"attendances": (Attendance(TODAY, EventKind.ROLE),)}, MoveCode.TOOK_ROLE, 1),
        ({"attendances": (Attendance(TODAY, EventKind.DECLINED),)}, MoveCode.DECLINED, -1),
        ({"family": (FamilyFact(TODAY, FamilyKind.FAMILY_GIFT, None),)}, MoveCode.FAMILY, 1),
        (
            {"contacts": (Contact(TODAY, ContactKind.OUTREACH, tone=-0.9, brand=True),)},
            MoveCode.SPOKE_ILL,
            -1,
        ),
        ({"mentions": (Mention(TODAY, 90_000.0, tone=0.9, brand=True),)}, MoveCode.SPOKE_WELL, 1),
        ({"mentions": (Mention(TODAY, 9e7, tone=None, brand=False),)}, MoveCode.REACH, 1),
    ],
)
def test_a_new_fact_is_named_as_the_cause(fact: dict[str, object], code: MoveCode, sign: int) -> None:
    moves = moves_of_week(replace(REGULAR, **fact), today=TODAY, norms=NORMS)

    (found,) = [move for move in moves if move.code is code]
    assert found.points * sign > 0


@pytest.mark.parametrize(
    ("days", "tone", "code"),
    [
        ((20, 40, 90), 0.9, MoveCode.WARM_CONTACT),
        (range(8, 30, 2), -0.9, MoveCode.COOL_CONTACT),
        ((20, 40, 90), None, MoveCode.NO_CONTACT),
    ],
)
def test_contacts_of_the_week_warm_or_cool(days: Iterable[int], tone: float | None, code: MoveCode) -> None:
    before = tuple(Contact(TODAY - day, ContactKind.CLIENT, tone=0.8) for day in days)
    new = () if tone is None else (Contact(TODAY, ContactKind.ANSWERED, tone=tone),) * 2

    moves = moves_of_week(History(contacts=(*before, *new)), today=TODAY, norms=NORMS)

    assert [move.code for move in moves] == [code]


def test_a_new_department_is_told_beside_the_purchase() -> None:
    bought = (*REGULAR.purchases, Purchase(TODAY, 50.0, "scarves"))

    codes = {move.code for move in moves_of_week(History(purchases=bought), today=TODAY, norms=NORMS)}

    assert codes == {MoveCode.BOUGHT, MoveCode.NEW_DEPARTMENT}


def test_silence_is_told_as_no_purchase_and_age_as_fading() -> None:
    silent = History(
        purchases=tuple(Purchase(TODAY - days, 100.0, "watches") for days in (60, 90, 120, 150)),
        surveys=(Survey(SurveyKind.NPS, TODAY - 8, 10),) * 9,
        mentions=(Mention(TODAY - 8, 5e8, tone=None, brand=False),),
    )

    moves = moves_of_week(silent, today=TODAY, norms=NORMS)

    assert moves[0].code is MoveCode.NO_PURCHASE
    assert moves[0].points < 0
    assert all(move.code in (MoveCode.NO_PURCHASE, MoveCode.FADED) for move in moves)


def test_the_moves_told_are_those_that_made_the_difference() -> None:
    history = replace(REGULAR, complaints=(Complaint(TODAY, None, serious=True),))
    now = loyalty_index(history, today=TODAY, norms=NORMS).value
    then = loyalty_index(history, today=TODAY - 7, norms=NORMS).value

    moves = moves_of_week(history, today=TODAY, norms=NORMS)

    assert sum(move.points for move in moves) == pytest.approx(now - then, abs=0.5)
    assert moves == tuple(sorted(moves, key=lambda move: -abs(move.points)))


def test_a_complaint_is_no_cause_of_a_rise() -> None:
    history = replace(
        REGULAR,
        complaints=(Complaint(TODAY, None, serious=True),),
        surveys=(Survey(SurveyKind.TRUST, TODAY, 5),) * 4,
    )

    (move,) = moves_of_week(history, today=TODAY, norms=NORMS)

    assert (move.code, move.points > 0) == (MoveCode.ANSWERED_WELL, True)


def test_nothing_known_moves_nothing() -> None:
    assert moves_of_week(History(), today=TODAY, norms=NORMS) == ()


def test_a_ladder_tells_the_share_below() -> None:
    ladder = ladder_of([float(index) for index in range(1, 201)])

    assert share_below(1.0, ladder) == 0.0
    assert share_below(101.0, ladder) == pytest.approx(0.5, abs=0.01)
    assert share_below(500.0, ladder) == 1.0


def test_equal_figures_are_not_above_each_other() -> None:
    assert share_below(50.0, ladder_of([50.0] * 30)) == 0.0


def test_a_small_firm_has_no_ladder() -> None:
    assert ladder_of([50.0] * 9) == ()
    assert share_below(50.0, ()) is None


def test_the_share_is_right_to_a_hundredth() -> None:
    indexes = np.random.default_rng(7).normal(50, 12, size=5_000).tolist()
    ladder = ladder_of(indexes)

    for index in indexes[:200]:
        share = share_below(index, ladder)
        assert share == pytest.approx(sum(each < index for each in indexes) / 5_000, abs=0.011)
