"""The fact check in a build: what it says of an edited script, and what it leaves behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from podcast import check
from podcast.build import Options, build, write_script
from podcast.errors import ScriptError
from podcast.lib.progress import Quiet
from podcast.script import rules
from podcast.show import config
from podcast.show.config import Show

TONE = Options(engine="tone")
POST = """\
---
title: 科技要闻
date: 2026-02-06 08:00:00
---

## 1、星河科技发布Nova 3.0模型，推理成本下降42.8%

星河科技发布了Nova 3.0模型，推理成本下降42.8%。

## 2、云帆算力平台接入1500台服务器

云帆算力平台上周接入1500台服务器，三成用于教学。
"""


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show with a post of two items."""
    (post,) = (show_folder / "posts").glob("*.md")
    post.write_text(POST, "utf-8")
    return config.load(show_folder)


class Heard(Quiet):
    """A reporter that keeps the warnings."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[str] = []

    def warn(self, message: str) -> None:
        """Keep a warning."""
        self.warnings.append(message)


def _swap(show: Show) -> Path:
    """Swap a figure of one item with one of the other, and make three tenths nine, in script.md."""
    path = write_script(show, None, Options(), Quiet()).path
    text = path.read_text("utf-8").replace("42.8%", "1500%%").replace("1500台", "42.8台")
    path.write_text(text.replace("1500%%", "1500").replace("三成", "九成"), "utf-8")
    return path


def _rows(path: Path, words: str) -> list[int]:
    rows = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [row for row, text in rows if words in text and not text.startswith("#")]


def test_figures_swapped_by_hand_are_warned_of_with_their_lines(show: Show) -> None:
    """The build speaks what a person wrote, and says for each claim where it stands."""
    path = _swap(show)
    heard = Heard()
    built = build(show, None, TONE, heard)
    for span in ("1500", "42.8", "九成"):
        rows = _rows(path, span)
        assert rows
        for row in rows:
            assert any(f"{path}:{row}: " in each and span in each for each in heard.warnings), span
    assert built.episode.unverified == 0


def test_the_check_finds_the_swapped_figures_in_the_episode(show: Show) -> None:
    """`podcast check` compares the published lines with the post, as long as it is the same."""
    _swap(show)
    build(show, None, TONE, Quiet())
    claims = [each for each in check.check(show) if each.rule == "claims"]
    assert {each.severity for each in claims} == {"warn"}
    assert any("九成" in each.message for each in claims)
    (post,) = show.posts.glob("*.md")
    post.write_text(POST.replace("42.8%", "42.9%"), "utf-8")
    assert not [each for each in check.check(show) if each.rule == "claims"]


def test_what_the_writer_makes_up_is_not_spoken(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build ends before the first speech call, with the place; `--allow-unverified` goes on."""
    write = rules.written

    def inventive(*given: object, **how: object) -> rules.Written:
        written = write(*given, **how)  # type: ignore[arg-type]
        lines = (
            replace(line, text=line.text.replace("42.8%", "48.2%")) for line in written.script.lines
        )
        return replace(written, script=replace(written.script, lines=tuple(lines)))

    monkeypatch.setattr(rules, "written", inventive)
    with pytest.raises(
        ScriptError, match=r"script\.md:\d+: percent: `48\.2%` .*--allow-unverified"
    ):
        build(show, None, TONE, Quiet())
    assert not list(show.episodes.rglob("*.mp3"))
    built = build(show, None, replace(TONE, allow_unverified=True), Quiet())
    assert built.episode.unverified >= 1
    assert f"本期有 {built.episode.unverified} 处说法" in (show.episodes / "feed.xml").read_text()


def test_every_line_of_an_item_has_its_sentences_of_the_post(show: Show) -> None:
    """They are in the manifest, on the episode's page and in the report."""
    built = build(show, None, TONE, Quiet())
    told = [each for each in built.episode.segments if each.item]
    assert all(each.supports for each in told if any(map(str.isdigit, each.text)))
    support = next(each for each in told if "1500" in each.text).supports[0]
    assert support.text in POST
    assert POST.splitlines()[support.post_line - 1].endswith(support.text)
    folder = show.folder("2026-02-06")
    page = (folder / "index.html").read_text("utf-8")
    assert f"<dd><q>{support.text}</q></dd>" in page
    report = (folder / "report.html").read_text("utf-8")
    assert f"第 {support.post_line} 行：{support.text}" in report


def test_a_headline_that_lost_its_figure_is_warned_of(show: Show) -> None:
    """The headline is read from the post as written, so that a fault of the reader is seen too."""
    path = write_script(show, None, Options(), Quiet()).path
    path.write_text(path.read_text("utf-8").replace("1500台", "许多台"), "utf-8")
    heard = Heard()
    write_script(show, None, Options(), heard)
    (warning,) = (each for each in heard.warnings if "told by no line" in each)
    assert "2026-02-06-ai-daily.md:10: `1500台`" in warning
