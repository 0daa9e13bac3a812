"""The picture of a client's loyalty figure over the last year, asked for by a button."""

from datetime import datetime, timedelta

from loyalty.clients import ClientId
from loyalty.index.index import COVERAGE_NEEDED
from loyalty.people.people import Person
from scheduler.pushes.wordings import Params, Wording, reader_of
from storage.scores.standingviews import moves_of, share_below
from storage.scores.yardstick import utc_day
from storage.store import Store
from wording.charts.loyalty import LoyaltyMark
from wording.loyaltycurves import CHANGES_TOLD, LevelStep, LoyaltyCurveView, loyalty_curve
from wording.screen import Screen

_BACK = timedelta(days=365)


def _loyalty_curve(store: Store, person: Person, params: Params, now: datetime) -> Screen | None:
    client = store.clients.of(ClientId(str(params["client"])), reader=person)
    reader = reader_of(person)
    standing = store.standings.of(client.id)
    snapshots = store.standings.snapshots(client.id, since=utc_day(now) - _BACK)
    changes = store.standings.changes(client.id, limit=CHANGES_TOLD)
    view = LoyaltyCurveView(
        client_id=client.id,
        client_name=client.name,
        standing=standing,
        marks=tuple(
            LoyaltyMark(each.on, each.index, each.level, known=each.coverage >= COVERAGE_NEEDED)
            for each in snapshots
        ),
        changes=tuple(
            LevelStep(each.changed_at.astimezone(reader.tzinfo).date(), each.after, each.cause)
            for each in changes
        ),
        moves=moves_of(store, standing),
        share_below=share_below(store, standing),
    )
    return loyalty_curve(view, reader=reader, now=now)


WORDINGS: dict[str, Wording] = {"loyalty_curve": _loyalty_curve}
