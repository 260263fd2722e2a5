"""The Speech stage: it returns a segment for each line, from the cache or from an engine."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

from podcast.errors import EngineUnavailable, PodcastError, SpeechError
from podcast.model import Clip, Line, Segment, Spoken, Voice
from podcast.speech.cache import Cache, Stored, key_of
from podcast.speech.engine import Engine
from podcast.speech.proof import problem

_TRIES = 2
"""How many times at most a clip is made until it passes the checks of `proof`. Failed requests to
a service do not count here: engines repeat them themselves."""

_SILENCE = 10.0
"""After so many seconds without a clip a person is told how far it is all the same."""

SpokenLine = tuple[Line, Spoken, Voice]


@dataclass(frozen=True, slots=True)
class SpeechProgress:
    """How far the stage is, for a progress bar; `done` and `total` count lines."""

    done: int
    total: int
    calls: int
    """How many speech calls this run has made."""
    seconds_of_audio: float
    """The total length of the lines that are done."""


@dataclass(frozen=True, slots=True)
class _Job:
    """One clip to make, for all the lines that share its key."""

    key: str
    number: int
    """The number of the first of these lines, for messages."""
    spoken: Spoken
    voice: Voice


@dataclass(frozen=True, slots=True)
class _Result:
    """A clip in the cache, and how many calls this run needed to make it."""

    stored: Stored
    tries: int


_Ready = dict[str, _Result]
"""Clips that have become ready, by their keys."""


def speak_lines(
    lines: Sequence[SpokenLine],
    engine: Engine,
    cache: Cache,
    on_done: Callable[[SpeechProgress], None],
    numbers: Sequence[int] | None = None,
) -> tuple[Segment, ...]:
    """Return a segment for every line, in the order of the lines.

    `numbers` are the line numbers in the script, from 1; None means that the lines are the whole
    script. A clip is stored as soon as it is made, so a run goes on where an earlier run was
    killed. `on_done` is called in the caller's thread, also when nothing has come for ten seconds.
    The first final failure is raised (SpeechError, EngineUnavailable, CacheError); after that, or
    after an interrupt, no other line is begun.
    """
    keys = [key_of(spoken, voice, engine) for _, spoken, voice in lines]
    numbers = range(1, len(lines) + 1) if numbers is None else numbers
    clips: dict[str, _Result] = {}
    # closed at once when `on_done` raises, so that nothing more is begun
    with closing(_results(_jobs(lines, keys, numbers), engine, cache)) as results:
        for ready in results:
            clips.update(ready)
            on_done(_progress(keys, clips))
    return tuple(
        _segment(line, key, clips[key].stored, engine.name, number)
        for line, key, number in zip(lines, keys, numbers, strict=True)
    )


def all_cached(lines: Sequence[SpokenLine], engine: Engine, cache: Cache) -> bool:
    """Tell whether the cache holds every line."""
    return all(cache.get(key_of(spoken, voice, engine)) for _, spoken, voice in lines)


def _jobs(
    lines: Sequence[SpokenLine], keys: Sequence[str], numbers: Sequence[int]
) -> tuple[_Job, ...]:
    jobs: dict[str, _Job] = {}
    for number, key, (_, spoken, voice) in zip(numbers, keys, lines, strict=True):
        jobs.setdefault(key, _Job(key, number, spoken, voice))
    return tuple(jobs.values())


def _results(jobs: Sequence[_Job], engine: Engine, cache: Cache) -> Generator[_Ready]:
    """Yield the clips in the cache, then each clip of the engine as soon as it is ready.

    What is yielded is empty when the engine has made none for some time.
    """
    missing: list[_Job] = []
    for job in jobs:
        stored = cache.get(job.key)
        if stored:
            yield {job.key: _Result(stored, 0)}
        else:
            missing.append(job)
    if missing:
        yield from _make_all(missing, engine, cache)


def _make_all(jobs: Sequence[_Job], engine: Engine, cache: Cache) -> Generator[_Ready]:
    from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

    # the longest first: a long line that begins last would leave the other workers idle
    jobs = sorted(jobs, key=lambda job: len(job.spoken.text), reverse=True)
    pool = ThreadPoolExecutor(engine.parallel, thread_name_prefix="speech")
    try:
        futures = {pool.submit(_make, job, engine, cache): job for job in jobs}
        waiting = set(futures)
        while waiting:
            finished, waiting = wait(waiting, _SILENCE, FIRST_COMPLETED)
            for future in finished:
                yield {futures[future].key: future.result()}
            if not finished:
                yield {}
    except PodcastError as error:
        engine.stop(str(error))
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _make(job: _Job, engine: Engine, cache: Cache) -> _Result:
    wrong = ""
    for tries in range(1, _TRIES + 1):
        clip = _speak(job, engine)
        wrong = problem(clip, job.spoken, job.voice)
        if not wrong:
            return _Result(cache.put(job.key, clip, tries, engine.name), tries)
    raise SpeechError(
        f"{_place(job)}: {engine.name} made a clip that is {wrong}; "
        "build again, change the line, or use another engine"
    )


def _speak(job: _Job, engine: Engine) -> Clip:
    try:
        return engine.speak(job.spoken, job.voice)
    except EngineUnavailable:
        raise  # not the line's fault
    except SpeechError as error:
        place = _place(job)
        raise SpeechError(f"{place}: {error}", reason=f"{place}: {error.reason}") from error


def _place(job: _Job) -> str:
    return f"line {job.number} of the script (`{job.spoken.raw[:20]}…`)"


def _progress(keys: Sequence[str], clips: dict[str, _Result]) -> SpeechProgress:
    ready = [clips[key].stored for key in keys if key in clips]
    return SpeechProgress(
        done=len(ready),
        total=len(keys),
        calls=sum(each.tries for each in clips.values()),
        seconds_of_audio=sum(stored.seconds for stored in ready),
    )


def _segment(
    spoken_line: SpokenLine, key: str, stored: Stored, engine: str, number: int
) -> Segment:
    line, spoken, voice = spoken_line
    return Segment(
        line=line,
        number=number,
        engine=engine,
        voice=voice.name,
        spoken=spoken.text,
        key=key,
        tries=stored.tries,
        audio=stored.audio,
        sample_rate=stored.sample_rate,
        seconds=stored.seconds,
        words=stored.words,
    )
