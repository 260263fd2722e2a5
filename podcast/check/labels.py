"""Checks the label of synthetic content in each place where the show has not switched it off.

GB 45438-2025 asks for a label in speech and in each file, Apple's content guidelines (section on
AI) in speech and in the metadata of each episode.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from podcast.check.subject import Subject
from podcast.feed import AI_SENTENCE
from podcast.model import Finding
from podcast.show.config import Show

_RULE = "ai-label"
_TEXT = "{https://podcastindex.org/namespace/1.0}txt[@purpose='ai-content']"
_SPOKEN = re.compile(
    r"(?:AI|人工智能).*(?:生成|合成|制作|撰写)|(?:生成|合成|制作|撰写).*(?:AI|人工智能)"
)
"""Matches any wording of a spoken label, as a person may have changed the sentence."""


def silent(subject: Subject) -> Iterator[Finding]:
    """Yield a finding when no host says that voice and script are machine-made."""
    if not subject.show.ai_label.spoken:
        return
    if not any(
        _SPOKEN.search(segment.text)
        for segment in subject.episode.segments
        if segment.part in {"opening", "closing"}
    ):
        yield subject.finding(
            _RULE, "script.md", "no line of greeting or closing says that AI made it",
            remedy="say it there and build again, or `ai_label: {spoken: false}` in show.yaml",
        )  # fmt: skip


def unmarked(subject: Subject, frame: str) -> Iterator[Finding]:
    """Yield a finding when the MP3 lacks the label; `frame` is the text of its TXXX:AIGC."""
    if subject.show.ai_label.file and not _is_label(frame):
        yield subject.finding(
            _RULE, subject.episode.audio.file, "no TXXX:AIGC label (GB 45438-2025)"
        )


def unlabelled(show: Show, channel: Any, path: Path) -> Iterator[Finding]:
    """Yield a finding for each label that the channel or an item of a feed page lacks."""
    for element in (channel, *channel.findall("item")):
        what = element.findtext("guid") or element.findtext("title") or element.tag
        if show.ai_label.feed and [each.text for each in element.findall(_TEXT)] != ["true"]:
            yield _finding(path, f"{what}: no podcast:txt with the purpose ai-content")
        notes = element.findtext("description") or ""
        if show.ai_label.notes and element is not channel and AI_SENTENCE not in notes:
            yield _finding(path, f"{what}: no sentence about AI in the notes")


def _finding(path: Path, message: str) -> Finding:
    return Finding(_RULE, "error", str(path), message, "run `podcast feed`")


def _is_label(text: str) -> bool:
    """Tell whether the text says that the content is synthetic: "1" (GB 45438-2025)."""
    try:
        return bool(json.loads(text)["Label"] == "1")
    except (ValueError, KeyError, TypeError):
        return False
