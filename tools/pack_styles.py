"""Pack Kokoro's Mandarin styles, and two blends with an English one, into podcast/data/kokoro.

A style has 510 rows of 256 numbers, one row for each length of text in tokens. The first 128
numbers colour the sound (the decoder reads them), the others set melody and length (the predictor
reads them). A blend adds a share of an English style to the first half only, so that the voice
keeps its Mandarin melody and says English names clearly.

Usage: ``python tools/pack_styles.py FOLDER [--out FILE]``, FOLDER being ``voices`` of an unpacked
npm package kokoro-js 1.2.1 (Apache-2.0). Rounding to float16 moves no value by over 0.0005.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OUT = Path(__file__).parents[1] / "podcast/data/kokoro/kokoro_zh_voices.npz"

MANDARIN = (
    "zf_xiaobei", "zf_xiaoni", "zf_xiaoxiao", "zf_xiaoyi",
    "zm_yunjian", "zm_yunxi", "zm_yunxia", "zm_yunyang",
)  # fmt: skip
BLENDS = {
    "zf_xiaoxiao_heart": ("zf_xiaoxiao", "af_heart", 0.55),
    "zm_yunxi_michael": ("zm_yunxi", "am_michael", 0.55),
}
"""For each name: the Mandarin style, the English style, and the share of the English in the sound.
"""

_SHAPE = (510, 256)
_SOUND = slice(0, 128)
"""The columns that the decoder reads."""


def styles(folder: Path) -> dict[str, NDArray[np.float16]]:
    """Return every style that ships, by name, in the order of the table."""
    plain = {name: _read(folder, name).astype(np.float16) for name in MANDARIN}
    blends = {name: _blend(folder, *parts) for name, parts in BLENDS.items()}
    return plain | blends


def _read(folder: Path, name: str) -> NDArray[np.float32]:
    return np.fromfile(folder / f"{name}.bin", "<f4").reshape(_SHAPE)


def _blend(folder: Path, mandarin: str, english: str, share: float) -> NDArray[np.float16]:
    style = _read(folder, mandarin)
    style[:, _SOUND] += share * (_read(folder, english) - style)[:, _SOUND]
    return style.astype(np.float16)


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    np.savez_compressed(options.out, **styles(options.folder))  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
