"""The notices of a report, the worst first: findings of the checks, and odd facts."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from podcast.episode.manifest import Episode
from podcast.language.telling import in_chinese
from podcast.lib.markup import clean
from podcast.model import Finding, Severity
from podcast.report.notation import figure
from podcast.report.rows import Oddity, ReportRow
from podcast.report.summary import Speaker, span_lufs

MOST_LU_APART = 0.5
"""The largest difference between two hosts, in LU, at which no host seems further away."""

_ORDER: tuple[Severity, ...] = ("error", "warn", "info")
_TEST_ENGINE = "tone"

_OF_LINES: Mapping[Oddity, tuple[Severity, str]] = {
    "pace": ("warn", "语速和平时不一样，值得听一遍："),
    "level": ("warn", "音量和平时不一样，值得听一遍："),
    "times": ("warn", "没有逐词时间，字幕只能跟到句："),
    "tries": ("info", "不是一次就说好的："),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at. `foreign` is a program's own message, in Chinese if it has one."""

    severity: Severity
    text: str
    foreign: str = ""
    lines: tuple[int, ...] = ()
    """The numbers of the lines that the notice is about."""
    commands: tuple[str, ...] = ()
    """The commands that the maker completes and runs."""


def notices(
    episode: Episode,
    findings: Iterable[Finding],
    rows: Sequence[ReportRow],
    speakers: tuple[Speaker, ...],
) -> tuple[Notice, ...]:
    """Return all notices: errors, then warnings, then remarks."""
    unsorted = [
        *map(_of_finding, findings),
        *_engine(episode),
        *_told_by_rules(episode),
        *_hosts(speakers),
        *_odd_lines(rows),
        *_guesses(episode),
    ]
    return tuple(sorted(unsorted, key=lambda each: _ORDER.index(each.severity)))


def _of_finding(finding: Finding) -> Notice:
    message = clean(f"{finding.message}; {finding.remedy}" if finding.remedy else finding.message)
    return Notice(finding.severity, f"检查 {clean(finding.rule)}", in_chinese(message))


def _engine(episode: Episode) -> Iterator[Notice]:
    if episode.engine == _TEST_ENGINE:
        yield Notice("warn", "这一期是试音（引擎 tone 只发测试音），不要发布。")
    if episode.engine_reason:
        yield Notice(
            "warn",
            f"首选的配音没有说成，整期换 {clean(episode.engine)} 来说。",
            in_chinese(clean(episode.engine_reason)),
        )


def _told_by_rules(episode: Episode) -> Iterator[Notice]:
    for each in episode.told_by_rules:
        what = "问候、过渡和结语" if each.item is None else f"第 {each.item} 条"
        commands = () if each.item is None else (f"podcast build --redo {each.item}",)
        text = f"{what}没有用语言模型写的稿子，改由规则写。"
        yield Notice("info", text, in_chinese(clean(each.why)), commands=commands)


def _hosts(speakers: tuple[Speaker, ...]) -> Iterator[Notice]:
    apart = span_lufs(speakers)
    if apart > MOST_LU_APART:
        levels = "，".join(f"{each.name} {each.level} LUFS" for each in speakers if each.level)
        yield Notice("warn", f"主播之间一个响一个轻，相差 {figure(apart)} 分贝：{levels}。")


def _odd_lines(rows: Sequence[ReportRow]) -> Iterator[Notice]:
    for oddity, (severity, text) in _OF_LINES.items():
        lines = tuple(row.number for row in rows if oddity in {each.oddity for each in row.remarks})
        if lines:
            yield Notice(severity, text, lines=lines)


def _guesses(episode: Episode) -> Iterator[Notice]:
    words = tuple(dict.fromkeys(map(clean, episode.guessed)))
    if words:
        yield Notice(
            "info",
            f"{len(words)} 个词是猜着读的。听一听；不对的，把读音填进命令运行，再 build 一次：",
            commands=tuple(f"podcast lexicon add {shlex.quote(word)} 读音" for word in words),
        )
