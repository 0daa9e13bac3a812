"""Telling clients apart, adding and editing them in the chat."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.clientfields import FieldError, birthday_of
from loyalty.clients import Client, ClientId, Tier
from loyalty.drafts import DraftId
from loyalty.people.people import Language
from loyalty.value import Worth
from wording.actions import Action
from wording.cleaning import cleaned, clipped
from wording.dates import birthday
from wording.labels import button_label, label_of
from wording.reader import Reader
from wording.screen import Button, Rows, Screen, grid
from wording.templates import render
from wording.zones import zone_name

HITS_SHOWN = 8
NAME_CHARS = 28  # what fits on one button across a telephone


class ClientField(StrEnum):
    """What can be edited of a client in the chat."""

    NAME = "name"
    TIER = "tier"
    BIRTHDAY = "birthday"
    PHONE = "phone"
    LANGUAGE = "language"
    ZONE = "zone"
    ALIASES = "aliases"
    LIKES = "likes"
    REACHED_BY = "reached_by"
    NEEDS_BASIC = "needs_basic"
    NEEDS_EMOTIONAL = "needs_emotional"
    CONSENT = "consent"


CLEARABLE = frozenset(ClientField) - {ClientField.NAME, ClientField.TIER}


@dataclass(frozen=True, slots=True)
class Hit:
    """One client that a search found."""

    client_id: ClientId
    name: str
    tier: Tier
    ref: str | None = None


@dataclass(frozen=True, slots=True)
class MoreView:
    """What is rarely needed of a client.

    Attributes:
        advisor_name: empty when the reader is the advisor.
        given_by, given_at: who gave the client to the advisor, and when; empty if nobody did.
        worth: what the client is worth; None when nothing was bought of late.
        may_give, may_close: what the reader may do with the client.
    """

    client: Client
    advisor_name: str = ""
    given_by: str = ""
    given_at: datetime | None = None
    worth: Worth | None = None
    may_give: bool = False
    may_close: bool = False


def hit_labels(hits: Sequence[Hit], reader: Reader) -> list[str]:
    """Return a name for each button: with the tier, and with the firm's reference where both are alike."""
    told = [(hit.name, hit.tier) for hit in hits]
    alike = Counter(told)
    labels = []
    for hit, pair in zip(hits, told, strict=True):
        tail = label_of("tier", hit.tier, reader.language)
        if alike[pair] > 1 and hit.ref:
            tail = f"{tail} · {shown_name(hit.ref, NAME_CHARS // 2)}"
        labels.append(f"{shown_name(hit.name)} · {tail}")
    return labels


def shown_name(name: str, limit_chars: int = NAME_CHARS) -> str:
    """Return a name as it fits on a button."""
    return cleaned(clipped(name, limit_chars))


def more(view: MoreView, *, reader: Reader, now: datetime) -> Screen:
    """Return what is known of a client besides the card, and the way to edit it."""
    text = render(
        "client_more",
        reader,
        now=now,
        **_details(view.client, reader),
        advisor=view.advisor_name,
        given_by=view.given_by,
        given_at=view.given_at,
        worth=view.worth,
    )
    buttons = [Button(button_label("edit", reader.language), Action.CLIENT_EDIT, view.client.id)]
    needs = Button(button_label("what_matters", reader.language), Action.CLIENT_NEEDS, view.client.id)
    buttons.append(needs)
    if view.client.phone:
        buttons.append(Button(button_label("copy_phone", reader.language), copy=view.client.phone))
    buttons.append(Button(button_label("moods", reader.language), Action.CLIENT_MOODS, view.client.id))
    further = []
    if view.may_give:
        further.append(Button(button_label("give", reader.language), Action.GIVE, view.client.id))
    if view.may_close and view.client.closed_at is None:
        further.append(Button(button_label("close_client", reader.language), Action.CLOSE, view.client.id))
    further.append(_back(view.client.id, reader))
    return Screen(text, (*grid(buttons), *grid(further)))


def edit(client: Client, *, reader: Reader, now: datetime) -> Screen:
    """Return what can be edited of a client, with what is kept now."""
    text = render("client_edit", reader, now=now, **_details(client, reader), advisor="")
    fields = [
        Button(label_of("field_button", field, reader.language), Action.CLIENT_FIELD, client.id, field)
        for field in ClientField
    ]
    return Screen(text, (*grid(fields), (_back(client.id, reader),)))


def ask_field(
    client: Client, field: ClientField, *, reader: Reader, error: FieldError | None = None
) -> Screen:
    """Ask for one field with an example; ``error`` is what was wrong with the last answer."""
    text = render(
        "client_field",
        reader,
        client=client,
        field=field,
        problem=told_problem(error, reader),
    )
    choices = _meant(client, field, error, reader) or _choices(client, field, reader)
    return Screen(text, (*choices, _field_row(client, field, reader)))


