"""BG/NBD, the usual model of buying and dropping out, by its closed forms: a baseline of the outlook.

Source: Fader, Hardie, Lee, "Counting your customers" the easy way (2005), equations 6 and 10. Buyers buy at
rates spread as a gamma (r, alpha) and drop out after a purchase with chances spread as a beta (a, b).
"""

import numpy as np
from numpy.typing import NDArray

from benchmarks.outlook import columns_of

Floats = NDArray[np.float64]
Chances = tuple[NDArray[np.int64], Floats]

_FITTED_ON = 20_000
_TOO_LARGE_LOG = 12.0
_SMALLEST_STEP = 0.005


def probability_of_being_gone(events: dict[str, Floats], cut_off: int, _horizon: int) -> Chances:
    """Return 1 - P(alive) of each client; one who bought once is alive by definition."""
    clients, repeats, last, age = _summary(events, cut_off)
    r, alpha, a, b = _fitted(repeats, last, age)
    return clients, 1 - _alive(repeats, last, age, r, alpha, a, b)


def chance_to_stop_buying(events: dict[str, Floats], cut_off: int, horizon: int) -> Chances:
    """Return the chance of no purchase within the horizon: gone, or alive and not buying in that time."""
    clients, repeats, last, age = _summary(events, cut_off)
    r, alpha, a, b = _fitted(repeats, last, age)
    waits = ((alpha + age) / (alpha + age + horizon)) ** (r + repeats)
    return clients, 1 - _alive(repeats, last, age, r, alpha, a, b) * (1 - waits)


def _summary(events: dict[str, Floats], cut_off: int) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
    """Return clients, repeat purchases, days from the first to the last of them, and days since the first."""
    past = columns_of(events).until(cut_off)
    starts, counts = past.segments()
    first, newest = past.day[starts], past.day[starts + counts - 1]
    return (
        past.clients(),
        (counts - 1).astype(float),
        (newest - first).astype(float),
        (cut_off - first).astype(float),
    )


def _alive(repeats: Floats, last: Floats, age: Floats, r: float, alpha: float, a: float, b: float) -> Floats:
    odds = np.log(a) - np.log(b + np.maximum(repeats, 1) - 1)
    odds += (r + repeats) * (np.log(alpha + age) - np.log(alpha + last))
    return np.where(repeats > 0, 1 / (1 + np.exp(np.minimum(odds, _TOO_LARGE_LOG))), 1.0)


def _fitted(repeats: Floats, last: Floats, age: Floats) -> tuple[float, float, float, float]:
    """Return r, alpha, a and b of the greatest likelihood, found by trying ever smaller steps."""
    some = slice(None, None, max(1, len(repeats) // _FITTED_ON))
    x, t, known = repeats[some], last[some], np.maximum(age[some], 1.0)
    best = np.log(np.array([0.5, 30.0, 0.8, 2.5]))
    least, step = _missed(best, x, t, known), 1.0
    while step > _SMALLEST_STEP:
        tries = [best + step * move for each in np.eye(4) for move in (each, -each)]
        found = min((_missed(logs, x, t, known), place) for place, logs in enumerate(tries))
        if found[0] < least:
            least, best = found[0], tries[found[1]]
        else:
            step /= 2
    r, alpha, a, b = np.exp(best)
    return float(r), float(alpha), float(a), float(b)


def _missed(logs: Floats, x: Floats, t: Floats, known: Floats) -> float:
    """Return the mean log-likelihood of what was bought, with its sign turned."""
    if np.abs(logs).max() > _TOO_LARGE_LOG:
        return np.inf
    r, alpha, a, b = np.exp(logs)
    stayed = _risen(b, x) - _risen(a + b, x) - (r + x) * np.log(alpha + known)
    gone = np.log(a) + _risen(b, x - 1) - _risen(a + b, x) - (r + x) * np.log(alpha + t)
    likely = np.where(x > 0, np.logaddexp(stayed, gone), stayed)
    return -float(np.mean(_risen(r, x) + r * np.log(alpha) + likely))


def _risen(start: float, steps: Floats) -> Floats:
    """Return log(gamma(start + steps) / gamma(start)) for whole steps, those under 0 counting as 0."""
    whole = np.maximum(steps, 0).astype(int)
    sums: Floats = np.concatenate([[0.0], np.cumsum(np.log(start + np.arange(whole.max(initial=0))))])
    return np.asarray(sums[whole])
