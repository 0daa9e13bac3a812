"""The story of one day, as the texts tell it: Chen Wei complains, Anna owns, Boris leads."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from loyalty.cases.cases import Case, CaseId, CaseState, CaseStep, Outcome, StepId, StepState
from loyalty.clientfields import Birthday, FieldError
from loyalty.clients import Client, ClientId, Tier
from loyalty.contacts import Channel, Direction
from loyalty.drafts import Draft, DraftId, said_by_person
from loyalty.facts.interactions import Interaction, InteractionId, MoodReading, MoodSource
from loyalty.index.explanation import Part, PartCode
from loyalty.index.norms import Dimension
from loyalty.levels.levels import Cause, Level
from loyalty.levels.standings import Standing
from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Language, Membership, Person, PersonId, Role, TeamId
from loyalty.planning.touchpoints import Touchpoint, TouchpointId, TouchpointKind
from loyalty.playbooks import PlaybookName, StepKey, shipped_playbooks
from loyalty.tone import CueName, Mood
from wording.reader import Reader

ZONE = "Asia/Hong_Kong"
_HONG_KONG = timezone(timedelta(hours=8))
HOURS = WorkingHours(ZONE, time(9), time(18), frozenset(range(5)))
ANNA, BORIS = PersonId("anna"), PersonId("boris")

BOOKS = shipped_playbooks()
PUT_RIGHT = BOOKS.of(PlaybookName.PUT_RIGHT)
STEPS = CALL, PLAN, SETTLE = tuple(step.key for step in PUT_RIGHT.steps)

NAMES = {
    Language.EN: {"client": "Chen Wei", "advisor": "Anna Li", "lead": "Boris Zhou", "team": "Central team"},
    Language.ZH: {"client": "陈伟", "advisor": "李安", "lead": "周博", "team": "中环团队"},
}
NOTES = {
    Language.EN: "Watch three weeks in service, nobody told him. Asked about other houses.",
    Language.ZH: "手表送修三周无人告知，还问起别家。",
}
EVIDENCE = {Language.EN: ("three weeks", "nobody told him"), Language.ZH: ("三周", "没人通知他")}


def at(day: int, hour: int, minute: int = 0, second: int = 0, *, month: int = 11) -> datetime:
    """Return a moment of 2026 by Hong Kong's clock."""
    return datetime(2026, month, day, hour, minute, second, tzinfo=_HONG_KONG).astimezone(UTC)


OPENED = at(24, 10, 12)
NOON = at(24, 13, 12)
SIDES = {Dimension.BEHAVIOUR: 53.1, Dimension.ATTITUDE: 32.2, Dimension.POTENTIAL: 54.3}


def a_reader(language: Language = Language.EN, *, discreet: bool = False) -> Reader:
    return Reader(language, ZONE, NAMES[language]["advisor"], discreet)


def a_client(name: str = "Chen Wei", *, tier: Tier = Tier.VIP, ref: str | None = None) -> Client:
    return Client(
        id=ClientId("c-chen"),
        name=name,
        team_id=TeamId("central"),
        advisor_id=ANNA,
        added_at=at(2, 9),
        tier=tier,
        ref=ref,
    )


def a_case(*done: StepKey, done_at: datetime = NOON, opened_at: datetime = OPENED) -> Case:
    """Return the case of the complaint; the steps named are done."""
    due = {CALL: at(24, 14, 12), PLAN: at(27, 10, 12), SETTLE: at(28, 10, 12)}
    steps = tuple(
        CaseStep(
            id=StepId(key),
            key=key,
            position=position,
            opened_at=opened_at,
            due_at=due_at,
            what=BOOKS.step(key),
            state=StepState.DONE if key in done else StepState.OPEN,
            done_at=done_at if key in done else None,
            done_by=ANNA if key in done else None,
        )
        for position, (key, due_at) in enumerate(due.items(), start=1)
    )
    return Case(
        id=CaseId("k-chen"),
        client_id=ClientId("c-chen"),
        advisor_id=ANNA,
        playbook=PlaybookName.PUT_RIGHT,
        cause=Cause.COMPLAINT_OPEN,
        opened_at=opened_at,
        steps=steps,
    )


def a_closed_case(outcome: Outcome = Outcome.SETTLED) -> Case:
    return replace(a_case(*STEPS), state=CaseState.CLOSED, outcome=outcome, closed_at=at(27, 12))


