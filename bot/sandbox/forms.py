"""Reading the body of a Bot API call: JSON, form fields or multipart with files."""

import json
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl

from bot.sandbox.answers import RefusedError, bad_request

Body = tuple[dict[str, Any], dict[str, tuple[str, bytes]]]

LARGEST_BODY_BYTES = 60 * 1024**2


def read_body(content_type: str, body: bytes) -> Body:
    """Return parameters and files of a call.

    Raises:
        RefusedError: too large or not to be parsed.
    """
    if len(body) > LARGEST_BODY_BYTES:
        raise RefusedError(413, "Request Entity Too Large")
    kind = content_type.split(";")[0].strip().lower()
    if kind == "application/json":
        return _json(body), {}
    if kind == "multipart/form-data":
        return _multipart(content_type, body)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)), {}


def _json(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError as error:
        raise bad_request("can't parse request JSON object") from error
    if not isinstance(parsed, dict):
        raise bad_request("can't parse request: expected a JSON object")
    return parsed


def _multipart(content_type: str, body: bytes) -> Body:
    boundary = str(_header("Content-Type", content_type).get_param("boundary", ""))
    if not boundary:
        raise bad_request("boundary is missing in multipart/form-data")
    fields: dict[str, Any] = {}
    files: dict[str, tuple[str, bytes]] = {}
    # The first delimiter has no line end before it; the last part is what follows the closing "--".
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        disposition = _disposition(head)
        name = disposition.get_param("name", "", header="Content-Disposition")
        filename = disposition.get_filename()
        if filename is not None:
            files[str(name)] = (filename, content)
        else:
            fields[str(name)] = content.decode("utf-8", "replace")
    return fields, files


def _disposition(head: bytes) -> Message:
    for line in head.decode("utf-8", "replace").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            return _header("Content-Disposition", value.strip())
    raise bad_request("Content-Disposition is missing in multipart/form-data")


def _header(name: str, value: str) -> Message:
    message = Message()
    message[name] = value
    return message
