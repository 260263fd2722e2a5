"""A figure that is told of another thing of the item."""

from __future__ import annotations

from judging import kinds

HEADLINE = "《钟楼》公布实机演示"
TEXT = "钟楼工作室公布了《钟楼》14分钟的实机演示，24小时在左岸播放1360万次，在右岸播放810万次。"


def test_one_day_is_no_figure_of_another_thing() -> None:
    """一天 stands for 24小时, wherever the post has a length of time in like words."""
    assert kinds(HEADLINE, TEXT, "两家平台加起来，实机演示一天播了两千一百多万次。") == []
    assert kinds(HEADLINE, TEXT, "两家平台加起来，实机演示一天播了三千一百多万次。") == ["number"]


def test_a_line_that_tells_the_difference_knows_both_figures() -> None:
    """百分之十二 is three points below the fifteen percent of the earlier plan."""
    text = "监管机构要求商店的佣金不得超过12%。此前监管机构提出的佣金上限为15%。"
    line = "佣金上限最后定在百分之十二，比当初提的方案又压低了三个百分点。"
    assert kinds("商店佣金设限", text, line) == []
    assert kinds("商店佣金设限", text, line.replace("三个", "五个")) != []
