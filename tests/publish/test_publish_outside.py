"""`--verify-public`: what listeners get, read by HTTP from a real server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from publish_places import another, folder_place

from podcast import refresh
from podcast.errors import PublishError
from podcast.lib.progress import Quiet
from podcast.publish import PublishOptions, publish
from podcast.show import config
from podcast.show.config import Show

TODAY = date(2026, 3, 1)


class _Silent(SimpleHTTPRequestHandler):
    """A web server that writes no log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def served(show: Show, tmp_path: Path) -> Iterator[Show]:
    """Return the show, published to a folder that a web server serves at its address."""
    (tmp_path / "www").mkdir()
    handler = partial(_Silent, directory=str(tmp_path / "www"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        path = show.root / config.SHOW_FILE
        old = f"base_url: {show.base_url}"
        text = path.read_text("utf-8")
        assert old in text
        address = f"base_url: http://127.0.0.1:{server.server_port}/"
        path.write_text(text.replace(old, address), "utf-8")
        show = folder_place(tmp_path / "www").use(show)
        another(show, 1)
        refresh.write_public(show)
        yield show
        server.shutdown()
        thread.join()


def _publish(show: Show) -> None:
    publish(show, Quiet(), PublishOptions(verify_public=True), TODAY)


def test_what_listeners_get_is_read_back(served: Show) -> None:
    """All is there, also when nothing was to be sent."""
    _publish(served)
    _publish(served)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("feed.xml", b"<rss/>", "is not the feed that was published"),
        ("feed.xml", None, "answers 404"),
        ("2026-02-06/*.mp3", b"short", r"has 5 bytes, and the feed says \d+"),
        ("2026-02-06/*.mp3", None, "answers 404"),
    ],
)
def test_what_is_other_is_named(
    served: Show, tmp_path: Path, name: str,
    change: bytes | None, message: str,
) -> None:  # fmt: skip
    """With its address; the store itself has noticed nothing."""
    _publish(served)
    from podcast.publish import outside

    (path,) = (tmp_path / "www").glob(name)
    if change is None:
        path.unlink()
    else:
        path.write_bytes(change)
    with pytest.raises(PublishError, match=rf"^http://127\.0\.0\.1:\d+/.*{message}"):
        outside.read_back(served, Quiet())


def test_the_newest_recording_is_read_whole(served: Show, tmp_path: Path) -> None:
    """Other bytes of the same length are found."""
    from podcast.publish import outside

    _publish(served)
    (path,) = (tmp_path / "www").glob("2026-02-07/*.mp3")
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(PublishError, match="has other bytes than were published"):
        outside.read_back(served, Quiet())
