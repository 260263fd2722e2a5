"""Which engine speaks an episode: the first one that can speak all of it.

Two engines are never mixed within one episode. What the first has spoken before it failed stays in
the cache. An episode that is wholly in the cache keeps its engine, so that building an unchanged
post makes no speech call; `missed` tells which engines may still improve it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from podcast import manifest, speech
from podcast.chinese import guessed, lexicon
from podcast.config import Show
from podcast.errors import PodcastError, SpeechError
from podcast.model import Script, Segment, Spoken, Voice
from podcast.progress import Reporter
from podcast.speech import Cache, Engine, SpeechProgress
from podcast.speech.cache import FOLDER


@dataclass(frozen=True, slots=True)
class Narration:
    """A script with how each of its lines is read."""

    show: Show
    script: Script
    readings: tuple[Spoken, ...]

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
            host.name: speech.voice_for(host, index, engine_name)
            for index, host in enumerate(self.show.hosts)
        }

    @property
    def guessed(self) -> tuple[str, ...]:
        """The Latin words whose reading was guessed, in order, each once in whatever capitals."""
        words: dict[tuple[str, bool], str] = {}
        for word in (word for each in self.readings for word in guessed(each)):
            words.setdefault(lexicon.identity(word, exact=False), word)
        return tuple(words.values())


@dataclass(frozen=True, slots=True)
class Voiced:
    """The segments of an episode, and why they come from this engine (None: as configured)."""

    segments: tuple[Segment, ...]
    engine: str
    reason: str | None
    voices: tuple[tuple[str, str], ...]
    """Host and voice, for the hosts that speak, in the order of voices.yaml."""
    guessed: tuple[str, ...]
    calls: int


def missed(show: Show, episode: manifest.Episode) -> tuple[str, ...]:
    """Return the engines that voices.yaml prefers to the one that an episode fell back to.

    Each of them is preferred to one that is not there, as of a preview. Empty: nothing is missed;
    so it is when a person asked for the engine by `--engine`.
    """
    if episode.engine not in show.engines:
        return show.engines
    if episode.engine_reason is None:
        return ()
    place = show.engines.index(episode.engine)
    return show.engines[: max(1, place)]  # 0: voices.yaml had another order, the reason is void


def voice(
    narration: Narration,
    engines: Sequence[str] | None,
    report: Reporter,
    *,
    force: bool = False,
) -> Voiced:
    """Speak a script with the first of `engines` that can; with None those of voices.yaml.

    Raises SpeechError when no engine can speak the whole of it.
    """
    show = narration.show
    cache = Cache(show.cache / FOLDER, refresh=force)
    if engines is None and not force:
        kept = _as_before(narration, cache, report)
        if kept:
            return kept
    names = engines or show.engines
    failures: list[str] = []
    for name in names:
        try:
            reason = "; ".join(failures) or None
            report.detail(f"engine {name}")
            return _voiced(narration, _loaded(name, show), cache, reason, report)
        except SpeechError as error:
            failures.append(f"{name}: {str(error).removeprefix(f'{name}: ')}")
            if name != names[-1]:
                report.warn(failures[-1])
    raise SpeechError("no engine could speak the episode: " + "; ".join(failures))


def _loaded(name: str, show: Show) -> Engine:
    return speech.load(name, **speech.settings(name, show.speech))


def _as_before(narration: Narration, cache: Cache, report: Reporter) -> Voiced | None:
    """Return the episode as its manifest says it was spoken, if every line of it is cached."""
    path = narration.show.folder(narration.script.date) / manifest.FILE_NAME
    before = _readable(path) if path.exists() else None
    if before is None or before.engine not in narration.show.engines:
        return None
    try:
        engine = _loaded(before.engine, narration.show)
    except SpeechError:
        return None  # it is told when its turn comes
    if not speech.all_cached(narration.lines(engine.name), engine, cache):
        return None
    report.detail(f"every line is in the cache as {engine.name} spoke it")
    fell_back = engine.name != narration.show.engines[0]  # voices.yaml may have had another order
    reason = before.engine_reason if fell_back else None
    return _voiced(narration, engine, cache, reason, report)


def _readable(path: Path) -> manifest.Episode | None:
    """Return the manifest, or None when it is broken: this build replaces it."""
    try:
        return manifest.load(path)
    except PodcastError:
        return None


def _voiced(
    narration: Narration, engine: Engine, cache: Cache, reason: str | None, report: Reporter
) -> Voiced:
    calls = 0

    def on_done(progress: SpeechProgress) -> None:
        nonlocal calls
        calls = progress.calls
        report.speaking(progress.done, progress.total, progress.seconds_of_audio)

    segments = speech.speak_lines(narration.lines(engine.name), engine, cache, on_done)
    speaking = {line.host for line in narration.script.lines}
    voices = narration.voices(engine.name)
    return Voiced(
        segments=segments,
        engine=engine.name,
        reason=reason,
        voices=tuple((host, each.name) for host, each in voices.items() if host in speaking),
        guessed=narration.guessed,
        calls=calls,
    )
