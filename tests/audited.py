"""Reads the audit trail, which the product itself only writes."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from storage.audit import AuditRow
from storage.columns import table_of
from storage.store import Store

_AUDIT = table_of(AuditRow)


def audited(store: Store) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the recorded acts, oldest first."""
    return store.transaction.rows(sa.select(_AUDIT).order_by(_AUDIT.c.at, _AUDIT.c.id))
