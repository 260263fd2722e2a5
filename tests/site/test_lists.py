"""The lists of a show of several years: a page for each older one, and a search through all."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from podcast import feed, serve, site
from podcast.check.pages import check_pages
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.show.config import Show

if TYPE_CHECKING:
    from browser import Watched

NODE = Path(__file__).parents[1] / "node"
DAYS = ("2022-12-31", "2023-01-01", "2023-07-02", "2024-02-29", "2025-01-01", "2026-02-06")


@pytest.fixture
def years(show: Show, episode: Episode, write: Callable[..., None]) -> Show:
    """Write the pages of a show with episodes of five years."""
    write(*(_on(episode, day) for day in DAYS))
    return show


@pytest.fixture
def address(years: Show) -> Iterator[str]:
    """Serve these pages; the feed is what a server asks for first."""
    (years.episodes / "feed.xml").write_bytes(feed.render(years, manifest.load_all(years.episodes)))
    server = serve.open_server(years, port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.address
    server.stop()
    thread.join(60)


def _on(episode: Episode, day: str) -> Episode:
    item = episode.items[0].model_copy(update={"headline": f"{day[:4]} 年的头条 {day}"})
    changes = {"date": day, "title": f"第 {day} 期", "items": (item,)}
    return episode.model_copy(update=changes)


def _attributes(path: Path, xpath: str) -> list[str]:
    return [str(each) for each in lxml_html.fromstring(path.read_text("utf-8")).xpath(xpath)]


def _found(path: Path) -> list[str]:
    return [row[0] for row in json.loads(path.read_bytes())]


def test_the_two_newest_years_stand_on_the_first_page(years: Show) -> None:
    """Older ones have a page and a search each, to which the first page leads."""
    links = "//ol[@class='episodes']//a[not(@class)]/@href"
    assert _attributes(years.episodes / "index.html", links) == [
        "2026-02-06/index.html",
        "2025-01-01/index.html",
    ]
    older = "//nav[@class='years']/a"
    assert _attributes(years.episodes / "index.html", f"{older}/@href") == [
        "2024.html", "2023.html", "2022.html",
    ]  # fmt: skip
    assert _attributes(years.episodes / "2023.html", links) == [
        "2023-07-02/index.html",
        "2023-01-01/index.html",
    ]
    assert _found(years.episodes / "search.json") == ["2026-02-06", "2025-01-01"]
    assert _found(years.episodes / "search-2023.json") == ["2023-07-02", "2023-01-01"]
    rest = [_found(years.episodes / f"search-{year}.json") for year in (2024, 2022)]
    assert rest == [["2024-02-29"], ["2022-12-31"]]
    title = "//meta[@property='og:title']/@content"
    assert _attributes(years.episodes / "2023.html", title) == ["2023年全部节目"]
    total = lxml_html.fromstring((years.episodes / "index.html").read_text("utf-8"))
    assert "6 期" in total.xpath("string(//section[@class='all']/h2)")


def test_years_lead_to_each_other(years: Show) -> None:
    """The newest of them leads to the first page, the oldest to nothing older."""
    links = "//nav[@class='neighbours']/a/@href"
    pages = {
        year: _attributes(years.episodes / f"{year}.html", links) for year in (2022, 2023, 2024)
    }
    assert pages == {
        2022: ["2023.html"],
        2023: ["2022.html", "2024.html"],
        2024: ["2023.html", "index.html"],
    }
    for year in pages:
        for name in _attributes(years.episodes / f"{year}.html", "//@href | //@src"):
            below = name.partition("#")[0]
            if below and "//" not in below and not below.endswith((".xml", ".mp3")):
                assert (years.episodes / below).is_file(), name


def test_a_new_episode_leaves_older_years_alone(
    years: Show, episode: Episode, write: Callable[..., None]
) -> None:
    """Their files are not written again; one of another year writes that year and what is beside.

    A year that has just become old takes its place before the first page stops listing it.
    """
    inodes = {path: path.stat().st_ino for path in years.episodes.glob("*.*")}

    def changed() -> set[str]:
        """Return the names of files that are new or others since the last call."""
        now = {path: path.stat().st_ino for path in years.episodes.glob("*.*")}
        names = {path.name for path, inode in now.items() if inodes.get(path) != inode}
        inodes.clear()
        inodes.update(now)
        return names

    write(_on(episode, "2026-02-07"))
    assert changed() == {"index.html", "search.json"}
    write(_on(episode, "2023-05-05"))
    assert changed() == {"index.html", "2023.html", "search-2023.json"}
    write(_on(episode, "2023-05-05").model_copy(update={"title": "新标题"}))
    assert changed() == {"2023.html", "search-2023.json"}
    write(_on(episode, "2027-01-01"))
    assert changed() == {
        "index.html", "search.json", "2025.html", "search-2025.json", "2024.html",
    }  # fmt: skip


def test_a_year_without_episodes_has_no_page(years: Show, write: Callable[..., None]) -> None:
    """Its files go with its last episode; files of other names stay."""
    (years.episodes / "x2022.html").touch()
    (years.episodes / "2022-12-31" / "episode.json").unlink()
    write()
    names = {path.name for path in years.episodes.glob("*2022*.*")}
    assert names == {"x2022.html"}
    assert _attributes(years.episodes / "index.html", "//nav[@class='years']/a/@href") == [
        "2024.html",
        "2023.html",
    ]


def test_files_of_others_stay(years: Show, write: Callable[..., None]) -> None:
    """A person may have put them there: only what was made here is deleted."""
    (years.episodes / "1984.html").write_text("mine", "utf-8")
    (years.episodes / "search-1999.json").symlink_to(years.root / "show.yaml")
    (years.episodes / "1985.html").mkdir()
    write()
    assert (years.episodes / "1984.html").read_text("utf-8") == "mine"
    assert (years.episodes / "search-1999.json").is_symlink()
    assert (years.episodes / "1985.html").is_dir()


def test_a_template_that_knows_no_years_has_all_months(
    show: Show, episode: Episode, write: Callable[..., None]
) -> None:
    """`months` are those of all episodes, `recent` those of the two newest years."""
    own = show.root / "templates" / "index.html"
    own.parent.mkdir()
    own.write_text(
        '{% extends "shipped/index.html" %}{% block body %}'
        "{% for month in months %}{% for entry in month.entries %}"
        '<a class="mine" href="{{ entry.folder }}">x</a>'
        "{% endfor %}{% endfor %}{% endblock %}",
        "utf-8",
    )
    write(*(_on(episode, day) for day in DAYS))
    links = _attributes(show.episodes / "index.html", "//a[@class='mine']/@href")
    assert links == [f"{day}/" for day in reversed(DAYS)]


def test_a_damaged_year_is_found_and_made_again(years: Show, write: Callable[..., None]) -> None:
    """`check` names a page that is not what the manifests give; the next run mends it."""
    page = years.episodes / "2023.html"
    wanted = page.read_bytes()
    page.write_bytes(wanted.replace("期".encode(), b"x"))
    episodes = manifest.load_all(years.episodes)
    found = [each for each in check_pages(years, episodes) if each.rule == "page"]
    assert [Path(each.place).name for each in found] == ["2023.html"]
    write()
    assert page.read_bytes() == wanted


def test_hundreds_of_episodes_are_listed(show: Show, episode: Episode) -> None:
    """Seven hundred take less than 400 bytes each, and what does not grow."""
    day = date(2024, 1, 1)
    many = [_on(episode, str(day + timedelta(days=each))) for each in range(731)]
    page = site.index_page(show, many)
    assert (
        len(lxml_html.fromstring(page).xpath("//ol[@class='episodes']/li/a[not(@class)]/@href"))
        == 731
    )
    assert len(page.encode()) < 731 * 400 + len(site.index_page(show, many[:1]).encode())


def test_ten_thousand_episodes_make_no_larger_page(show: Show, episode: Episode) -> None:
    """The first page grows by a link a year."""
    first = date(1999, 7, 1)
    days = [str(first + timedelta(days=each)) for each in range(10_000)]
    all_of_them = site.index_page(show, [_on(episode, day) for day in days])
    newest = site.index_page(show, [_on(episode, day) for day in days if day >= "2025"])
    assert len(all_of_them) < len(newest) + 27 * 120


@pytest.mark.tools("chromium")
def test_the_search_goes_back_through_the_years(address: str, browser_page: Watched) -> None:
    """Older files are fetched when newer ones do not suffice, and what they have is shown."""
    page = browser_page.page
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url.rpartition("/")[2]))
    page.goto(address)
    field = page.get_by_label("搜索标题和新闻")
    field.focus()
    field.fill("2022年的头条")
    page.locator(".results a[href='2022-12-31/index.html#item-1']").wait_for()
    assert [name for name in asked if name.startswith("search")] == [
        "search.json", "search-2024.json", "search-2023.json", "search-2022.json",
    ]  # fmt: skip
    field.fill("头条")
    page.locator(".results > li").nth(len(DAYS) - 1).wait_for()
    listed = page.locator(".results > li > a").evaluate_all(
        "(all) => all.map((a) => a.textContent)"
    )
    assert listed == [f"第 {day} 期" for day in reversed(DAYS)]
    field.fill("没有的词")
    page.get_by_text("没有找到").wait_for()
    assert (browser_page.errors, browser_page.abroad) == ([], [])


@pytest.mark.tools("chromium")
def test_a_year_that_cannot_be_fetched_hides_no_other(address: str, browser_page: Watched) -> None:
    """What the other years have is found; it is said, and the next search asks again."""
    page = browser_page.page
    page.route("**/search-2023.json", lambda route: route.abort())
    page.goto(address)
    field = page.get_by_label("搜索标题和新闻")
    field.fill("头条")
    page.get_by_text("没能查找全部内容").wait_for()
    assert page.locator(".results > li").count() == len(DAYS) - 2
    page.unroute("**/search-2023.json")
    field.fill("的头条")
    page.locator(".results > li").nth(len(DAYS) - 1).wait_for()
    assert not page.get_by_text("没能查找全部内容").is_visible()


@pytest.mark.tools("chromium")
def test_from_a_disk_titles_are_found_and_the_rest_is_not_denied(
    years: Show, browser_page: Watched
) -> None:
    """A page may not read other files there."""
    page = browser_page.page
    page.goto((years.episodes / "index.html").as_uri())
    field = page.get_by_label("搜索标题和新闻")
    field.fill("第2026-02-06期")
    page.locator(".results a[href='2026-02-06/index.html']").wait_for()
    field.fill("2022")
    page.get_by_text("没能查找全部内容").wait_for()


@pytest.mark.tools("chromium")
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_violation_in_a_year(
    address: str, browser_page: Watched, installed: Callable[[Path, str], Path], width: int
) -> None:
    """Nor in the first page that leads to it."""
    from browser import violations

    axe = installed(NODE, "axe-core/axe.min.js")
    page = browser_page.page
    page.set_viewport_size({"width": width, "height": 900})
    for name in ("", "2023.html"):
        page.goto(address + name)
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.tools("java")
def test_the_nu_checker_finds_no_error_in_a_year(
    years: Show, program: Callable[[str], str], installed: Callable[[Path, str], Path]
) -> None:
    """Nor in the first page that leads to it."""
    jar = installed(NODE, "vnu-jar/build/dist/vnu.jar")
    pages = [str(years.episodes / name) for name in ("index.html", "2023.html", "2024.html")]
    command = [program("java"), "-jar", str(jar), "--errors-only", *pages]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
