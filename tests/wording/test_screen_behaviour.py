"""What single screens show, hide and offer, where the rules for all of them do not say it."""

from dataclasses import replace
from datetime import date

import pytest

from loyalty.cases.cases import StepState
from loyalty.clientfields import AmbiguousBirthdayError
from loyalty.clients import Tier
from loyalty.facts.interactions import MoodReading
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import Language, Role
from loyalty.tone import Mood
from tests.wording import firm
from tests.wording.firm import (
    CALL,
    NOON,
    OPENED,
    PLAN,
    PUT_RIGHT,
    SETTLE,
    a_case,
    a_client,
    a_reader,
    a_standing,
    at,
)
from wording import history, settings
from wording.actions import Action
from wording.alerts import AlertView, step_overdue
from wording.card import CardView, FigureKind, card, figure_of
from wording.casequestions import case_close
from wording.cases import CaseView, case_steps, case_warning
from wording.clients import ClientField, Hit, ask_field, hit_labels
from wording.found import FoundView, found, not_found
from wording.history import HistoryView, ItemView
from wording.moods import Certainty, certainty_of, shown_mood
from wording.notes import SavedView, log_saved
from wording.reasons import Reason, reason_of
from wording.screen import MESSAGE_UNITS, Button, Screen, fitted, grid, units_of

EN, ZH = a_reader(), a_reader(Language.ZH)


def actions_of(screen: Screen) -> list[Action | None]:
    return [button.action for row in screen.rows for button in row]


def test_a_figure_of_little_known_is_rough_and_of_nothing_is_none() -> None:
    kinds = [figure_of(a_standing(coverage=share), now=NOON).kind for share in (0.0, 0.39, 0.40)]

    assert kinds == [FigureKind.NONE, FigureKind.ROUGH, FigureKind.PLAIN]
    assert figure_of(None, now=NOON).kind is FigureKind.NONE


def test_the_change_is_that_of_the_whole_numbers_shown() -> None:
    figure = figure_of(a_standing(index=46.4, week_ago=45.6), now=NOON)

    assert (figure.value, figure.change) == (46, 0)


def test_figures_of_another_day_say_so() -> None:
    view = CardView(a_client(), a_standing(scored_on=date(2011, 12, 9)))

    assert "Figures as of 9 Dec 2011" in card(view, reader=EN, now=NOON).text
    assert "数据截至2011年12月9日" in card(view, reader=ZH, now=NOON).text


def test_figures_of_the_last_night_are_not_dated_while_it_is_the_next_day() -> None:
    for scored_on, is_dated in (
        (date(2026, 11, 24), False),
        (date(2026, 11, 23), False),
        (date(2026, 11, 22), True),
    ):
        view = CardView(a_client(), a_standing(scored_on=scored_on))
        assert ("Figures as of" in card(view, reader=EN, now=NOON).text) is is_dated


def test_a_red_client_whose_matter_is_settled_needs_no_act() -> None:
    settled = CardView(a_client(), a_standing(Level.RED, Cause.CALMING))

    assert card(settled, reader=EN, now=NOON).plain.startswith("🔺 Red: keep watching")
    assert card(settled, reader=ZH, now=NOON).plain.startswith("🔺 红：继续观察")
    reopened = replace(settled, case=a_case())
    assert card(reopened, reader=EN, now=NOON).plain.startswith("🔺 Red: act now")


def test_a_green_client_with_no_case_has_no_steps_to_open() -> None:
    view = CardView(a_client(), a_standing(Level.GREEN, Cause.ALL_WELL))

    screen = card(view, reader=EN, now=NOON)

    assert screen.plain.startswith("🟢 Green: keep in touch")
    assert Action.CASE_SHOW not in actions_of(screen)


def test_an_overdue_step_says_since_when() -> None:
    screen = card(CardView(a_client(), a_standing(), a_case()), reader=EN, now=at(25, 9))

    assert "Next: call back, overdue since yesterday 14:12" in screen.text


def test_the_minute_of_a_complaint_comes_from_its_case_only() -> None:
    assert reason_of(a_standing(), case=a_case()).since == OPENED
    assert reason_of(a_standing()).since == date(2026, 11, 24)
    silent = a_standing(cause=Cause.SILENCE, cause_since=date(2026, 8, 20))
    assert reason_of(silent, case=a_case()).since == date(2026, 8, 20)
    assert Reason(Cause.ALL_WELL).days_since(EN, now=NOON) is None


def test_a_silence_is_not_counted_from_the_opening_of_a_case() -> None:
    view = CaseView(
        a_case(), a_client(), PUT_RIGHT, Reason(Cause.SILENCE, Level.RED, since=OPENED), Level.RED
    )

    assert "Long without a purchase" in case_steps(view, reader=EN, now=NOON).text


