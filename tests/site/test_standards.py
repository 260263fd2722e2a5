"""The pages by the judgement of others: axe-core, the Nu HTML checker, node and TypeScript."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from browser import Watched
    from conftest import Blog

ROOT = Path(__file__).parents[2]
NODE = ROOT / "tests" / "node"
PLAYER = ROOT / "player"
LIMIT = 300
"""Seconds that a program may take on a machine that is busy with other things."""
TARGET = 44
"""CSS pixels of what a finger meets (WCAG 2.2, 2.5.5)."""


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=PLAYER, capture_output=True, text=True, timeout=LIMIT, check=False
    )


@pytest.mark.tools("chromium")
@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(
    blog: Blog,
    browser_page: Watched,
    installed: Callable[[Path, str], Path],
    width: int,
    scheme: Any,
) -> None:
    """Episode, frame and list, a menu open, a word marked, small and wide, light and dark."""
    from browser import violations

    axe = installed(NODE, "axe-core/axe.min.js")
    page = browser_page.page
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for path in ("2026-02-06/?t=9", "2026-02-06/embed.html", ""):
        page.goto(blog.address + path)
        page.locator("podcast-player .toggle").wait_for()
        if path.endswith("9"):
            page.locator("podcast-player [data-word].now").wait_for(state="attached")
            if width < 1280:
                assert violations(page, axe) == []
                page.locator("podcast-player").get_by_role("tab", name="文稿").click()
            page.locator("podcast-player [data-word].now").wait_for()
            page.locator("podcast-player input[type=search]").fill("模型")
            page.locator("podcast-player .share summary").click()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.tools("chromium")
def test_axe_finds_no_violation_without_the_player(
    blog: Blog, browser_page: Watched, installed: Callable[[Path, str], Path]
) -> None:
    """The page as it is where the script does not come: plain audio, links, text."""
    from browser import violations

    axe = installed(NODE, "axe-core/axe.min.js")
    page = browser_page.page
    page.route("**/podcast-player-*.js", lambda route: route.fulfill(body=""))
    page.goto(blog.page)
    assert page.locator("audio[controls]").is_visible()
    assert violations(page, axe) == []


@pytest.mark.tools("chromium")
def test_fingers_find_every_control(blog: Blog, browser_page: Watched) -> None:
    """On the smallest screen every button of the player is 44 pixels high and wide."""
    page = browser_page.page
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(blog.page)
    controls = page.locator(
        "podcast-player .controls button, podcast-player .controls summary, "
        "podcast-player .pick, podcast-player .news a[href*='#t='], podcast-player a.tool, "
        "podcast-player .tabs button, podcast-player .dock button"
    )
    controls.first.wait_for()
    page.locator(".news > li").last.scroll_into_view_if_needed()
    page.locator("podcast-player .dock").wait_for()
    boxes = [box for each in controls.all() if (box := each.bounding_box())]
    assert len(boxes) > 12
    assert all(min(box["height"], box["width"]) >= TARGET for box in boxes)
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 320 for box in boxes)


@pytest.mark.tools("java")
def test_the_nu_checker_finds_no_error(
    blog: Blog, program: Callable[[str], str], installed: Callable[[Path, str], Path]
) -> None:
    """Every page of the show is valid HTML."""
    java = program("java")
    jar = installed(NODE, "vnu-jar/build/dist/vnu.jar")
    pages = [page for page in blog.show.episodes.rglob("*.html") if page.name != "report.html"]
    assert len(pages) == 5
    # without its warnings: it takes what the policy allows by hash for forbidden
    done = _run([java, "-jar", str(jar), "--errors-only", *map(str, pages)])
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.tools("node")
def test_the_committed_player_is_what_its_source_gives(
    program: Callable[[str], str], installed: Callable[[Path, str], Path]
) -> None:
    """A fresh build gives the same bytes as the file that the package ships."""
    node = program("node")
    installed(PLAYER, "esbuild")
    done = _run([node, "build.mjs", "--check"])
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.tools("npm")
@pytest.mark.parametrize("script", ["types", "test"])
def test_the_player_holds_by_its_own_tests(
    program: Callable[[str], str], installed: Callable[[Path, str], Path], script: str
) -> None:
    """The compiler finds no type that does not fit, node's runner no test that fails."""
    installed(PLAYER, "typescript")
    done = _run([program("npm"), "run", "--silent", script])
    assert done.returncode == 0, done.stdout


def test_the_player_is_small() -> None:
    """With its style at most 18 kB, compressed as web servers do it."""
    import gzip

    data = (ROOT / "podcast" / "site" / "assets" / "podcast-player.js").read_bytes()
    assert len(gzip.compress(data, 6)) <= 18_000
