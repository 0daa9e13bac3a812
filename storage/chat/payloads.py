"""Payloads of messages, frozen into their rows: sealed, with files inside."""

import base64
import json
from typing import Any

from storage.encryption import KeyRing

Payload = dict[str, Any]
"""The parameters of a Bot API call without chat and message, plus ``method`` where it is not sendMessage; a
file is ``bytes``, its name under ``filename``."""


def sealed_payload(keys: KeyRing, row_id: str, payload: Payload) -> bytes:
    """Freeze a payload into its row."""
    text = json.dumps(payload, default=_file_as_text, separators=(",", ":"))
    return keys.seal(text, place=("outbox", "payload", row_id))


def opened_payload(keys: KeyRing, row_id: str, sealed: bytes) -> Payload:
    """Return the payload frozen in a row."""
    text = keys.open(sealed, place=("outbox", "payload", row_id))
    payload: Payload = json.loads(text, object_hook=_file_from_text)
    return payload


def _file_as_text(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    raise TypeError(f"{type(value).__name__} cannot be part of a payload")


def _file_from_text(value: dict[str, Any]) -> Any:
    return base64.b64decode(value["base64"]) if value.keys() == {"base64"} else value
