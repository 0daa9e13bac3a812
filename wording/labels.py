"""Small fixed words of both languages: levels, moods, channels, buttons; kept in labels/*.toml."""

import tomllib
from functools import cache
from importlib.resources import files

from loyalty.people.people import Language


def label_of(section: str, value: str, language: Language) -> str:
    """Return the word for ``value`` in a section of the tables.

    Raises:
        KeyError: the tables know no such word; a test holds them against every enum.
    """
    return table(language)[section][value]


def button_label(value: str, language: Language) -> str:
    """Return what stands on a button."""
    return label_of("button", value, language)


@cache
def table(language: Language) -> dict[str, dict[str, str]]:
    """Return all words of a language by section, read once."""
    source = files("wording").joinpath("labels", f"{language}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))
