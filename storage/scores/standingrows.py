"""How standings, their snapshots and the changes of level lie in their tables."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.columns import Row, key_field, moment_field, refers_to


class StandingRow(Row, table=True):
    """The last scoring of a client; figures as in ``loyalty.levels.standings``."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    client_id: str = refers_to("client.id", primary_key=True, index=False)
    scored_at: datetime = moment_field()
    scored_on: date
    index: float
    coverage: float
    outlook: float | None
    risk: float
    level: str | None = Field(index=True, max_length=16)
    cause: str = Field(max_length=24)
    cause_since: date | None
    level_since: datetime = moment_field()
    calm_days: int
    low_since: date | None
    computed_level: str | None = Field(max_length=16)
    computed_cause: str | None = Field(max_length=24)
    computed_since: date | None


class SnapshotRow(Row, table=True):
    """The figures of a client on a day on which they differed from those before."""

    __table_args__ = ({"sqlite_with_rowid": False},)

    client_id: str = refers_to("client.id", primary_key=True, index=False)
    scored_on: date = Field(primary_key=True)
    index: float
    coverage: float
    outlook: float | None
    risk: float
    level: str | None = Field(max_length=16)
    cause: str = Field(max_length=24)


class LevelChangeRow(Row, table=True):
    """One change of level; ``signal_id`` refers to nothing, since a fact may be deleted in many ways."""

    __table_args__ = (sa.Index("ix_level_change_client_id_changed_at", "client_id", "changed_at"),)

    id: str = key_field()
    client_id: str = refers_to("client.id", index=False)
    changed_at: datetime = moment_field()
    before: str | None = Field(max_length=16)
    after: str | None = Field(max_length=16)
    cause: str = Field(max_length=24)
    interaction_id: str | None = refers_to("interaction.id")
    signal_id: str | None = Field(index=True, max_length=32)
