"""Rules for punctuation and symbols: they become a pause, a word or silence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from podcast.chinese.fold import IS_HAN
from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import MAGNITUDE, NUMBER, Match, before
from podcast.model import Kind

_MARKS = {
    "，": ",，…‥—―–()[]【】〔〕{}|\n→⇒➡•",
    "。": "。｡",
    "？": "?⁉❓",
    "！": "!‼❗",
    "：": ":",
    "；": ";",
    "、": "、",
}
_PAUSES = {char: pause for pause, chars in _MARKS.items() for char in chars}

_WORD_TABLE = """
≈:约等于 ≃:约等于 ≅:约等于 ≒:约等于 ≠:不等于 ≥:大于等于 ≤:小于等于 ≧:大于等于 ≦:小于等于
≫:远大于 ≪:远小于 ÷:除以 √:根号 ∞:无穷大 ℃:摄氏度 ℉:华氏度 ±:正负 ㎡:平方米 №:第 €:欧元 £:英镑
$:美元 π:派 ∑:求和 ∆:德尔塔 Ω:欧姆 ½:二分之一 ⅓:三分之一 ⅔:三分之二 ¼:四分之一 ¾:四分之三
⅕:五分之一 ⅛:八分之一 ‰:千分号 =:等于
"""
_WORDS = dict(row.split(":") for row in _WORD_TABLE.split())

_GREEK_TABLE = """
α:阿尔法 β:贝塔 γ:伽马 δ:德尔塔 ε:艾普西龙 ζ:泽塔 η:伊塔 θ:西塔 ι:约塔 κ:卡帕 λ:拉姆达 μ:缪 ν:纽
ξ:克西 ο:奥密克戎 π:派 ρ:柔 σ:西格玛 τ:陶 υ:宇普西龙 φ:斐 χ:希 ψ:普西 ω:欧米伽 ς:西格玛
"""
_GREEK = dict(row.split(":") for row in _GREEK_TABLE.split())

_POSSESSIVE = re.compile(r"(?<=[A-Za-z])'s(?![A-Za-z])")
_ENGLISH = re.compile(r"(?![A-Z]{3}(?![A-Za-z]))[A-Za-z]{3,}")
_ENGLISH_BEFORE = re.compile(r"[A-Za-z]{3,}$")
"""Matches a word before a slash that makes a pause; a slash in ISO/IEC makes no pause."""
_STRONG = "。？！；：，、"
"""All marks of pauses: first the marks that end a sentence, then the others, strongest first."""

_FACTOR = re.compile(r"\d(?:[A-Za-zμ]{1,3}[²³]?|[毫厘分微千公英]?[米里寸尺]|像素|[)）])?\s?$")
"""Matches a number with its unit, behind which a sign multiplies."""
_SIDE_NAMED = re.compile(r"[长宽高深厚]度?[约为]?\d")
"""Matches a side that is named: 长2.5m×宽1.2m."""
_BETWEEN: dict[str, tuple[str, Callable[[str], bool], Callable[[str], bool]]] = {
    "&": ("和", str.isalnum, str.isalnum),
    "+": ("加", str.isalnum, lambda _: True),
    "%": ("百分之", lambda _: True, str.isdigit),
    "²": ("平方", str.isalnum, lambda _: True),
    "³": ("立方", str.isalnum, lambda _: True),
}
"""The word of each symbol, with the tests that the characters around the symbol must pass."""


_SCRIPT = re.compile(r"(?<=[A-Za-z])\.js(?![A-Za-z0-9])")
_ABBREVIATED = re.compile(r"(?<![A-Za-z])(?:Vol|Ver|Fig|Ch|Sec|Eq|Dr|St|Mr|Mrs|Ms|Prof|Jr|vs)$")
_AMOUNT = re.compile(r"(?<![A-Za-z])\d(?:[A-Za-zμ]{1,5}[²³]?|[%‰℃℉]|°[CF]?)?\s?$")
"""Matches a number with a sign or letters for its unit, in front of a slash and another number."""
_BETWEEN_NAMES = re.compile(r"(?<=\d)/(?=[A-Za-z])|(?<=\.[A-Z]{2})/(?=\d)|(?<=\d[A-Za-z])/(?=\d)")


def mark(text: str, start: int) -> Match | None:
    """Read punctuation that makes a pause."""
    char = text[start]
    if char == ".":
        return _dot(text, start)
    if char in _PAUSES:
        end = start + 1
        while text.startswith(char, end):
            end += 1
        return Match(end, "punctuation", _PAUSES[char])
    return None


def _dot(text: str, start: int) -> Match:
    """Read a full stop, three dots, the dot of `foo.bar` (点) or the dot of an abbreviation."""
    if text.startswith("...", start):
        end = start + 3
        while text.startswith(".", end):
            end += 1
        return Match(end, "punctuation", "，")
    if _ABBREVIATED.search(before(text, start)):
        return Match(start + 1, "punctuation", "")
    left, right = before(text, start, 2), text[start + 1 : start + 3]
    if _SCRIPT.match(text, start):
        return Match(start + len(".js"), "acronym", "JS", spell=True)
    if re.search(r"[A-Za-z0-9]$", left) and re.match(r"[A-Za-z0-9]", right):
        single = re.fullmatch(r"[^A-Za-z]?[A-Za-z]", left) and not re.match(r"[A-Za-z]{2}", right)
        return _silence_or(start + 1, "" if single else "点")
    if re.fullmatch(r"[A-Za-z.]?[A-Z]", left) and right.strip():
        return Match(start + 1, "punctuation", "")
    return Match(start + 1, "punctuation", "。")


_ABOUT = re.compile(r"(?:约|大概|左右|接近|将近|近|大致)[为是有]?\s?$")
"""Matches words that already say what a tilde in front of a number says."""


_SAME_UNIT = re.compile(
    rf"\d\s?(?:{MAGNITUDE})?(?P<unit>[^\W\dA-Za-z_]{{1,4}}|%[A-Z]{{1,3}})\n"
    rf"{NUMBER}\s?(?:{MAGNITUDE})?(?P=unit)"
)
"""Matches two numbers with the same unit, a line apart: 200米 and 500米, 30%RH and 60%RH."""


_HAN_NUMBER = "[一二三四五六七八九十]"
_SAME_WORDS = re.compile(
    r"(?P<day>周|星期|礼拜)[一二三四五六日天]\n(?P=day)"
    rf"|第?{_HAN_NUMBER}{{1,3}}(?P<unit>(?!{_HAN_NUMBER})[^\W\dA-Za-z_\n]{{1,2}})\n第?{_HAN_NUMBER}{{1,3}}(?P=unit)"
)
"""Matches two days of a week, or two Chinese numbers with the same word, a line apart."""


_LATER = re.compile(
    r"(?:次日|翌日|当[日天晚]|第二天|明[早日天]|凌晨|清晨|早上|上午|中午|下午|晚上?|深夜)\s?\d"
)
"""Matches the later end of a range of times, with the word for its day or part of the day."""


def dash(text: str, start: int) -> Match | None:
    """Read hyphens and tildes: 到 between figures, a pause when they stand alone, else silent."""
    match = re.compile(r"(?!\s[-−]\d)\s?[-~–—]+\s?").match(text, start)
    if not match or not match[0].strip():
        return None
    left, right = before(text, start, 1), text[match.end() : match.end() + 1]
    if _SAME_UNIT.search(before(text, start) + "\n" + text[match.end() : match.end() + 24]):
        return Match(match.end(), "range", "到")
    dated = left in set("日月年点分时秒号周后℃%元万亿倍度") or left.isdigit()
    if dated and (right.isdigit() or _LATER.match(text, match.end())):
        return Match(match.end(), "range", "到")
    if _SAME_WORDS.search(before(text, start) + "\n" + text[match.end() : match.end() + 8]):
        return Match(match.end(), "range", "到")
    inner = match[0].strip()
    if inner[0] == "~" and right.isdigit() and (not left.isalnum() or IS_HAN.match(left)):
        said = _ABOUT.search(before(text, start))
        return (
            Match(match.end(), "punctuation", "") if said else Match(match.end(), "chinese", "约")
        )
    free = len(inner) > 1 or inner in "–—" or (match[0] != inner and left and right)
    return Match(match.end(), "punctuation", "，" if free and inner[0] != "~" else "")


_COMPARISON = {
    ">=": "大于等于", "<=": "小于等于", "!=": "不等于", "==": "等于", ">": "大于", "<": "小于",
}  # fmt: skip
_OPERATOR = re.compile(r"[<>!=]=(?!=)|[<>](?![<>])")
_IN_TAG = re.compile(r"<!?/?[A-Za-z][^<>]*$")
_TAG = re.compile(r"<!?/?[A-Za-z][^<>]*>")
_LONGEST_TAG = 200
_SIDE = re.compile(r"[\w%℃°)）\u3400-\u9fff]$")


def comparison(text: str, start: int) -> Match | None:
    """Read a sign that compares: `>=` 大于等于, `!=` 不等于, `<5%`, `A>B`.

    Between words it compares only without spaces, for with them it may be a path through a menu;
    but names with numbers are always compared (`GPT-5.2 > Claude 4.5`).
    """
    match = _OPERATOR.match(text, start)
    if not match or _is_tag(text, start):
        return None
    left, right = before(text, start), text[match.end() : match.end() + 4]
    if match[0] == "==" and not (left[-2:].strip().isascii() and right.strip()[:1].isascii()):
        return Match(match.end(), "punctuation", "")  # Markdown's ==marked== words
    number = right.lstrip(" +-±$¥")[:1].isdigit()
    joined = _SIDE.search(left) and right[:1].isalnum()
    compares = _SIDE.search(left.rstrip()) or match[0] not in {"!=", "=="}
    ranked = _NAME_BEFORE.search(left) and _NAME.match(text, match.end())
    variable = left.rstrip()[-1:].isdigit() and _VARIABLE.match(right)
    if not (number or joined or ranked or variable) or not compares:
        return None
    return Match(match.end(), "chinese", _COMPARISON[match[0]])


_VARIABLE = re.compile(r"\s?[a-z](?![A-Za-z])")
_NAME_BEFORE = re.compile(r"[A-Za-z][A-Za-z.]*[ -]?\d[\w.]*(?: [A-Z]\w+)?\s$")
_NAME = re.compile(r"\s[A-Za-z][A-Za-z.]*(?: [A-Z][a-z]+)?[ -]?\d")
"""Matches a name with a number behind a sign that compares, as _NAME_BEFORE in front of it."""


def _is_tag(text: str, start: int) -> bool:
    """Tell whether a sign opens or closes a tag of HTML."""
    if text[start] == ">":
        return bool(_IN_TAG.search(before(text, start, _LONGEST_TAG)))
    return bool(_TAG.match(text, start))


def possessive(text: str, start: int) -> Match | None:
    """Silence the `'s` after a name of the lexicon: Mandarin has no such ending."""
    match = _POSSESSIVE.match(text, start)
    return Match(match.end(), "punctuation", "") if match else None


def symbol(text: str, start: int) -> Match | None:
    """Read symbols that are words: `&` 和, `+` 加, `=` 等于, `×` 乘, Greek letters, ②, ½."""
    char = text[start]
    if char in _WORDS:
        kind: Kind = "fraction" if "分之" in _WORDS[char] and char != "‰" else "chinese"
        mixed = "又" if kind == "fraction" and before(text, start, 1).isdigit() else ""
        return Match(start + 1, kind, mixed + _WORDS[char])
    if char.lower() in _GREEK:
        return Match(start + 1, "chinese", _GREEK[char.lower()])
    words = _by_neighbours(text, start)
    if words is not None:
        return _silence_or(start + 1, words)
    return _numeral(text, start)


def _silence_or(end: int, words: str) -> Match:
    """Return a match of words, of a pause, or of silence when `words` is empty."""
    if words and words not in _STRONG:
        return Match(end, "latin" if words.isascii() else "chinese", words)
    return Match(end, "punctuation", words)


def _by_neighbours(text: str, start: int) -> str | None:
    """Return the word of a symbol that depends on its neighbours; None for any other symbol."""
    char = text[start]
    left, right = before(text, start).rstrip()[-1:], text[start + 1 : start + 4].lstrip()[:1]
    if char == "/":
        return _slash(text, start, left, right)
    if char == "@":
        return "at" if re.search(r"[a-z]$", before(text, start)) and right.isdigit() else ""
    if char in "×✕*":
        side = text[start + 1 : start + 4].lstrip()
        factor = _FACTOR.search(before(text, start)) and (
            right.isdigit() or _SIDE_NAMED.match(side)
        )
        return "乘" if factor else ""
    if char == "+" and left in set("百千万亿") and not right.isalnum():
        return "多"
    rule = _BETWEEN.get(char)
    if not rule:
        return None
    word, needs_left, needs_right = rule
    fits = needs_left(left) and needs_right(right)
    return word if fits else ""


def _slash(text: str, start: int, left: str, right: str) -> str:
    """Return a pause between alternatives (Chinese, whole words, models, amounts), else nothing."""
    chinese = (IS_HAN.match(left) or IS_HAN.match(right)) and left.isalnum() and right.isalnum()
    names = _BETWEEN_NAMES.match(text, start)
    words = _ENGLISH_BEFORE.search(before(text, start)) and _ENGLISH.match(text, start + 1)
    amounts = (right.isdigit() or right in set("$¥€£+-±")) and _AMOUNT.search(before(text, start))
    return "、" if chinese or names or words or amounts else ""


def _numeral(text: str, start: int) -> Match | None:
    """Read one character that stands for a number: `②`, `Ⅳ`, `❶`."""
    value = unicodedata.numeric(text[start], None)
    if (
        value is None
        or value != int(value)
        or unicodedata.category(text[start]) not in {"No", "Nl"}
    ):
        return None
    words = _pause_before(text, start) + numbers.cardinal(int(value))
    return Match(start + 1, "number", words)


def _pause_before(text: str, start: int) -> str:
    """Return the pause before a number in a circle that goes on with a list: ①训练②推理.

    The first number of a list stands at its beginning, unlike that of a name: 方案①优于方案②.
    """
    last = text[start - 1 : start]
    if unicodedata.category(text[start]) != "No" or not last.isalnum():
        return ""
    if unicodedata.category(last) == "No":
        return "、"
    one = ord(text[start]) - int(unicodedata.numeric(text[start])) + 1
    first = text.find(chr(one), 0, start) if one > 0 else -1  # 𐧪 is 900,000 and in no row
    opens = first == 0 or (first > 0 and not text[first - 1].isalnum())
    return "，" if opens and last not in "和与及或至到第" else ""


def silent(text: str, start: int) -> Match:
    """Silence a character that no other rule claims (a quote, an emoji), and spaces after it."""
    end = start + 1
    while end < len(text) and text[end].isspace() and text[end] != "\n":
        end += 1
    return Match(end, "punctuation", "")


def unreadable(text: str, start: int) -> Match | None:
    """Silence letters of scripts that no engine here can read."""
    end = start
    while end < len(text) and _is_foreign(text[end]):
        end += 1
    return Match(end, "punctuation", "") if end > start else None


def _is_foreign(char: str) -> bool:
    """Tell whether a character is a letter or a combining mark, and neither Chinese nor ASCII."""
    return unicodedata.category(char)[0] in "LM" and not (char.isascii() or IS_HAN.match(char))


def strongest(marks: str) -> str:
    """Return the strongest of several pause marks; of several ends of sentences, the first."""
    return min(marks, key=lambda char: max(_STRONG.index(char), _STRONG.index("！")))
