"""Measure how much of a post's prose its items hold, by parsing the file a second time.

This parser goes line by line and shares no code with the parser that finds the items. It does not
know headings or ways to list news, only code, tables, comments and markup. Each sentence that it
finds must stand in an item, or among the text that was left out for a reason.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from podcast.model import Digest

ENOUGH = 0.9
"""A build warns when the items hold less than this share of the prose."""
_WITHOUT_REASON = re.compile(r"text (?:that belongs to no item|under )|introduction")
"""Matches what is reported about text that belongs to no item, which does not count as a reason."""
_FENCE = re.compile(r"[ >\t]*(`{3,}|~{3,})")
_COMMENT = re.compile(
    r"<!--.*?(?:-->|\Z)|(?<![%\d])%%(?!%)[^%\n]*%%|^[ \t]*%%(?!%)(?:[^%]|%(?!%))*%%",
    re.DOTALL | re.MULTILINE,
)
_ELEMENT = re.compile(
    r"<(script|style|video|audio|small|figcaption|svg|rt|rp)\b[^>]*>.*?</\1>",
    re.DOTALL | re.IGNORECASE,
)
_HTML_BLOCK = re.compile(
    r"^[ ]{0,3}</?(?:p|div|table|tr|td|th|ul|ol|li|section|article|header|footer|iframe|details"
    r"|summary|figure|"
    r"center|blockquote|h[1-6]|hr|br|form|nav|aside|main|picture|source|thead|tbody)\b",
    re.IGNORECASE,
)
_TABLE_RULE = re.compile(r"^[ >]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_IMAGE = re.compile(r"!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)|!\[\[[^\]\n]{0,500}\]\]")
_DATA = re.compile(r"\(data:[A-Za-z0-9+/=;:,.-]*")
_LINK = re.compile(
    r"\[((?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){0,500})\]\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)"
)
_WIKI = re.compile(r"\[\[(?:[^\]|\n]{0,200}\|)?([^\]\n]{0,300})\]\]")
_ADDRESS = re.compile(
    r"<?(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+>?", re.IGNORECASE
)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,2000}>")
_MARKUP = re.compile(
    r"\{[%{:#.][^{}\n]{0,300}\}+|\[\^[^\]\n]*\]:?|~~[^~\n]*~~|\[[ xX]\] |\[![\w-]+\][+-]?|\^[\w-]+$"
)
_CODE = re.compile(r"(`+)([^`\n]+)\1")
_CODE_WORD = re.compile(r"[\w\s.+'-]+")
# `:` stands before its lookbehind, because a pattern that begins with a character is found faster
_SIGNS = re.compile(r"[⭐★]\ufe0f?\s?[\d,.]+[kKwW万]?|:(?<![\w:]:)[+a-z][\w+-]{1,30}:(?![\w:])")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_MATH = re.compile(
    r"\$\$[^$]{1,500}\$\$|\$(?=[^$\u4e00-\u9fff]*[\\^_={}<>])[^$\u4e00-\u9fff]{1,200}\$"
)
_ENTITY = re.compile(r"&#?\w{1,10};")
_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_LETTERS = re.compile(r"[\u4e00-\u9fff]+|[^\W_]+")
_FULL_WIDTH = tuple(zip("，：（）", ",:()", strict=True))
_LATIN = re.compile(r"[A-Za-z]{2,}")
_MARKER = re.compile(
    r"[ >\t]*(?:[-*+•][ \t]+|#{1,6}[ \t]*|:{3,}[ \t]*\w*"
    r"|!!![ \t]+\w+)?[ *_]*(?:(?:\d{1,3}\*{0,2}(?:[)、）．]|[.](?!\d))|0\d (?=\S)|[①-⑳]"
    r"|[（(【\[]\d{1,2}[)）】\]]|"
    r"[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}、)[ \t]*){0,2}"
)
_TAGS = re.compile(r"(?:^|(?<=\s))#[^\s#]+(?=\s|$)")
_LINK_LABEL = re.compile(
    r"^[\W_]*[^\s，。：:]{1,12}[*_ ]*[：:][^\w<\u4e00-\u9fff]{0,8}(?=<?(?:https?://|www\.))",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"[ ]{0,3}(?:#{1,6}[ ]|[-*+][ ]|\d{1,3}[.)、])")
_ENOUGH_HAN = re.compile("(?:[\u3400-\u9fff][^\u3400-\u9fff]*+){4}")
_LEAST_LATIN = 3
"""A text with less than four Chinese characters is a sentence from this number of words on."""
_FIGURE = re.compile(r"\d+")
_ALIKE = 0.8
"""An item's blocks hold a sentence if this share of its character pairs is in blocks near it."""
_SAME = 0.9
"""A sentence was left out if this share of its pairs is in the text left out on its line."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a post, with its line in the file, from 1."""

    text: str
    line: int
    start: int
    """The line on which the sentence's paragraph or entry begins."""
    entry: bool
    """Whether the line looks like an entry of a list: a heading, a bullet, a number."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a post's prose the items hold. Text left out for a reason does not count."""

    prose: int
    """The number of characters of the prose."""
    covered: int
    """The number of characters that the items hold."""
    missing: tuple[Sentence, ...]
    """The sentences that are neither in an item nor left out for a reason, in order."""
    unreported: tuple[Sentence, ...]
    """The sentences of `missing` that are not reported as left out at all."""

    @property
    def share(self) -> float:
        """The share of the prose that the items hold, 0 to 1."""
        return self.covered / self.prose if self.prose else 1.0


