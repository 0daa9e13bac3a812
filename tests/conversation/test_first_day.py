"""The first day: an invitation, a language, what is set, and what somebody gets who has no invitation."""

from datetime import timedelta

import pytest

from loyalty.people.people import Role
from tests.conversation.office import Office, Someone

ANNA, STRANGER = 1001, 9001


@pytest.fixture
async def anna(office: Office, boris: Someone) -> Someone:
    return await office.hire(ANNA, "Anna Li", Role.ADVISOR)


async def test_a_stranger_gets_one_sentence_in_both_languages_and_nothing_else(office: Office) -> None:
    stranger = office.meet(STRANGER, "Stranger")

    for text in ("hello", "/today", "Chen Wei", "/start"):
        answer = await stranger.says(text)
        assert "An invitation comes from its administrator." in answer.text
        assert "请向管理员索取邀请" in answer.text
        assert answer.labels == []
    assert "not known" in (await stranger.says("/start nonsense")).text


async def test_a_newcomer_says_language_and_zone_and_is_ready(office: Office, boris: Someone) -> None:
    anna = office.meet(ANNA, "Anna")
    token = office.invite("Anna Li", Role.ADVISOR, "Central")

    await anna.says(f"/start {token}")
    greeting, asked = office.api.chat(ANNA).from_bot
    assert "Boris Zhou sees level and reason of each, and your notes." in greeting.text
    assert asked.labels[0] == ["English", "中文"]
    await anna.presses("English")
    assert "No time zone found" in (await anna.says("Atlantis")).text
    settings = await anna.says("Hong Kong")

    assert "Time zone: Hong Kong" in settings.text
    assert "Welcome, Anna Li · Central" in (await anna.says("/start")).text
    assert "Welcome back" in (await anna.says(f"/start {token}")).text


async def test_an_invitation_tried_again_by_somebody_else_is_refused_and_the_lead_hears(
    office: Office, boris: Someone
) -> None:
    token = office.invite("Anna Li", Role.ADVISOR, "Central")
    await office.meet(ANNA, "Anna").says(f"/start {token}")
    stranger = office.meet(STRANGER, "Stranger")

    for _ in range(2):
        assert "used before" in (await stranger.says(f"/start {token}")).text

    told = [text for text in boris.messages if "The invitation of Anna Li was tried again" in text]
    assert len(told) == 1
    assert "An invitation comes from" in (await stranger.says("Chen Wei")).text


async def test_an_invitation_that_is_too_old_binds_nobody(office: Office, boris: Someone) -> None:
    token = office.invite("Tom Yip", Role.ADVISOR, "Central")
    office.clock.jump(timedelta(days=30))

    assert "too old" in (await office.meet(STRANGER, "Tom").says(f"/start {token}")).text
    assert "The invitation of Tom Yip was tried again" in boris.last.text


async def test_somebody_known_cannot_become_somebody_else(office: Office, anna: Someone) -> None:
    token = office.invite("Tom Yip", Role.ADVISOR, "Central")

    assert "You are already here as Anna Li" in (await anna.says(f"/start {token}")).text


async def test_help_cancel_and_unknown_commands_are_answered(anna: Someone) -> None:
    assert "a note to save with one tap" in (await anna.says("/help")).text
    assert "Nothing to cancel" in (await anna.says("/cancel")).text
    unknown = await anna.says("/nonsense")
    assert "not known here" in unknown.text
    assert "What you can do here" in (await anna.presses("Help")).text
    assert "What you can do here" in (await anna.says("/client")).text


async def test_a_question_is_cancelled_and_the_next_text_is_a_fresh_one(anna: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Time zone")
    await anna.says("/cancel")

    assert "No client of yours found" in (await anna.says("Paris")).text


async def test_hours_are_chosen_or_typed_and_bad_ones_asked_for_again(anna: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Hours")
    assert "no hours found" in (await anna.says("from nine")).text
    assert "Mon–Fri, 08:00–17:30" in (await anna.says("8:00-17:30")).text
    await anna.presses("Hours")
    assert "Mon–Fri, 10:00–19:00" in (await anna.presses("10:00–19:00")).text
    await anna.presses("Hours")
    assert "Mon–Sat, 10:00–19:00" in (await anna.presses("Mon–Sat")).text


async def test_the_zone_is_chosen_or_typed(anna: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Time zone")
    assert "Time zone: Paris, now 03:12" in (await anna.says("Paris")).text
    await anna.presses("Time zone")
    assert "Time zone: Tokyo" in (await anna.presses("Tokyo")).text


async def test_the_language_changes_at_once(anna: Someone) -> None:
    await anna.says("/settings")
    await anna.presses("Language")

    assert "语言：中文" in (await anna.presses("中文")).text
    assert "你的客户中没有" in (await anna.says("Nobody Known")).text


async def test_a_lead_lets_red_alerts_come_at_night(boris: Someone) -> None:
    await boris.says("/settings")

    assert "Red alerts at night: on" in (await boris.presses("Night")).text
    assert "at night too" in boris.toast
    assert "Red alerts at night: off" in (await boris.presses("Night")).text
