"""Write the glossary of the Chinese texts into docs/glossary.md.

Usage: ``python tools/list_glossary.py``

The terms are in podcast/data/language/glossary.tsv; the text above the table stays.
tests/language/test_glossary.py compares the page with the terms, and the catalogue with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TERMS = ROOT / "podcast" / "data" / "language" / "glossary.tsv"
PAGE = ROOT / "docs" / "glossary.md"
HEAD = "| English | 中文 | 不叫 |\n|---|---|---|\n"


@dataclass(frozen=True, slots=True)
class Term:
    """A term, what it is called in Chinese, and what it is not called."""

    english: str
    chinese: str
    others: tuple[str, ...]


def terms() -> tuple[Term, ...]:
    """Return the terms in the order of the file."""
    rows = (line.split("\t") for line in TERMS.read_text("utf-8").splitlines())
    return tuple(Term(english, chinese, tuple(no.split("、"))) for english, chinese, no in rows)


def page(text: str) -> str:
    """Return the page with a new table."""
    rows = (f"| {each.english} | {each.chinese} | {'、'.join(each.others)} |\n" for each in terms())
    return text.partition(HEAD)[0] + HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    print(PAGE)
