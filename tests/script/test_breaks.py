"""Long sentences become shorter ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.script.breaks import divided

DIVIDED = [
    # before the contrast of a sentence that else would be cut, also where somebody reports it
    (
        (
            "船长叶澜说，夏天的收成也跟着变了：以前一天的渔获大约800公斤，现在同一片海只有300公斤，"
            "但一个月能出海的日子从12天增加到20天。"
        ),
        [
            "船长叶澜说，夏天的收成也跟着变了。",
            "以前一天的渔获大约800公斤，现在同一片海只有300公斤。",
            "但一个月能出海的日子从12天增加到20天。",
        ],
    ),
    # behind what is as large as another thing
    (
        (
            "在协会组织的一次比赛里，机器在晴天的命中率九成六，与老猎手相差无几，"
            "但在大风天里只有八成一，低于老猎手的九成三，也低于去年的机器。"
        ),
        [
            "在协会组织的一次比赛里，机器在晴天的命中率九成六，与老猎手相差无几。",
            "但在大风天里只有八成一，低于老猎手的九成三，也低于去年的机器。",
        ],
    ),
    (
        (
            "省水的办法并不缺，改用闭式冷却以后，每吨鱼的耗水量可以从十八吨降到两吨以下，"
            "但改造一座中型鱼塘要花大约四百万元，多数渔民拿不出。"
        ),
        [
            "省水的办法并不缺，改用闭式冷却以后，每吨鱼的耗水量可以从十八吨降到两吨以下。",
            "但改造一座中型鱼塘要花大约四百万元，多数渔民拿不出。",
        ],
    ),
    (
        "试验由临溪医院放射科的主任方知夏牵头，企业只提供软件，没有参与数据分析。",
        ["试验由临溪医院放射科的主任方知夏牵头。", "企业只提供软件，没有参与数据分析。"],
    ),
    (
        "一项长达十八个月的多中心研究公布了结果：辅助阅片可以把平均用时缩短三成以上。",
        ["一项长达十八个月的多中心研究公布了结果。", "辅助阅片可以把平均用时缩短三成以上。"],
    ),
    (
        "系统根据天气和电价自动安排夜间的训练任务，但白天的任务仍然需要管理员逐一确认。",
        ["系统根据天气和电价自动安排夜间的训练任务。", "但白天的任务仍然需要管理员逐一确认。"],
    ),
    (
        "原来的二十四名质检员并没有被全部裁掉，其中十五人转岗去做设备维护和样本标注。",
        ["原来的二十四名质检员并没有被全部裁掉。", "其中十五人转岗去做设备维护和样本标注。"],
    ),
]
WHOLE = [
    # before a clause whose doer, condition or comparison is before it
    "欧盟委员会六月四日对应用商店运营商泰维罚款四亿二千万欧元，认定其阻止开发者引导用户使用站外支付。",
    "文档平台海岚六月二日在加州北区联邦法院起诉智能公司派森，指控后者未经授权抓取文档训练模型。",
    "泰维必须在六十天以内完成全部的整改工作，否则每天将会面临最高150万欧元的罚金。",
    "市交通局六月起在南山和宝安两区向无人配送车开放道路1120公里，此前是460公里，最高时速40公里。",
    "分析师把网络设备商的目标价从145美元上调到180美元，理由是其交换机的份额已经升到21%。",
    "人行公布截至三月末数字人民币累计交易42.6亿笔，金额19.8万亿元，个人钱包2.45亿个。",
    # behind those of whom the next clause tells, and a mere time
    "使用智能认知行为疗法应用的一组，失眠严重指数下降7.9分，对照组下降3.2分。",
    "据《乡野周刊》报道，农技助手“问田”上线一年，用户突破120万，覆盖3个省的37个县。",
    # the parts of one rule
    "草案要求，未成年人连续使用满40分钟须强制提醒，每日使用不得超过90分钟。",
    "美团无人机已经获得民航局的批准，自7月15日起在深圳和上海的46条航线进行夜间配送。",
    "分子由生成模型从1200万个候选结构里选出，团队合成了其中41个，从立项到进入临床用了29个月。",
    "招股书在风险因素一节中提到，去年九月公司曾因未成年人保护不力被网信办罚款800万元。",
    # a second deed of the doer before it
    "这家工厂去年给四条产线装上了四十八台工业相机，并请本地的一支七人团队训练了模型。",
    # the reasons behind a colon
    "他们的理由其实非常实际：定位仪会坏，电池会没电，而灯塔就在那里。",
    # a contrast that has no doer of its own
    "官方称这个模型在编程测试上得分68.4%，比上一代高9.7个百分点，但仍低于另一家的模型。",
    # a contrast whose doer is in the report, and a speaker before his words
    (
        "馆长李若补充说，图书馆去年一共撤掉了四十个借书柜台，并且关闭了三个分馆的夜间自习室，"
        "但新增了六十五个流动书车。"
    ),
    # before a clause whose doer is in the clause before, where the sentence is of middle length
    "车辆必须在三秒内响应远程停车的指令，并在车身四面标出自己的编号。",
    "作者拆开一台在闰日罢工的老咖啡机，找到一处把日期当成下标的代码。",
    "选手宋沐阳以两小时十二分三十一秒获得第四名，是国内选手最好的成绩。",
    "短句，但是很短。",
    # behind a clause that the next one needs
    "随着越来越多的城市开始试用这种新的配送机器人，相关的交通法规也需要尽快更新和完善。",
    "在医生参与复核的前提下由三家医院共同完成的研究中，新方法把平均用时缩短了三成以上。",
    # before a clause that needs it
    "平台把四座城市的数据中心连接成一个统一调度的网络，以降低夜间训练任务的用电成本。",
    # before what the doer of the clause before says, becomes or suffers
    "港务局在三月的例会上修改了夜航的规则，规定载客的渡轮必须在船头装上两盏不同颜色的灯。",
    "前任渔政署副署长周念慈已经加盟北岸的海洋实验室，出任首席科学家，负责洄游路线的研究。",
    "票务平台云雀行因对同一班船给老乘客显示更高的价格，被海州市场监管局罚款八百六十万元。",
    # behind those of whom the next clause tells, and what another name means
    "一项持续十二年的观察发现每天在甲板上走路少于两千步的船员，比别的船员更容易在夜里抽筋。",
    "渔具厂给第五代的渔网，也就是上周发布的主力型号，加上了能在水里发光的标尺和防缠的浮子。",
    "乘客在屏幕上写下想去的码头和大概的时间，系统就会在后台拆出换乘的步骤并把船票一次订好。",
    # what somebody says stays his
    "研究员建议，把用水效率和用电效率一起写进审批条件，并要求企业按照季度公开自己的数据。",
    # behind a mere time, a ground, the verb of a verdict, and a thing of which nothing is told yet
    "港务局公布的数据显示，截至10月底，全港的渡轮总数达到512艘，比上年年底净增37艘。",
    "海州政府以航道安全为由，否决渔业公司以8600万元收购造船厂模拟仿真部门的交易。",
    "航运委员会6月2日裁定，白鹭公司没有按照规定充分评估渡轮的风险，罚款210万元。",
    "海州对白鹭公司外地建造的渡轮加征的17%停泊费，不适用于在本地船厂里建造的货船。",
    # in quotations and lists
    "他说：“我们已经把全部模型的权重上传到了镜像站，但是还没有上传评测脚本和训练的日志。”",
    "新系统支持普通话、粤语、闽南语、四川话、东北话、上海话、客家话、湖南话和江西话等方言。",
]


@pytest.mark.parametrize(("text", "sentences"), DIVIDED)
def test_a_long_sentence_becomes_two(text: str, sentences: list[str]) -> None:
    """At the words that begin something of its own."""
    assert divided(text) == "".join(sentences)


@pytest.mark.parametrize("text", WHOLE)
def test_a_sentence_stays_whole_where_a_break_is_not_sure(text: str) -> None:
    """A listener would wait for the rest, or take it for somebody else's words."""
    assert divided(text) == text


@given(st.text(st.sampled_from("模型发布了但其中据，、；：。“”《》并 L.12"), max_size=150))
def test_only_marks_and_links_change(text: str) -> None:
    """Nothing is added, no figure is touched, quotations stay whole."""
    after = divided(text)
    marks = str.maketrans("", "", "，；：。并且")
    assert after.translate(marks) == text.translate(marks)
    assert after.count("“") == text.count("“")
