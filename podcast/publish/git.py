"""The store for a git branch, such as GitHub Pages serves. All changes are pushed as one commit.

The store uses git's plumbing commands in a temporary repository: nothing is checked out, and only
the names of the branch's files are fetched (a partial, shallow fetch). Credentials come from git
(credential helpers, SSH); git never asks a person, because nobody may be there to answer.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import urldefrag

from podcast.errors import Overtaken, PublishError
from podcast.publish.credentials import redact
from podcast.publish.plan import Headers

SECONDS = 1800.0
"""The time limit for a git command in seconds; a stalled transfer is ended after a minute."""
LOCKED_SECONDS = 30.0
"""So many seconds a push is tried while another one holds the lock of the branch. It may be that of
a process that was killed, whose git goes on."""
_PAUSE_SECONDS = 0.5
_LOCKED = re.compile(
    "(?s)(?!.*exists; cannot create).*(?:cannot lock ref|failed to (?:lock|update ref))"
)
"""Matches what a server's git says of a branch that another push has locked, not of a name that no
branch can have."""
_SSH = "ssh -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=15"
_SETTINGS = {
    "core.longpaths": "true",
    "gc.auto": "0",
    "http.lowSpeedLimit": "100",
    "http.lowSpeedTime": "60",
    "user.name": "digestcast",
    "user.email": "digestcast@localhost",
}
_AS_IT_IS = ".nojekyll"
"""The name of a file that makes GitHub Pages serve all files unchanged; it stands at the root of
the branch."""


class GitStore:
    """A folder of a branch; `finish` pushes all changes as one commit."""

    parallel = 1
    in_one_step = True

    def __init__(self, address: str) -> None:
        """Fetch the names of the branch's files; `#branch:folder` means a folder of the branch."""
        self.place = f"git+{address}"
        self._remote, fragment = urldefrag(address)
        self._branch, _, folder = fragment.partition(":")
        self._prefix = f"{folder.strip('/')}/" if folder.strip("/") else ""
        self._folder = tempfile.TemporaryDirectory(prefix="digestcast-")
        try:
            self._parent = self._fetch()
            self._start = self._git("write-tree", "--missing-ok")
        except BaseException:
            self._folder.cleanup()
            raise

    def list(self) -> dict[str, int | None]:
        """Return the names; the sizes are unknown, because the files are not fetched."""
        rows = self._git("ls-files", "-z").split("\0")
        return {
            row.removeprefix(self._prefix): None
            for row in rows
            if row and row.startswith(self._prefix)
        }

    def size(self, name: str) -> int | None:
        """Return the size of a file in bytes; the file may have to be fetched."""
        blob = self._blob(name)
        return int(self._git("cat-file", "-s", blob)) if blob else None

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes | None:
        """Return bytes of a file, which may have to be fetched."""
        blob = self._blob(name)
        if blob is None:
            return None
        data = self._run("cat-file", "blob", blob)
        return data[start:] if length is None else data[start : start + length]

    def put(self, name: str, source: Path, headers: Headers) -> None:
        """Add a file to the next commit."""
        blob = self._git("hash-object", "-w", "--no-filters", "--", str(source.resolve()))
        self._stage(self._prefix + name, blob)

    def swap(self, name: str, source: Path, headers: Headers, old: bytes | None) -> bool:
        """Add a file to the next commit; the push is refused if another machine was quicker."""
        self.put(name, source, headers)
        return True

    def tidy(self) -> None:
        """Do nothing, as a commit holds whole files."""

    def belongs_to(self, nonce: str) -> None:
        """Do nothing, as there are no unfinished files."""

    def claim(self, name: str, content: bytes) -> bool:
        """Do nothing, as here and in the three methods below: nobody needs a turn."""
        return True

    def renew_claim(self, name: str, old: bytes, new: bytes) -> bool:
        """Do nothing."""
        return True

    def take_claim_over(self, name: str, stale: bytes, content: bytes) -> bool:
        """Do nothing."""
        return True

    def drop_claim(self, name: str, content: bytes) -> None:
        """Do nothing."""

    def delete(self, name: str) -> None:
        """Remove a file from the next commit; the branch's history keeps it."""
        self._stage(self._prefix + name, "0" * 40, mode=0)

    def finish(self) -> None:
        """Commit and push. Raises Overtaken, without changes, when the branch has moved."""
        if not self._git("ls-files", "--", _AS_IT_IS):
            self._stage(_AS_IT_IS, self._git("hash-object", "-w", "--stdin"))
        tree = self._git("write-tree", "--missing-ok")
        if tree == self._start and self._parent:
            return
        parent = ("-p", self._parent) if self._parent else ()
        commit = self._git("commit-tree", tree, *parent, "-m", "Publish the podcast")
        self._push(commit, f"refs/heads/{self._branch}")
        self._start, self._parent = tree, commit

    def _push(self, commit: str, target: str) -> None:
        """Push a commit; while the server has locked the branch for another push, try again."""
        end = time.monotonic() + LOCKED_SECONDS
        while True:
            try:
                self._git("push", "--quiet", self._remote, f"{commit}:{target}")
            except PublishError as error:
                row = self._git("ls-remote", self._remote, target).split()
                if row[:1] != [self._parent] and (row or self._parent):
                    raise Overtaken(f"{self.place}: the branch has moved since") from error
                if not _LOCKED.search(str(error)) or time.monotonic() > end:
                    raise
                time.sleep(_PAUSE_SECONDS)
            else:
                return

    def close(self) -> None:
        """Remove the temporary repository."""
        self._folder.cleanup()

    def _fetch(self) -> str:
        """Fetch the branch and return its commit; empty when the branch does not exist yet."""
        self._git("init", "--quiet", "--bare", ".")
        for key, value in _SETTINGS.items():
            self._git("config", key, value)
        self._git("remote", "add", "origin", self._remote)
        target = f"refs/heads/{self._branch}"
        if not self._git("ls-remote", "origin", target):
            return ""
        self._git(
            "fetch", "--quiet", "--depth=1", "--no-tags", "--filter=blob:none", "origin", target
        )
        self._git("read-tree", "FETCH_HEAD")
        return self._git("rev-parse", "FETCH_HEAD")

    def _blob(self, name: str) -> str | None:
        row = self._git("ls-files", "--stage", "--", self._prefix + name).split()
        return row[1] if row else None

    def _stage(self, path: str, blob: str, mode: int = 100644) -> None:
        """Put a blob into the index; the mode 0 removes the path."""
        row = f"{mode} {blob}\t{path}\0".encode()
        self._run("update-index", "-z", "--index-info", stdin=row)

    def _git(self, *arguments: str) -> str:
        return self._run(*arguments).decode("utf-8", "replace").strip()

    def _run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        environment = {
            "GIT_SSH_COMMAND": _SSH,
            **{name: value for name, value in os.environ.items() if name not in _OF_A_CALLER},
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_LITERAL_PATHSPECS": "1",
            "LC_ALL": "C",
        }
        try:
            result = subprocess.run(
                ["git", *arguments], cwd=self._folder.name, env=environment, capture_output=True,
                input=stdin, timeout=SECONDS, check=False,
            )  # fmt: skip
        except FileNotFoundError as error:
            raise PublishError(f"{self.place}: git is not installed; install it") from error
        except subprocess.TimeoutExpired as error:
            raise PublishError(f"{self.place}: git {arguments[0]} takes too long") from error
        if result.returncode:
            reason = redact(result.stderr.decode("utf-8", "replace")) or "no reason given"
            raise PublishError(f"{self.place}: git {arguments[0]} failed: {reason}")
        return result.stdout


_OF_A_CALLER = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"}
)
"""The variables that refer to another repository when git runs this program, as in a hook."""
