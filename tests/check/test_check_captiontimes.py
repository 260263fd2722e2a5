"""Captions of any script, as the program writes them, against the rules: no false alarm."""

from __future__ import annotations

from itertools import accumulate, pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.audio import transcript
from podcast.audio.captions import captions
from podcast.audio.timeline import words
from podcast.check.cues import read_json, read_srt, read_vtt
from podcast.check.transcripts import faults
from podcast.episode import manifest
from podcast.episode.manifest import SegmentRecord
from podcast.model import Line, Placed, Segment, Word

HOSTS = ("晓晓", "云希")
PIECES = [*"今天发布，。、：；“”（）《》—…>", "模型推理成本", "Nova 3.0", "42.8%", " ", "云希："]
Said = list[tuple[str, int, bool]]
"""Pieces of a line: what is said, milliseconds for each character, whether it has a time."""

SAID = st.lists(
    st.tuples(st.sampled_from(PIECES), st.integers(0, 400), st.booleans()), min_size=1, max_size=24
)
LINES = st.lists(
    st.tuples(st.sampled_from(HOSTS), SAID, st.integers(1, 200)), min_size=1, max_size=6
)
"""Host, pieces, and the pause after the line in hundredths of a second."""


def _segment(number: int, host: str, said: Said) -> Segment:
    text = "".join(["字", *(piece for piece, _, _ in said)])
    places = accumulate((len(piece) for piece, _, _ in said), initial=1)
    times = list(accumulate((len(piece) * each / 1000 for piece, each, _ in said), initial=0.2))
    timed_words = tuple(
        Word(first, last, start, end)
        for (first, last), (start, end), (piece, _, timed) in zip(
            pairwise(places), pairwise(times), said, strict=True
        )
        if timed and piece[0].isalnum()
    )
    line = Line(host, "item", 1, text)
    return Segment(line, number, "tone", "low", "", "", 1, Path(), 24_000, times[-1], timed_words)


def _placed(lines: list[tuple[str, Said, int]]) -> list[Placed]:
    placed: list[Placed] = []
    start = 0.3
    for number, (host, said, pause) in enumerate(lines, 1):
        segment = _segment(number, host, said)
        placed.append(Placed(segment, start, start + segment.seconds))
        start = round(placed[-1].end + pause / 100, 2)
    return placed


def _record(placed: Placed) -> SegmentRecord:
    segment = placed.segment
    return SegmentRecord(
        line=segment.number, host=segment.line.host, part="item", item=1, text=segment.line.text,
        spoken="", start=round(placed.start, 3), end=round(placed.end, 3), key="", tries=1,
        words=tuple((each.start, each.end, each.starts_at, each.ends_at) for each in words(placed)),
    )  # fmt: skip


@given(LINES, st.sampled_from([0.6, 15.0]))
@settings(deadline=None, max_examples=100)
def test_what_the_program_writes_holds(lines: list[tuple[str, Said, int]], tail: float) -> None:
    """Lines of no length, without times, full of marks or named like a host: all three files."""
    placed = _placed(lines)
    made = manifest.load(Path(__file__).parents[1] / "data" / "episode.json")
    seconds = round(placed[-1].end + tail, 3)
    episode = made.model_copy(
        update={
            "segments": tuple(map(_record, placed)),
            "hosts": dict.fromkeys(HOSTS, ""),
            "audio": made.audio.model_copy(update={"seconds": seconds}),
        }
    )
    shown, files = captions(placed, seconds), episode.files
    assert list(faults(episode, files.vtt, read_vtt(transcript.vtt(shown)))) == []
    assert list(faults(episode, files.srt, read_srt(transcript.srt(shown)))) == []
    assert list(faults(episode, files.transcript, read_json(transcript.json(shown)))) == []
