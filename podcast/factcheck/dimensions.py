"""What units measure: the dimension of each unit and its worth in the dimension's base unit.

The words and signs are those of `chinese/rules/units.py` and what hosts say for them (块, 毛, 个G).
A unit with several meanings (度: a degree, or a kilowatt-hour) has several rows. Rows are
`unit=factor`; a currency is a dimension of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from podcast.chinese.rules import units

SHARE = "share"
"""Parts of a whole; 1 is the whole: 30%, 三成, 三分之一, 一半."""
POINTS = "points"
"""Percentage points, in hundredths as a share is."""
TIMES = "times"
"""Multiples of another quantity: 四倍, 翻一番."""
COUNT = "count"
"""Things that are counted, with any classifier or none."""
YUAN = "元"

_TABLE = {
    "time": """
        纳秒=1/1000000000 微秒=1/1000000 毫秒=1/1000 秒=1 秒钟=1 分钟=60 分多钟=60 秒多钟=1
        刻钟=900 小时=3600
        个小时=3600 钟头=3600 个钟头=3600 天=86400 日=86400
        个整天=86400 整天=86400 昼夜=86400 周=604800 星期=604800
        个星期=604800 礼拜=604800 个礼拜=604800
    """,
    "months": "个月=1 个多月=1 个季度=3 年=12 周年=12 年期=12 个年头=12 载=12",
    "length": """
        纳米=1/1000000000 微米=1/1000000 毫米=1/1000 厘米=1/100 公分=1/100 分米=1/10 米=1 千米=1000
        公里=1000 里地=500 英里=1609344/1000 英尺=3048/10000 英寸=254/10000 海里=1852
        光年=9460730472580800
        万公里=10000000
    """,
    "area": """
        平方毫米=1/1000000 平方厘米=1/10000 平方米=1 平米=1 亩=2000/3 公顷=10000 平方公里=1000000
        平方千米=1000000
    """,
    "volume": "毫升=1/1000 升=1 立方厘米=1/1000 立方米=1000 方=1000",
    "mass": """
        微克=1/1000000 毫克=1/1000 克=1 两=50 斤=500 公斤=1000 千克=1000 磅=45359237/100000
        吨=1000000
        公吨=1000000
    """,
    "power": "毫瓦=1/1000 瓦=1 千瓦=1000 兆瓦=1000000 吉瓦=1000000000 太瓦=1000000000000",
    "energy": """
        瓦时=1 千瓦时=1000 度=1000 度电=1000 兆瓦时=1000000 吉瓦时=1000000000 太瓦时=1000000000000
    """,
    "temperature": "摄氏度=1 度=1",
    "fahrenheit": "华氏度=1",
    "kelvin": "开尔文=1 个开尔文=1 毫开尔文=1/1000 毫开=1/1000 微开=1/1000000",
    "angle": "度=1",
    "frequency": (
        "赫兹=1 赫=1 千赫兹=1000 千赫=1000 兆赫兹=1000000 兆赫=1000000 吉赫兹=1000000000 "
        "吉赫=1000000000"
    ),
    "storage": """
        字节=1 KB=1000 MB=1000000 M=1000000 兆=1000000 个M=1000000 GB=1000000000 G=1000000000
        个G=1000000000 TB=1000000000000 T=1000000000000 个T=1000000000000 PB=1000000000000000
    """,
    "bandwidth": """
        bps=1 Kbps=1000 Mbps=1000000 Gbps=1000000000 Tbps=1000000000000 兆=1000000 个兆=1000000
        G=1000000000 个G=1000000000
    """,
    "bits": "比特=1 个比特=1 bit=1 bits=1",
    "charge": "毫安时=1 毫安=1 安时=1000",
    "speed": "公里每小时=1 千米每小时=1 公里/小时=1",
    "points": "个百分点=1/100 百分点=1/100 个点=1/100 个基点=1/10000 基点=1/10000",
    "times": "倍=1",
    "share": "折=1/10 个点=1/100",
    "study": "学时=1 课时=1 个学时=1 个课时=1",
    "school": "学期=1 个学期=1 学年=2 个学年=2",
    "credits": "学分=1 个学分=1",
    "元": """
        元=1 块=1 块钱=1 元钱=1 元人民币=1 人民币=1 圆=1 毛=1/10 毛钱=1/10 角=1/10 角钱=1/10
        分钱=1/100
    """,
    "美元": "美元=1 美金=1 美刀=1 美分=1/100",
    "欧元": "欧元=1 欧=1",
    "英镑": "英镑=1 镑=1",
    "日元": "日元=1 日圆=1",
    "港元": "港元=1 港币=1 港纸=1",
    "韩元": "韩元=1 韩圆=1",
    "卢布": "卢布=1",
    "卢比": "卢比=1 印度卢比=1",
    "新台币": "新台币=1 台币=1",
    "新元": "新元=1 新加坡元=1",
    "澳元": "澳元=1",
    "加元": "加元=1",
    "迪拉姆": "迪拉姆=1",
    "泰铢": "泰铢=1 铢=1",
    "林吉特": "林吉特=1",
    "雷亚尔": "雷亚尔=1",
    "兰特": "兰特=1",
    "里亚尔": "里亚尔=1 沙特里亚尔=1",
    "谢克尔": "谢克尔=1",
    "克朗": "克朗=1 瑞典克朗=1 丹麦克朗=1 挪威克朗=1",
    "兹罗提": "兹罗提=1",
    "里拉": "里拉=1 土耳其里拉=1",
    "比索": "比索=1 墨西哥比索=1 菲律宾比索=1",
    "越南盾": "越南盾=1",
    "印尼盾": "印尼盾=1",
    "瑞士法郎": "瑞士法郎=1 瑞郎=1 法郎=1",
}

CURRENCIES = frozenset(name for name, rows in _TABLE.items() if f"{name}=1" in rows.split())
"""The dimensions that are currencies."""

PHYSICAL = frozenset(
    {"length", "area", "volume", "mass", "power", "energy", "frequency", "charge", "speed"}
)
"""The dimensions of what an instrument measures."""
_PIECES = ("块", "块钱", "块多", "个")
"""What hosts say before a foreign currency: 一百三十一块多港元, 三个美元."""
_OWN_SIGNS = {"bp": "个基点", "ppt": "个百分点", "min": "分钟", "hours": "小时"}


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a unit: what it measures, and its worth in the base unit."""

    dimension: str
    factor: Fraction


