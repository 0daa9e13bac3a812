"""Tells in which of the allowed encodings a file is written, from its bytes alone."""

import codecs
import re
from collections.abc import Callable, Iterable

UTF_8, GB18030 = "utf-8-sig", "gb18030"
"""Codecs by their Python names; the first takes a byte order mark as well as none."""

UTF_16, UTF_16_LE, UTF_16_BE = "utf-16", "utf-16-le", "utf-16-be"

NAMES = {UTF_8: "UTF-8", GB18030: "GB18030", UTF_16: "UTF-16", UTF_16_LE: "UTF-16", UTF_16_BE: "UTF-16"}

Blocks = Callable[[], Iterable[bytes]]
"""Starts reading the bytes from the beginning."""

# A character of everyday Chinese has two high bytes. A high byte before an ASCII letter, as in a Western
# "Müller", is valid GB18030 too, but of characters hardly anybody uses.
_EVERYDAY = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_RARE = re.compile(rb"[\x81-\xfe][A-Za-z]")


def encoding_of(blocks: Blocks) -> str | None:
    """Return the codec of a text, None when it is none of the allowed ones; reads it up to twice."""
    start = next(iter(blocks()), b"")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _if_valid(UTF_16, blocks)
    # The heading starts with a sign of ASCII, so one of the first two bytes tells UTF-16 without a mark.
    if len(start) > 1 and 0 in start[:2]:
        return _if_valid(UTF_16_LE if start[1] == 0 else UTF_16_BE, blocks)
    if _if_valid(UTF_8, blocks):
        return UTF_8
    return _if_valid(GB18030, blocks) if _is_chinese(blocks()) else None


def _if_valid(encoding: str, blocks: Blocks) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in blocks():
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return None
    return encoding


def _is_chinese(blocks: Iterable[bytes]) -> bool:
    everyday = rare = 0
    for block in blocks:
        everyday += len(_EVERYDAY.findall(block))
        rare += len(_RARE.findall(block))
    return everyday > rare
