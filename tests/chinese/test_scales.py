"""Units as magnitudes, when the lexicon says so."""

from __future__ import annotations

import pytest

from podcast.chinese import spoken
from podcast.chinese.lexicon import entry
from podcast.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("7B参数", "七十亿参数"),
        ("70B", "七百亿"),
        ("1.5B模型", "十五亿模型"),
        ("235 B", "两千三百五十亿"),
        ("Llama 3.1 405B", "Llama三点一 四千零五十亿"),
        ("Qwen3-235B", "Qwen三 两百三十五B"),
        ("24GB和B站", "二十四GB和B站"),
    ],
)
def test_a_unit_is_a_magnitude(text: str, reading: str) -> None:
    """A free number with the unit is said in 万 and 亿; names and other units stay."""
    assert spoken(text, (entry("…B", "十亿", "voices.yaml:3"),)).text == reading


def test_without_the_switch_letters_stay() -> None:
    """By default the unit is a letter."""
    assert spoken("7B和70B").text == "七B和七十B"


@pytest.mark.parametrize(("key", "alias"), [("…B", "比"), ("…", "亿"), ("…Bytes", "亿")])
def test_what_is_no_magnitude_is_refused(key: str, alias: str) -> None:
    """The message has the place and what may stand there."""
    with pytest.raises(ConfigError, match=r"voices.yaml:3.*十亿"):
        spoken("7B", (entry(key, alias, "voices.yaml:3"),))
