"""What a person is told of how a post was read: `podcast script --why`, and the warnings."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from reader import POSTS, SHAPES, STORIES, ZONE, read, story

from podcast.cli import main
from podcast.digest import coverage, load, warnings, why, why_json
from podcast.errors import DigestError
from podcast.model import OCCASION, Digest, LeftOut

POST = """\
---
title: 晚报
date: 2026-02-11
---

编辑部的窗外下着雪，3人值班。

## 前沿研究

### 1. 南屿大学用声音监测蜂群健康

三百个蜂箱里放了麦克风，由模型判断蜂王是否还在。

作者：林远

```
print(1)
```

### 2. 低温电池在零下四十度放电

新的电解液让电池在极地保留八成容量。

- 成本没有上升。

## 产业新闻

### 3. 青橙手机改用自研芯片

续航延长三成，十月开售，价格与上一代持平。

## 订阅我们

每天傍晚更新。
"""


@pytest.fixture
def folder(show_folder: Path) -> Path:
    """Return a show with that post alone."""
    for path in (show_folder / "posts").glob("*.md"):
        path.unlink()
    (show_folder / "posts" / "2026-02-11-ai-daily.md").write_text(POST, "utf-8")
    return show_folder


def _run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["script", *words, "--show", str(folder)])


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# --- podcast script --why -----------------------------------------------------------------------


@pytest.mark.parametrize("words", [["--why"], ["--why", "--json"], ["2026-02-11", "--why"]])
def test_the_account_writes_nothing(folder: Path, words: list[str]) -> None:
    """It only looks, and says so by its exit code."""
    before = _tree(folder)
    done = _run(folder, *words)
    assert done.exit_code == 0, done.output
    assert done.output
    assert _tree(folder) == before


def test_the_account_shows_ways_items_and_reasons(folder: Path) -> None:
    """Each with its line in the file, the best way first."""
    text = _run(folder, "--why").output
    head, table, items, left_out = re.split(r"\n\n(?:way to read.*|items|left out)\n", text)
    assert head.endswith("2026-02-11-ai-daily.md: 3 items, 89% of the prose told")
    rows = table.splitlines()
    assert rows[0].startswith("numbered headings")
    assert rows[0].split()[-1] == "10"
    scores = [float(row.split()[-2]) for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert [row.split("  (")[0].strip() for row in items.splitlines()] == [
        "10  1. [前沿研究] 南屿大学用声音监测蜂群健康",
        "20  2. [前沿研究] 低温电池在零下四十度放电",
        "28  3. [产业新闻] 青橙手机改用自研芯片",
    ]
    named = left_out.partition("\n\n")[0].splitlines()
    assert [row.strip() for row in named] == [
        "6  text that belongs to no item: 编辑部的窗外下着雪，3人值班。",
        "8  section: 前沿研究",
        "14  credit: 作者：林远",
        "16  code block: print(1)",
        "26  section: 产业新闻",
        "32  advertisement: 订阅我们",
        "34  advertisement: 每天傍晚更新。",
    ]
    assert "not told, without a reason\n    6  编辑部的窗外下着雪，3人值班" in text


@pytest.mark.parametrize("title", ["晚报", "另一个名字"])
def test_the_heading_that_is_the_title_is_called_so(folder: Path, title: str) -> None:
    """It is no item, and nothing of the post is lost with it."""
    (path,) = (folder / "posts").glob("*.md")
    path.write_text(POST.replace("\n编辑部", f"\n# {title}\n\n编辑部"), "utf-8")
    left_out = _run(folder, "--why").output.partition("\nleft out\n")[2]
    assert f"    6  the title: {title}\n" in left_out
    assert f"section: {title}" not in left_out


def test_the_account_for_programs_says_the_same(folder: Path) -> None:
    """As JSON, with the blocks of each item and their lines."""
    account = json.loads(_run(folder, "--why", "--json").output)
    assert account["post"].endswith("2026-02-11-ai-daily.md")
    assert account["share"] == pytest.approx(0.89, abs=0.01)
    scores = [each["score"] for each in account["candidates"]]
    assert scores == sorted(scores, reverse=True)
    assert account["candidates"][0]["name"] == "numbered headings"
    assert account["candidates"][0]["items"] == 3
    second = account["items"][1]
    assert (second["number"], second["line"], second["section"]) == (2, 20, "前沿研究")
    assert [(block["kind"], block["text"], block["line"]) for block in second["blocks"]] == [
        ("paragraph", "新的电解液让电池在极地保留八成容量。", 22),
        ("bullet", "成本没有上升。", 24),
    ]
    assert {"line": 14, "reason": "credit", "text": "作者：林远"} in account["left_out"]
    assert [each["line"] for each in account["missing"]] == [6]


def test_json_alone_is_wrong_usage(folder: Path) -> None:
    """There is nothing to print without `--why`."""
    done = _run(folder, "--json")
    assert done.exit_code == 2
    assert "--json goes with --why" in done.output


def test_the_account_of_a_named_post_is_had_though_it_is_no_digest(folder: Path) -> None:
    """Whoever wonders how a post is read names it."""
    diary = folder / "posts" / "2026-02-12-hike.md"
    diary.write_text("---\ntitle: 周末\ndate: 2026-02-12\n---\n\n我们走了一天的山路。\n", "utf-8")
    done = _run(folder, "--why", "--post", str(diary))
    assert done.exit_code == 0, done.output
    assert "the whole post" in done.output
    assert "1. 周末" in done.output


@pytest.mark.parametrize("post", POSTS, ids=lambda path: path.stem)
def test_every_post_has_an_account(post: Path) -> None:
    """Text and JSON agree on items, candidates and what is left out."""
    digest = load(post, ZONE)
    account = json.loads(why_json(digest))
    assert len(account["items"]) == len(digest.items)
    assert account["candidates"][0]["items"] >= 1
    text = why(digest)
    for item in account["items"]:
        assert f"{item['line']:5}  {item['number']}. " in text
    for one in account["left_out"]:
        assert f"{one['line']:5}  {one['reason']}" in text


# --- Warnings -----------------------------------------------------------------------------------


_ALARM = {
    "nested-below-categories": "the names of categories are warned of one by one",
    "contents-and-afterword": "a clause before the request to subscribe makes prose of it",
}


@pytest.mark.parametrize(
    "post",
    [
        pytest.param(
            post,
            id=post.stem,
        )
        for post in SHAPES
    ],
)
def test_a_post_that_is_read_rightly_gives_no_alarm(post: Path) -> None:
    """Nobody is told of sections, credits and advertisements; a greeting is text at most."""
    greetings = ("这里记录每周值得分享的科技内容", "早上好", "欢迎来到")
    digest = load(post, ZONE)
    news = replace(
        digest,
        left_out=tuple(
            one for one in digest.left_out if one.routine or not one.text.startswith(greetings)
        ),
    )
    assert [each for each in warnings(news) if "of the prose is told" not in each] == []
    assert {one.text.startswith(greetings) for one in coverage.measure(digest).missing} <= {True}


def _less(digest: Digest, *kept: int) -> Digest:
    """Return a digest as a worse reader might have made it, with some of its items."""
    return replace(digest, items=tuple(digest.items[each] for each in kept))


def _sentence(number: int) -> str:
    """Return eight characters that no other sentence has."""
    return "".join(chr(0x5000 + 8 * number + place) for place in range(8))


def _of(count: int) -> Digest:
    """Return a digest of stories of one line each, four lines apart in the post."""
    return read(
        "".join(
            f"## {n}、{_sentence(2 * n)}\n\n{_sentence(2 * n + 1)}。\n\n"
            for n in range(1, count + 1)
        )
    )


def test_nothing_is_said_of_a_post_that_is_told_whole() -> None:
    """No news, no warning."""
    assert list(warnings(_of(12))) == []


def test_under_nine_tenths_one_warning_names_the_lines() -> None:
    """All lines that are lost stand in one line, runs of them together, five at most."""
    (told,) = warnings(_less(_of(12), *range(2, 12)))
    assert told == (
        "2026-02-06-ai-daily.md:5: 83% of the prose is told; not: lines 5, 7, 9, 11; "
        "`podcast script --why` shows how the post was read"
    )
    (told,) = warnings(_less(_of(20), *range(12)))
    assert "not: lines 53, 55, 57, 59, 61 and 11 more;" in told


def test_what_the_reader_does_not_even_know_of_is_warned_of_whatever_its_share() -> None:
    """One sentence of a hundred is enough."""
    (told,) = warnings(_less(_of(100), *range(99)))
    assert told.startswith("2026-02-06-ai-daily.md:401: 99% of the prose is told; not: lines 401,")


def test_news_above_the_first_item_is_no_introduction() -> None:
    """Most of a post cannot introduce the rest: it is told, or a person is told of it."""
    news = "\n\n".join(f"{head}，{text}" for head, text in STORIES)
    digest = read(f"{news}\n\n## 1、船过海峡\n\n船自己开。\n\n## 2、手机换芯\n\n续航更长。\n")
    told = "".join(block.text for item in digest.items for block in item.blocks)
    lost = [text for _, text in STORIES if text not in told]
    assert not lost or any("of the prose is told" in each for each in warnings(digest))


def test_entries_of_one_form_that_are_lost_are_missed() -> None:
    """Reports of holes in programs differ in a name and a number, and each is news."""
    digest = read(
        "".join(
            f"## {n}、组件{_sentence(n)[:2]}存在远程执行漏洞\n\n"
            f"攻击者无需登录即可执行命令，编号为{n}，请尽快升级。\n\n"
            for n in range(1, 9)
        )
    )
    missing = coverage.measure(_less(digest, *range(6))).missing
    assert {one.line for one in missing} == {29, 31, 33, 35}


def test_entries_that_nobody_tells_stop_a_build_where_less_than_half_is_told() -> None:
    """Exit code 1, with the line of the first and what to do."""
    with pytest.raises(DigestError) as caught:
        list(warnings(_less(_of(10), 0, 1, 2, 3)))
    said = str(caught.value)
    assert said.startswith("2026-02-06-ai-daily.md:21: only 40% of the prose would be told; not: ")
    assert "give each story a heading such as `## 1、标题`" in said
    assert "\n" not in said


def test_half_of_the_prose_or_no_entry_stops_no_build() -> None:
    """A post whose other half is running text is told as far as it goes, with a warning."""
    assert len(list(warnings(_less(_of(10), *range(6))))) == 1
    prose = "\n\n".join(f"第{n}段是随笔，说的是海峡里的船和船上的人。" for n in range(20))
    digest = read(f"## 1、船过海峡\n\n船自己开。\n\n## 2、手机换芯\n\n{prose}\n")
    short = replace(digest.items[1], blocks=())
    (told,) = warnings(replace(digest, items=(digest.items[0], short)))
    assert "% of the prose is told" in told


def test_what_was_left_out_for_a_reason_is_no_prose() -> None:
    """Credits, code and tables lower no share, so that only news raises a warning."""
    digest = read(
        "## 1、船过海峡\n\n船自己开过了海峡。\n\n作者：林远\n\n转载请注明出处，谢谢合作\n\n"
        "```\n这是一段很长很长的代码\n```\n\n## 2、手机换芯\n\n续航更长。\n"
    )
    found = coverage.measure(digest)
    assert found.share == 1.0
    assert found.missing == ()
    (told,) = warnings(digest)
    assert told == "2026-02-06-ai-daily.md:13: code block is left out"


def test_a_reason_that_is_none_does_not_count() -> None:
    """What the reader could give to no item is missing all the same, though it is named."""
    digest = _of(4)
    lost = LeftOut("text that belongs to no item", 11, f"{_sentence(5)}。")
    found = coverage.measure(replace(_less(digest, 0, 2, 3), left_out=(lost,)))
    assert [one.line for one in found.missing] == [9, 11]
    assert [one.line for one in found.unreported] == [9]


def test_a_routine_reason_for_another_line_excuses_nothing() -> None:
    """The same words may be a credit on one line and news on another."""
    digest = _less(_of(4), 0, 2, 3)
    far = LeftOut("credit", 200, f"{_sentence(5)}。", routine=True)
    assert 11 in [one.line for one in coverage.measure(replace(digest, left_out=(far,))).missing]


@pytest.mark.parametrize(
    "text",
    [
        "《海峡》[上海]（北京）的船开了过去。",
        "**“流光”**开放了`harbor`的全部权重。",
        "价格从480ms → 200ms降了很多。",
        "[云帆](https://example.com/a)开放了[青橙](https://example.com/b)的权重。",
        "参数为10<sup>6</sup>的模型开放了权重。",
        "ＡＢＣ公司开放了模型的权重。",
        "⽤⼈的数量翻了一倍多。",
        pytest.param(
            "⽤户的数量翻了一倍多。",
        ),
        "船&amp;人都平安地过了海峡。",
        "船==自己==开过了那道海峡。",
        "第一行写到这里\n第二行接着写下去。",
        "甲段话写在这里，有两件事。\n\n- [ ] 待办的事情在此\n- [x] 做完的事情在此",
        "> 引用的话在此。\n>\n> —— 林远船长",
        "官网：https://example.com/a",
        "#话题 #标签",
        "船过海峡[^1]的消息传开。\n\n[^1]: 这是一条注解的文字",
        "1. 第一点写在这里\n   1. 第二点写在这里",
        "用法是 `rm -rf ~/x` 这样的命令。",
        "😀表情在前面的一句话。",
        "A&B和C<D都是对的一句话。",
        "船长说：“我第一次觉得自己是乘客！”然后走了。",
    ],
)
def test_markup_raises_no_false_alarm(text: str) -> None:
    """The second reading takes the same words for prose, whatever stands between them."""
    assert story(text)
    digest = read(f"## 1、船过海峡\n\n{text}\n\n## 2、手机换芯\n\n续航更长的手机在此。\n")
    assert coverage.measure(digest).missing == ()


def test_the_occasion_of_the_news_is_no_loss() -> None:
    """A summit before all items is told at the opening; the weather is left out."""
    told = read("3月9日，第六届澜江峰会开幕，约3,200人到场。\n\n## 1、甲\n一。\n\n## 2、乙\n二。\n")
    assert [(one.what, one.routine) for one in told.left_out] == [(OCCASION, True)]
    left = read("编辑部的窗外下着雪，3人值班。\n\n## 1、甲\n一。\n\n## 2、乙\n二。\n")
    assert [one.what for one in left.left_out] == ["text that belongs to no item"]
