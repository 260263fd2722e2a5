"""What is public, what a record may say, what is planned."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from podcast import build, refresh
from podcast.commands import init
from podcast.episode import manifest
from podcast.errors import PublishError
from podcast.lib.progress import Quiet
from podcast.publish.local import Content, read_content
from podcast.publish.plan import headers
from podcast.publish.public import Rank, collect, content_hash, rank
from podcast.publish.receipt import Published, Record, loads
from podcast.show import config
from podcast.show.config import Show


def _names(show: Show) -> set[str]:
    return {each.name for each in collect(show)}


def test_only_what_is_named_is_public(show: Show) -> None:
    """Manifests, feed and pages name it, directly or by way of each other; makers' files never."""
    index = show.episodes / "index.html"
    (show.episodes / "extra").mkdir()
    (show.episodes / "extra" / "style.css").write_text("", "utf-8")
    (show.episodes / "extra" / "index.html").write_text(
        f'<img src="style.css"><a href="{show.base_url}extra/more.txt">', "utf-8"
    )
    (show.episodes / "extra" / "more.txt").write_text("", "utf-8")
    (show.episodes / "extra" / "mine.txt").write_text("", "utf-8")
    (show.episodes / "extra" / "outside.txt").symlink_to(show.root / "show.yaml")
    before = _names(show)
    links = (
        "extra/?x=1#y", "2026-02-06/script.md", "2026-02-06/report.html", ".gitignore",
        "../show.yaml", "extra/outside.txt", "https://example.org/extra/mine.txt",
        "%2e%2e/show.yaml",
    )  # fmt: skip
    (show.root / "episodes" / ".gitignore").write_text("", "utf-8")
    text = "".join(f'<a href="{link}">' for link in links)
    index.write_text(index.read_text("utf-8") + text, "utf-8")
    assert _names(show) - before == {"extra/index.html", "extra/style.css", "extra/more.txt"}


def test_older_parts_of_a_feed_are_part_of_it(show: Show) -> None:
    """What a feed points to with another .xml travels before it, and is held to its lengths."""
    feed = show.episodes / "feed.xml"
    text = feed.read_text("utf-8")
    (show.episodes / "feed-2025.xml").write_text(text, "utf-8")
    link = f'<atom:link href="{show.base_url}feed-2025.xml" rel="prev-archive"/></channel>'
    feed.write_text(text.replace("</channel>", link), "utf-8")
    found = sorted(collect(show), key=lambda each: each.rank)
    assert [each.name for each in found][-3:] == ["feed-2025.xml", "index.html", "feed.xml"]
    (show.episodes / "feed-2025.xml").write_text(text.replace('length="', 'length="9'), "utf-8")
    with pytest.raises(PublishError, match=r"feed-2025\.xml: names .*podcast check"):
        collect(show)


def test_a_prefix_that_counts_downloads_is_seen_through(show: Show) -> None:
    """An enclosure may go by way of another host that has ours in its path."""
    feed = show.episodes / "feed.xml"
    address = show.base_url.removeprefix("https://")
    text = feed.read_text("utf-8").replace(
        f'<enclosure url="https://{address}', f'<enclosure url="https://op3.dev/e/{address}'
    )
    assert "op3.dev" in text
    feed.write_text(text, "utf-8")
    assert "2026-02-06/peaks.json" in _names(show)


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        ("feed.xml", r"feed\.xml: missing.*podcast build"),
        ("2026-02-06/transcript.vtt", r"transcript\.vtt: missing.*podcast build 2026-02-06"),
        ("2026-02-06/index.html", r"index\.html: missing"),
    ],
)
def test_a_show_that_is_not_whole_is_not_published(show: Show, gone: str, message: str) -> None:
    """The file is named, and what makes it."""
    (show.episodes / gone).unlink()
    with pytest.raises(PublishError, match=message):
        collect(show)


def test_a_feed_of_another_address_or_length_is_not_published(show: Show) -> None:
    """`base_url` has changed since, or the recording is not the one that the feed has."""
    feed = show.episodes / "feed.xml"
    text = feed.read_text("utf-8")
    feed.write_text(text.replace(show.base_url, "https://old.example/"), "utf-8")
    with pytest.raises(PublishError, match="not below `base_url`; run `podcast feed`"):
        collect(show)
    feed.write_text("<rss>", "utf-8")
    with pytest.raises(PublishError, match="not a feed of this program"):
        collect(show)
    feed.write_text(text, "utf-8")
    audio = show.folder("2026-02-06") / manifest.find(show.episodes, None).audio.file
    audio.write_bytes(audio.read_bytes() + b"!")
    with pytest.raises(PublishError, match="which is not there so; run `podcast check`"):
        collect(show)


@pytest.mark.parametrize(
    ("name", "when", "seconds"),
    [
        ("2026-02-06/2026-02-06-1a2b3c4d.mp3", Rank.RECORDING, 31536000),
        ("cover-1a2b3c4d.png", Rank.RECORDING, 31536000),
        ("2026-02-06/photo-20260206.jpg", Rank.DATA, 3600),
        ("2026-02-06/chapters.json", Rank.DATA, 3600),
        ("2026-02-06/index.html", Rank.PAGE, 300),
        ("feed-2.xml", Rank.ARCHIVE, 300),
        ("index.html", Rank.INDEX, 300),
        ("feed.xml", Rank.FEED, 300),
    ],
)
def test_a_name_says_when_it_travels_and_how_long_it_is_kept(
    name: str, when: Rank, seconds: int
) -> None:
    """Only what its content names may be kept for ever."""
    assert rank(name) == when
    caching = headers(name).cache_control
    assert f"max-age={seconds}" in caching
    assert ("immutable" in caching) == bool(content_hash(name))


