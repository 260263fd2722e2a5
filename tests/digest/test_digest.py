"""Posts become digests: golden pairs, the shapes of real blogs, and one clear error for the rest.

A golden test is two files in `golden/digest`: a post and, with the same name, what must come out.
"""

from __future__ import annotations

import json
import re
import time
import unicodedata
from dataclasses import asdict
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.digest import load, parse
from podcast.errors import DigestError
from podcast.model import Digest, Item

ZONE = ZoneInfo("Asia/Shanghai")
GOLDEN = sorted((Path(__file__).parents[1] / "golden" / "digest").glob("*.md"))
HEAD = "---\ntitle: 日报\ndate: 2026-02-06 08:00:00\n---\n"
ITEM = "\n## 1、标题\n正文。\n"


def digest(text: str, name: str = "2026-02-06-ai-daily.md") -> Digest:
    return parse(text, Path(name), ZONE)


def body(text: str) -> Digest:
    return digest(HEAD + text)


def headlines(text: str) -> list[str]:
    return [item.headline for item in body(text).items]


def only(text: str) -> Item:
    (item,) = body("\n## 1、标题\n" + text).items
    return item


def error(text: str, name: str = "post.md") -> str:
    with pytest.raises(DigestError) as caught:
        digest(text, name)
    return str(caught.value)


def readable(found: Digest) -> dict[str, object]:
    plain = asdict(found)
    for key in ("path", "sha256", "candidates", "body", "body_line"):
        del plain[key]
    plain["date"] = found.date.isoformat()
    plain["published"] = found.published.isoformat()
    return json.loads(json.dumps(plain, ensure_ascii=False))


