"""Commands that bring episodes to listeners: feed, embed, clip, serve, publish, init."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podcast.cli.group import JSON, QUIET, SHOW, date_for, load_show, main, read_date, texts_for
from podcast.language import told, told_lines

if TYPE_CHECKING:
    from podcast.digest import Day
    from podcast.lib.progress import Reporter

HIDDEN = "-"
"""What `--drop` without a date stands for."""


@main.command()
@SHOW
def feed(folder: Path | None) -> None:
    """Rewrite feed.xml and the pages from the manifests."""
    from podcast.lib.progress import Console
    from podcast.refresh import refresh

    with Console() as console:
        click.echo(told(str(refresh(load_show(folder), console))))


@main.command()
@click.argument("day", metavar="[DATE]", type=read_date, required=False)
@click.option("--all", "everything", is_flag=True, help="The posts of all episodes.")
@click.option("--remove", is_flag=True, help="Take the block out again, to the byte.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 when a post is not right.")
@click.option(
    "--data",
    metavar="[FILE]",
    type=click.Path(path_type=Path, dir_okay=False),
    is_flag=False,
    flag_value="",
    help="Write a data file (default: _data/podcast.yml) and touch no post.",
)
@SHOW
def embed(
    day: Day | None,
    everything: bool,
    remove: bool,
    check: bool,
    data: Path | None,
    folder: Path | None,
) -> None:
    """Put the player into the blog post's front matter (default: of the newest episode)."""
    from podcast import embed as blog
    from podcast.lib.lock import only_one
    from podcast.lib.progress import Console

    if (day and (everything or data)) or (remove and (check or data)):
        raise click.UsageError("these options contradict each other; see `podcast embed --help`")
    show = load_show(folder)
    whole = everything or (check and not day)
    wish = blog.WantedEpisodes(date_for(show, day), whole, remove, blog.data_path(show, data))
    if check:
        faults = blog.faults(show, wish)
        for line in faults:
            click.echo(told(line))
        sys.exit(1 if faults else 0)
    with Console() as console, only_one(show.cache, console):
        outcome = blog.run(show, wish)
        for path in outcome.paths:
            click.echo(path)
        _raise_faults(outcome.faults, console)


def _raise_faults(faults: tuple[str, ...], report: Reporter) -> None:
    """Raise FeedError when there are faults; several are printed as warnings first."""
    from podcast.errors import FeedError

    if len(faults) == 1:
        raise FeedError(faults[0])
    for line in faults:
        report.warn(line)
    if faults:
        raise FeedError(
            f"{len(faults)} posts are as they were, each is named above; mend them and run the "
            "command again"
        )


@main.command()
@click.argument("day", metavar="[DATE]", type=read_date, required=False)
@click.option("--item", "number", type=click.IntRange(1), required=True, help="Which news item.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The MP4 to write."
)
@click.option("--seconds", type=click.FloatRange(3, 600), help="No longer than this.")
@SHOW
@QUIET
def clip(day: Day | None, number: int, folder: Path | None, quiet: bool, **film: Any) -> None:
    """Make a square film of one item, with waveform and captions."""
    from podcast.episode import manifest
    from podcast.lib.progress import Console
    from podcast.picture.clip import clip as make

    show = load_show(folder)
    episode = manifest.find(show.episodes, date_for(show, day))
    with Console(quiet=quiet) as console:
        path = make(show, episode, number, console, film["output"], film["seconds"])
    click.echo(path)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1, with --lan all]")
@click.option("--lan", is_flag=True, help="For a phone on the same network, with a QR code.")
@click.option("--as-is", is_flag=True, help="Leave base_url in feed and pages as it is.")
@SHOW
def serve(port: int, host: str | None, lan: bool, as_is: bool, folder: Path | None) -> None:
    """Serve episodes/ on this machine as a podcast host must."""
    from podcast.serve import open_server

    server = open_server(load_show(folder), host, port, lan=lan, as_is=as_is)
    click.echo(told_lines(server.welcome), err=True)
    server.run()


@main.command()
@click.option("--dry-run", is_flag=True, help="Print what would be done, and do nothing.")
@click.option("--verify", is_flag=True, help="Compare every published file, whole.")
@click.option("--verify-public", is_flag=True, help="Then read feed and recordings at base_url.")
@click.option(
    "--drop",
    "drops",
    metavar="[DATE]",
    is_flag=False,
    flag_value=HIDDEN,
    multiple=True,
    help="Take down an episode; without DATE those that are not here, or not public now.",
)
@click.option(
    "--replace",
    "replaces",
    metavar="DATE",
    type=read_date,
    multiple=True,
    help="Put this episode in the place of another machine's.",
)
@click.option("--take-over", is_flag=True, help="Put this show in the place of another one.")
@click.option("--allow-tone", is_flag=True, help="Publish also what is spoken in test tones.")
@click.option("--restore", is_flag=True, help="Fetch published episodes that are not here.")
@SHOW
@JSON
@QUIET
def publish(
    folder: Path | None,
    restore: bool,
    drops: tuple[str, ...],
    replaces: tuple[Day, ...],
    as_json: bool,
    quiet: bool,
    **how: Any,
) -> None:
    """Upload what is new to `publish.to` of show.yaml, the feed last."""
    from podcast.lib.counting import counted
    from podcast.lib.progress import Console
    from podcast.publish import PublishOptions
    from podcast.release import bring_back, refuse_examples, release

    allow_tone = how.pop("allow_tone")
    if restore and (as_json or drops or replaces or any(how.values())):
        raise click.UsageError("--restore only fetches; use it alone")
    show = load_show(folder)
    with Console(quiet=quiet) as console:
        if restore:
            names = bring_back(show, console)
            click.echo(told(f"fetched {counted(len(names), 'file')}"))
            return
        options = PublishOptions(
            drop=HIDDEN in drops,
            dropped=texts_for(show, [read_date(each) for each in drops if each != HIDDEN]),
            replaced=texts_for(show, replaces),
            **how,
        )
        refuse_examples(show, options, allow_tone=allow_tone)
        outcome = release(show, console, options).render(as_json=as_json)
        click.echo(outcome if as_json else told_lines(outcome), nl=False)


def _kit(name: str) -> str:
    from podcast.commands import kit

    try:
        return kit.check_name(name)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", help="The show's title.")
@click.option(
    "--with",
    "kits",
    metavar="NAME",
    type=_kit,
    multiple=True,
    help="Also files for a blog (jekyll, hexo, hugo) or a nightly run (github, systemd).",
)
@click.option("--yes", is_flag=True, help="Ask nothing, also at a terminal.")
def init(folder: Path, title: str | None, kits: tuple[str, ...], yes: bool) -> None:
    """Write a new show into DIR, by what a blog there says; --with also into a show that is.

    At a terminal it asks what it cannot know.
    """
    from podcast.commands import asking, kit
    from podcast.commands import init as starter

    is_new = starter.is_new(folder)
    values = starter.beginning(folder) if is_new else None
    if values and not yes and sys.stdin.isatty() and sys.stdout.isatty():
        values = asking.ask(values, _prompt, with_title=title is None)
    for path in kit.start(folder, title or None, kits, values):
        click.echo(path)
    for line in starter.farewell(folder) if is_new else ():
        click.echo(told_lines(line), err=True)


def _prompt(question: str, default: str, check: Callable[[str], str]) -> str:
    def read(answer: str) -> str:
        try:
            return check(answer)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return str(click.prompt(told(question), default=default, value_proc=read))
