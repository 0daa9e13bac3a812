"""The parameters of one call, whether they came as form fields, multipart or JSON."""

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.answers import bad_request

Uploads = Mapping[str, tuple[str, bytes]]


class Params:
    """Typed reading of raw parameters; an empty string counts as absent, as at Telegram."""

    def __init__(self, raw: Mapping[str, Any], files: Uploads | None = None) -> None:
        self.raw = raw
        self.files: Uploads = files or {}

    def has(self, name: str) -> bool:
        """Whether the parameter is present and not empty."""
        return self.raw.get(name) not in (None, "")

    def text(self, name: str) -> str:
        """Return the parameter as text, empty when absent."""
        value = self.raw.get(name)
        if value is None:
            return ""
        text = value if isinstance(value, str) else json.dumps(value)
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise bad_request(f"{name} must be encoded in UTF-8") from error
        return text

    def integer(self, name: str, default: int = 0) -> int:
        """Return the parameter as a whole number; what is no number reads as ``default``."""
        try:
            return int(self.raw.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """Whether the parameter says yes."""
        return str(self.raw.get(name, "")).lower() in ("true", "1", "yes")

    def structure(self, name: str) -> Any:
        """Return a nested parameter, decoded when it came as JSON text; ``None`` when absent."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name} JSON object") from error
