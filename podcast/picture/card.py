"""The card of an episode, which social media show for a link to its page (1200 x 630, Open Graph).

The same episode gives the same bytes: the card depends neither on the time, nor on the machine's
fonts, nor on chance.
"""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

from podcast.episode.manifest import CARD_FILE, Episode
from podcast.lib.markup import clean, length_in_words
from podcast.lib.punctuation import full_width
from podcast.model import Curves
from podcast.picture import shapes
from podcast.picture.fonts import Face
from podcast.picture.shapes import FAINT, INK, QUIET, WHITE
from podcast.picture.typeset import Colour, draw, lines, width
from podcast.show.config import Show

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from PIL.ImageDraw import ImageDraw

FILE_NAME = CARD_FILE
SIZE = (1200, 630)

_EDGE = 64
_COVER = 296
_LEFT = _EDGE + _COVER + 48
_MEASURE = SIZE[0] - _EDGE - _LEFT
_BAR, _BAR_GAP, _WAVE_HEIGHT, _WAVE_TOP = 5, 4, 84, 506
_LIST_END = 480
_DATE, _TITLE, _ITEM = Face(25), Face(44, bold=True), Face(25)
_TITLE_STEP, _ITEM_STEP, _TITLE_LINES = 60, 42, 3
_NUMBER_ROOM = 38
_WEEKDAYS = "一二三四五六日"


def card(show: Show, episode: Episode, curves: Curves) -> bytes:
    """Return the card as PNG: date, title, headlines, cover and waveform."""
    from PIL import Image, ImageDraw

    cover = shapes.cover(show, _COVER)
    accent = shapes.accent(cover)
    picture = _ground(accent)
    canvas = ImageDraw.Draw(picture)
    picture.paste(cover, (_EDGE, _EDGE), shapes.rounded(cover.size, 28))
    _under_cover(canvas, show, episode)
    draw(canvas, (_LEFT, 86), day_of(episode), _DATE, accent)
    baseline = _title(canvas, episode)
    _headlines(canvas, episode, baseline, accent)
    count = (SIZE[0] - 2 * _EDGE + _BAR_GAP) // (_BAR + _BAR_GAP)
    wave = shapes.bars(shapes.heights(curves.momentary, count), _BAR, _BAR_GAP, _WAVE_HEIGHT)
    picture.paste(Image.new("RGB", wave.size, accent), (_EDGE, _WAVE_TOP), wave)
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=6)
    return data.getvalue()


def day_of(episode: Episode) -> str:
    """Return the date as people write it in Chinese."""
    day = date.fromisoformat(episode.date)
    return f"{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def _ground(accent: Colour) -> Picture:
    """Return the empty card: a dark ground, tinted at the top with the cover's colour."""
    from PIL import Image

    column = Image.new("RGB", (1, SIZE[1]))
    for row in range(SIZE[1]):
        column.putpixel((0, row), shapes.mixed(INK, accent, 0.10 * (1 - row / SIZE[1])))
    return column.resize(SIZE)


def _under_cover(canvas: ImageDraw, show: Show, episode: Episode) -> None:
    name = Face(27, bold=True)
    for text in lines(clean(show.title), name, _COVER, 1):
        draw(canvas, (_EDGE, 412), text, name, WHITE)
    length = f"{length_in_words(episode.audio.seconds)} · {len(episode.items)} 条新闻"
    draw(canvas, (_EDGE, 452), length, Face(22), QUIET)


def _title(canvas: ImageDraw, episode: Episode) -> int:
    """Draw the title and return the baseline of its last line."""
    baseline = 92
    for text in lines(full_width(clean(episode.title)), _TITLE, _MEASURE, _TITLE_LINES):
        baseline += _TITLE_STEP
        draw(canvas, (_LEFT, baseline), text, _TITLE, WHITE)
    return baseline


def _headlines(canvas: ImageDraw, episode: Episode, baseline: int, accent: Colour) -> None:
    """Draw as many headlines as there is room for, one on each line."""
    room = (_LIST_END - baseline - 20) // _ITEM_STEP
    items = episode.items[:room]
    baseline += 16
    for item in items:
        baseline += _ITEM_STEP
        number = f"{item.number}"
        right = _LEFT + _NUMBER_ROOM - 14 - width(number, _ITEM)
        draw(canvas, (max(_LEFT, right), baseline), number, _ITEM, accent)
        for text in lines(full_width(clean(item.headline)), _ITEM, _MEASURE - _NUMBER_ROOM, 1):
            draw(
                canvas,
                (_LEFT + _NUMBER_ROOM, baseline),
                text,
                _ITEM,
                shapes.mixed(WHITE, FAINT, 0.2),
            )
