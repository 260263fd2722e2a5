"""Within a story everything stands as it stands in the post: blocks, lines, links and speakers."""

from __future__ import annotations

import pytest
from reader import HEADLINES, STORIES, read, spoken, story, told


def test_blocks_keep_the_order_of_the_post() -> None:
    """Paragraphs, bullets, quotations and sub-headings are one list."""
    item = story(
        "甲段文字在此。\n\n- 乙点在此。\n- 丙点在此。\n\n丁段文字在此。\n\n> 戊句话在此。\n\n"
        "### 己处小标题\n\n庚段文字在此。\n\n1. 辛点在此。\n2. 壬点在此。\n\n癸段文字在此。"
    )
    assert told(item) == [
        "甲段文字在此。", "- 乙点在此。", "- 丙点在此。", "丁段文字在此。", "> 戊句话在此。",
        "# 己处小标题", "庚段文字在此。", "- 辛点在此。", "- 壬点在此。", "癸段文字在此。",
    ]  # fmt: skip
    lines = [block.line for block in item.blocks]
    assert lines == sorted(lines)
    assert len(set(lines)) == len(lines)


def test_lists_in_lists_are_told_in_their_order() -> None:
    """An entry is told before those below it, and the paragraphs of an entry stay in it."""
    item = story(
        "- 甲点在此。\n  - 乙点在此。\n    - 丙点在此。\n\n  丁段还在甲点。\n"
        "- 戊点在此。\n\n  > 己句话在此。"
    )
    assert [block.text for block in item.blocks] == [
        "甲点在此。", "乙点在此。", "丙点在此。", "丁段还在甲点。", "戊点在此。", "己句话在此。",
    ]  # fmt: skip


@pytest.mark.parametrize("between", ["\n", "  \n", "<br>\n", "<br/>", "\\\n"])
def test_lines_with_labels_are_apart(between: str) -> None:
    """A break between `**标语**：…` lines separates them, soft or hard."""
    item = story(
        between.join(
            ["**标语**：会自己整理的白板", "**用法**：拍下桌面即可", "**价格**：每月二十元起"]
        )
    )
    assert told(item) == ["会自己整理的白板", "用法：拍下桌面即可", "价格：每月二十元起"]


@pytest.mark.parametrize(
    "lines",
    [
        ("用法：拍下桌面即可", "价格：每月二十元起"),
        ("**用法：** 拍下桌面即可", "**价格：** 每月二十元起"),
        ("先停在锚地。", "再由拖船接手。"),
        ("① 先停在锚地", "② 再由拖船接手"),
        ("1、先停在锚地", "2、再由拖船接手"),
        ("（1）先停在锚地", "（2）再由拖船接手"),
        ("· 先停在锚地", "· 再由拖船接手"),
        ("【海上】先停在锚地", "【港口】再由拖船接手"),
        ("**先停在锚地**", "再由拖船接手"),
        ("先停在锚地", "**再由拖船接手**"),
    ],
)
def test_a_break_that_means_something_stays_one(lines: tuple[str, str]) -> None:
    """Labels, full sentences, lists written by hand and bold lines are lines of their own."""
    assert len(story("\n".join(lines)).blocks) == 2


@pytest.mark.parametrize(
    ("written", "joined"),
    [
        ("船在海峡里走了\n六个小时，没有人接管。", "船在海峡里走了六个小时，没有人接管。"),
        (
            "船在海峡里用 Harbor\nModel 导航，走得很稳。",
            "船在海峡里用 Harbor Model 导航，走得很稳。",
        ),
        ("船由 Harbor\n公司建造。", "船由 Harbor 公司建造。"),
        ("船长说，\n他第一次觉得自己是乘客。", "船长说，他第一次觉得自己是乘客。"),
        ("船从北岸出发，在**海峡\n里**走了六个小时。", "船从北岸出发，在海峡里走了六个小时。"),
        ("船从[北岸出发，在\n海峡](https://e.com)里走了。", "船从北岸出发，在海峡里走了。"),
        pytest.param(
            "船在**海峡\n里**走了六个小时。",
            "船在海峡里走了六个小时。",
        ),
    ],
)
def test_lines_that_an_editor_has_wrapped_are_one(written: str, joined: str) -> None:
    """Nothing stands between two Chinese characters, a space between words in Latin letters."""
    assert told(story(written)) == [joined]


