"""Files: what a call uploads or names by id, their limits, and the size of a picture."""

import mimetypes
import re
from itertools import count
from typing import Any

from bot.sandbox.answers import Json, RefusedError, bad_request
from bot.sandbox.chats import StoredFile
from bot.sandbox.params import Params
from bot.sandbox.payloads import file_payload
from bot.sandbox.state import State

# Bot API, "Sending files": photos up to 10 MB, other files up to 50 MB; getFile up to 20 MB.
LARGEST_PHOTO_BYTES = 10 * 1024**2
LARGEST_FILE_BYTES = 50 * 1024**2
LARGEST_DOWNLOAD_BYTES = 20 * 1024**2
# Bot API, sendPhoto: width and height together at most 10000, ratio at most 20.
LARGEST_PHOTO_SIDES = 10_000
STEEPEST_PHOTO_RATIO = 20

_SAFE_NAME = re.compile(r"[^\w.-]+")


def sent_photo(state: State, params: Params, value: Any) -> StoredFile:
    """Return the photo a call sends.

    Raises:
        RefusedError: missing, unknown, too large or no picture.
    """
    file = _sent(state, params, value, "photo")
    if len(file.content) > LARGEST_PHOTO_BYTES:
        raise RefusedError(413, "Request Entity Too Large")
    return file


def sent_document(state: State, params: Params, value: Any) -> StoredFile:
    """Return the document a call sends.

    Raises:
        RefusedError: missing, unknown or too large.
    """
    return _sent(state, params, value, "document")


def store(state: State, name: str, content: bytes, *, kind: str = "document") -> StoredFile:
    """Keep a file and return it; a photo gets its size in pixels.

    Raises:
        RefusedError: a photo that is no picture or has impossible sides.
    """
    width, height = picture_size(content) if kind == "photo" else (0, 0)
    if kind == "photo":
        _check_sides(width, height)
    number = next(n for n in count(len(state.files) + 1) if f"file-{kind}-{n}" not in state.files)
    safe = _SAFE_NAME.sub("_", name).strip("._") or "file"
    file = StoredFile(
        file_id=f"file-{kind}-{number}",
        unique_id=f"unique{number}",
        path=f"{kind}s/{number}_{safe}",
        name=name,
        content=content,
        mime_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        width=width,
        height=height,
    )
    state.files[file.file_id] = file
    return file


def describe_file(state: State, params: Params) -> Json:
    """Answer getFile.

    Raises:
        RefusedError: unknown id, or larger than a bot may download.
    """
    file = state.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return file_payload(file) | {"file_path": file.path}


def file_at(state: State, path: str) -> StoredFile | None:
    """Return the file behind a download path."""
    return next((file for file in state.files.values() if file.path == path), None)


def picture_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, GIF or JPEG in pixels, zeros for anything else."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if content.startswith((b"GIF87a", b"GIF89a")):
        return int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    return 0, 0


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        # SOF0-SOF15 hold the size, but C4, C8 and CC are other segments (ITU T.81, table B.1).
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(content[at + 5 : at + 7], "big")
            return int.from_bytes(content[at + 7 : at + 9], "big"), height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return 0, 0


def _check_sides(width: int, height: int) -> None:
    if not width or not height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if width + height > LARGEST_PHOTO_SIDES or max(width, height) > STEEPEST_PHOTO_RATIO * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def _sent(state: State, params: Params, value: Any, kind: str) -> StoredFile:
    part = str(value).removeprefix("attach://") if value else kind
    if part in params.files:
        name, content = params.files[part]
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > LARGEST_FILE_BYTES:
            raise RefusedError(413, "Request Entity Too Large")
        return store(state, name, content, kind=kind)
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    known = state.files.get(str(value))
    if known is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if not known.file_id.startswith(f"file-{kind}-"):
        raise bad_request("type of file mismatch")
    return known
