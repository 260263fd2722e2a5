"""Show notes: what apps make chapters of, within Apple's limits."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podcast import feed
from podcast.episode.manifest import ChapterRecord, Episode, ItemRecord, LinkRecord
from podcast.feed import notes
from podcast.show.config import Show

ALLOWED = {"p", "ol", "ul", "li", "a"}


class _Checker(HTMLParser):
    """Collects tags and insists that every one is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _check(html: str) -> None:
    checker = _Checker()
    checker.feed(html)
    checker.close()
    assert not checker.open
    assert checker.seen <= ALLOWED
    assert len(html.encode()) <= notes.LIMIT


def _with(episode: Episode, headlines: list[str], links: int = 0) -> Episode:
    sources = tuple(
        LinkRecord(text=f"来源{n}", url=f"https://example.com/{n}") for n in range(links)
    )
    items = tuple(
        ItemRecord(number=n, headline=text, links=sources) for n, text in enumerate(headlines, 1)
    )
    chapters = tuple(
        ChapterRecord(title=text, start=30.0 * n, item=n) for n, text in enumerate(headlines, 1)
    )
    opening = ChapterRecord(title="开场", start=0.0, item=None)
    return episode.model_copy(update={"items": items, "chapters": (opening, *chapters)})


def test_notes_have_a_line_for_each_chapter(show: Show, episode: Episode) -> None:
    """Chapter lines are paragraphs `00:00:00 标题`, the first at zero, in order."""
    html = notes.html(show, episode)
    _check(html)
    lines = re.findall(r"<p>(\d\d:\d\d:\d\d) ([^<]+)</p>", html)
    assert lines[0] == ("00:00:00", "开场")
    assert [title for _, title in lines] == [chapter.title for chapter in episode.chapters]
    assert [time for time, _ in lines] == sorted(time for time, _ in lines)


def test_notes_link_sources_and_the_post_only_over_http(show: Show, episode: Episode) -> None:
    """Sources and the post are linked; a `javascript:` link of a post is left out."""
    html = notes.html(show, episode)
    assert re.findall(r'href="([^"]+)"', html) == [
        "https://example.com/2026/02/06/ai-daily/",
        "https://example.com/xiaoman?a=1&amp;b=2",
        "https://example.com/ferry",
    ]


def test_notes_say_that_a_machine_speaks(show: Show, episode: Episode) -> None:
    """The AI sentence ends the notes."""
    assert notes.html(show, episode).endswith("由人工智能（AI）生成。</p>")


def test_first_chapter_is_at_zero(show: Show, episode: Episode) -> None:
    """A first chapter after music is listed at zero, as apps want it."""
    late = episode.chapters[0].model_copy(update={"start": 4.2})
    changed = episode.model_copy(update={"chapters": (late, *episode.chapters[1:])})
    assert "<p>00:00:00 开场</p>" in notes.html(show, changed)


def test_links_go_before_headlines_are_shortened(show: Show, episode: Episode) -> None:
    """Notes a little too long lose links from the end and keep every headline whole."""
    headlines = [f"第{n}条新闻的标题，写得很完整" for n in range(12)]
    html = notes.html(show, _with(episode, headlines, links=8))
    _check(html)
    assert all(headline in html for headline in headlines)
    assert "阅读原文" in html
    assert 0 < html.count("<li>") < 12 * 8


def test_long_headlines_are_shortened(show: Show, episode: Episode) -> None:
    """Notes far too long keep a line for each chapter, with an ellipsis."""
    html = notes.html(show, _with(episode, ["很长的标题" * 200] * 20, links=3))
    _check(html)
    assert html.count("…</p>") == 20
    assert "<li>" not in html


def test_very_many_chapters_are_cut(show: Show, episode: Episode) -> None:
    """What cannot fit at all loses its last chapters and stays whole HTML."""
    html = notes.html(show, _with(episode, ["标题" * 40] * 500))
    _check(html)
    assert "00:00:30" in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img onerror=x>', "a & b"])
def test_headlines_are_escaped(show: Show, episode: Episode, text: str) -> None:
    """Markup in a headline is shown, not used."""
    _check(notes.html(show, _with(episode, [text], links=1)))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    headlines=st.lists(st.text(max_size=300), max_size=60),
    links=st.integers(min_value=0, max_value=12),
)
def test_any_headlines_give_whole_notes(
    show: Show, episode: Episode, headlines: list[str], links: int
) -> None:
    """Whatever the texts, the notes are within the limit, with allowed and closed elements."""
    _check(notes.html(show, _with(episode, headlines, links)))


def test_the_count_is_that_of_the_items_listed(show: Show, episode: Episode) -> None:
    """An item that is missing from the manifest is not counted, and the chapters stay."""
    fewer = episode.model_copy(update={"items": (episode.items[0], *episode.items[2:])})
    text = notes.html(show, fewer)
    assert f"共{len(episode.items) - 1}条新闻" in text
    assert all(chapter.title in text for chapter in episode.chapters)
    assert feed.render(show, [fewer])


def test_shortened_items_are_whole_in_the_notes_as_far_as_they_reach(
    show: Show, episode: Episode
) -> None:
    """Their paragraphs come before the links, and are the first to be left out."""
    texts = ("平台接入九座中心。", "价格：每月<99>元。")
    short = _with(episode, ["甲", "乙"], links=1)
    items = (short.items[0].model_copy(update={"texts": texts}), short.items[1])
    html = notes.html(show, short.model_copy(update={"items": items}))
    _check(html)
    assert "<p>甲：平台接入九座中心。价格：每月&lt;99&gt;元。</p>" in html
    long = tuple(item.model_copy(update={"texts": ("长" * 900,)}) for item in items)
    html = notes.html(show, short.model_copy(update={"items": long}))
    _check(html)
    assert html.count("长" * 900) == 1
    assert "https://example.com/0" in html
