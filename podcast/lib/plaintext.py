"""Plain text: the words of a post without markup, emoji and damage from copying.

One function serves every text that a host may say or a page may show, so that the digest, the
writer and the checks agree on what "plain" means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from podcast.lib import arrows, formulas

# Radicals of U+2E80-2EFF that PDF readers give instead of the ideograph. NFKC maps the Kangxi
# block (U+2F00-2FDF) but not these radicals; the pairs are those of Unicode's
# EquivalentUnifiedIdeograph.txt. The last radical is Kangxi, but NFKC maps it to the traditional
# 戶, while texts with this radical mean the simplified 户.
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉"
    "⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳⼾",
    "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻竹糹纟罓罒㓁冗羊耂肀聿肉臼艹艹艹虎衤覀西见角讠贝"
    "车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟户",
)
_CIRCLED = str.maketrans("❶❷❸❹❺❻❼❽❾❿⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_WHITE_BULLET = re.compile(r"(?<=[一二三四五六七八九〇])○|○(?=[一二三四五六七八九〇])")

# Characters that NFKC would spoil: 10⁹ is not 109, 3½ not 31⁄2, 27″ not 27′′, Ⅲ no III, and Chinese
# marks are full-width.
_KEPT = "，：；！？（）～…™℃℉①-⑳²³¹⁰⁴-⁹⁺⁻ⁿ¼½¾⅐-⅞↉°″‴Ⅰ-ⅿ"
_TO_NORMALISE = re.compile(f"[^{_KEPT}]+")
_SYMBOLS_KEPT = frozenset("™®©°℃℉")

_URL_BODY = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'*+;=%]*[A-Za-z0-9\-_~/#@$&*+=%]"
_URL = re.compile(rf"(?:https?://|(?<![A-Za-z0-9])www\.){_URL_BODY}", re.IGNORECASE)
# "，项目地址：https://…" is removed as a whole: a label without its address says nothing
_LABEL = r"(?<![^\s，,；;。！？!?（(])[^\s，,；;。！？!?、：:/（()）]{1,10}[：:] ?"
_LABELLED_URL = re.compile(
    rf"(?:[，,；;] ?)?(?:{_LABEL}|[：:] ?)?{_URL.pattern}",
    re.IGNORECASE,
)
_SCHEME = re.compile("https?://", re.IGNORECASE)
"""The beginning of an address whose other words were markup: http://[]."""
GONE = "\ufffc"
"""A mark in place of words left out; `clean` removes it with the dangling words around it."""
_FUNCTION_WORD = (
    r"(?:详情|详见|全文|原文|更多|信息|内容|请|可|见|看|查看|参见|参考|参阅|点击|访问|前往|打开"
    r"|链接|地址|网址|官网|项目|论文|来源|代码|仓库|主页|或者|或|和|与|以及|及|在|于|这里|此处|了解|阅读"
    r"|下载|体验|[、：: ])"
)
_DANGLING = rf"{_FUNCTION_WORD}*{GONE}(?:{_FUNCTION_WORD}|{GONE})*"
_BRACKETED = re.compile(rf"[（(] ?{GONE} ?[)）]")
_DANGLING_CLAUSE = re.compile(
    rf"[（(]{_DANGLING}[)）]"
    rf"|[，,；;]{_DANGLING}(?=[。！？!?，,；;)）]|$)"
    rf"|(?:^|(?<=[。！？!?])){_DANGLING}(?:[。！？!?，,；;]+|$)"
)
_IDEOGRAPHS = re.compile("[\U00020000-\U0003fffd]")
_WIDE_EMOJI = re.compile("[\u2300-\u2e7f\U0001f000-\U0001ffff]")
# before NFKC makes letters of some; a rise and a fall may be words
_EMOJI = re.compile("(?![📈📉🔺🔻])[\U0001f000-\U0001faff㊗㊙ℹ]")
_SELECTORS = re.compile("[\ufe00-\ufe0f\u20e3\U000e0100-\U000e01ef]")
_SHAPES = re.compile("[\u2190-\u21ff\u25a0-\u2775\u2794-\u27bf\u27f0-\u27ff\u2900-\u297f]")
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3|\U0001f51f")
_TOPIC = re.compile(r"(?<![A-Za-z0-9_#&])#([^#\s]{1,40})#")
_HASHTAG = re.compile(r"(?<![A-Za-z0-9_&#])#+(?=\w)")
_STARS = re.compile(r"\*{2,}")
_HIDDEN = 3
"""So many stars stand for what is hidden of a number: 138****5678, 尾号****1234."""
_HEAD = re.compile(r"(?:\d{3}|(?:尾号|卡号|号码|账号|证号|手机号?|电话)(?:为|是|：)?|\d \*{3,}) ?$")
_NEAR = 30
_TAIL = re.compile(r" ?(?:\d{3,4}(?!\d)|\*{3,} \d{3,4}(?!\d))")
_REMNANTS = re.compile(r"`+|~~+|[=_-]{3,}|(?<![\w)*])\*(?!\*)|(?<!\*)\*(?![\w(*])")
_BROKEN_IMAGE = re.compile(r"!\[[^\]]{0,200}\]\([^)]{0,500}\)")  # a space in the path breaks it
_BROKEN_LINK = re.compile(r"\[([^\[\]]{1,200})\]\((?:[^()]|\([^()]{0,200}\)){0,500}\)")
_HIGHLIGHT = re.compile(r"(?<![A-Za-z0-9=!<>])==(?=[^\s=])([^=]{1,200})(?<=\S)==(?![A-Za-z0-9=])")
_UNDERLINE = re.compile(r"(?<![A-Za-z0-9_])(__?)(?=[^\s_])([^_]{1,200})(?<=\S)\1(?![A-Za-z0-9_])")
_SUBSCRIPT = re.compile(r"(?<=[A-Za-z)])~(\d{1,3}[+-]?)~")
_EMOJI_CODES = re.compile(
    r"(?<![A-Za-z0-9:])(?::(?:[+-]1|100|[a-z][a-z0-9_+-]{1,30}):)+(?![A-Za-z0-9:])"
)
_ENTITY = re.compile(r"&(?:amp;)*(?:lt|gt|quot|nbsp|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_TAG = re.compile(
    r"(?<![A-Za-z0-9])</?[A-Za-z][A-Za-z0-9-]{0,30}(?: [^<>]{0,200})?/?>|<!\[CDATA\[|\]\]>"
)
_TYPE = re.compile(r"(?<=[A-Za-z])[<>](?=[A-Za-z])")  # List<String>
_ANGLE = re.compile(
    r"(?<![ \d])<(?![\d=.$¥€£-])|(?<![ \d=-])>(?![\d=.$¥€£]|-\d)"
)  # 3<5, a > b stay
_COMPARED = re.compile("(?<=[\u4e00-\u9fff])[<>](?=[\u4e00-\u9fff])")
"""Matches the sign in 需求>供给; where a clause has more of them, they are a path or a tag."""
_CLAUSE_MARK = re.compile("[，。；！？,;]")
_BRACKET = re.compile(r"<(?![ \d=.-])")
_CROSS = re.compile(r"(?<=\d) ?[✕✖⨉] ?(?=\d)|(?<=\d) \* (?=\d)")
_EMPTY_BRACKETS = re.compile(r"\( ?\)|（ ?）|\[ ?\]|【 ?】|《 ?》|“ ?”")
_SPACES = re.compile(r"\s+")
# A removal can join the text around it into something that must be removed as well. Two rounds
# are usual; the bound keeps text that is nested on purpose from taking quadratic time.
_ROUNDS = 4
_NESTED = re.compile(
    r"[][*_`~=<>(){}$:#&!|\\（）【】《》“”-]"
)  # removed when the rounds do not suffice
# Text that needs no cleaning: Chinese, Latin and digits with common marks, no markup, no address.
_ALREADY_PLAIN = re.compile(
    r"(?![ ·])(?:[\u4e00-\u9fffA-Za-z0-9%+/;!?]++|[，。、；：？！‘”’）》](?![ ])"
    r"|“(?![ ”])|（(?![ ）])|《(?![ 》])|[-,](?![-.])|(?<![Ww]{3})[.](?![-.])"
    r"|(?<=[\w%])[ ](?=\w))*"
)
_SPACE_AT_PUNCTUATION = re.compile(r" (?=[，。、：；！？）》】])|(?<=[，。、：；！？（《【]) ")


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Return `text` as plain words on one line.

    Compatibility characters become ordinary characters (by NFKC and a table of radicals), unless
    they carry meaning or are Chinese punctuation. Arrows become words where they carry meaning.
    Other arrows, emoji, dingbats, URLs, remains of markup, hashtag signs, control, format,
    surrogate and private characters are removed. White space collapses. Plain text does not change.
    """
    if _ALREADY_PLAIN.fullmatch(text):
        return text  # most lines of a post
    plain, settled = _rounds(text)
    return plain if settled else _rounds(_NESTED.sub(" ", plain))[0]


def urls(text: str) -> tuple[str, ...]:
    """Return the bare http(s) URLs in `text`, in order; `clean` removes such URLs."""
    if "://" not in text:
        return ()
    return tuple(m[0] for m in _URL.finditer(text) if m[0].lower().startswith("http"))


def has_address(text: str) -> bool:
    """Tell whether `text` may contain an address, with or without a scheme."""
    return "://" in text or "www." in text.lower()


@cache
def is_wide(char: str) -> bool:
    """Tell whether `char` is Chinese, Japanese, Korean or full-width, and not an emoji."""
    wide = unicodedata.east_asian_width(char) in ("W", "F", "H")
    return wide and not _WIDE_EMOJI.match(char)


def _rounds(text: str) -> tuple[str, bool]:
    """Clean until nothing changes; the second value tells whether the rounds sufficed."""
    for _ in range(_ROUNDS):
        plain = _once(text)
        if plain == text:
            return plain, True
        text = plain
    return text, False


def _once(text: str) -> str:
    text = _EMOJI.sub(" ", _SELECTORS.sub("", _KEYCAP.sub("", text)))
    text = "".join(map(_visible, _CROSS.sub("×", text)))
    text = _normalise(text)
    text = _SPACES.sub(" ", text)
    text = _BROKEN_LINK.sub(r"\1", _BROKEN_IMAGE.sub("", text))
    text = _without_markup(text)
    text = _BRACKETED.sub(GONE, _SCHEME.sub(GONE, _LABELLED_URL.sub(GONE, text)))
    text = _DANGLING_CLAUSE.sub("", text).replace(GONE, "")
    text = "".join(map(_or_space, _SHAPES.sub(" ", arrows.in_words(text))))
    text = _HASHTAG.sub("", _TOPIC.sub(r"\1", text))
    text = _EMPTY_BRACKETS.sub("", _REMNANTS.sub("", _STARS.sub(_hidden, text)))
    text = _SPACE_AT_PUNCTUATION.sub("", _SPACES.sub(" ", text))
    return text.strip(" ·")


def _hidden(stars: re.Match[str]) -> str:
    """Return the stars of a number of which a part is hidden, and of a power; markup goes."""
    start, end = stars.span()
    left, right = stars.string[max(0, start - _NEAR) : start], stars.string[end : end + _NEAR]
    number = _HEAD.search(left) and _TAIL.match(right)
    power = len(stars[0]) == 2 and left[-1:].isdigit() and right[:1].isdigit()  # noqa: PLR2004
    return stars[0] if power or (number and len(stars[0]) >= _HIDDEN) else ""


def _without_markup(text: str) -> str:
    """Remove the markup of other dialects, and markup that entities hid from the parser."""
    text = re.sub("&(?:amp;)+", "&", _ENTITY.sub(" ", text))
    text = _TYPE.sub(" ", _TAG.sub("", text))
    stays = set(_comparisons(text)) if "<" in text or ">" in text else set()
    text = _ANGLE.sub(lambda angle: angle[0] if angle.start() in stays else "", text)
    text = _SUBSCRIPT.sub(r"\1", _EMOJI_CODES.sub("", formulas.told(text)))
    return _UNDERLINE.sub(r"\2", _HIGHLIGHT.sub(r"\1", text))


def _comparisons(text: str) -> Iterator[int]:
    """Yield where a sign compares two words: alone in its clause, and behind no opened tag."""
    start = 0
    for end in (*(mark.start() for mark in _CLAUSE_MARK.finditer(text)), len(text)):
        places = [match.start() for match in _COMPARED.finditer(text, start, end)]
        if len(places) == 1 and not _BRACKET.search(text, start, places[0]):
            yield places[0]
        start = end


def _normalise(text: str) -> str:
    text = text.translate(_RADICALS).translate(_CIRCLED)
    text = _WHITE_BULLET.sub("〇", text).replace("•", "·").replace("㎡", "m²").replace("㎥", "m³")
    text = _TO_NORMALISE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", text)


@cache
def _visible(char: str) -> str:
    """Drop a control, format, surrogate, private or unassigned character; return any other."""
    match unicodedata.category(char):
        case "Zs" | "Zl" | "Zp":
            return " "
        case "Cc":
            return " " if char.isspace() else ""
        case "Cf" | "Cs" | "Co":
            return ""
        case "Cn":  # new ideographs are kept, new emoji are not
            return char if _IDEOGRAPHS.match(char) else ""
        case _:
            return char


@cache
def _or_space(char: str) -> str:
    """Return the character, or a space for a symbol that is not read aloud."""
    return " " if unicodedata.category(char) == "So" and char not in _SYMBOLS_KEPT else char
