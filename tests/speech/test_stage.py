"""The speech stage: order, cache, parallel work, failure."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from edge_service import EdgeService
from readings import reading

from podcast.errors import EngineUnavailable, SpeechError
from podcast.model import Clip, Line, Segment, Spoken, Voice
from podcast.speech import Cache, SpeechProgress, all_cached, load, speak_lines
from podcast.speech.edge.engine import EdgeEngine
from podcast.speech.tone import ToneEngine

_LIMIT = 60
"""Seconds after which a thread is taken to hang."""

LOW = Voice("tone", "low")
HIGH = Voice("tone", "high")


@dataclass
class WatchedTone:
    """The tone engine, with a say in each call: `before(text)` may wait or raise, `after` spoil."""

    before: Callable[[str], None] = lambda _: None
    after: Callable[[Clip, int], Clip] = lambda clip, _: clip
    parallel: int = 2
    calls: list[str] = field(default_factory=list)
    name: str = "tone"
    version: str = "1"
    stopped: list[str] = field(default_factory=list)

    def stop(self, why: str) -> None:
        """Remember why."""
        self.stopped.append(why)

    def voices(self) -> tuple[str, ...]:
        """Return those of the tone engine."""
        return ToneEngine().voices()

    def speak(self, spoken: Spoken, voice: Voice) -> Clip:
        """Speak as the tone engine does, and keep count."""
        self.calls.append(spoken.raw)
        self.before(spoken.raw)
        return self.after(ToneEngine().speak(spoken, voice), len(self.calls))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return an empty cache."""
    return Cache(tmp_path / "segments")


def lines(*texts: str, voice: Voice = LOW) -> list[tuple[Line, Spoken, Voice]]:
    return [
        (Line("晓晓", "item", number, text), reading(text), voice)
        for number, text in enumerate(texts, 1)
    ]


def wait_for_workers() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("speech"):
            thread.join(_LIMIT)
            assert not thread.is_alive()


def ignore(_: SpeechProgress) -> None:
    pass


def test_segments_keep_the_order_of_the_lines(cache: Cache) -> None:
    """Long lines are begun first; the result is in the order of the script."""
    texts = ["一", "一二三四五六七八九", "一二三", "一二三四五"]
    engine = WatchedTone(parallel=1)
    segments = speak_lines(lines(*texts), engine, cache, ignore)
    assert [segment.line.text for segment in segments] == texts
    assert [segment.number for segment in segments] == [1, 2, 3, 4]
    assert engine.calls == sorted(texts, key=len, reverse=True)


def test_a_segment_tells_what_was_made(cache: Cache) -> None:
    """A segment holds its line, voice, spoken form, sound file, length and words."""
    spoken = reading("今天", ("3.0", "三点零", "version"), "。")
    line = Line("云希", "opening", None, spoken.raw)
    (segment,) = speak_lines([(line, spoken, HIGH)], ToneEngine(), cache, ignore)
    assert segment.line is line
    assert (segment.engine, segment.voice, segment.tries) == ("tone", "high", 1)
    assert segment.spoken == "今天三点零。"
    assert segment.audio.is_relative_to(cache.folder)
    clip = ToneEngine().speak(spoken, HIGH)
    assert (segment.seconds, segment.words) == (clip.seconds, clip.words)


def test_a_second_run_makes_no_call(cache: Cache) -> None:
    """What is cached is not made again, and the segments are the same."""
    first = speak_lines(lines("今天", "发布"), ToneEngine(), cache, ignore)
    engine = WatchedTone()
    second = speak_lines(lines("今天", "发布"), engine, cache, ignore)
    assert engine.calls == []
    assert second == first


def test_only_a_changed_line_is_made(cache: Cache) -> None:
    """After an edit the engine speaks the edited line alone."""
    speak_lines(lines("今天", "发布", "模型"), ToneEngine(), cache, ignore)
    engine = WatchedTone()
    speak_lines(lines("今天", "停用", "模型"), engine, cache, ignore)
    assert engine.calls == ["停用"]


def test_identical_lines_are_made_once(cache: Cache) -> None:
    """A repeated line shares its clip; another voice does not."""
    engine = WatchedTone()
    repeated = [*lines("今天", "今天"), *lines("今天", voice=HIGH)]
    segments = speak_lines(repeated, engine, cache, ignore)
    assert len(engine.calls) == 2
    assert [segment.tries for segment in segments] == [1, 1, 1]
    assert segments[0].key == segments[1].key != segments[2].key


def test_progress_counts_lines_calls_and_seconds(cache: Cache) -> None:
    """Progress comes in the caller's thread, cached lines first, and ends at the total."""
    speak_lines(lines("今天"), ToneEngine(), cache, ignore)
    seen: list[SpeechProgress] = []
    threads: set[threading.Thread] = set()

    def on_done(progress: SpeechProgress) -> None:
        seen.append(progress)
        threads.add(threading.current_thread())

    segments = speak_lines(lines("今天", "发布", "模型", "发布"), ToneEngine(), cache, on_done)
    assert seen[0] == SpeechProgress(1, 4, 0, segments[0].seconds)
    assert [progress.done for progress in seen][-1] == 4
    assert seen[-1].calls == 2
    assert seen[-1].seconds_of_audio == pytest.approx(sum(s.seconds for s in segments))
    assert threads == {threading.current_thread()}


