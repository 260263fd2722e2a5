"""`podcast init --with NAME`: write files with which others run this program or show episodes.

The others are programs such as GitHub Actions, systemd, Jekyll or Hugo.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from podcast.commands import init, nightly
from podcast.errors import ConfigError, near
from podcast.language.commenting import chinese_comments, told_comments
from podcast.lib import installed
from podcast.lib.atomic import write_text
from podcast.show import config
from podcast.show.config import SHOW_FILE, shipped

KITS: dict[str, dict[str, str]] = {
    "github": {"workflow.yml": ".github/workflows/podcast.yml"},
    "systemd": {
        "podcast.service": "systemd/podcast.service",
        "podcast.timer": "systemd/podcast.timer",
        "podcast-watchdog.service": "systemd/podcast-watchdog.service",
        "podcast-watchdog.timer": "systemd/podcast-watchdog.timer",
    },
    "jekyll": {"podcast_player.html": "_includes/podcast_player.html"},
    "hexo": {"podcast.js": "scripts/podcast.js"},
    "hugo": {
        "partial.html": "layouts/partials/podcast.html",
        "shortcode.html": "layouts/shortcodes/podcast.html",
    },
}
"""For each kit, the files of `data/with/NAME/` and their places in the show's folder."""
_INSTALLING = frozenset({"github"})
"""The kits that install this program on another machine."""


def check_name(name: str) -> str:
    """Return `name` if a kit has this name. Raises ValueError for other names."""
    if name not in KITS:
        raise ValueError(f"no kit `{name}`{near(name, KITS)}; there are {', '.join(KITS)}")
    return name


def start(
    folder: Path,
    title: str | None,
    names: Iterable[str],
    values: init.Beginning | None = None,
) -> tuple[Path, ...]:
    """Make a new show with these kits, or add the kits to the show that is in `folder` already.

    A kit that installs this program elsewhere does so from where it was installed here; when others
    cannot reach that place, from a wheel of it in the show's folder. Returns the paths written.
    Raises ConfigError as `init.create` does, and when a kit's file
    exists with other text, because a person may have changed the file.
    """
    names = tuple(dict.fromkeys(names))
    is_show = bool(names) and (folder / SHOW_FILE).exists()
    paths = () if is_show else init.create(folder, title, values)
    wheel = _wheel(folder, names)
    words = _words(folder, wheel)
    texts = _told_texts(folder, names, words, told_comments)
    in_languages = [_told_texts(folder, names, words, tell) for tell in (str, chinese_comments)]
    for path in texts:
        ours = {each[path] for each in in_languages}
        if path.exists() and path.read_text("utf-8", "replace") not in ours:
            raise ConfigError(f"{path}: is there already and differs; move it away for a new one")
    wheels = (wheel,) if wheel else ()
    if wheel and not wheel.exists():
        installed.write_wheel(folder)
    for path, text in texts.items():
        write_text(path, text)
    return (*paths, *wheels, *texts)


def _told_texts(
    folder: Path, names: Iterable[str], words: dict[str, str], tell: Callable[[str], str]
) -> dict[Path, str]:
    """Return the files of kits, their comments in the language in which `tell` gives them."""
    return {
        path: text for name in names for path, text in _texts(folder, name, words, tell).items()
    }


def _wheel(folder: Path, names: Iterable[str]) -> Path | None:
    """Return the wheel from which kits install this program, or None if they use an address.

    A wheel that a person has put into the show's folder is taken as it is; else it is not there
    yet.
    """
    if _INSTALLING.isdisjoint(names):
        return None
    here = installed.wheel_beside(folder)
    if here is not None:
        return here
    return folder / installed.wheel_name() if installed.source().local else None


def _texts(
    folder: Path, name: str, words: dict[str, str], tell: Callable[[str], str]
) -> dict[Path, str]:
    return {
        folder / there: _fill(tell(shipped("with", name, here).read_text("utf-8")), words)
        for here, there in KITS[name].items()
    }


def _fill(text: str, words: dict[str, str]) -> str:
    for name, value in words.items():
        text = text.replace(f"@{name}@", value)
    return text


def _words(folder: Path, wheel: Path | None) -> dict[str, str]:
    """Return the values of the `@NAME@` fields in a kit's files: facts of this machine and show."""
    show = config.load(folder)
    here = str(folder.resolve())
    source = installed.source()
    wanted = f"./{wheel.name}[cloud]" if wheel else source.requirement("cloud")
    program = shutil.which("podcast", path=str(Path(sys.executable).parent)) or "podcast"
    return {
        "REQUIREMENT": shlex.quote(wanted),
        "SOURCE": nightly.one_line(source.address or str(source.folder or source.wheel or wanted)),
        "COMMAND": nightly.one_line(installed.command("cloud")),
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
