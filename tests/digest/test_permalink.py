"""A post's address is filled in as its generator does, or refused with its line."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast.digest import parse
from podcast.errors import DigestError

ZONE = ZoneInfo("Asia/Shanghai")
BODY = "\n## 1、标题\n一段话。\n"


def _url(line: str, more: str = "", name: str = "_posts/2026-03-05-Ai_daily.v2.md") -> str | None:
    text = f"---\ntitle: AI 日报：GPT-5.2!\ndate: 2026-03-05 08:07:09\n{line}\n{more}---\n{BODY}"
    return parse(text, Path(name), ZONE).url


@pytest.mark.parametrize(
    "written",
    [
        "/2026/03/05/x/", "x.html", "https://example.com:8080/x", "/a:b/", "/Special:Page",
        "//example.com/x", "/日报/",
    ],
)  # fmt: skip
def test_an_address_stays_as_it_is_written(written: str) -> None:
    """A colon alone makes no pattern."""
    assert _url(f"permalink: {written}") == written
    assert _url(f"url: {written}") == written


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("/:year/:month/:title/", "/2026/03/Ai_daily.v2/"),
        (":year/:month/:day/:slug", "2026/03/05/ai-daily-v2"),
        ("/:categories/:i_month/:short_year/:title.html", "/ai/news/3/26/Ai_daily.v2.html"),
        ("pretty", "/ai/news/2026/03/05/Ai_daily.v2/"),
        ("date", "/ai/news/2026/03/05/Ai_daily.v2.html"),
        ("ordinal", "/ai/news/2026/064/Ai_daily.v2.html"),
        ("weekdate", "/ai/news/2026/W10/Thu/Ai_daily.v2.html"),
        ("none", "/ai/news/Ai_daily.v2.html"),
        (
            "/:long_month/:short_month/:i_day/:y_day/:w_year/:week/:w_day/",
            "/March/Mar/5/064/2026/10/4/",
        ),
        ("/:long_day/:hour:minute:second:output_ext", "/Thursday/080709.html"),
        ("/:year_:month/", "/2026_03/"),
        ("https://example.com/:year/:title", "https://example.com/2026/Ai_daily.v2"),
    ],
)
def test_jekyll(pattern: str, address: str) -> None:
    """Its words and its named styles; a title is the file's name, in its own capitals."""
    assert _url(f"permalink: {pattern}", "categories: AI News\n") == address


def test_jekyll_without_categories_has_no_empty_part() -> None:
    """A doubled slash would name another host."""
    assert _url("permalink: /:categories/:title/") == "/Ai_daily.v2/"


def test_a_slug_wins_over_the_name() -> None:
    """As in every generator."""
    assert _url("permalink: /:title/", "slug: Own-Name\n") == "/Own-Name/"
    assert _url("permalink: /:slug/", "slug: Own-Name\n") == "/own-name/"


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        (":category/:year/:title/", "AI/%E6%97%A5%E6%8A%A5/2026/Ai_daily.v2/"),
        (":year/:month/:day/:post_title/", "2026/03/05/AI-%E6%97%A5%E6%8A%A5%EF%BC%9AGPT-5-2/"),
        (":year/:i_month/:i_day/:name/", "2026/3/5/Ai_daily.v2/"),
    ],
)
def test_hexo(pattern: str, address: str) -> None:
    """Its words tell it; a list of categories is one within the other."""
    assert _url(f"permalink: {pattern}", "categories: [AI, 日报]\n") == address


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("url: /:year/:month/:slug/", "/2026/03/ai-%E6%97%A5%E6%8A%A5gpt-5.2/"),
        ("url: /:year/:monthname/:day/:title/", "/2026/March/05/ai-%E6%97%A5%E6%8A%A5gpt-5.2/"),
        (
            "permalink: /:yearday/:weekday/:weekdayname/:filename/",
            "/64/4/Thursday/2026-03-05-ai_daily.v2/",
        ),
        ("permalink: /:year/:slugorcontentbasename/", "/2026/2026-03-05-ai_daily.v2/"),
        (
            "permalink: /:slugorfilename/:contentbasename/",
            "/2026-03-05-ai_daily.v2/2026-03-05-ai_daily.v2/",
        ),
    ],
)
def test_hugo(line: str, address: str) -> None:
    """By its key or its words; a slug is made of the title, in small letters."""
    assert _url(line) == address


def test_a_bundle_is_named_by_its_folder() -> None:
    """`index.md` is nobody's name."""
    name = "content/posts/2026-03-05-ai-daily/index.md"
    assert _url("permalink: /:contentbasename/", name=name) == "/2026-03-05-ai-daily/"
    text = f"---\ndate: 2026-03-05\n---\n{BODY}"
    assert parse(text, Path(name), ZONE).slug == "ai-daily"


@pytest.mark.parametrize(
    "line",
    [
        "permalink: /:year/:id/", "permalink: /:hash.html", "permalink: /:collection/:title/",
        "url: /:section/:slug/", "permalink: /:foo", "url: /:sections[1:]/:slug/",
    ],
)  # fmt: skip
def test_a_word_that_only_the_generator_knows_is_refused(line: str) -> None:
    """With the line, the word, and what to write."""
    with pytest.raises(
        DigestError, match=r"\.md:4: `\w+`: only .* knows `:\w+`; write .*/2026/03/05/"
    ):
        _url(line)


@pytest.mark.parametrize(
    "name", ["2026-3-5-x", "2026.03.05 x", "20260305-x", "2026_03_05_x", "2026年3月5日x"]
)
def test_a_name_has_no_date_in_whatever_form(name: str) -> None:
    """The slug is what is left."""
    text = f"---\ndate: 2026-03-05\n---\n{BODY}"
    assert parse(text, Path(f"{name}.md"), ZONE).slug == "x"
