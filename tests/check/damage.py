"""Ways to damage a copy of a proven episode, each just so that one rule is broken."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from podcast import check, feed, site
from podcast.audio import id3 as tags
from podcast.audio import measure, peaks
from podcast.audio.clock import SAMPLE_RATE
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.errors import AudioError
from podcast.lib import ffmpeg
from podcast.show.config import Show

DATE = "2026-02-06"
Damage = Callable[[Show], None]

_MAKE_UP = f"volume={1 / 0.95:.6f}"
"""LAME scales what it encodes at 128 kbit/s by 0.95."""


def rules(show: Show) -> set[str]:
    """Return the rules that do not hold."""
    return {finding.rule for finding in check.check(show)}


def assert_found(show: Show, damage: Damage, expected: set[str], warnings: set[str]) -> None:
    """Damage the show: these rules and no others are broken, each at a place with a remedy.

    A rule with a question mark may be broken, by what sounds in the damaged frames: they may hold
    bits of the frames behind them, or the peak of the episode.
    """
    damage(show)
    findings = check.check(show)
    certain = {rule for rule in expected if not rule.endswith("?")}
    assert (
        certain <= {finding.rule for finding in findings} <= {rule.rstrip("?") for rule in expected}
    )
    assert check.failed(findings) == bool(expected - warnings)
    for finding in findings:
        assert finding.place.startswith(str(show.episodes))
        assert finding.message
        assert "podcast" in finding.remedy or "show.yaml" in finding.remedy


def episode(show: Show) -> Episode:
    """Return the manifest."""
    return manifest.load(show.folder(DATE) / manifest.FILE_NAME)


# --- The manifest -----------------------------------------------------------------------------


def renew_feed(show: Show) -> None:
    """Write the feed and pages that the manifests give, as it is, though it may not hold."""
    episodes = manifest.load_all(show.episodes)
    (show.episodes / feed.FEED_FILE).write_bytes(feed.render(show, episodes))
    for path, page in site.rendered(show, episodes):
        path.write_text(page, "utf-8")


def change(show: Show, **fields: Any) -> None:
    """Put other facts into the manifest, and the feed in step with them."""
    manifest.save(show.folder(DATE), episode(show).model_copy(update=fields))
    renew_feed(show)


def change_audio(show: Show, **fields: Any) -> None:
    """Put other facts about the recording into the manifest."""
    change(show, audio=episode(show).audio.model_copy(update=fields))


def change_part(show: Show, part: str, index: int, **fields: Any) -> None:
    """Change one record of a tuple in the manifest."""
    records = list(getattr(episode(show), part))
    records[index] = records[index].model_copy(update=fields)
    change(show, **{part: tuple(records)})


# --- The recording ----------------------------------------------------------------------------


def replace_recording(show: Show, data: bytes) -> None:
    """Put another recording in place with a waveform and a manifest that know it."""
    path = show.folder(DATE) / episode(show).audio.file
    path.write_bytes(data)
    with suppress(AudioError):
        drawn = peaks.dumps(measure.survey(path)[1].peaks)
        (show.folder(DATE) / "peaks.json").write_text(drawn, "utf-8")
    change_audio(show, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())


def parts(show: Show) -> tuple[bytes, bytes]:
    """Return the ID3 tag and the frames of the recording (ID3v2.3, section 3.1: the size)."""
    data = (show.folder(DATE) / episode(show).audio.file).read_bytes()
    size = 10 + sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    return data[:size], data[size:]


def filtered(*filters: str, bit_rate: str = "128k", more: float = 0.0) -> Damage:
    """Return a damage that sends the sound through filters of ffmpeg and keeps the tags.

    The sound keeps its length, or is `more` seconds longer.
    """

    def damage(show: Show) -> None:
        tag, frames = parts(show)
        length = round((episode(show).audio.seconds + more) * SAMPLE_RATE)
        same = (_MAKE_UP, f"apad=whole_len={length}", f"atrim=end_sample={length}")
        path = show.root / "other.mp3"  # a pipe cannot hold the Info header with the length
        output = ("-c:a", "libmp3lame", "-b:a", bit_rate, "-id3v2_version", "0", str(path))
        ffmpeg.run(("-i", "pipe:0", "-af", ",".join((*filters, *same)), *output), frames)
        replace_recording(show, tag + path.read_bytes())
        found = measure.measure(path)
        stated = {"lufs": found.integrated_lufs, "true_peak_dbtp": found.true_peak_dbtp}
        change_audio(show, **stated)

    return damage


def frames_changed(change: Callable[[bytes], bytes]) -> Damage:
    """Return a damage of the frames that leaves the tags as they are."""

    def damage(show: Show) -> None:
        tag, frames = parts(show)
        replace_recording(show, tag + change(frames))

    return damage


def patched(old: bytes, new: bytes) -> Damage:
    """Return a damage that changes bytes of the ID3 tag, which stays as long as it is."""

    def damage(show: Show) -> None:
        tag, frames = parts(show)
        assert old in tag
        replace_recording(show, tag.replace(old, new) + frames)

    return damage


def retitled(old: str, new: str) -> Damage:
    """Return a damage that changes a text of the ID3 tag."""
    return patched(old.encode("utf-16-le"), new.encode("utf-16-le"))


def retagged(change: Callable[[Any], object] = bool, version: int = 3) -> Damage:
    """Return a damage of the ID3 tag, which `change` changes in place; frames keep their order."""

    def damage(show: Show) -> None:
        path = show.folder(DATE) / episode(show).audio.file
        id3 = tags._TimeOrdered(path, translate=False)  # noqa: SLF001 -- mutagen sorts by size
        change(id3)
        if version == 4:
            id3.update_to_v24()
        id3.save(path, v2_version=version, v1=0, padding=lambda _: 0)
        replace_recording(show, path.read_bytes())

    return damage


# --- Chapters and text files ------------------------------------------------------------------


def late_tag(show: Show, chapter: int) -> None:
    """Let a chapter of the ID3 tag begin half a second late (ID3v2 Chapter Frame Addendum)."""
    start = round(episode(show).chapters[chapter].start * 1000)
    name = f"chp{chapter}".encode() + bytes(1)
    patched(name + start.to_bytes(4), name + (start + 500).to_bytes(4))(show)


def late_mark(show: Show, chapter: int) -> None:
    """Let a chapter of chapters.json begin half a second late."""

    def late(data: Any) -> None:
        data["chapters"][chapter]["startTime"] += 0.5

    altered("chapters.json", late)(show)


def altered(name: str, alter: Callable[[Any], object]) -> Damage:
    """Return a damage of the data in a JSON file of the episode, which `alter` changes in place."""

    def damage(show: Show) -> None:
        path = show.folder(DATE) / name
        data = json.loads(path.read_bytes())
        alter(data)
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")

    return damage


def shifted(name: str, seconds: float) -> Damage:
    """Return a damage that moves every time of WebVTT or SubRip."""

    def damage(show: Show) -> None:
        path = show.folder(DATE) / name
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(\d\d):(\d\d):(\d\d)([.,])(\d{3})", later, text), "utf-8")

    def later(found: re.Match[str]) -> str:
        hour, minute, second, point, fraction = found.groups()
        whole = (int(hour) * 60 + int(minute)) * 60 + int(second)
        moved = whole * 1000 + int(fraction) + round(seconds * 1000)
        minutes, milliseconds = divmod(moved, 60_000)
        second_, fraction_ = divmod(milliseconds, 1000)
        return f"{minutes // 60:02}:{minutes % 60:02}:{second_:02}{point}{fraction_:03}"

    return damage


def edited(name: str, pattern: str, new: str, count: int = 1) -> Damage:
    """Return a damage that replaces the last matches in a text file of the episode; 0: all."""

    def damage(show: Show) -> None:
        path = show.folder(DATE) / name
        text = path.read_text("utf-8")
        found = list(re.finditer(pattern, text))
        assert found
        for match in reversed(found[-count:]):
            text = text[: match.start()] + match.expand(new) + text[match.end() :]
        path.write_text(text, "utf-8")

    return damage


def overwritten(name: str, text: str) -> Damage:
    """Return a damage that writes another text file of the episode."""
    return lambda show: (show.folder(DATE) / name).write_text(text, "utf-8") and None


def removed(name: str) -> Damage:
    """Return a damage that deletes a file of the episode."""
    return lambda show: (show.folder(DATE) / name).unlink()
