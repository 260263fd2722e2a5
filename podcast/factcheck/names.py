"""Trace the names of a line: Latin names, versions, Chinese names, and words in quotation marks.

A Latin name is compared without case, spaces and hyphens. A Chinese name is false when the item has
a name that differs from it in one character only, or when only another item has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.chinese.pinyin.polyphones import sound
from podcast.factcheck.passages import Passage, Source, Version, joined, latin
from podcast.model import Objection

_COMMON_LATIN_WORDS = """
ai app apps ceo cfo cto coo cmo ipo pk ok gb tb mb kb g k m t it pc vip wifi wi-fi usb gpu cpu npu
soc vr ar xr mr no top bug bugs logo ui ux api sdk gdp cpi q1 q2 q3 q4 a b c d e s x y z tv dvd
gps nba cba kpi pro max mini plus in out or and the of for to on by is it's vs hi hello bye led
oled lcd suv ev 3d 2d 4g 5g 6g id ids dna kg km cm mm ml w kw kwh gw gwh mw mwh nm hz mhz ghz fps
ppt pdf m&a esg ugc saas llm agi chatbot chat demo diss low show live vlog up
"""
_COMMON_LATIN = frozenset(_COMMON_LATIN_WORDS.split())
"""Latin words that a host may use although the post has them in Chinese or not at all."""

_PRODUCTS_OF = {
    "iphone": ("苹果", "iOS"),
    "ipad": ("苹果", "iPadOS"),
    "mac": ("苹果", "macOS"),
    "android": ("安卓",),
    "windows": ("微软",),
    "python": ("PyPI", "pip"),
    "javascript": ("npm", "Node"),
    "linux": ("内核", "发行版"),
    "chatgpt": ("OpenAI",),
}
"""Products by which a host names the phones and programs of a maker."""

_STRONG_SUFFIX = (
    "大学|学院|科技|集团|半导体|动力|航天|能源|新材|资本|咨询|研究院|研究所|医院|协会|联盟"
    "|委员会|银行|证券|基金"
    "|互娱|微电子|俱乐部|重工|生物|制药|医药|影业|传媒|航空|法院|实验室|工作室|配送|终端|统计"
    "|出行|超市|机场|天文台|博物馆|图书馆|出版社|电视台|美术馆|气象局|基金会|研究室|学会|剧院"
    "|乐团|女排|男排|女足|男足|女篮|男篮"
)
_WEAK_SUFFIX = (
    "公司|电子|材料|软件|研究|游戏|网络|智能|汽车|通信|存储|数据|平台|星座|火箭|食品|船舶"
    "|钢铁|电力|石油|光电|仪器"
    "|联赛|大桥|物流|地产|保险"
)
"""Words with which names end, and words that also stand behind common words."""
_FREQUENT = 500
"""The least frequency of a word that a name may run into."""
_WITH_KIND = re.compile(rf"(?P<name>[{HAN}]{{2}})(?<!新(?=能源))(?P<kind>{_STRONG_SUFFIX})")
_BEFORE_NAME = re.compile(rf"[^{HAN}]|[是在的为由与和跟向对给从于把被让叫]")
_GENERIC = re.compile(
    "[这那该各每某本当的是在和与为由从一二两三几多所家个间座些位名]|国内|国外|海外|附近|知名"
    "|附属|同类|竞争|合作|其他|另外|传统|大型|小型"
    "|公立|民营|私立|商业|投资|中央|地方|人民|高等|著名|顶尖|新型|职业|研究|数据|手机|汽车"
    "|人工|智能|工业|城市|农业|金融|风险|社会"
)
_RARE = 50
"""The greatest frequency of a word of the dictionary that is a name before 大学 and such."""
_NAMED_ORGANISATION = re.compile(rf"(?P<suffix>{_STRONG_SUFFIX}|{_WEAK_SUFFIX})")
_COUNTED = re.compile(
    "[月年日周季]|[一二两三四五六七八九十几多数][个家所座位名款支]|[个家所座位名款支]"
)
"""The beginning of what is counted and is no name: 四家航空."""
_FUNCTION = frozenset("的是为由自从于与和在把被个这那该给跟及或到向对等说称名用有第了不没")
"""Characters that stand beside a name and are no part of it."""
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛"
    "奚范彭郎鲁韦昌马苗"
    "凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和"
    "穆萧尹姚邵湛汪祁毛"
    "禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐"
    "邱骆高夏蔡田樊胡凌"
    "霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄"
    "曲家封芮羿储靳汲邴"
    "糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司"
    "韶郜黎蓟薄印宿白怀"
    "蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈"
    "燕冀郏浦尚农温别庄"
    "晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东殴殳沃利蔚越夔"
    "隆师巩厍聂晁勾敖融"
    "冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公岳佟涂肖游仝付覃闫邸佘"
)
_COMPOUND_SURNAMES = (
    "欧阳|上官|司马|诸葛|令狐|端木|鲜于|皇甫|尉迟|公孙|慕容|长孙|宇文|司徒|轩辕|夏侯|闻人|南宫|独孤|澹台"
    "|淳于|太史|申屠|仲孙|钟离|呼延|闾丘|东郭|百里|西门|万俟|拓跋|濮阳|公冶|赫连|宗政|段干|谷梁|完颜|东方"
)
_NAME = f"(?:(?:{_COMPOUND_SURNAMES})[{HAN}]{{1,2}}|[{SURNAMES}][{HAN}]{{1,2}})"
_TITLES = (
    "总监|学家|分析师|教授|创始人|主任|发言人|院长|经理|总经理|副总裁|总裁|董事长|秘书长|科学家"
    "|首席执行官|首席财务官"
    "|首席技术官|研究员|工程师|组长|负责人|校长|博士生|博士|院士|主席|部长|局长|市长|馆长"
    "|主编|法官|律师|教练|主教练"
    "|队长|选手|球员|导演|作者|记者|医生|司机|店主|老板|所长|厂长|会长|理事长|主管|联合创始人"
    "|创办人|主演|顾问|主持人|设计师|小将|老将|门将|前锋|后卫|中场|总师|原告|被告|歌手|演员|宇航员"
    "|航天员|车手|棋手|名将|新秀|候选人|编剧|制片人|学者|总设计师|总指挥|总工程师|创作者"
    "|架构师|[处科司厅县镇乡站]长|首席[\u4e00-\u9fff]{2,4}官|开发者|维护者|反对者|支持者|贡献者|合伙人|投资人"
    "|主笔人?|委员|议员|大使|检察官|警官|策展人|专员|主理人|车主|毕业生|店员|护士"
    "|被告人|店长|船长|机长|飞行员|志愿者|居民|村民|摄影师|画家|诗人|作家|建筑师|制作人"
)
_SAYS = (
    "表示|认为|指出|强调|坦言|解释|打趣|提醒|透露|预计|承认|介绍|称|说|讲|觉得|判断|回应|辩称"
    "|写道|直言|补充"
)
_NO_NAME = (
    "称说表认指强坦解打提透预承介讲觉判回在将于不持的是也则出牵给和与等都就却还曾已会要对从向"
    "把被让为有这那他她它们来去上下了着过"
)
_PARTICLES = frozenset(
    "在将于不持的是也则出牵给和与等都就却还曾已会要对从向把被让为有这那他她它们来去上下了着过称说讲表"
)
"""Characters that go on with the sentence after a name."""
_BEHIND_TITLE = re.compile(rf"(?:{_TITLES})(?P<name>[{SURNAMES}][{HAN}]{{1,2}})")
_BY_PERSON = re.compile(
    rf"由(?P<name>[{SURNAMES}][{HAN}]{{1,2}})(?=执导|主演|出任|担任|饰演|接任|领衔|作曲|编剧|设计|创办|主持)"
)
_AGED = re.compile(rf"岁的(?P<name>[{SURNAMES}][{HAN}]{{1,2}})(?![{HAN}])")
_BEFORE_SPEECH = re.compile(
    rf"(?:(?<![{HAN}])|(?<=[的是]))(?P<name>[{SURNAMES}][{HAN}]{{1,2}}?)(?:{_SAYS}|教授|博士|院士|主任"
    rf"|不建议)"
)
_OF_OFFICE = rf"(?:{_TITLES}|官|C[EFTO]O|医院|大学|学院|研究[院所]|公司|集团)"
_QUOTES = rf"\s?(?=：|:|团队|教授|博士|院士|(?:{_SAYS})[，：:“])"
_OFFICER = re.compile(
    rf"{_OF_OFFICE}\s?(?P<name>{_NAME}){_QUOTES}|{_OF_OFFICE}\ (?P<spaced>{_NAME})\ "
)
"""A name between an office and what the person says: 联席 CEO 赵启航：设备交付延迟所致."""
_QUOTED_PERSON = re.compile(rf"(?:(?<![{HAN}])|(?<=[的、]))(?P<name>{_NAME}){_QUOTES}")
"""A name before what the person says, with no office before it."""
_IN_BRACKETS = re.compile(rf"[(（](?P<name>[{SURNAMES}][{HAN}]{{1,2}})[)）]")
_OFFICE = re.compile(
    rf"岁的(?P<name>[{SURNAMES}][{HAN}]{{2}})(?=出任|担任|接任|卸任|接替|执掌|退休|说|当)"
)
_BEFORE_TITLE = re.compile(
    rf"(?:^|[，。的是由请、])(?P<name>[{SURNAMES}][{HAN}]{{2}})(?:教授|博士|院士|主任|校长|院长|会长)"
)
_TITLED = re.compile(
    rf"(?=(?P<name>[{SURNAMES}][{HAN}]{{2}})(?:教授|博士|院士|主任|校长|院长|会长|研究员|工程师))"
)
_MAYBE_PERSON = re.compile(rf"(?=(?P<name>[{SURNAMES}][{HAN}]{{2}}))")
_NOT_IN_NAMES = frozenset(
    "的了是在不和就都也还这那他她它们个一二两三四五六七八九十百千万亿年月日号说"
)
_UNCLEAR = re.compile("(?<=^[zcs])h|(?<=n)g$")
_CHINESE_VERSION = re.compile(
    rf"(?P<name>[{HAN}]{{2}})[”’》」]?\ ?(?P<number>\d+\.\d+(?:\.\d+)*)(?!\d|[{HAN}%]|\ [{HAN}])"
)
_TITLE_WITH_NUMBER = re.compile(rf"(?<=[“《])(?P<name>[{HAN}]{{2,8}})\ ?\d+(?=[”》])")
"""A title whose number is a part of it: 《星野牧歌 2》."""
_REPAIRS = re.compile("修复|修好|修补|补上|堵上|打了补丁")
_APPEARS = re.compile("发布|推出|拿出|亮相|开源了|上线了|端出")
_BACK = 16
"""How many code points before a version say that it was before."""
_EARLIER = re.compile("从|由|比|较|相比|上一?代|前代|旧版|此前|之前|上个版本")
_TIERS = "Pro Max|Pro|Max|Mini|mini|Ultra|Plus|Air|Nano|Lite|Turbo|Flash|Edge|SE|Large|Small|Base"
_TIER = re.compile(
    rf"(?P<name>[A-Z][A-Za-z]+(?:[ -]?\d+(?:\.\d+)?)?)[ -]?(?P<tier>{_TIERS})(?![A-Za-z])"
)
"""The name of a product with the word for its size or class."""
_ROUND = re.compile(r"(?<![A-Za-z])([A-H]\+{0,2}|Pre-[A-C]|天使|种子)\ ?轮")
_LATIN_PAIR = re.compile(r"(?=\b([A-Za-z]+)[ -]([A-Za-z0-9]+(?:\.[0-9]+)?))")
_QUOTED = re.compile(r"[“「『《〈]([^”」』》〉]{1,60})[”」』》〉]")
_LIKENED = re.compile("(?:[位个种名]|像|当|当作|当成|作|成了?|做|所谓的?|相当于|等于|的)$")
_SPEECH_MARK = re.compile("[，。！？,!?；：]")
_LONGEST_NAME = 12
_FULL_NAME = 3


def check(line: Passage, own: Source, others: Iterable[Source]) -> Iterator[tuple[bool, Objection]]:
    """Yield objections to names; the first value tells whether it is a violation."""
    others = tuple(others)
    seen: list[tuple[int, int]] = []
    for surely, objection in (
        *_latin(line, own, others),
        *_quoted(line, own, others),
        *_versions(line, own),
        *_named_versions(line, own),
        *_of_role(line, own),
        *_tiers(line, own),
        *_rounds(line, own),
        *_numbered(line, own),
        *_flights(line, own),
        *_chinese(line, own, others),
    ):
        if any(start < objection.end and objection.start < end for start, end in seen):
            continue
        seen.append((objection.start, objection.end))
        yield surely, objection


# --- Latin names --------------------------------------------------------------------------------


def _latin(
    line: Passage, own: Source, others: tuple[Source, ...]
) -> Iterator[tuple[bool, Objection]]:
    known = _latin_words(own)
    for match in latin(line.text):
        word = match[0]
        if _is_known(word, known, own.joined):
            continue
        if word.lower() in _COMMON_LATIN or joined(word) in _COMMON_LATIN:
            continue
        if any(maker in own.text for maker in _PRODUCTS_OF.get(joined(word), ())):
            continue
        kind, nearest = "latin-name", _like(word, own)
        for other in others:
            if _is_known(word, _latin_words(other), ""):
                kind, nearest = "swap", _sentence_with(word, other)
        if kind != "swap" and any(char.isdigit() for char in word):
            kind = "version"
        yield True, Objection(kind, word, match.start(), match.end(), nearest)


def _is_known(word: str, known: frozenset[str], text: str) -> bool:
    plain = joined(word)
    if plain in known or _in_other_number(plain) in known:
        return True
    return len(plain) > 3 and bool(text) and _is_row(plain, known)  # noqa: PLR2004 -- AI in OpenAI


def _in_other_number(plain: str) -> str:
    """Return a Latin word in the plural where it is in the singular, and the other way round."""
    return plain.removesuffix("s") if plain.endswith("s") else f"{plain}s"


def _is_row(plain: str, known: frozenset[str]) -> bool:
    """Tell whether a word is two words of the post in one: OpenTess for Open Tess."""
    return any(
        plain[:place] in known and plain[place:] in known for place in range(2, len(plain) - 1)
    )


@lru_cache(maxsize=512)
def _latin_words(source: Source) -> frozenset[str]:
    found = [match[0] for match in latin(source.text)]
    parts = [part for word in found for part in re.split(r"[.'&+/-]", word)]
    parts += [part for word in found for part in re.findall(r"[A-Za-z]+|\d+", word)]
    pairs = [match[1] + match[2] for match in _LATIN_PAIR.finditer(source.text)]
    return frozenset(joined(word) for word in (*found, *parts, *pairs) if word)


def _like(word: str, own: Source) -> str:
    """Return the Latin word of the item that is spelt most like a word."""
    import difflib

    found = sorted({match[0] for match in latin(own.text)})
    close = difflib.get_close_matches(word, found, n=1, cutoff=0.5)
    return close[0] if close else ""


def _sentence_with(word: str, source: Source) -> str:
    plain = joined(word)
    return next((each.text for each in source.passages if plain in joined(each.text)), "")


# --- Versions -----------------------------------------------------------------------------------


def _versions(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    known = {one.number for _, one in own.versions}
    for version in line.versions:
        same = {version.number, f"{version.number}.0", version.number.removesuffix(".0")}
        stands = same & known or any(_stands(number, own.text) for number in same)
        stands = stands or any(_begins(version.number, each) for each in known)
        stands = stands and not _before_other_name(version, line, own)
        if stands and _named_so(version.start, version.number, line, own):
            continue
        start = _name_start(line.text, version.start)
        nearest = next(iter(sorted(known)), "")
        yield (
            True,
            Objection("version", line.text[start : version.end], start, version.end, nearest),
        )


_NAME_BEHIND = re.compile(r"\ ?(?P<name>[A-Z][A-Za-z]+(?:-[A-Z][A-Za-z]+)?)(?![A-Za-z0-9])")


def _before_other_name(version: Version, line: Passage, own: Source) -> bool:
    """Tell whether a version stands before a name that has others in the item: 2.5 Flash-Lite."""
    match = _NAME_BEHIND.match(line.text, version.end)
    if match is None:
        return False
    theirs = re.findall(rf"(\d+(?:\.\d+)*)\ ?{re.escape(match['name'])}", own.text)
    return bool(theirs) and version.number not in theirs


def _named_versions(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield the version of a Chinese name that has another one in the item: “衔烛 2.0”."""
    for match in (*_CHINESE_VERSION.finditer(own.text), *_TITLE_WITH_NUMBER.finditer(own.text)):
        if set(match["name"]) & _FUNCTION:
            continue
        told = re.search(rf"{match['name']}[”’》」]?\ ?(?P<number>\d+(?:\.\d+)*)", line.text)
        if told and not _stands(told["number"], own.text):
            start, end = told.span()
            yield True, Objection("version", line.text[start:end], start, end, match[0])


