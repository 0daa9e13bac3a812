"""Histories for the tests of the loyalty rules: golden cases read from their file, and drawn ones."""

import random
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

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


_drawn = st.builds(
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


def random_history(chance: random.Random) -> History:
    """Return a history drawn in no time, for tests with very many; parts of it are often missing."""

    def day() -> int:
        return chance.randint(1, TODAY + 50)

    def tone() -> float | None:
        return chance.choice((None, 0.0, chance.uniform(-1, 1)))

    def some(make: Callable[[], Any]) -> tuple[Any, ...]:
        return tuple(make() for _ in range(chance.choice((0, 0, 1, 2, chance.randint(3, 12)))))

    def complaint() -> Complaint:
        opened_on = day()
        return Complaint(
            opened_on, chance.choice((None, opened_on + chance.randint(0, 200))), chance.random() < 0.5
        )

    def family() -> FamilyFact:
        kind = chance.choice(list(FamilyKind))
        value = chance.choice((None, chance.uniform(0, 10))) if kind is FamilyKind.STATED else None
        return FamilyFact(day(), kind, value)

    def survey() -> Survey:
        kind = chance.choice(list(SurveyKind))
        return Survey(kind, day(), chance.randint(0, 10) if kind is SurveyKind.NPS else chance.randint(1, 5))

    days = [day() for _ in range(chance.choice((0, 1, 2, 5, 30)))]
    groups = ("watch", "bag", "jewel", "scarf", "shoe")
    return History(
        purchases=tuple(
            Purchase(
                chance.choice(days), chance.choice((0.0, chance.uniform(-50, 1e5))), chance.choice(groups)
            )
            for _ in range(2 * len(days))
        ),
        contacts=some(
            lambda: Contact(day(), chance.choice(list(ContactKind)), tone(), chance.random() < 0.5)
        ),
        surveys=some(survey),
        referrals=some(lambda: Referral(day(), chance.random() < 0.5)),
        complaints=some(complaint),
        mentions=some(lambda: Mention(day(), chance.uniform(0, 1e7), tone(), chance.random() < 0.5)),
        attendances=some(lambda: Attendance(day(), chance.choice(list(EventKind)))),
        family=some(family),
        followers=chance.choice((None, chance.randint(0, 10_000_000))),
    )


# Half of them can be made smaller when a law fails; the other half are larger, and drawn ten times as fast.
histories = _drawn | st.integers(0, 2**32).map(lambda seed: random_history(random.Random(seed)))
