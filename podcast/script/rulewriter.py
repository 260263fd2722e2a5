"""The writer `rules`: the rule-based script, with what it has shortened or left out."""

from __future__ import annotations

from collections.abc import Sequence

from podcast.errors import ScriptError
from podcast.model import Digest, Script
from podcast.script import facts, rules
from podcast.script.writer import Draft, Wish
from podcast.show.config import Show

_PROMISE = 0.9
"""The share of the items' facts that the writer promises to tell, unless it must be short."""


class RuleWriter:
    """Writes by rules, without network or chance, so that the script always fits its post."""

    name = "rules"
    lasting = False

    def __init__(self, show: Show) -> None:
        self._show = show

    def identity(self, digest: Digest, minutes: float | None) -> str:
        """Return name and version, and the length where one was asked for."""
        return rules.identity(minutes)

    def write(self, digest: Digest, wish: Wish) -> Draft:
        """Write the script. Raises ScriptError for `redo`: the same item would be told the same."""
        if wish.redo is not None:
            raise ScriptError(
                "--redo asks a language model for an item again, and the writer is `rules`; "
                "name a service below `writer:` in show.yaml and use --writer llm"
            )
        written = rules.written(digest, self._show, wish.minutes)
        script, shortened = written.script, written.shortened
        if not shortened:
            return Draft(script, warnings=_uncovered(digest, script))
        limit = rules.limit_of(self._show) if wish.minutes is None else wish.minutes
        return Draft(script, notes=(_shortened(shortened, limit),), shortened=shortened)


def _shortened(items: Sequence[int], minutes: float) -> str:
    numbers = ", ".join(map(str, items))
    return (
        f"shortened to {minutes:g} minutes, items {numbers}: "
        "`--minutes N` or `minutes:` of show.yaml set the length"
    )


def _uncovered(digest: Digest, script: Script) -> tuple[str, ...]:
    """Return a warning when the writer has left out more than a tenth of the items' facts."""
    result = facts.coverage(digest, script)
    if result.share >= _PROMISE:
        return ()
    missing = sorted(result.missing.figures) + sorted(result.missing.names)
    return (f"{digest.path}: only {result.share:.0%} of its facts are said; not: {missing}",)
