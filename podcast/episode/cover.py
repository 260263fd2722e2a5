"""Publish the show's cover under a name that contains its hash.

Apple caches artwork by address, so a changed image needs a new file name (A Podcaster's Guide to
RSS, itunes:image). Older covers stay in the folder, because pages and apps may still ask for them.
"""

from __future__ import annotations

import hashlib
import io
import warnings

from podcast.errors import FeedError, at
from podcast.lib.atomic import write_bytes
from podcast.show.config import Show

_SIDES = range(1400, 3001)
"""The allowed lengths of a side in pixels (Apple's artwork requirements)."""

_FORMATS = ("JPEG", "PNG")
_SMALL_PIXELS = 512
"""The side of the small cover in pixels: enough for 170 CSS pixels on the sharpest screens."""
_QUALITY = 82
_MODES = {"RGB", "RGBA", "L", "P"}
"""The modes of Pillow that apps accept as RGB; Apple refuses CMYK."""


def cover_name(show: Show) -> str:
    """Return the public file name of the cover, `cover-<8 hex of its SHA-256>.jpg` or `.png`.

    Raises FeedError when the file cannot be read, is not an RGB JPEG or PNG, or is not a square of
    1400 to 3000 pixels.
    """
    return _name(show, _read_cover(show))


def publish_cover(show: Show) -> str:
    """Copy the cover into `episodes/`; return its name. Raises FeedError as `cover_name` does."""
    data = _read_cover(show)
    name = _name(show, data)
    write_bytes(show.episodes / name, data)
    return name


def small_cover_name(show: Show) -> str:
    """Return the file name of the pages' small cover. Raises FeedError as `cover_name` does."""
    return f"{cover_name(show).rpartition('.')[0]}-{_SMALL_PIXELS}.jpg"


def publish_small_cover(show: Show) -> str:
    """Write the small cover into `episodes/` unless it exists; return its file name.

    Raises FeedError as `cover_name` does.
    """
    name = small_cover_name(show)
    if not (show.episodes / name).is_file():
        write_bytes(show.episodes / name, _small(_read_cover(show)))
    return name


def _small(data: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        small = image.convert("RGB")
    small.thumbnail((_SMALL_PIXELS, _SMALL_PIXELS), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    small.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()


def _read_cover(show: Show) -> bytes:
    try:
        return show.cover.read_bytes()
    except OSError as error:
        raise FeedError(
            f"{at(show.cover)}: the cover cannot be read: {error.strerror}; "
            "name another one as `cover:` in show.yaml"
        ) from error


def _name(show: Show, data: bytes) -> str:
    suffix = _check_and_get_suffix(show, data)
    return f"cover-{hashlib.sha256(data).hexdigest()[:8]}{suffix}"


def _check_and_get_suffix(show: Show, data: bytes) -> str:
    from PIL import Image

    bombs = (Image.DecompressionBombWarning, Image.DecompressionBombError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                kind, mode, (width, height) = str(image.format), image.mode, image.size
                image.verify()
    except (OSError, SyntaxError, ValueError, *bombs) as error:
        raise _unfit(show, "is no JPEG or PNG that can be read") from error
    if width != height or width not in _SIDES:
        raise _unfit(show, f"has {width}x{height} pixels")
    if mode not in _MODES:
        raise _unfit(show, f"has the colours {mode}")
    return ".png" if kind == "PNG" else ".jpg"  # Pillow calls the JPEGs of some cameras MPO


def _unfit(show: Show, problem: str) -> FeedError:
    return FeedError(
        f"{at(show.cover)}: the cover {problem}; "
        "save it as a square RGB JPEG or PNG of 1400 to 3000 pixels"
    )
