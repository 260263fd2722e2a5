"""`podcast clip`: one item of an episode as a square film with captions.

The film has H.264 and AAC in MP4, 1080 x 1080 and 30 frames a second, which 微信视频号, 小红书 and
others take unchanged. The sound is decoded from the published MP3, cut at the chapter's samples and
encoded again, as a film needs another codec; its loudness does not change.
"""

from __future__ import annotations

import math
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from podcast.episode.manifest import Episode, ItemRecord
from podcast.errors import AudioError, FeedError
from podcast.lib import ffmpeg
from podcast.lib.progress import Reporter
from podcast.lib.unfinished import taking_long
from podcast.picture import subtitles
from podcast.picture.frames import BARS_A_SECOND, SIDE, Frames, scene
from podcast.show.config import Show

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = "clips"
"""The folder of the clips in the show's folder; it is not published."""
FRAME_RATE = 30
SAMPLE_RATE = 44_100
FADE_IN, FADE_OUT = 0.03, 0.35
"""The lengths of the fades in seconds: they prevent a click and an abrupt end."""

_VIDEO = (
    "-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p", "-threads", "2",
    "-vf", "scale=out_color_matrix=bt709:out_range=tv",
    "-x264-params", "colorprim=bt709:transfer=bt709:colormatrix=bt709",
)  # fmt: skip
"""The options of the video: colours are converted to BT.709 and declared as such. The number of
threads is fixed, as the encoder's bytes depend on it."""
_SOUND = ("-c:a", "aac", "-b:a", "192k", "-ar", "44100")
_FILE = (
    "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact",
    "-movflags", "+faststart+use_metadata_tags", "-f", "mp4",
)  # fmt: skip
"""The options of the file. `use_metadata_tags` allows the tag AIGC, for which MP4 has no name."""


def clip(
    show: Show,
    episode: Episode,
    number: int,
    report: Reporter,
    output: Path | None = None,
    most_seconds: float | None = None,
) -> Path:
    """Make the film of item `number` and return its path (default: below `clips/`).

    With `most_seconds` the film ends with the last caption that ends by then. Raises FeedError when
    there is no such item or chapter or the file cannot be written, and AudioError when the
    recording cannot be decoded or the film not encoded; then no file is left.
    """
    item = _item(episode, number)
    start, end = _bounds(episode, number, most_seconds)
    samples = _sound(show, episode, start, end)
    film = scene(show, episode, item, (start, end), _levels(samples))
    path = output or show.root / FOLDER / f"{episode.date}-{number}.mp4"
    try:
        with taking_long(path) as temporary, tempfile.TemporaryDirectory() as folder:
            sound = Path(folder) / "sound.s16le"
            sound.write_bytes(samples.tobytes())
            target = (*_label(show, episode), ffmpeg.file_url(temporary))
            _encode(Frames(film), start, len(samples), sound, target, report)
    except OSError as error:
        raise FeedError(f"{path}: cannot be written: {error.strerror}") from error
    return path


def _item(episode: Episode, number: int) -> ItemRecord:
    for item in episode.items:
        if item.number == number:
            return item
    numbers = ", ".join(str(item.number) for item in episode.items)
    raise FeedError(f"{episode.date}: no item {number} in this episode; there are {numbers}")


def _bounds(episode: Episode, number: int, most: float | None) -> tuple[float, float]:
    """Return the start and the end of the item's chapter, in seconds of the episode."""
    starts = [chapter.start for chapter in episode.chapters]
    place = next(
        (at for at, chapter in enumerate(episode.chapters) if chapter.item == number), None
    )
    if place is None:
        raise FeedError(f"{episode.date}: item {number} has no chapter; build the episode again")
    start, end = starts[place], [*starts, episode.audio.seconds][place + 1]
    if most is None or end - start <= most:
        return start, end
    ends = [each.end for each in subtitles.between(episode, start, end)]
    return start, max((each for each in ends if each <= start + most), default=start + most)


def _sound(show: Show, episode: Episode, start: float, end: float) -> NDArray[np.int16]:
    """Return the stereo samples between two times, faded at both ends.

    A mono recording sounds on both sides as it is; ffmpeg would make it 3 dB softer there.
    """
    import numpy as np

    path = show.folder(episode.date) / episode.audio.file
    samples = ffmpeg.decode(path, SAMPLE_RATE, episode.audio.channels)
    if samples.ndim == 1:
        samples = np.repeat(samples[:, None], 2, axis=1)
    part = samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)].astype(np.float32)
    if not len(part):
        raise AudioError(f"{path}: ends before the chapter begins; build the episode again")
    gain = np.ones(len(part), np.float32)
    for seconds, rising in ((FADE_IN, True), (FADE_OUT, False)):
        count = min(len(part), round(seconds * SAMPLE_RATE))
        ramp = np.linspace(0, 1, count, dtype=np.float32)
        if rising:
            gain[:count] *= ramp
        else:
            gain[len(part) - count :] *= ramp[::-1]
    return np.round(part * gain[:, None]).astype(np.int16)


def _levels(samples: NDArray[np.int16]) -> list[float]:
    """Return the level of each 100 ms in dBFS, near enough to LUFS for the eye."""
    import numpy as np

    size = SAMPLE_RATE // BARS_A_SECOND
    levels = []
    for first in range(0, len(samples), size):
        part = samples[first : first + size].astype(np.float64) / 32768
        levels.append(10 * math.log10(float(np.mean(part**2)) + 1e-9))
    return levels


def _label(show: Show, episode: Episode) -> tuple[str, ...]:
    """Return the options that label the film as synthetic (GB 45438-2025, metadata of a file)."""
    from podcast.audio.id3 import aigc

    if not show.ai_label.file:
        return ()
    return ("-metadata", f"AIGC={aigc(*show.makers, f'{show.guid}/{episode.date}')}")


def _encode(
    frames: Frames,
    start: float,
    samples: int,
    sound: Path,
    target: tuple[str, ...],
    report: Reporter,
) -> None:
    """Write the film: frames through a pipe, sound from a file; `target` is its label and path."""
    raw = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{SIDE}x{SIDE}")
    pcm = ("-f", "s16le", "-ar", f"{SAMPLE_RATE}", "-ac", "2", "-i", ffmpeg.file_url(sound))
    inputs = ("-y", *raw, "-r", f"{FRAME_RATE}", "-i", "pipe:0", *pcm, "-map", "0:v", "-map", "1:a")
    arguments = (*inputs, *_VIDEO, *_SOUND, *_FILE, *target)
    with ffmpeg.started(arguments) as child:
        count = math.ceil(samples / SAMPLE_RATE * FRAME_RATE)
        for number in range(count):
            child.write(frames.at(start + number / FRAME_RATE).data)
            report.advance("drawing", number + 1, count, "frame")