def test_no_lines_no_work(cache: Cache) -> None:
    """An empty script gives no segments and starts nothing."""
    assert speak_lines([], ToneEngine(), cache, ignore) == ()
    assert not cache.folder.exists()


def test_as_many_calls_at_once_as_the_engine_allows(cache: Cache) -> None:
    """Calls run side by side up to `parallel`, never more."""
    barrier = threading.Barrier(3)
    engine = WatchedTone(before=lambda _: (barrier.wait(_LIMIT), None)[1], parallel=3)
    texts = [chr(0x4E00 + n) for n in range(6)]
    assert len(speak_lines(lines(*texts), engine, cache, ignore)) == 6


def test_the_first_failure_ends_the_run(cache: Cache) -> None:
    """A line that cannot be spoken is named; what has not begun is dropped."""
    ended = threading.Event()

    def fail(text: str) -> None:
        if len(text) == 9:
            raise SpeechError("out of breath")
        ended.wait(_LIMIT)  # the call that has begun meanwhile is still at work when the run ends

    engine = WatchedTone(before=fail, parallel=1)
    texts = ["一二三四五六七八", "一二三四五六七八九", *(chr(0x4E00 + n) for n in range(20))]
    with pytest.raises(SpeechError, match=r"line 2 of the script \(`一二三.*out of breath"):
        speak_lines(lines(*texts), engine, cache, ignore)
    ended.set()
    wait_for_workers()
    assert len(engine.calls) <= 2


def test_an_unavailable_engine_stays_recognisable(cache: Cache) -> None:
    """EngineUnavailable passes as it is, so that the caller can try the next engine."""

    def fail(_: str) -> None:
        raise EngineUnavailable("edge: gone")

    with pytest.raises(EngineUnavailable, match=r"^edge: gone$"):
        speak_lines(lines("今天"), WatchedTone(before=fail), cache, ignore)


def test_an_interrupt_drops_what_has_not_begun(cache: Cache) -> None:
    """Ctrl-C in the caller ends the run at once; finished clips stay and the next run goes on."""
    ended = threading.Event()

    def interrupt(progress: SpeechProgress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    def hold_the_third(_: str) -> None:
        if len(engine.calls) > 2:
            ended.wait(_LIMIT)

    texts = [chr(0x4E00 + n) for n in range(20)]
    engine = WatchedTone(before=hold_the_third, parallel=1)
    with pytest.raises(KeyboardInterrupt):
        speak_lines(lines(*texts), engine, cache, interrupt)
    ended.set()
    wait_for_workers()
    begun = len(engine.calls)
    assert begun <= 3
    again = WatchedTone()
    assert len(speak_lines(lines(*texts), again, cache, ignore)) == 20
    assert len(again.calls) == 20 - begun


def silent(clip: Clip) -> Clip:
    return replace(clip, samples=np.zeros_like(clip.samples))


def test_a_bad_clip_is_made_once_more(cache: Cache) -> None:
    """A clip that fails its proof is not used; the second one is, and both calls are counted."""
    engine = WatchedTone(after=lambda clip, call: silent(clip) if call == 1 else clip)
    seen: list[SpeechProgress] = []
    (segment,) = speak_lines(lines("今天发布"), engine, cache, seen.append)
    assert segment.tries == 2
    assert seen[-1].calls == 2


def test_a_lasting_bad_clip_is_an_error(cache: Cache) -> None:
    """Two bad clips end the run with the reason, and nothing bad is stored."""
    engine = WatchedTone(after=lambda clip, _: silent(clip))
    with pytest.raises(SpeechError, match=r"line 1 .*tone made a clip that is silent"):
        speak_lines(lines("今天发布"), engine, cache, ignore)
    assert len(engine.calls) == 2
    assert not cache.folder.exists()


def test_edge_lines_arrive_in_order_through_faults(edge_service: EdgeService, cache: Cache) -> None:
    """Faults on the way cost connections, never a line or the order."""
    edge_service.first("503", "close", "no-audio", "abort")
    voice = Voice("edge", "zh-CN-YunxiNeural")
    texts = [chr(0x4E00 + n) * (n + 1) for n in range(8)]
    engine = load("edge", parallel=2)
    assert isinstance(engine, EdgeEngine)
    segments: tuple[Segment, ...] = speak_lines(lines(*texts, voice=voice), engine, cache, ignore)
    assert [segment.spoken for segment in segments] == texts
    assert edge_service.connections == 12
    assert edge_service.peak <= 2


def test_all_cached_is_true_after_a_run(cache: Cache) -> None:
    """Whether a build needs the engine at all can be asked first; one missing line is enough."""
    wanted = lines("今天", "发布")
    speak_lines(wanted[:1], ToneEngine(), cache, ignore)
    assert not all_cached(wanted, ToneEngine(), cache)
    speak_lines(wanted, ToneEngine(), cache, ignore)
    assert all_cached(wanted, ToneEngine(), cache)


def test_a_refreshing_cache_makes_all_anew(cache: Cache) -> None:
    """With `refresh` every line is spoken again and stored, whatever is there."""
    speak_lines(lines("今天"), ToneEngine(), cache, ignore)
    engine = WatchedTone()
    speak_lines(lines("今天"), engine, replace(cache, refresh=True), ignore)
    assert engine.calls == ["今天"]