@pytest.mark.parametrize("post", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_post_gives_its_golden_digest(post: Path):
    """Every post in the golden folder parses to the JSON beside it."""
    expected = post.with_suffix(".json")
    assert expected.exists(), f"{expected.name} is missing"
    assert readable(load(post, ZONE)) == json.loads(expected.read_text("utf-8"))


@pytest.mark.parametrize(
    ("heading", "headline"),
    [
        ("## 1、标题", "标题"),
        ("## 1. 标题", "标题"),
        ("## 1．标题", "标题"),
        ("## 1）标题", "标题"),
        ("## 1: 标题", "标题"),
        ("## 01 标题", "标题"),
        ("## 1｜标题", "标题"),
        ("## 一、标题", "标题"),
        ("## （一）标题", "标题"),
        ("## 【1】标题", "标题"),
        ("## ①标题", "标题"),
        ("## 1️⃣ 标题", "标题"),
        ("## 🔟 标题", "标题"),
        ("## **1、** 🚀 标题", "标题"),
        ("## [1、标题](https://example.com)", "标题"),
        ("# 1、标题", "标题"),
        ("## 1、128K上下文", "128K上下文"),
        ("## 1. 3.0版本发布", "3.0版本发布"),
        ("## 3.0版本发布", "3.0版本发布"),
        ("## 2026年展望", "2026年展望"),
        ("## 5G 商用", "5G 商用"),
        ("## 10:30 开始", "10:30 开始"),
        ("## 360：发布浏览器", "360：发布浏览器"),
        ("## 十一长假出游", "十一长假出游"),
    ],
)
def test_only_a_number_with_a_delimiter_is_taken_off_a_headline(heading: str, headline: str):
    """Numbers in all their forms go, numbers that belong to the words stay."""
    assert headlines(f"\n{heading}\n正文。\n") == [headline]


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("## 1. 甲\n一\n## 2. 乙\n二\n## 3.360发布新品\n三\n", ["甲", "乙", "360发布新品"]),
        ("## 📰 模型\n### 1. 甲\n一\n### 2. 乙\n二\n## 产业\n### 1. 丙\n三\n", ["甲", "乙", "丙"]),
        ("## 一、模型\n### 1. 甲\n一\n## 二、产业\n### 1. 乙\n二\n", ["甲", "乙"]),
        ("## 1、甲\n一\n### 2、乙\n二\n## 3、丙\n三\n", ["甲", "乙", "丙"]),
        ("## 甲\n### 1. 背景\n一\n### 2. 影响\n二\n## 乙\n### 1. 背景\n三\n", ["甲", "乙"]),
        (
            "## 甲\n一。\n- 要点\n### 1. 背景\n一\n## 乙\n二\n- 要点\n### 1. 价格\n三\n",
            ["甲", "乙"],
        ),
        ("## 模型\n### 甲\n一\n### 乙\n二\n## 产业\n### 丙\n三\n", ["甲", "乙", "丙"]),
        ("## 模型\n本周模型很多。\n### 甲\n一\n### 乙\n二\n", ["甲", "乙"]),
        ("## 甲\n一\n### 核心要点\n- 点\n## 乙\n二\n### 核心要点\n- 点\n", ["甲", "乙"]),
        ("# 标题\n\n# 甲\n一\n# 乙\n二\n", ["甲", "乙"]),
        ("## 1、甲\n## 2、乙\n", ["甲", "乙"]),
        ("## 1、甲\n一\n## 2、快讯\n二\n## 3、快讯\n三\n", ["甲", "快讯", "快讯"]),
        ("## 1、甲\n一\n## 2、🎉\n二\n", ["甲"]),
        ("- 甲\n- 乙\n\n## 甲\n一\n## 乙\n二\n", ["甲", "乙"]),
        ("## 今日看点\n1. [甲](#1)\n2. [乙](#2)\n\n## 甲\n一\n## 乙\n二\n", ["甲", "乙"]),
    ],
)
def test_items_are_told_from_sections_and_contents_by_their_shape(post: str, expected: list[str]):
    """Sections that only gather, dividers inside items and tables of contents are no items."""
    text = f"---\ntitle: 标题\ndate: 2026-02-06\n---\n{post}"
    assert [item.headline for item in digest(text).items] == expected


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ("## 1、甲\n一\n### 1. 背景\n二\n### 2. 影响\n三\n## 2、乙\n四\n", ["甲", "乙"]),
        ("## 甲\n一\n### 1. 背景\n二\n### 2. 影响\n三\n## 乙\n四\n", ["甲", "乙"]),
        ("## 甲\n一\n## 乙\n二\n## Z9\n导语 55。\n### 价格\n20 元。\n", ["甲", "乙", "Z9"]),
        (
            "## 一、模\n话\n### 1. 甲\n一\n### 2. 乙\n二\n## 二、业\n### 3. 丙\n三\n",
            ["甲", "乙", "丙"],
        ),
        ("## 快讯\n一 11。\n## 快讯\n二 22。\n## 另一条\n三\n", ["快讯", "快讯", "另一条"]),
        ("## 1、甲\n一\n## 2、乙\n二\n## 其他：丙公司\n三\n", ["甲", "乙", "其他：丙公司"]),
        (
            "## 甲公司\n一\n## 3、乙公司三季报\n二\n## 丙公司\n三\n",
            ["甲公司", "乙公司三季报", "丙公司"],
        ),
        ("## 1、甲\n一\n## 关于我们\n二\n## 往期精选\n三\n## 欢迎订阅\n四\n", ["甲"]),
    ],
)
def test_no_news_is_lost_for_its_shape(post: str, expected: list[str]):
    """Short leads, sub-headings, equal headlines and a missing number make no item disappear."""
    assert headlines(post) == expected


def test_what_stands_below_an_item_belongs_to_it():
    """Sub-headings read as paragraphs, and a label beside items belongs to the one before."""
    found = body("## 1、甲\n一\n### 1. 背景\n二\n## 核心要点\n- 点\n## 2、乙\n三\n").items
    assert found[0].paragraphs == ("一", "背景", "二")
    assert [bullet.text for bullet in found[0].bullets] == ["点"]


def test_a_heading_that_is_no_item_is_named():
    """Whoever reads the warning knows which headline is missing, even one without words."""
    found = body("## 模型\n### 甲\n一\n### 乙\n二\n## 快讯\n三\n## 空\n### 🎉\n🎊\n")
    assert [item.headline for item in found.items] == ["甲", "乙"]
    assert [(one.what, one.line) for one in found.left_out if not one.routine] == [
        ("text under the heading “快讯”", 11),
        ("a heading without words", 13),
    ]
    found = body("## 1、甲\n一\n## 2、🎉\n二\n## 关于我们\n")
    assert [(one.what, one.line) for one in found.left_out] == [
        ("a heading without words", 7),
        ("text that belongs to no item", 8),
        ("advertisement", 9),
    ]


