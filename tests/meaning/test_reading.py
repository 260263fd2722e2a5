"""The meaning check on what `chinese` reads, with entries of the lexicon."""

from __future__ import annotations

from podcast.chinese import spoken
from podcast.chinese.lexicon import entry
from podcast.meaning import judge_reading


def test_an_entry_with_a_figure_is_judged() -> None:
    """An alias that says another figure is found, unless its entry says that it is meant."""
    other = entry("618", "六百八十一", "voices.yaml:3")
    (found,) = judge_reading(spoken("今年618大促", [other])).lost
    assert (found.fault, found.written, found.said) == ("value", "618", "六百八十一")
    meant = entry("618", {"alias": "年中", "meant": True}, "voices.yaml:3")
    assert judge_reading(spoken("今年618大促", [meant])).lost == ()


def test_a_word_without_a_figure_is_none() -> None:
    """An alias may have a character of numbers in it: 千问 is no thousand."""
    qwen = entry("Qwen", "千问", "voices.yaml:3")
    judged = judge_reading(spoken("Qwen3发布，Qwen有3个版本", [qwen]))
    assert (judged.lost, judged.figures) == ((), 2)


def test_figures_around_a_word_keep_their_places() -> None:
    """A finding behind a word of the lexicon has its own span, and the word as it is written."""
    words = [entry("Qwen", "千问", "voices.yaml:3"), entry("3个", "四个", "voices.yaml:4")]
    (found,) = judge_reading(spoken("发布Qwen共3个", words)).lost
    assert (found.written, found.start, found.end) == ("3个", 7, 9)


def test_a_magnitude_of_the_show_is_read() -> None:
    """With `…B: 十亿`, 7B is 七十亿, which is what it says."""
    scale = entry("…B", "十亿", "voices.yaml:3")
    assert judge_reading(spoken("参数量7B", [scale])).lost == ()
