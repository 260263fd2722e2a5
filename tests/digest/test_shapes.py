"""Every way to list news is read rightly: golden posts with their readings beside them.

A golden test is two files in `golden/shapes`: a post and, with the same name, its items as a
person would write them down (`reader.readable`). Four stories told in many forms do the rest.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from reader import HEADLINES, SHAPES, STORIES, ZONE, read, readable, told

from podcast.digest import load, parse


@pytest.mark.parametrize("name", [post.stem for post in SHAPES])
def test_a_post_of_each_shape_gives_its_reading(name: str) -> None:
    """Headlines, sections and blocks come out as a person would list them."""
    post = SHAPES[0].with_name(f"{name}.md")
    assert readable(load(post, ZONE)) == post.with_suffix(".txt").read_text("utf-8")


RENAMED = {
    "云帆": "北辰",
    "雲帆": "北辰",
    "青橙": "红枣",
    "海图": "金雀",
    "南屿": "清河",
    "鹿鸣": "白鹭",
    "小满": "芒种",
    "流光": "长河",
    "Lumen": "Cedar",
    "lumen": "cedar",
    "Harbor": "Maple",
    "harbor": "maple",
    "Tidepool": "Oakland",
    "tidepool": "oakland",
    "前沿研究": "学术新知",
    "产品动态": "新品速递",
    "产业新闻": "业界见闻",
    "开源项目": "代码仓库",
    "科技动态": "新知快报",
    "文章": "长文",
    "- 模型\n": "- 算法\n",
    "[模型]": "[算法]",
    "硬件": "设备",
    "社会": "生活",
    "核心要点": "划重点",
    "标语": "口号",
    "介绍": "描述",
    "港口怎么看": "码头的态度",
    "早上好": "各位好",
}
"""Words that a blogger chooses, and others that he might have chosen."""


def _renamed(text: str) -> str:
    for old, new in RENAMED.items():
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("post", SHAPES, ids=lambda path: path.stem)
def test_other_names_are_read_alike(post: Path) -> None:
    """No name, section or label of a post decides how it is read."""
    text = post.read_text("utf-8")
    renamed = _renamed(text)
    assert renamed != text
    assert readable(parse(renamed, post, ZONE)) == _renamed(readable(load(post, ZONE)))


# How one story is written: its headline {head}, its {text}, its number {n}, {c} 一, {f} 壹, {o} ①.
FORMS = {
    **{
        f"headings of level {level}": "#" * level + " {head}\n\n{text}\n\n" for level in range(1, 7)
    },
    "headings with a number": "## {n}. {head}\n\n{text}\n\n",
    "headings with a Chinese number": "### {c}、{head}\n\n{text}\n\n",
    "headings with closing signs": "## {head} ##\n\n{text}\n\n",
    "headings without a space": "##{head}\n{text}\n",
    "headings without a space and with a number": "###{n}、{head}\n{text}\n",
    "headings that are bold": "## **{head}**\n\n{text}\n\n",
    "headings that are links": "## [{head}](https://example.com/{n})\n\n{text}\n\n",
    "headings underlined with hyphens": "{head}\n-------\n\n{text}\n\n",
    "headings underlined with three hyphens": "{head}\n---\n\n{text}\n\n",
    "headings underlined with equals signs": "{head}\n=======\n\n{text}\n\n",
    "1、": "{n}、{head}\n\n{text}\n\n",
    "1.": "{n}.{head}\n\n{text}\n\n",
    "1. in a list": "{n}. {head}\n\n   {text}\n\n",
    "1）": "{n}）{head}\n\n{text}\n\n",
    "（1）": "（{n}）{head}\n\n{text}\n\n",
    "【1】": "【{n}】{head}\n\n{text}\n\n",
    "①": "{o} {head}\n\n{text}\n\n",
    "一、": "{c}、{head}\n\n{text}\n\n",
    "壹、": "{f}、{head}\n\n{text}\n\n",
    "keycaps": "{n}\ufe0f\u20e3 {head}\n\n{text}\n\n",
    "01 ": "0{n} {head}\n\n{text}\n\n",
    "1、 on the line above": "{n}、{head}\n{text}\n\n",
    "1、 without empty lines": "{n}、{head}。{text}\n",
    "1、 that is bold": "**{n}、{head}**\n\n{text}\n\n",
    "bold lines": "**{head}**\n\n{text}\n\n",
    "bold lines right above": "**{head}**\n{text}\n\n",
    "bold leads": "**{head}：**{text}\n\n",
    "bold leads, underscores": "__{head}__：{text}\n\n",
    "list entries": "- {head}。{text}\n",
    "list entries, stars": "* {head}。{text}\n",
    "list entries apart": "+ {head}。{text}\n\n",
    "list entries with bold leads": "- **{head}**：{text}\n",
    "list entries with a line below": "- **{head}**\n  {text}\n",
    "list entries with text nested below": "- {head}\n  - {text}\n",
    "list entries that are links": "- [{head}](https://example.com/{n})\n\n  {text}\n\n",
    "numbered entries": "{n}. {head}。{text}\n",
    "numbered entries with brackets": "{n}) {head}。{text}\n",
    "links": "[{head}](https://example.com/{n})\n\n{text}\n\n",
    "a category in brackets": "[动态] {head}\n\n{text}\n\n",
    "a category in Chinese brackets": "【动态】{head}\n\n{text}\n\n",
    "a category and the text": "【动态】{head}。{text}\n\n",
    "quotations apart": "> {head}。{text}\n\n<!-- -->\n\n",
    "quotations": "> **{head}**\n> {text}\n\n",
    "signs": "◆ {head}\n\n{text}\n\n",
}
EXPECTED = [f"{headline} {text}" for headline, text in STORIES]
MENU = "".join(f"- [{head}](#{n})\n" for n, head in enumerate(HEADLINES, 1)) + "\n---\n\n"
AFTERWORD = "\n\n---\n\n欢迎关注我们的公众号，我们下期再见。\n"


def _written(form: str, first: int = 1, last: int = len(STORIES)) -> str:
    """Return stories in a form, counted through the post."""
    return "".join(
        FORMS[form].format(
            head=head, text=text, n=n, c="一二三四"[n - 1], f="壹贰叁肆"[n - 1], o="①②③④"[n - 1]
        )
        for n, (head, text) in enumerate(STORIES, 1)
        if first <= n <= last
    )


def _found(post: str) -> list[str]:
    """Return each item's words as one line, whatever is its headline and what a block."""
    lines = (" ".join([item.headline, *told(item)]) for item in read(post).items)
    return [row.removeprefix("动态：").replace("。 ", " ").replace(" - ", " ") for row in lines]


