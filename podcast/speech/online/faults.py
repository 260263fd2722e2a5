"""What can go wrong with an online service, and how often each is worth another try."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from podcast.errors import EngineUnavailable
from podcast.speech.online.pacing import Pacing

Result = TypeVar("Result")

UNIT_SECONDS = 1.0
"""What the waits below are counted in; tests shorten it."""


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A kind of failure. The wait before try n+1 is random in [0, `wait` * 2**(n-1)] units."""

    what: str
    tries: int
    wait: float
    remedy: str


_OFFLINE = "check the network and the proxy, or use `--engine kokoro`, which needs neither"
_LATER = "try again later, or use `--engine kokoro`"

# Tries are few where waiting does not help: a machine without network must fall back at once.
UNREACHABLE = FaultKind("the service cannot be reached", 2, 0.5, _OFFLINE)
INSECURE = FaultKind("the connection is not secure", 1, 0.0, "check the clock and the proxy")
BAD_PROXY = FaultKind("the proxy does not let it pass", 1, 0.0, "check the proxy and its password")
FORBIDDEN = FaultKind(
    "the service refuses this client", 2, 1.0, "check the clock, upgrade edge-tts, or " + _LATER
)
BUSY = FaultKind("the service is busy", 4, 1.0, _LATER)
RESET = FaultKind("the connection broke", 4, 0.5, _LATER)
STALLED = FaultKind("the service stopped answering", 3, 0.5, _LATER)
NO_AUDIO = FaultKind("the service sent no sound", 3, 1.0, _LATER)
TRUNCATED = FaultKind("the service sent a cut text", 4, 0.5, _LATER)
GARBLED = FaultKind("the answer cannot be understood", 4, 0.5, "upgrade edge-tts, or " + _LATER)

_STATUS = re.compile(r"HTTP [0-9]{3}\b")
_USER = re.compile(r"//[^/\s@]*@")


class ServiceFault(Exception):  # noqa: N818 -- leaves the engine as EngineUnavailable or SpeechError
    """One failed request."""

    def __init__(self, kind: FaultKind, detail: str, at_least: float = 0.0) -> None:
        """`detail` loses the user and password of any address; `at_least`: seconds to wait."""
        super().__init__(_USER.sub("//", detail))
        self.kind = kind
        self.at_least = at_least
        self.tries = 1
        """How many requests have failed, when this was the last of them."""

    def unavailable(self, engine: str) -> EngineUnavailable:
        """Return the error for a text that failed for good: what, after how many tries, remedy.

        Its reason has no word of the service, only the status.
        """
        tries = "1 try" if self.tries == 1 else f"{self.tries} tries"
        what = f"{engine}: {self.kind.what}"
        status = _STATUS.match(f"{self}")
        return EngineUnavailable(
            f"{what} ({self}) after {tries}; {self.kind.remedy}",
            reason=f"{what} ({status[0]}) after {tries}" if status else f"{what} after {tries}",
        )


class Retries:
    """Counts the faults of one request by kind and says how long to wait.

    Full jitter keeps clients that failed together from coming back together.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    @property
    def total(self) -> int:
        """How many tries have failed."""
        return self._seen.total()

    def wait(self, fault: ServiceFault) -> float | None:
        """Count a fault; return the seconds to wait before the next try, None to give up."""
        kind = fault.kind
        self._seen[kind.what] += 1
        failed = self._seen[kind.what]
        if failed >= kind.tries:
            return None
        longest = kind.wait * 2 ** (failed - 1)
        return max(fault.at_least, random.uniform(0, longest) * UNIT_SECONDS)  # noqa: S311


def asked_wait(retry_after: str | None) -> float:
    """Return the seconds of a Retry-After header; its other form, a date, is left out."""
    asked = retry_after or ""
    return float(asked) if re.fullmatch(r"[0-9]{1,5}", asked) else 0.0


def persist(attempt: Callable[[], Result], pacing: Pacing) -> Result:
    """Return what `attempt` returns; after a Fault try again as often as its kind is worth it.

    Raises the last Fault, with its `tries`, or EngineUnavailable at the episode's deadline. To
    wait for an answer that comes too late is no use: the next engine may still be in time.
    """
    retries = Retries()
    while True:
        try:
            return attempt()
        except ServiceFault as fault:
            wait = retries.wait(fault)
            if wait is None or wait >= pacing.left():
                fault.tries = retries.total
                raise
        pacing.wait(wait)
