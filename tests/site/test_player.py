"""The player in Chromium, on the pages of a built episode as `podcast serve` gives them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser import Watched
    from conftest import Blog
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.tools("chromium")]

NOW = "document.querySelector('audio').currentTime"
PLAYING = f"!document.querySelector('audio').paused && {NOW} > "
ASK_FOR_WORDS = """
document.querySelector("podcast-player").shadowRoot.querySelector(".find")
  .dispatchEvent(new Event("focusin"))
"""
"""What a press into the search field does, but for the focus."""
LATE = 0.08
"""Seconds that the marked word may be behind or ahead of the audio's clock."""
SAME = 0.03
"""Seconds that lie between two looks at the clock in one frame."""
SOUGHT = """
const clock = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime");
window.sought = [];
Object.defineProperty(HTMLMediaElement.prototype, "currentTime", {
  ...clock, set(place) { window.sought.push(place); clock.set.call(this, place); },
});
"""
"""Keeps the places that the player goes to: how far it has played since depends on the machine."""


@pytest.fixture
def shown(blog: Blog, fresh_page: Watched) -> Iterator[Watched]:
    """Open the episode's page; what a test does there is free of errors and asks no one else."""
    fresh_page.page.add_init_script(SOUGHT)
    fresh_page.page.goto(blog.page)
    _ready(fresh_page)
    yield fresh_page
    assert fresh_page.errors == []
    assert fresh_page.abroad == []
    assert fresh_page.page.context.cookies() == []


def _ready(watched: Watched) -> None:
    """Wait for the player, let it fetch the times of the words, and wait for these."""
    watched.wait("document.querySelector('podcast-player')?.player")
    watched.page.evaluate(ASK_FOR_WORDS)
    watched.wait("document.querySelector('podcast-player').shadowRoot.querySelector('[data-word]')")


def _now(page: Page) -> float:
    return float(page.evaluate(NOW))


def _plays_from(shown: Watched, place: float) -> None:
    """Wait until the sound plays, and prove that it was sent to a place, and nowhere since."""
    shown.wait(PLAYING + str(place))
    assert shown.page.evaluate("window.sought.at(-1)") == pytest.approx(place, abs=0.01)


def _press(page: Page) -> None:
    page.locator("podcast-player .toggle").click()


def _pause(page: Page) -> None:
    page.evaluate("document.querySelector('audio').pause()")


def _button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_it_plays_and_pauses(shown: Watched) -> None:
    """One press starts the sound and its clock, the next one stops it; the button says which."""
    page = shown.page
    _button(page, "播放").click()
    shown.wait(PLAYING + "0.5")
    _button(page, "暂停").click()
    shown.wait("document.querySelector('audio').paused")
    _button(page, "播放").wait_for()
    assert not page.evaluate("document.querySelector('audio').controls")


def test_a_chapter_is_gone_to_and_marked(blog: Blog, shown: Watched) -> None:
    """A click on a headline plays it from its first moment; the list shows which one is heard."""
    page, chapter = shown.page, blog.episode.chapters[2]
    page.locator("podcast-player .news a[href*='#t=']").nth(2).click()
    _plays_from(shown, chapter.start)
    marked = page.locator("podcast-player .news [aria-current=true]")
    assert marked.count() == 1
    assert chapter.title in marked.inner_text()
    assert chapter.title == page.locator("podcast-player .chapter").inner_text()


def test_the_waveform_is_a_way_to_seek(blog: Blog, shown: Watched) -> None:
    """It is drawn from the peaks; a press in its middle goes to the middle, paused or not."""
    page, seconds = shown.page, blog.episode.audio.seconds
    bars = page.locator("podcast-player .wave path").first.get_attribute("d") or ""
    assert bars.count("M") > 100
    bar = page.locator("podcast-player [role=slider]")
    box = bar.bounding_box()
    assert box
    bar.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    assert _now(page) == pytest.approx(seconds / 2, abs=seconds / box["width"] + 0.1)
    assert page.evaluate("document.querySelector('audio').paused")
    assert bar.get_attribute("aria-valuenow") == str(int(_now(page)))


