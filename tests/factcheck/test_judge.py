"""Lines about invented news: faithful ones are let through, false ones are found."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast import digest
from podcast.digest import posts
from podcast.factcheck import judge, judge_frame, judge_lines
from podcast.model import OCCASION, Block, Digest, Item, LeftOut, Line, Verdict
from podcast.script import rules
from podcast.show import config

DATA = Path(__file__).parents[1] / "data/factcheck"
"""Invented posts about sport, space, cars, chips, law, film, money and more, and lines on them."""
HALVES = Path(__file__).parents[1] / "data/facts"
BOTH = ("first", "second")
EXACT = (
    "number", "unit", "percent", "date", "money", "version", "swap", "latin-name", "quotation",
)  # fmt: skip
SOFT = ("direction", "negation", "superlative", "rounding", "chinese-name")


LINES = [json.loads(row) for row in (DATA / "lines.jsonl").read_text("utf-8").splitlines()]
FAITHFUL = [(row["post"], row["item"], row["line"]) for row in LINES if row["faithful"]]
FALSE = [
    (row["post"], row["item"], row["kind"], row["line"]) for row in LINES if not row["faithful"]
]
NOTICED = {"reversed", "invented", "attribution"}
"""Kinds of which a warning is enough."""


@cache
def post(name: str = "news.md") -> Digest:
    return digest.load(DATA / "posts" / name, ZoneInfo("UTC"))


def verdict(item: int, line: str, name: str = "news.md") -> Verdict:
    items = {each.number: each for each in post(name).items}
    return judge(line, items[item], post(name).items, post(name).date)


@pytest.mark.parametrize(("name", "item", "line"), FAITHFUL)
def test_a_faithful_line_is_let_through(name: str, item: int, line: str) -> None:
    """A free paraphrase has no violation."""
    assert not verdict(item, line, name).violations


@pytest.mark.parametrize(("name", "item", "kind", "line"), FALSE)
def test_a_false_line_is_found(name: str, item: int, kind: str, line: str) -> None:
    """A false line has a violation, of some kinds at least a warning, whose span it holds."""
    found = verdict(item, line, name)
    objections = found.violations + (found.warnings if kind in NOTICED else ())
    assert objections
    for each in objections:
        assert line[each.start : each.end] == each.span


def test_a_line_rests_on_sentences() -> None:
    """The sentences that hold the figures of a line support it, with their line in the post."""
    (support,) = verdict(5, "同类投诉去年有一万七千件。").supports
    assert "1.7万件" in support.text
    assert support.item == 5
    row = Path(post().path).read_text("utf-8").split("\n")[support.post_line - 1]
    assert support.text[:8] in row


def test_a_figure_of_another_item_is_a_swap() -> None:
    """The other item's sentence is the hint."""
    (objection,) = verdict(1, "冠军奖金是四十二亿元。").violations
    assert objection.kind == "swap"
    assert "42亿元" in objection.nearest


def test_a_line_of_the_frame_rests_on_all_items() -> None:
    """The rundown may name anything of any item, and the day of the post."""
    line = "今天是四月十号，“望舒五号”推迟，铭驰一季度交付九万六千辆。"
    assert not judge_frame(line, post().items, post().date).violations
    wrong = judge_frame("铭驰一季度交付九万七千辆。", post().items, post().date)
    assert [each.kind for each in wrong.violations] == ["number"]


def test_the_rule_based_script_is_faithful(show_folder: Path) -> None:
    """What the program itself writes from a post has no violation."""
    show = config.load(show_folder)
    news = digest.load(posts.choose(show, posts.WantedPost()).path, show.zone)
    script = rules.write(news, show)
    verdicts = judge_lines(script.lines, news, show.own_words)
    assert len(verdicts) == len(script.lines)
    assert not [each.violations for each in verdicts if each.violations]


@given(st.text(max_size=40), st.integers(1, 5))
def test_any_text_can_be_judged(text: str, item: int) -> None:
    """No line is too odd, and every span is a part of its line."""
    found = verdict(item, text)
    for each in found.violations + found.warnings:
        assert text[each.start : each.end] == each.span


@pytest.mark.parametrize("item", range(1, 6))
def test_the_post_itself_is_faithful(item: int) -> None:
    """A sentence of the post, read out as it is written, has no violation."""
    (news,) = (each for each in post().items if each.number == item)
    for text in (news.headline, *(block.text for block in news.blocks)):
        assert not judge(text, news, post().items, post().date).violations


# --- Labelled lines -------------------------------------------------------------------------------


