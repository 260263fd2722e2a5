"""The Verdict type: what a fact check says about one line of a narration."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Objection:
    """A claim of a line that cannot be traced to the post."""

    kind: str
    """What is claimed: `number`, `unit`, `percent`, `money`, `date`, `rounding`, `swap` …"""
    span: str
    """The words of the claim, as the line has them."""
    start: int
    """The index of the first code point of the span in the line, from 0."""
    end: int
    """The index of the first code point after the span."""
    nearest: str
    """The words of the post that come nearest to the claim; empty when nothing is near."""

    @property
    def not_found(self) -> str:
        """What is wrong, in a few words for a message."""
        near = f" (nearest: `{self.nearest}`)" if self.nearest else ""
        return f"{self.kind}: `{self.span}` is not in the post{near}"


@dataclass(frozen=True, slots=True)
class Support:
    """A sentence of the post on which a line rests."""

    item: int
    """The number of the item in the post."""
    post_line: int
    """The line of the post that holds the sentence, from 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said about a line: what is false, what is doubtful, and what it rests on."""

    violations: tuple[Objection, ...]
    """Claims that the post does not make, in the order of the line."""
    warnings: tuple[Objection, ...]
    """Claims that the post probably does not make."""
    supports: tuple[Support, ...]
    """The sentences that say what the line says, in the order of the post."""
