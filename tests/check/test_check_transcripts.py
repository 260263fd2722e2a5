"""The rules about transcripts, each broken in a copy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from damage import DATE, Damage, assert_found, change_part, edited, episode, overwritten, rules

from podcast import manifest
from podcast.check import transcripts as proof
from podcast.config import Show

_TAG = r"<(\d\d:\d\d:\d\d\.)\d{3}>"


def _word_of_json(**fields: object) -> Damage:
    """Return a damage of the first word in the JSON transcript."""

    def damage(show: Show) -> None:
        path = show.folder(DATE) / "transcript.json"
        data = json.loads(path.read_bytes())
        data["segments"][0]["words"][0].update(fields)
        path.write_text(json.dumps(data), "utf-8")

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
     {"transcript-order", "transcript-length"}),
    ("a cue that ends before it begins",
     edited("transcript.srt", r"([\d:,]+) --> [\d:,]+", r"\1 --> \1"), {"transcript-order"}),
    ("a late end", edited("transcript.vtt", r"(?<=--> )[\d:.]+", "00:59:00.000"),
     {"transcript-end", "transcript-length"}),
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
    hosts = {"晓": "a", "晓晓": "b"}
    for order in (hosts, dict(reversed(hosts.items()))):
        both = made.model_copy(update={"hosts": order})
        shown = proof._comparable("晓晓：大家好。晓：你好。", both, both.files.srt)  # noqa: SLF001
        assert shown == "大家好。你好。"
