"""What hosts reckon aloud or say in their own forms, and who stands in whose place in a row."""

from __future__ import annotations

import pytest
from judging import kinds

HEADLINE = "溪行出行披露上半年数据，叠纸 3 号卫星入轨"
TEXT = (
    "溪行出行 6 月 9 日公布数据：每周订单 32 万单，去年同期 15 万单；起步价 12 元，比出租车低 20%。"
    "千辆起订价为每辆 9.8 万元。新车净重 412 克，比上一代轻 122 克。"
    "首席架构师顾闻笙说：“我们不赶时间，我们赶质量。”"
    "纯电车占 35%。按城市看，北京占 61%，上海车队占 25%，广州占 14%。"
    "两天后，分叉项目成立。公司谈了 4 年零 2 个月，这是今年的第 3 张罚单。"
    "此前两次回收都失败了，这次成功了。服务器在当晚 19 时许宕机。"
    "合资公司由 Brenk 持股 51%，曜石光电负责生产。"
    "净息差将收窄 5 至 8 个基点；芯片在 1 开尔文下工作，别家要 10 至 20 毫开尔文。"
    "电池材料占 26%，车身占 35%，轮胎占 12%。"
    "误差相差两个数量级。许可证从 BSL 改回 Apache，当年是从 Apache 换成 BSL 的。"
    "岚图地图和公益组织“触光行动”合作。其中八成意见来自普通居民。"
    "日本地区占 22%，仅次于韩国。法院尚未排定听证日期，也未经过第三方认证。"
    "团队尚未在安第斯山区做过测试。《星野牧歌 2》公测。"
    "盲道总长 1.6 万公里。总裁白承之致歉，称“没有任何借口”。"
    "公司客户包括 Kumo 和极岸物流。这是该公司首枚入轨的火箭，国内已有三家先行。"
    "江畔银行上调额度，但利率维持 3% 不变；安澜银行下调利率。总部位于温哥华。将在 28 天内提出上诉。"
    "董事称：“钱少了，但人多了，这比反过来好。”研究员说，文档“比正版写得还好”。"
    "制作人称“是我们低估了大家的热情”。研发投入 2.6 亿元，与上年同期基本持平。"
    "沙尘暴比雨难，镜头每两小时擦一次。起售价 4299 元。曾向五家出版社提出授权方案，遭到拒绝。"
)

TRUE = (
    "每周三十二万单，去年这时候十五万，翻了一番还多。",
    "起步十二块，比出租车便宜两成，那出租车起步就是十五。",
    "四百一十二克，比上一代轻一百二十二，那上一代就是五百三十四呗。",
    "一口气订满一千辆的话，每辆不到十万。",
    "九号公布的，十一号分叉就立起来了。",
    "谈了四年多。",
    "今年已经开了三张罚单。",
    "前面栽了，这第三回总算成了。",
    "当晚七点多服务器就趴下了。",
    "差着一百倍呢。",
    "净息差还会再窄五到八个基点。",
    "车身加电池材料，再把轮胎算上，七成三。",
    "当年先把 Apache 换成 BSL，现在又改了回来。",
    "有第三方认证吗？还没有。",
    "卖四千二百九十九块一台。",
)
FALSE = (
    ("起步十二块，比出租车便宜两成，那出租车起步就是十八。", "number"),
    ("首席架构师顾闻箫说，他们赶的是质量。", "chinese-name"),
    ("按城市看，上海车队占了三成五。", "percent"),
    ("曜石光电持股百分之五十一。", "reversed"),
    ("芯片在一毫开尔文下工作。", "number"),
    ("法院已经把听证的日子排好了。", "negation"),
    ("这项成果已经拿到了第三方认证。", "negation"),
    ("日本成了占比最大的地区。", "superlative"),
    ("八成意见来自企业。", "swap"),
    ("《星野牧歌 3》公测。", "version"),
    ("盲道加起来有一万六千米。", "unit"),
    ("这是全国头一枚入轨的民营火箭。", "superlative"),
    ("雨比沙尘暴难。", "direction"),
    ("江畔银行的额度上调，利率同步下调。", "direction"),
    ("研发投入两亿六千万元，比上年同期明显增加。", "direction"),
    ("总部在多伦多。", "chinese-name"),
    ("跟它合作的公益组织叫触光计划。", "chinese-name"),
    ("公司将在二十八天内缴清罚款。", "swap"),
    ("董事说，人少了，但钱多了，这比反过来好。", "quotation"),
    ("文档比正版差得远。", "direction"),
    ("制作人说，是运营商低估了大家的热情。", "quotation"),
    ("还没有哪张罚单比这张更大。", "superlative"),
    ("总监滕立言出面致歉，说没有任何借口。", "attribution"),
)


@pytest.mark.parametrize("line", TRUE)
def test_a_true_line_is_let_through(line: str) -> None:
    """What follows from the item is no false figure, in whatever form a host says it."""
    assert kinds(HEADLINE, TEXT, line) == []


@pytest.mark.parametrize(("line", "kind"), FALSE)
def test_a_false_line_is_found(line: str, kind: str) -> None:
    """What stands in the place of another one is found, with its kind."""
    assert kind in kinds(HEADLINE, TEXT, line)


OTHER = (
    "公司有 3 万家门店，每周订单 32 万单。营收十二亿元，利润两亿元。两者相差 10 个数量级。"
    "6 月 1 日上线，128 天后下线。公司扭亏为盈。竞争对手包括 Kumo。"
    "Kumo 的客户包括 Brenk。Zorin 的客户包括 Kumo。基金规模 50 亿元，面向早期项目。"
    "三家国内车企宣布停工。会议下午 2 时 30 分至 3 时 20 分举行。第 3 个城市开通。"
    "江畔银行此前利率维持不变。第二天，江畔银行下调利率。零售价 10 元。"
)
OTHER_TRUE = (
    "溪行出行是 Kumo 的竞争对手。",
    "Brenk 是 Kumo 的客户。",
    "这五十亿主要投向刚起步的公司。",
    "三家国内汽车厂停了产。",
    "会议开到下午三点二十。",
    "江畔银行下调了利率。",
    "零售价十块市场反应平淡。",
)
OTHER_FALSE = (
    "公司有一万家门店。",
    "平台每周一万单。",
    "那家公司是做芯片的，营收十二亿元，利润两亿元，研发投入十四亿元。",
    "六月二十九号下线。",
    "公司转亏了。",
    "一共开通了四个城市。",
)


@pytest.mark.parametrize("line", OTHER_TRUE)
def test_a_rule_leaves_its_true_neighbours(line: str) -> None:
    """What looks like a figure, a role or a place of another one may be right."""
    assert kinds("溪行出行上半年", OTHER, line) == []


@pytest.mark.parametrize("line", OTHER_FALSE)
def test_what_is_let_through_has_bounds(line: str) -> None:
    """What excuses a figure excuses no other one."""
    assert kinds("溪行出行上半年", OTHER, line)
