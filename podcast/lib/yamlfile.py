"""Read YAML with places: a mapping knows the line of each of its keys, and keys are always text.

Configuration keys such as `NO`, `3.0` or `On` are words to read aloud, so they must stay as a
person typed them; only values get YAML 1.2 types. Only this file imports ruamel.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from podcast.errors import ConfigError, at

Value = Any
"""A value: None, bool, int, float, str, a list of values, or Located."""

_TYPES: dict[str, Callable[[str], Value]] = {
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:bool": lambda text: text.lower() == "true",
    "tag:yaml.org,2002:int": lambda text: int(text.replace("_", ""), 0),
    "tag:yaml.org,2002:float": lambda text: float(text.replace("_", "")),
}
MAX_FRONT_MATTER = 64 * 1024
"""The most code points of YAML that are parsed from a post, as anyone may have written it."""
_MAX_DEPTH = 20
_MAX_NODES = 50_000
"""The most values in a file. An alias counts as all values that it stands for, because nested
aliases turn a few hundred bytes into billions of values."""


class TooLargeError(ConfigError):
    """Raised when a YAML text is nested too deeply or holds too many values to be read."""


@dataclass(frozen=True)
class Located(Mapping[str, Value]):
    """A YAML mapping that remembers its own place and the places of its keys."""

    path: Path
    line: int
    values_by_key: dict[str, Value] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Value:
        return self.values_by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_key)

    def __len__(self) -> int:
        return len(self.values_by_key)

    def at(self, key: str | None = None) -> str:
        """Return `file:line` of a key, or of the mapping itself."""
        return at(self.path, self.line if key is None else self.lines.get(key, self.line))


@dataclass(frozen=True, slots=True)
class Field:
    """Where a key and its value stand in a YAML text, in code points.

    The key, with its quotes, is `text[start:key_end]`, and the value is `text[value:end]`; an empty
    value stands right after the colon. `end` comes before comments and line ends that follow.
    """

    key: str
    start: int
    key_end: int
    value: int
    end: int
    flow: bool
    """Whether the value is written in brackets."""
    inner: tuple[Field, ...] = ()
    """The fields of a value that is a mapping."""
    items: tuple[Field, ...] = ()
    """The values of a list, as fields without a key."""


def load(path: Path) -> Located:
    """Read a YAML file whose top is a mapping. Raises ConfigError with file and line."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: not found; `podcast init DIR` writes one") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError(f"{at(path, line)}: not UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    return parse(text, path)


def parse(text: str, path: Path) -> Located:
    """Turn YAML text into values with places; an empty text is an empty mapping.

    Raises ConfigError with file and line: TooLargeError for a text that would exhaust memory.
    """
    node = _compose(text, path)
    if node is None:
        return Located(path, 1)
    value = _value(node, path, 0, iter(range(_MAX_NODES)))
    if not isinstance(value, Located):
        raise ConfigError(f"{at(path, 1)}: expected `key: value` lines at the top of the file")
    return value


def fields(text: str, path: Path) -> Field:
    """Return the places of all keys and values of a YAML text, as one field without a key.

    The text must be one that `parse` accepts. An alias has the place of its anchor.
    """
    node = _compose(text, path)
    if node is None:
        return Field("", 0, 0, 0, len(text), flow=False)
    return _field("", 0, 0, node, text)


def _compose(text: str, path: Path) -> Any:
    """Return the root node of a YAML text, or None for an empty text."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        return YAML(typ="rt").compose(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problem = error.problem or error.context or "not YAML"
        raise ConfigError(f"{at(path, line)}: broken YAML: {problem}; mend this line") from error
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigError(
            f"{at(path, line)}: broken YAML: a control character; remove it from this line"
        ) from error
    except (YAMLError, AssertionError) as error:  # of comments in odd places it only asserts
        reason = " ".join(str(error).split()) or "a comment in an odd place"
        raise ConfigError(f"{path}: broken YAML: {reason}; mend the file") from error
    except RecursionError as error:
        raise TooLargeError(f"{path}: nested too deeply; flatten the file") from error


def _value(node: Any, path: Path, depth: int, budget: Iterator[int]) -> Value:
    """Return the value of a node; each node takes one number from `budget`."""
    line = node.start_mark.line + 1
    if depth > _MAX_DEPTH:
        raise TooLargeError(f"{at(path, line)}: nested too deeply; flatten this part")
    if next(budget, None) is None:
        raise TooLargeError(
            f"{at(path, line)}: over {_MAX_NODES} values; write fewer, without aliases"
        )
    if node.id == "mapping":
        return _mapping(node, path, depth, budget)
    if node.id == "sequence":
        return [_value(child, path, depth + 1, budget) for child in node.value]
    return _scalar(node, path, line)


def _scalar(node: Any, path: Path, line: int) -> Value:
    convert = _TYPES.get(str(node.tag))
    if node.style == ">":  # where a line was folded, ruamel.yaml leaves a bell
        return str(node.value).replace("\a", "")
    if convert is None or node.style in {"'", '"', "|"}:
        return str(node.value)
    try:
        return convert(node.value)
    except ValueError as error:
        raise ConfigError(f"{at(path, line)}: cannot read `{node.value}`; quote it") from error


def _mapping(node: Any, path: Path, depth: int, budget: Iterator[int]) -> Located:
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if key_node.id != "scalar":
            raise ConfigError(f"{at(path, line)}: a key must be plain text")
        key = str(key_node.value)
        if key in values:
            raise ConfigError(
                f"{at(path, line)}: `{key}` stands here twice (first in line {lines[key]}); "
                "remove one"
            )
        values[key] = _value(value_node, path, depth + 1, budget)
        lines[key] = line
    return Located(path, node.start_mark.line + 1, values, lines)


def _field(key: str, start: int, key_end: int, node: Any, text: str) -> Field:
    value, end = node.start_mark.index, _end(node, text)
    if node.id == "scalar" and value == end:  # the mark of an empty value is that of the next token
        colon = re.compile(r"\s*:?").match(text, key_end)
        value = end = colon.end() if colon else key_end
    inner = tuple(
        _field(str(name.value), name.start_mark.index, name.end_mark.index, child, text)
        for name, child in (node.value if node.id == "mapping" else ())
    )
    items = tuple(
        _field("", child.start_mark.index, child.start_mark.index, child, text)
        for child in (node.value if node.id == "sequence" else ())
    )
    if inner and not node.flow_style:
        end = inner[-1].end
    flow = node.id != "scalar" and node.flow_style is True
    return Field(key, start, key_end, value, end, flow, inner, items)


def _end(node: Any, text: str) -> int:
    """Return the index at which a value ends, before comments and line ends.

    The end mark of a value in block style stands after them.
    """
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    if node.id == "sequence" and node.value and not node.flow_style:
        return _end(node.value[-1], text)
    return start + len(text[start:end].rstrip())
