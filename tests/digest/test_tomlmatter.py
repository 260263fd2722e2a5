"""TOML front matter of a post: its values as text, its faults with their line."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast.digest import parse
from podcast.errors import DigestError
from podcast.model import Digest

BODY = "\n## 1、重庆启用客服系统\n重庆一家银行启用了新的客服系统。\n"


def digest(matter: str) -> Digest:
    """Parse a post with this front matter."""
    return parse(f"+++\n{matter}+++\n{BODY}", Path("x.md"), ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2026-02-06T08:30:00+08:00", "2026-02-06T08:30:00+08:00"),
        ("2026-02-06T00:30:00Z", "2026-02-06T08:30:00+08:00"),
        ("2026-02-06 08:30:00", "2026-02-06T08:30:00+08:00"),
        ("2026-02-06", "2026-02-06T00:00:00+08:00"),
        ('"2026-02-06 08:30"', "2026-02-06T08:30:00+08:00"),
    ],
)
def test_dates_of_toml(written: str, published: str) -> None:
    """TOML's own dates and dates in quotes, with and without a zone."""
    read = digest(f'title = "日报 3.0"\ndate = {written}\nslug = "a-b"\nurl = "/x/"\n')
    assert read.published.isoformat() == published
    assert (read.title, read.slug, read.url) == ("日报 3.0", "a-b", "/x/")
    assert read.items[0].line == 8


@pytest.mark.parametrize(
    ("matter", "message"),
    [
        ('title = "x"\ndate = \n', r"x\.md:3: broken TOML in the front matter: .*; mend this"),
        ("title = [\n", r"x\.md:[23]: broken TOML in the front matter"),
        ("date = 10\n", r"x\.md:2: `10` is not a date"),
        ("a = " + "[" * 5000 + "]" * 5000 + "\n", r"x\.md:1: front matter nested too deeply"),
        ("a = 1\n" * 20_000, r"x\.md:1: front matter over 64 kB|over 20000 lines"),
    ],
)
def test_bad_toml_is_an_error_with_its_line(matter: str, message: str) -> None:
    """Broken, unending and hostile front matter is refused, naming the place."""
    with pytest.raises(DigestError, match=message):
        digest(matter)


def test_toml_without_end_is_an_error() -> None:
    """The message names the fence that is missing."""
    with pytest.raises(DigestError, match=r"x\.md:1: .* no end; add a line `\+\+\+`"):
        parse("+++\ntitle = 1\n" + BODY, Path("x.md"), ZoneInfo("Asia/Shanghai"))
