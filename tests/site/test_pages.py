"""The pages as browsers and readers see them."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from lxml import html as lxml_html

from podcast import site
from podcast.config import Show
from podcast.errors import FeedError
from podcast.manifest import Episode, LinkRecord

VOID = {"meta", "link", "img", "br"}
NASTY = "<script>alert(1)</script> \"><img onerror=alert(1)> {{7*7}} {% raw %} & '\x0b"


class _Checker(HTMLParser):
    """Insists that elements are closed in order and ids are unique; notes links and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _checked(page: str) -> _Checker:
    checker = _Checker()
    checker.feed(page)
    checker.close()
    assert page.startswith("<!DOCTYPE html>\n<html lang=")
    assert not checker.open
    assert checker.tags.count("h1") == 1
    assert checker.tags.count("script") == 1
    return checker


def _text(page: str, path: str) -> list[str]:
    found = lxml_html.fromstring(page).xpath(path)
    return [" ".join(element.text_content().split()) for element in found]


def _attributes(page: str, path: str) -> list[str]:
    return [str(value) for value in lxml_html.fromstring(page).xpath(path)]


def test_episode_page_plays_and_downloads(show: Show, episode: Episode) -> None:
    """A plain audio element and a download link name the recording beside the page."""
    page = site.episode_page(show, episode)
    _checked(page)
    assert _attributes(page, "//audio[@controls][@preload='metadata']/@src") == [episode.audio.file]
    assert _attributes(page, "//a[@download]/@href") == [episode.audio.file]
    assert _text(page, "//h1") == [episode.title]
    assert _text(page, "//time") == ["2026年2月6日 星期五"]
    assert "1 分 18 秒" in _text(page, "//*[@class='download']")[0]


def test_chapters_are_links_into_the_recording(show: Show, episode: Episode) -> None:
    """Each chapter is a link with its time, for the script and for browsers without it."""
    page = site.episode_page(show, episode)
    assert _attributes(page, "//ol[@class='chapters']//a/@href") == [
        f"{episode.audio.file}#t={chapter.start:g}" for chapter in episode.chapters
    ]
    assert _text(page, "//ol[@class='chapters']//li") == [
        f"{clock} {chapter.title}"
        for clock, chapter in zip(
            ["00:00", "00:19", "00:40", "00:57", "01:09"], episode.chapters, strict=True
        )
    ]


def test_long_chapters_show_hours(show: Show, episode: Episode) -> None:
    """From one hour on a time has three parts."""
    late = episode.chapters[-1].model_copy(update={"start": 3725.0})
    page = site.episode_page(show, episode.model_copy(update={"chapters": (late,)}))
    assert _text(page, "//ol[@class='chapters']//*[@class='time']") == ["01:02:05"]


def test_short_recording_shows_seconds(show: Show, episode: Episode) -> None:
    """Below a minute only seconds are shown."""
    audio = episode.audio.model_copy(update={"seconds": 41.6})
    page = site.episode_page(show, episode.model_copy(update={"audio": audio}))
    assert "42 秒 ·" in _text(page, "//*[@class='download']")[0]


def test_transcript_is_whole(show: Show, episode: Episode) -> None:
    """Every line of the narration is in the page under its speaker and section."""
    page = site.episode_page(show, episode)
    transcript = _text(page, "//section[@class='transcript']")[0]
    assert all(segment.text in transcript for segment in episode.segments)
    headings = _text(page, "//section[@class='transcript']//h3/span")
    assert headings == ["开场", "提要", *(item.headline for item in episode.items), "结语"]
    assert _text(page, "//section[@class='transcript']//b")[:3] == ["晓晓", "云希", "云希"]


def test_transcript_names_an_item_that_the_manifest_lacks(show: Show, episode: Episode) -> None:
    """A section whose item is not listed still has a heading."""
    page = site.episode_page(show, episode.model_copy(update={"items": episode.items[1:]}))
    assert "第1条" in _text(page, "//section[@class='transcript']//h3/span")


def test_sources_are_http_links_that_lend_nothing(show: Show, episode: Episode) -> None:
    """Source links carry rel=noopener nofollow; a `javascript:` link of a post is left out."""
    page = site.episode_page(show, episode)
    assert _attributes(page, "//ul[@class='sources']//a/@href") == [
        "https://example.com/xiaoman?a=1&b=2",
        "https://example.com/ferry",
    ]
    assert set(_attributes(page, "//ul[@class='sources']//a/@rel")) == {"noopener nofollow"}
    assert "javascript:" not in page


def test_page_names_the_feed(show: Show, episode: Episode) -> None:
    """Readers find the feed in the head; people find its address at the end of the page."""
    page = site.episode_page(show, episode)
    path = "//link[@rel='alternate'][@type='application/rss+xml']/@href"
    assert _attributes(page, path) == ["../feed.xml"]
    assert "https://example.com/episodes/feed.xml" in _text(page, "//footer")[0]
    assert _attributes(page, "//link[@rel='canonical']/@href") == [
        "https://example.com/episodes/2026-02-06/"
    ]


