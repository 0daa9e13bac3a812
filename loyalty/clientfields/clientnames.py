"""Cleans a typed name of everything invisible, and of nothing else."""

import unicodedata

from loyalty.clientfields.errors import MissingNameError

NAME_CHARS = 80

# Letters by their category that show as nothing: a name of them would be an empty button.
_INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f\u180e")


def clean_name(text: str) -> str:
    """Return the name on one line, at most 80 characters, without invisible or reordering signs.

    ``<b>``, ``&`` and ``{{ }}`` stay as typed: escaping is the business of who shows them.

    Raises:
        MissingNameError: nothing visible remains.
    """
    # Cleaning three times the length is enough for any name and keeps a pasted book cheap.
    name = cleaned_line(text[: NAME_CHARS * 50])[:NAME_CHARS].strip()
    if not name:
        raise MissingNameError(text[:NAME_CHARS])
    return name


def cleaned_line(text: str) -> str:
    """Return a text on one line without invisible or reordering signs; all of it may be gone."""
    visible = "".join(_cleaned(char) for char in unicodedata.normalize("NFC", text))
    return " ".join(visible.split())


def _cleaned(char: str) -> str:
    if char.isspace():
        return " "
    return "" if char in _INVISIBLE or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn") else char