def _words(vtt: str) -> list[tuple[float, str]]:
    """Return when each word of a WebVTT file is spoken, by rules of its own."""
    words: list[tuple[float, str]] = []
    for cue in vtt.split("\n\n")[1:]:
        _, times, *lines = cue.strip().split("\n")
        start = _seconds(times.split(" --> ")[0])
        for part in re.split(r"(?=<\d)", re.sub(r"<v [^>]*>", "", "".join(lines))):
            stamp = re.match(r"<([\d:.]+)>", part)
            start = _seconds(stamp[1]) if stamp else start
            words.append((start, re.sub(r"^<[\d:.]+>", "", part)))
    return words


def _seconds(text: str) -> float:
    hours, minutes, seconds = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def test_a_word_is_gone_to(blog: Blog, shown: Watched) -> None:
    """A click on a word of the transcript plays from where it is spoken."""
    page, words = shown.page, _words(blog.file("transcript.vtt"))
    place = next(at for at, (_, text) in enumerate(words) if at > 40 and len(text) > 1)
    word = page.locator(f"podcast-player [data-word='{place}']")
    assert word.inner_text().strip() == words[place][1].strip()
    word.click()
    _plays_from(shown, words[place][0])


MARKS = """
new Promise((done) => {
  const root = document.querySelector("podcast-player").shadowRoot;
  const audio = document.querySelector("audio");
  const [seen, frames] = [[], []];
  const frame = () => frames.push(audio.currentTime) && requestAnimationFrame(frame);
  requestAnimationFrame(frame);
  new MutationObserver(() => {
    const word = root.querySelector("[data-word].now");
    if (word) seen.push([audio.currentTime, Number(word.dataset.word)]);
  }).observe(root.querySelector(".lines"), { subtree: true, attributeFilter: ["class"] });
  audio.addEventListener("timeupdate", () => audio.currentTime > SECONDS && done([seen, frames]));
  audio.play();
})
"""
"""Plays, and notes the audio's clock at every word that is marked and at every frame."""


