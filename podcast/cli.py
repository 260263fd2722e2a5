"""The command line: parse options, call one function, print. No logic lives here.

Results go to stdout, progress and messages to stderr; exit 0 done, 1 failed with one `error:`
line, 2 wrong usage.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podcast import __version__
from podcast.boundary import Commands

if TYPE_CHECKING:
    from podcast.chinese.explain import Style
    from podcast.config import Show


def _day(text: str) -> date:
    """Read a date as people write it in a file name."""
    from podcast.posts import parse_date

    return parse_date(text)


_SHOW = click.option(
    "--show",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="The show's folder (default: the nearest one upwards with show.yaml).",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
_VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Explain what is done.")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="podcast")
def main() -> None:
    """Turn a blog's daily Chinese news digest into a podcast episode."""


@main.command()
@click.argument("day", metavar="[DATE]", type=_day, required=False)
@_SHOW
@click.option("--engine", help="This engine and no other (edge, kokoro, openai, tone).")
@click.option("--writer", type=click.Choice(["rules"]), default="rules", show_default=True)
@click.option("--minutes", type=click.FloatRange(1, 120), help="Aim at this length.")
@click.option("--force", is_flag=True, help="Make speech and sound anew.")
@click.option("--rewrite", is_flag=True, help="Drop the edits in script.md.")
@click.option("--keep", is_flag=True, help="Speak an edited script though its post has changed.")
@click.option("--revoice", is_flag=True, help="Speak again what a lesser engine has spoken.")
@click.option("--keep-master", type=click.Choice(["flac", "wav"]), help="Also without loss.")
@click.option("--embed", is_flag=True, help="Also put the player into the post.")
@_JSON
@_VERBOSE
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
    show = _show(folder)
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
@click.argument("day", metavar="[DATE]", type=_day, required=False)
@_SHOW
@click.option("--minutes", type=click.FloatRange(1, 120), help="Aim at this length.")
@click.option("--rewrite", is_flag=True, help="Drop the edits in script.md.")
@click.option("--keep", is_flag=True, help="Keep an edited script though its post has changed.")
def script(day: date | None, folder: Path | None, **how: Any) -> None:
    """Write script.md only, so that it can be edited before any sound is made."""
    from podcast import build as line
    from podcast.progress import Console

    with Console() as console:
        prepared = line.write_script(_show(folder), day, line.Options(**how), console)
    click.echo(prepared.path)


@main.command()
@click.argument("text", required=False)
@click.option("--date", "day", metavar="DATE", type=_day, help="Explain that day's script instead.")
@_SHOW
@click.option("--spoken", is_flag=True, help="Print the spoken form alone.")
@_JSON
def explain(
    text: str | None, day: date | None, folder: Path | None, spoken: bool, as_json: bool
) -> None:
    """Show how TEXT is read: token, rule, reading, pronunciation; `-` reads lines from stdin."""
    from podcast import explanation

    if (text is None) == (day is None):
        raise click.UsageError("give a TEXT, `-` for stdin, or --date")
    style: Style = "json" if as_json else "spoken" if spoken else "table"
    if day:
        answers = explanation.of_day(_show(folder), day, style)
    else:
        texts = explanation.lines(sys.stdin.buffer) if text == "-" else [text or ""]
        answers = explanation.of_texts(texts, _show_or_none(folder), style)
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
@_SHOW
def lexicon_add(word: str, exact: bool, folder: Path | None, **forms: Any) -> None:
    """Write how WORD is read: as the words READING, or as an option says."""
    from podcast import correction
    from podcast.progress import Console

    value = {form: given for form, given in forms.items() if given is not None}
    if len(value) != 1:
        raise click.UsageError("give one reading: words, --pinyin, --english or --spell")
    with Console() as console:
        case = {"case": "exact"} if exact else {}
        click.echo(correction.add(_root(folder), word, case | value, console))


@lexicon.command("remove")
@click.argument("word")
@_SHOW
def lexicon_remove(word: str, folder: Path | None) -> None:
    """Take the entry of WORD out."""
    from podcast import correction
    from podcast.progress import Console

    with Console() as console:
        click.echo(correction.remove(_root(folder), word, console))


@lexicon.command("list")
@click.option("--all", "everything", is_flag=True, help="With the entries that ship, in use.")
@_SHOW
@_JSON
def lexicon_list(everything: bool, folder: Path | None, as_json: bool) -> None:
    """Print the entries as YAML."""
    from podcast import correction

    entries = correction.entries(_show_folder(folder), built_in=everything)
    click.echo(correction.render(entries, as_json=as_json), nl=False)


