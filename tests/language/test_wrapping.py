"""Chinese is wrapped by the columns that it takes up."""

from __future__ import annotations

from podcast.language.wrapping import columns, wrapped


def test_chinese_is_wrapped_by_its_width() -> None:
    """A character takes two columns; no line begins with a closing mark, none is lost."""
    text = "把博客每天的中文新闻摘要做成播客，podcast build 之后就能听；什么都不用装。"
    lines = wrapped(text, 20)
    assert max(map(columns, lines)) <= 20
    assert not any(line[0] in "，。；" for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
