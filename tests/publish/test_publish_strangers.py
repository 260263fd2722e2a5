"""Odd things in the place and in the show: each is gone round, or told in one line, without end."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from publish_places import Place, all_is_there, feed_is_whole, folder_place, revise

from podcast.errors import PublishError
from podcast.lib.progress import Quiet
from podcast.publish import PublishOptions, folder, turn
from podcast.release import bring_back, release
from podcast.show import config
from podcast.show.config import Show

TODAY = date(2026, 3, 8)
_MOST_TURNS = 5000
"""A publish that has waited so often waits for ever."""


@pytest.fixture
def www(tmp_path: Path) -> Path:
    """Return the folder of the place."""
    return tmp_path / "www"


@pytest.fixture
def place(www: Path) -> Place:
    """Return the place."""
    return folder_place(www)


@pytest.fixture(autouse=True)
def _quick_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let time pass only while a turn is waited for, and end what asks without an end."""
    seconds, asked = [0.0], [0]

    def now() -> float:
        asked[0] += 1
        assert asked[0] < _MOST_TURNS, "waits without an end"
        return seconds[0]

    def pause() -> None:
        seconds[0] += 1.0

    monkeypatch.setattr(turn, "now", now)
    monkeypatch.setattr(turn, "pause", pause)


def _publish(show: Show, **options: object) -> None:
    release(show, Quiet(), PublishOptions(**options), TODAY)  # type: ignore[arg-type]


def _clone(show: Show) -> Show:
    leave_out = shutil.ignore_patterns("episodes", ".cache")
    shutil.copytree(show.root, there := show.root.with_name("clone"), ignore=leave_out)
    return config.load(there)


@pytest.mark.timeout(60)
def test_a_turn_that_is_none_is_named(show: Show, place: Place, www: Path) -> None:
    """Nobody will ever give it back, so it is not waited for."""
    one = place.use(show)
    _publish(one)
    revise(one, 1)
    path = www / turn.NAME
    for make in (Path.mkdir, os.mkfifo, _long, _huge, _to_folder, _to_itself):
        make(path)
        with pytest.raises(PublishError, match=rf"{turn.NAME}.*remove it"):
            _publish(one)
        assert path.exists() or path.is_symlink()
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
    _publish(one)
    assert all_is_there(place, one)


def _long(path: Path) -> None:
    path.write_bytes(b"x" * 100_000)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**34)


def _to_folder(path: Path) -> None:
    path.symlink_to(path.parent)


def _to_itself(path: Path) -> None:
    path.symlink_to(path.name)


def test_an_empty_turn_is_taken_over_in_time(show: Show, place: Place, www: Path) -> None:
    """A machine died between making the file and writing it."""
    one = place.use(show)
    _publish(one)
    (www / turn.NAME).touch()
    revise(one, 1)
    _publish(one)
    assert all_is_there(place, one)


def test_links_that_lead_nowhere_or_round_are_left_alone(
    show: Show, place: Place, www: Path
) -> None:
    """The place belongs to others, too."""
    one = place.use(show)
    www.mkdir()
    links = {"ring": "ring", "one": "other", "other": "one", "nowhere": "/nowhere/at/all"}
    for name, to in links.items():
        (www / name).symlink_to(to)
    (www / "2026-02-06").mkdir()
    (www / "2026-02-06" / "up").symlink_to("..")
    _publish(one)
    revise(one, 1)
    _publish(one)
    assert feed_is_whole(place, one) == 1
    assert all((www / name).is_symlink() for name in links)


def test_a_folder_of_others_that_may_not_be_read_is_left_alone(
    show: Show, place: Place, www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `lost+found` at the top of a disk, which root alone may read."""
    one = place.use(show)
    (www / "lost+found").mkdir(parents=True)
    scan = os.scandir

    def refused(path: str) -> object:
        if str(path).rstrip("/").endswith("lost+found"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(folder.os, "scandir", refused)
    _publish(one)
    revise(one, 1)
    _publish(one)
    assert all_is_there(place, one)


def test_a_record_at_the_end_of_its_numbers_goes_on(show: Show, place: Place) -> None:
    """A stranger, or nobody, has counted so far."""
    one = place.use(show)
    _publish(one)
    record = json.loads(place.get(".digestcast.json") or b"")
    record["generation"] = 2**53
    place.spoil(".digestcast.json", json.dumps(record).encode())
    revise(one, 1)
    _publish(one)
    bring_back(clone := _clone(one), Quiet())
    assert all_is_there(place, clone)


def test_a_show_of_a_long_name_is_published(show: Show, place: Place) -> None:
    """The record keeps as much of it as it may."""
    one = place.use(show)
    path = one.root / config.SHOW_FILE
    text = path.read_text("utf-8").replace(one.title, "长" * 3000)
    path.write_text(text, "utf-8")
    one = config.load(one.root)
    revise(one, 1)
    _publish(one)
    bring_back(clone := _clone(one), Quiet())
    assert all_is_there(place, clone)
    _publish(clone)


def test_what_a_killed_build_has_left_does_not_mix_with_what_is_restored(
    show: Show, place: Place
) -> None:
    """An episode without its manifest is none: all of its files are those that are published."""
    one = place.use(show)
    _publish(one)
    clone = _clone(one)
    day = clone.folder("2026-02-06")
    day.mkdir(parents=True)
    (day / "transcript.vtt").write_text("WEBVTT\n\nhalf", "utf-8")
    (day / "script.md").write_text("mine", "utf-8")
    bring_back(clone, Quiet())
    assert (day / "transcript.vtt").read_bytes() == place.get("2026-02-06/transcript.vtt")
    assert (day / "script.md").read_text("utf-8") == "mine"
    _publish(clone)
    assert all_is_there(place, one)
