"""Turn headlines into sentences, and shorten them at the end of a clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podcast.script.sentences import speakable, width

VERBS = re.compile(
    "发布|推出|上线|更名|突破|破|宣布|启用|推送|开源|收购|融资|获|完成|启动|开放|升级|亮相|登陆|"
    "支持|达|增长|下降|降|超|首次|首创|签署|签下|合作|建成|投产|量产|通过|批准|印发|公布|成立|测试|试点|"
    "发射|接入|涨|跌|升|召回|提交|取消|起诉|停用|加盟|落户|提出|试用|规范|拟|拨款|定档|计划|进入|"
    "更新|回应|出台|落地|开售|预售|上调|下调|涨价|降价|停产|停服|下架|中标|投用|开工|揭晓|获批|出任|辞|曝|裁|离职|关闭|暂停|撤回|列为|复原|并网|要求|禁止|允许|抢"
)
"""Words that tell something: without one a part of a headline is a name or a slogan."""
_IS_OR_DOES = re.compile(
    "(?<=..)(?:是(?:一|个)|[把让将被]|(?<![智功性节产])能(?![力源量耗效])|可以|改[成为])"
)
"""Words of a clause that says what something is or does, behind what it is said of."""
_ON_CONDITION = re.compile("(?:如果|假如|要是|当|若|虽然|尽管|即使|为了|因为|由于|网友|读者)(?!地)")
"""Matches the beginning of a clause that is nothing without the next one."""
_LEADING = ("后", "时", "前", "中", "下", "际", "以来")
"""The last characters of a clause that only says when; the news is in the next clause."""
_CLAUSE = re.compile(r"[，：；！？](?!\d)")
_CLAUSE_OF_SPOKEN = re.compile(r"(?<!\d)[，：；！？]|[，：；！？](?!\d)")
# the lookbehind for a digit stands after the first mark, because the search is faster this way
_PAUSE = re.compile(
    r"[！!：:；;，](?<!\d[！!：:；;，])[！!：:；;，]*(?<=[！!：:；;])(?=.)[\s，]*"
    r"|[！!；;：:](?=\D)[\s，]*"
)
_SAID = re.compile(r"[：:]\s*(?=[“「][^“”「」]{5,}[”」]$)")
"""Matches the colon between a speaker and the words that are the rest of a headline."""
_SAYS = re.compile(r"(?:说|称|问|答|表示|认为|指出|强调|回应|透露|坦言|直言|呼吁)$")
_ROLE = re.compile(
    r"^[^，。；！？：“”]{0,20}(?:创始人|创办人|CEO|CTO|CFO|COO|首席[\u4e00-\u9fff]{2,4}[官家师]|总裁|董事长|总经理|负责人|发言人|"
    r"教授|主任|院长|会长|所长|部长|局长|厂长|校长|馆长|主席|秘书长|研究员|科学家|工程师|博士|专家|院士|律师|医生|分析师)"
    r"(?:[\u4e00-\u9fff·]{2,4}|[A-Z][A-Za-z]+(?:[ ·][A-Z][A-Za-z]+){0,2})?[：:]\s*(?=\S)"
)
"""Matches somebody by his office, with the colon before what he says."""
_HOUSE = re.compile(
    r"^[^，。；！？：“”]{2,12}(?:公司|集团|科技|咨询|研究院|研究所|协会|联合会|委员会|统计局|智库|证券|机构|"
    r"(?<!数据)(?<!网络)(?<!信息)(?<!食品)(?<!生产)(?<!公共)(?<!系统)(?<!金融)安全)[：:]\s*(?=[^，。]*\d)"
)
"""Matches a company or an office, with the colon before what it says with a figure."""
_PAPER = re.compile(
    r"^[^，。；！？：“”A-Za-z]{0,8}(?:报告|调查|研究|统计|问卷|论文)[：:]\s*"
    r"(?=[^。]*\d|[^。]*(?:下降|上升|提高|降低|更|增加|减少|优于|不如|[一二三四五六七八九]成|半数|过半))"
)
"""Matches a report, with the colon before what it shows with a figure."""
_ASKERS = re.compile(
    r"^((?:现场)?(?:听众|网友|读者|用户|观众|学生|记者|家长|客户))(?:提问|来信|问)[：:]\s*(?=.*[？?吗])"
)
_OF_NOBODY = re.compile(
    "(?:会不会|能不能|是不是|要不要|有没有|该不该|可不可以|值不值得|是否|还有必要|会|能|要|该)"
)
"""Matches the beginning of a question that does not say of whom or what it asks."""
_ASKS = re.compile("[^。“”]{0,24}问(?:道|，|：|“)")
"""Matches a sentence in which somebody asks."""
_ARTICLE = re.compile(r"^(?=(?:如何|怎样|怎么|为什么|为何)[^？?]*$)")
"""Matches the title of an article that explains something."""
_IS_TEXT = re.compile("长文|文章|一文|手记|教程|专栏")
"""Matches what says by itself that a title is that of a text."""
_MEDIUM = re.compile(
    r"^(?P<who>[^，。；！？：“”\d]{0,10}(?:路透社?|彭博社?|法新社|美联社|新华社|中新社|共同社|日报|时报|晚报|周刊|财经|"
    r"新闻社?|电视台|通讯社|日经|Reuters|Bloomberg|The Information|The Verge|TechCrunch|Wired|CNBC|"
    r"Nikkei|Times|Journal|News))[：:]\s*(?=\S)"
)
"""Matches a newspaper or an agency, with the colon before what it reports."""
_SURVEYS = re.compile(
    r"^(?:IDC|Canalys|Counterpoint|TrendForce|Gartner|Omdia|Statista|Sensor Tower|QuestMobile|"
    r"Appfigures|Similarweb|StatCounter|Euromonitor|Forrester|McKinsey|DIGITIMES|Yole|SEMI|WSTS|"
    r"Deloitte|CB Insights|PitchBook|Strategy Analytics|GfK)[：:]\s*"
    r"(?=[^，。]*(?:出货|销量|市场|份额|[涨降跌]幅|合约价|渗透率|占比|规模))"
)
"""Matches a house that counts a market, with the colon before what it has counted."""
_FRAMES = ((_ROLE, "说，"), (_HOUSE, "说，"), (_SURVEYS, " 说，"), (_PAPER, "显示，"))
_TOPIC_END = re.compile(r"[！：](?=\D)")
"""Matches the mark behind a slogan or a topic."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST_HAN = 3
_LATIN = re.compile(r"[A-Za-z]{2}")
_TAG = re.compile(r"^\s*(?:\d{1,3}[.、]?\s*)?【[^【】]{1,8}】\s*(?=\S)")
_NAME_COLON = re.compile(r"(?<=[A-Za-z]\d)：|(?<=[A-Za-z]\d{2})：|(?<=[A-Za-z]\d{3})：|(?<=\.\d)：")
"""Matches the colon behind a name that ends with a figure, which is no ratio."""
_PREDICATE = re.compile(
    r"[：:]\s*(?=(?:正式|联合|首次|再次)?(?:推出|发布|宣布|上线|开源|完成|收购|启动|签署|达成|拟|将))"
)
"""Matches the colon between a doer and what is done."""
_CROSS = re.compile(r"(?<=[A-Za-z\u4e00-\u9fff”》])\s*[×✕]\s*(?=[A-Za-z\u4e00-\u9fff“《])")
_MEASURED = re.compile(r"\d\s?[A-Za-z]{1,3}$")
_MEASURE_NEXT = re.compile(r"[长宽高深厚]?\s?\d")
_BEFORE_CODE = re.compile(r"(?<=[A-Z\u4e00-\u9fff])[：:]\s?(?=\d{5})")
"""Matches the colon before a code, which is read digit by digit behind what it is: 代码688981."""
_COUNTED = re.compile(r"^一[个座份篇位名条项家种场次部本支群张]")
"""Matches the measure word at the front of a title: 一座县城的……"""
_TITLE = re.compile(r"(?!.*[了把])[^，。；：！？]*的([“”\u4e00-\u9fffA-Za-z]{2,10})")
"""Matches a title that ends with a thing and what it is like."""
_MARK = re.compile("[，：；！？“”‘’「」『』《》]")
_MARKED = re.compile(r"(?:[“「《][^”」》]*[”」》]|[^，；？。])+[，；？。]?")
_MATTERS = re.compile(
    r"[0-9首最唯]|[A-Za-z](?<!A)(?<!AI)|第一|[一二三四五六七八九十两半百千万亿]\s?[\u4e00-\u9fff]|[未没]"
)
"""Matches a figure, a name, a superlative or a denial."""
_ATTRIBUTES = re.compile("据[^，。]{2,16}(?:报道|消息|统计|数据)")
"""Matches the clause that says whose news it is."""
_NEEDS_A_DOER = re.compile(
    "首次|首度|再次|将|已|仍|并|却|被|获|预计|计划|拟|同比|环比|涨|跌|降|升|增|减|最|不|未|仅|只|可|能|至|达"
)
"""Matches the beginning of a clause whose doer is in the one before it."""
_TO_READER = re.compile("[你您？]")
"""Matches a question, and what is said to the reader."""
_QUOTES, _UNQUOTES = "“‘「『《", "”’」』》"


