"""Pictures: drawn outside any transaction, just before the message leaves."""

import asyncio
import logging

from storage.chat.payloads import Payload
from wording.screen import Picture

logger = logging.getLogger(__name__)


async def drawn(payload: Payload) -> Payload:
    """Return a payload with its picture drawn; one that cannot be drawn leaves the text alone."""
    picture: Picture | bytes | None = payload.get("photo")
    if picture is None or isinstance(picture, bytes):
        return payload
    try:
        png = await asyncio.to_thread(picture.png)
    except Exception:
        logger.exception("a picture could not be drawn")
        text = {name: value for name, value in payload.items() if name not in ("method", "caption", "photo")}
        return {**text, "text": payload["caption"]}
    return {**payload, "photo": png, "filename": picture.filename}
