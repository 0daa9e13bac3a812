"""The dev notes: kept beside the project, labelled by others, for one check at the end."""

import csv
from pathlib import Path

_FOLDER = Path(__file__).parents[1].parent / "shared" / "data" / "tone"


def dev_notes(language: str) -> list[tuple[str, int]]:
    """Return text and label (-1, 0, 1) of each dev note; none where the files are absent."""
    file = _FOLDER / f"dev_{language}.csv"
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [(row["text"], int(row["label"])) for row in csv.DictReader(lines) if row["text"].strip()]
