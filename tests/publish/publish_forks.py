"""A program that publishes in a child of its own for each line that it reads, to be killed.

The libraries are loaded once, before any thread, so that a child begins at once. It answers with
the child's process id, and with its exit status when it has ended.
"""

import os
import sys
from pathlib import Path

import aiobotocore.session  # noqa: F401 -- loaded here, for all children
import fsspec.implementations.sftp  # noqa: F401
import lxml.etree  # noqa: F401
import s3fs  # noqa: F401

from podcast import release  # noqa: F401
from podcast.cli import main
from podcast.episode import manifest  # noqa: F401
from podcast.publish import git, s3, sftp  # noqa: F401


def _child(show: str, log: str) -> None:
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    try:
        main(["publish", "--allow-tone", "--show", show])
    except SystemExit as end:
        os._exit(int(end.code or 0))


def serve(log: str) -> None:
    """Answer lines until there are no more."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _child(line.rstrip("\n"), log)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve(str(Path(sys.argv[1])))
