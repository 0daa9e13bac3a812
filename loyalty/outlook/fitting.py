"""The outlook fitted to a firm's own finished windows: two numbers at first, then a logistic regression."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from loyalty.facts.facts import History
from loyalty.outlook.outlook import (
    Floats,
    PurchaseColumns,
    chances_from_counts,
    columns_of_one,
    fading_counts,
    half_life_of,
)
from loyalty.outlook.rhythm_features import rhythm_features

# When to trust which form: docs/loyalty.md, "Outlook and levels".
_ENOUGH_FOR_COUNT = 20
_ENOUGH_FOR_RHYTHM, _ENOUGH_ROWS_FOR_RHYTHM = 100, 1_000
# Three windows a third of a horizon apart, and this ridge, did best on finished windows of public data.
_WINDOWS, _WINDOW_STEP = 3, 1 / 3
_RIDGE = 20.0
# Newton's steps settle within eight; the rest is for very uneven outcomes.
_ROUNDS = 15

Flags = NDArray[np.bool_]


class OutlookForm(StrEnum):
    """How the chance is found: untrained, two fitted numbers on the count, or seven rhythm features."""

    UNTRAINED = "untrained"
    COUNT = "count"
    RHYTHM = "rhythm"


@dataclass(frozen=True, slots=True)
class FittedOutlook:
    """A fitted outlook, plain numbers only, so that it can be kept.

    Attributes:
        horizon_days: the outlook is the chance of no purchase within these days.
        house_gap_days: the usual gap the features are measured by.
        fitted_on: the day as of which it was fitted.
        rows, left: training rows, and how many of them bought nothing in their window.
        means, scales, weights: one number a feature, none when untrained.
    """

    form: OutlookForm
    horizon_days: float
    house_gap_days: float
    fitted_on: int
    rows: int = 0
    left: int = 0
    intercept: float = 0.0
    means: tuple[float, ...] = ()
    scales: tuple[float, ...] = ()
    weights: tuple[float, ...] = ()

    def chances(self, purchases: PurchaseColumns, *, today: int) -> Floats:
        """Return the chance of leaving of each of ``purchases.clients()``; cut later rows off before."""
        if self.form is OutlookForm.UNTRAINED:
            half_life = half_life_of(self.horizon_days)
            return chances_from_counts(fading_counts(purchases, today=today, half_life=half_life))
        return self.chances_by(
            rhythm_features(
                purchases, today=today, horizon_days=self.horizon_days, house_gap_days=self.house_gap_days
            )
        )

    def chances_by(self, features: Floats) -> Floats:
        """Return the chances that belong to rows of ``rhythm_features``; not for the untrained."""
        standard = (features[:, : len(self.weights)] - np.array(self.means)) / np.array(self.scales)
        return logistic_chances(self.intercept + standard @ np.array(self.weights))

    def chance(self, history: History, *, today: int) -> float:
        """Return the chance of leaving of one client; one without a purchase is as untrained."""
        purchases = columns_of_one(history, today)
        chances = self.chances(purchases, today=today)
        return float(chances[0]) if len(chances) else 1.0


def fit(
    purchases: PurchaseColumns, *, today: int, horizon_days: float, house_gap_days: float
) -> FittedOutlook:
    """Return the outlook fitted on windows finished by ``today``; with too few rows the untrained one.

    A window is a past day and the horizon after it. Its features see only what was known on that day.
    """
    known = purchases.until(today)
    windows = _finished_windows(known, today, horizon_days, house_gap_days)
    features = np.concatenate([window[0] for window in windows]) if windows else np.empty((0, 7))
    left = np.concatenate([window[1] for window in windows]) if windows else np.empty(0, dtype=bool)
    gone, stayed = int(left.sum()), int((~left).sum())
    fewest = min(gone, stayed)
    if fewest < _ENOUGH_FOR_COUNT:
        plain = untrained(horizon_days=horizon_days, house_gap_days=house_gap_days, today=today)
        return replace(plain, rows=len(left), left=gone)
    enough = fewest >= _ENOUGH_FOR_RHYTHM and len(left) >= _ENOUGH_ROWS_FOR_RHYTHM
    used = features if enough else features[:, :1]
    means, scales = used.mean(axis=0), used.std(axis=0)
    # A feature that never varies tells nothing: its standard value is then zero everywhere.
    scales = np.where(scales > 1e-9, scales, 1.0)
    weights = logistic_regression((used - means) / scales, left)
    return FittedOutlook(
        form=OutlookForm.RHYTHM if enough else OutlookForm.COUNT,
        horizon_days=horizon_days,
        house_gap_days=house_gap_days,
        fitted_on=today,
        rows=len(left),
        left=gone,
        intercept=float(weights[0]),
        means=tuple(means.tolist()),
        scales=tuple(scales.tolist()),
        weights=tuple(weights[1:].tolist()),
    )


def untrained(*, horizon_days: float, house_gap_days: float, today: int) -> FittedOutlook:
    """Return the outlook that needs no training: the fading count alone."""
    return FittedOutlook(OutlookForm.UNTRAINED, horizon_days, house_gap_days, today)


def _finished_windows(
    known: PurchaseColumns, today: int, horizon_days: float, house_gap_days: float
) -> list[tuple[Floats, Flags]]:
    if not len(known.day):
        return []
    # A past shorter than a horizon shows no rhythm yet: only the newest window may look back that little.
    oldest = int(known.day.min()) + horizon_days
    newest = today - horizon_days
    starts = [int(newest - step * _WINDOW_STEP * horizon_days) for step in range(_WINDOWS)]
    return [
        _window(known, start, horizon_days, house_gap_days)
        for start in starts
        if start >= oldest or start == starts[0]
    ]


def _window(
    known: PurchaseColumns, start: int, horizon_days: float, house_gap_days: float
) -> tuple[Floats, Flags]:
    past = known.until(start)
    features = rhythm_features(past, today=start, horizon_days=horizon_days, house_gap_days=house_gap_days)
    return features, left_within(known, past.clients(), start=start, horizon_days=horizon_days)


def left_within(
    purchases: PurchaseColumns, clients: NDArray[np.int64], *, start: int, horizon_days: float
) -> Flags:
    """Return which ``clients`` bought nothing in the ``horizon_days`` after ``start``."""
    inside = (purchases.day > start) & (purchases.day <= start + horizon_days)
    return ~np.isin(clients, np.unique(purchases.client[inside]))


def logistic_chances(logits: Floats) -> Floats:
    """Return the chances that belong to ``logits``."""
    # Beyond 35 the chance differs from 0 or 1 by less than a float can say; exp must not overflow.
    return 1 / (1 + np.exp(-np.clip(logits, -35, 35)))


def logistic_regression(features: Floats, outcome: Flags) -> Floats:
    """Return intercept and weights by reweighted least squares with a ridge on the weights."""
    design = np.column_stack([np.ones(len(features)), features])
    ridge = np.diag([1e-6, *[_RIDGE] * features.shape[1]])
    weights = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        chances = logistic_chances(design @ weights)
        slope = design.T @ (outcome - chances) - ridge @ weights
        curve = (design * (chances * (1 - chances))[:, None]).T @ design + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights
