"""Units of measurement and classifiers: how they are read, and before which 2 is 两.

The Latin symbols are those of GB 3100-93. Symbols that newsreaders read as letters (GB, fps) are
spelled. A table is written as a string: words, or `symbol=words`, with spaces between them.
"""

from __future__ import annotations


def _pairs(table: str, mark: str = "=") -> dict[str, str]:
    """Return a table of `key=value` as a mapping."""
    return dict(row.split(mark) for row in table.split())


_SAID = """
nm=纳米 μm=微米 um=微米 mm=毫米 cm=厘米 dm=分米 m=米 km=公里 mm²=平方毫米 cm²=平方厘米 m²=平方米
km²=平方公里 m2=平方米 km2=平方公里 m³=立方米 cm³=立方厘米 m3=立方米 ㎡=平方米 ㎥=立方米 ㎞=公里
㎜=毫米 ㎝=厘米 ㎎=毫克 ㎏=公斤 L=升 mL=毫升 ml=毫升 μL=微升 ns=纳秒 μs=微秒 us=微秒 ms=毫秒
s=秒 sec=秒 min=分钟 mins=分钟 h=小时 hr=小时 hrs=小时 μg=微克 mg=毫克 g=克 kg=公斤 mW=毫瓦 W=瓦
kW=千瓦 KW=千瓦 MW=兆瓦 GW=吉瓦 TW=太瓦 Wh=瓦时 kWh=千瓦时 KWh=千瓦时 MWh=兆瓦时 GWh=吉瓦时
TWh=太瓦时 mAh=毫安时 MAh=毫安时 Ah=安时 mA=毫安 V=伏 kV=千伏 mV=毫伏 kJ=千焦 MJ=兆焦 kcal=千卡
Hz=赫兹 kHz=千赫兹 KHz=千赫兹 MHz=兆赫兹 GHz=吉赫兹 THz=太赫兹 hz=赫兹 HZ=赫兹 dB=分贝 db=分贝
Ω=欧姆 Pa=帕 hPa=百帕 kPa=千帕 MPa=兆帕 N·m=牛米 Nm=牛米
lm=流明 nit=尼特 nits=尼特 mph=英里每小时 rpm=转每分钟
kΩ=千欧 MΩ=兆欧 mΩ=毫欧 μΩ=微欧 GΩ=吉欧 Ω·m=欧姆米 Ω·cm=欧姆厘米 μΩ·m=微欧米
μF=微法 uF=微法 nF=纳法 pF=皮法 μH=微亨 mH=毫亨 μA=微安 uA=微安 nA=纳安
MA=兆安 kVA=千伏安 MVA=兆伏安 kN=千牛 MN=兆牛 GPa=吉帕 Torr=托 eV=电子伏 meV=毫电子伏 keV=千电子伏
MeV=兆电子伏 GeV=吉电子伏 TeV=太电子伏 fs=飞秒 ps=皮秒 cd=坎德拉 mol=摩尔 mmol=毫摩尔 μmol=微摩尔
mT=毫特斯拉 μT=微特斯拉 mmHg=毫米汞柱 pg=皮克 ng=纳克 rad=弧度 GJ=吉焦 PJ=拍焦 EJ=艾焦 hm²=公顷
m/s²=米每二次方秒 m/s^2=米每二次方秒 rad/s=弧度每秒 r/min=转每分钟 r/s=转每秒 rps=转每秒
W/(m·K)=瓦每米开尔文 W/m·K=瓦每米开尔文 W/mK=瓦每米开尔文 J/(kg·K)=焦每公斤开尔文
kJ/(kg·K)=千焦每公斤开尔文 W/(m²·K)=瓦每平方米开尔文
lx=勒克斯 klx=千勒克斯 bar=巴 mbar=毫巴 VA=伏安 kvar=千乏 kgf=公斤力 MVar=兆乏
kWp=千瓦 MWp=兆瓦 GWp=吉瓦 mPa·s=毫帕秒 Pa·s=帕秒 N·s=牛秒 J·s=焦秒 kg·m=公斤米
t/MWh=吨每兆瓦时 t/m³=吨每立方米 kW·h=千瓦时 W·h=瓦时 MW·h=兆瓦时 GW·h=吉瓦时 mA·h=毫安时 A·h=安时
t/h=吨每小时 t/d=吨每天 t/a=吨每年
mS=毫西门子 μS=微西门子
Sv=希沃特 mSv=毫希沃特 μSv=微希沃特 Gy=戈瑞 mGy=毫戈瑞 Bq=贝克勒尔 kBq=千贝克勒尔 MBq=兆贝克勒尔
GBq=吉贝克勒尔 kpc=千秒差距 Mpc=兆秒差距 AU=天文单位 nmol=纳摩尔 cal=卡 mN=毫牛 μN=微牛 nT=纳特斯拉
dB(A)=分贝 dBA=分贝 ft=英尺 lb=磅 lbs=磅 oz=盎司 ha=公顷 dL=分升 cc=立方厘米
℃=摄氏度 °C=摄氏度 ℉=华氏度 °F=华氏度 °=度 bit=比特 bits=比特 Byte=字节 Bytes=字节 byte=字节
bytes=字节 px=像素 bp=个基点 bps=个基点 pp=个百分点 pct=个百分点
"""
SAID = _pairs(_SAID)
"""The Chinese words of each symbol; upper and lower case are different symbols."""

