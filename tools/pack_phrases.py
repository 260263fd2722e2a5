"""Pack the words that dictionaries read alike into the tables of podcast/data/pinyin.

Each line is a word, a tab and its pinyin with tone digits, before sandhi; lines are sorted by
word. Five dictionaries are asked: CC-CEDICT, zdic.net's two word lists as one, pypinyin's own, and
those of pinyin-pro and cppinyin. A word is kept when jieba knows it, one of its characters has
several readings, and the dictionaries that have it read it alike; zdic may differ, since it gives
words that nobody has looked at the commonest reading of each character (转轴 zhuan3 zhou2).
words.tsv.gz has those that three read alike, cppinyin not counted, and those that CC-CEDICT and
zdic do; likely.tsv.gz has those that two do, unless they hold a word of words.tsv.gz that is read
otherwise (会计准则 as hui4 ji4). 一 and 不 have their dictionary tones; words with
erhua stay out, as it is written in several ways.

weak.tsv has the words to which CC-CEDICT and pinyin-pro alone give a neutral tone; it is applied
after the full tones are known.

Usage: ``python tools/pack_phrases.py PYPINYIN_DICT PINYIN_PRO CPPINYIN [--out FOLDER]``, with the
folders of an unpacked wheel of pypinyin-dict 0.9.0 (MIT; its CC-CEDICT is CC BY-SA 4.0), of an
unpacked npm package @pinyin-pro/data 1.3.1 (MIT) and of an unpacked wheel of cppinyin 0.11
(Apache-2.0).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from podcast.chinese.pinyin.context import polyphones
from podcast.chinese.pinyin.syllables import normalise
from podcast.chinese.pinyin.words import frequency

OUT = Path(__file__).parents[1] / "podcast/data/pinyin"
_PLAIN = {"一": "yi1", "不": "bu4"}
_LONGEST = 6
_SURE, _LIKELY = 3, 2
"""How many dictionaries must have a word."""

Dictionary = Mapping[str, Sequence[str]]
"""The syllables of each word, with tone marks or digits."""


def alike(dictionaries: Sequence[Dictionary], zdic: Dictionary, least: int) -> dict[str, str]:
    """Return the words that `least` of the dictionaries read alike, and none but zdic otherwise."""
    ambiguous = polyphones()
    result: dict[str, str] = {}
    for word in sorted(set().union(*dictionaries)):
        if not 1 < len(word) <= _LONGEST or not ambiguous & set(word) or not frequency(word):
            continue
        readings = {_numbered(word, each[word]) for each in dictionaries if word in each}
        reading = readings.pop()
        if readings or "er5" in reading or len(reading.split()) < len(word):
            continue
        fourth = word in zdic and _numbered(word, zdic[word]) == reading
        if sum(word in each for each in dictionaries) + fourth >= least:
            result[word] = reading
    return result


def weak(first: Dictionary, second: Dictionary, third: Dictionary) -> dict[str, str]:
    """Return the words to which two dictionaries give a neutral tone that the third leaves out."""
    result: dict[str, str] = {}
    for word in sorted(first.keys() & second.keys() & third.keys()):
        reading, full = _numbered(word, first[word]), _numbered(word, third[word])
        agreed = reading == _numbered(word, second[word]) and "er5" not in reading
        if agreed and frequency(word) and _weakens(full, reading):
            result[word] = reading
    return result


def _weakens(full: str, reading: str) -> bool:
    """Tell whether a reading differs from the full one by neutral tones only."""
    pairs = list(zip(full.split(), reading.split(), strict=False))
    weakened = [weak for strong, weak in pairs if strong != weak]
    same = all(strong[:-1] == weak[:-1] for strong, weak in pairs)
    return same and bool(weakened) and all(each.endswith("5") for each in weakened)


def consistent(words: Mapping[str, str], sure: Mapping[str, str]) -> dict[str, str]:
    """Return the words that read every sure word in them as it is read by itself."""
    return {word: reading for word, reading in words.items() if _holds(word, reading, sure)}


def _holds(word: str, reading: str, sure: Mapping[str, str]) -> bool:
    syllables = reading.split()
    return all(
        sure.get(word[start:end], reading) in {reading, " ".join(syllables[start:end])}
        for start in range(len(word) - 1)
        for end in range(start + 2, len(word) + 1)
    )


def _numbered(word: str, syllables: Sequence[str]) -> str:
    return " ".join(
        _PLAIN.get(char, _syllable(marked)) for char, marked in zip(word, syllables, strict=False)
    )


@cache
def _syllable(marked: str) -> str:
    from pypinyin.contrib.tone_convert import to_tone3

    return normalise(to_tone3(marked, neutral_tone_with_five=True)) or ""


def _dictionaries(pypinyin_dict: Path, pinyin_pro: Path, cppinyin: Path) -> Iterator[Dictionary]:
    """Yield CC-CEDICT, zdic's words, the dictionaries of pypinyin, pinyin-pro and cppinyin."""
    from pypinyin.constants import PHRASES_DICT

    sys.path.insert(0, str(pypinyin_dict))

    def module(name: str) -> Mapping[str, list[list[str]]]:
        loaded = import_module(f"pypinyin_dict.phrase_pinyin_data.{name}")
        return loaded.phrases_dict  # type: ignore[no-any-return]

    for phrases in (
        module("cc_cedict"),
        {**module("zdic_cybs"), **module("zdic_cibs")},
        PHRASES_DICT,
    ):
        yield {word: [each[0] for each in syllables] for word, syllables in phrases.items()}
    entries = json.loads((pinyin_pro / "json/complete.json").read_text("utf-8"))
    yield {word: reading.split() for word, (reading, _) in entries.items()}
    lines = (cppinyin / "cppinyin/resources/pinyin.raw").read_text("utf-8").splitlines()
    rows = (line.split() for line in lines)
    yield {word: [_toned(each) for each in reading] for word, _, *reading in rows}


def _toned(syllable: str) -> str:
    """Return a syllable with its tone; cppinyin leaves out the digit of the neutral one."""
    return syllable if syllable[-1:].isdigit() else f"{syllable}5"


def pack(words: Mapping[str, str]) -> bytes:
    """Return the compressed table."""
    table = "".join(f"{word}\t{reading}\n" for word, reading in sorted(words.items()))
    return gzip.compress(table.encode(), mtime=0)


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pypinyin_dict", type=Path)
    parser.add_argument("pinyin_pro", type=Path)
    parser.add_argument("cppinyin", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    cedict, zdic, own, pro, cpp = _dictionaries(
        options.pypinyin_dict, options.pinyin_pro, options.cppinyin
    )
    both = {word: cedict[word] for word in cedict.keys() & zdic.keys()}
    old = alike([both, {word: own[word] for word in both.keys() & own.keys()}], zdic, _LIKELY)
    sure = alike([cedict, own, pro], zdic, _SURE) | {
        word: reading for word, reading in old.items() if reading == _numbered(word, zdic[word])
    }
    likely = consistent(alike([cedict, own, pro, cpp], zdic, _LIKELY), sure)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, words in (
        ("words", sure),
        ("likely", {word: likely[word] for word in likely.keys() - sure.keys()}),
    ):
        path = options.out / f"{name}.tsv.gz"
        path.write_bytes(pack(words))
        print(f"{path}: {len(words)} words, {path.stat().st_size} bytes")
    rows = (f"{word}\t{reading}\n" for word, reading in weak(cedict, pro, own).items())
    (options.out / "weak.tsv").write_text("".join(rows), "utf-8")


if __name__ == "__main__":
    main()
