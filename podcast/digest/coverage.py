"""How much of a post reaches the writer, measured on the file as it is written.

This is a second reading of its own, line by line, which shares nothing with the one that finds the
items: it knows no headings and no shapes, only what is code, table, comment or markup. Each
sentence that it finds must stand in an item, or among what was left out for a named reason.
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
"""Share of the prose below which a person is told."""
_UNNAMED = re.compile(r"text (?:that belongs to no item|under )|introduction")
"""How the reader names what it could give to no item: that is no reason."""
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
# the colon before what must not stand before it: what begins with a character is found fast
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
"""Words from which a piece of a line without four Chinese characters is a sentence."""
_FIGURE = re.compile(r"\d+")
_ALIKE = 0.8
"""Share of a sentence's character pairs that the blocks near it must hold to tell it."""
_SAME = 0.9
"""Share of them that must stand among what was left out on its line."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a post and the line of the file on which it stands."""

    text: str
    line: int
    start: int
    """Line on which its paragraph or entry begins."""
    entry: bool
    """Whether its line looks like an entry: a heading, a list, a number."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a post's prose is told; what was left out for a named reason does not count."""

    prose: int
    """Characters."""
    told: int
    missing: tuple[Sentence, ...]
    """What is neither told nor named with a reason, in order."""
    unreported: tuple[Sentence, ...]
    """Those of them that the reader does not even know of."""

    @property
    def share(self) -> float:
        """Told prose by all prose, 0 to 1."""
        return self.told / self.prose if self.prose else 1.0


def measure(digest: Digest) -> Coverage:
    """Compare a post, as written, with what its digest tells."""
    told = _Told(digest)
    prose = carried = 0
    missing: list[Sentence] = []
    unreported: list[Sentence] = []
    found = [(one, _bare(one.text)) for one in sentences(digest.body, digest.body_line)]
    own = _own_pairs(found)
    for sentence, bare in found:
        if told.holds(bare, sentence) or told.nearly_holds(bare, sentence, own(sentence, bare)):
            prose += len(bare)
            carried += len(bare)
        elif not told.excuses(bare, sentence):
            prose += len(bare)
            missing.append(sentence)
            if not told.reports(bare, sentence):
                unreported.append(sentence)
    return Coverage(prose, carried, tuple(missing), tuple(unreported))


def _own_pairs(
    found: Sequence[tuple[Sentence, str]],
) -> Callable[[Sentence, str], frozenset[str]]:
    """Return a function that gives the pairs by which a sentence differs from its paragraph."""
    paragraphs: dict[int, list[str]] = {}
    for sentence, bare in found:
        paragraphs.setdefault(sentence.start, []).append(bare)

    @cache
    def times(start: int) -> Counter[str]:
        return Counter(pair for bare in paragraphs[start] for pair in _pairs(bare))

    def own(sentence: Sentence, bare: str) -> frozenset[str]:
        counted = times(sentence.start)
        return frozenset(pair for pair in _pairs(bare) if counted[pair] == 1)

    return own


class _Texts:
    """Texts of a digest by the line on which each begins."""

    def __init__(self, rows: Iterable[tuple[int, str]]) -> None:
        ordered = sorted((line, _bare(text)) for line, text in rows)
        self._lines = [line for line, _ in ordered]
        self._texts = [text for _, text in ordered]
        self.whole = "\n".join(self._texts)

    def near(self, where: Sentence) -> str:
        """Return what begins in the paragraph of a sentence, up to its line."""
        first = bisect_left(self._lines, where.start)
        return "".join(self._texts[first : bisect_right(self._lines, where.line)])


class _Told:
    """All that a digest says and names, to be asked by sentence."""

    def __init__(self, digest: Digest) -> None:
        rows: list[tuple[int, str]] = []
        for item in digest.items:
            rows += [(item.line, item.headline), (item.line, item.section)]
            rows += [(block.line, f"{block.label} {block.text}") for block in item.blocks]
        self._told = _Texts(rows)
        named: list[tuple[int, str]] = []
        unnamed: list[tuple[int, str]] = []
        for one in digest.left_out:
            lines = enumerate(one.text.split("\n"), one.line)
            (unnamed if _UNNAMED.match(one.what) else named).extend(lines)
        self._named, self._unnamed = _Texts(named), _Texts(unnamed)

    def holds(self, bare: str, where: Sentence) -> bool:
        """Say whether a sentence is told word for word."""
        return bare in self._told.near(where) or bare in self._told.whole

    def nearly_holds(self, bare: str, where: Sentence, own: frozenset[str]) -> bool:
        """Say whether most of a sentence is told by the blocks of its line.

        Its label or a link that was cut off with a reason need not be told. Most of the pairs that
        only it has in its paragraph (`own`) must be there.
        """
        near = self._told.near(where)
        named = self._named.near(where)
        pairs = _pairs(bare)
        if any(each not in near + named for each in _FIGURE.findall(_normal(where.text))):
            return False
        if sum(pair in near + named for pair in own) < _ALIKE * len(own) - 1:
            return False  # less one: a label that is cut off takes the pair at its end along
        kept = sum(pair in near for pair in pairs)
        cut = sum(pair not in near and pair in named for pair in pairs)
        return kept >= _ALIKE * len(pairs) or (kept > 0 and kept + cut >= len(pairs) - 1)

    def excuses(self, bare: str, where: Sentence) -> bool:
        """Say whether a sentence was left out for a named reason."""
        return _in(bare, self._named.near(where))

    def reports(self, bare: str, where: Sentence) -> bool:
        """Say whether the reader at least says that it gave a sentence to no item."""
        return _in(bare, self._unnamed.near(where) + self._named.near(where))


def _pairs(bare: str) -> set[str]:
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


def _in(bare: str, text: str) -> bool:
    pairs = _pairs(bare)
    kept = sum(pair in text for pair in pairs)
    return bare in text or (kept > 1 and kept >= min(_SAME * len(pairs), len(pairs) - 1))


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
    """Return a text without comments and silent elements, its lines where they were."""
    if "<!--" in body or "%%" in body:
        body = _COMMENT.sub(_line_ends, body)
    return _ELEMENT.sub(_line_ends, body)


def _line_ends(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _prose(rows: Sequence[str]) -> Iterator[str]:
    """Yield each line, empty where it is code, a table or HTML."""
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
    """Say whether an indented line goes on from a list entry above it."""
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
    """Keep code that is made of words; anything else has no sound."""
    return match[2] if _CODE_WORD.fullmatch(match[2]) else " "


_Step = tuple[Sequence[str], re.Pattern[str], str | Callable[[re.Match[str]], str]]
"""Signs one of which a row must have for the pattern to be in it, the pattern, what takes its
place."""
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
    """Return what two writings of a sentence have in common: its letters and digits."""
    return "".join(_LETTERS.findall(_normal(text))).casefold()


def _normal(text: str) -> str:
    for wide, narrow in _FULL_WIDTH:  # most texts are normal then, which is told fast
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text)
