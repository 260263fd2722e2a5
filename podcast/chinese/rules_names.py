"""Rules for product names with numbers and for words, Latin and Chinese."""

from __future__ import annotations

import re

from podcast.chinese import numbers
from podcast.chinese.fold import HAN
from podcast.chinese.match import AFTER_LATIN, AFTER_NAME, Match, before
from podcast.model import Kind

# --- Product names with numbers ---------------------------------------------------------------

_DIGITS = r"\d++(?:\.\d++)*+(?!\s?[%‰℃万亿]|(?<=\d{4})年)"
_RUN = re.compile(
    rf"(?P<head>[A-Za-z]+)(?P<tail>-?{_DIGITS}(?:[A-Za-z]{{1,2}}(?![A-Za-z]))?"
    rf"(?:-[A-Za-z]{{0,2}}{_DIGITS}(?:[A-Za-z]{{1,2}}(?![A-Za-z]))?)*)"
)
_DOTTED = re.compile(r"(?P<head>[A-Za-z])\.(?P<num>\d{2,})(?![\d.])")
_NUMBERED = re.compile(r"(?:[Nn][Oo]\.?|№)\s?(?P<num>\d{1,4})(?![\d.]\d)")
_TAIL = re.compile(
    rf"{_DIGITS}(?:[A-Za-z]{{1,2}}(?![A-Za-z]))?(?:-[A-Za-z]{{0,2}}{_DIGITS}(?:[A-Za-z]{{1,2}}(?![A-Za-z]))?)*"
)
_PIECE = re.compile(r"(?P<word>[A-Za-z]+)|(?P<num>\d+(?:\.\d+)*)|-")
_SIZE = re.compile(r"(?:[BbMKkT]|[KMGTP]B)(?![A-Za-z])")
_DIGITWISE = frozenset({"IP", "x", "X", "Win3"})
_CHIP = re.compile(r"(?:麒麟|骁龙|天玑|昇腾|波音|空客|锐龙|酷睿|玄戒|龙芯|代号|编号|航班|房间)\s?$")
_CHIP_NUMBER = re.compile(r"(?P<num>\d{3,5})(?P<tail>[A-Z]{0,2})(?![\dA-Za-z.%])")
_ONE_LETTER = re.compile(
    r"(?:\d++(?:\.\d++)*+[a-z]|\d{3,5}(?:[DXHSKU]|Ti|XT|HX|HS|XTX))(?![A-Za-z])"
)
_COUNTS_WORDS = re.compile(r"\s[a-z]{3,}")

ACRONYM = re.compile(r"[A-Z]{2,5}")
_WORDLIKE = """
AIR ALPHA AND APPLE ASCII BASIC BERT BEST BETA BIG BY CHAT CLIP COCO CODE CUDA ELO ERNIE FIFA
FOR FREE GAN GIF GOLD GOOD GROK HOT IKEA IN IS IT JAVA JPEG LASER LEGO LITE LIVE LORA MAMBA MATH
MAX META MINI MOSS NASA NATO NEW NEXT NO NOT OF OFF ON OPEC OPEN OPPO OR PIN PLUS PRO RADAR RAG
RAM ROM RUST SAGE SIM SORA SOTA STEAM SWIFT TESLA THE TO TOP ULTRA UNESCO VIVO WIFI YES ZIP
"""
WORDLIKE = frozenset(_WORDLIKE.split())
"""All-caps words of up to five letters that are said as words."""


_SMALL = """
ai api asr cpu css gpt gpu html http https ip llm mcp npu ocr os pdf sdk sql tpu tts ui url usb vlm
"""
SMALL = frozenset(_SMALL.split())
"""Acronyms that are also written small, in file names and model names."""


def model(text: str, start: int) -> Match | None:
    """Read a Latin name with its number in one word: `GPT-4o`, `H200`, `v2.1.3`, `A22B`."""
    found = _RUN.match(text, start)
    if not found:
        return None
    head = found["head"]
    spell = _spelled(head)
    pieces = _pieces(found[0])
    kind: Kind = "version" if head in {"v", "V"} else "model"
    guessed = len(head) > 1 and not spell and not head.islower()
    return Match(found.end(), kind, pieces, spell, guessed=guessed)


def numbered(text: str, start: int) -> Match | None:
    """`No.1`, `№ 2`: an ordinal."""
    found = _NUMBERED.match(text, start)
    if not found or before(text, start, 1).isalnum():
        return None
    return Match(found.end(), "ordinal", "第" + numbers.cardinal(found["num"]))


