"""Playbooks are files: what ships is right, what a firm writes is read or refused with every fault named."""

from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from loyalty.levels.levels import Level
from loyalty.people.clocks import WorkingHours
from loyalty.people.people import Language, Role
from loyalty.playbooks import (
    LOST_STEP,
    ContactClock,
    DaysClock,
    Phrase,
    PlainClock,
    PlaybookName,
    PlaybooksError,
    StepKey,
    WorkingClock,
    playbooks_from,
    shipped_playbooks,
    steps_opened,
)

HONG_KONG = WorkingHours("Asia/Hong_Kong", time(9), time(18), frozenset(range(6)))
LONDON = WorkingHours("Europe/London", time(9), time(18), frozenset(range(5)))
FILES = {
    f"{name}.toml": files("loyalty.playbooks").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    for name in PlaybookName
}
PUT_RIGHT, GROW_CLOSER = "put_right.toml", "grow_closer.toml"


def local(hours: WorkingHours, *when: int) -> datetime:
    year, month, day, *clock = when
    return datetime.combine(date(year, month, day), time(*clock), ZoneInfo(hours.zone)).astimezone(UTC)


def faults_of(**changed: str) -> list[str]:
    with pytest.raises(PlaybooksError) as refused:
        playbooks_from({f"{name}.toml": text for name, text in changed.items()})
    return refused.value.faults


def test_each_level_has_a_shipped_playbook() -> None:
    books = shipped_playbooks()

    assert {level: books.for_level(level).name for level in Level} == {
        Level.RED: PlaybookName.PUT_RIGHT,
        Level.YELLOW: PlaybookName.WIN_BACK,
        Level.GREEN: PlaybookName.GROW_CLOSER,
    }
    assert books.of(PlaybookName.WIN_BACK).title.said(Language.ZH) == "重新拉近"
    assert books.own == frozenset()


def test_the_clocks_of_the_sources_stand_in_the_files() -> None:
    clocks = {key: step.clock for key, step in shipped_playbooks().known.items()}

    assert clocks[StepKey("call")] == WorkingClock(timedelta(hours=4))
    assert (clocks[StepKey("plan")], clocks[StepKey("settle")]) == (DaysClock(3), DaysClock(4))
    assert clocks[StepKey("contact")] == DaysClock(3)
    assert clocks[StepKey("thank")] == ContactClock(14)


def test_a_firms_file_replaces_the_shipped_one_of_its_name() -> None:
    own = FILES[PUT_RIGHT].replace('en = "Put it right"', 'en = "Make amends"')

    books = playbooks_from({PUT_RIGHT: own})

    assert books.own == {PlaybookName.PUT_RIGHT}
    assert books.of(PlaybookName.PUT_RIGHT).title == Phrase("Make amends", "先安抚")
    assert books.of(PlaybookName.WIN_BACK) == shipped_playbooks().of(PlaybookName.WIN_BACK)


def test_clocks_and_roles_are_a_files_to_choose() -> None:
    own = (
        FILES[PUT_RIGHT]
        .replace('"4 working hours"', '"4 hours"')
        .replace('role = "advisor"\nclock = "3 days"', 'role = "specialist"\nclock = "1 working hour"')
    )

    call, plan, _ = playbooks_from({PUT_RIGHT: own}).of(PlaybookName.PUT_RIGHT).steps

    assert call.clock == PlainClock(timedelta(hours=4))
    assert (plan.role, plan.clock) == (Role.SPECIALIST, WorkingClock(timedelta(hours=1)))


def test_role_script_and_draft_may_be_left_out() -> None:
    optional = ("role =", "script =", "draft =")
    lines = [line for line in FILES[PUT_RIGHT].splitlines() if not line.startswith(optional)]

    steps = playbooks_from({PUT_RIGHT: "\n".join(lines)}).of(PlaybookName.PUT_RIGHT).steps

    assert {step.role for step in steps} == {Role.ADVISOR}
    assert {(step.words.script, step.words.draft) for step in steps} == {(None, None)}


