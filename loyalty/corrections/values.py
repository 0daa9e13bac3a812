"""A correction: what a person said of a mood that had been read, and the wording it was said of."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NewType
from zlib import crc32

from loyalty.clients import ClientId
from loyalty.facts.interactions import InteractionId
from loyalty.people.people import PersonId
from loyalty.tone import Language, Mood
from loyalty.tone.normalise import PERSON, folded

CorrectionId = NewType("CorrectionId", str)
WeightsVersion = NewType("WeightsVersion", str)

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_BESIDE_HAN = re.compile("(?<=[\u3400-\u9fff\ue000]) | (?=[\u3400-\u9fff\ue000])")


@dataclass(frozen=True, slots=True)
class Correction:
    """One tap on a mood: it was read rightly or wrongly.

    Attributes:
        text: what the mood was read from, as `folded_text` returns it; no name of the client is left in it.
        read: the mood the engine alone read, before anything learnt from corrections.
        probabilities: of (negative, neutral, positive) by the engine alone; zeros when it read nothing.
        said: negative, neutral or positive.
        version: which weights read it: `shipped_version`, or the id of the firm's own.
    """

    id: CorrectionId
    interaction_id: InteractionId
    client_id: ClientId
    by: PersonId
    said_at: datetime
    text: str
    language: Language
    read: Mood
    probabilities: tuple[float, float, float]
    said: Mood
    version: WeightsVersion


def folded_text(text: str, *, masked: tuple[str, ...] = ()) -> str:
    """Return the text as it is kept: lower case, simplified characters, names and addresses blanked out.

    Of each name its words are blanked out too: a note says "Chen" as well as "Chen Wei".
    """
    parts = (word for name in masked for word in name.split() if len(word) > 1)
    return " ".join(folded(text, masked=(*masked, *parts)).text.split())


def wording_of(kept: str) -> str:
    """Return the wording of a kept text: its words, emoji and blanked names; each number reads 0.

    Punctuation and spacing make no other wording, nor does another date, sum or count.
    """
    signs = (sign if _says_something(sign) else " " for sign in kept.replace("'", ""))
    words = " ".join(_NUMBER.sub("0", "".join(signs)).split())
    return _BESIDE_HAN.sub("", words)


@cache
def shipped_version(language: Language) -> WeightsVersion:
    """Return the version of the committed weights of a language; another release with others has another."""
    from loyalty.tone.weights import packed_weights  # numpy

    content = packed_weights(language) if language != "other" else b""
    return WeightsVersion(f"shipped {crc32(content):08x}")


def _says_something(sign: str) -> bool:
    return sign.isalnum() or sign == PERSON or unicodedata.category(sign) == "So"
