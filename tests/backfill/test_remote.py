"""A task on another machine: its files come from shared storage, and its result goes there."""

from __future__ import annotations

import dataclasses
import io
import tarfile
from pathlib import Path

import pytest
from inprocess import DAY, TONE, broken, write

from podcast.backfill import remote
from podcast.backfill.depot import Address, Depot, open_depot, pack_of, packed, unpack
from podcast.backfill.making import Before, Failed, Made, Task, bring
from podcast.errors import BackfillError
from podcast.lib.atomic import publish
from podcast.show import config


@pytest.fixture
def depot(tmp_path: Path) -> Depot:
    """Return a mounted folder."""
    (tmp_path / "shared").mkdir()
    return open_depot(Address(str(tmp_path / "shared")))


def task_of(folder: Path, tmp_path: Path) -> Task:
    """Return the task of the post of a show."""
    post = folder / "posts" / f"{DAY}-ai-daily.md"
    task = Task(config.load(folder), DAY, post, tmp_path / "workspace", TONE)
    bring(task, Before(None, None))
    return task


def test_a_pack_gives_its_files_back(tmp_path: Path) -> None:
    """The same files give the same bytes, whatever the times of the files are."""
    files = {"a.txt": b"1", "b/c.bin": bytes(range(256))}
    unpack(packed(files), tmp_path)
    assert (tmp_path / "b" / "c.bin").read_bytes() == files["b/c.bin"]
    assert pack_of(tmp_path) == packed(dict(reversed(files.items())))


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x"])
def test_a_pack_with_other_names_is_refused(tmp_path: Path, name: str) -> None:
    """Whoever can write to the storage cannot write elsewhere."""
    with pytest.raises(BackfillError, match="which no worker writes"):
        unpack(packed({name: b"x"}), tmp_path / "in")
    assert not list(tmp_path.rglob("x"))


def test_a_link_in_a_pack_is_refused(tmp_path: Path) -> None:
    """Only files are unpacked; half a pack is told as that."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        link = tarfile.TarInfo("a")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        tar.addfile(link)
    with pytest.raises(BackfillError, match="which no worker writes"):
        unpack(buffer.getvalue(), tmp_path)
    with pytest.raises(BackfillError, match="damaged"):
        unpack(b"no pack at all", tmp_path)


def test_a_folder_that_is_not_there_is_no_storage(tmp_path: Path) -> None:
    """It may be a disk that is not mounted."""
    with pytest.raises(BackfillError, match="mount it"):
        open_depot(Address(str(tmp_path / "none")))


def test_a_job_is_known_by_what_determines_its_result(
    show_folder: Path, tmp_path: Path, depot: Depot
) -> None:
    """Not by where the show lies; another post or setting is another job."""
    address = Address(str(tmp_path / "shared"))
    task = task_of(show_folder, tmp_path)
    job = remote.job_of(task, address, depot)
    assert remote.job_of(task, address, depot).key == job.key
    moved = show_folder.rename(tmp_path / "moved")
    task = task_of(moved, tmp_path)
    assert remote.job_of(task, address, depot).key == job.key
    other = dataclasses.replace(task, show=dataclasses.replace(task.show, title="另一个"))
    assert remote.job_of(other, address, depot).key != job.key
    with task.post.open("a", encoding="utf-8") as file:
        file.write("\n多一句。\n")
    assert remote.job_of(task, address, depot).key != job.key


def test_a_failure_is_an_answer(show_folder: Path, tmp_path: Path, depot: Depot) -> None:
    """So are an input that is gone, and another program; nothing is left in the storage."""
    write(show_folder, DAY, broken(DAY))
    job = remote.job_of(task_of(show_folder, tmp_path), Address(str(tmp_path / "shared")), depot)
    answer = remote.carry_out(job)
    assert isinstance(answer.outcome, Failed)
    assert "no news item found" in answer.outcome.why
    depot.drop(job.folder, (remote.INPUT, remote.RESULT))
    gone = remote.carry_out(job).outcome
    assert isinstance(gone, Failed)
    assert gone.lost
    other = remote.carry_out(dataclasses.replace(job, versions="another")).outcome
    assert isinstance(other, Failed)
    assert "another program" in other.why
    left = {path.relative_to(tmp_path / "shared").parts[0] for path in tmp_path.rglob("shared/*")}
    assert left <= {"jobs", "files"}
    assert not list((tmp_path / "shared").rglob("*.half"))


def test_a_post_outside_of_the_show_is_no_job(
    show_folder: Path, tmp_path: Path, depot: Depot
) -> None:
    """A worker would not find it."""
    task = dataclasses.replace(task_of(show_folder, tmp_path), post=tmp_path / "x.md")
    with pytest.raises(BackfillError, match="lies outside of"):
        remote.job_of(task, Address(str(tmp_path / "shared")), depot)


def test_a_result_that_nobody_waits_for_is_dropped(
    show_folder: Path, tmp_path: Path, depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that was given up comes late: the date has ended, and its job was dropped."""
    job = remote.job_of(task_of(show_folder, tmp_path), Address(str(tmp_path / "shared")), depot)

    def late(task: Task, _: object) -> Made:
        depot.drop(job.folder, (remote.INPUT, remote.RESULT))
        folder = task.workspace / str(task.day)
        folder.mkdir(parents=True)
        (folder / "x").write_text("made", "utf-8")
        return Made(seconds=1.0, lines=1, calls=0, took=1.0, engine="tone")

    monkeypatch.setattr(remote, "make", late)
    assert isinstance(remote.carry_out(job).outcome, Made)
    assert not depot.folders(remote.JOBS)


def test_a_folder_that_is_dropped_while_a_file_is_written(
    tmp_path: Path, depot: Depot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is written again; nothing half is left."""
    times = []

    def dropped(half: Path, path: Path) -> None:
        times.append(half)
        if len(times) == 1:
            depot.drop("jobs/a", ())
        publish(half, path)

    monkeypatch.setattr("podcast.backfill.depot.publish", dropped)
    depot.put("jobs/a/input.tar", b"1", "jobs/a")
    assert depot.read("jobs/a/input.tar") == b"1"
    assert depot.folders(remote.JOBS) == {"a"}
    assert [path.name for path in (tmp_path / "shared" / "jobs" / "a").iterdir()] == ["input.tar"]


@pytest.mark.slow
def test_a_job_that_was_done_adds_nothing(show_folder: Path, tmp_path: Path, depot: Depot) -> None:
    """The second worker finds the result; the lines are in the storage for the next time."""
    job = remote.job_of(task_of(show_folder, tmp_path), Address(str(tmp_path / "shared")), depot)
    first = remote.carry_out(job).outcome
    result = depot.read(f"{job.folder}/{remote.RESULT}")
    assert isinstance(first, Made)
    assert first.calls > 0
    assert result
    second = remote.carry_out(job).outcome
    assert isinstance(second, Made)
    assert second.calls == 0
    assert depot.read(f"{job.folder}/{remote.RESULT}") == result
    depot.drop(job.folder, (remote.RESULT,))
    job = remote.job_of(task_of(show_folder, tmp_path), Address(str(tmp_path / "shared")), depot)
    again = remote.carry_out(job).outcome
    assert isinstance(again, Made)
    assert again.calls == 0, "the lines were in the storage"
    assert depot.read(f"{job.folder}/{remote.RESULT}") == result
