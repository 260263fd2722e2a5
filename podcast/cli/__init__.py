"""The command line: commands parse options, call one function and print, without other logic.

Results go to stdout, progress and messages to stderr. The exit code is 0 for success, 1 for a
failure with one `error:` line, 2 for wrong usage.
"""

from podcast.cli import make, prove, read, share, shell
from podcast.cli.group import main

__all__ = ["main", "make", "prove", "read", "share", "shell"]