def test_items_count_from_one_whatever_the_post_writes():
    """The number of an item is its place, and its line is that of the heading in the file."""
    found = body("\n## 7、甲\n一\n\n## 9、乙\n二\n").items
    assert [(item.number, item.line) for item in found] == [(1, 6), (2, 9)]


def test_text_outside_the_items_is_reported():
    """Words before the first item, between sections and after a last rule are named by line."""
    found = body(
        "这是第五期。\n\n## 1、甲公司发布新品\n一\n\n---\n\n关注我们。\n\n## 结束语\n再见。\n"
    )
    assert found.items[0].paragraphs == ("一",)
    assert [(one.what, one.line) for one in found.left_out] == [
        ("introduction", 5),
        ("advertisement", 12),
        ("comment", 14),
        ("comment", 15),
    ]


def test_a_rule_inside_the_items_cuts_nothing_off():
    """Only paragraphs after a rule at the very end are the blog's parting words."""
    found = body("## 1、甲\n一\n---\n二\n\n## 2、乙\n三\n\n---\n\n- 四\n")
    assert [item.paragraphs for item in found.items] == [("一", "二"), ("三",)]
    assert found.left_out == ()


@pytest.mark.parametrize(
    ("markdown", "label", "text"),
    [
        ("- ⚡ 极低延迟: 快", "极低延迟", "快"),
        ("- 极低延迟：快", "极低延迟", "快"),
        ("- **很长很长很长很长很长很长的标签：**快", "很长很长很长很长很长很长的标签", "快"),
        ("- **标签**：快", "标签", "快"),
        ("- **标签** 没有冒号", "", "标签 没有冒号"),
        ("- 这一句话说得很长很长很长很长: 快", "", "这一句话说得很长很长很长很长: 快"),
        ("- 他说，很好：快", "", "他说，很好：快"),
        ("- “参考：功能”上线", "", "“参考：功能”上线"),
        ("- 比例为1：1的画面", "", "比例为1：1的画面"),
        ("- 10:30 开始", "", "10:30 开始"),
        ("- 支持以下模型：", "", "支持以下模型"),
        ("1. 第一点", "", "第一点"),
        ("- [ ] 待办", "", "待办"),
    ],
)
def test_a_bullet_is_a_label_and_a_text(markdown: str, label: str, text: str):
    """A short or bold beginning before a colon is the label; a clause, ratio or time is not."""
    (bullet,) = only(markdown).bullets
    assert (bullet.label, bullet.text) == (label, text)


@pytest.mark.parametrize(
    "line",
    [
        "**核心要点：**",
        "核心要点",
        "【AiBase提要:】",
        "[AiBase提要:]",
        "**产品看点：**",
        "### 要点",
    ],
)
def test_a_line_that_only_announces_bullets_is_dropped(line: str):
    """Nothing is said for 核心要点： and its like."""
    item = only(f"正文。\n\n{line}\n\n- 点\n")
    assert item.paragraphs == ("正文。",)


@pytest.mark.parametrize(
    ("markdown", "paragraphs"),
    [
        ("**核心要点：**模型很快。", ("模型很快。",)),
        ("【摘要】模型很快。", ("模型很快。",)),
        ("亮点频出：模型很快。", ("亮点频出：模型很快。",)),
        ("详情见 https://example.com/a 或 https://example.com/b。", ()),
        ("开源，详情见 https://example.com/a 和 https://example.com/b。好。", ("开源。好。",)),
        ("见~~旧表~~。新表很好。", ("新表很好。",)),
        ("模型**“主体参考”**上线", ("模型“主体参考”上线",)),
        ("文字\n---\n", ("文字",)),
        ("文字\n===\n", ("文字",)),
        ("第一行  \n第二行<br>第三行", ("第一行", "第二行", "第三行")),
        ("用`pip`装<b>好</b>&amp;跑", ("用pip装好&跑",)),
        ("<!-- 备忘 -->\n\n正文<!-- 备忘 -->。", ("正文。",)),
        ("<!-- 一 --><!--> 二 -->\n<!-- 三\n四 -->\n\n正文。", ("正文。",)),
        ("> 💡 点评。", ("点评。",)),
        ("来源：[某报](https://example.com/a)", ()),
        ("全文见[某报](https://example.com/a)的报道", ("全文见某报的报道",)),
        ("![图](有 空格.png)正文", ("正文",)),
        ("乙<script>alert(1)</script>", ("乙",)),
        ("{% raw %}正文{{ page.x }}{% endraw %}", ("正文",)),
        ("正文[^1]。\n\n[^1]: 注\n[^2]: 注", ("正文。",)),
        ("- - - 甲", ()),
    ],
)
def test_paragraphs_are_words_only(markdown: str, paragraphs: tuple[str, ...]):
    """Markup, comments, template tags, footnotes and bare links leave the words behind."""
    assert only(markdown).paragraphs == paragraphs