@main.command()
@click.argument("text")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--host", help="Whose voice (default: the first host).")
@click.option("--engine", help="Which engine (default: as voices.yaml orders them).")
@_SHOW
def say(text: str, output: Path, host: str | None, engine: str | None, folder: Path | None) -> None:
    """Speak TEXT with a host's voice into a sound file (.wav, .flac, .mp3)."""
    from podcast import say as speaking
    from podcast.progress import Console

    show = _show_or_none(folder)
    with Console() as console:
        done = speaking.say(text, output, show, console, host_name=host, engine_name=engine)
    click.echo(done)


@main.command()
@click.option("--samples", type=click.Path(path_type=Path, file_okay=False), help="Speak each.")
@_SHOW
@_JSON
def voices(samples: Path | None, folder: Path | None, as_json: bool) -> None:
    """List the hosts and the voices of each engine."""
    from podcast import say as speaking
    from podcast.progress import Console

    show = _show_or_none(folder)
    if samples is None:
        click.echo(speaking.list_voices(show, as_json=as_json))
        return
    with Console() as console:
        for path in speaking.write_samples(samples, show, console):
            click.echo(path)


@main.command()
@click.argument("days", metavar="[DATE]...", type=_day, nargs=-1)
@click.option("--asr", is_flag=True, help="Also listen to every line (wants the extra `verify`).")
@click.option(
    "--feed",
    "source",
    metavar="[URL|FILE]",
    is_flag=False,
    flag_value="",
    help="Instead, lint a feed by the rules of directories and apps (default: the show's).",
)
@click.option("--against", metavar="URL|FILE", help="With --feed: the feed published last.")
@_SHOW
@_JSON
def check(
    days: tuple[date, ...], asr: bool, folder: Path | None, as_json: bool, **linted: str | None
) -> None:
    """Prove episodes (default: all) and the feed; exit 1 on an error."""
    from podcast import check as proof
    from podcast.progress import Console

    if linted["source"] is not None:
        if days or asr:
            raise click.UsageError("--feed looks at a feed alone; leave out dates and --asr")
        _lint(linted["source"], linted["against"], folder, as_json=as_json)
        return
    if linted["against"] is not None:
        raise click.UsageError("--against goes with --feed")
    show = _show(folder)
    findings = proof.check(show, days)
    if asr:
        from podcast.check.hearing import hear

        with Console() as console:
            findings += hear(show, days, console.say)
    click.echo(proof.render(findings, as_json=as_json), nl=False)
    if proof.failed(findings):
        sys.exit(1)


def _lint(source: str, against: str | None, folder: Path | None, *, as_json: bool) -> None:
    from podcast import check as proof
    from podcast import lint

    findings = lint.lint(source, folder, against)
    shown = findings if as_json else lint.shortened(findings)
    click.echo(proof.render(shown, as_json=as_json), nl=False)
    if proof.failed(findings):
        sys.exit(1)


def _size(text: str) -> int:
    from podcast.cachekeeping import size

    try:
        return size(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@main.command()
@click.option("--to", "limit", metavar="SIZE", type=_size, help="Keep SIZE (500MB), newest uses.")
@click.option("--all", "everything", is_flag=True, help="With --to: episodes' own lines as well.")
@_SHOW
@_JSON
def cache(limit: int | None, everything: bool, folder: Path | None, as_json: bool) -> None:
    """Show the cache of spoken lines, or make it smaller."""
    from podcast import cachekeeping
    from podcast.progress import Console

    show = _show(folder)
    if limit is None:
        if everything:
            raise click.UsageError("--all goes with --to SIZE")
        click.echo(cachekeeping.render(cachekeeping.look(show), as_json=as_json), nl=False)
        return
    with Console() as console:
        pruned = cachekeeping.prune(show, limit, console, everything=everything)
    click.echo(cachekeeping.summary(pruned, as_json=as_json), nl=False)


@main.command()
@_SHOW
def feed(folder: Path | None) -> None:
    """Rewrite feed.xml and the pages from the manifests."""
    from podcast.progress import Console
    from podcast.refresh import refresh

    with Console() as console:
        click.echo(refresh(_show(folder), console))


@main.command()
@click.argument("day", metavar="[DATE]", type=_day, required=False)
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
@_SHOW
def embed(
    day: date | None,
    everything: bool,
    remove: bool,
    check: bool,
    data: Path | None,
    folder: Path | None,
) -> None:
    """Put the player into the blog post's front matter (default: of the newest episode)."""
    from podcast import embed as blog
    from podcast.lock import only_one
    from podcast.progress import Console

    if (day and (everything or data)) or (remove and (check or data)):
        raise click.UsageError("these options contradict each other; see `podcast embed --help`")
    show = _show(folder)
    wish = blog.Wish(day, everything or (check and not day), remove, blog.data_path(show, data))
    if check:
        found = blog.faults(show, wish)
        for line in found:
            click.echo(line)
        sys.exit(1 if found else 0)
    with Console() as console, only_one(show.cache, console):
        for path in blog.run(show, wish):
            click.echo(path)


@main.command()
@click.argument("day", metavar="[DATE]", type=_day, required=False)
@click.option("--item", "number", type=click.IntRange(1), required=True, help="Which news item.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="The MP4 to write."
)
@click.option("--seconds", type=click.FloatRange(3, 600), help="No longer than this.")
@_SHOW
def clip(
    day: date | None,
    number: int,
    output: Path | None,
    seconds: float | None,
    folder: Path | None,
) -> None:
    """Make a square film of one item, with waveform and captions."""
    from podcast import manifest
    from podcast.picture.clip import clip as make

    show = _show(folder)
    click.echo(make(show, manifest.find(show.episodes, day), number, output, seconds))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1, with --lan all]")
