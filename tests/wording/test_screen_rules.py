"""The rules of wording, held against every screen there is, in both languages."""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

import pytest

from loyalty.people.people import Language
from tests.wording.samples import every_screen
from tests.wording.spoken import Names, ordinary
from wording import start
from wording.labels import table
from wording.screen import COPY_LIMIT_CHARS, Button, Screen
from wording.templates import environment, message_names

AWKWARD = (
    "<b>Chen</b>",
    "Chen & Sons <script>",
    "{{123*45}} {% if %}",
    "'; DROP TABLE clients; --",
    "=cmd()|' /C calc'!A0",
    "\u202eieW nehC",
    "Chen\u200bWei\x00\x02",
    "محمد بن راشد",
    "陈伟🌸👨‍👩‍👧",
    "Maximiliane Charlotte Friederike Auguste Prinzessin von Hohenlohe-Langenburg-Öhr",
    'O\'Brien "Pat"',
    "\ud83d lone",
    "two\nlines",
    "&#34;&lt;b&gt;",
)
LANGUAGES = tuple(Language)
# Rule 12 and 13: words of the engine room; rule 10: no cheers, no pleading.
_ENGLISH_FORBIDDEN = set(
    re.findall(
        r"\w+",
        """index coverage cadence touchpoint touchpoints interaction interactions signal signals case cases
        trigger triggers outlook hysteresis escalation provisional confidence sentiment
        successfully sorry none""",
    )
)
_CHINESE_FORBIDDEN = re.findall(r"\w+", "触点 预警 干预 情感急救 赋能 画像 闭环 SOP 成功 请注意 恭喜")
_DRAFT = re.compile("<code>.*?</code>", re.DOTALL)
_HAN = "\u4e00-\u9fff"
_LATIN_WORDS_IN_CHINESE = {"VIP", "WhatsApp", "English", "HK", "CRM"}


