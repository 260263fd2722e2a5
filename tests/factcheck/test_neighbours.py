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


def test_a_rounded_figure_is_of_its_own_thing() -> None:
    """206,000 sold are no less than 200,000, though another one can build 150,000."""
    text = "李柯称，新工厂年产能15万辆。同月吉利售出20.6万辆，零跑3.4万辆。"
    assert kinds("二月车市快报", text, "同月吉利卖了二十万辆出头。") == []
    assert kinds("二月车市快报", text, "同月吉利卖了不到二十万辆。") != []


def test_each_figure_of_a_list_has_its_own_word() -> None:
    """Of 输入0.8元、输出3.2元 the second is what putting out costs."""
    text = "接口定价为每百万词元输入0.8元、输出3.2元。"
    assert kinds("新模型公布价格", text, "一百万词元，输出的价钱是三块二。") == []
    assert kinds("新模型公布价格", text, "一百万词元，输入的价钱是三块二。") == ["money"]


def test_each_point_of_a_list_has_its_own_figure() -> None:
    """The sixty of the headline is that of 输入, whatever falls besides."""
    text = "输入：由5元降至2元（↓60%）\n\n输出：由20元降至12元（↓40%）"
    assert kinds("接口降价60%", text, "输入降了六成，输出降了四成。") == []
    assert kinds("接口降价60%", text, "输出价格也降了百分之六十。") == ["percent"]


def test_a_plan_goes_on_with_its_subject() -> None:
    """The aim of a cost stands behind the cost, in a clause without a subject."""
    text = "苍梧科技单次任务的平均成本一年内从0.42元降到0.09元，目标是年底降到0.03元。"
    line = "到年底，公司还想把单次成本压到三分钱。"
    assert kinds("苍梧科技谈成本", text, line) == []
    assert kinds("苍梧科技谈成本", text, line.replace("三分钱", "三毛钱")) != []
