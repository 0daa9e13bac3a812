"""Fading, and a client's own rhythm: the usual gap between purchases or contacts, and the silence since."""

from loyalty.facts.facts import History
from loyalty.index.norms import Norms


def fade(age_days: float, half_life: float) -> float:
    """Return what is left of a fact after ``age_days``: one when new, a half after ``half_life`` days."""
    return float(2.0 ** (-age_days / half_life))


def purchase_days(history: History, today: int) -> list[int]:
    """Return the distinct days with a purchase up to ``today``, oldest first."""
    return sorted({purchase.day for purchase in history.purchases if purchase.day <= today})


def contact_days(history: History, today: int) -> list[int]:
    """Return the distinct days with a two-way contact up to ``today``, oldest first."""
    return sorted(
        {contact.day for contact in history.contacts if contact.is_two_way and contact.day <= today}
    )


def shrunk_gap(days: list[int], house_gap: float) -> float:
    """Return the usual gap between ``days`` (oldest first), drawn to the house gap as if by two more gaps."""
    if not days:
        return house_gap
    return (days[-1] - days[0] + 2 * house_gap) / (len(days) - 1 + 2)


def own_gap(history: History, today: int, norms: Norms) -> float:
    """Return the client's own usual number of days between purchases."""
    return shrunk_gap(purchase_days(history, today), norms.house_gap_days)


def silence_days(history: History, today: int) -> int | None:
    """Return the days since the last purchase; none when there was none."""
    last = max((purchase.day for purchase in history.purchases if purchase.day <= today), default=None)
    return None if last is None else today - last


def contact_gap(history: History, today: int, norms: Norms) -> float:
    """Return the client's own usual number of days between two-way contacts."""
    return shrunk_gap(contact_days(history, today), 30 / norms.monthly_cadence)


def contact_silence_days(history: History, today: int) -> int | None:
    """Return the days since the last two-way contact; none when there was none."""
    days = contact_days(history, today)
    return today - days[-1] if days else None
