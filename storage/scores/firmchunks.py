"""All clients of the firm by column, some ten thousand at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from loyalty.clients import ClientId
from loyalty.outlook.outlook import Floats
from loyalty.sums.clients import FigureColumns
from loyalty.sums.layout import Slot, empty_sums
from storage.clients.clientrows import CLIENT
from storage.database import Database
from storage.records.clientsums import sums_hold
from storage.records.sumrows import SUMS
from storage.scores.asides import Aside
from storage.scores.scoring import CLIENTS_AT_ONCE
from storage.scores.stood import Stood
from storage.scores.stoodrows import stood_of_chunk
from storage.scores.yardstick import Yardstick

# A client takes about a kilobyte while a chunk is read.
_CLIENTS_A_CHUNK = 25_000
_NOTHING_KNOWN = np.array(empty_sums(0)).tobytes()


@dataclass(frozen=True, slots=True, eq=False)
class FirmChunk:
    """Some clients with their figures of today, and how they stood if that is kept."""

    client_ids: list[ClientId]
    columns: FigureColumns
    stood: Stood


def chunks_of_firm(
    database: Database, yardstick: Yardstick, *, is_past: bool, aside: Aside | None = None
) -> Iterator[FirmChunk]:
    """Yield all clients who are not closed, in the order of their ids; sums out of date are made anew.

    Args:
        is_past: the day of the yardstick is over, so its sums are made for this once.
        aside: takes those whose sums cannot be made, and leaves out those it has.
    """
    aside = aside or Aside(None)
    after = ""
    while read := _read(database, yardstick, after=after):
        client_ids, kept, stood = read
        sums = np.frombuffer(b"".join(each or _NOTHING_KNOWN for each in kept)).reshape(-1, len(Slot))
        missing = [place for place, each in enumerate(kept) if each is None or is_past]
        del kept
        if missing:
            sums = sums.copy()
            missing = [place for place in missing if client_ids[place] not in aside.client_ids]
            _make(database, yardstick, client_ids, missing, sums, is_past=is_past, aside=aside)
        after = client_ids[-1]
        here = [place for place, each in enumerate(client_ids) if each not in aside.client_ids]
        if len(here) < len(client_ids):
            client_ids, sums, stood = (
                [client_ids[place] for place in here],
                sums[here],
                stood.at(np.array(here)),
            )
        yield FirmChunk(client_ids, yardstick.columns(sums), stood)


def _read(
    database: Database, yardstick: Yardstick, *, after: str
) -> tuple[list[ClientId], list[bytes | None], Stood] | None:
    """Return the next clients by id, their sums as kept, and how they stood; None after the last."""
    holds = sa.and_(SUMS.c.client_id == CLIENT.c.id, sums_hold(yardstick.scheme, yardstick.today.toordinal()))
    chunk = (
        sa.select(CLIENT.c.id, SUMS.c.sums)
        .select_from(CLIENT.outerjoin(SUMS, holds))
        .where(CLIENT.c.id > after, CLIENT.c.closed_at.is_(None))
        .order_by(CLIENT.c.id)
        .limit(_CLIENTS_A_CHUNK)
    )
    with database.reading() as store:
        rows = store.transaction.plain_rows(chunk)
        if not rows:
            return None
        client_ids = [ClientId(row[0]) for row in rows]
        return client_ids, [row[1] for row in rows], stood_of_chunk(store.transaction, client_ids)


def _make(
    database: Database,
    yardstick: Yardstick,
    client_ids: list[ClientId],
    places: list[int],
    sums: Floats,
    *,
    is_past: bool,
    aside: Aside,
) -> None:
    """Put sums made of the facts into the rows at some places, and keep them unless they are of the past."""
    today = yardstick.today.toordinal()
    place_of = {client_ids[place]: place for place in places}

    def make(ids: Sequence[ClientId]) -> None:
        part = [place_of[client_id] for client_id in ids]
        if is_past:
            with database.reading() as store:
                sums[part] = store.sums.made(ids, yardstick.scheme, as_of=today)
        else:
            with database.unit() as store:
                store.standings.lock(ids)
                sums[part] = store.sums.of(ids, yardstick.scheme, today=today)

    missing = list(place_of)
    for start in range(0, len(missing), CLIENTS_AT_ONCE):
        aside.work_off(missing[start : start + CLIENTS_AT_ONCE], make)
