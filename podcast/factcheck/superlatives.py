"""Trace superlatives: 首个, 唯一, 最大, 排名第一 and 创新高 must be in the post, with their scope.

A superlative of the line is of a class (first, only, most, rank, record). The post must have the
class, and a scope (全球, 国内) in the same sentence; where line and post both name who it is, the
names must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from podcast.factcheck import matching, numerals
from podcast.factcheck.dimensions import COUNT, CURRENCIES
from podcast.factcheck.passages import Passage, Source, latin
from podcast.factcheck.quantities import Quantity
from podcast.factcheck.statements import content, weights
from podcast.model import Objection

_SCOPES = {
    "world": "全球|世界|全世界|国际|人类",
    "ever": "史上|历史上|历史(?=[新最])|有史以来|有记录以来|有统计以来|建队以来|迄今",
    "country": "国内|全国|中国(?![电移联石银航船铁建科工人农广平])|我国|本土|国产",
    "trade": "行业|业内|业界|同类|同业|科创板|A股|港股|美股|亚洲|欧洲|亚太|全行业|全市",
}
_CLASSES = {
    "first": (
        "首个|首张|首场|首轮|首档|首本|首份|首批次|首块|首艘|首名|首支|首只|(?<!居)(?<!列)(?<!于)首位(?=[^，。；]{2})|首款|首次|首家|首座|首例|首颗|首枚|首台|首部|首条|首架|首届|首项|首创|首发首个"
        "|首度|头一[个回次款家遭座部颗例条艘门笔张辆架枚台支位名届项起桩宗](?!月|年|周|季|星期|礼拜|交易日|工作日|天|小时|钟头|阶段|环节|步骤|回合|版本|半)"
        "|第一[个次款家回座部颗例枚台项艘门笔张辆架](?!字|词|句|画面|像素|响应|token)|率先|开创先河|先河|前所未有|史无前例|破天荒"
    ),
    "only": "唯一|独一份|仅有的?一|独家|独此|就它这一|(?<!“)只有它(?!的)|独一无二",
    "rank": (
        "(?:全球|世界|全国|国内|行业|业内|亚洲|中国)第一(?![次回个款家批颗枚台部座条例项届名所位艘辆])|(?:排名|排|位居"
        "|位列|名列|稳居|居|拿[下了到]|夺得|夺|登上|冲到|排到)(?:在)?(?:[国全世业行]\\w{1,3})?(?:第一|首位|榜首"
        "|头名|冠军|之首)|居首|第一名|第一(?=是|为|的是|则)|头名|冠军|榜首|龙头|头把交椅|拔得?头筹|独占鳌头|第一大|头号|夺冠|登顶|领跑"
        "|(?:排在?|位居|位列|名列|居)(?:所有|全部|全场|全体|众)[^，。；]{1,8}第一位?"
    ),
    "record": (
        "之最(?![后近新])|创(?:下|了)?[^，。；]{0,12}?(?:新高|新低|纪录|记录)|历史新高|历史新低|破纪录"
        "|历史最[高低大好]|(?:打破|刷新|改写)[^，。]{0,10}(?:纪录|记录)"
    ),
    "scoped": (
        "(?:全国|全球|国内|业内|业界|行业|世界|史上|亚洲|全省|全市)(?:[^，。、；]{0,6}?)"
        "(?:最(?:早|好|佳|优|先进|领先|棒)|首批)"
    ),
    "second": "亚军|季军|银牌|铜牌",
    "unequalled": (
        "没(?:有|开|出|卖|见|发|做)?过?(?:哪|任何|谁|一)[^，。；]{0,10}比[^，。；]{1,10}[更还][大高多贵长快强重]"
        "|没[^，。；]{1,3}过比[^，。；]{1,10}[更还][大高多贵长快强重]"
    ),
    "unheard": "(?:还|从来|此前|之前|以前)没有?(?:哪|谁|任何)[^，。；]{0,14}过",
    "most": (
        "最(?!后|近|终|初|早|佳|新|好|多只|多可|少要|值得|有意思|关心|想|怕|让|要紧|关键"
        "|重要的是|起码|爱|喜欢|逗|妙|绝|狠|受关注|热闹|抢眼|抢镜|抢手|抓眼|吸引|大限度|直接"
        "|低温|低工作|低要求|长只|低也|低得|高可|高要|高只|大只|多也"
        "|高也)(?P<how>简单|便宜|畅销|热门|先进"
        "|成熟|安全|复杂|年轻|古老|严重|严格|赚钱|省电|流行|活跃|稀有|昂贵"
        "|[大小高低多少长短快慢强弱贵轻重薄厚深远便难])"
    ),
}  # fmt: skip
_ALL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _CLASSES.items()))
_SCOPE = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _SCOPES.items()))
_KIN = {
    "first": {"first"},
    "only": {"only"},
    "rank": {"rank", "most"},
    "record": {"record", "most"},
    "scoped": {"scoped", "most", "rank", "record", "first", "only"},
    "second": set(),
    "unequalled": {"most", "rank", "record", "scoped"},
    "unheard": {"first", "only"},
    "most": {"most", "rank", "record"},
}
"""The classes of the post that a superlative of the line may rest on."""
_RANKS = re.compile("前[一二三四五六七八九十\\d]+[名大]|依次|居首|以[^，。]{2,20}居首|首要|头部")
_RANKS_OR_SECOND = re.compile(f"仅次于|{_RANKS.pattern}")
_LIMIT = re.compile(
    r"[可能会将要再][^，。是有]|[罚赔奖免减省]|[^，。的]{0,3}(?:[\d二两三四五六七八九十百零]|一[百千万十])"
)
"""Behind 最远 or 最多, says that it is a limit with its figure: 最远飞一万公里."""
_COMPARED = re.compile("^[和跟与比]|落后于|相比")
"""Words of a clause that compares with the first, and so does not say who it is."""
_TOP = re.compile(
    "(?:进入|跻身|排在|位列|名列|进|挤进|冲进)[^，。；]{0,5}前(?P<number>[三四五六七八九十]+|\\d+)(?![年月天周个次])"
)
_COMMENT = re.compile(
    "的?(?:新闻|看点|亮点|变化|意外|惊喜|悬念|问题|槽点|感受|特点|不同|区别|卖点|遗憾|好处|改动|更新"
    "|感觉|印象|争议|疑问|疑惑|启发|收获|难题|进步|消息|期待|优势|短板|缺点|毛病|谜|挑战|部分|优点)"
)
"""Behind 最大, what a host remarks of a whole item."""
_FORMER = re.compile("(?:原来|原先|之前|此前|以前|先前|从前|过去|上一个|前一个)[^，。]{0,6}$")
"""Before a superlative, what the news has surpassed."""
_FIRST_OF_POST = re.compile("首先|最先|首批|首发|首站|首次|首个|率先|第一|唯一|最早|先在")
"""What the post may have for 率先 and 头一个."""
_FOR_THE_FIRST_TIME = re.compile("[初首][诊读审筛检]|初次|起初|最初")
"""What a post has for 第一次, which is then no first of all."""
_FIRST_THING = re.compile("首(?=[店秀映航飞测站作单城车展赛演])")
"""What a post calls the first of its sort with a noun: 首店, 首秀."""
_SENSES = (
    frozenset("大高多强重深"),
    frozenset("高贵多") | {"昂贵"},
    frozenset("长多远大"),
    frozenset("快高短少强"),
    frozenset("厚大宽"),
    frozenset("小低少弱"),
    frozenset("低少") | {"便宜"},
    frozenset("短小少近快"),
    frozenset("轻小"),
    frozenset("薄小"),
    frozenset("慢低长"),
    frozenset("浅低"),
    frozenset("难") | {"复杂"},
    frozenset("易") | {"简单", "容易"},
)
"""Words of one sense: what is most is also largest, highest, longest."""
_LEAST, _GREATEST = "最(?:便宜|低|少|小|短|慢|轻|薄)", "最(?:贵|高|多|大|长|快|重|厚)"
_BOTH_ENDS = re.compile(f"{_LEAST}[^，。]{{0,8}}{_GREATEST}|{_GREATEST}[^，。]{{0,8}}{_LEAST}")
"""Both ends of a row, which a host compares: 最便宜和最贵的差了九万块."""
_RECORD = re.compile("纪录|记录|新高|新低")
_ANY_LIMIT = re.compile(
    "最[高多大低少快长远]\\s?(?=[\\d一二两三四五六七八九十约达可为将])(?!\\s?一[笔个次家款批场件项])|最[高多长](?=[^，。的纪记值]{0,3}\\d)"
)
"""A limit with its figure, which says of nothing that it is the first: 最高 1240 万."""
_NEARLY = 100
"""The part of the greatest or least figure by which a host may round it."""
_UPWARDS = frozenset("大高多长快强贵重厚深远") | {"昂贵"}
_DOWNWARDS = frozenset("小低少短慢弱轻薄浅近") | {"便宜"}
"""Words that the greatest of several figures has, and words that the least has."""
_MANY = frozenset("多高大") | {"畅销", "热门", "流行"}
_OF_RANKS = frozenset("多高大强好低少快短长小")
"""What the first of a list may be said to be, or what sets a record."""
_FAVOURED = frozenset("受热火抢红常")
"""What the post has for 点赞最多: 最受欢迎, 最热, 最抢手."""
_ANY_MOST = re.compile(
    "最(?!后|近|终|初)(简单|容易|便宜|复杂|昂贵|畅销|热门|先进|成熟|安全|年轻|古老|严重|严格"
    "|赚钱|省电|流行|活跃|稀有|.)"
)
_ONLY_OF_POST = re.compile("只有|仅有|唯一|除了")
_ORDINAL = re.compile("第[二三四五六七八九十\\d]+(?P<unit>[个次款家回座部颗例条枚台项])")
_QUOTED = re.compile(r"[“「『《]([^”」』》]{1,20})[”」』》]")


@dataclass(frozen=True, slots=True)
class Superlative:
    """A superlative with its class, its scope and the clause that holds it."""

    start: int
    end: int
    text: str
    kind: str
    scope: str
    clause: str
    sentence: str
    how: str = ""


def find(passage: Passage) -> Iterator[Superlative]:
    """Yield the superlatives of a line or a sentence."""
    for match in _ALL.finditer(passage.text):
        start, end = passage.clause_of(match.start())
        clause = passage.text[start:end]
        scope = _SCOPE.search(clause[: match.end() - start])
        groups = [name for name in _CLASSES if match[name]]
        yield Superlative(
            match.start(),
            match.end(),
            match[0],
            groups[0],
            scope.lastgroup or "" if scope else "",
            clause,
            passage.text,
            match["how"] or "",
        )


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield superlatives that the post does not have; the first value tells a violation."""
    yield from _places(line, own)
    theirs = [
        each
        for passage in own.passages
        for each in find(passage)
        if not _ANY_LIMIT.match(passage.text, each.start)
    ]
    for one in find(line):
        if _is_no_claim(one, line, own):
            continue
        alike = [each for each in theirs if each.kind in _KIN[one.kind]]
        ranked = one.how in _OF_RANKS and any(each.kind in {"rank", "record"} for each in alike)
        if one.kind == "most" and alike and not ranked and not _other_most(one, own):
            yield True, _objection(one, alike[0].clause)
            continue
        if not alike and _worded_otherwise(one, own) and _has_scope(one, own):
            continue
        if not alike:
            nearest = _repeated(one, own)
            yield True, _objection(one, nearest)
            continue
        if not _has_scope(one, own):
            yield True, _objection(one, alike[0].clause)
            continue
        if (
            one.scope
            and not _scoped_otherwise(one, own)
            and all(each.scope != one.scope and not _scoped(one, each) for each in alike)
        ):
            yield True, _objection(one, alike[0].clause)
            continue
        other = _of_another(one, alike, own)
        if other:
            yield True, _objection(one, other)


