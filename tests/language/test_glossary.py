"""The glossary holds: a term has one name in all Chinese texts."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from podcast.language.catalogue import entries

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import list_glossary
from list_glossary import ROOT

_NO_WORDS = re.compile(r'`[^`]*`|\{\{.*?\}\}|\{\w+\}|<[^>]*>|"[^"]*"')
"""What is quoted, filled in or the name of an element: not a word of the sentence."""


def test_a_term_has_one_name() -> None:
    """Where the English message has the term, the Chinese has its name, and never another."""
    rows = [
        (_NO_WORDS.sub(" ", entry.message), entry.translation)
        for entry in entries()
        if not entry.context
    ]
    wrong = []
    for term in list_glossary.terms():
        pattern = re.compile(rf"(?<![\w.:/-]){_plural(term.english)}(?![\w/-]|[.:]\w)")
        for english, chinese in rows:
            if (
                term.chinese not in chinese
                and term.english[:-1] in english
                and pattern.search(english)
            ):
                wrong.append((term, english))
            wrong += [(other, chinese) for other in term.others if other in chinese]
    assert not wrong


def _plural(term: str) -> str:
    return f"{term[:-1]}(?:y|ies)" if term.endswith("y") else f"{term}(?:s|es)?"


def test_the_readme_has_no_other_name() -> None:
    """README.zh-CN.md uses no name that the glossary refuses."""
    text = (ROOT / "README.zh-CN.md").read_text("utf-8")
    assert not [other for term in list_glossary.terms() for other in term.others if other in text]


def test_there_are_eighty_terms_each_once() -> None:
    """No term has two names, no name two terms that differ in nothing."""
    terms = list_glossary.terms()
    assert len({term.english for term in terms}) == len(terms) == 80


def test_the_page_is_made_from_the_file() -> None:
    """docs/glossary.md is up to date; `tools/list_glossary.py` writes it."""
    text = list_glossary.PAGE.read_text("utf-8")
    assert list_glossary.page(text) == text
