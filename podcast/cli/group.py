"""The parts that commands share: options, finding the show's folder, the group of commands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podcast import __version__
from podcast.cli.boundary import Commands

if TYPE_CHECKING:
    from podcast.digest import Day
    from podcast.show.config import Show


def read_date(text: str) -> Day:
    """Read a date as people write it; `today` is resolved later, in the show's time zone."""
    from podcast.digest.posts import parse_date

    return parse_date(text)


def date_for(show: Show, day: Day | None) -> date | None:
    """Return the date that was typed, in the show's time zone, or None without a date."""
    return dates_for(show, (day,))[0] if day else None


def dates_for(show: Show, days: Iterable[Day]) -> tuple[date, ...]:
    """Return the dates that were typed, in the show's time zone."""
    from podcast.digest.shelf import today_in

    today = today_in(show.zone)
    return tuple(day.on(today) for day in days)


def texts_for(show: Show, days: Iterable[Day]) -> tuple[str, ...]:
    """Return the dates that were typed as they stand in names, in order and each once."""
    return tuple(sorted({str(each) for each in dates_for(show, days)}))


SHOW = click.option(
    "--show",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The show's folder (default: the nearest one upwards with show.yaml).",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Say only results, warnings and errors.")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Explain what is done.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="podcast")
def main() -> None:
    """Turn a blog's daily Chinese news digest into a podcast episode."""


def root_of(folder: Path | None) -> Path:
    """Return `folder`, else the nearest show's folder from the current folder upwards."""
    from podcast.show import config

    return folder or config.find(Path.cwd())


def load_show(folder: Path | None) -> Show:
    """Return the show in `folder`, else in the nearest show's folder upwards."""
    from podcast.show import config

    return config.load(root_of(folder))


def folder_or_none(folder: Path | None) -> Path | None:
    """Return the folder of a show, or None, for commands that work without a show."""
    from podcast.errors import ConfigError
    from podcast.show import config

    if folder:
        return folder
    try:
        return config.find(Path.cwd())
    except ConfigError:
        return None


def show_or_none(folder: Path | None) -> Show | None:
    """Return the show, or None without a show."""
    from podcast.show import config

    root = folder_or_none(folder)
    return config.load(root) if root else None
