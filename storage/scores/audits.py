"""What the audit of the scores reads: groups and levels of all clients, and what the outlook foretold."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.levels.levels import Level
from loyalty.outlook.fairness import AuditedClient, GroupAudit, Grouping, age_band, audit
from loyalty.outlook.fitting import fit, left_within
from loyalty.outlook.model_card import judged_before
from loyalty.outlook.outlook import horizon_days
from storage.clients.clientrows import CLIENT, birthday_of
from storage.columns import table_of
from storage.database import Database
from storage.scores.standingrows import StandingRow
from storage.store import Store

_STANDING = table_of(StandingRow)
_JOINED = CLIENT.outerjoin(_STANDING, _STANDING.c.client_id == CLIENT.c.id)
_IN_CARE = CLIENT.c.closed_at.is_(None)
# While a lead's level holds there is a computed cause, even where no level was computed.
_IS_SET = _STANDING.c.computed_cause.is_not(None)


@dataclass(frozen=True, slots=True)
class ScoreAudit:
    """Each group of clients with its levels now and how true the outlook was of it.

    Attributes:
        set_by_leads: how many clients have a level set by a lead; they count with the one computed beneath.
    """

    groups: list[GroupAudit]
    set_by_leads: int


def score_audit(database: Database, *, today: date) -> ScoreAudit:
    """Return the audit of what was computed; levels that leads set say nothing about it."""
    with database.reading() as store:
        outcomes = _outcomes(store, today)
        counted = sa.select(sa.func.count()).select_from(_JOINED).where(_IN_CARE, _IS_SET)
        set_by_leads = int(store.transaction.value(counted))
        return ScoreAudit(audit(_clients(store, outcomes, today)), set_by_leads)


def _clients(store: Store, outcomes: dict[ClientId, tuple[float, bool]], today: date) -> list[AuditedClient]:
    columns = (CLIENT.c.id, CLIENT.c.tier, CLIENT.c.country, CLIENT.c.language, CLIENT.c.birthday)
    level = sa.case((_IS_SET, _STANDING.c.computed_level), else_=_STANDING.c.level).label("level")
    rows = store.transaction.stream(sa.select(*columns, level).select_from(_JOINED).where(_IN_CARE))
    clients = []
    for row in rows:
        born = birthday_of(row.id, row.birthday, store.transaction.keys)
        groups = {
            Grouping.TIER: row.tier,
            Grouping.COUNTRY: row.country,
            Grouping.LANGUAGE: row.language,
            Grouping.AGE: age_band(born.year if born else None, year=today.year),
        }
        chance, left = outcomes.get(ClientId(row.id), (None, None))
        known = {grouping: group for grouping, group in groups.items() if group}
        clients.append(AuditedClient(known, Level(row.level) if row.level else None, chance, left))
    return clients


def _outcomes(store: Store, today: date) -> dict[ClientId, tuple[float, bool]]:
    """Return for each client of the newest finished window the chance foretold and whether they left."""
    norms = store.firm.norms()
    horizon, day = horizon_days(norms), today.toordinal()
    start = day - horizon
    client_ids, purchases = store.purchases.columns()
    purchases = purchases.until(day)
    past = purchases.until(start)
    judged = judged_before(purchases, start)
    if not judged.any():
        return {}
    fitted = fit(past, today=start, horizon_days=horizon, house_gap_days=norms.house_gap_days)
    numbers = past.clients()[judged]
    chances = fitted.chances(past, today=start)[judged]
    left = left_within(purchases, numbers, start=start, horizon_days=horizon)
    return {
        client_ids[number]: (float(chance), bool(gone))
        for number, chance, gone in zip(numbers, chances, left, strict=True)
    }
