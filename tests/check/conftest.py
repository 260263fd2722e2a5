"""A proven episode, made once, of which every test damages its own copy."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from podcast.build import Options, build
from podcast.commands import init
from podcast.episode import manifest
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import Show
from podcast.show.parts import Audio

sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("damage")

POST = """\
---
title: "AI日报:示例一;示例二"
date: 2026-02-06 08:00:00
---

## 1、星河科技发布Nova 3.0模型
星河科技发布了[Nova 3.0](https://example.com/nova)模型，推理成本下降42.8%。

## 2、重庆启用GPT-5.2客服系统
重庆一家银行启用了基于GPT-5.2的客服系统。
"""


@pytest.fixture(scope="session")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a show with one episode, which says that a real voice speaks it.

    Its MP3 is of 128 kbit/s in stereo, whose frames the damages count.
    """
    folder = tmp_path_factory.mktemp("check") / "show"
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    (folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    show = replace(config.load(folder), audio=Audio(128, "joint"))
    episode = build(show, None, Options(engine="tone"), Quiet()).episode
    manifest.save(show.folder(episode.date), episode.model_copy(update={"engine": "kokoro"}))
    return folder


@pytest.fixture
def show(proven: Path, tmp_path: Path) -> Show:
    """Return a copy of the proven show."""
    return config.load(Path(shutil.copytree(proven, tmp_path / "show")))