@cache
def shares(half: str) -> tuple[dict[str, list[bool]], dict[str, list[bool]], dict[str, list[bool]]]:
    """Return for each kind: false lines found, false lines noticed, false alarms."""
    labelled = {
        path.name: digest.load(path, ZoneInfo("UTC"))
        for path in (HALVES / half / "posts").glob("*.md")
    }
    found: dict[str, list[bool]] = defaultdict(list)
    noticed: dict[str, list[bool]] = defaultdict(list)
    alarms: dict[str, list[bool]] = defaultdict(list)
    for row in map(json.loads, (HALVES / half / "lines.jsonl").read_text("utf-8").splitlines()):
        news = labelled[row["post"]]
        (item,) = (each for each in news.items if each.number == row["item"])
        result = judge(row["line"], item, news.items, news.date)
        if row["faithful"]:
            alarms[row["kind"]].append(bool(result.violations))
        else:
            found[row["kind"]].append(bool(result.violations))
            noticed[row["kind"]].append(bool(result.violations or result.warnings))
    return found, noticed, alarms


def share(answers: list[bool]) -> float:
    return sum(answers) / len(answers) if answers else 0.0


@pytest.mark.parametrize("half", BOTH)
@pytest.mark.parametrize("kind", EXACT)
def test_exact_kinds(kind: str, half: str) -> None:
    """Of claims that can be traced exactly, 98 % are found, with 2 % false alarms."""
    found, _, alarms = shares(half)
    assert share(found[kind]) >= 0.92  # a kind has as few as nine lines
    assert share(alarms[kind]) <= 0.02


@pytest.mark.parametrize("half", BOTH)
@pytest.mark.parametrize("kind", SOFT)
def test_soft_kinds(kind: str, half: str) -> None:
    """Of directions, denials and the like, 90 % are found, with 5 % false alarms."""
    found, _, alarms = shares(half)
    assert share(found[kind]) >= 0.9
    assert share(alarms[kind]) <= 0.05


@pytest.mark.parametrize("half", BOTH)
def test_all_kinds(half: str) -> None:
    """Of each kind, at least 70 % are noticed; of all exact ones together, 98 % are found."""
    found, noticed, alarms = shares(half)
    assert all(share(answers) >= 0.7 for answers in noticed.values())
    assert share([each for answers in noticed.values() for each in answers]) >= 0.9
    assert share([each for kind in EXACT for each in found[kind]]) >= 0.98
    assert share([each for answers in alarms.values() for each in answers]) <= 0.02


def test_an_episode_takes_no_second() -> None:
    """80 lines are judged in a second, once the dictionaries are loaded."""
    texts = [each[-1] for each in (*FAITHFUL, *FALSE)][:80]
    assert min(seconds(texts) for _ in range(3)) < 1


def seconds(texts: list[str]) -> float:
    began = time.perf_counter()
    for number, text in enumerate(texts):
        verdict(number % 5 + 1, text)
    return time.perf_counter() - began


def test_a_very_long_line_is_judged_in_parts() -> None:
    """In bounded time for each part; the spans are those of the whole line."""
    news = post()
    text = "这句话什么也没有说。" * 120 + "一共花了九千七百三十一亿元。"
    line = Line("晓晓", "item", news.items[0].number, text)
    (found,) = judge_lines([line], news)
    assert [text[each.start : each.end] for each in found.violations] == [
        each.span for each in found.violations
    ]
    assert any("九千七百三十一亿" in each.span for each in found.violations)


def test_how_many_items_are_left_is_no_claim_about_the_news() -> None:
    """A rundown counts the items of the post; another number is none of them."""
    post = digest.load(DATA / "posts" / "news.md", ZoneInfo("Asia/Shanghai"))
    left = len(post.items) - 3
    lines = [
        Line("晓晓", "rundown", None, f"还有{number}条，稍后细说。") for number in (left, 4321)
    ]
    right, wrong = judge_lines(lines, post)
    assert not right.violations
    assert wrong.violations


def test_the_occasion_of_the_news_is_told_with_its_figures() -> None:
    """It stands before the items of the post; a figure that is not in it is a claim."""
    post = digest.load(DATA / "posts" / "news.md", ZoneInfo("Asia/Shanghai"))
    occasion = LeftOut(OCCASION, 7, "第六届澜江峰会开幕，约3,200人到场。", True)
    post = replace(post, left_out=(*post.left_out, occasion))
    told = [occasion.text, "第六届澜江峰会开幕，约7,654人到场。"]
    right, wrong = judge_lines([Line("晓晓", "opening", None, text) for text in told], post)
    assert not right.violations
    assert wrong.violations


def test_a_clause_in_words_of_speech_is_one_of_the_post() -> None:
    """由 is 从, 降至 is 降到: it says what the post says, word for word."""
    text = (
        "模型Fin的输入价格由8元降至4元，输出价格由32元降至16元。"
        "轻量模型降幅最大，达到75%，输入价格仅0.2元。"
    )
    item = Item(1, "白鹭公司下调价格", (Block("paragraph", text, 2),), (), (), 1)
    today = date(2026, 3, 3)
    assert not judge("输出价格从32元降到16元。", item, [item], today).violations
    assert judge("输出价格从32元降到15元。", item, [item], today).violations
