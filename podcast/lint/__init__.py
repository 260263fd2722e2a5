"""A linter for feeds, of this program or any other: bytes and what they name -> findings.

`lint` reads a feed from a file or an address, looks at what it names, and applies the rules;
docs/lint.md lists them.
"""

from podcast.lint.command import lint
from podcast.lint.run import shortened

__all__ = ["lint", "shortened"]
