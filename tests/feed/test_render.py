"""The feed as readers see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from podcast import feed
from podcast.episode.manifest import AlternateRecord, Episode
from podcast.errors import FeedError
from podcast.model import Host
from podcast.show.config import Label, Show

NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
    "atom": "http://www.w3.org/2005/Atom",
}


_SILENT = Label(spoken=False, notes=False, feed=False, file=False, producer="x", propagator="x")


def _xml(show: Show, *episodes: Episode) -> etree._Element:
    return etree.fromstring(feed.render(show, episodes))


def _texts(root: etree._Element, path: str) -> list[str]:
    return [str(found) for found in root.xpath(path, namespaces=NAMES)]


def _on(episode: Episode, day: str, published: str) -> Episode:
    return episode.model_copy(update={"date": day, "guid": day, "published": published})


def _with_opus(episode: Episode) -> Episode:
    opus = AlternateRecord(
        file="2026-02-06-5e6f7a8b.opus",
        type="audio/ogg; codecs=opus",
        bytes=1234,
        bitrate=32_000,
        integrity="sha384-AAAA",
    )
    audio = episode.audio.model_copy(update={"alternates": (opus,)})
    return episode.model_copy(update={"audio": audio})


def test_feedparser_reads_every_field(show: Show, episode: Episode) -> None:
    """No fault is found; title, enclosure, guid, link, date and duration are read back."""
    read = feedparser.parse(feed.render(show, [episode]))
    assert not read.bozo
    assert read.feed.title == show.title
    assert read.feed.link == show.link
    assert read.feed.language == "zh-CN"
    entry = read.entries[0]
    assert entry.title == episode.title
    assert entry.id == episode.guid
    assert entry.link == "https://example.com/2026/02/06/ai-daily/"
    assert entry.itunes_duration == str(round(episode.audio.seconds))
    assert entry.published == "Fri, 06 Feb 2026 08:00:00 +0800"
    assert dict(entry.enclosures[0]) == {
        "href": "https://example.com/episodes/2026-02-06/2026-02-06-1a2b3c4d.mp3",
        "length": "4096",
        "type": "audio/mpeg",
    }


def test_channel_has_what_apple_and_psp_ask_for(show: Show, episode: Episode) -> None:
    """Required and recommended channel elements stand once each, with the allowed values."""
    root = _xml(replace(show, category=("News", "Tech News")), episode)
    assert _texts(root, "channel/link/text()") == [show.link]
    assert _texts(root, "channel/image/link/text()") == [show.link]
    assert _texts(root, "channel/atom:link[@rel='self']/@href") == [
        "https://example.com/episodes/feed.xml"
    ]
    assert _texts(root, "channel/itunes:explicit/text()") == ["false"]
    assert _texts(root, "channel/itunes:author/text()") == [show.author]
    assert _texts(root, "channel/itunes:category/@text") == ["News"]
    assert _texts(root, "channel/itunes:category/itunes:category/@text") == ["Tech News"]
    assert _texts(root, "channel/itunes:image/@href")[0].startswith(
        "https://example.com/episodes/cover-"
    )
    assert not _texts(root, "//itunes:owner")


def test_channel_has_the_podcast_namespace(show: Show, episode: Episode) -> None:
    """guid, locked, medium, updateFrequency, persons and the AI label are in the channel."""
    root = _xml(show, episode)
    assert _texts(root, "channel/podcast:guid/text()") == [show.guid]
    assert _texts(root, "channel/podcast:locked/text()") == ["yes"]
    assert _texts(root, "channel/podcast:medium/text()") == ["podcast"]
    assert _texts(root, "channel/podcast:updateFrequency/@rrule") == ["FREQ=DAILY"]
    assert _texts(root, "channel/podcast:person/text()") == [
        f"{host.name}（AI 合成语音）" for host in show.hosts
    ]
    assert _texts(root, "channel/podcast:txt[@purpose='ai-content']/text()") == ["true"]


def test_item_links_transcripts_and_chapters(show: Show, episode: Episode) -> None:
    """Three transcripts and the chapters are linked with the types of the podcast namespace."""
    root = _xml(show, episode)
    base = "https://example.com/episodes/2026-02-06/"
    assert _texts(root, "//item/podcast:transcript/@type") == [
        "text/vtt",
        "application/x-subrip",
        "application/json",
    ]
    assert _texts(root, "//item/podcast:transcript/@url") == [
        f"{base}transcript.vtt",
        f"{base}transcript.srt",
        f"{base}transcript.json",
    ]
    assert _texts(root, "//item/podcast:chapters/@url") == [f"{base}chapters.json"]
    assert _texts(root, "//item/podcast:chapters/@type") == ["application/json+chapters"]
    assert _texts(root, "//item/podcast:person/text()") == [
        "晓晓（AI 合成语音）",
        "云希（AI 合成语音）",
    ]


def test_item_holds_simple_chapters(show: Show, episode: Episode) -> None:
    """Every chapter of the manifest with its start in milliseconds, its link and its picture."""
    first, second, *others = episode.chapters
    linked = second.model_copy(
        update={
            "start": 3725.0045,
            "url": "https://example.com/新?a=1&b=2",
            "image": "https://example.com/a.png",
        }
    )
    local = others[0].model_copy(update={"url": "javascript:alert(1)", "image": "pictures/a.png"})
    root = _xml(show, episode.model_copy(update={"chapters": (first, linked, local)}))
    (chapters,) = root.xpath("//item/psc:chapters", namespaces=NAMES)
    assert chapters.get("version") == "1.2"
    assert [dict(chapter.attrib) for chapter in chapters] == [
        {"start": "00:00:00.000", "title": "开场"},
        {
            "start": "01:02:05.004",
            "title": linked.title,
            "href": "https://example.com/%E6%96%B0?a=1&b=2",
            "image": "https://example.com/a.png",
        },
        {"start": "00:00:40.400", "title": local.title},
    ]


def test_item_offers_other_encodings(show: Show, episode: Episode) -> None:
    """An Opus file stands beside the enclosure, which stays the default; feedparser sees one."""
    root = _xml(show, _with_opus(episode))
    (other,) = root.xpath("//item/podcast:alternateEnclosure", namespaces=NAMES)
    assert dict(other.attrib) == {
        "type": "audio/ogg; codecs=opus",
        "length": "1234",
        "bitrate": "32000",
        "title": "Opus 32 kbit/s",
        "default": "false",
    }
    assert _texts(other, "podcast:source/@uri") == [
        "https://example.com/episodes/2026-02-06/2026-02-06-5e6f7a8b.opus"
    ]
    assert _texts(other, "podcast:integrity/@type") == ["sri"]
    assert _texts(other, "podcast:integrity/@value") == ["sha384-AAAA"]
    read = feedparser.parse(feed.render(show, [_with_opus(episode)]))
    assert [each["type"] for each in read.entries[0].enclosures] == ["audio/mpeg"]
    assert not _texts(_xml(show, episode), "//podcast:alternateEnclosure")


def test_persons_are_plain_names_without_the_label(show: Show, episode: Episode) -> None:
    """A show that switches the label off names its hosts only, and claims nothing."""
    root = _xml(replace(show, ai_label=_SILENT, hosts=(Host("小林", ()),)), episode)
    assert _texts(root, "channel/podcast:person/text()") == ["小林"]
    assert not _texts(root, "//podcast:txt/text()")
    assert "人工智能" not in _texts(root, "//item/description/text()")[0]


def test_explicit_show_says_true(show: Show, episode: Episode) -> None:
    """`explicit: true` is written as the word that Apple takes, in channel and item."""
    assert _texts(_xml(replace(show, explicit=True), episode), "//itunes:explicit/text()") == [
        "true",
        "true",
    ]


def test_newest_episode_is_first(show: Show, episode: Episode) -> None:
    """Items go by time, not by offset or order given, and lastBuildDate is the newest one's."""
    early = _on(episode, "2026-02-07", "2026-02-07T08:00:00+08:00")
    late = _on(episode, "2026-02-08", "2026-02-07T20:00:00-05:00")
    root = _xml(show, early, late, episode)
    assert _texts(root, "//item/guid/text()") == [late.guid, early.guid, episode.guid]
    built = parsedate_to_datetime(_texts(root, "channel/lastBuildDate/text()")[0])
    assert built == datetime(2026, 2, 8, 1, tzinfo=UTC)
    assert _texts(root, "//item/pubDate/text()")[0].endswith("-0500")


