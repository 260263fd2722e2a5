"""Judge a line about a post of one item that a test writes in place."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from podcast import digest
from podcast.factcheck import judge
from podcast.model import Objection, Verdict

TODAY = date(2026, 3, 4)


def judge_line(headline: str, text: str, line: str) -> Verdict:
    """Return the verdict on a line about the only item of a post."""
    source = f"---\ntitle: 要闻\ndate: {TODAY}\n---\n\n## {headline}\n\n{text}\n"
    post = digest.parse(source, Path("post.md"), ZoneInfo("UTC"))
    return judge(line, post.items[0], post.items, post.date)


def objections(headline: str, text: str, line: str) -> list[Objection]:
    """Return all objections to a line, violations first."""
    verdict = judge_line(headline, text, line)
    return [*verdict.violations, *verdict.warnings]


def kinds(headline: str, text: str, line: str) -> list[str]:
    """Return the kinds of all objections to a line, violations first."""
    return [each.kind for each in objections(headline, text, line)]
