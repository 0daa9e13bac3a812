"""Reads playbooks from the text of their files; the shipped ones lie beside this module."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from loyalty.errors import RapportError
from loyalty.people.people import Language, Role
from loyalty.playbooks.tables import Table
from loyalty.playbooks.values import (
    Phrase,
    Playbook,
    PlaybookName,
    Playbooks,
    SkipKey,
    Step,
    StepKey,
    StepWords,
)

_ENDING = ".toml"
_ROLES = (Role.ADVISOR, Role.LEAD, Role.ANALYST, Role.SPECIALIST)
# A message shows all steps and is read in ten seconds; reasons are buttons, three in a row.
_MOST_STEPS, _MOST_REASONS = 6, 6
_SCRIPT_CHARS = 160


class PlaybooksError(RapportError):
    """A firm's playbooks cannot be used; ``faults`` names file, key and what is wrong, one sentence each."""

    def __init__(self, faults: list[str], /) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@cache
def shipped_playbooks() -> Playbooks:
    """Return the playbooks that come with the program, read once."""
    folder = files("loyalty.playbooks")
    texts = {_file(name): folder.joinpath(_file(name)).read_text(encoding="utf-8") for name in PlaybookName}
    books = _books(texts)
    return Playbooks(MappingProxyType(books), frozenset(), _steps(books), _reasons(books))


def playbooks_from(texts: Mapping[str, str]) -> Playbooks:
    """Return the shipped playbooks with those of a firm in their place.

    Args:
        texts: the text of each of the firm's files by file name.

    Raises:
        PlaybooksError: with every fault of every file.
    """
    shipped = shipped_playbooks()
    own = _books(texts, beside=shipped.books)
    books = {name: own.get(name, book) for name, book in shipped.books.items()}
    return Playbooks(
        books=MappingProxyType(books),
        own=frozenset(own),
        # What an open case still has of the shipped ones keeps its words.
        known=MappingProxyType({**shipped.known, **_steps(books)}),
        known_reasons=MappingProxyType({**shipped.known_reasons, **_reasons(books)}),
    )


def _books(
    texts: Mapping[str, str], *, beside: Mapping[PlaybookName, Playbook] | None = None
) -> dict[PlaybookName, Playbook]:
    faults: list[str] = []
    books: dict[PlaybookName, Playbook] = {}
    for file, text in sorted(texts.items()):
        if file not in {_file(name) for name in PlaybookName}:
            faults.append(f"{file}: no playbook has this name; use {', '.join(map(_file, PlaybookName))}")
            continue
        name = PlaybookName(file.removesuffix(_ENDING))
        try:
            table = Table(tomllib.loads(text), place=file, faults=faults)
        except tomllib.TOMLDecodeError as error:
            faults.append(f"{file}: is no TOML: {error}")
            continue
        books[name] = _playbook(name, table)
    _refuse_shared_keys({**(beside or {}), **books}, faults)
    _refuse_reasons_told_twice({**(beside or {}), **books}, faults)
    if faults:
        raise PlaybooksError(faults)
    return books


def _playbook(name: PlaybookName, table: Table) -> Playbook:
    table.choice("level", (name.level,))
    title = table.phrase("name", limit_chars=30, chinese_chars=12)
    reasons: dict[SkipKey, Phrase] = {}
    for each in table.tables("skip", at_least=1, at_most=_MOST_REASONS):
        key = SkipKey(each.key())
        if key in reasons:
            each.fault("key", f'"{key}" stands there twice')
        reasons[key] = each.own_phrase(limit_chars=14, chinese_chars=5)
        each.finish()
    steps = tuple(_step(each) for each in table.tables("step", at_least=1, at_most=_MOST_STEPS))
    table.finish()
    return Playbook(name, title, steps, MappingProxyType(reasons))


def _step(table: Table) -> Step:
    key = StepKey(table.key())
    clock = table.clock("clock")
    role = Role(table.choice("role", _ROLES, default=Role.ADVISOR))
    by_contact, settles = table.flag("by_contact"), table.flag("settles")
    words = _words(table)
    table.finish()
    return Step(key, clock, words, role, by_contact, settles)


def _words(table: Table) -> StepWords:
    both = [table.table(language) for language in Language]
    scripts = [each.optional_text("script", limit_chars=_SCRIPT_CHARS) for each in both]
    words = StepWords(
        todo=Phrase(*(each.text("todo", chinese_chars=16) for each in both)),
        done=Phrase(*(each.text("done", chinese_chars=16) for each in both)),
        goal=Phrase(*(each.text("goal", chinese_chars=16) for each in both)),
        # Twelve and the tick before it are the fourteen signs a button has room for.
        button=Phrase(*(each.text("button", limit_chars=12, chinese_chars=5) for each in both)),
        script=_both("script", scripts, table),
        draft=_both("draft", [each.draft("draft") for each in both], table),
    )
    for each in both:
        each.finish()
    return words


def _both(key: str, texts: list[str | None], table: Table) -> Phrase | None:
    en, zh = texts
    if en is None and zh is None:
        return None
    if en is None or zh is None:
        table.fault(key, f"is missing in {Language.EN if en is None else Language.ZH}")
        return None
    return Phrase(en, zh)


def _refuse_shared_keys(books: Mapping[PlaybookName, Playbook], faults: list[str]) -> None:
    """A case may go on by a graver playbook, so a key names one step of one playbook."""
    homes: dict[StepKey, PlaybookName] = {}
    for name, book in books.items():
        for number, step in enumerate(book.steps, start=1):
            home = homes.get(step.key)
            if home is not None and step.key:
                faults.append(f'{_file(name)}, step {number}: key: "{step.key}" is taken in {_file(home)}')
            homes[step.key] = name


def _refuse_reasons_told_twice(books: Mapping[PlaybookName, Playbook], faults: list[str]) -> None:
    """A reason is stored by its key alone, so that the same key means the same words everywhere."""
    told: dict[SkipKey, tuple[PlaybookName, Phrase]] = {}
    for name, book in books.items():
        for key, words in book.skip_reasons.items():
            home, meant = told.setdefault(key, (name, words))
            if meant != words:
                faults.append(f'{_file(name)}: skip: "{key}" has other words in {_file(home)}')


def _steps(books: Mapping[PlaybookName, Playbook]) -> Mapping[StepKey, Step]:
    return MappingProxyType({step.key: step for book in books.values() for step in book.steps})


def _reasons(books: Mapping[PlaybookName, Playbook]) -> Mapping[SkipKey, Phrase]:
    return MappingProxyType({key: said for book in books.values() for key, said in book.skip_reasons.items()})


def _file(name: PlaybookName) -> str:
    return f"{name}{_ENDING}"
