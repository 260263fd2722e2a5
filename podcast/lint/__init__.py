"""Lint finds faults in any feed, also of other programs, and in the files that it links to.

`lint` reads a feed from a file or an address, looks at the addresses in it, and applies the rules;
docs/lint.md lists them.
"""

from podcast.lint.command import lint
from podcast.lint.run import shortened

__all__ = ["lint", "shortened"]
