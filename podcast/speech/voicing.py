"""Choose the engine of an episode: the first engine that can speak every line.

Two engines are never mixed within one episode, unless a host has an engine of its own (`always:
true` in voices.yaml): then the lines of the other hosts share one engine. Lines that an engine has
spoken before it failed stay in the cache. An episode that is wholly in the cache keeps its engine,
so that building an unchanged post makes no speech call; `missed` names the engines that may still
improve the episode.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from podcast import speech
from podcast.chinese import guessed, lexicon
from podcast.episode import manifest
from podcast.errors import PodcastError, SpeechError
from podcast.lib.progress import Reporter
from podcast.model import Host, Script, Segment, Spoken, Voice
from podcast.show.config import Show
from podcast.speech import Cache, Engine, SpeechProgress, syllablecount
from podcast.speech.cache import FOLDER

_SYLLABLES_A_SECOND = 4.5
"""How fast the voices speak, pauses between lines left out, for a first estimate."""


@dataclass(frozen=True, slots=True)
class Narration:
    """A script with the reading of each line."""

    show: Show
    script: Script
    readings: tuple[Spoken, ...]
    alone: bool = False
    """Whether `--engine` names one engine for all hosts; then the engines of hosts are ignored."""

    def lines(self, engine_name: str) -> tuple[speech.SpokenLine, ...]:
        """Return the lines with the voices of an engine."""
        voices = self.voices(engine_name)
        return tuple(
            (line, reading, voices[line.host])
            for line, reading in zip(self.script.lines, self.readings, strict=True)
        )

    def voices(self, engine_name: str) -> dict[str, Voice]:
        """Return the voice of each host of the show."""
        return {
            host.name: speech.voice_for(host, index, self._engine_of(host, engine_name))
            for index, host in enumerate(self.show.hosts)
        }

    def _engine_of(self, host: Host, engine_name: str) -> str:
        return engine_name if self.alone or host.engine is None else host.engine

    @property
    def guessed(self) -> tuple[str, ...]:
        """The Latin words with a guessed reading, in order, each only once whatever its case."""
        words: dict[tuple[str, bool], str] = {}
        for word in (word for each in self.readings for word in guessed(each)):
            words.setdefault(lexicon.identity(word, exact=False), word)
        return tuple(words.values())


@dataclass(frozen=True, slots=True)
class Voiced:
    """The segments of an episode, and why they come from this engine.

    The reason is None when the engine is the first choice. It is published, so it quotes nothing
    that a service has sent.
    """

    segments: tuple[Segment, ...]
    engine: str
    reason: str | None
    voices: tuple[tuple[str, str], ...]
    """The pairs of host and voice for the hosts that speak, in the order of voices.yaml."""
    guessed: tuple[str, ...]
    calls: int


def missed(show: Show, engine: str, reason: str | None) -> tuple[str, ...]:
    """Return the engines that voices.yaml prefers to the engine that an episode fell back to.

    `reason` is why it did, None when it was the first choice. All engines are returned when
    voices.yaml does not list the episode's engine (`tone`); none when it lists that engine and no
    other engine had failed.
    """
    if engine not in show.engines:
        return show.engines
    if reason is None:
        return ()
    place = show.engines.index(engine)
    # voices.yaml has since put this engine first: speaking again records it as the first choice
    return show.engines[: max(1, place)]


def voice(
    narration: Narration,
    engines: Sequence[str] | None,
    report: Reporter,
    *,
    force: bool = False,
) -> Voiced:
    """Speak a script with the first engine that can; None means the engines of voices.yaml.

    Raises SpeechError when no engine can speak the whole script.
    """
    show = narration.show
    cache = Cache(show.cache / FOLDER, refresh=force)
    if engines is None and not force:
        unchanged = _as_before(narration, cache, report)
        if unchanged:
            return unchanged
    names = engines or show.engines
    failures: list[str] = []
    reasons: list[str] = []
    for name in names:
        if failures:
            report.say(_takes_over(name, narration))
        try:
            reason = "; ".join(reasons) or None
            report.detail(f"engine {name}")
            return _voiced(narration, _loaded(name, show), cache, reason, report)
        except SpeechError as error:
            failures.append(_by(name, str(error)))
            reasons.append(_by(name, error.reason))
            if name != names[-1]:
                report.warn(failures[-1])
    raise SpeechError("no engine could speak the episode: " + "; ".join(failures))


def _takes_over(name: str, narration: Narration) -> str:
    """Return the line that names the engine that speaks now, and for about how long."""
    seconds = sum(map(syllablecount.count, narration.readings)) / _SYLLABLES_A_SECOND
    wait = max(1, round(seconds * speech.ENGINES[name].work / 10)) * 10
    return f"{name} speaks now: {seconds / 60:.0f} min of sound, which take it about {wait} s"


def _by(name: str, failure: str) -> str:
    return f"{name}: {failure.removeprefix(f'{name}: ')}"


def _loaded(name: str, show: Show) -> Engine:
    return speech.load(name, **speech.settings(name, show.speech))


def _as_before(narration: Narration, cache: Cache, report: Reporter) -> Voiced | None:
    """Return the episode as the manifest's engine spoke it, if the cache holds every line."""
    path = narration.show.folder(narration.script.date) / manifest.FILE_NAME
    before = _readable(path) if path.exists() else None
    if before is None or before.engine not in narration.show.engines:
        return None
    try:
        engine = _loaded(before.engine, narration.show)
    except SpeechError:
        return None  # reported when this engine's turn comes
    if not all(
        speech.all_cached([line for _, line in group], _speaker(name, engine, narration), cache)
        for name, group in _by_engine(narration, engine).items()
    ):
        return None
    report.detail(f"every line is in the cache as {engine.name} spoke it")
    fell_back = engine.name != narration.show.engines[0]  # voices.yaml may have had another order
    reason = before.engine_reason if fell_back else None
    return _voiced(narration, engine, cache, reason, report)


