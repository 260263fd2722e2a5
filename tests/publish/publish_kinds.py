"""Every kind of store over a backend in memory or on disk whose every operation a plan can stop.

The stores are the real ones. What stands below them, a bucket, a server of SFTP or a branch, is the
least that they ask for; tests of the real ones are in the other files of this folder.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from publish_places import Place, folder_place

from podcast.errors import PublishError
from podcast.publish import folder as folder_module
from podcast.publish import s3 as s3_module
from podcast.publish import sftp as sftp_module
from podcast.publish.folder import FolderStore
from podcast.publish.git import GitStore
from podcast.publish.s3 import S3Store
from podcast.publish.sftp import SFTPStore

Tick = Callable[[], None]
"""Called before each operation of a backend; it may raise, or let another machine go first."""
KINDS = ["folder", "s3", "s3 that ignores conditions", "sftp", "git"]
OPERATIONS = (
    "list", "tidy", "size", "read", "put", "swap", "delete", "claim", "renew_claim",
    "take_claim_over", "drop_claim", "finish",
)  # fmt: skip


class Probe:
    """A store whose operations tick."""

    def __init__(self, store: Any, tick: Tick) -> None:
        self.place, self.in_one_step, self.parallel = store.place, store.in_one_step, 1
        self.belongs_to, self.close = store.belongs_to, store.close
        for name in OPERATIONS:
            setattr(self, name, _ticking(getattr(store, name), tick))


def _ticking(call: Callable[..., Any], tick: Tick) -> Callable[..., Any]:
    def answer(*arguments: Any, **options: Any) -> Any:
        tick()
        return call(*arguments, **options)

    return answer


class Kind:
    """A kind of store: `open` gives a machine its store, `place` is what a listener sees."""

    def __init__(self, place: Place, make: Callable[[], Any], tick: Tick) -> None:
        self.place = place
        self._make, self._tick = make, tick

    def open(self) -> Any:
        """Return a store for one run."""
        return Probe(self._make(), self._tick)


@contextmanager
def kind_of(name: str, root: Path, guid: str, tick: Tick) -> Iterator[Kind]:
    """Yield a new empty place of this kind."""
    with pytest.MonkeyPatch.context() as patch:
        if name == "folder":
            yield _folder(root, guid, tick, patch)
        elif name == "sftp":
            yield _sftp(root, guid, tick, patch)
        elif name == "git":
            yield _git(tick, patch)
        else:
            yield _s3(tick, patch, conditions=name == "s3")


def _folder(root: Path, guid: str, tick: Tick, patch: pytest.MonkeyPatch) -> Kind:
    def rename(temporary: Path, path: Path) -> None:
        tick()
        temporary.chmod(0o644)
        temporary.replace(path)

    patch.setattr(folder_module, "publish", rename)
    make = lambda: FolderStore(root / "www", root / "nowhere", guid)  # noqa: E731
    return Kind(folder_place(root / "www"), make, tick)


# --- S3 -------------------------------------------------------------------------------------------


class _Bucket:
    """The part of s3fs that the store uses, over objects in memory."""

    def __init__(self, objects: dict[str, bytes], tick: Tick, *, conditions: bool) -> None:
        self._objects, self._tick, self._conditions = objects, tick, conditions

    def find(self, path: str, *, detail: bool) -> dict[str, dict[str, int]]:
        assert detail
        self._tick()
        return {f"b/{key}": {"size": len(self._objects[key])} for key in sorted(self._objects)}

    def cat_file(self, path: str, start: int | None, end: int | None) -> bytes:
        self._tick()
        key = path.removeprefix("b/")
        if key not in self._objects:
            raise FileNotFoundError(key)
        return self._objects[key][start:end]

    def call_s3(self, method: str, *, Key: str, **options: Any) -> Any:  # noqa: N803
        self._tick()
        old = self._objects.get(Key)
        if method == "put_object":
            body = options["Body"].read()
            self._tick()
            if self._conditions:
                self._check(self._objects.get(Key), options)
            self._objects[Key] = body
        elif method == "delete_object":
            self._objects.pop(Key, None)
        elif old is None:
            raise FileNotFoundError(Key)
        return {"ETag": _tag(old or b""), "ContentLength": len(old or b"")}

    def _check(self, now: bytes | None, options: dict[str, Any]) -> None:
        wrong = options.get("IfNoneMatch") == "*" and now is not None
        if "IfMatch" in options:
            wrong = now is None or _tag(now) != options["IfMatch"]
        if wrong:
            answer: Any = {"Error": {"Code": "PreconditionFailed"}}
            raise OSError(errno.EINVAL, "refused") from ClientError(answer, "PutObject")


def _tag(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def _s3(tick: Tick, patch: pytest.MonkeyPatch, *, conditions: bool) -> Kind:
    import s3fs

    objects: dict[str, bytes] = {}
    patch.setattr(s3fs, "S3FileSystem", lambda **_: _Bucket(objects, tick, conditions=conditions))
    patch.setattr(s3_module, "time", SimpleNamespace(sleep=lambda _: tick()))
    place = Place("to: s3://b/pod", lambda name: objects.get(f"pod/{name}"),
                  lambda: {key.removeprefix("pod/") for key in objects}, _not_spoilt)  # fmt: skip
    return Kind(place, lambda: S3Store("s3://b/pod", None, None), tick)


def _not_spoilt(name: str, data: bytes) -> None:
    raise NotImplementedError


# --- SFTP -----------------------------------------------------------------------------------------


class _Server:
    """The part of paramiko and fsspec that the store uses, over a folder of this machine."""

    def __init__(self, tick: Tick) -> None:
        self._tick = tick
        self.ftp = self.client = self

    def __getattr__(self, name: str) -> Callable[..., Any]:
        calls: dict[str, Callable[..., Any]] = {
            "stat": os.stat, "remove": os.remove, "rmdir": os.rmdir, "mkdir": os.mkdir,
            "chmod": os.chmod, "normalize": os.path.realpath, "posix_rename": os.replace,
            "mv": os.replace, "put": shutil.copyfile, "rename": self._rename,
            "listdir_attr": self._listed, "open": self._open,
        }  # fmt: skip
        if name not in calls:
            raise AttributeError(name)
        return _ticking(calls[name], self._tick)

    def close(self) -> None:
        """Do nothing."""

    @staticmethod
    def _open(path: str, mode: str) -> Any:
        return io.open(path, {"wx": "xb", "rb": "rb"}[mode])  # noqa: UP020 -- beside its own `open`

    @staticmethod
    def _rename(old: str, new: str) -> None:
        os.link(old, new)
        Path(old).unlink()

    @staticmethod
    def _listed(path: str) -> list[Any]:
        found = []
        for entry in os.scandir(path):
            status = entry.stat()
            found.append(
                SimpleNamespace(filename=entry.name, st_mode=status.st_mode,
                                st_size=status.st_size, st_mtime=status.st_mtime)
            )  # fmt: skip
            assert not stat.S_ISLNK(status.st_mode)
        return found


def _sftp(root: Path, guid: str, tick: Tick, patch: pytest.MonkeyPatch) -> Kind:
    patch.setattr(sftp_module, "_connect_to", lambda *_: _Server(tick))
    www = root / "www"
    return Kind(folder_place(www), lambda: SFTPStore(f"sftp://host{www}", guid), tick)


# --- git ------------------------------------------------------------------------------------------


class _Branch:
    """What git's commands do for the store, over objects in memory that all machines share."""

    def __init__(self) -> None:
        self.objects: dict[str, Any] = {}
        self.head = ""

    def keep(self, kind: str, content: Any) -> str:
        name = hashlib.sha1(repr((kind, content)).encode(), usedforsecurity=False).hexdigest()
        self.objects[name] = content
        return name

    def files(self) -> dict[str, str]:
        return dict(self.objects[self.objects[self.head][0]]) if self.head else {}


