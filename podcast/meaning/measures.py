"""What signs, symbols and words of measure mean: for each written symbol, the words that say it.

The symbols of SI (GB 3100-93) are built from prefixes and units. `a/b` is a per b; `|` separates
words of the same meaning. A symbol that is spoken as its letters (GB, fps) needs no row: its
letters stand in the spoken form.
"""

from __future__ import annotations

from podcast.meaning.figures import Words

_PREFIXES = "f=飞 p=皮 n=纳 μ=微 u=微 m=毫 c=厘 d=分 h=百 k=千 K=千 M=兆 G=吉 T=太 P=拍 E=艾"
_BASES = """
m=米 g=克 s=秒 W=瓦|瓦特 V=伏|伏特 A=安|安培 Hz=赫兹|赫 hz=赫兹|赫 HZ=赫兹|赫 Pa=帕|帕斯卡 J=焦|焦耳
N=牛|牛顿 eV=电子伏|电子伏特 Ω=欧姆|欧 F=法|法拉 H=亨|亨利 T=特斯拉 mol=摩尔 L=升 l=升
Wh=瓦时 Ah=安时 VA=伏安 cal=卡|卡路里 bit=比特 rad=弧度 sec=秒 Sv=希沃特|西弗 Gy=戈瑞 Bq=贝克勒尔
pc=秒差距 lx=勒克斯 bar=巴 C=库|库仑 S=西门子
"""
_OTHERS = """
kg=公斤|千克 KG=公斤|千克 km=公里|千米 KM=公里|千米 ㎞=公里|千米 min=分钟|分 mins=分钟|分
h=小时|时 hr=小时 hrs=小时 hours=小时 hour=小时 d=天|日 t=吨 ha=公顷 hm²=公顷 mmHg=毫米汞柱
dB=分贝 db=分贝 lm=流明 nit=尼特 nits=尼特 mph=英里/小时 rpm=/分钟 cd=坎德拉 Torr=托
kn=节 ft=英尺 in=英寸 mi=英里 oz=盎司 lb=磅 K=开尔文 ppm=百万分之
bits=比特 Byte=字节 Bytes=字节 byte=字节 bytes=字节 px=像素 bp=个基点|基点 bps=个基点|基点
pp=个百分点|百分点 pct=个百分点|百分点|百分之 percent=百分之
㎜=毫米 ㎝=厘米 ㎎=毫克 ㎏=公斤|千克 ㎡=平方米 ㎥=立方米 ℃=摄氏度|度 °C=摄氏度|度 ℉=华氏度
°F=华氏度 °=度|摄氏度 º=度 %=百分之 ‰=千分之 ‱=万分之 ′=分|英尺 ″=秒|英寸|角秒 '=分|英尺 "=秒|英寸
''=秒|英寸 x=倍 X=倍 ×=倍 day=天 days=天 month=月|个月 mo=月 year=年 yr=年 user=用户 dL=分升
Nm=牛米 N·m=牛米 Ω·m=欧姆米 Ω·cm=欧姆厘米 μΩ·m=微欧米 mΩ=毫欧|毫欧姆
W/(m·K)=瓦/米 W/m·K=瓦/米 W/mK=瓦/米 J/(kg·K)=焦/公斤 kJ/(kg·K)=千焦/公斤 W/(m²·K)=瓦/平方米
r/min=/分钟 r/s=/秒 rps=/秒 kgf=公斤力 var=乏 kvar=千乏 MVar=兆乏 kWp=千瓦 MWp=兆瓦 GWp=吉瓦
AU=天文单位 dB(A)=分贝 dBA=分贝 lbs=磅 cc=立方厘米 mPa·s=毫帕秒 Pa·s=帕秒 N·s=牛秒
J·s=焦秒 kg·m=公斤米 t/a=吨/年
kW·h=千瓦时 W·h=瓦时 MW·h=兆瓦时 GW·h=吉瓦时 mA·h=毫安时 A·h=安时
"""
_RAISED = ("m", "s", "cm", "mm", "km", "dm", "nm", "μm")
"""The symbols that may be squared or cubed."""
_POWERS = {"²": "平方", "2": "平方", "^2": "平方", "³": "立方", "3": "立方", "^3": "立方"}
_IN_WORDS = {"平方": "二次方", "立方": "三次方"}
_CURRENCIES = """
US$=美元|美金 HK$=港元|港币 NT$=新台币|台币 A$=澳元 C$=加元 S$=新元 $=美元|美金
¥=元|人民币|日元|块 JP¥=日元 CN¥=元|人民币 €=欧元 £=英镑 ₩=韩元 ₹=卢比 ₽=卢布 RMB=元|人民币
CNY=元|人民币 USD=美元 EUR=欧元 HKD=港元|港币 JPY=日元 GBP=英镑 KRW=韩元
"""
_WORDS = """
美元 美金 欧元 英镑 日元 港元 港币 韩元 卢布 卢比 人民币 新台币 台币 新元 澳元 加元 瑞士法郎
法郎 美分
元 块钱 块 角 个百分点 百分点 个基点 基点 成 倍 折
平方毫米 平方厘米 平方公里 平方千米 平方米 立方厘米 立方米 公顷 亩 公里 千米 英里 英尺 英寸 海里
光年 厘米 分米 毫米 微米 纳米 米 公斤 千克 毫克 微克 克拉 克 斤 吨 毫升 升 桶 磅 盎司 摄氏度
华氏度 度电 度 毫秒 微秒 纳秒 秒钟 秒 分钟 分 小时 个小时 时 刻钟 点钟 点 天 周年 周 个星期 星期
个月 月份 月 年代 年 世纪 季度 财年 次方 日 号 千瓦时 兆瓦时 吉瓦时 太瓦时 瓦时 毫安时 安时 千瓦
兆瓦 吉瓦 毫瓦 太瓦 瓦 千伏 毫伏 伏 毫安 安 赫兹 千赫兹 兆赫兹 吉赫兹 分贝 尼特 流明 比特 字节
像素 个 家 台 名 位 款 项 条 件 辆 架 艘 颗 枚 支 篇 套 组 批 轮 场 届 份 门 类 页 句 段 次 只
张 部 种 岁 票 人次 人 户 座 所 层 级 代 档 期 帧 核 卡 步 道 股 词元 局 胎 环 楼 班
"""
"""Words after a number that are the same in both forms; another one in their place is a fault."""


