"""Which posts are digests: by category, tag, title and path, each as blogs write it."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast.digest import lacking_items, load, mismatch
from podcast.digest.heads import Head
from podcast.show.parts import Digests

ZONE = ZoneInfo("Asia/Shanghai")
POSTS = Path("posts")


def _mismatch(text: str, digests: Digests, name: str = "2026-03-05-ai-daily.md") -> str | None:
    return mismatch(Head(POSTS / name, text, in_drafts=False), POSTS, ZONE, digests)


@pytest.mark.parametrize(
    "head",
    [
        "---\ncategories: AI\n---\n",
        "---\ncategory: ai\n---\n",
        "---\ncategories: 日报, AI\n---\n",
        "---\ncategories: 日报，AI\n---\n",
        "---\ncategories: news ai\n---\n",
        "---\ncategories: [日报, Ai]\n---\n",
        "---\ncategories:\n- [科技, AI]\n- 日报\n---\n",
        "---\ncategories: '#AI'\n---\n",
        '+++\ncategories = ["AI"]\n+++\n',
        '+++\n[taxonomies]\ncategories = ["AI", "x"]\n+++\n',
        "title: x\ncategories:\n- AI\n---\n",
    ],
)
def test_a_category_is_found_in_every_form(head: str) -> None:
    """A text, commas, spaces, lists in lists, TOML, in whatever capitals."""
    assert _mismatch(head, Digests(categories=("人工智能", "ai"))) is None
    tags = head.replace("categories", "tags").replace("category", "tag")
    assert _mismatch(tags, Digests(tags=("AI",))) is None
    assert _mismatch(tags, Digests(categories=("AI",)))


def test_all_that_is_asked_for_must_hold() -> None:
    """And the message says which part does not, with its line."""
    head = "---\ntitle: AI日报：今天\ncategories: [AI]\ntags: [每日]\n---\n"
    asked = Digests(("AI",), ("每日",), "AI日报*", "*-ai-daily.md")
    assert _mismatch(head, asked) is None
    assert _mismatch(head, asked, "2026-03-05-diary.md") == (
        "posts/2026-03-05-diary.md: is no digest: its path is not like `digests.path`"
    )
    assert ":4: is no digest: none of its tags" in str(
        _mismatch(head.replace("每日", "日记"), asked)
    )
    assert ":2: is no digest: its title" in str(_mismatch(head.replace("AI日报", "日记"), asked))
    assert _mismatch("", Digests()) is None


def test_a_title_is_matched_as_it_is_written_and_as_it_is_told(tmp_path: Path) -> None:
    """With its emoji and without, and the first heading where there is no title."""
    asked = Digests(title="ai日报*")
    assert _mismatch("---\ntitle: 🚀 AI日报：今天\n---\n", asked) is None
    assert _mismatch("---\ntitle: '[AI]日报：今天'\n---\n", Digests(title="[ai]日报*")) is None
    assert _mismatch("---\ntitle: A日报\n---\n", Digests(title="[AI]日报*"))
    path = tmp_path / "2026-03-05-x.md"
    path.write_text("# AI日报\n\n## 1、标题\n一段话。\n\n## 2、标题\n一段话。\n", "utf-8")
    assert mismatch(Head(path, "", in_drafts=False), tmp_path, ZONE, asked) is None


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [("*-ai-daily.md", True), ("2026/*", True), ("posts/2026/03/*.md", True), ("daily/*", False)],
)
def test_a_path_is_matched_below_the_posts_and_by_its_name(pattern: str, fits: bool) -> None:
    """A pattern without a folder looks at the name."""
    found = _mismatch("", Digests(path=pattern), "2026/03/05-ai-daily.md")
    assert (found is None) == fits


def test_a_broken_post_is_judged_by_its_path_alone() -> None:
    """It may be today's digest: then it is an error, which the build tells."""
    asked = Digests(("AI",), None, "AI*", "*-ai-daily.md")
    broken = "---\ntitle: [\n---\n"
    assert _mismatch(broken, asked) is None
    assert _mismatch(broken, asked, "diary.md")


def test_a_post_with_one_item_does_not_look_like_a_digest(tmp_path: Path) -> None:
    """Two items do."""
    path = tmp_path / "2026-03-05-x.md"
    path.write_text("# 爬山\n\n## 香山\n周末去了香山。\n", "utf-8")
    assert lacking_items(load(path, ZONE)) == f"{path}: is no digest: it has 1 item"
    path.write_text("## 1、标题\n一段话。\n\n## 2、标题\n一段话。\n", "utf-8")
    assert lacking_items(load(path, ZONE)) is None
