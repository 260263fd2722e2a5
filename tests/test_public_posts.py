"""A blog as it is: posts that are no digests, drafts, later posts; the nightly run over them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import own_addresses
import pytest
import yaml

from podcast import build as line
from podcast import check
from podcast.commands import kit
from podcast.digest import posts
from podcast.digest.posts import WantedPost
from podcast.digest.shelf import today_in
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import Digests, Show

TODAY = date(2026, 3, 5)
TONE = line.Options(engine="tone")

_ONE = {
    "diary": "## 今天\n上午去图书馆，下午下雨了，晚上在家做饭。\n",
    "a weekend hike": "## 香山\n周末和朋友去爬香山，人很多，风景很好。\n",
    "photos": "## 海边\n![海](sea.jpg)\n\n傍晚的海边。\n",
    "an announcement": "## 停更通知\n下周出差，日报暂停一周，请见谅。\n",
    "an essay": "## 论阅读\n读书的意义不在于记住，而在于改变看问题的方式。\n\n慢慢读，反复读。\n",
    "a review": "## 影评：长夜\n节奏偏慢，但结尾很有力量，值得一看。\n",
    "a poem": "## 春日\n春风吹过窗台，\n花落在书页上。\n",
    "a link only": "## 收藏\n[一个链接](https://example.com/a)\n",
    "an about page": "## 我是谁\n写代码的人，住在杭州。\n",
}
"""Posts of one story at most: passed over, and built as one item when a person names them."""
_SEVERAL = {
    "a resume": "## 教育经历\n某大学计算机系毕业。\n\n## 工作经历\n某公司工程师，负责后端。\n",
}
"""Several headings with text are what a digest has: `digests` tells them apart."""


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show whose digest is of 2026-02-06, in the category AI."""
    path = own_addresses.give(show_folder) / "posts" / "2026-02-06-ai-daily.md"
    text = path.read_text("utf-8").replace("date:", "categories: [AI]\ndate:")
    path.write_text(text, "utf-8")
    return config.load(show_folder)


def _put(show: Show, name: str, body: str, head: str = "title: x") -> Path:
    path = show.posts / name
    path.write_text(f"---\n{head}\n---\n\n{body}", "utf-8")
    return path


@pytest.mark.parametrize("kind", _ONE)
def test_a_post_of_one_story_is_passed_over_and_built_when_it_is_named(
    show: Show, kind: str
) -> None:
    """The newest digest is an older post, and a line tells why; by date and path it is one item."""
    path = _put(show, "2026-03-01-x.md", _ONE[kind])
    choice = posts.choose(show, WantedPost(), TODAY)
    assert choice.path.name == "2026-02-06-ai-daily.md"
    (told,) = choice.passed_over
    assert told.startswith(f"{path}: is no digest: it has ")
    for wish in (WantedPost(date(2026, 3, 1)), WantedPost(post=path)):
        assert posts.choose(show, wish, TODAY).path == path


@pytest.mark.parametrize("kind", [*_ONE, *_SEVERAL])
def test_with_digests_nothing_else_is_taken(show: Show, kind: str) -> None:
    """Whatever its shape, a post of another category is passed over, by its date as well."""
    show = replace(show, digests=Digests(categories=("ai",)))
    body = (_ONE | _SEVERAL)[kind]
    path = _put(show, "2026-03-01-x.md", body, "title: x\ncategories: 日记")
    choice = posts.choose(show, WantedPost(), TODAY)
    assert choice.path.name == "2026-02-06-ai-daily.md"
    assert f"{path}:3: is no digest: none of its categories" in choice.passed_over[0]
    assert posts.choose(show, WantedPost(post=path), TODAY).path == path


@pytest.mark.parametrize("kind", _SEVERAL)
def test_without_digests_a_page_of_several_parts_is_taken_for_one(show: Show, kind: str) -> None:
    """Nothing in its shape tells it from a digest; this is what `digests` is for."""
    path = _put(show, "2026-03-01-x.md", _SEVERAL[kind])
    assert posts.choose(show, WantedPost(), TODAY).path == path