def test_an_unconfirmed_unsure_mood_is_unclear() -> None:
    assert shown_mood(firm.an_unsure_reading()) is Mood.UNKNOWN
    assert certainty_of(firm.an_unsure_reading()) is Certainty.UNSURE
    assert certainty_of(firm.said(firm.a_reading())) is Certainty.SAID
    assert certainty_of(MoodReading(Mood.NEUTRAL, signed=0.0, confidence=0.6)) is Certainty.FAIRLY_SURE


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (Level.GREEN, Level.RED, "🔺 Chen Wei is now red: complaint open"),
        (Level.RED, Level.RED, "🔺 Chen Wei stays red: complaint open"),
        (None, None, "Chen Wei: no level yet"),
    ],
)
def test_saving_says_whether_the_level_changed(before: Level | None, after: Level | None, line: str) -> None:
    view = SavedView(
        interaction_id=firm.a_contact().id,
        client_id=a_client().id,
        client_name="Chen Wei",
        before=before,
        standing=a_standing(after) if after else None,
    )

    screen = log_saved(view, reader=EN, now=NOON)

    assert screen.text.splitlines() == ["Saved", line]
    assert Action.LOG_UNDO not in actions_of(screen)


def test_steps_that_are_done_say_who_and_when() -> None:
    names = {firm.ANNA: "Anna Li"}
    reason = Reason(Cause.COMPLAINT_OPEN, Level.RED, since=OPENED)
    view = CaseView(a_case(CALL, done_at=at(24, 15)), a_client(), PUT_RIGHT, reason, Level.RED, names)

    screen = case_steps(view, reader=EN, now=at(24, 16))

    assert "✓ Call back: Anna Li, today 15:00, late" in screen.text
    assert [button.data for button in screen.rows[0]] == [PLAN, SETTLE]


def test_a_step_left_out_says_so() -> None:
    case = a_case()
    steps = (replace(case.steps[0], state=StepState.SKIPPED), *case.steps[1:])
    view = CaseView(
        replace(case, steps=steps), a_client(), PUT_RIGHT, Reason(Cause.COMPLAINT_OPEN), Level.RED
    )

    assert "– Call back: left out" in case_steps(view, reader=EN, now=NOON).text


def test_a_clock_in_working_hours_that_ends_next_day_says_so() -> None:
    case = a_case()
    steps = (replace(case.steps[0], due_at=at(25, 11)), *case.steps[1:])
    view = CaseView(
        replace(case, steps=steps), a_client(), PUT_RIGHT, Reason(Cause.COMPLAINT_OPEN), Level.RED
    )

    assert "by 11:00 tomorrow, working hours" in case_steps(view, reader=EN, now=at(24, 17)).text


def test_the_first_line_of_a_warning_is_what_to_do_and_holds_no_name() -> None:
    view = CaseView(a_case(), a_client(), PUT_RIGHT, Reason(Cause.COMPLAINT_OPEN, since=OPENED), Level.RED)

    early = case_warning(view, CALL, late=False, reader=EN, now=at(24, 12, 12))
    late = case_warning(view, CALL, late=True, reader=ZH, now=at(24, 13, 24))

    assert early.plain.splitlines()[0] == "🔺 Call back by 14:12, 2 h left"
    assert late.plain.splitlines()[0] == "🔺 14:12前回电，只剩48分钟"


def test_an_ended_case_offers_nothing_but_the_client() -> None:
    view = CaseView(
        firm.a_closed_case(), a_client(), PUT_RIGHT, Reason(Cause.ALL_WELL), Level.GREEN, ended_by="Anna Li"
    )

    screen = case_steps(view, reader=EN, now=at(27, 13))

    assert screen.text.splitlines()[0] == "Closed by Anna Li, 12:00: settled"
    assert actions_of(screen) == [Action.CLIENT_CARD, Action.CASE_ANSWER]
    assert case_warning(view, CALL, late=True, reader=EN, now=at(27, 13)) == screen


def test_closing_names_the_client_and_asks_how_it_ended() -> None:
    view = CaseView(a_case(CALL), a_client(), PUT_RIGHT, Reason(Cause.COMPLAINT_OPEN), Level.RED)

    screen = case_close(view, reader=EN, now=NOON)

    assert screen.text == "Close the matter of Chen Wei? How did it end?\nSteps still open: 2"
    assert [button.data for row in screen.rows[:2] for button in row] == ["settled", "lost", "moved"]


def test_a_breach_tells_the_lead_who_was_to_do_what() -> None:
    view = AlertView(a_case(), a_client(), "Anna Li", a_standing())

    screen = step_overdue(view, CALL, reader=EN, now=at(24, 14, 13))

    assert screen.plain.splitlines()[:3] == [
        "🔺 Red, overdue: see to it",
        "Chen Wei · VIP",
        "Anna Li was to call back by 14:12",
    ]


