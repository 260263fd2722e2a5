r"""Convert dialects of Markdown to CommonMark, line for line, before a post is parsed.

Markup of other programs is removed or rewritten, so that it is never spoken: Obsidian (comments,
callouts, block ids, tags), kramdown and Hugo (attributes, shortcodes), VuePress and MkDocs
(containers, admonitions, tables of contents), Hexo (tags), headings without a space and headings
that are underlined. Every line keeps its number, so that messages can name it. Code is not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"[ >\t]*(`{3,}|~{3,})")
_CONTAINER = re.compile(r"[ \t]{0,3}:{3,}[ \t]*(\w[\w-]*)?[ \t]*(?:\{[^}]*\})?[ \t]*(.{0,200})$")
_ADMONITION = re.compile(
    r"[ \t]*(?:!!!|\?\?\?)\+?[ \t]+([\w-]+)(?:[ \t]+[\w-]+)*(?:[ \t]+[\"'](.*)[\"'])?[ \t]*$"
)
_ADMONISHED = re.compile(r" {4}|\t")
_CALLOUT = re.compile(r"((?:[ \t]*>)+)[ \t]*\[!([\w-]{1,30})(?:\|[^\]]*)?\][+-]?[ \t]*(.*)$")
_TABLE_OF_CONTENTS = re.compile(
    r"[ \t]*(?:\[TOC\]|\[\[_?TOC_?\]\]|\{:\s*toc\b.*\}|@\[toc\].*)[ \t]*$", re.IGNORECASE
)
_KRAMDOWN_CONTENTS = re.compile(r"[ \t]*\{:[ \t]*toc\b")
_TEMPLATE_LINE = re.compile(r"[ \t]*(?:(?:\{%[^%]{0,300}%\}|\{\{[^}]{0,300}\}\})[ \t]*)+$")
_ATTRIBUTES = re.compile(
    r"(?<![ \t])[ \t]*\{:?[ \t]*(?:[#.][\w:-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[\w-]+))"
    r"(?:[ \t]+(?:[#.][\w:-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[\w-]+)))*[ \t]*\}[ \t]*$"
)
_BLOCK_ID = re.compile(r"(?:^|(?<![ \t])[ \t]+)\^[A-Za-z0-9-]{1,60}[ \t]*$")
_COMMENT = "%%"
_COMMENT_MARK = re.compile(r"(?<![\d%])%%(?!%)")
_TWICE_NUMBERED = re.compile(r"^([ \t]*)(\d{1,3})\.[ \t]+\2[.、](?!\d)[ \t]*")
"""Matches `3. 3. 标题`, the mistake of some program, which a parser takes for a list in a list."""
_TIGHT_HEADING = re.compile(r"([ \t]{0,3}#{2,6})(?=[^#\s])")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]")
_TAGS_BEHIND = re.compile(r"(?<![ \t])(?:[ \t]+#[^\s#]{1,60})+[ \t]*#*[ \t]*$")
_TAGS_ONLY = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(?:#[^\s#][^\s#]{0,60}[ \t]*){1,}$")
_HTML_HEADING = re.compile(r"[ \t]*<h([1-6])\b[^>]{0,200}>(.{1,300}?)</h\1>[ \t]*$", re.IGNORECASE)
_SUMMARY = re.compile(
    r"[ \t]*(?:<details\b[^>]{0,100}>)?[ \t]*<summary\b[^>]{0,100}>(.{1,300}?)</summary>[ \t]*$",
    re.IGNORECASE,
)
_DETAILS = re.compile(r"[ \t]*</?details\b[^>]{0,100}>[ \t]*$", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,200}>")
_UNDERLINE = re.compile(r"[ \t]{0,3}(=+|-+)[ \t]*$")
_NO_HEADLINE = re.compile(
    r"[ \t]{4}|[ \t]{0,3}(?:[-*+>|#]|\d+[.)][ \t]|!\[|<|:::)|.*[。；;，,]\s*$"
)
_LIST_ENTRY = re.compile(r"[ \t]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)")
_HAN = re.compile("[\u4e00-\u9fff]")
_PROSE = 10
"""An indented line with this number of Chinese characters is prose and not code."""
_LEAST_UNDERLINE = 3
_CERTAIN_UNDERLINE = 4
"""An underline of this length surely makes a heading; an underline of three signs may be a rule."""
_HEADLINE_MOST = 120
"""The longest line, in characters, that may be an underlined heading."""


def common(text: str) -> str:
    """Return a post's body in CommonMark, with the same number of lines. Line ends must be LF."""
    lines = text.split("\n")
    code = list(_in_code(lines))
    lines = _without_comments(lines, code)
    signs = [_underline_length(lines, code, row) for row in range(len(lines) + 1)]
    least = _LEAST_UNDERLINE if signs.count(_LEAST_UNDERLINE) > 1 else _CERTAIN_UNDERLINE
    result: list[str] = []
    admonished = in_list = False
    for row, line in enumerate(lines):
        if code[row]:
            result.append(line)
            continue
        in_list = _is_in_list(line, in_list)
        if not in_list and not admonished and _is_indented_prose(line):
            line = line.lstrip()  # noqa: PLW2901 -- indented Chinese prose is not meant as code
        if admonished and (not line.strip() or _ADMONISHED.match(line)):
            result.append(_ADMONISHED.sub("", line, count=1))
            continue
        admonished = bool(_ADMONITION.match(line))
        if row + 1 < len(lines) and _KRAMDOWN_CONTENTS.match(lines[row + 1]):
            result.append("")
            continue
        if _is_underline_of_heading(lines, row + 1, signs[row + 1], least):
            result.append(f"{'#' if '=' in lines[row + 1] else '##'} {_plain(line)}")
        elif _is_underline_of_heading(lines, row, signs[row], least):
            result.append("")
        else:
            result.append(_plain(line))
    return "\n".join(result)


