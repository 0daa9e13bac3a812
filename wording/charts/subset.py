"""Makes the font of the pictures: `python -m wording.charts.subset NotoSansCJK-Regular.ttc`.

The source is Debian's package fonts-noto-cjk; of its collection the Simplified Chinese face is taken, cut to
the signs of GB 2312 and Big5 level 1 with Latin and punctuation. Run by hand, never at run time.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset

# The collection's faces are JP, KR, SC, TC, HK and their monospaced forms, in this order.
_SIMPLIFIED_CHINESE = 2
_LATIN = (
    range(0x20, 0x7F),
    range(0xA0, 0x180),
    range(0x2010, 0x2028),
    range(0x2030, 0x203B),
    range(0x2190, 0x2194),
)
_MARKS = "−×≤≥≈€£¥…·•"


def main(source: Path, target: Path) -> None:
    """Write the subset of the collection ``source`` to ``target``."""
    options = subset.Options(
        font_number=_SIMPLIFIED_CHINESE,
        layout_features=[],
        hinting=False,
        desubroutinize=False,
        name_IDs=["*"],
        notdef_outline=True,
    )
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(ord(sign) for sign in signs()))
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def signs() -> set[str]:
    """Return the signs that the font has to hold."""
    latin = {chr(code) for codes in _LATIN for code in codes}
    return latin | set(_MARKS) | set(_double_bytes("gb2312", range(0xA1, 0xF8))) | set(_big5_level_1())


def _double_bytes(encoding: str, rows: range) -> Iterator[str]:
    for row in rows:
        for cell in range(0xA1, 0xFF):
            yield from bytes((row, cell)).decode(encoding, "ignore")


def _big5_level_1() -> Iterator[str]:
    # Big5: punctuation A140-A3BF, the 5,401 frequent signs A440-C67E.
    for row in range(0xA1, 0xC7):
        for cell in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            if row < 0xC6 or cell <= 0x7E:
                yield from bytes((row, cell)).decode("big5", "ignore")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).with_name("NotoSansSC-Subset.otf"))
