"""The outlook in use as it lies among the firm's values, with the card that tells how good it is."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from loyalty.outlook.fitting import FittedOutlook, OutlookForm
from loyalty.outlook.model_card import ModelCard


@dataclass(frozen=True, slots=True)
class KeptOutlook:
    """The outlook in use.

    Attributes:
        card: how it did on the newest finished window; None as long as there is nothing to judge by.
        fell_back: the fit was no better than the untrained count, or failed, so the count is used.
    """

    fitted: FittedOutlook
    card: ModelCard | None
    fitted_at: datetime
    fell_back: bool = False


def outlook_content(kept: KeptOutlook) -> dict[str, Any]:
    """Return an outlook as JSON takes it."""
    return {
        "fitted": asdict(kept.fitted),
        "card": asdict(kept.card) if kept.card else None,
        "fitted_at": kept.fitted_at.isoformat(),
        "fell_back": kept.fell_back,
    }


def kept_outlook_of(content: dict[str, Any]) -> KeptOutlook:
    """Return the outlook that was kept as JSON."""
    fitted, card = content["fitted"], content["card"]
    lists = {name: tuple(fitted[name]) for name in ("means", "scales", "weights")}
    return KeptOutlook(
        fitted=FittedOutlook(**{**fitted, **lists, "form": OutlookForm(fitted["form"])}),
        card=ModelCard(**{**card, "form": OutlookForm(card["form"])}) if card else None,
        fitted_at=datetime.fromisoformat(content["fitted_at"]),
        fell_back=content["fell_back"],
    )
