"""Parts of pictures other than type: the cover, the bars of a waveform, colours."""

from __future__ import annotations

import colorsys
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from podcast.picture.typeset import Colour
from podcast.show.config import Show

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

INK: Colour = (18, 22, 38)
WHITE: Colour = (255, 255, 255)
QUIET: Colour = (172, 178, 196)
FAINT: Colour = (66, 72, 96)
ACCENT: Colour = (255, 110, 86)
"""The accent for a cover without a vivid colour."""

_SMOOTH = 4
"""Shapes are drawn this many times larger and then scaled down, for smooth edges."""
_LEAST_SATURATION = 0.35
_LIGHTNESS = 0.66
"""The lightness at which an accent of any hue is legible on INK (contrast over 4.5)."""

LOWEST_LUFS = -38.0
HIGHEST_LUFS = -13.0


def cover(show: Show, side: int) -> Picture:
    """Return the show's cover as a square of `side` pixels; decoded no larger than needed."""
    from PIL import Image

    with Image.open(io.BytesIO(show.cover.read_bytes()), formats=("JPEG", "PNG")) as image:
        image.draft("RGB", (2 * side, 2 * side))
        return image.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)


def accent(picture: Picture) -> Colour:
    """Return the most prominent vivid colour of a cover, made light enough to be read on INK."""
    from PIL import Image

    small = picture.resize((32, 32), Image.Resampling.BOX).quantize(8).convert("RGB")
    colours = small.getcolors(1024) or []
    weights: list[tuple[float, float, float]] = []
    for count, pixel in colours:
        red, green, blue = (value / 255 for value in pixel)  # type: ignore[union-attr]
        hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
        vivid = saturation * (1 - abs(2 * lightness - 1))
        if vivid >= _LEAST_SATURATION:
            weights.append((count * vivid, hue, saturation))
    if not weights:
        return ACCENT
    _, hue, saturation = max(weights)
    light = colorsys.hls_to_rgb(hue, _LIGHTNESS, max(saturation, 0.6))
    return tuple(round(value * 255) for value in light)  # type: ignore[return-value]


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return a mixture of two colours, with `share` (0 to 1) of `other`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def rounded(size: tuple[int, int], radius: int) -> Picture:
    """Return a mask of a rectangle with round corners."""
    from PIL import Image, ImageDraw

    large = Image.new("L", (size[0] * _SMOOTH, size[1] * _SMOOTH), 0)
    box = (0, 0, large.width - 1, large.height - 1)
    ImageDraw.Draw(large).rounded_rectangle(box, radius * _SMOOTH, fill=255)
    return large.resize(size, Image.Resampling.BOX)


def bars(heights: Sequence[float], bar: int, gap: int, height: int) -> Picture:
    """Return a mask of bars with round ends, mirrored at the middle; heights are 0 to 1."""
    from PIL import Image, ImageDraw

    large = Image.new("L", (max(1, len(heights)) * (bar + gap) * _SMOOTH, height * _SMOOTH), 0)
    canvas = ImageDraw.Draw(large)
    for number, share in enumerate(heights):
        left = number * (bar + gap) * _SMOOTH
        half = max(bar, share * height) * _SMOOTH / 2
        middle = large.height / 2
        box = (left, round(middle - half), left + bar * _SMOOTH - 1, round(middle + half) - 1)
        canvas.rounded_rectangle(box, bar * _SMOOTH // 2, fill=255)
    return large.resize((large.width // _SMOOTH, height), Image.Resampling.BOX)


def heights(levels: Sequence[float], count: int) -> tuple[float, ...]:
    """Return `count` heights, 0 to 1, for the loudness (LUFS) over time of a recording."""
    spread = HIGHEST_LUFS - LOWEST_LUFS
    values = []
    for number in range(count):
        first = number * len(levels) // count
        part = levels[first : max(first + 1, (number + 1) * len(levels) // count)]
        level = sum(part) / len(part) if part else LOWEST_LUFS
        values.append(min(1.0, max(0.0, (level - LOWEST_LUFS) / spread)) ** 1.5)
    return tuple(values)
