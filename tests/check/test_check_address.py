"""The address of a post: where the blog has it, and where the episode says that it is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from podcast.check.address import check_addresses
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.show import config
from podcast.show.config import Show

POST = "---\ntitle: 日报\ndate: {day} 08:00:00\n---\n\n## 一、示例\n文字。\n"
DAYS = ("2026-02-06", "2026-02-07")


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show in the folder of a Hexo blog."""
    (show_folder / "_config.yml").write_text("permalink: :year/:month/:day/:title/\n", "utf-8")
    posts = show_folder / "source" / "_posts"
    posts.mkdir(parents=True)
    for day in DAYS:
        (posts / f"{day}-ai.md").write_text(POST.format(day=day), "utf-8")
    return replace(config.load(show_folder), posts=posts)


def _episodes(show: Show) -> list[Episode]:
    one = manifest.load(Path(__file__).parents[1] / "data" / "episode.json")
    episodes = []
    for day in DAYS:
        path = f"source/_posts/{day}-ai.md"
        url = f"https://example.com/{day.replace('-', '/')}/ai/"
        post = one.post.model_copy(update={"path": path, "url": url})
        episodes.append(one.model_copy(update={"date": day, "post": post}))
    return episodes


def test_a_blog_that_has_its_posts_elsewhere_is_told_once(show: Show) -> None:
    """One finding for all posts, with both paths and the `post_url` that fits."""
    (found,) = check_addresses(show, _episodes(show))
    assert (found.rule, found.severity) == ("post-address", "warn")
    assert found.place == str(show.root / "show.yaml")
    assert "/2026/02/06/ai/, but Hexo (_config.yml) has it at /2026/02/06/2026-02-06-ai/" in (
        found.message
    )
    assert "1 other alike" in found.message
    assert "`post_url: https://example.com/{date:%Y/%m/%d}/{file}/`" in found.remedy


def test_a_post_without_a_fitting_field_is_given_its_line(show: Show) -> None:
    """A folder below the posts is part of Hexo's name; the post takes its address itself."""
    deep = show.posts / "新闻" / "2026-02-06-ai.md"
    deep.parent.mkdir()
    (show.posts / "2026-02-06-ai.md").rename(deep)
    episode = _episodes(show)[0]
    post = episode.post.model_copy(update={"path": str(deep.relative_to(show.root))})
    (found,) = check_addresses(show, [episode.model_copy(update={"post": post})])
    assert "`permalink: /2026/02/06/%E6%96%B0%E9%97%BB/2026-02-06-ai/`" in found.remedy


def test_nothing_is_told_where_both_agree(show: Show) -> None:
    """A final slash more or less does not count, nor a host on which the blog is tried."""
    (show.root / "_config.yml").write_text(
        "permalink: :year/:month/:day/:title.html\nnew_post_name: :year-:month-:day-:title.md\n",
        "utf-8",
    )
    right = []
    for each in _episodes(show):
        url = f"http://localhost:4000/{each.date.replace('-', '/')}/ai.html"
        post = each.post.model_copy(update={"url": url})
        right.append(each.model_copy(update={"post": post}))
    assert not [*check_addresses(show, right)]