def test_a_post_of_one_story_becomes_an_episode_of_one_item(show: Show) -> None:
    """A person asked for it."""
    _put(show, "2026-03-01-x.md", _ONE["diary"])
    built = line.build(show, date(2026, 3, 1), TONE, Quiet(), TODAY)
    assert [item.number for item in built.episode.items] == [1]
    assert not check.failed(check.check(show, (), TODAY))


# --- The nightly run ------------------------------------------------------------------------------

_PRIVATE = "绝密甲辰"
_HIDDEN = "## 1、绝密甲辰项目\n绝密甲辰项目启动。\n\n## 2、绝密甲辰会议\n绝密甲辰会议改期。\n"


def _steps(show: Show) -> list[str]:
    (show.root / "digestcast-0.1.0-py3-none-any.whl").write_bytes(b"")  # else one is packed
    kit.start(show.root, "", ["github"])
    text = (show.root / ".github" / "workflows" / "podcast.yml").read_text("utf-8")
    flow: Any = yaml.load(text, yaml.BaseLoader)  # noqa: S506 -- texts only
    runs = [step["run"] for step in flow["jobs"]["publish"]["steps"] if "run" in step]
    return [run for run in runs if "podcast " in run and "pip install" not in run]


def _programs(folder: Path) -> dict[str, str]:
    """Return an environment in which `podcast` speaks in tones and `gh` does nothing."""
    folder.mkdir()
    podcast = (
        'if [ "$1" = build ]; then set -- "$@" --engine tone; fi\n'
        'if [ "$1" = publish ] && [ -z "$2" ]; then set -- "$@" --allow-tone; fi\n'
        f'exec "{sys.executable}" -m podcast "$@"\n'
    )
    for name, text in (("podcast", podcast), ("gh", "exit 0\n")):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{text}", "utf-8")
        path.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}


def test_the_nightly_run_publishes_what_is_public_alone(show: Show, tmp_path: Path) -> None:
    """Drafts, later posts, a diary, hidden posts of the same day: the digest is out, all holds."""
    with (show.root / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("publish: {to: ../www}\n")
    (tmp_path / "www").mkdir()
    later = today_in(show.zone) + timedelta(days=2)
    _put(show, "2026-02-07-draft.md", _HIDDEN, "draft: true")
    _put(show, "2026-02-06-hidden.md", _HIDDEN, "hidden: yes")
    _put(show, "2026-02-08-off.md", _HIDDEN, "published: off")
    _put(show, "later.md", _HIDDEN, f"date: {later}")
    _put(show, "2026-02-09-planned.md", _HIDDEN, f"publishDate: {later}")
    _put(show, "2026-02-10-gone.md", _HIDDEN, "expiryDate: 2026-02-11")
    _put(show, "2026-02-12-diary.md", _ONE["diary"].replace("图书馆", _PRIVATE))
    (show.posts / "_drafts").mkdir()
    _put(show, "_drafts/2026-02-13-x.md", _HIDDEN)
    environment = _programs(tmp_path / "bin")
    said = ""
    for run in _steps(show):
        done = subprocess.run(
            ["sh", "-ec", run], cwd=show.root, env=environment, capture_output=True, text=True,
            check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        said += done.stderr
    names = ("draft", "hidden", "off", "later", "planned", "gone", "diary", "_drafts/2026-02-13-x")
    for name in names:
        (told,) = (row for row in said.splitlines() if f"{name}.md" in row)
        assert told.startswith("passed over: ")
    assert (tmp_path / "www" / "2026-02-06" / "episode.json").is_file()
    for folder in (show.episodes, tmp_path / "www"):
        files = [path for path in folder.rglob("*") if path.is_file()]
        assert not [path for path in files if _PRIVATE.encode() in path.read_bytes()]
    assert not (show.root / "preview").exists()
