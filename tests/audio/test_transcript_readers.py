"""The WebVTT of an episode in readers that are not ours: the W3C's parser and a browser."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from podcast.audio import transcript
from podcast.audio.captions import Caption, captions
from podcast.build import Built, Options, build
from podcast.lib.progress import Quiet
from podcast.model import Line, Placed, Segment, Word
from podcast.serve import open_server
from podcast.show import config

if TYPE_CHECKING:
    from browser import Watched

_LIMIT = 120
"""Seconds that a program may take."""
Cue = dict[str, Any]
Parse = Callable[[str], dict[str, list[Cue]]]


def _captions(built: Built) -> tuple[Caption, ...]:
    """Return the captions of the episode from its manifest, as its files were made of them."""
    return captions(
        [
            _placed(each.host, each.text, each.start, each.end, each.words)
            for each in built.episode.segments
        ],
        built.episode.audio.seconds,
    )


def _placed(
    host: str,
    text: str,
    start: float,
    end: float,
    words: tuple[tuple[int, int, float, float], ...] = (),
) -> Placed:
    """Return a placed segment without a file; times are those of the episode."""
    timed = tuple(Word(a, b, begins - start, ends - start) for a, b, begins, ends in words)
    segment = Segment(
        Line(host, "item", 1, text), 1, "tone", "tone", text, "0" * 64, 0, Path("none"), 24_000,
        end - start, timed,
    )  # fmt: skip
    return Placed(segment, start, end)


HOSTILE = (
    _placed("R&D <晓>", "A<b>&amp; --> x", 1.0, 3.0, ((0, 1, 1.2, 1.4), (4, 9, 1.5, 2.0))),
    _placed("晓晓", "NOTE STYLE WEBVTT", 3.3, 5.3),
    _placed("晓晓", "00:00:01.000 --> 00:00:02.000", 5.6, 8.6),
    _placed("云希", "“GPT-5.2”与“3.0”", 3600.0, 3603.5, ((1, 8, 3600.2, 3601.5),)),
)


@pytest.fixture
def built(show_folder: Path) -> Built:
    """Build the episode of the show in `show_folder`."""
    return build(config.load(show_folder), None, Options(engine="tone"), Quiet())


@pytest.fixture
def parsed(node: Callable[..., str]) -> Parse:
    """Return webvtt-parser as a function: what it says of a text."""

    def parse(text: str) -> dict[str, list[Cue]]:
        said: dict[str, list[Cue]] = json.loads(node("read_vtt.js", text=text))
        return said

    return parse


def _assert_same(cues: list[Cue], made: tuple[Caption, ...]) -> None:
    _assert_same_times(cues, made)
    assert [cue["voice"] for cue in cues] == [caption.host for caption in made]
    shown = ["\n".join(each.text[a:b] for a, b in each.lines) for each in made]
    assert [cue["text"] for cue in cues] == shown


def _assert_same_times(cues: list[Cue], made: tuple[Caption, ...]) -> None:
    assert len(cues) == len(made)
    times = [time for cue in cues for time in (cue["start"], cue["end"])]
    assert times == pytest.approx([time for each in made for time in (each.start, each.end)])


@pytest.mark.tools("node")
def test_webvtt_parser_finds_no_error(built: Built, parsed: Parse) -> None:
    """The parser and validator of the W3C reads the same cues, and every word's time."""
    text = (built.audio.parent / "transcript.vtt").read_text("utf-8")
    made = _captions(built)
    said = parsed(text)
    assert said["errors"] == []
    _assert_same(said["cues"], made)
    words = [word for each in built.episode.segments for word in each.words]
    times = {round(time * 1000) for cue in said["cues"] for time in cue["times"]}
    assert len(times) > len(made)
    assert times <= {round(start * 1000) for _, _, start, _ in words}


@pytest.mark.tools("node")
def test_webvtt_parser_reads_hostile_text(
    parsed: Parse,
) -> None:
    """Tags, arrows, entities and key words of the format are text like any other.

    Its times alone are compared: release 2.2.0 leaves half of every entity in the text.
    """
    made = captions(HOSTILE, 3610.0)
    said = parsed(transcript.vtt(made))
    assert said["errors"] == []
    _assert_same_times(said["cues"], made)


@pytest.mark.tools("node")
def test_webvtt_parser_does_find_errors(
    parsed: Parse,
) -> None:
    """Otherwise its silence about ours would mean nothing."""
    assert parsed("WEBVTT\n\n1\n00:00:02.000 --> 00:00:01.000\nx\n")["errors"]


# --- A browser --------------------------------------------------------------------------------

_PAGE = """\
<!doctype html><meta charset="utf-8"><title>captions</title>
<video src="{audio}" preload="auto">
<track kind="captions" src="transcript.vtt" srclang="zh" default></video>
"""

_LOADED = "document.querySelector('track').readyState >= 2"
"""2 is LOADED, 3 ERROR: HTML Standard, the track element."""
_SEEK = "at => { document.querySelector('video').currentTime = at; }"
_SOUGHT = """at => {
  const video = document.querySelector("video");
  return !video.seeking && video.readyState >= 2 && Math.abs(video.currentTime - at) < 0.01
    && video.textTracks[0].activeCues.length > 0;
}"""
_TELL = """name => [...document.querySelector("video").textTracks[0][name]].map(cue => {
  const tree = cue.getCueAsHTML(), voice = tree.querySelector("[title]");
  return {start: cue.startTime, end: cue.endTime, text: tree.textContent,
          voice: voice ? voice.title : ""};
})"""


@pytest.fixture
def address(show_folder: Path, built: Built, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the show on a free port of loopback: a browser loads captions from no file."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = open_server(config.load(show_folder), port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"{server.address}{built.episode.date}"
    server.stop()
    thread.join(_LIMIT)


@pytest.fixture
def shown(
    built: Built, address: str, browser_page: Watched
) -> Callable[[float], dict[str, list[Cue]]]:
    """Return Chromium as a function: all cues of the episode, and those shown at a time."""

    def show(seconds: float) -> dict[str, list[Cue]]:
        page = browser_page.page
        (built.audio.parent / "captions.html").write_text(
            _PAGE.format(audio=built.audio.name), "utf-8"
        )
        page.goto(f"{address}/captions.html")
        browser_page.wait(_LOADED)
        page.evaluate(_SEEK, seconds)
        browser_page.wait(_SOUGHT, seconds)
        assert (browser_page.errors, browser_page.abroad) == ([], [])
        return {"cues": page.evaluate(_TELL, "cues"), "shown": page.evaluate(_TELL, "activeCues")}

    return show


@pytest.mark.tools("chromium")
def test_a_browser_shows_the_captions(
    built: Built, shown: Callable[[float], dict[str, list[Cue]]]
) -> None:
    """Chromium has our cues in number, times, text and voice, and shows the right one."""
    made = _captions(built)
    wanted = made[len(made) // 2]
    said = shown((wanted.start + wanted.end) / 2)
    _assert_same(said["cues"], made)
    _assert_same(said["shown"], (wanted,))


@pytest.mark.tools("chromium")
def test_a_browser_shows_hostile_text_as_text(
    built: Built, shown: Callable[[float], dict[str, list[Cue]]]
) -> None:
    """Names and lines with markup come out of Chromium as they were written."""
    made = captions(HOSTILE, 3610.0)
    (built.audio.parent / "transcript.vtt").write_text(transcript.vtt(made), "utf-8")
    said = shown(2.0)
    _assert_same(said["cues"], made)
    _assert_same(said["shown"], made[:1])