def _of_role(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a version that repairs or appears in the line, where the item has others for that."""
    for role in (_REPAIRS, _APPEARS):
        theirs = _beside(role, own.passages)
        for one in _beside(role, (line,)):
            if role is _APPEARS and not _is_earlier(one, own):
                continue
            if theirs and one.number not in {each.number for each in theirs}:
                span = line.text[one.start : one.end]
                yield True, Objection("version", span, one.start, one.end, theirs[0].number)


def _is_earlier(version: Version, own: Source) -> bool:
    """Tell whether an item names a version only as what was before: 从 3.1 的 80 万扩大到."""
    places = [
        each.text[max(0, one.start - _BACK) : one.start]
        for each, one in own.versions
        if one.number == version.number
    ]
    return bool(places) and all(_EARLIER.search(place) for place in places)


def _tiers(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield the name of a product with another tier than any of the item: Gemini 3 Pro, 3 Nano."""
    for match in _TIER.finditer(line.text):
        name = re.escape(match["name"]).replace("\\ ", " ?")
        theirs = re.findall(rf"(?i:{name})[ -]?({_TIERS})(?![A-Za-z])", own.text)
        if theirs and match["tier"] not in theirs:
            yield (
                True,
                Objection("latin-name", match[0], match.start(), match.end(), theirs[0]),
            )


def _beside(role: re.Pattern[str], passages: Iterable[Passage]) -> list[Version]:
    """Return the versions in clauses, or sentences of one clause each, that play a role."""
    return [
        one
        for each in passages
        for one in each.versions
        if role.search(each.text[slice(*each.clause_of(one.start))])
        or (role.match(each.text) and len(each.clauses) > 1 and one.start < each.clauses[1][1])
    ]


def _rounds(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a round of financing (C轮) where the item has another one only."""
    known = set(_ROUND.findall(own.text))
    for match in _ROUND.finditer(line.text):
        if known and match[1] not in known:
            yield (
                True,
                Objection("version", match[0], match.start(), match.end(), f"{min(known)}轮"),
            )


_NUMBERED = re.compile(
    "(?P<rank>第[一二三四五六七八九十\\d]+|(?<![\u4e00-\u9fff])?[大高初](?=[一二三四](?:学|的|女|男|本|新)))"
    "(?P<rest>(?:人民|附属|中级)?(?:医院|中学|小学|法院|大学|高中)|[一二三四](?=学|的|女|男|本|新))"
)
"""A house that has a number, or the year of a pupil: 第二医院, 大三学生."""


_FLIGHT = re.compile("遥[一二三四五六七八九十]+")
"""The number of a rocket among those of its type."""


def _flights(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 遥五 where the item has 遥三 only."""
    theirs = sorted(set(_FLIGHT.findall(own.text)))
    for match in _FLIGHT.finditer(line.text):
        if theirs and match[0] not in theirs:
            yield True, Objection("version", match[0], match.start(), match.end(), theirs[0])


def _numbered(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a house or a year of school with another number than in the item."""
    for match in _NUMBERED.finditer(line.text):
        school = match["rank"] in {"大", "高", "初"}
        theirs = {
            each[0]
            for each in _NUMBERED.finditer(own.text)
            if (each["rank"] == match["rank"] if school else each["rest"] == match["rest"])
        }
        if theirs and match[0] not in theirs:
            kind = "number" if school else "chinese-name"
            yield True, Objection(kind, match[0], match.start(), match.end(), min(theirs))


def _stands(number: str, text: str) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d|\.[xX])", text) is not None


def _begins(number: str, known: str) -> bool:
    """Tell whether a version has two parts or more, which are the first of one of the item.

    6.0 is told for 6.0.0.130, but 3 is no 3.5.
    """
    return "." in number and known.startswith(f"{number}.")


def _name_start(text: str, place: int) -> int:
    match = re.search(r"[A-Za-z][A-Za-z0-9]*$", text[:place].rstrip(" -"))
    return match.start() if match else place


def _named_so(place: int, number: str, line: Passage, own: Source) -> bool:
    """Tell whether the name before a version has that version in the item, if it has any."""
    match = re.search(r"[A-Za-z]{2,}$", line.text[:place].rstrip(" -"))
    if not match:
        return True
    name = match[0].lower()
    after = re.findall(
        rf"(?i:{re.escape(name)})[ -]?[Vv]?(\d+(?:\.\d+)*)(?![\d.]|\ ?[年月日])", own.text
    )
    if not after:
        return True
    plain = number.removesuffix(".0")
    return any(
        each.removesuffix(".0") == plain or _begins(number, each) for each in after
    ) or _edition(number, own)


def _edition(number: str, own: Source) -> bool:
    return re.search(rf"(?<![\d.]){re.escape(number)}\ ?版", own.text) is not None


# --- Words in quotation marks -------------------------------------------------------------------


def _quoted(
    line: Passage, own: Source, others: tuple[Source, ...]
) -> Iterator[tuple[bool, Objection]]:
    for match in _QUOTED.finditer(line.text):
        plain = _figures_as_digits(joined(match[1]))
        if not plain or plain in _figures_as_digits(own.joined):
            continue
        name = len(match[1]) <= _LONGEST_NAME and not _SPEECH_MARK.search(match[1])
        kind, nearest = ("chinese-name" if name else "quotation"), ""
        for other in others:
            if len(plain) > 1 and plain in _figures_as_digits(other.joined):
                kind, nearest = "swap", _sentence_with(match[1], other)
        near = _near_quoted(match[1], own)
        if not near and kind != "swap" and _is_figure_of_speech(match, line.text):
            continue
        if kind == "chinese-name" and near:
            nearest = near
            if re.sub(r"[\d.一二三四五六七八九十]", "", near) == re.sub(
                r"[\d.一二三四五六七八九十]", "", match[1]
            ):
                kind = "version"
        yield True, Objection(kind, match[1], match.start(1), match.end(1), nearest)


def _is_figure_of_speech(match: re.Match[str], text: str) -> bool:
    """Tell whether a common noun is in quotation marks for what it is likened to: 一位“老师”."""
    return bool(_LIKENED.search(text[: match.start()])) and words.frequency(match[1]) > _FREQUENT


def _figures_as_digits(text: str) -> str:
    return text.translate(str.maketrans("一二三四五六七八九", "123456789"))


def _near_quoted(name: str, own: Source) -> str:
    import difflib

    found = [match[1] for match in _QUOTED.finditer(own.text)]
    close = difflib.get_close_matches(name, found, n=1, cutoff=0.5)
    return close[0] if close else ""


# --- Chinese names ------------------------------------------------------------------------------


def _chinese(
    line: Passage, own: Source, others: tuple[Source, ...]
) -> Iterator[tuple[bool, Objection]]:
    yield from _misspelt(line, own)
    yield from _other_new_word(line, own)
    yield from _like_sounding(line, own)
    yield from _renamed(line, own)
    yield from _other_titled(line, own)
    yield from _strangers(line, own)
    yield from _other_of_kind(line, own)
    for other in others:
        told = proper_names(other) | _authorities_told(line.text, own, other)
        for name in sorted(told, key=lambda each: (-len(each), each)):
            place = line.text.find(name)
            if place >= 0 and name not in own.text:
                yield (
                    True,
                    Objection("swap", name, place, place + len(name), _sentence_with(name, other)),
                )


_AUTHORITY = re.compile(f"(?=(?P<name>[{HAN}]{{3,7}}[署局厅]))")
"""A body of the state, which may stand in any sentence: 公平竞争署."""


def _authorities_told(text: str, own: Source, other: Source) -> frozenset[str]:
    """Return the authorities of another item that a line names, and its own item in no form."""
    starts = words.starts(text)
    return frozenset(
        match["name"]
        for match in _AUTHORITY.finditer(text)
        if match.start() in starts
        and match["name"] in other.text
        and match["name"][-_FULL_NAME:] not in own.text
    )


def _misspelt(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield names of the line that differ from a name of the item in one character."""
    starts = words.starts(line.text)
    for name in sorted(names(own), key=len, reverse=True):
        size = len(name)
        for start in (each for each in starts if each <= len(line.text) - size):
            window = line.text[start : start + size]
            place = words.tag(window[:2]) == "ns" and window[:2] in own.text
            if place or not _differs_by_one(window, name) or window in own.text:
                continue
            if not _is_another_word(window, name) and not _is_context(window, name):
                yield True, Objection("chinese-name", window, start, start + size, name)


_COMMON = 3000
"""A character that is more frequent as a word is seldom part of a name of two characters."""


def _other_new_word(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield words that no dictionary has, where the item has one with another character."""
    known = new_words(own.text)
    for word, start in _new_words_in(line.text):
        if word in own.text or max(map(words.frequency, word)) > _COMMON:
            continue
        for other in sorted(known):
            if _differs_by_one(word, other) and other not in line.text:
                yield True, Objection("chinese-name", word, start, start + len(word), other)
                break


@lru_cache(maxsize=512)
def new_words(text: str) -> frozenset[str]:
    """Return the words of two characters that no dictionary has, such as names of firms."""
    return frozenset(word for word, _ in _new_words_in(text))


def _new_words_in(text: str) -> Iterator[tuple[str, int]]:
    """Yield two characters that are words of their own beside each other, and where they begin."""
    place = 0
    before = ""
    for word in words.cut(text):
        if _is_lone(before) and _is_lone(word):
            yield before + word, place - 1
        before, place = word, place + len(word)


def _is_lone(word: str) -> bool:
    return len(word) == 1 and bool(words.IS_CHINESE.match(word)) and word not in _FUNCTION


def _differs_by_one(one: str, other: str) -> bool:
    different = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(different) == 1 and bool(words.IS_CHINESE.match(one[different[0]]))


_FREQUENT_TAIL = 20
"""A word that the dictionary has more often is no end of a name."""


def _is_context(window: str, name: str) -> bool:
    """Tell whether two texts differ only in a word before the name or between its words."""
    place = next(place for place, (a, b) in enumerate(zip(window, name, strict=True)) if a != b)
    suffix = re.search(f"(?:{_STRONG_SUFFIX}|{_WEAK_SUFFIX})$", name)
    if place == 0 and suffix and suffix.start() > 2:  # noqa: PLR2004 -- the shorter name is enough
        return True
    return window[place] in _FUNCTION or name[place] in _FUNCTION


def _is_another_word(window: str, name: str) -> bool:
    """Tell whether two texts are two common words before the same third: 公开数据, 公司数据."""
    place = next(i for i, (a, b) in enumerate(zip(window, name, strict=True)) if a != b)
    tail = window[place:]
    if len(tail) > 1 and place and words.frequency(tail) > _FREQUENT_TAIL:
        return True  # 追觅造车 beside 追觅汽车
    end = re.search(f"(?:{_WEAK_SUFFIX})$", name)
    if not end:
        return False
    before, known = window[: end.start()], name[: end.start()]
    return len(known) != 2 or bool(words.frequency(before) or words.frequency(known))  # noqa: PLR2004


def _like_sounding(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield names that sound like one of the item, and are written otherwise: 付诗宇, 傅时雨."""
    known = _by_sound(own)
    for place, name in _windows(line.text):
        same = known.get(_sounds(name))
        if same and name not in own.text and same not in line.text:
            yield True, Objection("chinese-name", name, place, place + len(name), same)


@lru_cache(maxsize=512)
def _by_sound(source: Source) -> dict[tuple[str, ...], str]:
    """Return what may be a person's name in an item, by how it sounds."""
    return {_sounds(name): name for _, name in _windows(source.text)}


def _windows(text: str) -> Iterator[tuple[int, str]]:
    """Yield all runs of three characters that begin with a surname and are no words."""
    for match in _MAYBE_PERSON.finditer(text):
        name = match["name"]
        parts = (name, name[:2], name[1:])
        if max(map(words.frequency, parts)) <= _RARE and not _NOT_IN_NAMES & set(name):
            yield match.start("name"), name


@lru_cache(maxsize=4096)
def _sounds(name: str) -> tuple[str, ...]:
    """Return how the characters of a name sound, without what many speakers do not tell apart."""
    return tuple(_UNCLEAR.sub("", sound(char)) for char in name)


def _other_titled(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield people with a title that the item gives to people of other names only."""
    known = people(own)
    for match in (*_BEHIND_TITLE.finditer(line.text), *_BEFORE_TITLE.finditer(line.text)):
        name = match["name"]
        title = match[0].replace(name, "", 1).lstrip("，。的是由请、")
        if name in own.text or not _is_full_name(name):
            continue
        theirs = [
            each for each in known if f"{title}{each}" in own.text or f"{each}{title}" in own.text
        ]
        if theirs and not any(each in line.text for each in known):
            start = match.start("name")
            yield True, Objection("chinese-name", name, start, start + len(name), theirs[0])


def _strangers(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield people with a title, or who speak, whose names the item does not have at all."""
    known = sorted(people(own))
    spelt = re.search("[A-Z][a-z]+ [A-Z][a-z]+", own.text)  # a host may say Altman as 奥特曼
    for start, name in (*_people_in(line.text), *_professors(line.text)):
        if _is_told(name, own, known) or (spelt and not known):
            continue
        if words.frequency(name) > _RARE or set(name) & _NOT_IN_NAMES:
            continue
        nearest = known[0] if known else ""
        yield True, Objection("chinese-name", name, start, start + len(name), nearest)


def _is_told(name: str, own: Source, known: list[str]) -> bool:
    """Tell whether an item has a name, or has it without the last character, which is no part."""
    if name in own.text or name[-2:] in own.text:
        return True
    longer = any(len(each) > 2 and each[:2] == name[:2] for each in known)  # noqa: PLR2004
    return name[:2] in own.text and not (longer and len(name) > 2)  # noqa: PLR2004 -- 沈志刚, 沈志强


def _professors(text: str) -> Iterator[tuple[int, str]]:
    """Yield names of three characters before a title: 清华段明辉教授."""
    for match in _TITLED.finditer(text):
        if _is_full_name(match["name"]):
            yield match.start("name"), match["name"]


def _is_full_name(name: str) -> bool:
    """Tell whether three characters are no words, nor two of them."""
    if len(name) != _FULL_NAME or re.search(f"[{_NO_NAME}]", name):
        return False
    return not any(map(words.frequency, (name, name[:2], name[1:])))


def _may_be_full_name(name: str) -> bool:
    """Tell whether a name is no word and holds no word with which a sentence goes on."""
    if re.match(_COMPOUND_SURNAMES, name):
        return not words.frequency(name)
    rest = (name, *((name[:2], name[1:]) if len(name) == _FULL_NAME else ()))
    return max(map(words.frequency, rest)) <= _RARE and not set(name) & _NOT_IN_NAMES


TURN = re.compile(
    "(?:再|先|又|接着|接下来|下面|最后|然后)?(?:看|说|聊|讲|谈|来看|转到|回到|关注|说说|聊聊|看看|说到|轮到)"
)
"""Words with which a host turns to a subject: 再看航天, 说说大学."""


def _other_of_kind(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield names such as 清华大学 that the item does not have, where it has one of the kind."""
    for match in _WITH_KIND.finditer(line.text):
        name = match[0]
        if TURN.fullmatch(match["name"]):
            continue
        if name in own.text or match["name"] in own.text or _GENERIC.search(match["name"]):
            continue
        if match["name"][1] in "州省" and match["name"][0] in own.text:
            continue  # 得州 for 得克萨斯
        whole = name in words.places() and len(name) > 3  # noqa: PLR2004 -- 大学 alone is none
        same = [each for each in proper_names(own) if each.endswith(match["kind"])]
        if whole or (same and not any(each in line.text for each in same)):
            if not whole and match.start() and not _BEFORE_NAME.match(line.text[match.start() - 1]):
                continue
            sure = whole or match["name"] in words.places() or not words.frequency(match["name"])
            nearest = same[0] if same else ""
            yield sure, Objection("chinese-name", name, match.start(), match.end(), nearest)


def _renamed(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield people of the line who have the surname of a person of the item, but another name."""
    known = people(own)
    for start, name in _people_in(line.text):
        if name in own.text or any(name[:2] in each or each in line.text for each in known):
            continue
        same = sorted(each for each in known if each[0] == name[0])
        if same:
            yield True, Objection("chinese-name", name, start, start + len(name), same[0])


_SPOKEN = re.compile("(?:表示|认为|回应|强调|坦言|指出|承诺|解释|写道|说|称)[，：:]?$")
_SHORT_SPEECH = 4
"""The most characters in quotation marks behind such a verb that may be a name."""


def _quoted_names(text: str) -> Iterator[str]:
    """Yield what stands in quotation marks and is not what somebody says."""
    for match in _QUOTED.finditer(text):
        if len(match[1]) <= _SHORT_SPEECH or not _SPOKEN.search(text[: match.start()][-4:]):
            yield match[1]


@lru_cache(maxsize=512)
def names(source: Source) -> frozenset[str]:
    """Return the Chinese names of at least three characters in an item."""
    quoted = _quoted_names(source.text)
    found = {
        each
        for each in quoted
        if len(each) <= _LONGEST_NAME
        and re.fullmatch(f"[{HAN}]+", each)
        and not _FUNCTION & set(each)
        and (len(each) > 3 or not words.frequency(each[1:]))  # noqa: PLR2004 -- 打草稿 is no name
    }
    return frozenset(
        each
        for each in found | people(source) | _without_particles(organisations(source))
        if len(each) > 2  # noqa: PLR2004
    )


def _without_particles(found: frozenset[str]) -> frozenset[str]:
    """Return words that have no particle; 台在汽车 is part of a phrase."""
    return frozenset(each for each in found if not _FUNCTION & set(each))


@lru_cache(maxsize=512)
def people(source: Source) -> frozenset[str]:
    """Return the Chinese names of people in an item: a surname behind a title or before 称."""
    return frozenset(name for each in source.passages for _, name in _people_in(each.text))


def _until_verb(name: str, after: str) -> str:
    """Return the characters after a title up to a verb of speech or a particle."""
    for place in range(1, len(name)):
        rest = name[place:] + after[:1]
        if name[place] in _PARTICLES or re.match(_SAYS, rest):
            return name[:place]
    return name


def _people_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield the names of people in a text with their places, by what stands beside them."""
    for pattern in (_AGED, _BY_PERSON, _IN_BRACKETS, _OFFICE):
        for match in pattern.finditer(text):
            yield match.start("name"), match["name"]
    yield from _officers(text)
    yield from _behind_titles(text)
    for match in _BEFORE_SPEECH.finditer(text):
        name = match["name"]
        if words.frequency(name[:2]) > _FREQUENT:
            continue  # 公司未透露
        if not words.frequency(name) and not re.search(f"[{_NO_NAME}]", name):
            yield match.start("name"), name


def _officers(text: str) -> Iterator[tuple[int, str]]:
    """Yield names before what a person says, behind an office or at the head of a clause."""
    for match in _OFFICER.finditer(text):
        group = "name" if match["name"] else "spaced"
        if words.frequency(text[match.start(group) - 1 : match.start(group) + 1]) > _FREQUENT:
            continue  # 官方特意
        if not words.frequency(match[group]) and not set(match[group]) & _NOT_IN_NAMES:
            yield match.start(group), match[group]
    for match in _QUOTED_PERSON.finditer(text):
        if _may_be_full_name(match["name"]):
            yield match.start("name"), match["name"]


def _behind_titles(text: str) -> Iterator[tuple[int, str]]:
    """Yield names behind a title, without the verb with which the sentence goes on."""
    for match in _BEHIND_TITLE.finditer(text):
        inside = words.frequency(match[0][: -len(match["name"]) + 1])  # 律师费各付各的
        if inside or words.frequency(match["name"][:2]) > _FREQUENT:  # 医生单独看
            continue
        name = _until_verb(match["name"], text[match.end("name") :])
        last = match.start("name") + len(name) - 1
        if len(name) > 2 and words.frequency(text[last : last + 2]) > _FREQUENT:  # noqa: PLR2004
            name = name[:-1]  # 韩露建议
        if len(name) > 1:
            yield match.start("name"), name


@lru_cache(maxsize=512)
def organisations(source: Source) -> frozenset[str]:
    """Return the words that end in 大学, 科技 and the like, with two to five characters before."""
    found: set[str] = set()
    for match in _NAMED_ORGANISATION.finditer(source.text):
        end = match.end()
        suffix = match["suffix"]
        start = end - len(suffix)
        run = re.search(f"[{HAN}]*$", source.text[:start])
        longest = len(run[0]) if run else 0
        found.update(
            name
            for size in range(2, min(longest, 5) + 1)
            if not _COUNTED.match(name := source.text[start - size : end])
        )
    return frozenset(found)


@lru_cache(maxsize=512)
def proper_names(source: Source) -> frozenset[str]:
    """Return the names that stand for one item alone: in quotation marks, people, new words."""
    quoted = _quoted_names(source.text)
    found = {
        each
        for each in quoted
        if 1 < len(each) <= _LONGEST_NAME and re.fullmatch(f"[{HAN}]+", each)
    }
    found = {each for each in found if len(each) > 2 or not words.frequency(each)}  # noqa: PLR2004
    found |= people(source)
    found |= {each for each in organisations(source) if _is_new(each, source.text.count(each))}
    return frozenset(found)


def _is_new(name: str, times: int) -> bool:
    """Tell whether a name is a word that no dictionary has, and the word for its kind."""
    before = re.sub(f"(?:{_STRONG_SUFFIX}|{_WEAK_SUFFIX})$", "", name)
    rare = _RARE if times > 1 or re.search(f"(?:{_STRONG_SUFFIX})$", name) else 0
    return (
        len(before) == 2  # noqa: PLR2004 -- most names are two characters and their kind
        and words.frequency(before) <= rare
        and not _FUNCTION & set(before)
    )
