"""Checks the pages, their script and the cover against the manifests and show.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from podcast import site
from podcast.episode.cover import cover_name, small_cover_name
from podcast.episode.manifest import Episode
from podcast.errors import PodcastError
from podcast.model import Finding, Severity
from podcast.show.config import Show

_REMEDY = "run `podcast feed`"


def check_pages(show: Show, episodes: Sequence[Episode]) -> Iterator[Finding]:
    """Yield a finding for each page, player or cover that is missing or outdated."""
    if not episodes:
        return
    try:
        pages = dict(site.rendered(show, episodes))
        cover, small = (show.episodes / name(show) for name in (cover_name, small_cover_name))
    except PodcastError as error:
        yield _finding("page", show.episodes, str(error), "error")
        return
    for path, page in pages.items():
        if not path.is_file():
            yield _finding("page", path, "the page is not there", "error")
        elif path.read_bytes() != page.encode():
            yield _finding("page", path, "is not what the manifests give", "warn")
    script = show.episodes / site.script_name()
    if not script.is_file() or script.read_bytes() != site.script():
        yield _finding("player", script, "is not the player that the pages ask for", "error")
    if not small.is_file():
        yield _finding("cover", small, "the pages' cover is not there", "error")
    if cover.is_file() and cover.read_bytes() != show.cover.read_bytes():
        yield _finding("cover", cover, "is not the cover of the show", "error")


def _finding(rule: str, path: Path, message: str, severity: Severity) -> Finding:
    return Finding(rule, severity, str(path), message, _REMEDY)
