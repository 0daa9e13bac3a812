"""How a client lies in the table: what is sealed, what is blinded, and what is plain to be filtered by."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of


class ClientRow(Row, table=True):
    """One client; ``aliases`` is a sealed JSON list."""

    __table_args__ = (sa.Index("ix_client_team_id_advisor_id", "team_id", "advisor_id"),)

    id: str = key_field()
    team_id: str = refers_to("team.id", index=False)
    advisor_id: str | None = refers_to("person.id")
    added_at: datetime = moment_field()
    tier: str = Field(max_length=16)
    ref: str | None = Field(unique=True)
    name: bytes = sealed_field()
    aliases: bytes | None = sealed_field()
    language: str | None
    zone: str | None
    country: str | None
    birthday: bytes | None = sealed_field()
    phone: bytes | None = sealed_field()
    phone_blind: str | None = Field(index=True, max_length=32)
    email: bytes | None = sealed_field()
    email_blind: str | None = Field(index=True, max_length=32)


class NamesVersionRow(Row, table=True):
    """The version of the client names within a scope: a person's own clients, or a team's."""

    scope: str = Field(primary_key=True, max_length=32)
    version: str = Field(max_length=32)


CLIENT = table_of(ClientRow)
NAMES_VERSION = table_of(NamesVersionRow)
