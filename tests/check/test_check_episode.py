"""Every rule about an episode: a copy that breaks just it, and the good one that keeps it."""

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from podcast import check, feed, ffmpeg, manifest, site
from podcast.check import episode as proof
from podcast.config import Show
from podcast.manifest import Episode

DATE = "2026-02-06"
Damage = Callable[[Show], None]


def _rules(show: Show) -> set[str]:
    return {finding.rule for finding in check.check(show)}


def _episode(show: Show) -> Episode:
    return manifest.load(show.folder(DATE) / manifest.FILE_NAME)


def _audio(show: Show) -> Path:
    return show.folder(DATE) / _episode(show).audio.file


def _renew_feed(show: Show) -> None:
    """Write the feed and pages that the manifests give, as it is, though it may not hold."""
    episodes = manifest.load_all(show.episodes)
    (show.episodes / feed.FEED_FILE).write_bytes(feed.render(show, episodes))
    site.write_pages(show, episodes)


def _change(show: Show, **fields: Any) -> None:
    """Put other facts into the manifest, and the feed in step with them."""
    manifest.save(show.folder(DATE), _episode(show).model_copy(update=fields))
    _renew_feed(show)


def _change_audio(show: Show, **fields: Any) -> None:
    _change(show, audio=_episode(show).audio.model_copy(update=fields))


def _change_part(show: Show, part: str, index: int, **fields: Any) -> None:
    """Change one record of a tuple in the manifest."""
    records = list(getattr(_episode(show), part))
    records[index] = records[index].model_copy(update=fields)
    _change(show, **{part: tuple(records)})


