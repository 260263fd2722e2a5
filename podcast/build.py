"""The order of the stages, nothing else: the one module that knows the whole line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from podcast import (
    catalogue,
    check,
    digest,
    embed,
    feed,
    manifest,
    posts,
    recording,
    voicing,
)
from podcast.atomic import PREFIX, remove_leftovers
from podcast.chinese import UNREADABLE, spoken
from podcast.config import Show
from podcast.cover import cover_name
from podcast.episode import assemble, finish, write_files
from podcast.errors import PodcastError, ScriptError, SpeechError, at
from podcast.ledger import open_ledger
from podcast.lock import only_one
from podcast.manifest import Episode
from podcast.model import Digest, Spoken
from podcast.progress import Reporter
from podcast.refresh import write_public
from podcast.script import document, edits
from podcast.script.document import row_of
from podcast.script.edits import Prepared
from podcast.speech import is_speakable


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may ask of a build beyond the date."""

    engine: str | None = None
    minutes: float | None = None
    force: bool = False
    rewrite: bool = False
    keep: bool = False
    keep_master: str | None = None
    """`flac` or `wav`: also a lossless file below `masters/`."""
    embed: bool = False
    """Also put the player into the post, last of all."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished episode and what this run did for it."""

    episode: Episode
    audio: Path
    calls: int
    """Speech calls; 0 when every line came from the cache."""

    def summary(self) -> str:
        """Return what a person wants to know, the path of the MP3 first."""
        audio = self.episode.audio
        minutes, seconds = divmod(round(audio.seconds), 60)
        lines = len(self.episode.segments)
        return (
            f"{_shown(self.audio)}\n"
            f"{minutes}:{seconds:02d} min, {audio.bytes / 1e6:.1f} MB, {audio.lufs:.1f} LUFS, "
            f"{audio.true_peak_dbtp:.1f} dBTP, {len(self.episode.chapters)} chapters\n"
            f"engine {self.episode.engine}: {lines} lines, {self.calls} speech calls"
        )


def _shown(path: Path) -> Path:
    """Return a path the way a person in this folder would type it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def build(show: Show, day: date | None, options: Options, report: Reporter) -> Built:
    """Make the episode of a date (None: of the newest post), the pages and the feed.

    Raises PodcastError when a stage fails; until the recording is finished nothing public has
    changed. The feed is written last, so that it never names a missing file, and a run that is
    killed at any moment is completed by the next one. Builds of one show wait for each other.
    """
    with only_one(show.cache, report):
        post = _digest(show, day, report)
        _check_surroundings(show, post.date)
        if options.embed:
            embed.refuse_unfit_post(post.path)
        prepared = _prepared(show, post, options, report)
        engines = (options.engine,) if options.engine else None
        built = _made(show, prepared, engines, report, options)
        write_public(show, quick=True)
        if options.embed:
            embed.embed(show, built.episode)
        return built


def revoice(show: Show, report: Reporter, *, with_player: bool = False) -> tuple[Built, ...]:
    """Speak the episodes that fell back once more, oldest first, with the engines they missed.

    What is said stays: an edited script.md is spoken as it is, and an episode whose post has
    changed or is gone is left alone, as is one that no better engine can speak. Each of them is
    told in a warning. Raises SpeechError when the engines could not speak a single one, and
    PodcastError for what is wrong with the show as a whole.
    """
    with only_one(show.cache, report):
        _check_surroundings(show)
        built: list[Built] = []
        unspoken = 0
        for episode in reversed(manifest.load_all(show.episodes)):
            engines = voicing.missed(show, episode)
            if not engines:
                continue
            report.say(f"{episode.date}: speaking it again with {', '.join(engines)}")
            try:
                built.append(_spoken_again(show, episode, engines, report))
            except PodcastError as error:
                report.warn(f"{episode.date} stays as {episode.engine} spoke it: {error}")
                unspoken += isinstance(error, SpeechError)
            else:
                write_public(show, quick=True)
        write_public(show, quick=True)  # with what a run that was killed has left to do
        if unspoken and not built:
            raise SpeechError(
                f"nothing was spoken again, episodes that wait for it: {unspoken}; "
                "run `podcast build --revoice` when the engines answer"
            )
        for each in built if with_player else ():
            embed.embed(show, each.episode)
        return tuple(built)


def write_script(show: Show, day: date | None, options: Options, report: Reporter) -> Prepared:
    """Write script.md only, so that it can be edited before any sound is made."""
    with only_one(show.cache, report):
        prepared = _prepared(show, _digest(show, day, report), options, report)
        prepared.save()
        return prepared


def explain_post(show: Show, day: date | None, *, as_json: bool = False) -> str:
    """Return how the post of a date is read: which ways were tried, what is an item, what is not."""
    found = digest.load(posts.find(show.posts, day, show.zone), show.zone)
    return digest.why_json(found) if as_json else digest.why(found)


def _made(
    show: Show,
    prepared: Prepared,
    engines: Sequence[str] | None,
    report: Reporter,
    options: Options,
) -> Built:
    """Speak a script, record it and write the episode's own files."""
    script, post = prepared.script, prepared.digest
    readings = tuple(spoken(line.text, show.lexicon) for line in script.lines)
    _check_readings(prepared, readings, report)
    narration = voicing.Narration(show, script, readings, alone=options.engine is not None)
    voiced = voicing.voice(narration, engines, report, force=options.force)
    how = recording.How(options.force, options.keep_master)
    recorded = recording.record(show, post, script, voiced, report, how)
    prepared.save()
    episode = assemble(show, post, script, voiced, recorded)
    findings = check.check_written(show, episode, write_files(show, episode, recorded))
    audio = finish(show, episode, recorded.made.curves, findings)
    return Built(episode, audio, voiced.calls)


