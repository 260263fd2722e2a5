"""The post of a date is found by front matter or file name, and every doubt is an error."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast.digest import posts
from podcast.digest.shelf import Shelf
from podcast.errors import DigestError

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 2, 6)
TODAY = date(2026, 2, 8)
ITEMS = "\n## 1、标题\n一段话。\n\n## 2、另一个标题\n另一段话。\n"


def put(folder: Path, name: str, text: str = "# x\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def dated(written: str) -> str:
    return f"---\ntitle: x\ndraft: false\ndate: {written}\n---\n# x\n"


def error(folder: Path, wanted: date | None = DAY) -> str:
    with pytest.raises(DigestError) as caught:
        posts.find(folder, wanted, ZONE, TODAY)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.md", dated("2026-02-06 08:00:00")),
        ("x.markdown", dated("'2026-02-06'  # heute")),
        ("2020-01-01-x.md", dated("2026-02-05T20:00:00Z")),
        ("2026/x.MD", dated("2026-02-06 08:00:00 +0800")),
        ("x.md", "\ufeff" + dated("2026-02-06").replace("\n", "\r\n")),
        ("x.md", '---\n"date": "2026-02-06"\n---\n'),
        ("x.md", f"---\ntags: {'a' * 5000}\ndate: 2026-02-06\n---\n"),
        ("2026-02-06-x.md", "# x\n"),
        ("2026-02-06-x.md", "---\ntitle: [\ndate: morgen\n---\n"),
        ("2026-02-06-x.md", "---\ntitle: never closed\n"),
    ],
)
def test_a_post_is_found_by_its_date(tmp_path: Path, name: str, text: str):
    """The front matter's date in the show's zone counts, else the one in the name."""
    path = put(tmp_path, name, text)
    put(tmp_path, "2026-02-05-y.md")
    assert posts.find(tmp_path, DAY, ZONE, TODAY) == path


def test_the_newest_digest_is_the_default(tmp_path: Path):
    """Without a date the last one counts; all dates are listed oldest first."""
    newest = put(tmp_path, "b.md", dated("2026-02-06") + ITEMS)
    put(tmp_path, "2026-02-05-a.md", ITEMS)
    put(tmp_path, "README.md")
    assert posts.find(tmp_path, None, ZONE, TODAY) == newest
    assert posts.dates(Shelf(tmp_path, ZONE, TODAY)) == (date(2026, 2, 5), DAY)


def test_hidden_files_drafts_and_links_that_lead_out_do_not_count(tmp_path: Path):
    """Only what the blog itself would publish is a post."""
    folder = tmp_path / "posts"
    path = put(folder, "2026-02-06-x.md")
    for name in (".2026-02-06-x.md", ".git/2026-02-06-x.md", "_drafts/2026-02-06-x.md"):
        put(folder, name)
    put(folder, "2026-02-06-x.txt")
    (folder / "2026-02-06-folder.md").mkdir()
    (folder / "2026-02-06-out.md").symlink_to(put(tmp_path, "outside.md"))
    (folder / "2026-02-06-again.md").symlink_to(path)
    assert posts.find(folder, DAY, ZONE, TODAY) == path


def test_a_missing_date_names_the_nearest(tmp_path: Path):
    """The three nearest dates are given, and a post whose date cannot be read."""
    for day in ("2026-01-01", "2026-02-03", "2026-02-05", "2026-02-08"):
        put(tmp_path, f"{day}-x.md")
    said = error(tmp_path)
    assert "no post for 2026-02-06; the nearest: 2026-02-03, 2026-02-05, 2026-02-08" in said
    put(tmp_path, "y.md", dated("../../x"))
    assert "y.md:4: `../../x` is not a date" in error(tmp_path)
    assert "y.md:4: `../../x` is not a date" in error(tmp_path, None)


def test_two_posts_for_a_date_are_both_named(tmp_path: Path):
    """Which of two posts is meant is for a person to say."""
    put(tmp_path, "2026-02-06-a.md", ITEMS)
    put(tmp_path, "b.md", dated("2026-02-06") + ITEMS)
    for wanted in (DAY, None):
        said = error(tmp_path, wanted)
        assert "two posts for 2026-02-06" in said
        assert "`--post PATH`" in said
        assert "2026-02-06-a.md" in said
        assert "b.md" in said


def test_a_folder_without_posts_says_what_to_do(tmp_path: Path):
    """No folder, no post and no dated post are three messages."""
    assert "no such folder" in error(tmp_path / "none")
    assert "no post; write one there" in error(tmp_path, None)
    put(tmp_path, "x.md", "# x\n")
    assert "x.md:1: no date" in error(tmp_path, None)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x.md: empty"),
        (dated("2026-02-06").encode("utf-16"), "x.md:1: not UTF-8"),
        (b"---\ntitle: x\ndate: 2026-02-06\n", "x.md:1: the front matter has no end"),
    ],
)
def test_an_only_post_without_a_date_says_what_is_wrong_with_it(
    tmp_path: Path, data: bytes, message: str
):
    """A date is not what an empty, foreign or never-ending post lacks most."""
    (tmp_path / "x.md").write_bytes(data)
    for wanted in (None, DAY):
        assert message in error(tmp_path, wanted)


def test_a_post_that_cannot_be_read_counts_by_its_name(tmp_path: Path, monkeypatch):
    """A file the search may not open does not stop the search."""
    path = put(tmp_path, "2026-02-06-x.md")
    other = put(tmp_path, "y.md")

    def refuse(self: Path, *args: object, **options: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert posts.find(tmp_path, DAY, ZONE, TODAY) == path
    assert f"{other}: cannot be read: Permission denied" in error(tmp_path, date(2026, 2, 7))


def test_a_thousand_posts_are_searched_in_a_moment(tmp_path: Path):
    """The search reads heads, not posts, and no YAML where a date line will do."""
    for number in range(1000):
        text = dated(f"20{number // 360:02}-{number // 30 % 12 + 1:02}-{number % 28 + 1:02}")
        (tmp_path / f"{number}.md").write_text(text, "utf-8")
    start = time.process_time()
    assert len(posts.dates(Shelf(tmp_path, ZONE, TODAY))) > 900
    assert time.process_time() - start < 1


def test_date_in_toml_front_matter_counts(tmp_path: Path) -> None:
    """Hugo's `+++` posts are found by their own date, not by one of a later table."""
    post = tmp_path / "news.md"
    post.write_text(
        '+++\ntitle = "x"\ndate = 2026-02-06\n[params]\ndate = 2020-01-01\n+++\n', "utf-8"
    )
    assert posts.find(tmp_path, DAY, ZONE, TODAY) == post
