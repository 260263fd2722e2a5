"""A blog on one host and its episodes on another: real generators, `podcast serve`, a browser."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import programs
import pytest
from blogs import HEXO, HUGO, JEKYLL, Blog, generate, lay

from podcast import check, embed, serve
from podcast.build import Options, build
from podcast.commands import init
from podcast.lib.progress import Quiet
from podcast.show import config

if TYPE_CHECKING:
    from browser import Watched

_POST = """\
---
layout: post
title: "AI日报：示例一；示例二"
date: 2026-02-06 08:00:00
---

## 1、星河科技发布Nova 3.0模型，推理成本下降42.8%
星河科技发布了Nova 3.0模型，参数规模为70B，推理成本下降42.8%。

## 2、重庆启用GPT-5.2客服系统
重庆一家银行启用了基于GPT-5.2的客服系统，覆盖长达30天的还款提醒。
"""
_HEADING = "<h1>AI日报：示例一；示例二</h1>"
_OUT = {"jekyll": "_site", "hexo": "public", "hugo": "public"}
_PROGRAMS = {"jekyll": "jekyll", "hexo": "node", "hugo": "hugo"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _site(folder: Path) -> Iterator[str]:
    """Serve a folder on a port of its own, without CORS; yield its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _usual(blog: Blog) -> Blog:
    """Return the blog with its generator's own addresses, and a theme that shows the title."""
    files = {
        name: re.sub(r"(?m)^permalink.*\n|\[permalinks\]\n.*\n", "", text).replace(
            "<body>", f'<body><script defer src="@PLAYER@"></script>{_HEADING}'
        )
        for name, text in blog.files.items()
    }
    return replace(blog, files=files)


@pytest.mark.slow
@pytest.mark.tools("chromium")
@pytest.mark.parametrize(
    "blog",
    [
        pytest.param(each, marks=pytest.mark.tools(_PROGRAMS[each.kind]), id=each.kind)
        for each in (JEKYLL, HEXO, HUGO)
    ],
)
def test_blog_shows_the_episode_of_another_host(
    blog: Blog, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Waveform, chapters and words are there, the title once, and 阅读原文 leads to the post."""
    if blog.kind == "hexo" and not Path(blog.command[0]).exists():
        programs.go_without("hexo is not installed; `npm ci --prefix tests/node`")
    init.create(tmp_path)
    (tmp_path / "posts" / init.SAMPLE_POST).unlink()
    settings = tmp_path / "show.yaml"
    settings.write_text(
        re.sub(r"(?m)^posts:.*$", f"posts: {blog.posts}/", settings.read_text("utf-8")), "utf-8"
    )
    usual = _usual(blog)
    post = lay(usual, tmp_path)
    post.write_text(_POST, "utf-8")
    show = config.load(tmp_path)
    build(show, None, Options(engine="tone"), Quiet())
    # the default `post_url` is wrong for each of the three; what `check` offers is right
    found = next(each for each in check.check(show) if each.rule == "post-address")
    offered = re.findall(r"`post_url: (.*?)`", found.remedy)
    assert len(offered) == 1, found
    server = serve.open_server(show, port=0)
    show = replace(show, post_url=offered[0], base_url=server.address)
    episode = build(show, None, Options(engine="tone"), Quiet()).episode
    assert not [each for each in check.check(show) if each.rule == "post-address"]
    embed.embed(show, episode)
    for name, text in usual.files.items():
        script = f"{server.address}podcast-player.js"
        (tmp_path / name).write_text(text.replace("@PLAYER@", script), "utf-8")
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        path = unquote(urlsplit(episode.post.url or "").path).lstrip("/")
        page = f"{path}index.html" if path.endswith("/") else path
        generate(replace(usual, out=f"{_OUT[blog.kind]}/{page}"), tmp_path)
        with _site(tmp_path / _OUT[blog.kind]) as address:
            watched: Watched = request.getfixturevalue("browser_page")
            _look(watched, f"{address}{path}")
    finally:
        server.stop()
        thread.join(60)


def _look(watched: Watched, address: str) -> None:
    page = watched.page
    answer = page.goto(address)
    assert answer is not None
    assert answer.ok, f"{address}: {answer.status}"
    inside = "document.querySelector('podcast-player').shadowRoot"
    watched.wait(f"!!({inside} && {inside}.querySelector('.seek.drawn'))")
    page.locator("podcast-player button[data-panel=chapters]").click()
    watched.wait(f"{inside}.querySelectorAll('.chapters li').length >= 3")
    page.locator("podcast-player button[data-panel=transcript]").click()
    watched.wait(f"{inside}.querySelectorAll('.lines *').length > 20")
    shown = page.get_by_text("AI日报：示例一；示例二", exact=True)
    assert [each.is_visible() for each in shown.all()].count(True) == 1
    assert watched.errors == []