def measure(digest: Digest) -> Coverage:
    """Compare the text of a post with its digest."""
    contents = _Contents(digest)
    prose = covered = 0
    missing: list[Sentence] = []
    unreported: list[Sentence] = []
    pairs = [(one, _bare(one.text)) for one in sentences(digest.body, digest.body_line)]
    own = _own_pairs(pairs)
    for sentence, bare in pairs:
        if contents.holds(bare, sentence) or contents.nearly_holds(
            bare, sentence, own(sentence, bare)
        ):
            prose += len(bare)
            covered += len(bare)
        elif not contents.excuses(bare, sentence):
            prose += len(bare)
            missing.append(sentence)
            if not contents.reports(bare, sentence):
                unreported.append(sentence)
    return Coverage(prose, covered, tuple(missing), tuple(unreported))


def _own_pairs(
    bare_sentences: Sequence[tuple[Sentence, str]],
) -> Callable[[Sentence, str], frozenset[str]]:
    """Return a function that returns the pairs of a sentence that occur only once in its paragraph.

    A pair is two neighbouring characters of the bare text.
    """
    paragraphs: dict[int, list[str]] = {}
    for sentence, bare in bare_sentences:
        paragraphs.setdefault(sentence.start, []).append(bare)

    @cache
    def times(start: int) -> Counter[str]:
        return Counter(pair for bare in paragraphs[start] for pair in _pairs(bare))

    def own(sentence: Sentence, bare: str) -> frozenset[str]:
        counts = times(sentence.start)
        return frozenset(pair for pair in _pairs(bare) if counts[pair] == 1)

    return own


class _Texts:
    """Texts of a digest, sorted by the line on which each begins."""

    def __init__(self, rows: Iterable[tuple[int, str]]) -> None:
        ordered = sorted((line, _bare(text)) for line, text in rows)
        self._lines = [line for line, _ in ordered]
        self._texts = [text for _, text in ordered]
        self.whole = "\n".join(self._texts)

    def near(self, where: Sentence) -> str:
        """Return the texts that begin between the start of a sentence's paragraph and its line."""
        first = bisect_left(self._lines, where.start)
        return "".join(self._texts[first : bisect_right(self._lines, where.line)])


class _Contents:
    """The texts of a digest's items and of what it left out, with and without a reason."""

    def __init__(self, digest: Digest) -> None:
        rows: list[tuple[int, str]] = []
        for item in digest.items:
            rows += [(item.line, item.headline), (item.line, item.section)]
            rows += [(block.line, f"{block.label} {block.text}") for block in item.blocks]
        self._items = _Texts(rows)
        with_reason: list[tuple[int, str]] = []
        without_reason: list[tuple[int, str]] = []
        for one in digest.left_out:
            lines = enumerate(one.text.split("\n"), one.line)
            (without_reason if _WITHOUT_REASON.match(one.what) else with_reason).extend(lines)
        self._with_reason, self._without_reason = _Texts(with_reason), _Texts(without_reason)

    def holds(self, bare: str, where: Sentence) -> bool:
        """Say whether the items hold a sentence word for word."""
        return bare in self._items.near(where) or bare in self._items.whole

    def nearly_holds(self, bare: str, where: Sentence, own: frozenset[str]) -> bool:
        """Say whether the blocks near a sentence hold most of it.

        A label or a link that was cut off for a reason may be missing. Most of the pairs that no
        other sentence of its paragraph has (`own`) must be there.
        """
        near = self._items.near(where)
        excused = self._with_reason.near(where)
        pairs = _pairs(bare)
        if any(each not in near + excused for each in _FIGURE.findall(_normal(where.text))):
            return False
        if sum(pair in near + excused for pair in own) < _ALIKE * len(own) - 1:
            return False  # one pair may be missing: a label that was cut off ends inside it
        count_held = sum(pair in near for pair in pairs)
        count_cut = sum(pair not in near and pair in excused for pair in pairs)
        return count_held >= _ALIKE * len(pairs) or (
            count_held > 0 and count_held + count_cut >= len(pairs) - 1
        )

    def excuses(self, bare: str, where: Sentence) -> bool:
        """Say whether a sentence was left out for a reason."""
        return _in(bare, self._with_reason.near(where))

    def reports(self, bare: str, where: Sentence) -> bool:
        """Say whether a sentence was left out with or without a reason."""
        return _in(bare, self._without_reason.near(where) + self._with_reason.near(where))


