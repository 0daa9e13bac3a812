"""What is told of a standing besides itself: what moved the figure, and where it stands in the firm."""

from loyalty.index.index import COVERAGE_NEEDED
from loyalty.index.ladder import share_below as share_on
from loyalty.index.movements import Move, moves_of_week
from loyalty.levels.standings import Standing
from storage.store import Store


def moves_of(store: Store, standing: Standing | None) -> tuple[Move, ...]:
    """Return what moved a figure most in the week before it was scored; empty when that is not known."""
    if standing is None or standing.coverage < COVERAGE_NEEDED or standing.week_ago is None:
        return ()
    history, today = store.histories.of(standing.client_id), standing.scored_on.toordinal()
    return moves_of_week(history, today=today, norms=store.firm.norms())


def share_below(store: Store, standing: Standing | None) -> float | None:
    """Return how many of the firm's clients have a lower figure, 0 to 1; None when too little is known.

    Counted are the clients of whom enough is known for a figure, as the night found them.
    """
    if standing is None or standing.coverage < COVERAGE_NEEDED:
        return None
    return share_on(standing.index, store.firm.ladder())
