"""`podcast backfill` on the command line: plans, several shows, wrong usage, exit codes."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner, Result
from inprocess import DAY, broken, write

from podcast.backfill.queue import Tally
from podcast.backfill.run import Result as Ended
from podcast.backfill.told import result_json, result_text
from podcast.backfill.workers import sizes
from podcast.cli import main
from podcast.show import config


def backfill(*words: str | Path) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(main, ["backfill", *map(str, words)], catch_exceptions=False)


def test_a_dry_run_shows_the_plan_and_makes_nothing(spoken_folder: Path) -> None:
    """With dates as people write them."""
    write(spoken_folder, DAY + timedelta(1))
    found = backfill("--show", spoken_folder, "--dry-run", "--json", "--since", "2026/2/7")
    assert found.exit_code == 0
    (show,) = json.loads(found.stdout)["shows"]
    assert (show["chosen"], show["fresh"]) == (["2026-02-07"], [])
    assert not (spoken_folder / "episodes" / "2026-02-07").exists()
    text = backfill("--show", spoken_folder, "--dry-run", "--engine", "tone").stdout
    assert text.startswith("missing: 1 date\n  2026-02-07\nstale: 0 dates\n")


def test_all_shows_below_a_folder(spoken_folder: Path, tmp_path: Path) -> None:
    """A show that is named as well counts once; a folder without shows is an error."""
    shows = tmp_path / "shows"
    for name in ("a", "b"):
        shutil.copytree(spoken_folder, shows / name)
    found = backfill("--shows", shows, "--show", shows / "a", "--dry-run", "--json")
    assert [Path(each["show"]).name for each in json.loads(found.stdout)["shows"]] == ["a", "b"]
    empty = backfill("--shows", spoken_folder, "--dry-run")
    assert empty.exit_code == 1
    assert "no folder below it has a show.yaml" in empty.stderr


def test_a_scheduler_wants_shared_storage(spoken_folder: Path) -> None:
    """Neither goes without the other."""
    found = backfill("--show", spoken_folder, "--scheduler", "tcp://127.0.0.1:1")
    assert found.exit_code != 0
    assert "--scheduler and --shared go together" in str(found.output)


def test_what_became_of_a_queue(spoken_folder: Path) -> None:
    """Failures come last, each with its log; the exit code tells of them and of an interrupt."""
    show = config.load(spoken_folder)
    write(spoken_folder, DAY + timedelta(1), broken(DAY + timedelta(1)))
    tally = Tally(left=2, elsewhere=1)
    tally.failed.append((show, "2026-02-07", "no news"))
    rows = result_text(tally, several=False).splitlines()
    assert rows[0].startswith("made: 0 episodes, ")
    assert rows[-2] == "not begun: 2 dates; the same command goes on with them"
    assert rows[-1].startswith("failed: 2026-02-07: no news (log: ")
    assert json.loads(result_json(tally))["failed"][0]["date"] == "2026-02-07"
    assert [Ended(tally, interrupted=i).status for i in (False, True)] == [1, 130]
    assert Ended(Tally(), interrupted=False).status == 0


def test_there_are_no_more_workers_than_dates() -> None:
    """At least one, and as many as are asked for."""
    assert [sizes(8, dates, ["tone"]) for dates in (0, 1, 3, 9)] == [1, 1, 3, 8]
    assert sizes(None, 100, ["kokoro"]) >= 1
