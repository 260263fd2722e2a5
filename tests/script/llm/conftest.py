"""What the tests of the writer `llm` share: a show whose writer asks a local service."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from chat_service import ChatService, configure, watched
from falsehoods import POST

from podcast.show import config
from podcast.show.config import Show


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatService]:
    """Run a service that must find no fault with the requests; short waits, no proxy."""
    with watched(monkeypatch) as running:
        yield running


@pytest.fixture
def llm_folder(show_folder: Path, service: ChatService) -> Path:
    """Return a show whose writer is a language model, with a post that has all kinds of claims."""
    (show_folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    configure(show_folder, service)
    return show_folder


@pytest.fixture
def llm_show(llm_folder: Path) -> Show:
    """Return that show, loaded."""
    return config.load(llm_folder)