def test_label_follows_the_show(show: Show, episode: Episode) -> None:
    """The AI sentence is there unless the show switches it off by name."""
    assert "人工智能（AI）生成" in site.episode_page(show, episode)
    off = replace(show, ai_label=replace(show.ai_label, notes=False, feed=False))
    assert "AI 合成语音" not in site.episode_page(off, episode)
    assert "<p>本节目的文稿" not in site.episode_page(off, episode)


def test_text_from_posts_is_never_markup(show: Show, episode: Episode) -> None:
    """Scripts, handlers, template syntax and bad links in any text are shown as text only."""
    link = LinkRecord(text=NASTY, url='https://example.com/"onclick="alert(1)')
    changed = episode.model_copy(
        update={
            "title": NASTY,
            "hosts": {NASTY: "zf_xiaoxiao"},
            "items": tuple(
                item.model_copy(update={"headline": NASTY, "links": (link,)})
                for item in episode.items
            ),
            "chapters": tuple(
                chapter.model_copy(update={"title": NASTY}) for chapter in episode.chapters
            ),
            "segments": tuple(
                line.model_copy(update={"text": NASTY, "host": NASTY}) for line in episode.segments
            ),
        }
    )
    shown = NASTY.removesuffix("\x0b")
    for page in (site.episode_page(show, changed), site.index_page(show, [changed])):
        _checked(page)
        assert "\x0b" not in page
        assert shown in lxml_html.fromstring(page).text_content()
        assert "49" not in _text(page, "//main")[0]


def test_only_our_script_may_run(show: Show, episode: Episode) -> None:
    """The policy in the head allows the page's one script by its hash and nothing else."""
    page = site.episode_page(show, episode)
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert script
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    policy = _attributes(page, "//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith(f"script-src 'sha256-{digest}';")


def test_pages_ask_no_other_host(show: Show, episode: Episode) -> None:
    """Audio, cover and pages are relative; nothing is loaded from elsewhere."""
    for page in (site.episode_page(show, episode), site.index_page(show, [episode])):
        sources = _attributes(page, "//@src")
        assert sources
        assert not [source for source in sources if "//" in source]
        assert "@import" not in page
        assert "url(" not in page


def test_index_lists_newest_first(show: Show, episode: Episode) -> None:
    """The newest episode has the player; all are listed by date with title, length and link."""
    older = episode.model_copy(update={"date": "2026-02-05", "title": "旧的一期"})
    page = site.index_page(show, [older, episode])
    _checked(page)
    assert _attributes(page, "//audio/@src") == [f"2026-02-06/{episode.audio.file}"]
    assert _attributes(page, "//ol[@class='episodes']//a/@href") == [
        "2026-02-06/index.html",
        "2026-02-05/index.html",
    ]
    assert _text(page, "//ol[@class='episodes']//li")[1].startswith("旧的一期 2026年2月5日 星期四")
    assert _text(page, "//h1") == [show.title]


def test_index_without_episodes_is_an_error(show: Show) -> None:
    """There is no page of nothing; the message names the command."""
    with pytest.raises(FeedError, match="podcast build"):
        site.index_page(show, [])


def test_write_pages_writes_only_what_is_asked(show: Show, episode: Episode) -> None:
    """With `only`, the other dates' pages are not touched; the index and cover always are."""
    older = episode.model_copy(update={"date": "2026-02-05"})
    site.write_pages(show, [episode, older], only={"2026-02-05"})
    written = {path.relative_to(show.episodes).as_posix() for path in show.episodes.rglob("*.html")}
    assert written == {"index.html", "2026-02-05/index.html"}
    page = (show.episodes / "index.html").read_text("utf-8")
    cover = _attributes(page, "//img/@src")[0]
    assert (show.episodes / cover).is_file()


def test_write_pages_is_quiet_when_nothing_changed(show: Show, episode: Episode) -> None:
    """A second run leaves every file as it is."""
    site.write_pages(show, [episode])
    before = {path: path.stat().st_mtime_ns for path in show.episodes.rglob("*.html")}
    site.write_pages(show, [episode])
    assert before == {path: path.stat().st_mtime_ns for path in show.episodes.rglob("*.html")}
    assert len(before) == 2


def test_an_item_that_is_not_spoken_leaves_no_hole(show: Show, episode: Episode) -> None:
    """Items keep their numbers, and a line of one that is not listed still has a heading."""
    fewer = episode.model_copy(update={"items": (episode.items[0], *episode.items[2:])})
    page = site.episode_page(show, fewer)
    assert episode.items[0].headline in page
    assert "第2条" in page
    assert "第2条" not in site.episode_page(show, episode)
    assert site.index_page(show, [fewer.model_copy(update={"items": ()})])