# --- Links --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["{}", "- {}", "1. {}", "**{}**", "《{}》"])
def test_what_is_only_a_link_is_told(form: str) -> None:
    """The words of a link may be all that a story says."""
    item = story(form.format("[青橙手机的芯片是怎样换的](https://example.com/a)"))
    assert [block.text.strip("《》") for block in item.blocks] == ["青橙手机的芯片是怎样换的"]
    assert [link.url for link in item.links] == ["https://example.com/a"]


@pytest.mark.parametrize(
    "words",
    ["原文", "阅读全文", "Link", "via", "来源", "消息来源", "🔗 原文链接", "查看详情 >>", "GitHub"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["{}", "- {}", "（{}）", "> {}"])
def test_words_that_only_say_that_there_is_a_link_are_not_told(words: str, form: str) -> None:
    """They are of a closed list, and the link itself is kept."""
    item = story("甲段文字在此。\n\n" + form.format(f"[{words}](https://example.com/a)"))
    assert told(item) == ["甲段文字在此。"]
    assert [link.url for link in item.links] == ["https://example.com/a"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("云帆开放了模型：https://example.com/a", "云帆开放了模型"),
        pytest.param(
            "云帆开放了模型，地址是：https://example.com/a",
            "云帆开放了模型",
        ),
        ("云帆开放了模型 https://example.com/a", "云帆开放了模型"),
        ("静态站点生成器：https://example.com/a", "静态站点生成器"),
        ("Harbor：https://example.com/a", "Harbor"),
        ("读书笔记: <https://example.com/a>", "读书笔记"),
        ("云帆的模型（https://example.com/a）很小", "云帆的模型很小"),
        ("云帆开放了模型。项目地址：https://example.com/a", "云帆开放了模型。"),
        ("月亮有多圆，误差小于 1%：https://example.com/a", "月亮有多圆，误差小于 1%"),
        ("月亮有多圆，误差小于 1%：[链接](https://example.com/a)", "月亮有多圆，误差小于 1%"),
        ("云帆开放了模型，论文：https://example.com/a", "云帆开放了模型"),
        ("云帆开放了模型，官网：https://example.com/a。它很小。", "云帆开放了模型。它很小。"),
    ],
)
def test_words_before_an_address_are_told_unless_they_only_name_it(written: str, said: str) -> None:
    """项目地址 and its like go with the address, other words stay."""
    item = story(written)
    assert "".join(block.label + block.text for block in item.blocks) == said
    assert [link.url for link in item.links] == ["https://example.com/a"]


@pytest.mark.parametrize(
    "label", ["项目地址", "官网", "论文", "GitHub", "原文链接", "🔗 来源", "**Demo**"]
)
def test_a_label_with_nothing_but_an_address_is_not_told(label: str) -> None:
    """Nothing is left to say of it."""
    assert told(story(f"甲段文字在此。\n\n{label}：https://example.com/a")) == ["甲段文字在此。"]


def test_a_link_within_a_sentence_leaves_it_whole() -> None:
    """Its words are words of the sentence, wherever they stand."""
    item = story(
        "[云帆](https://example.com/1)和[青橙](https://example.com/2)在[海峡](https://example.com/3)相遇，"
        "详见[港务局的报告](https://example.com/4)，报告说没有[接管](https://example.com/5)。"
    )
    assert told(item) == ["云帆和青橙在海峡相遇，详见港务局的报告，报告说没有接管。"]


