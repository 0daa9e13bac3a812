"""What holds for the whole firm: the lines of the levels, its norms, when the night's work is due, keys."""

import json
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.index.norms import Norms
from loyalty.levels.levels import FIXED_LINES, Lines
from storage.columns import Row, sealed_field, table_of
from storage.errors import WrongKeyError
from storage.scores.keptoutlook import KeptOutlook, kept_outlook_of, outlook_content
from storage.transaction import Transaction

_CHECKED = "rapport"
_MEASURES = ("norms", "outlook", "lines")
# What `rapport calibrate` finds.
_CALIBRATED = ("house_gap_days", "yearly_target", "target_groups")


class FirmRow(Row, table=True):
    """One value of the firm under its name, as JSON."""

    name: str = Field(primary_key=True, max_length=32)
    content: str


class KeyCheckRow(Row, table=True):
    """One key the database was ever sealed with, proved by a word sealed with it."""

    key_id: str = Field(primary_key=True, max_length=8)
    sealed: bytes = sealed_field()


FIRM = table_of(FirmRow)

_KEY_CHECK = table_of(KeyCheckRow)


class FirmRepository:
    """The firm's own values; each has a default until it is first saved."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._measures: dict[str, str] | None = None

    def lines(self) -> Lines:
        """Return the lines of the levels; the fixed ones until they were first computed."""
        kept = self._get("lines")
        return FIXED_LINES if kept is None else Lines(yellow=kept["yellow"], red=kept["red"])

    def lines_set_at(self) -> datetime | None:
        """Return when the lines were last computed, None when they never were."""
        kept = self._get("lines")
        return None if kept is None else datetime.fromisoformat(kept["set_at"])

    def save_lines(self, lines: Lines, at: datetime) -> None:
        """Keep the lines computed at a moment."""
        self._put("lines", {"yellow": lines.yellow, "red": lines.red, "set_at": at.isoformat()})

    def norms(self) -> Norms:
        """Return what the firm takes for normal: what it set itself, else what its own purchases say."""
        kept = self._get("norms") or {}
        norms = Norms(**{name: kept[name] for name in _CALIBRATED if name in kept})
        return self._transaction.given_norms.over(norms)

    def save_norms(self, norms: Norms) -> None:
        """Keep what the firm's own purchases say."""
        self._put("norms", {name: getattr(norms, name) for name in _CALIBRATED})

    def outlook(self) -> KeptOutlook | None:
        """Return the outlook in use, None before the first fit."""
        kept = self._get("outlook")
        return None if kept is None else kept_outlook_of(kept)

    def save_outlook(self, outlook: KeptOutlook) -> None:
        """Use an outlook from now on."""
        self._put("outlook", outlook_content(outlook))

    def worths_on(self) -> date | None:
        """Return the day as of which the worth of all clients was last worked out, None before the first."""
        kept = self._get("worths_on")
        return None if kept is None else date.fromisoformat(kept)

    def save_worths_on(self, day: date) -> None:
        """Keep that day."""
        self._put("worths_on", day.isoformat())

    def ladder(self) -> tuple[float, ...]:
        """Return the ladder (``loyalty.index.ladder``); empty until it was made, or with too few clients."""
        return tuple(self._get("ladder") or ())

    def save_ladder(self, ladder: tuple[float, ...]) -> None:
        """Keep the ladder."""
        self._put("ladder", ladder)

    def next_nightly_at(self) -> datetime | None:
        """Return when the next nightly scoring is due, None before the first was planned."""
        return self._moment("next_nightly_at")

    def save_next_nightly_at(self, at: datetime) -> None:
        """Plan the next nightly scoring."""
        self._put("next_nightly_at", at.isoformat())

    def scored_at(self) -> datetime | None:
        """Return when all clients were last scored, None before the first time."""
        return self._moment("scored_at")

    def scored_on(self) -> date | None:
        """Return the day as of which all clients were last scored, None before the first time."""
        kept = self._get("scored_on")
        return None if kept is None else date.fromisoformat(kept)

    def save_scored(self, at: datetime, *, on: date) -> None:
        """Note that all clients were scored, as of the end of a day; whatever failed before is over."""
        self._put("scored_at", at.isoformat())
        self._put("scored_on", on.isoformat())
        self._transaction.change(sa.delete(FIRM).where(FIRM.c.name == "scoring_failed_since"))

    def scoring_failed_since(self) -> datetime | None:
        """Return since when scoring fails, None while it works."""
        return self._moment("scoring_failed_since")

    def save_scoring_failed(self, at: datetime) -> datetime:
        """Note that scoring failed; the first moment stays and is returned."""
        first = self.scoring_failed_since() or at
        self._put("scoring_failed_since", first.isoformat())
        return first

    def baseline_at(self) -> datetime | None:
        """Return when the first scoring of all clients ended, None before it did."""
        return self._moment("baseline_at")

    def save_baseline_at(self, at: datetime) -> None:
        """Note when the first scoring of all clients ended."""
        self._put("baseline_at", at.isoformat())

    def bot_name(self) -> str | None:
        """Return the bot's name at Telegram without the @, None until it was first told."""
        name = self._get("bot_name")
        return None if name is None else str(name)

    def save_bot_name(self, name: str) -> None:
        """Keep the bot's name at Telegram, for links made without a network."""
        self._put("bot_name", name)

    def check_keys(self) -> None:
        """Prove that the key ring opens all that was ever sealed here, and note its newest key as used.

        Raises:
            WrongKeyError: a key that sealed something is missing.
            SealBrokenError: a key has the right name but other content.
        """
        keys = self._transaction.keys
        for row in self._transaction.rows(sa.select(_KEY_CHECK)):
            if row.key_id not in keys.key_ids:
                raise WrongKeyError(row.key_id)
            keys.open(row.sealed, place=("key_check", "sealed", row.key_id))
        newest = keys.key_ids[0]
        check = {"key_id": newest, "sealed": keys.seal(_CHECKED, place=("key_check", "sealed", newest))}
        self._transaction.insert_missing(_KEY_CHECK, [check])

    def _moment(self, name: str) -> datetime | None:
        kept = self._get(name)
        return None if kept is None else datetime.fromisoformat(kept)

    def _get(self, name: str) -> Any:
        if name in _MEASURES:
            content = self._read_measures().get(name)
        else:
            content = self._transaction.value(sa.select(FIRM.c.content).where(FIRM.c.name == name))
        return None if content is None else json.loads(content)

    def _read_measures(self) -> dict[str, str]:
        """Return what every scoring asks for, read once a transaction."""
        if self._measures is None:
            rows = self._transaction.rows(sa.select(FIRM).where(FIRM.c.name.in_(_MEASURES)))
            self._measures = {row.name: row.content for row in rows}
        return self._measures

    def _put(self, name: str, value: Any) -> None:
        self._measures = None
        self._transaction.upsert(FIRM, [{"name": name, "content": json.dumps(value)}], key=("name",))