def _places(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 前三 where the post has 前六 only."""
    theirs = {each for match in _TOP.finditer(own.text) if (each := _top(match)) is not None}
    for match in _TOP.finditer(line.text):
        top = _top(match)
        if theirs and top is not None and top not in theirs:
            nearest = f"前{min(theirs)}"
            yield True, Objection("superlative", match[0], match.start(), match.end(), nearest)


def _top(match: re.Match[str]) -> int | None:
    number = numerals.read(match["number"])
    return int(number.value) if number else None


def _is_no_claim(one: Superlative, line: Passage, own: Source) -> bool:
    """Tell whether it is a limit, a comparison with the first, or the host's own."""
    if one.kind == "rank":
        return bool(_COMPARED.search(one.clause))
    if one.kind != "most":
        return False
    return bool(_LIMIT.match(line.text[one.end :])) or _is_of_line(one, line, own)


def _is_of_line(one: Superlative, line: Passage, own: Source) -> bool:
    """Tell whether it is the host's: a remark, what was surpassed, or the end of a list."""
    if one.scope:
        return False
    if _BOTH_ENDS.search(line.text):
        return True
    if _COMMENT.match(line.text[one.end :]) or _FORMER.search(line.text[: one.start]):
        return True
    return any(_is_extreme(one, each, own) for each in (*_beside(one, line), *line.quantities))


def _beside(one: Superlative, line: Passage) -> list[Quantity]:
    """Return the figures of the clause of a superlative, else of the clause behind it."""
    span = line.clause_of(one.start)
    behind = [each for each in line.clauses if each[0] >= span[1]][:1]
    for start, end in (span, *behind):
        found = [each for each in line.quantities if start <= each.start < end]
        if found:
            return found
    return []


def _is_extreme(one: Superlative, figure: Quantity, own: Source) -> bool:
    """Tell whether a figure is the greatest or the least of several of its sort in the item."""
    theirs = {each.value for _, each in own.quantities if _is_sort(each, figure)}
    if len(theirs) < 2:  # noqa: PLR2004 -- no list
        return False
    extreme = max(theirs) if one.how in _UPWARDS else min(theirs)
    known = one.how in _UPWARDS or one.how in _DOWNWARDS
    return known and abs(figure.value - extreme) * _NEARLY <= abs(extreme)


def _is_sort(one: Quantity, other: Quantity) -> bool:
    if matching.is_bare(other) and one.dimension in CURRENCIES:
        return True  # 最贵的四十一万九千九
    return one.dimension == other.dimension and (one.dimension != COUNT or one.unit == other.unit)


def _objection(one: Superlative, nearest: str) -> Objection:
    return Objection("superlative", one.text, one.start, one.end, nearest)


def _has_scope(one: Superlative, own: Source) -> bool:
    return not one.scope or re.search(_SCOPES[one.scope], own.text) is not None


def _scoped_otherwise(one: Superlative, own: Source) -> bool:
    """Tell whether a sentence has the scope and any superlative, such as 最好 or 首次."""
    return any(
        re.search(_SCOPES[one.scope], each.text) and re.search("最(?!后|近|终|初)", each.text)
        for each in own.passages
    )


def _worded_otherwise(one: Superlative, own: Source) -> bool:
    """Tell whether the post says the same without a superlative: 只有, 前三名, a list in order."""
    if one.text in _ANY_LIMIT.sub("", own.text):
        return True
    if one.kind == "most":
        return _other_most(one, own)
    otherwise = _FIRST_THING.search(own.text) or _FOR_THE_FIRST_TIME.search(own.text)
    if one.kind == "first" and otherwise and not _repeated(one, own):
        return True
    if one.kind == "first" and (one.text == "率先" or one.text.startswith("头一")):
        return bool(_FIRST_OF_POST.search(own.text)) and not _repeated(one, own)
    if one.text == "头号" and _ANY_MOST.search(own.text):
        return True
    pattern = {"only": _ONLY_OF_POST, "rank": _RANKS_OR_SECOND, "record": _RECORD}.get(one.kind)
    return bool(pattern and pattern.search(own.text))


def _other_most(one: Superlative, own: Source) -> bool:
    """Tell whether the post has 最 with a word of the same sense, or a list in order."""
    if _RANKS.search(own.text) or (one.how in _MANY and re.search("峰值|高峰|顶点", own.text)):
        return True
    theirs = set(_ANY_MOST.findall(_ANY_LIMIT.sub("", own.text)))
    if not theirs:
        return False
    group = frozenset({one.how}).union(*(each for each in _SENSES if one.how in each))
    return bool(theirs & group) or (one.how in _MANY and bool(theirs & _FAVOURED))


def _repeated(one: Superlative, own: Source) -> str:
    match = _ORDINAL.search(own.text) if one.kind == "first" else None
    return match[0] if match else ""


def _scoped(one: Superlative, post: Superlative) -> bool:
    """Tell whether the scope of the line stands in the sentence of the post."""
    return any(match.lastgroup == one.scope for match in _SCOPE.finditer(post.sentence))


def _of_another(one: Superlative, alike: list[Superlative], own: Source) -> str:
    """Return the clause of the post that says it of somebody else, or nothing."""
    named = _named(one.clause)
    if not named or one.kind == "first":
        return ""
    weight = weights(own)
    words = content(one.clause)
    best = max(alike, key=lambda each: sum(weight.get(w, 0) for w in words & content(each.clause)))
    theirs = _named(best.clause)
    if theirs and not named & theirs and not any(name in best.sentence for name in named):
        return best.clause
    if theirs and not named & theirs and len(alike) == 1:
        return best.clause
    return ""


def _named(text: str) -> set[str]:
    return {match[1] for match in _QUOTED.finditer(text)} | {
        match[0]
        for match in latin(text)
        if len(match[0]) > 3  # noqa: PLR2004 -- AI, EDA
    }
