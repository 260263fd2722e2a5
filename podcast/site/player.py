"""The player's script in its public place, named by its content as the cover is.

It is built from `player/` and shipped with the package. Older ones stay beside it: pages that are
not yet rewritten, and those in caches, still ask for them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from podcast.lib.atomic import write_bytes
from podcast.show.config import Show

STABLE_NAME = "podcast-player.js"
"""For blogs, which write the address into their theme once."""

_SOURCE = STABLE_NAME


@cache
def script() -> bytes:
    """Return the component, one file with its style inside."""
    return files("podcast.site").joinpath("assets", _SOURCE).read_bytes()


@cache
def script_name() -> str:
    """Return its public file name, `podcast-player-<8 hex of its SHA-256>.js`."""
    return f"podcast-player-{hashlib.sha256(script()).hexdigest()[:8]}.js"


def publish_script(show: Show) -> str:
    """Copy the script into `episodes/` unless it is there; return its file name."""
    write_bytes(show.episodes / script_name(), script())
    write_bytes(show.episodes / STABLE_NAME, script())
    return script_name()
