"""The page as a browser sees it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from lxml import html as lxml_html

from podcast import report
from podcast.episode.manifest import Episode
from podcast.model import Curves, Finding
from podcast.show.config import Show

VOID = {"meta", "link", "img", "br"}
NASTY = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> {{7*7}} ]]> & '\x0b"

Longer = Callable[[int, int], tuple[Episode, Curves]]


class _Checker(HTMLParser):
    """Insists that elements close in order and ids are unique; notes tags and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = {name: value or "" for name, value in attrs}
        assert not [name for name in values if name.startswith("on") or name == "style"]
        self.addresses += [values[name] for name in ("href", "src") if name in values]
        self.ids += [values["id"]] if "id" in values else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _checked(page: str) -> _Checker:
    checker = _Checker()
    checker.feed(page)
    checker.close()
    assert page.startswith("<!DOCTYPE html>\n<html lang=")
    assert not checker.open
    assert checker.tags.count("h1") == checker.tags.count("script") == 1
    assert "img" not in checker.tags
    assert len(checker.ids) == len(set(checker.ids))
    return checker


def _text(page: str, path: str) -> list[str]:
    found = lxml_html.fromstring(page).xpath(path)
    return [" ".join(element.text_content().split()) for element in found]


def _attributes(page: str, path: str) -> list[str]:
    return [str(value) for value in lxml_html.fromstring(page).xpath(path)]