# --- Quotations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "> 我第一次觉得自己是乘客。\n>\n> —— 船长林远",
        "> 我第一次觉得自己是乘客。\n> —— 船长林远",
        "> 我第一次觉得自己是乘客。\n\n—— 船长林远",
        "> 我第一次觉得自己是乘客。\n>\n> -- [船长林远](https://example.com/a)",
        "> 我第一次觉得自己是乘客。\n\n-- [船长林远](https://example.com/a)",
        pytest.param(
            "> 我第一次觉得自己是乘客。\n>\n> --- 船长林远",
        ),
        "> 我第一次觉得自己是乘客。\n>\n> —船长林远",
        "> [!quote] 船长林远\n> 我第一次觉得自己是乘客。",
        "> [!quote]+ 船长林远\n>\n> 我第一次觉得自己是乘客。",
        "> 船长林远：\n> 我第一次觉得自己是乘客。",
        "> **船长林远**：\n>\n> 我第一次觉得自己是乘客。",
    ],
)
def test_a_quotation_keeps_its_speaker(written: str) -> None:
    """Whoever is named below, above or in the title of a box has said it."""
    assert told(story(f"甲段文字在此。\n\n{written}\n\n乙段文字在此。")) == [
        "甲段文字在此。",
        "> 船长林远：我第一次觉得自己是乘客。",
        "乙段文字在此。",
    ]


def test_quotations_one_after_the_other_keep_each_its_speaker() -> None:
    """A name belongs to the words before it."""
    item = story("> 甲句话在此。\n>\n> —— 林远\n\n文字在此。\n\n> 乙句话在此。\n>\n> —— 周舟")
    assert told(item) == ["> 林远：甲句话在此。", "文字在此。", "> 周舟：乙句话在此。"]


def test_a_dash_that_begins_a_sentence_is_no_speaker() -> None:
    """A sentence behind a dash is told as one."""
    item = story("他停了一下。\n\n——然后船自己转了弯，没有人说话。")
    assert len(item.blocks) == 2
    assert item.blocks[0].kind == "paragraph"


def test_a_speaker_with_several_lines_is_named_once() -> None:
    """The lines of one quotation stay together and in order."""
    item = story("> 甲句话在此。\n>\n> 乙句话在此。\n>\n> —— 林远")
    assert [block.text for block in item.blocks] == ["甲句话在此。", "乙句话在此。"]
    assert {block.kind for block in item.blocks} == {"quotation"}
    assert "林远" in {block.label for block in item.blocks}


def test_bullets_and_code_in_a_quotation_keep_their_place() -> None:
    """A list that is quoted is told where it stands."""
    item = story("> 甲句话在此。\n>\n> - 乙点在此。\n> - 丙点在此。\n>\n> 丁句话在此。")
    assert [block.text for block in item.blocks] == [
        "甲句话在此。", "乙点在此。", "丙点在此。", "丁句话在此。",
    ]  # fmt: skip


# --- Stories ------------------------------------------------------------------------------------


def test_stories_keep_the_order_of_the_post_whatever_their_numbers() -> None:
    """A post that counts wrongly is told as it stands."""
    numbers = (3, 1, 1, 7)
    post = "".join(
        f"## {number}、{head}\n\n{text}\n\n"
        for number, (head, text) in zip(numbers, STORIES, strict=True)
    )
    digest = read(post)
    assert [item.headline for item in digest.items] == HEADLINES
    assert [item.number for item in digest.items] == [1, 2, 3, 4]
    assert spoken(digest) == [words for each in STORIES for words in each]


def test_sections_and_lines_keep_the_order_of_the_post() -> None:
    """Each item begins below the one before it."""
    post = (
        "## 甲类\n\n### 1. 云帆开放视频模型\n\n文字。\n\n## 乙类\n\n### 2. 青橙手机换芯\n\n文字。\n"
    )
    lines = [item.line for item in read(post).items]
    assert lines == [7, 13]
