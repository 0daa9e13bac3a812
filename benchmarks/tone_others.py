"""Well-known sentiment engines as most programs use them, to stand beside the tone engine."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

Labels = Callable[[str], int]
"""Gives -1, 0 or 1 for a text."""


def _sign(value: float, *, neutral: float) -> int:
    return (value > neutral) - (value < -neutral)


def _textblob() -> Labels | None:
    blob = import_module("textblob").TextBlob
    return lambda text: _sign(float(blob(text).sentiment.polarity), neutral=0.05)


def _vader() -> Labels | None:
    if find_spec("vaderSentiment") is None:
        return None
    analyzer = import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()
    return lambda text: _sign(float(analyzer.polarity_scores(text)["compound"]), neutral=0.05)


def _snownlp() -> Labels | None:
    if find_spec("snownlp") is None:
        return None
    analyzer = import_module("snownlp").SnowNLP
    # It knows no neutral; the middle fifth stands for it.
    return lambda text: _sign(float(analyzer(text).sentiments) - 0.5, neutral=0.1)


OTHERS: dict[str, tuple[tuple[str, Callable[[], Labels | None]], ...]] = {
    "en": (("plain TextBlob", _textblob), ("VADER", _vader)),
    "zh": (("SnowNLP", _snownlp),),
}
