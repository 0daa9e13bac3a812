"""Render the messages: one file per message and language, escaped, with no slot left unfilled.

Line by line: what a template leaves of a line besides its tags is a line of the message, lines left empty
vanish, and ``{{ gap }}`` on a line of its own is an empty line (one between two others, none at the ends).
"""

import re
from datetime import datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from loyalty.people.people import Language
from wording.cleaning import cleaned
from wording.filters import FILTERS
from wording.reader import Reader
from wording.screen import fitted

SUFFIX = ".html.j2"
_GAP = "\x02"  # a control sign, so that no name or note can hold one: they are cleaned of it


def render(name: str, reader: Reader, /, *, now: datetime | None = None, **slots: object) -> str:
    """Return the message ``name`` as Telegram HTML in the reader's language.

    A message that tells a time needs ``now``; one that is longer than Telegram takes loses its last lines.

    Raises:
        jinja2.UndefinedError: the template asks for a slot that was not given.
    """
    template = environment().get_template(f"{reader.language}/{name}{SUFFIX}")
    text = template.render(slots, reader=reader, now=now)
    lines = (line.strip(" \t") for line in text.split("\n"))
    joined = "\n".join(line for line in lines if line)
    message = re.sub(rf"\n?(?:{_GAP}\n?)+", "\n\n", joined).strip("\n")
    # No tag of ours has attributes, so quotation marks need no escape and stay readable.
    return fitted(message.replace("&#34;", '"').replace("&#39;", "'"))


def message_names(language: Language) -> frozenset[str]:
    """Return the names of all messages that exist in a language."""
    prefix = f"{language}/"
    found = environment().list_templates(filter_func=lambda path: path.startswith(prefix))
    return frozenset(path.removeprefix(prefix).removesuffix(SUFFIX) for path in found)


@cache
def environment() -> Environment:
    """Return the template environment, made at first use."""
    made = Environment(
        loader=PackageLoader("wording", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        cache_size=-1,
        finalize=_finalized,
    )
    made.globals["gap"] = _Gap()
    made.filters.update(FILTERS)
    return made


class _Gap:
    """An empty line of the message."""

    def __html__(self) -> str:
        return _GAP


def _finalized(slot: object) -> object:
    """Clean what is put into a slot; escaping follows."""
    return cleaned(slot) if isinstance(slot, str) else slot
