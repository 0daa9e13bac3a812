"""Every screen there is, with ordinary or awkward names and texts, for the rules that hold for all."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from loyalty.cases import Outcome
from loyalty.clientfields import AmbiguousBirthdayError, SeveralZonesError
from loyalty.clients import Client, Tier
from loyalty.contacts import Direction
from loyalty.interactions import InteractionId, MoodReading
from loyalty.levels import Cause, Level
from loyalty.norms import IndicatorName
from loyalty.people import Language, Role
from loyalty.playbooks import StepKey
from loyalty.stages import JourneyStage, LoyaltyStage
from loyalty.tone import Mood
from tests.wording import firm
from tests.wording.firm import NOON, OPENED
from wording import clients, history, notes, settings, start, team, touchpoints, welcome
from wording.alerts import AlertView, Worth, red_alert, step_overdue
from wording.card import CardView, card
from wording.cases import CaseView, case_close, case_steps, case_warning
from wording.clients import ClientField, Hit, MoreView
from wording.found import FoundView, client_gone, found, not_found
from wording.history import HistoryView, ItemView
from wording.notes import SavedView
from wording.reader import Reader
from wording.reasons import Reason
from wording.screen import Screen
from wording.team import TeamItem, TeamView
from wording.today import TodayItem, TodayView, today
from wording.touchpoints import ReminderView
from wording.welcome import WelcomeView
from wording.why import WhyView, why

LATER = NOON + timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what is spoken of in the samples."""

    client: str
    advisor: str
    lead: str
    team: str
    note: str


def ordinary(language: Language) -> Names:
    names = firm.NAMES[language]
    return Names(names["client"], names["advisor"], names["lead"], names["team"], firm.NOTES[language])


def every_screen(language: Language, names: Names) -> Iterator[tuple[str, Screen]]:
    """Yield each screen in its forms, with a name for the report of a failing test."""
    reader = firm.a_reader(language)
    for group in (_cards, _whys, _notes, _saved, _cases, _alerts, _clients, _history, _reminders, _lists):
        yield from ((f"{group.__name__[1:]} {number}", s) for number, s in enumerate(group(reader, names)))
    yield from ((f"people {number}", s) for number, s in enumerate(_people(reader, names)))
    yield from ((f"answers {number}", s) for number, s in enumerate(_answers(reader, names)))


def _client(names: Names, *, tier: Tier = Tier.VIP) -> Client:
    return firm.a_client(names.client, tier=tier)


def _cards(reader: Reader, names: Names) -> Iterator[Screen]:
    full = CardView(
        client=_client(names),
        standing=firm.a_standing(),
        case=firm.a_case(),
        last=firm.last_contacts(),
        usual_days=41,
        next_birthday=date(2026, 12, 3),
        journey=JourneyStage.AFTER_SALES,
        stage=LoyaltyStage.EXPERIENCE,
    )
    views = [
        full,
        CardView(client=_client(names, tier=Tier.STANDARD)),
        replace(full, standing=firm.a_standing(coverage=0.2), advisor_name=names.advisor),
        replace(full, standing=firm.a_standing(coverage=0.0), case=None),
        replace(full, standing=firm.a_standing(scored_on=date(2011, 12, 9)), case=None, last=full.last[:1]),
        replace(full, standing=firm.a_standing(None, Cause.DORMANT, cause_since=date(2010, 1, 9)), case=None),
        replace(full, stage=LoyaltyStage.COGNITION, contacts=5, journey=JourneyStage.FIRST_EXPERIENCE),
        replace(full, last=(replace(full.last[0], reading=firm.an_unsure_reading()),)),
    ]
    for view in views:
        yield card(view, reader=reader, now=NOON)
    yield card(full, reader=reader, now=NOON + timedelta(days=1, minutes=7))
    for level, cause in _LEVELS:
        for since in (date(2026, 8, 20), None):
            standing = firm.a_standing(level, cause, cause_since=since)
            yield card(replace(full, standing=standing, case=None), reader=reader, now=NOON)
            yield card(
                replace(full, standing=replace(standing, outlook=None), case=None, usual_days=None),
                reader=reader,
                now=NOON,
            )


