"""Commands about reading and speaking: explain, lexicon, say, voices."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podcast.cli.group import (
    JSON,
    QUIET,
    SHOW,
    dates_for,
    folder_or_none,
    load_show,
    main,
    read_date,
    root_of,
    show_or_none,
)
from podcast.language import told, told_lines

if TYPE_CHECKING:
    from podcast.chinese.explain import Style
    from podcast.digest import Day


@main.command()
@click.argument("text", required=False)
@click.option(
    "--date", "day", metavar="DATE", type=read_date, help="Explain that day's script instead."
)
@SHOW
@click.option("--spoken", is_flag=True, help="Print the spoken form alone.")
@JSON
def explain(
    text: str | None, day: Day | None, folder: Path | None, spoken: bool, as_json: bool
) -> None:
    """Show how TEXT is read: token, rule, reading, pronunciation; `-` reads lines from stdin."""
    from podcast.commands import explain as explanation

    if (text is None) == (day is None):
        raise click.UsageError("give a TEXT, `-` for stdin, or --date")
    style: Style = "json" if as_json else "spoken" if spoken else "table"
    if day:
        show = load_show(folder)
        (typed_date,) = dates_for(show, (day,))
        answers = explanation.of_day(show, typed_date, style)
    else:
        texts = explanation.lines(sys.stdin.buffer) if text == "-" else [text or ""]
        answers = explanation.of_texts(texts, show_or_none(folder), style)
    for answer in answers:
        click.echo(answer)


@main.group(context_settings={"help_option_names": ["-h", "--help"]})
def lexicon() -> None:
    """List, add and remove the show's own readings (`lexicon:` of voices.yaml)."""


@lexicon.command("add")
@click.argument("word")
@click.argument("alias", metavar="[READING]", required=False)
@click.option("--pinyin", help='Numbered syllables, one per Chinese character: "chong2 qing4".')
@click.option("--english", help="An English respelling: voks-trull.")
@click.option("--spell", is_flag=True, default=None, help="Letter by letter.")
@click.option("--exact", is_flag=True, help="Upper and lower case as in WORD only.")
@SHOW
def lexicon_add(word: str, exact: bool, folder: Path | None, **forms: Any) -> None:
    """Write how WORD is read: as the words READING, or as an option says."""
    from podcast.commands import lexicon as correction
    from podcast.lib.progress import Console

    value = {form: reading for form, reading in forms.items() if reading is not None}
    if len(value) != 1:
        raise click.UsageError("give one reading: words, --pinyin, --english or --spell")
    with Console() as console:
        case = {"case": "exact"} if exact else {}
        click.echo(told(correction.add(root_of(folder), word, case | value, console)))


@lexicon.command("remove")
@click.argument("word")
@SHOW
def lexicon_remove(word: str, folder: Path | None) -> None:
    """Take the entry of WORD out."""
    from podcast.commands import lexicon as correction
    from podcast.lib.progress import Console

    with Console() as console:
        click.echo(told(correction.remove(root_of(folder), word, console)))


@lexicon.command("list")
@click.option("--all", "everything", is_flag=True, help="With the entries that ship, in use.")
@SHOW
@JSON
def lexicon_list(everything: bool, folder: Path | None, as_json: bool) -> None:
    """Print the entries as YAML."""
    from podcast.commands import lexicon as correction

    entries = correction.entries(folder_or_none(folder), built_in=everything)
    click.echo(correction.render(entries, as_json=as_json), nl=False)


@main.command()
@click.argument("text")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--host", help="Whose voice (default: the first host).")
@click.option("--engine", help="Which engine (default: as voices.yaml orders them).")
@SHOW
@QUIET
def say(text: str, output: Path, folder: Path | None, quiet: bool, **who: str | None) -> None:
    """Speak TEXT with a host's voice into a sound file (.wav, .flac, .mp3)."""
    from podcast.commands import say as speaking
    from podcast.lib.progress import Console

    show = show_or_none(folder)
    with Console(quiet=quiet) as console:
        summary = speaking.say(
            text, output, show, console, host_name=who["host"], engine_name=who["engine"]
        )
    click.echo(told(summary))


@main.command()
@click.option(
    "--samples",
    type=click.Path(path_type=Path, file_okay=False),
    help="Speak a sentence with each, and write a page to listen to them side by side.",
)
@SHOW
@JSON
@QUIET
def voices(samples: Path | None, folder: Path | None, as_json: bool, quiet: bool) -> None:
    """List the hosts and the voices of each engine, with gender and accent."""
    from podcast.commands import say as speaking
    from podcast.lib.progress import Console

    show = show_or_none(folder)
    if samples is None:
        listed = speaking.list_voices(show, as_json=as_json)
        click.echo(listed if as_json else told_lines(listed))
        return
    with Console(quiet=quiet) as console:
        for path in speaking.write_samples(samples, show, console):
            click.echo(path)