_LETTERS = """
B b D dBi dBm DPI dpi EB EFLOPS EFlops FPS fps G GB GFLOPS Gb Gbps GiB GT K k KB Kb kB Kbps kbps KiB
M MB Mb Mbps MiB MP Mpx
P p PB PFLOPS PFlops PPI ppi PPM ppm QPS qps T TB Tb Tbps TFLOPS TFlops TH TiB TOPS TPS tps
"""
LETTERS = frozenset(_LETTERS.split())
"""The symbols that are read as letters."""

WORDS = frozenset({"TOPS", *(word for word in LETTERS if word.lower().endswith("flops"))})
"""The symbols of LETTERS that are read as a word."""

DIGITWISE = frozenset({"p", "P"})
"""The symbols of video lines; three or more digits before them are read one by one: 1080p."""

_TWO_NOT_LIANG = "K k D G M T P p H ℃ °C"
PLAIN_TWO = frozenset(_TWO_NOT_LIANG.split())
"""The symbols before which 2 stays 二 (2K, 2D); before other symbols 2 is 两 (两GB, 两毫秒)."""

_CUED = """
A:安:电流|安培|充电|放电|输出|熔断 N:牛:推力|拉力|阻力|压力|夹持力|力 J:焦:能量|热量
K:开尔文:温度|低温|高温|色温 C:库:电荷|电荷量|电量
t:吨:载荷|载重|自重|重量|净重|重|排水量|运力|吨位|产量
T:特斯拉:磁场|磁场强度|磁感应强度|场强 F:法:电容 H:亨:电感
"""
CUED = {
    symbol: (word, frozenset(cues.split("|")))
    for symbol, word, cues in (row.split(":") for row in _CUED.split())
}
"""Letters that are units only after certain words: their Chinese words, and those words."""

_MONEY = """
美元 美金 欧元 英镑 日元 港元 港币 韩元 卢布 卢比 人民币 新台币 新元 澳元 加元 瑞士法郎 法郎
美分 元 块钱 角
"""
MONEY = frozenset(_MONEY.split())
"""The names of currencies after an amount."""

_TWO = """
个百分点 百分点 个基点 个多月 个半月 个月 个小时 个 只 名 位 条 张 款 台 部 家 种 项 次 年 天 周年
周 小时 分钟 秒钟 秒 毫秒 微秒 纳秒 倍 公里 千米 公斤 千克 斤 千瓦时 千瓦 兆瓦时 兆瓦 吉瓦时 吉瓦
毫安时 安时 毫升 平方公里 平方米 平方厘米 平方毫米 立方米 立方厘米 公顷 亩 毫米 厘米 分米 微米
纳米 米 克拉 克 毫克 微克 纳克 吨 升 微升 摩尔 毫摩尔 千焦 焦耳 千卡 大卡 千帕 兆帕 千牛 英里 英尺
英寸 光年 海里 人次 人 件 座 辆 架 艘 颗 枚 支 根 本 篇 套 组 批 轮 场 届 份 门 类 页 句 段 字节
字 行 道 间 所 岁 点 大 票 集 首 幅 封 笔 单 宗 起 例 席 户 对 副 枝 朵 棵 头 匹 群 排 列 格 帧 核
卡 路 词元 词 把 分 成 束 片 口 步 瓦时 瓦 伏 赫兹 千赫兹 兆赫兹 吉赫兹 分贝 尼特 流明 比特 像素
度 章 讲 课时 学时 股 国 地 省 市 县 季 顶 块 杯 瓶 碗 顿 趟 遍 声 眼 夜
"""
TWO = frozenset(_TWO.split()) | MONEY
"""The classifiers and units before which 2 is 两."""

