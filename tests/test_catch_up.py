"""`podcast build --catch-up N`: nights that were missed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from podcast import build as line
from podcast.cli import main
from podcast.digest.shelf import today_in
from podcast.errors import PodcastError
from podcast.lib.progress import Attentive, Quiet
from podcast.show import config

_TONE = line.Options(engine="tone")
_TODAY = date(2026, 2, 10)


def _post(folder: Path, day: date, head: str = "", title: str = "示例") -> Path:
    text = (
        f'---\ntitle: "{title}"\ndate: {day} 08:00:00\n{head}---\n\n'
        "## 1、星河科技发布新模型\n星河科技发布了新模型。\n\n"
        "## 2、重庆启用客服系统\n重庆启用了客服系统。\n"
    )
    path = folder / "posts" / f"{day}-x.md"
    path.write_text(text, "utf-8")
    return path


def test_what_is_missing_is_made_oldest_first(show_folder: Path) -> None:
    """Of today and the days before: no older post, no draft, no post of one story, none twice.

    A day that fails keeps no other from being made, and is told at the end.
    """
    for back in (0, 3):  # 2026-02-06, of which there is a post, is four days back
        _post(show_folder, _TODAY - timedelta(back))
    _post(show_folder, date(2026, 2, 8), "draft: true\n")
    (show_folder / "posts" / "2026-02-08-diary.md").write_text(
        "---\ntitle: 随笔\ndate: 2026-02-08\n---\n今天去了图书馆，看了一下午的书。\n", "utf-8"
    )
    _post(show_folder, date(2026, 2, 9)).rename(show_folder / "posts" / "2026-02-09-y.md")
    _post(show_folder, date(2026, 2, 9))  # a second post of that day
    show = config.load(show_folder)
    made = line.catch_up(show, 3, _TONE, Quiet(), _TODAY)
    assert [built.episode.date for built in made.built] == ["2026-02-07", "2026-02-10"]
    assert line.catch_up(show, 3, _TONE, Quiet(), _TODAY).built == ()
    assert [str(day) for day, _ in made.failed] == ["2026-02-09"]
    report = Attentive(Quiet())
    with pytest.raises(PodcastError, match=r"2026-02-09; .*podcast build 2026-02-09"):
        made.refuse_failures(report)
    assert report.warned


def test_the_command_builds_and_exits_by_what_failed(
    show_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was made stands on stdout, also when another day failed; nothing missing is no error."""
    today = today_in(config.load(show_folder).zone)
    _post(show_folder, today)
    two = [_post(show_folder, today - timedelta(1))]
    two.append(two[0].with_name(f"{today - timedelta(1)}-y.md"))
    two[1].write_bytes(two[0].read_bytes())
    words = ["build", "--catch-up", "3", "--engine", "tone", "--show", str(show_folder)]

    def run(*more: str) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as end:
            main([*words, *more])
        told = capsys.readouterr()
        return end.value.code or 0, told.out, told.err

    code, out, err = run()
    assert code == 1
    assert re.search(rf"{today}-\w+\.mp3", out)
    *_, warning, error = err.splitlines()
    assert warning.startswith(f"warning: {today - timedelta(1)} has no episode yet: two posts for")
    assert error.startswith(f"error: not caught up: {today - timedelta(1)};")
    two[1].unlink()
    assert run()[0] == 0
    assert run("--json")[:2] == (0, "[]\n")
    for option in (["--rewrite"], ["--drafts"], ["2026-02-06"], ["--revoice"]):
        assert run(*option)[0] == 2
