"""Every fault of the online service, in the first, a middle and the last line, once and for good.

Whatever happens the build ends in one of two ways: a whole episode that passes every check, or one
line of explanation and a show in which nothing has changed.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import edge_tts.communicate
import edge_tts.drm
import numpy as np
import pytest
import soundfile

from podcast import build, check
from podcast.commands import init
from podcast.episode import manifest
from podcast.errors import PodcastError
from podcast.lib.progress import Quiet
from podcast.online import faults
from podcast.show import config
from podcast.show.config import Music, Show, Speech
from podcast.speech.edge import engine as edge

sys.path.insert(0, str(Path(__file__).parent))

import edge_sound
from edge_service import FAULTS, EdgeService

pytestmark = pytest.mark.slow

POST = """\
---
title: "AI日报:示例一;示例二"
date: 2026-02-06 08:00:00
---

## 1、星河科技发布新模型
推理成本下降42.8%。

## 2、重庆启用GPT-5.2客服系统
覆盖长达30天的还款提醒。
"""
POSITIONS = ("first", "middle", "last")


@dataclass(frozen=True)
class Case:
    """A show to build, the service it asks, and its speech calls when nothing goes wrong."""

    show: Show
    service: EdgeService
    lines: int

    def play(self, fault: str, position: str, *, lasting: bool) -> None:
        """Play the fault on the line in this position, and on all later ones if lasting."""
        begins = {"first": 1, "middle": self.lines // 2 + 1, "last": self.lines}[position]
        self.service.play(fault, lambda n: n >= begins if lasting else n == begins)

    def build(self, engine: str | None = None) -> build.Built:
        """Build the episode, with this engine alone or with those of the show."""
        return build.build(self.show, None, build.Options(engine=engine), Quiet())


def _show(folder: Path) -> Show:
    tune = folder / "music.flac"
    return replace(
        config.load(folder),
        music=Music(tune, tune, tune),
        engines=("edge", "tone"),
        speech=Speech(parallel=1, per_second=1000),
    )


def _serve(service: EdgeService, patch: pytest.MonkeyPatch) -> None:
    """Connect the real client with the service, and shorten all its waits."""
    patch.setenv("NO_PROXY", "127.0.0.1,no-such-host.invalid")
    patch.setattr(edge_tts.communicate, "WSS_URL", service.url)
    patch.setattr(edge_tts.drm.DRM, "clock_skew_seconds", 0.0)
    patch.setattr(faults, "UNIT_SECONDS", 0.02)
    patch.setattr(edge, "STALL_SECONDS", 1.0)
    patch.setattr(edge_sound, "SYLLABLE_SECONDS", 0.1)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Return a show with an episode of the engine edge and its speech calls, but not its clips.

    The recordings of both engines stay: one of the same clips is not mixed again, which saves time.
    """
    folder = tmp_path_factory.mktemp("matrix") / "show"
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    (folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    times = np.arange(24_000) / 24_000
    soundfile.write(folder / "music.flac", 0.1 * np.sin(2 * np.pi * 440 * times), 24_000)
    show = _show(folder)
    with pytest.MonkeyPatch.context() as patch, EdgeService() as service:
        _serve(service, patch)
        tone = build.build(show, None, build.Options(engine="tone"), Quiet()).audio
        recording = tone.read_bytes()
        built = build.build(show, None, build.Options(engine="edge"), Quiet())
        assert built.calls == service.connections >= 8
        assert check.check(show) == ()
    tone.write_bytes(recording)
    shutil.rmtree(show.cache / "segments")
    return folder, built.calls


@pytest.fixture
def case(
    template: tuple[Path, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    unknown_host: str,
) -> Iterator[Case]:
    """Yield a copy of the show and a service, which must see no violation of the protocol."""
    built, lines = template
    folder = tmp_path / "show"
    shutil.copytree(built, folder)
    with EdgeService(trickle_seconds=0.02) as service:
        _serve(service, monkeypatch)
        yield Case(_show(folder), service, lines)
    assert not service.violations


def contents(show: Show) -> dict[str, bytes]:
    """Return the files of the show, without those of the cache."""
    return {
        str(path.relative_to(show.root)): path.read_bytes()
        for path in sorted(show.root.rglob("*"))
        if path.is_file() and show.cache not in path.parents
    }


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("fault", FAULTS)
def test_once(case: Case, fault: str, position: str) -> None:
    """A fault that passes costs a try or two; the episode has the same words as without it."""
    without = manifest.load_all(case.show.episodes)[0]
    case.play(fault, position, lasting=False)
    built = case.build()
    if fault == "tls":  # never tried again: a secure connection is not a matter of luck
        assert built.episode.engine == "tone"
    else:
        assert (built.episode.engine, built.episode.engine_reason) == ("edge", None)
        assert built.episode.segments == without.segments
    assert len(built.episode.segments) >= case.lines
    assert not check.failed(check.check(case.show))


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("fault", FAULTS)
def test_for_good(case: Case, fault: str, position: str) -> None:
    """With a lasting fault the next engine speaks; without another one the show is unchanged."""
    case.play(fault, position, lasting=True)
    before = contents(case.show)
    if fault == "trickle":
        assert case.build("edge").episode.engine == "edge"
    else:
        with pytest.raises(PodcastError, match=r"edge: .+ after \d tr") as caught:
            case.build("edge")
        assert "\n" not in str(caught.value)
        assert contents(case.show) == before
        built = case.build()
        assert built.episode.engine == "tone"
        assert built.episode.engine_reason
    assert not check.failed(check.check(case.show))
