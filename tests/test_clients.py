"""Real podcast clients and media tools against an episode that this program made and serves."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser
import pytest

from podcast.build import Built, Options, build
from podcast.lib.progress import Quiet
from podcast.serve import LocalServer, open_server
from podcast.show import config

if TYPE_CHECKING:
    from browser import Watched

_LIMIT = 120
"""Seconds that a client may take."""


@pytest.fixture
def built(show_folder: Path) -> Built:
    """Build the episode of the show in `show_folder`."""
    return build(config.load(show_folder), None, Options(engine="tone"), Quiet())


@pytest.fixture
def server(
    show_folder: Path, built: Built, monkeypatch: pytest.MonkeyPatch
) -> Iterator[LocalServer]:
    """Serve the show on a free port of loopback."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = open_server(config.load(show_folder), port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server
    server.stop()
    thread.join(_LIMIT)


def test_feedparser_finds_no_fault(server: LocalServer, built: Built) -> None:
    """The most used parser reads the feed without a bozo bit."""
    parsed = feedparser.parse(server.feed)
    assert not parsed.bozo
    (entry,) = parsed.entries
    assert entry.id == built.episode.guid
    assert int(entry.enclosures[0].length) == built.audio.stat().st_size


@pytest.mark.tools("ffprobe")
def test_ffprobe_lists_every_chapter(built: Built, program: Callable[[str], str]) -> None:
    """An independent reader finds the manifest's chapters, the codec and the tags."""
    command = [
        program("ffprobe"), "-v", "error", "-show_chapters", "-show_format", "-show_streams",
        "-of", "json", str(built.audio),
    ]  # fmt: skip
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    chapters = [(each["tags"]["title"], float(each["start_time"])) for each in found["chapters"]]
    expected = [(each.title, each.start) for each in built.episode.chapters]
    assert [title for title, _ in chapters] == [title for title, _ in expected]
    starts = [start for _, start in expected]
    assert [start for _, start in chapters] == pytest.approx(starts, abs=0.001)
    (sound, *_) = found["streams"]
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("mp3", "44100", 1)
    assert sound["bit_rate"] == "64000"
    assert found["format"]["tags"]["title"] == built.episode.title
    assert "AIGC" in found["format"]["tags"]


@pytest.mark.tools("mp3val")
def test_mp3val_has_no_warning(built: Built, program: Callable[[str], str]) -> None:
    """Frames, Info header and tags are whole."""
    command = [program("mp3val"), str(built.audio)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "WARNING" not in said
    assert "MPEG frames" in said


MARKUP = "<img src=x onerror=\"document.title='seized'\">"


@pytest.fixture
def hostile(show_folder: Path) -> Built:
    """Build an episode with markup in a headline and in the title of the show."""
    (post,) = (show_folder / "posts").glob("*.md")
    text = post.read_text("utf-8").replace("## 2、重庆", f"## 2、`{MARKUP}`重庆")
    post.write_text(text, "utf-8")
    show = replace(config.load(show_folder), title=MARKUP)
    return build(show, None, Options(engine="tone"), Quiet())


@pytest.mark.tools("chromium")
def test_a_browser_shows_the_page_and_runs_nothing_from_a_post(
    hostile: Built, browser_page: Watched
) -> None:
    """Chromium builds the page's tree with player and chapters; markup in a title is text."""
    page = browser_page.page
    page.goto((hostile.audio.parent / "index.html").as_uri())
    page.locator("podcast-player .toggle").click()
    browser_page.wait("document.querySelector('audio').currentTime > 0.2")
    assert MARKUP in page.title()
    assert page.locator("img[src=x]").count() == 0
    text = page.locator("body").inner_text()
    assert MARKUP in text
    assert all(chapter.title[:6] in text for chapter in hostile.episode.chapters)
    assert (browser_page.errors, browser_page.abroad) == ([], [])
