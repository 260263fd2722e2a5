r"""Templates: a text with fields, such as `{path}: no such file`, as a pattern and as a form.

A field stands for any text, also for an empty one and for lines; `{{` and `}}` are braces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self

_PART = re.compile(r"\{\{|\}\}|\{([A-Za-z_]\w*)\}")
WORD = re.compile("[A-Za-z]+")
"""Matches a word by which templates are looked up."""
_NUL = re.compile("[A-Za-z]*\0[A-Za-z]*")
_QUOTES = {"`": "`", '"': '"', "“": "”", "'": "'"}
_NUMBER = r"[+-]?\d[\d.,]*"


@dataclass(frozen=True)
class Template:
    """A message with fields: `literals` stand around the fields `names`, one more than those."""

    literals: tuple[str, ...]
    names: tuple[str, ...]
    is_counted: bool = False
    """Whether it says how many there are of something: its field holds a number alone."""

    @classmethod
    def of(cls, text: str, *, is_counted: bool = False) -> Self:
        """Read a template."""
        literals, names, last = [""], list[str](), 0
        for match in _PART.finditer(text):
            literals[-1] += text[last : match.start()]
            last = match.end()
            if match[1]:
                names.append(match[1])
                literals.append("")
            else:
                literals[-1] += match[0][0]
        literals[-1] += text[last:]
        return cls(tuple(literals), tuple(names), is_counted)

    @cached_property
    def weight(self) -> int:
        """How many letters of the text are the template's own."""
        return sum(char.isalpha() for literal in self.literals for char in literal)

    @cached_property
    def bulk(self) -> int:
        """How many characters of the text are the template's own, without spaces."""
        return sum(not char.isspace() for literal in self.literals for char in literal)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words that stand in every text of this template, whole: no field touches them."""
        return tuple(WORD.findall(_NUL.sub(" ", "\0".join(self.literals))))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        field = f"({_NUMBER})" if self.is_counted else "(.*?)"
        parts = [re.escape(literal) for literal in self.literals]
        return re.compile(field.join(parts), re.DOTALL)

    def values(self, text: str) -> tuple[str, ...] | None:
        """Return the values of the fields, in order, if the text is one of this template."""
        if not (text.startswith(self.literals[0]) and text.endswith(self.literals[-1])):
            return None
        place = 0
        for literal in self.literals:  # cheap, and says no to nearly all
            place = text.find(literal, place)
            if place < 0:
                return None
            place += len(literal)
        match = self._pattern.fullmatch(text)
        return match.groups() if match else None

    def is_quoted(self, place: int) -> bool:
        """Tell whether the field at a place stands in quotation marks: it holds data, not words."""
        before, after = self.literals[place], self.literals[place + 1]
        return bool(before and after) and _QUOTES.get(before[-1]) == after[0]
