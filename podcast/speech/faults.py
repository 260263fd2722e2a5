"""What can go wrong with the online service, and how often each is worth another try."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A kind of failure. The wait before try n+1 is random in [0, `wait` * 2**(n-1)] seconds."""

    what: str
    tries: int
    wait: float
    remedy: str


_OFFLINE = "check the network and the proxy, or use `--engine kokoro`, which needs neither"
_LATER = "try again later, or use `--engine kokoro`"

# Tries are few where waiting does not help: a machine without network must fall back at once.
UNREACHABLE = FaultKind("the service cannot be reached", 2, 0.5, _OFFLINE)
INSECURE = FaultKind("the connection is not secure", 1, 0.0, "check the clock and the proxy")
FORBIDDEN = FaultKind(
    "the service refuses this client", 2, 1.0, "check the clock, upgrade edge-tts, or " + _LATER
)
BUSY = FaultKind("the service is busy", 4, 1.0, _LATER)
RESET = FaultKind("the connection broke", 4, 0.5, _LATER)
STALLED = FaultKind("the service stopped answering", 2, 0.5, _LATER)
NO_AUDIO = FaultKind("the service sent no sound", 3, 1.0, _LATER)
TRUNCATED = FaultKind("the service sent a cut text", 4, 0.5, _LATER)
GARBLED = FaultKind("the answer cannot be understood", 3, 0.5, "upgrade edge-tts, or " + _LATER)


class Fault(Exception):  # noqa: N818 -- leaves the engine as EngineUnavailable or SpeechError
    """One failed request."""

    def __init__(self, kind: FaultKind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind


class Retries:
    """stamina's backoff hook: counts the faults of one request by kind and sets the wait.

    Full jitter keeps clients that failed together from coming back together.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    @property
    def total(self) -> int:
        """How many tries have failed."""
        return self._seen.total()

    def __call__(self, error: Exception) -> float | bool:
        """Return the seconds to wait, or False to give up."""
        if not isinstance(error, Fault):
            return False
        kind = error.kind
        self._seen[kind.what] += 1
        failed = self._seen[kind.what]
        if failed >= kind.tries:
            return False
        return random.uniform(0, kind.wait * 2 ** (failed - 1))  # noqa: S311 -- not a secret
