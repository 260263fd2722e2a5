"""`chapters.json` of Podcasting 2.0 (JSON Chapters 1.2.0)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from podcast.episode.manifest import ChapterRecord
from podcast.lib.markup import web_link
from podcast.model import Chapter

_VERSION = "1.2.0"


def dumps(chapters: Sequence[Chapter | ChapterRecord]) -> str:
    """Return the JSON text with the chapters in order of time.

    A link or an image is left out unless it has a valid http(s) address.
    """
    ascending = sorted(chapters, key=lambda chapter: chapter.start)
    data = {"version": _VERSION, "chapters": [_record(chapter) for chapter in ascending]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _record(chapter: Chapter | ChapterRecord) -> dict[str, float | str]:
    record: dict[str, float | str] = {
        "startTime": round(chapter.start, 3),
        "title": chapter.title,
    }
    for key, address in (("url", chapter.url), ("img", chapter.image)):
        link = web_link(address)
        if link:
            record[key] = link
    return record