_LEVELS = (
    (Level.RED, Cause.COMPLAINT_OPEN),
    (Level.RED, Cause.WISH_TO_LEAVE),
    (Level.RED, Cause.SILENCE),
    (Level.YELLOW, Cause.MAY_LEAVE),
    (Level.YELLOW, Cause.LOW_INTENT),
    (Level.YELLOW, Cause.CALMING),
    (Level.GREEN, Cause.FEW_PURCHASES),
    (Level.GREEN, Cause.ALL_WELL),
    (None, Cause.DORMANT),
)


def _whys(reader: Reader, names: Names) -> Iterator[Screen]:
    client = _client(names)
    yield why(WhyView(client), reader=reader, now=NOON)
    unknown = tuple(IndicatorName)
    for level, cause in _LEVELS:
        standing = firm.a_standing(level, cause, cause_since=date(2026, 8, 20))
        view = WhyView(client, standing, firm.PARTS, unknown, usual_days=41)
        yield why(view, reader=reader, now=NOON)
        yield why(replace(view, unknown=unknown[:2], case=firm.a_case()), reader=reader, now=LATER)
        yield why(replace(view, standing=replace(standing, cause_since=None)), reader=reader, now=NOON)
    yield why(WhyView(client, firm.a_standing(coverage=0.0, level=None)), reader=reader, now=NOON)


def _notes(reader: Reader, names: Names) -> Iterator[Screen]:
    draft = firm.a_draft(reader.language, text=names.note)
    hits = [Hit(firm.a_client().id, names.client, tier, "CRM-1") for tier in (Tier.VIP, Tier.KEY, Tier.KEY)]
    drafts = [
        draft,
        replace(draft, reading=firm.an_unsure_reading()),
        replace(draft, reading=MoodReading(Mood.UNKNOWN), direction=Direction.OUTBOUND_UNANSWERED),
        replace(draft, private=True, pasted_lines=4, direction=Direction.INBOUND),
        replace(draft, pasted_lines=1, reading=replace(draft.reading, confidence=0.6)),
        replace(draft, forwarded=True, occurred_at=firm.at(20, 9)),
        replace(draft, reading=replace(draft.reading, evidence=(names.note,), cues=())),
    ]
    for each in drafts:
        yield notes.log_confirmation(each, client_name=names.client, reader=reader, now=NOON)
    yield notes.log_unsaved(draft, client_name=names.client, reader=reader, now=NOON)
    yield notes.log_moods(draft, client_name=names.client, reader=reader, now=NOON)
    yield notes.log_channels(draft, client_name=names.client, reader=reader, now=NOON)
    yield notes.log_clients(draft, hits, reader=reader, now=NOON)
    yield notes.log_clients(draft, (), reader=reader, now=NOON)
    yield notes.log_discarded(reader=reader, now=NOON)
    yield notes.log_expired(reader=reader, now=NOON)
    item = InteractionId("i-1")
    yield notes.log_already(item, client_name=names.client, logged_at=OPENED, reader=reader, now=NOON)
    yield notes.log_prompt(client_id=draft.client_id, client_name=names.client, reader=reader, now=NOON)


def _saved(reader: Reader, names: Names) -> Iterator[Screen]:
    view = SavedView(
        interaction_id=InteractionId("i-1"),
        client_id=firm.a_client().id,
        client_name=names.client,
        undo_until=OPENED,
        before=Level.GREEN,
        standing=firm.a_standing(),
        case=firm.a_case(),
        told=(names.lead,),
    )
    calm = firm.a_standing(Level.GREEN, Cause.ALL_WELL)
    views = [
        view,
        replace(view, told=(names.lead, names.advisor), told_at=firm.at(25, 9)),
        replace(view, told=()),
        replace(view, before=Level.RED, told=()),
        replace(view, standing=calm, case=None, told=()),
        replace(view, standing=calm, before=Level.YELLOW, case=None, told=(), undo_until=None),
        replace(view, standing=None, before=None, case=None, told=()),
    ]
    for each in views:
        yield notes.log_saved(each, reader=reader, now=NOON)
        yield notes.log_undone(each, reader=reader, now=NOON)
        yield notes.log_undo_over(each, reader=reader, now=NOON)


