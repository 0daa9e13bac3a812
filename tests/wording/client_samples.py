"""Samples of the screens about clients: card, Why?, search, editing, history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from loyalty.clientfields import AmbiguousBirthdayError, SeveralZonesError
from loyalty.clients import Tier
from loyalty.contacts import Direction
from loyalty.drafts import DraftId
from loyalty.emotions import Course, Drift
from loyalty.index.movements import Move, MoveCode
from loyalty.index.norms import IndicatorName
from loyalty.levels.hints import Hints
from loyalty.levels.levels import Cause, Level
from loyalty.levels.stages import JourneyStage, LoyaltyStage
from loyalty.people.people import Language
from loyalty.value import Basis, Worth
from tests.wording import firm
from tests.wording.firm import NOON
from tests.wording.spoken import LATER, LEVELS, Names, client_of
from wording import clients, history
from wording.card import CardView, card
from wording.charts.loyalty import LoyaltyMark
from wording.clients import ClientField, Hit, MoreView
from wording.found import FoundView, client_gone, colleague_gone, found, not_found
from wording.history import HistoryView, ItemView
from wording.loyaltycurves import LevelStep, LoyaltyCurveView, loyalty_curve
from wording.moodcurves import MoodCurveView, mood_curve
from wording.reader import Reader
from wording.screen import Screen
from wording.why import WhyView, why

DORMANT = (None, Cause.DORMANT)
MOVES = (Move(MoveCode.COMPLAINED, -3.5), Move(MoveCode.NO_PURCHASE, -1.2), Move(MoveCode.CAME, 0.6))


def curves_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    view = MoodCurveView(client_of(names).id, names.client)
    yield mood_curve(view, reader=reader, now=NOON)
    since = date(2026, 11, 2).toordinal()
    for drift in Drift:
        for now, usual in ((-0.7, 0.6), (0.1, 0.0), (0.8, -0.4)):
            told = replace(view, course=Course(now, usual, drift, since=since, contacts=8))
            yield mood_curve(told, reader=reader, now=NOON)


def loyalty_curves_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    bare = LoyaltyCurveView(client_of(names).id, names.client)
    marks = (LoyaltyMark(date(2026, 9, 1), 52, Level.GREEN), LoyaltyMark(date(2026, 11, 24), 46, Level.RED))
    steps = tuple(LevelStep(date(2026, 11, 24), *each) for each in ((Level.RED, Cause.SILENCE), DORMANT))
    full = replace(
        bare, standing=firm.a_standing(), marks=marks, changes=steps, moves=MOVES, share_below=0.62
    )
    for view in (bare, full, replace(full, marks=marks[:1]), replace(full, share_below=None, moves=())):
        yield loyalty_curve(view, reader=reader, now=NOON)
    for standing in (firm.a_standing(coverage=0.2), firm.a_standing(scored_on=date(2011, 12, 9))):
        yield loyalty_curve(replace(full, standing=standing), reader=reader, now=NOON)


def cards_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    full = CardView(
        client=client_of(names),
        standing=firm.a_standing(),
        case=firm.a_case(),
        last=firm.last_contacts(),
        usual_days=41,
        next_birthday=date(2026, 12, 3),
        journey=JourneyStage.AFTER_SALES,
        stage=LoyaltyStage.EXPERIENCE,
        sides=firm.SIDES,
    )
    views = [
        full,
        CardView(client=client_of(names, tier=Tier.STANDARD)),
        replace(full, standing=firm.a_standing(coverage=0.2), advisor_name=names.advisor),
        replace(full, standing=firm.a_standing(coverage=0.0), case=None),
        replace(full, standing=firm.a_standing(scored_on=date(2011, 12, 9)), case=None, last=full.last[:1]),
        replace(full, standing=firm.a_standing(None, Cause.DORMANT, cause_since=date(2010, 1, 9)), case=None),
        replace(full, stage=LoyaltyStage.COGNITION, contacts=5, journey=JourneyStage.FIRST_EXPERIENCE),
        replace(full, last=(replace(full.last[0], reading=firm.an_unsure_reading()),)),
        replace(full, hints=Hints(tries=3, mood_fell_on=date(2026, 11, 2).toordinal())),
    ]
    for view in views:
        yield card(view, reader=reader, now=NOON)
    yield card(full, reader=reader, now=NOON + timedelta(days=1, minutes=7))
    for level, cause in LEVELS:
        for since in (date(2026, 8, 20), None):
            standing = firm.a_standing(level, cause, cause_since=since)
            yield card(replace(full, standing=standing, case=None), reader=reader, now=NOON)
            yield card(
                replace(full, standing=replace(standing, outlook=None), case=None, usual_days=None),
                reader=reader,
                now=NOON,
            )


def whys_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
    yield why(WhyView(client), reader=reader, now=NOON)
    hints = Hints(tries=4, mood_fell_on=date(2026, 11, 2).toordinal())
    yield why(WhyView(client, hints=hints), reader=reader, now=NOON)
    unknown = tuple(IndicatorName)
    for level, cause in LEVELS:
        standing = firm.a_standing(level, cause, cause_since=date(2026, 8, 20))
        view = WhyView(client, standing, firm.PARTS, unknown, usual_days=41)
        yield why(view, reader=reader, now=NOON)
        yield why(replace(view, unknown=unknown[:2], case=firm.a_case()), reader=reader, now=LATER)
        yield why(replace(view, standing=replace(standing, cause_since=None)), reader=reader, now=NOON)
        yield why(replace(view, moves=MOVES, share_below=0.62), reader=reader, now=NOON)
    yield why(WhyView(client, firm.a_standing(coverage=0.0, level=None)), reader=reader, now=NOON)


def clients_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = client_of(names)
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
        consented_on=date(2026, 5, 12),
    )
    yield found(
        FoundView(names.client, (client, full, replace(client, ref="CRM-2"))), may_add=True, reader=reader
    )
    yield found(FoundView(names.note, (client, full), more=30), may_add=False, reader=reader)
    yield not_found(names.client, may_add=True, reader=reader)
    yield not_found(names.note, may_add=False, reader=reader)
    yield client_gone(reader=reader)
    yield colleague_gone(reader=reader)
    for each in (client, full):
        yield clients.more(MoreView(each, names.advisor), reader=reader, now=NOON)
        for basis in Basis:
            worth = Worth(177_356.11, "HKD", 5, 48_200.0, basis, 20, date(2026, 11, 20))
            yield clients.more(MoreView(each, worth=worth), reader=reader, now=NOON)
        yield clients.edit(each, reader=reader, now=NOON)
        for field in ClientField:
            yield clients.ask_field(each, field, reader=reader)
            yield clients.field_saved(each, field, reader=reader, now=NOON)
    for error in firm.FIELD_ERRORS:
        yield clients.ask_field(client, ClientField.PHONE, reader=reader, error=error)
        yield clients.ask_new_name(reader=reader, error=error)
    either_day = AmbiguousBirthdayError(names.note, choices=("--1203", "1975-03-12"))
    yield clients.ask_field(client, ClientField.BIRTHDAY, reader=reader, error=either_day)
    yield clients.ask_field(client, ClientField.CONSENT, reader=reader, error=either_day)
    several = SeveralZonesError(names.note, choices=("America/New_York", "America/Los_Angeles"))
    yield clients.ask_field(client, ClientField.ZONE, reader=reader, error=several)
    yield clients.ask_new_name(reader=reader)
    yield clients.ask_new_tier(names.client, reader=reader)
    hits = [Hit(client.id, names.client, Tier.VIP, names.note), Hit(client.id, names.client, Tier.VIP, "2")]
    yield clients.ask_new_tier(names.client, reader=reader, namesakes=hits)
    yield clients.ask_new_tier(names.client, reader=reader, namesakes=hits, draft_id=DraftId("d-1"))
    yield clients.added(client, undo_until=NOON, reader=reader, now=NOON)
    yield clients.taken_back(client, reader=reader)


def history_shown(reader: Reader, names: Names) -> Iterator[Screen]:
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