def test_same_input_gives_the_same_bytes(show: Show, episode: Episode) -> None:
    """Nothing of the clock or the program's version is in the feed."""
    assert feed.render(show, [episode]) == feed.render(show, [episode])
    assert b"0.1.0" not in feed.render(show, [episode])


def test_link_falls_back_to_the_episode_page(show: Show, episode: Episode) -> None:
    """An episode whose post has no web address links to its own page."""
    for url in (None, "javascript:alert(1)"):
        post = episode.post.model_copy(update={"url": url})
        root = _xml(show, episode.model_copy(update={"post": post}))
        assert _texts(root, "//item/link/text()") == ["https://example.com/episodes/2026-02-06/"]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("a ]]> b <script>&amp;</script>", "a ]]> b <script>&amp;</script>"),
        ("坏\x0b字\x00符\ufffe", "坏字符"),
        ("“引号” 🎉\n第二行", "“引号” 🎉 第二行"),
        ("x" * 300, "x" * 254 + "…"),
    ],
)
def test_any_title_survives(show: Show, episode: Episode, title: str, shown: str) -> None:
    """Markup in a title is text, characters that XML cannot carry are left out."""
    items = tuple(item.model_copy(update={"headline": title}) for item in episode.items)
    chapters = tuple(part.model_copy(update={"title": title}) for part in episode.chapters)
    changed = {"title": title, "items": items, "chapters": chapters}
    data = feed.render(show, [episode.model_copy(update=changed)])
    assert _texts(etree.fromstring(data), "//item/title/text()") == [shown]
    assert not feedparser.parse(data).bozo