@pytest.mark.parametrize("form", list(FORMS))
def test_the_same_stories_are_found_in_every_form(form: str) -> None:
    """Four stories are four items with their headlines and texts, however they are listed."""
    assert _found(_written(form)) == EXPECTED


@pytest.mark.parametrize("form", list(FORMS))
def test_a_title_and_a_greeting_above_the_stories_change_nothing(form: str) -> None:
    """The post's own title, underlined or not, is no item, nor is what is said below it."""
    title = "今日要闻 2026-02-06\n==========\n\n" if "underlined" in form else "# 今日要闻\n\n"
    title = "" if form == "headings of level 1" else title
    assert _found(f"{title}早上好，今天有四条新闻。\n\n{_written(form)}") == EXPECTED


BELOW = [
    form
    for form in FORMS
    if not form.startswith("headings") or FORMS[form].startswith(("### ", "####"))
]


@pytest.mark.parametrize("form", BELOW)
@pytest.mark.parametrize(
    ("written", "names"),
    [
        (("前沿研究", "产业新闻"), ["前沿研究", "产业新闻"]),
        (("🚀 Products", "📚 Papers"), ["Products", "Papers"]),
        (("一、模型与数据", "二、社会"), ["模型与数据", "社会"]),
    ],
)
def test_sections_above_the_stories_keep_their_names(
    form: str, written: tuple[str, str], names: list[str]
) -> None:
    """They are no items, and each story knows in which it stands."""
    first, second = written
    post = f"## {first}\n\n{_written(form, 1, 2)}\n\n## {second}\n\n{_written(form, 3)}"
    assert _found(post) == EXPECTED
    sections = [item.section for item in read(post).items]
    assert sections == [names[0], names[0], names[1], names[1]]


@pytest.mark.parametrize("form", list(FORMS))
def test_a_contents_menu_and_an_afterword_are_no_items(form: str) -> None:
    """Neither what repeats the headlines above nor what asks to subscribe behind a rule is news."""
    assert _found(f"{MENU}{_written(form)}{AFTERWORD}") == EXPECTED


