"""Knows the forms of address that stand before or after a name, in English and Chinese."""

from collections.abc import Sequence

from loyalty.names.lists import listed

_BEFORE = frozenset(
    listed("""
    mr mrs ms miss mx mister dr doctor prof professor sir lady lord dame madam madame mme mlle
    mademoiselle monsieur herr frau signor signora sr sra senor senora don dona count countess baron
    baroness prince princess duke duchess sheikh sheikha uncle auntie aunt
""")
)
_AFTER_LATIN = listed("jr sr ii iii iv phd md esq junior senior san sama")
# The longest first: 总经理 is not 总 and two more characters.
_AFTER = listed("""
    总经理 老先生 老太太 董事长 副总裁 小姐姐 先生 太太 小姐 女士 夫人 老师 医生 教授 总监 总裁 经理 主任
    律师 阿姨 叔叔 姐姐 哥哥 大哥 大姐 伯伯 公子 院长 校长 行长 局长 处长 主席 博士 总 太 董 姐 哥 叔 姨
    生 老
""")
# "总部", "太贵", "生日": the last character belongs to what follows, so nobody was addressed.
_GOES_ON = {
    "总": frozenset("部额价量数共体账计"),
    "太": frozenset("多大贵慢久少长晚高小差早远重旧厚薄紧松忙累过阳平"),
    "董": frozenset("事"),
    "姐": frozenset("妹"),
    "哥": frozenset("们"),
    "生": frozenset("日活气产意病效动成命物前肖怕涯孩了下子长存态机死"),
    "老": frozenset("师板家年是客婆公款人了同"),
}
_BY_FIRST = {title[0]: tuple(t for t in _AFTER if t[0] == title[0]) for title in _AFTER}
# Real given names end in these; they are taken off a name only as part of a longer address.
_ALSO_GIVEN = frozenset({"生", "老", "叔", "姨"})
_BY_LAST = {
    title[-1]: tuple(t for t in _AFTER if t[-1] == title[-1] and t not in _ALSO_GIVEN) for title in _AFTER
}
_BY_LAST = {
    title[-1]: tuple(t for t in _AFTER if t[-1] == title[-1] and t not in _ALSO_GIVEN) for title in _AFTER
}
_FAMILIAR = frozenset("老小阿")
# 小时, 小包, 老师: everyday words, although 时, 包 and 师 are surnames.
_NOT_FAMILIAR = frozenset(
    listed("""
    小时 小包 小钱 小花 小路 小单 小项 小计 小心 小白 小雨 小米 小鱼 小车 小方 小石 小年 小全 小和 小成
    小高 小卡 小马 小龙 小金 小巫 小游 小店 老师 老路 老年 老家 老板 老公 老本 老向 老常 老成 老时 老花
    老白 老万
""")
)


def is_title(word: str) -> bool:
    """Tell whether the word stands before a name: ``mr``, ``lady``."""
    return word in _BEFORE


def without_titles(words: Sequence[str]) -> tuple[str, ...]:
    """Take forms of address off both ends; all is kept when nothing else would remain."""
    start, end = 0, len(words)
    while start < end and words[start] in _BEFORE:
        start += 1
    while end > start and words[end - 1] in _AFTER_LATIN:
        end -= 1
    end -= _closing(words[start:end])
    return tuple(words[start:end]) or tuple(words)


def _closing(words: Sequence[str]) -> int:
    for title in _BY_LAST.get(words[-1], ()) if words else ():
        if len(words) > len(title) and tuple(words[-len(title) :]) == tuple(title):
            return len(title)
    return 0


def title_after(words: Sequence[str], place: int) -> int:
    """Return how many tokens from ``place`` on are a Chinese form of address, 0 when none is."""
    if place >= len(words):
        return 0
    for title in _BY_FIRST.get(words[place], ()):
        end = place + len(title)
        if tuple(words[place:end]) == tuple(title):
            follows = words[end] if end < len(words) else ""
            return 0 if follows in _GOES_ON.get(title, ()) else len(title)
    return 0


def is_familiar(before: str, surname: str) -> bool:
    """Tell whether 老, 小 or 阿 before a surname addresses a person: 老陈, but not 小时."""
    return before in _FAMILIAR and before + surname not in _NOT_FAMILIAR
