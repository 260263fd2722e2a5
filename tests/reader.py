"""Helpers of the tests of `podcast.digest`: a post from its text, and a digest as readable text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from podcast.digest import parse
from podcast.model import Block, Digest, Item

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = "---\ntitle: 今日要闻\ndate: 2026-02-06\n---\n"
"""Four lines: the body of a test's post begins on line 5."""
GOLDEN = Path(__file__).parent / "golden"
SHAPES = sorted((GOLDEN / "shapes").glob("*.md"))
ROOT = Path(__file__).parents[1]
POSTS = (
    *SHAPES,
    *sorted((GOLDEN / "digest").glob("*.md")),
    *sorted((ROOT / "posts").glob("*.md")),
    ROOT / "podcast" / "data" / "sample_post.md",
)
"""All sample posts of the tests, of every shape."""

STORIES = (
    ("云帆开放视频模型的全部权重", "一张显卡就能生成一分钟短片，许可允许商用。"),
    ("青橙手机改用自研芯片", "续航延长三成，十月开售，价格与上一代持平。"),
    ("无人货轮完成横跨海峡的试航", "全程六小时，船上的四名观察员没有一次接管。"),
    ("国家图书馆开放八万件古籍", "高清扫描可以逐字检索，注册即可下载。"),
)
HEADLINES = [headline for headline, _ in STORIES]


def read(body: str) -> Digest:
    """Return the digest of a post with this body."""
    return parse(HEAD + body, Path("2026-02-06-ai-daily.md"), ZONE)


def story(text: str) -> Item:
    """Return the first of two items, which has this text in the post."""
    following = "\n\n## 2、第二条新闻的标题在此\n\n第二条新闻的正文在此。\n"
    return read(f"## 1、第一条新闻的标题在此\n\n{text}{following}").items[0]


def told(item: Item) -> list[str]:
    """Return an item's blocks as `readable` shows them, without indents."""
    return [line.strip() for line in _lines(item)][1:]


def spoken(digest: Digest) -> list[str]:
    """Return all texts of a digest, in order."""
    return [
        words for item in digest.items for words in (item.headline, *_words(item.blocks)) if words
    ]


def _words(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield block.label
        yield block.text


def readable(digest: Digest) -> str:
    """Return the items as readable text."""
    return "".join(f"{line}\n" for item in digest.items for line in _lines(item))


def _lines(item: Item) -> Iterator[str]:
    section = f"[{item.section}] " if item.section else ""
    yield f"{item.number}. {section}{item.headline}"
    signs = {"paragraph": "", "bullet": "- ", "quotation": "> ", "subheading": "# "}
    for block in item.blocks:
        label = f"{block.label}：" if block.label else ""
        yield f"   {signs[block.kind]}{label}{block.text}"
