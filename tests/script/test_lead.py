"""The headline that opens a programme."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast import digest
from podcast.script.lead import lead


def _opening(headline: str, text: str) -> str:
    post = f"---\ntitle: t\ndate: 2026-02-06\n---\n\n## 1、{headline}\n{text}\n\n## 2、丙\n丁。\n"
    return lead(
        digest.parse(post, Path("posts/2026-02-06-x.md"), ZoneInfo("Asia/Shanghai"))
    ).headline


@pytest.mark.parametrize(
    ("headline", "text", "opens"),
    [
        # the fuller form of a measure opens; the item need not tell it again
        (
            "白鹭发布渡轮Heron，油耗再降45%",
            "船身更轻，油耗比旧船降低45%。",
            "白鹭发布渡轮Heron，油耗比旧船降低45%",
        ),
        # what the item tells with more words is left to it, unless a mere name would open
        (
            "白鹭发布渡轮Heron，能坐300人，明年首航",
            "船舱分两层，一共能坐下300人。",
            "白鹭发布渡轮Heron，明年首航",
        ),
        (
            "白鹭发布渡轮Heron，能坐300人",
            "船舱分两层，一共能坐下300人。",
            "白鹭发布渡轮Heron，能坐300人",
        ),
        # what it tells with the same words, or not at all, opens
        (
            "白鹭发布渡轮Heron，油耗降低45%",
            "渡轮很轻，油耗降低45%。",
            "白鹭发布渡轮Heron，油耗降低45%",
        ),
        ("白鹭发布渡轮Heron，明年春天首航", "船身更轻。", "白鹭发布渡轮Heron，明年春天首航"),
        # a clause on what the thing is like, which the item can do without, makes a bare one full
        (
            "白鹭发布渡轮Heron",
            "白鹭3月3日发布了渡轮Heron，一次坐300人，油耗降到12升。它明年首航。",
            "白鹭发布渡轮Heron，油耗降到12升",
        ),
        (
            "白鹭召回渡轮Heron",
            "白鹭召回渡轮Heron，油耗降到12升。",
            "白鹭召回渡轮Heron",
        ),
        # so does what the item begins with, without its name; a figure may be told again
        (
            "“小白”写作助手2.0上线",
            "“小白”新增了查证功能，会提示日期。它免费。",
            "“小白”写作助手2.0上线，新增查证功能",
        ),
        ("白鹭发布渡轮Heron", "Heron只有38米长。船舱分两层。", "白鹭发布渡轮Heron，只有38米长"),
        (
            "白鹭发布渡轮Heron",
            "船舱分两层。船身很轻。航程从30公里提高到52公里。",
            "白鹭发布渡轮Heron，航程从30公里提高到52公里",
        ),
        # a mere title is told by who does what, or with how a measure has changed
        (
            "一座小城的AI质检线",
            "在园区里，“顺和”是最早有AI质检线的一家。现在每小时看五千个，漏检率降到千分之一点五。",
            "一座小城的AI质检线，漏检率降到千分之一点五",
        ),
        (
            "一座小城的AI质检线",
            "在云泽县的园区里，“顺和”是最早装上AI质检线的一家。它有26年历史。",
            "在云泽县的园区里，“顺和”是最早装上AI质检线的一家",
        ),
    ],
)
def test_an_opening_leaves_to_its_item_what_that_tells_again(
    headline: str, text: str, opens: str
) -> None:
    """A listener hears a clause of the headline once."""
    assert _opening(headline, text) == opens