def test_a_step_the_firm_took_out_keeps_its_shipped_words_for_open_cases() -> None:
    own = FILES[PUT_RIGHT].replace('key = "plan"', 'key = "firms_plan"')

    books = playbooks_from({PUT_RIGHT: own})

    assert books.step(StepKey("plan")).words.todo.en == "make a plan"
    assert books.step(StepKey("never_known")) is LOST_STEP


def test_every_fault_of_every_file_is_named_at_once() -> None:
    broken = """
level = "green"
colour = "red"
[name]
en = "Put it right"
[[skip]]
key = "No Good"
en = "Far too long for a button"
zh = "可以"
[[step]]
key = "call"
role = "boss"
clock = "4 hrs"
by_contact = "yes"
[step.en]
todo = "call back"
done = "called"
goal = ""
button = "Called back today"
draft = "Dear {name}, {client"
[step.zh]
todo = "回电"
done = "已回电"
goal = "回电"
button = "已回电"
script = "只有中文"
"""

    faults = faults_of(put_right=broken, win_back="level = = 1", thanks="")

    assert faults == [
        'put_right.toml: level: "green" is none of red',
        "put_right.toml, name: zh: is missing",
        'put_right.toml, skip 1: key: "No Good" must be a-z, 0-9 and _, a letter first, at most 32',
        "put_right.toml, skip 1: en: has 25 characters, at most 14 fit",
        'put_right.toml, step 1: clock: "4 hrs" is no clock; write "4 working hours", "4 hours", "3 days" or '
        '"14 days or next contact"',
        'put_right.toml, step 1: role: "boss" is none of advisor, lead, analyst, specialist',
        "put_right.toml, step 1: by_contact: must be true or false",
        "put_right.toml, step 1, en: goal: is empty",
        "put_right.toml, step 1, en: button: has 17 characters, at most 12 fit",
        "put_right.toml, step 1: script: is missing in en",
        "put_right.toml, step 1, en: draft: has a brace too many or too few "
        "(expected '}' before end of string)",
        "put_right.toml, step 1: draft: is missing in zh",
        "put_right.toml: colour: is not known",
        "thanks.toml: no playbook has this name; use put_right.toml, win_back.toml, grow_closer.toml",
        "win_back.toml: is no TOML: Invalid value (at line 1, column 9)",
    ]


@pytest.mark.parametrize(
    ("was", "written", "fault"),
    [
        ('clock = "3 days"', 'clock = "0 days"', 'step 2: clock: "0 days" must lie between 1 and 365'),
        ('clock = "3 days"', 'clock = "400 days"', 'step 2: clock: "400 days" must lie between 1 and 365'),
        ('clock = "3 days"', "clock = 3", "step 2: clock: must be a text"),
        ('key = "plan"', 'key = "call"', 'step 2: key: "call" is taken in put_right.toml'),
        ('key = "not_needed"', 'key = "already_done"', 'skip 2: key: "already_done" stands there twice'),
        ("{advisor}", "{sum}", "step 1, en: draft: knows the slots {client} and {advisor} only, not {sum}"),
        ("{advisor}", "x" * 200, "step 1, en: draft: has"),
        ("[[skip]]", "[[skipped]]", "skip: is missing"),
    ],
)
def test_a_fault_names_file_key_and_what_is_wrong(was: str, written: str, fault: str) -> None:
    faults = faults_of(put_right=FILES[PUT_RIGHT].replace(was, written))

    begins = (f"put_right.toml, {fault}", f"put_right.toml: {fault}")
    assert any(each.startswith(begins) for each in faults)


def test_lists_that_are_none_or_too_long_are_refused() -> None:
    head = 'level = "red"\n[name]\nen = "A"\nzh = "甲"\n'
    step = FILES[PUT_RIGHT].split("[[step]]")[1]

    none = faults_of(put_right=f"step = 1\nskip = [1]\n{head}")
    many = faults_of(put_right=head + f"[[step]]{step}" * 7)

    assert "put_right.toml: step: must be a list of tables" in none
    assert "put_right.toml: skip: is not a list of tables" in none
    assert "put_right.toml: step: there are 7, must be 1 to 6" in many


