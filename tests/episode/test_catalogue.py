"""The index of manifests: right whatever happens to it, and quick because it is there."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from podcast.episode import catalogue, manifest
from podcast.episode.manifest import Episode
from podcast.errors import FeedError

EPISODE = Path(__file__).parents[1] / "data" / "episode.json"


def _save(episodes: Path, day: str, title: str = "标题") -> Episode:
    episode = manifest.load(EPISODE).model_copy(update={"date": day, "title": title})
    manifest.save(episodes / day, episode)
    return episode


def _titles(episodes: Path, cache: Path) -> dict[str, str]:
    return {each.date: each.title for each in catalogue.read(episodes, cache).summaries}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Return `episodes/` with two of them, and a cache folder that is not there yet."""
    _save(tmp_path / "episodes", "2026-02-06", "六")
    _save(tmp_path / "episodes", "2026-02-07", "七")
    return tmp_path / "episodes", tmp_path / ".cache"


def test_facts_are_the_manifest_without_what_is_said(folders: tuple[Path, Path]) -> None:
    """Newest first; everything but the segments comes back, from the index as well."""
    episodes, cache = folders
    for _ in range(2):
        found = catalogue.read(episodes, cache)
        assert [each.date for each in found.summaries] == ["2026-02-07", "2026-02-06"]
        whole = manifest.load(episodes / "2026-02-07" / manifest.FILE_NAME)
        assert found.episode("2026-02-07") == whole.model_copy(update={"segments": ()})
        summary = found.summaries[0]
        assert summary.items == tuple((item.number, item.headline) for item in whole.items)
        assert summary.recordings == {whole.audio.file: whole.audio.bytes}
        assert "transcript.vtt" in summary.texts


def test_an_unchanged_manifest_is_not_read_again(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second time no manifest is parsed; one that changes is, and only that one."""
    episodes, cache = folders
    catalogue.read(episodes, cache)
    parsed: list[Path] = []
    parse = manifest.parse
    _save(episodes, "2026-02-06", "六")

    def seen(data: bytes, path: Path) -> Episode:
        parsed.append(path)
        return parse(data, path)

    monkeypatch.setattr(manifest, "parse", seen)
    assert _titles(episodes, cache) == {"2026-02-07": "七", "2026-02-06": "六"}
    assert parsed == []
    changed = manifest.load(EPISODE).model_copy(update={"date": "2026-02-06", "title": "又六"})
    manifest.save(episodes / "2026-02-06", changed)
    parsed.clear()
    assert _titles(episodes, cache) == {"2026-02-07": "七", "2026-02-06": "又六"}
    assert [path.parent.name for path in parsed] == ["2026-02-06"]


def test_episodes_come_and_go(folders: tuple[Path, Path]) -> None:
    """A new folder is found, a deleted one forgotten; other names are passed over."""
    episodes, cache = folders
    catalogue.read(episodes, cache)
    _save(episodes, "2026-02-08", "八")
    (episodes / "2026-02-06" / manifest.FILE_NAME).unlink()
    (episodes / "2026-02-09").mkdir()
    (episodes / "not-a-date").mkdir()
    assert _titles(episodes, cache) == {"2026-02-08": "八", "2026-02-07": "七"}


def test_a_date_can_be_left_out(folders: tuple[Path, Path]) -> None:
    """The episode that a build is about to replace may be broken."""
    episodes, cache = folders
    (episodes / "2026-02-06" / manifest.FILE_NAME).write_text("{", "utf-8")
    found = catalogue.read(episodes, cache, without=date(2026, 2, 6))
    assert [each.date for each in found.summaries] == ["2026-02-07"]
    with pytest.raises(FeedError, match="2026-02-06"):
        catalogue.read(episodes, cache)


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + bytes(4096)])
def test_a_damaged_index_is_begun_anew(folders: tuple[Path, Path], damage: bytes) -> None:
    """Nothing in it is worth more than the manifests."""
    episodes, cache = folders
    catalogue.read(episodes, cache)
    (cache / "catalogue.sqlite3").write_bytes(damage)
    assert _titles(episodes, cache) == {"2026-02-07": "七", "2026-02-06": "六"}


def test_a_damaged_page_is_begun_anew(folders: tuple[Path, Path]) -> None:
    """So it is when the damage shows only behind the first page."""
    episodes, cache = folders
    for day in range(1, 29):
        _save(episodes, f"2025-01-{day:02}")
    wanted = _titles(episodes, cache)
    path = cache / "catalogue.sqlite3"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    assert _titles(episodes, cache) == wanted


def test_an_index_of_another_version_is_begun_anew(folders: tuple[Path, Path]) -> None:
    """Its tables may be others."""
    episodes, cache = folders
    catalogue.read(episodes, cache)
    with sqlite3.connect(cache / "catalogue.sqlite3") as index:
        index.execute("PRAGMA user_version = 99")
        index.execute("ALTER TABLE episodes DROP COLUMN facts")
    index.close()
    assert _titles(episodes, cache) == {"2026-02-07": "七", "2026-02-06": "六"}


@pytest.mark.parametrize("name", ["2026-02-09", "2024-13-45"])
def test_a_copied_folder_is_no_episode(folders: tuple[Path, Path], name: str) -> None:
    """The feed would have one recording twice; the message says what to do."""
    episodes, cache = folders
    shutil.copytree(episodes / "2026-02-06", episodes / name)
    with pytest.raises(FeedError, match=rf"{name}.*is the manifest of 2026-02-06; delete this"):
        catalogue.read(episodes, cache)


def test_a_damaged_row_is_an_error_with_a_remedy(folders: tuple[Path, Path]) -> None:
    """A text that is no JSON is not what a broken disk leaves, but what a person may."""
    episodes, cache = folders
    catalogue.read(episodes, cache)
    with closing(sqlite3.connect(cache / "catalogue.sqlite3")) as index, index:
        index.execute("UPDATE episodes SET rest = 'x', facts = 'x'")
    found = catalogue.read(episodes, cache)
    with pytest.raises(FeedError, match="damaged at 2026-02-07; delete this file"):
        _ = found.summaries[0].items
    with pytest.raises(FeedError, match="damaged at 2026-02-06; delete this file"):
        found.episode("2026-02-06")
