"""The cost of a built episode's page: bytes before anybody listens, time to the first sound.

python benchmarks/player_page.py DATE [--show DIR]     (needs Chromium; the episode must be built)

The page is served by `podcast serve` and opened in a fresh Chromium. Sizes are those of the bodies,
for text also after gzip (level 6); the recording is counted separately. The times are those from
the press on play until the audio's clock moves, and from opening the page until the player exists.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
import threading
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Response, sync_playwright

from podcast import serve
from podcast.show import config

ROUNDS = 5
PRESS = """
new Promise((done) => {
  const audio = document.querySelector("audio");
  const began = performance.now();
  const passed = () => performance.now() - began;
  const look = () => (audio.currentTime > 0 ? done(passed()) : setTimeout(look, 1));
  document.querySelector("podcast-player").player.play();
  look();
})
"""
Visit = tuple[dict[str, tuple[int, int]], int, float, float]
"""The bytes of each file (plain, gzip), the bytes of the recording, the ms to player and sound."""

THERE = """
performance.mark("x") && document.querySelector("podcast-player").shadowRoot !== null
  ? performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd : -1
"""


def main() -> None:
    """Print the figures as lines."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("date")
    parser.add_argument("--show", type=Path, default=Path())
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("error: chromium is not installed; `apt-get install chromium`")
    server = serve.open_server(config.load(config.find(options.show)), port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        with sync_playwright() as playwright:
            arguments = [
                "--no-sandbox",
                "--no-proxy-server",
                "--autoplay-policy=no-user-gesture-required",
            ]
            browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
            _report(browser, f"{server.address}{options.date}/")
            browser.close()
    finally:
        server.stop()
        thread.join()


def _report(browser: Browser, address: str) -> None:
    rounds = [_visit(browser, address) for _ in range(ROUNDS)]
    bodies = rounds[0][0]
    for name, (raw, packed) in bodies.items():
        print(f"{name}: {raw / 1000:.1f} kB, {packed / 1000:.1f} kB gzip")
    total = [sum(sizes) / 1000 for sizes in zip(*bodies.values(), strict=True)]
    print(f"together: {total[0]:.1f} kB, {total[1]:.1f} kB gzip, {len(bodies)} requests")
    print(f"of the recording: {median(each[1] for each in rounds) / 1000:.1f} kB")
    print(f"player there after {median(each[2] for each in rounds):.0f} ms (median of {ROUNDS})")
    print(f"sound {median(each[3] for each in rounds):.0f} ms after the press")


def _count_sound(session: CDPSession, sizes: list[int]) -> None:
    """Note the bytes of the recording as they arrive (Chrome DevTools Protocol, Network)."""
    sounds: set[str] = set()

    def on_request(event: dict[str, Any]) -> None:
        if event["request"]["url"].endswith(".mp3"):
            sounds.add(event["requestId"])

    def on_data(event: dict[str, Any]) -> None:
        if event["requestId"] in sounds:
            sizes.append(event["dataLength"])

    session.on("Network.requestWillBeSent", on_request)
    session.on("Network.dataReceived", on_data)
    session.send("Network.enable")


def _visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 -- it is tagged
    sound_sizes: list[int] = []
    _count_sound(context.new_cdp_session(page), sound_sizes)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1000)
    there = float(page.evaluate(THERE))
    sizes = {}
    for answer in answers:
        name = answer.url.rpartition("/")[2] or "index.html"
        if not name.endswith(".mp3"):
            body = answer.body()
            text = not name.endswith(".jpg")
            sizes[name] = (len(body), len(gzip.compress(body, 6)) if text else len(body))
    sound = sum(sound_sizes)
    first = float(page.evaluate(PRESS))
    context.close()
    return sizes, sound, there, first


if __name__ == "__main__":
    main()
