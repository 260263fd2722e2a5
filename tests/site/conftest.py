"""A show with a finished episode and its post for the pages, and a served one for browsers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import programs
import pytest

from podcast import serve, site
from podcast.build import Options, build
from podcast.commands import init
from podcast.episode import catalogue, manifest
from podcast.episode.ledger import open_ledger
from podcast.episode.manifest import Episode
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import Show

if TYPE_CHECKING:
    from browser import Watched
    from playwright.sync_api import Browser

POST = """\
---
title: "AI日报:示例一;示例二"
date: {day} 08:00:00
---

## 1、星河科技发布Nova 3.0模型，推理成本下降42.8%
星河科技发布了[Nova 3.0](https://example.com/nova)模型，参数规模为70B，推理成本下降42.8%。

![](picture.png)

## 2、重庆启用GPT-5.2客服系统
重庆一家银行启用了基于GPT-5.2的客服系统，覆盖长达30天的还款提醒。
"""
DAY = "2026-02-06"


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show served below example.com."""
    return replace(config.load(show_folder), base_url="https://example.com/episodes/")


@pytest.fixture
def episode() -> Episode:
    """Return an episode of three items; one of their links is `javascript:`."""
    return manifest.load(Path(__file__).parents[1] / "data" / "episode.json")


@dataclass(frozen=True, slots=True)
class Blog:
    """A show on loopback as `podcast serve` gives it, and its episode of `DAY`."""

    show: Show
    episode: Episode
    address: str

    @property
    def page(self) -> str:
        """The address of the episode's page."""
        return f"{self.address}{DAY}/"

    def file(self, name: str) -> str:
        """Return the text of a file of the episode."""
        return (self.show.folder(DAY) / name).read_text("utf-8")


@pytest.fixture(scope="session")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    """Build and serve two episodes with test tones; nobody changes them."""
    folder = tmp_path_factory.mktemp("blog") / "show"
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    _draw(folder / "posts" / "picture.png")
    for day in ("2026-02-05", DAY):
        (folder / "posts" / f"{day}-ai.md").write_text(POST.format(day=day), "utf-8")
    show = config.load(folder)
    built = [
        build(show, date.fromisoformat(day), Options(engine="tone"), Quiet())
        for day in ("2026-02-05", DAY)
    ]
    server = serve.open_server(show, port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield Blog(show, built[-1].episode, server.address)
    server.stop()
    thread.join(60)


def _draw(path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (800, 600), "teal").save(path)


@pytest.fixture
def write(show: Show) -> Callable[..., None]:
    """Return a function that saves manifests and writes the pages of all that are there."""

    def save_and_write(*episodes: Episode) -> None:
        for each in episodes:
            manifest.save(show.folder(each.date), each)
        with open_ledger(show.cache, "made") as made:
            site.write_pages(show, catalogue.read(show.episodes, show.cache), made)

    return save_and_write


@pytest.fixture
def installed() -> Callable[[Path, str], Path]:
    """Return a finder of npm packages; the test is skipped where one is missing, but not in CI."""
    root = Path(__file__).parents[2]

    def find(folder: Path, name: str) -> Path:
        path = folder / "node_modules" / name
        if not path.exists():
            programs.go_without(f"{name} is not installed; `npm ci` in {folder.relative_to(root)}")
        return path

    return find


@pytest.fixture(scope="module")
def _browser() -> Iterator[Browser]:
    """Start one Chromium for a module whose tests build nothing while it runs."""
    from browser import started

    chromium = programs.find("chromium")
    assert chromium, "the marker `tools` has looked for it"
    with started(chromium) as browser:
        yield browser


@pytest.fixture
def fresh_page(blog: Blog, _browser: Browser) -> Iterator[Watched]:
    """Yield an empty page of the module's Chromium: it opens sooner than a Chromium starts."""
    from browser import page_of

    with page_of(_browser) as watched:
        yield watched
