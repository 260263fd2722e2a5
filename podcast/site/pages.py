"""The pages of episodes/: one for each episode and the list of all.

Links between the pages, the audio and the cover are relative, so that a page also works from a
disk and behind any address.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Container, Iterable
from functools import cache
from typing import TYPE_CHECKING

from podcast.atomic import write_text
from podcast.config import Show
from podcast.cover import cover_name, publish_cover
from podcast.errors import FeedError
from podcast.manifest import Episode
from podcast.markup import clean
from podcast.site.view import view

if TYPE_CHECKING:
    from jinja2 import Environment

PAGE_FILE = "index.html"

_FEED_FILE = "feed.xml"


def episode_page(show: Show, episode: Episode) -> str:
    """Return the HTML page of an episode: player, chapters, news with sources, transcript."""
    template = _environment().get_template("episode.html")
    return template.render(
        show=show,
        name=clean(show.title),
        description=clean(show.description),
        episode=view(episode),
        root="../",
        cover=cover_name(show),
        feed=show.url(_FEED_FILE),
        address=show.url(episode.date, ""),
    )


def index_page(show: Show, episodes: Iterable[Episode]) -> str:
    """Return the HTML list of the episodes, newest first, with a player for the newest.

    Raises FeedError when there is no episode.
    """
    newest_first = sorted(episodes, key=lambda episode: episode.date, reverse=True)
    if not newest_first:
        raise FeedError(f"{show.episodes}: no finished episode; run `podcast build` first")
    template = _environment().get_template("index.html")
    return template.render(
        show=show,
        name=clean(show.title),
        description=clean(show.description),
        episodes=[view(episode) for episode in newest_first],
        root="",
        cover=cover_name(show),
        feed=show.url(_FEED_FILE),
        address=show.url(""),
    )


def write_pages(
    show: Show, episodes: Iterable[Episode], only: Container[str] | None = None
) -> None:
    """Write the index and the episodes' pages, each in one step, and the cover that they show.

    `only` names the dates (`2026-02-06`) whose pages are written; None means all.
    """
    episodes = tuple(episodes)
    publish_cover(show)
    for episode in episodes:
        if only is None or episode.date in only:
            write_text(show.folder(episode.date) / PAGE_FILE, episode_page(show, episode))
    write_text(show.episodes / PAGE_FILE, index_page(show, episodes))


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("podcast.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    loader = environment.loader
    assert loader is not None  # noqa: S101 -- given above; tells the type checker
    script = loader.get_source(environment, "player.js")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.globals["script"] = Markup(script)  # noqa: S704 -- our own file
    environment.globals["policy"] = (
        f"script-src 'sha256-{digest}'; object-src 'none'; base-uri 'none'; form-action 'none'"
    )
    return environment
