"""The player in real blogs: Jekyll, Hexo and Hugo show it, and nothing of a post is executed."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import programs
import pytest
from blogs import HEXO, HOSTILE, HUGO, JEKYLL, LONG, Blog, generate, lay, write_data, write_post

if TYPE_CHECKING:
    from browser import Watched

FIELDS = {
    "audio": "https://example.com/episodes/2026-02-06/a.mp3",
    "type": "audio/mpeg",
    "bytes": 5_400_000,
    "seconds": 678.1,
    "vtt": "https://example.com/episodes/2026-02-06/transcript.vtt",
    "chapters": "https://example.com/episodes/2026-02-06/chapters.json",
    "peaks": "https://example.com/episodes/2026-02-06/peaks.json",
    "player": "https://example.com/episodes/2026-02-06/",
}
PROGRAMS = {"jekyll": "jekyll", "hexo": "node", "hugo": "hugo"}
"""What makes a blog of each kind; hexo itself is one of npm's packages."""
BLOGS = pytest.mark.parametrize(
    "blog",
    [
        pytest.param(blog, marks=pytest.mark.tools(PROGRAMS[blog.kind]), id=blog.kind)
        for blog in (JEKYLL, HEXO, HUGO)
    ],
)


@pytest.fixture
def generator() -> Callable[[Blog, Path], str]:
    """Return `generate` for a blog whose program is there."""

    def run(blog: Blog, folder: Path) -> str:
        if blog is HEXO and not Path(blog.command[0]).exists():
            programs.go_without("hexo is not installed; `npm ci --prefix tests/node`")
        return generate(blog, folder)

    return run


def _player(page: str) -> str:
    found = re.findall(r"<podcast-player.*?</podcast-player>", page, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


@BLOGS
def test_post_shows_its_player(
    blog: Blog, tmp_path: Path, generator: Callable[[Blog, Path], str]
) -> None:
    """The block and the data file give the same player: audio, page, length and size."""
    post = lay(blog, tmp_path)
    write_post(post, "日报", FIELDS)
    player = _player(generator(blog, tmp_path))
    for key in ("audio", "player", "vtt", "chapters", "peaks"):
        assert f'"{FIELDS[key]}"' in player
    assert "11.3 分钟，5.4 MB" in player
    write_post(post, "日报", {})
    write_data(blog, tmp_path, FIELDS)
    assert _player(generator(blog, tmp_path)) == player


@BLOGS
def test_other_posts_show_none(
    blog: Blog, tmp_path: Path, generator: Callable[[Blog, Path], str]
) -> None:
    """Neither without an episode nor when another post of the same day has one."""
    post = lay(blog, tmp_path)
    write_post(post, "日报", {})
    assert "<podcast-player" not in generator(blog, tmp_path)
    write_data(blog, tmp_path, FIELDS)
    post.rename(post.with_name("2026-02-06-other.md"))
    assert "<podcast-player" not in generator(blog, tmp_path)


@pytest.mark.tools("chromium")
@BLOGS
def test_nothing_of_a_post_is_executed(
    blog: Blog,
    tmp_path: Path,
    generator: Callable[[Blog, Path], str],
    request: pytest.FixtureRequest,
) -> None:
    """A hostile title of 30 kB is text in the page; values that are no addresses are no links."""
    post = lay(blog, tmp_path)
    title = HOSTILE + LONG
    write_post(post, title, {**FIELDS, "vtt": HOSTILE, "seconds": 678.1})
    page = generator(blog, tmp_path)
    assert html.unescape(re.findall(r'title="([^"]*)"', _player(page))[0]) == title
    watched: Watched = request.getfixturevalue("browser_page")
    watched.page.route("https://example.com/**", lambda route: route.abort())
    watched.page.set_content(page, wait_until="domcontentloaded")
    watched.page.wait_for_timeout(500)
    assert watched.page.evaluate("window.hurts") == []
    assert watched.page.locator("podcast-player").get_attribute("title") == title
    assert watched.page.locator("script").count() == 1
    assert watched.page.locator("img").count() == 0
    assert watched.page.locator("podcast-player *").count() == 4


@BLOGS
@pytest.mark.parametrize("audio", ["javascript:hurt(1)", "data:text/html,x", '"><script>', ""])
def test_only_web_addresses_are_played(
    blog: Blog, audio: str, tmp_path: Path, generator: Callable[[Blog, Path], str]
) -> None:
    """A block that a person has filled with something else shows no player."""
    post = lay(blog, tmp_path)
    write_post(post, "x", {**FIELDS, "audio": audio})
    assert "<podcast-player" not in generator(blog, tmp_path)


@BLOGS
def test_page_that_is_no_address_is_no_link(
    blog: Blog, tmp_path: Path, generator: Callable[[Blog, Path], str]
) -> None:
    """The audio still plays."""
    post = lay(blog, tmp_path)
    write_post(post, "x", {**FIELDS, "player": "javascript:hurt(1)//https://"})
    player = _player(generator(blog, tmp_path))
    assert re.findall(r'href="([^"]*)"', player) == [FIELDS["audio"]]


@pytest.mark.tools("node")
def test_hexo_leaves_lists_and_placed_players_alone(
    tmp_path: Path, generator: Callable[[Blog, Path], str]
) -> None:
    """`{% podcast %}` in a post says where; `inject: false` shows no other."""
    post = lay(HEXO, tmp_path)
    write_post(post, "x", FIELDS)
    post.write_text(post.read_text("utf-8") + "\nbefore\n\n{% podcast %}\n", "utf-8")
    page = generator(HEXO, tmp_path)
    assert page.index("before") < page.index(_player(page))
    write_post(post, "x", FIELDS)
    config = tmp_path / "_config.yml"
    config.write_text(config.read_text("utf-8") + "podcast: {inject: false}\n", "utf-8")
    shutil.rmtree(tmp_path / "public")
    (tmp_path / "db.json").unlink()
    assert "<podcast-player" not in generator(HEXO, tmp_path)


@pytest.mark.tools("hugo")
def test_hugo_has_a_shortcode(tmp_path: Path, generator: Callable[[Blog, Path], str]) -> None:
    """`{{< podcast >}}` puts the player into the text, also with TOML front matter."""
    post = lay(HUGO, tmp_path)
    layout = tmp_path / "layouts/_default/single.html"
    layout.write_text("{{ .Content }}", "utf-8")
    from podcast.embed.block import insert

    data = b'+++\ntitle = "x"\ndate = 2026-02-06\n[params]\na = 1\n+++\n\n{{< podcast >}}\n'
    post.write_bytes(insert(data, FIELDS, post))
    assert f'src="{FIELDS["audio"]}"' in _player(generator(HUGO, tmp_path))
