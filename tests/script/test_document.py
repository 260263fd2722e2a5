"""script.md: writing and reading the narration."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.errors import ScriptError
from podcast.model import Line, Script
from podcast.script.document import dumps, fingerprint, load, parse

HERE = Path("script.md")

_CHARS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])
_TEXT = st.text(_CHARS, min_size=1).map(str.strip).filter(bool)
_HOST = st.sampled_from(["晓晓", "云希", "Host A"])


@st.composite
def _scripts(draw: st.DrawFn) -> Script:
    numbers = draw(st.lists(st.integers(0, 9999), unique=True, max_size=4))
    sections: list[tuple[str, int | None]] = [("opening", None), ("rundown", None)]
    sections += [("item", number) for number in numbers]
    lines = tuple(
        Line(draw(_HOST), part, item, draw(_TEXT))  # type: ignore[arg-type]
        for part, item in [*sections, ("closing", None)]
        for _ in range(draw(st.integers(0, 2)))
    )
    return Script(
        date=draw(st.dates(date(1000, 1, 1))),
        title=draw(_TEXT),
        post=draw(_TEXT),
        digest_sha256=fingerprint(lines),
        writer="rules/1",
        headlines=tuple((number, draw(_TEXT)) for number in numbers),
        lines=lines,
        lines_sha256=fingerprint(lines),
    )


@given(_scripts())
def test_what_is_written_is_read_back(script: Script) -> None:
    """parse(dumps(s)) == s for any script, whatever its texts begin with."""
    assert parse(dumps(script), HERE, ["晓晓", "云希", "Host A"]) == script


@pytest.mark.parametrize(
    "text", ["## 一", "<!-- 一", "\\## 一", "\\\\<!-- x", "\\普通", "云希：二"]
)
def test_texts_that_look_like_grammar_survive(text: str) -> None:
    """A text is escaped where it would begin a section or a comment."""
    line = Line("晓晓", "opening", None, text)
    script = Script(date(2026, 2, 6), "t", "p.md", "0", "rules/1", "0", (), (line,))
    assert parse(dumps(script), HERE) == script


_GOOD = """\
---
date: 2026-02-06
title: 标题
post: posts/a.md
digest_sha256: abc
writer: rules/1
lines_sha256: def
---

## 开场
晓晓：大家好。

## 1 头条
<!-- a note
over two lines -->
  云希： 第一条：可灵3.0发布。

## 结语
晓晓：再见。
"""


def test_a_person_may_use_comments_spaces_and_windows_line_ends() -> None:
    """Comments are not spoken; CRLF and a byte order mark change nothing."""
    script = parse("\ufeff" + _GOOD.replace("\n", "\r\n"), HERE, ["晓晓", "云希"])
    assert script.headlines == ((1, "头条"),)
    assert [line.text for line in script.lines] == ["大家好。", "第一条：可灵3.0发布。", "再见。"]


def test_an_item_without_lines_keeps_its_heading() -> None:
    """A person who empties an item has removed it from the narration only."""
    script = parse(_GOOD.replace("  云希： 第一条：可灵3.0发布。\n", ""), HERE)
    assert script.headlines == ((1, "头条"),)
    assert not [line for line in script.lines if line.part == "item"]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("晓晓：大家好。", "小红：大家好。", 11, "no host"),
        ("晓晓：大家好。", "大家好。", 11, "name the speaker"),
        ("晓晓：大家好。", "晓晓：", 11, "nothing to say"),
        ("晓晓：大家好。", f"晓晓：{'长' * 70_000}", 11, "a line of 70000 characters; divide it"),
        ("## 开场\n", "早\n## 开场\n", 10, "before the first section"),
        ("## 开场", "## 开始", 10, "is no section"),
        ("## 开场", "### 开场", 10, "write `## 开场`"),
        ("## 1 头条", "## 开场", 13, "twice"),
        ("## 1 头条", "##1 头条", 13, "write `## 1 头条`"),
        ("## 结语", "## 1 头条", 18, "twice"),
        ("## 结语", "## 提要", 18, "out of order"),
        ("## 开场\n", "## 结语\n", 10, "must come first"),
        ("over two lines -->", "over two lines", 14, "never ends"),
        ("over two lines -->", "over two lines --> x", 15, "after `-->`"),
        ("writer: rules/1", "writer: [1]", 6, "writer"),
        ("writer: rules/1", "wirter: rules/1", 6, "unknown key"),
        ("date: 2026-02-06", "date: 2026-02-30", 2, "date"),
        ("title: 标题", "title: a: b", 3, "broken YAML"),
    ],
)
def test_a_breach_of_the_grammar_is_named_with_its_line(
    old: str, new: str, line: int, words: str
) -> None:
    """Each breach gives file, line and what is wrong."""
    assert old in _GOOD
    with pytest.raises(ScriptError) as caught:
        parse(_GOOD.replace(old, new, 1), HERE, ["晓晓", "云希"])
    assert f"script.md:{line}: " in str(caught.value)
    assert words in str(caught.value)


def test_a_script_needs_its_frame() -> None:
    """No front matter and no closing are errors."""
    with pytest.raises(ScriptError, match="front matter"):
        parse("## 开场\n", HERE)
    with pytest.raises(ScriptError, match="`## 结语` is missing"):
        parse(_GOOD.partition("## 结语")[0], HERE)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """A script saved in another encoding is refused with its line."""
    path = tmp_path / "script.md"
    path.write_bytes(_GOOD.encode("gb18030"))
    with pytest.raises(ScriptError, match=r"script\.md:3: not UTF-8"):
        load(path)
    with pytest.raises(ScriptError, match="cannot be read"):
        load(tmp_path)


def test_the_fingerprint_covers_host_and_text() -> None:
    """It changes with either and with nothing else."""
    line = Line("晓晓", "opening", None, "大家好。")
    assert fingerprint([line]) == fingerprint([replace(line, part="closing")])
    assert fingerprint([line]) != fingerprint([replace(line, host="云希")])
    assert fingerprint([line]) != fingerprint([replace(line, text="大家好！")])