class _Clone:
    """One machine's repository: an index, and the head that it has fetched."""

    def __init__(self, branch: _Branch, tick: Tick) -> None:
        self._branch, self._tick = branch, tick
        self._index: dict[str, str] = {}
        self._fetched = ""

    def run(self, *words: str, stdin: bytes = b"") -> bytes:
        self._tick()
        answer = getattr(self, f"_{words[0].replace('-', '_')}")(words, stdin)
        return answer if isinstance(answer, bytes) else str(answer).encode()

    def _init(self, words: Any, stdin: bytes) -> str:
        return ""

    _config = _remote = _init

    def _ls_remote(self, words: Any, stdin: bytes) -> str:
        return f"{self._branch.head}\tx" if self._branch.head else ""

    def _fetch(self, words: Any, stdin: bytes) -> str:
        self._fetched = self._branch.head
        return ""

    def _read_tree(self, words: Any, stdin: bytes) -> str:
        self._index = dict(self._branch.objects[self._branch.objects[self._fetched][0]])
        return ""

    def _rev_parse(self, words: Any, stdin: bytes) -> str:
        return self._fetched

    def _write_tree(self, words: Any, stdin: bytes) -> str:
        return self._branch.keep("tree", tuple(sorted(self._index.items())))

    def _ls_files(self, words: Any, stdin: bytes) -> str:
        if "-z" in words:
            return "\0".join(sorted(self._index))
        blob = self._index.get(words[-1])
        return f"100644 {blob} 0\t{words[-1]}" if blob else ""

    def _cat_file(self, words: Any, stdin: bytes) -> Any:
        data = self._branch.objects[words[-1]]
        return len(data) if words[1] == "-s" else data

    def _hash_object(self, words: Any, stdin: bytes) -> str:
        return self._branch.keep(
            "blob", stdin if "--stdin" in words else Path(words[-1]).read_bytes()
        )

    def _update_index(self, words: Any, stdin: bytes) -> str:
        about, path = stdin.decode().rstrip("\0").split("\t")
        mode, blob = about.split()
        if mode == "0":
            self._index.pop(path, None)
        else:
            self._index[path] = blob
        return ""

    def _commit_tree(self, words: Any, stdin: bytes) -> str:
        parent = words[3] if words[2] == "-p" else ""
        return self._branch.keep("commit", (words[1], parent))

    def _push(self, words: Any, stdin: bytes) -> str:
        commit = words[-1].partition(":")[0]
        if self._branch.objects[commit][1] != self._branch.head:
            raise PublishError("git push failed: [rejected] (fetch first)")
        self._branch.head = commit
        return ""


def _git(tick: Tick, patch: pytest.MonkeyPatch) -> Kind:
    branch = _Branch()
    clones: dict[int, _Clone] = {}

    def run(store: GitStore, *words: str, stdin: bytes = b"") -> bytes:
        if words[0] == "init":
            clones[id(store)] = _Clone(branch, tick)
        return clones[id(store)].run(*words, stdin=stdin)

    patch.setattr(GitStore, "_run", run)

    def get(name: str) -> bytes | None:
        blob = branch.files().get(name)
        return branch.objects[blob] if blob else None

    place = Place("to: git", get, lambda: set(branch.files()), _not_spoilt)
    return Kind(place, lambda: GitStore("file:///x.git#gh-pages"), tick)
