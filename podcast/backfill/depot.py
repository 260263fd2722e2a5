"""The storage that client and workers of a cluster share: a mounted folder, or a bucket.

A file is there whole or not at all, and its name tells what is in it, so that whoever writes it
twice changes nothing. What is read there is not trusted: a pack has plain names, or is refused.
"""

from __future__ import annotations

import io
import secrets
import shutil
import tarfile
from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol

from podcast.errors import BackfillError, PublishError
from podcast.lib.atomic import make_folder, publish
from podcast.lib.unfinished import scratch_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Address:
    """Where the storage is, as each worker opens it."""

    place: str
    """An absolute path that is mounted alike on all machines, or s3://BUCKET/PREFIX."""
    endpoint: str | None = None
    region: str | None = None


class Depot(Protocol):
    """Files by name. All methods raise BackfillError when the storage fails."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, or None when it is missing."""

    def put(self, name: str, data: bytes, folder: str) -> None:
        """Write a file, whole or not at all.

        Until it is whole it lies in `folder`, with which a killed worker's half file is dropped.
        """

    def has(self, name: str) -> bool:
        """Tell whether a file is there."""

    def folders(self, folder: str) -> frozenset[str]:
        """Return the names of the folders that are right below a folder."""

    def drop(self, folder: str, names: Iterable[str]) -> None:
        """Remove files of a folder in this order, with what killed workers left beside them."""

    def close(self) -> None:
        """Close connections."""


def open_depot(address: Address) -> Depot:
    """Return the storage at an address. Raises BackfillError when it cannot be used."""
    if address.place.startswith("s3://"):
        return _Bucket(address)
    return _Folder(Path(address.place))


_WRITES = 3
"""How often a file is written whose folder is dropped while it is written."""


class _Folder:
    def __init__(self, root: Path) -> None:
        self._root = root
        if not root.is_dir():
            raise BackfillError(f"{root}: no such folder on this machine; make it, or mount it")

    def read(self, name: str) -> bytes | None:
        with _failing(self._root / name):
            path = self._root / name
            try:
                return path.read_bytes()
            except FileNotFoundError:
                return None

    def put(self, name: str, data: bytes, folder: str) -> None:
        path, half = self._root / name, self._root / folder / f"{secrets.token_hex(16)}.half"
        with _failing(path):
            for left in reversed(range(_WRITES)):
                try:
                    self._put(path, half, data)
                except FileNotFoundError:  # somebody has dropped the folder meanwhile
                    if not left:
                        raise
                else:
                    break

    def _put(self, path: Path, half: Path, data: bytes) -> None:
        make_folder(path.parent)
        make_folder(half.parent)
        half.write_bytes(data)
        publish(half, path)

    def has(self, name: str) -> bool:
        return (self._root / name).is_file()

    def folders(self, folder: str) -> frozenset[str]:
        with _failing(self._root / folder):
            try:
                return frozenset(path.name for path in (self._root / folder).iterdir())
            except FileNotFoundError:
                return frozenset()

    def drop(self, folder: str, names: Iterable[str]) -> None:
        for name in names:
            (self._root / folder / name).unlink(missing_ok=True)
        shutil.rmtree(self._root / folder, ignore_errors=True)

    def close(self) -> None:
        pass


class _Bucket:
    def __init__(self, address: Address) -> None:
        from podcast.publish.s3 import S3Store

        with _failing(address.place):
            self._store = S3Store(address.place, address.endpoint, address.region)
        self._place = address.place

    def read(self, name: str) -> bytes | None:
        with _failing(self._place):
            return self._store.read(name)

    def put(self, name: str, data: bytes, folder: str) -> None:
        from podcast.publish.plan import Headers

        with _failing(self._place), scratch_folder() as scratch:
            path = scratch / "data"
            path.write_bytes(data)
            self._store.put(name, path, Headers("application/octet-stream", "no-store"))

    def has(self, name: str) -> bool:
        with _failing(self._place):
            return self._store.size(name) is not None

    def folders(self, folder: str) -> frozenset[str]:
        start = f"{folder}/"
        with _failing(self._place):
            names = [name for name in self._store.list() if name.startswith(start)]
        return frozenset(name.removeprefix(start).partition("/")[0] for name in names)

    def drop(self, folder: str, names: Iterable[str]) -> None:
        with _failing(self._place):
            for name in names:
                self._store.delete(f"{folder}/{name}")

    def close(self) -> None:
        self._store.close()


@contextmanager
def _failing(place: Path | str) -> Iterator[None]:
    """Turn what a store raises into a BackfillError."""
    try:
        yield
    except PublishError as error:
        raise BackfillError(str(error)) from error
    except OSError as error:
        raise BackfillError(
            f"{place}: {error.strerror or error}; mend the shared storage"
        ) from error


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as a pack: the same files give the same bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            tar.addfile(member, io.BytesIO(files[name]))
    return buffer.getvalue()


def pack_of(folder: Path) -> bytes:
    """Return all files below a folder as a pack."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return packed({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def unpack(data: bytes, folder: Path) -> None:
    """Write the files of a pack below a folder. Raises BackfillError for one that is not whole."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for member in tar:
                _check(member)
                file = tar.extractfile(member)
                path = folder / member.name
                make_folder(path.parent)
                path.write_bytes(file.read() if file else b"")
    except tarfile.TarError as error:
        raise BackfillError(f"a pack of the shared storage is damaged: {error}") from error


def _check(member: tarfile.TarInfo) -> None:
    path = PurePosixPath(member.name)
    if not member.isreg() or path.is_absolute() or ".." in path.parts:
        raise BackfillError(
            f"a pack of the shared storage has `{member.name}`, which no worker writes; look at "
            "who may write there"
        )
