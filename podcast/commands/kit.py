"""`podcast init --with NAME`: files by which other programs run or show this one's work."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from podcast import __version__
from podcast.commands import init, nightly
from podcast.errors import ConfigError, near
from podcast.lib.atomic import write_text
from podcast.show import config
from podcast.show.config import SHOW_FILE, shipped

KITS: dict[str, dict[str, str]] = {
    "github": {"workflow.yml": ".github/workflows/podcast.yml"},
    "systemd": {
        "podcast.service": "systemd/podcast.service",
        "podcast.timer": "systemd/podcast.timer",
    },
    "jekyll": {"podcast_player.html": "_includes/podcast_player.html"},
    "hexo": {"podcast.js": "scripts/podcast.js"},
    "hugo": {
        "partial.html": "layouts/partials/podcast.html",
        "shortcode.html": "layouts/shortcodes/podcast.html",
    },
}
"""By name: files of `data/with/NAME/`, and where each goes in the show's folder."""


def known(name: str) -> str:
    """Return the name of a kit. Raises ValueError for any other."""
    if name not in KITS:
        raise ValueError(f"no kit `{name}`{near(name, KITS)}; there are {', '.join(KITS)}")
    return name


def start(folder: Path, title: str, names: Iterable[str]) -> tuple[Path, ...]:
    """Make a new show with these kits, or with a kit named, add it to the show that is there.

    Returns the files written. Raises ConfigError when a file is there already and says something
    else: a person may have changed it.
    """
    names = tuple(dict.fromkeys(names))
    there = bool(names) and (folder / SHOW_FILE).exists()
    made = () if there else init.create(folder, title)
    texts = {path: text for name in names for path, text in _texts(folder, name).items()}
    for path, text in texts.items():
        if path.exists() and path.read_text("utf-8", "replace") != text:
            raise ConfigError(f"{path}: is there already and differs; move it away for a new one")
    for path, text in texts.items():
        write_text(path, text)
    return (*made, *texts)


def _texts(folder: Path, name: str) -> dict[Path, str]:
    words = _words(folder)
    return {
        folder / there: _filled(shipped("with", name, here).read_text("utf-8"), words)
        for here, there in KITS[name].items()
    }


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text


def _words(folder: Path) -> dict[str, str]:
    """Return what the files say of this machine and show."""
    show = config.load(folder)
    here = str(folder.resolve())
    program = shutil.which("podcast", path=str(Path(sys.executable).parent)) or "podcast"
    return {
        "VERSION": __version__,
        "FOLDER": here,
        "WORKING": here.replace("%", "%%"),
        "PODCAST": _word(program),
        "TIMEZONE": show.timezone,
        **nightly.words(show),
    }


def _word(path: str) -> str:
    r"""Return a path as one word of ExecStart= (systemd.service, systemd.syntax)."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
