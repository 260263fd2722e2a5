"""A post that wants to be executed: in the pages in Chromium, in the feed, in the data."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from podcast import serve, site
from podcast.build import Options, build
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.lib.progress import Quiet
from podcast.refresh import write_public
from podcast.show import config
from podcast.show.config import Show

if TYPE_CHECKING:
    from pathlib import Path

    from browser import Watched

pytestmark = [pytest.mark.tools("chromium")]

SCRIPT = "<script>window.seized=1</script>"
HANDLER = '"><img src=x onerror=window.seized=1>'
TEMPLATE = "{{7*7}} {% raw %} {%endraw%}"
NASTY = f"{SCRIPT} {HANDLER} {TEMPLATE} ]]> </title></script><svg/onload=window.seized=1>"
POST = f"""\
---
title: '{NASTY}'
date: 2026-02-06 08:00:00
---

## 1、`{NASTY}`发布
星河科技发布了[模型](javascript:window.seized=1)，`{NASTY}`。

- `{HANDLER}`: 支持13种语言`{SCRIPT}`。
- [来源](https://example.com/"onmouseover="window.seized=1)

## 2、重庆启用客服系统
重庆启用了系统。
"""
LONG = f"很长的一句话{HANDLER}。" * 500
"""More than 20 kB."""

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A hostile show on loopback, and its episode."""

    show: Show
    episode: Episode
    address: str


@pytest.fixture
def served(show_folder: Path) -> Iterator[Served]:
    """Build the post, put what reading it took out or shortened into the manifest, serve it."""
    (post,) = (show_folder / "posts").glob("*.md")
    post.write_text(POST, "utf-8")
    show = config.load(show_folder)
    episode = build(show, None, Options(engine="tone"), Quiet()).episode
    first, *others = episode.segments
    items = [item.model_copy(update={"headline": NASTY}) for item in episode.items]
    chapters = [each.model_copy(update={"title": NASTY}) for each in episode.chapters]
    long = first.model_copy(update={"text": LONG, "host": NASTY, "words": ()})
    changed = episode.model_copy(
        update={
            "title": NASTY,
            "items": tuple(items),
            "chapters": tuple(chapters),
            "segments": (long, *others),
            "hosts": {NASTY: "x"},
            "post": episode.post.model_copy(update={"url": "javascript:window.seized=1"}),
        }
    )
    folder = show.folder(episode.date)
    manifest.save(folder, changed)
    captions = (folder / "transcript.vtt").read_text("utf-8")
    escaped = NASTY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    spoilt = re.sub("<v [^>]*>", f"<v x>{escaped}", captions)
    (folder / "transcript.vtt").write_text(spoilt, "utf-8")
    write_public(show)
    server = serve.open_server(show, port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield Served(show, changed, server.address)
    server.stop()
    thread.join(60)


def test_nothing_of_a_post_is_executed(served: Served, browser_page: Watched) -> None:
    """Page, list and frame show it as text; the policy has had nothing to stop."""
    page = browser_page.page
    page.add_init_script(WATCH)
    for path in (f"{served.episode.date}/", f"{served.episode.date}/embed.html", ""):
        page.goto(served.address + path)
        page.locator("podcast-player .toggle").click()
        browser_page.wait("!document.querySelector('audio').paused")
        if not path:
            page.get_by_label("搜索标题和新闻").fill("window.seized")
            page.locator(".results a").first.wait_for()
        elif "embed" not in path:
            browser_page.wait(
                "document.querySelector('podcast-player').shadowRoot.querySelector('[data-word]')"
            )
            page.locator("podcast-player .menu.share summary").click()
        assert page.evaluate("window.seized") is None
        assert page.evaluate("window.violations") == []
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("a[href^='javascript:']").count() == 0
        assert "7*7" in page.locator("body").inner_text()
    assert (browser_page.errors, browser_page.abroad) == ([], [])


def test_the_policy_would_stop_it(served: Served, browser_page: Watched) -> None:
    """Markup that had slipped through would not run: the report says so."""
    page = browser_page.page
    path = served.show.folder(served.episode.date) / "index.html"
    leaking = path.read_text("utf-8").replace("</main>", f"{SCRIPT}<img src=x {HANDLER[2:]}</main>")
    path.write_text(leaking, "utf-8")
    page.add_init_script(WATCH)
    page.goto(f"{served.address}{served.episode.date}/")
    browser_page.wait("window.violations.length >= 1")
    assert page.evaluate("window.seized") is None
    assert "script-src-elem inline" in page.evaluate("window.violations")


def test_titles_of_the_feed_are_escaped(served: Served) -> None:
    """They are text in XML, outside of any CDATA; no markup in the notes is the post's."""
    data = (served.show.episodes / "feed.xml").read_bytes()
    feed = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    title = feed.findtext("channel/item/title")
    assert title == served.episode.title
    raw = re.findall(rb"<item>\s*<title>(.*?)</title>", data, re.DOTALL)[0]
    assert b"CDATA" not in raw
    assert b"&lt;script&gt;" in raw
    notes = etree.HTML(feed.findtext("channel/item/description"))
    assert {element.tag for element in notes.iter()} <= {"html", "body", "p", "ul", "li", "a"}
    links = notes.xpath("//@href")
    assert all(link.startswith("https://") for link in links)


def test_data_in_the_page_cannot_end_its_element(served: Served) -> None:
    """`<` stands as an escape in JSON-LD, which still says what the post says; so do the others."""
    folder = served.show.folder(served.episode.date)
    page = (folder / "index.html").read_text("utf-8")
    (source,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert "\\u003cscript" in source
    assert "<" not in source
    assert json.loads(source)["name"] == served.episode.title
    oembed = json.loads((folder / "oembed.json").read_bytes())
    (frame, *others) = etree.HTML(oembed["html"]).xpath("//body/*")
    assert (frame.tag, others) == ("iframe", [])
    rows = json.loads((served.show.episodes / site.SEARCH_FILE).read_bytes())
    assert rows[0][2][0] == [1, NASTY]


def test_twenty_kilobytes_are_shown_whole(served: Served) -> None:
    """No text is cut in the page's transcript."""
    page = (served.show.folder(served.episode.date) / "index.html").read_text("utf-8")
    assert len(LONG.encode()) > 20_000
    assert LONG in etree.HTML(page).xpath("string(//div[@class='transcript'])")
