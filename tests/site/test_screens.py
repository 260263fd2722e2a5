"""The pages on the screens that people have: phones, a tablet, a desk; light and dark."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

import pytest
import zxingcpp
from PIL import Image

if TYPE_CHECKING:
    from browser import Watched
    from conftest import Blog
    from playwright.sync_api import Page

pytestmark = [pytest.mark.tools("chromium")]

PHONES = (320, 360, 390, 430)
WIDTHS = (*PHONES, 768, 1280)
ROOT = "document.querySelector('podcast-player').shadowRoot"
WAVE = f"""() => {{
  const bar = {ROOT}.querySelector(".seek").getBoundingClientRect();
  const shape = {ROOT}.querySelector(".wave path").getAttribute("d");
  return {{ height: bar.height, bars: [...shape.matchAll(/v([0-9]+)/g)].map(([, v]) => v / 100) }};
}}"""
PLACE = f"""() => {{
  const word = {ROOT}.querySelector("[data-word].now")?.getBoundingClientRect();
  const box = {ROOT}.querySelector(".scroll").getBoundingClientRect();
  return word && [(word.top - box.top) / box.height, word.top / innerHeight];
}}"""
"""Where the spoken word is, as a share of the transcript's box and of the screen."""
LOW_WORD = f"""(least) => {{
  const place = ({PLACE})();
  return place && place[0] >= -0.02 && place[0] <= 1 / 3
    && document.querySelector("audio").currentTime > least;
}}"""


def _open(watched: Watched, address: str, width: int, height: int = 740) -> Page:
    page = watched.page
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    page.locator("podcast-player .toggle").wait_for()
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_the_share_sheet_lies_inside_the_screen(
    blog: Blog, fresh_page: Watched, width: int
) -> None:
    """So does the sheet of keys where it is; nothing makes the page scroll sideways."""
    page = _open(fresh_page, blog.page, width)
    for menu in ("share", "keys"):
        summary = page.locator(f"podcast-player .{menu} summary")
        if not summary.is_visible():
            continue
        summary.click()
        sheet = page.locator(f"podcast-player .{menu} .sheet")
        sheet.wait_for()
        box = sheet.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["width"] >= min(280, width - 80)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", PHONES)
@pytest.mark.parametrize("path", ["2026-02-06/", ""])
def test_a_phone_has_play_and_the_headline_at_hand(
    blog: Blog, fresh_page: Watched, width: int, path: str
) -> None:
    """While the player is out of sight, a bar below plays, skips, and names what is heard."""
    page = _open(fresh_page, blog.address + path, width, 500)
    dock = page.locator("podcast-player .dock")
    assert not dock.is_visible()
    start = blog.episode.chapters[1].start
    page.evaluate(f"document.querySelector('podcast-player').player.seek({start + 2})")
    page.locator("footer").scroll_into_view_if_needed()
    dock.wait_for()
    box = dock.bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, width)
    assert box["y"] + box["height"] == pytest.approx(500, abs=1)
    assert dock.locator(".heard").inner_text() == blog.episode.chapters[1].title
    buttons = dock.get_by_role("button")
    names = [each.get_attribute("aria-label") for each in buttons.all()]
    assert names == ["后退 15 秒", "播放", "前进 15 秒"]
    buttons.nth(2).click()
    assert page.evaluate("document.querySelector('audio').currentTime") == start + 17
    buttons.nth(1).click()
    fresh_page.wait("!document.querySelector('audio').paused")
    page.evaluate("scrollTo(0, 0)")
    dock.wait_for(state="hidden")


def test_a_desk_has_the_bar_only_while_it_plays(blog: Blog, fresh_page: Watched) -> None:
    """There is room for the player itself; who only reads is not disturbed."""
    page = _open(fresh_page, blog.page, 1280, 400)
    page.locator("footer").scroll_into_view_if_needed()
    fresh_page.wait(f"!{ROOT}.querySelector('.dock').hidden")
    assert not page.locator("podcast-player .dock").is_visible()
    page.keyboard.press("k")
    page.locator("podcast-player .dock").wait_for()


@pytest.mark.parametrize("width", PHONES)
def test_chapters_and_transcript_are_tabs(blog: Blog, fresh_page: Watched, width: int) -> None:
    """One of them is shown; a press or an arrow key shows the other; `/` opens the transcript."""
    page = _open(fresh_page, blog.page, width)
    tabs = page.locator("podcast-player").get_by_role("tab")
    assert tabs.all_inner_texts() == ["章节", "文稿"]
    news, text = page.locator(".news"), page.locator("podcast-player .scroll")
    assert (news.is_visible(), text.is_visible()) == (True, False)
    tabs.nth(1).click()
    assert (news.is_visible(), text.is_visible()) == (False, True)
    assert tabs.nth(1).get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowLeft")
    assert (news.is_visible(), text.is_visible()) == (True, False)
    assert page.evaluate("document.querySelector('audio').currentTime") == 0
    page.keyboard.press("/")
    assert text.is_visible()
    assert page.evaluate(f"{ROOT}.activeElement.type") == "search"


