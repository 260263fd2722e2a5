"""`podcast init` in a blog: what it takes over, what it leaves alone, and its questions."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from podcast.commands import blog, init
from podcast.errors import ConfigError
from podcast.lib import yamlfile
from podcast.show import config

_JEKYLL = """\
# 我的博客
title: 晨读AI   # the title
description: >
  每天一份
  AI 日报
author:
  name: 林一
url: "https://blog.linyi.dev"
baseurl: /ai
lang: zh-CN
timezone: Asia/Tokyo
permalink: /:year/:month/:title/
exclude:        # what stays away
  - Gemfile
  - drafts.txt  # mine
# the end
plugins: [jekyll-feed]
"""
_HEXO = """\
title: 晨读AI
author: 林一
language: [zh-CN, en]
timezone: Asia/Shanghai
url: https://linyi.dev/blog
permalink: :year/:i_month/:title.html
new_post_name: :title.md
skip_render:
"""
_HUGO = """\
baseURL = "https://linyi.dev/"
title = "晨读AI"
defaultContentLanguage = "zh"
[languages.zh]
languageCode = "zh-TW"
timeZone = "Asia/Taipei"
[params]
author = { name = "林一" }
description = "每天一份"
[permalinks.page]
daily = "/d/:year-:month-:day/:slugorcontentbasename/"
"""


def _blog(root: Path, name: str, text: str, posts: str) -> Path:
    (root / posts).mkdir(parents=True)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")
    (root / posts / "2026-03-05-Ai-Daily.md").write_text("---\ntitle: x\n---\nx\n", "utf-8")
    return root


def _made(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_jekyll_blog(tmp_path: Path) -> None:
    """Its facts are the show's; its configuration keeps every byte and leaves ours out."""
    root = _blog(tmp_path / "blog", "_config.yml", _JEKYLL, "_posts")
    (root / ".gitignore").write_text("_site/", "utf-8")
    before = _made(root)
    init.create(root)
    show = config.load(root)
    assert (show.title, show.author, show.description) == ("晨读AI", "林一", "每天一份 AI 日报")
    assert (show.link, show.base_url) == (
        "https://blog.linyi.dev/ai/",
        "https://blog.linyi.dev/ai/episodes/",
    )
    assert show.post_url == "https://blog.linyi.dev/ai/{date:%Y/%m}/{slug}/"
    assert (show.timezone, show.posts) == ("Asia/Tokyo", root / "_posts")
    assert set(_made(root)) - set(before) == {"show.yaml", "voices.yaml"}
    assert (root / ".gitignore").read_text("utf-8").startswith("_site/\n.cache/\n")
    text = (root / "_config.yml").read_text("utf-8")
    kept = text.splitlines(keepends=True)
    assert [row for row in kept if row in _JEKYLL.splitlines(keepends=True)] == (
        _JEKYLL.splitlines(keepends=True)
    )
    excluded = yaml.safe_load(text)["exclude"]
    assert excluded[:2] == ["Gemfile", "drafts.txt"]
    assert {"show.yaml", "voices.yaml", "episodes/*/script.md", "episodes/*/report.html"} <= set(
        excluded
    )


def test_a_jekyll_blog_of_defaults(tmp_path: Path) -> None:
    """A list of its own must name what Jekyll leaves out by itself; a starter's words are none."""
    text = "title: Your awesome title\nurl: https://example.com\nlang: en\n"
    root = _blog(tmp_path / "blog", "_config.yml", text, "_posts")
    (root / "CNAME").write_text("linyi.dev\n", "utf-8")
    init.create(root)
    show = config.load(root)
    assert (show.title, show.language) == (init.DEFAULT_TITLE, "zh-CN")
    assert show.post_url == "https://linyi.dev/{date:%Y/%m/%d}/{slug}.html"
    assert "Gemfile" in yaml.safe_load((root / "_config.yml").read_text("utf-8"))["exclude"]


def test_a_show_below_a_blog(tmp_path: Path) -> None:
    """A folder of its own in the blog finds the posts beside it and is left out by its name."""
    root = _blog(tmp_path / "blog", "_config.yml", _JEKYLL, "_posts")
    init.create(root / "pod")
    show = config.load(root / "pod")
    assert show.posts.resolve() == root / "_posts"
    assert show.base_url == "https://blog.linyi.dev/ai/pod/episodes/"
    excluded = yaml.safe_load((root / "_config.yml").read_text("utf-8"))["exclude"]
    assert "pod/show.yaml" in excluded


def test_a_hexo_blog(tmp_path: Path) -> None:
    """Without a date in `new_post_name` a name's date belongs to its title; pages stay as made."""
    root = _blog(tmp_path / "blog", "_config.yml", _HEXO, "source/_posts")
    init.create(root)
    show = config.load(root)
    assert (show.title, show.author) == ("晨读AI", "林一")
    assert show.post_url == "https://linyi.dev/blog/{date:%Y/%-m/%Y-%m-%d}-{slug}.html"
    assert show.base_url == "https://linyi.dev/blog/episodes/"
    assert show.publish.to == "source/episodes"
    assert yaml.safe_load((root / "_config.yml").read_text("utf-8"))["skip_render"] == [
        "episodes/**"
    ]


@pytest.mark.parametrize("name", ["hugo.toml", "config.toml", "config/_default/hugo.toml"])
def test_a_hugo_blog(tmp_path: Path, name: str) -> None:
    """The section with the most posts, its own pattern, its main language; nothing is edited."""
    root = _blog(tmp_path / "blog", name, _HUGO, "content/daily")
    init.create(root)
    show = config.load(root)
    assert (show.title, show.author, show.description) == ("晨读AI", "林一", "每天一份")
    assert (show.language, show.timezone) == ("zh-TW", "Asia/Taipei")
    assert show.post_url == "https://linyi.dev/d/{date:%Y-%m-%d/%Y-%m-%d}-{slug}/"
    assert show.posts == root / "content" / "daily"
    assert show.publish.to == "static/episodes"
    assert (root / name).read_text("utf-8") == _HUGO


