"""Pack the parts of Noto Sans CJK SC that the pictures use into podcast/data/fonts/.

The bold face keeps the characters of GB 2312 and the frequently used ones of Big5 (level 1), the
regular face those of GB 2312; both keep Latin, Greek and general punctuation. Hinting and layout
tables are dropped: pictures are set at sizes that need none.

Usage: ``python tools/pack_font.py [--fonts FOLDER] [--out FOLDER]``, FOLDER holding
NotoSansCJK-Bold.ttc and NotoSansCJK-Regular.ttc (Debian's fonts-noto-cjk). Needs fonttools.
Licence of the fonts: SIL Open Font License 1.1.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

OUT = Path(__file__).parents[1] / "podcast/data/fonts"
FONTS = Path("/usr/share/fonts/opentype/noto")
FAMILY = "Noto Sans CJK SC"
_TABLES = ("GPOS", "GSUB", "BASE", "VORG", "vhea", "vmtx", "DSIG")
_RANGES = ((0x20, 0x7F), (0xA0, 0x180), (0x370, 0x400), (0x2010, 0x2040))
_SINGLE = "₂₃€₿℃℉№™←↑→↓−≈≠≤≥∞·〓"


def decoded(codec: str, leads: range, trails: Iterable[int]) -> set[str]:
    """Return the characters of a double-byte code."""
    result = set()
    for pair in product(leads, trails):
        try:
            result.add(bytes(pair).decode(codec))
        except UnicodeDecodeError:  # a hole in the table
            continue
    return result


def characters(*, traditional: bool) -> set[str]:
    """Return the characters that a face keeps."""
    result = decoded("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)) | set(_SINGLE)
    for first, last in _RANGES:
        result |= set(map(chr, range(first, last)))
    if traditional:
        result |= decoded("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
    return result


def face(path: Path) -> TTFont:
    """Return the simplified Chinese face of a collection."""
    for font in TTCollection(str(path)).fonts:
        if font["name"].getDebugName(1) == FAMILY or font["name"].getDebugName(16) == FAMILY:
            return font
    raise SystemExit(f"{path}: holds no {FAMILY}")


def pack(font: TTFont, chars: set[str], out: Path) -> None:
    """Write the part of `font` that draws these characters."""
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 5, 6, 13, 14])
    options.drop_tables += list(_TABLES)
    options.recalc_timestamp = False
    font.recalcTimestamp = False
    part = subset.Subsetter(options)
    part.populate(text="".join(sorted(chars)))
    part.subset(font)
    subset.save_font(font, str(out), options)
    print(f"{out}: {out.stat().st_size} bytes")


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--fonts", type=Path, default=FONTS)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    for weight in ("Bold", "Regular"):
        chars = characters(traditional=weight == "Bold")
        font = face(options.fonts / f"NotoSansCJK-{weight}.ttc")
        pack(font, chars, options.out / f"noto-sans-sc-{weight.lower()}.otf")


if __name__ == "__main__":
    main()