def _meanings() -> dict[str, tuple[Meaning, ...]]:
    found: dict[str, tuple[Meaning, ...]] = {}
    for dimension, rows in _TABLE.items():
        for row in rows.split():
            word, worth = row.split("=")
            found[word] = (*found.get(word, ()), Meaning(dimension, Fraction(worth)))
            if dimension in CURRENCIES - {YUAN} and worth == "1":
                for piece in _PIECES:
                    found[piece + word] = (Meaning(dimension, Fraction(1)),)
    for sign, word in {**units.SAID, **_OWN_SIGNS}.items():
        if word in found:
            found.setdefault(sign, found[word])
    for sign in units.LETTERS:
        if len(sign) > 2 and sign not in found:  # noqa: PLR2004 -- K, M and B are magnitudes
            found[sign] = (Meaning(sign.lower(), Fraction(1)),)
    return found


MEANINGS = _meanings()
"""The meanings of each unit that measures something."""

_COUNTED_IN_ENGLISH = frozenset({"token", "tokens", "star", "stars", "fps"})
"""English words for things that are counted."""
COUNTED = (Meaning(COUNT, Fraction(1)),)

_MORE_CLASSIFIERS = """
家 户 场 盘 枪 球 回 笔 盏 班 列 起 桩 宗 束 杆 届 轮 关 局 胜 负 平 连胜 连败 环 圈 棒 枚 金 银 铜
奖 单 票 张 份 本 册 卷 部 集 期 版 章 讲 条 道 则 段 句 字 词 词元 参数 人 名 位 口 员 岁 岁半
人次 车次 架次 班次 辆次 项 款 种 类 门 科 个 只 头 匹 条 尾 棵 株 朵 粒 颗 滴 台 部 辆 艘 架 座
栋 幢
间 套 件 块 片 面 根 支 枝 把 副 双 对 打 箱 盒 瓶 杯 包 袋 组 批 群 队 层 级 档 站 处 所 号 代
次 遍 趟 顿 下 声 眼 步 拍 招 刀 针 剂 例 宗 案 席 桌 码 格 帧 核 股 手 倍 分 省 市 县 国 地 城 州
区 个人
万人 路 机 车 弹 箭 星 寸 页 篇 首 幅 行 栏 点 成员 轮次 阶段 维 赛季 季 镇 村 族 强 大 年级
"""
CLASSIFIERS = (
    frozenset(units.CLASSIFIERS) | frozenset(_MORE_CLASSIFIERS.split())
) - MEANINGS.keys()
"""The classifiers and units that only count."""


_KIN_ROWS = """
people=人,名,位,人次,个人,口,员,号 machines=辆,架,艘 times=次,趟,回,遍 firms=家,户
papers=篇,份,封,本 orders=单,笔 cities=座,市,城
"""
_KIN = {
    name: frozenset(units.split(","))
    for name, _, units in (row.partition("=") for row in _KIN_ROWS.split())
}
"""Classifiers that count things of one sort."""


def kin(unit: str) -> str:
    """Return the sort of things that a classifier counts, empty for one that counts any."""
    return next((name for name, units in _KIN.items() if unit in units), "")


def meanings(unit: str) -> tuple[Meaning, ...]:
    """Return the meanings of a unit; a classifier, an unknown word or none only counts."""
    if unit.lower() in _COUNTED_IN_ENGLISH:
        return COUNTED
    if unit.isascii() and len(unit) > 1 and unit not in MEANINGS:
        return (Meaning(unit.lower(), Fraction(1)),)  # a unit that no table has measures itself
    return MEANINGS.get(unit, COUNTED)
