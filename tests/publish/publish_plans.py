"""Plans of several machines that make, publish, die and restore, drawn from a number.

A plan stops a publish before any operation of its store: it is killed there, or the store fails, or
it sleeps while another machine publishes. After every step what listeners find must be whole; when
all have ended and published once more, by the messages alone, no episode of any may be missing.
"""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from lxml import etree
from publish_kinds import Kind, kind_of

from podcast import publish as publishing
from podcast.episode import manifest
from podcast.errors import PublishError
from podcast.lib import atomic
from podcast.lib.progress import Quiet
from podcast.publish import PublishOptions, restore, run, turn
from podcast.refresh import drop_days
from podcast.show.config import Show

TODAY = date(2026, 3, 1)
_FIRST = date(2026, 2, 1)
_DAYS = 6
_STEPS = range(4, 10)
_TRIES = 12
_OPERATIONS = 60
"""How many operations of a store most publishes of these small shows take."""
_BODY = b"0123456789" * 20
"""Something to hear."""


class Killed(BaseException):
    """The end of a process."""


@dataclass
class _Run:
    """A run of one machine, and what befalls it before an operation of the store."""

    at: int = 0
    fate: str = ""
    other: Machine | None = None
    count: int = 0
    dead: bool = False


@dataclass
class Machine:
    """A copy of the show on a machine of its own."""

    show: Show
    number: int
    made: int = 0


@dataclass
class World:
    """Machines, one place, and what a person has taken down."""

    kind: Kind
    machines: list[Machine] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    promised: set[str] = field(default_factory=set)
    """The dates of the episodes whose publish has ended well."""


