"""Pack the words that three dictionaries read alike into podcast/data/pinyin/words.tsv.gz.

Each line is a word, a tab and its pinyin with tone digits, before sandhi; lines are sorted by word.
A word is kept when it is in CC-CEDICT and in zdic.net's word list, both read it the same way,
pypinyin's own dictionary has no other reading, jieba knows it as a word, and one of its characters
has several readings. 一 and 不 have their dictionary tones.

Usage: ``python tools/pack_phrases.py FOLDER [--out FILE]``, FOLDER being an unpacked wheel of
pypinyin-dict 0.9.0 (MIT; its CC-CEDICT is CC BY-SA 4.0).
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from podcast.chinese.pinyin.context import polyphones
from podcast.chinese.pinyin.syllables import normalise
from podcast.chinese.pinyin.words import frequency

OUT = Path(__file__).parents[1] / "podcast/data/pinyin/words.tsv.gz"
_PLAIN = {"一": "yi1", "不": "bu4"}
_LONGEST = 5

Dictionary = Mapping[str, list[list[str]]]


def agreed(first: Dictionary, second: Dictionary, third: Dictionary) -> Iterator[tuple[str, str]]:
    """Yield each word that `first` and `second` read alike, as does `third` if it has the word."""
    ambiguous = polyphones()
    for word in sorted(first.keys() & second.keys()):
        if len(word) > _LONGEST or not ambiguous & set(word) or not frequency(word):
            continue
        readings = {_numbered(word, each[word]) for each in (first, second, third) if word in each}
        if len(readings) == 1 and len((reading := readings.pop()).split()) == len(word):
            yield word, reading


def _numbered(word: str, syllables: list[list[str]]) -> str:
    return " ".join(
        _PLAIN.get(char, _syllable(marked[0]))
        for char, marked in zip(word, syllables, strict=False)
    )


@cache
def _syllable(marked: str) -> str:
    from pypinyin.contrib.tone_convert import to_tone3

    return normalise(to_tone3(marked, neutral_tone_with_five=True)) or ""


def pack(words: Iterator[tuple[str, str]]) -> bytes:
    """Return the compressed table."""
    table = "".join(f"{word}\t{reading}\n" for word, reading in words)
    return gzip.compress(table.encode(), mtime=0)


def main() -> None:
    """Read the command line and write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    from pypinyin.constants import PHRASES_DICT

    sys.path.insert(0, str(options.folder))
    cedict, zdic = (
        import_module(f"pypinyin_dict.phrase_pinyin_data.{name}").phrases_dict
        for name in ("cc_cedict", "zdic_cibs")
    )
    packed = pack(agreed(cedict, zdic, PHRASES_DICT))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(packed)
    print(f"{options.out}: {len(packed)} bytes")


if __name__ == "__main__":
    main()
