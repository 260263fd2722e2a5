"""The order of the stages; no other module knows all stages.

Modules that only an episode needs are imported inside functions, so that `podcast script` loads no
modules for sound or for the feed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from podcast import digest
from podcast.digest import posts
from podcast.digest.posts import WantedPost
from podcast.errors import PodcastError, ScriptError, SpeechError, at
from podcast.lib.atomic import check_writable, remove_leftovers, write_text
from podcast.lib.counting import counted
from podcast.lib.lock import only_one
from podcast.lib.markup import whole_seconds
from podcast.lib.progress import Attentive, Reporter
from podcast.model import Digest, Spoken
from podcast.script import document, edits
from podcast.script.document import rows_of
from podcast.script.edits import Prepared
from podcast.script.writer import Assignment, load, told_by_rules
from podcast.show.config import Show

if TYPE_CHECKING:
    from podcast.episode.manifest import Episode
    from podcast.show.writer import WriterName


_SCRIPT_BYTES = 64 * 1024
"""More than any script.md has; a full disk is noticed by it."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a build besides the date."""

    engine: str | None = None
    writer: WriterName | None = None
    """The writer, `rules` or `llm`; None means that of the show."""
    minutes: float | None = None
    redo: int | None = None
    """The number of the item that the language model is asked to write again."""
    force: bool = False
    rewrite: bool = False
    keep: bool = False
    keep_master: str | None = None
    """The format, `flac` or `wav`, of a lossless file that is written below `masters/`, too."""
    embed: bool = False
    """Whether the player is put into the post as the last step."""
    post: Path | None = None
    """The post, where the date alone does not identify it."""
    allow_unverified: bool = False
    """Whether a script is spoken that says what the fact check does not find in the post."""
    drafts: bool = False
    future: bool = False
    """`drafts` and `future` make a preview, also of a draft or of a post of a later date."""

    @property
    def anew(self) -> bool:
        """Whether the options ask for something that an existing episode may not have."""
        return bool(
            self.force or self.rewrite or self.keep or self.keep_master or self.allow_unverified
            or self.redo is not None
        )  # fmt: skip

    def wish(self, day: date | None) -> WantedPost:
        """Return which post to build, for `posts.choose`."""
        return WantedPost(day, self.post, drafts=self.drafts, future=self.future)


@dataclass(frozen=True, slots=True)
class Built:
    """A finished episode, the path of its MP3, and how many speech calls this run made for it."""

    episode: Episode
    audio: Path
    calls: int
    """The number of speech calls, 0 when every line came from the cache."""

    def summary(self) -> str:
        """Return the lines to print: path of the MP3, length, size, loudness, engine and calls."""
        audio = self.episode.audio
        minutes, seconds = divmod(whole_seconds(audio.seconds), 60)
        lines = counted(len(self.episode.segments), "line")
        chapters = counted(len(self.episode.chapters), "chapter")
        return (
            f"{_short_path(self.audio)}\n"
            f"{minutes}:{seconds:02d} min, {audio.bytes / 1e6:.1f} MB, {audio.lufs:.1f} LUFS, "
            f"{audio.true_peak_dbtp:.1f} dBTP, {chapters}\n"
            f"engine {self.episode.engine}: {lines}, {counted(self.calls, 'speech call')}"
            + "".join(
                f"\n{told_by_rules(each.item, each.why)}" for each in self.episode.told_by_rules
            )
        )


