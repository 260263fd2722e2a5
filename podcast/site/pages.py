"""The pages of episodes/: a page and an embedded player for each episode, and the lists.

Links between the pages, the audio, the script and the cover are relative, so that a page also
works from a disk and at any address.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from podcast.episode import manifest
from podcast.episode.catalogue import Catalogue, Summary, summarise
from podcast.episode.cover import cover_name, publish_cover, publish_small_cover, small_cover_name
from podcast.episode.ledger import Ledger, fingerprint, settings, written_by
from podcast.episode.manifest import Episode
from podcast.errors import FeedError
from podcast.lib.atomic import write_text
from podcast.lib.markup import clean
from podcast.show.config import Show
from podcast.site import listing, lists, structured
from podcast.site.environment import FOLDER, render
from podcast.site.player import publish_script, script_name
from podcast.site.subscribe import buttons, code
from podcast.site.view import neighbour, view

PAGE_FILE = "index.html"
OEMBED_FILE = "oembed.json"

_FEED_FILE = "feed.xml"

_EPISODE_FILES = (PAGE_FILE, structured.EMBED_FILE, OEMBED_FILE)
WRITERS = (
    "podcast.site",
    "podcast.episode.catalogue",
    "podcast.show.config",
    "podcast.episode.cover",
    "podcast.episode.manifest",
    "podcast.lib.markup",
    "podcast.lib.punctuation",
    "podcast.lib.qrcode",
    "podcast.model",
    "podcast.show.settings",
)
LIBRARIES = ("jinja2", "markupsafe")
"""The libraries that determine the bytes of a page; when one changes, all pages are written."""

_Facts = dict[str, Any]
"""The variables of a template."""


def episode_page(
    show: Show, episode: Episode, older: Summary | None = None, newer: Summary | None = None
) -> str:
    """Return the HTML page of an episode: player, news with sources, transcript, neighbours.

    Raises FeedError when a template of the show is broken.
    """
    return _episode_page(show, _shared(show), episode, older, newer)


def embed_page(show: Show, episode: Episode) -> str:
    """Return the page that other sites show in a frame, with nothing but the player."""
    return _embed_page(show, _shared(show), episode)


def index_page(show: Show, episodes: Iterable[Episode]) -> str:
    """Return the HTML list of the episodes by month, with a player for the newest.

    Raises FeedError when there is no episode, or a template of the show is broken.
    """
    newest_first = _newest_first(show, episodes)
    summaries = [summarise(each) for each in newest_first]
    return lists.index_page(show, _shared(show), newest_first[0], summaries)


def rendered(show: Show, episodes: Iterable[Episode]) -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of every page, the pages of episodes first.

    Raises FeedError as `index_page` does.
    """
    newest_first = _newest_first(show, episodes)
    summaries = [summarise(each) for each in newest_first]
    shared = _shared(show)
    beside = listing.with_neighbours(summaries)
    for episode, (newer, _, older) in zip(newest_first, beside, strict=True):
        yield from _of_episode(show, shared, episode, older, newer)
    for each in lists.lists(show, shared, lambda: newest_first[0], summaries):
        yield from each.files(show.episodes)


def keys(show: Show, episodes: Catalogue) -> dict[str, str]:
    """Return for each date a fingerprint of everything that determines the episode's pages."""
    base = _base(show)
    return {
        summary.date: fingerprint(
            base, summary.sha256, *_neighbour_facts(newer), *_neighbour_facts(older)
        )
        for newer, summary, older in listing.with_neighbours(episodes.summaries)
    }


def write_pages(
    show: Show,
    episodes: Catalogue,
    ledger: Ledger,
    settled: Container[str] = frozenset(),
    key_of: Mapping[str, str] | None = None,
) -> None:
    """Write the files that the pages show, then the episodes' pages and the lists.

    A page that is up to date in the ledger is not written again; pages of `settled` dates are not
    even checked. `key_of` is the result of `keys`, if the caller has it. Raises FeedError as
    `index_page` does.
    """
    publish_cover(show)
    publish_small_cover(show)
    publish_script(show)
    shared = _shared(show)
    root = str(show.episodes)  # building thousands of Paths is slow
    key_of = keys(show, episodes) if key_of is None else key_of
    for newer, summary, older in listing.with_neighbours(episodes.summaries):
        if summary.date in settled:
            continue
        folder, key = f"{root}/{summary.date}", key_of[summary.date]
        if all(ledger.holds(f"{folder}/{name}", key) for name in _EPISODE_FILES):
            continue
        episode = manifest.load(Path(folder) / manifest.FILE_NAME)
        _write(_of_episode(show, shared, episode, older, newer), key, ledger)
    _write_lists(show, shared, episodes.summaries, ledger)


