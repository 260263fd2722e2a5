"""What an image says about itself, without decoding its pixels.

Pillow's traps: a small file may claim a gigapixel (only the header is read here, and its warning
about that is no finding); a broken one raises many kinds of errors.
"""

from __future__ import annotations

import io
import warnings

from podcast.lint.model import Picture


def measure(data: bytes) -> Picture:
    """Return what the header says; all of it empty for what is no image."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                return Picture(str(image.format), image.mode, image.width, image.height)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return Picture("", "", 0, 0)
