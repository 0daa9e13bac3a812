"""A table of a playbook's file while it is read: hands out values and notes all that is wrong with them."""

import re
from collections.abc import Sequence
from datetime import timedelta
from string import Formatter
from typing import Any

from loyalty.people.people import Language
from loyalty.playbooks.values import Clock, ContactClock, DaysClock, Phrase, PlainClock, WorkingClock

_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}")
_CLOCK = re.compile(r"(\d+) (working hours?|hours?|days?|days? or next contact)")
_LONGEST_HOURS, _LONGEST_DAYS = 1000, 365
_CLOCKS = '"4 working hours", "4 hours", "3 days" or "14 days or next contact"'
_SLOTS = ("client", "advisor")
# Telegram's copy button takes 256 characters (Bot API, CopyTextButton); two names of usual length fit in.
_DRAFT_CHARS = 256
_USUAL_NAME = "x" * 20


class Table:
    """One table of a file.

    Attributes:
        place: the file and where in it, as a fault names them.
        faults: shared by all tables of all files; each is one sentence.
    """

    def __init__(self, values: dict[str, Any], *, place: str, faults: list[str]) -> None:
        self.place = place
        self.faults = faults
        self._values = values
        self._asked: set[str] = set()

    def fault(self, key: str, what: str) -> None:
        """Note what is wrong with a key."""
        self.faults.append(f"{self.place}: {key}: {what}" if key else f"{self.place}: {what}")

    def text(self, key: str, *, limit_chars: int = 40, chinese_chars: int | None = None) -> str:
        """Return a text that must be there; ``chinese_chars`` is another limit for texts in Chinese."""
        found = self._take(key, str, "a text")
        if found is None:
            return ""
        has_chinese = re.search("[\u4e00-\u9fff]", found) is not None
        limit = chinese_chars if has_chinese and chinese_chars else limit_chars
        if not found.strip():
            self.fault(key, "is empty")
        elif len(found) > limit:
            self.fault(key, f"has {len(found)} characters, at most {limit} fit")
        return str(found).strip()

    def optional_text(self, key: str, *, limit_chars: int) -> str | None:
        """Return a text that may be left out."""
        return self.text(key, limit_chars=limit_chars) if key in self._values else None

    def draft(self, key: str) -> str | None:
        """Return a message to a client that may be left out, its slots checked."""
        draft = self.optional_text(key, limit_chars=_DRAFT_CHARS)
        if draft is None:
            return None
        try:
            slots = [(name, spec, how) for _, name, spec, how in Formatter().parse(draft) if name is not None]
        except ValueError as error:
            self.fault(key, f"has a brace too many or too few ({error})")
            return draft
        for name, spec, how in slots:
            if name not in _SLOTS or spec or how:
                self.fault(key, f"knows the slots {{client}} and {{advisor}} only, not {{{name}}}")
                return draft
        filled = draft.format(client=_USUAL_NAME, advisor=_USUAL_NAME)
        if len(filled) > _DRAFT_CHARS:
            self.fault(key, f"has {len(filled)} characters with two names of 20, at most {_DRAFT_CHARS} fit")
        return draft

    def key(self) -> str:
        """Return the name under which this table is stored."""
        key = self.text("key")
        if key and _KEY.fullmatch(key) is None:
            self.fault("key", f'"{key}" must be a-z, 0-9 and _, a letter first, at most 32')
        return key

    def flag(self, key: str) -> bool:
        """Return a yes or no that may be left out, which is no."""
        return bool(self._take(key, bool, "true or false")) if key in self._values else False

    def choice(self, key: str, allowed: Sequence[str], *, default: str | None = None) -> str:
        """Return one of the words allowed."""
        if key not in self._values and default is not None:
            return default
        found = self._take(key, str, "a text")
        if found is not None and found not in allowed:
            self.fault(key, f'"{found}" is none of {", ".join(allowed)}')
        return found if found in allowed else allowed[0]

    def clock(self, key: str) -> Clock:
        """Return a clock: ``4 working hours``, ``4 hours``, ``3 days``, ``14 days or next contact``."""
        found = self._take(key, str, "a text")
        read = None if found is None else _CLOCK.fullmatch(found.strip())
        if read is None:
            if found is not None:
                self.fault(key, f'"{found}" is no clock; write {_CLOCKS}')
            return DaysClock(1)
        number, unit = int(read[1]), read[2]
        longest = _LONGEST_DAYS if unit.startswith("day") else _LONGEST_HOURS
        if not 0 < number <= longest:
            self.fault(key, f'"{found}" must lie between 1 and {longest}')
            return DaysClock(1)
        return _clock(number, unit)

    def table(self, key: str) -> "Table":
        """Return a table inside this one; an empty one stands in for a missing one."""
        found = self._take(key, dict, "a table")
        return Table(found or {}, place=f"{self.place}, {key}", faults=self.faults if found else [])

    def tables(self, key: str, *, at_least: int, at_most: int) -> list["Table"]:
        """Return the tables of a list, which must be so many."""
        found = self._take(key, list, "a list of tables") or []
        if not all(isinstance(each, dict) for each in found):
            self.fault(key, "is not a list of tables")
            return []
        if found and not at_least <= len(found) <= at_most:
            self.fault(key, f"there are {len(found)}, must be {at_least} to {at_most}")
        return [
            Table(each, place=f"{self.place}, {key} {number}", faults=self.faults)
            for number, each in enumerate(found, start=1)
        ]

    def phrase(self, key: str, *, limit_chars: int, chinese_chars: int) -> Phrase:
        """Return a table of the two languages as a phrase."""
        both = self.table(key)
        phrase = both.own_phrase(limit_chars=limit_chars, chinese_chars=chinese_chars)
        both.finish()
        return phrase

    def own_phrase(self, *, limit_chars: int, chinese_chars: int) -> Phrase:
        """Return this table's own two languages as a phrase."""
        texts = (
            self.text(language, limit_chars=limit_chars, chinese_chars=chinese_chars) for language in Language
        )
        return Phrase(*texts)

    def finish(self) -> None:
        """Note the keys nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                self.fault(key, "is not known")

    def _take(self, key: str, kind: type, told: str) -> Any:
        self._asked.add(key)
        if key not in self._values:
            self.fault(key, "is missing")
            return None
        found = self._values[key]
        if not isinstance(found, kind):
            self.fault(key, f"must be {told}")
            return None
        return found


def _clock(number: int, unit: str) -> Clock:
    if unit.startswith("working"):
        return WorkingClock(timedelta(hours=number))
    if unit.startswith("hour"):
        return PlainClock(timedelta(hours=number))
    return ContactClock(number) if unit.endswith("contact") else DaysClock(number)
