"""Turn what is in brackets into speech: a clause, a part of its sentence, or nothing.

A newsreader has no brackets. What only says a name again, in another language or script, is left
out. A day and another name stay where they are, a condition goes before the verb of its figure, and
the state of a title behind the title; any other remark in the middle of a clause is said at the
clause's end. Brackets in brackets are opened, too, and a bracket without its partner is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_OPEN, _CLOSE = "（(【[〔", "）)】]〕"
_DEEPEST = 6
"""Brackets that are nested more deeply are dropped, and their text stays."""
_TOKEN = re.compile(r"[（(【\[〔）)】\]〕]")

_ENDS = "，。；：！？、,;:!?”’」』》"
_CLAUSE_END = re.compile(r"[，。；：！？]|[,;:!?](?!\S)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9 .+&'/-]*")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{3,12}")
_TRANSLATION = re.compile(r"[A-Za-z][^\u4e00-\u9fff ]*(?: [^\u4e00-\u9fff ]+){3,}")
"""Matches four words or more of another language."""
_BESIDE_FIGURE = re.compile(r"(?:^|\s)\d")
_PARTS = re.compile(r"\s*[，,、/]\s*")
_FIGURE = re.compile(r"[0-9]")
_NUMBER = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
_STOCK = re.compile(r"\d{6}(?:\.(?:SH|SZ|BJ|HK))?")
_ACT = re.compile(r"\d{4}/\d{2,4}")
"""Match codes, which are read digit by digit: of a share, and of an act of the European Union."""
_CHANGE = re.compile(r"([-−－+＋]?)\s*(\d+(?:\.\d+)?%)")
_WORDS_OF_CHANGE = {
    "降至": "降幅", "降到": "降幅", "减至": "降幅", "跌至": "跌幅", "缩短到": "降幅",
    "升至": "升幅", "升到": "升幅", "增至": "增幅", "涨至": "涨幅", "提高到": "增幅",
}  # fmt: skip
_CHANGES = re.compile(f"(?:{'|'.join(_WORDS_OF_CHANGE)})(?=[^，。；]*$)")
"""Matches a verb of change in the clause at the end of a text."""
_EXAMPLES = re.compile(r"(?:诸如|比如|例如|譬如|如|包括|包含|含)(?=[^今果何此下上图])")
_MEANS = re.compile(r"(?:即|也就是|亦即)")
_FOR_THE_EYE = frozenset(
    {
        "英文", "中文", "视频", "音频", "图", "见图", "如图", "上图", "下图", "图源网络", "链接",
        "原文", "全文", "完", "译", "PDF", "pdf",
    }
)  # fmt: skip
"""Remarks that help a reader and not a listener."""
_JUDGES = re.compile(r"[不未非无仅限没否疑的前原曾已将约等]|总部|位于|传闻|自称|据")
"""Words that make a remark more than a name said again."""
_STATE = re.compile(
    r"[（(](?P<state>修订|试行|暂行|修正|(?:修订|修正|试行|暂行)[版稿]|(?:修订|修正)?草案|征求意见稿|公开征求意见稿|"
    r"送审稿|讨论稿|草稿|初稿)[）)](?P<end>[》”])"
)
"""Matches the state of a rule in brackets at the end of its title."""
_NO_NOUN = frozenset({"修订", "试行", "暂行", "修正"})
"""States that are a noun with 版 only."""
_DAY = r"(?:\d{4} ?年)? ?\d{1,2} ?月(?: ?\d{1,2} ?日)?"
_WHEN = re.compile(
    rf"(?:截至|截止) ?{_DAY}|[今去前明]年.*月|"
    rf"{_DAY}(?:(?:和|与|、|至|到|—|-)[今去前明本]?年? ?{_DAY})?"
)
"""Matches a remark that says only when."""
_DAY_IN_WORDS = re.compile("(?:周|星期)[一二三四五六日天]$|[今昨明前后]天$|[今昨]晚$")
"""Matches the end of a text that has named a day otherwise."""
_CONDITION = re.compile(
    "(?P<what>[^，。；：、的]{1,16}?(?:(?P<by>工况|口径|标准)|(?P<under>条件|环境|模式|场景|温度|负载)|"
    "(?P<on>器件|组件|样品|样本|测试集|数据集|样机)))"
)
"""Matches a remark that is only the condition of a measure."""
_MEASURED = re.compile(
    r"(?P<before>.*)(?P<verb>达到?|(?:提[高升]|下[降跌]|上[升涨]|增[长加]|减少|缩短|[降升增涨跌])[至到]|跑出|测得|超过|突破|"
    r"是(?!否)|(?<![因作成认])为(?!了))"
    r"(?P<figure>[约近超]?过?了? ?\d[^，。；：]*)$",
    re.DOTALL,
)
"""Matches a text that ends with a measure: its verb and its figure."""
_HOW = {"by": ("按", ""), "under": ("在", "下"), "on": ("在", "上")}
"""The words around a condition of each kind."""
_PLAN = re.compile("计划|预计|将|定于|原定|预定")
"""Beginnings of a remark that misses of what it tells."""
_OF_NAMED = re.compile(
    r"(?P<name>“[^”]+”|[A-Z][A-Za-z0-9.-]*(?: [A-Z0-9][A-Za-z0-9.-]*)*)"
    r"(?: ?的[\u4e00-\u9fff]{2,6})?$"
)
"""Matches the name at the end of a text, also before what is of it."""
_NAMES = re.compile(r"“[^”]+”|[A-Z][A-Za-z]")
_ANOTHER_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z·. ]{2,16}")
_TELLS = re.compile(
    "[是在有占比为由可会能将已以按自从共仅暂尚只全均都也并或售含]|计划|预计|支持|采用|下降|上升|增|减|降|升|涨|跌|合|折|"
    "配|用|让|给|对|向|被|到|至|于|与|和|及|等|了|过"
)
"""Words that make a remark more than a name."""
_PAUSE = re.compile("[，；：,;:]")
_SENTENCE_END = re.compile("[。！？]")
_YEAR_UNTIL = re.compile(
    r"(?<![\d.])(?:\d{4} ?|[本上下]一?个?)?(?:财年|财季|会计年度)$|(?<![\d.])\d{4} ?年度$"
)
"""Matches a business year at the end of a text, which ends on a day of its own."""
_UNTIL = re.compile(rf"(?:截[至止]|到|至) ?(?P<day>{_DAY})")
_MEASURE = re.compile(r"约?\d[\d,.]* ?[A-Za-z/\u4e00-\u9fff]{1,10}")
_TIMES = re.compile(r"的 ?约?(?:\d[\d.]*|[一二两三四五六七八九十]) ?倍")
"""Matches how many times as large something is as what stands before it."""
_OPENS_AS_WELL = re.compile("[的中里内上下后前时等和与及之了着过]")
"""Beginnings of a text that needs the word right before it."""
_SHORT = 8
"""The longest remark that is said within a list, in characters."""
_CONTEXT = 80
"""As many characters before a bracket are looked at."""


@dataclass(slots=True)
class _Group:
    """What stands in a pair of brackets: texts and groups."""

    nodes: list[str | _Group] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Remark:
    """What is said in place of a bracket: there, or at the end of the clause."""

    text: str
    late: bool = False


def unbracket(text: str) -> str:
    """Return the text without brackets."""
    return _render(_parse(_STATE.sub(_behind_title, text)).nodes)


def _behind_title(match: re.Match[str]) -> str:
    """Return the state of a rule behind its title: 《细则》试行版."""
    noun = "版" if match["state"] in _NO_NOUN else ""
    return f"{match['end']}{match['state']}{noun}"


def _parse(text: str) -> _Group:
    """Return the text as a tree of groups. A bracket without its partner is dropped."""
    groups = [_Group()]
    place = 0
    for match in _TOKEN.finditer(text):
        groups[-1].nodes.append(text[place : match.start()])
        place = match.end()
        if match[0] in _OPEN:
            if len(groups) <= _DEEPEST:
                groups.append(_Group())
        elif len(groups) > 1:
            closed = groups.pop()
            groups[-1].nodes.append(closed)
    groups[-1].nodes.append(text[place:])
    while len(groups) > 1:
        unclosed = groups.pop()
        groups[-1].nodes.extend(unclosed.nodes)
    return groups[0]


def _render(nodes: Sequence[str | _Group]) -> str:
    """Return the text of nodes, with remarks in place of groups, or at the end of the clause."""
    said: list[str] = []
    late: list[str] = []
    for index, node in enumerate(nodes):
        if isinstance(node, str):
            text = node.lstrip() if said else node
            said.append(_with_late(_gap(said, text) + text, late))
            continue
        inner = _render(node.nodes).strip(" ，。；、,;")
        before = "".join(said[-4:])[-_CONTEXT:].rstrip()
        following = nodes[index + 1] if index + 1 < len(nodes) else ""
        after = following.lstrip() if isinstance(following, str) else ""
        said[-1:] = [each.rstrip() for each in said[-1:]]
        conditional = said and (_with_condition(said[-1], inner, after) or _until(said[-1], inner))
        if conditional:
            said[-1] = conditional
            continue
        remark = _remark(before, inner, after)
        (late if remark.late else said).append(remark.text)
    return _with_late("".join(said), late, at_end=True)


def _with_late(text: str, late: list[str], *, at_end: bool = False) -> str:
    """Return a text with the remarks that wait put at the end of its first clause, and forget them.

    Without such an end they go on waiting, unless the whole text has ended.
    """
    match = _CLAUSE_END.search(text) if late and not at_end else None
    if not late or not (match or at_end):
        return text
    place = len(text) if match is None else match.start()
    remarks = "".join(f"，{each}" for each in late)
    late.clear()
    return f"{text[:place].rstrip()}{remarks}{text[place:]}"


def _gap(said: Sequence[str], text: str) -> str:
    """Return a space when what stood between two Latin words is gone, else nothing."""
    before = next((each for each in reversed(said) if each), "")[-1:]
    latin = before.isascii() and before.isalnum()
    return " " if latin and text[:1].isascii() and text[:1].isalnum() else ""


def _remark(before: str, inner: str, after: str) -> _Remark:
    """Return what is said in place of a bracket."""
    inner = _named(inner, before)
    goes_on = "" if not after or after[0] in _ENDS else "，"
    if _ACT.match(after) and inner.isascii():
        return _Remark(f"{inner} ")
    if not inner or inner in _FOR_THE_EYE or _says_again(before, inner):
        return _Remark("")
    if not before:
        return _Remark("" if _NUMBER.fullmatch(inner) else inner + goes_on)
    listed = len(inner) <= _SHORT and (after[:1] == "、" or _is_listed_figure(inner, after))
    if listed or _in_title(before):
        return _Remark(f"，{inner}" if before[-1].isdigit() and inner[0].isdigit() else inner)
    if before[-1] in _ENDS:
        return _Remark(inner + goes_on)
    late = f"，{_with_name(before, inner)}"
    return _within(before, inner, after) if goes_on else _Remark(late)


def _named(inner: str, before: str) -> str:
    """Return a remark with the word for what it is, where it is a change by a share, or a code."""
    change = _CHANGE.fullmatch(inner)
    if change:
        return f"{_word_of_change(change[1], before)}{change[2]}"
    if before and _STOCK.fullmatch(inner):
        return f"代码{inner}"
    return f"{inner}号法规" if before and _ACT.fullmatch(inner) else inner


def _word_of_change(sign: str, before: str) -> str:
    """Return the word for a change by a share, by its sign, else by the verb of its clause."""
    if sign:
        return "增幅" if sign in "+＋" else "降幅"
    verbs = _CHANGES.findall(before)
    return {"": "", **_WORDS_OF_CHANGE}[verbs[-1] if verbs else ""]


def _with_condition(before: str, inner: str, after: str) -> str:
    """Return a text that ends with a measure with its condition, or an empty text.

    效率达34%（小面积器件） is 效率在小面积器件上达34%.
    """
    condition = _CONDITION.fullmatch(inner)
    measured = _MEASURED.fullmatch(before)
    if not condition or not measured or _OPENS_AS_WELL.match(after):
        return ""
    kind = next(kind for kind in _HOW if condition[kind])
    first, last = _HOW[kind]
    what = condition["what"]
    first = f"{first} " if what[0].isascii() else first
    return f"{measured['before'].rstrip()}{first}{what}{last}{measured['verb']}{measured['figure']}"


def _until(before: str, inner: str) -> str:
    """Return a text that ends with a business year behind the day of its end, or an empty text.

    2025财年（截至3月31日） is 截至3月31日的2025财年.
    """
    year, until = _YEAR_UNTIL.search(before), _UNTIL.fullmatch(inner)
    return f"{before[: year.start()]}截至{until['day']}的{year[0]}" if year and until else ""


def _with_name(before: str, inner: str) -> str:
    """Return a plan behind the name of what is planned, where that is the only one before it."""
    clause = _CLAUSE_END.split(before)[-1]
    named = _OF_NAMED.search(clause)
    sure = _PLAN.match(inner) and named and len(_NAMES.findall(clause)) == 1
    return f"{named['name']}{inner}" if sure and named else inner


def _in_place(before: str, inner: str) -> str:
    """Return what is said of a day or another name where it stands, or an empty text.

    Within a sentence that has begun it would part somebody from what he does.
    """
    when = bool(_WHEN.fullmatch(inner))
    if when and _DAY_IN_WORDS.search(before):
        return f"也就是{inner}"
    tells = _JUDGES.search(inner) or _TELLS.search(inner)
    name = bool(_ANOTHER_NAME.fullmatch(inner)) and not tells
    first = not _PAUSE.search(_SENTENCE_END.split(before)[-1])
    return inner if first and (when or name) else ""


def _within(before: str, inner: str, after: str) -> _Remark:
    """Return what is said in place of a bracket in the middle of a clause."""
    here = "" if _OPENS_AS_WELL.match(after) else _in_place(before, inner)
    if here:
        return _Remark(f"，{here}，")
    examples = _EXAMPLES.match(inner)
    if examples:
        return _Remark(f"其中包括{inner[examples.end() :]}", late=True)
    if _MEANS.match(inner):
        return _Remark(f"，{inner}，")
    if "的" in inner[:-1] and not _FIGURE.search(inner) and "，" not in inner:
        return _Remark(f"，也就是{inner}，")
    if _LATIN_NAME.fullmatch(inner) and before[-1].isascii():
        return _Remark(f" {inner}")
    base = "后者为" if _TIMES.match(after) and _MEASURE.fullmatch(inner) else ""
    return _Remark(f"{base}{inner}", late=True)


def _says_again(before: str, inner: str) -> bool:
    """Tell whether a remark is the name right before it in another language or script."""
    if _TRANSLATION.fullmatch(inner) and _HAN.search(before):
        return True
    if _HAN.match(before[-1:]) or before[-1:] in {"”", "》", "」", "』"}:
        return bool(_LATIN_NAME.fullmatch(inner)) and not _BESIDE_FIGURE.search(inner)
    if not (before[-1:].isascii() and before[-1:].isalnum()) or _JUDGES.search(inner):
        return False
    parts = _PARTS.split(inner)
    foreign = any(_HAN_NAME.fullmatch(part) for part in parts)
    return foreign and all(
        _HAN_NAME.fullmatch(part) or _LATIN_NAME.fullmatch(part) for part in parts
    )


def _in_title(before: str) -> bool:
    """Tell whether the text ends inside a title or a quotation."""
    return any(before.rfind(first) > before.rfind(last) for first, last in ("《》", "“”", "「」"))


def _is_listed_figure(inner: str, after: str) -> bool:
    """Tell whether a remark is the figure of one of several things: 北京（3家）和上海."""
    return bool(_FIGURE.search(inner)) and after[:1] in {"和", "与", "及", "或"}
