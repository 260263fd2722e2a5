"""A published show and the real server on a free port of loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from podcast import serve
from podcast.commands import init
from podcast.show import config
from podcast.show.config import Show

BASE = "https://example.com/pod/"
AUDIO = bytes(range(256)) * 300
FEED = f"""<?xml version='1.0' encoding='UTF-8'?>
<rss><channel><link>{BASE}</link>
<a href="{BASE}feed.xml"/><b url="{BASE}2026-02-06/2026-02-06-1a2b3c4d.mp3"/>
<c>{BASE}2026-02-06/</c><d>{BASE}blog/2026/post.html</d><e>https://example.com/podium</e>
</channel></rss>
"""
PAGE = f'<!DOCTYPE html><p>日报</p><a href="{BASE}feed.xml">{BASE}feed.xml</a>'


def _publish(root: Path) -> Show:
    """Make a show whose public folder holds one of each kind of file, and some traps."""
    init.create(root)
    show = replace(config.load(root), base_url=BASE)
    folder = show.episodes / "2026-02-06"
    files: dict[Path, str | bytes] = {
        show.episodes / "feed.xml": FEED,
        show.episodes / "index.html": PAGE,
        show.episodes / "cover-12345678.jpg": b"\xff\xd8",
        show.episodes / ".gitignore": "*",
        show.episodes / ".tmp-abc.mp3": b"half",
        folder / "2026-02-06-1a2b3c4d.mp3": AUDIO,
        folder / "2026-02-06-5e6f7a8b.opus": AUDIO,
        folder / "index.html": PAGE,
        folder / "transcript.vtt": "WEBVTT\n",
        folder / "transcript.srt": "1\n",
        folder / "transcript.json": "{}",
        folder / "chapters.json": "{}",
        folder / "episode.json": "{}",
        folder / "script.md": "# 稿\n",
        folder / "report.html": PAGE,
        folder / "2026-02-06-1a2b3c4d.opus": b"OggS",
        folder / "player.js": "",
        folder / "strange.bin": b"",
    }
    for path, content in files.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    (show.episodes / "empty").mkdir()
    links = {"out": "..", "out.yaml": "../show.yaml", "hidden.txt": ".gitignore", "ring": "ring"}
    links["script-by-another-name"] = "2026-02-06/script.md"
    for name, target in {**links, "latest.mp3": "2026-02-06/2026-02-06-1a2b3c4d.mp3"}.items():
        (show.episodes / name).symlink_to(target)
    return show


@contextmanager
def _serving(show: Show, *, as_is: bool = False) -> Iterator[httpx.Client]:
    server = serve.open_server(show, port=0, as_is=as_is)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        with httpx.Client(base_url=server.address, trust_env=False, timeout=60) as client:
            yield client
    finally:
        server.stop()
        thread.join(60)
    assert not thread.is_alive()


@pytest.fixture
def show(tmp_path: Path) -> Show:
    """Return a published show that a test may change."""
    return _publish(tmp_path / "show")


@pytest.fixture
def serving() -> Callable[..., AbstractContextManager[httpx.Client]]:
    """Return what serves a show for a `with` block and gives a client of it."""
    return _serving


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Give a client of a server that rewrites addresses; nobody changes its show."""
    with _serving(_publish(tmp_path_factory.mktemp("served") / "show")) as client:
        yield client
