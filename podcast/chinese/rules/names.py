"""Rules for product names with numbers and for words, Latin and Chinese."""

from __future__ import annotations

import re
import unicodedata

from podcast.chinese.english import latin
from podcast.chinese.fold import HAN
from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import (
    AFTER_LATIN,
    AFTER_NAME,
    MAGNITUDE,
    UNIT,
    Match,
    alternatives,
    before,
)
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
_DIGITWISE = frozenset({"IP", "Win3", "RFC", "IEEE", "ISO", "IEC", "HTTP", "arXiv"})
"""The names whose numbers are always read digit by digit, even short and round numbers."""
_BITS = frozenset({"86", "64"})
"""The numbers of processor families after an x: x86, x64."""
_CHIP = re.compile(
    r"(?:麒麟|鲲鹏|骁龙|天玑|昇腾|倚天|含光|思元|寒武纪|玄铁|海光|飞腾|申威|巴龙|澎湃|展锐|波音|空客|锐龙|酷睿"
    r"|玄戒|龙芯|极氪|代号|编号|航班|房间|Boeing|Airbus)\s?$"
)
_SHIP = re.compile(
    r"(?:长征|神舟|天舟|嫦娥|天问|朱雀|快舟|力箭|引力|谷神星|双曲线|玉兔|风云|北斗|实践|遥感)[- ]?$"
)
_SHIP_NUMBER = re.compile(r"(?P<num>\d{1,3})(?P<tail>号?[A-Z]?)(?![\dA-Za-z.%])")
_CRAFT = re.compile(
    r"(?:歼|运|直|轰|教|东风|巨浪|鹰击|红旗|骁龙|小米|红米|荣耀|极氪|问界|尊界|智界|享界)[- ]?$"
)
_CRAFT_NUMBER = re.compile(
    rf"(?P<num>\d{{1,2}})(?P<tail>[A-Z]{{0,2}})(?![\dA-Za-z.%~/:-]|\s?{MAGNITUDE}|{UNIT}|\s?[年月日多余])"
)
_CACHED = re.compile(r"(?P<num>\d{4})(?P<tail>X3D)(?![A-Za-z0-9])")
_CHIP_NUMBER = re.compile(
    r"(?P<num>\d{3,5})(?P<tail>[A-Z]{0,2})(?:-(?P<more>\d{1,4})(?P<letters>[A-Za-z]{0,3}))?(?![\dA-Za-z.%])"
)
_ONE_LETTER = re.compile(
    r"(?:\d++(?:\.\d++)*+[a-z]|\d{3,5}(?:[DXHSKU]|Ti|XT|HX|HS|XTX))(?![A-Za-z])"
)
_COUNTS_WORDS = re.compile(r"\s[a-z]{3,}")


def model(text: str, start: int) -> Match | None:
    """Read a Latin name with a number joined to it: `GPT-4o`, `H200`, `v2.1.3`, `A22B`."""
    match = _RUN.match(text, start)
    if not match:
        return None
    head = match["head"]
    spell = latin.is_spelled(head)
    pieces = _pieces(match[0])
    guessed = len(head) > 1 and not spell and not head.islower()
    return Match(match.end(), _numbered_kind(text, start, match), pieces, spell, guessed=guessed)


_REGISTERS = frozenset({"CVE", "CNVD", "CNNVD", "ISO", "RFC", "arXiv"})


def _numbered_kind(text: str, start: int, match: re.Match[str]) -> Kind:
    """Return the kind: a version (v3, V3.2), a model (GPT-4o) or an identifier (CVE-2026-1234)."""
    if match["head"] in _REGISTERS:
        return "identifier"
    if match["head"] not in {"v", "V"}:
        return "model"
    attached = before(text, start, 1) == "-" or match["tail"][-1].isalpha()
    return "version" if "." in match["tail"] or not attached else "model"


def numbered(text: str, start: int) -> Match | None:
    """Read an ordinal: `No.1`, `№ 2`."""
    left = before(text, start, 1)
    if left.isascii() and left.isalnum():
        return None
    match = _NUMBERED.match(text, start)
    if not match:
        return None
    return Match(match.end(), "ordinal", "第" + numbers.cardinal(match["num"]))


