"""The tone engine: how an advisor's note or a client's message reads; pure and loaded on first use."""

from loyalty.tone.engine import tone_of
from loyalty.tone.values import Cue, CueName, Language, Mood, Tone

__all__ = ["Cue", "CueName", "Language", "Mood", "Tone", "tone_of"]