def test_a_word_that_only_the_blog_knows_is_told(tmp_path: Path) -> None:
    """No address is guessed of it."""
    text = _HEXO.replace(":title.html", ":hash/")
    root = _blog(tmp_path / "blog", "_config.yml", text, "source/_posts")
    init.create(root)
    assert any(":hash" in row for row in init.farewell(root))


def test_names_that_are_no_ascii(tmp_path: Path) -> None:
    """A folder or a pattern in Chinese, braces, and a .gitignore of other bytes are no trouble."""
    root = _blog(tmp_path / "a", "hugo.toml", 'baseURL = "https://linyi.dev"\n', "content/日报")
    (root / ".gitignore").write_bytes(b"\xff\n")
    init.create(root)
    show = config.load(root)
    assert show.posts == root / "content" / "日报"
    assert show.post_url == ("https://linyi.dev/%E6%97%A5%E6%8A%A5/{date:%Y-%m-%d}-{slug}/")
    assert (root / ".gitignore").read_bytes().startswith(b"\xff\n.cache/\n")
    text = "title: x\nurl: https://linyi.dev\npermalink: /日报/{x}/:title/\n"
    root = _blog(tmp_path / "b", "_config.yml", text, "_posts")
    init.create(root)
    assert config.load(root).post_url == ("https://linyi.dev/%E6%97%A5%E6%8A%A5/%7Bx%7D/{slug}/")


def test_zola_is_none_of_them_and_broken_files_are_named(tmp_path: Path) -> None:
    """`config.toml` may be another program's; a file that cannot be read is one line."""
    (tmp_path / "config.toml").write_text('base_url = "https://a.dev"\n', "utf-8")
    assert blog.survey(tmp_path) is None
    (tmp_path / "hugo.toml").write_text("title = \n", "utf-8")
    with pytest.raises(ConfigError, match=r"hugo\.toml: cannot be read"):
        init.create(tmp_path)
    assert not (tmp_path / "show.yaml").exists()


def test_a_configuration_that_cannot_be_edited_is_told(tmp_path: Path) -> None:
    """The show is made; what is to be written by hand is named."""
    text = "exclude: &names\n  - a\ninclude: *names\n"
    root = _blog(tmp_path / "blog", "_config.yml", text, "_posts")
    init.create(root)
    assert (root / "_config.yml").read_text("utf-8") == text
    assert any("by hand: show.yaml, voices.yaml" in row for row in init.farewell(root))


def test_questions_at_a_terminal(tmp_path: Path) -> None:
    """A bad answer is asked again, Enter takes what is proposed; then the next three commands."""
    answers = "晨读\n\nnot an address\nhttps://linyi.dev\n\n\nMars\nAsia/Tokyo\n"
    said = _at_a_terminal(tmp_path / "show", answers)
    show = config.load(tmp_path / "show")
    assert (show.title, show.link) == ("晨读", "https://linyi.dev/")
    assert show.base_url == "https://linyi.dev/episodes/"
    assert show.timezone == "Asia/Tokyo"
    assert "write an address like" in said
    assert "write a time zone like" in said
    *_, doctor, build, serve = said.strip().splitlines()
    assert ["podcast doctor" in doctor, "podcast build" in build, "podcast serve" in serve] == (
        [True] * 3
    )


def test_no_questions_with_yes_or_without_a_terminal(tmp_path: Path) -> None:
    """A script, a pipe and `--yes` get the show at once."""
    assert "[" not in _at_a_terminal(tmp_path / "show", "", "--yes").split("next:")[0]
    words = [sys.executable, "-m", "podcast", "init", str(tmp_path / "other")]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=120, input="")
    assert str(tmp_path / "other" / "show.yaml") in done.stdout
    assert "podcast build" in done.stderr


def _at_a_terminal(folder: Path, answers: str, *options: str) -> str:
    """Run `podcast init` at a pseudo-terminal, type the answers, and return what it shows."""
    here, there = pty.openpty()
    words = [sys.executable, "-m", "podcast", "init", str(folder), *options]
    with subprocess.Popen(words, stdin=there, stdout=there, stderr=there) as process:
        os.close(there)
        os.write(here, answers.encode())
        said = b""
        while True:
            try:
                part = os.read(here, 4096)
            except OSError:  # the other side is closed: the program has ended
                break
            if not part:
                break
            said += part
    os.close(here)
    assert process.returncode == 0, said.decode()
    return said.decode()


@pytest.mark.parametrize(
    "text",
    [
        "", "title: x # c", "exclude: [a] # c\n", "exclude: a\nb: 1\n", "exclude:\n",
        "exclude: []\n", "exclude:\r\n- a\r\n", "exclude:\n  - a\n  # b\nc: d\n",
    ],
)  # fmt: skip
def test_any_list_is_lengthened(text: str, tmp_path: Path) -> None:
    """The old lines stay, the values are in it once, comments stay where they were."""
    from podcast.lib.yamledit import extend

    path = tmp_path / "x.yml"
    new = extend(text, path, "exclude", ["show.yaml", "e/*/s"])
    assert extend(new, path, "exclude", ["e/*/s"]) == new
    values = yamlfile.parse(new, path)["exclude"]
    assert values[-2:] == ["show.yaml", "e/*/s"]
    assert [word for word in text.replace("exclude: a", "").split() if word not in new] in (
        [], ["[]"], ["[a]"]
    )  # fmt: skip