def test_no_episode_is_an_error(show: Show) -> None:
    """A feed without items is refused with the command that makes one."""
    with pytest.raises(FeedError, match="podcast build"):
        feed.render(show, [])


@pytest.mark.parametrize("published", ["yesterday", "2026-02-06T08:00:00"])
def test_time_without_offset_is_an_error(show: Show, episode: Episode, published: str) -> None:
    """A manifest whose time cannot be placed is named."""
    with pytest.raises(FeedError, match=r"2026-02-06/episode\.json: `published"):
        feed.render(show, [episode.model_copy(update={"published": published})])


def test_write_is_quiet_when_nothing_changed(
    show: Show, episode: Episode, write: Callable[..., Path]
) -> None:
    """A second write leaves the feed's file alone; the cover that it names is beside it."""
    path = write(episode)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert write(episode) == path
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    cover = _texts(etree.fromstring(path.read_bytes()), "channel/itunes:image/@href")[0]
    assert (show.episodes / cover.rpartition("/")[2]).read_bytes() == show.cover.read_bytes()


@pytest.mark.parametrize(
    "name", ["2026-02-06-1a2b3c4d.mp3", "transcript.srt", "transcript.json", "chapters.json"]
)
def test_write_refuses_a_missing_file(
    show: Show, episode: Episode, write: Callable[..., Path], name: str
) -> None:
    """The feed stays as it was when a file that it would name is not there."""
    path = write(episode)
    before = path.read_bytes()
    (show.folder(episode.date) / name).unlink()
    with pytest.raises(FeedError, match=f"{name}: .*missing; run `podcast build 2026-02-06`"):
        write(episode.model_copy(update={"title": "neu"}))
    assert path.read_bytes() == before


def test_write_refuses_a_wrong_length(
    show: Show, episode: Episode, write: Callable[..., Path]
) -> None:
    """A recording with another length than its manifest's is not published."""
    (show.folder(episode.date) / episode.audio.file).write_bytes(b"short")
    with pytest.raises(FeedError, match="has 5 bytes, its manifest says 4096"):
        write(episode)
    assert not (show.episodes / "feed.xml").exists()


def test_write_refuses_a_missing_or_wrong_alternate(
    show: Show, episode: Episode, write: Callable[..., Path]
) -> None:
    """Other encodings are demanded like the recording itself."""
    changed = _with_opus(episode)
    path = show.folder(episode.date) / changed.audio.alternates[0].file
    with pytest.raises(FeedError, match=r"\.opus: the feed would name this file"):
        write(changed)
    path.write_bytes(b"short")
    with pytest.raises(FeedError, match="has 5 bytes, its manifest says 1234"):
        write(changed)
    path.write_bytes(bytes(1234))
    assert write(changed).is_file()
