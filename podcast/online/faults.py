"""The kinds of faults of an online service, and how often each kind allows another try."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from podcast.errors import EngineUnavailable
from podcast.online.pacing import Pacing

Result = TypeVar("Result")

UNIT_SECONDS = 1.0
"""The unit of the waits below, in seconds; tests shorten it."""


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A kind of fault. The wait before try n+1 is random in [0, `wait` * 2**(n-1)] units."""

    what: str
    tries: int
    wait: float
    remedy: str
    """What to do: `{settings}` is the place in show.yaml, `{instead}` the option that does without
    the service."""


_OFFLINE = "check the network and the proxy, or use `{instead}`, which needs neither"
_LATER = "try again later, or use `{instead}`"

# Where waiting does not help there are few tries: without a network, the next engine should be
# tried soon.
UNREACHABLE = FaultKind("the service cannot be reached", 2, 0.5, _OFFLINE)
INSECURE = FaultKind("the connection is not secure", 1, 0.0, "check the clock and the proxy")
BAD_PROXY = FaultKind("the proxy does not let it pass", 1, 0.0, "check the proxy and its password")
FORBIDDEN = FaultKind(
    "the service refuses this client", 2, 1.0, f"check the clock, upgrade edge-tts, or {_LATER}"
)
BUSY = FaultKind("the service is busy", 4, 1.0, _LATER)
RESET = FaultKind("the connection broke", 4, 0.5, _LATER)
STALLED = FaultKind("the service stopped answering", 3, 0.5, _LATER)
NO_AUDIO = FaultKind("the service sent no sound", 3, 1.0, _LATER)
TRUNCATED = FaultKind("the service sent a cut text", 4, 0.5, _LATER)
GARBLED = FaultKind("the answer cannot be understood", 4, 0.5, f"upgrade edge-tts, or {_LATER}")

_STATUS = re.compile(r"HTTP [0-9]{3}\b")
_USER = re.compile(r"//[^/\s@]*@")


class ServiceFault(Exception):  # noqa: N818 -- never leaves the caller
    """One failed request."""

    def __init__(self, kind: FaultKind, detail: str, at_least: float = 0.0) -> None:
        """Remove users and passwords from addresses in `detail`; `at_least` is seconds to wait."""
        super().__init__(_USER.sub("//", detail))
        self.kind = kind
        self.at_least = at_least
        self.tries = 1
        """How many tries had failed when the caller gave up."""

    def unavailable(self, engine: str) -> EngineUnavailable:
        """Return the error for a text that an engine could not speak, after the last try.

        The error's `reason`, which may be published, quotes nothing from the service's answer
        except the HTTP status.
        """
        return EngineUnavailable(
            f"{engine}: {self.told('speech.openai', '--engine kokoro')}",
            reason=f"{engine}: {self.reason}",
        )

    def told(self, settings: str, instead: str, remedy: str = "") -> str:
        """Return the fault, the number of tries and the remedy, for the person at the terminal.

        A `remedy` that fits the caller better stands in the place of the kind's own.
        """
        remedy = (remedy or self.kind.remedy).format(settings=settings, instead=instead)
        return f"{self.kind.what} ({self}) after {self._tried}; {remedy}"

    @property
    def reason(self) -> str:
        """The fault without text of the service, only with its status: it may be published."""
        status = _STATUS.match(f"{self}")
        return f"{self.kind.what}{f' ({status[0]})' if status else ''} after {self._tried}"

    @property
    def _tried(self) -> str:
        return "1 try" if self.tries == 1 else f"{self.tries} tries"


class Retries:
    """Counts the faults of one request by kind and decides how long to wait.

    Full jitter keeps clients that failed at the same time from trying again at the same time.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    @property
    def total(self) -> int:
        """Return how many tries have failed."""
        return self._counts.total()

    def wait(self, fault: ServiceFault) -> float | None:
        """Count a fault; return the seconds to wait before the next try, None to give up."""
        kind = fault.kind
        self._counts[kind.what] += 1
        failed = self._counts[kind.what]
        if failed >= kind.tries:
            return None
        longest = kind.wait * 2 ** (failed - 1)
        return max(fault.at_least, random.uniform(0, longest) * UNIT_SECONDS)  # noqa: S311


def asked_wait(retry_after: str | None, now: str | None = None) -> float:
    """Return the seconds of a Retry-After header, a number of seconds or a date; 0 without one.

    `now` is the Date header of the same answer, which a date is counted from: the clock of a
    service may be another one than ours.
    """
    asked = (retry_after or "").strip()
    if re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]{1,6})?", asked):
        return float(asked)
    then = _moment(asked)
    if then is None:
        return 0.0
    begun = _moment(now or "") or datetime.now(UTC)
    return max(0.0, (then - begun).total_seconds())


def _moment(header: str) -> datetime | None:
    """Return the moment that a header names, or None."""
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def persist(attempt: Callable[[], Result], pacing: Pacing) -> Result:
    """Return the result of `attempt`; after a ServiceFault try again as often as its kind allows.

    Raises the last ServiceFault, with the number of failed `tries`, when no try is left. It does so
    too when the wait would last until the episode's deadline, so that the next engine may still be
    in time. Raises EngineUnavailable at the deadline.
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