def _short_path(path: Path) -> Path:
    """Return a path relative to the current folder when it is below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@dataclass(frozen=True, slots=True)
class CaughtUp:
    """The episodes that were missing and are made now, and an error for each that could not be."""

    built: tuple[Built, ...]
    failed: tuple[tuple[date, PodcastError], ...]

    def refuse_failures(self, report: Reporter) -> None:
        """Raise PodcastError when an episode could not be made; each is warned of first."""
        for day, error in self.failed:
            report.warn(f"{day} has no episode yet: {error}")
        if self.failed:
            days = ", ".join(str(day) for day, _ in self.failed)
            raise PodcastError(
                f"not caught up: {days}; do what is said above and run the command again, or "
                f"`podcast build {self.failed[0][0]}` for one alone"
            )


def build(
    show: Show,
    day: date | None,
    options: Options,
    report: Reporter,
    today: date | None = None,
) -> Built:
    """Make the episode of a date (by default of the newest digest), the pages and the feed.

    `today` is the date on which a post must be public, by default the present day in the show's
    zone. A preview is made below `preview/` and changes no other files.
    Raises PodcastError when a stage fails; nothing public changes before the recording is
    finished. The feed is written last, so that it never links to a missing file. A run may be
    killed at any moment; the next run completes it. Builds of one show wait for each other.
    """
    from podcast import embed
    from podcast.episode import settled
    from podcast.episode.withdrawn import tell_withdrawn

    wish = options.wish(day)
    with only_one(show.cache, report):
        post = _load_digest(show, wish, report, today)
        if wish.preview:
            return _make_preview(show.as_preview(), post, options, report)
        ingredients = settled.ingredients(
            show, post, options.engine, options.minutes, options.writer
        )
        built = None if options.anew else _find_settled(show, post, ingredients, report)
        if built is None:
            built = _make_public(show, post, ingredients, options, report)
        if options.embed:
            embed.embed(show, built.episode)
        tell_withdrawn(show, report, today)
        return built


def _find_settled(show: Show, post: Digest, ingredients: str, report: Reporter) -> Built | None:
    """Return the existing episode when a finished run made it from the same ingredients."""
    from podcast.episode import settled

    episode = settled.find(show, post.date, ingredients)
    if episode is None:
        return None
    report.detail("nothing has changed since it was made: nothing is made again")
    return Built(episode, show.folder(post.date) / episode.audio.file, calls=0)


def _make_public(
    show: Show, post: Digest, ingredients: str, options: Options, report: Reporter
) -> Built:
    """Make a public episode, the pages and the feed."""
    from podcast import embed, surroundings
    from podcast.episode import settled
    from podcast.refresh import write_public

    surroundings.check(show, post.date)
    if options.embed:
        embed.refuse_unfit_post(post.path)
    attentive = Attentive(report)
    prepared = _verified(_prepare(show, post, options, attentive), options)
    built = _make_episode(show, prepared, _engines(options), attentive, options)
    write_public(show, quick=True)
    if not attentive.warned:  # after a warning the next run must do the work, and warn, again
        settled.note(show, post.date, ingredients, prepared.text)
    return built


def revoice(show: Show, report: Reporter, *, with_player: bool = False) -> tuple[Built, ...]:
    """Speak episodes again that a fallback engine spoke, oldest first, with the better engines.

    The words stay the same; an edited script.md is spoken as it is. An episode is not changed, with
    a warning, when its post has changed or is gone, or when no better engine can speak it. Raises
    SpeechError when the engines could not speak a single episode, and PodcastError when the show as
    a whole has a fault.
    """
    from podcast import embed, surroundings
    from podcast.episode import manifest
    from podcast.refresh import write_public
    from podcast.speech import voicing

    with only_one(show.cache, report):
        surroundings.check(show)
        built: list[Built] = []
        unspoken = 0
        for episode in reversed(manifest.load_all(show.episodes)):
            engines = voicing.missed(show, episode.engine, episode.engine_reason)
            if not engines:
                continue
            report.say(f"{episode.date}: speaking it again with {', '.join(engines)}")
            try:
                built.append(make_again(show, episode, engines, report))
            except PodcastError as error:
                report.warn(f"{episode.date} stays as {episode.engine} spoke it: {error}")
                unspoken += isinstance(error, SpeechError)
            else:
                write_public(show, quick=True)
        write_public(show, quick=True)  # also completes the work of a run that was killed
        if unspoken and not built:
            raise SpeechError(
                f"nothing was spoken again, episodes that wait for it: {unspoken}; "
                "run `podcast build --revoice` when the engines answer"
            )
        for each in built if with_player else ():
            embed.embed(show, each.episode)
        return tuple(built)


def catch_up(
    show: Show, days: int, options: Options, report: Reporter, today: date | None = None
) -> CaughtUp:
    """Make the episodes that are missing of today and the `days` before it, oldest first.

    Each is a build of its own, so one that fails does not keep the others from being made. Raises
    DigestError when the folder of the posts is missing.
    """
    from podcast.digest.shelf import shelf
    from podcast.episode import manifest

    built: list[Built] = []
    failed: list[tuple[date, PodcastError]] = []
    for day in posts.recent(shelf(show, today), days):
        if (show.folder(day) / manifest.FILE_NAME).exists():
            continue
        report.say(f"{day}: has a post and no episode yet")
        try:
            built.append(build(show, day, options, report, today))
        except PodcastError as error:
            failed.append((day, error))
    if not built and not failed:
        report.say("every post of these days has its episode")
    return CaughtUp(tuple(built), tuple(failed))


def write_script(
    show: Show,
    day: date | None,
    options: Options,
    report: Reporter,
    today: date | None = None,
) -> Prepared:
    """Write script.md only, so that it can be edited before any sound is made."""
    wish = options.wish(day)
    with only_one(show.cache, report):
        post = _load_digest(show, wish, report, today)
        if wish.preview:
            show = _keep_private(show.as_preview())
        prepared = _prepare(show, post, options, report)
        prepared.save()
        return prepared


def compare_writers(
    show: Show, day: date | None, options: Options, report: Reporter, today: date | None = None
) -> str:
    """Return the script of the rules and that of a language model side by side; write no file.

    Raises PodcastError as `write_script` does.
    """
    from podcast.commands import diff

    with only_one(show.cache, report):
        wish = options.wish(day)
        post = _load_digest(show, wish, report, today)
        show = show.as_preview() if wish.preview else show
        by_rules = edits.prepare(show, post, rewrite=True, minutes=options.minutes)
        other = _prepare(show, post, replace(options, writer="llm"), report, to_keep=False)
        return diff.side_by_side(by_rules.script, other.script)


def explain_post(show: Show, day: date | None, options: Options, *, as_json: bool = False) -> str:
    """Return how a post is read: the ways that were tried, its items, and what is left out.

    Raises PodcastError when no such post can be read.
    """
    wish = options.wish(day)
    post = digest.load(posts.choose(show, wish).path, show.zone)
    return digest.why_json(post) if as_json else digest.why(post)


def make(show: Show, post: Digest, options: Options, report: Reporter) -> Built:
    """Make the episode of a post in its folder: script, speech, recording, manifest.

    Neither pages nor feed are written, and no other episode is touched. The caller sees to it that
    nobody else writes into the folder. Raises PodcastError when a stage fails.
    """
    prepared = _verified(_prepare(show, post, options, report), options)
    return _make_episode(show, prepared, _engines(options), report, options)


def make_again(show: Show, episode: Episode, engines: Sequence[str], report: Reporter) -> Built:
    """Speak an episode again in its folder, with other engines and the words of its script.

    All else is as in `make`.
    """
    day = date.fromisoformat(episode.date)
    path = show.root / episode.post.path
    wish = WantedPost(post=path, public=True) if path.is_file() else WantedPost(day, public=True)
    post = digest.load(posts.choose(show, wish).path, show.zone)
    if not digest.is_of(episode.post.digest_sha256, post):
        raise ScriptError(f"{post.path}: has changed since; run `podcast build {day}`")
    return _make_episode(show, _script_as_it_is(show, post), engines, report, Options())


def _engines(options: Options) -> tuple[str, ...] | None:
    return (options.engine,) if options.engine else None


def _make_preview(show: Show, post: Digest, options: Options, report: Reporter) -> Built:
    """Make an episode that neither the feed nor a page mentions."""
    from podcast.episode import catalogue
    from podcast.recording import record
    from podcast.refresh import remove_superseded

    _keep_private(show)
    remove_leftovers(show.folder(post.date))
    record.check_music(show)
    built = make(show, post, options, report)
    remove_superseded(show, catalogue.summarise(built.episode))
    return built


def _keep_private(show: Show) -> Show:
    """Return `show` after making git ignore the previews, as the show's own .gitignore may not."""
    write_text(show.episodes / ".gitignore", "*\n")
    return show


