"""Draw the default podcast cover: a newspaper-like speech bubble with a sound wave.

The picture is 3000 x 3000 pixels, RGB, JPEG, which is what podcast directories ask for.
It is drawn at twice the size and scaled down, which smooths the edges.

Usage: ``python tools/draw_cover.py [--out FILE] [--font PATH]``

Needs a Noto Sans CJK font (SIL Open Font License; Debian package fonts-noto-cjk).
Licence of the picture: CC0-1.0.  Licence of this code: GPL-3.0-or-later.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

DEFAULT_OUT = Path(__file__).resolve().parent.parent / "podcast" / "data" / "cover.jpg"

FONT_FAMILY = "Noto Sans CJK SC"
FONT_PATTERN = f"{FONT_FAMILY}:style=Bold"
MAX_FACES = 32  # a Noto CJK collection holds about ten faces

SIZE_PX = 3000
OVERSAMPLING = 2
DPI = 72
MAX_BYTES = 500_000
JPEG_QUALITIES = (92, 88, 84, 80, 75, 70)  # the first that fits the size limit is used

Colour = tuple[int, int, int]
VERMILION: Colour = (226, 61, 40)
CREAM: Colour = (255, 246, 229)
INK: Colour = (20, 27, 52)

# Layout, in pixels of the final picture.
BUBBLE = (200, 190, 2800, 2390)
BUBBLE_RADIUS = 240
TAIL = ((440, 2300), (1080, 2300), (440, 2820))
TEXT_LEFT, TEXT_RIGHT = 430, 2570  # both lines of the name fill this measure
AI_TOP, AI_HEIGHT = 430, 580
TITLE_TOP, TITLE_HEIGHT = 1130, 1040
WAVE_LEFT, WAVE_BAR = 1290, 110
WAVE_HEIGHTS = (170, 400, 580, 300, 470, 240, 130)
SUBTITLE_MIDDLE, SUBTITLE_HEIGHT = 2640, 280
RULE_LEFT, RULE_GAP, RULE_HEIGHT = 1080, 100, 40


class CoverError(Exception):
    """Raised for a problem that the user must fix before the cover can be drawn."""


def find_font() -> Path:
    """Ask fontconfig for the bold simplified-Chinese Noto Sans."""
    if shutil.which("fc-list") is None:
        raise CoverError("fc-list (fontconfig) not found; name a font with --font PATH")
    command = ["fc-list", FONT_PATTERN, "--format", "%{file}\n"]
    listing = subprocess.run(command, capture_output=True, text=True, check=True)
    files = sorted(line for line in listing.stdout.splitlines() if line)
    if not files:
        raise CoverError(
            f"no font '{FONT_FAMILY}' (bold) found; install the package fonts-noto-cjk "
            "or name a font with --font PATH"
        )
    return Path(files[0])


def face_index(path: Path) -> int:
    """Return the simplified-Chinese face of a font collection, or the first face."""
    for index in range(MAX_FACES):
        try:
            family = ImageFont.truetype(str(path), 16, index=index).getname()[0]
        except OSError as error:
            if index == 0:
                raise CoverError(f"cannot read font {path}: {error}") from error
            break
        if family == FONT_FAMILY:
            return index
    return 0


def scaled(*values: float) -> list[float]:
    """Convert layout pixels to pixels of the oversampled canvas."""
    return [value * OVERSAMPLING for value in values]


def glyphs(font_path: Path, text: str, height: int) -> Image.Image:
    """Draw text as a mask cropped to its ink, exactly `height` layout pixels tall.

    Working with the ink box instead of font metrics makes optical alignment exact.
    """
    font = ImageFont.truetype(
        str(font_path), round(height * OVERSAMPLING * 1.2), index=face_index(font_path)
    )
    left, top, right, bottom = (round(edge) for edge in font.getbbox(text))
    mask = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(mask).text((-left, -top), text, font=font, fill=255)
    mask = mask.crop(mask.getbbox())
    tall = height * OVERSAMPLING
    wide = round(mask.width * tall / mask.height)
    return mask.resize((wide, tall), Image.Resampling.LANCZOS)


def paste(canvas: Image.Image, mask: Image.Image, left: float, top: float, colour: Colour) -> None:
    """Fill a mask with a colour at a place given in layout pixels."""
    x, y = scaled(left, top)
    canvas.paste(colour, (round(x), round(y)), mask)


def draw_bubble(draw: ImageDraw.ImageDraw) -> None:
    """Draw the speech bubble with its tail."""
    draw.rounded_rectangle(scaled(*BUBBLE), radius=BUBBLE_RADIUS * OVERSAMPLING, fill=CREAM)
    draw.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in TAIL], fill=CREAM)


def draw_wave(draw: ImageDraw.ImageDraw) -> None:
    """Draw the sound wave beside the letters: round-ended bars on their middle line."""
    middle = AI_TOP + AI_HEIGHT / 2
    pitch = (TEXT_RIGHT - WAVE_LEFT - WAVE_BAR) / (len(WAVE_HEIGHTS) - 1)
    for number, height in enumerate(WAVE_HEIGHTS):
        x = WAVE_LEFT + number * pitch
        box = scaled(x, middle - height / 2, x + WAVE_BAR, middle + height / 2)
        draw.rounded_rectangle(box, radius=WAVE_BAR * OVERSAMPLING / 2, fill=VERMILION)


def draw_title(canvas: Image.Image, font: Path) -> None:
    """Set the show's name: AI beside the wave, the two big characters below."""
    paste(canvas, glyphs(font, "AI", AI_HEIGHT), TEXT_LEFT, AI_TOP, INK)
    paste(canvas, glyphs(font, "日", TITLE_HEIGHT), TEXT_LEFT, TITLE_TOP, INK)
    second = glyphs(font, "报", TITLE_HEIGHT)
    paste(canvas, second, TEXT_RIGHT - second.width / OVERSAMPLING, TITLE_TOP, INK)