def _replace_recording(show: Show, data: bytes) -> None:
    """Put another recording in place with a manifest that knows it."""
    _audio(show).write_bytes(data)
    _change_audio(show, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def _parts(show: Show) -> tuple[bytes, bytes]:
    """Return the ID3 tag and the frames of the recording (ID3v2.3, section 3.1: the size)."""
    data = _audio(show).read_bytes()
    size = 10 + sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    return data[:size], data[size:]


def _filtered(*filters: str) -> Damage:
    """Return a damage that sends the sound through filters of ffmpeg and keeps the tags."""

    def damage(show: Show) -> None:
        tags, frames = _parts(show)
        path = show.root / "other.mp3"  # a pipe cannot hold the Info header with the length
        output = ("-c:a", "libmp3lame", "-b:a", "128k", "-id3v2_version", "0", str(path))
        ffmpeg.run(("-i", "pipe:0", "-af", ",".join(filters), *output), frames)
        _replace_recording(show, tags + path.read_bytes())

    return damage


def _garbled(show: Show) -> None:
    tags, frames = _parts(show)
    _replace_recording(show, tags + bytes(len(frames)))


def _without_tags(show: Show) -> None:
    _replace_recording(show, _parts(show)[1])


def _patched(old: bytes, new: bytes) -> Damage:
    """Return a damage that changes bytes of the ID3 tag, which stays as long as it is."""

    def damage(show: Show) -> None:
        tags, frames = _parts(show)
        assert old in tags
        _replace_recording(show, tags.replace(old, new) + frames)

    return damage


def _retitled(old: str, new: str) -> Damage:
    return _patched(old.encode("utf-16-le"), new.encode("utf-16-le"))


def _late_tag(show: Show, chapter: int) -> None:
    """Let a chapter of the ID3 tag begin half a second late (ID3v2 Chapter Frame Addendum)."""
    start = round(_episode(show).chapters[chapter].start * 1000)
    name = f"chp{chapter}".encode() + bytes(1)
    _patched(name + start.to_bytes(4), name + (start + 500).to_bytes(4))(show)


def _late_mark(show: Show, chapter: int) -> None:
    """Let a chapter of chapters.json begin half a second late."""
    path = show.folder(DATE) / "chapters.json"
    data = json.loads(path.read_bytes())
    data["chapters"][chapter]["startTime"] += 0.5
    path.write_text(json.dumps(data), "utf-8")


def _edited(name: str, pattern: str, new: str) -> Damage:
    """Return a damage that replaces the last match in a text file of the episode."""

    def damage(show: Show) -> None:
        path = show.folder(DATE) / name
        text = path.read_text("utf-8")
        *_, last = re.finditer(pattern, text)
        path.write_text(text[: last.start()] + new + text[last.end() :], "utf-8")

    return damage


def _overwritten(name: str, text: str) -> Damage:
    return lambda show: (show.folder(DATE) / name).write_text(text, "utf-8") and None


def _removed(name: str) -> Damage:
    return lambda show: (show.folder(DATE) / name).unlink()


def _shifted_start(show: Show) -> None:
    """Move the first chapter away from zero in every carrier."""
    _late_tag(show, 0)
    _late_mark(show, 0)
    _change_part(show, "chapters", 0, start=0.5)


def _renamed_closing(show: Show) -> None:
    """Give a chapter without item a title of its own in every carrier."""
    _retitled("结语", "尾声")(show)
    _edited("chapters.json", "结语", "尾声")(show)
    _change_part(show, "chapters", -1, title="尾声")


def _chapters_out_of_order(show: Show) -> None:
    """Swap the times of two chapters in the manifest."""
    first, second = _episode(show).chapters[1:3]
    _change_part(show, "chapters", 1, start=second.start)
    _change_part(show, "chapters", 2, start=first.start)


def _overlapping_lines(show: Show) -> None:
    _change_part(show, "segments", 1, start=_episode(show).segments[0].end - 0.01)


def _too_long_line(show: Show) -> None:
    _change_part(show, "segments", -1, end=_episode(show).audio.seconds + 1)


def _word_beyond_its_line(show: Show) -> None:
    segment = _episode(show).segments[0]
    *others, (first, _, start, end) = segment.words
    words = (*others, (first, len(segment.text) + 1, start, end))
    _change_part(show, "segments", 0, words=words)


def _words_out_of_order(show: Show) -> None:
    words = _episode(show).segments[0].words
    _change_part(show, "segments", 0, words=(words[1], words[0], *words[2:]))


def _moved(show: Show) -> None:
    show.folder(DATE).rename(show.folder("2026-02-07"))


DAMAGES: list[tuple[str, Damage, set[str]]] = [
    ("louder", _filtered("volume=2dB"), {"loudness"}),
    ("a click", _filtered("volume=if(between(t\\,3\\,3.05)\\,4\\,1):eval=frame"), {"true-peak"}),
    ("longer", _filtered("apad=pad_dur=1"), {"duration"}),
    ("another length", lambda show: _change_audio(show, bytes=7), {"bytes"}),
    ("another hash", lambda show: _change_audio(show, sha256="0" * 64), {"sha256"}),
    ("no frames", _garbled, {"decodes"}),
    ("another title", lambda show: _change(show, title="另一个标题"), {"id3"}),
    ("no tags", _without_tags, {"id3"}),
    ("a late chapter in ID3", lambda show: _late_tag(show, 1), {"id3-chapters"}),
    ("no label", _retitled("AIGC", "AIGX"), {"ai-label"}),
    ("a label that does not say so", _retitled('"Label"', '"Lebel"'), {"ai-label"}),
    ("a late chapter", lambda show: _late_mark(show, 1), {"chapters"}),
    ("no chapters", _overwritten("chapters.json", '{"chapters": 3}'), {"chapters"}),
    ("no chapter at zero", _shifted_start, {"chapters"}),
    ("an unknown chapter", _renamed_closing, {"chapters"}),
    (
        "chapters out of order",
        _chapters_out_of_order,
        {"chapters", "id3-chapters"},
    ),
    ("an unspoken item", lambda show: _change_part(show, "chapters", 1, item=7), {"chapters"}),
    ("overlapping lines", _overlapping_lines, {"segments"}),
    ("a line after the end", _too_long_line, {"segments"}),
    ("a word beyond its line", _word_beyond_its_line, {"words"}),
    ("words out of order", _words_out_of_order, {"words"}),
    ("no WebVTT", _overwritten("transcript.vtt", "1\n00:00 --> 00:01\nx\n"), {"transcript"}),
    ("no SubRip", _overwritten("transcript.srt", "nothing\n"), {"transcript"}),
    ("no transcript", _overwritten("transcript.json", "[]"), {"transcript"}),
    ("another word in WebVTT", _edited("transcript.vtt", "银", "金"), {"transcript-text"}),
    ("another word in SubRip", _edited("transcript.srt", "银", "金"), {"transcript-text"}),
    ("another word in JSON", _edited("transcript.json", "银", "金"), {"transcript-text"}),
    (
        "a cue before the one before it",
        _edited("transcript.srt", r"[\d:,]+(?= -->)", "00:00:00,000"),
        {"transcript-order"},
    ),
    (
        "a cue that ends before it begins",
        _edited("transcript.json", r'(?<="endTime": )[\d.]+', "0.5"),
        {"transcript-order"},
    ),
    ("a late end", _edited("transcript.vtt", r"(?<=--> )[\d:.]+", "00:59:00.000"),
     {"transcript-end"}),
    ("no page", _removed("index.html"), {"page"}),
    ("another host in WebVTT", _edited("transcript.vtt", "<v 云希>", "<v 晓晓>"),
     {"transcript-speakers"}),
    ("another host in JSON", _edited("transcript.json", '"云希"', '"晓晓"'),
     {"transcript-speakers"}),
    ("an old recording", _overwritten(f"{DATE}-00000000.mp3", "x"), {"superseded"}),
    ("an edited script", _edited("script.md", "银", "金"), {"script"}),
    ("a broken script", _overwritten("script.md", "# script\n"), {"script"}),
    ("no script", _removed("script.md"), {"script"}),
    ("another guid", lambda show: _change(show, guid="x"), {"guid"}),
    ("test tones", lambda show: _change(show, engine="tone"), {"engine"}),
    # what the feed names is missing too
    ("no recording", lambda show: _audio(show).unlink(), {"audio-missing", "feed-file"}),
    ("another folder", _moved, {"date", "feed-file", "page"}),
]  # fmt: skip
WARNINGS = {"engine", "script", "superseded"}


def test_a_good_episode_has_no_finding(show: Show) -> None:
    """What the program makes keeps every rule, and `render` says so."""
    findings = check.check(show)
    assert findings == ()
    assert check.render(findings, as_json=False) == "everything holds\n"
    assert json.loads(check.render(findings, as_json=True)) == []


@pytest.mark.parametrize(
    ("damage", "rules"), [each[1:] for each in DAMAGES], ids=[each[0] for each in DAMAGES]
)
def test_each_rule_finds_its_damage(show: Show, damage: Damage, rules: set[str]) -> None:
    """A copy that breaks one rule gets that finding and no other, at a place that is named."""
    damage(show)
    findings = check.check(show)
    assert {finding.rule for finding in findings} == rules
    assert check.failed(findings) == bool(rules - WARNINGS)
    for finding in findings:
        assert finding.place.startswith(str(show.episodes))
        assert finding.message
        assert "podcast" in finding.remedy or "show.yaml" in finding.remedy


def test_a_show_without_the_label_needs_none(show: Show) -> None:
    """`ai_label: false` is the person's own decision."""
    _retitled("AIGC", "AIGX")(show)
    without = replace(show, ai_label=False)
    _renew_feed(without)
    assert _rules(without) == set()


def test_another_guid_of_the_show_is_found(show: Show) -> None:
    """Subscribers would get every episode again, so the remedy is the old guid."""
    other = replace(show, guid="9b02d9f0-0000-4000-8000-000000000000")
    _renew_feed(other)
    (finding,) = check.check(other)
    assert finding.rule == "guid"
    assert "restore `guid:`" in finding.remedy


def test_a_text_that_looks_like_subrip_holds(show: Show) -> None:
    """A host's name with a colon or an arrow inside a line is text in every transcript."""
    segment = _episode(show).segments[0]
    text = segment.text + "云希：看 --> 这里"
    _change_part(show, "segments", 0, text=text, words=())
    said = segment.text[-2:]
    for name, new in (
        ("transcript.vtt", "云希：看 --&gt; 这里"),
        ("transcript.srt", "云希：看 --＞ 这里"),
        ("transcript.json", "云希：看 --> 这里"),
    ):
        path = show.folder(DATE) / name
        plain = path.read_text("utf-8")
        pattern = r"(?:<[^>]*>|\n)?".join(map(re.escape, said))
        found = re.search(pattern, plain)
        assert found
        path.write_text(plain[: found.end()] + new + plain[found.end() :], "utf-8")
    assert "transcript-text" not in _rules(show)


def test_a_host_whose_name_begins_like_another_is_told_apart() -> None:
    """`晓晓：` is one speaker in SubRip, also when `晓` is one."""
    episode = manifest.load(Path(__file__).parents[1] / "data" / "episode.json")
    hosts = {"晓": "a", "晓晓": "b"}
    for order in (hosts, dict(reversed(hosts.items()))):
        both = episode.model_copy(update={"hosts": order})
        shown = proof._comparable("晓晓：大家好。晓：你好。", both, both.files.srt)  # noqa: SLF001
        assert shown == "大家好。你好。"


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
    rules = {finding.rule for finding in check.check(show, [date.fromisoformat(DATE)])}
    assert "date" not in rules
    assert "feed-item" in rules


@pytest.mark.parametrize("name", ["index.html", f"{DATE}/index.html"])
def test_a_page_that_was_changed_is_found(show: Show, name: str) -> None:
    """A page is a pure function of the manifests, so any other byte shows."""
    (show.episodes / name).write_text("<p>tampered</p>", "utf-8")
    (finding,) = check.check(show)
    assert (finding.rule, finding.severity) == ("page", "warn")
    assert finding.place.endswith(name)


def test_a_cover_that_was_changed_is_found(show: Show) -> None:
    """Podcast apps would show another picture than the show's."""
    (cover,) = show.episodes.glob("cover-*.jpg")
    cover.write_bytes(b"x")
    assert _rules(show) == {"cover"}
