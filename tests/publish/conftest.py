"""A show that changes, and real stores on loopback: a folder, moto's S3, OpenSSH's SFTP, git."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import own_addresses
import pytest

from podcast import build
from podcast.commands import init
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import Show

sys.path.insert(0, str(Path(__file__).parent))

from publish_places import PLACES, Place, folder_place, git_place
from publish_s3 import Moto, s3_place
from publish_sftp import OpenSSH, sftp_place

POST = """\
---
title: 示例
date: 2026-02-06 08:00:00
---

## 1、重庆启用客服系统
重庆一家银行启用了客服系统。

## 2、成都开放测试道路
成都开放了第一条测试道路。
"""


@pytest.fixture(scope="session")
def published_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a show of one episode, with an Opus file beside the MP3."""
    folder = tmp_path_factory.mktemp("built") / "show"
    own_addresses.give(init.create(folder)[-1].parent)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    (folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    with (folder / config.SHOW_FILE).open("a", encoding="utf-8") as file:
        file.write("opus: true\n")
    build.build(config.load(folder), None, build.Options(engine="tone"), Quiet())
    return folder


@pytest.fixture
def show(published_show: Path, tmp_path: Path) -> Show:
    """Return a copy of the show that a test may change; it is published nowhere yet."""
    return config.load(Path(shutil.copytree(published_show, tmp_path / "show")))


@pytest.fixture(scope="session")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moto]:
    """Run moto's HTTP server in a process of its own."""
    pytest.importorskip("moto")
    pytest.importorskip("s3fs")
    with Moto(tmp_path_factory.mktemp("moto")) as server:
        yield server


@pytest.fixture
def openssh(tmp_path: Path, program: Callable[[str], str]) -> Iterator[OpenSSH]:
    """Run a real sshd with keys of its own, on a free port."""
    pytest.importorskip("paramiko")
    with OpenSSH(tmp_path / "ssh", program("sshd"), program("ssh-keygen")) as server:
        yield server


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return each place in turn, with the environment that its client needs."""
    return _place(request.param, request, tmp_path, monkeypatch)


@pytest.fixture
def place_named(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Place]:
    """Return what makes one place by its name."""
    return lambda name: _place(name, request, tmp_path, monkeypatch)


def _place(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, patch: pytest.MonkeyPatch
) -> Place:
    if name == "s3":
        return s3_place(request.getfixturevalue("moto"), patch)
    if name == "sftp":
        return sftp_place(request.getfixturevalue("openssh"), patch)
    if name == "git":
        return git_place(tmp_path / "remote.git", request.getfixturevalue("program")("git"))
    return folder_place(tmp_path / "www")
