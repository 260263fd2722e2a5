"""Where a blog has a post: the same table for what we say and for what the generators do."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import programs
import pytest

from podcast.digest.blog import page_of, same_page
from podcast.digest.permalink import file_of, name_of
from podcast.errors import ConfigError

_DAY = date(2026, 2, 6)
_MATTER = "layout: post\ntitle: AI Daily News\ndate: 2026-02-06 08:00:00\n"
_ZONE = "timezone: Asia/Shanghai\n"
_NODE = Path(__file__).parents[1] / "node/node_modules"


@dataclass(frozen=True, slots=True)
class _Case:
    """A blog's configuration, its post, where the page is, and what would lead there."""

    generator: str
    config: str
    post: str
    path: str
    template: str | None
    matter: str = ""
    name: str = field(default="", kw_only=True)
    """The name of the configuration, where it is not the usual one."""


_JEKYLL = "_posts/2026-02-06-ai-daily.md"
_HEXO = "source/_posts/2026-02-06-ai-daily.md"
_HUGO = "content/posts/2026-02-06-ai-daily.md"
_DATED = "{date:%Y/%m/%d}"
CASES = {
    "jekyll": _Case("jekyll", "", _JEKYLL, "/2026/02/06/ai-daily.html", f"/{_DATED}/{{slug}}.html"),
    "jekyll pretty": _Case(
        "jekyll", "permalink: pretty\nbaseurl: /blog\n", _JEKYLL, "/blog/2026/02/06/ai-daily/",
        f"/blog/{_DATED}/{{slug}}/",
    ),
    "jekyll category": _Case(
        "jekyll", "permalink: /:categories/:title/\n", _JEKYLL, "/news/ai-daily/",
        "/news/{slug}/", "categories: [News]\n",
    ),
    "jekyll default": _Case(
        "jekyll",
        "defaults: [{scope: {path: '', type: posts}, values: {permalink: '/p/:slug.html'}}]\n",
        _JEKYLL, "/p/ai-daily.html", "/p/{slug}.html",
    ),
    "jekyll slug": _Case(
        "jekyll", "permalink: /:title/\n", _JEKYLL, "/ours/", None, "slug: ours\n"
    ),
    "hexo": _Case("hexo", "", _HEXO, "/2026/02/06/2026-02-06-ai-daily/", f"/{_DATED}/{{file}}/"),
    "hexo own slug": _Case(
        "hexo", "", _HEXO, "/2026/02/06/2026-02-06-ai-daily/", f"/{_DATED}/{{file}}/",
        "slug: ours\n",
    ),
    "hexo dated names": _Case(
        "hexo", "new_post_name: :year-:month-:day-:title.md\npermalink: posts/:title.html\n", _HEXO,
        "/posts/ai-daily.html", "/posts/{slug}.html",
    ),
    "hexo folders": _Case(
        "hexo", "permalink: :title/\n", "source/_posts/日报/2026-02-06-ai.md",
        "/日报/2026-02-06-ai/", None,
    ),
    "hugo": _Case("hugo", "", _HUGO, "/posts/2026-02-06-ai-daily/", "/posts/{file}/"),
    "hugo capitals": _Case(
        "hugo", "", "content/posts/2026-02-06-AI-Daily.md", "/posts/2026-02-06-ai-daily/", None
    ),
    "hugo section": _Case(
        "hugo", "[permalinks]\nposts = '/:year/:month/:slug/'\n", _HUGO, "/2026/02/ai-daily-news/",
        None,
    ),
    "hugo names": _Case(
        "hugo", "[permalinks]\nposts = '/:year/:month/:day/:filename/'\n", _HUGO,
        "/2026/02/06/2026-02-06-ai-daily/", f"/{_DATED}/{{file}}/",
    ),
    "hugo dated names": _Case(
        "hugo", "[frontmatter]\ndate = [':filename', ':default']\n", _HUGO, "/posts/ai-daily/",
        "/posts/{slug}/",
    ),
    "hugo bundle": _Case(
        "hugo", "", "content/posts/2026/2026-02-06-ai/index.md", "/posts/2026/2026-02-06-ai/",
        "/posts/2026/{file}/",
    ),
    "hugo below": _Case(
        "hugo", "baseURL: https://example.com/blog/\nuglyURLs: true\n", _HUGO,
        "/posts/2026-02-06-ai-daily.html", "/blog/posts/{file}.html", name="hugo.yaml",
    ),
}  # fmt: skip
_TABLE = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def _lay(case: _Case, root: Path) -> Path:
    name = case.name or ("config.toml" if case.generator == "hugo" else "_config.yml")
    config = case.config if case.generator == "hugo" else _ZONE + case.config
    for place, text in {
        name: config,
        case.post: f"---\n{_MATTER}{case.matter}---\n\ntext\n",
    }.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, "utf-8")
    return root / case.post