def draw_subtitle(canvas: Image.Image, draw: ImageDraw.ImageDraw, font: Path) -> None:
    """Set the small word on the ground below the bubble, with a rule leading to it."""
    mask = glyphs(font, "播客", SUBTITLE_HEIGHT)
    left = TEXT_RIGHT - mask.width / OVERSAMPLING
    paste(canvas, mask, left, SUBTITLE_MIDDLE - SUBTITLE_HEIGHT / 2, CREAM)
    half = RULE_HEIGHT / 2
    box = scaled(RULE_LEFT, SUBTITLE_MIDDLE - half, left - RULE_GAP, SUBTITLE_MIDDLE + half)
    draw.rounded_rectangle(box, radius=half * OVERSAMPLING, fill=CREAM)


def draw_cover(font: Path) -> Image.Image:
    """Draw the whole cover at its final size."""
    side = SIZE_PX * OVERSAMPLING
    canvas = Image.new("RGB", (side, side), VERMILION)
    draw = ImageDraw.Draw(canvas)
    draw_bubble(draw)
    draw_wave(draw)
    draw_title(canvas, font)
    draw_subtitle(canvas, draw, font)
    return canvas.resize((SIZE_PX, SIZE_PX), Image.Resampling.LANCZOS)


def save_jpeg(image: Image.Image, path: Path) -> None:
    """Save at the best quality that keeps the file under the size limit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for quality in JPEG_QUALITIES:
        image.save(path, "JPEG", quality=quality, subsampling=0, optimize=True, dpi=(DPI, DPI))
        if path.stat().st_size < MAX_BYTES:
            return
    raise CoverError(f"{path}: over {MAX_BYTES} bytes even at the lowest quality")


def main() -> int:
    """Draw the cover and report the file."""
    parser = argparse.ArgumentParser(description="Draw the default podcast cover.")
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_OUT, metavar="FILE", help="JPEG file to write"
    )
    parser.add_argument(
        "--font",
        type=Path,
        metavar="PATH",
        help="bold Chinese font file (default: Noto Sans CJK via fontconfig)",
    )
    arguments = parser.parse_args()
    out: Path = arguments.out
    font: Path | None = arguments.font
    try:
        save_jpeg(draw_cover(font or find_font()), out)
    except CoverError as error:
        print(f"draw_cover: {error}", file=sys.stderr)
        return 1
    print(f"{out}: {out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
