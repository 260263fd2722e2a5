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
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from podcast.episode import manifest
from podcast.errors import Overtaken, PublishError
from podcast.publish import receipt as records
from podcast.publish.door import Seen
from podcast.publish.local import sha256_of
from podcast.publish.plan import Plan, headers
from podcast.publish.public import FEED, Public, content_hash
from podcast.publish.receipt import Published, Record, Version
from podcast.publish.store import Store
from podcast.publish.turn import Turn

_SAMPLE = 65_536
"""How many bytes are read back from the beginning, the middle and the end of a file."""
_PIECE = 8 * 2**20
"""How many bytes are read at once when a whole file is read back."""

Say = Callable[[str], None]


def carry_out(store: Store, planned: Plan, seen: Seen, turn: Turn | None, say: Say) -> Record:
    """Carry out the uploads and deletions of a plan, and return the new record.

    `seen` is the record as it was read when the plan was made; `turn` is held, in a store that
    needs one. Raises PublishError when the store fails, or does not return the sent bytes: the old
    feed is still published then, or is put back. Raises Overtaken when another machine has changed
    what is published since.
    """
    journal = _Journal(store, turn, seen)
    feed = [each for each in planned.uploads if each.name == FEED]
    rest = [each for each in planned.uploads if each.name != FEED]
    if planned.uploads:
        versions = {each.name: Version(each.bytes, sha256_of(each.path)) for each in feed}
        versions |= {each.name: _version(each) for each in rest}
        ours = replace(seen.record, guid=planned.record.guid, title=planned.record.title)
        journal.write(ours.expecting(versions))
    entries: dict[str, Published] = {}
    for _, group in groupby(rest, key=lambda each: (each.rank, _is_manifest(each))):
        entries |= _send_together(store, tuple(group), planned.already_sent, turn, say)
    if planned.uploads:
        sent = journal.record.having(entries)
        journal.write(replace(sent, withdrawn=planned.record.withdrawn))
    for file in feed:
        entries[file.name] = _replace_feed(store, file, seen.feed, journal, say)
    for name in planned.deletions:
        journal.check()
        say(f"deleting {name}")
        store.delete(name)
    final_record = planned.record.having(entries)
    journal.write(final_record)
    store.finish()
    return journal.record


class _Journal:
    """The record in the store while it is being changed: each change replaces the one before."""

    def __init__(self, store: Store, turn: Turn | None, seen: Seen) -> None:
        self.record = seen.record
        self._store, self._turn = store, turn
        self._data = seen.data

    def check(self) -> None:
        """Raise Overtaken when the turn has been lost."""
        if self._turn:
            self._turn.check()

    def write(self, record: Record) -> None:
        """Write the record beside the files, in place of the last one, and read it back.

        Raises Overtaken when another machine has written one since, and PublishError when the
        store does not return what was sent.
        """
        self.check()
        record = replace(record, generation=self.record.generation).changed()
        data = record.dumps()
        if not _swap(self._store, records.NAME, data, self._data):
            raise Overtaken(f"{self._store.place}: another machine has published meanwhile")
        if self._store.read(records.NAME) != data:
            raise PublishError(
                f"{self._store.place}: {records.NAME} has another content than was sent; "
                "publish again"
            )
        self.record, self._data = record, data

    def confirm(self) -> None:
        """Raise Overtaken unless the turn is held and the record is as it was left."""
        if self._turn:
            self._turn.confirm()
            if self._store.read(records.NAME) != self._data:
                raise Overtaken(f"{self._store.place}: another machine has published meanwhile")


def _version(file: Public) -> Version:
    return Version(file.bytes, file.sha256 or sha256_of(file.path))


def _is_manifest(file: Public) -> bool:
    """Tell whether a file is a manifest: it is sent when the files that it names are there."""
    return file.name.endswith(f"/{manifest.FILE_NAME}")


def _swap(store: Store, name: str, data: bytes, old: bytes | None) -> bool:
    with _file(name, data) as path:
        return store.swap(name, path, headers(name), old)


def _write(store: Store, name: str, data: bytes) -> None:
    with _file(name, data) as path:
        store.put(name, path, headers(name))


@contextmanager
def _file(name: str, data: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="digestcast-") as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(data)
        yield path


def _send_together(
    store: Store,
    files: Iterable[Public],
    already_sent: frozenset[str],
    turn: Turn | None,
    say: Say,
) -> dict[str, Published]:
    """Send files of one rank in parallel. After the first failure no further file is begun."""

    def send(file: Public) -> tuple[str, Published]:
        if turn:
            turn.check()
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


def _replace_feed(
    store: Store, file: Public, old: bytes | None, journal: _Journal, say: Say
) -> Published:
    """Replace the feed `old` and read it back; restore it when the new feed is damaged.

    Raises Overtaken, with the feed as it was, when another machine has published since.
    """
    journal.confirm()
    new = file.path.read_bytes()
    say(f"uploading {FEED} ({len(new)} bytes)")
    if not store.swap(FEED, file.path, headers(FEED), old):
        raise Overtaken(f"{store.place}: another machine has published meanwhile")
    if store.read(FEED) != new:
        journal.confirm()
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