def test_a_key_names_one_step_of_all_playbooks() -> None:
    own = FILES[PUT_RIGHT].replace('key = "plan"', 'key = "contact"')

    assert faults_of(put_right=own) == ['win_back.toml, step 1: key: "contact" is taken in put_right.toml']


def test_a_reason_means_the_same_in_all_playbooks() -> None:
    own = FILES[PUT_RIGHT].replace('key = "not_needed"', 'key = "just_spoke"')

    assert faults_of(put_right=own) == ['win_back.toml: skip: "just_spoke" has other words in put_right.toml']


def test_a_red_case_opens_call_plan_and_settling_with_their_clocks() -> None:
    opened_at = local(HONG_KONG, 2026, 11, 24, 10, 12)

    steps = steps_opened(shipped_playbooks().of(PlaybookName.PUT_RIGHT), opened_at=opened_at, hours=HONG_KONG)

    assert [(step.key, step.due_at) for step in steps] == [
        ("call", local(HONG_KONG, 2026, 11, 24, 14, 12)),
        ("plan", local(HONG_KONG, 2026, 11, 27, 10, 12)),
        ("settle", local(HONG_KONG, 2026, 11, 28, 10, 12)),
    ]
    assert steps[0].warn_at == (
        local(HONG_KONG, 2026, 11, 24, 12, 12),
        local(HONG_KONG, 2026, 11, 24, 13, 24),
    )
    assert steps[1].warn_at[0] == local(HONG_KONG, 2026, 11, 26, 9, 0)


def test_a_yellow_case_asks_for_a_contact_within_three_days() -> None:
    contact, *_ = steps_opened(
        shipped_playbooks().of(PlaybookName.WIN_BACK),
        opened_at=local(LONDON, 2026, 11, 24, 9, 0),
        hours=LONDON,
    )

    assert (contact.key, contact.due_at) == ("contact", local(LONDON, 2026, 11, 27, 9, 0))


def test_a_plain_clock_runs_through_the_night() -> None:
    own = FILES[PUT_RIGHT].replace('"4 working hours"', '"4 hours"')
    night_watch = playbooks_from({PUT_RIGHT: own}).of(PlaybookName.PUT_RIGHT)

    step, *_ = steps_opened(night_watch, opened_at=local(LONDON, 2026, 11, 24, 21, 0), hours=LONDON)

    assert step.due_at == local(LONDON, 2026, 11, 25, 1, 0)
    assert step.warn_at[0] == local(LONDON, 2026, 11, 24, 23, 0)


@pytest.mark.parametrize(
    ("contact_at", "due_at"),
    [
        (None, (2026, 12, 8, 10, 0)),
        ((2026, 11, 27, 8, 30), (2026, 11, 27, 18, 0)),
        ((2026, 11, 27, 20, 0), (2026, 11, 27, 20, 0)),
        ((2026, 11, 23, 8, 30), (2026, 12, 8, 10, 0)),
        ((2027, 1, 4, 8, 30), (2026, 12, 8, 10, 0)),
    ],
    ids=["none planned", "at the end of its day", "in the evening", "one that is over", "one too far off"],
)
def test_thanks_wait_for_the_next_contact_but_two_weeks_at_most(
    contact_at: tuple[int, ...] | None, due_at: tuple[int, ...]
) -> None:
    thank, *_ = steps_opened(
        shipped_playbooks().of(PlaybookName.GROW_CLOSER),
        opened_at=local(LONDON, 2026, 11, 24, 10, 0),
        hours=LONDON,
        contact_at=local(LONDON, *contact_at) if contact_at else None,
    )

    assert thank.due_at == local(LONDON, *due_at)


def test_the_example_in_the_documentation_can_be_used() -> None:
    page = (Path(__file__).parents[2] / "docs" / "playbooks.md").read_text(encoding="utf-8")
    example = page.split("```toml")[1].split("```")[0]

    (step,) = playbooks_from({"win_back.toml": example}).of(PlaybookName.WIN_BACK).steps

    assert (step.key, step.role, step.clock) == ("interests", Role.ANALYST, DaysClock(2))
