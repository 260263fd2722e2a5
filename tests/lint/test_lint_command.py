"""podcast check --feed as a person meets it, and the feeds that this program makes."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from podcast import lint, serve
from podcast.build import Options, build
from podcast.cli import main
from podcast.commands import init
from podcast.lib.progress import Quiet
from podcast.show import config

FEED = Path("episodes") / "feed.xml"
NOW = datetime(2026, 4, 1, tzinfo=UTC)
"""After the sample post."""


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a show with the sample episode, and an Opus file beside it."""
    folder = tmp_path_factory.mktemp("own") / "show"
    init.create(folder)
    with (folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("opus: true\n")
    build(config.load(folder), None, Options(engine="tone"), Quiet())
    return folder


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the show."""
    return Path(shutil.copytree(built_once, tmp_path / "show"))


@pytest.fixture
def address(built: Path) -> Iterator[str]:
    """Serve the show as `podcast serve` does."""
    server = serve.open_server(config.load(built), port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.feed
    finally:
        server.stop()
        thread.join()


def run(*words: str | Path) -> Result:
    """Run `podcast check`."""
    return CliRunner().invoke(main, ["check", *map(str, words)], catch_exceptions=False)


def test_our_feed_on_disk_has_no_error_and_no_warning(built: Path) -> None:
    """All that is said of a feed of this program is advice: Spotify's, and of new guids."""
    found = lint.lint(folder=built, now=NOW)
    assert {each.severity for each in found} <= {"info"}
    assert {each.rule for each in found} <= {
        "show-guid-version",
        "psc-lengths",
        "notes-chapters-lengths",
    }


def test_our_feed_over_http_has_no_error_and_no_warning(address: str) -> None:
    """The feed that `podcast serve` serves passes as a public one would."""
    assert {each.severity for each in lint.lint(address, now=NOW)} <= {"info"}


def test_the_feed_of_the_show_is_the_default(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a value, in a show or with --show, its own feed is linted."""
    shown = run("--feed", "--show", built)
    assert shown.exit_code == 0
    assert str(built / FEED) in shown.stdout
    monkeypatch.chdir(built)
    assert run("--feed").exit_code == 0
    assert run("--feed", FEED).stdout.replace(f"{FEED}:", f"{built / FEED}:") == shown.stdout


def test_a_file_is_named_by_line(built: Path) -> None:
    """An error ends with 1 and names the line and element; --json prints the same as data."""
    text = (built / FEED).read_text("utf-8")
    broken = text.replace("<itunes:explicit>false", "<itunes:explicit>clean", 1)
    (built / FEED).write_text(broken, "utf-8")
    line = text[: text.index("<itunes:explicit>")].count("\n") + 1
    shown = run("--feed", built / FEED)
    assert shown.exit_code == 1
    assert f"error: explicit-value: {built / FEED}:{line} channel/itunes:explicit: " in shown.stdout
    printed = run("--feed", built / FEED, "--json")
    assert printed.exit_code == 1
    (error,) = (each for each in json.loads(printed.stdout) if each["severity"] == "error")
    assert error["rule"] == "explicit-value"
    assert error["message"] == '<itunes:explicit> is "clean"'


def test_a_file_of_no_show_is_checked_by_its_text(built: Path, tmp_path: Path) -> None:
    """Outside a show nothing is opened and nothing fetched: missing files are no finding."""
    alone = tmp_path / "alone.xml"
    shutil.copy(built / FEED, alone)
    assert run("--feed", alone).exit_code == 0
    next((built / "episodes").glob("*/*.mp3")).unlink()
    assert "enclosure-reachable" in run("--feed", built / FEED).stdout


def test_what_a_publish_would_change(built: Path, address: str, tmp_path: Path) -> None:
    """--against takes a file or an address; a lost guid is an error, the rest is told."""
    old = tmp_path / "old.xml"
    text = (built / FEED).read_text("utf-8")
    guid = re.search(r'isPermaLink="false">([0-9a-f-]+)<', text)
    assert guid
    old.write_text(text.replace(guid[1], "0" * 8 + guid[1][8:]), "utf-8")
    shown = run("--feed", built / FEED, "--against", old)
    assert shown.exit_code == 1
    assert "error: published-guid: " in shown.stdout
    told = run("--feed", built / FEED, "--against", address)
    assert told.exit_code == 0
    assert "info: published-recording: " in told.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--feed", "/no/such.xml"), 1, "error: /no/such.xml: cannot be read: No such file"),
        (("--feed", "2026-02-06"), 1, "error: 2026-02-06: cannot be read: No such file"),
        (("2026-02-06", "--feed"), 2, "error: --feed looks at a feed alone"),
        (("--asr", "--feed"), 2, "error: --feed looks at a feed alone"),
        (("--against", "x.xml"), 2, "error: --against goes with --feed"),
    ],
)
def test_wrong_use(words: tuple[str, ...], code: int, said: str) -> None:
    """What cannot be done is one line that says what to do."""
    result = run(*words)
    assert result.exit_code == code
    assert said in result.stderr


def test_against_what_is_no_feed(built: Path, tmp_path: Path) -> None:
    """A page in place of the published feed is an error, not a feed without episodes."""
    page = tmp_path / "page.html"
    page.write_text("<html></html>", "utf-8")
    result = run("--feed", built / FEED, "--against", page)
    assert result.exit_code == 1
    assert "is no RSS, so nothing can be compared with it" in result.stderr


def test_archive_pages_on_disk_are_followed(built: Path) -> None:
    """A page that is not in the folder is an error; one that is there is read."""
    text = (built / FEED).read_text("utf-8")
    link = '<atom:link href="https://example.com/episodes/archive-1.xml" rel="prev-archive"/>'
    (built / FEED).write_text(text.replace("<docs>", f"{link}<docs>"), "utf-8")
    assert "page-reachable" in run("--feed", built / FEED).stdout
    guid = re.search(r'isPermaLink="false">([0-9a-f-]+)<', text)
    assert guid
    archive = text.replace(guid[1], "0" * 8 + guid[1][8:]).replace(
        "<docs>",
        '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>'
        '<atom:link href="https://example.com/episodes/feed.xml" rel="current"/><docs>',
    )
    (built / "episodes" / "archive-1.xml").write_text(archive, "utf-8")
    shown = run("--feed", built / FEED)
    assert shown.exit_code == 0
    assert "page-" not in shown.stdout
    broken = archive.replace("/transcript.vtt", "/gone.vtt")
    (built / "episodes" / "archive-1.xml").write_text(broken, "utf-8")
    told = run("--feed", built / FEED).stdout
    assert "error: transcript-reachable: https://example.com/episodes/archive-1.xml:" in told
