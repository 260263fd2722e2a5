"""The table's rows: which chapter a line belongs to, and what is odd about it."""

from __future__ import annotations

from podcast.episode.manifest import Episode, SegmentRecord
from podcast.model import Curves
from podcast.report.rows import Remark, ReportRow, sections


def _with_line(episode: Episode, number: int, **update: object) -> Episode:
    lines: list[SegmentRecord] = list(episode.segments)
    lines[number - 1] = lines[number - 1].model_copy(update=update)
    return episode.model_copy(update={"segments": tuple(lines)})


def _rows(episode: Episode, curves: Curves) -> dict[int, ReportRow]:
    return {row.number: row for each in sections(episode, curves) for row in each.rows}


def test_every_line_stands_in_the_chapter_in_which_it_begins(
    episode: Episode, curves: Curves
) -> None:
    """A line that begins with its chapter is the chapter's first."""
    found = sections(episode, curves)
    assert [(each.mark, len(each.rows)) for each in found] == [
        ("", 3), ("1", 3), ("2", 3), ("3", 2), ("", 1),
    ]  # fmt: skip
    assert [each.clock for each in found] == ["0:00", "0:19", "0:40", "0:57", "1:09"]
    assert found[-1].length == "8 秒"
    assert found[1].rows[0].number == 4


def test_an_episode_without_chapters_is_one_section(episode: Episode, curves: Curves) -> None:
    """The table has all lines even then."""
    (found,) = sections(episode.model_copy(update={"chapters": ()}), curves)
    assert (found.title, len(found.rows)) == (episode.title, 12)


def test_the_button_plays_the_line(episode: Episode, curves: Curves) -> None:
    """From its start to its end, in seconds of the MP3."""
    row = _rows(episode, curves)[5]
    assert (row.start, row.end, row.clock, row.seconds) == ("24.200", "33.000", "0:24", "8.8")
    assert (row.host, row.place, row.lufs) == ("云希", 1, "−16.0")


def test_the_spoken_form_is_shown_only_where_it_sounds_different(
    episode: Episode, curves: Curves
) -> None:
    """Brackets and pauses are not heard; a number is."""
    line = episode.segments[3]
    same = _with_line(episode, 4, spoken=line.text.replace("“", "").replace("”", ""))
    assert _rows(same, curves)[4].spoken == ""
    other = line.text.replace("2.0", "二点零")
    assert _rows(_with_line(episode, 4, spoken=other), curves)[4].spoken == other


def test_an_ordinary_line_has_no_remark(episode: Episode, curves: Curves) -> None:
    """What is as usual is said in one word, not in many."""
    rows = _rows(episode, curves)
    assert {number for number, row in rows.items() if row.remarks} == {7, 8}  # the guessed Ferry
    assert rows[7].remarks == (Remark("guess", "猜读 Ferry"),)


def test_a_hasty_line_is_told(episode: Episode, curves: Curves) -> None:
    """Twice as fast as its host usually speaks."""
    row = _rows(_with_line(episode, 11, end=66.6), curves)[11]
    assert [remark.oddity for remark in row.remarks] == ["pace"]
    assert row.remarks[0].text.startswith("语速快 ")


def test_a_quiet_line_is_told(episode: Episode, curves: Curves) -> None:
    """Six LU below its host."""
    momentary = list(curves.momentary)
    momentary[638:694] = [-22.0] * 56
    quiet = Curves(tuple(momentary), curves.short_term, curves.peaks)
    row = _rows(episode, quiet)[11]
    assert [remark.oddity for remark in row.remarks] == ["level"]
    assert row.remarks[0].text.startswith("比平时轻 ")
    assert row.lufs == "−22.0"


def test_tries_and_missing_times_are_told(episode: Episode, curves: Curves) -> None:
    """Both are of the engine, and a person may want to hear the line."""
    row = _rows(_with_line(episode, 2, tries=3, words=()), curves)[2]
    assert row.remarks == (Remark("tries", "第 3 次才说好"), Remark("times", "没有逐词时间"))
    assert row.tries == 3


def test_curves_may_be_missing(episode: Episode) -> None:
    """Without them no line has a loudness, and nothing else changes."""
    rows = _rows(episode, Curves((), (), ()))
    assert {row.lufs for row in rows.values()} == {""}
    assert len(rows) == 12
