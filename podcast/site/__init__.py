"""The site: the pages of episodes/, made from the manifests."""

from podcast.site.listing import SEARCH_FILE
from podcast.site.pages import (
    PAGE_FILE,
    embed_page,
    episode_page,
    index_page,
    keys,
    rendered,
    write_pages,
)
from podcast.site.player import script, script_name

__all__ = [
    "PAGE_FILE",
    "SEARCH_FILE",
    "embed_page",
    "episode_page",
    "index_page",
    "keys",
    "rendered",
    "script",
    "script_name",
    "write_pages",
]
