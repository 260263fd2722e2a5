"""Checks that the blog has its posts where episodes say that they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from podcast.digest.blog import Page, page_of, same_page
from podcast.episode.manifest import Episode
from podcast.episode.source import post_path
from podcast.errors import PodcastError
from podcast.lib.counting import counted
from podcast.model import Finding
from podcast.show.config import SHOW_FILE, Show

_NAMES = {"jekyll": "Jekyll", "hexo": "Hexo", "hugo": "Hugo"}
_OWN_KEYS = {"jekyll": "permalink", "hexo": "permalink", "hugo": "url"}


def check_addresses(show: Show, episodes: Sequence[Episode]) -> Iterator[Finding]:
    """Yield one finding when Jekyll, Hexo or Hugo puts posts elsewhere than episodes link to.

    Only paths are compared, as a blog is often made for another host first. The generator's rules
    are those of `digest.blog`; a post of which nothing is known is passed over.
    """
    wrong: list[tuple[Episode, Page]] = []
    for episode in episodes:
        try:
            page = page_of(post_path(show, episode.post.path, episode.date), show.zone)
        except (PodcastError, OSError):
            # a lost or broken post is told by other checks, a broken configuration by the generator
            continue
        if page and not same_page(page.path, episode.post.url or ""):
            wrong.append((episode, page))
    if not wrong:
        return
    episode, page = wrong[0]
    others = f", and of {counted(len(wrong) - 1, 'other')} alike" if len(wrong) > 1 else ""
    yield Finding(
        "post-address",
        "warn",
        str(show.root / SHOW_FILE),
        f"the post of {episode.date} is linked at {urlsplit(episode.post.url or '').path}, but "
        f"{_NAMES[page.generator]} ({page.config.name}) has it at {page.path}{others}",
        _remedy(show, wrong),
    )


def _remedy(show: Show, wrong: Sequence[tuple[Episode, Page]]) -> str:
    days = " ".join(episode.date for episode, _ in wrong[:1])
    templates = {page.template for _, page in wrong}
    _, page = wrong[0]
    if len(templates) == 1 and page.template:
        address = urljoin(show.link, page.template)
        return f"write `post_url: {address}` there, then run `podcast build {days}`"
    key = _OWN_KEYS[page.generator]
    return f"give the post its address, `{key}: {page.path}`, then run `podcast build {days}`"
