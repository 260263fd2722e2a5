"""script.md: the narration as a Markdown file that a person edits in any editor.

The grammar is a public contract. First comes front matter, then the sections `## 开场`, `## 提要`
(may be missing), `## N headline` for each item, and `## 结语`. A section holds lines `host：text`,
blank lines and `<!-- … -->`. A backslash stands before a text that begins with `##` or `<!--`.
`parse(dumps(script))` returns an equal script.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from podcast.errors import ConfigError, ScriptError, at
from podcast.lib.yamlfile import Located
from podcast.lib.yamlfile import parse as parse_yaml
from podcast.model import (
    CLOSING_TITLE,
    OPENING_TITLE,
    RUNDOWN_TITLE,
    SCRIPT_FILE,
    Fallback,
    Line,
    Part,
    Script,
)

_COLON = "："
_LONGEST_LINE = 2000
"""The most characters of a line: it is spoken as one utterance, of eight minutes then."""
_MOST_BYTES = 2_000_000
"""The size of the largest script.md, as that of a post."""
_KEYS = ("date", "title", "post", "digest_sha256", "writer", "lines_sha256")
_HEADINGS = "headings_sha256"
"""The key that scripts of older writers lack."""
_FALLBACKS = "told_by_rules"
"""The key that only scripts of another writer may have: a mapping of item numbers to reasons."""
_FRAME = "frame"
"""The key in that mapping for greeting, bridges and closing."""
_PLAIN_YAML = re.compile(r"\w(?:[\w./ -]*\w)?")
_TITLES: dict[str, Part] = {
    OPENING_TITLE: "opening",
    RUNDOWN_TITLE: "rundown",
    CLOSING_TITLE: "closing",
}
_ORDER: dict[Part, int] = {"opening": 0, "rundown": 1, "item": 2, "closing": 3}
_ITEM_HEADING = re.compile(r"(\d{1,4})\s+(\S.*)")
_ESCAPED = re.compile(r"\\*(##|<!--)")


def fingerprint(lines: Iterable[Line]) -> str:
    """Return the SHA-256 of `host TAB text LF` of all lines, to notice edits by a person."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(f"{line.host}\t{line.text}\n".encode())
    return digest.hexdigest()


def fingerprint_of_headings(headlines: Iterable[tuple[int, str]]) -> str:
    """Return the SHA-256 of `number TAB headline LF` of all headings, to notice edits."""
    digest = hashlib.sha256()
    for number, headline in headlines:
        digest.update(f"{number}\t{headline}\n".encode())
    return digest.hexdigest()


# --- Writing ------------------------------------------------------------------------------------


def dumps(script: Script) -> str:
    """Return the script as the text of script.md."""
    values = (
        script.date.isoformat(),
        script.title,
        script.post,
        script.digest_sha256,
        script.writer,
        script.lines_sha256,
    )
    head = [f"{key}: {_yaml(value)}" for key, value in zip(_KEYS, values, strict=True)]
    if script.headings_sha256:
        head.append(f"{_HEADINGS}: {script.headings_sha256}")
    if script.fallbacks:
        head.append(f"{_FALLBACKS}:")
        head += [
            f"  {each.item or _FRAME}: {json.dumps(each.why, ensure_ascii=False)}"
            for each in script.fallbacks
        ]
    return "\n".join(["---", *head, "---", *_body(script)]) + "\n"


def _yaml(value: str) -> str:
    """Return a YAML scalar that is read back as this text, if necessary as a JSON string."""
    if _PLAIN_YAML.fullmatch(value) and parse_yaml(f"a: {value}", Path(SCRIPT_FILE))["a"] == value:
        return value
    return json.dumps(value, ensure_ascii=False)


def _body(script: Script) -> Iterator[str]:
    lines: dict[tuple[Part, int | None], list[Line]] = {}
    for line in script.lines:
        lines.setdefault((line.part, line.item), []).append(line)
    yield from _section(OPENING_TITLE, lines.get(("opening", None), ()))
    if ("rundown", None) in lines:
        yield from _section(RUNDOWN_TITLE, lines["rundown", None])
    for number, headline in script.headlines:
        yield from _section(f"{number} {headline}", lines.get(("item", number), ()))
    yield from _section(CLOSING_TITLE, lines.get(("closing", None), ()))


