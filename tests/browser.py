"""Chromium for tests, driven by Playwright in real time: a test waits for conditions, not seconds.

Playwright's own downloads are never used; it drives the Chromium of the system. Its synchronous
interface runs an event loop in the thread of the test, so `asyncio.run` fails in that thread
while a page is open: build the episode before the page is asked for, serve it in a thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

PATIENCE = 120_000
"""Milliseconds that a condition may take on a machine that is busy with other things."""

_PAUSE = 25
"""Milliseconds between two looks at a condition."""

_ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-proxy-server", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
_OF_THE_PAGE = {"about", "blob", "data", "file"}


@dataclass(frozen=True, slots=True)
class Watched:
    """A page, with its errors and the foreign addresses that it requested during the test."""

    page: Page
    errors: list[str] = field(default_factory=list)
    """Errors on the console of the page, and uncaught exceptions."""
    abroad: list[str] = field(default_factory=list)
    """Addresses beyond this machine that the page requested; their names do not resolve."""

    def wait(self, condition: str, argument: Any = None) -> None:
        """Wait until a JavaScript expression, or a function of `argument`, is true."""
        # not by `wait_for_function`: from its second look on it is `eval`, which our pages forbid
        deadline = monotonic() + PATIENCE / 1000
        while not self.page.evaluate(condition, argument):
            assert monotonic() < deadline, f"not within {PATIENCE / 1000:.0f} s: {condition}"
            self.page.wait_for_timeout(_PAUSE)


@contextmanager
def watched_page(chromium: str) -> Iterator[Watched]:
    """Start the browser at the path `chromium`, give an empty page, and end the browser."""
    with started(chromium) as browser, page_of(browser) as watched:
        yield watched


@contextmanager
def started(chromium: str) -> Iterator[Browser]:
    """Start the browser at the path `chromium`, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=_ARGUMENTS, timeout=PATIENCE
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def page_of(browser: Browser) -> Iterator[Watched]:
    """Give an empty page of a browser, which knows nothing of earlier pages, and close it."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    try:
        yield _watch(page)
    finally:
        page.close()


def _watch(page: Page) -> Watched:
    watched = Watched(page)
    page.on("console", lambda said: _is_error(said) and watched.errors.append(_told(said)))
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("request", lambda asked: _is_abroad(asked.url) and watched.abroad.append(asked.url))
    return watched


def _is_error(said: ConsoleMessage) -> bool:
    """Tell whether a message is the page's fault: the browser requests an icon by itself."""
    return said.type == "error" and not said.location["url"].endswith("/favicon.ico")


def _told(said: ConsoleMessage) -> str:
    return f"{said.text} ({said.location['url']})"


def _is_abroad(url: str) -> bool:
    """Tell whether an address leads beyond this machine."""
    parts = urlsplit(url)
    if parts.scheme in _OF_THE_PAGE:
        return False
    try:
        return not ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return True


def violations(page: Page, axe: Path) -> list[str]:
    """Return the violations that axe-core, the script at the path `axe`, finds in a page."""
    page.evaluate(axe.read_text("utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [f"{each['id']}: {each['nodes'][0]['target']}" for each in found]
