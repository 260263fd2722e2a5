"""Take turns at a store: one machine at a time changes what is published there.

The turn is a small file in the store, written only where there is none. While it is held, it is
written again from time to time. Whoever waits watches it by his own clock: a turn that nobody has
written again for `LEASE_SECONDS` has been left by a machine that died, and is taken over. A process
that was killed on the same machine is not waited for. A process that slept through its lease finds
its turn gone and begins again, so the turn alone need not be trusted: every change of the record
and of the feed is also compared with what was there before (`Store.swap`).
"""

from __future__ import annotations

import json
import re
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from podcast.errors import Overtaken, PublishError
from podcast.lib.lock import bury, has_died, sign_of_life
from podcast.lib.progress import Reporter
from podcast.publish.store import Store

NAME = ".digestcast.lock"
LEASE_SECONDS = 60.0
"""How long a turn that is not renewed is waited for."""
_RENEW_SECONDS = LEASE_SECONDS / 4
_POLL_SECONDS = 1.0
_MOST_SECONDS = 3600.0
"""How long another machine that is at work is waited for."""
_MOST_BYTES = 1000
"""More than any turn has."""
_MOST_VANISHED = 20
"""How often a turn may be there when it is asked for, and gone when it is read."""
_NONCE = re.compile(r"[0-9a-f]{32}")


class Turn:
    """A turn that is held. Its methods raise Overtaken when it has been lost."""

    def __init__(self, store: Store, nonce: str) -> None:
        self._store, self._nonce = store, nonce
        self._count = 0
        self._renewed = now()
        self._lost = False
        self._guard = threading.Lock()

    def check(self) -> None:
        """Make sure that the turn is still held; the store is asked only when it is due."""
        if now() - self._renewed > 2 * _RENEW_SECONDS:
            self.renew()
        self._refuse_if_lost()

    def confirm(self) -> None:
        """Make sure, by reading it, that the turn is still held."""
        if nonce_in(self._store.read(NAME, 0, _MOST_BYTES)) != self._nonce:
            self._lost = True
        self._refuse_if_lost()

    def renew(self) -> None:
        """Write the turn again, so that nobody takes it over."""
        with self._guard:
            old, new = self.content(), self.content(self._count + 1)
            if self._lost or not self._store.renew_claim(NAME, old, new):
                self._lost = True
                return
            self._count += 1
            self._renewed = now()

    def content(self, count: int | None = None) -> bytes:
        """Return the content of the file: whose turn it is, and how often it was renewed."""
        return _content(self._nonce, self._count if count is None else count)

    def _refuse_if_lost(self) -> None:
        if self._lost:
            raise Overtaken(f"{self._store.place}: another machine has taken over")


@contextmanager
def taken(store: Store, report: Reporter) -> Iterator[Turn | None]:
    """Hold the turn at a store; wait, with a message, while another machine has it.

    None is yielded for a store whose changes all become visible in one step. Raises PublishError
    when the store fails, or the other machine is at work for an hour.
    """
    if store.in_one_step:
        yield None
        return
    nonce = secrets.token_hex(16)
    with sign_of_life(nonce):
        store.belongs_to(nonce)
        dead = _take(store, nonce, report)
        store.tidy()
        if dead:
            bury(dead)
        turn = Turn(store, nonce)
        ended = threading.Event()
        thread = threading.Thread(target=_keep, args=(turn, ended), daemon=True)
        thread.start()
        try:
            yield turn
        finally:
            ended.set()
            thread.join()
            with suppress(PublishError):  # a turn that stays is taken over in time
                store.drop_claim(NAME, turn.content())


def now() -> float:
    """Return a clock in seconds that no setting of the time changes."""
    return time.monotonic()


def pause() -> None:
    """Wait before the store is asked again."""
    time.sleep(_POLL_SECONDS)


def _keep(turn: Turn, ended: threading.Event) -> None:
    """Renew a turn until its work has ended."""
    while not ended.wait(_RENEW_SECONDS):
        with suppress(PublishError):  # the work itself will meet the fault and tell of it
            turn.renew()


def _take(store: Store, nonce: str, report: Reporter) -> str | None:
    """Take the turn; return the name of the dead process of this machine that had it, if any."""
    mine = _content(nonce, 0)
    started = since = now()
    seen: bytes | None = None
    vanished = 0
    while not store.claim(NAME, mine):
        content = store.read(NAME, 0, _MOST_BYTES)
        if content is None and vanished < _MOST_VANISHED:
            vanished += 1
            pause()
            continue
        if content is None or len(content) == _MOST_BYTES:
            raise PublishError(
                f"{store.place}/{NAME}: is not what machines that publish write; remove it there"
            )
        if content != seen:
            if seen is None and not _is_dead(content):
                report.say(f"another machine is publishing to {store.place}; waiting for it")
            seen, since = content, now()
        if _is_dead(content) or now() - since > LEASE_SECONDS:
            if store.take_claim_over(NAME, content, mine):
                return nonce_in(content)
        elif now() - started > _MOST_SECONDS:
            raise PublishError(
                f"{store.place}: another machine has been publishing for an hour; look at it "
                "there, or publish again"
            )
        else:
            pause()
    return None


def _is_dead(content: bytes) -> bool:
    nonce = nonce_in(content)
    return nonce is not None and has_died(nonce)


def _content(nonce: str, count: int) -> bytes:
    return json.dumps({"turn": nonce, "renewed": count}).encode() + b"\n"


def nonce_in(content: bytes | None) -> str | None:
    """Return whose turn it is; None for a file that is not there or says nothing."""
    try:
        nonce = json.loads(content or b"")["turn"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return nonce if isinstance(nonce, str) and _NONCE.fullmatch(nonce) else None
