"""The waveform against the recording: every way in which it may not be its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from damage import DATE, Damage, assert_found, change, edited, episode, overwritten, removed, rules

from podcast.episode.manifest import FilesRecord
from podcast.show.config import Show

NAME = "peaks.json"


def _path(show: Show) -> Path:
    return show.folder(DATE) / NAME


def _changed(**fields: object) -> Damage:
    def damage(show: Show) -> None:
        data = json.loads(_path(show).read_bytes()) | fields
        _path(show).write_text(json.dumps(data), "utf-8")

    return damage


def _another_sound(show: Show) -> None:
    data = json.loads(_path(show).read_bytes())
    data["data"][21] = 127 - data["data"][21]
    _path(show).write_text(json.dumps(data), "utf-8")


DAMAGES: list[tuple[str, Damage]] = [
    ("gone", removed(NAME)),
    ("no JSON", overwritten(NAME, "{")),
    ("another shape", overwritten(NAME, "[]")),
    ("no stretch", _changed(data=[])),
    ("of another length", _changed(samples_per_pixel=44_100)),
    ("no rate", _changed(sample_rate=0)),
    ("words for samples", edited(NAME, r'"data":\[-?\d+,\d+', '"data":[0,"x"')),
    ("another sound", _another_sound),
    ("too large", edited(NAME, r"\}", " " * 5000 + "}")),
]


@pytest.mark.parametrize("damage", [each[1] for each in DAMAGES], ids=[each[0] for each in DAMAGES])
def test_each_damage_is_found(show: Show, damage: Damage) -> None:
    """It is an error of this rule and of no other."""
    assert_found(show, damage, {"peaks"}, set())


def test_an_episode_of_an_older_version_needs_none(show: Show) -> None:
    """Where the manifest names no waveform, none is missed."""
    files = episode(show).files.model_dump()
    del files["peaks"]
    change(show, files=FilesRecord(**files))
    _path(show).unlink()
    assert rules(show) == set()