def _cases(reader: Reader, names: Names) -> Iterator[Screen]:
    reason = Reason(Cause.COMPLAINT_OPEN, Level.RED, since=OPENED)
    view = CaseView(firm.a_case(), _client(names), reason, Level.RED, {firm.ANNA: names.advisor})
    overnight = replace(
        view,
        case=replace(
            view.case,
            steps=tuple(
                replace(step, due_at=firm.at(25, 13)) if step.key is StepKey.CALL else step
                for step in view.case.steps
            ),
        ),
    )
    done = replace(view, case=firm.a_case(StepKey.CALL))
    for each in (view, overnight, done, replace(view, level=None), replace(done, names={})):
        for now in (NOON, LATER):
            yield case_steps(each, reader=reader, now=now)
            yield case_warning(each, StepKey.CALL, late=True, reader=reader, now=now)
            yield case_warning(each, StepKey.PLAN, late=False, reader=reader, now=now)
            yield case_close(each, reader=reader, now=now)
    for outcome in Outcome:
        closed = replace(view, case=firm.a_closed_case(outcome), ended_by=names.advisor)
        yield case_steps(closed, reader=reader, now=LATER)
    yield case_steps(replace(view, case=firm.a_withdrawn_case()), reader=reader, now=LATER)
    yield case_close(replace(view, case=firm.a_case(*StepKey)), reader=reader, now=LATER)


def _alerts(reader: Reader, names: Names) -> Iterator[Screen]:
    view = AlertView(
        case=firm.a_case(),
        client=_client(names),
        advisor_name=names.advisor,
        standing=firm.a_standing(),
        note=names.note,
        cues=firm.a_reading().cues,
        worth=Worth(177_356.11, "HKD", 5),
        write_url="tg://user?id=1",
    )
    views = [
        view,
        replace(view, note=None, private=True, worth=None, write_url="", cues=()),
        replace(view, seen_at=OPENED, standing=firm.a_standing(coverage=0.2)),
        replace(view, case=firm.a_case(StepKey.CALL), standing=None),
        replace(view, case=firm.a_case(StepKey.CALL, done_at=firm.at(25, 9)), worth=Worth(990, None, 1)),
        replace(view, acted_at=OPENED, standing=firm.a_standing(scored_on=date(2026, 11, 20))),
        replace(view, case=firm.a_closed_case(), ended_by=names.lead, ended_at=firm.at(27, 12)),
        replace(view, case=firm.a_withdrawn_case(), ended_by=names.advisor, ended_at=OPENED),
        replace(view, case=firm.a_withdrawn_case()),
    ]
    for each in views:
        for now in (NOON, LATER):
            yield red_alert(each, reader=reader, now=now)
            yield red_alert(each, reader=replace(reader, discreet=True), now=now)
            yield red_alert(replace(each, revealed=True), reader=replace(reader, discreet=True), now=now)
        yield step_overdue(each, StepKey.CALL, reader=reader, now=LATER)
        yield step_overdue(each, StepKey.CALL, reader=replace(reader, discreet=True), now=LATER)


