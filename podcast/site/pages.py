"""The files of episodes/ for people: a page and an embedded player for each episode, the list.

Links between the pages, the audio, the script and the cover are relative, so that a page also
works from a disk and behind any address.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from podcast.atomic import write_text
from podcast.config import Show
from podcast.cover import cover_name, publish_cover, publish_small_cover, small_cover_name
from podcast.errors import FeedError
from podcast.manifest import Episode
from podcast.markup import clean
from podcast.site import listing, structured
from podcast.site.environment import render
from podcast.site.player import publish_script, script_name
from podcast.site.subscribe import buttons
from podcast.site.view import neighbour, view

PAGE_FILE = "index.html"
OEMBED_FILE = "oembed.json"

_FEED_FILE = "feed.xml"

_Facts = dict[str, Any]
"""What a template prints, by name."""


def episode_page(
    show: Show, episode: Episode, older: Episode | None = None, newer: Episode | None = None
) -> str:
    """Return the HTML page of an episode: player, news with sources, transcript, neighbours.

    Raises FeedError when a template of the show's own is broken.
    """
    return _episode_page(show, _shared(show), episode, older, newer)


def embed_page(show: Show, episode: Episode) -> str:
    """Return the page that other pages show in a frame: the player and nothing else."""
    return _embed_page(show, _shared(show), episode)


def index_page(show: Show, episodes: Iterable[Episode]) -> str:
    """Return the HTML list of the episodes by month, with a player for the newest.

    Raises FeedError when there is no episode, or a template of the show's own is broken.
    """
    return _index_page(show, _shared(show), _newest_first(show, episodes))


def rendered(
    show: Show, episodes: Iterable[Episode], only: Container[str] | None = None
) -> Iterator[tuple[Path, str]]:
    """Yield the path and the text of every page, those of the episodes first.

    `only` names the dates (`2026-02-06`) that are wanted; None means all. The episodes beside
    them in time are among them: their pages link to these. Raises FeedError as `index_page`.
    """
    newest_first = _newest_first(show, episodes)
    shared = _shared(show)
    for newer, episode, older in _with_neighbours(newest_first):
        if only is None or any(each and each.date in only for each in (episode, newer, older)):
            folder = show.folder(episode.date)
            yield folder / PAGE_FILE, _episode_page(show, shared, episode, older, newer)
            yield folder / structured.EMBED_FILE, _embed_page(show, shared, episode)
            yield folder / OEMBED_FILE, structured.oembed(show, episode, shared["cover"])
    yield show.episodes / listing.SEARCH_FILE, listing.search_json(newest_first)
    yield show.episodes / PAGE_FILE, _index_page(show, shared, newest_first)


def write_pages(
    show: Show, episodes: Iterable[Episode], only: Container[str] | None = None
) -> None:
    """Write the list and the episodes' pages, each in one step, and first what they show.

    `only`: as in `rendered`.
    """
    publish_cover(show)
    publish_small_cover(show)
    publish_script(show)
    for path, text in rendered(show, episodes, only):
        write_text(path, text)


def _episode_page(
    show: Show, shared: _Facts, episode: Episode, older: Episode | None, newer: Episode | None
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


def _index_page(show: Show, shared: _Facts, newest_first: Sequence[Episode]) -> str:
    data = structured.series_page(show, shared["cover"], shared["feed"])
    facts = shared | {
        "root": "",
        "episode": view(newest_first[0]),
        "total": len(newest_first),
        "months": listing.months(newest_first),
        "address": show.url(""),
        "data": structured.script_json(data),
    }
    return render(show.root, "index.html", facts)


def _episode_facts(show: Show, shared: _Facts, episode: Episode) -> _Facts:
    return shared | {
        "root": "../",
        "episode": view(episode),
        "summary": structured.description(episode),
        "audio_url": show.url(episode.date, episode.audio.file),
        "oembed": show.url(episode.date, OEMBED_FILE),
        "address": show.url(episode.date, ""),
    }


def _shared(show: Show) -> _Facts:
    """Return what every template is given."""
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
    }


def _with_neighbours(
    newest_first: Sequence[Episode],
) -> Iterator[tuple[Episode | None, Episode, Episode | None]]:
    newer = (None, *newest_first[:-1])
    older = (*newest_first[1:], None)
    return zip(newer, newest_first, older, strict=True)


def _newest_first(show: Show, episodes: Iterable[Episode]) -> Sequence[Episode]:
    ordered = sorted(episodes, key=lambda episode: episode.date, reverse=True)
    if not ordered:
        raise FeedError(f"{show.episodes}: no finished episode; run `podcast build` first")
    return ordered
