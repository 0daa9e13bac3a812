"""How a client lies in the table: what is sealed, what is blinded, and what is plain to be filtered by."""

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from loyalty.clientfields import Birthday
from loyalty.clients import Client, ClientId, Closing, Tier
from loyalty.people.people import Language, PersonId, TeamId
from storage.among import among
from storage.columns import Row, key_field, moment_field, refers_to, sealed_field, table_of
from storage.encryption import KeyRing
from storage.transaction import Transaction


class ClientRow(Row, table=True):
    """One client; aliases and birthday are sealed JSON lists.

    ``drafts_shown`` counts the unplanned drafts shown, so that the next has other words; ``needs_offered_at``
    is when it was last offered to tell what matters to the client.
    """

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
    likes: bytes | None = sealed_field()
    reached_by: bytes | None = sealed_field()
    needs_basic: bytes | None = sealed_field()
    needs_emotional: bytes | None = sealed_field()
    consented_on: date | None
    needs_offered_at: datetime | None = moment_field()
    closed_at: datetime | None = moment_field()
    closed_as: str | None = Field(max_length=16)
    drafts_shown: int = 0


CLIENT = table_of(ClientRow)


def client_values(client: Client, keys: KeyRing) -> dict[str, Any]:
    """Return the columns of a client."""

    def sealed(column: str, text: str | None) -> bytes | None:
        return None if text is None else keys.seal(text, place=_place(column, client.id))

    born = client.birthday
    return {
        "id": client.id,
        "team_id": client.team_id,
        "advisor_id": client.advisor_id,
        "added_at": client.added_at,
        "tier": client.tier.value,
        "ref": client.ref,
        "name": sealed("name", client.name),
        "aliases": sealed("aliases", _listed(client.aliases) if client.aliases else None),
        "language": client.language.value if client.language else None,
        "zone": client.zone,
        "country": client.country,
        "birthday": sealed("birthday", _listed((born.month, born.day, born.year)) if born else None),
        "phone": sealed("phone", client.phone),
        "phone_blind": keys.blind(client.phone) if client.phone else None,
        "email": sealed("email", client.email),
        "email_blind": keys.blind(comparable_email(client.email)) if client.email else None,
        "likes": sealed("likes", client.likes),
        "reached_by": sealed("reached_by", client.reached_by),
        "needs_basic": sealed("needs_basic", client.needs_basic),
        "needs_emotional": sealed("needs_emotional", client.needs_emotional),
        "consented_on": client.consented_on,
        "closed_at": client.closed_at,
        "closed_as": client.closed_as.value if client.closed_as else None,
    }


def client_of(row: sa.Row[*tuple[Any, ...]], keys: KeyRing) -> Client:
    """Return the client in a row of the whole table."""

    def opened(column: str, blob: bytes | None) -> str | None:
        return None if blob is None else keys.open(blob, place=_place(column, row.id))

    return Client(
        id=ClientId(row.id),
        name=keys.open(row.name, place=_place("name", row.id)),
        team_id=TeamId(row.team_id),
        advisor_id=PersonId(row.advisor_id) if row.advisor_id else None,
        added_at=row.added_at,
        tier=Tier(row.tier),
        ref=row.ref,
        aliases=aliases_of(row.id, row.aliases, keys),
        language=Language(row.language) if row.language else None,
        zone=row.zone,
        country=row.country,
        birthday=birthday_of(row.id, row.birthday, keys),
        phone=opened("phone", row.phone),
        email=opened("email", row.email),
        likes=opened("likes", row.likes),
        reached_by=opened("reached_by", row.reached_by),
        needs_basic=opened("needs_basic", row.needs_basic),
        needs_emotional=opened("needs_emotional", row.needs_emotional),
        consented_on=row.consented_on,
        closed_at=row.closed_at,
        closed_as=Closing(row.closed_as) if row.closed_as else None,
    )


def lock_clients(transaction: Transaction, client_ids: Collection[str]) -> None:
    """Keep others from scoring these clients, or changing their facts, until the transaction ends.

    SQLite has one writer anyway.
    """
    wanted = set(client_ids) - transaction.locked
    if wanted and transaction.connection.dialect.name == "postgresql":
        theirs = sa.select(CLIENT.c.id).where(among(CLIENT.c.id, wanted)).order_by(CLIENT.c.id)
        transaction.rows(theirs.with_for_update(key_share=True))
        transaction.locked |= wanted


def name_of(client_id: str, blob: bytes, keys: KeyRing) -> str:
    """Open the name alone, for lists that show nothing else."""
    return keys.open(blob, place=_place("name", client_id))


def aliases_of(client_id: str, blob: bytes | None, keys: KeyRing) -> tuple[str, ...]:
    """Open the other names of a client."""
    return tuple(json.loads(keys.open(blob, place=_place("aliases", client_id)))) if blob else ()


def birthday_of(client_id: str, blob: bytes | None, keys: KeyRing) -> Birthday | None:
    """Open the birthday alone, for plans that need nothing else."""
    return Birthday(*json.loads(keys.open(blob, place=_place("birthday", client_id)))) if blob else None


def comparable_email(email: str) -> str:
    """Return an address as addresses are compared; hardly any mailbox tells letter cases apart."""
    return email.strip().casefold()


def _listed(values: tuple[Any, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _place(column: str, client_id: str) -> tuple[str, str, str]:
    return "client", column, client_id
