"""Rules of the files that a feed names, against real files that are damaged one at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import public_folder
import pytest
from PIL import Image
from public_folder import CHAPTERS, JSON, SRT, VTT, measured, picture, sound
from valid_feed import VALID, edited

DAY = public_folder.DAYS[0]
MP3, COVER = f"{DAY}/{DAY}.mp3", "cover.jpg"
Damage = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Pair:
    """A file that breaks a rule, and one that keeps it; `also` goes with the first."""

    rule: str
    breaks: Damage
    keeps: Damage
    also: tuple[str, ...] = ()


def _text(name: str, text: str) -> Damage:
    def write(folder: Path) -> None:
        (folder / DAY / name).write_text(text, "utf-8")

    return write


def _json(name: str, data: object) -> Damage:
    return _text(name, json.dumps(data))


def _cover(width: int = 1400, height: int = 1400, mode: str = "RGB") -> Damage:
    return lambda folder: picture(folder / COVER, width, height, mode)


def _format(name: str) -> Damage:
    def save(folder: Path) -> None:
        Image.new("RGB", (1400, 1400)).save(folder / COVER, name)

    return save


def _noise(side: int, quality: int) -> Damage:
    def save(folder: Path) -> None:
        Image.effect_noise((side, side), 90).convert("RGB").save(folder / COVER, quality=quality)

    return save


def _length(seconds: float) -> Damage:
    """Record an episode of another length, with a feed that knows its bytes."""

    def record(folder: Path) -> None:
        sound(folder / MP3, seconds)
        (folder / "feed.xml").write_text(measured(VALID, folder), "utf-8")
        size = (folder / f"{DAY}/{DAY}.mp3").stat().st_size
        other = (folder / MP3.replace("02-06", "02-05")).stat().st_size
        text = (folder / "feed.xml").read_text("utf-8")
        head, found, tail = text.rpartition(f'length="{size}"')
        (folder / "feed.xml").write_text(
            f'{head}length="{other}"{tail}' if found else text, "utf-8"
        )

    return record


def _chapters(*starts: float) -> Damage:
    chapters = [{"startTime": start, "title": "题"} for start in starts]
    return _json("c.json", {"version": "1.2.0", "chapters": chapters})


def _segments(*spans: tuple[float, float]) -> Damage:
    segments = [{"startTime": start, "endTime": end, "body": "句"} for start, end in spans]
    return _json("t.json", {"version": "1.0.0", "segments": segments})


PAIRS = (
    Pair("artwork-square", _cover(1400, 1500), _cover(1500, 1500)),
    Pair("artwork-size", _cover(1399, 1399), _cover(3000, 3000)),
    Pair("artwork-format", _format("PNG"), _format("JPEG")),
    Pair("artwork-format", lambda folder: (folder / COVER).write_text("x") and None, _cover()),
    Pair("artwork-colours", _cover(mode="CMYK"), _cover(mode="L")),
    Pair("artwork-bytes", _noise(1400, 95), _noise(1400, 5)),
    Pair("duration-sound", _length(125), _length(121.5)),
    Pair(
        "transcript-readable",
        _text("t.vtt", VTT.replace("WEBVTT", "VTT")),
        _text("t.vtt", f"\ufeff{VTT}"),
    ),
    Pair(
        "transcript-readable",
        _text("t.vtt", VTT.replace("00:04.000", "4 s")),
        _text("t.vtt", VTT.replace("00:04.000", "00:00:04.000")),
    ),
    Pair(
        "transcript-readable", _text("t.srt", "大家好"), _text("t.srt", SRT.replace("\n", "\r\n"))
    ),
    Pair("transcript-readable", _json("t.json", {"segments": []}), _json("t.json", JSON)),
    Pair("transcript-readable", _text("t.json", "[" * 100_000), _json("t.json", JSON)),
    Pair("transcript-order", _segments((5, 6), (1, 2)), _segments((1, 6), (2, 3))),
    Pair("transcript-end", _segments((0, 130)), _segments((0, 121))),
    Pair("chapters-readable", _json("c.json", CHAPTERS["chapters"]), _json("c.json", CHAPTERS)),
    Pair(
        "chapters-readable",
        _text("c.json", '{"version": "1.2.0", "chapters": [{"startTime": NaN}]}'),
        _chapters(0, 1.5, 2),
    ),
    Pair("chapters-first", _chapters(1, 40, 80), _chapters(0.0, 40, 80)),
    Pair("chapters-count", _chapters(0, 40), _chapters(0, 40, 41)),
    Pair("chapters-order", _chapters(0, 80, 40), _chapters(0, 40.1, 40.2)),
    Pair("chapters-end", _chapters(0, 40, 121), _chapters(0, 40, 119)),
)


def test_the_folder_has_no_finding(made: Path) -> None:
    """What the encoders write keeps every rule."""
    assert public_folder.rules(made) == set()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_file_breaks_the_rule(public: Path, pair: Pair) -> None:
    """A damaged file is a finding of this rule and of no other."""
    pair.breaks(public)
    assert public_folder.rules(public) == {pair.rule, *pair.also}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.rule)
def test_a_file_keeps_the_rule(public: Path, pair: Pair) -> None:
    """A file that is right, though unusual, is no finding."""
    pair.keeps(public)
    assert public_folder.rules(public) == set()


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        (MP3, "enclosure-reachable"),
        (f"{DAY}/{DAY}.opus", "alternate-reachable"),
        (COVER, "artwork-reachable"),
        (f"{DAY}/t.vtt", "transcript-reachable"),
        (f"{DAY}/c.json", "chapters-reachable"),
    ],
)
def test_a_missing_file_is_an_error(public: Path, name: str, rule: str) -> None:
    """Each kind of file that is not there is told under its own rule."""
    (public / name).unlink()
    assert public_folder.rules(public) == {rule}


def test_an_address_leads_to_no_file_outside(public: Path) -> None:
    """Dots and links do not lead out of the public folder."""
    (public.parent / "secret.vtt").write_text(VTT, "utf-8")
    (public / DAY / "link.vtt").symlink_to(public.parent / "secret.vtt")
    for name in ("../../secret.vtt", "%2e%2e/%2e%2e/secret.vtt", "link.vtt", "a%00.vtt", "."):
        text = edited((("2026-02-06/t.vtt", f"2026-02-06/{name}"),), measured(VALID, public))
        assert "transcript-reachable" in public_folder.rules(public, text)
