"""Where tests publish to, seen as a listener sees it, and a show that changes."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from podcast import refresh
from podcast.episode import manifest
from podcast.show import config
from podcast.show.config import Show

_FIRST = date(2026, 2, 6)


PLACES = [
    "folder",
    "s3",
    pytest.param("sftp", marks=pytest.mark.tools("sshd", "ssh-keygen")),
    pytest.param("git", marks=pytest.mark.tools("git")),
]
"""Every kind of place that `publish` knows, with the programs that a test of it wants."""
OTHERS_IN_PROOFS = pytest.mark.parametrize(
    "place",
    [
        "folder",
        pytest.param("s3", marks=pytest.mark.slow),
        pytest.param("sftp", marks=[pytest.mark.slow, pytest.mark.tools("sshd", "ssh-keygen")]),
        pytest.param("git", marks=[pytest.mark.slow, pytest.mark.tools("git")]),
    ],
    indirect=True,
)
"""The mark of a test that is the same for every place but for the place itself, which other tests
prove: a folder stands for all of them, and the proofs try the others."""


@dataclass(frozen=True)
class Place:
    """A store from outside. `get` reads a name as a listener's app would; None: not there."""

    settings: str
    """What stands below `publish:` of show.yaml."""
    get: Callable[[str], bytes | None]
    names: Callable[[], set[str]]
    spoil: Callable[[str, bytes], None]
    """Change what the store holds behind the program's back."""

    def use(self, show: Show, **more: str) -> Show:
        """Write the place into show.yaml and return the show anew."""
        path = show.root / config.SHOW_FILE
        text = path.read_text("utf-8").partition("publish:")[0]
        extra = "".join(f", {key}: {value}" for key, value in more.items())
        path.write_text(f"{text}publish: {{{self.settings}{extra}}}\n", "utf-8")
        return config.load(show.root)


def folder_place(root: Path) -> Place:
    """Return a folder."""
    return Place(
        settings=f"to: {root}",
        get=lambda name: _bytes(root / name),
        names=lambda: {
            path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()
        },
        spoil=lambda name, data: _overwrite(root / name, data),
    )


def git_place(remote: Path, git: str) -> Place:
    """Return a branch of a bare repository, read from that repository."""

    def run(*words: str) -> bytes | None:
        command = [git, "--git-dir", str(remote), *words]
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        return done.stdout if done.returncode == 0 else None

    subprocess.run([git, "init", "--quiet", "--bare", str(remote)], check=True, timeout=60)
    run("config", "uploadpack.allowFilter", "true")

    def spoil(name: str, data: bytes) -> None:
        raise NotImplementedError("git notices")

    return Place(
        settings=f'to: "git+file://{remote}#gh-pages"',
        get=lambda name: run("cat-file", "blob", f"gh-pages:{name}"),
        names=lambda: set(
            (run("ls-tree", "-r", "--name-only", "gh-pages") or b"").decode().split()
        ),
        spoil=spoil,
    )


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _overwrite(path: Path, data: bytes) -> None:
    path.write_bytes(data)


# --- What a listener finds ------------------------------------------------------------------------


def feed_is_whole(place: Place, show: Show) -> int:
    """Prove that the published feed parses and all it names is there; return its episodes.

    An enclosure has the length that the feed says, and the content that its name tells.
    """
    data = place.get("feed.xml")
    if data is None:
        return 0
    root = etree.fromstring(data)
    lengths = {each.get("url"): int(each.get("length")) for each in root.iter("enclosure")}
    names = set(re.findall(re.escape(show.base_url).encode() + rb"[A-Za-z0-9._~%/-]*", data))
    assert lengths
    assert len(names) > 5
    for url in names:
        name = unquote(url.decode().removeprefix(show.base_url))
        found = place.get(name if name and not name.endswith("/") else f"{name}index.html")
        assert found, f"{name} is in the feed and not there"
        length = lengths.get(url.decode())
        assert length in {None, len(found)}, name
        told = re.search(r"-([0-9a-f]{8})\.", name)
        assert not told or hashlib.sha256(found).hexdigest().startswith(told[1]), name
    return len(lengths)


def all_is_there(place: Place, show: Show) -> bool:
    """Tell whether every file of this show that a listener may fetch is there as it is here."""
    from podcast.publish.public import collect

    return all(place.get(each.name) == each.path.read_bytes() for each in collect(show))


def days_in_feed(place: Place) -> set[str]:
    """Return the dates of the episodes in the published feed."""
    data = place.get("feed.xml") or b"<rss/>"
    return {
        str(each.get("url")).rpartition("/")[2][:10]
        for each in etree.fromstring(data).iter("enclosure")
    }


def record_of(place: Place) -> dict[str, dict[str, str]]:
    """Return the entries of the record."""
    data = place.get(".digestcast.json")
    assert data
    files: dict[str, dict[str, str]] = json.loads(data)["files"]
    return files


# --- A show that changes --------------------------------------------------------------------------


def revise(show: Show, number: int, day: str | None = None) -> None:
    """Give an episode (default: the newest) another recording and transcript; write the feed."""
    episode = manifest.find(show.episodes, date.fromisoformat(day) if day else None)
    _save(show, episode, number)
    refresh.write_public(show)


def another(show: Show, number: int, day: str | None = None) -> str:
    """Add the episode of a day (default: the next), a copy of the newest, and return its date."""
    newest = manifest.find(show.episodes, None)
    day = day or str(date.fromisoformat(newest.date) + timedelta(days=1))
    old, new = show.folder(newest.date), show.folder(day)
    new.mkdir()
    audio = newest.audio.model_copy(update={"file": newest.audio.file.replace(newest.date, day)})
    others = tuple(
        each.model_copy(update={"file": each.file.replace(newest.date, day)})
        for each in newest.audio.alternates
    )
    names = {newest.audio.file: audio.file}
    names |= {a.file: b.file for a, b in zip(newest.audio.alternates, others, strict=True)}
    for path in old.iterdir():
        (new / names.get(path.name, path.name)).write_bytes(path.read_bytes())
    copy = newest.model_copy(
        update={
            "date": day,
            "guid": show.episode_guid(day),
            "published": f"{day}T08:00:00+08:00",
            "audio": audio.model_copy(update={"alternates": others}),
        }
    )
    _save(show, copy, number)
    refresh.write_public(show)
    return day


def _save(show: Show, episode: manifest.Episode, number: int) -> None:
    """Write a recording of other bytes under the name that tells them, then the manifest."""
    folder = show.folder(episode.date)
    data = (folder / episode.audio.file).read_bytes() + b"\0" * (number % 7 + 1)
    sha256 = hashlib.sha256(data).hexdigest()
    name = f"{episode.date}-{sha256[:8]}.mp3"
    (folder / name).write_bytes(data)
    with (folder / episode.files.vtt).open("a", encoding="utf-8") as file:
        file.write(f"\nNOTE {number}\n")
    update = {"file": name, "bytes": len(data), "sha256": sha256}
    manifest.save(
        folder,
        episode.model_copy(update={"audio": episode.audio.model_copy(update=update)}),
    )
