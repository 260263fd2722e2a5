"""Speech recognition of the published recording: `podcast check --asr`.

The lines are cut out of the MP3 at the times of the manifest and transcribed. This finds a voice
that stumbles, a line that is missing in the mix, and wrong times. It needs the extra `verify`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from podcast import listening
from podcast.chinese import spoken
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.errors import AudioError
from podcast.lib import ffmpeg
from podcast.listening.transcribe import SAMPLE_RATE, Ear
from podcast.model import Finding
from podcast.show.config import Show

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RULE = "listening"
_WORDLESS = "tone"
"""The engine that plays tones, in which no words can be heard."""


def hear(show: Show, days: Sequence[date], say: Callable[[str], None]) -> tuple[Finding, ...]:
    """Transcribe the episodes of these dates (of all dates when none is given), line by line.

    Return for every episode the lines with too many mistakes (warn), other lines with mistakes
    (info), both with the worst first, and a summary for each voice (info). `say` gets a message
    before each episode, as transcribing takes long. Raises AudioError when the extra `verify` is
    not installed, FeedError when a date has no episode or a manifest is broken.
    """
    paths = [manifest.locate(show.episodes, day) for day in days] or manifest.paths(show.episodes)
    ear: Ear | None = None
    findings: list[Finding] = []
    for path in paths:
        episode = manifest.load(path)
        if episode.engine == _WORDLESS:
            findings.append(_info(path, "speaks in test tones, which nobody can understand"))
            continue
        ear = ear or Ear()
        say(f"listening to the {len(episode.segments)} lines of {episode.date}")
        findings += _of_episode(show, episode, path, ear)
    return tuple(findings)


def _of_episode(show: Show, episode: Episode, path: Path, ear: Ear) -> Iterator[Finding]:
    audio = path.with_name(episode.audio.file)
    try:
        samples = ffmpeg.decode(audio, SAMPLE_RATE)
    except AudioError as error:
        message = str(error).removeprefix(f"{audio}: ")
        remedy = f"run `podcast build {episode.date} --force`"
        yield Finding(_RULE, "error", str(audio), message, remedy)
        return
    rows = list(listening.check(_takes(show, episode, path, samples), ear))
    warnings = listening.findings(rows)
    yield from warnings
    worth_a_warning = {finding.place for finding in warnings}
    for row in listening.worst_first(rows):
        if row.score.mistakes and row.place not in worth_a_warning:
            yield _info(row.place, _mistakes(row))
    for voice in dict.fromkeys(row.voice for row in rows):
        yield _info(path, _total(voice, [row for row in rows if row.voice == voice]))


def _takes(
    show: Show, episode: Episode, path: Path, samples: NDArray[np.int16]
) -> Iterator[listening.Recorded]:
    voices = episode.hosts
    for segment in episode.segments:
        start, end = (round(time * SAMPLE_RATE) for time in (segment.start, segment.end))
        yield listening.Recorded(
            place=f"{path}: line {segment.line}",
            voice=voices.get(segment.host, episode.engine),
            reading=spoken(segment.text, show.lexicon),
            samples=samples[start:end],
        )


def _info(place: Path | str, message: str) -> Finding:
    return Finding(_RULE, "info", str(place), message, "nothing need be done")


def _mistakes(row: listening.HeardLine) -> str:
    return (
        f"{len(row.score.mistakes)} mistakes in {row.score.syllables} syllables "
        f"({listening.mistakes_text(row.score)}): heard as `{row.transcript}`"
    )


def _total(voice: str, rows: Sequence[listening.HeardLine]) -> str:
    syllables = sum(row.score.syllables for row in rows)
    flawless = sum(not row.score.mistakes for row in rows)
    gaps = [gap for row in rows for gap in row.score.gaps]
    return (
        f"{voice}: syllable error {listening.total(rows):.2%} of {syllables} syllables; "
        f"{flawless} of {len(rows)} lines without a mistake; of {len(gaps)} runs of Latin words "
        f"{sum(gap.recognised for gap in gaps)} exact, {sum(gap.near for gap in gaps)} near"
    )