def test_the_page_asks_for_nothing_but_the_recording(
    show: Show, episode: Episode, curves: Curves
) -> None:
    """Only marks within the page, an empty icon, and the MP3 beside it, which waits for a press."""
    page = report.render(show, episode, curves)
    addresses = [each for each in _checked(page).addresses if not each.startswith("#")]
    assert addresses == ["data:,", episode.audio.file]
    assert _attributes(page, "//audio/@preload") == ["none"]
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_lets_this_script_and_style_work_and_no_other(
    show: Show, episode: Episode, curves: Curves
) -> None:
    """Their hashes are those of what stands between the tags."""
    page = report.render(show, episode, curves)
    (policy,) = _attributes(page, "//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    for tag in ("script", "style"):
        found = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert found
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_text_of_a_post_is_text(show: Show, episode: Episode, curves: Curves) -> None:
    """Wherever a title, a line, a host, a voice, a word or a message stands."""
    line = episode.segments[0].model_copy(
        update={"text": NASTY, "spoken": NASTY + "另", "host": NASTY}
    )
    chapter = episode.chapters[0].model_copy(update={"title": NASTY})
    nasty = episode.model_copy(
        update={
            "title": NASTY,
            "segments": (line, *episode.segments[1:]),
            "chapters": (chapter, *episode.chapters[1:]),
            "hosts": {NASTY: NASTY, **episode.hosts},
            "engine_reason": NASTY,
            "guessed": (NASTY,),
            "writer": NASTY,
        }
    )
    finding = Finding(NASTY, "error", NASTY, NASTY, NASTY)
    page = report.render(show, nasty, curves, [finding])
    _checked(page)
    assert "<script>alert" not in page
    assert "\x0b" not in page
    assert _text(page, "//h1") == [" ".join(NASTY.replace("\x0b", "").split())]


def test_twenty_kilobytes_in_one_line_are_shown_whole(
    show: Show, episode: Episode, curves: Curves
) -> None:
    """Long text makes a long row, and nothing else longer."""
    long = "很长的一句话。" * 1_000
    line = episode.segments[0].model_copy(update={"text": long, "spoken": long})
    page = report.render(
        show, episode.model_copy(update={"segments": (line, *episode.segments[1:])}), curves
    )
    _checked(page)
    assert page.count("很长的一句话") == 1_000


def test_warnings_come_first(show: Show, episode: Episode, curves: Curves) -> None:
    """Before any figure: they are what the page is opened for."""
    finding = Finding("loudness", "error", "x", "-12.0 LUFS", "run `podcast build`")
    page = report.render(show, episode, curves, [finding])
    assert _text(page, "//h2")[:2] == ["要看的事", "概况"]
    assert _text(page, "//ul[@class='notices']/li/b") == ["错误", "提示"]
    clean = report.render(show, episode.model_copy(update={"guessed": ()}), curves)
    assert _text(clean, "//section[1]/p") == ["没有发现问题，可以发布。"]


def test_each_line_has_a_row_and_a_button_that_plays_it(
    show: Show, episode: Episode, curves: Curves
) -> None:
    """In order, with the times of the manifest, and a name for those who do not see it."""
    page = report.render(show, episode, curves)
    rows = "//table[@class='lines']//tr[@id]"
    assert _attributes(page, f"{rows}/@id") == [f"l{line.line}" for line in episode.segments]
    assert _text(page, f"{rows}/td[4]") == [line.text for line in episode.segments]
    times = zip(
        _attributes(page, f"{rows}//button/@data-from"),
        _attributes(page, f"{rows}//button/@data-to"),
        strict=True,
    )
    assert [(float(start), float(end)) for start, end in times] == [
        (line.start, line.end) for line in episode.segments
    ]
    labels = _attributes(page, f"{rows}//button/@aria-label")
    assert labels[0] == "0:06 播放第 1 句"
    assert len(set(labels)) == len(labels)


def test_pictures_are_described(show: Show, episode: Episode, curves: Curves) -> None:
    """Each drawing is an image with a title and a text that says what is seen."""
    page = report.render(show, episode, curves)
    images = lxml_html.fromstring(page).xpath("//svg[@role='img']")
    assert len(images) == 3
    for image in images:
        for name in image.get("aria-labelledby").split():
            (described,) = image.xpath(f".//*[@id='{name}']")
            assert len(described.text_content()) >= 4
    assert "100% 的时间音量平稳，在 −19 到 −13 LUFS 之间" in _text(page, "//*[@id='loud-desc']")[0]


def test_bands_cover_the_episode(show: Show, longer: Longer) -> None:
    """With two chapters and with sixty; where a title has no room, the number remains."""
    for count in (2, 60):
        episode, curves = longer(10, count)
        page = report.render(show, episode, curves)
        _checked(page)
        bands = "//svg[@class='plot']/svg[title]"
        widths = [float(each.rstrip("%")) for each in _attributes(page, f"{bands}/@width")]
        assert sum(widths) == pytest.approx(100, abs=0.5)
        assert len(widths) == count
        assert _text(page, f"{bands}/text[@class='mark']") == [str(each) for each in range(count)]
        titles = len(_text(page, f"{bands}/text[contains(@class, 'name')]"))
        assert titles == (2 if count == 2 else 0)
        assert len(_text(page, "//ol[@class='chapters']/li")) == count


@pytest.mark.parametrize(("minutes", "most"), [(8, 300_000), (60, 1_500_000)])
def test_the_page_is_small(show: Show, longer: Longer, minutes: int, most: int) -> None:
    """Curves without two equal values, every line with a spoken form of its own."""
    page = report.render(show, *longer(minutes, 12))
    assert len(page.encode()) < most


def test_what_is_missing_is_not_drawn(show: Show, episode: Episode) -> None:
    """No curve, no line, no chapter, no length: still a page."""
    audio = episode.audio.model_copy(update={"seconds": 0.0})
    bare = episode.model_copy(update={"segments": (), "chapters": (), "audio": audio, "hosts": {}})
    page = report.render(show, bare, Curves((), (), ()))
    _checked(page)
    assert "没有测到声音。" in page
    assert len(_attributes(page, "//svg[@role='img']/@role")) == 2


def test_the_same_episode_gives_the_same_page(show: Show, episode: Episode, curves: Curves) -> None:
    """No clock, no random id: a rebuild leaves the file as it is."""
    assert report.render(show, episode, curves) == report.render(show, episode, curves)
