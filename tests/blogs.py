"""Small blogs, built by the real Jekyll, Hexo and Hugo, with one hostile post each."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from podcast.commands.kit import KITS
from podcast.embed import datafile
from podcast.embed.block import Fields, insert
from podcast.show.config import shipped

HOSTILE = (
    "<script>hurt('title')</script> \"><img src=x onerror=hurt('img')> {{7*7}} {% raw %} "
    "{{ '' | append: '<b>' }} javascript:hurt(1) ' onmouseover='hurt(2) &lt;b&gt; <%= 7*7 %>"
)
LONG = "长标题" * 3400
"""Over 20 kB in UTF-8 and more than 30 kB as text of a page."""
NAME = "2026-02-06-ai-daily.md"
_ROOT = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Blog:
    """The folders of a kind of blog. `layout` holds the place of the player, if one is needed."""

    kind: str
    posts: str
    data: str
    files: dict[str, str]
    command: tuple[str, ...]
    out: str


_LAYOUT = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>x</title>
<script>window.hurts = []; window.hurt = (what) => window.hurts.push(what);</script>
<body>{body}</body></html>
"""

JEKYLL = Blog(
    "jekyll",
    "_posts",
    "_data/podcast.yml",
    {
        "_config.yml": "timezone: Asia/Shanghai\npermalink: /post.html\n",
        "_layouts/post.html": _LAYOUT.format(
            body="{% include podcast_player.html %}<main>text</main>"
        ),
    },
    ("jekyll", "build", "--quiet"),
    "_site/post.html",
)
HEXO = Blog(
    "hexo",
    "source/_posts",
    "source/_data/podcast.yml",
    {
        "_config.yml": "title: x\nurl: https://example.com\npermalink: post.html\ntheme: plain\n"
        "timezone: Asia/Shanghai\n",
        "package.json": json.dumps(
            {"name": "x", "hexo": {}, "dependencies": {"hexo": "*", "hexo-renderer-marked": "*"}}
        ),
        "themes/plain/layout/post.njk": _LAYOUT.format(body="{{ page.content | safe }}"),
        "themes/plain/layout/index.njk": _LAYOUT.format(body="index"),
    },
    (str(_ROOT / "node/node_modules/.bin/hexo"), "generate", "--silent"),
    "public/post.html",
)
HUGO = Blog(
    "hugo",
    "content/posts",
    "data/podcast.yaml",
    {
        "config.toml": 'baseURL = "https://example.com/"\n'
        'disableKinds = ["taxonomy", "term", "RSS"]\n'
        "[permalinks]\nposts = '/post'\n",
        "layouts/_default/single.html": _LAYOUT.format(
            body='{{ partial "podcast.html" . }}<main>text</main>'
        ),
        "layouts/_default/list.html": _LAYOUT.format(body="list"),
    },
    ("hugo", "--quiet"),
    "public/post/index.html",
)


def front_matter(title: str) -> str:
    """Return a post with this title and its layout, without the player's block."""
    return (
        f"---\nlayout: post\ntitle: {json.dumps(title, ensure_ascii=False)}\n"
        "date: 2026-02-06 08:00:00 +0800\n---\n\ntext\n"
    )


def lay(blog: Blog, folder: Path) -> Path:
    """Write the blog and the extras that make it show players; return the path of its post."""
    for name, text in blog.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for source, place in KITS[blog.kind].items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(shipped("with", blog.kind, source).read_bytes())
    post = folder / blog.posts / NAME
    post.parent.mkdir(parents=True, exist_ok=True)
    return post


def write_post(post: Path, title: str, fields: Fields) -> None:
    """Write the post, with the block in its front matter when there are fields for it."""
    data = front_matter(title).encode()
    post.write_bytes(insert(data, fields, post) if fields else data)


def write_data(blog: Blog, folder: Path, fields: Fields) -> None:
    """Write the data file as `podcast embed --data` does, for this post."""
    path = folder / blog.data
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(datafile.entry("2026-02-06", {"post": NAME, **fields}), "utf-8")


def generate(blog: Blog, folder: Path) -> str:
    """Run the generator and return the page of the post."""
    link = folder / "node_modules"
    if blog.kind == "hexo" and not link.exists():
        link.symlink_to(_ROOT / "node/node_modules")
    environment = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        blog.command, cwd=folder, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return (folder / blog.out).read_text("utf-8")