def dotted(text: str, start: int) -> Match | None:
    """`H.265`: a letter, a point and digits one by one."""
    found = _DOTTED.match(text, start)
    if not found:
        return None
    words = f"{found['head']}点{numbers.digits(found['num'])}"
    return Match(found.end(), "model", words, spell=True)


def _spelled(word: str) -> bool:
    capitals = ACRONYM.fullmatch(word) and word not in WORDLIKE
    return len(word) == 1 or bool(capitals) or word in SMALL


def _pieces(text: str) -> str:
    """Read the letters and numbers of a product name; hyphens part two Latin words by a space."""
    words = ""
    last = ""
    for piece in _PIECE.finditer(text):
        if piece["word"]:
            words += (" " if words[-1:].isascii() and words else "") + piece["word"]
        elif piece["num"]:
            size = bool(_SIZE.match(text, piece.end()))
            if last in _DIGITWISE and "." not in piece["num"]:
                words += numbers.digits(piece["num"])
            else:
                words += numbers.product(piece["num"], size=size)
        last = piece["word"] or ""
    return words


def attached(text: str, start: int) -> Match | None:
    """Read a number joined to the name before it: the `3-235B-A22B` of Qwen3-235B-A22B."""
    if not AFTER_LATIN.search(before(text, start)):
        return None
    found = _TAIL.match(text, start)
    return Match(found.end(), "model", _pieces(found[0]), spell=True) if found else None


def named(text: str, start: int) -> Match | None:
    """Read a number behind a name and a space (`RTX 5090`, `iPhone 17`)."""
    if not AFTER_NAME.search(before(text, start)):
        return None
    found = _TAIL.match(text, start)
    if not found or (found[0].isdigit() and _COUNTS_WORDS.match(text, found.end())):
        return None
    if re.match(r",\d{3}|[-/:~–—]\d", text[found.end() : found.end() + 4]):
        return None
    kind: Kind = "version" if re.fullmatch(r"\d+(?:\.\d+)+", found[0]) else "model"
    return Match(found.end(), kind, _pieces(found[0]), spell=True)


def chip(text: str, start: int) -> Match | None:
    """Read a number behind a family of chips or aircraft (昇腾910B), digit by digit."""
    found = _CHIP_NUMBER.match(text, start) if _CHIP.search(before(text, start)) else None
    if not found:
        return None
    words = numbers.product(found["num"]) + found["tail"]
    return Match(found.end(), "model", words, spell=True)


def named_letter(text: str, start: int) -> Match | None:
    """`iPhone 6s`, `Gemma 3n`: behind a name one small letter is not a unit."""
    if not _ONE_LETTER.match(text, start) or not re.search(
        r"[a-z]\s$|[A-Z]{2,5}\s$|[A-Za-z]\s\d\s$", before(text, start)
    ):
        return None
    return named(text, start)


# --- Latin words ------------------------------------------------------------------------------

_WORD = re.compile(r"[A-Za-z][A-Za-z\u0300-\u036f]*(?:'[A-Za-z]+)*")
_PLURAL = re.compile(r"([A-Z]{2,5})(?:'?s)?")


def acronym(text: str, start: int) -> Match | None:
    """Up to five capitals (`GPU`, `LLMs`) and single letters are spelled."""
    found = _WORD.match(text, start)
    if not found:
        return None
    if len(found[0]) == 1:
        return Match(found.end(), "acronym", found[0], spell=True)
    if found[0] in SMALL:
        return Match(found.end(), "acronym", found[0], spell=True)
    short = _PLURAL.fullmatch(found[0])
    if not short or short[1] in WORDLIKE:
        return None
    return Match(found.end(), "acronym", short[1], spell=True)


def word(text: str, start: int) -> Match | None:
    """Any other Latin word, kept in Latin letters; guessed when it looks like a name."""
    found = _WORD.match(text, start)
    if not found:
        return None
    letters = re.sub(r"[^A-Za-z]", "", found[0])
    guessed = not letters.islower() and letters not in WORDLIKE
    return Match(found.end(), "latin", letters, guessed=guessed)


_HAN_RUN = re.compile(f"[{HAN}]+")


def chinese(text: str, start: int) -> Match | None:
    """Take a run of Chinese characters; it is read as it stands."""
    found = _HAN_RUN.match(text, start)
    return Match(found.end(), "chinese", found[0]) if found else None
