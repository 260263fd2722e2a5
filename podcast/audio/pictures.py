"""Pictures small enough for an MP3: the cover and the pictures of chapters."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from podcast.errors import AudioError

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

COVER_PIXELS = 1400
"""The side of the cover. Apple takes no smaller one; a larger one would delay streaming."""
COVER_BYTES = 300_000
CHAPTER_PIXELS = 600
CHAPTER_BYTES = 100_000
_MOST_PIXELS = 50_000_000
"""A picture with more pixels is refused, as its decoding would use up the machine's memory."""
_QUALITIES = (88, 80, 70, 60)
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""The formats that blogs use; for some other formats Pillow starts programs (EPS: Ghostscript)."""
_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, SyntaxError,
    TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""The errors that Pillow raises for a damaged file: it does not translate errors of parsing."""
_unpacking = Lock()
"""Allows one picture at a time: a large picture takes 200 MB, and `catch_warnings` is global."""


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

    `image` is the address in the post: a path relative to the folder, or a URL. Returns None for a
    URL, a missing file, or a file outside the folder (symbolic links are followed). Raises
    AudioError when the file exists but is not a picture.
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

    with _unpacking:
        small = _reduced(source, name, pixels)
    while True:  # ends, as a picture of one pixel fits
        small.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
        for quality in _QUALITIES:
            buffer = BytesIO()
            small.save(buffer, "JPEG", quality=quality, optimize=True)
            if buffer.tell() < most_bytes:
                return buffer.getvalue()
        pixels //= 2


def _reduced(source: Path | BytesIO, name: str, pixels: int) -> Picture:
    """Return the picture in RGB, upright, of at most `pixels` a side."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about size, palettes, profiles, EXIF
            return _upright(_shrunk(source, name, pixels))
    except UnidentifiedImageError as error:  # its message repeats the file's name, or an object's
        raise _unreadable(name, "no JPEG, PNG, WebP or GIF") from error
    except (*_DAMAGE, Image.DecompressionBombError) as error:
        raise _unreadable(name, f"{error}" or type(error).__name__) from error


def _unreadable(name: str, why: str) -> AudioError:
    return AudioError(
        f"{name}: not a picture that can be read ({why}); save it anew as JPEG or PNG"
    )


def _shrunk(source: Path | BytesIO, name: str, pixels: int) -> Picture:
    """Return the picture in RGB or RGBA, of at most `pixels` a side."""
    from PIL import Image

    with Image.open(source, formats=_FORMATS) as picture:
        width, height = picture.size
        if width * height > _MOST_PIXELS:
            raise AudioError(f"{name}: {width}×{height} pixels are too many; save it smaller")
        picture.draft("RGB", (pixels, pixels))
        small = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    small.thumbnail((pixels, pixels), Image.Resampling.LANCZOS)
    return small


def _upright(picture: Picture) -> Picture:
    """Return the picture in RGB, turned by its EXIF orientation, on white where transparent."""
    from PIL import Image, ImageOps

    ImageOps.exif_transpose(picture, in_place=True)
    if picture.mode == "RGB":
        return picture
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB")