class _Tags(HTMLParser):
    """Refuses what Telegram would refuse, and everything but b, i and code."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "i", "code"}, tag
        assert attrs == []
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def screens(language: Language) -> Iterator[tuple[str, Screen]]:
    return every_screen(language, ordinary(language))


def awkward_screens(language: Language, words: str) -> Iterator[tuple[str, Screen]]:
    return every_screen(language, Names(words, words, words, words, words))


def buttons(screen: Screen) -> Iterator[Button]:
    return (button for row in screen.rows for button in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_among_the_samples(language: Language) -> None:
    start.stranger()
    for _ in screens(language):
        pass

    assert environment().cache is not None
    rendered = {str(key[1]) for key in environment().cache}
    prefix = f"{language}/"
    missing = {name for name in message_names(language) if f"{prefix}{name}.html.j2" not in rendered}
    assert missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", AWKWARD)
def test_awkward_names_and_notes_never_become_markup(language: Language, words: str) -> None:
    for name, screen in awkward_screens(language, words):
        parser = _Tags()
        parser.feed(screen.text)
        parser.close()
        assert parser.open == [], name
        assert not re.search(r"&(?!amp;|lt;|gt;)", screen.text), name
        assert not re.search(r"<(?!/?(?:b|i|code)>)", screen.text), name
        assert screen.text.encode("utf-8"), name
        assert "5535" not in screen.plain, name
        assert len(screen.plain.encode("utf-16-le")) // 2 <= 4096, name


def test_a_name_with_signs_of_markup_is_shown_as_typed() -> None:
    words = "<b>Zoë</b>&{{7*7}}"
    shown = [screen for _, screen in awkward_screens(Language.EN, words) if "Zoë" in screen.text]

    assert len(shown) > 50
    assert all("&lt;b&gt;Zoë&lt;/b&gt;&amp;{{7*7}}" in screen.text for screen in shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_right_to_left_override_does_not_reach_the_screen(language: Language) -> None:
    for name, screen in awkward_screens(language, "\u202eieW nehC\u2066"):
        for text in (screen.text, *(button.label for button in buttons(screen))):
            assert "\u202e" not in text, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_slot_and_no_code_word_is_left_in_a_message(language: Language) -> None:
    for name, screen in screens(language):
        texts = [screen.text, *(button.label for button in buttons(screen))]
        for text in texts:
            assert not re.search(r"\{\{|\}\}|\{%|\{\}|\bNone\b|Undefined|[a-z]_[a-z]", text), (name, text)
            assert text.strip(), name
            assert not re.search(r"[ \t]$|  (?!\S)|\n\n\n", text, re.MULTILINE), (name, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_engine_room_is_shown(language: Language) -> None:
    for name, screen in screens(language):
        shown = "\n".join([screen.plain, *(button.label for button in buttons(screen))])
        assert "!" not in shown, name
        assert "！" not in shown, name
        if name.startswith("answers") and "Sorry" in shown:
            continue  # an apology is due where something was lost (rule 10)
        words = set(re.findall(r"[a-z]+", shown.lower()))
        assert not words & _ENGLISH_FORBIDDEN, (name, shown)
        assert not [word for word in _CHINESE_FORBIDDEN if word in shown], (name, shown)


def test_the_small_words_keep_to_the_same_rules() -> None:
    for language in LANGUAGES:
        for section, words in table(language).items():
            for word in words.values():
                assert "!" not in word, (section, word)
                assert not set(re.findall(r"[a-z]+", word.lower())) & _ENGLISH_FORBIDDEN, (section, word)
                assert not [each for each in _CHINESE_FORBIDDEN if each in word], (section, word)


def test_chinese_is_set_in_chinese_punctuation() -> None:
    for name, screen in screens(Language.ZH):
        text = screen.plain
        assert not re.search(rf"[{_HAN}][,;:?()]|[,;?()][{_HAN}]", text), (name, text)
        assert '"' not in text, (name, text)


def test_chinese_screens_hold_no_english() -> None:
    for name, screen in screens(Language.ZH):
        shown = re.sub(r"/\w+|rapport|chen@example\.com", "", screen.plain)
        words = set(re.findall(r"[A-Za-z]{2,}", shown))
        assert words <= _LATIN_WORDS_IN_CHINESE, (name, words)


def test_english_screens_hold_no_chinese() -> None:
    for name, screen in screens(Language.EN):
        if name.startswith("people"):
            continue  # the languages are offered in their own names
        assert not re.search(f"[{_HAN}]", screen.plain), (name, screen.plain)


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_are_short_and_few(language: Language) -> None:
    names = ordinary(language)
    for name, screen in screens(language):
        for row in screen.rows:
            labels = [button.label for button in row]
            limit = 6 if all(label.isdigit() for label in labels) else 3
            assert len(labels) <= limit, (name, labels)
            for label in labels:
                if names.client not in label and not _tells_a_moment(row, label):
                    assert _is_short(label), (name, label)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_button_does_one_thing(language: Language) -> None:
    for name, screen in screens(language):
        for button in buttons(screen):
            ways = [way for way in (button.action, button.copy, button.url) if way]
            assert len(ways) == 1, (name, button)
            assert len(button.copy or "") <= COPY_LIMIT_CHARS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_screen_is_read_in_ten_seconds(language: Language) -> None:
    for name, screen in screens(language):
        text = Screen(_DRAFT.sub("", screen.text)).plain  # drafts are apart (rule 2)
        if name.startswith(("lists", "reminders", "people", "history")):
            continue  # lists have a line for each number; help and welcome are read once
        # "About" 60 words: a full card of somebody who is getting to know the firm has 61, a full Why? 78.
        assert len(re.findall(rf"[{_HAN}]", text)) <= 100, (name, text)
        assert len(re.findall(r"[A-Za-z][\w'-]*|\d[\d.,:]*", text)) <= 78, (name, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_level_never_stands_without_its_shape(language: Language) -> None:
    shapes = {"Red:": "🔺", "Yellow:": "🟨", "Green:": "🟢", "红：": "🔺", "黄：": "🟨", "绿：": "🟢"}
    for name, screen in screens(language):
        if name.startswith("whys"):
            continue  # Why? speaks of the level that the card has shown
        first = screen.plain.splitlines()[0]
        for word, shape in shapes.items():
            assert word not in first or first.startswith(shape), (name, first)


def _is_short(label: str) -> bool:
    han = len(re.findall(f"[{_HAN}]", label))
    return han <= 5 if han else len(label) <= 14


def _tells_a_moment(row: Sequence[Button], label: str) -> bool:
    """A button in a row of its own may tell the day and time it stands for."""
    return len(row) == 1 and re.search(r"\d\d:\d\d", label) is not None