@click.option("--lan", is_flag=True, help="For a phone on the same network, with a QR code.")
@click.option("--as-is", is_flag=True, help="Leave base_url in feed and pages as it is.")
@_SHOW
def serve(port: int, host: str | None, lan: bool, as_is: bool, folder: Path | None) -> None:
    """Serve episodes/ on this machine as a podcast host must."""
    from podcast.serve import open_server

    server = open_server(_show(folder), host, port, lan=lan, as_is=as_is)
    click.echo(server.welcome, err=True)
    server.run()


@main.command()
@click.option("--dry-run", is_flag=True, help="Print what would be done, and do nothing.")
@click.option("--verify", is_flag=True, help="Compare every published file, whole.")
@click.option("--drop", is_flag=True, help="Let episodes go that are published and not here.")
@click.option("--restore", is_flag=True, help="Fetch published episodes that are not here.")
@_SHOW
@_JSON
def publish(folder: Path | None, restore: bool, as_json: bool, **how: Any) -> None:
    """Upload what is new to `publish.to` of show.yaml, the feed last."""
    from podcast import publish as publishing
    from podcast.lock import only_one
    from podcast.progress import Console

    if restore and (as_json or any(how.values())):
        raise click.UsageError("--restore only fetches; use it alone")
    show = _show(folder)
    with Console() as console, only_one(show.cache, console):
        if restore:
            names = publishing.restore(show, console)
            click.echo(f"fetched {len(names)} files")
        else:
            outcome = publishing.publish(show, console, publishing.Options(**how))
            click.echo(outcome.render(as_json=as_json), nl=False)


@main.command()
@click.option(
    "--model",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Install the voice model from this file, checked by SHA-256.",
)
@_SHOW
@_JSON
def doctor(model: Path | None, folder: Path | None, as_json: bool) -> None:
    """Tell what works here, with the remedy for what does not."""
    from podcast import doctor as clinic

    report = clinic.examine(_show_folder(folder), model)
    click.echo(clinic.render(report, as_json=as_json), nl=False)
    if not clinic.healthy(report):
        sys.exit(1)


def _kit(name: str) -> str:
    from podcast import kit

    try:
        return kit.known(name)
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
def init(folder: Path, title: str | None, kits: tuple[str, ...]) -> None:
    """Write a new show into DIR that builds and checks at once; --with also into one that is."""
    from podcast import kit, starter

    for path in kit.start(folder, title or starter.DEFAULT_TITLE, kits):
        click.echo(path)


def _root(folder: Path | None) -> Path:
    from podcast import config

    return folder or config.find(Path.cwd())


def _show(folder: Path | None) -> Show:
    from podcast import config

    return config.load(_root(folder))


def _show_folder(folder: Path | None) -> Path | None:
    """Return the folder of a show if there is one, for commands that work without."""
    from podcast import config
    from podcast.errors import ConfigError

    if folder:
        return folder
    try:
        return config.find(Path.cwd())
    except ConfigError:
        return None


def _show_or_none(folder: Path | None) -> Show | None:
    from podcast import config

    found = _show_folder(folder)
    return config.load(found) if found else None