@pytest.mark.parametrize(
    "form",
    ["headings of level 2", "headings of level 3", "1、", "bold lines", "list entries"],
)
def test_the_news_begins_behind_the_contents(form: str) -> None:
    """A heading over the contents hides no story behind them, whatever the stories look like."""
    assert _found(f"## 目录\n\n{MENU}{_written(form)}") == EXPECTED


@pytest.mark.parametrize("form", ["headings of level 2", "1、", "list entries"])
@pytest.mark.parametrize("name", ["**目录**", "目录：", "**本期导读**"])
def test_a_line_over_a_menu_is_no_item(form: str, name: str) -> None:
    """It belongs to the menu."""
    assert _found(f"{name}\n\n{MENU}{_written(form)}") == EXPECTED


@pytest.mark.parametrize("name", ["**目录**", "**本期导读**"])
def test_a_bold_line_over_a_menu_is_no_item(name: str) -> None:
    """Nor is it one where the stories are below bold lines themselves."""
    assert _found(f"{name}\n\n{MENU}{_written('bold lines')}") == EXPECTED


@pytest.mark.parametrize("form", ["## {n}、{head}", "## {head}", "### {head}"])
def test_a_short_headline_is_no_section(form: str) -> None:
    """Headings with two paragraphs each are stories, whatever word their headlines end with."""
    stories = [
        ("云帆开放视频模型", "一张显卡就能生成一分钟短片，许可允许商用。", "权重放在了镜像站。"),
        ("青橙推出家用机器人", "它会叠衣服，也会倒垃圾，十月开售。", "价格与上一代持平。"),
        ("小满上线办公软件", "三个人可以同时改一份文档。", "学生免费使用一年。"),
    ]
    post = "".join(
        f"{form.format(n=n, head=head)}\n\n{first}\n\n{second}\n\n"
        for n, (head, first, second) in enumerate(stories, 1)
    )
    assert [item.headline for item in read(post).items] == [head for head, _, _ in stories]


def test_a_story_with_a_list_and_one_without_are_two_stories() -> None:
    """Numbered headings are what a post counts, though only one has a list below it."""
    digest = read(
        "## 1、船过海峡\n\n- 待办的事情在此\n- 做完的事情在此\n\n"
        "## 2、手机换芯\n\n续航更长的手机在此。\n"
    )
    assert [item.headline for item in digest.items] == ["船过海峡", "手机换芯"]


@pytest.mark.parametrize(
    "form", ["## {head}\n\n{text}\n\n", "## {n}、{head}\n\n{text}\n\n", "- {head}，{text}\n"]
)
def test_an_item_that_is_given_often_is_an_item_each_time(form: str) -> None:
    """Copies are told as often as they stand there, while a title above many texts names none."""
    head, text = STORIES[0]
    assert (
        len(read("".join(form.format(head=head, text=text, n=n) for n in range(1, 31))).items) == 30
    )
    parts = "".join(f"## 摘要\n\n{text}\n\n" for _, text in STORIES)
    assert len(read(parts).items) == 1


_PATH = Path("2026-03-08-news.md")
_THREE = """\
---
title: 要闻
date: 2026-03-08
---

## {first}

厂商周三发布补丁，修复一个堆溢出漏洞。至少一千台设备已被植入后门。

## 软件包被投毒

攻击者骗取了维护者的令牌。恶意版本两小时后下架。

## 警方逮捕五人

警方查获六十台服务器。头目仍然在逃。
"""


@pytest.mark.parametrize(
    "first",
    [
        "VPN 漏洞遭利用（CVE-2026-20871）",
        "2026年1月销量公布",
        "标准将于 2026-12 生效",
        "第3期工程开工",
    ],
)
def test_a_dated_headline_is_a_story(first: str) -> None:
    """A first headline with a date or an identifier is told when a story stands below it."""
    headlines = [item.headline for item in parse(_THREE.format(first=first), _PATH, ZONE).items]
    assert headlines == [first, "软件包被投毒", "警方逮捕五人"]


@pytest.mark.parametrize("first", ["科技要闻 2026-03-08", "安全周报第10期", "2026年3月要闻"])
def test_a_dated_heading_without_a_story_is_the_title(first: str) -> None:
    """With a few words of introduction below it, it is the title of the post."""
    text = _THREE.format(first=first).replace(
        "厂商周三发布补丁，修复一个堆溢出漏洞。至少一千台设备已被植入后门。", "早上好。"
    )
    assert [item.headline for item in parse(text, _PATH, ZONE).items] == [
        "软件包被投毒",
        "警方逮捕五人",
    ]
