"""The files that the valid feed names, made by the real encoders."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import valid_feed
from PIL import Image

from podcast.lib import ffmpeg
from podcast.lint.disk import Folder
from podcast.lint.model import Feed
from podcast.lint.run import findings

DAYS = ("2026-02-06", "2026-02-05")
VTT = """WEBVTT

00:00.000 --> 00:04.000 line:90%
<v 晓晓>大家好

00:40.000 --> 02:00.000
<v 晓晓>第一条
"""
SRT = "1\n00:00:00,000 --> 00:00:04,000\n大家好\n\n2\n00:00:40,000 --> 00:02:00,000\n第一条\n"
JSON = {
    "version": "1.0.0",
    "segments": [
        {"speaker": "晓晓", "startTime": 0, "endTime": 4, "body": "大家好"},
        {"speaker": "晓晓", "startTime": 40, "endTime": 120, "body": "第一条"},
    ],
}
CHAPTERS = {
    "version": "1.2.0",
    "chapters": [
        {"startTime": 0, "title": "开场"},
        {"startTime": 20, "title": "图", "toc": False},
        {"startTime": 40, "title": "星河科技发布新模型"},
        {"startTime": 80.5, "title": "重庆启用客服系统"},
    ],
}


def sound(path: Path, seconds: float, kilobits: int = 32) -> None:
    """Write a recording of that length."""
    tone = f"sine=frequency=440:duration={seconds}:sample_rate=48000"
    ffmpeg.run(["-y", "-f", "lavfi", "-i", tone, "-b:a", f"{kilobits}k", str(path)])


def picture(path: Path, width: int = 1400, height: int = 1400, mode: str = "RGB") -> None:
    """Write an image; the format follows from the ending."""
    Image.new(mode, (width, height)).save(path)


def make(folder: Path) -> Path:
    """Fill a folder with the files and the feed, with the lengths that they have."""
    picture(folder / "cover.jpg")
    for day in DAYS:
        there = folder / day
        there.mkdir()
        sound(there / f"{day}.mp3", 120)
        sound(there / f"{day}.opus", 120, 16)
        (there / "t.vtt").write_text(VTT, "utf-8")
        (there / "t.srt").write_text(SRT, "utf-8")
        (there / "t.json").write_text(json.dumps(JSON), "utf-8")
        (there / "c.json").write_text(json.dumps(CHAPTERS), "utf-8")
    (folder / "feed.xml").write_text(measured(valid_feed.VALID, folder), "utf-8")
    return folder


def measured(text: str, folder: Path) -> str:
    """Return the feed with the lengths of the files in a folder."""
    for name, stated in ((".mp3", "960000"), (".opus", "240000")):
        length = (folder / DAYS[0] / f"{DAYS[0]}{name}").stat().st_size
        text = text.replace(f'length="{stated}"', f'length="{length}"')
    return text


def looked(folder: Path, text: str | None = None) -> Feed:
    """Return the feed of a folder, with what its addresses lead to there."""
    feed = valid_feed.feed(text or (folder / "feed.xml").read_text("utf-8"))
    return replace(feed, resources=Folder(folder, valid_feed.BASE).resources(feed))


def rules(folder: Path, text: str | None = None) -> set[str]:
    """Return the rules that do not hold of the feed and the files in a folder."""
    return {finding.rule for finding in findings(looked(folder, text))}
