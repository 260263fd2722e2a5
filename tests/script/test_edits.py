"""Which script an episode is made from."""

from pathlib import Path
from typing import Any

import pytest

from podcast import digest
from podcast.digest import posts
from podcast.errors import ScriptError
from podcast.model import Digest
from podcast.script import edits
from podcast.script.edits import Prepared
from podcast.show import config
from podcast.show.config import Show


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show with one post."""
    return config.load(show_folder)


def _digest(show: Show) -> Digest:
    return digest.load(posts.find(show.posts, None, show.zone), show.zone)


def prepare(show: Show, found: Digest, **how: Any) -> Prepared:
    """Prepare a script and save it, as a build that ends well does."""
    prepared = edits.prepare(show, found, **how)
    prepared.save()
    return prepared


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _post(show: Show) -> Path:
    return posts.find(show.posts, None, show.zone)


def test_an_unedited_script_follows_its_post(show: Show) -> None:
    """A changed post is written anew without a question."""
    first = prepare(show, _digest(show))
    _edit(_post(show), "下降42.8%", "下降43.9%")
    second = prepare(show, _digest(show))
    assert not second.edited
    assert "43.9%" in second.path.read_text("utf-8")
    assert first.script != second.script


def test_an_edited_script_is_used_as_it_is(show: Show) -> None:
    """A person's words and bytes stay."""
    path = prepare(show, _digest(show)).path
    _edit(path, "大家好，", "早上好，")
    before = path.read_bytes()
    prepared = prepare(show, _digest(show))
    assert prepared.edited
    assert any(line.text.startswith("早上好，") for line in prepared.script.lines)
    assert path.read_bytes() == before


def test_an_edited_heading_counts_as_an_edit(show: Show) -> None:
    """A person may want another chapter title."""
    path = prepare(show, _digest(show)).path
    _edit(path, "## 1 星河科技", "## 1 星河公司")
    prepared = prepare(show, _digest(show))
    assert prepared.edited
    assert prepared.script.headlines[0][1].startswith("星河公司")


def test_an_edited_script_and_a_changed_post_need_a_decision(show: Show) -> None:
    """The message names both ways out; each of them works, and --keep for good."""
    path = prepare(show, _digest(show)).path
    _edit(path, "大家好，", "早上好，")
    _edit(_post(show), "下降42.8%", "下降43.9%")
    with pytest.raises(ScriptError, match=r"--keep.*--rewrite"):
        prepare(show, _digest(show))
    kept = prepare(show, _digest(show), keep=True).script
    assert any("早上好，" in line.text for line in kept.lines)
    assert prepare(show, _digest(show)).edited
    assert not prepare(show, _digest(show), rewrite=True).edited
    assert "早上好，" not in path.read_text("utf-8")


def test_a_removed_item_is_allowed_and_warned_of(show: Show) -> None:
    """It gets no chapter, and the person is told."""
    path = prepare(show, _digest(show)).path
    text = path.read_text("utf-8")
    start, end = text.index("## 2 "), text.index("## 结语")
    path.write_text(text[:start] + text[end:], "utf-8")
    prepared = prepare(show, _digest(show))
    assert any("item 2 is left out" in warning for warning in prepared.warnings)


def test_what_is_not_in_the_post_is_warned_of(show: Show) -> None:
    """A figure that a person typed is pointed out, not refused."""
    path = prepare(show, _digest(show)).path
    _edit(path, "42.8%", "48.2%")
    assert any("48.2" in warning for warning in prepare(show, _digest(show)).warnings)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("## 2 ", "## 7 ", "no item 7"),
        ("date: 2026-02-06", "date: 2026-02-07", "date"),
        ("晓晓：大家好", "小红：大家好", "no host"),
    ],
)
def test_an_edit_that_cannot_be_spoken_is_an_error(
    show: Show, old: str, new: str, words: str
) -> None:
    """The message names the file and what is wrong."""
    path = prepare(show, _digest(show)).path
    _edit(path, "这里是", "欢迎来到")
    _edit(path, old, new)
    with pytest.raises(ScriptError, match=words):
        prepare(show, _digest(show))


def test_a_script_without_items_is_an_error(show: Show) -> None:
    """A greeting alone is no episode."""
    path = prepare(show, _digest(show)).path
    text = path.read_text("utf-8")
    start, end = text.index("## 1 "), text.index("## 结语")
    path.write_text(text[:start] + text[end:], "utf-8")
    with pytest.raises(ScriptError, match="no item is left"):
        prepare(show, _digest(show))


def test_nothing_is_written_before_it_is_saved(show: Show) -> None:
    """A build that fails later must not have dropped a person's edits."""
    path = prepare(show, _digest(show)).path
    _edit(path, "大家好，", "早上好，")
    before = path.read_bytes()
    assert not edits.prepare(show, _digest(show), rewrite=True).edited
    assert path.read_bytes() == before


def test_a_note_is_kept(show: Show) -> None:
    """A comment alone makes a script a person's own."""
    path = prepare(show, _digest(show)).path
    _edit(path, "## 结语", "<!-- 我的备注 -->\n## 结语")
    assert prepare(show, _digest(show)).edited
    assert "我的备注" in path.read_text("utf-8")


def test_an_edited_heading_of_a_changed_post_needs_a_decision(show: Show) -> None:
    """A heading that its item's lines do not say was written by a person."""
    path = prepare(show, _digest(show)).path
    _edit(path, "## 1 星河科技", "## 1 星河公司")
    _edit(_post(show), "支持13种语言", "支持14种语言")
    with pytest.raises(ScriptError, match=r"--keep.*--rewrite"):
        prepare(show, _digest(show))


@pytest.mark.parametrize(
    "typed", ["请看 https://a.example/x", "太好了🎉", "**重点**", "大\x00家好", "⽉亮"]
)
def test_a_typed_line_is_plain_text(show: Show, typed: str) -> None:
    """Markup, addresses, emoji and controls are refused with their line and the remedy."""
    path = prepare(show, _digest(show)).path
    _edit(path, "我是云希，", typed)
    with pytest.raises(ScriptError, match=r"script\.md:14: .*plain text"):
        prepare(show, _digest(show))


def test_a_short_script_stays_short(show: Show) -> None:
    """The length chosen for a script holds for the build that follows, until --rewrite."""
    short = prepare(show, _digest(show), minutes=1)
    assert prepare(show, _digest(show)).script == short.script
    assert prepare(show, _digest(show), rewrite=True).script != short.script


def test_an_edited_script_keeps_its_length(show: Show) -> None:
    """--minutes on an edited script is told to do nothing."""
    path = prepare(show, _digest(show)).path
    _edit(path, "大家好，", "早上好，")
    assert any("--minutes" in each for each in prepare(show, _digest(show), minutes=1).warnings)
