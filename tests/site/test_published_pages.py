"""What a build writes for the pages, and what is served of it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from PIL import Image

from podcast import check, site
from podcast.build import Options, build
from podcast.commands import init
from podcast.episode import manifest
from podcast.episode.cover import publish_small_cover
from podcast.lib.progress import Quiet
from podcast.refresh import refresh
from podcast.show import config
from podcast.show.config import Show

if TYPE_CHECKING:
    from conftest import Blog

POST = """\
---
title: 日报
date: {day} 08:00:00
---

## 1、可灵发布新模型
可灵发布了新模型。{image}

## 2、重庆启用新系统
重庆启用了新系统。
"""


def _show(folder: Path, *days: str, image: str = "") -> Show:
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    Image.new("RGB", (900, 600), "teal").save(folder / "posts" / "picture.png")
    for day in days:
        text = POST.format(day=day, image=image)
        (folder / "posts" / f"{day}-ai.md").write_text(text, "utf-8")
    return config.load(folder)


def _build(show: Show, day: str) -> None:
    build(show, date.fromisoformat(day), Options(engine="tone"), Quiet())


def _rules(show: Show) -> set[str]:
    """Return the rules that do not hold, but for the one against test tones."""
    return {finding.rule for finding in check.check(show)} - {"engine"}


def test_a_new_episode_is_linked_from_the_one_before(tmp_path: Path) -> None:
    """Its build writes the neighbour's page too, so that `check` finds nothing out of date."""
    show = _show(tmp_path / "show", "2026-02-05", "2026-02-06")
    _build(show, "2026-02-05")
    page = show.folder("2026-02-05") / site.PAGE_FILE
    assert "下一期 ·" not in page.read_text("utf-8")
    _build(show, "2026-02-06")
    assert "../2026-02-06/index.html" in page.read_text("utf-8")
    assert _rules(show) == set()


def test_a_picture_of_an_item_is_published(tmp_path: Path) -> None:
    """The JPEG of its chapter lies beside the page, named by its content; an old one goes."""
    show = _show(tmp_path / "show", "2026-02-05", image="\n\n![](picture.png)")
    _build(show, "2026-02-05")
    folder = show.folder("2026-02-05")
    first, second = manifest.load(folder / manifest.FILE_NAME).items
    assert second.picture is None
    data = (folder / str(first.picture)).read_bytes()
    assert first.picture == f"item-1-{hashlib.sha256(data).hexdigest()[:8]}.jpg"
    with Image.open(folder / str(first.picture)) as picture:
        assert max(picture.size) == 600
    assert f'src="{first.picture}"' in (folder / site.PAGE_FILE).read_text("utf-8")
    (folder / str(first.picture)).unlink()
    assert _rules(show) == {"picture"}
    Image.new("RGB", (900, 600), "orange").save(show.posts / "picture.png")
    _build(show, "2026-02-05")
    (now,) = folder.glob("item-*.jpg")
    assert now.name != first.picture


def test_the_player_is_named_by_its_content(tmp_path: Path) -> None:
    """A page names the script that lies in `episodes/`; what is damaged is found and mended."""
    show = _show(tmp_path / "show", "2026-02-05")
    _build(show, "2026-02-05")
    script = show.episodes / site.script_name()
    assert script.name == f"podcast-player-{hashlib.sha256(site.script()).hexdigest()[:8]}.js"
    script.write_text("other", "utf-8")
    assert _rules(show) == {"player"}
    (show.episodes / publish_small_cover(show)).unlink()
    assert _rules(show) == {"player", "cover"}
    refresh(show, Quiet())
    assert _rules(show) == set()


def test_it_is_served_as_a_script(blog: Blog) -> None:
    """With `nosniff` a browser runs nothing else; oEmbed leads to this server as the pages do."""
    with httpx.Client(base_url=blog.address, trust_env=False) as client:
        answer = client.get(site.script_name())
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        oembed = json.loads(client.get("2026-02-06/oembed.json").content)
    assert f'src="{blog.address}2026-02-06/embed.html"' in oembed["html"]
