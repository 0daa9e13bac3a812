"""Logging: one handler at the root that shows no token, no update and no words out of an exception."""

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import TextIO

from telegram import TelegramObject

from loyalty.errors import RapportError

_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}|(?<=/bot)\d+:[^/\s'\"]+")
_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# They write addresses with the token, whole requests or whole messages below these levels.
_NOISY = {
    "aiohttp": logging.WARNING,
    "alembic": logging.WARNING,
    "asyncio": logging.INFO,
    "apscheduler": logging.WARNING,
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "matplotlib": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "telegram": logging.INFO,
    "uvicorn.access": logging.WARNING,
}

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def set_up_logging(*, level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Log to ``stream`` (standard error by default), replacing what was set up before."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(DiscreetFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in _NOISY.items():
        logging.getLogger(name).setLevel(max(level, least))


class DiscreetFormatter(logging.Formatter):
    """Formats a record without what must not be in a log, whoever wrote it."""

    def __init__(self) -> None:
        super().__init__(_LINE)

    def format(self, record: logging.LogRecord) -> str:
        """Return the lines of a record, with tokens blotted out."""
        record = logging.makeLogRecord(record.__dict__)
        # Formatted anew: another handler may have left its own words here.
        record.exc_text = None
        if isinstance(record.args, tuple):
            record.args = tuple(_discreet(argument) for argument in record.args)
        return _TOKEN.sub("…", super().format(record))

    def formatException(self, ei: _ExcInfo) -> str:
        """Return where an exception came from; its message only when it is ours and speaks in ids.

        Messages of others quote what they stumbled over: an address with the token, a client's name.
        """
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            lines += [
                f"  {frame.filename}:{frame.lineno} in {frame.name}"
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            lines.append(_told(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
            if error is not None:
                lines.append("caused by:")
        return "\n".join(lines)


def _discreet(argument: object) -> object:
    if isinstance(argument, TelegramObject):
        return f"<{type(argument).__name__} {getattr(argument, 'update_id', '')}>"
    return _told(argument) if isinstance(argument, BaseException) else argument


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if isinstance(error, RapportError) else type(error).__name__
