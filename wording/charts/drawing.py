"""What all pictures share: the font, the signs it holds, and the one door to matplotlib."""

import threading
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from typing import TYPE_CHECKING

from wording.cleaning import cleaned

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

DPI = 110
# Matplotlib draws in one thread at a time (its FAQ, "Work with threads").
_TURN = threading.Lock()
# Signs that are left out where the font has none; any other becomes a point.
_LEFT_OUT = frozenset({"So", "Sk", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})


def png_of(draw: Callable[["Figure"], None], *, size: tuple[float, float]) -> bytes:
    """Return a picture as PNG; ``size`` is in inches at 110 dots each.

    Matplotlib is imported here, which takes about half a second the first time.
    """
    with _TURN:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=size, dpi=DPI, facecolor="white")
        FigureCanvasAgg(figure)
        draw(figure)
        kept = BytesIO()
        figure.savefig(kept, format="png")
        return kept.getvalue()


def font(size: float, *, bold: bool = False) -> "FontProperties":
    """Return the font of all pictures; it has one weight, so that bold is only larger."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=_font_file(), size=size + (1 if bold else 0))


def drawable(text: str) -> str:
    """Return the text with the signs that the font holds; none of them becomes an empty box."""
    known = _charmap()
    kept = (_shown(sign, known) for sign in cleaned(text))
    return " ".join("".join(kept).split()) or "·"


def _shown(sign: str, known: frozenset[int]) -> str:
    if ord(sign) in known:
        return sign
    return "" if unicodedata.category(sign) in _LEFT_OUT else "·"


@cache
def _font_file() -> str:
    # A wheel is installed as files; from a zip the resource would be gone after the block.
    with as_file(files("wording.charts").joinpath("NotoSansSC-Subset.otf")) as path:
        return str(path)


@cache
def _charmap() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(_font_file()).get_charmap())
