"""A clip of a built episode: its streams by ffprobe, its captions by their pixels."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from podcast import build
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.errors import FeedError
from podcast.lib import ffmpeg
from podcast.lib.progress import Quiet
from podcast.picture import subtitles
from podcast.picture.clip import FRAME_RATE, SAMPLE_RATE, clip
from podcast.picture.frames import CAPTION, PROGRESS, SIDE, WAVE
from podcast.show import config
from podcast.show.config import Show

Film = tuple[Show, Episode, Path]


@pytest.fixture
def spoken(show_folder: Path) -> tuple[Show, Episode]:
    """Build the short episode of two items."""
    show = config.load(show_folder)
    built = build.build(show, None, build.Options(engine="tone"), Quiet())
    return show, built.episode


@pytest.fixture
def film(spoken: tuple[Show, Episode]) -> Film:
    """Make the film of its second item."""
    show, episode = spoken
    return show, episode, clip(show, episode, 2, Quiet())


def frame(path: Path, seconds: float) -> NDArray[np.int16]:
    """Decode the frame at a time of the film."""
    raw = ffmpeg.run(
        ("-i", ffmpeg.file_url(path), "-vf", f"select=gte(t\\,{seconds:.4f})", "-frames:v", "1",
         "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1")
    )  # fmt: skip
    return np.frombuffer(raw, np.uint8).reshape(SIDE, SIDE, 3).astype(np.int16)


def bounds(episode: Episode, number: int) -> tuple[float, float]:
    """Return where an item's chapter begins and ends."""
    starts = [*(chapter.start for chapter in episode.chapters), episode.audio.seconds]
    place = [chapter.item for chapter in episode.chapters].index(number)
    return starts[place], starts[place + 1]


def rows(image: NDArray[np.int16], part: Sequence[int]) -> NDArray[np.int16]:
    """Return some rows of a frame."""
    return image[slice(*part)]


