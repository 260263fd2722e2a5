"""The frames of a clip, 1080 x 1080: a still picture, drawn once, with moving parts over it.

A frame is RGB rows of bytes. The caption is drawn again when the caption or the spoken word
changes; the waveform is one long strip that slides past the middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from podcast.audio.captions import Caption
from podcast.episode.manifest import Episode, ItemRecord
from podcast.lib.markup import clean
from podcast.lib.punctuation import full_width
from podcast.picture import shapes, subtitles
from podcast.picture.card import day_of
from podcast.picture.fonts import Face, drawable
from podcast.picture.shapes import FAINT, INK, QUIET, WHITE
from podcast.picture.typeset import Colour, Spot, draw, draw_spots, lines, spots, width
from podcast.show.config import Show

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image as Picture
    from PIL.ImageDraw import ImageDraw

SIDE = 1080
EDGE = 64
CAPTION = (540, 812)
"""The first pixel row of the captions, and the first row below them."""
WAVE = (836, 956)
"""The first pixel row of the waveform, and the first row below it."""
PROGRESS = (984, 990)
BARS_A_SECOND = 10
_BAR, _BAR_GAP = 6, 4
_PITCH = (_BAR + _BAR_GAP) * BARS_A_SECOND
"""How many pixels of the waveform show a second."""
_MEASURE = SIDE - 2 * EDGE
_TITLE, _CAPTION = Face(60, bold=True), 56
_TITLE_STEP, _CAPTION_STEP, _TITLE_LINES = 84, 88, 3
_COVER = 124


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The contents of a clip from `start` to `end` seconds of the episode."""

    still: Picture
    accent: Colour
    captions: Sequence[Caption]
    wave: NDArray[np.float32]
    """The mask of the whole waveform, rows by columns, 0 to 1."""
    start: float
    end: float


def scene(
    show: Show,
    episode: Episode,
    item: ItemRecord,
    bounds: tuple[float, float],
    levels: Sequence[float],
) -> Scene:
    """Return the scene of an item; `levels` is its loudness (LUFS), a value for each 100 ms."""
    import numpy as np

    cover = shapes.cover(show, SIDE)
    accent = shapes.accent(cover)
    heights = shapes.heights(levels, len(levels))
    mask = shapes.bars(heights, _BAR, _BAR_GAP, WAVE[1] - WAVE[0])
    return Scene(
        still=_still(show, episode, item, cover, accent),
        accent=accent,
        captions=subtitles.between(episode, *bounds),
        wave=(np.asarray(mask) / 255).astype(np.float32),
        start=bounds[0],
        end=bounds[1],
    )


