"""The pages as browsers and readers see them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree
from lxml import html as lxml_html

from podcast import feed, site
from podcast.build import Built
from podcast.episode import catalogue
from podcast.episode.catalogue import summarise
from podcast.episode.ledger import open_ledger
from podcast.episode.manifest import Episode, LinkRecord
from podcast.errors import FeedError
from podcast.report.summary import facts
from podcast.show.config import Show, Subscribe

VOID = {"meta", "link", "img", "br", "input"}
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


def _checked(page: str, scripts: int = 3) -> _Checker:
    """Return the page, read; it has the data, the player, what pages do besides: `scripts`."""
    checker = _Checker()
    checker.feed(page)
    checker.close()
    assert page.startswith("<!DOCTYPE html>\n<html lang=")
    assert not checker.open
    assert checker.tags.count("h1") == 1
    assert checker.tags.count("script") == scripts
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
    assert _attributes(page, "//audio[@controls][@preload='none']/@src") == [episode.audio.file]
    assert _attributes(page, "//a[@download]/@href") == [episode.audio.file]
    assert _text(page, "//h1") == ["小满写作助手2.0上线"]
    assert _text(page, "//*[@slot='title']/p") == [
        "开源翻译模型Ferry-7B发布；图书馆试用AI导览机器人"
    ]
    assert _text(page, "//*[@slot='subtitle']/time") == ["2026年2月6日 星期五"]
    assert "1 分 18 秒" in _text(page, "//*[@class='download']")[0]


def test_player_is_told_what_it_needs(show: Show, episode: Episode) -> None:
    """Names, length and files stand in its attributes, all beside the page."""
    files = episode.files.model_copy(update={"peaks": "peaks.json"})
    page = site.episode_page(show, episode.model_copy(update={"files": files}))
    (player,) = lxml_html.fromstring(page).xpath("//podcast-player")
    assert player.get("title") == episode.title
    assert player.get("show") == show.title
    assert float(player.get("duration")) == episode.audio.seconds
    assert (player.get("transcript"), player.get("peaks")) == ("transcript.vtt", "peaks.json")
    assert player.get("episode") == episode.guid
    script = _attributes(page, "//script/@src")
    assert script == [f"../{site.script_name()}"]


def test_an_episode_of_an_older_version_has_no_waveform(show: Show, episode: Episode) -> None:
    """Its manifest names none, and the page asks for none."""
    assert episode.files.peaks is None
    assert not _attributes(site.episode_page(show, episode), "//podcast-player/@peaks")


def test_chapters_are_links_into_the_recording(show: Show, episode: Episode) -> None:
    """Each chapter is a link with its time, for the script and for browsers without it."""
    for page, path in (
        (site.episode_page(show, episode), "//ol[@class='news']/li//a[contains(@href, '#t=')]"),
        (site.embed_page(show, episode), "//ol[@class='chapters']//a"),
    ):
        assert _attributes(page, f"{path}/@href") == [
            f"{episode.audio.file}#t={chapter.start:g}" for chapter in episode.chapters
        ]
        assert _text(page, f"{path}/time") == ["0:00", "0:19", "0:40", "0:57", "1:09"]
    titles = [chapter.title for chapter in episode.chapters]
    assert _text(page, f"{path}/span") == titles


def test_long_chapters_show_hours(show: Show, episode: Episode) -> None:
    """From one hour on a time has three parts."""
    late = episode.chapters[-1].model_copy(update={"start": 3725.0})
    page = site.episode_page(show, episode.model_copy(update={"chapters": (late,)}))
    assert "1:02:05" in _text(page, "//ol[@class='news']//time")


def test_short_recording_shows_seconds(show: Show, episode: Episode) -> None:
    """Below a minute only seconds are shown."""
    audio = episode.audio.model_copy(update={"seconds": 41.6})
    page = site.episode_page(show, episode.model_copy(update={"audio": audio}))
    assert "42 秒 ·" in _text(page, "//*[@class='download']")[0]


def test_transcript_is_whole(show: Show, episode: Episode) -> None:
    """Every line of the narration is in the page under its speaker and section."""
    page = site.episode_page(show, episode)
    transcript = _text(page, "//div[@class='transcript']")[0]
    assert all(segment.text in transcript for segment in episode.segments)
    headings = _text(page, "//div[@class='transcript']//h3/span")
    assert headings == ["开场", "提要", *(item.headline for item in episode.items), "结语"]
    assert _text(page, "//div[@class='transcript']//b")[:3] == ["晓晓", "云希", "云希"]


def test_transcript_names_an_item_that_the_manifest_lacks(show: Show, episode: Episode) -> None:
    """A section whose item is not listed still has a heading."""
    page = site.episode_page(show, episode.model_copy(update={"items": episode.items[1:]}))
    assert "第1条" in _text(page, "//div[@class='transcript']//h3/span")


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
    pages = (site.episode_page(show, changed), 3), (site.index_page(show, [changed]), 4)
    for page, scripts in pages:
        _checked(page, scripts)
        assert "\x0b" not in page
        assert shown in lxml_html.fromstring(page).text_content()
        assert "49" not in _text(page, "//main")[0]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_only_our_scripts_and_styles_count(show: Show, episode: Episode) -> None:
    """The policy allows the page's script and style by hash, files of this host, nothing else."""
    pages = [site.episode_page(show, episode), site.index_page(show, [episode])]
    shipped = re.findall(r"<script>(.*?)</script>", pages[1], re.DOTALL)
    for page, count in zip((*pages, site.embed_page(show, episode)), (1, 2, 0), strict=True):
        scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        assert scripts == shipped[:count]
        (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        (policy,) = _attributes(page, "//meta[@http-equiv='Content-Security-Policy']/@content")
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
        hashes = [_hash(script) for script in scripts or shipped[:1]]
        assert rules["script-src"].split() == ["'self'", "file:", *hashes]
        assert rules["style-src"] == _hash(style)
        assert not _attributes(page, "//@style")


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
    older = episode.model_copy(update={"date": "2026-01-31", "title": "旧的一期"})
    page = site.index_page(show, [older, episode])
    _checked(page, scripts=4)
    assert _attributes(page, "//audio/@src") == [f"2026-02-06/{episode.audio.file}"]
    rows = "//ol[@class='episodes']/li"
    assert _attributes(page, f"{rows}/a[not(@class)]/@href") == [
        "2026-02-06/index.html",
        "2026-01-31/index.html",
    ]
    assert _text(page, rows)[1].startswith("旧的一期 2026年1月31日 星期六")
    play = f"{rows}/a[@class='play']"
    assert _attributes(page, f"{play}/@href")[1] == f"2026-01-31/{episode.audio.file}"
    assert _text(page, play)[1] == "播放 1 分 18 秒"
    assert _text(page, "//h1") == [show.title]
    assert _text(page, "//details/summary/h3") == ["2026年2月", "2026年1月"]


def test_search_looks_through_titles_and_headlines(
    show: Show, episode: Episode, write: Callable[..., None]
) -> None:
    """They are in a file of their own, newest first, so that the page stays small."""
    older = episode.model_copy(update={"date": "2026-01-31", "title": NASTY, "items": ()})
    write(older, episode)
    headlines = [[item.number, item.headline] for item in episode.items]
    assert json.loads((show.episodes / "search.json").read_bytes()) == [
        [episode.date, episode.title, headlines],
        ["2026-01-31", NASTY.removesuffix("\x0b"), []],
    ]


def test_index_without_episodes_is_an_error(show: Show) -> None:
    """There is no page of nothing; the message names the command."""
    with pytest.raises(FeedError, match="podcast build"):
        site.index_page(show, [])


def _days(episode: Episode, *days: str) -> list[Episode]:
    return [episode.model_copy(update={"date": day, "title": f"第 {day} 期"}) for day in days]


def test_write_pages_writes_only_what_has_changed(
    show: Show, episode: Episode, write: Callable[..., None]
) -> None:
    """A changed title rewrites its own page, the neighbours' and the list; no other is touched."""
    days = _days(episode, *(f"2026-02-0{day}" for day in range(1, 6)))
    write(*days)
    before = {path: path.stat().st_ino for path in show.episodes.rglob("*.html")}
    assert len(before) == 11
    write(days[3].model_copy(update={"title": "新标题"}))
    changed = {
        path.relative_to(show.episodes).as_posix()
        for path, inode in before.items()
        if path.stat().st_ino != inode
    }
    assert changed == {
        "index.html", "2026-02-04/embed.html", *(f"2026-02-0{day}/index.html" for day in (3, 4, 5)),
    }  # fmt: skip
    page = (show.episodes / "index.html").read_text("utf-8")
    for name in (*_attributes(page, "//img/@src"), *_attributes(page, "//script/@src")):
        assert (show.episodes / name).is_file()


def test_a_page_that_somebody_changed_is_made_again(
    show: Show, episode: Episode, write: Callable[..., None]
) -> None:
    """So is one that was deleted, and all of them when a template of the show's own changes."""
    own = show.root / "templates" / "episode.html"
    own.parent.mkdir()
    shipped = '{% extends "shipped/episode.html" %}{% block footer %}FOOTER{% endblock %}'
    own.write_text(shipped, "utf-8")
    write(*_days(episode, "2026-02-01", "2026-02-02"))
    pages = sorted(show.episodes.rglob("index.html"))
    wanted = [path.read_bytes() for path in pages]
    pages[0].unlink()
    pages[1].write_text("x", "utf-8")
    write()
    assert [path.read_bytes() for path in pages] == wanted
    own.write_text(shipped.replace("FOOTER", "我的页脚"), "utf-8")
    write()
    assert all("我的页脚" in path.read_text("utf-8") for path in pages[:2])


def test_neighbours_lead_to_each_other(show: Show, episode: Episode) -> None:
    """An episode in the middle has both; the first and the last have one; a single one none."""
    first, middle, last = _days(episode, "2026-02-01", "2026-02-03", "2026-02-04")
    path = "//nav[@class='neighbours']/a"
    older, newer = summarise(first), summarise(last)
    page = site.episode_page(show, middle, older, newer)
    assert _attributes(page, f"{path}/@href") == [
        "../2026-02-01/index.html",
        "../2026-02-04/index.html",
    ]
    assert _attributes(page, f"{path}/@rel") == ["prev", "next"]
    assert "第 2026-02-04 期" in _text(page, path)[1]
    page = site.episode_page(show, last, summarise(middle))
    assert _attributes(page, f"{path}/@rel") == ["prev"]
    assert not _attributes(site.episode_page(show, middle), f"{path}/@rel")


def test_write_pages_is_quiet_when_nothing_changed(
    show: Show, episode: Episode, write: Callable[..., None]
) -> None:
    """A second run leaves every file as it is."""
    write(episode)
    before = {path: path.stat().st_mtime_ns for path in show.episodes.rglob("*.html")}
    write(episode)
    assert before == {path: path.stat().st_mtime_ns for path in show.episodes.rglob("*.html")}
    assert len(before) == 3


def test_an_item_that_is_not_spoken_leaves_no_hole(show: Show, episode: Episode) -> None:
    """Items keep their numbers, and a line of one that is not listed still has a heading."""
    fewer = episode.model_copy(update={"items": (episode.items[0], *episode.items[2:])})
    page = site.episode_page(show, fewer)
    assert episode.items[0].headline in page
    assert "第2条" in page
    assert "第2条" not in site.episode_page(show, episode)
    assert site.index_page(show, [fewer.model_copy(update={"items": ()})])


def test_items_can_be_linked_and_heard(show: Show, episode: Episode) -> None:
    """Each has the id that `#item-3` names, and a link to its chapter."""
    page = site.episode_page(show, episode)
    assert _attributes(page, "//ol[@class='news']/li/@id") == ["item-1", "item-2", "item-3"]
    starts = [chapter.start for chapter in episode.chapters if chapter.item]
    assert _attributes(page, "//ol[@class='news']//h3/a/@href") == [
        f"{episode.audio.file}#t={start:g}" for start in starts
    ]


def test_a_picture_is_shown_when_it_is_ours(show: Show, episode: Episode) -> None:
    """A file beside the page is; an image somewhere on the web is not, whatever the post says."""
    first, second, *_ = episode.items
    first = first.model_copy(update={"picture": "item-1-0123abcd.jpg"})
    second = second.model_copy(update={"image": "https://example.com/x.jpg"})
    page = site.episode_page(show, episode.model_copy(update={"items": (first, second)}))
    pictures = "//ol[@class='news']//img"
    assert _attributes(page, f"{pictures}/@src") == ["item-1-0123abcd.jpg"]
    assert _attributes(page, f"{pictures}/@alt") == [""]


def test_structured_data_names_the_episode(show: Show, episode: Episode) -> None:
    """JSON-LD holds episode, audio and series with public addresses, and `<` nowhere."""
    hostile = episode.model_copy(update={"title": f"</script>{NASTY}"})
    page = site.episode_page(show, hostile)
    (source,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert "<" not in source
    assert "\\u003c/script" in source
    data = json.loads(source)
    assert data["@type"] == "PodcastEpisode"
    assert data["name"] == f"</script>{NASTY.removesuffix(chr(11))}"
    assert data["datePublished"] == episode.published
    audio = data["associatedMedia"]
    assert audio["@type"] == "AudioObject"
    assert audio["contentUrl"] == show.url(episode.date, episode.audio.file)
    assert audio["duration"] == "PT1M18S"
    assert data["partOfSeries"]["@type"] == "PodcastSeries"
    assert data["partOfSeries"]["webFeed"] == show.url("feed.xml")
    assert [clip["startOffset"] for clip in data["hasPart"]] == [0, 19, 40, 57, 69]


def test_cards_have_the_audio(show: Show, episode: Episode) -> None:
    """Open Graph names title, page, cover and MP3 with public addresses."""
    page = site.episode_page(show, episode)
    data = lxml_html.fromstring(page).xpath("//meta[starts-with(@property, 'og:')]")
    found = {element.get("property"): element.get("content") for element in data}
    audio = show.url(episode.date, episode.audio.file)
    assert found["og:title"] == episode.title
    assert found["og:url"] == show.url(episode.date, "")
    assert found["og:image"] == show.url(episode.date, "card.png")
    assert found["og:audio"] == found["og:audio:secure_url"] == audio
    assert found["og:audio:type"] == "audio/mpeg"
    plain = replace(show, base_url="http://example.com/e/")
    assert "og:audio:secure_url" not in site.episode_page(plain, episode)


def test_oembed_leads_to_a_page_that_plays(
    show: Show, episode: Episode, write: Callable[..., None]
) -> None:
    """The response that the page names holds a frame with the small page, escaped."""
    hostile = episode.model_copy(update={"title": NASTY})
    write(hostile)
    folder = show.folder(episode.date)
    page = (folder / "index.html").read_text("utf-8")
    path = "//link[@rel='alternate'][@type='application/json+oembed']/@href"
    assert _attributes(page, path) == [show.url(episode.date, "oembed.json")]
    data = json.loads((folder / "oembed.json").read_bytes())
    assert (data["version"], data["type"]) == ("1.0", "rich")
    (frame,) = lxml_html.fragments_fromstring(data["html"])
    assert frame.get("src") == show.url(episode.date, "embed.html")
    assert frame.get("title") == NASTY.removesuffix("\x0b")
    small = (folder / "embed.html").read_text("utf-8")
    _checked(small, scripts=1)
    assert _attributes(small, "//audio/@src") == [episode.audio.file]


def test_buttons_lead_to_apps(show: Show, episode: Episode) -> None:
    """Apps with a page get it; those that take a feed get it by their own address."""
    path = "//section[@id='subscribe']//a"
    page = site.episode_page(show, episode)
    assert _text(page, path) == ["Pocket Casts", "AntennaPod", "RSS"]
    assert _attributes(page, f"{path}/@href")[0] == "pktc://subscribe/example.com/episodes/feed.xml"
    assert "url=https%3A%2F%2Fexample.com%2Fepisodes%2Ffeed.xml" in page
    assert _attributes(page, "//button/@data-copy") == [show.url("feed.xml")]
    apps = Subscribe("https://podcasts.apple.com/x", "https://www.xiaoyuzhoufm.com/x")
    page = site.index_page(replace(show, subscribe=apps), [episode])
    assert _text(page, path)[:2] == ["小宇宙", "Apple 播客"]
    apps = Subscribe(
        spotify="https://open.spotify.com/show/x", ximalaya="https://www.ximalaya.com/album/1"
    )
    page = site.index_page(replace(show, subscribe=apps), [episode])
    assert _text(page, path)[:2] == ["Spotify", "喜马拉雅"]
    assert _attributes(page, f"{path}/@href")[1] == "https://www.ximalaya.com/album/1"


def _template(show: Show, name: str, text: str) -> Path:
    path = show.root / "templates" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_show_may_have_templates_of_its_own(show: Show, episode: Episode) -> None:
    """One that is there takes the place of the one that ships, and may extend that."""
    notes = "{% block notes %}<p>{{ episode.title }}</p>{% endblock %}"
    own = f'{{% extends "shipped/episode.html" %}}{notes}'
    _template(show, "episode.html", own)
    page = site.episode_page(show, episode.model_copy(update={"title": NASTY}))
    assert not _attributes(page, "//a[text()='阅读原文']")
    assert NASTY.removesuffix("\x0b") in _text(page, "//article/p")[0]
    assert _text(site.index_page(show, [episode]), "//h1") == [show.title]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n{% if %}", 2),
        ('{% extends "shipped/episode.html" %}\n\n{% block notes %}{{ nothing }}{% endblock %}', 3),
        ("{{ episode.title | nosuch }}", 1),
        ('{% include "missing.html" %}', 1),
    ],
)
def test_a_broken_template_is_told_with_its_line(
    show: Show, episode: Episode, text: str, line: int
) -> None:
    """The message names the file, the line and what to do."""
    path = _template(show, "episode.html", text)
    with pytest.raises(FeedError, match=rf"^{re.escape(str(path))}:{line}: .*; mend the template"):
        site.episode_page(show, episode)