@pytest.mark.parametrize(
    ("markdown", "url"),
    [
        ("见[甲](https://example.com/路径)。", "https://example.com/%E8%B7%AF%E5%BE%84"),
        ("甲见 https://example.com/a_b_c 。", "https://example.com/a_b_c"),
        ("甲见<https://example.com/>。", "https://example.com/"),
        ("见[^x]。\n\n[^x]: <https://example.com/x>", "https://example.com/x"),
        ("见[甲](javascript:alert(1))。", None),
        ("见[甲](/relative)。", None),
        ("见[甲](https://[)。", None),
    ],
)
def test_links_are_absolute_and_harmless(markdown: str, url: str | None):
    """Only http(s) links are recorded, and none is spoken."""
    item = only(markdown)
    assert [link.url for link in item.links] == ([url] if url else [])
    assert "http" not in item.paragraphs[0]


def test_what_is_not_spoken_is_said_with_its_line():
    """Tables, code, HTML and struck-out words are left out and reported."""
    text = "| a |\n|---|\n| b |\n\n```\nc\n```\n\n<div>d</div>\n\n~~e~~ f\n\n<!-- g\n"
    found = body("## 1、标题\n" + text)
    assert found.items[0].paragraphs == ("f",)
    assert [(one.what, one.line) for one in found.left_out] == [
        ("table", 6),
        ("code block", 10),
        ("HTML block", 14),
        ("struck-out text", 16),
        ("HTML comment that is never closed", 18),
    ]


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2026-02-06 08:00:00", "2026-02-06T08:00:00+08:00"),
        ("2026-02-06 08:00", "2026-02-06T08:00:00+08:00"),
        ("2026-02-06", "2026-02-06T00:00:00+08:00"),
        ("2026/2/6 8:05:01.5", "2026-02-06T08:05:01+08:00"),
        ("'2026-02-06 08:00:00 +0800'", "2026-02-06T08:00:00+08:00"),
        ("2026-02-06 08:00:00 +0800", "2026-02-06T08:00:00+08:00"),
        ("2026-02-06T20:00:00Z", "2026-02-07T04:00:00+08:00"),
        ("2026-02-06 08:00:00 -05:30", "2026-02-06T21:30:00+08:00"),
        ("2026-02-06 08:00:00 +9 # Tokio", "2026-02-06T07:00:00+08:00"),
    ],
)
def test_dates_are_read_in_the_shows_zone(written: str, published: str):
    """A date without a zone is the show's, one with a zone is converted, and wins over the name."""
    found = digest(f"---\ndate: {written}\n---\n{ITEM}", "2020-01-01-x.md")
    assert found.published.isoformat() == published
    assert found.date == found.published.date()


def test_the_file_name_gives_what_the_front_matter_does_not():
    """Date, title and slug come from the file name when the post has none of them."""
    found = digest(ITEM, "posts/2026-02-06-ai-daily.md")
    assert (found.date.isoformat(), found.slug) == ("2026-02-06", "ai-daily")
    assert found.title == "2026-02-06-ai-daily"
    assert digest(ITEM, "2026-02-06.md").slug == "2026-02-06"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: AI日报: 可灵's 3.0", "AI日报: 可灵's 3.0"),
        ('title: "AI日报: 可灵"', "AI日报: 可灵"),
        ("title: 3.0", "3.0"),
        ("title: ", "一级标题"),
    ],
)
def test_titles_are_texts_and_an_unquoted_colon_is_mended(line: str, title: str):
    """YAML's traps in a title do not reach the digest."""
    found = digest(f"---\n{line}\ndate: 2026-02-06\n---\n# 一级标题\n{ITEM}")
    assert found.title == title