@pytest.mark.slow
@pytest.mark.parametrize("speed", [1, 2])
def test_the_marked_word_is_the_spoken_one(blog: Blog, shown: Watched, speed: float) -> None:
    """A word is marked within 80 ms of its time in the WebVTT, by the audio's clock.

    A busy machine may have no frame for longer: then it is marked with the first that there is.
    """
    words = _words(blog.file("transcript.vtt"))
    shown.page.evaluate(f"document.querySelector('audio').playbackRate = {speed}")
    seen, frames = shown.page.evaluate(MARKS.replace("SECONDS", str(12 * speed)))
    late = sorted((now - words[place][0]) / speed for now, place in seen)
    spoken = [place for place, (begins, _) in enumerate(words) if begins < 12 * speed - 1]
    for place in set(spoken) - {place for _, place in seen}:
        begins, ends = words[place][0], words[place + 1][0]
        assert not [each for each in frames if begins + SAME < each < ends - SAME], words[place]
    assert late[0] >= -0.001
    assert late[len(late) // 2] <= LATE
    for now, place in seen:
        begins = words[place][0]
        passed = [frame for frame in frames if begins + SAME < frame < now - SAME]
        assert now - begins <= LATE * speed or not passed, (now, words[place], passed)


def test_reload_resumes(shown: Watched) -> None:
    """After a reload the episode is where it was, at the speed that was chosen, and says so."""
    page = shown.page
    page.locator("podcast-player .news a[href*='#t=']").nth(1).click()
    shown.wait(PLAYING + "1")
    page.locator("podcast-player [data-name=speed]").select_option("1.5")
    _pause(page)
    before = _now(page)
    page.reload()
    _ready(shown)
    resumed = _now(page)
    assert resumed == pytest.approx(before, abs=0.2)
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5
    assert "继续" in page.locator("podcast-player .note").inner_text()
    _press(page)
    _plays_from(shown, resumed)


@pytest.mark.parametrize("name", ["time", "item"])
def test_a_link_says_where_to_begin(blog: Blog, shown: Watched, name: str) -> None:
    """`?t=` is a time, `#item-2` an item; both win over what is remembered."""
    shown.page.locator("podcast-player .news a[href*='#t=']").nth(3).click()
    _pause(shown.page)
    tail = {"time": "?t=12", "item": "#item-2"}[name]
    (chapter,) = (each for each in blog.episode.chapters if each.item == 2)
    begins = {"time": 12, "item": chapter.start}[name]
    shown.page.goto("about:blank")
    shown.page.goto(blog.page + tail)
    _ready(shown)
    assert _now(shown.page) == pytest.approx(begins, abs=0.01)
    _press(shown.page)
    _plays_from(shown, begins)


def test_headlines_of_the_notes_play(blog: Blog, shown: Watched) -> None:
    """A link into the recording anywhere in the page plays here and opens nothing."""
    page = shown.page
    page.locator("article").evaluate(
        """(article, audio) => article.insertAdjacentHTML("beforeend", `<a id="x">x</a>`)
          ?? document.querySelector("#x").setAttribute("href", audio)""",
        f"{blog.episode.audio.file}#t={blog.episode.chapters[2].start}",
    )
    page.locator("#x").click()
    (chapter,) = (each for each in blog.episode.chapters if each.item == 2)
    shown.wait(PLAYING + str(chapter.start))
    assert page.url == blog.page


def test_keys(blog: Blog, shown: Watched) -> None:
    """On the whole page: space and K, J and L, arrows, chapters, digits, mute and speed."""
    page = shown.page
    board = page.keyboard
    board.press("k")
    shown.wait(PLAYING + "0.1")
    board.press("Space")
    shown.wait("document.querySelector('audio').paused")
    start = _now(page)
    board.press("l")
    assert _now(page) == pytest.approx(start + 15, abs=0.1)
    board.press("j")
    board.press("ArrowRight")
    assert _now(page) == pytest.approx(start + 5, abs=0.1)
    board.press("ArrowLeft")
    assert _now(page) == pytest.approx(start, abs=0.1)
    board.press("n")
    assert _now(page) == pytest.approx(blog.episode.chapters[1].start, abs=0.01)
    board.press("Shift+ArrowRight")
    assert _now(page) == pytest.approx(blog.episode.chapters[2].start, abs=0.01)
    board.press("5")
    assert _now(page) == pytest.approx(
        page.evaluate("document.querySelector('audio').duration") / 2
    )
    board.press("m")
    assert page.evaluate("document.querySelector('audio').muted")
    board.press(">")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.25


def test_who_types_is_not_disturbed(shown: Watched) -> None:
    """In the search field keys are letters; switched off, they do nothing outside the player."""
    page = shown.page
    page.keyboard.press("/")
    page.keyboard.type("kkl 5")
    assert page.locator("podcast-player input[type=search]").input_value() == "kkl 5"
    assert _now(page) == 0
    page.locator("podcast-player .keys summary").click()
    page.get_by_label("在整个页面有效").uncheck()
    page.keyboard.press("Escape")
    page.locator("podcast-player .keys .sheet").wait_for(state="hidden")
    page.locator(".home").focus()
    page.keyboard.press("l")
    assert _now(page) == 0
    page.locator("podcast-player [role=slider]").focus()
    page.keyboard.press("l")
    assert _now(page) == 15


def test_the_transcript_can_be_searched(shown: Watched) -> None:
    """Matches are counted and marked, Enter goes to the next, Escape clears."""
    page = shown.page
    field = page.locator("podcast-player input[type=search]")
    field.fill("ｎｏｖａ 3.0")
    told = page.locator("podcast-player .find output")
    count = int(told.inner_text().partition("/")[2])
    assert count > 1
    hit = page.locator("podcast-player .chosen").first
    assert hit.inner_text().startswith("Nova")
    field.press("Enter")
    assert told.inner_text() == f"2/{count}"
    field.fill("没有这样的话")
    assert told.inner_text() == "没有找到"
    field.press("Escape")
    assert page.locator("podcast-player .hit").count() == 0


def test_a_moment_is_shared(blog: Blog, shown: Watched) -> None:
    """The sheet has a link to this moment and one to this item; a press copies it."""
    page = shown.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    (chapter,) = (each for each in blog.episode.chapters if each.item == 2)
    page.evaluate(f"document.querySelector('podcast-player').player.seek({chapter.start + 3})")
    page.locator("podcast-player .share summary").click()
    fields = page.locator("podcast-player .share input")
    fields.nth(1).wait_for()
    links = [fields.nth(place).input_value() for place in range(fields.count())]
    assert links == [f"{blog.page}?t={int(chapter.start + 3)}", f"{blog.page}#item-2"]
    page.locator("podcast-player .share .link button").first.click()
    shown.wait(
        "document.querySelector('podcast-player').shadowRoot.querySelector('.note').textContent"
    )
    assert page.evaluate("navigator.clipboard.readText()") == links[0]


def test_the_lock_screen_knows_it(blog: Blog, shown: Watched) -> None:
    """Media Session has the chapter, the show and the cover, and its keys work."""
    page = shown.page
    page.evaluate("""() => {
      window.keys = {};
      navigator.mediaSession.setActionHandler = (name, act) => { window.keys[name] = act; };
    }""")
    page.locator("podcast-player .news a[href*='#t=']").nth(1).click()
    shown.wait("navigator.mediaSession.metadata !== null")
    data = page.evaluate("""() => {
      const { title, artist, album, artwork } = navigator.mediaSession.metadata;
      return { title, artist, album, cover: artwork[0].src };
    }""")
    assert data["title"] == blog.episode.chapters[1].title
    assert data["album"] == "AI日报：示例一；示例二"
    assert data["artist"] == blog.show.title
    assert re.fullmatch(rf"{re.escape(blog.address)}cover-[0-9a-f]{{8}}-512\.jpg", data["cover"])
    page.evaluate("window.keys.nexttrack({})")
    _plays_from(shown, blog.episode.chapters[2].start)
    _pause(page)
    before = _now(page)
    page.evaluate("window.keys.seekbackward({ seekOffset: 10 })")
    assert _now(page) == pytest.approx(before - 10, abs=0.1)


def test_it_sleeps_at_the_end_of_a_chapter(blog: Blog, shown: Watched) -> None:
    """The timer stops the sound before the next chapter begins, says so, and is off again."""
    page, ends = shown.page, blog.episode.chapters[2].start
    page.evaluate(f"document.querySelector('podcast-player').player.seek({ends - 2})")
    page.locator("podcast-player [data-name=sleep]").select_option("chapter")
    _press(page)
    shown.wait(f"document.querySelector('audio').paused && {NOW} > {ends - 1.9}")
    assert ends - 0.5 < _now(page) < ends + 2, "a busy machine may be late"
    assert "睡眠" in page.locator("podcast-player .note").inner_text()
    assert page.locator("podcast-player [data-name=sleep]").input_value() == ""


def test_english_pages_have_an_english_player(blog: Blog, shown: Watched) -> None:
    """The language is that of the nearest `lang`."""
    page = shown.page
    page.evaluate("""() => {
      const player = document.querySelector("podcast-player");
      player.lang = "en";
      player.parentNode.append(player);
    }""")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    page.locator("podcast-player h2").get_by_text("Chapters", exact=True).wait_for()
    assert page.locator("podcast-player .toggle").count() == 1


def test_without_scripts_it_is_a_page_with_sound(blog: Blog, shown: Watched) -> None:
    """The browser's own player, a download, chapters as links, news and the whole transcript."""
    browser = shown.page.context.browser
    assert browser
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(blog.page)
    assert page.locator("audio[controls]").bounding_box()
    assert page.locator("a[download]").is_visible()
    chapter = page.locator(".news a[href*='#t=']").nth(1)
    assert chapter.is_visible()
    assert (chapter.get_attribute("href") or "").endswith(f"#t={blog.episode.chapters[1].start:g}")
    text = page.locator("body").inner_text()
    assert all(line.text in text for line in blog.episode.segments)
    assert not page.locator("[data-copy]").is_visible()
    page.goto(blog.address)
    assert page.locator(".episodes a.play").count() == 2
    plain.close()


def test_news_are_found_in_the_list(blog: Blog, fresh_page: Watched) -> None:
    """A search of the list finds headlines, and a click begins with that item."""
    page = fresh_page.page
    page.goto(blog.address)
    page.get_by_label("搜索标题和新闻").fill("gpt-5.2")
    hits = page.locator(".results a[href$='#item-2']")
    hits.first.wait_for()
    assert hits.count() == 2
    assert not page.locator(".months").is_visible()
    hits.first.click()
    _ready(fresh_page)
    (chapter,) = (each for each in blog.episode.chapters if each.item == 2)
    assert page.url == f"{blog.page}index.html#item-2"
    assert _now(page) == pytest.approx(chapter.start, abs=0.01)
    page.goto(blog.address)
    page.get_by_label("搜索标题和新闻").fill("<img>")
    page.get_by_text("没有找到").wait_for()
    page.get_by_label("搜索标题和新闻").fill("")
    page.locator(".months").wait_for()
    assert (fresh_page.errors, fresh_page.abroad) == ([], [])


def test_little_is_loaded_before_anybody_listens(blog: Blog, shown: Watched) -> None:
    """Page, player, waveform and cover are at most 136.8 kB, nothing of the words and the sound."""
    shown.page.goto("about:blank")
    shown.page.goto(blog.page)
    shown.wait("document.querySelector('podcast-player')?.shadowRoot?.querySelector('.drawn')")
    entries = shown.page.evaluate(
        "performance.getEntriesByType('resource').map((e) => [e.name, e.decodedBodySize])"
    )
    sizes = {name.rpartition("/")[2]: size for name, size in entries if not name.endswith(".mp3")}
    assert "peaks.json" in sizes
    assert sizes["peaks.json"] <= 4096
    assert not sizes.keys() & {"transcript.vtt", blog.episode.audio.file}
    assert sum(sizes.values()) + len(blog.file("index.html").encode()) <= 136_800


def test_the_frame_of_other_pages_plays(blog: Blog, fresh_page: Watched) -> None:
    """OEmbed's small page has the player with its lists folded; a share leads to the full page.

    A press on the name of a list shows it, the next one folds it again.
    """
    data = json.loads(blog.file("oembed.json"))
    page = fresh_page.page
    page.goto(f"{blog.page}embed.html")
    page.locator("podcast-player .toggle").click()
    fresh_page.wait(PLAYING + "0.2")
    chapters = page.locator("podcast-player section.chapters ol")
    assert not chapters.is_visible()
    page.locator("podcast-player").get_by_role("button", name="章节").click()
    chapters.wait_for()
    page.locator("podcast-player").get_by_role("button", name="章节").click()
    assert not chapters.is_visible()
    page.locator("podcast-player .share summary").click()
    assert page.locator("podcast-player .share input").first.input_value().startswith(blog.page)
    page.set_viewport_size({"width": data["width"], "height": data["height"]})
    assert page.evaluate("document.documentElement.scrollHeight") <= data["height"]
    assert (fresh_page.errors, fresh_page.abroad) == ([], [])
