"""Labels of bullets in words, or none."""

import pytest

from podcast.script.labels import introduced, with_event


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
        ("适用范围", "在当地注册、日活超过10万的平台。", "适用于"),
        ("企业版", "支持私有部署。", "企业版"),
        ("语音识别", "支持32种语言。", "语音识别"),
        ("输入", "每百万词元2元。", "输入"),
        ("iOS", "已经上线。", "iOS"),
        ("离线地图", "可以提前下载六个省。", "离线地图"),
        ("押金", "50元，还书时退回。", "押金"),
        ("租金", "上一年为120元。", "租金"),
        ("修正版", "5月2日推送，老用户自动收到。", "修正版"),
        ("起因", "工人罢工。", "起因，"),
        ("原因", "码头工人罢工，船期推迟两周。", "原因是"),
        ("风险", "可读取邻居的门锁记录。", "风险是"),
        # an event whose text says what happens then, or when it is
        ("上市", "6月起向药店铺货，零售价未定。", ""),
        ("公测", "4月20日起在杭州开放。", ""),
        ("开售", "5月6日。", "开售时间"),
        # parts that are prices, a measure of its own, and praise by a size
        ("收费", "成人票$12，儿童票$6。", ""),
        ("重量", "高度9毫米。", ""),
        ("高性价比", "入门款已经支持四个频段。", ""),
        # a question, and a speaker
        ("谁来付钱", "市里出七成。", "谁来付钱？"),
        ("lake-reader", "我同意这个办法。", "lake-reader说，"),
        # one word with its figure
        ("显存", "96GB，带宽更高。", "显存"),
        ("生效时间", "3月10日零点。", "生效时间"),
        ("输出速度", "每秒180个词元。", "输出速度"),
        ("续航", "一次可用14小时。", "续航方面，"),
        ("数据", "船长称，一次航行平均用时41分钟。", ""),
        ("成绩", "在逆风测试上得分74.6%。", ""),
        ("股价", "消息公布后，白鹭上涨14%。", ""),
    ],
)
def test_a_label_is_said_where_the_text_needs_it(label: str, text: str, said: str) -> None:
    """A topic, one word with the figure, or nothing."""
    assert introduced(label, text) == said


@pytest.mark.parametrize(
    ("label", "text", "said"),
    [
        ("生效时间", "3月10日0点起，老用户不用操作。", "3月10日0点起生效，老用户不用操作。"),
        ("开售日期", "5月6日起。", "5月6日起开售。"),
        ("生效时间", "3月10日零点。", ""),
        ("开售", "5月6日起，先到先得。", ""),
    ],
)
def test_an_event_stands_behind_the_time_from_which_on_it_is(
    label: str, text: str, said: str
) -> None:
    """3月10日起生效, and not 生效时间3月10日起."""
    assert with_event(label, text) == said
