"""Samples of the screens about work: notes, matters, alerts, reminders, lists."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from loyalty.cases.cases import Answer, Cost
from loyalty.clients import Tier
from loyalty.contacts import Direction
from loyalty.facts.interactions import InteractionId, MoodReading, MoodSource
from loyalty.levels.levels import Cause, Level
from loyalty.people.people import PersonId
from loyalty.tone import Mood
from loyalty.value import Worth
from tests.wording import firm
from tests.wording.case_samples import PAUSE, skipped
from tests.wording.firm import CALL, NOON, OPENED
from tests.wording.spoken import LATER, Names, client_of
from wording import notes
from wording.alerts import AlertView, giving_offered, red_alert, step_overdue
from wording.clients import Hit
from wording.notes import SavedView
from wording.reader import Reader
from wording.screen import Screen


def notes_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    draft = firm.a_draft(reader.language, text=names.note)
    hits = [Hit(firm.a_client().id, names.client, tier, "CRM-1") for tier in (Tier.VIP, Tier.KEY, Tier.KEY)]
    remembered = replace(draft.reading, source=MoodSource.REMEMBERED, evidence=())
    drafts = [
        draft,
        replace(draft, reading=firm.an_unsure_reading()),
        replace(draft, reading=MoodReading(Mood.UNKNOWN), direction=Direction.OUTBOUND_UNANSWERED),
        replace(draft, private=True, pasted_lines=4, direction=Direction.INBOUND),
        replace(draft, pasted_lines=1, reading=replace(draft.reading, confidence=0.6)),
        replace(draft, reading=remembered, remembered_by=draft.author_id),
        replace(draft, reading=remembered, remembered_by=PersonId("p-9")),
        replace(draft, asked=True),
        replace(draft, forwarded=True, occurred_at=firm.at(20, 9)),
        replace(draft, reading=replace(draft.reading, evidence=(names.note,), cues=())),
    ]
    for each in drafts:
        yield notes.log_confirmation(each, client_name=names.client, reader=reader, now=NOON)
    yield notes.log_moods(draft, client_name=names.client, reader=reader, now=NOON)
    yield notes.log_channels(draft, client_name=names.client, reader=reader, now=NOON)
    yield notes.log_clients(draft, hits, reader=reader, now=NOON)
    yield notes.log_clients(draft, (), reader=reader, now=NOON)
    yield notes.log_clients(draft, (), typed=names.client, reader=reader, now=NOON)
    for found in (hits, ()):
        yield notes.log_clients(
            draft, found, typed=names.client, new_name=names.client, reader=reader, now=NOON
        )
    yield notes.log_waiting(draft, reader=reader, now=NOON)
    yield notes.log_discarded(reader=reader, now=NOON)
    item = InteractionId("i-1")
    yield notes.log_already(item, client_name=names.client, logged_at=OPENED, reader=reader, now=NOON)
    yield notes.log_prompt(client_id=draft.client_id, client_name=names.client, reader=reader, now=NOON)


def saved_shown(reader: Reader, names: Names) -> Iterator[Screen]:
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


def alerts_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    view = AlertView(
        case=firm.a_case(),
        client=client_of(names),
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
        replace(view, case=firm.a_case(CALL), standing=None),
        replace(view, case=firm.a_case(CALL, done_at=firm.at(25, 9)), worth=Worth(990, None, 1)),
        replace(view, acted_at=OPENED, standing=firm.a_standing(scored_on=date(2026, 11, 20))),
        replace(view, case=firm.a_closed_case(), ended_by=names.lead, ended_at=firm.at(27, 12)),
        replace(view, case=firm.a_withdrawn_case(), ended_by=names.advisor, ended_at=OPENED),
        replace(view, case=firm.a_withdrawn_case()),
        replace(view, case=replace(view.case, pause=PAUSE)),
        replace(view, case=skipped(view.case)),
        replace(
            view, case=replace(firm.a_closed_case(), answer=Answer.ACCEPTED, cost=Cost(Decimal(900), "HKD"))
        ),
    ]
    for each in views:
        for now in (NOON, LATER):
            yield red_alert(each, reader=reader, now=now)
            yield red_alert(each, reader=replace(reader, discreet=True), now=now)
            yield red_alert(replace(each, revealed=True), reader=replace(reader, discreet=True), now=now)
        yield step_overdue(each, CALL, reader=reader, now=LATER)
        yield giving_offered(each, CALL, reader=reader, now=LATER)
        yield giving_offered(each, CALL, reader=replace(reader, discreet=True), now=LATER)
        yield step_overdue(each, CALL, reader=replace(reader, discreet=True), now=LATER)
