"""A picture is drawn as its message leaves, stays when that changes, and does no harm when it fails."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox.chats import ChatMessage
from bot.telegram.messenger import TelegramMessenger
from loyalty.people.people import PersonId
from scheduler.delivery import Sender
from storage.chat.outbox import OutboxState
from storage.chat.payloads import Payload
from storage.store import Store
from tests.transport.office import ANNA, REPEAT_NOTE, Office

# The smallest PNG the sandbox takes for a picture: its signature and its size.
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8) + (100).to_bytes(4, "big") + (80).to_bytes(4, "big")


@dataclass
class APicture:
    broken: bool = False
    drawn: int = 0

    filename = "levels.png"

    def png(self) -> bytes:
        self.drawn += 1
        if self.broken:
            raise OSError("no font")
        return PNG


@dataclass
class PictureRenderer:
    """Words every push as a photo whose caption is its template and parameters."""

    picture: APicture

    def render(
        self, _store: Store, _person_id: PersonId, template: str, params: dict[str, Any], /, *, now: datetime
    ) -> Payload | None:
        assert now.tzinfo is not None
        caption = " ".join([template, *(str(value) for value in params.values())])
        return {"method": "sendPhoto", "caption": caption, "photo": self.picture, "parse_mode": "HTML"}

    def repeat_note(self, _store: Store, _chat_id: int, /) -> str:
        return REPEAT_NOTE


def sends_pictures(office: Office, picture: APicture) -> None:
    messenger = TelegramMessenger(office.application.bot)
    office.sender = Sender(
        office.database, messenger, PictureRenderer(picture), now=office.hand.now, ticks=office.hand.ticks
    )


def messages(office: Office) -> list[ChatMessage]:
    return list(office.api.chat(ANNA).from_bot)


async def test_a_picture_is_drawn_and_sent_with_its_caption(office: Office) -> None:
    picture = APicture()
    sends_pictures(office, picture)
    await office.push("digest")

    await office.send_for(3)

    (message,) = messages(office)
    assert message.text == "digest"
    assert message.photo is not None
    assert message.photo.content == PNG
    assert picture.drawn == 1


async def test_a_change_of_the_caption_keeps_the_picture_and_draws_none(office: Office) -> None:
    picture = APicture()
    sends_pictures(office, picture)
    await office.push("digest", subject="digest:anna")
    await office.send_for(3)
    await office.database.run(
        lambda store: store.outbox.edit_subject(
            "digest:anna", "digest", {"change": "seen"}, now=office.hand.now()
        )
    )

    await office.send_for(3)

    (message,) = messages(office)
    assert message.text == "digest seen"
    assert message.photo is not None
    assert picture.drawn == 1


async def test_a_picture_that_cannot_be_drawn_leaves_the_text(office: Office) -> None:
    sends_pictures(office, APicture(broken=True))
    await office.push("digest")

    await office.send_for(3)

    (message,) = messages(office)
    assert message.text == "digest"
    assert message.photo is None
    assert [state for state, _ in await office.states()] == [OutboxState.SENT]


async def test_a_text_that_answers_a_button_under_a_picture_is_a_message_of_its_own(office: Office) -> None:
    sends_pictures(office, APicture())
    await office.push("digest")
    await office.send_for(3)
    photo = messages(office)[0]

    await office.reply("the team", edits_message_id=photo.id)
    await office.send_for(3)

    assert office.texts() == ["digest", "the team"]