def dotted(text: str, start: int) -> Match | None:
    """Read a letter, a point and digits one by one: `H.265`."""
    match = _DOTTED.match(text, start)
    if not match:
        return None
    words = f"{match['head']}点{numbers.digits(match['num'])}"
    return Match(match.end(), "model", words, spell=True)


def _pieces(text: str) -> str:
    """Return a product name with its numbers in words, and a space between two Latin words."""
    words = ""
    last = ""
    for piece in _PIECE.finditer(text):
        if piece["word"]:
            words += (" " if words[-1:].isascii() and words else "") + piece["word"]
        elif piece["num"]:
            words += " " if words and not words[-1].isascii() else ""
            size = bool(_SIZE.match(text, piece.end()))
            if last in _DIGITWISE or (last in {"x", "X"} and piece["num"] in _BITS):
                words += numbers.digits(piece["num"]).replace(".", "点")
            else:
                words += numbers.product(piece["num"], size=size)
        last = piece["word"] or ""
    return words


def attached(text: str, start: int) -> Match | None:
    """Read a number joined to the name before it: the `3-235B-A22B` of Qwen3-235B-A22B."""
    if not AFTER_LATIN.search(before(text, start)):
        return None
    match = _TAIL.match(text, start)
    return Match(match.end(), "model", _pieces(match[0]), spell=True) if match else None


def named(text: str, start: int) -> Match | None:
    """Read a number after a name and a space (`RTX 5090`, `iPhone 17`)."""
    name = AFTER_NAME.search(before(text, start))
    if not name:
        return None
    match = _TAIL.match(text, start)
    if match and name[0].split()[0].split("-")[-1] in _DIGITWISE:
        words = numbers.digits(match[0].replace(".", "点").replace("-", " "))
        return Match(match.end(), "identifier", words)
    if not match or (match[0].isdigit() and _COUNTS_WORDS.match(text, match.end())):
        return None
    if re.match(r",\d{3}|[-/:~–—]\d", text[match.end() : match.end() + 4]):
        return None
    kind = _named_kind(before(text, start), match[0])
    return Match(match.end(), kind, _pieces(match[0]), spell=True)


def _named_kind(left: str, figures: str) -> Kind:
    name = re.split(r"[^A-Za-z/]", left.strip())[-1]
    if name.upper() == "TOP":
        return "ordinal"
    if name in _REGISTERS or name in {"GB", "GB/T"}:
        return "identifier"
    return "version" if re.fullmatch(r"\d+(?:\.\d+)+", figures) else "model"


def chip(text: str, start: int) -> Match | None:
    """Read a number after a family of chips, craft or telephones: 昇腾910B, 神舟21号, 歼-20."""
    left = before(text, start)
    cached = _CACHED.match(text, start)
    if cached:
        return Match(cached.end(), "model", numbers.digits(cached["num"]) + "X三D", spell=True)
    for name, figures in ((_CHIP, _CHIP_NUMBER), (_SHIP, _SHIP_NUMBER), (_CRAFT, _CRAFT_NUMBER)):
        match = figures.match(text, start) if name.search(left) else None
        if match:
            words = numbers.product(match["num"]) + match["tail"]
            parts = match.groupdict()
            if parts.get("more"):  # apart, or they would be one number: 737-800
                words += f" {numbers.product(parts['more'])}{parts['letters']}"
            return Match(match.end(), "model", words, spell=True)
    return None


_ELEMENTS = """
H氢 He氦 Li锂 Be铍 B硼 C碳 N氮 O氧 F氟 Na钠 Mg镁 Al铝 Si硅 P磷 S硫 Cl氯 Ar氩 K钾 Ca钙 Cr铬 Mn锰
Fe铁 Co钴 Ni镍 Cu铜 Zn锌 Ga镓 Ge锗 Se硒 Kr氪 Rb铷 Sr锶 Y钇 Zr锆 Mo钼 Tc锝 Ru钌 Pd钯 Ag银 In铟
Sn锡 I碘 Xe氙 Cs铯 Ba钡 La镧 Pr镨 Nd钕 Pm钷 Sm钐 Eu铕 Gd钆 Tb铽 Dy镝 Ho钬 Er铒 Tm铥 Yb镱 Lu镥
W钨 Re铼 Ir铱 Pt铂 Au金 Hg汞 Tl铊 Pb铅 Bi铋 Po钋 At砹 Rn氡 Ra镭 Ac锕 Th钍 U铀 Np镎 Pu钚 Am镅
Cm锔 Cf锎
"""
_ELEMENT = {row[:-1]: row[-1] for row in _ELEMENTS.split()}
_OF_ELEMENT = f"[{''.join(set(_ELEMENT.values()) - set('金银铜铁锡'))}]"
_ISOTOPE = re.compile(
    rf"(?<={_OF_ELEMENT})-(?P<num>\d{{1,3}})(?P<excited>m(?![A-Za-z]))?"
    rf"(?![\dA-Za-z.%~,:/-]|\s?{MAGNITUDE}|[吨克升元])"
)
_RAISED = re.compile(
    rf"(?<![A-Za-z0-9])(?P<num>[⁰¹²³⁴-⁹]{{1,3}})(?P<symbol>{alternatives(_ELEMENT)})(?![a-z])"
)


