"""Compare what is denied: a line must not affirm what the post denies, nor deny what it affirms.

The scope of a negation is the rest of its clause. A clause of the line without any negation that
tells the scope of a denial affirms it; a negated verb that the post has without negation is denied.
Two negations affirm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin import words
from podcast.factcheck import entities, matching
from podcast.factcheck.passages import Passage, Source, Span
from podcast.factcheck.statements import Statement, content, holds, statements, weights
from podcast.model import Objection

_NEGATION = re.compile(
    "(?:没法|没办法|并?(?:没有?|未(?!来|必|婚|知|卜|成年|免)|不(?!过|仅|但|断|少|同|久|错|妨|(?:会|能|得|可|应)?(?:少于|低于|小于|多于|高于|大于|超过)"
    "|止|到|得不|管|论|料|如|光|只|单|足|良|得了|愧|一定|一样|满|小|由|禁|大|可(?:能)?缺|太"
    "|怎么|算|知道|乏|乐观|够|动产|锈)"
    "|无(?!人机|人驾|人车|人出租|线|论|疑|穷|障碍|非|形|限|锡|视|愧|妨|奈)|尚未|暂未|从未|仍未|尚无|否认"
    "|拒绝|拒不|禁止|拒|停止|取消|叫停|驳回|免(?!费)|尚需|尚待|有待|仍需|仍待|还需|还没有?|没能"
    "|没法|没办法|无法|无需|无须"
    "|排除|推翻|辟谣|未曾|不曾))"
)
"""Words that deny what follows; 尚需 denies that it has been done."""
_DENIES = re.compile(
    "反对|抵制|少了(?![\\d一二两三四五六七八九十百几])|只(?=[完做达实卖交拿占有剩])|不(?!过|仅|但|断|少|同|错|妨|止|管|料|光|只|小|大)|没|无(?!人机|线|论)|未(?!来)|别(?!人"
    "|的|看|家|处|墅|致|克)|免(?!费)|拒|否|放弃|终止|难|除|缺|例外|留在|之外|以外|而非|并非|非(?!常"
    "|营利|洲)|取消|停(?:止|用|办|赛|产|售|掉|了|下|运|机|服|云|播)|关停|砍掉|下线|叫停|禁|甭|勿"
    "|不了|哪有|哪儿|何必|未必|传闻|还得|待|才能|先过|关得|仅|只有|还差|差一|差点|输(?!入|出|送|液|电)|驳"
    "|零(?!部|售|下)|最[快早]也?[得要]"
)
"""Any word with which a host may tell a denial."""
_QUESTION = re.compile(
    "吗|呢？|是否|有没有|会不会|能不能|要不要|是不是|该不该|可不可以|好不好|[？?]"
)
_EITHER = re.compile(f"(?P<verb>[{HAN}])[不没](?P=verb)")
"""A choice, which denies nothing: 能不能干活, 安不安全."""
_ASKED = re.compile("吗|[？?]")
_DOUBLE = re.compile(
    "(?:不是|并非|并没有?|没有|不会|不可|不得|非|不能|无不|未必|不(?!过|仅|但|断|少"
    "|同))[^，。？?]{0,6}?(?:不|没有?|无需|无法|未|拒|否认)"
    "|(?:不(?!过|仅|但|断|少|同)|没)[^，。？?]{1,10}(?:不行|不可|不成|不能)"
    "|(?:不(?!过|仅|但|断|少|同)|没|未(?!来))[^，。？?]{1,10}(?:之前|以前|前)[^，。？?]{0,6}(?:别|不|没|莫|免)"
)
_PREDICATE = re.compile(f"[会能再曾将要用必需得准许让可]{{0,2}}(?P<verb>[{HAN}]{{2}})")
_INTENDS = re.compile("^(?:打算|准备|考虑|计划|愿意|肯|有意)(?:再|去|在|把)?")
"""What is denied of a plan, behind 不 or 没有, is what is planned: 不打算推出."""
_PREPOSITIONS = frozenset("给对为跟向替把将")
_WHOM = 6
"""Within how many words after 不 or 没, with 对 or 给 before them, the predicate stands."""
_NOT_YET = re.compile(f"{_DENIES.pattern}|预计|计划|将|拟|打算|有望|准备|争取")
"""Words with which a clause does not say that it is so now."""
_AFFIRMS = re.compile(
    "也(?:一块儿?|一道|跟着|会|能|将|定|要|可以|跟|已|有|都|支持|一起|在内|包括|参与)|已经|都(?:会|能|可以)|就会|照样|同样|谈成|同意|答应"
)
"""Words by which a clause affirms what one might doubt."""
_NOT_SPARED = re.compile(
    "(?:也|都)?(?:[逃躲跑避]不(?:掉|过|开|了)|没能?幸免|未能幸免|没(?:能)?(?:躲|逃)(?:过|掉|开)|难逃一劫|难以幸免)"
)
"""Denies that something was spared, and so affirms what happened to it."""
_EVEN = re.compile("^(?:就)?连|^甚至|^包括")
"""Opens a clause whose subject the next one goes on with: 就连旧款，它也支持."""
_PREFERS = re.compile("比[^，。]{2,16}更")
"""A comparison, which neither affirms nor denies what it compares with."""
_HEARSAY = re.compile(
    "传闻|传言|谣传|谣言|盛传|误传|误以为|还以为|本以为|原以为|都以为|外[面界]猜|猜测|猜是"
)
"""Words for what is told as said or thought by others, which a host does not affirm."""
_CONFIRMS = re.compile("证实|承认|确认|坐实")
_ANYBODY_WORDS = """
公司 官方 团队 双方 校方 院方 对方 厂商 用户 记者 发言人 负责人 报告 人员
"""
_ANYBODY = frozenset(_ANYBODY_WORDS.split())
"""Words that any sentence of an item may have as its subject, so that they tell no two apart."""
_CONCEDES = re.compile("(?<=.)(?:也|都|就|照样|仍|依然)(?=[能会可要得用])")
"""Where what is denied ends: 不订阅也能使用."""
_VERB = 0.5
"""How much a verb of a denial counts beside a noun that is told, as hosts have other verbs."""
_EVIDENCE_WORDS = """
发现 出现 看到 见到 收到 接到 实际 案例 任何 迹象 证据 情形 报道 相关 发生 存在
"""
_EVIDENCE = frozenset(_EVIDENCE_WORDS.split())
"""What a denial has beside that which is not known to be so: 尚未发现被利用的案例."""
_LIGHT_WORDS = (
    "经过 获得 取得 得到 通过 拿到 进行 达成 作出 做出 完成 给出 提供 收到 签署 签订 开展"
)
_LIGHT = frozenset(_LIGHT_WORDS.split())
"""Verbs that say little beside their object, of which hosts say any: 经过认证, 拿到了认证."""
_LITTLE = 0.2
_SYLLABLES = 2
"""The characters of a word of which a host may say one alone."""
_LEAST_SHARE = 0.6
_LEAST_WEIGHT = 0.5
_NAMED = 2
"""So many words of what a denial is about show that a line is about the same."""
_NO_ANSWER = re.compile(
    "(?P<who>[^，。；、“”]{2,16}?)(?:对此)?(?:均)?(?:未予置评|不予置评|拒绝置评|未置评|拒绝评论|未作回应|未回应|没有回应)"
)
_ANSWER = re.compile("回应|评论|表态|证实|承认|置评")
_NEEDLESS = re.compile(
    f"(?:不需要|无需|无须|不用|不必|用不着)[{HAN}]{{0,6}}?(?P<what>[{HAN}]{{2}})(?=[，。的]|$)"
)
_NEEDS = re.compile("才会|才能|必须|方可|之后，才|后才")
_LACKS = re.compile(f"(?:毫无|没有任何|并无|没有)(?P<what>[{HAN}]{{2}})")
_CONTRAST = re.compile(
    "(?:不是|并非|不在于|不在)(?P<denied>[^，。；]{1,14})，?而?(?:是|在于)(?P<true>[^。；]{1,16})"
)
_RANKED = re.compile(
    "(?:最[多大高常]的?(?:问题|原因|抱怨)?是|排(?:在)?第一的?是)(?P<true>[^，。；]{1,16})"
    "，(?:其次是?|第二是|然后是|接着是)(?P<denied>[^，。；]{1,16})"
)
_IS = re.compile(
    "(?:就?是|在于|才是)(?P<what>[^，。；？?!]{1,16})|(?P<before>[^，。；？?!]{1,14})才是"
)
_NOT = re.compile("不(?!够|足)|没|未|非|别的")
_WITHOUT = re.compile(
    f"(?:没有|并无|没给|未提供|不提供|不支持|不含|不包含|不包括|不带|未配备|不配|未列入|未公布|没公布|不收|不设)"
    f"(?P<what>[{HAN}A-Za-z]{{2,10}})"
)
"""What the post says that something lacks."""
_HAS = re.compile("有|给|带|支持|提供|配|包含|包括|含|列|公布|收|设")
_MODAL = re.compile("需要|必须|可以|允许|得(?=加|先|交|付|由)|应当|支持")
_MODAL_DENIED = re.compile("不需要|无需|无须|不必|不得|不可以?|不能|不允许|不支持|不用")
_RETOLD, _MOSTLY = 4, 0.75


@dataclass(frozen=True, slots=True)
class Denial:
    """A clause of the post that denies: the words of its scope, and those before the negation."""

    statement: Statement
    scope: frozenset[str]
    subject: frozenset[str]


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield objections to denials and affirmations; the first value tells a violation."""
    yield from _affirmed(line, own)
    yield from _denied(line, own)
    yield from _lacking(line, own)
    yield from _retold(line, own)
    yield from _silent(line, own)
    yield from _needless(line, own)
    yield from _needed(line, own)
    yield from _going_on(line, own)
    yield from _had(line, own)
    yield from _contrasted(line, own)
    yield from _of_denied(line, own)
    yield from _left_out(line, own)
    yield from _unlimited(line, own)
    yield from _not_enough(line, own)


