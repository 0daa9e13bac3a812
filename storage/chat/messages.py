"""Screens frozen into what Telegram takes: text, keyboard and a token for each button that acts."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from loyalty.people.people import PersonId
from storage.chat.buttons import NewButton
from storage.ids import new_id
from storage.store import Store


class ScreenButton(Protocol):
    """A button that acts, copies or opens an address; one of the three."""

    @property
    def label(self) -> str: ...
    @property
    def action(self) -> str | None: ...
    @property
    def target(self) -> str: ...
    @property
    def data(self) -> str | None: ...
    @property
    def copy(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...


class Screen(Protocol):
    """One message as a person sees it; ``text`` is Telegram HTML."""

    @property
    def text(self) -> str: ...
    @property
    def rows(self) -> Sequence[Sequence[ScreenButton]]: ...
    @property
    def picture(self) -> object: ...


def payload_of(
    store: Store, screen: Screen, *, presser: PersonId, now: datetime, group: str | None = None
) -> dict[str, Any]:
    """Return the parameters that ``sendMessage`` and ``editMessageText`` share, ready to be kept as JSON.

    The buttons may be pressed by ``presser`` only; they form one group, named by ``group`` or by itself. A
    screen with a picture becomes ``sendPhoto``; the picture goes along undrawn, so such a payload is sent at
    once and not kept.
    """
    payload: dict[str, Any]
    if screen.picture is None:
        payload = {"text": screen.text, "link_preview_options": {"is_disabled": True}}
    else:
        payload = {"method": "sendPhoto", "caption": screen.text, "photo": screen.picture}
    payload["parse_mode"] = "HTML"
    acting = [button for row in screen.rows for button in row if button.action is not None]
    new = [NewButton(str(button.action), button.target, button.data) for button in acting]
    tokens = iter(store.buttons.issue(new, presser=presser, group=group or new_id(), now=now))
    if screen.rows:
        keyboard = [[_key(button, tokens) for button in row] for row in screen.rows]
        payload["reply_markup"] = {"inline_keyboard": keyboard}
    return payload


def _key(button: ScreenButton, tokens: Iterator[str]) -> dict[str, Any]:
    if button.action is not None:
        return {"text": button.label, "callback_data": next(tokens)}
    if button.copy is not None:
        return {"text": button.label, "copy_text": {"text": button.copy}}
    return {"text": button.label, "url": button.url}