def _spoken_again(show: Show, episode: Episode, engines: Sequence[str], report: Reporter) -> Built:
    """Make an episode anew from the post and the words that it has."""
    day = date.fromisoformat(episode.date)
    post = digest.load(posts.find(show.posts, day, show.zone), show.zone)
    if not digest.is_of(episode.post.digest_sha256, post):
        raise ScriptError(f"{post.path}: has changed since; run `podcast build {day}`")
    return _made(show, _unchanged(show, post), engines, report, Options())


def _unchanged(show: Show, post: Digest) -> Prepared:
    """Return the script of an episode: an edited one checked, else word for word as written.

    Another version of the writer would say it in other words.
    """
    prepared = edits.prepare(show, post)
    if prepared.edited or not prepared.path.exists():
        return prepared
    text = document.read(prepared.path)
    hosts = tuple(host.name for host in show.hosts)
    script = document.parse(text, prepared.path, hosts)
    counted = digest.as_read_for(script.digest_sha256, post)
    return replace(prepared, digest=counted, script=script, text=text)


def _check_surroundings(show: Show, day: date | None = None) -> None:
    """Refuse, before anything is spoken, what would stop the recording or the feed at the end.

    Folders of episodes that were in order and in which no file has come or gone are passed over.
    """
    with open_ledger(show.cache, "made") as made:
        touched = [folder for folder in _folders(show.episodes) if made.told(folder) is None]
    for folder in (*touched, show.cache, show.root / recording.MASTERS):
        remove_leftovers(folder)
    for path in show.episodes.glob(f"{PREFIX}*"):
        path.unlink(missing_ok=True)
    cover_name(show)
    recording.check_music(show)
    dates = {folder.name for folder in touched}
    for summary in catalogue.read(show.episodes, show.cache, without=day).summaries:
        if summary.date in dates:
            feed.check_files(show, summary)


def _folders(episodes: Path) -> list[Path]:
    if not episodes.is_dir():
        return []
    with os.scandir(episodes) as entries:
        return [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]


def _digest(show: Show, day: date | None, report: Reporter) -> Digest:
    found = digest.load(posts.find(show.posts, day, show.zone), show.zone)
    for warning in digest.warnings(found):
        report.warn(warning)
    return found


def _prepared(show: Show, post: Digest, options: Options, report: Reporter) -> Prepared:
    prepared = edits.prepare(
        show, post, rewrite=options.rewrite, keep=options.keep, minutes=options.minutes
    )
    for warning in prepared.warnings:
        report.warn(warning)
    return prepared


def _check_readings(prepared: Prepared, readings: Sequence[Spoken], report: Reporter) -> None:
    """Refuse a line without a word that can be spoken; warn of words that stay silent."""
    for line, reading in zip(prepared.script.lines, readings, strict=True):
        unread = [token.text for token in reading.tokens if token.rule == UNREADABLE]
        if not unread and is_speakable(reading):
            continue
        place = at(prepared.path, row_of(prepared.text, line))
        if not is_speakable(reading):
            raise ScriptError(
                f"{place}: nothing in `{line.text[:40]}` can be spoken; "
                "give it words, or a reading under `lexicon:` in voices.yaml"
            )
        report.warn(f"{place}: stays silent: {' '.join(unread)}")