def _pairs(bare: str) -> set[str]:
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


def _in(bare: str, text: str) -> bool:
    pairs = _pairs(bare)
    count = sum(pair in text for pair in pairs)
    return bare in text or (count > 1 and count >= min(_SAME * len(pairs), len(pairs) - 1))


# --- The post, line by line ---------------------------------------------------------------------


def sentences(body: str, body_line: int) -> Iterator[Sentence]:
    """Yield the sentences of a post's text, without code, tables, comments and markup."""
    start = body_line
    before = ""
    for line, row in enumerate(_prose(_blanked(body).split("\n")), body_line):
        entry = bool(_ENTRY.match(row))
        if entry or not before.strip():
            start = line
        before = row
        for piece in _SENTENCE.findall(_words(row)) if row else ():
            if _ENOUGH_HAN.search(piece) or len(_LATIN.findall(piece)) >= _LEAST_LATIN:
                yield Sentence(piece.strip(), line, start, entry)


def _blanked(body: str) -> str:
    """Return a text without comments and silent elements, with the same number of lines."""
    if "<!--" in body or "%%" in body:
        body = _COMMENT.sub(_line_ends, body)
    return _ELEMENT.sub(_line_ends, body)


def _line_ends(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _prose(rows: Sequence[str]) -> Iterator[str]:
    """Yield each line, or an empty string for a line of code, of a table or of HTML."""
    fence = ""
    html = table = False
    for index, row in enumerate(rows):
        match = _FENCE.match(row)
        if fence or match:
            closes = match and fence and match[1].startswith(fence)
            fence = "" if closes else fence or (match[1] if match else "")
            yield ""
            continue
        html = bool(row.strip()) and (html or bool(_HTML_BLOCK.match(row)))
        below = rows[index + 1] if index + 1 < len(rows) else ""
        opens = "|" in row and "-" in below and "|" in below and bool(_TABLE_RULE.match(below))
        table = bool(row.strip()) and "|" in row and (table or opens)
        indented = row.startswith(("    ", "\t")) and (index == 0 or not rows[index - 1].strip())
        yield "" if html or table or (indented and not _in_list(rows, index)) else row


def _in_list(rows: Sequence[str], index: int) -> bool:
    """Say whether an indented line continues a list entry above it."""
    for row in reversed(rows[max(0, index - 60) : index]):
        if row.strip() and not row.startswith((" ", "\t")):
            return bool(re.match(r"(?:[-*+]|\d{1,3}[.)])[ \t]", row))
    return False


def _words(row: str) -> str:
    """Return the words of a line without markup."""
    row = _replaced(row, _INSIDE)
    if row.lstrip().startswith("#"):
        row = _TAGS.sub("", row)
    return _replaced(_MARKER.sub("", row, count=1), _AROUND)


def _replaced(row: str, steps: Sequence[_Step]) -> str:
    for signs, pattern, by in steps:
        if any(map(row.__contains__, signs)):
            row = pattern.sub(by, row)
    return row


def _code(match: re.Match[str]) -> str:
    """Return code that consists of words, and a space for other code, which is never spoken."""
    return match[2] if _CODE_WORD.fullmatch(match[2]) else " "


_Step = tuple[Sequence[str], re.Pattern[str], str | Callable[[re.Match[str]], str]]
"""A replacement: signs, pattern, new text. A row without all signs cannot match the pattern."""
_INSIDE: tuple[_Step, ...] = (
    (("(data:",), _DATA, "("),
    (("![",), _IMAGE, ""),
    ("`", _CODE, _code),
    ("$", _MATH, " "),
    ("⭐★:", _SIGNS, " "),
    ("@", _MAIL, ""),
    (("](",), _LINK, r"\1"),
    (("://", "w.", "W."), _LINK_LABEL, ""),
)
_AROUND: tuple[_Step, ...] = (
    (("[[",), _WIKI, r"\1"),
    (("://", "w.", "W."), _ADDRESS, " "),
    ("<", _TAG, ""),
    ("{[~^", _MARKUP, " "),
    ("&", _ENTITY, " "),
)


def _bare(text: str) -> str:
    """Return only the letters and digits of a text, for comparing."""
    return "".join(_LETTERS.findall(_normal(text))).casefold()


def _normal(text: str) -> str:
    for wide, narrow in _FULL_WIDTH:  # most texts are normal after this, which is quick to check
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)