def test_a_desk_has_both_beside_each_other(blog: Blog, fresh_page: Watched) -> None:
    """Without tabs, under their names."""
    page = _open(fresh_page, blog.page, 1280)
    assert page.locator("podcast-player section > h2").all_inner_texts() == ["章节", "文稿"]
    assert page.locator("podcast-player").get_by_role("tab").count() == 0
    left = page.locator(".news").bounding_box()
    right = page.locator("podcast-player .scroll").bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_spoken_word_stays_in_the_upper_third(
    blog: Blog, fresh_page: Watched, width: int
) -> None:
    """Also after a jump and to the last line; on a phone the transcript takes the screen."""
    page = _open(fresh_page, blog.page, width)
    if width < 1000:
        page.locator("podcast-player").get_by_role("tab", name="文稿").click()
        fresh_page.wait(f"({ROOT}.querySelector('.tabs').getBoundingClientRect().top) < 60")
    last = blog.episode.segments[-1]
    for moment in (blog.episode.chapters[2].start + 1, last.end - 2):
        page.evaluate(f"document.querySelector('podcast-player').player.playFrom({moment})")
        fresh_page.wait(LOW_WORD, moment + 0.5)
    page.evaluate("document.querySelector('audio').pause()")
    fresh_page.wait(LOW_WORD, 0)
    if width < 1000:
        assert page.evaluate(PLACE)[1] <= 0.45


@pytest.mark.parametrize("width", WIDTHS)
def test_the_waveform_fills_its_box(blog: Blog, fresh_page: Watched, width: int) -> None:
    """Its loud bars reach the top, and half of all are higher than three tenths of it."""
    page = _open(fresh_page, blog.page, width)
    fresh_page.wait(f"{ROOT}.querySelector('.drawn')")
    drawn = page.evaluate(WAVE)
    bars = sorted(drawn["bars"])
    assert bars[-1] >= 0.9
    assert bars[len(bars) // 2] >= 0.3
    assert sum(bar >= 0.8 for bar in bars) >= len(bars) / 20


def test_the_player_tells_the_length_that_the_page_tells(blog: Blog, fresh_page: Watched) -> None:
    """To the nearest second, before it plays and when the file is loaded."""
    page = _open(fresh_page, blog.page, 390)
    minutes, seconds = divmod(int(blog.episode.audio.seconds + 0.5), 60)
    length = page.locator("podcast-player .length")
    assert length.inner_text() == f"{minutes}:{seconds:02d}"
    page.locator("podcast-player .toggle").click()
    fresh_page.wait("document.querySelector('audio').currentTime > 0.1")
    assert length.inner_text() == f"{minutes}:{seconds:02d}"


def test_the_index_has_the_cover_once(blog: Blog, fresh_page: Watched) -> None:
    """The player does without, and the lock screen has it; chapters come after a press."""
    page = _open(fresh_page, blog.address, 390)
    pictures = page.locator("img:visible")
    assert pictures.count() == 1
    chapters = page.locator("podcast-player section.chapters ol")
    assert not chapters.is_visible()
    page.locator("podcast-player .toggle").click()
    fresh_page.wait("navigator.mediaSession.metadata?.artwork.length === 1")
    page.locator("podcast-player").get_by_role("button", name="章节").click()
    chapters.wait_for()


@pytest.mark.parametrize("width", [320, 1280])
def test_every_row_plays(blog: Blog, fresh_page: Watched, width: int) -> None:
    """It has a button with its length, which plays the episode in the player of the page."""
    page = _open(fresh_page, blog.address, width)
    buttons = page.locator(".months .play")
    assert buttons.count() == 2
    older = buttons.nth(1)
    box = older.bounding_box()
    assert box
    assert min(box["height"], box["width"]) >= 44
    older.click()
    fresh_page.wait(
        "document.querySelector('audio').src.includes('/2026-02-05/')"
        "&& document.querySelector('audio').currentTime > 0.3"
    )
    assert page.locator("podcast-player").count() == 1
    assert page.get_by_role("heading", name="正在收听").count() == 1
    fresh_page.wait(f"{ROOT}.querySelectorAll('section.chapters button').length > 2")
    older.click()
    fresh_page.wait("document.querySelector('audio').paused")
    assert (fresh_page.errors, fresh_page.abroad) == ([], [])


def test_what_was_begun_can_be_continued(blog: Blog, fresh_page: Watched) -> None:
    """An older episode that was heard in part stands above the list, and goes on where it was."""
    page = _open(fresh_page, f"{blog.address}2026-02-05/?t=12", 390)
    page.locator("podcast-player .toggle").click()
    fresh_page.wait("document.querySelector('audio').currentTime > 12.2")
    page.locator("podcast-player .toggle").click()
    fresh_page.wait("document.querySelector('audio').paused")
    _open(fresh_page, blog.address, 390)
    begun = page.locator(".begun li")
    begun.wait_for()
    assert begun.count() == 1
    assert "听到 0:12" in begun.inner_text()
    begun.locator(".play").click()
    fresh_page.wait(
        "document.querySelector('audio').src.includes('/2026-02-05/')"
        "&& document.querySelector('audio').currentTime > 12.2"
    )
    assert (fresh_page.errors, fresh_page.abroad) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_reads_the_feed_from_the_page(
    blog: Blog, fresh_page: Watched, scheme: Literal["light", "dark"]
) -> None:
    """The code beside the buttons is the feed's public address, in the dark too."""
    fresh_page.page.emulate_media(color_scheme=scheme)
    page = _open(fresh_page, blog.address, 390)
    picture = Image.open(io.BytesIO(page.locator(".code").screenshot()))
    (read,) = zxingcpp.read_barcodes(picture)
    assert read.text == blog.show.url("feed.xml")
