"""Pictures small enough to travel inside an MP3: the cover and the chapters' own."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from podcast.errors import AudioError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

COVER_PIXELS = 1400
"""Apple's smallest cover; more would only delay the start of streaming."""
COVER_BYTES = 300_000
CHAPTER_PIXELS = 600
CHAPTER_BYTES = 100_000
_MOST_PIXELS = 50_000_000
"""A picture that unpacks to more is refused: it would take the memory of the machine."""
_QUALITIES = (88, 80, 70, 60)
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""What blogs use; other readers of Pillow start programs (EPS: Ghostscript)."""


def embedded_cover(path: Path) -> bytes:
    """Return the cover as an RGB JPEG of at most COVER_PIXELS a side and under COVER_BYTES.

    Raises AudioError when the file is not a picture.
    """
    return _jpeg(path, f"{path}", COVER_PIXELS, COVER_BYTES)


def small_picture(data: bytes, name: str) -> bytes:
    """Return a picture as the RGB JPEG of a chapter: CHAPTER_PIXELS a side, under CHAPTER_BYTES.

    Raises AudioError with `name` when the data is not a picture.
    """
    return _jpeg(BytesIO(data), name, CHAPTER_PIXELS, CHAPTER_BYTES)


def chapter_picture(image: str | None, folder: Path) -> bytes | None:
    """Return an item's picture for its chapter when it is a local file inside `folder`.

    `image` is what the post writes: a path relative to the folder, or a URL. None for a URL, for a
    file outside the folder (links followed) or one that is not there. Raises AudioError when the
    file is there but is not a picture.
    """
    path = _local(image, folder) if image else None
    return _jpeg(path, f"{path}", CHAPTER_PIXELS, CHAPTER_BYTES) if path else None


def _local(image: str, folder: Path) -> Path | None:
    try:
        parts = urlsplit(image)
        if parts.scheme or parts.netloc:
            return None
        path = (folder / unquote(parts.path)).resolve()
        return path if path.is_relative_to(folder.resolve()) and path.is_file() else None
    except (ValueError, OSError):  # a NUL, a name too long for the file system, a broken URL
        return None


def _jpeg(source: Path | BytesIO, name: str, pixels: int, most_bytes: int) -> bytes:
    from PIL import Image

    small = _opened(source, name, pixels)
    small.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
    small = _upright(small)
    while True:  # smaller until it fits: one pixel would
        small.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            buffer = BytesIO()
            small.save(buffer, "JPEG", quality=quality, optimize=True)
            if buffer.tell() < most_bytes:
                return buffer.getvalue()
        pixels //= 2


def _opened(source: Path | BytesIO, name: str, pixels: int) -> Picture:
    """Return the picture in RGB or RGBA, a JPEG perhaps shrunk to `pixels` a side at least."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of _MOST_PIXELS and more; of palettes, profiles, EXIF
            with Image.open(source, formats=_FORMATS) as picture:
                width, height = picture.size
                if width * height > _MOST_PIXELS:
                    raise AudioError(f"{name}: {width}×{height} pixels are too many")
                picture.draft("RGB", (pixels, pixels))
                return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise AudioError(f"{name}: not a picture that can be read ({error})") from error


def _upright(picture: Picture) -> Picture:
    """Return the picture in RGB, turned as its camera noted, on white where it is transparent."""
    from PIL import Image, ImageOps

    turned = ImageOps.exif_transpose(picture)
    if turned.mode == "RGB":
        return turned
    paper = Image.new("RGBA", turned.size, "white")
    paper.alpha_composite(turned)
    return paper.convert("RGB")