@_TABLE
def test_page_is_where_the_generator_has_it(case: _Case, tmp_path: Path) -> None:
    """Its path follows from the configuration, and the offered `post_url` gives the same."""
    post = _lay(case, tmp_path)
    page = page_of(post, ZoneInfo("Asia/Shanghai"))
    assert page is not None
    assert unquote(page.path).removeprefix("/blog") == case.path.removeprefix("/blog")
    assert page.template == case.template
    if page.template:
        names = {"slug": name_of(post), "file": file_of(post)}
        assert same_page(page.template.format(date=_DAY, **names), page.path)


@pytest.mark.parametrize(
    ("place", "config", "matter"),
    [
        ("posts/2026-02-06-ai.md", "title: x\n", ""),
        (_JEKYLL, "permalink: /:collection/:name_of_a_plugin/\n", ""),
        (_HEXO, "permalink: :id/\n", ""),
        (_JEKYLL, "title: x\n", "permalink: /mine/\n"),
    ],
    ids=["no blog", "a plugin's word", "a word of the database", "an address of its own"],
)
def test_nothing_is_said_of_what_only_the_generator_knows(
    place: str, config: str, matter: str, tmp_path: Path
) -> None:
    """A post outside of a blog, unknown words, a post with its own address."""
    kind = place.partition("/")[0].strip("_")
    post = _lay(_Case(kind, config, place, "", None, matter), tmp_path)
    assert page_of(post, ZoneInfo("Asia/Shanghai")) is None


@pytest.mark.parametrize("name", ["hugo.toml", "hugo.yaml", "hugo.json"])
def test_broken_configuration_is_an_error_with_its_place(name: str, tmp_path: Path) -> None:
    """It names the file."""
    post = _lay(_Case("hugo", "a: [", _HUGO, "", None, name=name), tmp_path)
    with pytest.raises(ConfigError, match=name.replace(".", r"\.")):
        page_of(post, ZoneInfo("Asia/Shanghai"))


# --- the generators themselves --------------------------------------------------------------------

_LAYOUT = "<!doctype html><title>x</title>text"
_THEMES: Mapping[str, Mapping[str, str]] = {
    "jekyll": {"_layouts/post.html": _LAYOUT},
    "hexo": {
        "package.json": json.dumps(
            {"name": "x", "hexo": {}, "dependencies": {"hexo": "*", "hexo-renderer-marked": "*"}}
        ),
        "themes/plain/layout/post.njk": _LAYOUT,
        "themes/plain/layout/index.njk": _LAYOUT,
    },
    "hugo": {"layouts/_default/single.html": _LAYOUT, "layouts/_default/list.html": _LAYOUT},
}
_COMMANDS = {
    "jekyll": (("jekyll", "build", "--quiet"), "_site"),
    "hexo": ((str(_NODE / ".bin/hexo"), "generate", "--silent"), "public"),
    "hugo": (("hugo", "--quiet"), "public"),
}


@pytest.mark.slow
@pytest.mark.tools("jekyll", "hugo", "node")
@_TABLE
def test_the_generator_has_it_there(case: _Case, tmp_path: Path) -> None:
    """Jekyll, Hexo and Hugo write the page at the path of the table."""
    _lay(case, tmp_path)
    for name, text in _THEMES[case.generator].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    if case.generator == "hexo":
        if not _NODE.is_dir():
            programs.go_without("hexo is not installed; `npm ci --prefix tests/node`")
        (tmp_path / "node_modules").symlink_to(_NODE)
        with (tmp_path / "_config.yml").open("a", encoding="utf-8") as config:
            config.write("url: https://example.com\ntheme: plain\n")
    command, out = _COMMANDS[case.generator]
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    path = case.path.removeprefix("/blog").strip("/")
    page = (
        tmp_path / out / path / "index.html" if case.path.endswith("/") else tmp_path / out / path
    )
    assert page.is_file(), sorted(str(each) for each in (tmp_path / out).rglob("*.html"))
