"""The messages of the program, and the catalogue of their translations.

    python tools/catalogue.py            tell what the Chinese catalogue lacks and what is too many
    python tools/catalogue.py --write    add what is new, take out what is gone, sort by place

The messages are read from the syntax trees of the package: every text with two English words side
by side, an f-string with a named field for each of its values. Nothing is imported or run. A
message without a translation stays English; tests/language/test_catalogue.py fails for it.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from podcast.language import commenting  # noqa: E402 -- of this tree

PACKAGE = ROOT / "podcast"
CHINESE = PACKAGE / "data" / "language" / "zh.po"

SILENT = (
    "chinese/english/", "chinese/pinyin/", "chinese/rules/scripts.py", "chinese/rules/units.py",
    "commands/samples.py", "factcheck/", "feed/",
    "language/", "lib/mediatypes.py", "lint/rules.py", "lint/vocabulary.py",
    "report/", "script/llm/prompt.py",
    "site/", "speech/edge/ssml.py",
)  # fmt: skip
"""Modules whose English reaches no person: tables of words, names of elements, prompts, markup."""

_PROSE = re.compile(
    r"[a-z]{2,}[,;:.)`'\"]{0,2} [`('\"<]?[A-Za-z]{2,}|\ba [a-z]{3,}"
    r"|(?<![a-z-])[a-z]{2,}:? [`\"]?\x00|\x00 (?:[kMG]?B )?[a-z]{3,}"
)
"""Two words side by side, or a word beside a value (NUL)."""
_CHINESE = re.compile("[\u3400-\u9fff]")
_CODE = re.compile(
    r"</|^<\w[^>]*/>$|viewBox|\(\?|\\|\||^\w+=|^#|^\w+://\S+$"  # markup, patterns, settings
    r"|\b(?:INTEGER|TEXT PRIMARY|SELECT|VALUES)\b|^--?[\w-]+(?: \w+)?$|\bPT\x00"
    r"|max-age|^\w+/[\w+.-]+; charset|^image/|^\w+-\w+, "
    r"|^(?!(?:\w+\s){0,11}(?:the|an|of|to|is|are|be|in|for|and|or|no)\s)(?:[a-z]+[12]?\s){12}"
)
"""Texts that are parts of other languages: markup, patterns, queries, headers, options, colours."""
_FIELD = re.compile(r"(?<!\{)\{([A-Za-z_]\w*)\}")
_FORMATTED = re.compile(r"\{([a-z_]+)(?::[.\d]*[gdf%])?\}")
_NOT_SAID = frozenset(
    {"compile", "sub", "match", "search", "fullmatch", "findall", "split", "Literal", "cast",
     "Doc", "removeprefix", "removesuffix", "partition", "startswith", "endswith", "TypeVar",
     "filterwarnings", "encode", "execute", "executescript", "Namespace", "QName", "Row", "pattern"}
)  # fmt: skip
"""Calls whose texts are patterns, names or parts of a language, and no messages."""
_EXEMPT = frozenset(
    {"John Doe", "Your awesome title", "GitHub User", "My New Hugo Site", "My New Hugo Project",
     "Your Name", 'remote "origin"', "Generator: digestcast", "Root-Is-Purelib: true",
     "Tag: py3-none-any", "To ignore this", "Publish the podcast",
     "podcast publish {options}", "Bearer {key}",
     "404: no such file", "Tech News", "digestcast/{version} (podcast check --feed)",
     "kokoro-v1.0-int8/3, onnxruntime {version}", "error: {line}", "warning: {text}",
     "{usage}error: {format_message}", "Range, If-Range, If-None-Match, If-Modified-Since",
     "{value}remedy: {remedy}"}
)  # fmt: skip
"""Texts that no person reads, or that the door puts together."""
_OF_THEIR_VALUE = frozenset({"join", "len", "str", "sorted", "repr", "sum", "round", "int"})
"""Functions whose result is named like what they are given."""
_MOST = 900
"""The most characters of a message."""
_EDGES = " \n\t;:,"
"""What parts of sentences are joined with; a part is kept in the catalogue without it."""


@dataclass
class Message:
    """A message: its text with named fields, its plural, and where it stands."""

    text: str
    plural: str = ""
    places: list[tuple[str, int]] = field(default_factory=list)


def key(text: str) -> str:
    """Return a message without the names of its fields: two of one key are one message."""
    return _FIELD.sub("{}", text)


@cache
def messages(package: Path = PACKAGE) -> dict[str, Message]:
    """Return the messages of a package and of the libraries whose errors it shows, by key."""
    found: dict[str, Message] = {}
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        if name.startswith(SILENT):
            continue
        for one in _Reader(ast.parse(path.read_text("utf-8"))).messages():
            known = found.setdefault(key(one.text), one)
            known.places.append((f"podcast/{name}", one.places[0][1]))
            known.plural = known.plural or one.plural
    for one in found.values():
        one.places = [place for place in one.places if place[0]]
    for text, place in _comments(package):
        found.setdefault(key(text), Message(text, places=[(place, 1)]))
    for text in FOREIGN:
        found.setdefault(key(text), Message(text))
    return found


def _comments(package: Path) -> Iterator[tuple[str, str]]:
    """Yield the comments in the files that `podcast init` writes, each with its file."""
    data = package / "data"
    for path in sorted([*data.glob("*.yaml"), *data.glob("with/*/*")]):
        for text in commenting.comments(path.read_text("utf-8")):
            if _is_said(_escaped(text)):
                yield _escaped(text), path.relative_to(package.parent).as_posix()


class _Reader:
    """Finds the messages of a module."""

    def __init__(self, tree: ast.Module) -> None:
        self._tree = tree
        self._skipped: set[int] = set()

    def messages(self) -> Iterator[Message]:
        yield from self._commands()
        self._skip()
        for node in ast.walk(self._tree):
            if id(node) in self._skipped:
                continue
            if isinstance(node, ast.Call):
                yield from self._nouns(node)
            for text in _texts(node):
                if _is_said(text):
                    yield Message(text, places=[("", node.lineno)])  # type: ignore[attr-defined]

    def _commands(self) -> Iterator[Message]:
        """Yield the docstrings of commands, which their help shows."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.FunctionDef) and any(
                re.search(r"\.(command|group)\b", ast.unparse(each)) for each in node.decorator_list
            ):
                for part in re.split(r"\n\s*\n", ast.get_docstring(node) or ""):
                    text = " ".join(part.split())
                    yield Message(_escaped(text), places=[("", node.lineno)])

    def _nouns(self, node: ast.Call) -> Iterator[Message]:
        """Yield nouns that are counted, and what a bar of progress tells."""
        name = _name(node.func)
        values = [each.value for each in node.args if isinstance(each, ast.Constant)]
        texts = [value for value in values if isinstance(value, str) and value]
        nouns = texts[-1:] if name in {"counted", "advance", "_show"} else []
        for noun in nouns:
            yield Message(f"{{count}} {noun}", f"{{count}} {noun}s", [("", node.lineno)])
        if name in {"advance", "_show"}:
            yield from (Message(each, places=[("", node.lineno)]) for each in texts[:-1])

    def _skip(self) -> None:
        """Leave out docstrings, patterns, and the parts of f-strings, which are read as wholes."""
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                self._skipped.add(id(node.value))
            elif isinstance(node, ast.JoinedStr):
                self._skipped.update(id(each) for each in node.values)
                for each in node.values:
                    if isinstance(each, ast.FormattedValue) and each.format_spec:
                        self._skipped.update(map(id, ast.walk(each.format_spec)))
            elif isinstance(node, ast.Call) and _name(node.func) in _NOT_SAID:
                self._skipped.update(id(each) for part in node.args for each in ast.walk(part))
            elif isinstance(node, ast.Call) and _name(node.func) == "Rule":
                self._skipped.update(id(each) for part in node.args[2:4] for each in ast.walk(part))
            elif isinstance(node, ast.Subscript) and _name(node.value) == "Literal":
                self._skipped.update(map(id, ast.walk(node.slice)))


