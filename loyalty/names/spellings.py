"""Spells one name in all the ways people write it: order, joined, pinyin, initials, parts."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from loyalty.names.folding import is_ideograph, normalised, spelled, words_of
from loyalty.names.lists import listed
from loyalty.names.pinyin import Sound, divided, sounds
from loyalty.names.titles import without_titles

_HYPHENS = re.compile(r"(?<=\w)[-‐‑–](?=\w)")
_HYPHENED = re.compile(r"\w+(?:[-‐‑–]\w+)+")
# Parts of a name that name nobody by themselves.
_PARTICLES = listed("""
    de del della di da do dos du des van von der den ter ten la le el al bin bint ibn abu the and of co ltd
    inc st san
""")
# A name longer than this is a sentence somebody put into the name field; no person types it.
MOST_WORDS = 12
_MOST_CHARS = 200


@dataclass(frozen=True, slots=True)
class Spellings:
    """What may stand for a client.

    Attributes:
        full: whole names in every order, joined and apart, and in pinyin.
        parts: surnames and given names; shared by many clients.
        initials: first letters of the words or syllables, two or more.
        joined, compact: one word made of all words, as written and sorted, for the forgiving search.
        signs: single Chinese characters.
    """

    full: frozenset[str]
    parts: frozenset[str]
    initials: frozenset[str]
    joined: frozenset[str]
    compact: frozenset[str]
    signs: frozenset[str]


class _Script(NamedTuple):
    chinese: bool
    words: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    full: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)
    joined: set[str] = field(default_factory=set)
    compact: set[str] = field(default_factory=set)
    signs: set[str] = field(default_factory=set)

    def finished(self) -> Spellings:
        return Spellings(
            frozenset(self.full),
            frozenset(self.parts),
            frozenset(self.initials),
            frozenset(self.joined),
            frozenset(self.compact),
            frozenset(self.signs),
        )


# A book is built anew when a client changes; the names that did not change need no second spelling.
@lru_cache(maxsize=8_192)
def spellings_of(name: str) -> Spellings:
    """Return all spellings of one name or alias."""
    name = name[:_MOST_CHARS]
    draft = _Draft()
    if whole := normalised(name):
        draft.full.add(whole)
    # Ka-yan is one given name, however it is typed: "ka-yan", "ka yan", "kayan".
    draft.parts.update(filter(None, map(normalised, _HYPHENED.findall(name))))
    for raw in dict.fromkeys((name, _HYPHENS.sub("", name))):
        words = without_titles(words_of(raw)[:MOST_WORDS])
        for script in _scripts(words):
            if script.chinese:
                _add_chinese("".join(script.words), draft)
            else:
                _add_latin(script.words, draft)
    return draft.finished()


def _scripts(words: tuple[str, ...]) -> list[_Script]:
    """Cut ``陈伟 David Chen`` where the script changes: each part is a name of its own."""
    runs: list[_Script] = []
    for word in words:
        chinese = is_ideograph(word)
        if runs and runs[-1].chinese == chinese:
            runs[-1] = _Script(chinese, (*runs[-1].words, word))
        else:
            runs.append(_Script(chinese, (word,)))
    return runs


def _add_latin(words: tuple[str, ...], draft: _Draft) -> None:
    draft.parts.update(word for word in words if len(word) > 1 and word not in _PARTICLES)
    draft.joined.add("".join(words))
    draft.compact.add("".join(sorted(words)))
    if len(words) == 1:
        return
    first, *middle, last = words
    orders = {words, (last, first, *middle), (*middle, last, first), (first, last), (last, first)}
    for order in orders:
        draft.full.update((spelled(order), "".join(order)))
    draft.compact.add("".join(sorted((first, last))))
    draft.initials.add("".join(word[0] for word in words))


def _add_chinese(name: str, draft: _Draft) -> None:
    draft.signs.update(name)
    if len(name) == 1:
        draft.parts.update((name, *(sound.surname for sound in sounds(name, ""))))
        return
    draft.full.add(name)
    surname, given = divided(name)
    draft.parts.update(part for part in (surname, given) if part and (part == surname or len(part) > 1))
    for sound in sounds(surname, given):
        _add_sound(sound, draft)


def _add_sound(sound: Sound, draft: _Draft) -> None:
    surname, given = sound
    together = "".join(given)
    syllables = (surname, *given) if surname else given
    draft.initials.add("".join(syllable[0] for syllable in syllables))
    draft.parts.update(part for part in (surname, together) if part)
    if not surname:
        draft.full.update((together, " ".join(given)))
        draft.joined.add(together)
        return
    apart = " ".join(given)
    draft.full.update(
        (f"{surname} {together}", f"{together} {surname}", f"{surname} {apart}", f"{apart} {surname}")
    )
    draft.full.update((surname + together, together + surname))
    draft.joined.update((surname + together, together + surname))
    draft.compact.add("".join(sorted((surname, together))))
    draft.parts.add(apart)