def _rows(table: str) -> dict[str, str]:
    return dict(row.split("=", 1) for row in table.split())


def _each(prefix: str, said: str) -> str:
    """Return words with a prefix in front of each: `瓦|瓦特` and 千 are `千瓦|千瓦特`."""
    return "|".join(prefix + word for word in said.split("|"))


def _symbols() -> dict[str, str]:
    """Return the words of each symbol after a number."""
    bases = _rows(_BASES)
    table = bases | {
        prefix + symbol: _each(before, said)
        for symbol, said in bases.items()
        for prefix, before in _rows(_PREFIXES).items()
    }
    table |= _rows(_OTHERS)
    for symbol in _RAISED:
        for mark, power in _POWERS.items():
            both = (_each(power, table[symbol]), _each(_IN_WORDS[power], table[symbol]))
            table.setdefault(symbol + mark, "|".join(both))
    return table | _rows(_CURRENCIES)


def _words(row: str) -> Words:
    return frozenset(row.split("|")) if row else frozenset()


SYMBOLS: dict[str, tuple[Words, Words]] = {
    symbol: (_words(unit), _words(rate))
    for symbol, (unit, _, rate) in ((key, row.partition("/")) for key, row in _symbols().items())
}
"""The words of each symbol, and the words after 每 that belong to it."""
CURRENCIES: dict[str, Words] = {symbol: _words(row) for symbol, row in _rows(_CURRENCIES).items()}
"""The words of the signs and codes that may stand in front of an amount."""
SCALES = {
    "k": 10**3, "K": 10**3, "w": 10**4, "W": 10**4, "M": 10**6, "m": 10**6, "mn": 10**6,
    "MM": 10**6, "million": 10**6, "Million": 10**6, "B": 10**9, "b": 10**9, "bn": 10**9,
    "billion": 10**9, "Billion": 10**9, "T": 10**12, "t": 10**12, "tn": 10**12,
    "trillion": 10**12, "Trillion": 10**12, "thousand": 10**3,
}  # fmt: skip
"""The factors of letters and English words behind a number."""
HEMISPHERES = {"N": "北纬", "S": "南纬", "E": "东经", "W": "西经"}
SHARES = frozenset({"百分之", "千分之", "万分之", "百万分之"})
"""The words that say a share, in front of its number."""
SAID_UNITS: tuple[str, ...] = tuple(
    sorted(
        {word for words, rate in SYMBOLS.values() for word in words | rate}.union(
            _WORDS.split()
        ).difference(SHARES),
        key=lambda word: (-len(word), word),
    )
)
"""All words of units, the longest first."""
