"""Commands that check: check, facts, cache, doctor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from podcast.cli.group import (
    JSON,
    SHOW,
    date_for,
    dates_for,
    folder_or_none,
    load_show,
    main,
    read_date,
    show_or_none,
)
from podcast.language import told_lines

if TYPE_CHECKING:
    from podcast.digest import Day


@main.command()
@click.argument("days", metavar="[DATE]...", type=read_date, nargs=-1)
@click.option("--asr", is_flag=True, help="Also listen to every line (wants the extra `verify`).")
@click.option(
    "--feed",
    "source",
    metavar="[URL|FILE]",
    is_flag=False,
    flag_value="",
    help="Instead, lint a feed by the rules of directories and apps (default: the show's).",
)
@click.option("--ready", is_flag=True, help="Instead, what each directory asks of the show.")
@click.option("--against", metavar="URL|FILE", help="With --feed: the feed published last.")
@SHOW
@JSON
def check(
    days: tuple[Day, ...],
    asr: bool,
    ready: bool,
    folder: Path | None,
    as_json: bool,
    **linted: str | None,
) -> None:
    """Prove episodes (default: all) and the feed; exit 1 on an error."""
    from podcast import check as proof
    from podcast.lib.progress import Console

    if ready:
        if days or asr or any(each is not None for each in linted.values()):
            raise click.UsageError("--ready looks at the show alone; use it with --json at most")
        _tell_ready(folder, as_json=as_json)
        return
    if linted["source"] is not None:
        if days or asr:
            raise click.UsageError("--feed looks at a feed alone; leave out dates and --asr")
        _lint(linted["source"], linted["against"], folder, as_json=as_json)
        return
    if linted["against"] is not None:
        raise click.UsageError("--against goes with --feed")
    show = load_show(folder)
    dates = dates_for(show, days)
    findings = proof.check(show, dates)
    if asr:
        from podcast.check.hearing import hear

        with Console() as console:
            findings += hear(show, dates, console.say)
    click.echo(proof.render(findings, as_json=as_json), nl=False)
    if proof.failed(findings):
        sys.exit(1)


def _tell_ready(folder: Path | None, *, as_json: bool) -> None:
    from podcast.lint import ready

    states = ready.ready(load_show(folder))
    click.echo(ready.render(states, as_json=as_json), nl=False)
    if any(each.lacks for each in states):
        sys.exit(1)


def _lint(source: str, against: str | None, folder: Path | None, *, as_json: bool) -> None:
    from podcast import check as proof
    from podcast import lint

    findings = lint.lint(source, folder, against)
    shown = lint.shortened(findings)
    click.echo(proof.render(findings, as_json=as_json, shown=shown), nl=False)
    if proof.failed(findings):
        sys.exit(1)


def _day_or_stdin(text: str) -> Day | str:
    return text if text == "-" else read_date(text)


@main.command()
@click.argument("day", metavar="[DATE|-]", type=_day_or_stdin, required=False)
@click.option(
    "--post",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With `-`: the post that the lines of stdin tell.",
)
@click.option("--item", "number", type=int, help="With `-`: the item that they are about, from 1.")
@SHOW
@JSON
def facts(
    day: Day | str | None,
    path: Path | None,
    number: int | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Trace a day's script, or lines from stdin, to the post; exit 1 if a claim is not there."""
    from podcast.commands import explain
    from podcast.commands import facts as tracing

    if isinstance(day, str):
        if path is None or number is None:
            raise click.UsageError("`-` wants --post FILE and --item N")
        texts = explain.lines(sys.stdin.buffer)
        answers = tracing.of_lines(path, number, texts, show_or_none(folder))
    elif path is not None or number is not None:
        raise click.UsageError("--post and --item go with `-`")
    else:
        show = load_show(folder)
        answers = tracing.of_day(show, date_for(show, day), as_json=as_json)
    false = False
    for answer in answers:
        click.echo(answer.text)
        false |= answer.false
    if false:
        sys.exit(1)


def _size(text: str) -> int:
    from podcast.commands.cache import size

    try:
        return size(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@main.command()
@click.option("--to", "limit", metavar="SIZE", type=_size, help="Keep SIZE (500MB), newest uses.")
@click.option("--all", "everything", is_flag=True, help="With --to: episodes' own lines as well.")
@SHOW
@JSON
def cache(limit: int | None, everything: bool, folder: Path | None, as_json: bool) -> None:
    """Show the cache of spoken lines, or make it smaller."""
    from podcast.commands import cache as cachekeeping
    from podcast.lib.progress import Console

    show = load_show(folder)
    if limit is None:
        if everything:
            raise click.UsageError("--all goes with --to SIZE")
        stock = cachekeeping.render(cachekeeping.look(show), as_json=as_json)
        click.echo(stock if as_json else told_lines(stock), nl=False)
        return
    with Console() as console:
        pruned = cachekeeping.prune(show, limit, console, everything=everything)
    summary = cachekeeping.summary(pruned, as_json=as_json)
    click.echo(summary if as_json else told_lines(summary), nl=False)


@main.command()
@click.option(
    "--model",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Install the voice model from this file, checked by SHA-256.",
)
@SHOW
@JSON
def doctor(model: Path | None, folder: Path | None, as_json: bool) -> None:
    """Tell what works here, with the remedy for what does not."""
    from podcast.commands import doctor as clinic

    report = clinic.examine(folder_or_none(folder), model)
    click.echo(clinic.render(report, as_json=as_json), nl=False)
    if not clinic.healthy(report):
        sys.exit(1)
