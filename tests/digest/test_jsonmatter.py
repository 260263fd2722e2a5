"""JSON front matter of a post: its values as text, its faults with their line."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast.digest import parse
from podcast.errors import DigestError
from podcast.model import Digest

BODY = "\n## 1、重庆启用客服系统\n重庆一家银行启用了新的客服系统。\n"
PAIRS = '"title": "日报 3.0",\n\t"date": "2026-02-06T00:30:00Z",\n"slug": "a-b"'


def digest(head: str) -> Digest:
    """Parse a post with this front matter."""
    return parse(head + BODY, Path("x.md"), ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("head", "line"),
    [
        (f"{{{PAIRS}}}\n", 5),
        (f"{{\n{PAIRS}\n}}\n", 7),
        (f"\n{{\n{PAIRS}\n}}\n", 8),
        (f"---json\n{{\n{PAIRS}\n}}\n---\n", 9),
        (f"{PAIRS}\n;;;\n", 6),
    ],
)
def test_json_as_generators_take_it(head: str, line: int) -> None:
    """Hugo's braces, the fences of Eleventy, Hexo's pairs."""
    read = digest(head)
    assert read.published.isoformat() == "2026-02-06T08:30:00+08:00"
    assert (read.title, read.slug) == ("日报 3.0", "a-b")
    assert [(item.headline, item.line) for item in read.items] == [("重庆启用客服系统", line)]
    assert not read.left_out


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ('{"title": "x",\n"date": 2026-02-06}\n', "x.md:2: broken JSON"),
        ('{\n"title": "x",,\n}\n', "x.md:2: broken JSON"),
        ('{\n"title": "x"\n', "x.md:1: the front matter has no end; add a line `}`"),
        ('---json\n["x"]\n---\n', "x.md:1: the front matter is not"),
        ('{"date": "2026-02-31"}\n', "x.md:1: `2026-02-31` is not a date"),
    ],
)
def test_broken_json_is_told_with_its_line(head: str, message: str) -> None:
    """Before anything is spoken."""
    with pytest.raises(DigestError) as told:
        digest(head)
    assert str(told.value).startswith(message)


def test_braces_of_templates_and_quoted_words_are_text() -> None:
    """A post may begin with a tag of a template, or with a quotation."""
    date = "---\ndate: 2026-02-06\n---\n"
    for text in ("{% include head.html %}\n", "{{< toc >}}\n", '"一句话"：今天的新闻。\n'):
        assert parse(date + text + BODY, Path("x.md"), ZoneInfo("UTC")).items
        with pytest.raises(DigestError, match="no date"):
            digest(text)
