"""What the report says first."""

from __future__ import annotations

from collections.abc import Iterable

from podcast.episode.manifest import Episode
from podcast.model import Curves, Finding
from podcast.report.notices import Notice, notices
from podcast.report.rows import sections
from podcast.report.summary import speakers


def _notices(
    episode: Episode, curves: Curves, findings: Iterable[Finding] = ()
) -> tuple[Notice, ...]:
    rows = [row for each in sections(episode, curves) for row in each.rows]
    return notices(episode, findings, rows, speakers(episode, curves))


def _quiet(episode: Episode, **update: object) -> Episode:
    return episode.model_copy(update={"guessed": (), **update})


def test_a_good_episode_has_none(episode: Episode, curves: Curves) -> None:
    """No warning that is always there: it would not be read."""
    assert _notices(_quiet(episode), curves) == ()


def test_errors_come_before_warnings_before_remarks(episode: Episode, curves: Curves) -> None:
    """Whoever says them, in whatever order."""
    findings = (
        Finding("picture", "info", "x", "no picture", ""),
        Finding("loudness", "error", "x", "-12.0 LUFS", "run `podcast build`"),
    )
    told = _notices(_quiet(episode, engine="tone"), curves, findings)
    assert [each.severity for each in told] == ["error", "warn", "info"]
    assert told[0].foreign == "-12.0 LUFS；请运行 `podcast build`"
    assert told[2].foreign == "no picture"


def test_an_engine_that_was_not_the_first_choice_is_told_with_its_reason(
    episode: Episode, curves: Curves
) -> None:
    """The reason is the manifest's, word by word."""
    (told,) = _notices(_quiet(episode, engine_reason="edge: no answer"), curves)
    assert told.severity == "warn"
    assert "kokoro" in told.text
    assert told.foreign == "edge: no answer"


def test_hosts_of_different_loudness_are_told(episode: Episode, curves: Curves) -> None:
    """Two LU between two hosts are heard."""
    momentary = list(curves.momentary)
    for line in episode.segments:
        if line.host == "云希":
            momentary[round(line.start * 10) : round(line.end * 10)] = [-18.0] * round(
                (line.end - line.start) * 10
            )
    (told,) = _notices(_quiet(episode), Curves(tuple(momentary), (), ()))
    assert told.text == "主播之间一个响一个轻，相差 2.0 分贝：晓晓 −16.0 LUFS，云希 −18.0 LUFS。"


def test_odd_lines_are_named_by_their_numbers(episode: Episode, curves: Curves) -> None:
    """So that one press leads to each of them."""
    lines = tuple(
        line.model_copy(update={"tries": 2, "words": ()} if line.line in {3, 9} else {})
        for line in episode.segments
    )
    told = _notices(_quiet(episode, segments=lines), curves)
    assert [(each.severity, each.lines) for each in told] == [("warn", (3, 9)), ("info", (3, 9))]


def test_guessed_words_come_with_the_command_that_corrects_them(
    episode: Episode, curves: Curves
) -> None:
    """Each word once, quoted for a shell."""
    words = ("Ferry", "D'Arc; rm -rf x", "Ferry")
    (told,) = _notices(episode.model_copy(update={"guessed": words}), curves)
    assert told.commands == (
        "podcast lexicon add Ferry 读音",
        """podcast lexicon add 'D'"'"'Arc; rm -rf x' 读音""",
    )