def _make_episode(
    show: Show,
    prepared: Prepared,
    engines: Sequence[str] | None,
    report: Reporter,
    options: Options,
) -> Built:
    """Speak a script, record it and write the files of the episode's folder."""
    from podcast import check
    from podcast.assemble import assemble, finish, write_files
    from podcast.chinese import spoken
    from podcast.recording import record
    from podcast.speech import voicing

    script, post = prepared.script, prepared.digest
    readings = tuple(spoken(line.text, show.lexicon) for line in script.lines)
    _check_readings(prepared, readings, report)
    _check_meaning(prepared, readings, report)
    narration = voicing.Narration(show, script, readings, alone=options.engine is not None)
    voiced = voicing.voice(narration, engines, report, force=options.force)
    how = record.RecordingOptions(options.force, options.keep_master)
    recorded = record.record(show, post, script, voiced, report, how)
    prepared.save()
    by = replace(show.writer, name=options.writer or show.writer.name)
    episode = assemble(
        replace(show, writer=by),
        prepared,
        voiced,
        recorded,
        allowed=options.allow_unverified,
        alone=options.engine is not None,
    )
    findings = check.check_written(show, episode, write_files(show, episode, recorded))
    audio = finish(show, episode, recorded.made.curves, findings)
    return Built(episode, audio, voiced.calls)


