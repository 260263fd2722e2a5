"""Labels of bullets in words, or none."""

import pytest

from podcast.script.labels import introduced


@pytest.mark.parametrize(
    ("label", "text", "said"),
    [
        # of what kind the sentence is
        ("环境要求", "需要Python 3.14。", ""),
        ("量产计划", "首批样片3月15日寄出。", ""),
        ("价格方案", "个人版$20/月。", ""),
        ("豁免情形", "仅用于降噪的，不需要标识。", ""),
        ("智能推荐", "用户可以回答三个问题。", ""),
        ("数据安全", "模型部署在银行的机房。", ""),
        # the text is about it
        ("适用范围", "在当地注册、日活超过10万的平台。", "适用范围，"),
        ("企业版", "支持私有部署。", "企业版，"),
        ("语音识别", "支持32种语言。", "语音识别，"),
        ("输入", "每百万词元2元。", "输入，"),
        ("iOS", "已经上线。", "iOS，"),
        # one word with its figure
        ("显存", "96GB，带宽更高。", "显存"),
        ("生效时间", "3月10日零点。", "生效时间"),
        ("输出速度", "每秒180个词元。", "输出速度"),
        ("续航", "一次可用14小时。", "续航方面，"),
    ],
)
def test_a_label_is_said_where_the_text_needs_it(label: str, text: str, said: str) -> None:
    """A topic, one word with the figure, or nothing."""
    assert introduced(label, text) == said
