"""What every table is built from: names derived from the row class, and the types all columns share."""

import re
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

# Constraints need names of their own, or no migration could drop them (Alembic, "The Importance of Naming").
_NAMING = {
    "pk": "pk_%(table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


class Row(SQLModel):
    """The parent of all rows: ``OutboxItemRow`` is a line of the table ``outbox_item``.

    A field annotated ``datetime`` is aware UTC both ways and refuses a naive value.
    """

    metadata = sa.MetaData(naming_convention=_NAMING)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__.removesuffix("Row")).lower()


def table_of(row: type[Row]) -> sa.Table:
    """Return the table of a row class, for statements that bypass objects."""
    table = Row.metadata.tables.get(str(row.__tablename__))
    if table is None:
        raise TypeError(f"{row.__name__} is not a table class")
    return table


def key_field() -> Any:
    """Declare the primary key: an id made by the application (``storage.ids.new_id``)."""
    return Field(primary_key=True, max_length=32)


def refers_to(key: str, *, index: bool = True, primary_key: bool = False) -> Any:
    """Declare a reference such as ``refers_to("client.id")``; indexed, since it is what queries filter by."""
    return Field(foreign_key=key, index=index, primary_key=primary_key, max_length=32)


def sealed_field() -> Any:
    """Declare a column of ciphertext (``KeyRing.seal``); annotate it ``bytes`` or ``bytes | None``."""
    return Field(sa_type=sa.LargeBinary)


def moment_field(*, index: bool = False) -> Any:
    """Declare a moment in aware UTC; annotate it ``datetime`` or ``datetime | None``."""
    return Field(sa_type=UTCDateTime, index=index)
