"""Keep the signs of a text that are read as one: -5℃~10℃, 1'23", 10^(-9), 第（三）项, 取值[1,10].

A writer opens brackets, and takes dashes and quotes out. What the readers of the voice read as one
token must not be taken apart by this. So each such token is put aside while the text is changed,
and comes back without brackets, for no line of a script has any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from podcast.chinese import spoken
from podcast.model import Token

_LOST = re.compile(r"[\[\]()（）【】〔〕{}~～—–^'\"’”@<>!*|\\]|--")
"""Matches the characters that are changed, or change what stands around them."""
_BRACKETS = re.compile(r"[\[\]()（）【】]")
_FIGURES_IN_BRACKETS = re.compile(
    r"[\[(（]\s?(?P<figures>[-+]?\d+(?:\.\d+)?(?:\s?[,，]\s?[-+]?\d+(?:\.\d+)?)+)\s?[\])）]"
)
_CALL = re.compile(r"(?<![A-Za-z])([A-Za-z])[(（]([a-z0-9^+*/ ]{1,10})[)）]")
"""Matches a function of a formula: O(n^2)."""
_BETWEEN = re.compile("[A-Za-z0-9]~[A-Za-z0-9]|[\u4e00-\u9fff]~[\u4e00-\u9fff]")
_LISTED = re.compile(r"\s?[,，]\s?")
_UNITS = "%‰℃°"
_YEAR_OF_ISSUE = re.compile(
    r"〔\d{4}〕|[(（\[]\d{4}[)）\]](?=[\u4e00-\u9fff]\d{2,4}[\u4e00-\u9fff]{1,3}\d+号)"
)
"""Matches the year in the number of a document or of a case, which has brackets of its own."""
_WORDS = frozenset({"dash", "arrow", "comparison"})
"""The rules that read a mere sign as a word: ~ as 约 or 到, — and → as 到, != as 不等于."""
_PERCENT_RANGE = re.compile(r"(?<![\d.])(\d{1,9}(?:\.\d{1,9})?)\s?[~～]\s?(\d{1,9}(?:\.\d{1,9})?)%")
_RANGE = re.compile(r"(?<=[\d%\u4e00-\u9fff])\s?[~～]\s?(?=[\d次翌])")
_ASIDE = 0xF0000
"""Private characters, of which no clean text has any, stand for what was put aside."""
_PRIVATE = re.compile("[\U000f0000-\U000ffffd]")


def keeping(text: str, change: Callable[[str], str]) -> str:
    """Return a changed text in which the signs that are read as one stand as they were."""
    if not _LOST.search(text):
        return change(text)
    text = _PRIVATE.sub("", text)
    kept: list[str] = []

    def aside(part: str) -> str:
        kept.append(part)
        return chr(_ASIDE + len(kept) - 1)

    text = _listed(_CALL.sub(lambda match: aside(f"{match[1]} {match[2]}"), text), aside)
    text = "".join(_parts(text, aside))
    changed = change(_YEAR_OF_ISSUE.sub(lambda match: aside(f"〔{match[0][1:-1]}〕"), text))
    for at in reversed(range(len(kept))):
        changed = changed.replace(chr(_ASIDE + at), kept[at])
    return changed


def _listed(text: str, aside: Callable[[str], str]) -> str:
    """Return a text with figures in brackets without these: as an interval, or as a list.

    A number with its thousands apart is one figure, and stays in its brackets.
    """
    if not _FIGURES_IN_BRACKETS.search(text):
        return text
    tokens = spoken(text).tokens
    intervals = [token.start for token in tokens if token.rule == "interval"]
    whole = [token.start for token in tokens if "," in token.text.strip(",， ")]

    def without_brackets(match: re.Match[str]) -> str:
        if any(match.start() < at < match.end() for at in whole):
            return match[0]
        behind = text[match.end() : match.end() + 1]
        unit = behind if behind and behind in _UNITS else ""
        *first, last = (_negative(each) for each in _LISTED.split(match["figures"]))
        figures = [*(f"{each}{unit}" for each in first), last]
        is_interval = any(match.start() < at < match.end() for at in intervals)
        joint = "到" if is_interval and len(figures) == 2 else "、"  # noqa: PLR2004
        before = text[: match.start()][-1:]
        apart = "，" if before.isascii() and before.isalnum() else ""
        return apart + aside(joint.join(figures))

    return _FIGURES_IN_BRACKETS.sub(without_brackets, text)


def _negative(figure: str) -> str:
    """Return a figure with a word for its minus, for which no bracket stands before it."""
    return f"负{figure[1:]}" if figure.startswith("-") else figure


def _parts(text: str, aside: Callable[[str], str]) -> Iterator[str]:
    for token in spoken(text).tokens:
        is_sign = token.kind != "punctuation" or token.rule in _WORDS
        if not is_sign or not _LOST.search(token.text):
            yield token.text
        elif token.text == "~" and _BETWEEN.fullmatch(
            text[max(0, token.start - 1) : token.end + 1]
        ):
            yield aside("到")
        else:
            yield aside(_said(token))


def _said(token: Token) -> str:
    """Return a token as a script has it: a mere sign as its word, none with brackets."""
    if token.rule in _WORDS or token.kind == "ordinal":
        return token.reading
    if _BRACKETS.search(token.text):
        bare = _BRACKETS.sub("", token.text)
        return bare if spoken(bare).text == token.reading else token.reading
    worded = _RANGE.sub("到", _PERCENT_RANGE.sub(r"\1%到\2%", token.text))
    return worded if spoken(worded).text == token.reading else token.text
