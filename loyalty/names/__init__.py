"""How a client's name is recognised: typed, misspelt, in pinyin, or inside a note."""

from loyalty.names.book import NameBook
from loyalty.names.decision import Kind, Reading, is_note, is_sure, reading
from loyalty.names.folding import normalised
from loyalty.names.index import NameEntry
from loyalty.names.mentions import Mention
from loyalty.names.search import Hit

__all__ = [
    "Hit",
    "Kind",
    "Mention",
    "NameBook",
    "NameEntry",
    "Reading",
    "is_note",
    "is_sure",
    "normalised",
    "reading",
]
