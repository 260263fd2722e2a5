"""Accuracy of polyphone readers on sentences in the form of CPP (Park and Lee 2020).

    python benchmarks/polyphones.py PREFIX [--errors]

PREFIX.sent has one sentence a line, with the character to read between two U+2581; PREFIX.lb its
reading on the same line (`le5`, ü as `u:`). Each reader loads in a process of its own:

pypinyin   lazy_pinyin of the whole sentence
jieba      jieba's words, each by lazy_pinyin
g2pM       the package's own class
ours       podcast.chinese.pinyin.polyphones.known_pinyin

`--errors` lists the sentences that ours reads differently from the label.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from podcast.chinese.pinyin.syllables import normalise

Reader = Callable[[str], Sequence[str | None]]
"""Returns one syllable for each character of a text."""

MARK = "\u2581"


class Case(NamedTuple):
    """A sentence, the index of the character to read, and its syllable."""

    text: str
    place: int
    label: str


class Result(NamedTuple):
    """A reader's answers to all cases, and its times."""

    answers: tuple[str | None, ...]
    loading: float
    """How many seconds it took to load and give the first answer."""
    reading: float
    """How many seconds all answers took."""


def cases(prefix: str) -> list[Case]:
    """Read PREFIX.sent and PREFIX.lb."""
    sentences = Path(f"{prefix}.sent").read_text("utf-8").splitlines()
    labels = Path(f"{prefix}.lb").read_text("utf-8").split()
    return [
        Case(sentence.replace(MARK, ""), sentence.index(MARK), normalise(label) or label)
        for sentence, label in zip(sentences, labels, strict=True)
    ]


# --- Readers --------------------------------------------------------------------------------------


def _pypinyin() -> Reader:
    from pypinyin import Style, lazy_pinyin

    def read(text: str) -> list[str]:
        return lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, errors=_apart)

    return read


def _apart(text: str) -> Any:
    """Return one entry for each character; pypinyin accepts a list, though its types do not."""
    return list(text)


def _jieba() -> Reader:
    import jieba

    read = _pypinyin()
    return lambda text: [syllable for word in jieba.cut(text) for syllable in read(word)]


def _g2pm() -> Reader:
    from g2pM import G2pM

    model = G2pM()

    def read(text: str) -> list[str | None]:
        return [normalise(label) for label in model(text, tone=True, char_split=True)]

    return read


def _ours() -> Reader:
    from podcast.chinese.pinyin.polyphones import known_pinyin
    from podcast.chinese.pinyin.words import IS_CHINESE

    def read(text: str) -> list[str | None]:
        syllables = iter(known_pinyin(text))
        return [next(syllables) if IS_CHINESE.match(char) else None for char in text]

    return read


READERS: dict[str, Callable[[], Reader]] = {
    "pypinyin": _pypinyin,
    "jieba": _jieba,
    "g2pM": _g2pm,
    "ours": _ours,
}


# --- Measuring ------------------------------------------------------------------------------------


def measure(name: str, prefix: str) -> Result:
    """Let one reader read all cases."""
    warnings.simplefilter("ignore")  # the packages warn of their own code
    all_cases = cases(prefix)
    start = time.perf_counter()
    read = READERS[name]()
    read("重新")
    loaded = time.perf_counter()
    answers = tuple(read(case.text)[case.place] for case in all_cases)
    return Result(answers, loaded - start, time.perf_counter() - loaded)


def main() -> None:
    """Read the command line, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("prefix")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    all_cases = cases(options.prefix)
    characters = sum(len(case.text) for case in all_cases)
    print(f"{len(all_cases)} sentences, {characters} characters")
    print(f"{'reader':10}{'accuracy':>10}{'errors':>8}{'characters/s':>14}{'load s':>8}")
    for name in READERS:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            result = pool.apply(measure, (name, options.prefix))
        wrong = [
            (case, answer)
            for case, answer in zip(all_cases, result.answers, strict=True)
            if answer != case.label
        ]
        print(
            f"{name:10}{1 - len(wrong) / len(all_cases):10.2%}{len(wrong):8}"
            f"{characters / result.reading:14,.0f}{result.loading:8.2f}",
            flush=True,
        )
    if options.errors:
        _show(wrong)


def _show(wrong: Sequence[tuple[Case, str | None]]) -> None:
    for (text, place, label), answer in sorted(wrong, key=lambda each: each[0].text[each[0].place]):
        around = f"{text[max(0, place - 8) : place]}[{text[place]}]{text[place + 1 : place + 8]}"
        print(f"{text[place]} {answer} for {label}: {around}")


if __name__ == "__main__":
    main()
