"""The social card: size, bytes, and what is to be seen on it."""

from __future__ import annotations

import io
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from podcast.episode.manifest import Episode
from podcast.model import Curves
from podcast.picture import card, shapes
from podcast.show.config import Show

QUIET = Curves((-120.0,) * 600, (), ())
LOUD = Curves((-120.0,) * 300 + (-14.0,) * 300, (), ())


def pixels(data: bytes) -> NDArray[np.int16]:
    """Return the card as rows of RGB."""
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.int16)


def test_card_is_a_png_of_the_size_that_sites_want(show: Show, episode: Episode) -> None:
    """1200 x 630 RGB, nothing but picture in it, the same bytes every time, in half a second."""
    first = card(show, episode, LOUD)  # with the fonts read, as in a build of many dates
    begun = time.process_time()
    data = card(show, episode, LOUD)
    assert time.process_time() - begun < 0.5
    assert data == first
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "RGB")
        assert not image.info
    assert len(data) < 300_000


def test_card_shows_title_headlines_and_waveform(show: Show, episode: Episode) -> None:
    """Each of them changes its own part of the picture, and no other."""
    plain = pixels(card(show, episode, QUIET))
    parts = {
        "title": card(show, episode.model_copy(update={"title": "另一个标题"}), QUIET),
        "wave": card(show, episode, LOUD),
    }
    where = {name: np.argwhere((pixels(data) != plain).any(2)) for name, data in parts.items()}
    assert where["title"].min(0)[1] >= 400
    assert where["title"].max(0)[0] < 500
    assert where["wave"].min(0)[0] >= 500
    assert 590 <= where["wave"].min(0)[1] <= 610, "silence in the first half"


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>" * 900, "🎙️" * 40, "", "x" * 20_000, "“《（" * 50, "\u202eabc\x00"],
)
def test_hostile_texts_stay_inside(show: Show, episode: Episode, text: str) -> None:
    """No text reaches the edges of the card or stops it from being drawn."""
    items = tuple(item.model_copy(update={"headline": text}) for item in episode.items)
    hostile = episode.model_copy(update={"title": text, "items": items * 9})
    image = pixels(card(replace(show, title=text or "-"), hostile, QUIET))
    plain = pixels(
        card(replace(show, title="-"), episode.model_copy(update={"title": "", "items": ()}), QUIET)
    )
    changed = np.argwhere((image != plain).any(2))
    if len(changed):
        assert changed.max(0)[1] <= 1140
        assert changed.min(0)[1] >= 60
        assert changed.max(0)[0] <= 500


@pytest.mark.parametrize(
    ("colour", "accent"),
    [((226, 61, 40), "red"), ((20, 60, 200), "blue"), ((128, 128, 128), "none")],
)
def test_accent_is_the_cover_s_own_and_readable(
    colour: tuple[int, int, int], accent: str, tmp_path: Path
) -> None:
    """A vivid cover gives its hue, a grey one the project's; contrast on ink is over 4.5."""
    found = shapes.accent(Image.new("RGB", (64, 64), colour))
    strongest = {"red": 0, "blue": 2, "none": 0}[accent]
    assert max(range(3), key=lambda channel: found[channel]) == strongest
    assert (found == shapes.ACCENT) == (accent == "none")
    assert (_luminance(found) + 0.05) / (_luminance(shapes.INK) + 0.05) > 4.5


def _luminance(colour: tuple[int, int, int]) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
