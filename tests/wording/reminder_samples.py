"""Samples of the screens about planned contacts, promises and drafted messages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from loyalty.clients import Client, Tier
from loyalty.days.reminders import Acquaintance, Reminder
from loyalty.facts.interactions import InteractionId
from loyalty.levels.levels import Cause, Level
from loyalty.moments import MomentError, Promised
from loyalty.people.people import Language
from loyalty.planning.festivals import Festival
from loyalty.planning.occasions import Anniversary
from loyalty.planning.touchpoints import SkipReason, Touchpoint, TouchpointKind, TouchpointState
from loyalty.tone import Mood
from tests.wording import firm
from tests.wording.firm import NOON, OPENED
from tests.wording.spoken import LATER, Names, client_of
from wording import notes, promises, touchpoints
from wording.contacts import ContactSaved, contact_outcome, contact_saved, note_added, note_asked
from wording.notes import SavedView
from wording.reader import Reader
from wording.screen import Screen

TODAY = date(2026, 11, 24)
LIKES = {Language.EN: "jade, opera", Language.ZH: "翡翠、歌剧"}
REACHED = {Language.EN: "evenings", Language.ZH: "微信，晚上"}
ERRORS = tuple(kind() for kind in (MomentError, *MomentError.__subclasses__()))


def planned(kind: TouchpointKind, occasion: str | None = None, on: date | None = TODAY) -> Touchpoint:
    point = replace(firm.a_touchpoint(""), kind=kind, state=TouchpointState.REMINDED)
    return replace(point, occasion=occasion, occasion_on=on if kind.is_dated else None)


def all_planned() -> Iterator[Touchpoint]:
    yield from (planned(TouchpointKind.HELLO), planned(TouchpointKind.REVIEW))
    for days in (-20, -1, 0, 1, 3):
        yield planned(TouchpointKind.BIRTHDAY, on=TODAY + timedelta(days=days))
    for festival in Festival:
        yield planned(TouchpointKind.FESTIVAL, festival.value)
        yield planned(TouchpointKind.FESTIVAL, festival.value, TODAY + timedelta(days=3))
    for anniversary in Anniversary:
        yield planned(TouchpointKind.ANNIVERSARY, anniversary.value)


def a_liked_client(names: Names, language: Language, *, tier: Tier = Tier.VIP) -> Client:
    return replace(client_of(names, tier=tier), likes=LIKES[language], reached_by=REACHED[language])


def reminders_shown(reader: Reader, names: Names) -> Iterator[Screen]:
    client = a_liked_client(names, reader.language)
    calm = firm.a_standing(Level.GREEN, Cause.ALL_WELL)
    known = Acquaintance(client, calm, firm.a_contact(OPENED, Mood.POSITIVE))
    promise = firm.a_touchpoint(names.note)
    for point in (*all_planned(), promise, firm.a_touchpoint("")):
        yield touchpoints.contact_message(Reminder(point, known), reader=reader, now=NOON)
    red = replace(known, standing=firm.a_standing(), last=firm.a_contact())
    bare = Acquaintance(client_of(names, tier=Tier.STANDARD))
    for each in (known, red, bare):
        for point in (planned(TouchpointKind.HELLO), promise):
            yield from _answers(Reminder(point, each), reader)
        yield touchpoints.draft_message(each, reader=reader, now=NOON)
    stood_in = Reminder(planned(TouchpointKind.HELLO), red, stands_in_for=names.advisor)
    yield from _answers(stood_in, reader)
    yield touchpoints.reminders_folded([stood_in, stood_in], reader=reader, now=NOON)
    yield from _promises(client, names, reader)
    yield from _outcomes(names, reader)


def _answers(view: Reminder, reader: Reader) -> Iterator[Screen]:
    yield touchpoints.contact_message(view, reader=reader, now=LATER)
    yield touchpoints.contact_later(view, reader=reader, now=LATER)
    yield touchpoints.contact_skip(view, reader=reader, now=LATER)
    yield contact_outcome(view, reader=reader, now=LATER)
    for reason in SkipReason:
        yield touchpoints.contact_skipped(view, reason, reader=reader, now=LATER)
    for state in (TouchpointState.DONE, TouchpointState.SKIPPED, TouchpointState.DROPPED):
        over = replace(view, touchpoint=replace(view.touchpoint, state=state))
        yield touchpoints.contact_over(over, reader=reader, now=LATER)
    for error in (None, *ERRORS):
        yield touchpoints.contact_date(view, reader=reader, now=NOON, error=error)
    yield touchpoints.reminders_folded([view] * 8, reader=reader, now=LATER)
    yield touchpoints.reminders_folded([view], reader=reader, now=LATER)


def _promises(client: Client, names: Names, reader: Reader) -> Iterator[Screen]:
    for what in ("", names.note, f"{names.note} {names.client}"):
        asked = {"client_id": client.id, "client_name": names.client, "what": what}
        yield promises.remind_choices(**asked, reader=reader, now=NOON)
        yield promises.remind_date(**asked, reader=reader, now=NOON)
    for error in (None, *ERRORS):
        yield promises.remind_date(
            client_id=client.id, client_name=names.client, reader=reader, now=NOON, error=error
        )
    for note in ("", names.note):
        kept = firm.a_touchpoint(note)
        yield promises.remind_set(kept, client_name=names.client, reader=reader, now=NOON)
    for what in ("", names.note):
        yield promises.remind_offer(client, at=firm.at(27, 15), what=what, reader=reader, now=NOON)
    for has_several in (False, True):
        yield promises.remind_how(has_several=has_several, reader=reader)
    promised = Promised(firm.at(27, 15), names.note)
    draft = firm.a_draft(reader.language, text=names.note)
    yield notes.log_confirmation(draft, client_name=names.client, reader=reader, now=NOON, promised=promised)


def _outcomes(names: Names, reader: Reader) -> Iterator[Screen]:
    saved = SavedView(
        interaction_id=InteractionId("i-1"),
        client_id=firm.a_client().id,
        client_name=names.client,
        undo_until=OPENED,
        before=Level.GREEN,
        standing=firm.a_standing(Level.GREEN, Cause.ALL_WELL),
    )
    worse = replace(
        saved,
        standing=firm.a_standing(),
        case=firm.a_case(),
        told=(names.lead,),
        promised=Promised(firm.at(27, 15), names.note),
    )
    unknown = replace(saved, standing=None, before=None)
    point = planned(TouchpointKind.HELLO)
    for each in (saved, worse, unknown):
        yield contact_saved(ContactSaved(each, point), reader=reader, now=NOON)
        yield contact_saved(ContactSaved(each, point, asks_note=True), reader=reader, now=NOON)
        yield note_added(each, reader=reader, now=NOON)
    yield contact_saved(ContactSaved(saved, point, back_at=firm.at(27, 9)), reader=reader, now=NOON)
    yield notes.log_saved(worse, reader=reader, now=NOON)
    yield note_asked(client_of(names), reader=reader, now=NOON)