_NOT_ONLY = re.compile(f"(?:不只|不仅|不止|不光|并非只|不单)(?:仅|是)?(?P<verb>[{HAN}]{{2}})")
_ENOUGH = "即可|就够|就行|便可|就能|就可以|便能|足矣"
_NOT_ENOUGH = re.compile(
    f"(?P<times>一[{HAN}])(?P<what>[{HAN}]{{0,6}}?)(?:还|都|也|远|可)?(?:远远)?不(?:够|行|成)"
)


def _unlimited(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 不只面向会员 where the post has 只面向会员."""
    for match in _NOT_ONLY.finditer(line.text):
        verb = re.escape(match["verb"])
        limit = re.search(f"(?<![不并])(?:只|仅)(?:仅|是)?{verb}", own.text)
        if limit and not re.search(f"(?:不只|不仅|不止|不光)(?:仅|是)?{verb}", own.text):
            yield True, Objection("negation", match[0], match.start(), match.end(), limit[0])


def _not_enough(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 交一次还不够 where the post has 只需提交一次."""
    for match in _NOT_ENOUGH.finditer(line.text):
        times = match["times"]
        enough = re.search(
            f"(?:只需|只要|仅需|只用|只须)[^，。；]{{0,6}}{times}|{times}[^，。；]{{0,6}}(?:{_ENOUGH})",
            own.text,
        )
        if enough:
            yield True, Objection("negation", match[0], match.start(), match.end(), enough[0])


def _contrasted(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 最多的是工地 where the post has 不是工地，而是换乘站台."""
    for match in (*_CONTRAST.finditer(own.text), *_RANKED.finditer(own.text)):
        denied = content(match["denied"]) - content(match["true"])
        affirmed = content(match["true"]) - content(match["denied"])
        if not denied or not affirmed:
            continue
        for told in _IS.finditer(line.text):
            start, end = told.span("what" if told["what"] else "before")
            said = line.text[start:end]
            clause = line.text[slice(*line.clause_of(start))]
            if any(holds(clause, word) for word in affirmed) or _NOT.search(clause):
                continue
            if all(holds(said, word) for word in denied):
                yield True, Objection("negation", said, start, end, match[0])
                return


def _of_denied(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield clauses that affirm something of whom the item only denies something.

    星星充电也会跟着涨价 beside 星星充电暂不跟进, PC版也定了时间 beside PC版没有公布时间.
    """
    known = entities.known(own)
    for start, end in line.clauses:
        text = _NOT_SPARED.sub("也已经", line.text[start:end])
        affirms = _AFFIRMS.search(text)
        if not affirms or _DENIES.search(text) or _is_asked(line, start, end):
            continue
        names = [name for name in known if name in text[: affirms.start()]]
        told = [each for each in statements(own) for name in names[:1] if name in each.text]
        denied = [each for each in told if _is_denial(each.text)]
        if told and len(denied) == len(told) == 1 and not _PREFERS.search(text):
            yield True, Objection("negation", text, start, end, denied[0].text)
        elif nearest := _only_denied(_subject(line, start) + text[: affirms.start()], own):
            yield True, Objection("negation", text, start, end, nearest)


def _subject(line: Passage, start: int) -> str:
    """Return the clause before a place when the one at the place goes on with its subject."""
    before = [line.text[slice(*each)] for each in line.clauses if each[1] <= start][-1:]
    return before[0] if before and _EVEN.search(before[0]) else ""


_LEFT_OUT = re.compile(
    f"(?P<who>[{HAN}A-Za-z]{{2,8}}?)\\ ?(?:则|均|都|暂|并|本身)?"
    "(?:不受影响|不在(?:其列|内|此列|名单内)|不包括在内|除外|(?:没有|未|不)(?:参与|参加|加入))"
)
_AMONG = re.compile("、|和|与|还有|以及|连|包括|全都|统统|都")


def _left_out(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield who a line names among others, where the post leaves them out: 研发部门不受影响."""
    if _DENIES.search(_NOT_SPARED.sub("也已经", line.text)):
        return
    for match in _LEFT_OUT.finditer(own.text):
        who = _PART.sub("", match["who"])
        if len(who) < _SHORTEST_NAME or who in own.text.replace(match[0], "，"):
            continue
        for start, end in line.clauses:
            text = line.text[start:end]
            if who in text and _AMONG.search(text):
                yield True, Objection("negation", text, start, end, match[0])


_PART = re.compile("(?:部门|业务|产品|团队|机型|项目|功能|版本?)$")
_SHORTEST_NAME = 2


def _only_denied(subject: str, own: Source) -> str:
    """Return the clause that denies something of a subject of which no other clause tells."""
    weight = weights(own)
    for each in denials(own):
        words_of_it = [word for word in each.subject if len(word) > 1]
        named = len(words_of_it) > 1 or any(map(_is_telling, words_of_it))
        lone = all(weight.get(word, 0) == 1 for word in words_of_it)
        if named and lone and all(holds(subject, word) for word in words_of_it):
            return each.statement.text
    return ""


def _is_telling(word: str) -> bool:
    """Tell whether one word alone shows what is meant: a Latin one, or a long Chinese one."""
    return word.isascii() or len(word) > _SYLLABLES


def _is_denial(text: str) -> bool:
    return bool(_NEGATION.search(text)) and not (_DOUBLE.search(text) or _EITHER.search(text))


def _had(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield what a clause of the line has or gives, where the post says only that it lacks it."""
    for match in _WITHOUT.finditer(own.text):
        things = content(match["what"])
        if not things or _DOUBLE.search(match[0]):
            continue
        for start, end in line.clauses:
            text = line.text[start:end]
            if _DENIES.search(text) or not _HAS.search(text) or _is_asked(line, start, end):
                continue
            elsewhere = own.text.replace(match[0], "")
            if all(word in text for word in things) and not all(w in elsewhere for w in things):
                yield True, Objection("negation", text, start, end, match[0])
                return


def _lacking(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 有一定根据 where the post has 毫无根据."""
    for match in _LACKS.finditer(own.text):
        told = re.search(
            f"(?<![没未])有(?:一定|一些|些|点儿?|充分|很大|明显)的?{match['what']}", line.text
        )
        if told and f"有{match['what']}" not in own.text.replace(f"没有{match['what']}", ""):
            yield True, Objection("negation", told[0], told.start(), told.end(), match[0])


def _retold(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a line that needs or may what the sentence does not that it retells otherwise whole."""
    said = content(line.text)
    match = _MODAL.search(line.text)
    if not match or len(said) < _RETOLD or _DENIES.search(line.text) or _QUESTION.search(line.text):
        return
    for each in own.passages:
        denied = _MODAL_DENIED.findall(each.text)
        if len(denied) == 1:
            same = sum(holds(each.text, word) for word in said)
            if same >= len(said) * _MOSTLY and same >= _RETOLD:
                yield True, Objection("negation", match[0], match.start(), match.end(), each.text)
                return


def _silent(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield an answer of somebody who gave none: 回应 for 未予置评."""
    for post in _NO_ANSWER.finditer(own.text):
        who = content(post["who"]) - _ANYBODY or content(post["who"])
        who = frozenset(word for word in who if word.isascii()) or who  # 竞争对手 Nordvik
        for start, end in line.clauses:
            text = line.text[start:end]
            told = _ANSWER.search(text)
            if not told or _DENIES.search(text) or _is_asked(line, start, end):
                continue
            if who and all(holds(text[: told.start()], word) for word in who):
                yield True, Objection("negation", text, start, end, post[0])


def _needless(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 不需要确认 where the post has it only 由…确认之后才."""
    for match in _NEEDLESS.finditer(line.text):
        start, end = line.clause_of(match.start())
        said = content(line.text[start:end])
        for each in own.passages:
            needs = _NEEDS.search(each.text) and not _NEGATION.search(each.text)
            if needs and match["what"] in each.text and sum(holds(each.text, w) for w in said) > 1:
                yield True, Objection("negation", match[0], match.start(), match.end(), each.text)
                return


def _needed(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 必须联网才能翻译 where the post has 不联网也能翻译."""
    for match in _NEEDS_IT.finditer(line.text):
        for each in _WITHOUT_IT.finditer(own.text):
            needed = holds(match[0], each["what"]) or each["what"][-1] in match["what"]
            start = line.clause_of(match.start())[0]
            if needed and not _DENIES_AT_ALL.search(line.text[start : match.end()]):
                yield True, Objection("negation", match[0], match.start(), match.end(), each[0])
                return


_NEEDS_IT = re.compile(
    "(?:必须|得|需要|要|先)(?P<what>[^，。；]{1,10})(?:才|之后才|以后才)[能可会]"
)
_WITHOUT_IT = re.compile(
    f"(?:不用|不需要?|不|无需|无须|不必)(?P<what>[{HAN}]{{2}})(?:也|即|就|便)(?:能|可)"
)
_DENIES_AT_ALL = re.compile("[不没未]|无需|无须")


def _going_on(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield 没有停止抓取 where the post has it only as stopped."""
    for match in _NOT_STOPPED.finditer(line.text):
        start, end = line.clause_of(match.start())
        said = content(line.text[start:end]) - {match["verb"]}
        ended = [each for each in statements(own) if match["verb"] in each.text]
        if not ended or _is_asked(line, start, end):
            continue
        if any(
            re.search(f"[不没未无][^，。；]{{0,4}}{match['verb']}", each.text) for each in ended
        ):
            continue
        if any(any(holds(each.text, word) for word in said) for each in ended):
            span = line.text[start:end]
            yield True, Objection("negation", span, start, end, ended[0].text)


_NOT_STOPPED = re.compile(
    "(?:没有?|未|不会|并未|从未)(?:再)?(?P<verb>停止|取消|叫停|放弃|终止|中断|下架|关停|撤回|裁掉|停用)"
)


def _without(text: str, told: frozenset[str]) -> str:
    """Return a text without some words: 取消 is no denial where the post denies that it is so."""
    for word in told:
        text = text.replace(word, "")
    return text


def _without_double(text: str) -> str:
    for pattern in (_DOUBLE, _DENIED_PART, _BESIDES):
        text = pattern.sub("", text)
    return text


_BESIDES = re.compile("除了?[^，。；]{1,12}，(?=[^。；]{0,16}[也还都])")
"""Adds to what is named: 除了喜马拉雅，在别处也测过."""
_NEEDLESS_CLAUSE = re.compile(
    "(?:^|(?<=[，。；]))[^，。；]{0,4}(?:不用|不必|无需|无须|用不着|省得)[^，。；]{1,6}，"
)
"""A clause that says what one need not do, of which the next one tells the reason."""
_WHEN_NOT = re.compile("[不没未][^，。；]{1,8}(?:时|的?时候|的?情况下)的?")
"""A condition that is denied."""
_DENIED_PART = re.compile(f"(?<=[和跟与])[不没未][{HAN}]{{1,4}}的(?=相?比|之间|一?样)")
"""One of two that a line compares, told by what it is not: 用的和不用的相比."""


@lru_cache(maxsize=512)
def denials(source: Source) -> tuple[Denial, ...]:
    """Return the clauses of a source that deny something."""
    found = []
    for each in statements(source):
        text = each.text
        match = _NEGATION.search(text)
        if not match or _DOUBLE.search(text) or _ASKED.search(text) or _EITHER.search(text):
            continue
        if text[: match.start()].endswith(("比", "较", "跟", "和")):
            continue  # 比不午睡的人高 denies nothing of the rest
        if _WHEN_NOT.match(text, match.start()):
            continue  # 不用AI时的检出率 denies nothing of the rate
        scope = content(_CONCEDES.split(text[match.end() :])[0]) - _ANYBODY
        subject = (content(text[: match.start()]) or each.around) - _ANYBODY
        if scope:
            found.append(Denial(each, scope, subject))
    return tuple(found)


def _affirmed(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield clauses of a line without negation that tell what the post denies."""
    weight = weights(own)
    for start, end in line.clauses:
        text = line.text[start:end]
        if _is_asked(line, start, end) or _HEARSAY.search(text) or _PREFERS.search(text):
            continue
        best, nearest = 0.0, ""
        for denial in denials(own):
            whole = all(holds(text, word) for word in denial.scope | denial.subject)
            alone = whole and len(denial.scope | denial.subject) >= _RETOLD
            if _denies_itself(text if alone else line.text, denial, own):
                continue
            if _is_of_other_version(line, (start, end), denial.statement):
                continue
            share = _share(text, line.text, denial, weight)
            if _CONFIRMS.search(line.text) and "否认" in denial.statement.text:
                share *= 1.5
            if share > best and not _affirmed_elsewhere(text, own, denial, weight):
                best, nearest = share, denial.statement.text
        if best >= _LEAST_SHARE:
            yield True, Objection("negation", text, start, end, nearest)


def _denies_itself(text: str, denial: Denial, own: Source) -> bool:
    """Tell whether a line has a word that may deny what a clause of it tells.

    A word of the item is none if the denial does not have it: 停售 where a reason is denied.
    """
    known = {
        word
        for word in content(text)
        if word in own.text and word not in denial.statement.text and not _NEGATION.match(word)
    }
    rest = _NEEDLESS_CLAUSE.sub(
        lambda match: match[0] if any(holds(match[0], word) for word in denial.scope) else "", text
    )
    rest = _without(rest, denial.scope | denial.subject | known)
    return bool(_DENIES.search(_without_double(rest)))


def _is_of_other_version(line: Passage, span: Span, statement: Statement) -> bool:
    """Tell whether a clause and a statement have other versions: 7.2, 7.4 分支不受影响."""

    def numbers(passage: Passage, within: Span) -> set[str]:
        return {one.number for one in passage.versions if within[0] <= one.start < within[1]} | {
            str(float(one.face))
            for one in passage.quantities
            if within[0] <= one.start < within[1] and one.face.denominator > 1
        }

    mine, theirs = numbers(line, span), numbers(statement.passage, statement.span)
    return bool(mine and theirs) and not mine & theirs


def _is_asked(line: Passage, start: int, end: int) -> bool:
    """Tell whether a clause is a question, which affirms and denies nothing."""
    return line.text[end : end + 1] in {"？", "?"} or bool(_QUESTION.search(line.text[start:end]))


def _share(text: str, line: str, denial: Denial, weight: dict[str, float]) -> float:
    """Return the share of a denial's scope that a clause tells, 0 when it is about another."""
    said = [word for word in denial.scope if _holds(text, word)]
    if not any(holds(line, word) for word in denial.scope):
        return 0.0  # one character of a word alone tells nothing
    verb = 1.0 if all(map(_is_verb, said)) else _VERB
    counts = {
        word: weight.get(word, 1) * _of_evidence(word) * (verb if _is_verb(word) else 1)
        for word in denial.scope
    }
    whole, told = sum(counts.values()), sum(counts[word] for word in said)
    if denial.subject and not any(holds(line, word) for word in denial.subject):
        return 0.0 if len(denial.scope) < 2 else told / whole * 0.8  # noqa: PLR2004
    of_it = sum(holds(line, word) for word in denial.subject) >= _NAMED
    return told / whole if told >= _LEAST_WEIGHT or (of_it and told == whole) else 0.0


def _of_evidence(word: str) -> float:
    """Return how much a word counts: little if it only says that nothing is known of the rest."""
    return _LITTLE if word in _EVIDENCE | _LIGHT else 1


def _is_verb(word: str) -> bool:
    """Tell whether a word may be a verb or an adjective; many are both: 公开."""
    return words.tag(word)[:1] in {"v", "a"}


def _holds(text: str, word: str) -> bool:
    """Tell whether a text has a word, or one character of it as a word of its own: 付 for 支付."""
    if holds(text, word):
        return True
    return len(word) == _SYLLABLES and any(
        len(token) == 1 and token in word and words.tag(token)[:1] == "v"
        for token in words.cut(text)
    )


def _affirmed_elsewhere(text: str, own: Source, denial: Denial, weight: dict[str, float]) -> bool:
    """Tell whether a clause that denies nothing tells at least as much of what a text says."""
    told = sum(weight.get(word, 1) for word in denial.scope | denial.subject if holds(text, word))
    return any(
        sum(weight[word] for word in each.own if holds(text, word)) >= told
        for each in statements(own)
        if denial.scope & each.own and not _NEGATION.search(each.text)
    )


def tells_rest(line: Passage, span: Span, own: Source) -> bool:
    """Tell whether a clause tells of those that a part leaves, by a count that no post states."""
    counts = [
        one
        for one in line.quantities
        if one.unit and (span[0] <= one.start < span[1] or (one.unit == "里" and one.end > span[0]))
    ]
    return bool(counts) and not any(
        matching.equal(one, other) for one in counts for _, other in own.quantities
    )


def _denied_verb(text: str, own: Source) -> str:
    """Return the verb that a negation before a text denies, if the item has it: 对用户免费."""
    text = _INTENDS.sub("", text)
    match = _PREDICATE.match(text)
    if match and match["verb"] in own.text:
        return match["verb"]
    first, *rest = words.cut(text)[:_WHOM] or ("",)
    verbs = rest if first in _PREPOSITIONS else ()
    return next((word for word in verbs if _is_predicate(word) and word in own.text), "")


def _is_predicate(word: str) -> bool:
    return len(word) > 1 and _is_verb(word)


_EARLIER = re.compile("以前|此前|之前|先前|过去|从前|原来|原先|上一?代|老款|旧款|一直")
_NEW = re.compile("首次|首度|第一次|首个|新增|新加入|终于|开始|改为|升级|不再|引入")
"""Words of a clause for what was before, and of a sentence for what is new."""
_IF_NOT = re.compile("，(?:那?就|便|则|那)[能会可要]")
_SHORT_IF = 6
"""A condition of so few characters has no subject that does not do it."""
_UNLESS = re.compile("，[^，。；]{0,8}(?:就|便|也就|则)(?:不|没|无|别)")
"""Behind a negated condition, denies what follows from it."""
_ONLY_IF = re.compile("才|只有|必须|除非|须|前提")
"""Words of a condition that is turned round without a change of sense: 自愿才加入, 不自愿就不."""


def _is_otherwise_true(line: Passage, span: Span, having: list[Statement]) -> bool:
    """Tell whether a denial is about what was before, or follows from a condition turned round."""
    sentences = [each.passage.text for each in having]
    if _EARLIER.search(line.text[slice(*span)]) and any(map(_NEW.search, sentences)):
        return True  # 以前没有 of what the item has for the first time
    if _IF_NOT.match(line.text, span[1]) and len(line.text[slice(*span)]) <= _SHORT_IF:
        return True  # 不回收，就能送十四吨 denies nothing
    return bool(_UNLESS.match(line.text, span[1])) and any(map(_ONLY_IF.search, sentences))


def _denied(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield verbs that the line denies and the post has without any negation."""
    for start, end in line.clauses:
        text = line.text[start:end]
        match = _NEGATION.search(text)
        if not match or _DOUBLE.search(text) or text.endswith("的") or _is_asked(line, start, end):
            continue
        if _EITHER.search(text):
            continue
        if match[0][0] not in "不没未无并尚" and match[0] in own.text:
            continue
        if tells_rest(line, (start, end), own):
            continue
        verb = _denied_verb(text[match.end() :], own)
        if not verb:
            continue
        open_ = _DENIES if match[0].startswith("不") else _NOT_YET
        having = [each for each in statements(own) if verb in each.text]
        if not having or any(open_.search(each.text) for each in having):
            continue
        rest = content(text) - {verb}
        weight = weights(own)
        near = max(having, key=lambda each: sum(weight.get(w, 0) for w in rest & each.own))
        if _is_otherwise_true(line, (start, end), having):
            continue
        if rest & (near.own | near.around) or len(rest) == 0:
            yield (
                True,
                Objection("negation", text, start, end, near.text),
            )
