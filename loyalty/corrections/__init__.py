"""What a firm's people teach about moods: corrections remembered, leanings learnt, weights fitted anew."""

from loyalty.corrections.lessons import NO_LESSONS, Learnt, Lessons
from loyalty.corrections.memory import Memory, Remembered
from loyalty.corrections.values import Correction, CorrectionId, WeightsVersion, shipped_version

__all__ = [
    "NO_LESSONS",
    "Correction",
    "CorrectionId",
    "Learnt",
    "Lessons",
    "Memory",
    "Remembered",
    "WeightsVersion",
    "shipped_version",
]
