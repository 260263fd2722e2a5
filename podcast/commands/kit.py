"""`podcast init --with NAME`: write files with which others run this program or show episodes.

The others are programs such as GitHub Actions, systemd, Jekyll or Hugo.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from podcast import __version__
from podcast.commands import init, nightly
from podcast.errors import ConfigError, near
from podcast.language.commenting import chinese_comments, told_comments
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
"""For each kit, the files of `data/with/NAME/` and their places in the show's folder."""


def check_name(name: str) -> str:
    """Return `name` if a kit has this name. Raises ValueError for other names."""
    if name not in KITS:
        raise ValueError(f"no kit `{name}`{near(name, KITS)}; there are {', '.join(KITS)}")
    return name


def start(folder: Path, title: str, names: Iterable[str]) -> tuple[Path, ...]:
    """Make a new show with these kits, or add the kits to the show that is in `folder` already.

    Returns the paths written. Raises ConfigError as `init.create` does, and when a kit's file
    exists with other text, because a person may have changed the file.
    """
    names = tuple(dict.fromkeys(names))
    is_show = bool(names) and (folder / SHOW_FILE).exists()
    paths = () if is_show else init.create(folder, title)
    texts = _told_texts(folder, names, told_comments)
    in_languages = [_told_texts(folder, names, tell) for tell in (str, chinese_comments)]
    for path in texts:
        ours = {each[path] for each in in_languages}
        if path.exists() and path.read_text("utf-8", "replace") not in ours:
            raise ConfigError(f"{path}: is there already and differs; move it away for a new one")
    for path, text in texts.items():
        write_text(path, text)
    return (*paths, *texts)


def _told_texts(folder: Path, names: Iterable[str], tell: Callable[[str], str]) -> dict[Path, str]:
    """Return the files of kits, their comments in the language in which `tell` gives them."""
    return {path: text for name in names for path, text in _texts(folder, name, tell).items()}


def _texts(folder: Path, name: str, tell: Callable[[str], str]) -> dict[Path, str]:
    values = _words(folder)
    return {
        folder / there: _fill(tell(shipped("with", name, here).read_text("utf-8")), values)
        for here, there in KITS[name].items()
    }


def _fill(text: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        text = text.replace(f"@{name}@", value)
    return text


def _words(folder: Path) -> dict[str, str]:
    """Return the values of the `@NAME@` fields in a kit's files: facts of this machine and show."""
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
    r"""Return a path quoted as one word of ExecStart= (systemd.service, systemd.syntax)."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
