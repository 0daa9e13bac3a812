"""A screen becomes what Telegram takes, each acting button with a token of its own."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from storage.chat.messages import payload_of
from storage.store import Store
from tests.staff import NOW, Staff


class Act(StrEnum):
    SAVE = "save"
    DISCARD = "discard"


@dataclass(frozen=True)
class AButton:
    label: str
    action: Act | None = None
    target: str = ""
    data: str | None = None
    copy: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class AScreen:
    text: str
    rows: tuple[tuple[AButton, ...], ...] = ()
    picture: object = None


def test_a_plain_screen_is_its_text(store: Store, staff: Staff) -> None:
    payload = payload_of(store, AScreen("<b>Red</b>"), presser=staff.anna.id, now=NOW)

    assert payload == {
        "text": "<b>Red</b>",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


def test_a_screen_with_a_picture_is_a_photo_with_a_caption(store: Store, staff: Staff) -> None:
    picture = object()
    payload = payload_of(store, AScreen("<b>Red</b>", picture=picture), presser=staff.anna.id, now=NOW)

    assert payload == {
        "method": "sendPhoto",
        "caption": "<b>Red</b>",
        "photo": picture,
        "parse_mode": "HTML",
    }


def test_the_buttons_stand_in_their_rows(store: Store, staff: Staff) -> None:
    save, discard = AButton("Save", Act.SAVE, "note-1", "9"), AButton("Discard", Act.DISCARD, "note-1")
    draft, link = AButton("Copy", copy="Dear Chen"), AButton("Open", url="https://t.me/rapport_bot")
    screen = AScreen("Save?", ((save, draft), (discard,), (link,)))

    payload = payload_of(store, screen, presser=staff.anna.id, now=NOW, group="note-1")

    (save_key, draft_key), (discard_key,), (link_key,) = payload["reply_markup"]["inline_keyboard"]
    assert draft_key == {"text": "Copy", "copy_text": {"text": "Dear Chen"}}
    assert link_key == {"text": "Open", "url": "https://t.me/rapport_bot"}
    for key, button in ((save_key, save), (discard_key, discard)):
        pressed = store.buttons.resolve(key["callback_data"], presser=staff.anna.id, now=NOW)
        assert key["text"] == button.label
        assert (pressed.action, pressed.target, pressed.data) == (button.action, button.target, button.data)
        assert pressed.group == "note-1"


def test_buttons_of_one_screen_share_a_group_of_their_own(store: Store, staff: Staff) -> None:
    screen = AScreen("Save?", ((AButton("Save", Act.SAVE), AButton("Discard", Act.DISCARD)),))

    first, second = (
        [
            store.buttons.resolve(key["callback_data"], presser=staff.anna.id, now=NOW + timedelta(days=29))
            for key in payload_of(store, screen, presser=staff.anna.id, now=NOW)["reply_markup"][
                "inline_keyboard"
            ][0]
        ]
        for _ in range(2)
    )

    assert len({press.group for press in first}) == len({press.group for press in second}) == 1
    assert first[0].group != second[0].group