def _is_in_list(line: str, before: bool) -> bool:
    """Say whether a line belongs to a list; `before` says whether the line before it does."""
    if _LIST_ENTRY.match(line):
        return True
    return before and (not line.strip() or line[0] in " \t")


def _is_indented_prose(line: str) -> bool:
    return (
        line[:1] in (" ", "\t")
        and bool(_INDENTED.match(line))
        and len(_HAN.findall(line)) >= _PROSE
        and 2 * len(_HAN.findall(line)) > len(line.strip())
    )


def _in_code(lines: list[str]) -> Iterator[bool]:
    """Yield for each line whether it belongs to fenced code."""
    fence = ""
    for line in lines:
        match = _FENCE.match(line)
        if fence:
            yield True
            if match and match[1].startswith(fence) and not line[match.end() :].strip():
                fence = ""
        elif match and (match[1][0] == "~" or "`" not in line[match.end() :]):
            fence = match[1]
            yield True
        else:
            yield False


def _without_comments(lines: list[str], code: list[bool]) -> list[str]:
    """Blank comments of Obsidian, `%% … %%`, on one or more lines; without an end they are text."""
    marks = [
        (row, place.start())
        for row, line in enumerate(lines)
        if not code[row] and _COMMENT in line
        for place in _COMMENT_MARK.finditer(line)
    ]
    pairs: list[tuple[tuple[int, int], tuple[int, int]]] = []
    while len(marks) > 1:
        opening, closing = marks[0], marks[1]
        begins = not lines[opening[0]][: opening[1]].strip()
        paired = opening[0] == closing[0] or begins
        if paired:
            pairs.append((opening, closing))
        marks = marks[2 if paired else 1 :]
    result = list(lines)
    for (first, start), (last, end) in reversed(pairs):
        if first == last:
            result[first] = result[first][:start] + result[first][end + 2 :]
            continue
        result[last] = result[last][end + 2 :]
        result[first] = result[first][:start]
        for row in range(first + 1, last):
            result[row] = ""
    return result


def _underline_length(lines: list[str], code: list[bool], row: int) -> int:
    """Return the length of the underline on a row, or 0 when no heading is above."""
    if not 0 < row < len(lines) or code[row] or code[row - 1]:
        return 0
    match = _UNDERLINE.match(lines[row])
    above = lines[row - 1]
    if not match or not above.strip() or _UNDERLINE.match(above):
        return 0
    alone = row == 1 or not lines[row - 2].strip() or bool(_UNDERLINE.match(lines[row - 2]))
    after_heading = row > 1 and bool(_HEADING.match(lines[row - 2]))
    ends = row + 1 == len(lines) or not lines[row + 1].strip() or len(match[1]) > _LEAST_UNDERLINE
    fits = len(above.strip()) <= _HEADLINE_MOST and not _NO_HEADLINE.match(above)
    return len(match[1]) if alone and ends and fits and not after_heading else 0


def _is_underline_of_heading(lines: list[str], row: int, signs: int, least: int) -> bool:
    return signs > 0 and signs >= (
        _LEAST_UNDERLINE if row < len(lines) and "=" in lines[row] else least
    )


def _plain(line: str) -> str:
    """Return a line outside of code without the markup of dialects."""
    if not line:
        return line
    if _TABLE_OF_CONTENTS.match(line) or _TEMPLATE_LINE.match(line) or _TAGS_ONLY.match(line):
        return ""
    boxed = _box(line)
    if boxed is not None:
        return boxed
    line = _TWICE_NUMBERED.sub(r"\1\2. ", line)
    if _TIGHT_HEADING.match(line):
        line = _TIGHT_HEADING.sub(r"\1 ", line.rstrip().rstrip("#"))
    line = _without_attributes(line)
    if _HEADING.match(line):
        line = _without_attributes(_TAGS_BEHIND.sub("", line))
    return line


def _box(line: str) -> str | None:
    """Return the words of a line that begins, titles or ends a box; None for any other line."""
    if container := _CONTAINER.match(line) if ":::" in line[:6] else None:
        return _announcing(container[2])
    if admonition := _ADMONITION.match(line):
        return _announcing(admonition[2] or "")
    if callout := _CALLOUT.match(line):
        return f"{callout[1]} {_announcing(callout[3])}"
    if "<" not in line:
        return None
    return _html(line)


def _html(line: str) -> str | None:
    if heading := _HTML_HEADING.match(line):
        return f"{'#' * int(heading[1])} {_TAG.sub('', heading[2]).strip()}"
    if summary := _SUMMARY.match(line):
        return f"**{_TAG.sub('', summary[1]).strip()}**"
    return "" if _DETAILS.match(line) else None


def _without_attributes(line: str) -> str:
    """Remove `{#id .class}` and `^block-id` from the end of a line."""
    if line.rstrip().endswith("}"):
        line = _ATTRIBUTES.sub("", line)
    return _BLOCK_ID.sub("", line) if "^" in line else line


def _announcing(title: str) -> str:
    """Return the title of a box with a colon, because the text of the box follows it."""
    title = title.strip()
    return f"{title}：" if title and title[-1] not in "：:。！？!?" else title
