"""The manifest of a finished episode: it has all facts, and is written after the files it names."""

import hashlib
import json
import re
import uuid
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from podcast.build import Built, Options, build, write_script
from podcast.episode import manifest
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import Images, Show

TONE = Options(engine="tone")


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show whose second item has a link and a picture on the web."""
    (post,) = (show_folder / "posts").glob("*.md")
    text = post.read_text("utf-8").replace(
        "- 🏦", "![图](https://example.com/a.png)\n\n[来源](https://example.com/b)\n\n- 🏦"
    )
    post.write_text(text, "utf-8")
    return config.load(show_folder)


@pytest.fixture
def built(show: Show) -> Built:
    """Return the episode of the show."""
    return build(show, None, TONE, Quiet())


def test_an_episode_says_where_it_comes_from(show: Show, built: Built) -> None:
    """The manifest has guid, time with the show's offset, post, engine, voices of the speakers."""
    episode = built.episode
    assert episode.guid == str(uuid.uuid5(uuid.UUID(show.guid), "2026-02-06"))
    assert episode.published == "2026-02-06T08:00:00+08:00"
    assert datetime.fromisoformat(episode.published).utcoffset()
    assert episode.post.path == "posts/2026-02-06-ai-daily.md"
    assert episode.post.url == "https://example.com/2026/02/06/ai-daily/"
    assert (episode.engine, episode.engine_reason) == ("tone", None)
    assert episode.hosts == {"晓晓": "low", "云希": "high"}


def test_an_episode_lists_what_was_said(built: Built) -> None:
    """The manifest lists items with links and pictures, chapters, and lines with times."""
    episode = built.episode
    first, second = episode.items
    assert (first.links, first.image) == ((), None)
    assert [link.url for link in second.links] == ["https://example.com/b"]
    assert second.image == "https://example.com/a.png"
    chapter = episode.chapters[2]
    assert (chapter.item, chapter.url) == (2, second.links[0].url)
    assert [segment.line for segment in episode.segments] == list(
        range(1, len(episode.segments) + 1)
    )
    for segment in episode.segments:
        assert segment.words
        assert segment.start <= segment.words[0][2] < segment.words[-1][3] <= segment.end
    assert episode.segments[-1].end < episode.audio.seconds


def _public(built: Built) -> str:
    """Return the chapters that apps read."""
    folder = built.audio.parent
    feed = (folder.parent / "feed.xml").read_text("utf-8")
    return (folder / "chapters.json").read_text("utf-8") + "".join(
        re.findall(r"<psc:chapter [^>]*>", feed)
    )


def test_apps_are_not_sent_to_a_picture_that_nobody_looked_at(built: Built) -> None:
    """Without `images.fetch` a chapter names no address of a picture: apps show the cover."""
    assert [chapter.image for chapter in built.episode.chapters] == [None] * 4
    assert "<psc:chapter " in _public(built)
    assert "a.png" not in _public(built)


def test_a_picture_that_was_fetched_is_named(show: Show) -> None:
    """With `images.fetch` a chapter names a picture that was accepted, and no other."""
    buffer = BytesIO()
    Image.new("RGB", (9, 9)).save(buffer, "JPEG")
    address = "https://example.com/a.png"
    kept = show.cache / "images" / f"{hashlib.sha256(address.encode()).hexdigest()}.jpg"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(buffer.getvalue())
    (post,) = show.posts.glob("*.md")
    text = post.read_text("utf-8").replace("- ⚡", "![图](https://192.168.1.1/x.png)\n\n- ⚡", 1)
    post.write_text(text, "utf-8")
    built = build(replace(show, images=Images(fetch=True, seconds=2)), None, TONE, Quiet())
    assert [item.image for item in built.episode.items] == ["https://192.168.1.1/x.png", address]
    assert [chapter.image for chapter in built.episode.chapters] == [None, None, address, None]
    assert _public(built).count(address) == 2
    assert "192.168" not in _public(built)


def test_times_are_rounded_to_what_the_file_formats_hold(built: Built) -> None:
    """Times are milliseconds in the manifest, and the same numbers in chapters.json."""
    folder = built.audio.parent
    chapters = json.loads((folder / "chapters.json").read_bytes())["chapters"]
    starts = [chapter.start for chapter in built.episode.chapters]
    assert [each["startTime"] for each in chapters] == pytest.approx(starts, abs=0.001)
    assert all(round(start, 3) == start for start in starts)


def test_an_item_that_a_person_removed_is_not_listed(show: Show) -> None:
    """Notes and pages name only items that are in the recording."""
    path = write_script(show, None, TONE, Quiet()).path
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("## 1 ")] + text[text.index("## 2 ") :], "utf-8")
    built = build(show, None, TONE, Quiet())
    assert [item.number for item in built.episode.items] == [2]


def test_the_manifest_is_written_last(show: Show, built: Built) -> None:
    """When a file that it names cannot be written, the manifest stays the one before."""
    folder = built.audio.parent
    before = (folder / manifest.FILE_NAME).read_bytes()
    (folder / "transcript.srt").unlink()
    (folder / "transcript.srt").mkdir()
    (post,) = show.posts.glob("*.md")
    post.write_text(post.read_text("utf-8").replace("7.5亿", "8亿"), "utf-8")
    with pytest.raises(IsADirectoryError):
        build(show, None, TONE, Quiet())
    assert (folder / manifest.FILE_NAME).read_bytes() == before
    assert built.audio.exists(), "the feed still names it"
    (folder / "transcript.srt").rmdir()
    assert build(show, None, TONE, Quiet()).episode != built.episode


def test_an_item_that_is_not_told_whole_is_whole_in_the_manifest(show: Show) -> None:
    """Only where the script was shortened to a length."""
    whole = build(show, None, TONE, Quiet()).episode
    assert not any(item.texts for item in whole.items)
    short = build(show, None, Options(engine="tone", minutes=1), Quiet()).episode
    shortened = [item for item in short.items if item.texts]
    assert shortened
    assert all(all(item.texts) for item in shortened)
