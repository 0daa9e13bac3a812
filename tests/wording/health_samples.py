"""Samples of the screens about the bot itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from loyalty.duties import Duty
from loyalty.outlook.fitting import OutlookForm
from loyalty.outlook.model_card import ModelCard
from tests.wording.firm import NOON, OPENED
from tests.wording.spoken import Names
from wording.health import HealthView, health, scoring_failed, set_back
from wording.reader import Reader
from wording.screen import Screen

_CARD = ModelCard(
    form=OutlookForm.RHYTHM,
    window_start=date(2026, 8, 26).toordinal(),
    window_end=date(2026, 11, 24).toordinal(),
    clients=1822,
    base_rate=0.281,
    auc=0.742,
    balanced_accuracy=0.64,
    brier=0.174,
)


def health_shown(reader: Reader, _names: Names) -> Iterator[Screen]:
    well = HealthView(OPENED, None, 0, 0, OPENED, OutlookForm.RHYTHM, _CARD, fell_back=False)
    views = [
        well,
        replace(well, failed_since=OPENED, waiting_in=3, waiting_out=1200, held_up=2),
        replace(well, card=replace(_CARD, auc=None), fell_back=True, form=OutlookForm.UNTRAINED),
        replace(well, form=OutlookForm.UNTRAINED, card=None),
        replace(well, scored_at=None, fitted_at=None, card=None),
    ]
    for view in views:
        yield health(view, reader=reader, now=NOON)
    for duty in Duty:
        yield set_back(duty, 1, reader=reader, now=NOON)
    for scored_at in (OPENED, None):
        yield scoring_failed(OPENED, scored_at=scored_at, reader=reader, now=NOON)
