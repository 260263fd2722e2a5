"""The rules about transcripts, each broken in a copy."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest
from damage import (
    DATE,
    Damage,
    altered,
    assert_found,
    change_part,
    edited,
    episode,
    overwritten,
    rules,
    shifted,
)

from podcast.check.cues import TranscriptCue
from podcast.check.shown import place
from podcast.episode import manifest
from podcast.show.config import Show

_TAG = r"<(\d\d:\d\d:\d\d\.)\d{3}>"


_VOICE = r"<v [^>]*>"
_NAME = "(?:晓晓|云希)："
JSON = "transcript.json"


def _word_of_json(**fields: object) -> Damage:
    """Return a damage of the first word in the JSON transcript."""
    return altered(JSON, lambda data: data["segments"][0]["words"][0].update(fields))


def _segments_of_json(**fields: object) -> Damage:
    """Return a damage of all segments in the JSON transcript."""
    return altered(JSON, lambda data: [each.update(fields) for each in data["segments"]])


def _moved_json(seconds: float) -> Damage:
    """Return a damage that moves every time of the JSON transcript."""

    def move(data: Any) -> None:
        for each in data["segments"]:
            for timed in (each, *each["words"]):
                timed["startTime"] += seconds
                timed["endTime"] += seconds

    return altered(JSON, move)


def _words_at_once(data: Any) -> None:
    for each in data["segments"]:
        for word in each["words"]:
            word["startTime"] = word["endTime"] = each["startTime"]


def _late_caption(name: str) -> Damage:
    """Return a damage that lets the second caption of a file begin 0.4 s late."""

    def damage(show: Show) -> None:
        path = show.folder(DATE) / name
        text = path.read_text("utf-8")
        (times,) = re.findall(r"(?m)^2\n(.*) -->", text)
        late = f"{float(times[6:].replace(',', '.')) + 0.4:06.3f}".replace(".", times[8])
        path.write_text(text.replace(f"{times} -->", f"{times[:6]}{late} -->"), "utf-8")

    return damage


DAMAGES: list[tuple[str, Damage, set[str]]] = [
    ("no WebVTT", overwritten("transcript.vtt", "1\n00:00 --> 00:01\nx\n"), {"transcript"}),
    ("a bare ampersand", edited("transcript.vtt", "银", "&"), {"transcript"}),
    ("a minute of 60 seconds", edited("transcript.vtt", r":\d\d(\.\d{3} -->)", r":60\1"),
     {"transcript"}),
    ("no SubRip", overwritten("transcript.srt", "nothing\n"), {"transcript"}),
    ("a number left out", edited("transcript.srt", r"(?m)^2$", "3"), {"transcript"}),
    ("no transcript", overwritten("transcript.json", "[]"), {"transcript"}),
    ("another word in WebVTT", edited("transcript.vtt", "银", "金"), {"transcript-text"}),
    ("another word in SubRip", edited("transcript.srt", "银", "金"), {"transcript-text"}),
    ("another word in JSON", edited("transcript.json", "银", "金", 0), {"transcript-text"}),
    ("a cue before the one before it",
     edited("transcript.srt", r"[\d:,]+(?= -->)", "00:00:00,000"),
     {"transcript-order", "transcript-length", "transcript-times"}),
    ("a cue that ends before it begins",
     edited("transcript.srt", r"([\d:,]+) --> [\d:,]+", r"\1 --> \1"),
     {"transcript-order", "transcript-times"}),
    ("a late end", edited("transcript.vtt", r"(?<=--> )[\d:.]+", "00:59:00.000"),
     {"transcript-end", "transcript-length", "transcript-times"}),
    ("another host in WebVTT", edited("transcript.vtt", "<v 云希>", "<v 晓晓>"),
     {"transcript-speakers"}),
    ("another host in JSON", edited("transcript.json", '"云希"', '"晓晓"'),
     {"transcript-speakers"}),
    ("three lines", edited("transcript.vtt", r"(<v [^\n]*\n[^\n]+)([^\n<>])\n", r"\1\n\2\n"),
     {"transcript-layout"}),
    ("wide lines", edited("transcript.vtt", r"(<v [^\n]*)\n([^\n])", r"\1\2", 0),
     {"transcript-layout"}),
    ("a time tag where no word begins", edited("transcript.vtt", r"(\d\d)1>|(\d\d)[02-9]>",
     "001>"), {"transcript-words"}),
    ("a time tag after the cue", edited("transcript.vtt", _TAG, "<00:59:00.000>"),
     {"transcript-words"}),
    ("a word before its segment", _word_of_json(startTime=0.0), {"transcript-words"}),
    ("a word that ends before it begins", _word_of_json(endTime=0.0), {"transcript-words"}),
    ("a word that is not in the text", _word_of_json(body="别"), {"transcript-words"}),
    ("no voices in WebVTT", edited("transcript.vtt", _VOICE, "", 0), {"transcript-speakers"}),
    ("one voice fewer", edited("transcript.vtt", _VOICE, ""), {"transcript-speakers"}),
    ("no time tags in WebVTT", edited("transcript.vtt", _TAG, "", 0), {"transcript-words"}),
    ("one time tag fewer", edited("transcript.vtt", _TAG, ""), {"transcript-words"}),
    ("a number twice in WebVTT", edited("transcript.vtt", r"(?m)^2$", "1"), {"transcript"}),
    ("a line of WebVTT that begins with a comma",
     edited("transcript.vtt", r"(?<=\w)，\n(?=.)", "\n，"), {"transcript-layout"}),
    ("a line of SubRip that begins with a comma",
     edited("transcript.srt", r"(?s)\A(.*?\w)，\n(?=.)", r"\1\n，"), {"transcript-layout"}),
    ("WebVTT late", shifted("transcript.vtt", 1.5), {"transcript-times", "transcript-words"}),
    ("SubRip late", shifted("transcript.srt", 1.5), {"transcript-times"}),
    ("SubRip a little late", shifted("transcript.srt", 0.3), {"transcript-times"}),
    ("SubRip a little early", shifted("transcript.srt", -0.3), {"transcript-times"}),
    ("a late caption of WebVTT", _late_caption("transcript.vtt"),
     {"transcript-times", "transcript-words"}),
    ("a late caption of SubRip", _late_caption("transcript.srt"), {"transcript-times"}),
    ("no speakers in SubRip", edited("transcript.srt", _NAME, "", 0), {"transcript-speakers"}),
    ("one speaker fewer in SubRip", edited("transcript.srt", _NAME, ""), {"transcript-speakers"}),
    ("another speaker in SubRip", edited("transcript.srt", "云希：", "晓晓："),
     {"transcript-speakers"}),
    ("JSON early", _moved_json(-1.5), {"transcript-times", "transcript-words"}),
    ("no version", altered(JSON, lambda data: data.pop("version")), {"transcript"}),
    ("no speaker in JSON", altered(JSON, lambda data: data["segments"][0].pop("speaker")),
     {"transcript-speakers"}),
    ("times that are no numbers", _segments_of_json(startTime=math.nan, endTime=math.nan),
     {"transcript"}),
    ("a time as text", _segments_of_json(startTime="nan"), {"transcript"}),
    ("no words in JSON", _segments_of_json(words=[]), {"transcript-words"}),
    ("all words at once", altered(JSON, _words_at_once), {"transcript-words"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("damage", "expected"), [each[1:] for each in DAMAGES], ids=[each[0] for each in DAMAGES]
)
def test_each_rule_finds_its_damage(show: Show, damage: Damage, expected: set[str]) -> None:
    """A copy that breaks one rule gets that finding and no other."""
    assert_found(show, damage, expected, set())


def test_a_text_that_looks_like_subrip_holds(show: Show) -> None:
    """A host's name with a colon or an arrow inside a line is text in every transcript."""
    segment = episode(show).segments[0]
    text = segment.text + "云希：看 --> 这里"
    change_part(show, "segments", 0, text=text, words=())
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
    assert "transcript-text" not in rules(show)


def test_a_host_whose_name_begins_like_another_is_told_apart() -> None:
    """`晓晓：` is one speaker in SubRip, also when `晓` is one."""
    made = manifest.load(Path(__file__).parents[1] / "data" / "episode.json")
    lines = tuple(
        made.segments[0].model_copy(update={"host": host, "text": text})
        for host, text in (("晓晓", "大家好。"), ("晓", "晓晓：你好。"))
    )
    cues = [TranscriptCue(0, 1, "晓晓：大家好。"), TranscriptCue(1, 2, "晓：晓晓：你好。")]
    for hosts in (("晓", "晓晓"), ("晓晓", "晓")):
        shown = place(cues, lines, hosts)
        assert shown is not None
        assert [(each.name, each.first, each.last) for each in shown] == [
            ("晓晓", 0, 4), ("晓", 0, 6),
        ]  # fmt: skip
