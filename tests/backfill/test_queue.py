"""The queue: what becomes of dates, by workers that make them in the process of the test."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from inprocess import DAY, Here, broken, plan_of, run, write

from podcast import build, check
from podcast.backfill.making import Failed
from podcast.backfill.orders import Order, Progress
from podcast.backfill.plan import Wish
from podcast.backfill.queue import Patience, Queue
from podcast.episode import manifest
from podcast.lib.lock import try_to_hold
from podcast.lib.progress import Quiet
from podcast.show import config

NEXT = DAY + timedelta(1)
LATER = DAY + timedelta(2)
TONE = build.Options(engine="tone")


def files(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def leftovers(folder: Path) -> list[str]:
    """Return what a queue should have removed."""
    home = folder / ".cache" / "backfill"
    rest = {path.name for path in home.iterdir()} - {"logs", "pace.json"}
    return [*rest, *(str(path) for path in folder.rglob(".tmp-*"))]


@pytest.mark.slow
def test_an_episode_is_that_of_a_build(edited: Path, tmp_path: Path) -> None:
    """Byte for byte, with pages and feed; a rerun finds nothing to do."""
    write(edited, NEXT)
    other = Path(shutil.copytree(edited, tmp_path / "other"))
    tally = run((plan_of(edited),))
    assert [str(order.task.day) for order, _ in tally.made] == [str(DAY), str(NEXT)]
    for day in (DAY, NEXT):
        build.build(config.load(other), day, TONE, Quiet())
    assert files(edited / "episodes") == files(other / "episodes")
    assert not leftovers(edited)
    assert not plan_of(edited).chosen
    assert not [each for each in check.check(config.load(edited)) if each.severity == "error"]


def test_a_failure_stops_nothing(spoken_folder: Path) -> None:
    """It is told with file and line, and nothing is left of it."""
    write(spoken_folder, DAY - timedelta(1), broken(DAY - timedelta(1)))
    write(spoken_folder, NEXT, "---\ntitle: [\n---\n")
    tally = run((plan_of(spoken_folder),))
    failed = {day: why for _, day, why in tally.failed}
    assert sorted(failed) == [str(DAY - timedelta(1)), str(NEXT)]
    assert "no news item found" in failed[str(DAY - timedelta(1))]
    assert all(f"{day}-ai-daily.md:" in why for day, why in failed.items())
    assert [path.name for path in (spoken_folder / "episodes").glob("2*-*")] == [str(DAY)]
    assert not leftovers(spoken_folder)


def test_so_many_failures_end_the_queue(spoken_folder: Path) -> None:
    """What is not begun is counted."""
    for number in range(1, 5):
        day = DAY - timedelta(number)
        write(spoken_folder, day, broken(day))
    tally = run((plan_of(spoken_folder),), most=2)
    assert (len(tally.failed), tally.left) == (2, 2)


def test_a_short_post_is_passed_over(spoken_folder: Path) -> None:
    """Nobody has named it, so it is no digest; the next plan knows."""
    text = f"---\ntitle: 一条\ndate: {NEXT} 08:00:00\n---\n\n## 1、成都开放道路\n成都开放了道路。\n"
    write(spoken_folder, NEXT, text)
    tally = run((plan_of(spoken_folder),))
    ((_, day, why),) = tally.refused
    assert (day, tally.failed) == (str(NEXT), [])
    assert plan_of(spoken_folder).entries[1].why == why


def test_a_script_that_is_edited_meanwhile_is_kept(edited: Path) -> None:
    """The date fails, and the edits stay."""
    path = edited / "episodes" / str(DAY) / "script.md"
    before = manifest.find(edited / "episodes", DAY)

    def edit(_: Order) -> None:
        path.write_text("# mine\n", "utf-8")

    tally = run((plan_of(edited),), Here(meanwhile=edit))
    assert "was edited while the episode was made" in tally.failed[0][2]
    assert path.read_text("utf-8") == "# mine\n"
    assert manifest.find(edited / "episodes", DAY) == before


@pytest.mark.slow
def test_what_another_command_has_made_meanwhile_stays(edited: Path) -> None:
    """Whoever is first places the episode; it is no failure to be second."""

    def build_it(_: Order) -> None:
        build.build(config.load(edited), DAY, TONE, Quiet())

    tally = run((plan_of(edited),), Here(meanwhile=build_it))
    assert (tally.made, tally.failed, tally.elsewhere) == ([], [], 1)
    assert not plan_of(edited).chosen


@pytest.mark.slow
def test_a_date_that_was_made_since_the_plan_is_not_made_again(edited: Path) -> None:
    """The plan is looked at again when the episode is another one."""
    old = plan_of(edited)
    build.build(config.load(edited), DAY, TONE, Quiet())
    workers = Here()
    tally = run((old,), workers)
    assert (workers.done, tally.elsewhere) == ([], 1)


def test_a_date_that_another_queue_makes_waits(spoken_folder: Path) -> None:
    """Other dates come first; when it is free again, it is made."""
    first, second = DAY - timedelta(2), DAY - timedelta(1)
    for day in (first, second):
        write(spoken_folder, day, broken(day))
    home = spoken_folder / ".cache" / "backfill"
    home.mkdir()
    held = try_to_hold(home / f"{first}.lock")
    assert held

    def free(_: Order) -> None:
        held.release(forget=True)

    workers = Here(meanwhile=free)
    run((plan_of(spoken_folder),), workers)
    assert workers.done == [second, first]


class Lossy(Here):
    """Workers that are lost so often before they do anything."""

    losses = 1

    def heard(self, seconds: float) -> list[tuple[Order, Progress | object]]:  # type: ignore[override]
        """Lose the first order, until there were enough losses."""
        if self.losses:
            self.losses -= 1
            return [(self.orders.pop(0), Failed("its process has ended", lost=True))]
        return list(super().heard(seconds))


@pytest.mark.parametrize(("losses", "told"), [(2, "no news item found"), (9, "process has ended")])
def test_a_date_is_tried_again_when_its_worker_is_lost(
    spoken_folder: Path, losses: int, told: str
) -> None:
    """Three times; then it has failed."""
    write(spoken_folder, NEXT, broken(NEXT))
    workers = Lossy()
    workers.losses = losses
    tally = run((plan_of(spoken_folder),), workers)
    assert [told in why for _, _, why in tally.failed] == [True]


def test_an_interrupt_lets_what_is_begun_end(spoken_folder: Path) -> None:
    """Nothing else is begun, and it is counted as left."""
    for number in range(1, 4):
        write(spoken_folder, DAY - timedelta(number), broken(DAY - timedelta(number)))
    patience = Patience()

    def interrupt(_: Order) -> None:
        patience.stopping = True

    workers = Here(size=2, meanwhile=interrupt)
    queue = Queue((plan_of(spoken_folder),), _Nothing(), Quiet(), patience)
    assert queue.run(workers).left == 1
    assert len(workers.done) == 2


class _Nothing:
    """A board that shows nothing."""

    def began(self, order: Order) -> None: ...
    def told(self, order: Order, progress: Progress) -> None: ...
    def ended(self, order: Order, outcome: object) -> None: ...


def test_dates_that_refer_to_the_one_before_are_made_one_by_one(spoken_folder: Path) -> None:
    """A show with a memory has one date at a time, however many workers there are."""
    with (spoken_folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("\nwriter: {memory: 2}\n")
    for number in range(1, 4):
        write(spoken_folder, DAY - timedelta(number), broken(DAY - timedelta(number)))
    at_once: list[int] = []
    workers = Here(size=3)
    workers.meanwhile = lambda _: at_once.append(len(workers.orders))
    run((plan_of(spoken_folder, Wish(options=TONE)),), workers)
    assert (workers.done, at_once) == (sorted(workers.done), [0, 0, 0])


def test_what_a_killed_queue_has_left_is_removed(spoken_folder: Path) -> None:
    """Its workspace and its claims go, those of a queue that lives stay, as does the gate."""
    home = spoken_folder / ".cache" / "backfill"
    for name in ("0" * 32, "1" * 32):
        (home / name / str(NEXT)).mkdir(parents=True)
    (home / "gate").mkdir()
    (home / f"{DAY}.lock").touch()
    (home / f"{LATER}.lock").touch()
    claim = try_to_hold(home / f"{LATER}.lock")
    assert claim
    dead = _dead_sign("0" * 32)
    write(spoken_folder, NEXT, broken(NEXT))
    run((plan_of(spoken_folder),))
    assert not dead.exists()
    assert {path.name for path in home.iterdir()} == {"1" * 32, "gate", f"{LATER}.lock"}
    claim.release(forget=True)


def _dead_sign(name: str) -> Path:
    """Leave the sign of life of a process that has died."""
    import tempfile

    path = Path(tempfile.gettempdir(), f"digestcast-{name}.alive")
    path.touch()
    return path


@pytest.mark.slow
def test_pages_and_feed_that_a_killed_queue_did_not_write_are_written(edited: Path) -> None:
    """Also when no date is left to be made."""
    run((plan_of(edited),))
    feed = edited / "episodes" / "feed.xml"
    whole = feed.read_bytes()
    feed.write_bytes(whole.replace(b"14", b"13"))
    (edited / "episodes" / str(DAY) / "extra.txt").write_text("the folder has changed")
    run((plan_of(edited),))
    assert feed.read_bytes() == whole
