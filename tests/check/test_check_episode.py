"""The rules about an episode as a whole: a copy that breaks just one, and the good one."""

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from damage import (
    DATE,
    Damage,
    assert_found,
    change,
    change_part,
    edited,
    episode,
    overwritten,
    removed,
    renew_feed,
    rules,
)

from podcast import check
from podcast.episode import manifest
from podcast.show.config import Show


def _overlapping_lines(show: Show) -> None:
    change_part(show, "segments", 1, start=episode(show).segments[0].end - 0.01)


def _too_long_line(show: Show) -> None:
    change_part(show, "segments", -1, end=episode(show).audio.seconds + 1)


def _word_beyond_its_line(show: Show) -> None:
    segment = episode(show).segments[0]
    *others, (first, _, start, end) = segment.words
    words = (*others, (first, len(segment.text) + 1, start, end))
    change_part(show, "segments", 0, words=words)


def _words_out_of_order(show: Show) -> None:
    words = episode(show).segments[0].words
    change_part(show, "segments", 0, words=(words[1], words[0], *words[2:]))


def _spans_out_of_order(show: Show) -> None:
    (a, b, start, end), (c, d, begin, until), *others = episode(show).segments[0].words
    words = ((c, d, start, end), (a, b, begin, until), *others)
    change_part(show, "segments", 0, words=words)


def _another_figure(show: Show) -> None:
    segments = episode(show).segments
    place = next(at for at, each in enumerate(segments) if "四十二点八" in each.spoken)
    spoken = segments[place].spoken.replace("四十二点八", "二十四点八")
    change_part(show, "segments", place, spoken=spoken)


def _moved(show: Show) -> None:
    show.folder(DATE).rename(show.folder("2026-02-07"))


def _without_recording(show: Show) -> None:
    (show.folder(DATE) / episode(show).audio.file).unlink()


DAMAGES: list[tuple[str, Damage, set[str]]] = [
    ("overlapping lines", _overlapping_lines, {"segments"}),
    ("a line after the end", _too_long_line, {"segments", "transcript-times"}),
    ("a word beyond its line", _word_beyond_its_line, {"words"}),
    ("words out of order", _words_out_of_order, {"words", "transcript-words"}),
    ("spans out of order", _spans_out_of_order, {"words"}),
    ("an unknown host", lambda show: change(show, hosts={"晓晓": "a"}), {"hosts"}),
    (
        "a host too many",
        lambda show: change(show, hosts={**episode(show).hosts, "晓秋": "c"}),
        {"hosts"},
    ),
    ("an unknown engine", lambda show: change(show, engine="hal"), {"engine-unknown"}),
    (
        "another reading",
        lambda show: change_part(show, "segments", 3, spoken="别的话"),
        {"reading", "meaning"},
    ),
    ("a figure said otherwise", _another_figure, {"reading", "meaning"}),
    ("no report", removed("report.html"), {"report"}),
    ("no page", removed("index.html"), {"page"}),
    ("an old recording", overwritten(f"{DATE}-00000000.mp3", "x"), {"superseded"}),
    ("an edited script", edited("script.md", "银", "金"), {"script"}),
    ("a broken script", overwritten("script.md", "# script\n"), {"script"}),
    ("no script", removed("script.md"), {"script"}),
    ("another guid", lambda show: change(show, guid="x"), {"guid"}),
    ("test tones", lambda show: change(show, engine="tone"), {"engine"}),
    # what the feed names is missing too
    ("no recording", _without_recording, {"audio-missing", "feed-file"}),
    ("another folder", _moved, {"date", "feed-file", "page"}),
]
WARNINGS = {"engine", "meaning", "reading", "report", "script", "superseded"}


def test_a_good_episode_has_no_finding(show: Show) -> None:
    """What the program makes keeps every rule, and `render` says so."""
    findings = check.check(show)
    assert findings == ()
    assert check.render(findings, as_json=False) == "everything holds\n"
    assert json.loads(check.render(findings, as_json=True)) == []


@pytest.mark.parametrize(
    ("damage", "expected"), [each[1:] for each in DAMAGES], ids=[each[0] for each in DAMAGES]
)
def test_each_rule_finds_its_damage(show: Show, damage: Damage, expected: set[str]) -> None:
    """A copy that breaks one rule gets that finding and no other, at a place that is named."""
    assert_found(show, damage, expected, WARNINGS)


def test_another_guid_of_the_show_is_found(show: Show) -> None:
    """Subscribers would get every episode again, so the remedy is the old guid."""
    other = replace(show, guid="9b02d9f0-0000-4000-8000-000000000000")
    renew_feed(other)
    (finding,) = check.check(other)
    assert finding.rule == "guid"
    assert "restore `guid:`" in finding.remedy


def test_a_broken_manifest_is_a_finding_even_when_its_date_is_asked_for(show: Show) -> None:
    """`check DATE` proves what is there instead of giving up."""
    path = show.folder(DATE) / manifest.FILE_NAME
    path.write_text("{", "utf-8")
    findings = check.check(show, [date.fromisoformat(DATE)])
    first = findings[0]
    assert (first.rule, first.place) == ("manifest", str(path))
    assert first.message.startswith("not a manifest of this program")
    assert first.remedy == f"delete it and run `podcast build {DATE}`"
    assert {finding.rule for finding in findings} == {"manifest", "feed-item", "feed-render"}


def test_only_the_dates_that_are_asked_for_are_proven(show: Show) -> None:
    """Another date's damage is not reported, its place in the feed is."""
    shutil.copytree(show.folder(DATE), show.folder("2026-02-05"))
    found = {finding.rule for finding in check.check(show, [date.fromisoformat(DATE)])}
    assert "date" not in found
    assert "feed-item" in found


@pytest.mark.parametrize("name", ["index.html", f"{DATE}/index.html"])
def test_a_page_that_was_changed_is_found(show: Show, name: str) -> None:
    """A page is a pure function of the manifests, so any other byte shows."""
    (show.episodes / name).write_text("<p>tampered</p>", "utf-8")
    (finding,) = check.check(show)
    assert (finding.rule, finding.severity) == ("page", "warn")
    assert finding.place.endswith(name)


def test_a_cover_that_was_changed_is_found(show: Show) -> None:
    """Podcast apps would show another picture than the show's."""
    (cover,) = show.episodes.glob("cover-????????.jpg")
    cover.write_bytes(b"x")
    assert rules(show) == {"cover"}
