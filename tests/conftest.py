"""Fixtures of all tests, such as a show in a temporary folder, made by `podcast init`."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from podcast import build
from podcast.commands import init
from podcast.lib.progress import Quiet
from podcast.show import config

sys.path.insert(0, str(Path(__file__).parent))

import programs

if TYPE_CHECKING:
    from browser import Watched

PROOF_SECONDS = 1800
"""Seconds that a long test may take on a busy machine before it counts as hanging; a test that may
take longer has a timeout marker of its own."""

# an example may take any time: a test as a whole may not
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

POST = """\
---
title: "AI日报:示例一;示例二"
date: 2026-02-06 08:00:00
---

# AI日报: 示例一; 示例二

## 1、星河科技发布Nova 3.0模型，推理成本下降42.8%
星河科技发布了Nova 3.0模型，参数规模为70B，推理成本下降42.8%。

- ⚡ 极低延迟: 首字延迟降至200ms以内。
- 🌐 支持13种语言。

## 2、重庆启用GPT-5.2客服系统
重庆一家银行启用了基于GPT-5.2的客服系统，覆盖长达30天的还款提醒。

- 🏦 该系统已服务7.5亿人次。
"""


EVERYWHERE = pytest.StashKey[Path]()
"""The folder of the programs that every system has."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of the programs that a test finds when its marker names none.

    Also handle SIGINT again: a job in the background ignores it, and so would the programs that
    tests interrupt.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ["LC_ALL"] = "C.UTF-8"  # messages are English, whatever this machine speaks
    for name in ("LANGUAGE", "PODCAST_LANG"):
        os.environ.pop(name, None)
    folder = TemporaryDirectory(prefix="programs-")
    config.add_cleanup(folder.cleanup)
    config.stash[EVERYWHERE] = Path(folder.name)
    programs.fill(config.stash[EVERYWHERE])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let a test find the programs that it names, and skip it where one is missing."""
    programs.prepare(item, item.config.stash[EVERYWHERE])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give long tests (marker `slow`) a longer timeout than the others."""
    for item in items:
        if item.get_closest_marker("slow") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(PROOF_SECONDS))


@pytest.fixture
def show_folder(tmp_path: Path) -> Path:
    """Make a new show with one short post of two items, without the post that init brings."""
    return _make_show(tmp_path / "show")


@pytest.fixture
def spoken_folder(_spoken: Path, tmp_path: Path) -> Path:
    """Return such a show whose episode is made, with test tones; a test may change it."""
    return Path(shutil.copytree(_spoken, tmp_path / "show"))


@pytest.fixture(scope="session")
def _spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the episode once: mixing takes longer than copying."""
    folder = _make_show(tmp_path_factory.mktemp("spoken") / "show")
    build.build(config.load(folder), None, build.Options(engine="tone"), Quiet())
    return folder


def _make_show(folder: Path) -> Path:
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    (folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    return folder


@pytest.fixture
def unknown_host(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return a host name without an address, for which no resolver is asked."""
    name = "no-such-host.invalid"
    lookup = socket.getaddrinfo

    def answer(host: Any, *args: Any, **options: Any) -> Any:
        if host in {name, name.encode()}:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return lookup(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return name


@pytest.fixture
def program(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """Return a finder of the programs that the test names by its marker `tools`."""

    def find(name: str) -> str:
        assert name in programs.wanted(request.node), f'not named: @pytest.mark.tools("{name}")'
        path = programs.find(name)
        assert path, "the marker has looked for it"
        return path

    return find


@pytest.fixture
def browser_page(program: Callable[[str], str]) -> Iterator[Watched]:
    """Yield an empty page of Chromium with its errors and requests (`tests/browser.py`)."""
    chromium = program("chromium")
    from browser import watched_page

    with watched_page(chromium) as watched:
        yield watched


@pytest.fixture
def node(program: Callable[[str], str]) -> Callable[..., str]:
    """Return a function that runs a script of `tests/node/` on a text and returns its output.

    The packages are installed by `npm ci` there; without them the test is skipped like one
    without its program.
    """
    path, folder = program("node"), Path(__file__).parent / "node"
    if not (folder / "node_modules").is_dir():
        programs.go_without("npm's packages are not installed; `npm ci --prefix tests/node`")

    def run(script: str, *arguments: str, text: str) -> str:
        done = subprocess.run(
            [path, script, *arguments], cwd=folder, input=text, capture_output=True, text=True,
            encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
