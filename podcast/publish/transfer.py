"""Carry out a plan: send recordings, data, pages, archive pages of the feed, index; the feed last.

Each file is verified in the store before any file that refers to it is sent. So at any moment the
published feed links only to files that exist, and a killed publish can be continued by the next.
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
"""How many bytes are read back from the beginning, the middle and the end of a file."""
_PIECE = 8 * 2**20
"""How many bytes are read at once when a whole file is read back."""

Say = Callable[[str], None]


def carry_out(store: Store, planned: Plan, before: Record, say: Say) -> Record:
    """Carry out the uploads and deletions of a plan, and return the new record.

    Raises PublishError when the store fails, or does not return the sent bytes. In that case the
    old feed is still published, or is put back.
    """
    started_record = before.having({each.name: Published(each.bytes) for each in planned.uploads})
    feed = [each for each in planned.uploads if each.name == FEED]
    rest = [each for each in planned.uploads if each.name != FEED]
    if planned.uploads:
        write_record(store, started_record)
    entries: dict[str, Published] = {}
    for _, group in groupby(rest, key=lambda each: each.rank):
        entries |= _send_together(store, tuple(group), planned.already_sent, say)
    if rest:
        write_record(store, started_record.having(entries))
    for file in feed:
        entries[file.name] = _replace_feed(store, file, say)
    final_record = planned.record.having(entries)
    for name in planned.deletions:
        say(f"deleting {name}")
        store.delete(name)
    write_record(store, final_record)
    store.finish()
    return final_record


def write_record(store: Store, record: Record) -> None:
    """Write the record beside the files, and read it back.

    Raises PublishError when the store does not return what was sent.
    """
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


def _send_together(
    store: Store, files: Iterable[Public], already_sent: frozenset[str], say: Say
) -> dict[str, Published]:
    """Send files of one rank in parallel. After the first failure no further file is begun."""

    def send(file: Public) -> tuple[str, Published]:
        return file.name, _send(store, file, say, already_sent=file.name in already_sent)

    with ThreadPoolExecutor(store.parallel) as threads:
        running = [threads.submit(send, file) for file in files]
        finished, _ = wait(running, return_when=FIRST_EXCEPTION)
        if any(each.exception() for each in finished):
            threads.shutdown(cancel_futures=True)
        return dict(each.result() for each in running if not each.cancelled())


def _send(store: Store, file: Public, say: Say, *, already_sent: bool) -> Published:
    """Send a file and verify it, unless the store already has it."""
    sha256 = sha256_of(file.path)
    hash_in_name = content_hash(file.name)
    if file.sha256 not in {None, sha256} or (hash_in_name and not sha256.startswith(hash_in_name)):
        raise PublishError(
            f"{file.path}: is not what its name or the plan says; run `podcast check`"
        )
    if not (already_sent and matches(store, file)):
        say(f"uploading {file.name} ({file.bytes} bytes)")
        store.put(file.name, file.path, headers(file.name))
        difference = _difference(store, file)
        if difference:
            raise PublishError(f"{store.place}: {file.name} {difference}; publish again")
    return Published(file.bytes, sha256)


def _replace_feed(store: Store, file: Public, say: Say) -> Published:
    """Send the feed and read it back; restore the old feed when the new feed is damaged."""
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
    """Return how a file in the store differs, by length and samples, or None if it is the same."""
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
    """Yield the offset and length of each sample: of the beginning, the middle and the end.

    A small file is a single sample.
    """
    if size <= 3 * _SAMPLE:
        if size:
            yield 0, size
        return
    for start in (0, (size - _SAMPLE) // 2, size - _SAMPLE):
        yield start, _SAMPLE


def matches(store: Store, file: Public) -> bool:
    """Tell whether a file in the store is the same, by reading all of it."""
    if store.size(file.name) != file.bytes:
        return False
    digest = hashlib.sha256()
    for start in range(0, file.bytes, _PIECE):
        digest.update(store.read(file.name, start, min(_PIECE, file.bytes - start)) or b"")
    return digest.hexdigest() == sha256_of(file.path)


@contextmanager
def closing(store: Store) -> Iterator[Store]:
    """Yield the store, and close its connections at the end."""
    try:
        yield store
    finally:
        store.close()