def test_settled_episodes_are_not_looked_into(
    show: Show, episode: Episode, write: Callable[..., None]
) -> None:
    """A daily build passes over folders in which no file has come or gone; a refresh does not."""
    write(*_days(episode, "2026-02-01", "2026-02-02"))
    page = show.folder("2026-02-01") / "index.html"
    wanted = page.read_bytes()
    page.write_text("x", "utf-8")
    episodes = catalogue.read(show.episodes, show.cache)
    with open_ledger(show.cache, "made") as made:
        site.write_pages(show, episodes, made, {"2026-02-01"})
    assert page.read_text("utf-8") == "x"
    write()
    assert page.read_bytes() == wanted


def test_an_item_that_is_not_told_whole_is_whole_on_the_page(show: Show, episode: Episode) -> None:
    """Paragraph by paragraph, as text."""
    first = episode.items[0].model_copy(update={"texts": ("平台接入中心。", "价格：<b>99</b>元。")})
    page = site.episode_page(show, episode.model_copy(update={"items": (first,)}))
    assert _text(page, "//ol[@class='news']//p") == ["平台接入中心。", "价格：<b>99</b>元。"]


@pytest.mark.parametrize(("seconds", "told"), [(351.5, 352), (352.499, 352), (352.5, 353)])
def test_an_episode_has_one_length(show: Show, episode: Episode, seconds: float, told: int) -> None:
    """Page, list, data for machines, feed, report and command line round it alike."""
    long = episode.model_copy(
        update={"audio": episode.audio.model_copy(update={"seconds": seconds})}
    )
    words, minute, second = f"5 分 {told - 300} 秒", told // 60, told % 60
    page = site.episode_page(show, long)
    assert words in _text(page, "//*[@class='download']")[0]
    assert f'"duration":"PT{minute}M{second}S"' in page
    assert f"播放 {words}" in _text(site.index_page(show, [long]), "//a[@class='play']")
    item = etree.fromstring(feed.render(show, [long])).find("channel/item")
    assert item is not None
    assert item.findtext("{http://www.itunes.com/dtds/podcast-1.0.dtd}duration") == str(told)
    assert facts(long, ())[0].value == words
    summary = Built(long, show.folder(long.date) / long.audio.file, 0).summary()
    assert f"\n{minute}:{second:02d} min, " in summary
