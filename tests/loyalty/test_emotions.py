"""What is usual for a client, when the mood fell, and how many tries met no answer."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.emotions import Drift, Felt, course_of, fallen_since, felt_in, mood_at, usual_of
from loyalty.facts.facts import Contact, ContactKind, History, Purchase
from loyalty.levels.hints import Hints, hints_of, tries_unanswered
from loyalty.tone import Mood

TODAY = 739_000


def felt(*moods: float, ending: int = 0, every: int = 7) -> list[Felt]:
    """Contacts a week apart, the last ``ending`` days ago."""
    first = TODAY - ending - every * (len(moods) - 1)
    return [Felt(first + every * number, mood) for number, mood in enumerate(moods)]


def history(*contacts: tuple[int, ContactKind, float | None], bought: Sequence[int] = ()) -> History:
    return History(
        contacts=tuple(Contact(TODAY - ago, kind, tone) for ago, kind, tone in contacts),
        purchases=tuple(Purchase(TODAY - ago, 100.0, "watches") for ago in bought),
    )


def tries(*days_ago: int, reached: int | None = None, bought: Sequence[int] = ()) -> History:
    met = [] if reached is None else [(reached, ContactKind.ANSWERED, 0.5)]
    return history(*((ago, ContactKind.OUTREACH, None) for ago in days_ago), *met, bought=bought)


def test_what_is_usual_is_drawn_towards_neutral_while_little_is_known() -> None:
    assert usual_of([]) == 0.0
    assert usual_of(felt(0.9)) == pytest.approx(0.3)
    assert usual_of(felt(*[0.9] * 18)) == pytest.approx(0.81)


def test_two_bad_contacts_after_good_ones_are_a_fall() -> None:
    course = felt(0.9, 0.9, 0.9, 0.8, -0.6, -0.7)

    assert fallen_since(course, today=TODAY) == TODAY - 7


@pytest.mark.parametrize(
    "course",
    [
        felt(0.9, 0.9, 0.9, 0.9, -0.9),  # one bad note among good ones
        felt(0.9, 0.9, 0.9, 0.9, 0.1, 0.0),  # lower, but not unhappy
        felt(-0.8, -0.9, -0.7, -0.9, -0.9),  # as unhappy as ever
        felt(0.9, 0.9, -0.9, -0.9),  # too little is known of what is usual
        felt(0.9, 0.9, 0.9, -0.9, -0.9, ending=90),  # long ago
        felt(-0.9, -0.9),
        [],
    ],
)
def test_anything_less_is_no_fall(course: list[Felt]) -> None:
    assert fallen_since(course, today=TODAY) is None


@given(st.lists(st.floats(-1, 1), max_size=12), st.floats(-1, 1))
def test_a_single_note_never_makes_a_fall(moods: list[float], last: float) -> None:
    calm = [abs(mood) for mood in moods]

    assert fallen_since(felt(*calm, last), today=TODAY) is None or (calm[-1] + last) < 0


def test_contacts_without_a_clear_mood_and_tries_are_not_felt() -> None:
    told = history(
        (9, ContactKind.ANSWERED, 0.4),
        (30, ContactKind.CLIENT, -0.2),
        (3, ContactKind.ANSWERED, None),
        (2, ContactKind.OUTREACH, -0.9),
        (-1, ContactKind.CLIENT, 0.9),
    )

    assert felt_in(told, today=TODAY) == [Felt(TODAY - 30, -0.2), Felt(TODAY - 9, 0.4)]


@pytest.mark.parametrize(
    ("moods", "drift"),
    [
        ((0.9, 0.9, 0.9, 0.9, -0.6, -0.7), Drift.FELL),
        ((0.9, 0.9, 0.9, 0.9, 0.2, 0.0), Drift.LOWER),
        ((0.1, 0.1, 0.1, 0.0, 0.1), Drift.STEADY),
        ((-0.5, -0.6, -0.4, 0.6, 0.8), Drift.HIGHER),
    ],
)
def test_the_course_says_how_the_mood_is_now(moods: tuple[float, ...], drift: Drift) -> None:
    course = course_of(felt(*moods), today=TODAY)

    assert course is not None
    assert course.drift is drift
    assert course.contacts == len(moods)


def test_two_contacts_are_no_course() -> None:
    assert course_of(felt(0.9, 0.8), today=TODAY) is None


def test_a_mean_near_neutral_is_neutral() -> None:
    assert [mood_at(each) for each in (-0.5, -0.2, 0.3, 0.33)] == [
        Mood.NEGATIVE,
        Mood.NEUTRAL,
        Mood.NEUTRAL,
        Mood.POSITIVE,
    ]


def test_three_tries_without_an_answer_are_told_once_nobody_was_reached_for_two_weeks() -> None:
    assert tries_unanswered(tries(12, 8, 2, reached=20), today=TODAY) == 3
    assert tries_unanswered(tries(30, 20, 9, 1), today=TODAY) == 4


@pytest.mark.parametrize(
    "told",
    [
        tries(12, 2, reached=20),  # two tries
        tries(9, 6, 2, reached=13),  # reached lately
        tries(12, 8, 2, reached=1),  # answered since
        tries(30, 20, 10, bought=(1,)),  # bought since
        tries(120, 110, 100, reached=150),  # long ago
        tries(9, 5, 2),  # the first try is not two weeks old
        History(),
    ],
)
def test_other_tries_are_not_told(told: History) -> None:
    assert tries_unanswered(told, today=TODAY) == 0


def test_hints_hold_both() -> None:
    course = [(one.day, one.signed) for one in felt(0.9, 0.9, 0.9, -0.7, -0.8, ending=20)]
    told = history(
        *((TODAY - day, ContactKind.ANSWERED, signed) for day, signed in course),
        *((ago, ContactKind.OUTREACH, None) for ago in (15, 9, 3)),
    )

    assert hints_of(told, today=TODAY) == Hints(tries=3, mood_fell_on=TODAY - 27)
