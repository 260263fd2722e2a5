"""Every word of any Markdown tree is told or reported with its line, in the order of the post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reader import HEAD, POSTS, ZONE, read, spoken

from podcast.digest import coverage, load, warnings, why
from podcast.errors import DigestError
from podcast.model import Digest, Item

_SIGNS = "山水云风花鸟石林江湖河松竹梅兰菊"
_NEAR = 6
"""Lines from a word to the line that is told for it: that of its paragraph, table or code."""


@dataclass
class _Words:
    """Words of four characters, none of which stands within another one."""

    given: int = 0

    def next(self) -> str:
        self.given += 1
        high, low = divmod(self.given, len(_SIGNS))
        return f"甲{_SIGNS[high // len(_SIGNS)]}{_SIGNS[high % len(_SIGNS)]}{_SIGNS[low]}"


def _word(number: int) -> str:
    return _Words(number - 1).next()


_INLINE = (
    "{}在此说了一件事", "**{}**后面还有话", "[{}](https://example.com/a)", "前面有话*{}*后面也有",
    "`{}`", "~~旧~~{}", "{}见[原文](https://example.com/b)", "=={}==", "{}（https://example.com/c）",
    "**{}**", "{}", "{}[^1]", "<b>{}</b>", "“{}”", "说：{}", "[[页|{}]]", "2**10与{}", "a<b时{}",
)  # fmt: skip
_ENDS = ("", "。", "！", "；", "：")
_LABELS = (
    "**标语**：",
    "简介：",
    "**用法：** ",
    "价格: ",
    "【摘要】",
    "作者：",
    "来源：",
    "时长：",
)
_NUMBERS = ("1、", "①", "（1）", "一、", "01 ", "【1】", "1.")

_BOXES = (
    "> [!note] {}\n> {}说了一件事", "> [!quote]- {}\n>\n> {}说了一件事",
    "::: tip {}\n{}说了一件事\n:::", "!!! note\n    {}\n\n    {}说了一件事",
    "> {}说了一件事\n>\n> —— 林远", "> {}：\n> {}说了一件事",
    "<div>\n{}\n{}\n</div>", "{}  \n{}说了一件事", "{}\n: {}说了一件事", "%%\n备注\n%%\n{}和{}",
    "- [ ] {}\n- [x] {}", "{{{{< x >}}}}\n\n{}和{}",
)  # fmt: skip
_AROUND = (
    "## 目录",
    "## 结语",
    "# 参考资料",
    "### 关于我们",
    "## 前沿研究",
    "## 核心要点",
    "## 🎉",
)

_line = st.builds(
    lambda inline, end: inline + end, st.sampled_from(_INLINE), st.sampled_from(_ENDS)
)
_leaf = st.one_of(
    st.lists(_line, min_size=1, max_size=3).map(lambda lines: ("paragraph", lines)),
    st.tuples(st.just("label"), st.sampled_from(_LABELS)),
    st.tuples(st.just("label"), st.sampled_from(_NUMBERS)),
    st.tuples(st.just("code"), st.sampled_from(["```", "~~~"])),
    st.just(("table", "")),
    st.just(("rule", "")),
    st.just(("comment", "")),
    st.tuples(st.just("box"), st.sampled_from(_BOXES)),
    st.tuples(st.just("picture"), st.sampled_from(["![图](a.png)", "![[a.png]]"])),
)
_heading = st.tuples(
    st.sampled_from(
        ["# {}", "## {}", "### {}", "#### {}", "##### {}", "##{}", "{}\n====", "{}\n----"]
    ),
    st.sampled_from(["{}", "1、{}", "🎉 {}", "**{}**", "[{}](https://example.com/a)"]),
).map(lambda form: ("heading", form[0].format(form[1])))
_tree = st.recursive(
    _leaf,
    lambda inner: st.tuples(
        st.sampled_from(["- ", "1. ", "* ", "> ", "> "]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
_WORDLESS = ["# 🎉", "## 🎉", "### ——", "#### ⚡️"]
_section = st.tuples(st.just("section"), st.sampled_from([*_AROUND, *_WORDLESS]))
_posts = st.lists(st.one_of(_heading, _section, _tree, _tree, _tree), min_size=1, max_size=10)


def _written(node: tuple[str, object], words: _Words) -> list[str]:
    """Return the lines of a node, each of its pieces with a word of its own."""
    kind, what = node
    if isinstance(what, list) and kind != "paragraph":
        return _nested(kind, what, words)
    form = {
        "paragraph": "\n".join(what) if isinstance(what, list) else "",
        "label": f"{what}{{}}，后面还有话",
        "code": f"{what}\n{{}}\n{what}",
        "table": "| 名 | 值 |\n|----|----|\n| {} | {} |",
        "rule": "---",
        "comment": "<!-- 备注 -->",
    }.get(kind, str(what))
    return form.format(*(words.next() for _ in range(form.count("{}")))).split("\n")


def _nested(mark: str, nodes: list[tuple[str, object]], words: _Words) -> list[str]:
    """Return the lines of a quotation, or of a list in which each entry begins with a word."""
    lines: list[str] = []
    for node in nodes:
        inner = _written(node, words)
        if mark == "> ":
            lines += [f"> {line}".rstrip() for line in [*inner, ""]]
        else:
            indent = " " * len(mark)
            lines.append(f"{mark}{words.next()}说了一件事")
            lines += ["", *(f"{indent}{line}".rstrip() for line in inner), ""]
    return lines


def _post(tree: list[tuple[str, object]]) -> tuple[str, int]:
    words = _Words()
    lines = ["# 今日要闻", ""]
    lines += [line for node in tree for line in [*_written(node, words), ""]]
    return "\n".join([*lines, "[^1]: 注解", ""]), words.given


def _line_of(word: str, body: str) -> int:
    return HEAD.count("\n") + body[: body.index(word)].count("\n") + 1


@settings(max_examples=250, deadline=None)
@given(_posts)
def test_every_word_is_told_or_reported_in_order(tree: list[tuple[str, object]]) -> None:
    """No word of a post is lost, told twice, told in another place or reported for another line."""
    body, given = _post(tree)
    assume(given)
    try:
        digest = read(body)
    except DigestError:
        return
    said = "\n".join(spoken(digest))
    sections = {item.section for item in digest.items}
    places: list[int] = []
    for word in sorted(map(_word, range(1, given + 1)), key=body.index):
        at = _line_of(word, body)
        reported = [one.line for one in digest.left_out if word in one.text]
        assert said.count(word) <= 1, f"{word} is told twice"
        if word in said:
            places.append(said.index(word))
        elif not any(word in section for section in sections):
            assert reported, f"{word} of line {at} is lost"
        assert all(at - _NEAR <= line <= at for line in reported), f"{word}: {reported}, not {at}"
    assert all(first < second for first, second in pairwise(places)), "another order"
    assert coverage.measure(digest).unreported == ()


@settings(max_examples=150, deadline=None)
@given(_posts, st.text(max_size=30))
def test_whatever_follows_a_post_is_read_or_a_digest_error(
    tree: list[tuple[str, object]], more: str
) -> None:
    """Nothing but a DigestError comes of text that is no Markdown, and the account can be had."""
    try:
        digest = read(_post(tree)[0] + more)
        said = [why(digest), *warnings(digest)]
    except DigestError as error:
        said = [str(error)]
    assert all("2026-02-06-ai-daily.md" in each for each in said)


@pytest.mark.parametrize("behind", ["\n## 甲山山水\n", "\n#### 甲山山水\n\n一段话。\n"])
def test_the_posts_own_heading_is_told_or_named(behind: str) -> None:
    """It is not the title of the front matter, so nobody has heard it yet."""
    digest = read(f"船过海峡，没有人接管。\n\n# 甲山山山\n{behind}")
    assert any(
        "甲山山山" in text for text in [*spoken(digest), *(one.text for one in digest.left_out)]
    )


@pytest.mark.parametrize(
    "line",
    [
        "**标语**：甲山山水",
        "【摘要】甲山山水",
        pytest.param("【摘要】甲山2水"),
        pytest.param("简介：甲山2水"),
    ],
)
def test_a_short_line_outside_of_the_items_raises_no_false_alarm(line: str) -> None:
    """The reader names it, so the coverage must not say that it does not know of it."""
    digest = read(f"{line}\n\n# 1、船过海峡\n\n一段话。\n\n# 2、手机换芯\n\n一段话。\n")
    assert coverage.measure(digest).unreported == ()


def test_a_heading_without_words_hides_no_story() -> None:
    """The first line below it is the headline of the item, and the rest its blocks."""
    told = [
        "船过海峡，没有人接管一分一秒",
        "风起于青萍之末，止于草莽之间。",
        "雪落山边。",
        "潮水退去，滩上满是贝壳。",
    ]
    story = "\n> >\n".join(f"> > {line}" for line in told)
    news = "- 手机换芯，价格不变\n\n- 车价下调，即日起生效\n\n- 新站落成，三月通车"
    digest = read(f"# 今日要闻\n\n## 🎉\n\n{story}\n\n## 新品\n\n{news}\n")
    first = digest.items[0]
    assert [first.headline, *(block.text for block in first.blocks)] == told


# --- A sentence that the reader has lost --------------------------------------------------------

_SENTENCE = re.compile(r"[^。！？!?；;]{4,}")
_ADDRESS = re.compile(r"\]\([^)]*\)")
_HAN = re.compile("[\u4e00-\u9fff]")
_SHOWN = re.compile(r"(?:lines?|,) (\d+)(?:-(\d+))?")


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _without(digest: Digest) -> Iterator[tuple[str, int, Digest]]:
    """Yield a digest without one of its sentences and the line of it, for each that stands once."""
    rows = [_bare(_ADDRESS.sub("", row)) for row in digest.body.split("\n")]
    for place, item in enumerate(digest.items):
        for sentence, less in _item_without(item):
            lines = [row for row, words in enumerate(rows) if _bare(sentence) in words]
            if len(_HAN.findall(sentence)) >= 4 and len(lines) == 1:
                items = (*digest.items[:place], less, *digest.items[place + 1 :])
                yield sentence, digest.body_line + lines[0], replace(digest, items=items)


def _item_without(item: Item) -> Iterator[tuple[str, Item]]:
    for sentence in _SENTENCE.findall(item.headline):
        yield sentence, replace(item, headline=item.headline.replace(sentence, ""))
    for place, block in enumerate(item.blocks):
        for sentence in _SENTENCE.findall(block.text):
            less = replace(block, text=block.text.replace(sentence, ""))
            yield (
                sentence,
                replace(item, blocks=(*item.blocks[:place], less, *item.blocks[place + 1 :])),
            )


def _named(digest: Digest) -> set[int]:
    """Return the lines that the warning of untold prose names."""
    (text,) = [each for each in warnings(digest) if "of the prose is told" in each]
    return {
        line
        for first, last in _SHOWN.findall(text.partition("; not: ")[2].partition(";")[0])
        for line in range(int(first), int(last or first) + 1)
    }


@pytest.mark.parametrize(
    "post",
    [pytest.param(post, id=post.stem) for post in POSTS],
)
def test_any_sentence_that_is_lost_is_warned_of_with_its_line(post: Path) -> None:
    """Take one from what the reader returns, and the coverage misses it on its line."""
    digest = load(post, ZONE)
    tested = 0
    for sentence, at, less in _without(digest):
        missing = [_bare(one.text) for one in coverage.measure(less).missing if one.line == at]
        assert any(_bare(sentence) in one or one in _bare(sentence) for one in missing), sentence
        assert at in _named(less), sentence
        tested += 1
    assert tested


@pytest.mark.parametrize(
    "text",
    [
        "青橙手机的价格下降三成，十月开售。\n\n红枣手机的价格下降三成，十月开售。",
        pytest.param("- 青橙手机的价格下降三成\n- 红枣手机的价格下降三成"),
        pytest.param("青橙手机的价格下降三成。红枣手机的价格下降三成。"),
        "他没有接管。船长说他没有接管。",
        "云帆开放了模型的权重！青橙换了手机的芯片！",
    ],
)
def test_a_sentence_much_like_another_one_is_missed_too(text: str) -> None:
    """Neither of two that differ in a name can be lost in silence."""
    digest = read(f"## 1、船过海峡\n\n{text}\n\n## 2、手机换芯\n\n一段话。\n")
    found = [
        (
            sentence,
            _bare(sentence) in map(_bare, (one.text for one in coverage.measure(less).missing)),
        )
        for sentence, _, less in _without(digest)
    ]
    assert found
    assert all(missed for _, missed in found), found
