"""The order of the stages, nothing else: the one module that knows the whole line.

What only an episode needs is imported where it is used: a script wants neither sound nor feed.
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
from podcast.lib.atomic import remove_leftovers, write_text
from podcast.lib.lock import only_one
from podcast.lib.progress import Attentive, Reporter
from podcast.model import Digest, Spoken
from podcast.script import document, edits
from podcast.script.document import row_of
from podcast.script.edits import Prepared
from podcast.show.config import Show

if TYPE_CHECKING:
    from podcast.episode.manifest import Episode


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
    post: Path | None = None
    """The post, where the date alone does not say it."""
    drafts: bool = False
    future: bool = False
    """Make a preview, for which also posts may be taken that are not public, or not yet."""

    @property
    def anew(self) -> bool:
        """Whether something is asked for that an episode which is there may not have."""
        return bool(self.force or self.rewrite or self.keep or self.keep_master)

    def wish(self, day: date | None) -> WantedPost:
        """Return which post is wanted."""
        return WantedPost(day, self.post, drafts=self.drafts, future=self.future)


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


def build(
    show: Show,
    day: date | None,
    options: Options,
    report: Reporter,
    today: date | None = None,
) -> Built:
    """Make the episode of a date (None: of the newest digest), the pages and the feed.

    Whether a post is public is asked for `today` (None: now, in the show's zone). A preview is
    made below `preview/` and touches nothing else.
    Raises PodcastError when a stage fails; until the recording is finished nothing public has
    changed. The feed is written last, so that it never names a missing file, and a run that is
    killed at any moment is completed by the next one. Builds of one show wait for each other.
    """
    from podcast import embed
    from podcast.episode import settled
    from podcast.episode.withdrawn import tell_withdrawn

    wish = options.wish(day)
    with only_one(show.cache, report):
        post = _digest(show, wish, report, today)
        if wish.preview:
            return _previewed(show.as_preview(), post, options, report)
        made_of = settled.ingredients(show, post, options.engine, options.minutes)
        built = None if options.anew else _settled(show, post, made_of, report)
        if built is None:
            built = _published(show, post, made_of, options, report)
        if options.embed:
            embed.embed(show, built.episode)
        tell_withdrawn(show, report, today)
        return built


def _settled(show: Show, post: Digest, made_of: str, report: Reporter) -> Built | None:
    """Return the episode as it is, when a finished run made it of the same things."""
    from podcast.episode import settled

    episode = settled.find(show, post.date, made_of)
    if episode is None:
        return None
    report.detail("nothing has changed since it was made: nothing is made again")
    return Built(episode, show.folder(post.date) / episode.audio.file, calls=0)


def _published(show: Show, post: Digest, made_of: str, options: Options, report: Reporter) -> Built:
    """Make the episode, the pages and the feed."""
    from podcast import embed, surroundings
    from podcast.episode import settled
    from podcast.refresh import write_public

    surroundings.check(show, post.date)
    if options.embed:
        embed.refuse_unfit_post(post.path)
    attentive = Attentive(report)
    prepared = _prepared(show, post, options, attentive)
    engines = (options.engine,) if options.engine else None
    built = _made(show, prepared, engines, attentive, options)
    write_public(show, quick=True)
    if not attentive.warned:  # what was warned of is told again by the next run
        settled.note(show, post.date, made_of, prepared.text)
    return built


def revoice(show: Show, report: Reporter, *, with_player: bool = False) -> tuple[Built, ...]:
    """Speak the episodes that fell back once more, oldest first, with the engines they missed.

    What is said stays: an edited script.md is spoken as it is, and an episode whose post has
    changed or is gone is left alone, as is one that no better engine can speak. Each of them is
    told in a warning. Raises SpeechError when the engines could not speak a single one, and
    PodcastError for what is wrong with the show as a whole.
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
        post = _digest(show, wish, report, today)
        if wish.preview:
            show = _kept_private(show.as_preview())
        prepared = _prepared(show, post, options, report)
        prepared.save()
        return prepared


def explain_post(show: Show, day: date | None, options: Options, *, as_json: bool = False) -> str:
    """Return how a post is read: which ways were tried, what is an item, what is left out."""
    wish = options.wish(day)
    found = digest.load(posts.choose(show, wish).path, show.zone)
    return digest.why_json(found) if as_json else digest.why(found)


def _previewed(show: Show, post: Digest, options: Options, report: Reporter) -> Built:
    """Make an episode that no feed and no page will name."""
    from podcast.episode import catalogue
    from podcast.recording import record
    from podcast.refresh import remove_superseded

    _kept_private(show)
    remove_leftovers(show.folder(post.date))
    record.check_music(show)
    prepared = _prepared(show, post, options, report)
    engines = (options.engine,) if options.engine else None
    built = _made(show, prepared, engines, report, options)
    remove_superseded(show, catalogue.summarise(built.episode))
    return built


def _kept_private(show: Show) -> Show:
    """Keep what is made of a preview out of git, also where .gitignore is older than previews."""
    write_text(show.episodes / ".gitignore", "*\n")
    return show


def _made(
    show: Show,
    prepared: Prepared,
    engines: Sequence[str] | None,
    report: Reporter,
    options: Options,
) -> Built:
    """Speak a script, record it and write the episode's own files."""
    from podcast import check
    from podcast.assemble import assemble, finish, write_files
    from podcast.chinese import spoken
    from podcast.recording import record
    from podcast.speech import voicing

    script, post = prepared.script, prepared.digest
    readings = tuple(spoken(line.text, show.lexicon) for line in script.lines)
    _check_readings(prepared, readings, report)
    narration = voicing.Narration(show, script, readings, alone=options.engine is not None)
    voiced = voicing.voice(narration, engines, report, force=options.force)
    how = record.RecordingOptions(options.force, options.keep_master)
    recorded = record.record(show, post, script, voiced, report, how)
    prepared.save()
    episode = assemble(show, post, script, voiced, recorded)
    findings = check.check_written(show, episode, write_files(show, episode, recorded))
    audio = finish(show, episode, recorded.made.curves, findings)
    return Built(episode, audio, voiced.calls)


def _spoken_again(show: Show, episode: Episode, engines: Sequence[str], report: Reporter) -> Built:
    """Make an episode anew from the post and the words that it has."""
    day = date.fromisoformat(episode.date)
    path = show.root / episode.post.path
    wish = WantedPost(post=path, public=True) if path.is_file() else WantedPost(day, public=True)
    post = digest.load(posts.choose(show, wish).path, show.zone)
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


def _digest(show: Show, wish: WantedPost, report: Reporter, today: date | None) -> Digest:
    choice = posts.choose(show, wish, today)
    for line in choice.passed_over:
        report.say(f"passed over: {line}")
    found = choice.read or digest.load(choice.path, show.zone)
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
    from podcast.chinese import UNREADABLE
    from podcast.speech import is_speakable

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