class Frames:
    """Draws the frames of a scene in order of time, all into the same array."""

    def __init__(self, scene: Scene) -> None:
        import numpy as np

        self._scene = scene
        self._still = np.asarray(scene.still)
        self._frame = self._still.copy()
        self._caption: tuple[Caption | None, tuple[int, int]] | None = None

    def at(self, seconds: float) -> NDArray[np.uint8]:
        """Return the frame (SIDE, SIDE, 3) at a time of the episode; the next call changes it."""
        caption = subtitles.at(self._scene.captions, seconds)
        key = (caption, subtitles.spoken(caption, seconds) if caption else (0, 0))
        if key != self._caption:
            self._caption = key
            self._draw_caption(*key)
        self._draw_wave(seconds)
        self._draw_progress(seconds)
        return self._frame

    def _draw_caption(self, caption: Caption | None, word: tuple[int, int]) -> None:
        import numpy as np
        from PIL import ImageDraw

        top, bottom = CAPTION
        strip = self._scene.still.crop((0, top, SIDE, bottom))
        if caption:
            _draw_caption(ImageDraw.Draw(strip), caption, word, self._scene.accent)
        self._frame[top:bottom] = np.asarray(strip)

    def _draw_wave(self, seconds: float) -> None:
        import numpy as np

        top, bottom = WAVE
        shift = round((seconds - self._scene.start) * _PITCH) - _MEASURE // 2
        columns = np.arange(shift, shift + _MEASURE)
        wave = self._scene.wave
        inside = (columns >= 0) & (columns < wave.shape[1])
        mask = np.where(inside, wave[:, columns.clip(0, wave.shape[1] - 1)], 0)[..., None]
        colours = np.full((_MEASURE, 3), QUIET, np.float32)
        colours[: _MEASURE // 2] = self._scene.accent
        ground = self._still[top:bottom, EDGE : EDGE + _MEASURE]
        blend = ground + mask * (colours - ground)
        self._frame[top:bottom, EDGE : EDGE + _MEASURE] = blend.round().astype(np.uint8)

    def _draw_progress(self, seconds: float) -> None:
        share = (seconds - self._scene.start) / (self._scene.end - self._scene.start)
        playhead = EDGE + round(_MEASURE * min(1.0, max(0.0, share)))
        rows = slice(*PROGRESS)
        self._frame[rows, EDGE:playhead] = self._scene.accent
        self._frame[rows, playhead : EDGE + _MEASURE] = FAINT


def _still(
    show: Show, episode: Episode, item: ItemRecord, cover: Picture, accent: Colour
) -> Picture:
    from PIL import Image, ImageDraw, ImageFilter

    blurred = cover.filter(ImageFilter.GaussianBlur(SIDE // 12))
    picture = Image.blend(blurred, Image.new("RGB", cover.size, INK), 0.84)
    small = cover.resize((_COVER, _COVER), Image.Resampling.LANCZOS)
    picture.paste(small, (EDGE, EDGE), shapes.rounded(small.size, 22))
    canvas = ImageDraw.Draw(picture)
    left = EDGE + _COVER + 32
    for text in lines(clean(show.title), Face(40, bold=True), SIDE - EDGE - left, 1):
        draw(canvas, (left, 116), text, Face(40, bold=True), WHITE)
    draw(canvas, (left, 170), f"{day_of(episode)} · 第 {item.number} 条", Face(30), QUIET)
    for row, text in enumerate(
        lines(full_width(clean(item.headline)), _TITLE, _MEASURE, _TITLE_LINES)
    ):
        draw(canvas, (EDGE, 292 + row * _TITLE_STEP), text, _TITLE, WHITE)
    if show.ai_label:
        _right(canvas, 1042, "AI 合成语音", Face(26), QUIET)
    draw(canvas, (EDGE, 1042), "完整节目请搜索本播客", Face(26), shapes.mixed(QUIET, accent, 0.3))
    return picture


def _right(canvas: ImageDraw, baseline: int, text: str, face: Face, fill: Colour) -> None:
    draw(canvas, (SIDE - EDGE - width(text, face), baseline), text, face, fill)


def _draw_caption(
    canvas: ImageDraw, caption: Caption, word: tuple[int, int], accent: Colour
) -> None:
    """Draw the rows of a caption: past words white, the present word in the accent's colour."""
    rows = [caption.text[first:last] for first, last in caption.lines]
    face = _fitting(rows)
    middle = (CAPTION[1] - CAPTION[0]) // 2
    baseline = middle + 20 - (len(rows) - 1) * _CAPTION_STEP // 2
    for (first, _), text in zip(caption.lines, rows, strict=True):
        for fill, part in _coloured(text, first, word, face, accent):
            draw_spots(canvas, (EDGE, baseline), part, face, fill)
        baseline += _CAPTION_STEP


def _fitting(rows: Sequence[str]) -> Face:
    """Return a face in which the widest row fits; wide Latin letters need a smaller face."""
    face = Face(_CAPTION, bold=True)
    widest = max(width(row, face) for row in rows)
    return face if widest <= _MEASURE else Face(int(_CAPTION * _MEASURE / widest), bold=True)


def _coloured(
    text: str, first: int, word: tuple[int, int], face: Face, accent: Colour
) -> list[tuple[Colour, list[Spot]]]:
    """Return the characters of a line by colour; `first` is the line's start in the text."""
    groups: dict[Colour, list[Spot]] = {}
    for at, spot in enumerate(spots(text, face)[0], first):
        is_past, is_present = at < word[0], word[0] <= at < word[1]
        fill = accent if is_present else WHITE if is_past else shapes.mixed(WHITE, FAINT, 0.55)
        char = drawable(spot.char)
        if char:
            groups.setdefault(fill, []).append(spot._replace(char=char))
    return list(groups.items())
