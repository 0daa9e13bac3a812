"""Formatting survives the way from HTML to entities and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.entities import Entity, cleaned, tidied, utf16_part
from bot.sandbox.html import parse_html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<b>Chen &amp; Li</b>", "<b>Chen &amp; Li</b>"),
        ("<strong>a</strong><em>b</em>", "<b>a</b><i>b</i>"),
        ("<b>a<i>b</i></b>", "<b>a<i>b</i></b>"),
        ("😀<code>陈伟</code>", "😀<code>陈伟</code>"),
        ("<b>a<code>b</code>c</b>", "<b>a</b><code>b</code><b>c</b>"),
        (
            '<pre><code class="language-python">x</code></pre>',
            '<pre><code class="language-python">x</code></pre>',
        ),
        (
            '<a href="https://example.com/?a=1&amp;b=2">x</a>',
            '<a href="https://example.com/?a=1&amp;b=2">x</a>',
        ),
        ('<span class="tg-spoiler">x</span>', "<tg-spoiler>x</tg-spoiler>"),
        ("<blockquote expandable>x</blockquote>", "<blockquote expandable>x</blockquote>"),
        ("  <b> a </b>\n", "<b>a</b>"),
        ("&#65;&#x42;&nbsp;&lt;b&gt;", "AB&amp;nbsp;&lt;b&gt;"),
    ],
)
def test_html_is_read_and_written_as_telegram_does(source: str, html: str) -> None:
    assert tidied(*parse_html(source)).html == html


def test_commands_links_and_mentions_are_found_but_not_inside_code() -> None:
    found = tidied(*parse_html("/start@rapport_demo_bot see https://example.com. <code>/no</code> @anna_li"))

    marked = [
        (entity.type, utf16_part(found.text, entity.offset, entity.length)) for entity in found.entities
    ]
    assert marked == [
        ("bot_command", "/start@rapport_demo_bot"),
        ("url", "https://example.com"),
        ("code", "/no"),
        ("mention", "@anna_li"),
    ]


def test_control_and_direction_characters_are_not_stored() -> None:
    assert cleaned("a\x00b\tc\r\n\u202ed") == "a b c\nd"


@settings(max_examples=60, deadline=None)
@given(
    text=st.text("ab 😀陈<&>", min_size=1, max_size=30),
    spans=st.lists(
        st.tuples(
            st.sampled_from(["bold", "italic", "code", "spoiler"]), st.integers(0, 29), st.integers(1, 9)
        ),
        max_size=5,
    ),
)
def test_written_html_reads_back_as_the_same_text(text: str, spans: list[tuple[str, int, int]]) -> None:
    boundaries = "".join(character if character <= "\uffff" else "陈" for character in text)
    entities = [
        Entity(kind, start, min(length, len(boundaries) - start))
        for kind, start, length in spans
        if start < len(boundaries)
    ]
    formatted = tidied(boundaries, entities)

    again, _ = parse_html(formatted.html)

    assert again == formatted.text
