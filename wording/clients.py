"""Finding, adding and editing clients in the chat."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from loyalty.clients import ClientId, Tier
from wording.cleaning import clipped
from wording.labels import label_of
from wording.reader import Reader

NAME_CHARS = 28  # what fits on one button across a telephone
HITS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One client that a search found."""

    client_id: ClientId
    name: str
    tier: Tier
    ref: str | None = None


def hit_labels(hits: Sequence[Hit], reader: Reader) -> list[str]:
    """Return a name for each button: with the tier, and with the firm's reference where both are alike."""
    told = [(hit.name, hit.tier) for hit in hits]
    alike = Counter(told)
    labels = []
    for hit, pair in zip(hits, told, strict=True):
        tail = label_of("tier", hit.tier, reader.language)
        if alike[pair] > 1 and hit.ref:
            tail = f"{tail} · {clipped(hit.ref, NAME_CHARS // 2)}"
        labels.append(f"{clipped(hit.name, NAME_CHARS)} · {tail}")
    return labels
