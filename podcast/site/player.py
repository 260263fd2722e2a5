"""The player's script in its public place, named by its content as the cover is.

It is built from `player/` and shipped with the package. Older versions stay in `episodes/`: pages
that are not yet rewritten, and copies of pages in caches, still load them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from podcast.lib.atomic import write_bytes
from podcast.show.config import Show

STABLE_NAME = "podcast-player.js"
"""A second name that never changes, for blogs, which write it into their theme once."""

_SOURCE = STABLE_NAME


@cache
def script() -> bytes:
    """Return the web component as one file that includes its styles."""
    return files("podcast.site").joinpath("assets", _SOURCE).read_bytes()


@cache
def script_name() -> str:
    """Return the script's public file name, `podcast-player-<8 hex of its SHA-256>.js`."""
    return f"podcast-player-{hashlib.sha256(script()).hexdigest()[:8]}.js"


def publish_script(show: Show) -> str:
    """Copy the script into `episodes/` under both names and return the name with the hash."""
    write_bytes(show.episodes / script_name(), script())
    write_bytes(show.episodes / STABLE_NAME, script())
    return script_name()
