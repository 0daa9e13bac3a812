"""The corrections: what people said of moods that had been read, and what the firm learnt of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clients import ClientId
from loyalty.corrections import Correction, CorrectionId, Lessons, WeightsVersion
from loyalty.corrections.memory import KEPT
from loyalty.facts.interactions import InteractionId
from loyalty.people.people import PersonId
from loyalty.tone import Language, Mood
from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of
from storage.ids import new_id
from storage.records.toneversions import ToneVersionsRepository
from storage.transaction import Transaction

if TYPE_CHECKING:
    from loyalty.tone.weights import Weights


class CorrectionRow(Row, table=True):
    """One correction, at most one a note; the folded text is sealed."""

    id: str = key_field()
    interaction_id: str = refers_to("interaction.id", index=False)
    client_id: str = refers_to("client.id")
    person_id: str = refers_to("person.id")
    said_at: datetime = moment_field()
    text: bytes = sealed_field()
    language: str = Field(max_length=8, index=True)
    read: str = Field(max_length=16)
    negative: float
    neutral: float
    positive: float
    said: str = Field(max_length=16)
    version: str = Field(max_length=32)

    __table_args__ = (sa.UniqueConstraint("interaction_id"),)


_TABLE = table_of(CorrectionRow)


@dataclass(frozen=True, slots=True)
class _Learnt:
    """Lessons with how many corrections they rest on, and the newest of them."""

    lessons: Lessons
    count: int
    newest: str


class CorrectionsRepository:
    """The corrections of the whole firm."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def keep(self, correction: Correction) -> None:
        """Keep a correction; one of the same note gives way."""
        self.forget(correction.interaction_id)
        negative, neutral, positive = correction.probabilities
        values = {
            "id": correction.id,
            "interaction_id": correction.interaction_id,
            "client_id": correction.client_id,
            "person_id": correction.by,
            "said_at": correction.said_at,
            "text": self._transaction.keys.seal(correction.text, place=_place(correction.id)),
            "language": correction.language,
            "read": correction.read,
            "negative": negative,
            "neutral": neutral,
            "positive": positive,
            "said": correction.said,
            "version": correction.version,
        }
        self._transaction.insert(_TABLE, [values])

    def forget(self, interaction_id: InteractionId) -> None:
        """Forget what was said of a note, which is to be deleted."""
        self._transaction.change(sa.delete(_TABLE).where(_TABLE.c.interaction_id == interaction_id))

    def count(self, language: Language | None = None) -> int:
        """Return how many corrections there are, or are in a language."""
        counted = sa.select(sa.func.count()).select_from(_TABLE)
        if language is not None:
            counted = counted.where(_TABLE.c.language == language)
        return int(self._transaction.value(counted))

    def all_of(self, language: Language) -> list[Correction]:
        """Return the corrections of a language, oldest first."""
        return self._read(sa.select(_TABLE).where(_TABLE.c.language == language).order_by(_TABLE.c.id))

    def lessons(self) -> Lessons:
        """Return what the firm's corrections taught; kept in the process and only added to.

        The newest 5,000 corrections count.
        """
        shelf, versions = self._transaction.shelf, ToneVersionsRepository(self._transaction)
        in_use = versions.in_use()
        count, newest = self._transaction.rows(
            sa.select(sa.func.count(_TABLE.c.id), sa.func.coalesce(sa.func.max(_TABLE.c.id), ""))
        )[0]
        # Ids rise, so count and newest id never name two sets; no transaction that forgets reads lessons.
        scope, state = ("lessons", in_use), (count, newest)
        learnt: _Learnt | None = shelf.find(scope, "any")
        if learnt is not None and (learnt.count, learnt.newest) == state:
            return learnt.lessons
        fresh = self._newer(learnt.newest) if learnt is not None else []
        if learnt is not None and len(fresh) == count - learnt.count:
            lessons = learnt.lessons.with_more(fresh)
        else:
            lessons = _untaught(in_use, versions).with_more(self._newest())
        shelf.keep(scope, "any", _Learnt(lessons, count, newest), weight=1)
        return lessons

    def _newer(self, than: str) -> list[Correction]:
        newer = sa.select(_TABLE).where(_TABLE.c.id > than).order_by(_TABLE.c.id)
        return self._read(newer.limit(KEPT + 1))

    def _newest(self) -> list[Correction]:
        return self._read(sa.select(_TABLE).order_by(_TABLE.c.id.desc()).limit(KEPT))[::-1]

    def _read(self, statement: sa.Select[*tuple[Any, ...]]) -> list[Correction]:
        keys = self._transaction.keys
        return [
            Correction(
                id=CorrectionId(row.id),
                interaction_id=InteractionId(row.interaction_id),
                client_id=ClientId(row.client_id),
                by=PersonId(row.person_id),
                said_at=row.said_at,
                text=keys.open(row.text, place=_place(row.id)),
                language=row.language,
                read=Mood(row.read),
                probabilities=(row.negative, row.neutral, row.positive),
                said=Mood(row.said),
                version=WeightsVersion(row.version),
            )
            for row in self._transaction.rows(statement)
        ]


def new_correction_id() -> CorrectionId:
    """Return an id above all that were made before."""
    return CorrectionId(new_id())


def _untaught(in_use: Sequence[tuple[Language, WeightsVersion]], versions: ToneVersionsRepository) -> Lessons:
    weights: dict[Language, Weights] = {language: versions.weights(version) for language, version in in_use}
    return Lessons(weights=weights, versions=dict(in_use))


def _place(correction_id: str) -> tuple[str, str, str]:
    return ("correction", "text", correction_id)
