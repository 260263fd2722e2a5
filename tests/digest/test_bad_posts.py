"""Bad input gets one clear line that names the file (and the line), exit 1, nothing written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from podcast.cli import main

NAME = "2026-02-06-ai-daily.md"
GOOD = (
    "---\ntitle: 示例\ndate: 2026-02-06 08:00:00\n---\n\n"
    "## 1、标题\n\n一段话。\n\n## 2、另一个标题\n\n另一段话。\n"
)


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def refused(show_folder: Path) -> Callable[..., str]:
    """Return a build that must fail: exit 1, one `error:` line, `episodes/` as it was."""

    def build(*words: str) -> str:
        episodes = show_folder / "episodes"
        before = _tree(episodes)
        result = CliRunner().invoke(
            main, ["build", *words, "--engine", "tone", "--show", str(show_folder)],
            catch_exceptions=False,
        )  # fmt: skip
        assert result.exit_code == 1
        assert result.stdout == ""
        (line,) = (row for row in result.stderr.splitlines() if row.startswith("error: "))
        assert result.stderr.endswith(f"{line}\n")
        assert _tree(episodes) == before
        assert [path.name for path in episodes.iterdir()] == ["README.md"]
        return line

    return build


@pytest.fixture
def post(show_folder: Path) -> Path:
    """Return the one post of the show, to be written anew."""
    return show_folder / "posts" / NAME


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("---\ntitle: [示例\ndate: 2026-02-06\n---\n\n## 1、标题\n", 3, "YAML"),
        ("---\ntitle: 示例\n\tdate: 2026-02-06\n---\n\n## 1、标题\n", 3, "YAML"),
        ("---\ntitle: 示例\ndate: 2026-02-06\n\n## 1、标题\n\n一段话。\n", 1, "---"),
        ("---\ntitle: 示例\ndate: 明天\n---\n\n## 1、标题\n\n一段话。\n", 3, "date"),
        ("---\ntitle: 示例\ndate: ../../x\n---\n\n## 1、标题\n\n一段话。\n", 3, "../../x"),
        ("---\ntitle: 示例\ndate: 2026-02-30\n---\n\n## 1、标题\n\n一段话。\n", 3, "2026-02-30"),
        ("---\ntitle: 示例\n---\n\n![](只有图.png)\n", None, "## 1、"),
        ("---\ntitle: 示例\n---\n", None, ""),
        ("", None, "empty"),
        (" \n\ufeff\n", None, "looked for"),
        (GOOD.encode("gb18030"), 2, "UTF-8"),
        (GOOD + "长" * 700_000, None, "2 MB"),
    ],
    ids=[
        "an open bracket", "a tab", "no end of the front matter", "a word as date",
        "a path as date", "a day that is none", "no item", "no text", "empty", "blank",
        "not UTF-8", "over 2 MB",
    ],
)  # fmt: skip
def test_a_bad_post_is_one_line_with_its_place(
    post: Path, refused: Callable[..., str], content: str | bytes, line: int | None, message: str
) -> None:
    """The message begins with file and line and says what is wrong or was looked for."""
    post.write_bytes(content if isinstance(content, bytes) else content.encode())
    said = refused()
    place = f"{post}:{line}" if line else f"{post}"
    assert place in said
    assert message in said


def test_no_such_date_names_the_nearest(
    post: Path, show_folder: Path, refused: Callable[..., str]
) -> None:
    """A person sees at once which dates there are."""
    other = show_folder / "posts" / "2026-01-30-ai-daily.md"
    other.write_text(GOOD.replace("2026-02-06", "2026-01-30"), "utf-8")
    said = refused("2026-02-05")
    assert "no post for 2026-02-05" in said
    assert "2026-01-30, 2026-02-06" in said


def test_two_posts_of_one_date_are_both_named(
    post: Path, show_folder: Path, refused: Callable[..., str]
) -> None:
    """The program does not choose."""
    other = show_folder / "posts" / "again.md"
    other.write_text(GOOD, "utf-8")
    said = refused("2026-02-06")
    assert str(post) in said
    assert str(other) in said
    assert refused() == said


def test_no_front_matter_and_no_date(post: Path, refused: Callable[..., str]) -> None:
    """A post without any date is named, with what to do about it."""
    undated = post.with_name("digest.md")
    post.rename(undated)
    undated.write_text("# 今日\n\n## 1、标题\n\n一段话。\n", "utf-8")
    said = refused()
    assert str(undated) in said
    assert "date" in said


def test_no_post_at_all(post: Path, refused: Callable[..., str]) -> None:
    """The folder is named, and how a post is called."""
    post.unlink()
    said = refused()
    assert str(post.parent) in said
    assert "2026-02-06-title.md" in said


def test_no_folder_of_posts(post: Path, refused: Callable[..., str]) -> None:
    """The folder that show.yaml names is not there."""
    post.unlink()
    post.parent.rmdir()
    assert f"{post.parent}: no such folder" in refused()


@pytest.mark.parametrize(
    "day", ["../../x", "2026-2", "260206", "2026-02-06\n", "２０２６-02-06", "2026-02/06", "heute"]
)
def test_a_date_on_the_command_line_is_never_a_path(
    refused: Callable[..., str], show_folder: Path, day: str
) -> None:
    """Anything but a date is refused before any file is looked at."""
    assert "is no date; write one like 2026-02-06" in refused(day)
    assert not (show_folder.parent / "x").exists()


def test_a_bad_neighbour_does_not_stop_a_good_post(show_folder: Path, post: Path) -> None:
    """Another date's post may be broken: it is not this build's business."""
    (post.parent / "2026-02-05-broken.md").write_bytes(b"---\ntitle: [\n---\n\xff\n")
    words = ["script", "2026-02-06", "--show", str(show_folder)]
    assert CliRunner().invoke(main, words, catch_exceptions=False).exit_code == 0
    words[1] = "2026-02-05"
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == 1
    assert "2026-02-05-broken.md" in result.stderr


@pytest.mark.parametrize("words", [(), ("2026-03-15",)])
def test_a_name_that_is_not_utf8_is_refused_with_the_file(
    words: tuple[str, ...], post: Path, refused: Callable[..., str]
) -> None:
    """Before anything is spoken, in a form that can be read, with what to do."""
    text = GOOD.replace("2026-02-06", "2026-03-15").encode()
    Path(os.fsdecode(bytes(post.parent) + b"/2026-03-15-bad\xff.md")).write_bytes(text)
    line = refused(*words)
    assert line == (
        f"error: {post.parent}/2026-03-15-bad\\xff.md: this name is not UTF-8; rename the file, or "
        "the folder that is called so"
    )


@pytest.mark.parametrize(
    ("matter", "line"),
    [
        ("title： 示例\ndate: 2026-02-06 08:00:00", 2),
        ("date: 2026-02-06 08:00:00\ntitle：示例", 3),
        ("date: 2026-02-06\ncategories ： [AI]\ntitle: 示例", 3),
    ],
)
def test_a_full_width_colon_behind_a_key_is_named(
    refused: Callable[..., str], post: Path, matter: str, line: int
) -> None:
    """A Chinese keyboard types it; the message says so, and what to write."""
    post.write_text(GOOD.replace("title: 示例\ndate: 2026-02-06 08:00:00", matter), "utf-8")
    said = refused("2026-02-06")
    key = matter.splitlines()[line - 2].partition("：")[0].strip()
    assert f"{NAME}:{line}: `{key}：` has a full-width colon; write `{key}: `" in said
