"""`rapport evaluate tone` and `rapport tone` as they are typed."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from loyalty.corrections.figures import RefitFigures
from loyalty.tone import Mood
from loyalty.tone.weights import packed_weights
from storage.database import Database
from storage.encryption import KeyRing
from tests.staff import NOW, hire_staff
from tests.storage.test_mood_memory import COOL, logged

KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
Typed = Callable[..., tuple[object, str, str]]
NOTES = """text,label,lang,cues
"She loved the dinner, thanked us twice and asked for the chef.",1,en,gratitude
Nobody told him; three weeks of waiting and he is furious.,-1,en,complaint
Confirmed the appointment for Tuesday.,neutral,en,
客人很满意，连声道谢。,满意,zh,gratitude
"""


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RAPPORT_KEY", KEY)
    monkeypatch.setenv("RAPPORT_DATABASE", sqlite_url)
    Path("notes.csv").write_text(NOTES, encoding="utf-8")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    def typed(*words: str) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["rapport", *words])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return end.value.code, said.out, said.err

    return typed


def test_labelled_notes_are_judged_beside_textblob(run: Typed) -> None:
    code, out, _ = run("evaluate", "tone", "notes.csv")

    assert code == 0
    assert out.splitlines()[0] == "4 texts"
    assert "TextBlob" in out
    for word in ("macro-F1", "opposite-sign", "surest 60 %", "asked", "gratitude", "complaint"):
        assert word in out


def test_figures_are_printed_for_programs_and_by_language(run: Typed) -> None:
    code, out, _ = run("evaluate", "tone", "notes.csv", "--lang", "en", "--json")

    figures = json.loads(out)
    assert code == 0
    assert figures["engine"]["texts"] == figures["textblob"]["texts"] == 3
    assert sum(figures["engine"]["counts"].values()) == 3


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("note,mood\na,1\n", "column missing: text, label (found: note, mood)"),
        ("", "column missing: text, label (found: none)"),
        ("text,label\nfine,great\n", "line 2: label 'great' is none of"),
        ("text,label\n,1\n", "line 2: no text"),
        ("text,label,cues\nfine,1,sunshine\n", "'sunshine' is not a valid CueName"),
        ("text,label\n", "no line"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(run: Typed, content: str, fault: str) -> None:
    Path("bad.csv").write_text(content, encoding="utf-8")

    code, _, err = run("evaluate", "tone", "bad.csv")

    assert code == 1
    assert fault in err
    assert err.startswith("bad.csv: ")


def test_a_missing_file_and_odd_bytes_are_refused(run: Typed) -> None:
    Path("odd.csv").write_bytes(b"text,label\n\xff\xff\xff,1\n")

    assert "cannot be read" in run("evaluate", "tone", "nowhere.csv")[2]
    assert "neither UTF-8 nor GB18030" in run("evaluate", "tone", "odd.csv")[2]


def test_a_chinese_export_in_gb18030_is_read(run: Typed) -> None:
    Path("zh.csv").write_bytes("text,label\n客人很满意，连声道谢。,1\n".encode("gb18030"))

    assert run("evaluate", "tone", "zh.csv")[1].startswith("1 texts")


def test_too_few_corrections_are_not_refitted(run: Typed) -> None:
    code, out, _ = run("tone", "refit")

    assert code == 0
    assert "English: not refitted. There are 0 corrections, 150 are needed." in out
    assert "Chinese: not refitted. There are 0 corrections, 150 are needed." in out


def test_versions_are_listed_and_undone(run: Typed, sqlite_url: str) -> None:
    database = Database(sqlite_url, KeyRing.parse(KEY))
    with database.unit() as store:
        logged(store, hire_staff(store), Mood.NEGATIVE, text=COOL)
        figures = RefitFigures(160, 3000, 0.55, 0.7, 0.8, 0.79)
        store.tone_versions.use("en", packed_weights("en"), figures, now=NOW)
    database.close()

    listed = run("tone", "history")[1]
    assert "English: 1 corrections kept" in listed
    assert (
        "* 1  2026-11-24 02:12 UTC, 160 corrections. Macro-F1 in 5 folds: corrections 0.550 -> 0.700"
        in listed
    )

    undone = run("tone", "undo")[1]
    assert "English: back to the shipped weights" in undone
    assert "Chinese: the shipped weights are in use, nothing to undo" in undone
    assert "* shipped" in run("tone", "history")[1].split("Chinese")[0]