class Clock:
    """A clock that runs only while somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def pause(self) -> None:
        """Let some seconds pass."""
        self.seconds += 20.0


class Checker:
    """Plays one plan."""

    def __init__(self, seed: int, kind: str, template: Show, root: Path) -> None:
        self.chance = random.Random(f"{kind} {seed}")  # noqa: S311 -- no secret
        self.kind, self.template, self.root = kind, template, root
        self.clock = Clock()
        self.runs: list[_Run] = []
        self.log: list[str] = []

    def play(self) -> World:
        """Play the plan; an assertion fails where a promise is broken."""
        with self._patched() as kind:
            world = self.world = World(kind)
            world.machines = [self._machine(n) for n in range(self.chance.randint(2, 5))]
            for machine in world.machines[:1]:
                self._make(machine)
                self._publish(machine, _Run())
            for _ in range(self.chance.choice(_STEPS)):
                self._step()
                self._feed_is_whole()
            self._settle()
        return world

    @contextmanager
    def _patched(self) -> Iterator[Kind]:
        with (
            kind_of(self.kind, self.root, self.template.guid, self.tick) as kind,
            pytest.MonkeyPatch.context() as patch,
        ):
            patch.setattr(turn, "now", lambda: self.clock.seconds)
            patch.setattr(turn, "pause", self.clock.pause)
            patch.setattr(run, "open_store", lambda _: kind.open())
            restoring = import_module("podcast.publish.restore")  # a function has its name
            patch.setattr(restoring, "open_store", lambda _: kind.open())
            patch.setattr(atomic, "_sync", lambda _: None)  # no plan cuts the power
            patch.setattr(sqlite3, "connect", _in_a_hurry(sqlite3.connect))
            yield kind

    # --- What befalls a run -----------------------------------------------------------------------

    def tick(self) -> None:
        """Let the run that is at work meet its fate, if it is time."""
        if not self.runs:
            return
        now = self.runs[-1]
        if now.dead:
            raise Killed
        now.count += 1
        if now.count != now.at:
            return
        self.log.append(f"  {now.fate} before operation {now.at}")
        if now.fate == "killed":
            now.dead = True
            raise Killed
        if now.fate == "fault":
            raise PublishError("the store failed; publish again")
        if now.other:
            self._make(now.other)
            self._publish(now.other, _Run())
            self.clock.seconds += 2 * turn.LEASE_SECONDS

    # --- Steps ------------------------------------------------------------------------------------

    def _step(self) -> None:
        machine = self.chance.choice(self.world.machines)
        kinds = [
            "make",
            "make",
            "revise",
            "publish",
            "publish",
            "publish",
            "restore",
            "die",
            "drop",
        ]
        what = self.chance.choice(kinds)
        if what == "make":
            self._make(machine)
        elif what == "revise":
            self._revise(machine)
        elif what == "restore":
            self._restore(machine)
        elif what == "die":
            self._die(machine)
        elif what == "drop":
            self._drop(machine)
        else:
            if self.chance.random() < 0.8:
                (self._make if self.chance.random() < 0.7 else self._revise)(machine)
            self._publish(machine, self._fate(machine))

    def _fate(self, machine: Machine) -> _Run:
        fate = self.chance.choice(["", "killed", "killed", "fault", "held", "held"])
        others = [each for each in self.world.machines if each is not machine]
        if fate == "held" and not others:
            fate = ""
        other = self.chance.choice(others) if fate == "held" else None
        return _Run(self.chance.randint(1, _OPERATIONS), fate, other)

    def _make(self, machine: Machine) -> None:
        day = str(_FIRST + timedelta(self.chance.randrange(_DAYS)))
        if day not in _days(machine.show):
            self._write(machine, day)

    def _revise(self, machine: Machine) -> None:
        days = sorted(_days(machine.show))
        if days:
            self._write(machine, self.chance.choice(days))

    def _write(self, machine: Machine, day: str) -> None:
        machine.made += 1
        self.log.append(f"{machine.number} makes {day}")
        write_episode(machine.show, day, f"{machine.number}.{machine.made}")
        write_public(machine.show)

    def _die(self, machine: Machine) -> None:
        self.log.append(f"{machine.number} dies, and a fresh clone restores")
        shutil.rmtree(machine.show.root)
        machine.show.posts.mkdir(parents=True)
        self._restore(machine)

    def _restore(self, machine: Machine) -> str:
        self.log.append(f"{machine.number} restores")
        self.runs.append(_Run())
        try:
            restore(machine.show, Quiet())
        except PublishError as error:
            return str(error)
        finally:
            self.runs.pop()
            if _days(machine.show):
                write_public(machine.show)
        return ""

    def _drop(self, machine: Machine) -> None:
        days = sorted(_days(machine.show))
        if len(days) > 1 and self.chance.random() < 0.5:
            day = self.chance.choice(days)
            self.world.dropped.add(day)
            self._publish(machine, _Run(), dropped=(day,))

    def _publish(self, machine: Machine, fate: _Run, **options: tuple[str, ...]) -> str:
        """Publish; return the message of an error."""
        if not _days(machine.show) and not machine.show.episodes.is_dir():
            return "nothing to publish; `podcast build`"
        self.log.append(f"{machine.number} publishes {options or ''}")
        self.runs.append(fate)
        try:
            if options.get("dropped"):
                if _days(machine.show) <= set(options["dropped"]):
                    restore(machine.show, Quiet())
                drop_all(machine.show, options["dropped"])
            publishing.publish(
                machine.show, Quiet(), PublishOptions(**options), TODAY, write_public  # type: ignore[arg-type]
            )  # fmt: skip
        except PublishError as error:
            self.log.append(f"  error: {error}")
            return str(error)
        except Killed:
            return ""
        finally:
            self.runs.pop()
        self.world.promised |= _days(machine.show)
        return ""

    # --- Promises ---------------------------------------------------------------------------------

    def _feed_is_whole(self) -> set[str]:
        """Check that the feed parses and that all it names is there; return its dates."""
        get = self.world.kind.place.get
        data = get("feed.xml")
        if data is None:
            assert not self.world.promised
            return set()
        days = set()
        for each in etree.fromstring(data).iter("enclosure"):
            name = str(each.get("url")).removeprefix(self.template.base_url)
            found = get(name)
            assert found is not None, name
            assert len(found) == int(each.get("length")), name
            assert hashlib.sha256(found).hexdigest()[:8] in name
            day = name.partition("/")[0]
            for other in ("index.html", "transcript.vtt", "episode.json"):
                assert get(f"{day}/{other}") is not None, f"{day}/{other}"
            days.add(day)
        assert self.world.promised - self.world.dropped <= days, "an episode that was out is gone"
        return days

    def _settle(self) -> None:
        """Let all publish once more, by the messages alone, and look for what is missing."""
        alive = [each for each in self.world.machines if _days(each.show)]
        wanted = self._feed_is_whole().union(*(_days(each.show) for each in alive))
        for machine in [*alive, *alive]:
            self._by_the_messages(machine)
            self._feed_is_whole()
        published = self._feed_is_whole()
        assert wanted - self.world.dropped <= published
        for machine in alive:
            assert _days(machine.show) == published
            for day in published:
                here = (machine.show.folder(day) / manifest.FILE_NAME).read_bytes()
                assert here == self.world.kind.place.get(f"{day}/{manifest.FILE_NAME}")
        if alive:
            clone = self._machine(99)
            assert self._restore(clone) == ""
            assert _days(clone.show) == published
        left = [name for name in self.world.kind.place.names() if "/.tmp-" in f"/{name}"]
        assert all(self.template.guid[:8] in name for name in left)

    def _by_the_messages(self, machine: Machine) -> None:
        """Publish, and follow the remedy of each error until there is none."""
        said = self._publish(machine, _Run())
        for _ in range(_TRIES):
            if not said:
                return
            command = re.search(r"`podcast ([a-z]+)([^`]*)`", said)
            name, rest = command.groups() if command else ("publish", "")
            replaced, dropped = (
                tuple(re.findall(rf"--{option} (\S+)", rest)) for option in ("replace", "drop")
            )
            if name == "build":
                self._write(machine, rest.strip())
            elif "--restore" in rest:
                self._restore(machine)
            elif replaced or dropped:
                self.world.dropped |= set(dropped)
                said = self._publish(machine, _Run(), replaced=replaced, dropped=dropped)
                if said:
                    continue
            said = self._publish(machine, _Run())
        raise AssertionError(f"no way out: {said}")

    def _machine(self, number: int) -> Machine:
        root = self.root / f"machine-{number}"
        (root / "posts").mkdir(parents=True)
        return Machine(replace(self.template, root=root, posts=root / "posts"), number)


def _in_a_hurry(connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
    def open_index(path: Path, timeout: float = 5.0) -> sqlite3.Connection:
        index = connect(path, timeout=timeout)
        index.executescript("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY;")
        return index

    return open_index


def drop_all(show: Show, days: tuple[str, ...]) -> None:
    """Take episodes down as `podcast publish --drop DATE` does, with these small pages."""
    here = set(days) & _days(show)
    if here and here != _days(show):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("podcast.refresh.write_public", write_public)
            drop_days(show, here, Quiet())


def _days(show: Show) -> set[str]:
    return {path.parent.name for path in manifest.paths(show.episodes)}


def write_episode(show: Show, day: str, words: str) -> None:
    """Write the files of a small episode, the manifest last."""
    folder = show.folder(day)
    folder.mkdir(parents=True, exist_ok=True)
    data = _BODY + f"{day} {words}".encode()
    sha256 = hashlib.sha256(data).hexdigest()
    (folder / (name := f"{day}-{sha256[:8]}.mp3")).write_bytes(data)
    for last in ("transcript.vtt", "transcript.srt", "transcript.json", "chapters.json"):
        (folder / last).write_text(f'"{words}"', "utf-8")
    example = manifest.load(Path(__file__).parents[1] / "data" / "episode.json")
    audio = {"file": name, "bytes": len(data), "sha256": sha256}
    made = {
        "date": day, "guid": show.episode_guid(day), "items": (), "chapters": (), "segments": (),
        "audio": example.audio.model_copy(update=audio), "title": words,
    }  # fmt: skip
    atomic.write_text(folder / manifest.FILE_NAME, manifest.dumps(example.model_copy(update=made)))


def write_public(show: Show) -> None:
    """Write a small feed and small pages from the manifests."""
    episodes = manifest.load_all(show.episodes)
    rows = []
    for each in episodes:
        url = show.url(each.date, each.audio.file)
        atomic.write_text(
            show.folder(each.date) / "index.html", f'<a href="{url}">{each.title}</a>'
        )
        rows.append(
            f"<item><guid>{each.guid}</guid>"
            f'<enclosure url="{url}" length="{each.audio.bytes}" type="audio/mpeg"/></item>'
        )
    links = "".join(f'<a href="{each.date}/">{each.title}</a>' for each in episodes)
    atomic.write_text(show.episodes / "index.html", links)
    atomic.write_text(
        show.episodes / "feed.xml",
        '<rss xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>'
        f"<podcast:guid>{show.guid}</podcast:guid><title>t</title>{''.join(rows)}</channel></rss>",
    )
