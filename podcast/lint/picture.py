"""Read the properties of an image from its header, without decoding the pixels.

Pillow has traps: a small file may claim a gigapixel, so only the header is read and Pillow's
warning about the size is dropped; a broken file raises many kinds of errors.
"""

from __future__ import annotations

import io
import warnings

from podcast.lint.model import Picture


def measure(data: bytes) -> Picture:
    """Return the properties in the header, all empty or 0 when the data is not an image."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                return Picture(str(image.format), image.mode, image.width, image.height)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return Picture("", "", 0, 0)
