"""Make the episode of one date in a folder of its own, and put it into its public place in one go.

A task depends on nothing but its values and the files that they name, and may run in any process,
twice or half: until its outcome is placed, nothing that it has made is seen. A date is placed only
where the episode is still the one that was there when the task began.
"""

from __future__ import annotations

import errno
import shutil
import time
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from podcast import build, digest
from podcast.build import Built, Options
from podcast.episode import manifest
from podcast.errors import PodcastError, ScriptError
from podcast.lib.atomic import make_folder, publish, replacing, write_bytes
from podcast.lib.progress import Reporter
from podcast.model import SCRIPT_FILE
from podcast.show.config import Show

_OF_BEFORE = (SCRIPT_FILE, manifest.FILE_NAME)
"""What a build looks at of the episode that it replaces: edits, and the engine that spoke."""


@dataclass(frozen=True, slots=True)
class Task:
    """One date to make."""

    show: Show
    day: date
    post: Path
    workspace: Path
    """The folder, absolute and on the volume of the show, in which the folder of the date is made.
    Nobody else writes into it."""
    options: Options = field(default_factory=Options)
    better: tuple[str, ...] = ()
    """The engines that speak the episode again, as it is; empty for an episode from its post."""


@dataclass(frozen=True, slots=True)
class Made:
    """An episode that was made, in the workspace."""

    seconds: float
    """The length of the sound."""
    lines: int
    calls: int
    took: float
    """Seconds that it took."""
    engine: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no episode."""

    why: str
    refused: bool = False
    """Whether the post is none that is made without being named, which is no failure."""
    lost: bool = False
    """Whether its process was lost, so that another try may succeed."""


Outcome = Made | Failed


@dataclass(frozen=True, slots=True)
class Before:
    """The files of an episode when its task began; None for a file that is missing."""

    script: bytes | None
    manifest: bytes | None


def before(show: Show, day: date) -> Before:
    """Return what is there of an episode that is about to be made again."""
    script, record = (show.folder(day) / name for name in _OF_BEFORE)
    return Before(_bytes(script), _bytes(record))


def bring(task: Task, was: Before) -> None:
    """Put into the workspace what the build looks at: the date's own files and earlier ones."""
    folder = task.workspace / str(task.day)
    make_folder(folder)
    for name, data in zip(_OF_BEFORE, (was.script, was.manifest), strict=True):
        if data is not None:
            write_bytes(folder / name, data)
    if task.show.writer.memory:
        paths = [p for p in manifest.paths(task.show.episodes) if p.parent.name < str(task.day)]
        for path in paths[-task.show.writer.memory :]:
            write_bytes(task.workspace / path.parent.name / path.name, path.read_bytes())


def make(task: Task, report: Reporter) -> Outcome:
    """Make the episode in the workspace. A failure is an outcome; nothing public changes."""
    started = time.monotonic()
    show = replace(task.show, output=str(task.workspace))
    try:
        built = _again(show, task, report) if task.better else _anew(show, task, report)
    except PodcastError as error:
        return Failed(str(error))
    except OSError as error:
        return Failed(f"{error.filename or task.day}: {error.strerror or error}")
    if isinstance(built, Failed):
        return built
    episode = built.episode
    took = time.monotonic() - started
    return Made(episode.audio.seconds, len(episode.segments), built.calls, took, episode.engine)


def _anew(show: Show, task: Task, report: Reporter) -> Built | Failed:
    post = digest.load(task.post, show.zone)
    new = not (show.folder(task.day) / manifest.FILE_NAME).is_file()
    lacking = digest.lacking_items(post) if new and not show.digests else None
    if lacking:
        return Failed(f"{lacking}; `podcast build {task.day}` builds it all the same", refused=True)
    for warning in digest.warnings(post):
        report.warn(warning)
    return build.make(show, post, task.options, report)


def _again(show: Show, task: Task, report: Reporter) -> Built:
    episode = manifest.find(show.episodes, task.day)
    return build.make_again(show, episode, task.better, report)


def place(task: Task, was: Before) -> bool:
    """Move a finished episode to its public place; the caller holds the show's lock.

    Return False, and move nothing, when another command has made the episode meanwhile. A new
    episode comes by one rename; of one that is replaced, the manifest comes last, as in a build.
    Raises ScriptError when its script was edited meanwhile, and OSError.
    """
    made, folder = task.workspace / str(task.day), task.show.folder(task.day)
    now = before(task.show, task.day)
    if now.manifest != was.manifest:
        return False
    if now.script != was.script:
        raise ScriptError(
            f"{folder / SCRIPT_FILE}: was edited while the episode was made, and is left as it is; "
            "run the same command again, which speaks it"
        )
    make_folder(folder.parent)
    if not folder.exists() and _renamed(made, folder):
        return True
    make_folder(folder)
    for path in sorted(made.iterdir(), key=lambda path: path.name == manifest.FILE_NAME):
        _move(path, folder / path.name)
    return True


def _renamed(made: Path, folder: Path) -> bool:
    """Rename a folder; return False where both are not on one volume."""
    try:
        made.rename(folder)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        return False
    return True


def _move(path: Path, target: Path) -> None:
    try:
        publish(path, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        with replacing(target) as temporary:
            shutil.copyfile(path, temporary)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
