"""How the bot itself is doing, for leads and the administrator; no client appears here."""

from dataclasses import dataclass
from datetime import date, datetime

from loyalty.duties import Duty
from loyalty.outlook.fitting import OutlookForm
from loyalty.outlook.model_card import ModelCard
from wording.reader import Reader
from wording.screen import Screen
from wording.templates import render


@dataclass(frozen=True, slots=True)
class HealthView:
    """What is told of the bot.

    Attributes:
        scored_at: when the levels were last brought up to date; None before the first time.
        failed_since: since when that fails; None while it works.
        waiting_in, waiting_out: updates and messages that wait.
        held_up: what failed and waits for its next try.
        fitted_at: when the chance of leaving was last fitted; None before the first time.
        fell_back: the fit failed or was no better, so the plain figure is used.
    """

    scored_at: datetime | None
    failed_since: datetime | None
    waiting_in: int
    waiting_out: int
    fitted_at: datetime | None
    form: OutlookForm
    card: ModelCard | None
    fell_back: bool
    held_up: int = 0


def health(view: HealthView, *, reader: Reader, now: datetime) -> Screen:
    """Return how fresh the levels are, what waits, and how good the chance of leaving is."""
    window = None
    if view.card is not None:
        window = (date.fromordinal(view.card.window_start), date.fromordinal(view.card.window_end))
    trained = view.form is not OutlookForm.UNTRAINED
    slots = {"view": view, "card": view.card, "window": window, "trained": trained}
    return Screen(render("health", reader, now=now, **slots))


def set_back(duty: Duty, count: int, *, reader: Reader, now: datetime) -> Screen:
    """Return that some work of a kind failed and is tried again; no client is named."""
    return Screen(render("set_back", reader, now=now, duty=duty, count=count))


def scoring_failed(
    failed_since: datetime, *, scored_at: datetime | None, reader: Reader, now: datetime
) -> Screen:
    """Return that the levels are not brought up to date at present, and what still works."""
    return Screen(render("scoring_failed", reader, now=now, failed_since=failed_since, scored_at=scored_at))
