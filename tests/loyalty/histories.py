"""Histories for the tests of the loyalty rules: golden cases read from their file, and drawn ones."""

from typing import Any

from hypothesis import strategies as st

from loyalty.facts import (
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

TODAY = 1_000

_day = st.integers(0, TODAY + 50)
_tone = st.none() | st.floats(-1, 1)
_group = st.sampled_from(["watch", "bag", "jewel", "scarf", "shoe"])


def purchases_on(*days: int, category: str = "bag", amount: float = 100) -> tuple[Purchase, ...]:
    """Return one purchase a day."""
    return tuple(Purchase(day, amount, category) for day in days)


def golden_history(client: dict[str, Any]) -> History:
    """Return the history that a golden case describes."""

    def read(key: str) -> list[dict[str, Any]]:
        return list(client.get(key, ()))

    return History(
        purchases=tuple(Purchase(**each) for each in read("purchases")),
        contacts=tuple(
            Contact(each["day"], ContactKind(each["kind"]), each.get("sentiment"), each.get("brand", False))
            for each in read("interactions")
        ),
        surveys=tuple(
            Survey(SurveyKind(each["kind"]), each["day"], each["value"]) for each in read("surveys")
        ),
        referrals=tuple(Referral(**each) for each in read("referrals")),
        complaints=tuple(
            Complaint(each["day"], each["day"] if each["solved"] else None) for each in read("complaints")
        ),
        mentions=tuple(
            Mention(each["day"], each["reach"], each.get("sentiment"), each["brand"])
            for each in read("mentions")
        ),
        attendances=tuple(Attendance(each["day"], EventKind(each["kind"])) for each in read("events")),
        family=tuple(
            FamilyFact(each["day"], FamilyKind(each["kind"]), each.get("value")) for each in read("family")
        ),
        followers=client.get("followers"),
    )


def _surveys() -> st.SearchStrategy[Survey]:
    nps = st.builds(Survey, st.just(SurveyKind.NPS), _day, st.integers(0, 10))
    kinds = st.sampled_from([SurveyKind.CSAT, SurveyKind.TRUST])
    return nps | st.builds(Survey, kinds, _day, st.integers(1, 5))


def _family() -> st.SearchStrategy[FamilyFact]:
    stated = st.builds(FamilyFact, _day, st.just(FamilyKind.STATED), st.none() | st.floats(0, 10))
    others = st.sampled_from([kind for kind in FamilyKind if kind is not FamilyKind.STATED])
    return stated | st.builds(FamilyFact, _day, others)


@st.composite
def _complaints(draw: st.DrawFn) -> Complaint:
    opened_on = draw(_day)
    solved_on = draw(st.none() | st.integers(opened_on, opened_on + 200))
    return Complaint(opened_on, solved_on, draw(st.booleans()))


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=5).map(tuple)


histories = st.builds(
    History,
    purchases=_some(st.builds(Purchase, _day, st.floats(0, 1e6), _group)),
    contacts=_some(st.builds(Contact, _day, st.sampled_from(ContactKind), _tone, st.booleans())),
    surveys=_some(_surveys()),
    referrals=_some(st.builds(Referral, _day, st.booleans())),
    complaints=_some(_complaints()),
    mentions=_some(st.builds(Mention, _day, st.floats(0, 1e7), _tone, st.booleans())),
    attendances=_some(st.builds(Attendance, _day, st.sampled_from(EventKind))),
    family=_some(_family()),
    followers=st.none() | st.integers(0, 10_000_000),
)