def isotope(text: str, start: int) -> Match | None:
    """Read an isotope: `碳-14` 碳十四, `铀-235` 铀二三五, `¹⁴C` 碳十四."""
    raised = _RAISED.match(text, start)
    if raised:
        mass = unicodedata.normalize("NFKC", raised["num"])
        return Match(raised.end(), "model", _ELEMENT[raised["symbol"]] + numbers.product(mass))
    match = _ISOTOPE.match(text, start)
    if not match:
        return None
    words = numbers.product(match["num"]) + (match["excited"] or "")
    return Match(match.end(), "model", words, spell=True)


def named_letter(text: str, start: int) -> Match | None:
    """Read a number with a letter after a name, where the letter is not a unit: `iPhone 6s`."""
    if not _ONE_LETTER.match(text, start) or not re.search(
        r"[a-z]\s$|[A-Z]{2,5}\s$|[A-Za-z]\s\d\s$", before(text, start)
    ):
        return None
    return named(text, start)


# --- Latin words ------------------------------------------------------------------------------

_WORD = re.compile(r"[A-Za-z][A-Za-z\u0300-\u036f]*(?:'[A-Za-z]+)*")
_LONGEST_MIXED = 5
_PLURAL = re.compile(r"([A-Z]{2,})'?s")
_POSSESSIVE = re.compile(r"'s?$")
_CONTRACTION = re.compile(
    r"[a-z]+'(?:m|re|ve|ll|d|t)|(?:it|that|what|let|he|she|there|here|who|how|where|when|why)'s"
)
"""Matches an English contraction, whose ending is a word of its own and keeps its sound."""


def acronym(text: str, start: int) -> Match | None:
    """Spell initials (`GPU`, `LLMs`, `gpt`) and single letters."""
    match = _WORD.match(text, start)
    if not match or not latin.is_spelled(match[0]):
        return None
    letters = _letters(match[0])
    plural = _PLURAL.fullmatch(letters)
    return Match(match.end(), "acronym", plural[1] if plural else letters, spell=True)


def word(text: str, start: int) -> Match | None:
    """Read any other Latin word as it is written; the reading of a name is a guess."""
    match = _WORD.match(text, start)
    if not match:
        return None
    if _CONTRACTION.fullmatch(match[0].lower()):
        letters = match[0].replace("'", "")
        return Match(match.end(), kind(letters), letters, english=match[0].lower())
    letters = _letters(match[0])
    guessed = not letters.islower()
    return Match(match.end(), kind(letters), letters, guessed=guessed)


def _letters(word: str) -> str:
    """Return a word without accents and the possessive s, which Mandarin does not have."""
    return re.sub(r"[^A-Za-z]", "", _POSSESSIVE.sub("", word))


def kind(word: str) -> Kind:
    """Return the kind of a word that is not spelled: an acronym (NASA, SaaS) or just Latin."""
    if "-" in word and not word.isupper():
        return "latin"
    letters = [char for char in word if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    most = capitals * 2 >= len(letters) and len(letters) <= _LONGEST_MIXED
    return "acronym" if capitals > 1 and (most or capitals == len(letters)) else "latin"


_HAN_RUN = re.compile(f"[{HAN}]+")


def chinese(text: str, start: int) -> Match | None:
    """Read a run of Chinese characters as it is written."""
    match = _HAN_RUN.match(text, start)
    return Match(match.end(), "chinese", match[0]) if match else None
