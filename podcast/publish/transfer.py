"""A plan carried out: recordings, data, pages, older parts of the feed, index; the feed last.

Each file is proved where it arrived before anything that refers to it travels. Ended at any
moment, the feed that is published names files that are there, and the next publish goes on.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from podcast.errors import PublishError
from podcast.publish import receipt as records
from podcast.publish.local import sha256_of
from podcast.publish.plan import Plan, headers
from podcast.publish.public import FEED, Public, content_hash
from podcast.publish.receipt import Published, Record
from podcast.publish.store import Store

_SAMPLE = 65_536
"""Bytes that are read back from the beginning, the middle and the end of a file."""
_PIECE = 8 * 2**20
"""Bytes at once, when a file is read back whole."""

Say = Callable[[str], None]


def carry_out(store: Store, planned: Plan, before: Record, say: Say) -> Record:
    """Bring everything that the plan names to its place, and return the record of it.

    Raises PublishError for a store that fails, or that does not give back what was sent; the
    feed that was published stays, or comes back.
    """
    begun = before.having({each.name: Published(each.bytes) for each in planned.uploads})
    feed = [each for each in planned.uploads if each.name == FEED]
    rest = [each for each in planned.uploads if each.name != FEED]
    if planned.uploads:
        write_record(store, begun)
    sent: dict[str, Published] = {}
    for _, group in groupby(rest, key=lambda each: each.rank):
        sent |= _together(store, tuple(group), planned.there, say)
    if rest:
        write_record(store, begun.having(sent))
    for file in feed:
        sent[file.name] = _replace_feed(store, file, say)
    done = planned.record.having(sent)
    for name in planned.deletions:
        say(f"deleting {name}")
        store.delete(name)
    write_record(store, done)
    store.finish()
    return done


def write_record(store: Store, record: Record) -> None:
    """Write the record beside the files, and read it back."""
    data = record.dumps()
    _write(store, records.NAME, data)
    if store.read(records.NAME) != data:
        raise PublishError(
            f"{store.place}: {records.NAME} has another content than was sent; publish again"
        )


def _write(store: Store, name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory(prefix="digestcast-") as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        store.put(name, path, headers(name))


def _together(
    store: Store, files: Iterable[Public], there: frozenset[str], say: Say
) -> dict[str, Published]:
    """Send files of one rank at once. The first failure counts, and what has not begun stays."""

    def send(file: Public) -> tuple[str, Published]:
        return file.name, _sent(store, file, say, there=file.name in there)

    with ThreadPoolExecutor(store.parallel) as threads:
        running = [threads.submit(send, file) for file in files]
        done, _ = wait(running, return_when=FIRST_EXCEPTION)
        if any(each.exception() for each in done):
            threads.shutdown(cancel_futures=True)
        return dict(each.result() for each in running if not each.cancelled())


def _sent(store: Store, file: Public, say: Say, *, there: bool) -> Published:
    """Send a file unless it lies there, and read it back."""
    sha256 = sha256_of(file.path)
    told = content_hash(file.name)
    if file.sha256 not in {None, sha256} or (told and not sha256.startswith(told)):
        raise PublishError(
            f"{file.path}: is not what its name or the plan says; run `podcast check`"
        )
    if not (there and matches(store, file)):
        say(f"uploading {file.name} ({file.bytes} bytes)")
        store.put(file.name, file.path, headers(file.name))
        difference = _difference(store, file)
        if difference:
            raise PublishError(f"{store.place}: {file.name} {difference}; publish again")
    return Published(file.bytes, sha256)


def _replace_feed(store: Store, file: Public, say: Say) -> Published:
    """Send the feed and read it back whole; put the old one back when the new one is damaged."""
    old = store.read(FEED)
    new = file.path.read_bytes()
    say(f"uploading {FEED} ({len(new)} bytes)")
    store.put(FEED, file.path, headers(FEED))
    if store.read(FEED) != new:
        if old is not None:
            _write(store, FEED, old)
        state = "has another content than was sent"
        raise PublishError(f"{store.place}: {FEED} {state}; the old one is back, publish again")
    return Published(len(new), hashlib.sha256(new).hexdigest())


def _difference(store: Store, file: Public) -> str | None:
    """Compare length and samples with what the store gives back; None when they are alike."""
    size = store.size(file.name)
    if size != file.bytes:
        return f"has {size if size is not None else 'no'} bytes there, {file.bytes} were sent"
    with file.path.open("rb") as local:
        for start, length in _samples(file.bytes):
            local.seek(start)
            if store.read(file.name, start, length) != local.read(length):
                return f"has other bytes there, from {start} on, than were sent"
    return None


def _samples(size: int) -> Iterator[tuple[int, int]]:
    """Return where to look: all of a small file, else its beginning, middle and end."""
    if size <= 3 * _SAMPLE:
        if size:
            yield 0, size
        return
    for start in (0, (size - _SAMPLE) // 2, size - _SAMPLE):
        yield start, _SAMPLE


def matches(store: Store, file: Public) -> bool:
    """Read a file of the store whole and compare it."""
    if store.size(file.name) != file.bytes:
        return False
    digest = hashlib.sha256()
    for start in range(0, file.bytes, _PIECE):
        digest.update(store.read(file.name, start, min(_PIECE, file.bytes - start)) or b"")
    return digest.hexdigest() == sha256_of(file.path)


@contextmanager
def closing(store: Store) -> Iterator[Store]:
    """End the store's connections in the end."""
    try:
        yield store
    finally:
        store.close()
