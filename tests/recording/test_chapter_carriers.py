"""The same chapters in ID3, chapters.json, the notes and the feed, as others read them."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from podcast import feed
from podcast.audio import chapters, id3, tagged
from podcast.episode import manifest
from podcast.episode.manifest import ChapterRecord, Episode
from podcast.feed import notes
from podcast.lib.ffmpeg import run
from podcast.model import Chapter
from podcast.recording.titles import shortened
from podcast.show import config

HEADLINES = (
    "延迟低于 0.2 秒！Mistral AI发布Voxtral Transcribe 2语音模型，支持中文实时转录",
    "OpenAI发布GPT-5.2系列模型，上下文窗口扩大到128万词元，推理价格下调42.8%，企业用户率先可用",
    "《人工智能生成合成内容标识办法》正式施行，各平台上线“AI生成”标识",
    "Gemini用户量突破 7.5 亿：谷歌财报亮眼，紧咬ChatGPT不放",
    "小米开源MiMo-V2-Flash（激活参数15B），支持256K上下文 -- 每秒150词元",
)
STARTS = (0.0, 21.37, 59.99, 600.0, 3599.994, 3725.018, 4000.5)


@dataclass(frozen=True, slots=True)
class _Carriers:
    """The files that carry the chapters of `episode`."""

    episode: Episode
    mp3: Path
    json: Path
    notes: Path
    feed: Path


@pytest.fixture
def carriers(show_folder: Path, tmp_path: Path) -> _Carriers:
    """Write all four carriers of one manifest."""
    show = config.load(show_folder)
    show = replace(show, base_url="https://example.com/episodes/")
    titles = ("开场", *map(shortened, HEADLINES), "结语")
    records = tuple(
        ChapterRecord(title=title, start=start, item=None, url=f"https://example.com/{place}?a=1&b")
        for place, (title, start) in enumerate(zip(titles, STARTS, strict=True))
    )
    episode = manifest.load(Path(__file__).parents[1] / "data" / "episode.json")
    episode = episode.model_copy(update={"chapters": records})
    made = _Carriers(episode, *(tmp_path / name for name in ("a.mp3", "c.json", "n.html", "f.xml")))
    _write_mp3(made.mp3, episode)
    made.json.write_text(chapters.dumps(episode.chapters), "utf-8")
    made.notes.write_text(notes.html(show, episode), "utf-8")
    made.feed.write_bytes(feed.render(show, [episode]))
    return made


def _write_mp3(path: Path, episode: Episode) -> None:
    run(["-f", "lavfi", "-i", "anullsrc=d=1", "-id3v2_version", "0", str(path)])
    listed = tuple(Chapter(c.title, c.start, c.item, c.url) for c in episode.chapters)
    texts = {"title": "题", "album": "刊", "artist": "者", "comment": "", "lyrics": ""}
    id3.write(
        path,
        id3.Tags(
            **texts,
            date=date(2026, 2, 6),
            page_url="https://example.com/",
            aigc=None,
            cover=b"",
            chapters=listed,
            seconds=5000.0,
        ),
    )


def _read(*arguments: str) -> list[dict[str, object]]:
    """Return what podcast-chapter-tools reads: whole seconds, titles, links."""
    command = [sys.executable, "-m", "podcast_chapter_tools.cli", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return list(json.loads(done.stdout)["chapters"])


def test_podcast_chapter_tools_reads_the_same_from_all(carriers: _Carriers) -> None:
    """Titles and starts are equal in four carriers; links in those that have a place for them."""
    expected = [
        {"startTime": int(chapter.start), "title": chapter.title, "url": chapter.url}
        for chapter in carriers.episode.chapters
    ]
    assert _read("from-id3", str(carriers.mp3)) == expected
    assert _read("from-pci", str(carriers.json)) == expected
    assert _read("from-psc", str(carriers.feed), "--guid", carriers.episode.guid) == expected
    for chapter in expected:
        del chapter["url"]
    assert _read("from-description", str(carriers.notes)) == expected


def test_starts_agree_to_the_millisecond(carriers: _Carriers) -> None:
    """ID3, JSON and Podlove's chapters hold the manifest's own numbers."""
    expected = [chapter.start for chapter in carriers.episode.chapters]
    assert [mark.start / 1000 for mark in tagged.read(carriers.mp3).marks] == expected
    listed = json.loads(carriers.json.read_bytes())["chapters"]
    assert [chapter["startTime"] for chapter in listed] == expected
    names = {"psc": "http://podlove.org/simple-chapters"}
    starts = etree.parse(carriers.feed).xpath("//psc:chapter/@start", namespaces=names)
    assert [_seconds(start) for start in starts] == expected


def _seconds(time: str) -> float:
    hours, minutes, seconds = time.split(":")
    return round(int(hours) * 3600 + int(minutes) * 60 + float(seconds), 3)
