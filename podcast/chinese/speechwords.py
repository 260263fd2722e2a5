"""Say with the words of speech what a post says with words that are only written.

该芯片较上代降至15瓦 is read, 这款芯片比上代降到15瓦 is said. Each word has its place: where it
might mean something else it stays, as quotations and titles do; figures and names are never
touched.
"""

from __future__ import annotations

import re

from podcast.chinese.pinyin import words

QUOTED = re.compile("(“[^“”]*”|《[^《》]*》|「[^「」]*」|『[^『』]*』)")
"""Matches a quotation or a title, which is split off whole."""
_HAN = "[\u4e00-\u9fff]"
_FIGURE = r" ?(?:[约近超]|超过|大约)?[¥$€]? ?\d"
_CHANGED = (
    "降|升|增|减|涨|跌|扩|缩短|缩小|缩减|提高|提升|延长|推迟|提前|下降|上升|增加|减少|下调|上调|扩大|"
    "扩展|回升|回落|恢复|增长|攀升|下滑|收窄|上涨|下跌"
)
_LARGER = "升降涨跌增减提缩高低多少快慢长短轻重大小晚早贵翻"
_THESE = {
    "这家": "公司 机构 企业 厂商 集团 银行 工厂 医院 网站",
    "这个": (
        "模型 平台 系统 框架 项目 数据集 数据库 团队 系列 型号 版本 方案 漏洞 产业 行业 领域 案件 "
        "账号 市场 部门 品牌 赛道 榜单 奖项 纪录 目标 条款 地区 城市 国家 组织 联盟 基金 节目 "
        "活动 业务 智能体 插件 功能 机制 模式 数字 比例 计划"
    ),
    "这款": (
        "芯片 应用 软件 工具 编辑器 浏览器 手机 眼镜 耳机 相机 机器人 游戏 助手 处理器 操作系统 "
        "车型 产品 设备 药物 新车 机型 电池 疫苗"
    ),
    "这项": (
        "服务 技术 研究 标准 规定 政策 交易 决定 成果 协议 法案 法规 专利 测试 调查 试验 认证 "
        "任务 指标"
    ),
    "这份": "报告 细则 办法 规范 条例 文件 声明 指南 合同 名单 数据",
    "这篇": "论文 文章 报道",
    "这颗": "卫星",
    "这座": "数据中心",
    "这门": "课程 公开课",
}
"""Nouns, each after the words that are said for 该 before it."""
_THE = {noun: words for words, nouns in _THESE.items() for noun in nouns.split()}
_SHORT = {"案": "这个案子", "校": "这所学校", "厂": "这家工厂", "书": "这本书", "片": "这部片子"}
"""The same for words of one character, with the noun as it is said."""
_OF_IT = re.compile(
    r"(?:^|(?<=[，。；：、在对据是从与和及为将由让使把被给向按以用称说了的（“ ]))该"
    rf"(?:(?P<noun>{'|'.join(sorted(_THE, key=len, reverse=True))})(?![员长务])"
    rf"|(?P<short>{'|'.join(_SHORT)})(?P<next>{_HAN}?))"
)
_MEASURED = "格价额量率数度重长宽高厚积距期速耗分薪值比龄径深幅费金款本压温间限前后年"
"""Characters with which the word for something measured ends, before 为."""
_UNITS = (
    "元|美元|欧元|英镑|日元|港元|韩元|卢比|人|名|位|家|个|台|款|辆|次|倍|年|天|日|小时|分钟?|秒|毫秒|米|公里|"
    "厘米|毫米|纳米|公斤|克|吨|瓦|千瓦|兆瓦|吉瓦时?|瓦时|度|摄氏度|开尔文|平方米|颗|片|张|件|份|部|条|座|艘|支|种|"
    "项|户|枚|股|票|场|页|字|岁|点|套|集|副|桶|亩|公顷|门|章|个月|个字符|个百分点|毫安时"
)
"""Units behind a figure that says how much something is."""
_SAID = (
    # first, as the words before 超过 are said otherwise
    (re.compile(" ?逾 ?(?=[\\d一二三四五六七八九十两百千万半])"), "超过"),
    # a change and its end
    (re.compile(rf"(?P<verb>{_CHANGED})至(?={_FIGURE})"), r"\g<verb>到"),
    (re.compile(r"(?<=[月日年点时\d%元万亿台人岁米])( ?)至(?= ?\d)"), r"\1到"),
    (
        re.compile(
            r"由(?=(?: ?每[^，。；\d]{0,8}|原来的?|去年的?|上年的?|上一?[季代轮年]的?|目前的?)?"
            rf"{_FIGURE}[\d,.]* ?(?:[%万亿元米秒天年倍度℃瓦伏吨克次步层页级帧]|美元|公里|公斤|分钟"
            r"|小时|[毫厘微纳][米秒克升]|[千兆吉毫][瓦安]|字节|赫兹|词元|[A-Za-z]{1,3}(?![A-Za-z]))"
            rf"[^，。；的]{{0,12}}(?:{_CHANGED}|[变改调收提延微])[^，。；]{{0,3}}[到至为])"
        ),
        "从",
    ),
    # comparison
    (
        re.compile(
            r"(?<![比计相])较(?=去年|上年|前一?[年月季代]|上一?[代月季周年期轮届版]|上个|此前|之前|以往|往年|同期"
            rf"|\d{{4}}年|\d{{1,2}}月)(?=[^，。；]{{1,24}}(?:[{_LARGER}]|明显|便宜|溢价|下滑|收窄|回落))"
        ),
        "比",
    ),
    # all, only
    (re.compile("(?<![平人日月户年件单亩次车店场周季笔客股集局篇县村校班床])均为"), "都是"),
    (
        re.compile(
            "(?<![平人日月户年件单亩次车店场周季笔客股集局篇县村校班床])均(?=[已未不无没可能须由在有采支获来会将需达超经])"
        ),
        "都",
    ),
    (
        re.compile(
            r"(?<![不仅绝无])仅为?(?![^。；]*就)(?! ?\d+ ?[年月日天周])"
            r"(?= ?约? ?[¥$€]?\d|[一两三四五六七八九十半](?:[个家人次种款名台成倍元万分]|毫))"
        ),
        "只有",
    ),
    (
        re.compile(
            "(?<![不仅绝无])仅(?![^。；]*就)"
            "(?=限|用(?!户)|支持|供|占|需(?!求)|剩|售|面向|在|凭|向|对|开放|保留|有(?!限|所))"
        ),
        "只",
    ),
    # what is
    (
        re.compile(
            f"(?<=[{_MEASURED}])为"
            rf"(?={_FIGURE}[\d,.]*(?: ?(?:%|℃|[A-Z]+(?:/[a-z])?(?![A-Za-z]))| ?[万亿千百]+"
            rf"| ?[万亿千百]*(?:{_UNITS}))"
            "(?:左右|以上|起|不等)?(?:[，。；]|$))"
        ),
        "是",
    ),
    # denials
    (re.compile("(?:尚|还)未(?![来成知必婚])"), "还没有"),
    (re.compile("仍未(?![来成知必婚])"), "仍没有"),
    (re.compile("暂未"), "暂时没有"),
    (re.compile("并未(?!成年|[婚必来知])"), "并没有"),
    (re.compile("未能"), "没能"),
    (
        re.compile(
            "(?<![尚仍还暂并从])未(?=披露|公布|说明|透露|回应|置评|获批|被|发现|提供|达到|包括|涉及|作[出任何]|"
            "按|改[变正]|提及|参与|取得|完成(?!交)|通过|收到|宣布|要求|计入|纳入|(?:解决|开放)(?=[，。；]|$))"
        ),
        "没有",
    ),
    (re.compile("无(?:需(?![求要])|须)(?=任何|额外)"), "不需要"),
    (re.compile("无(?:需(?![求要])|须)(?=[^，。；])"), "不用"),
    # if, plans, the day of what is done
    (
        re.compile(
            "(?:^|(?<=[，。；]))若(?=获|被|有(?!所)|发生|用户|公司|企业|你|他|她|它|不|未|要|能|需|想|没有|出现|超过|继续|按|从|发现)"
        ),
        "如果",
    ),
    (re.compile("(?<![虚模草稿比])拟(?=[在以于将把收发投建募出对推设采增取派从向裁禁])"), "计划"),
    (re.compile("(?<=[已曾将])于(?= ?\\d{1,4} ?[年月日])(?![^，。；]*在)"), "在"),
)
"""A word that is only written, where it has one meaning, and what is said instead."""


def in_speech(text: str) -> str:
    """Return a text with words that are said for those that are only written."""
    pieces = QUOTED.split(text)
    pieces[::2] = map(_said, pieces[::2])
    return "".join(pieces)


def _said(text: str) -> str:
    text = _OF_IT.sub(_the, text)
    for written, said in _SAID:
        text = written.sub(said, text)
    return text


def _the(match: re.Match[str]) -> str:
    """Return a noun with the words that are said for 该 before it."""
    noun, short = match["noun"], match["short"]
    if noun:
        return f"{_THE[noun]}{noun}"
    if match["next"] and words.frequency(short + match["next"]):
        return match[0]  # 该书店, 该校验码
    return _SHORT[short] + match["next"]
