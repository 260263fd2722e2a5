"""Files that people or strangers write, with bytes changed by chance: read, or one line."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from podcast.episode import manifest
from podcast.errors import PodcastError
from podcast.publish import receipt
from podcast.publish.receipt import Published, Record, Version
from podcast.script import document
from podcast.show import config

_FEW, _MANY = 150, 12_000
_SECONDS = 10.0
"""The longest that reading one file may take."""
_ODD = (
    b"\0", b"\x07", b"\xff", b"\xef\xbf\xbe", b"\xed\xa0\x80", b"-1", b"1e308", b"1e999", b"NaN",
    b"9" * 400, b"../", b"/etc/passwd", b"~nobody-here/", b"&a *a", b"[[[[", b"{", b"}", b":",
    b"\n", b"\r", b"\t", b'"', b"'", b"#", b"|", b">", b"---\n", b"\xe3\x80\x80", b"null", b"true",
    b"0001-01-01", b"9999-12-31T23:59:59+14:00", b"%", b"{date:%q}", b"{0.__class__}", b"://",
    b"\\u0000", b"\\ud800", b"1900-01-01", b"!!python/object:os.system", b"?", b"<<: ", b"@", b"`",
)  # fmt: skip


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to three changes."""
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice([0, 0, 1, 3, 20, 200]))
        new = chance.choice([b"", *_ODD, data[end : end + 30], bytes([chance.randrange(256)])])
        data = data[:start] + new + data[end:]
    return data


def _show(folder: Path, name: str) -> tuple[bytes, Callable[[bytes], object]]:
    path = folder / name
    data = path.read_bytes()

    def read(text: bytes) -> object:
        path.write_bytes(text)
        return config.load(folder)

    return data, read


def _script(folder: Path, _: str) -> tuple[bytes, Callable[[bytes], object]]:
    (path,) = folder.glob("episodes/*/script.md")
    data = path.read_bytes()

    def read(text: bytes) -> object:
        path.write_bytes(text)
        return document.load(path, ["晓晓", "云希"])

    return data, read


def _manifest(folder: Path, _: str) -> tuple[bytes, Callable[[bytes], object]]:
    (path,) = folder.glob("episodes/*/episode.json")
    return path.read_bytes(), lambda data: manifest.parse(data, path)


def _record(_: Path, __: str) -> tuple[bytes, Callable[[bytes], object]]:
    entry = Published(9, coming="aa", before=Version(8, "bb"))
    record = Record({"a": entry, "2026-02-06/b.mp3": Published(9, "cc")}, 7, "guid", "标题")

    def read(data: bytes) -> object:
        found = receipt.loads(data)
        if found:
            found.episodes()
            found.dumps()
        return found

    return record.dumps(), read


_FILES = {
    config.SHOW_FILE: _show,
    config.VOICES_FILE: _show,
    "script.md": _script,
    "episode.json": _manifest,
    "the record": _record,
}


def _survives(name: str, folder: Path, rounds: int, seed: int) -> None:
    data, read = _FILES[name](folder, name)
    read(data)
    chance = random.Random(f"{name} {seed}")  # noqa: S311 -- no secret
    said: list[tuple[str, bytes]] = []
    for number in range(rounds):
        text = _mutated(data, chance)
        started = time.monotonic()
        try:
            read(text)
        except PodcastError as error:
            said.append((str(error), text))
        except Exception as error:
            error.add_note(f"mutation {number} of {name}: {text!r}")
            raise
        assert time.monotonic() - started < _SECONDS, (number, text)
    assert said or name == "the record"
    assert not [each for each in said if "\n" in each[0]]


@pytest.fixture
def folder(spoken_folder: Path) -> Path:
    """Return a show whose files a test may change, without the files that take room."""
    shutil.rmtree(spoken_folder / ".cache", ignore_errors=True)
    return spoken_folder


@pytest.mark.parametrize("name", _FILES)
def test_a_few_changes(name: str, folder: Path) -> None:
    """No traceback and no hang."""
    _survives(name, folder, _FEW, 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", _FILES)
def test_many_changes(name: str, folder: Path) -> None:
    """The same for thousands."""
    _survives(name, folder, _MANY, 1)