def untagged(headline: str) -> str:
    """Return a headline without a number and a word in brackets at its front: 01【融资】."""
    return _TAG.sub("", headline)


def sentence(headline: str) -> str:
    """Return the headline as one sentence for speaking, without its end mark.

    A colon between topic and news, or an exclamation mark in the middle, becomes a comma; one
    between a speaker and a quotation becomes 说, one between a doer and a verb goes.
    """
    text = _CROSS.sub(_and, speakable(untagged(headline)).rstrip("。！!，, "))
    text = _BEFORE_CODE.sub("", text)
    text = _NAME_COLON.sub("，", text)
    predicate = _PREDICATE.search(text)
    if predicate and not VERBS.search(text[: predicate.start()]):
        text = text[: predicate.start()] + text[predicate.end() :]
    said = _SAID.search(text)
    if said:
        says = "，" if _SAYS.search(text[: said.start()]) else "说，"
        text = f"{text[: said.start()]}{says}{text[said.end() :]}"
    return _PAUSE.sub("，", _framed(text)).rstrip("。！!，, ")


def _and(cross: re.Match[str]) -> str:
    """Return 与 for a cross between names; one between measures is 乘."""
    measured = _MEASURED.search(cross.string[: cross.start()])
    return cross[0] if measured and _MEASURE_NEXT.match(cross.string, cross.end()) else "与"


