"""Parse Markdown as Chinese blogs write it, with markdown-it and three changes to CommonMark.

1. CommonMark decides whether `**` opens or closes by the punctuation around it, which fails in text
   without spaces: `**核心要点：**模型` is not bold. Here the CJK-friendly amendments apply
   (https://github.com/tats-u/markdown-cjk-friendly, specification.md, section 6.2).
2. Text directly above `---` stays text (`dialects` decides which underlines make headings).
3. Footnotes are parsed.

Two features of dialects are parsed here because they stand inside a line: links in double brackets
(Obsidian) and powers (`2**10`).
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from podcast.lib.plaintext import is_wide

_NESTING = 30  # a list takes two levels; deeper nesting is not parsed
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,80})\]")
_WIKI_LINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<page>[^\[\]|\n]{1,200})(?:\\?\|(?P<words>[^\[\]\n]{1,300}))?\]\]"
)
_POWER = re.compile(r"\*\*(\d{1,4})(?![\d*])")
_POWERS = re.compile(r"(?<=\d)\*\*(?=\d)")
_STARS = re.compile(r"\*\*+")
SUPERSCRIPTS = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
"""Translates digits and signs to superscripts, which `plaintext.clean` keeps."""


def tokens(text: str, *, dialects: bool = True) -> list[Token]:
    """Return the block tokens of `text`, whose line ends must be LF.

    Besides markdown-it's own tokens there are `footnote_open` and `footnote_close` around a
    definition, and `footnote_ref` among the children of an inline token; `meta["label"]` names the
    note. With `dialects`, `![[file]]` gives a token `embed` with the file as its content. URLs are
    as written and not checked.
    """
    return _parser(dialects).parse(text)


@cache
def _parser(dialects: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING})
    parser.enable(["table", "strikethrough"]).disable("lheading")
    rules = parser.inline.ruler.get_active_rules(), parser.inline.ruler2.get_active_rules()
    parser.inline = _CjkInline()
    parser.inline.ruler.enableOnly(rules[0])
    parser.inline.ruler2.enableOnly(rules[1])
    parser.inline.ruler.before("link", "footnote_ref", _footnote_ref)
    if dialects:
        parser.inline.ruler.before("link", "wiki_link", _wiki_link)
        parser.inline.ruler.before("emphasis", "power", _power)
    parser.block.ruler.before(
        "reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]}
    )
    # else `[text](javascript:…)` would stay in the text as markup; users of a URL must check it
    parser.validateLink = _any_url  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _any_url(url: str) -> bool:
    return True


class _CjkState(StateInline):
    """The state of an inline parse, with the CJK-friendly rules for `*` and `_`."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        left = self._before(start)
        right = self.src[end] if end < self.posMax else " "
        opens = not _is_space(right) and (
            not _is_narrow_punctuation(right)
            or _is_space(left)
            or _is_narrow_punctuation(left)
            or is_wide(left)
        )
        closes = not _is_space(left) and (
            not _is_narrow_punctuation(left)
            or _is_space(right)
            or _is_narrow_punctuation(right)
            or is_wide(right)
        )
        can_open = opens and (canSplitWord or not closes or _is_punctuation(left))
        can_close = closes and (canSplitWord or not opens or _is_punctuation(right))
        return Scanned(can_open, can_close, end - start)

    def _before(self, start: int) -> str:
        """Return the character before `start`, skipping variation selectors."""
        while start > 0 and ("\ufe00" <= self.src[start - 1] <= "\ufe0e"):
            start -= 1
        return self.src[start - 1] if start > 0 else " "


class _CjkInline(ParserInline):
    """The inline parser with `_CjkState`; markdown-it offers no other way to replace the state."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _CjkState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


@cache
def _is_space(char: str) -> bool:
    return isWhiteSpace(ord(char))


@cache
def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


@cache
def _is_narrow_punctuation(char: str) -> bool:
    return _is_punctuation(char) and not is_wide(char)


def _footnote_ref(state: StateInline, silent: bool) -> bool:
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": match[1]}
    state.pos = match.end()
    return True


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """Parse `[[page|words]]` as its words, and `![[file]]` as an embedded file."""
    match = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        kind = "embed" if match["embed"] else "text"
        page = match["page"].split("#")[0] or match["page"].strip("#^")
        words = match["words"] or page.rpartition("/")[2]
        state.push(kind, "", 0).content = match["page"] if match["embed"] else words
    state.pos = match.end()
    return True


def _power(state: StateInline, silent: bool) -> bool:
    """Parse `2**10` as a power, unless the stars open or close bold words."""
    match = _POWER.match(state.src, state.pos, state.posMax)
    if not match or not state.src[max(0, state.pos - 1) : state.pos].isdigit():
        return False
    if (len(_STARS.findall(state.src)) - len(_POWERS.findall(state.src))) % 2:
        return False  # an odd number of other stars: one of the powers belongs to bold words
    if not silent:
        state.push("text", "", 0).content = match[1].translate(SUPERSCRIPTS)
    state.pos = match.end()
    return True


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse `[^label]: text` up to the next blank line or definition."""
    label = _definition(state, start)
    if label is None or silent:
        return label is not None
    line = start + 1
    while line < end and not state.isEmpty(line) and _definition(state, line) is None:
        line += 1
    state.push("footnote_open", "", 1).meta = {"label": label}
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, line, state.blkIndent, False).partition("]:")[2].strip()
    inline.map = [start, line]
    inline.children = []
    state.push("footnote_close", "", -1)
    state.line = line
    return True


def _definition(state: StateBlock, line: int) -> str | None:
    if state.is_code_block(line):
        return None
    position = state.bMarks[line] + state.tShift[line]
    match = _FOOTNOTE.match(state.src, position, state.eMarks[line])
    return match[1] if match and state.src.startswith(":", match.end()) else None