@pytest.mark.parametrize(
    "name", ["../show.yaml", "/etc/passwd", "a/../../b", ".ssh/id", "a/script.md", "a//b", "a\\b"]
)
def test_a_record_leads_nowhere_else(name: str) -> None:
    """What is recorded is deleted and fetched by name: one that leads out makes the record void."""
    data = {"version": 1, "files": {name: {"bytes": 1, "sha256": "00"}}}
    assert loads(json.dumps(data).encode()) is None


def test_a_record_survives_its_writing() -> None:
    """And one of a later version is not taken for ours."""
    record = Record(
        {"a": Published(1, "00"), "b": Published(2), "c": Published(3, "11", date(2026, 1, 2))}
    )
    assert loads(record.dumps()) == record
    assert loads(None) == Record()
    assert loads(record.dumps().replace(b'"version": 1', b'"version": 2')) is None


def _read(show: Show, monkeypatch: pytest.MonkeyPatch, **how: bool) -> list[str]:
    """Collect, and return the names of the files that were read for it."""
    read: list[str] = []

    def noted(folder: Path, base_url: str, name: str) -> Content:
        read.append(name)
        return read_content(folder, base_url, name)

    with monkeypatch.context() as patched:
        patched.setattr("podcast.publish.local.read_content", noted)
        collect(show, **how)
    return read


def test_a_recording_is_read_only_when_it_travels(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A year of recordings need not be read to find that nothing is new."""
    read = _read(show, monkeypatch)
    assert read
    assert not [name for name in read if content_hash(name) or name.endswith((".mp3", ".opus"))]


def test_a_file_is_read_once(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next publish reads what has changed; `--verify` and another address read all of it."""
    first, before = set(_read(show, monkeypatch)), collect(show)
    assert {"feed.xml", "index.html", "2026-02-06/episode.json"} <= first
    assert _read(show, monkeypatch) == []
    page = show.folder("2026-02-06") / "index.html"
    page.write_text(page.read_text("utf-8") + "<!-- -->", "utf-8")
    assert _read(show, monkeypatch) == ["2026-02-06/index.html"]
    changed = {each.name for each in set(collect(show)) - set(before)}
    assert changed == {"2026-02-06/index.html"}
    assert set(_read(show, monkeypatch, anew=True)) == first


def test_what_is_known_of_files_is_of_one_address(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file leads depends on `base_url`."""
    collect(show)
    moved = replace(show, base_url="https://moved.example/")
    with pytest.raises(PublishError, match="not below `base_url`"):
        collect(moved)


def test_a_text_is_no_name_of_a_file(show: Show) -> None:
    """Descriptions of pages are longer than names may be; links hold what no name may."""
    index = show.episodes / "index.html"
    before = _names(show)
    odd = (
        "很长" * 200,
        f"{show.base_url}{'x' * 300}",
        "a%00b",
        "%ff%fe",
        "http://[::1",
        "x" * 9000,
    )
    text = "".join(f'<meta content="{each}"><a href="{each}">' for each in odd)
    index.write_text(index.read_text("utf-8") + text, "utf-8")
    assert _names(show) == before


def test_the_sample_episode_is_public(tmp_path: Path) -> None:
    """Eight items, as a person publishes them: every file that its pages name is found."""
    init.create(tmp_path / "show")
    show = config.load(tmp_path / "show")
    built = build.build(show, None, build.Options(engine="tone"), Quiet()).episode
    names = _names(show)
    audio = f"{built.date}/{built.audio.file}"
    wanted = (audio, f"{built.date}/card.png", f"{built.date}/peaks.json", "search.json")
    assert names.issuperset(wanted)


@pytest.mark.parametrize("path", ["a&b/", "o'k/", "x/~y/"])
def test_an_address_that_pages_escape_is_found(
    published_show: Path, tmp_path: Path, path: str
) -> None:
    """`&` and `'` stand as entities in pages and feed."""
    folder = Path(shutil.copytree(published_show, tmp_path / "show"))
    text = (folder / "show.yaml").read_text("utf-8")
    plain = config.load(folder)
    before = _names(plain)
    line = f"base_url: {plain.base_url}"
    assert line in text
    (folder / "show.yaml").write_text(
        text.replace(line, f'base_url: "https://example.com/{path}"'), "utf-8"
    )
    moved = config.load(folder)
    refresh.write_public(moved)
    assert _names(moved) == before


def test_what_is_noted_of_a_file_may_be_damaged(show: Show) -> None:
    """It is read again then."""
    before = collect(show)
    with closing(sqlite3.connect(show.cache / "catalogue.sqlite3")) as index, index:
        index.execute("UPDATE read SET told = substr(told, 1, 40)")
    assert collect(show) == before


def test_a_picture_in_a_meta_element_is_public(show: Show) -> None:
    """A template of the show's own may name one."""
    (show.folder("2026-02-06") / "extra.png").write_bytes(b"x")
    page = show.folder("2026-02-06") / "index.html"
    text = page.read_text("utf-8")
    page.write_text(text + '<meta property="og:image" content="extra.png">', "utf-8")
    assert "2026-02-06/extra.png" in _names(show)
