"""`rapport evaluate tone`: how well the tone engine reads labelled notes, beside plain TextBlob."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer

from loyalty.errors import RapportError
from loyalty.tone import CueName, Mood, tone_of
from loyalty.tone.accuracy import MOODS, Judged, ToneAccuracy, accuracy_of

_LABELS = {
    **dict.fromkeys(("-1", "negative", "unhappy", "neg", "不满", "负面"), Mood.NEGATIVE),
    **dict.fromkeys(("0", "neutral", "neu", "平静", "中性"), Mood.NEUTRAL),
    **dict.fromkeys(("1", "+1", "positive", "happy", "pos", "满意", "正面"), Mood.POSITIVE),
}
_WORDS = {Mood.NEGATIVE: "unhappy", Mood.NEUTRAL: "neutral", Mood.POSITIVE: "happy", Mood.UNKNOWN: "unknown"}
_ENCODINGS = ("utf-8-sig", "gb18030")
# A sign of polarity below this is how most programs take TextBlob for neutral.
_TEXTBLOB_NEUTRAL = 0.05


class LabelledFileError(RapportError):
    """A file of labelled notes cannot be used; the message says where and why."""

    def __init__(self, file: Path, fault: str) -> None:
        super().__init__(f"{file.name}: {fault}")
        self.fault = fault


@dataclass(frozen=True, slots=True)
class LabelledNote:
    """One line of the file; ``cues`` is None where the file has no such column."""

    text: str
    label: Mood
    cues: frozenset[CueName] | None = None
    language: str = ""


def evaluate_tone(
    file: Annotated[Path, typer.Argument(help="CSV with the columns text, label [, lang, cues].")],
    language: Annotated[str | None, typer.Option("--lang", help="Only lines of this language.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print figures for programs.")] = False,
) -> None:
    """Judge the engine by labelled notes: -1, 0, 1 or unhappy, neutral, happy; cues apart by spaces."""
    notes = [note for note in labelled_notes(file) if language in (None, note.language)]
    if not notes:
        raise LabelledFileError(file, f"no line of the language {language}" if language else "no line")
    engine, plain = accuracy_of([_judged(note) for note in notes]), _plain_textblob(notes)
    if as_json:
        typer.echo(json.dumps({"engine": _content(engine), "textblob": _content(plain)}))
        return
    for line in (*_lines(engine, plain), *_cue_lines(engine)):
        typer.echo(line)


def labelled_notes(file: Path) -> list[LabelledNote]:
    """Return the labelled notes of a file.

    Raises:
        LabelledFileError: it cannot be read, a column is missing, or a line has a bad label, cue or no text.
    """
    rows = csv.DictReader(StringIO(_content_of(file)))
    columns = [(name or "").strip().lower() for name in rows.fieldnames or ()]
    rows.fieldnames = columns
    missing = [name for name in ("text", "label") if name not in columns]
    if missing:
        raise LabelledFileError(
            file, f"column missing: {', '.join(missing)} (found: {', '.join(columns) or 'none'})"
        )
    try:
        return list(_notes(file, rows))
    except csv.Error as error:
        raise LabelledFileError(file, f"line {rows.line_num}: {error}") from error


def _content_of(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise LabelledFileError(file, f"cannot be read ({error.strerror})") from error
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LabelledFileError(file, "is neither UTF-8 nor GB18030")


def _notes(file: Path, rows: "csv.DictReader[str]") -> Iterator[LabelledNote]:
    has_cues = "cues" in (rows.fieldnames or ())
    for row in rows:
        text, label = (row["text"] or "").strip(), (row["label"] or "").strip().lower()
        if not text:
            raise LabelledFileError(file, f"line {rows.line_num}: no text")
        if label not in _LABELS:
            raise LabelledFileError(
                file, f"line {rows.line_num}: label {label!r} is none of -1, 0, 1 or their words"
            )
        cues = _cues(file, rows.line_num, row["cues"] or "") if has_cues else None
        yield LabelledNote(text, _LABELS[label], cues, (row.get("lang") or "").strip().lower())


def _cues(file: Path, line: int, written: str) -> frozenset[CueName]:
    try:
        return frozenset(CueName(cue) for cue in written.replace(";", " ").split())
    except ValueError as error:
        known = ", ".join(CueName)
        raise LabelledFileError(file, f"line {line}: {error}; cues are {known}") from error


def _judged(note: LabelledNote) -> Judged:
    read = tone_of(note.text)
    return Judged(
        wanted=note.label,
        read=read.mood,
        confidence=read.confidence,
        asked=read.unsure,
        wanted_cues=note.cues,
        read_cues=frozenset(cue.name for cue in read.cues),
    )


def _plain_textblob(notes: list[LabelledNote]) -> ToneAccuracy:
    from textblob import TextBlob  # takes about a second to import

    def polarity(text: str) -> float:
        return float(TextBlob(text).sentiment.polarity)

    return accuracy_of([_by_polarity(note, polarity) for note in notes])


def _by_polarity(note: LabelledNote, polarity: Callable[[str], float]) -> Judged:
    found = polarity(note.text)
    sign = (found > _TEXTBLOB_NEUTRAL) - (found < -_TEXTBLOB_NEUTRAL)
    return Judged(note.label, MOODS[sign + 1], confidence=abs(found))


def _lines(engine: ToneAccuracy, plain: ToneAccuracy) -> Iterator[str]:
    yield f"{engine.texts:,} texts"
    yield f"{'':<28}{'Rapport':>9}{'TextBlob':>10}"
    yield f"{'macro-F1':<28}{engine.macro_f1:>9.3f}{plain.macro_f1:>10.3f}"
    yield f"{'opposite-sign mistakes':<28}{engine.opposite:>9.1%}{plain.opposite:>10.1%}"
    yield f"{'right among the surest 60 %':<28}{engine.surest:>9.1%}{plain.surest:>10.1%}"
    yield f"{'advisor would be asked':<28}{engine.asked:>9.1%}{'':>10}"
    read_moods = (*MOODS, Mood.UNKNOWN)
    yield f"{'labelled, down; read, across':<28}" + "".join(f"{_WORDS[mood]:>9}" for mood in read_moods)
    for wanted in MOODS:
        counts = "".join(f"{engine.counts.get((wanted, read), 0):>9,}" for read in read_moods)
        yield f"  {_WORDS[wanted]:<26}{counts}"


def _cue_lines(engine: ToneAccuracy) -> Iterator[str]:
    if engine.cues:
        yield f"{'cue':<28}{'labelled':>9}{'precision':>10}{'recall':>9}"
    for cue, found in engine.cues.items():
        yield f"  {cue:<26}{found.wanted:>9}{_share(found.precision):>10}{_share(found.recall):>9}"


def _share(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"


def _content(found: ToneAccuracy) -> dict[str, object]:
    return {
        "texts": found.texts,
        "macro_f1": found.macro_f1,
        "opposite": found.opposite,
        "surest": found.surest,
        "asked": found.asked,
        "counts": {f"{wanted} {read}": count for (wanted, read), count in found.counts.items()},
        "cues": {
            cue: {"labelled": one.wanted, "precision": one.precision, "recall": one.recall}
            for cue, one in found.cues.items()
        },
    }