@pytest.mark.slow
@pytest.mark.tools("ffprobe")
def test_film_is_what_apps_take(film: Film, program: Callable[[str], str]) -> None:
    """H.264 of 1080 x 1080 at 30 frames a second and AAC, as long as the chapter."""
    _, episode, path = film
    out = subprocess.run(
        [program("ffprobe"), "-v", "error", "-show_streams", "-show_format",
         "-of", "json", str(path)],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    video, sound = json.loads(out)["streams"]
    label = json.loads(json.loads(out)["format"]["tags"]["AIGC"])
    assert (label["Label"], label["ProduceID"][-10:]) == ("1", episode.date)
    start, end = bounds(episode, 2)
    assert (video["codec_name"], video["width"], video["height"]) == ("h264", 1080, 1080)
    assert (video["pix_fmt"], video["r_frame_rate"]) == ("yuv420p", "30/1")
    assert (video["color_space"], video["color_transfer"]) == ("bt709", "bt709")
    assert float(video["duration"]) == pytest.approx(end - start, abs=1 / FRAME_RATE)
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("aac", "44100", 2)
    assert float(sound["duration"]) == pytest.approx(end - start, abs=0.03)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


@pytest.mark.slow
def test_sound_is_the_chapter_s_at_its_loudness(film: Film) -> None:
    """Sample for sample in place: both sides have what a mono MP3 has between the bounds."""
    show, episode, path = film
    assert episode.audio.channels == 1
    start, end = bounds(episode, 2)
    whole = ffmpeg.decode(show.folder(episode.date) / episode.audio.file, SAMPLE_RATE)
    part = whole[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)].astype(np.float64)
    heard = ffmpeg.decode(path, SAMPLE_RATE, 2).astype(np.float64)
    middle = slice(SAMPLE_RATE // 10, len(part) - SAMPLE_RATE // 2)
    difference = heard[: len(part)][middle] - part[middle, None]
    assert np.sqrt(np.mean(difference**2)) < 0.03 * np.sqrt(np.mean(part[middle] ** 2))
    assert np.abs(heard[len(part) - 200 : len(part)]).max() < 0.02 * np.abs(part).max()


@pytest.mark.slow
def test_captions_are_seen_when_they_are_heard(film: Film) -> None:
    """Other rows for each caption, the title's rows unmoved, the bar further on."""
    _, episode, path = film
    start, end = bounds(episode, 2)
    shown = subtitles.between(episode, start, end)
    assert len(shown) >= 2
    first, second = (
        frame(path, (each.start + each.end) / 2 - start) for each in (shown[0], shown[1])
    )
    pause = frame(path, 0.0) if shown[0].start > start + 0.05 else None
    assert np.abs(rows(first, CAPTION) - rows(second, CAPTION)).max() > 100
    # of a moved title a tenth of the rows would change; the codec changes single pixels
    assert np.percentile(np.abs(first[:500] - second[:500]), 99.9) < 16
    assert np.abs(rows(first, WAVE) - rows(second, WAVE)).max() > 60
    done = [_done(rows(image, PROGRESS)) for image in (first, second)]
    assert done[0] < done[1]
    assert (rows(first, CAPTION) > 200).all(2).any()
    if pause is not None:
        assert not (rows(pause, CAPTION) > 200).all(2).any()


def _done(bar: NDArray[np.int16]) -> int:
    """Return how many columns of the progress bar have the accent: redder than blue."""
    return int((bar[3, :, 0] - bar[3, :, 2] > 60).sum())


@pytest.mark.slow
def test_same_clip_has_the_same_bytes(spoken: tuple[Show, Episode], tmp_path: Path) -> None:
    """No clock and no chance; `--seconds` ends it with a caption."""
    show, episode = spoken
    one = clip(show, episode, 1, Quiet(), tmp_path / "a" / "one.mp4", 8.0)
    two = clip(show, episode, 1, Quiet(), tmp_path / "two.mp4", 8.0)
    assert one.read_bytes() == two.read_bytes()
    assert [path.name for path in one.parent.iterdir()] == ["one.mp4"]
    length = len(ffmpeg.decode(one, SAMPLE_RATE)) / SAMPLE_RATE
    ends = [each.end for each in subtitles.between(episode, *bounds(episode, 1))]
    assert min(abs(length - (each - bounds(episode, 1)[0])) for each in ends) < 0.06
    assert length <= 8.06


def test_item_that_is_not_there_is_an_error(show: Show, episode: Episode, tmp_path: Path) -> None:
    """The message lists those that are."""
    with pytest.raises(FeedError, match=r"2026-02-06: no item 9 in this episode; there are 1, 2"):
        clip(show, episode, 9, Quiet(), tmp_path / "x.mp4")
    assert not (tmp_path / "x.mp4").exists()


def test_word_that_is_said_is_known(spoken: tuple[Show, Episode]) -> None:
    """Before it nothing is said, behind the last one all of the caption is."""
    _, episode = spoken
    caption = next(each for each in subtitles.between(episode, 0, 1e9) if len(each.words) > 1)
    word = caption.words[1]
    assert subtitles.spoken(caption, caption.words[0].starts_at - 0.01) == (
        caption.span[0], caption.span[0],
    )  # fmt: skip
    assert subtitles.spoken(caption, word.starts_at) == (word.start, word.end)
    assert subtitles.spoken(caption, caption.words[-1].ends_at) == (caption.span[1],) * 2
    assert subtitles.at([caption], caption.start) is caption
    assert subtitles.at([caption], caption.end) is None


def test_manifest_gives_the_captions_of_the_transcript(spoken: tuple[Show, Episode]) -> None:
    """A film says line by line what transcript.vtt says."""
    show, built = spoken
    episode = manifest.find(show.episodes, None)
    assert episode == built
    vtt = (show.folder(episode.date) / episode.files.vtt).read_text("utf-8")
    shown = subtitles.between(episode, 0.0, episode.audio.seconds)
    assert vtt.count(" --> ") == len(shown)