def _readable(path: Path) -> manifest.Episode | None:
    """Return the manifest, or None when it is broken, as this build replaces it."""
    try:
        return manifest.load(path)
    except PodcastError:
        return None


def _voiced(
    narration: Narration, engine: Engine, cache: Cache, reason: str | None, report: Reporter
) -> Voiced:
    latest: dict[str, SpeechProgress] = {}

    def on_done(name: str, progress: SpeechProgress) -> None:
        latest[name] = progress
        done = sum(each.done for each in latest.values())
        seconds = sum(each.seconds_of_audio for each in latest.values())
        report.speaking(done, len(narration.readings), seconds)

    segments: list[Segment] = []
    for name, group in _by_engine(narration, engine).items():
        numbers, lines = [number for number, _ in group], [line for _, line in group]
        speaker = _speaker(name, engine, narration)
        opening = speech.ENGINES[name].opening
        if opening and not speech.all_cached(lines, speaker, cache):
            report.say(f"{name}: {opening}")
        segments += speech.speak_lines(lines, speaker, cache, partial(on_done, name), numbers)
    speaking = {line.host for line in narration.script.lines}
    voices = narration.voices(engine.name)
    return Voiced(
        segments=tuple(sorted(segments, key=lambda segment: segment.number)),
        engine=engine.name,
        reason=reason,
        voices=tuple((host, each.name) for host, each in voices.items() if host in speaking),
        guessed=narration.guessed,
        calls=sum(each.calls for each in latest.values()),
    )


def _by_engine(
    narration: Narration, engine: Engine
) -> dict[str, list[tuple[int, speech.SpokenLine]]]:
    """Return the lines with their numbers in the script, grouped by the engine of their voices."""
    groups: dict[str, list[tuple[int, speech.SpokenLine]]] = {}
    for number, line in enumerate(narration.lines(engine.name), 1):
        groups.setdefault(line[2].engine, []).append((number, line))
    return groups


def _speaker(name: str, engine: Engine, narration: Narration) -> Engine:
    return engine if name == engine.name else _loaded(name, narration.show)
