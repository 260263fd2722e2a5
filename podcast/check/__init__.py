"""Check: every published file is read and measured again, independently of the code that wrote it.

`episode` compares the files of an episode with the manifest; `pages` and `feed` compare the pages
and the feed with all manifests. A build checks its files and shows the findings in the report.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from podcast.check.address import check_addresses
from podcast.check.episode import check_episode, check_written
from podcast.check.feed import check_feed
from podcast.check.pages import check_pages
from podcast.episode import manifest
from podcast.episode.withdrawn import withdrawn
from podcast.errors import FeedError
from podcast.language import heading, mark, told
from podcast.lib.counting import counted
from podcast.model import Finding, Severity
from podcast.show.config import Show

__all__ = ["check", "check_written", "failed", "render"]

_WORDS: Mapping[Severity, str] = {"error": "error", "warn": "warning", "info": "info"}


def check(show: Show, days: Sequence[date] = (), today: date | None = None) -> tuple[Finding, ...]:
    """Check the episodes of these dates (all episodes without dates), the pages and the feed.

    The posts must be public on the day `today`, which is by default the present day in the show's
    time zone. Raises FeedError when a date has no episode, or the show has no episodes.
    """
    chosen_paths = {manifest.locate(show.episodes, day) for day in days or (None,)}
    findings: list[Finding] = []
    episodes: dict[Path, manifest.Episode] = {}
    for path in manifest.paths(show.episodes):
        try:
            episodes[path] = manifest.load(path)
        except FeedError as error:
            findings.append(_broken(path, error))
    chosen = {path: each for path, each in episodes.items() if not days or path in chosen_paths}
    for path, episode in chosen.items():
        findings.extend(check_episode(show, episode, path.parent))
    findings.extend(_of_hidden_posts(show, tuple(chosen.values()), today))
    findings.extend(check_addresses(show, tuple(chosen.values())))
    findings.extend(check_pages(show, tuple(episodes.values())))
    findings.extend(check_feed(show, tuple(episodes.values())))
    return tuple(findings)


def _of_hidden_posts(
    show: Show, episodes: Sequence[manifest.Episode], today: date | None
) -> Iterator[Finding]:
    posts = {episode.date: episode.post.path for episode in episodes}
    for each in withdrawn(show, today, posts):
        yield Finding("post-hidden", "error", each.hidden.place, each.message, each.remedy)


def _broken(path: Path, error: FeedError) -> Finding:
    message = str(error).removeprefix(f"{path}: ").partition("; ")[0]
    remedy = f"delete it and run `podcast build {path.parent.name}`"
    return Finding("manifest", "error", str(path), message, remedy)


def failed(findings: Sequence[Finding]) -> bool:
    """Tell whether one of the findings is an error."""
    return any(finding.severity == "error" for finding in findings)


def render(
    findings: Sequence[Finding], *, as_json: bool, shown: Sequence[Finding] | None = None
) -> str:
    """Return the findings as JSON, or as lines with a verdict at the end, with a final newline.

    `shown` are the findings to print when they are fewer.
    """
    if as_json:
        data = [asdict(finding) for finding in findings]
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    rows = [_row(each) for each in (findings if shown is None else shown)]
    return "".join([*rows, f"{told(_verdict(findings))}\n"])


def _row(each: Finding) -> str:
    """Return a finding as a line in the person's language."""
    place = f"{each.rule}{mark(': ')}{each.place}{mark(': ')}"
    message = f"{told(each.message)}{mark('; ')}{told(each.remedy)}"
    return f"{heading(_WORDS[each.severity])}{place}{message}\n"


def _verdict(findings: Sequence[Finding]) -> str:
    """Return the last line: whether everything holds, and what is to be looked at."""
    count = Counter(each.severity for each in findings)
    errors, others = counted(count["error"], "error"), []
    if count["warn"]:
        others.append(counted(count["warn"], "warning"))
    if count["info"]:
        others.append(counted(count["info"], "remark"))
    if count["error"]:
        return ", ".join([errors, *others]) + "; mend the errors before you publish"
    return "everything holds" + (f", with {' and '.join(others)}" if others else "")
