"""The condition that a column holds one of many texts, however many they are."""

import json
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


def among(column: sa.ColumnElement[Any], texts: Collection[str]) -> sa.ColumnElement[bool]:
    """Return the condition that a column is one of the texts.

    They go to the database as one value. With ``in_`` each would be one of its own, of which a statement may
    hold only so many, and naming them all takes longer than finding them.
    """
    listed = _Texts(sa.bindparam(None, json.dumps(list(texts)), type_=sa.Text)).table_valued("value")
    return column.in_(sa.select(listed.c.value))


class _Texts(FunctionElement[str]):
    """A row for each text of a JSON list."""

    inherit_cache = True
    name = "texts"


@compiles(_Texts, "sqlite")
def _in_sqlite(texts: _Texts, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(texts.clauses, **options)})"


@compiles(_Texts, "postgresql")
def _in_postgresql(texts: _Texts, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(texts.clauses, **options)} AS JSON))"
