"""Whatever settings a show is accepted with, it builds, passes `check`, and is published."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from shows import settings as some_settings
from shows import voices as some_voices

from podcast import build, check, release
from podcast.errors import ConfigError, PodcastError
from podcast.lib.progress import Quiet
from podcast.publish import PublishOptions
from podcast.show import config

_TODAY = date(2026, 2, 10)
_FEW, _MANY = 3, 50
_OF_FILES = {"posts", "digests", "music", "cover"}
"""The keys that lead to files: what is wrong with those is said before anything is spoken."""


@pytest.fixture(scope="module")
def plain(_spoken: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a show whose clips are spoken, which every example writes its settings into."""
    return Path(shutil.copytree(_spoken, tmp_path_factory.mktemp("accepted") / "show"))


def _written(plain: Path, file: str, changes: dict[str, Any]) -> bool:
    """Write the show's file with these keys changed; False when YAML cannot hold them."""
    yaml = YAML(typ="safe", pure=True)
    path = plain / file
    values = yaml.load(path.read_text("utf-8"))
    try:
        with path.open("w", encoding="utf-8") as out:
            yaml.dump({**values, **changes}, out)
    except YAMLError:
        return False
    return True


def _files(plain: Path) -> set[Path]:
    """Return all recordings and spoken clips of the show."""
    return {path for path in plain.rglob("*") if path.suffix in {".mp3", ".flac"}}


def _builds(plain: Path, file: str, changes: dict[str, Any]) -> None:
    before = (plain / file).read_bytes()
    try:
        if not _written(plain, file, changes):
            return
        try:
            show = config.load(plain)
        except ConfigError:
            return
        spoken = _files(plain)
        try:
            build.build(show, None, build.Options(engine="tone"), Quiet(), _TODAY)
        except PodcastError:
            assert changes.keys() & _OF_FILES
            assert _files(plain) == spoken
            return
        findings = check.check(show, (), _TODAY)
        assert not check.failed(findings), check.render(findings, as_json=False)
        there = replace(show.publish, to=str(plain.with_name("www")))
        release.release(
            replace(show, publish=there), Quiet(), PublishOptions(take_over=True), _TODAY
        )
    finally:
        (plain / file).write_bytes(before)


@settings(max_examples=_FEW, derandomize=True)
@given(changes=some_settings())
def test_some_settings(plain: Path, changes: dict[str, Any]) -> None:
    """A handful of show.yaml."""
    _builds(plain, config.SHOW_FILE, changes)


@settings(max_examples=_FEW, derandomize=True)
@given(changes=some_voices())
def test_some_voices(plain: Path, changes: dict[str, Any]) -> None:
    """A handful of voices.yaml."""
    _builds(plain, config.VOICES_FILE, changes)


@pytest.mark.slow
@settings(max_examples=_MANY, derandomize=True, phases=[Phase.generate])
@given(changes=some_settings())
def test_many_settings(plain: Path, changes: dict[str, Any]) -> None:
    """Hundreds of show.yaml."""
    _builds(plain, config.SHOW_FILE, changes)


@pytest.mark.slow
@settings(max_examples=_MANY, derandomize=True, phases=[Phase.generate])
@given(changes=some_voices())
def test_many_voices(plain: Path, changes: dict[str, Any]) -> None:
    """Hundreds of voices.yaml."""
    _builds(plain, config.VOICES_FILE, changes)