def _clients(reader: Reader, names: Names) -> Iterator[Screen]:
    client = _client(names)
    full = replace(
        client,
        ref=names.note,
        aliases=(names.advisor, names.lead),
        language=Language.ZH,
        zone="Asia/Hong_Kong",
        country=names.team,
        phone="+85291234567",
        email="chen@example.com",
        birthday=firm.BIRTHDAY,
    )
    yield found(FoundView(names.client, (client, full, replace(client, ref="CRM-2"))), reader=reader)
    yield found(FoundView(names.note, (client, full), more=30), reader=reader)
    yield not_found(names.client, may_add=True, reader=reader)
    yield not_found(names.note, may_add=False, reader=reader)
    yield client_gone(reader=reader)
    for each in (client, full):
        yield clients.more(MoreView(each, names.advisor), reader=reader, now=NOON)
        yield clients.edit(each, reader=reader, now=NOON)
        for field in ClientField:
            yield clients.ask_field(each, field, reader=reader)
            yield clients.field_saved(each, field, reader=reader, now=NOON)
    for error in firm.FIELD_ERRORS:
        yield clients.ask_field(client, ClientField.PHONE, reader=reader, error=error)
        yield clients.ask_new_name(reader=reader, error=error)
    either_day = AmbiguousBirthdayError(names.note, choices=("--1203", "1975-03-12"))
    yield clients.ask_field(client, ClientField.BIRTHDAY, reader=reader, error=either_day)
    several = SeveralZonesError(names.note, choices=("America/New_York", "America/Los_Angeles"))
    yield clients.ask_field(client, ClientField.ZONE, reader=reader, error=several)
    yield clients.ask_new_name(reader=reader)
    yield clients.ask_new_tier(names.client, reader=reader)
    hits = [Hit(client.id, names.client, Tier.VIP, names.note), Hit(client.id, names.client, Tier.VIP, "2")]
    yield clients.ask_new_tier(names.client, reader=reader, namesakes=hits)
    yield clients.added(client, reader=reader)


def _history(reader: Reader, names: Names) -> Iterator[Screen]:
    item = firm.a_contact(text=names.note)
    hidden = firm.a_contact(text=None, private=True)
    items = (item, hidden, replace(item, private=True), *(replace(item, text="") for _ in range(3)))
    view = HistoryView(item.client_id, names.client, items, has_older=True)
    yield history.history(view, reader=reader, now=NOON)
    yield history.history(replace(view, items=items[:1], page=3, has_older=False), reader=reader, now=NOON)
    yield history.history(HistoryView(item.client_id, names.client, ()), reader=reader, now=NOON)
    own, foreign = ItemView(item, names.client), ItemView(hidden, names.client, names.advisor, False)
    readings = [firm.an_unsure_reading(), firm.said(item.reading), replace(item.reading, cues=())]
    views = [own, foreign, replace(own, level=Level.GREEN), replace(own, author_name=names.advisor)]
    views += [replace(own, interaction=replace(item, reading=reading)) for reading in readings]
    views.append(replace(foreign, interaction=replace(hidden, reading=readings[1])))
    views.append(replace(own, interaction=replace(item, private=True, direction=Direction.INBOUND)))
    for each in views:
        yield history.history_item(each, reader=reader, now=LATER)
        yield history.history_moods(each, reader=reader, now=LATER)
        yield history.history_delete(each, reader=reader, now=LATER)
        yield history.history_deleted(each, reader=reader, now=LATER)
    for change in ("mood", "private", "not_private"):
        yield history.history_changed(own, change=change, reader=reader, now=NOON)


def _reminders(reader: Reader, names: Names) -> Iterator[Screen]:
    client = _client(names)
    point = firm.a_touchpoint(names.note)
    full = ReminderView(point, client, firm.a_standing(Level.GREEN, Cause.ALL_WELL), firm.a_contact())
    bare = ReminderView(firm.a_touchpoint(""), client)
    red = replace(full, standing=firm.a_standing())
    yield touchpoints.remind_choices(client_id=client.id, client_name=names.client, reader=reader, now=NOON)
    for view in (full, bare, red):
        kept = view.touchpoint
        yield touchpoints.remind_set(kept, client_name=names.client, reader=reader, now=NOON)
        yield touchpoints.reminder(view, reader=reader, now=LATER)
        yield touchpoints.reminder_later(view, reader=reader, now=LATER)
        yield touchpoints.reminder_done(view, done_at=NOON, reader=reader, now=LATER)
        yield touchpoints.reminders_folded([view] * 8, reader=reader, now=LATER)
        yield touchpoints.reminders_folded([view], reader=reader, now=LATER)


