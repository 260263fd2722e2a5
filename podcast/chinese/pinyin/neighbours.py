"""Read characters whose reading follows from the characters right before and after them.

The patterns do not apply to words whose reading is certain: the project's own words, and words that
all dictionaries read in the same way; but a few tell where two words only look like such a word
(一艘船|长三十米). The source of each pattern is the entry of its character in
《现代汉语词典》(7th edition).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin.words import NUMERALS

_ENDS = rf"(?=[^{HAN}]|$)"
_SENTENCE_ENDS = "(?=[，。！？”’]|$)"
_AFTER_ONLY = (
    "是|有|能|会|需|要|不|好|剩|见|得|可|用|在|为|想|限|占|够|算|花|靠|待|怕|卖|做|看|说|当|对|属"
    "|应|适|针|代|涉|包|提|支|允|供|发生|增|减|让|存|影|表|取|关|顾|管|谈|问|求|管|收|买|持|给|差|比|跟"
)
_NOT_BANK = "业(?![绩务])|为(?![您你客])|其道|我素|[动程政使驶星人径列情贿走李宫得不吗吧么啊的呢了]"
_ASKING = "(?:客户|用户|监管|对方|法院|警方|教授|主任|老师|总统|政府)"
_ABOUT = "(?:大?约|高?达|仅|近|为|超过?|不到|不足|至)?"
_MASS = "(?:毫克|千克|克|公斤|斤|千吨|吨|磅|盎司)"
_OFFICES = "省市县州镇乡村部局处科厅署院校馆厂店站队组班团营连舰船社议察防"
_TITLES = "董事|理事|监事|干事|秘书|检察|审判|参谋|议事|警卫"
"""Words of two characters that make a title with 长 (董事长), which is read zhang3 there."""
_LONG = "期远久大高出度达时短寿途假城沙江安春周篇文视图尾跑线跨效成约近为于一二两三四五六七八九十"
"""The characters after a 长 that means length or growth, or begins the name of a place."""
_VERY = "(?<![误偏])"
_GAPS = "距异值额别价错分旅量动事错遣役距"
_HITS = "(?:奖|彩票|毒|木马|病毒|圈套|计|招|标|签|枪|弹|埋伏)"
_MIDDLES = "国央文外医场期心东间小餐午秋学介年专青层段部后前性子等断止"
_RECORDS = "史|册|宪|章程|党章|教科书|纪录|吉尼斯|名录|族谱|条例|法律|档案|课本|县志|典"
_OF_RATES = "[高低升降达为超近仅约是在较比将由从首已仍提下上增变不也都又还与和及或最更被可]"
_LED = (
    "国民军|新四军|八路军|红军|大军|部队|舰队|骑兵|士兵|[国省市县京津沪]队"
    "|代表团|考察团|团队|弟子|众将"
)
"""What a 率 that is read shuai4 leads; a word of _OF_RATES behind it makes it a rate."""
_RULES = (
    ("尽", "尽(?!快|早|量|管|可能|先|着)", "jin4"),  # jin3 "as much as possible" only in these
    ("刨", "刨(?![花床子刀冰工])", "pao2"),  # digging; bao4 is a carpenter's plane, or planing
    ("逮", "逮(?!捕)", "dai3"),
    ("撒", "撒[上在下入满些点播种豆]", "sa3"),  # scattering; sa1 is letting go
    ("铺", "铺[上在着满成开散展平]", "pu1"),  # spreading; pu4 is a shop
    ("粘", "粘[在到上住着]", "zhan1"),
    ("挨", "(?<=紧)挨|挨[着家个次近肩]", "ai1"),  # next to; ai2 is suffering
    ("弄", f"弄(?=社区|堂|口)|(?<=[{NUMERALS}0-9])弄(?=[0-9{NUMERALS}的号])", "long4"),  # a lane
    ("弄", "弄[清干坏脏到得不错出成了丢断死好懂明巧混来走]", "nong4"),  # long4 is a lane
    # a watercourse in names of places in Guangdong, unless something flows or surges
    ("涌", "(?<![管汹喷泉风如潮])涌(?![出现入进动上向来起流泉水着而至到])", "chong1"),
    ("率", "(?<=[利效概频税汇比功胜速斜产费确良])率", "lv4"),
    # before what is led, unless a verb follows as it follows a rate
    ("率", f"率(?!{_OF_RATES})[^，。；：！？的]{{0,6}}(?:{_LED})", "shuai4"),
    ("率", "(?<=[表草轻坦直统督相])率|率(?:[先领众部真性团兵]|队(?!列)|代表团|军(?!事))", "shuai4"),
    # a rate; before troops, a delegation or a number it may be the verb "to lead"
    ("率", f"(?<=[{HAN}]{{2}})率(?![团军兵师代全{NUMERALS}])", "lv4"),
    ("好", f"(?<![爱喜嗜癖偏同])好{_SENTENCE_ENDS}", "hao3"),
    ("哦", f"(?<=[{HAN}])哦{_SENTENCE_ENDS}", "o5"),
    ("哩", f"(?<=[{HAN}])哩{_SENTENCE_ENDS}", "li5"),
    ("处", "(?<=[一二两三四五六七八九十百千几多0-9])处(?![理罚置分女])", "chu4"),
    ("杆", "(?<=[拉推摇拨连螺纵驶秤枪笔烟])杆", "gan3"),  # of a tool; gan1 is a pole
    ("差", "(?<=[落反高温误偏时视逆顺价公利色像相之])差(?![不一很太的])", "cha1"),
    ("差", "(?<=(?:时间|信息|标准|电势|电位|汇率|剪刀|净胜|年龄|身高|收入|体重|代际))差", "cha1"),
    ("差", "(?<=还)差", "cha4"),  # wanting
    ("差", f"(?<=[能号量验果力感质况绩率性态境]{_VERY})差(?![{_GAPS}])", "cha4"),  # bad
    ("朴", f"(?<=[{HAN}])朴(?:{_ENDS}|(?=[的素实而无]))", "pu3"),  # piao2 is a surname
    # the measure word for animals and shares; zhi3 "only" stands before a verb
    ("只", f"(?<=[这那哪某])只(?=[{HAN}])(?!{_AFTER_ONLY})|只(?=个?股(?![权东份市]))", "zhi1"),
    ("降", "(?<![投诈招受劝归乞纳请])降(?!服(?!务)|龙|伏)", "jiang4"),  # xiang2: surrender
    # a bank; not 行业 (trade), 行为 or 行动 (deeds), 行程 (journey), 行星 (planet)
    (
        "行",
        f"(?<!应该)(?<=[该他我大])行(?!{_NOT_BANK})|(?<=股份|外资|中资|民营)行(?!为|动)",
        "hang2",
    ),
    ("重", f"重(?={_ABOUT}[{NUMERALS}几数多余点]+{_MASS})", "zhong4"),
    ("长", f"(?<={_TITLES})长", "zhang3"),
    ("长", "(?<=[环同]比)长(?=了)|(?<=所)长(?=长)", "zhang3"),
    ("仇", "仇(?=[生恨家敌怨视杀人])|(?<=[有报结世记寻恩私国家血冤因复疾])仇", "chou2"),
    ("量", "量(?=一量|了量|一下|长度|体温|血压|身高|尺寸|腰围|厚度|宽度)", "liang2"),
    ("卡", "(?<=被)卡(?!尔|车)|卡(?=在|住|脖|壳|点)", "qia3"),
    ("载", f"载(?=入[^，。]{{0,6}}(?:{_RECORDS}))", "zai3"),  # writing down
    ("载", "载(?=入)", "zai4"),  # loading
    ("行", "(?<=按)行(?![政业动程驶])|行(?=[和与或、]列)|(?<=列[和与或、])行", "hang2"),
    ("转", f"(?<=[{NUMERALS}几])转(?=$|[^{HAN}]|[每的以左上])", "zhuan4"),  # a turn
    ("当", "(?<=正)当(?=[防理权性竞手利诉经要渠用]|[目来]的)", "dang4"),
    ("着", "(?<=[找用犯睡买摸够见猜]不)着(?![急手眼陆])|(?<=[找用睡够猜]得)着", "zhao2"),
    ("还", "还(?=(?:书(?![面写])|[车贷债钱清]|款(?!式|待|项))(?![还没不也]))", "huan2"),
    ("还", "还(?=[了过][^，。]{0,8}[债款贷钱账息]|了(?![解得断却结然如]|不|没))", "huan2"),
    ("弹", "(?<![导炮子飞炸榴氢核枪])弹(?=[出窗跳奏射]|起(?![爆诉])|性(?!头))", "tan2"),
    ("长", f"长(?=得(?!多|不多)|到[{NUMERALS}])", "zhang3"),
    (
        "场",
        "(?<=[一几两这那])场(?=[大小暴]?[雨雪霜病梦])",
        "chang2",
    ),  # what takes its course
    ("晕", "(?<=物质|[日月]的)晕|(?<=[星光])晕", "yun4"),  # a halo; yun1 is to faint
    (
        "炸",
        "(?<=[煎复])炸(?![弹毁伤死药])|炸(?=[酥串鸡酱糕丸虾薯]|[至成](?:金黄|酥|熟|两面))",
        "zha2",
    ),  # frying
    ("蒙", "(?<=[搞打看听骂整吓问])蒙(?=[了住圈逼]|[，。！]|$)", "meng1"),  # stunned
    ("钉", "(?<![钉螺铆图铁道])钉(?=[在入住牢进死])", "ding4"),  # driving in; ding1 is a nail
    (
        "教",
        "(?<![宗佛儒道主督兰新正东旧回邪国传执文助高任请信异拜魔神犹])教(?=[我你他她您]|会了?[我你他她您孩]|机器|模型|孩子|用户|大家)",
        "jiao1",
    ),  # jiao4 in words
    ("哄", "哄(?=[着我你他她您]|孩子|小孩|宝宝)", "hong3"),
    ("曝", "曝(?!十寒|晒|露)", "bao4"),  # pu4 is in the sun
    ("盛", "盛(?=米饭|[水饭汤菜酒粥油](?!期))", "cheng2"),
    ("长", f"(?<=[{_OFFICES}])长(?![{_LONG}])", "zhang3"),
    ("数", "数(?=清[楚了点]|[一了]?[下遍](?![降跌])|数有)", "shu3"),
    ("数", "数(?=[了一]数|得[上着清出过]|不[清尽胜完])|(?<=数[了一])数(?![据字量学码])", "shu3"),
    # winning, being hit; zhong1 is the middle
    ("中", f"中(?=[一两二三几]签|[大头]奖|[了过][^，。]{{0,4}}{_HITS})", "zhong4"),
    ("中", f"(?<=[砸押猜料言投选射说刺踢撞瞄正])中(?![{_MIDDLES}])", "zhong4"),
    (
        "薄",
        "(?<=[越更最很太较极变超又够])薄(?![弱膜情利发])|(?<![淡微稀浅单厚喷刻轻])薄(?=[了至到])",
        "bao2",
    ),  # bo2 inside words
    ("传", "(?<=外)(?<![得可能要不对向准许勿]外)传(?![播来递输导承统闻说出感达媒])", "zhuan4"),
    ("传", f"(?<=[评列作浒])传{_ENDS}|(?<=[{HAN}][斯克迅雄嬛蛇])传{_ENDS}", "zhuan4"),
    ("应", f"应(?:[{HAN}]{{1,6}}之邀|{_ASKING}的?(?:要求|邀请|请求))", "ying4"),  # in answer to
    ("系", "系(?=[上紧好住着](?:安全|鞋|领|扣|围|绳|纽|腰|带))", "ji4"),  # tying
    ("边", f"(?<=[东西南北左右前后上下里外])边(?:{_ENDS}|(?=[的有是红]))", "bian5"),
)
_LENGTH = "(?:毫米|厘米|分米|米|公里|千米|英里|英尺|海里|光年)"
_ACROSS = (
    ("长", f"长(?={_ABOUT}[{NUMERALS}点几数多余]+{_LENGTH})", "chang2"),
    ("率", "(?<=[确良误])率(?=[先领])", "lv4"),  # 准确率|领先
    ("长", "(?<=全[市省县区国乡镇])长(?=[期租途短])", "chang2"),
)
"""Patterns that apply to certain words, too."""

_Patterns = Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]


def _by_character(rules: Sequence[tuple[str, str, str]]) -> _Patterns:
    return {
        char: tuple(
            (re.compile(pattern), syllable) for target, pattern, syllable in rules if target == char
        )
        for char in {target for target, _, _ in rules}
    }


_PATTERNS = _by_character((*_ACROSS, *_RULES))
_CERTAIN_PATTERNS = _by_character(_ACROSS)


def by_neighbours(
    text: str, start: int, word: str, syllables: Sequence[str | None], *, certain: bool
) -> Sequence[str | None]:
    """Return the syllables of `word`, at index `start` of `text`, corrected by the patterns.

    A character that no pattern matches keeps its syllable. `certain` tells that dictionaries agree
    on the word.
    """
    patterns = _CERTAIN_PATTERNS if certain else _PATTERNS
    if patterns.keys().isdisjoint(word):
        return syllables
    return [
        _decide(text, place, patterns) or syllable
        for place, syllable in enumerate(syllables, start)
    ]


def _decide(text: str, place: int, patterns: _Patterns) -> str | None:
    for pattern, syllable in patterns.get(text[place], ()):
        if pattern.match(text, place):
            return syllable
    return None
