"""A message of the program is told in Chinese, and what fills it stays to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.language import choose, heading, mark, told, told_lines
from podcast.language.catalogue import entries
from podcast.language.telling import LEAST, in_chinese
from podcast.language.template import Template

VALUES = ("甲{}.md", "第一\n第{}二", "{{x}}{}", "/srv/中文-{}/show.yaml:3", "")
"""Values that a careless pattern would tear: Chinese, lines, braces, colons, nothing."""


def _set(template: Template, values: dict[str, str]) -> str:
    rows = zip(template.names, template.literals[1:], strict=True)
    return template.literals[0] + "".join(values[name] + literal for name, literal in rows)


@pytest.mark.parametrize("value", VALUES)
def test_every_message_is_found_again_with_its_values(value: str) -> None:
    """Filled with any values, a message is told with the same values in Chinese."""
    for entry in entries():
        template = Template.of(entry.message)
        if entry.context or entry.plural or (not value and len(template.names) != 1):
            continue
        if template.bulk < LEAST:  # a part of a sentence, never told alone
            continue
        values = {name: value.format(number) for number, name in enumerate(template.names)}
        english = _set(template, values)
        chinese = in_chinese(english)
        expected = _set(Template.of(entry.translation), values)
        assert chinese.replace(" ", "") == expected.replace(" ", ""), entry
        for each in values.values():
            assert each in chinese, entry


@pytest.mark.parametrize("number", ["0", "1", "12", "3.5"])
def test_every_number_with_its_noun(number: str) -> None:
    """One of them, several: the Chinese form is the same."""
    for entry in entries():
        if entry.plural:
            chinese = _set(Template.of(entry.translation), {"count": number})
            assert in_chinese(entry.message.format(count=number)) == chinese
            assert in_chinese(entry.plural.format(count=number)) == chinese


HOLDING = """
/srv/中文/show.yaml:4: unknown key `titel` (did you mean `title`?); remove it or mend it
/srv/中文/show.yaml:4：不认识的键 `titel`（你是不是想写 `title`？）；请去掉或改正

/srv/a; b/show.yaml:9: over 50000 values; write fewer, without aliases
/srv/a; b/show.yaml:9：超过 50000 个值；请少写一些，不要用别名

show.yaml: cannot be read: Permission denied
show.yaml：无法读取：没有权限

kokoro: the model cannot be used (x.onnx: damaged (SHA-256 differs)); try again later, or use `edge`
kokoro：模型不能使用（x.onnx：已损坏（SHA-256 不同））；请稍后再试，或者用 `edge`

2026-02-03 stays as kokoro spoke it: edge: the service is busy (timed out) after 3 tries; mend it
2026-02-03 保留 kokoro 朗读的版本：edge：服务正忙（超时），试了 3 次；mend it

2 errors, 1 warning and 3 remarks; mend the errors before you publish
2 个错误，1 个警告和 3 条提示；请先改正错误再发布

p.md:12: comment is left out (to line 20)
p.md:12：略去了评论（到第 20 行）

a.md:1: is no digest: it has 1 item, or preview it with --drafts
a.md:1：不是摘要：1 个条目；或者用 --drafts 做预览

script.md:7: number: `no such file` is not in the post (nearest: `43`)
script.md:7：数字：文章里没有 `no such file`（最接近的：`43`）

uploaded 12 files, 3.4 MB; 3 unchanged, 2 deleted
已上传 12 个文件，3.4 MB；3 个没有变化，已删除 2 个

free 500 MB at /srv/节目
请在 /srv/节目 腾出 500 MB
"""


@pytest.mark.parametrize("pair", HOLDING.strip().split("\n\n"))
def test_messages_that_hold_others(pair: str) -> None:
    """A place before, a reason in brackets, a remedy behind, a noun with its number."""
    english, chinese = pair.split("\n")
    assert in_chinese(english) == chinese


@given(st.text(max_size=60))
def test_a_text_without_a_template_is_kept(text: str) -> None:
    """What the program never says is not changed, whatever it holds."""
    kept = f"⟦{text}⟧"
    assert in_chinese(kept) == kept


@given(st.text(max_size=40))
def test_a_quoted_value_is_data(value: str) -> None:
    """What a person wrote stands in the message as it was, also when it reads like a message."""
    quoted = value.replace("`", "'")
    assert f"`{quoted}`" in in_chinese(
        f"`{quoted}` is no date; write one like 2026-02-06, or today"
    )


def test_lines_keep_their_indent_and_english_is_kept_in_english() -> None:
    """Each line of a result is told by itself."""
    text = "everything holds\n  of no clip: 1 file, 0.3 MB\n\nmy own words\n"
    try:
        choose("en")
        assert told_lines(text) == text
        assert (heading("error"), mark("; "), told("everything holds")) == (
            "error: ", "; ", "everything holds",
        )  # fmt: skip
        choose("zh")
        assert told_lines(text) == (
            "全部正确\n  不属于任何语音：1 个文件，0.3 MB\n\nmy own words\n"
        )
        assert (heading("error"), mark("; "), told("everything holds")) == (
            "错误：", "；", "全部正确",
        )  # fmt: skip
    finally:
        choose(None)
