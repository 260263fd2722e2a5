"""Write the tables of docs/configuration.md from the models of show.yaml and voices.yaml.

    python tools/list_settings.py

A table stands between `<!-- keys of NAME -->` and `<!-- end of keys -->`; the text around it
stays. tests/show/test_settings.py asserts that the page is up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from podcast.show.feed import FeedSettings
from podcast.show.hosts import Voices
from podcast.show.parts import Digests
from podcast.show.settings import Settings
from podcast.show.validation import fields_in, must_be
from podcast.show.writer import WriterSettings
from podcast.show.yamltypes import Doc

PAGE = Path(__file__).resolve().parent.parent / "docs" / "configuration.md"


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of a model: the prefix of their names, and the keys with a table of their own."""

    model: type
    prefix: str = ""
    apart: tuple[str, ...] = ()


TABLES = {
    "show.yaml": Table(Settings, apart=("digests", "writer", "feed")),
    "digests": Table(Digests, "digests."),
    "writer": Table(WriterSettings, "writer."),
    "feed": Table(FeedSettings, "feed."),
    "voices.yaml": Table(Voices),
}

_TABLE = re.compile(
    r"(?P<mark><!-- keys of (?P<name>[\w.]+) -->\n).*?(?P<end><!-- end of keys -->\n)", re.DOTALL
)
_VALUE = re.compile(r'\{[^}]*\}|\[[^]]*\]|"[^"]*"|\b(?:true|false)\b')
"""Matches the values in a key's description that a person may write; they are set as code."""


def page(text: str) -> str:
    """Return the page with new tables."""
    return _TABLE.sub(lambda match: f"{match['mark']}{_table(match['name'])}{match['end']}", text)


def _table(name: str) -> str:
    table = TABLES[name]
    head = ("| key | type | default | meaning |", "|---|---|---|---|")
    rows = _rows(table.model, table.prefix, table.apart)
    return "".join(f"{line}\n" for line in (*head, *rows))


def _rows(model: Any, prefix: str, apart: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield a row for each key of a model, followed by the rows of the keys below it."""
    for name, field in fields_in(model).items():
        doc = _doc(f"{prefix}{name}", field)
        cells = (f"`{prefix}{name}`", _type(field), _default(field, doc), doc.meaning)
        yield f"| {' | '.join(cells)} |"
        if name not in apart:
            steps = filter(None, (f"{prefix}{name}", doc.names))
            yield from _rows(field.annotation, f"{'.'.join(steps)}.")


def _doc(key: str, field: FieldInfo) -> Doc:
    for each in field.metadata:
        if isinstance(each, Doc):
            return each
    raise LookupError(f"`{key}` has no Doc; say what it means beside its type")


def _type(field: FieldInfo) -> str:
    return _VALUE.sub(r"`\g<0>`", must_be(field) or "")


def _default(field: FieldInfo, doc: Doc) -> str:
    if field.is_required():
        return "required"
    return doc.default or _as_yaml(field.get_default(call_default_factory=True))


def _as_yaml(value: object) -> str:
    """Return a value as a person writes it into the file."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return f"`[{', '.join(value)}]`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    print(PAGE)
