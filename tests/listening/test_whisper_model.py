"""Whisper's files, put together from packages; here two small ones of the same shape."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest

from podcast.errors import AudioError
from podcast.listening import model

FILES = {"one": b"first part ", "two": b"second part", "config": b"{}"}


@pytest.fixture(autouse=True)
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Two importable packages with data, in place of the real 145 MB; return their folder."""
    for name, files in (("ear_one", ("one", "config")), ("ear_two", ("two",))):
        for file in files:
            (tmp_path / name / "data").mkdir(parents=True, exist_ok=True)
            (tmp_path / name / "__init__.py").touch()
            (tmp_path / name / "data" / file).write_bytes(FILES[file])
    parts = {"model.bin": (("ear_one", "one"), ("ear_two", "two"))}
    whole = {"model.bin": FILES["one"] + FILES["two"], "config.json": FILES["config"]}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in whole.items()}
    monkeypatch.setattr(model, "_PARTS", {**parts, "config.json": (("ear_one", "config"),)})
    monkeypatch.setattr(model, "SHA256", hashes)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda _: tmp_path / "cache")
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in ("ear_one", "ear_two"):
        sys.modules.pop(name, None)


def test_the_parts_become_one_file() -> None:
    """The model is its parts one after the other, beside the small files."""
    folder = model.folder()
    assert (folder / "model.bin").read_bytes() == b"first part second part"
    assert sorted(path.name for path in folder.iterdir()) == ["config.json", "model.bin"]


def test_it_is_put_together_once() -> None:
    """A whole model stays as it is."""
    before = (model.folder() / "model.bin").stat()
    after = (model.folder() / "model.bin").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_damaged_file_is_made_again() -> None:
    """What a disk spoilt is not used."""
    path = model.folder() / "model.bin"
    path.write_bytes(b"first part second pa")
    assert (model.folder() / "model.bin").read_bytes() == b"first part second part"


def test_a_damaged_package_is_refused(packages: Path) -> None:
    """The packages are a third party's: other content is an error, and nothing is left of it."""
    (packages / "ear_two" / "data" / "two").write_bytes(b"something else")
    with pytest.raises(AudioError, match=r"model\.bin is damaged .*--force-reinstall"):
        model.folder()
    assert not list((packages / "cache").rglob("*model.bin*"))
    assert not list((packages / "cache").rglob(".tmp-*"))


@pytest.mark.parametrize("missing", ["ear_two/data/two", "ear_two"])
def test_a_missing_package_is_named(packages: Path, missing: str) -> None:
    """Without a package the message says how to install it."""
    path = packages / missing
    path.rename(packages / "elsewhere")
    with pytest.raises(AudioError, match=r"ear_two\) is not installed; .*\[verify\]"):
        model.folder()


def test_a_cache_that_cannot_be_written(packages: Path) -> None:
    """A file in the folder's place is an error that names it."""
    (packages / "cache").write_text("no folder")
    with pytest.raises(AudioError, match=r"cache.* cannot be written: .*; make room"):
        model.folder()
