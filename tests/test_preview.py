"""A preview is an episode that nobody else hears: below `preview/`, and nothing of it elsewhere."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from podcast import build as line
from podcast.build import Options, build
from podcast.cli import main
from podcast.episode import manifest
from podcast.errors import PodcastError
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import Show

TODAY = date(2026, 2, 7)
DRAFT = """\
---
title: 未公开的日报
date: {day}
{head}
---

## 1、绝密项目改名为甲辰
绝密项目的新名字是甲辰。

## 2、内部会议改到周五
内部会议改到周五举行。
"""
SECRET = ("甲辰", "内部会议", "未公开")


@pytest.fixture
def show(spoken_folder: Path) -> Show:
    """Return a show with an episode of 2026-02-06 and a draft of the day after."""
    draft = DRAFT.format(day="2026-02-07", head="draft: true")
    (spoken_folder / "posts" / "2026-02-07-draft.md").write_text(draft, "utf-8")
    return config.load(spoken_folder)


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _run(show: Show, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--show", str(show.root)], catch_exceptions=False)


def _options(**options: object) -> Options:
    return Options(engine="tone", **options)  # type: ignore[arg-type]


def test_a_draft_is_previewed_and_nothing_public_changes(show: Show) -> None:
    """A preview has all files of an episode; a second one makes no speech call."""
    before = _tree(show.episodes)
    built = build(show, None, _options(drafts=True), Quiet(), TODAY)
    folder = show.root / "preview" / "2026-02-07"
    assert built.audio.parent == folder
    assert {path.name for path in folder.iterdir()} == {
        "script.md", "episode.json", "chapters.json", "peaks.json", "transcript.vtt",
        "transcript.srt", "transcript.json", "report.html", "card.png", built.audio.name,
    }  # fmt: skip
    assert manifest.load(folder / "episode.json").title == "未公开的日报"
    assert _tree(show.episodes) == before
    assert (show.root / "preview" / ".gitignore").read_text("utf-8") == "*\n"
    assert build(show, None, _options(drafts=True), Quiet(), TODAY).calls == 0
    post = show.posts / "2026-02-07-draft.md"
    post.write_text(post.read_text("utf-8").replace("甲辰", "乙巳"), "utf-8")
    again = build(show, None, _options(drafts=True), Quiet(), TODAY)
    assert [path.name for path in folder.glob("*.mp3")] == [again.audio.name]
    assert _tree(show.episodes) == before


def test_a_preview_becomes_an_episode_when_its_post_is_public(show: Show) -> None:
    """The lines that were spoken for the preview are in the cache."""
    build(show, None, _options(drafts=True, keep_master="wav"), Quiet(), TODAY)
    assert (show.root / "preview" / "2026-02-07" / "2026-02-07.wav").is_file()
    assert not (show.root / "masters").exists()
    post = show.posts / "2026-02-07-draft.md"
    post.write_text(post.read_text("utf-8").replace("draft: true", "draft: false"), "utf-8")
    built = build(show, None, _options(), Quiet(), TODAY)
    assert (built.calls, built.audio.parent) == (0, show.folder("2026-02-07"))


def test_a_later_post_is_previewed_with_future(show: Show) -> None:
    """Neither option includes the other; with one, a public post is only previewed, too."""
    later = DRAFT.format(day="2026-02-09", head="")
    (show.posts / "later.md").write_text(later, "utf-8")
    with pytest.raises(PodcastError, match="--future"):
        build(show, date(2026, 2, 9), _options(drafts=True), Quiet(), TODAY)
    prepared = line.write_script(show, None, _options(future=True), Quiet(), TODAY)
    assert prepared.path == show.root / "preview" / "2026-02-09" / "script.md"
    before = _tree(show.episodes)
    built = build(show, date(2026, 2, 6), _options(future=True), Quiet(), TODAY)
    assert built.audio.parent == show.root / "preview" / "2026-02-06"
    assert _tree(show.episodes) == before


def test_nothing_of_a_hidden_post_is_made_without_the_option(
    show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither build nor feed writes its words into a file of the show, by date or as the newest."""
    with pytest.raises(PodcastError, match="--drafts"):
        build(show, date(2026, 2, 7), _options(), Quiet(), TODAY)
    with pytest.raises(PodcastError, match="--drafts"):
        line.write_script(show, None, _options(post=Path("2026-02-07-draft.md")), Quiet(), TODAY)
    build(show, None, _options(), Quiet(), TODAY)
    capsys.readouterr()
    assert _run(show, "feed").exit_code == 0
    for name, data in _tree(show.root).items():
        if not name.startswith("posts"):
            assert not [word for word in SECRET if word.encode() in data], name


def test_the_command_line_says_what_was_passed_over(show: Show) -> None:
    """On stderr, a line with place, reason and remedy; stdout is the result alone."""
    result = _run(show, "build", "--engine", "tone")
    assert result.exit_code == 0
    (told,) = (row for row in result.stderr.splitlines() if row.startswith("passed over: "))
    assert "2026-02-07-draft.md:4: is a draft (`draft: true`)" in told
    assert "--drafts" in told
    assert "2026-02-06" in result.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build", "--drafts", "--embed"], "--embed"),
        (["build", "--future", "--embed"], "--embed"),
        (["build", "--revoice", "--drafts"], "--revoice"),
        (["build", "--revoice", "--post", "posts/2026-02-06-ai-daily.md"], "--revoice"),
        (["script", "2026-02-07", "--post", "2026-02-06-ai-daily.md"], "the post of 2026-02-06"),
        (["build", "2026-02-07", "--post", "2026-02-06-ai-daily.md"], "the post of 2026-02-06"),
    ],
)
def test_options_that_contradict_each_other_are_wrong_usage(
    show: Show, words: list[str], message: str
) -> None:
    """Exit 2, and nothing is made."""
    before = _tree(show.root)
    result = _run(show, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert _tree(show.root) == before


def test_a_post_is_named_by_its_path(show: Show) -> None:
    """Alone, or with the date that it has."""
    for words in ([], ["2026-02-06"], ["2026/2/6"]):
        result = _run(show, "script", *words, "--post", "posts/2026-02-06-ai-daily.md")
        assert result.exit_code == 0
        assert result.stdout.endswith("episodes/2026-02-06/script.md\n")


@pytest.mark.parametrize(
    "words",
    [
        ["build"], ["script"], ["check"], ["embed"], ["clip", "--item", "1"], ["explain", "--date"],
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_every_command_takes_a_date_as_it_is_written(show: Show, words: list[str]) -> None:
    """`today` and `yesterday` are of the show's zone; here nothing is of either."""
    for word in ("today", "yesterday", "2020/1/2", "20200102"):
        result = _run(show, *words, word)
        assert result.exit_code == 1
        assert re.search(r"20\d\d-\d\d-\d\d", result.stderr)
        assert "no post for" in result.stderr or "no episode of that date" in result.stderr