def _texts(node: ast.AST) -> Iterator[str]:
    """Yield the text of a string or an f-string, line by line, with names for its values."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = _of_constant(node.value)
    elif isinstance(node, ast.JoinedStr):
        text = _of_fstring(node)
    else:
        return
    for line in text.split("\n"):
        yield _bare(line)


def _bare(text: str) -> str:
    """Return a part of a sentence without what joins it to others: marks, an outer bracket."""
    text = text.strip(_EDGES)
    if text.startswith("(") and text.find(")") == len(text) - 1:
        return text[1:-1].strip(_EDGES)
    if text.count("(") > text.count(")"):
        return text.removeprefix("(").strip(_EDGES)
    return text.removesuffix(")").strip(_EDGES) if text.count(")") > text.count("(") else text


def _of_constant(text: str) -> str:
    """Return a text; `{name}` and `{name:g}` may be filled by `format`, other braces are braces."""
    return "".join(
        f"{{{part}}}" if index % 2 else _escaped(part)
        for index, part in enumerate(_FORMATTED.split(text))
    )


def _of_fstring(node: ast.JoinedStr) -> str:
    parts, taken = [], dict[str, int]()
    for each in node.values:
        if isinstance(each, ast.Constant):
            parts.append(_of_constant(str(each.value)))
        elif isinstance(each, ast.FormattedValue):
            name = _value_name(each.value)
            taken[name] = taken.get(name, 0) + 1
            parts.append(f"{{{name}{taken[name] if taken[name] > 1 else ''}}}")
    return "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _value_name(node: ast.AST) -> str:
    """Return a name for a value of an f-string, from the expression that gives it."""
    if isinstance(node, ast.Call):
        own = _name(node.func)
        if own not in _OF_THEIR_VALUE or not node.args:
            return own.strip("_").lower() or "value"
    inner = [getattr(node, name, None) for name in ("args", "value", "left", "values", "test")]
    for each in inner if not isinstance(node, ast.Name | ast.Attribute) else ():
        part = each[0] if isinstance(each, list) and each else each
        if isinstance(part, ast.AST):
            return _value_name(part)
    return re.sub(r"\W", "", _name(node).strip("_").lower()) or "value"


def _is_said(text: str) -> bool:
    """Tell whether a text is English for a person."""
    plain = re.sub(r"\{\{|\}\}", "'", _FIELD.sub("\0", text))
    return bool(
        len(text) < _MOST
        and _PROSE.search(plain)
        and not _CODE.search(plain)
        and text not in _EXEMPT
        and len(_CHINESE.findall(plain)) < len(re.findall("[a-zA-Z]", plain))
    )


# --- The messages of libraries ------------------------------------------------------------------

FOREIGN = tuple(
    line for line in (ROOT / "tools" / "messages_of_libraries.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
)  # fmt: skip
"""Messages of click, the system, YAML, JSON, TOML and ffmpeg that people are shown."""

WORDS = tuple((ROOT / "tools" / "words.txt").read_text("utf-8").split("\n")[:-1])
"""Single words that stand in a field, or before a colon at the head of a line."""


# --- The catalogue ------------------------------------------------------------------------------


def read() -> Catalog:
    """Return the Chinese catalogue."""
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


def lacking_and_superfluous() -> tuple[list[str], list[str]]:
    """Return the messages that have no translation, and the entries that no message has."""
    found, catalogue = messages(), read()
    known = {key(_id(each)): each for each in catalogue if each.id and not each.context}
    words = {_id(each): each for each in catalogue if each.id and each.context}
    lacking = [one.text for name, one in found.items() if not _translated(known.get(name))]
    lacking += [word for word in WORDS if not _translated(words.get(word))]
    return lacking, [*(known.keys() - found.keys()), *(words.keys() - set(WORDS))]


def _id(message: Any) -> str:
    return str(message.id[0] if isinstance(message.id, tuple) else message.id)


def _translated(message: Any) -> bool:
    return message is not None and bool(message.string) and all(message.string)


def write() -> None:
    """Write the catalogue anew: every message of the program, with the translation that it had."""
    old = read() if CHINESE.exists() else Catalog()
    known = {(key(_id(each)), each.context): each.string for each in old if each.id}
    new = Catalog(
        locale="zh_Hans_CN", project="digestcast", copyright_holder="", charset="utf-8",
        fuzzy=False, header_comment="# The Chinese of the program; tools/catalogue.py keeps it.",
    )  # fmt: skip
    for name, one in messages().items():
        new.add(
            (one.text, one.plural) if one.plural else one.text,
            _form(known.get((name, None), ""), bool(one.plural)),
            locations=[(place, 0) for place in sorted({place for place, _ in one.places})],
        )
    for word in WORDS:
        new.add(word, _form(known.get((word, "word"), ""), plural=False), context="word")
    buffer = BytesIO()
    write_po(buffer, new, width=0, sort_output=False, include_lineno=False)
    text = re.sub(r'^"(?:POT-Creation|PO-Revision|Generated|Report|Last|Language-Team).*\n', "",
                  buffer.getvalue().decode(), flags=re.MULTILINE)  # fmt: skip
    CHINESE.write_text(text, "utf-8")


def _form(translation: Any, plural: bool) -> Any:
    first = translation[0] if isinstance(translation, tuple) else translation
    return (first,) if plural else first


def main() -> None:
    """Tell what the catalogue lacks, or write it."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--write", action="store_true", help="write the catalogue anew")
    if options.parse_args().write:
        write()
    lacking, superfluous = lacking_and_superfluous()
    for text in lacking:
        print(f"not translated: {text}")
    for text in superfluous:
        print(f"no such message: {text}")
    sys.exit(1 if lacking or superfluous else 0)


if __name__ == "__main__":
    main()
