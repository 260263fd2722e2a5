"""Several machines publish one show, one after the other and at once; a place belongs to a show."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from publish_places import (
    OTHERS_IN_PROOFS,
    Place,
    all_is_there,
    another,
    days_in_feed,
    feed_is_whole,
    folder_place,
    revise,
)

from podcast import build, refresh
from podcast.cli import main
from podcast.episode import manifest
from podcast.errors import FeedError, PublishError
from podcast.lib.progress import Quiet
from podcast.publish import PublishOptions, receipt, turn
from podcast.publish.folder import FolderStore
from podcast.publish.git import GitStore
from podcast.publish.temporary import Temporary
from podcast.release import bring_back, release
from podcast.show import config
from podcast.show.config import Show

TODAY = date(2026, 3, 8)
_SFTP = pytest.mark.tools("sshd", "ssh-keygen")


def _copy(show: Show, name: str, *, fresh: bool = False) -> Show:
    """Return another machine's copy of the show; a fresh clone has neither episodes nor cache."""
    left_out = shutil.ignore_patterns("episodes", ".cache") if fresh else None
    folder = shutil.copytree(show.root, show.root.with_name(name), ignore=left_out)
    return config.load(Path(folder))


def _publish(show: Show, **options: object) -> None:
    release(show, Quiet(), PublishOptions(**options), TODAY)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    """Return a folder."""
    return folder_place(tmp_path / "www")


# --- A lost update --------------------------------------------------------------------------------


def test_two_machines_that_add_lose_nothing(show: Show, place: Place) -> None:
    """Each publishes an episode that the other has never seen: the feed has both."""
    one = place.use(show)
    _publish(one)
    two = _copy(one, "two")
    added = another(one, 1, "2026-02-07"), another(two, 2, "2026-02-08")
    _publish(one)
    _publish(two)
    assert days_in_feed(place) == {"2026-02-06", *added}
    assert feed_is_whole(place, two) == 3
    _publish(one)
    assert feed_is_whole(place, one) == 3
    assert all_is_there(place, one)
    three = _copy(one, "three", fresh=True)
    bring_back(three, Quiet())
    assert {path.name for path in three.episodes.glob("2026-*")} == days_in_feed(place)


