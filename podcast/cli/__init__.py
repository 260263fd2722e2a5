"""The command line: parse options, call one function, print. No logic lives here.

Results go to stdout, progress and messages to stderr; exit 0 done, 1 failed with one `error:`
line, 2 wrong usage.
"""

from podcast.cli import make, prove, read, share
from podcast.cli.group import main

__all__ = ["main", "make", "prove", "read", "share"]