def a_withdrawn_case() -> Case:
    return replace(a_case(), state=CaseState.WITHDRAWN, closed_at=at(24, 10, 13))


def a_standing(
    level: Level | None = Level.RED,
    cause: Cause = Cause.COMPLAINT_OPEN,
    *,
    coverage: float = 0.45,
    index: float = 46.2,
    week_ago: float | None = 52.0,
    cause_since: date | None = date(2026, 11, 24),
    scored_on: date = date(2026, 11, 24),
    outlook: float | None = 0.71,
) -> Standing:
    return Standing(
        client_id=ClientId("c-chen"),
        scored_at=OPENED,
        scored_on=scored_on,
        index=index,
        coverage=coverage,
        outlook=outlook,
        risk=1.0,
        level=level,
        cause=cause,
        cause_since=cause_since,
        level_since=OPENED,
        calm_days=5,
        week_ago=week_ago,
    )


def a_reading(language: Language = Language.EN, mood: Mood = Mood.NEGATIVE) -> MoodReading:
    return MoodReading(
        mood=mood,
        signed={Mood.NEGATIVE: -0.8, Mood.NEUTRAL: 0.0, Mood.POSITIVE: 0.7, Mood.UNKNOWN: None}[mood],
        confidence=0.9,
        evidence=EVIDENCE[language],
        cues=(CueName.COMPLAINT, CueName.COMPETITOR),
    )


def an_unsure_reading() -> MoodReading:
    return MoodReading(mood=Mood.NEGATIVE, source=MoodSource.READ, signed=None, confidence=0.4)


def a_contact(
    occurred_at: datetime = OPENED,
    mood: Mood = Mood.NEGATIVE,
    *,
    text: str | None = NOTES[Language.EN],
    private: bool = False,
) -> Interaction:
    return Interaction(
        id=InteractionId("i-1"),
        client_id=ClientId("c-chen"),
        author_id=ANNA,
        occurred_at=occurred_at,
        logged_at=occurred_at,
        channel=Channel.CALL,
        direction=Direction.OUTBOUND_ANSWERED,
        text=text,
        reading=a_reading(mood=mood),
        private=private,
    )


def last_contacts() -> tuple[Interaction, ...]:
    return (
        a_contact(OPENED, Mood.NEGATIVE),
        a_contact(at(2, 11), Mood.NEUTRAL),
        a_contact(at(9, 11, month=10), Mood.POSITIVE),
    )


def a_draft(language: Language = Language.EN, *, text: str = "", reading: MoodReading | None = None) -> Draft:
    return Draft(
        id=DraftId("d-1"),
        author_id=ANNA,
        client_id=ClientId("c-chen"),
        text=text or NOTES[language],
        occurred_at=OPENED,
        channel=Channel.CALL,
        direction=Direction.OUTBOUND_ANSWERED,
        reading=reading or a_reading(language),
        source_chat=1,
        source_message=2,
    )


def a_touchpoint(note: str = "catalogue") -> Touchpoint:
    return Touchpoint(
        id=TouchpointId("t-1"),
        client_id=ClientId("c-chen"),
        advisor_id=ANNA,
        kind=TouchpointKind.PROMISE,
        due_at=at(26, 9),
        note=note,
    )


def a_person(*roles: Role, name: str = "Anna Li") -> Person:
    memberships = tuple(Membership(TeamId("central"), role) for role in roles)
    return Person(id=ANNA, name=name, memberships=memberships, hours=HOURS)


PARTS = (
    Part(PartCode.BUYS_OFTEN, 3.4),
    Part(PartCode.REFERRED, 2.4, count=1),
    Part(PartCode.MANY_GROUPS, 2.1, count=3),
    Part(PartCode.PURCHASE_SILENCE, -5.5, days=96, usual_days=41),
    Part(PartCode.COMPLAINT_OPEN, -3.5, days=0),
    Part(PartCode.FEW_WARM_CONTACTS, -2.7),
)

BIRTHDAY = Birthday(month=12, day=3, year=1975)
FIELD_ERRORS = tuple(kind("typed") for kind in (FieldError, *FieldError.__subclasses__()))


def said(reading: MoodReading) -> MoodReading:
    """Return the reading once the advisor confirmed it."""
    return said_by_person(reading, reading.mood)
