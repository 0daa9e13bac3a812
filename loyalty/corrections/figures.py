"""The figures a refit is judged by, and why one is refused."""

from dataclasses import dataclass
from enum import StrEnum

#: With fewer corrections a refit did harm (20 to 60 were tried; source: tone design).
FEWEST_CORRECTIONS = 150
#: The project's notes may be read worse by this much macro-F1, no more (source: tone design).
MOST_LOST = 0.02


class Refusal(StrEnum):
    """Why weights fitted anew are not taken."""

    TOO_FEW = "too_few"
    NO_BETTER = "no_better"
    NOTES_WORSE = "notes_worse"


@dataclass(frozen=True, slots=True)
class RefitFigures:
    """What five folds found; all macro-F1, of texts the judged weights had not seen.

    Attributes:
        corrections_before: what was read when each correction was made.
        corrections_after: with weights fitted to the notes and four fifths of the corrections, not this one.
        notes_before: the project's notes, by weights fitted to the other notes alone.
        notes_after: the same by weights fitted to the corrections too.
    """

    corrections: int
    notes: int
    corrections_before: float = 0.0
    corrections_after: float = 0.0
    notes_before: float = 0.0
    notes_after: float = 0.0

    @property
    def refusal(self) -> Refusal | None:
        """Return why the weights are not taken, None when they are."""
        if self.corrections < FEWEST_CORRECTIONS:
            return Refusal.TOO_FEW
        if self.corrections_after <= self.corrections_before:
            return Refusal.NO_BETTER
        # A billionth mends differences such as 0.80 - 0.78.
        if self.notes_before - self.notes_after > MOST_LOST + 1e-9:
            return Refusal.NOTES_WORSE
        return None