def _lists(reader: Reader, names: Names) -> Iterator[Screen]:
    yield today(TodayView(()), reader=reader, now=NOON)
    items = (
        TodayItem(names.client, case=firm.a_case()),
        TodayItem(names.client, case=firm.a_case(*StepKey), level=Level.YELLOW),
        TodayItem(names.client, touchpoint=firm.a_touchpoint(names.note), level=Level.GREEN),
        TodayItem(names.client, touchpoint=firm.a_touchpoint("")),
    )
    yield today(TodayView(items[:1]), reader=reader, now=NOON)
    for page in (0, 1, 2):
        yield today(TodayView(items * 4, page=page), reader=reader, now=LATER)
    client_id = firm.a_client().id
    lines = tuple(
        TeamItem(client_id, names.client, level, cause, names.advisor)
        for level, cause in _LEVELS
        if level in (Level.RED, Level.YELLOW)
    )
    views = [
        TeamView(names.team, red=0, yellow=0, green=12),
        TeamView(names.team, 3, 22, 4615, lines, unlevelled=70, has_more=True),
        TeamView(names.team, 3, 22, 615, (replace(lines[0], advisor_name=""),), page=2),
    ]
    for view in views:
        yield team.team(view, reader=reader, now=NOON)
        yield team.team_baseline(view, reader=reader, now=NOON)


def _people(reader: Reader, names: Names) -> Iterator[Screen]:
    for roles in ({Role.ADVISOR}, {Role.LEAD}, {Role.ADVISOR, Role.LEAD}, {Role.ADMIN}, {Role.ANALYST}):
        person = firm.a_person(*roles, name=names.advisor)
        yield start.help_screen(person, reader=reader, now=NOON)
        yield settings.settings(person, reader=reader, now=NOON)
        for leads in ((), (names.lead,), (names.lead, names.advisor)):
            view = WelcomeView(names.advisor, names.team, frozenset(roles), leads)
            yield welcome.welcome(view, reader=reader, now=NOON)
    odd = replace(firm.HOURS, workdays=frozenset({0, 2}))
    lead = replace(firm.a_person(Role.LEAD), hours=odd, alerts_at_night=True)
    yield settings.settings(lead, reader=reader, now=NOON)
    yield settings.choose_language(reader=reader)
    yield settings.choose_zone(reader=reader, now=NOON)
    yield settings.zone_hits(names.client, (), reader=reader)
    yield settings.zone_hits(names.client, ("Asia/Hong_Kong", "Europe/London"), reader=reader)
    yield settings.choose_hours(reader=reader)
    yield settings.choose_hours(reader=reader, error=firm.FIELD_ERRORS[0])
    yield welcome.welcome_back(names.advisor, reader=reader, now=NOON)
    yield welcome.invitation_unknown(reader=reader)
    yield welcome.invitation_used(reader=reader)
    yield welcome.invitation_expired(reader=reader)
    yield welcome.already_bound(names.advisor, reader=reader)
    yield welcome.invitation_misused(names.advisor, reader=reader, now=NOON)


def _answers(reader: Reader, names: Names) -> Iterator[Screen]:
    for had_question in (True, False):
        yield start.cancelled(had_question=had_question, reader=reader, now=NOON)
    yield start.unknown_command(reader=reader, now=NOON)
    for kind in start.Unsupported:
        yield start.unsupported(kind, reader=reader, now=NOON)
    yield start.edited_message(reader=reader, now=NOON)
    yield start.too_long(limit_chars=4000, reader=reader)
    yield start.busy(reader=reader)
    yield start.apology(reader=reader)
    yield start.not_allowed(reader=reader)
    yield Screen(start.repeat_note(reader=reader))
    yield start.person_unreachable(names.advisor, reader=reader)