@pytest.mark.parametrize("held_before", ["feed.xml", ".digestcast.json", "2026-02-07/index.html"])
def test_one_that_is_held_while_another_publishes_begins_again(
    show: Show, folder: Place, monkeypatch: pytest.MonkeyPatch, held_before: str
) -> None:
    """It has slept longer than its lease: what it meant to write is compared with what is there."""
    one = folder.use(show)
    _publish(one)
    two = _copy(one, "two")
    another(one, 1, "2026-02-07")
    another(two, 2, "2026-02-08")
    clock = _Clock(monkeypatch)
    put = FolderStore.put
    held = []

    def held_once(store: FolderStore, name: str, *arguments: object) -> None:
        if name == held_before and not held:
            held.append(name)
            _publish(two)
            clock.seconds += turn.LEASE_SECONDS
        put(store, name, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(FolderStore, "put", held_once)
    _publish(one)
    assert held
    assert days_in_feed(folder) == {"2026-02-06", "2026-02-07", "2026-02-08"}
    assert feed_is_whole(folder, one) == 3
    assert all_is_there(folder, one)
    bring_back(three := _copy(one, "three", fresh=True), Quiet())
    assert len(list(three.episodes.glob("*/episode.json"))) == 3


class _Clock:
    """A clock that runs only while somebody waits for his turn."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.seconds = 0.0
        patch.setattr(turn, "now", lambda: self.seconds)
        patch.setattr(turn, "pause", self._pause)

    def _pause(self) -> None:
        self.seconds += 1.0


@pytest.mark.tools("git")
def test_a_branch_that_moved_meanwhile_is_merged(
    show: Show, place_named: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A push that is refused is made again on top of the other one."""
    place = place_named("git")
    one = place.use(show)
    _publish(one)
    two = _copy(one, "two")
    another(one, 1, "2026-02-07")
    another(two, 2, "2026-02-08")
    finish = GitStore.finish
    held = []

    def held_once(store: GitStore) -> None:
        if not held:
            held.append(store)
            _publish(two)
        finish(store)

    monkeypatch.setattr(GitStore, "finish", held_once)
    _publish(one)
    assert days_in_feed(place) == {"2026-02-06", "2026-02-07", "2026-02-08"}
    assert feed_is_whole(place, one) == 3


def test_episodes_that_a_killed_publish_has_fetched_get_their_pages(
    show: Show, folder: Place
) -> None:
    """A page that was not there whole comes with no episode; the next publish writes it first."""
    one = folder.use(show)
    _publish(one)
    two = _copy(one, "two")
    another(one, 1, "2026-02-07")
    _publish(one)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("podcast.publish.run.refuse_missing", _killed)
        with pytest.raises(KeyboardInterrupt):
            _publish(two)
    (two.folder("2026-02-07") / "index.html").unlink()  # as one that was not there is not fetched
    _publish(two)
    assert feed_is_whole(folder, two) == 2
    assert all_is_there(folder, two)


def test_episodes_that_a_killed_restore_has_fetched_get_their_pages(
    show: Show, folder: Place
) -> None:
    """Bringing back again finds no episode missing, and writes what is due."""
    one = folder.use(show)
    two = _copy(one, "two")
    another(one, 1, "2026-02-07")
    _publish(one)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("podcast.release.write_public", _killed)
        with pytest.raises(KeyboardInterrupt):
            bring_back(two, Quiet())
    page = two.folder("2026-02-07") / "index.html"
    page.unlink()  # as one that was not there is not fetched
    bring_back(two, Quiet())
    assert page.is_file()


def test_what_a_killed_publish_has_left_is_nobody_elses(show: Show, folder: Place) -> None:
    """One that died when all was published, and has edited since, contradicts no other machine."""
    one = folder.use(show)
    _publish(one)
    revise(one, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("podcast.publish.known.note", _killed)
        with pytest.raises(KeyboardInterrupt):
            _publish(one)
    revise(one, 2)
    _publish(one)
    assert feed_is_whole(folder, one) == 1
    _publish(one)


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


@OTHERS_IN_PROOFS
def test_both_changed_one_episode_and_a_person_decides(show: Show, place: Place) -> None:
    """The message names the episode and both ways, and each leads to a whole feed."""
    one = place.use(show)
    _publish(one)
    two = _copy(one, "two")
    revise(one, 1)
    revise(two, 2)
    _publish(one)
    before = place.get("feed.xml")
    with pytest.raises(PublishError, match=r"2026-02-06.*--replace 2026-02-06.*--restore"):
        _publish(two)
    assert place.get("feed.xml") == before
    three = _copy(two, "three")
    _publish(two, replaced=("2026-02-06",))
    assert all_is_there(place, two)
    shutil.rmtree(three.folder("2026-02-06"))
    bring_back(three, Quiet())
    _publish(three)
    assert all_is_there(place, two)
    assert all_is_there(place, three)


@OTHERS_IN_PROOFS
def test_what_only_the_other_has_changed_is_taken_over(show: Show, place: Place) -> None:
    """A machine with the older recording does not put it back."""
    one = place.use(show)
    _publish(one)
    two = _copy(one, "two")
    revise(one, 1)
    _publish(one)
    another(two, 2)
    _publish(two)
    assert feed_is_whole(place, two) == 2
    published = place.get("2026-02-06/episode.json")
    assert published == (one.folder("2026-02-06") / "episode.json").read_bytes()
    assert published == (two.folder("2026-02-06") / "episode.json").read_bytes()


# --- Another show.yaml ----------------------------------------------------------------------------


class _Heard(Quiet):
    """Keeps the warnings."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


def _said(show: Show, **options: object) -> list[str]:
    """Publish by the settings that are there now, and return the warnings."""
    heard = _Heard()
    show = config.load(show.root)
    refresh.write_public(show)
    release(show, heard, PublishOptions(**options), TODAY)  # type: ignore[arg-type]
    return heard.warnings


def _edit(show: Show, **values: object) -> None:
    """Change keys of show.yaml."""
    path = show.root / config.SHOW_FILE
    rows = path.read_text("utf-8").splitlines()
    rows = [row for row in rows if row.partition(":")[0] not in values]
    rows += [f"{key}: {value}" for key, value in values.items()]
    path.write_text("\n".join(rows) + "\n", "utf-8")


_OTHERS: dict[str, object] = {
    "title": "新的名字",
    "description": "别的说明",
    "author": "别人",
    "link": "https://elsewhere.example/",
    "language": "zh-TW",
    "base_url": "https://elsewhere.example/pod/",
}


def test_settings_of_another_machine_are_replaced_aloud(show: Show, folder: Place) -> None:
    """The last one to publish wins, and both values are named; an edit of one's own is silent."""
    one = folder.use(show)
    ours = {key: getattr(one, key) for key in _OTHERS}
    assert not _said(one)
    two = _copy(one, "two")
    _edit(two, **_OTHERS)
    assert not _said(two)
    assert not _said(two)
    (warning,) = _said(one)
    for key, value in ours.items():
        assert f"`{key}` was “{_OTHERS[key]}” and is “{value}” now" in warning
    assert feed_is_whole(folder, one) == 1
    assert all_is_there(folder, one)
    assert not _said(one)
    another(two, 2, "2026-02-07")
    (warning,) = _said(two)
    assert f"`title` was “{ours['title']}” and is “{_OTHERS['title']}” now" in warning
    _edit(one, **_OTHERS)
    assert not _said(one)
    one = config.load(one.root)
    assert feed_is_whole(folder, one) == 2
    assert all_is_there(folder, one)
    bring_back(three := _copy(one, "three", fresh=True), Quiet())
    assert not _said(three)


def test_every_machine_keeps_what_its_own_show_yaml_says(show: Show, folder: Place) -> None:
    """Days to keep and voices are those of the machine that publishes, and nothing is lost."""
    one = folder.use(show)
    _publish(one)
    two = _copy(one, "two")
    voices = two.root / config.VOICES_FILE
    voices.write_text(voices.read_text("utf-8").replace("晓晓", "小雨"), "utf-8")
    folder.use(two, keep_days="1")
    another(two, 2, "2026-02-07")
    assert not _said(two)
    assert not _said(one)
    one, two = config.load(one.root), config.load(two.root)
    for each in (one, two):
        assert not _said(each)
        assert feed_is_whole(folder, each) == 2
        assert all_is_there(folder, each)


# --- A dead end -----------------------------------------------------------------------------------


class _Killed(BaseException):
    """The end of a process, at a moment of the test's choice."""


def _killed_before(name: str, show: Show, patch: pytest.MonkeyPatch) -> None:
    """Publish, and end before a file is written."""
    put = FolderStore.put

    def until_killed(store: FolderStore, each: str, *arguments: object) -> None:
        if each.endswith(name):
            raise _Killed
        put(store, each, *arguments)  # type: ignore[arg-type]

    with patch.context() as patched:
        patched.setattr(FolderStore, "put", until_killed)
        patched.setattr(FolderStore, "drop_claim", lambda *_: None)
        with pytest.raises(_Killed):
            _publish(show)


@pytest.mark.parametrize(
    "moment", ["6.mp3", ".mp3", "transcript.vtt", "episode.json", "index.html", "feed.xml"]
)
def test_a_clone_goes_on_by_the_messages_alone(
    show: Show,
    folder: Place,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A changed episode, a kill at any moment, the machine gone: each remedy leads on."""
    one = folder.use(show)
    another(one, 1)
    _publish(one)
    revise(one, 3, "2026-02-06")
    try:
        _killed_before(moment, one, monkeypatch)
    except pytest.fail.Exception:
        assert moment == "6.mp3"
    _Clock(monkeypatch)
    clone = _copy(one, "clone", fresh=True)
    steps = ["publish --restore", "publish"]
    for _ in range(6):
        if not steps:
            break
        words = steps.pop(0).split()
        code, said = _run(clone, words, capsys)
        if code:
            steps.insert(0, _remedy(said))
            if words[0] == "publish":
                steps.insert(1, " ".join(words))
    assert not steps
    assert days_in_feed(folder) == {"2026-02-06", "2026-02-07"}
    assert feed_is_whole(folder, clone) == 2
    assert all_is_there(folder, clone)


def _run(show: Show, words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    tones = {"build": ["--engine", "tone"], "publish": ["--allow-tone"]}
    with pytest.raises(SystemExit) as end:
        main([*words, *tones.get(words[0], []), "--show", str(show.root)])
    return int(end.value.code or 0), capsys.readouterr().err


def _remedy(said: str) -> str:
    """Return the first command that an error names and that this machine can follow."""
    commands = [part.removeprefix("podcast ") for part in said.splitlines()[-1].split("`")[1::2]]
    return next(each for each in commands if each.startswith(("build", "publish --restore")))


# --- Whose place it is ----------------------------------------------------------------------------


@pytest.fixture
def other(show: Show, tmp_path: Path) -> Show:
    """Return another show with an episode of the same day, and of a day of its own."""
    folder = Path(shutil.copytree(show.root, tmp_path / "other"))
    path = folder / config.SHOW_FILE
    text = path.read_text("utf-8").replace(show.title, "另一档节目")
    path.write_text(text.replace(show.guid, str(uuid.uuid4())), "utf-8")
    other = config.load(folder)
    another(other, 8, "2026-03-05")
    shutil.rmtree(other.folder("2026-02-06"))
    another(other, 9, "2026-02-06")
    return other


@pytest.mark.parametrize("old", [False, True], ids=["by the record", "by the feed"])
def test_a_place_belongs_to_one_show(show: Show, other: Show, folder: Place, old: bool) -> None:
    """Another show is refused with both names, also by --restore; --take-over moves in."""
    show, other = folder.use(show), folder.use(other)
    _publish(show)
    if old:
        record = json.loads(folder.get(".digestcast.json") or b"")
        for key in ("generation", "guid", "title"):
            record.pop(key)
        folder.spoil(".digestcast.json", json.dumps(record).encode())
    before = folder.get("feed.xml")
    for attempt in (lambda: _publish(other), lambda: bring_back(other, Quiet())):
        with pytest.raises(PublishError) as refused:
            attempt()
        assert all(
            each in str(refused.value)
            for each in (show.title, show.guid, other.title, other.guid, "--take-over")
        )
    assert folder.get("feed.xml") == before
    _publish(other, take_over=True)
    assert all_is_there(folder, other)
    assert days_in_feed(folder) == {path.name for path in other.episodes.glob("2026-*")}
    _publish(other)
    with pytest.raises(PublishError, match=r"另一档节目.*--take-over"):
        _publish(show)
    for each in (show, other, show):
        _publish(each, take_over=True)
        assert all_is_there(folder, each)
        assert days_in_feed(folder) == {path.name for path in each.episodes.glob("2026-*")}


def test_a_take_over_that_was_killed_is_completed(
    show: Show, other: Show, folder: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of the other show comes into the feed."""
    show, other = folder.use(show), folder.use(other)
    another(show, 1, "2026-01-01")
    _publish(show)
    put = FolderStore.put

    def until_killed(store: FolderStore, name: str, *arguments: object) -> None:
        if name == "feed.xml":
            raise _Killed
        put(store, name, *arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(FolderStore, "put", until_killed)
        with pytest.raises(_Killed):
            _publish(other, take_over=True)
    _publish(other)
    assert days_in_feed(folder) == {path.name for path in other.episodes.glob("2026-*")}


# --- An episode that goes -------------------------------------------------------------------------


def test_an_episode_is_withdrawn_by_one_command(
    show: Show, folder: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files go at once, what subscribers keep is told, and no machine brings it back."""
    one = folder.use(show)
    day = another(one, 1)
    _publish(one)
    two, clone = _copy(one, "two"), _copy(one, "clone", fresh=True)
    code, said = _run(one, ["publish", "--drop", day], capsys)
    assert code == 0, said
    assert f"{day}: the feed has no episode of it any more" in said
    assert "who has downloaded it keeps it" in said
    assert days_in_feed(folder) == {"2026-02-06"}
    assert not [name for name in folder.names() if name.startswith(day)]
    assert (one.root / "preview" / day / "episode.json").is_file()
    with pytest.raises(PublishError, match=rf"taken down the episode {day}; .*--drop {day}"):
        _publish(two)
    code, said = _run(two, ["publish", "--drop", day], capsys)
    assert code == 0, said
    _publish(two)
    bring_back(clone, Quiet())
    assert not clone.folder(day).exists()
    assert days_in_feed(folder) == {"2026-02-06"}
    another(one, 5, day)
    _publish(one)
    assert day in days_in_feed(folder)


@pytest.mark.parametrize("other_day", ["2026-02-05", "2026-02-07"])
def test_the_newest_and_the_oldest_may_go_and_not_the_last(
    show: Show, folder: Place, other_day: str
) -> None:
    """A clone that has only the one that goes fetches the others first."""
    one = folder.use(show)
    clone = _copy(one, "clone")
    another(one, 1, other_day)
    _publish(one)
    _publish(clone, dropped=("2026-02-06",))
    assert days_in_feed(folder) == {other_day}
    assert feed_is_whole(folder, clone) == 1
    assert all_is_there(folder, clone)
    before = folder.get("feed.xml")
    with pytest.raises(FeedError, match="episode"):
        _publish(clone, dropped=(other_day,))
    assert clone.folder(other_day).is_dir()
    assert folder.get("feed.xml") == before
    with pytest.raises(PublishError, match=r"taken down the episode 2026-02-06"):
        _publish(one)


def test_a_date_that_nobody_knows_is_told(show: Show, folder: Place) -> None:
    """Nothing is published then."""
    one = folder.use(show)
    _publish(one)
    with pytest.raises(PublishError, match="2020-01-01"):
        _publish(one, dropped=("2020-01-01",))


# --- What a stranger wrote ------------------------------------------------------------------------


def _rewrite_manifest(place: Place, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the published manifest, and the record so that it fits."""
    name = "2026-02-06/episode.json"
    data = json.loads(place.get(name) or b"")
    change(data)
    text = json.dumps(data).encode()
    place.spoil(name, text)
    record = json.loads(place.get(".digestcast.json") or b"")
    record["files"][name] = {"bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}
    place.spoil(".digestcast.json", json.dumps(record).encode())


def _set(keys: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        *way, last = keys.split(".")
        for key in way:
            data = data[key]
        assert last in data
        data[last] = value

    return change


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("post.path", "../victim.md"),
        ("post.path", "../victim.sh"),
        ("post.path", "/tmp/victim.md"),  # noqa: S108 -- nothing is written there
        ("audio.file", "../../victim.mp3"),
        ("files.vtt", "../index.html"),
        ("audio.bytes", 10**15),
        ("audio.seconds", 1e308),
        ("date", "2026-02-05"),
    ],
)
@pytest.mark.timeout(60)
def test_a_manifest_of_a_stranger_writes_nothing_outside(
    show: Show, folder: Place, capsys: pytest.CaptureFixture[str], keys: str, value: object
) -> None:
    """It is refused at the door: nothing writes into another file."""
    one = folder.use(show)
    _publish(one)
    _rewrite_manifest(folder, _set(keys, value))
    clone = _copy(one, "clone", fresh=True)
    for victim in ("victim.md", "victim.sh"):
        (clone.root.parent / victim).write_text("mine", "utf-8")
    before = _tree(clone.root.parent)
    code, said = _run(clone, ["publish", "--restore"], capsys)
    assert code == 1
    assert "2026-02-06 is not whole there" in said
    assert "Traceback" not in said
    _run(clone, ["embed", "--all"], capsys)
    after = _tree(clone.root.parent)
    assert {path for path in before | after if before.get(path) != after.get(path)} <= {
        path for path in after if path.is_relative_to(clone.episodes)
        or path.is_relative_to(clone.cache)
    }  # fmt: skip


def _tree(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "entry",
    [
        {"bytes": 10**15, "sha256": "00"},
        {"bytes": 4 * 2**30, "sha256": "00" * 32},
        {"bytes": -1, "sha256": "00"},
        {"bytes": 1.5, "sha256": "00"},
        {"bytes": 1, "sha256": "../x"},
        {"bytes": 1, "sha256": "00", "unreferenced": "tomorrow"},
    ],
)
def test_a_record_of_a_stranger_is_bounded(
    show: Show, folder: Place, capsys: pytest.CaptureFixture[str], entry: dict[str, object]
) -> None:
    """A size that no file has, or that this one has not, is told before anything is read."""
    one = folder.use(show)
    _publish(one)
    record = json.loads(folder.get(".digestcast.json") or b"")
    name = next(each for each in record["files"] if each.endswith(".mp3"))
    record["files"][name] = entry
    folder.spoil(".digestcast.json", json.dumps(record).encode())
    clone = _copy(one, "clone", fresh=True)
    code, said = _run(clone, ["publish", "--restore"], capsys)
    assert "Traceback" not in said
    assert ("2026-02-06 is not whole there" in said) == bool(code)
    if not code:
        assert "cannot be read" in said
        assert days_in_feed(folder) == {path.name for path in clone.episodes.glob("2026-*")}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", [".digestcast.json", "feed.xml", "2026-02-06/episode.json"])
@pytest.mark.parametrize("kind", ["pipe", "huge", "folder", "deep"])
def test_a_strange_file_in_the_place_of_ours_is_no_hang(  # noqa: PLR0917
    show: Show, folder: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str,
    kind: str, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """One line says what is wrong, or it is written anew; nothing is waited for."""
    one = folder.use(show)
    monkeypatch.setattr(receipt, "MOST_RECORD_BYTES", 2**22)  # as many bytes are read
    _publish(one)
    path = tmp_path / "www" / name
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "huge":
        with path.open("wb") as file:
            file.truncate(2**33)
    else:
        path.write_bytes(b"[" * 1_000_000)
    clone = _copy(one, "clone", fresh=True)
    for words in (["publish", "--restore"], ["publish"]):
        for copy in (clone, one):
            _, said = _run(copy, words, capsys)
            assert "Traceback" not in said


def test_a_link_of_this_machine_is_not_followed_out_of_the_show(
    show: Show, folder: Place, tmp_path: Path
) -> None:
    """A date folder that leads elsewhere gets no files of a store."""
    one = folder.use(show)
    _publish(one)
    clone = _copy(one, "clone", fresh=True)
    clone.episodes.mkdir()
    (elsewhere := tmp_path / "elsewhere").mkdir()
    clone.folder("2026-02-06").symlink_to(elsewhere)
    with pytest.raises(PublishError, match="leads out of"):
        bring_back(clone, Quiet())
    assert not list(elsewhere.iterdir())


# --- Strangers in one place -----------------------------------------------------------------------


def test_unfinished_files_of_others_stay(show: Show, folder: Place, tmp_path: Path) -> None:
    """Also those of another show below, and those of this show that another machine writes."""
    one = folder.use(show)
    _publish(one)
    www = tmp_path / "www"
    mine, theirs = Temporary(one.guid), Temporary("00000000-0000-0000-0000-000000000000")
    strangers = [
        www / ".tmp-of-an-editor", www / "2026-02-06" / ".tmp-x.mp3", www / theirs.name(".mp3"),
        www / "below" / theirs.name(".mp3"), www / mine.name(".mp3"),
    ]  # fmt: skip
    old = www / "2026-02-06" / mine.name(".mp3")
    (www / "below").mkdir()
    for path in (*strangers, old):
        path.write_text("half", "utf-8")
    os.utime(old, (1_700_000_000, 1_700_000_000))
    revise(one, 1)
    _publish(one)
    assert all(path.exists() for path in strangers)
    assert not old.exists()


def test_a_killed_process_of_this_machine_leaves_nothing_for_long(
    show: Show, folder: Place
) -> None:
    """The next publish removes what it was writing, however young."""
    one = folder.use(show)
    _publish(one)
    revise(one, 1)
    program = (
        "import os, sys\n"
        "from podcast.publish import folder\n"
        "folder.publish = lambda *_: os._exit(9)\n"
        "from podcast.cli import main\n"
        "main(['publish', '--allow-tone', '--show', sys.argv[1]])\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(one.root)], check=False, timeout=120)
    assert done.returncode == 9
    assert [name for name in folder.names() if ".tmp-" in name]
    _publish(one)
    assert not [name for name in folder.names() if ".tmp-" in name]
    assert ".digestcast.lock" not in folder.names()
    assert all_is_there(folder, one)


def test_a_linked_folder_is_published_into_and_cleaned(
    show: Show, folder: Place, tmp_path: Path
) -> None:
    """The owner of the place may keep a date on another disk."""
    one = folder.use(show, keep_days="1")
    _publish(one)
    place, disk = tmp_path / "www" / "2026-02-06", tmp_path / "disk"
    place.rename(disk)
    place.symlink_to(disk)
    revise(one, 1)
    release(one, Quiet(), PublishOptions(), TODAY)
    release(one, Quiet(), PublishOptions(), TODAY + timedelta(2))
    assert len(list(disk.glob("*.mp3"))) == 1
    assert place.is_symlink()
    assert all_is_there(folder, one)
    another(one, 2)
    _publish(one)
    _publish(one, dropped=("2026-02-06",))
    assert place.is_symlink()
    assert not list(disk.iterdir())


# --- Modes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["folder", pytest.param("sftp", marks=_SFTP)])
def test_a_web_server_may_read_whatever_the_umask(
    show: Show, place_named: Callable[[str], Place], tmp_path: Path, name: str
) -> None:
    """Files are 0644 and folders 0755, where it is published and in episodes/."""
    one = place_named(name).use(show)
    old = os.umask(0o077)
    try:
        if name == "folder":
            shutil.rmtree(one.episodes)
            build.build(one, None, build.Options(engine="tone"), Quiet())
        _publish(one)
    finally:
        os.umask(old)
    www = tmp_path / ("www" if name == "folder" else "ssh/www/pod")
    for root in (www, one.episodes) if name == "folder" else (www,):
        modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (root, *root.rglob("*"))}
        assert len(modes) > 10
        assert {mode for path, mode in modes.items() if path.is_dir()} == {0o755}
        assert {mode for path, mode in modes.items() if path.is_file()} == {0o644}


# --- A wrong clock --------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [date(1970, 1, 1), date(2062, 1, 1)])
def test_a_wrong_clock_neither_deletes_nor_keeps_for_ever(
    show: Show, folder: Place, wrong: date
) -> None:
    """A replaced file stays for its days by the clock that is right again, and then goes."""
    one = folder.use(show, keep_days="30")
    _publish(one)
    old = f"2026-02-06/{manifest.find(one.episodes, None).audio.file}"
    revise(one, 1)
    release(one, Quiet(), PublishOptions(), wrong)
    assert old in folder.names()
    release(one, Quiet(), PublishOptions(), TODAY)
    release(one, Quiet(), PublishOptions(), wrong)
    for days, there in ((1, True), (29, True), (30, False)):
        release(one, Quiet(), PublishOptions(), TODAY + timedelta(days))
        assert (old in folder.names()) is there


@pytest.mark.parametrize("wrong", ["1970-01-01", "2062-01-01"])
def test_a_date_that_a_wrong_clock_once_wrote_is_mended(
    show: Show, folder: Place, wrong: str
) -> None:
    """As version 0.1 wrote it: the days are counted anew."""
    one = folder.use(show, keep_days="30")
    _publish(one)
    old = f"2026-02-06/{manifest.find(one.episodes, None).audio.file}"
    revise(one, 1)
    _publish(one)
    record = json.loads(folder.get(".digestcast.json") or b"")
    record["files"][old]["unreferenced"] = wrong
    folder.spoil(".digestcast.json", json.dumps(record).encode())
    for days, there in ((1, True), (30, True), (31, False)):
        release(one, Quiet(), PublishOptions(), TODAY + timedelta(days))
        assert (old in folder.names()) is there