def asks_of_nobody(headline: str, first: str) -> bool:
    """Tell whether a headline is a question of the audience that the `first` sentence asks better.

    听众提问：会不会抢走工作？ says of nobody what might take the jobs.
    """
    asked = _ASKERS.match(speakable(untagged(headline)))
    question = speakable(untagged(headline))[asked.end() :] if asked else ""
    return bool(asked and _OF_NOBODY.match(question) and _ASKS.match(first))


def thing_of_title(headline: str) -> str:
    """Return the thing that a title of an article names: 质检线 of 一座县城的质检线; else nothing.

    Such a title has no figure, no name and no verb.
    """
    match = _TITLE.fullmatch(_COUNTED.sub("", headline))
    return match[1] if match and not (VERBS.search(match[0]) or _MATTERS.search(match[0])) else ""


def _framed(text: str) -> str:
    """Return a headline with a verb between its speaker, asker or report and what these say."""
    for frame, verb in _FRAMES:
        match = frame.match(text)
        if match and not (VERBS.search(match[0]) or _SAYS.search(match[0].rstrip("：: "))):
            return f"{match[0].rstrip('：: ')}{verb}{text[match.end() :]}"
    medium = _MEDIUM.match(text)
    if medium:
        return f"据{medium['who'].strip()}报道，{text[medium.end() :]}"
    asked = _ASKERS.match(text)
    if asked:
        return f"有{asked[1]}问，{text[asked.end() :]}"
    article = _ARTICLE.match(text)
    return f"有文章谈{text}" if article and not _IS_TEXT.search(text) else text