def field_saved(client: Client, field: ClientField, *, reader: Reader, now: datetime) -> Screen:
    """Return what was kept of the field, with the others to go on."""
    text = render("client_saved", reader, now=now, field=field, **_details(client, reader))
    again = Button(button_label("edit", reader.language), Action.CLIENT_EDIT, client.id)
    card = Button(button_label("card", reader.language), Action.CLIENT_CARD, client.id)
    return Screen(text, ((card, again),))


def told_problem(error: FieldError | None, reader: Reader) -> str:
    """Return what was wrong with a typed field; empty without an error."""
    return label_of("field_error", error.code, reader.language) if error else ""


def ask_new_name(*, reader: Reader, error: FieldError | None = None) -> Screen:
    """Ask for the name of a new client."""
    text = render("client_new_name", reader, problem=told_problem(error, reader))
    return Screen(text, (_cancel(reader),))


def ask_new_tier(
    name: str, *, reader: Reader, namesakes: Sequence[Hit] = (), draft_id: DraftId | None = None
) -> Screen:
    """Ask for the tier of a new client, the last step; clients of the same name are told beforehand.

    ``draft_id`` is a note that waits for this client: a namesake gets it too, and Cancel goes back to it.
    """
    text = render("client_new_tier", reader, name=name, namesakes=len(namesakes))
    labels = [(tier, label_of("Tier", tier, reader.language)) for tier in reversed(Tier)]
    known = zip(namesakes, hit_labels(namesakes, reader), strict=True)
    if draft_id is None:
        tiers = tuple(Button(label, Action.CLIENT_TIER, data=tier) for tier, label in labels)
        cards = tuple((Button(label, Action.CLIENT_CARD, hit.client_id),) for hit, label in known)
        return Screen(text, (*cards, tiers, _cancel(reader)))
    tiers = tuple(Button(label, Action.LOG_ADD_TIER, draft_id, f"{tier} {name}") for tier, label in labels)
    choices = tuple((Button(label, Action.LOG_CLIENT, draft_id, hit.client_id),) for hit, label in known)
    cancel = Button(button_label("cancel", reader.language), Action.LOG_CLIENT, draft_id)
    return Screen(text, (*choices, tiers, (cancel,)))


def added(client: Client, *, undo_until: datetime, reader: Reader, now: datetime) -> Screen:
    """Return that a client was added and until when that can be taken back, with what to do next."""
    text = render("client_added", reader, now=now, client=client, undo_until=undo_until)
    log = Button(button_label("log", reader.language), Action.CLIENT_LOG, client.id)
    card = Button(button_label("card", reader.language), Action.CLIENT_CARD, client.id)
    again = Button(button_label("edit", reader.language), Action.CLIENT_EDIT, client.id)
    undo = Button(button_label("undo", reader.language), Action.CLIENT_UNDO, client.id)
    return Screen(text, ((log, card, again), (undo,)))


def taken_back(client: Client, *, reader: Reader) -> Screen:
    """Return that a client was not added after all."""
    return Screen(render("client_taken_back", reader, client=client))


def _details(client: Client, reader: Reader) -> dict[str, object]:
    return {
        "client": client,
        "zone": zone_name(client.zone, reader.language) if client.zone else "",
    }


def _meant(client: Client, field: ClientField, error: FieldError | None, reader: Reader) -> Rows:
    """Return what an answer that can be read in several ways may mean."""
    if error is None:
        return ()
    words = [
        zone_name(choice, reader.language)
        if field is ClientField.ZONE
        else birthday(birthday_of(choice), reader)
        for choice in error.choices
    ]
    return grid(
        [
            Button(word, Action.CLIENT_VALUE, client.id, choice)
            for word, choice in zip(words, error.choices, strict=True)
        ]
    )


def _choices(client: Client, field: ClientField, reader: Reader) -> Rows:
    if field is ClientField.TIER:
        options = [(tier.value, label_of("Tier", tier, reader.language)) for tier in Tier]
    elif field is ClientField.LANGUAGE:
        options = [(each.value, label_of("language", each, reader.language)) for each in Language]
    elif field is ClientField.CONSENT:
        options = [("today", button_label("today", reader.language))]
    else:
        return ()
    return grid([Button(word, Action.CLIENT_VALUE, client.id, value) for value, word in options])


def _field_row(client: Client, field: ClientField, reader: Reader) -> tuple[Button, ...]:
    cancel = Button(button_label("cancel", reader.language), Action.CLIENT_EDIT, client.id)
    if field not in CLEARABLE:
        return (cancel,)
    return (Button(button_label("clear", reader.language), Action.CLIENT_CLEAR, client.id, field), cancel)


def _cancel(reader: Reader) -> tuple[Button, ...]:
    return (Button(button_label("cancel", reader.language), Action.CLIENT_CANCEL),)


def _back(client_id: ClientId, reader: Reader) -> Button:
    return Button(button_label("back", reader.language), Action.CLIENT_CARD, client_id)
