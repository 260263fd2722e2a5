"""An episode in figures: the facts at the top of a report and the totals at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from podcast.episode.manifest import Episode, SegmentRecord
from podcast.lib.markup import clean, length_in_words
from podcast.model import HIGHEST_DBTP, TARGET_LUFS, TOLERANCE_LU, Curves
from podcast.report import pace
from podcast.report.levels import loudness
from podcast.report.notation import figure, percent, size


@dataclass(frozen=True, slots=True)
class Fact:
    """A named figure; `odd` means that the figure is not as it should be."""

    name: str
    value: str
    note: str = ""
    odd: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """The totals of a host. `share` is the host's share of the time in which anybody speaks."""

    name: str
    place: int
    voice: str
    lines: int
    characters: int
    length: str
    share: str
    lufs: float | None
    level: str
    pace: str


def facts(episode: Episode, engines: Sequence[str]) -> tuple[Fact, ...]:
    """Return the facts at the top of the report; `engines` are those of voices.yaml."""
    return (*_sound(episode), *_production(episode, engines))


def speakers(episode: Episode, curves: Curves) -> tuple[Speaker, ...]:
    """Return the totals of each host, in the order of voices.yaml."""
    seconds = sum(map(_seconds, episode.segments))
    return tuple(_speaker(episode, curves, place, seconds) for place in range(len(episode.hosts)))


def span_lufs(row: tuple[Speaker, ...]) -> float:
    """Return by how much the loudest host is louder than the quietest, in LU."""
    levels = [each.lufs for each in row if each.lufs is not None]
    return max(levels) - min(levels) if levels else 0.0


def _sound(episode: Episode) -> Iterator[Fact]:
    audio = episode.audio
    yield Fact("时长", length_in_words(audio.seconds), f"{len(episode.chapters)} 章")
    others = [f"{_kind(each.file)} {size(each.bytes)}" for each in audio.alternates]
    yield Fact("大小", size(audio.bytes), "，".join(["MP3", *others]))
    apart = audio.lufs - TARGET_LUFS
    loud = abs(apart) > TOLERANCE_LU
    yield Fact(
        "音量",
        ("偏响" if apart > 0 else "偏轻") if loud else "合适",
        f"{figure(audio.lufs)} LUFS，平台要 {figure(TARGET_LUFS, 0)} ±{figure(TOLERANCE_LU)}",
        odd=loud,
    )
    sharp = audio.true_peak_dbtp > HIGHEST_DBTP
    yield Fact(
        "最响处",
        "可能破音" if sharp else "不会破音",
        f"峰值 {figure(audio.true_peak_dbtp)} dBTP，不超过 {figure(HIGHEST_DBTP)}",
        odd=sharp,
    )
    reduced = abs(audio.limited_db)
    yield Fact("压低过响处", f"最多 {figure(reduced)} dB" if reduced else "没有必要")


def _production(episode: Episode, engines: Sequence[str]) -> Iterator[Fact]:
    reason = _reason(episode, engines)
    yield Fact("配音", clean(episode.engine), reason, odd=bool(episode.engine_reason))
    for host, voice in episode.hosts.items():
        yield Fact(f"声音 · {clean(host)}", clean(voice))
    again = [line.tries for line in episode.segments if line.tries > 1]
    yield Fact(
        "句子",
        f"{len(episode.segments)} 句",
        f"{len(again)} 句重试过，最多 {max(again)} 次" if again else "都是一次说好",
    )
    yield Fact("撰稿", clean(episode.writer), f"digestcast {clean(episode.program)}")


def _reason(episode: Episode, engines: Sequence[str]) -> str:
    """Return why the episode has its engine, by the rules of `voicing.voice`."""
    if episode.engine_reason:
        return "首选的没有说成，原因见上"
    return "voices.yaml 的首选" if episode.engine in engines[:1] else "用 --engine 指定"


def _speaker(episode: Episode, curves: Curves, place: int, spoken: float) -> Speaker:
    host, voice = tuple(episode.hosts.items())[place]
    lines = [line for line in episode.segments if line.host == host]
    seconds = sum(map(_seconds, lines))
    level = loudness(curves.momentary, [(line.start, line.end) for line in lines])
    paces = [value for line in lines if (value := pace.pace(line)) is not None]
    return Speaker(
        name=clean(host),
        place=place,
        voice=clean(voice),
        lines=len(lines),
        characters=sum(_characters(line) for line in lines),
        length=length_in_words(seconds),
        share=percent(seconds / spoken) if spoken > 0 else "",
        lufs=level,
        level="" if level is None else figure(level),
        pace=figure(median(paces)) if paces else "",
    )


def _seconds(line: SegmentRecord) -> float:
    return line.end - line.start


def _characters(line: SegmentRecord) -> int:
    return sum(not char.isspace() for char in line.text)


def _kind(file: str) -> str:
    return clean(Path(file).suffix.removeprefix(".")).capitalize()
