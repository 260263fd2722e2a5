"""Commands that make: build, script."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from podcast.cli.group import JSON, SHOW, VERBOSE, load_show, main, read_date


@main.command()
@click.argument("day", metavar="[DATE]", type=read_date, required=False)
@SHOW
@click.option("--engine", help="This engine and no other (edge, kokoro, openai, tone).")
@click.option("--writer", type=click.Choice(["rules"]), default="rules", show_default=True)
@click.option("--minutes", type=click.FloatRange(1, 120), help="Aim at this length.")
@click.option("--force", is_flag=True, help="Make speech and sound anew.")
@click.option("--rewrite", is_flag=True, help="Drop the edits in script.md.")
@click.option("--keep", is_flag=True, help="Speak an edited script though its post has changed.")
@click.option("--revoice", is_flag=True, help="Speak again what a lesser engine has spoken.")
@click.option("--keep-master", type=click.Choice(["flac", "wav"]), help="Also without loss.")
@click.option("--embed", is_flag=True, help="Also put the player into the post.")
@JSON
@VERBOSE
def build(
    day: date | None, folder: Path | None, as_json: bool, verbose: bool, revoice: bool, **how: Any
) -> None:
    """Make the episode of DATE (default: the newest post), the feed and the pages."""
    from podcast import build as line
    from podcast import correction, manifest
    from podcast.progress import Console

    how.pop("writer")
    if revoice and (day or any(given for name, given in how.items() if name != "embed")):
        raise click.UsageError("--revoice takes every episode that needs it, as it is")
    show = load_show(folder)
    with Console(verbose=verbose) as console:
        if revoice:
            made = line.revoice(show, console, with_player=how["embed"])
        else:
            made = (line.build(show, day, line.Options(**how), console),)
    if as_json and revoice:
        click.echo(f"[{','.join(manifest.dumps(built.episode) for built in made)}]")
    for built in made:
        if not (as_json and revoice):
            click.echo(manifest.dumps(built.episode).rstrip() if as_json else built.summary())
        for row in correction.advice(built.episode.guessed, show.root):
            click.echo(row, err=True)


@main.command()
@click.argument("day", metavar="[DATE]", type=read_date, required=False)
@SHOW
@click.option("--minutes", type=click.FloatRange(1, 120), help="Aim at this length.")
@click.option("--rewrite", is_flag=True, help="Drop the edits in script.md.")
@click.option("--keep", is_flag=True, help="Keep an edited script though its post has changed.")
@click.option("--why", is_flag=True, help="Show how the post is read, and write nothing.")
@JSON
def script(
    day: date | None, folder: Path | None, why: bool, as_json: bool, **how: Any
) -> None:
    """Write script.md only, so that it can be edited before any sound is made."""
    from podcast import build as line
    from podcast.progress import Console

    if as_json and not why:
        raise click.UsageError("--json goes with --why")
    if why:
        click.echo(line.explain_post(load_show(folder), day, as_json=as_json), nl=False)
        return
    with Console() as console:
        prepared = line.write_script(load_show(folder), day, line.Options(**how), console)
    click.echo(prepared.path)