def news_of(headline: str) -> str:
    """Return a spoken headline without the slogans and questions before its news.

    Such a clause has no figure, no name and no word that tells something. Where no clause has, only
    questions and what is said to the reader go.
    """
    clauses = _MARKED.findall(headline)
    news = [
        bool(VERBS.search(clause) or _MATTERS.search(clause) or _ATTRIBUTES.match(clause))
        for clause in clauses
    ]
    if True in news:
        first = news.index(True)
        while first and clauses[first - 1].endswith("，") and _NEEDS_A_DOER.match(clauses[first]):
            first -= 1
        return "".join(clauses[first:])
    return "".join(clause for clause in clauses if not _TO_READER.search(clause))


def tells_news(text: str) -> bool:
    """Tell whether a headline or a part of it has a word that tells something."""
    return bool(VERBS.search(text))


def matters(text: str) -> bool:
    """Tell whether a headline has a figure, a name, a superlative or a denial."""
    return bool(_MATTERS.search(_COUNTED.sub("", text)))


def is_foreign(headline: str) -> bool:
    """Tell whether a headline is no Chinese sentence, but a name or words of another language."""
    return len(_HAN.findall(headline)) < _LEAST_HAN and bool(_LATIN.search(headline))


def fitted(headline: str, most: float) -> str:
    """Return the headline within a width of `most`, shortened at the end of a clause if need be.

    What is left tells something: it has a verb of news, best of all beside a name. It begins where
    the headline begins, or behind a slogan or a topic. A headline without such a verb keeps what
    ends with the first clause that says what something is or does. Empty when that is not possible.
    """
    whole = sentence(headline)
    if width(whole) <= most:
        return whole
    text = speakable(untagged(headline)).rstrip("。！!，, ")
    starts = [0, *(match.end() for match in _TOPIC_END.finditer(text))]
    told = [sentence(text[start:]) for start in starts]
    return max((_longest(each, most) for each in told), key=_telling) or _first_told(told, most)


def beginnings(headline: str) -> Iterator[str]:
    """Yield what a headline as spoken begins with, behind slogans, clause by clause, and tells."""
    text = news_of(sentence(headline))
    for end in (*_ends(text, _CLAUSE_OF_SPOKEN), len(text)):
        part = text[:end]
        if VERBS.search(part) and not part.endswith(_LEADING):
            yield part


def _longest(text: str, most: float) -> str:
    """Return the longest part of a text, of whole clauses from its start, that tells something."""
    parts = (text[:end] for end in (len(text), *reversed(_ends(text))))
    return next((part for part in parts if width(part) <= most and _tells(part, VERBS)), "")


def _first_told(texts: Sequence[str], most: float) -> str:
    """Return the first part of texts, up to the clause that says what is or does something."""
    for text in texts:
        parts = (text[:end] for end in (*_ends(text), len(text)))
        part = next((part for part in parts if _tells(part, _IS_OR_DOES)), "")
        if part and width(part) <= most:
            return part
    return ""


def _tells(part: str, words: re.Pattern[str]) -> bool:
    """Tell whether a part of a headline has one of some words, and is no mere time."""
    return (
        bool(words.search(part)) and not part.endswith(_LEADING) and not _ON_CONDITION.match(part)
    )


def _telling(part: str) -> int:
    """Return how much a part of a headline tells: a verb of news counts most, then a name."""
    return 2 * bool(VERBS.search(part)) + bool(_LATIN.search(part)) if part else -1


def _ends(text: str, clause: re.Pattern[str] = _CLAUSE) -> list[int]:
    """Return where the clauses of a text end, but for the last one; none is in a quotation."""
    ends: list[int] = []
    depth = 0
    for match in _MARK.finditer(text):
        depth += (match[0] in _QUOTES) - (match[0] in _UNQUOTES)
        if depth == 0 and clause.match(text, match.start()):
            ends.append(match.start())
    return ends