def test_permalink_and_slug_of_the_post_win():
    """A post may name its own address; one that could be executed is refused."""
    own = "---\ndate: 2026-02-06\npermalink: /a/b/\nslug: 名字\n---\n"
    assert (digest(own + ITEM).url, digest(own + ITEM).slug) == ("/a/b/", "名字")
    assert digest(own.replace("名字", "../x") + ITEM).slug == "ai-daily"
    assert "post.md:3: `permalink`" in error(own.replace("/a/b/", "javascript:x") + ITEM)


@pytest.mark.parametrize("prefix", ["\ufeff", "\n\n", "\ufeff\r\n"])
def test_a_bom_blank_lines_and_crlf_do_not_hide_the_front_matter(prefix: str):
    """The same digest comes out whatever the editor put around the lines."""
    text = prefix + (HEAD + ITEM).replace("\n", "\r\n")
    assert digest(text).sha256 == digest(HEAD + ITEM).sha256


def test_the_hash_covers_what_is_told_and_no_more():
    """Front matter that is added later changes nothing; a word of the news does."""
    before = digest(HEAD + ITEM)
    block = "# podcast:begin\npodcast:\n  audio: https://example.com/a.mp3\n# podcast:end\n---\n"
    assert digest(HEAD.removesuffix("---\n") + block + ITEM).sha256 == before.sha256
    assert digest(HEAD + ITEM.replace("正文", "新文")).sha256 != before.sha256


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "post.md: empty"),
        ("\ufeff \n", "post.md: empty"),
        (ITEM, "post.md:1: no date"),
        (f"---\ntitle: x\ndate:\n---\n{ITEM}", "post.md:3: no date"),
        (f"---\ntitle: x\n{ITEM}", "post.md:1: the front matter has no end"),
        (f"---\ntitle: [a\ndate: 2026-02-06\n---\n{ITEM}", "post.md:3: broken YAML"),
        (f'---\ntitle: "a\ndate: 2026-02-06\n---\n{ITEM}', "broken YAML"),
        (f"---\ntitle: a: b\ntags: a: b\n---\n{ITEM}", "post.md:2: broken YAML"),
        (f"---\na: '\x07'\n---\n{ITEM}", "broken YAML"),
        (f"---\n- a\n---\n{ITEM}", "is not `key: value` lines"),
        (f"---\na: {'[' * 5000}\n---\n{ITEM}", "nested too deeply"),
        (f"---\na: {'b' * 70000}\n---\n{ITEM}", "over 64 kB"),
        (f"---\ntitle: [a]\ndate: 2026-02-06\n---\n{ITEM}", "post.md:2: `title` must be one text"),
        (f"---\ntitle: x\ndate: ../../x\n---\n{ITEM}", "post.md:3: `../../x` is not a date"),
        (f"---\ndate: 2026-13-40\n---\n{ITEM}", "post.md:2: `2026-13-40` is not a date"),
        (f"---\ndate: 0001-01-01T00:00+14:00\n---\n{ITEM}", "post.md:2: `0001"),
        (f"---\ndate: [2026]\n---\n{ITEM}", "post.md:2: a list or mapping is not a date"),
        (HEAD + "![](a.png)\n", "post.md:5: no news item found; looked for"),
        (HEAD + "字" * 2_000_000, "post.md: over 2 MB"),
        (HEAD + "字\n" * 20_000, "post.md: over 20000 lines"),
        (HEAD + ITEM + "字" * 100_001, "post.md:8: a paragraph of over 100000 characters"),
    ],
)
def test_bad_input_gets_one_line_with_its_place(text: str, message: str):
    """Each way a post can be unusable is named, with the file and the line."""
    said = error(text)
    assert message in said
    assert "\n" not in said


