"""The task of a worker on another machine: the same as in `making`, from files of the depot.

A job is known by a hash of all that determines its result. Whoever is given a job that was done
before, by a worker that was lost or for a client that is gone, finds the result and adds nothing.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podcast import __version__
from podcast.backfill.depot import Address, Depot, open_depot, pack_of, packed, unpack
from podcast.backfill.logs import Log
from podcast.backfill.making import Failed, Made, Outcome, Task, make
from podcast.episode.ledger import files_of
from podcast.errors import BackfillError
from podcast.lib import cores
from podcast.lib.unfinished import scratch_folder
from podcast.online import pacing
from podcast.show.config import Music, Show
from podcast.speech.cache import FOLDER as CLIPS
from podcast.speech.kokoro import model

if TYPE_CHECKING:
    from podcast.online.gate import Gate

INPUT, RESULT = "input.tar", "made.tar"
JOBS = "jobs"
_MUSIC = ("intro", "sting", "outro", "bed")
_LIBRARIES = ("imageio-ffmpeg", "mutagen", "numpy", "onnxruntime", "pillow", "soundfile", "soxr")


@dataclass(frozen=True, slots=True)
class Job:
    """A task with names of the depot in the place of paths."""

    key: str
    task: Task
    """Its paths are those of the client; `root` and `workspace` are replaced by the worker."""
    files: tuple[tuple[str, str], ...]
    """What the show has outside of posts (cover, music): its name in the task, and in the depot."""
    post: str
    """The path of the post, from the show's folder."""
    address: Address
    versions: str
    """The hash of `versions` on the client's machine."""

    @property
    def folder(self) -> str:
        """The folder of the job in the depot."""
        return f"{JOBS}/{self.key}"

    @property
    def clips(self) -> str:
        """The name of the pack with the spoken lines of this date."""
        return f"clips/{self.task.show.guid}/{self.task.day}.tar"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a job; the episode lies in the depot."""

    outcome: Outcome
    log: str = ""


@cache
def versions() -> dict[str, str]:
    """Return what must be alike on all machines, for equal bytes: each by name.

    `program` is the hash of all its files, with the built-in lexicon and the dictionaries.
    """
    hashed = hashlib.sha256()
    for path in files_of("podcast"):
        hashed.update(path.name.encode() + b"\0" + path.read_bytes())
    return {
        "program": f"{__version__} ({hashed.hexdigest()[:16]})",
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "voice model": model.SHA256,
        **{name: version(name) for name in _LIBRARIES},
    }


def hash_of_versions() -> str:
    """Return a hash of `versions`."""
    return hashlib.sha256(repr(sorted(versions().items())).encode()).hexdigest()


def carry_out(job: Job, gate: Gate | None = None) -> Answer:
    """Make the episode of a job, with one core, and leave it in the depot.

    A cluster gives a job to each thread of a worker, and has as many threads as cores.
    """
    if job.versions != hash_of_versions():
        return Answer(Failed(f"a worker has another program than the client: {versions()}"))
    cores.divide(os.cpu_count() or 1)
    pacing.share(gate)
    depot = open_depot(job.address)
    try:
        with scratch_folder() as scratch:
            return _carried_out(job, depot, scratch)
    finally:
        depot.close()


def _carried_out(job: Job, depot: Depot, scratch: Path) -> Answer:
    done = f"{job.folder}/{RESULT}"
    if depot.has(done):  # its manifest tells the rest
        return Answer(Made(seconds=0.0, lines=0, calls=0, took=0.0, engine=""))
    root, workspace, log = scratch / "show", scratch / "workspace", scratch / "log"
    given = depot.read(f"{job.folder}/{INPUT}")
    if given is None:  # the client has the result already, or has gone
        return Answer(Failed("its input is not in the shared storage any more", lost=True))
    unpack(given, scratch)
    show = _show_here(job, depot, root)
    clips = depot.read(job.clips)
    if clips is not None:
        with suppress(BackfillError):  # what cannot be used is spoken again
            unpack(clips, show.cache / CLIPS)
    task = replace(job.task, show=show, post=root / job.post, workspace=workspace)
    with Log(log, lambda *_: None) as report:
        outcome = make(task, report)
    told = log.read_text("utf-8")
    if isinstance(outcome, Made):
        if outcome.calls:
            depot.put(job.clips, pack_of(show.cache / CLIPS), job.folder)
        depot.put(done, pack_of(workspace / str(task.day)), job.folder)
        if not depot.has(f"{job.folder}/{INPUT}"):  # another worker was quicker: nobody waits
            depot.drop(job.folder, (RESULT,))
    return Answer(outcome, told)


def _show_here(job: Job, depot: Depot, root: Path) -> Show:
    """Return the show of a job with its files on this machine."""
    show = job.task.show
    paths: dict[str, Path] = {}
    for name, stored in job.files:
        path = root.parent / stored
        if not path.is_file():
            data = depot.read(stored)
            if data is None:
                raise BackfillError(
                    f"{stored} is not in the shared storage; run the backfill again"
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        paths[name] = path
    pieces: dict[str, Any] = {name: paths.get(name) for name in _MUSIC}
    music = replace(show.music, **pieces)
    return replace(show, root=root, posts=root / "posts", cover=paths["cover"], music=music)


def job_of(task: Task, address: Address, depot: Depot, known: dict[Path, str] | None = None) -> Job:
    """Put what a task needs into the depot, and return its job.

    `known` are the names of the show's files that were put there before; others are added. Raises
    BackfillError for a post outside of the show's folder, and when the depot fails.
    """
    show = task.show
    files = tuple(_stored(show, depot, {} if known is None else known))
    post = _below(task.post, show.root)
    given = packed({**_beside(task), **_workspace(task), f"show/{post}": task.post.read_bytes()})
    made_of = (
        hashlib.sha256(given).hexdigest(), repr(_plain(show)), files, task.options, task.better,
        hash_of_versions(),
    )  # fmt: skip
    key = hashlib.sha256(repr(made_of).encode()).hexdigest()
    job = Job(key, task, files, post, address, hash_of_versions())
    if not depot.has(f"{job.folder}/{INPUT}"):
        depot.put(f"{job.folder}/{INPUT}", given, job.folder)
    return job


def _plain(show: Show) -> Show:
    """Return a show without the paths of one machine, for comparisons."""
    here = Path()
    return replace(show, root=here, posts=here, cover=here, music=Music(here, here, here))


def _stored(show: Show, depot: Depot, known: dict[Path, str]) -> Iterator[tuple[str, str]]:
    pieces: dict[str, Path | None] = {name: getattr(show.music, name) for name in _MUSIC}
    for name, path in {"cover": show.cover, **pieces}.items():
        if path:
            if path not in known:
                known[path] = _kept(path, depot)
            yield name, known[path]


def _kept(path: Path, depot: Depot) -> str:
    data = path.read_bytes()
    name = f"files/{hashlib.sha256(data).hexdigest()}{path.suffix}"
    if not depot.has(name):
        halves = f"{JOBS}/{hashlib.sha256(name.encode()).hexdigest()}"
        depot.put(name, data, halves)
        depot.drop(halves, ())
    return name


def _below(path: Path, root: Path) -> str:
    if not path.is_relative_to(root):
        raise BackfillError(
            f"{path}: lies outside of {root}; a cluster gets posts of the show's own folder only"
        )
    return path.relative_to(root).as_posix()


def _workspace(task: Task) -> dict[str, bytes]:
    paths = (path for path in task.workspace.rglob("*") if path.is_file())
    return {
        f"workspace/{path.relative_to(task.workspace).as_posix()}": path.read_bytes()
        for path in paths
    }


def _beside(task: Task) -> dict[str, bytes]:
    """Return the pictures beside a post that it names, by their places below `show/`."""
    from podcast import digest
    from podcast.episode.settled import beside

    text = task.post.read_text("utf-8", "replace")
    if "![" not in text and "<img" not in text:
        return {}
    found: dict[str, bytes] = {}
    for item in digest.load(task.post, task.show.zone).items:
        for image in item.images:
            path = beside(task.post, image)
            if path.is_file() and path.resolve().is_relative_to(task.show.root.resolve()):
                found[f"show/{_below(path.resolve(), task.show.root.resolve())}"] = (
                    path.read_bytes()
                )
    return found
