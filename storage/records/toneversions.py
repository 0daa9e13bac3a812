"""The firm's own weights of the tone engine: all versions accepted, at most one a language in use."""

import base64
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.corrections import WeightsVersion
from loyalty.corrections.figures import RefitFigures
from loyalty.tone import Language
from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of
from storage.ids import new_id
from storage.transaction import Transaction

if TYPE_CHECKING:
    from loyalty.tone.weights import Weights


class ToneVersionRow(Row, table=True):
    """One version; its weights are sealed, for they hold runs of letters from clients' notes."""

    id: str = key_field()
    language: str = Field(max_length=8, index=True)
    made_at: datetime = moment_field()
    figures: str
    weights: bytes = sealed_field()
    in_use: bool
    before_id: str | None = refers_to("tone_version.id")


_TABLE = table_of(ToneVersionRow)


@dataclass(frozen=True, slots=True)
class ToneVersion:
    """One version of the firm's weights; ``before`` is the one it took over from, None for the shipped."""

    id: WeightsVersion
    language: Language
    made_at: datetime
    figures: RefitFigures
    in_use: bool
    before: WeightsVersion | None


class ToneVersionsRepository:
    """The versions of the firm's weights."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def all(self) -> list[ToneVersion]:
        """Return all versions without their weights, oldest first."""
        columns = (column for column in _TABLE.c if column.name != "weights")
        rows = self._transaction.rows(sa.select(*columns).order_by(_TABLE.c.id))
        return [_value(row) for row in rows]

    def in_use(self) -> tuple[tuple[Language, WeightsVersion], ...]:
        """Return which version of the firm a language is read by, where it is not the shipped one."""
        rows = self._transaction.rows(
            sa.select(_TABLE.c.language, _TABLE.c.id).where(_TABLE.c.in_use).order_by(_TABLE.c.language)
        )
        return tuple((row.language, WeightsVersion(row.id)) for row in rows)

    def weights(self, version: WeightsVersion) -> "Weights":
        """Return the weights of a version; kept in the process, since no version ever changes."""
        from loyalty.tone.weights import unpacked  # numpy

        kept: Weights | None = self._transaction.shelf.find(("tone weights", version), version)
        if kept is not None:
            return kept
        sealed = self._transaction.value(sa.select(_TABLE.c.weights).where(_TABLE.c.id == version))
        content = self._transaction.keys.open(sealed, place=_place(version))
        weights = unpacked(base64.b64decode(content))
        self._transaction.shelf.keep(("tone weights", version), version, weights)
        return weights

    def use(
        self, language: Language, packed: bytes, figures: RefitFigures, *, now: datetime
    ) -> WeightsVersion:
        """Keep new weights of a language and read with them from now on."""
        version = WeightsVersion(new_id())
        before = dict(self.in_use()).get(language)
        self._put_out_of_use(language)
        content = base64.b64encode(packed).decode()
        values = {
            "id": version,
            "language": language,
            "made_at": now,
            "figures": json.dumps(asdict(figures)),
            "weights": self._transaction.keys.seal(content, place=_place(version)),
            "in_use": True,
            "before_id": before,
        }
        self._transaction.insert(_TABLE, [values])
        return version

    def undo(self, language: Language) -> ToneVersion | None:
        """Go back to the version before; return the one given up, None when there is none in use."""
        current = next((one for one in self.all() if one.language == language and one.in_use), None)
        if current is None:
            return None
        self._put_out_of_use(language)
        if current.before is not None:
            self._transaction.change(
                sa.update(_TABLE).where(_TABLE.c.id == current.before).values(in_use=True)
            )
        return current

    def _put_out_of_use(self, language: Language) -> None:
        self._transaction.change(
            sa.update(_TABLE).where(_TABLE.c.language == language, _TABLE.c.in_use).values(in_use=False)
        )


def _value(row: sa.Row[*tuple[Any, ...]]) -> ToneVersion:
    return ToneVersion(
        id=WeightsVersion(row.id),
        language=row.language,
        made_at=row.made_at,
        figures=RefitFigures(**json.loads(row.figures)),
        in_use=row.in_use,
        before=None if row.before_id is None else WeightsVersion(row.before_id),
    )


def _place(version: str) -> tuple[str, str, str]:
    return ("tone_version", "weights", version)
