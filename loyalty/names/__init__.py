"""How a client's name is recognised: typed, misspelt, in pinyin, or inside a note."""

from loyalty.names.folding import normalised

__all__ = ["normalised"]