def _section(title: str, lines: Iterable[Line]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    for line in lines:
        escape = "\\" if _ESCAPED.match(line.text) else ""
        yield f"{line.host}{_COLON}{escape}{line.text}"


# --- Reading ------------------------------------------------------------------------------------


@dataclass
class _ScriptReader:
    """The parts, headlines and lines that were read; `place` is `file:line` of the current line."""

    path: Path
    hosts: Sequence[str] | None
    place: str = ""
    part: Part | None = None
    item: int | None = None
    parts: set[Part] = field(default_factory=set)
    headlines: dict[int, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def parse(text: str, path: Path, hosts: Sequence[str] | None = None) -> Script:
    """Parse the text of script.md. If `hosts` are given, every speaker must be one of them.

    Raises ScriptError with file and line when the text breaks the grammar.
    """
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    meta, first = _front_matter(rows, path)
    reader = _ScriptReader(path, hosts)
    for number, row in _without_comments(rows, first, path):
        reader.place = at(path, number)
        if row.startswith("##"):
            _open_section(reader, row)
        elif row:
            reader.lines.append(_line(reader, row))
    if "closing" not in reader.parts:
        raise ScriptError(f"{at(path, len(rows))}: the section `## {CLOSING_TITLE}` is missing")
    return Script(
        date=_date(meta),
        title=_text(meta, "title"),
        post=_text(meta, "post"),
        digest_sha256=_text(meta, "digest_sha256"),
        writer=_text(meta, "writer"),
        headlines=tuple(reader.headlines.items()),
        lines=tuple(reader.lines),
        lines_sha256=_text(meta, "lines_sha256"),
        headings_sha256=_text(meta, _HEADINGS) if _HEADINGS in meta else "",
        fallbacks=tuple(_fallbacks(meta)),
    )


def load(path: Path, hosts: Sequence[str] | None = None) -> Script:
    """Read the script.md at `path`. Raises ScriptError as `read` and `parse` do."""
    return parse(read(path), path, hosts)


def rows_of(text: str, lines: Sequence[Line]) -> tuple[int | None, ...]:
    """Return for each line of a script its number in the text of script.md, from 1, or None.

    The lines are found in order, because two of them may say the same.
    """
    rows = text.split("\n")
    found: list[int | None] = []
    begin = 0
    for line in lines:
        place = next(
            (
                at
                for at in range(begin, len(rows))
                if line.text in rows[at] and rows[at].lstrip().startswith(line.host)
            ),
            None,
        )
        found.append(None if place is None else place + 1)
        begin = begin if place is None else place + 1
    return tuple(found)


def read(path: Path) -> str:
    """Return the text of script.md with its line ends unchanged.

    Raises ScriptError when the file cannot be read, is over 2 MB, or is not UTF-8.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ScriptError(f"{path}: over 2 MB; `podcast script --rewrite` writes it anew")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ScriptError(f"{at(path, line)}: not UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise ScriptError(f"{path}: cannot be read: {error.strerror}") from error


def _front_matter(rows: list[str], path: Path) -> tuple[Located, int]:
    """Return the mapping of the front matter, and the index of the first row after it."""
    fences = [index for index, row in enumerate(rows) if row.rstrip() == "---"][:2]
    if len(fences) < 2 or fences[0] != 0:  # noqa: PLR2004 -- the opening and the closing fence
        raise ScriptError(
            f"{at(path, 1)}: no front matter between two `---` lines; "
            "`podcast script --rewrite` writes the file anew"
        )
    try:
        # an empty first row, in place of the fence, keeps the line numbers of the file
        meta = parse_yaml("\n".join(["", *rows[1 : fences[1]]]), path)
    except ConfigError as error:
        raise ScriptError(str(error)) from error
    for key in meta:
        if key not in (*_KEYS, _HEADINGS, _FALLBACKS):
            raise ScriptError(f"{meta.at(key)}: unknown key `{key}`; remove it")
    return meta, fences[1] + 1


def _text(meta: Located, key: str) -> str:
    value = meta.get(key)
    if isinstance(value, (int, float)):
        return str(value)
    if not isinstance(value, str):
        raise ScriptError(
            f"{meta.at(key)}: `{key}` is missing or no text; "
            "`podcast script --rewrite` writes the file anew"
        )
    return value


def _fallbacks(meta: Located) -> Iterator[Fallback]:
    told = meta.get(_FALLBACKS)
    if told is None:
        return
    if not isinstance(told, Located):
        raise ScriptError(f"{meta.at(_FALLBACKS)}: `{_FALLBACKS}` must map items to reasons")
    for key in told:
        if key != _FRAME and not key.isdecimal():
            raise ScriptError(f"{told.at(key)}: `{key}` is no item; remove it")
        yield Fallback(None if key == _FRAME else int(key), _text(told, key))


def _date(meta: Located) -> date:
    try:
        return date.fromisoformat(_text(meta, "date"))
    except ValueError as error:
        raise ScriptError(f"{meta.at('date')}: `date` must be like 2026-02-06") from error


def _without_comments(rows: list[str], first: int, path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line number, stripped row) outside of `<!-- … -->` blocks."""
    comment_start = 0
    for number, row in enumerate(rows[first:], start=first + 1):
        stripped = row.strip()
        if comment_start or stripped.startswith("<!--"):
            _, end, rest = stripped.partition("-->")
            comment_start = 0 if end else comment_start or number
            if rest.strip():
                raise ScriptError(
                    f"{at(path, number)}: text after `-->`; put it on a line of its own"
                )
        else:
            yield number, stripped
    if comment_start:
        raise ScriptError(
            f"{at(path, comment_start)}: this comment never ends; close it with `-->`"
        )


def _open_section(reader: _ScriptReader, row: str) -> None:
    title = row.lstrip("#").strip()
    if row.startswith("###") or not row.startswith("## "):
        raise ScriptError(f"{reader.place}: `{row}` is no section; write `## {title}`")
    heading = _ITEM_HEADING.fullmatch(title)
    part: Part | None = "item" if heading else _TITLES.get(title)
    if part is None:
        raise ScriptError(
            f"{reader.place}: `## {title}` is no section; there are `## {OPENING_TITLE}`, "
            f"`## {RUNDOWN_TITLE}`, `## {CLOSING_TITLE}` and `## N headline`"
        )
    _check_order(reader, part, title)
    reader.part, reader.item = part, None
    reader.parts.add(part)
    if heading:
        reader.item = int(heading[1])
        if reader.item in reader.headlines:
            raise ScriptError(f"{reader.place}: item {reader.item} stands here twice; remove one")
        reader.headlines[reader.item] = heading[2]


def _check_order(reader: _ScriptReader, part: Part, title: str) -> None:
    if part != "opening" and "opening" not in reader.parts:
        raise ScriptError(f"{reader.place}: `## {OPENING_TITLE}` must come first")
    if part != "item" and part in reader.parts:
        raise ScriptError(f"{reader.place}: `## {title}` stands here twice; remove one")
    if reader.part and _ORDER[part] < _ORDER[reader.part]:
        raise ScriptError(
            f"{reader.place}: `## {title}` is out of order; the order is "
            f"{OPENING_TITLE}, {RUNDOWN_TITLE}, the items, {CLOSING_TITLE}"
        )


def _line(reader: _ScriptReader, row: str) -> Line:
    host, colon, text = (piece.strip() for piece in row.partition(_COLON))
    if reader.part is None:
        raise ScriptError(f"{reader.place}: text before the first section; move it below one")
    if not colon or not host:
        raise ScriptError(f"{reader.place}: not a line `host{_COLON}text`; name the speaker")
    if reader.hosts is not None and host not in reader.hosts:
        raise ScriptError(
            f"{reader.place}: `{host}` is no host of voices.yaml; "
            f"there are {'、'.join(reader.hosts)}"
        )
    if len(text) > _LONGEST_LINE:
        raise ScriptError(
            f"{reader.place}: a line of {len(text)} characters; divide it into lines of at most "
            f"{_LONGEST_LINE}"
        )
    if _ESCAPED.match(text) and text.startswith("\\"):
        text = text[1:]
    if not text:
        raise ScriptError(f"{reader.place}: nothing to say after `{host}{_COLON}`; remove the line")
    return Line(host, reader.part, reader.item, text)