def _write_lists(
    show: Show, shared: _Facts, newest_first: Sequence[Summary], ledger: Ledger
) -> None:
    base, names = _base(show), set[str]()
    newest = show.folder(newest_first[0].date) / manifest.FILE_NAME
    for each in lists.lists(show, shared, lambda: manifest.load(newest), newest_first):
        names.update(each.names)
        key = fingerprint(base, each.made_of)
        if not all(ledger.holds(show.episodes / name, key) for name in each.names):
            _write(each.files(show.episodes), key, ledger)
    with os.scandir(show.episodes) as entries:
        present = {entry.name for entry in entries if listing.is_of_a_year(entry.name)}
    for path in (show.episodes / name for name in present - names):
        if ledger.note_of(path):  # written here and unchanged since: not a person's own file
            path.unlink(missing_ok=True)


def _base(show: Show) -> str:
    """Return a fingerprint of everything that all pages depend on."""
    shared = _shared(show)
    files = (shared["cover"], shared["small_cover"], shared["player"])
    return fingerprint(written_by(WRITERS, LIBRARIES), settings(show), _own_templates(show), files)


def _neighbour_facts(beside: Summary | None) -> tuple[str, str]:
    """Return the facts of a neighbouring episode that a page shows."""
    return (beside.date, beside.title) if beside else ("", "")


def _write(files: Iterable[tuple[Path, str]], key: str, ledger: Ledger) -> None:
    for path, text in files:
        write_text(path, text)
        ledger.note(path, key)


def _own_templates(show: Show) -> str:
    """Return a fingerprint of the show's templates, which may change while the program runs."""
    files = sorted((show.root / FOLDER).rglob("*.*"))
    return fingerprint([(each.name, each.read_bytes()) for each in files if each.is_file()])


def _of_episode(
    show: Show, shared: _Facts, episode: Episode, older: Summary | None, newer: Summary | None
) -> Iterator[tuple[Path, str]]:
    folder = show.folder(episode.date)
    yield folder / PAGE_FILE, _episode_page(show, shared, episode, older, newer)
    yield folder / structured.EMBED_FILE, _embed_page(show, shared, episode)
    yield folder / OEMBED_FILE, structured.oembed(show, episode, shared["cover"])


def _episode_page(
    show: Show, shared: _Facts, episode: Episode, older: Summary | None, newer: Summary | None
) -> str:
    data = structured.episode_page(show, episode, shared["cover"], shared["feed"])
    facts = _episode_facts(show, shared, episode) | {
        "older": older and neighbour(older),
        "newer": newer and neighbour(newer),
        "data": structured.script_json(data),
    }
    return render(show.root, "episode.html", facts)


def _embed_page(show: Show, shared: _Facts, episode: Episode) -> str:
    return render(
        show.root, structured.EMBED_FILE, _episode_facts(show, shared, episode) | {"data": None}
    )


def _episode_facts(show: Show, shared: _Facts, episode: Episode) -> _Facts:
    return shared | {
        "root": "../",
        "lists": False,
        "episode": view(episode),
        "summary": structured.description(episode),
        "audio_url": show.url(episode.date, episode.audio.file),
        "oembed": show.url(episode.date, OEMBED_FILE),
        "address": show.url(episode.date, ""),
    }


def _shared(show: Show) -> _Facts:
    """Return the variables of every template."""
    feed, cover = show.url(_FEED_FILE), cover_name(show)
    return {
        "show": show,
        "name": clean(show.title),
        "description": clean(show.description),
        "cover": cover,
        "small_cover": small_cover_name(show),
        "cover_url": show.url(cover),
        "player": script_name(),
        "feed": feed,
        "apps": buttons(show, feed),
        "feed_code": code(feed),
    }


def _newest_first(show: Show, episodes: Iterable[Episode]) -> Sequence[Episode]:
    ordered = sorted(episodes, key=lambda episode: episode.date, reverse=True)
    if not ordered:
        raise FeedError(f"{show.episodes}: no finished episode; run `podcast build` first")
    return ordered
