"""Kinds of failure: how long they are waited for, and what is said of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.online import faults
from podcast.online.faults import ServiceFault
from podcast.online.pacing import Pacing

KINDS = [kind for kind in vars(faults).values() if isinstance(kind, faults.FaultKind)]


def test_waits_grow_and_end() -> None:
    """The wait before try n+1 is random up to wait * 2**(n-1), until the tries are used up."""
    retries = faults.Retries()
    for longest in (1.0, 2.0, 4.0):
        wait = retries.wait(ServiceFault(faults.BUSY, ""))
        assert wait is not None
        assert 0 <= wait <= longest
    assert retries.wait(ServiceFault(faults.BUSY, "")) is None


def test_waits_are_full_jitter() -> None:
    """The waits of clients that failed together are spread over the whole span."""
    waits = [faults.Retries().wait(ServiceFault(faults.BUSY, "")) or 0.0 for _ in range(200)]
    assert min(waits) < 0.2
    assert max(waits) > 0.8


def test_a_service_may_ask_for_a_longer_wait() -> None:
    """Who is told when to come back does not come earlier."""
    wait = faults.Retries().wait(ServiceFault(faults.BUSY, "", at_least=7.0))
    assert wait == 7.0


@pytest.mark.parametrize(
    ("asked", "now", "seconds"),
    [
        ("7", None, 7.0), ("1.5", None, 1.5), (" 3 ", None, 3.0), (None, None, 0.0),
        ("Fri, 06 Feb 2026 08:00:30 GMT", "Fri, 06 Feb 2026 08:00:00 GMT", 30.0),
        ("Fri, 06 Feb 2026 08:00:30 +0000", "Fri, 06 Feb 2026 16:00:00 +0800", 30.0),
        ("Fri, 06 Feb 2026 07:00:00 GMT", "Fri, 06 Feb 2026 08:00:00 GMT", 0.0),
        ("Fri, 06 Feb 1970 07:00:00 GMT", None, 0.0), ("soon", None, 0.0), ("-5", None, 0.0),
        ("Fri, 99 Feb 2026 08:00:30 GMT", "x", 0.0), ("1e9", None, 0.0), ("", "", 0.0),
    ],
)  # fmt: skip
def test_a_service_says_when_to_come_back(
    asked: str | None, now: str | None, seconds: float
) -> None:
    """In seconds, or as a date, which is counted from the date of its answer."""
    assert faults.asked_wait(asked, now) == seconds


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_header_is_a_wait(asked: str, now: str) -> None:
    """What cannot be read is none."""
    assert faults.asked_wait(asked, now) >= 0


def test_kinds_are_counted_apart() -> None:
    """One text may meet different faults without using up the tries of any."""
    retries = faults.Retries()
    assert retries.wait(ServiceFault(faults.NO_AUDIO, "")) is not None
    assert retries.wait(ServiceFault(faults.RESET, "")) is not None
    assert retries.wait(ServiceFault(faults.NO_AUDIO, "")) is not None
    assert retries.wait(ServiceFault(faults.NO_AUDIO, "")) is None
    assert retries.total == 4


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.what)
def test_every_kind_ends(monkeypatch: pytest.MonkeyPatch, kind: faults.FaultKind) -> None:
    """A lasting fault is tried as often as its kind says and then explained, with a remedy."""
    monkeypatch.setattr(faults, "UNIT_SECONDS", 0.0)
    tries = 0

    def attempt() -> None:
        nonlocal tries
        tries += 1
        raise ServiceFault(kind, "detail")

    with pytest.raises(ServiceFault) as caught:
        faults.persist(attempt, Pacing("test"))
    assert tries == caught.value.tries == kind.tries
    message = str(caught.value.unavailable("edge"))
    assert message.startswith(f"edge: {kind.what} (detail) after {tries} tr")
    remedy = kind.remedy.format(settings="speech.openai", instead="--engine kokoro")
    assert message.endswith(remedy)


def test_a_wait_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """A retry that would come too late is not waited for; what went wrong is told."""
    monkeypatch.setattr(faults, "UNIT_SECONDS", 1000.0)

    def attempt() -> None:
        raise ServiceFault(faults.BUSY, "HTTP 503", at_least=1000.0)

    with pytest.raises(ServiceFault, match="HTTP 503") as caught:
        faults.persist(attempt, Pacing("test", deadline=100.0))
    assert caught.value.tries == 1


def test_passwords_in_addresses_are_left_out() -> None:
    """Whatever a library says of a proxy, its user and password are not repeated."""
    fault = ServiceFault(faults.RESET, "http://user:p%40ss@proxy.example:3128 broke")
    assert str(fault) == "http://proxy.example:3128 broke"
