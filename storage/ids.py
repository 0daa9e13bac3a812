"""Ids made by the application: known before a row is written, so that its secrets can be bound to it."""

import secrets
import threading
import time

_RANDOM_BITS = 62
_STAMPS_PER_MS = 1 << 12

_lock = threading.Lock()
_last_stamp = 0


def new_id() -> str:
    """Return 32 hexadecimal characters in the layout of UUID version 7 (source: RFC 9562, section 5.7).

    Ids of one process rise strictly in the order in which they were made; those of several processes in the
    order of their clocks.
    """
    stamp = _next_stamp()
    milliseconds, fraction = divmod(stamp, _STAMPS_PER_MS)
    high = (milliseconds << 16) | (0x7 << 12) | fraction
    low = (0b10 << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    return f"{(high << 64) | low:032x}"


def _next_stamp() -> int:
    """Return milliseconds since 1970 times 4096, later than any stamp before even when the clock is not."""
    global _last_stamp
    now = time.time_ns() * _STAMPS_PER_MS // 1_000_000
    with _lock:
        _last_stamp = max(now, _last_stamp + 1)
        return _last_stamp
