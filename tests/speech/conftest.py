"""What the speech tests share: readings by hand, and the edge service on loopback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import edge_tts.communicate
import edge_tts.drm
import pytest

from podcast.online import faults

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from edge_service import EdgeService


@pytest.fixture
def edge_service(monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeService]:
    """Let the real client talk to a local service that must find no fault with it; short waits."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(edge_tts.drm.DRM, "clock_skew_seconds", 0.0)
    monkeypatch.setattr(faults, "UNIT_SECONDS", 0.01)
    with EdgeService() as service:
        monkeypatch.setattr(edge_tts.communicate, "WSS_URL", service.url)
        yield service
    assert not service.violations
