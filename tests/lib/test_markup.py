"""Text, links and times on their way into XML and HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from podcast.lib.markup import clean, clip, clock, web_link


@given(st.text(alphabet=st.characters(), max_size=50))
def test_clean_text_is_xml(text: str) -> None:
    """Any text, once cleaned, can stand in XML and comes back the same, on one line."""
    element = etree.Element("a")
    element.text = clean(text)
    assert (etree.fromstring(etree.tostring(element)).text or "") == clean(text)
    assert "\n" not in clean(text)


def test_clean_keeps_what_readers_see() -> None:
    """Chinese, emoji with joiners and quotes stay; surrogates and noncharacters go."""
    assert clean(" “千问”\t👨‍👩‍👧 \ud800\U0001ffff\x85x ") == "“千问” 👨‍👩‍👧 x"


@pytest.mark.parametrize(
    ("text", "length", "clipped"),
    [("标题", 2, "标题"), ("标题长", 2, "标…"), ("ab cd", 4, "ab…"), ("ab", 0, "…")],
)
def test_clip(text: str, length: int, clipped: str) -> None:
    """Text longer than allowed ends with an ellipsis and no space before it."""
    assert clip(text, length) == clipped


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.com/a?b=1&c=%20#d", "https://example.com/a?b=1&c=%20#d"),
        ("HTTP://example.com/", "HTTP://example.com/"),
        ("https://example.com/中文 x", "https://example.com/%E4%B8%AD%E6%96%87%20x"),
        ('https://example.com/"><script>', "https://example.com/%22%3E%3Cscript%3E"),
        (" https://example.com/\x00", "https://example.com/"),
        ("javascript:alert(1)", None),
        ("java\x00script:alert(1)", None),
        ("data:text/html,x", None),
        ("/posts/x", None),
        ("https:///x", None),
        ("https://[::1/x", None),
        ("", None),
        (None, None),
    ],
)
def test_web_link(url: str | None, link: str | None) -> None:
    """Only absolute http(s) addresses become links, in ASCII and without quotes."""
    assert web_link(url) == link


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0, "00:00:00"), (59.99, "00:00:59"), (3725.4, "01:02:05")]
)
def test_clock(seconds: float, text: str) -> None:
    """Times are cut to whole seconds, so that a chapter never starts late."""
    assert clock(seconds) == text
