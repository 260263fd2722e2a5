"""Photograph an episode's page for the documents: wide, dark, and on small screens.

python tools/photograph.py DATE FOLDER [--show DIR]     (needs Chromium; the episode must be built)
"""

from __future__ import annotations

import argparse
import shutil
import sys
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from podcast import serve
from podcast.show import config

SIGHTS = {
    "player.png": (1280, 900, "light"),
    "player-dark.png": (1280, 900, "dark"),
    "player-320.png": (320, 700, "light"),
    "player-text.png": (390, 760, "light"),
}
"""The width, height and colour scheme of each file."""
TEXT = "player-text.png"
"""The file that shows the transcript of a narrow screen; the others begin at the page's top."""
MOMENT = 41
"""The time of the photographs, in seconds of the episode."""
COLOURS = 128
"""The number of colours in the PNG's palette, which suffices for a flat page and saves space."""


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("date")
    parser.add_argument("folder", type=Path)
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
            arguments = ["--no-sandbox", "--no-proxy-server"]
            browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
            for name in SIGHTS:
                _photograph(browser, f"{server.address}{options.date}/", options.folder / name)
            browser.close()
    finally:
        server.stop()
        thread.join()


def _photograph(browser: Browser, address: str, path: Path) -> None:
    width, height, scheme = SIGHTS[path.name]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(f"{address}?t={MOMENT}")
    page.locator("podcast-player [data-word].now").wait_for(state="attached")
    if path.name == TEXT:
        page.locator("podcast-player").get_by_role("tab", name="文稿").click()
    page.wait_for_timeout(600)  # until the transcript has scrolled to the word
    page.screenshot(path=path)
    context.close()
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    main()
