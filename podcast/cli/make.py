"""Commands that make episodes and scripts: build, backfill, script."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podcast.cli.group import (
    JSON,
    QUIET,
    SHOW,
    VERBOSE,
    date_for,
    load_show,
    main,
    read_date,
    root_of,
)
from podcast.language import told_lines

if TYPE_CHECKING:
    from podcast.digest import Day
    from podcast.show.config import Show

POST = click.option(
    "--post", metavar="PATH", type=click.Path(path_type=Path), help="Of this post, whatever it is."
)
DRAFTS = click.option(
    "--drafts", is_flag=True,
    help="A preview in preview/DATE/, never public; also of a draft. A public post, too, is only "
    "previewed.",
)  # fmt: skip
WRITER = click.option(
    "--writer",
    type=click.Choice(["rules", "llm"]),
    help="Who writes (default: `writer:` of show.yaml).",
)
REDO = click.option(
    "--redo", type=click.IntRange(1), metavar="N", help="Ask the language model for item N again."
)
REVIEW = click.option(
    "--review", is_flag=True, help="Open script.md in $EDITOR before any sound is made."
)
FUTURE = click.option(
    "--future", is_flag=True, help="A preview as well; also of a post whose day has not come."
)


@main.command()
@click.argument("day", metavar="[DATE]", type=read_date, required=False)
@SHOW
@click.option("--engine", help="This engine and no other (edge, kokoro, openai, tone).")
@WRITER
@click.option("--minutes", type=click.FloatRange(1, 120), help="Aim at this length.")
@REDO
@REVIEW
@click.option("--force", is_flag=True, help="Make speech and sound anew.")
@click.option("--rewrite", is_flag=True, help="Write script.md anew, without its edits.")
@click.option("--keep", is_flag=True, help="Speak an edited script though its post has changed.")
@click.option("--allow-unverified", is_flag=True, help="Speak also what the post does not say.")
@click.option("--revoice", is_flag=True, help="Speak again what a lesser engine has spoken.")
@click.option(
    "--catch-up",
    "catch_up",
    type=click.IntRange(1, 366),
    metavar="N",
    help="Make what is missing of today and the N days before it, oldest first.",
)
@click.option("--keep-master", type=click.Choice(["flac", "wav"]), help="Also without loss.")
@click.option("--embed", is_flag=True, help="Also put the player into the post.")
@POST
@DRAFTS
@FUTURE
@JSON
@VERBOSE
@QUIET
def build(
    day: Day | None,
    folder: Path | None,
    as_json: bool,
    revoice: bool,
    catch_up: int | None,
    **how: Any,
) -> None:
    """Make the episode of DATE (default: the newest digest), the feed and the pages."""
    from podcast import build as line
    from podcast.commands import lexicon
    from podcast.episode import manifest
    from podcast.lib.progress import Console

    voice = {"verbose": how.pop("verbose"), "quiet": how.pop("quiet")}
    _refuse_both(how)
    if revoice and (day or any(value for name, value in how.items() if name != "embed")):
        raise click.UsageError("--revoice takes every episode that needs it, as it is")
    _refuse_of_one_day(day, catch_up, {**how, "revoice": revoice})
    if how["embed"] and (how["drafts"] or how["future"]):
        raise click.UsageError("--embed puts what is public into the post, a preview is not")
    with_review = how.pop("review")
    show = load_show(folder)
    typed_date = _read_day(show, day, how["post"])
    if with_review:
        how = _reviewed(show, typed_date, how)
    faults = line.CaughtUp((), ())
    with Console(**voice) as console:
        if catch_up:
            faults = line.catch_up(show, catch_up, line.Options(**how), console)
            episodes = faults.built
        elif revoice:
            episodes = line.revoice(show, console, with_player=how["embed"])
        else:
            episodes = (line.build(show, typed_date, line.Options(**how), console),)
    several = bool(revoice or catch_up)
    if as_json and several:
        click.echo(f"[{','.join(manifest.dumps(built.episode) for built in episodes)}]")
    for built in episodes:
        if not (as_json and several):
            told = (
                manifest.dumps(built.episode).rstrip() if as_json else told_lines(built.summary())
            )
            click.echo(told)
        for row in lexicon.advice(built.episode.guessed, show.root):
            click.echo(told_lines(row), err=True)
    with Console(**voice) as console:
        faults.refuse_failures(console)


@main.command()
@click.option("--since", metavar="DATE", type=read_date, help="From this date on.")
@click.option("--until", metavar="DATE", type=read_date, help="Up to and including this date.")
@click.option("--missing", is_flag=True, help="Make what is missing (the default).")
@click.option("--stale", is_flag=True, help="Make again what is made of what has changed since.")
@click.option("--revoice", is_flag=True, help="Speak again what a lesser engine has spoken.")
@click.option("--dry-run", is_flag=True, help="Show the plan, and make nothing.")
@click.option(
    "--show",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="A show's folder, several times for several shows (default: as for build).",
)
@click.option(
    "--shows",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="All shows right below this folder.",
)
@click.option("--engine", help="This engine and no other (edge, kokoro, openai, tone).")
@WRITER
@click.option("--jobs", type=click.IntRange(1), help="Dates at once (default: by cores, memory).")
@click.option("--scheduler", metavar="ADDRESS", help="By a Dask cluster (tcp://HOST:8786).")
@click.option(
    "--shared",
    metavar="PLACE",
    help="What this machine and the cluster share: a mounted folder, or s3://BUCKET/PREFIX.",
)
@click.option("--max-failures", type=click.IntRange(1), help="Begin no more after so many.")
@JSON
@QUIET
def backfill(folders: tuple[Path, ...], shows: Path | None, as_json: bool, **how: Any) -> int:
    """Plan the dates that are missing or stale, and make them all."""
    from podcast.backfill import run, told
    from podcast.backfill.plan import Wish, make_plan
    from podcast.build import Options

    if bool(how["scheduler"]) != bool(how["shared"]):
        raise click.UsageError("--scheduler and --shared go together")
    wish = Wish(
        missing=how["missing"] or not (how["stale"] or how["revoice"]),
        stale=how["stale"],
        revoice=how["revoice"],
        options=Options(engine=how["engine"], writer=how["writer"]),
    )
    named = folders if folders or shows else (root_of(None),)
    plans = tuple(
        make_plan(
            show,
            replace(wish, since=date_for(show, how["since"]), until=date_for(show, how["until"])),
        )
        for show in run.load_shows(named, shows)
    )
    workers = run.workers_for(plans, how["jobs"])
    if how["dry_run"]:
        if as_json:
            click.echo(told.plan_json(plans, workers))
        else:
            click.echo(told_lines(told.plan_text(plans, workers)))
        return 0
    if not how["quiet"]:
        click.echo(told_lines(told.plan_text(plans, workers)), err=True)
    result = run.run(
        plans,
        run.How(
            how["jobs"],
            how["max_failures"],
            quiet=how["quiet"],
            scheduler=how["scheduler"],
            shared=how["shared"],
        ),
    )
    several = len(plans) > 1
    click.echo(
        told.result_json(result.tally)
        if as_json
        else told_lines(told.result_text(result.tally, several=several))
    )
    return result.status


@main.command()
@click.argument("day", metavar="[DATE]", type=read_date, required=False)
@SHOW
@WRITER
@click.option("--minutes", type=click.FloatRange(1, 120), help="Aim at this length.")
@REDO
@REVIEW
@click.option("--diff", is_flag=True, help="Show rules and language model, and write nothing.")
@click.option("--rewrite", is_flag=True, help="Write script.md anew, without its edits.")
@click.option("--keep", is_flag=True, help="Keep an edited script though its post has changed.")
@POST
@DRAFTS
@FUTURE
@click.option("--why", is_flag=True, help="Show how the post is read, and write nothing.")
@JSON
@QUIET
def script(day: Day | None, folder: Path | None, why: bool, as_json: bool, **how: Any) -> None:
    """Write script.md only, so that it can be edited before any sound is made."""
    from podcast import build as line
    from podcast.commands.review import review
    from podcast.lib.progress import Console

    with_review, with_diff, quiet = how.pop("review"), how.pop("diff"), how.pop("quiet")
    _refuse_both(how)
    if with_diff and (with_review or how["writer"] or how["redo"]):
        raise click.UsageError(
            "--diff shows what both writers write, and writes no file; "
            "leave --writer, --redo and --review out"
        )
    if as_json and not why:
        raise click.UsageError("--json goes with --why")
    show = load_show(folder)
    typed_date = _read_day(show, day, how["post"])
    if why:
        explanation = line.explain_post(show, typed_date, line.Options(**how), as_json=as_json)
        click.echo(explanation if as_json else told_lines(explanation), nl=False)
        return
    with Console(quiet=quiet) as console:
        if with_diff:
            text = line.compare_writers(show, typed_date, line.Options(**how), console)
            click.echo(text, nl=False)
            return
        prepared = line.write_script(show, typed_date, line.Options(**how), console)
    if with_review:
        review(prepared.path)
    click.echo(prepared.path)


def _reviewed(show: Show, day: date | None, how: dict[str, Any]) -> dict[str, Any]:
    """Write the script, have a person look at it, and return the options for what is left to do."""
    from podcast import build as line
    from podcast.commands.review import review
    from podcast.lib.progress import Console

    with Console() as console:
        prepared = line.write_script(show, day, line.Options(**how), console)
    review(prepared.path)
    return {**how, "rewrite": False, "redo": None}


def _refuse_of_one_day(day: Day | None, catch_up: int | None, how: dict[str, Any]) -> None:
    """Raise UsageError when --catch-up, which makes several days, meets an option of one."""
    of_one = ("post", "redo", "review", "rewrite", "keep", "drafts", "future", "revoice")
    if catch_up and (day or any(how[name] for name in of_one)):
        raise click.UsageError(
            "--catch-up makes several days; leave DATE and "
            f"{', '.join(f'--{name}' for name in of_one)} out"
        )


def _refuse_both(options: dict[str, Any]) -> None:
    """Raise UsageError when --rewrite is given beside --keep or --redo, which contradict it."""
    if options["keep"] and options["rewrite"]:
        raise click.UsageError("--keep speaks the edits and --rewrite drops them; choose one")
    if options["redo"] and options["rewrite"]:
        raise click.UsageError("--redo writes one item again and --rewrite all; choose one")


def _read_day(show: Show, day: Day | None, post: Path | None) -> date | None:
    """Return the date that was typed. Raises UsageError when `post` is the post of another date."""
    from podcast.digest import posts

    typed = date_for(show, day)
    if typed and post:
        own = posts.day_of(show, posts.locate(show, post))
        if own and own != typed:
            raise click.UsageError(f"{post} is the post of {own}, not of {typed}; give one alone")
    return typed
