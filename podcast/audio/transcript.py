"""Captions as files: WebVTT with speakers and word times, SRT, and Podcasting 2.0 JSON with words.

WebVTT and JSON cut a text into words in the same places: opening punctuation belongs to the word
after it, all other punctuation and spaces to the word before. So the words of a caption, joined
with nothing between them, are the text of the caption.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from json import dumps

from podcast.audio.captions import Caption
from podcast.audio.lines import MOST_COLUMNS, Span, width

_JSON_VERSION = "1.0.0"
"""The version of the JSON format that transcripts.md of Podcasting 2.0 describes."""


def vtt(captions: Sequence[Caption]) -> str:
    """Return WebVTT: a cue begins with `<v host>`.

    A time tag stands before each word that starts later than the cue.
    """
    cues = (
        f"{number}\n{_time(caption.start)} --> {_time(caption.end)}\n"
        f"<v {_escaped(caption.host)}>{_karaoke(caption)}\n"
        for number, caption in enumerate(captions, 1)
    )
    return "\n".join(("WEBVTT\n", *cues))


def srt(captions: Sequence[Caption]) -> str:
    """Return SubRip text; where the speaker changes, the host's name comes first if it fits."""
    hosts = ("", *(caption.host for caption in captions))
    cues = (
        f"{number}\n{_time(caption.start, ',')} --> {_time(caption.end, ',')}\n"
        f"{_plain(caption, named=before != caption.host)}\n"
        for number, (caption, before) in enumerate(zip(captions, hosts, strict=False), 1)
    )
    return "\n".join(cues)


def json(captions: Sequence[Caption]) -> str:
    """Return the JSON of Podcasting 2.0: a segment for each caption, times in seconds.

    The bodies of a segment's `words`, joined, are the body of the segment; a segment without timed
    words has no `words`. The times of words rise and lie within the times of the segment.
    """
    segments = [
        {
            "speaker": caption.host,
            "startTime": caption.start,
            "endTime": caption.end,
            "body": caption.body,
            "words": _words(caption),
        }
        for caption in captions
    ]
    transcript = {"version": _JSON_VERSION, "segments": segments}
    return dumps(transcript, ensure_ascii=False, indent=2) + "\n"


def _words(caption: Caption) -> list[dict[str, float | str]]:
    first, last = caption.span
    cuts = (first, *caption.cuts[1:], last)
    return [
        {
            "startTime": _within(caption, word.starts_at),
            "endTime": _within(caption, word.ends_at),
            "body": caption.text[a:b],
        }
        for word, (a, b) in zip(caption.words, pairwise(cuts), strict=False)
    ]


def _within(caption: Caption, seconds: float) -> float:
    """Limit a word's time to the caption's: a delayed caption may begin after the word."""
    return min(max(seconds, caption.start), caption.end)


def _karaoke(caption: Caption) -> str:
    """Return the text of a cue: escaped, with line breaks and rising times inside the cue."""
    stamps = _stamps(caption)
    return "\n".join(_stamped(caption.text, line, stamps) for line in caption.lines)


def _stamped(text: str, line: Span, stamps: Mapping[int, str]) -> str:
    first, last = line
    cuts = sorted({first, last, *(at for at in stamps if first < at < last)})
    return "".join(stamps.get(a, "") + _escaped(text[a:b]) for a, b in pairwise(cuts))


def _stamps(caption: Caption) -> dict[int, str]:
    """Return the time tags, by the index in the text at which each word begins."""
    stamps: dict[int, str] = {}
    last = caption.start
    for cut, word in zip(caption.cuts, caption.words, strict=True):
        if last < word.starts_at < caption.end:
            stamps[cut] = f"<{_time(word.starts_at)}>"
            last = word.starts_at
    return stamps


def _plain(caption: Caption, named: bool) -> str:
    # SubRip has no escapes: an arrow in the text must not look like a line of times
    lines = [caption.text[slice(*line)].replace("-->", "--＞") for line in caption.lines]
    name = f"{caption.host}：" if named else ""
    if width(name + lines[0]) <= MOST_COLUMNS:
        lines[0] = name + lines[0]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(seconds: float, point: str = ".") -> str:
    milliseconds = round(seconds * 1000)
    whole, fraction = divmod(milliseconds, 1000)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{point}{fraction:03}"