_PLAIN = """
月份 月 日 号 级 代 期 号线 线 等 维 阶 进制 次方 次元 楼 班 年级 年代 环 胎 手 厂 院 师 旅 团
档 折 季度 层 式 型 版 世纪 组织 级别 时区 小时制
"""
ORDINAL = frozenset({"号", "号线", "楼", "班", "等", "线", "年级", "手"})
"""The units that make a number an ordinal: 2号线, 12楼, 2年级."""
CLASSIFIERS = TWO.union(_PLAIN.split())
"""All Chinese units and classifiers; before the units of _PLAIN, 2 stays 二."""

_NOT_BEFORE = """
个:性体 项:目 名:单称字为 次:日数元方于 点:评击赞燃 代:码理表替价 家:庭长电居用族 条:件款目
款:式项 台:湾风灯式阶词 道:路德 字:母体幕段 人:工类民物脸形机才生体 周:边期末一二三四五六日
大:模家小幅约概学会厂 股:份票价东 路:线由径 国:产家际内外 地:区方球 市:场值 分:类析布别享发之
成:为本功立员果熟交 元:年素宇旦 秒:杀 度:过假 年:度级代轻货会报 天:然气津才 位:置于 部:署分队
层:面级 级:别 线:程上下路性 手:机写动 组:织件合成 片:段 版:本权 型:号 季:度节 期:间待货望
本:地次月周质身文届 封:装测面 页:面 场:景地 格:式局 核:心 列:表 排:名行序 对:话比抗于标外手齐
起:点步来售初源 户:外 所:有以在 把:握 步:骤入 行:业动为情 词:语汇 口:径碑 门:槛店户外 类:型似别
种:类子 张:力 支:持付撑出 根:据本 群:体聊 幅:度 首:个次席发款批页 集:群团成合 份:额 轮:胎回 届:时
批:量准处 套:餐件装盒 单:元位独口体路端色 讲:解述话 声:音明称 块:链 号:称召 日:前益元 师:傅 团:队
院:校 等:等级待 式:样 夜:间里晚色班市场景
"""
NOT_BEFORE = _pairs(_NOT_BEFORE, ":")
"""The characters with which a classifier becomes another word (项 in 项目), by classifier."""

_EACH = """
千瓦时 兆瓦时 千克 公斤 毫克 微克 克 斤 吨 盎司 升 毫升 分升 平方公里 平方千米 平方米 平方厘米
立方米 立方厘米 公里 千米 百公里 米 厘米 毫米 小时 分钟 年 月 周 季 天 日 时 秒 晚 人 台 辆 件 个
套 股 户 位 份 桶 片 度 亩 公顷 枚 颗 支 瓶 箱 盒 张 条 次 集 篇 杯 碗 双 部 块 根 只 粒 针 剂 头
株 平 摩尔
"""
EACH = frozenset(_EACH.split())
"""The Chinese words that stand after a slash for 每: 元/吨, 微克/立方米."""

_PER = """
s=秒 sec=秒 min=分钟 h=小时 hr=小时 day=天 d=天 month=月 mo=月 year=年 yr=年 kg=公斤 km=公里
km²=平方公里 m²=平方米 m³=立方米 L=升 kWh=千瓦时 Wh=瓦时 GB=GB TB=TB MB=MB W=瓦 cm²=平方厘米
mm²=平方毫米 cm³=立方厘米 mm=毫米 cm=厘米 m=米 g=克 mg=毫克 t=吨 mL=毫升 ml=毫升 dL=分升 mol=摩尔
ms=毫秒 100km=百公里 user=用户 μm=微米 nm=纳米 mm³=立方毫米 μL=微升 Hz=赫兹 MHz=兆赫兹
"""
PER = _pairs(_PER)
"""The words after 每 for each symbol after a slash."""

_CURRENCY = """
US$=美元 HK$=港元 NT$=新台币 A$=澳元 C$=加元 S$=新元 $=美元 ＄=美元 ¥=元 €=欧元 £=英镑 ₩=韩元
₹=卢比 ₽=卢布 RMB=元 CNY=元 USD=美元 EUR=欧元 HKD=港元 JPY=日元 GBP=英镑 JP¥=日元 CN¥=元
"""
CURRENCY = _pairs(_CURRENCY)
"""The name of each currency sign or code. In Chinese text, ¥ is the yuan."""

SCALES = {
    **dict.fromkeys(("K", "k"), 10**3),
    **dict.fromkeys(("M", "m", "mn", "MM", "million", "Million"), 10**6),
    **dict.fromkeys(("B", "b", "bn", "billion", "Billion"), 10**9),
    **dict.fromkeys(("T", "t", "tn", "trillion", "Trillion"), 10**12),
}
"""The factors of English magnitudes after an amount of money."""