def test_namesakes_are_told_apart() -> None:
    chen = Hit(a_client().id, "Chen Wei", Tier.VIP, "CRM-7")
    hits = [chen, replace(chen, ref="CRM-9"), replace(chen, tier=Tier.KEY), replace(chen, name="Lin")]

    assert hit_labels(hits, EN) == [
        "Chen Wei · VIP · CRM-7",
        "Chen Wei · VIP · CRM-9",
        "Chen Wei · key client",
        "Lin · VIP",
    ]


def test_a_search_without_a_hit_offers_to_add_the_name_as_typed() -> None:
    screen = not_found("<Chen>", may_add=True, reader=EN)

    assert "&lt;Chen&gt;" in screen.text
    assert screen.rows[0][0] == Button("Add client", Action.CLIENT_ADD, data="<Chen>")
    assert not_found("x", may_add=False, reader=EN).rows == ()


def test_a_birthday_that_may_be_two_days_offers_both() -> None:
    error = AmbiguousBirthdayError("12/3", choices=("--1203", "--0312"))

    screen = ask_field(a_client(), ClientField.BIRTHDAY, reader=EN, error=error)

    assert screen.text.splitlines()[0] == "Not saved: this may be two dates, which one?"
    assert [(button.label, button.data) for button in screen.rows[0]] == [
        ("3 Dec", "--1203"),
        ("12 Mar", "--0312"),
    ]


def test_several_hits_stand_one_below_the_other_and_adding_another_last() -> None:
    view = FoundView("chen", (a_client(), a_client("Chen Li")))

    screen = found(view, may_add=True, reader=EN)

    assert [len(row) for row in screen.rows] == [1, 1, 1]
    assert screen.rows[2][0] == Button("Add client", Action.CLIENT_ADD, data="chen")
    assert [len(row) for row in found(view, may_add=False, reader=EN).rows] == [1, 1]


def test_a_private_note_of_somebody_else_has_no_text_and_no_buttons_to_change_it() -> None:
    hidden = firm.a_contact(text=None, private=True)

    listed = history.history(HistoryView(hidden.client_id, "Chen Wei", (hidden,)), reader=EN, now=NOON)
    item = history.history_item(
        ItemView(hidden, "Chen Wei", "Anna Li", may_change=False), reader=EN, now=NOON
    )

    assert "1 🙁 today, call 🔒: private" in listed.text
    assert "Watch" not in listed.text + item.text
    assert actions_of(item) == [Action.HISTORY]


def test_the_longest_note_fits_into_one_message() -> None:
    note = firm.a_contact(text="🌸&" * 2_000)

    screen = history.history_item(ItemView(note, "Chen Wei"), reader=EN, now=NOON)

    assert len(screen.plain.encode("utf-16-le")) // 2 <= 4096
    assert screen.plain.endswith("…")


def test_only_a_lead_sets_alerts_at_night() -> None:
    advisor = settings.settings(firm.a_person(Role.ADVISOR), reader=EN, now=NOON)
    lead = settings.settings(firm.a_person(Role.LEAD), reader=EN, now=NOON)

    assert Action.SETTINGS_NIGHT not in actions_of(advisor)
    assert Action.SETTINGS_NIGHT in actions_of(lead)
    assert "Time zone: Hong Kong, now 13:12" in advisor.text


def test_what_a_message_has_no_room_for_is_left_out_by_whole_lines() -> None:
    line = "&amp;" * 99
    told = "\n".join(["<b>head</b>", *[f"<i>{line}</i>"] * 60])

    assert fitted("short") == "short"
    text = fitted(told)

    assert MESSAGE_UNITS - 101 < units_of(text) <= MESSAGE_UNITS
    assert text.endswith(f"{line}</i>\n…")
    assert fitted(f"<code>{told}</code>").endswith("</code>\n…")


def test_three_buttons_share_a_row_only_while_their_labels_are_short() -> None:
    def labels(*words: str) -> list[list[str]]:
        rows = grid([Button(word, Action.CLIENT_CARD) for word in words])
        return [[button.label for button in row] for row in rows]

    assert labels("Mood", "Private", "Delete") == [["Mood", "Private", "Delete"]]
    assert labels("Mood", "Not private", "Delete") == [["Mood", "Not private"], ["Delete"]]
    assert labels("复制电话", "情绪走势", "结束维系") == [["复制电话", "情绪走势", "结束维系"]]
    assert labels("今天", "明天", "11月26日 周四") == [["今天", "明天"], ["11月26日 周四"]]