def _script_as_it_is(show: Show, post: Digest) -> Prepared:
    """Return the script of an episode: the one on disk, checked, or a new one if there is none.

    A script on disk is not written anew, as another version of the writer would use other words.
    """
    prepared = edits.prepare(show, post)
    if prepared.edited or not prepared.path.exists():
        return prepared
    text = document.read(prepared.path)
    hosts = tuple(host.name for host in show.hosts)
    script = document.parse(text, prepared.path, hosts)
    read_for_script = digest.as_read_for(script.digest_sha256, post)
    return edits.checked(show, replace(prepared, digest=read_for_script, script=script, text=text))


def _load_digest(show: Show, wish: WantedPost, report: Reporter, today: date | None) -> Digest:
    choice = posts.choose(show, wish, today)
    for line in choice.passed_over:
        report.say(f"passed over: {line}")
    post = choice.post or digest.load(choice.path, show.zone)
    for warning in digest.warnings(post):
        report.warn(warning)
    return post


def _prepare(
    show: Show, post: Digest, options: Options, report: Reporter, *, to_keep: bool = True
) -> Prepared:
    if to_keep:  # a service that writes the script is paid before script.md is written
        check_writable(show.folder(post.date), _SCRIPT_BYTES)
    # the length of a script follows from the pace of the engine that will speak it
    engines = (options.engine,) if options.engine else show.engines
    writer = load(replace(show, engines=engines), options.writer)
    by = Assignment(writer, options.redo, report.say)
    prepared = edits.prepare(
        show, post, rewrite=options.rewrite, keep=options.keep, minutes=options.minutes, by=by
    )
    for note in prepared.notes:
        report.say(note)
    for warning in prepared.warnings:
        report.warn(warning)
    return prepared


def _verified(prepared: Prepared, options: Options) -> Prepared:
    """Return the script. Raises ScriptError when a writer says what the post does not say.

    A person's edits are only warned of: people may know more than their post says.
    """
    claims = prepared.unverified
    if not claims or prepared.edited or options.allow_unverified:
        return prepared
    rest = f" (and {len(claims) - 1} more)" if len(claims) > 1 else ""
    raise ScriptError(
        f"{claims[0]}{rest}; write the script with `podcast script`, mend the line and build "
        "again, or use --allow-unverified"
    )


def _check_readings(prepared: Prepared, readings: Sequence[Spoken], report: Reporter) -> None:
    """Raise ScriptError for a line without spoken words; warn of words that stay silent."""
    from podcast.chinese import UNREADABLE
    from podcast.speech import is_speakable

    lines = prepared.script.lines
    rows = rows_of(prepared.text, lines)
    for line, row, reading in zip(lines, rows, readings, strict=True):
        silent = [token.text for token in reading.tokens if token.rule == UNREADABLE]
        if not silent and is_speakable(reading):
            continue
        place = at(prepared.path, row)
        if not is_speakable(reading):
            raise ScriptError(
                f"{place}: nothing in `{line.text[:40]}` can be spoken; "
                "give it words, or a reading under `lexicon:` in voices.yaml"
            )
        report.warn(f"{place}: stays silent: {' '.join(silent)}")


def _check_meaning(prepared: Prepared, readings: Sequence[Spoken], report: Reporter) -> None:
    """Raise ScriptError for a line whose figures are said otherwise than they are written."""
    from podcast import meaning

    rows = rows_of(prepared.text, prepared.script.lines)
    judged = [meaning.judge_reading(reading) for reading in readings]
    lost = [(row, each) for row, found in zip(rows, judged, strict=True) for each in found.lost]
    if lost:
        row, first = lost[0]
        rest = f" (and {len(lost) - 1} more)" if len(lost) > 1 else ""
        raise ScriptError(
            f"{at(prepared.path, row)}: {first}{rest}; write it in words in the script "
            "(`podcast script`), or give its reading under `lexicon:` in voices.yaml, with "
            "`meant: true` beside it"
        )
    figures, silent = sum(found.figures for found in judged), sum(found.silent for found in judged)
    report.detail(f"figures: {figures}; not judged whether they are said as written: {silent}")
