"""Says how Chinese names are read in pinyin, surnames by their own rare readings."""

from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

# Two-character surnames (source: the list of compound surnames of the Hundred Family Surnames).
_COMPOUND_TEXT = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫"
    "宗政濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官"
    "司寇巫马公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延"
    "东郭南门羊舌微生梁丘左丘东门西门南荣第五叶赫纳兰爱新"
)
_COMPOUND = frozenset(_COMPOUND_TEXT[at : at + 2] for at in range(0, len(_COMPOUND_TEXT), 2))
# Surnames read otherwise than the same character in a sentence; the usual one first.
_SURNAMES = {
    "曾": ("zeng",),
    "单": ("shan",),
    "仇": ("qiu",),
    "区": ("ou",),
    "朴": ("piao", "pu", "park"),
    "查": ("zha",),
    "解": ("xie",),
    "任": ("ren",),
    "盖": ("ge", "gai"),
    "乐": ("yue", "le"),
    "华": ("hua",),
    "翟": ("zhai", "di"),
    "缪": ("miao",),
    "折": ("she",),
    "燕": ("yan",),
    "宁": ("ning",),
    "种": ("chong",),
    "秘": ("bi",),
    "员": ("yun",),
    "召": ("shao",),
    "黑": ("he", "hei"),
    "尉": ("wei", "yu"),
    "覃": ("qin", "tan"),
    "谌": ("chen", "shen"),
    "洗": ("xian",),
    "冼": ("xian",),
    "薄": ("bo", "bao"),
    "纪": ("ji",),
    "哈": ("ha",),
    "那": ("na",),
    "葛": ("ge",),
    "繁": ("po", "fan"),
    "晁": ("chao",),
    "贾": ("jia",),
    "俞": ("yu",),
    "重": ("chong",),
    "祭": ("zhai", "ji"),
    "褚": ("chu",),
    "长孙": ("zhangsun",),
    "尉迟": ("yuchi", "weichi"),
    "万俟": ("moqi",),
    "澹台": ("tantai",),
    "皇甫": ("huangfu",),
    "乐正": ("yuezheng",),
    "鲜于": ("xianyu",),
    "单于": ("chanyu",),
}
# Characters of given names that are read two ways by the people who bear them.
_GIVEN = {
    "茜": ("qian", "xi"),
    "乐": ("le", "yue"),
    "晟": ("sheng", "cheng"),
    "朝": ("chao", "zhao"),
    "行": ("xing", "hang"),
    "曾": ("zeng", "ceng"),
    "重": ("chong", "zhong"),
    "长": ("chang", "zhang"),
    "柏": ("bai", "bo"),
    "盛": ("sheng", "cheng"),
    "婧": ("jing", "qian"),
    "单": ("dan", "shan"),
    "车": ("che", "ju"),
    "娜": ("na", "nuo"),
    "蔚": ("wei", "yu"),
    "芮": ("rui",),
    "尧": ("yao",),
}
_MOST_READINGS = 8


class Sound(NamedTuple):
    """One way to read a name: the surname in one word (empty for foreign names), then each syllable."""

    surname: str
    given: tuple[str, ...]


def divided(name: str) -> tuple[str, str]:
    """Return surname and given name of a Chinese name of two to four characters.

    A longer one (a foreign name in Chinese, a firm) has no surname: ``("", name)``.
    """
    if len(name) > 4:
        return "", name
    length = 2 if len(name) > 2 and name[:2] in _COMPOUND else 1
    return name[:length], name[length:]


@lru_cache(maxsize=16_384)
def sounds(surname: str, given: str) -> tuple[Sound, ...]:
    """Return up to eight readings: the surname in one word, the given name in syllables.

    Empty when a character has no pinyin (kana, hangul, the rarest characters).
    """
    family = _SURNAMES.get(surname) or ("".join(_syllables(surname)),)
    choices = [_choices(char, usual) for char, usual in zip(given, _syllables(given), strict=False)]
    if len(choices) < len(given) or (surname and not family[0]):
        return ()
    return tuple(Sound(name, tuple(syllables)) for name, *syllables in _combined(family, choices))


def _combined(family: tuple[str, ...], choices: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return list(islice(product(_umlauts(family), *map(_umlauts, choices)), _MOST_READINGS))


def _choices(char: str, usual: str) -> tuple[str, ...]:
    return _GIVEN.get(char, (usual,))


def _umlauts(syllables: tuple[str, ...]) -> tuple[str, ...]:
    """Spell ü as people type it: 吕 is ``lv`` on a keyboard, ``lu`` or ``lyu`` on a passport."""
    if not any("v" in syllable for syllable in syllables):
        return syllables
    return tuple(s.replace("v", letter) for s in syllables for letter in ("v", "u", "yu"))


def _syllables(text: str) -> list[str]:
    from pypinyin import lazy_pinyin  # 0.3 s and 60 MB of tables: not before a Chinese name is read

    return lazy_pinyin(text, errors="ignore")
