"""Pack misaki's US English dictionaries into podcast/data/english/us.tsv.gz.

Each line is a word, a tab and its phonemes in Kokoro's symbols, sorted by word. The entries of
`us_gold.json`, which people have checked, win over those of `us_silver.json`. A word whose
reading depends on grammar gets its default reading; such a word in capitals, which may also be
initials (US, IT), is left out, so that it is spelled.

Usage: ``python tools/pack_english.py FOLDER [--out FILE]``, FOLDER being ``misaki/data`` of an
unpacked misaki 0.9.4 (Apache-2.0).
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

OUT = Path(__file__).parents[1] / "podcast/data/english/us.tsv.gz"


def words(folder: Path) -> dict[str, str]:
    """Return the phonemes of each word of the two dictionaries in `folder`."""
    result: dict[str, str] = {}
    for name in ("us_silver.json", "us_gold.json"):
        for word, reading in json.loads((folder / name).read_text("utf-8")).items():
            if isinstance(reading, str):
                result[word] = reading
            elif not word.isupper() and reading["DEFAULT"]:
                result[word] = reading["DEFAULT"]
    return result


def pack(words: dict[str, str]) -> bytes:
    """Return the compressed table."""
    table = "".join(f"{word}\t{words[word]}\n" for word in sorted(words))
    return gzip.compress(table.encode(), mtime=0)


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    packed = pack(words(options.folder))
    options.out.write_bytes(packed)
    print(f"{options.out}: {len(packed)} bytes")


if __name__ == "__main__":
    main()
