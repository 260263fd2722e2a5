"""Facts at the head, totals of the hosts."""

from __future__ import annotations

import pytest

from podcast.episode.manifest import AlternateRecord, Episode
from podcast.model import Curves
from podcast.report.summary import Fact, facts, speakers

ENGINES = ("kokoro", "edge")


def _facts(episode: Episode) -> dict[str, Fact]:
    return {fact.name: fact for fact in facts(episode, ENGINES)}


def test_facts_have_units_and_what_they_should_be(episode: Episode) -> None:
    """A figure without its bound tells nothing."""
    found = _facts(episode)
    assert found["时长"] == Fact("时长", "1 分 18 秒", "5 章")
    assert found["音量"] == Fact("音量", "合适", "−16.0 LUFS，平台要 −16 ±0.5")
    assert found["最响处"] == Fact("最响处", "不会破音", "峰值 −1.4 dBTP，不超过 −1.0")
    assert found["句子"] == Fact("句子", "12 句", "都是一次说好")
    assert found["大小"] == Fact("大小", "4 kB", "MP3")
    assert found["声音 · 云希"].value == "zm_yunxi"


@pytest.mark.parametrize(
    ("engine", "reason", "note"),
    [
        ("kokoro", None, "voices.yaml 的首选"),
        ("edge", None, "用 --engine 指定"),
        ("tone", None, "用 --engine 指定"),
        ("edge", "kokoro: no model", "首选的没有说成，原因见上"),
    ],
)
def test_it_is_told_why_this_engine_speaks(
    episode: Episode, engine: str, reason: str | None, note: str
) -> None:
    """By preference, by a person's word, or because another one failed, which is odd."""
    update = {"engine": engine, "engine_reason": reason}
    found = _facts(episode.model_copy(update=update))["配音"]
    assert (found.value, found.note, found.odd) == (engine, note, reason is not None)


def test_the_limiter_is_told_of_only_when_it_worked(episode: Episode) -> None:
    """Its largest reduction, whatever sign it is given with."""
    assert _facts(episode)["压低过响处"].value == "没有必要"
    audio = episode.audio.model_copy(update={"limited_db": -2.34})
    found = _facts(episode.model_copy(update={"audio": audio}))
    assert found["压低过响处"].value == "最多 2.3 dB"


@pytest.mark.parametrize(
    ("update", "name"),
    [({"lufs": -15.4}, "音量"), ({"lufs": -16.6}, "音量"), ({"true_peak_dbtp": -0.6}, "最响处")],
)
def test_what_is_out_of_bounds_is_marked(
    episode: Episode, update: dict[str, float], name: str
) -> None:
    """That fact and no other."""
    audio = episode.audio.model_copy(update=update)
    found = facts(episode.model_copy(update={"audio": audio}), ENGINES)
    assert [fact.name for fact in found if fact.odd] == [name]


def test_another_encoding_is_told_with_its_size(episode: Episode) -> None:
    """The MP3 is not all that is uploaded."""
    opus = AlternateRecord(
        file="a.opus", type="audio/ogg", bytes=310_000, bitrate=32_000, integrity="sha384-x"
    )
    audio = episode.audio.model_copy(update={"alternates": (opus,)})
    found = _facts(episode.model_copy(update={"audio": audio}))
    assert found["大小"].note.endswith("，Opus 310 kB")


def test_totals_of_the_hosts_are_those_of_their_lines(episode: Episode, curves: Curves) -> None:
    """Shares are of the time in which somebody speaks, and add up."""
    first, second = speakers(episode, curves)
    assert (first.name, first.lines, second.name, second.lines) == ("晓晓", 6, "云希", 6)
    assert (first.length, second.length) == ("30 秒", "34 秒")
    assert (first.share, second.share) == ("47%", "53%")
    assert first.characters == sum(
        len("".join(line.text.split())) for line in episode.segments if line.host == "晓晓"
    )
    assert (first.level, second.level) == ("−16.0", "−16.0")


def test_a_host_without_lines_has_empty_totals(episode: Episode, curves: Curves) -> None:
    """It is in voices.yaml and says nothing that day."""
    hosts = {**episode.hosts, "云扬": "zm_yunyang"}
    third = speakers(episode.model_copy(update={"hosts": hosts}), curves)[2]
    assert (third.lines, third.share, third.level, third.pace) == (0, "0%", "", "")
