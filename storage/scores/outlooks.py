"""Refitting the outlook on the firm's own finished windows, and what the firm takes for normal."""

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from numpy.linalg import LinAlgError

from loyalty.index.house_norms import REGULAR_DAYS, house_norms
from loyalty.index.norms import Norms
from loyalty.outlook.evaluation import Evaluation, evaluate
from loyalty.outlook.fitting import FittedOutlook, OutlookForm, fit, untrained
from loyalty.outlook.model_card import ModelCard, model_card
from loyalty.outlook.outlook import PurchaseColumns, horizon_days
from storage.database import Database
from storage.scores.keptoutlook import KeptOutlook

logger = logging.getLogger(__name__)

_HOLDS_FOR = timedelta(days=30)
# Seven numbers are fitted: more clients would cost memory and time, and make them no surer.
CLIENTS_FITTED = 100_000


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the firm took for normal before, and what its own purchases say."""

    before: Norms
    after: Norms
    clients: int


def is_refit_due(kept: KeptOutlook | None, now: datetime) -> bool:
    """Tell whether a month has passed since the outlook was fitted."""
    return kept is None or now - kept.fitted_at >= _HOLDS_FOR


def outlook_as_of(database: Database, *, today: date, now: datetime, norms: Norms) -> KeptOutlook:
    """Return the outlook fitted on what was known by the end of ``today`` (UTC), without keeping it.

    A large firm's is fitted on ``CLIENTS_FITTED`` clients drawn at random.

    When the fit fails, or did worse on the newest finished window than the untrained count, the count is used
    and ``fell_back`` says so.
    """
    purchases = _purchases(database, at_most=CLIENTS_FITTED).until(today.toordinal())
    day, horizon, gap = today.toordinal(), horizon_days(norms), norms.house_gap_days
    plain = untrained(horizon_days=horizon, house_gap_days=gap, today=day)
    try:
        fitted = fit(purchases, today=day, horizon_days=horizon, house_gap_days=gap)
        card = model_card(purchases, today=day, horizon_days=horizon, house_gap_days=gap)
    except (LinAlgError, FloatingPointError, ValueError):
        logger.exception("the outlook could not be fitted; the untrained count is used")
        return KeptOutlook(plain, None, now, fell_back=True)
    if card is not None and _is_worse_than_count(card, purchases, plain):
        return KeptOutlook(plain, card, now, fell_back=True)
    return KeptOutlook(fitted, card, now)


def refit(database: Database, *, now: datetime, today: date) -> KeptOutlook:
    """Fit the outlook as of ``today`` and use it from now on."""
    with database.reading() as store:
        norms = store.firm.norms()
    kept = outlook_as_of(database, today=today, now=now, norms=norms)
    with database.unit() as store:
        store.firm.save_outlook(kept)
    return kept


def calibrate(database: Database, *, today: date, keep: bool) -> Calibration:
    """Read from the firm's own purchases what is usual there; ``keep`` uses it from now on."""
    with database.reading() as store:
        before = store.firm.norms()
        groups = store.purchases.groups_of_regulars(purchase_days=REGULAR_DAYS)
        client_ids, purchases = store.purchases.columns()
        given = store.transaction.given_norms
    found = house_norms(purchases, today=today.toordinal(), norms=before, groups_each=groups)
    if keep and found != before:
        with database.unit() as store:
            store.firm.save_norms(found)
    return Calibration(before, given.over(found), len(client_ids))


def evaluation(database: Database, *, today: date, horizon: int | None = None) -> Evaluation | None:
    """Judge the outlook on the newest finished window; None without a client to judge by."""
    with database.reading() as store:
        norms = store.firm.norms()
    return evaluate(
        _purchases(database).until(today.toordinal()),
        today=today.toordinal(),
        horizon_days=horizon or horizon_days(norms),
        house_gap_days=norms.house_gap_days,
    )


def _purchases(database: Database, *, at_most: int | None = None) -> PurchaseColumns:
    with database.reading() as store:
        return store.purchases.columns(at_most=at_most)[1]


def _is_worse_than_count(card: ModelCard, purchases: PurchaseColumns, plain: FittedOutlook) -> bool:
    if card.form is OutlookForm.UNTRAINED:
        return False
    count = model_card(
        purchases,
        today=card.window_end,
        horizon_days=card.window_end - card.window_start,
        house_gap_days=plain.house_gap_days,
        outlook=plain,
    )
    return count is not None and card.brier > count.brier