@pytest.mark.parametrize("address", ["//[bad/x", "https://[::1/x", "javascript:x"])
@pytest.mark.parametrize("key", ["permalink", "url"])
def test_an_address_that_no_blog_has_is_named_with_its_line(key: str, address: str):
    """What cannot be joined to the blog's address is refused where it is written."""
    said = error(f"---\ntitle: x\n{key}: '{address}'\ndate: 2026-02-06\n---\n{ITEM}")
    assert said == f"post.md:3: `{key}` must be an http(s) URL or a path"


def test_load_names_unreadable_files(tmp_path: Path):
    """A missing, binary or huge file is an error that names it."""
    post = tmp_path / "2026-02-06-x.md"
    with pytest.raises(DigestError, match="cannot be read: No such file"):
        load(post, ZONE)
    post.write_bytes((HEAD + ITEM).encode() + "中文".encode("gb18030"))
    with pytest.raises(DigestError, match=r"x\.md:8: not UTF-8 \(byte \d+\)"):
        load(post, ZONE)
    post.write_bytes(b"a" * 2_000_001)
    with pytest.raises(DigestError, match="over 2 MB"):
        load(post, ZONE)


@pytest.mark.parametrize(
    "hostile",
    [
        "*" * 1_900_000,
        "[" * 1_900_000,
        "[" * 99_000,
        "*a" * 49_000,
        ">" * 10_000 + " a",
        "".join(" " * (2 * depth) + "- a\n" for depth in range(1000)),
        "(" * 40_000 + ")" * 40_000,
        "#" * 90_000,
        "{%" * 40_000,
        "\n" + "<!--" * 24_000,
        "\n<!-- a -->" + "<!--" * 24_000,
    ],
    ids=[
        "stars",
        "brackets",
        "fewer brackets",
        "runs",
        "quotes",
        "lists",
        "nest",
        "hash",
        "tags",
        "comments",
        "more comments",
    ],
)
def test_hostile_text_neither_hangs_nor_crashes(hostile: str):
    """Markup made to exhaust a parser is parsed or refused in seconds."""
    start = time.process_time()
    try:
        said = digest(HEAD + ITEM + hostile).items[0].headline
    except DigestError as error:
        said = str(error)
    assert said == "标题" or ": over " in said
    assert time.process_time() - start < 5


def test_a_broken_title_with_much_white_space_is_read_at_once():
    """Mending a title takes time in step with its length."""
    start = time.process_time()
    found = digest(f"---\ntitle: AI日报: a{' ' * 60_000}b\ndate: 2026-02-06\n---\n{ITEM}")
    assert found.title == "AI日报: a b"
    assert time.process_time() - start < 2


# fmt: off
PIECES = (
    "# ", "## ", "### ", "1、", "一、", "1️⃣", "标题", "- ", "  - ", "> ", "* ", "**", "*", "_",
    "`", "```\n", "~~", "[", "](", "]", ")", "![", "|", "<", "<!--", "-->", "<b>",
    "<script>", "{%", "%}", "https://a.cn/", "http://[", "javascript:", "[^1]", "[^1]: ",
    "&amp;", "---\n", "===\n", "\\", "  \n", "\n", "\n\n", "🎉", "⽉", "：", ": ", "→", "3",
    "\u202e", "\ud800", "\x00",
)
# fmt: on
MARKDOWN = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40).map(
    "".join
)


@settings(max_examples=150, deadline=None)
@given(MARKDOWN)
def test_any_text_gives_plain_items_or_a_digest_error(text: str):
    """Whatever stands in a post, what comes out can be spoken, and nothing else escapes."""
    try:
        found = digest(HEAD + text)
    except DigestError:
        return
    for item in found.items:
        bullets = [part for bullet in item.bullets for part in (bullet.label, bullet.text)]
        assert item.headline
        for words in (item.headline, *item.paragraphs, *bullets):
            assert not re.search(r"https?://\w|[\ufe0f\u2e80-\u2fdf]|\*\*|`", words)
            assert all(
                unicodedata.category(char)[0] != "C" or ord(char) > 0x20000 for char in words
            )
        assert all(link.url.startswith(("http://", "https://")) for link in item.links)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_front_matter_is_read_or_a_digest_error(text: str):
    """No front matter makes anything but a digest or a DigestError."""
    try:
        said = digest(f"---\n{text}\n---\n{ITEM}").path.name
    except DigestError as error:
        said = str(error)
    assert "2026-02-06-ai-daily.md" in said
