"""Choose the reading of each Chinese character in its context: 银行 yin2 hang2, 进行 jin4 xing2.

The project's own words (phrases.yaml) come first. A word of pypinyin's dictionary is read as the
dictionary says, unless the model of the sentence (`context`) is surer of another reading. The model
also reads all other words. Rules about neighbours decide for measure words and for some characters
that stand alone; each rule follows the character's entry in 《现代汉语词典》(7th edition). Only
this file imports pypinyin.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from math import inf
from typing import NamedTuple

from podcast.chinese.pinyin.context import Odds, odds
from podcast.chinese.pinyin.names import surname_readings
from podcast.chinese.pinyin.neighbours import by_neighbours
from podcast.chinese.pinyin.words import IS_CHINESE, NUMERALS, agreed, cut, likely, phrases, tag
from podcast.errors import ReadingError
from podcast.lib.once import once

_NOTHING_FIXED: Mapping[int, str] = {}

_CLAUSE_END = re.compile("[，。？！：；、]")
# Verbs for doing something for somebody: they stand in the same clause as a 为 that means "for".
_FOR_VERBS = re.compile(
    "提供|带来|打造|设计|服务|赋能|推出|准备|开发|支持|添加|增加|增添|奠定|创造|注入|解决|制定|配备|定制"
    "|树立|辩护|铺路|发声|节省|节约|构建|建立|开启|保驾|训练|优化|生成|引入|开放|实现|贡献|补充|设立|预留"
    "|筹集|争取|买单|埋单|背书|搭建|助力|赢得|拓展|点赞|而|扫清|降低|提高|提升|减少|编写|选择|推荐|祝贺"
    "|负责|投资|代言|配音|站台|续命|减负|护航|叫好|担保|充电|定价"
)
_INTENDS = re.compile("[得须需要能愿专]$|必须|可以|愿意|正在|持续|一直|共同$")
"""Words before a 为 that means "for", when a person comes after it."""
_PERSON = re.compile(
    "[您你我他她它]|用户|员工|客户|企业|消费者|读者|孩子|老人|开发者|学生|患者|大家|社会|国家|家人"
)
# Verbs before a 为 that means "to become": 升级为, 转化为, 缩短为.
_BECOMING = re.compile(
    "(?:[成作称视认改名定评列分变译化设约均仅则即皆共总选誉尊号换级型建展并拆缩减增降升短调]|其余|其中|作价|取代)$"
)
_MEASURES = {"只": "zhi1", "行": "hang2", "重": "chong2"}
_TRUST = 3.0
"""How much likelier (natural logarithm) the model must find another reading to replace a reading
that only pypinyin's dictionary has. All values from 0 to 8 are equally accurate within 0.1 % on
CPP, the test sentences of g2pM."""
_MORE_TRUST = 14.0
"""The same for a reading on which two dictionaries agree (`likely`). On CPP 6 is better by 0.08 %,
since the labels read some rare characters otherwise throughout (圩 in names of places); but the
model is as sure of wrong readings that its training sentences lack (染发剂 fa1, 供述 gong1)."""
_PLAIN = {"一": "yi1", "不": "bu4"}
_COUNT = re.compile(f"[{NUMERALS}几多每数]$")
_MUST = frozenset({"必须", "必", "总", "就", "还", "也", "都", "只", "又", "非", "先"})
_PERSONS = ("我", "你", "您", "他", "她", "它", "们", "谁")
_GAINED = frozenset(("", *"了到过出分奖票益知以名胜病救逞手势第冠亚季金银铜满高零"))
"""The characters after 得 de2, "to get". The empty string stands for the end of the text, where 得
cannot mean "must"."""
_DEED = re.compile(
    "[看靠找有先把让等问去用交付花想做再多加换改给从自由重回到尽继认拿买卖学说写跑走补缴掏]"
    "|自己|重新|考虑|解决|面对|承认|接受|支付"
    "|遵守|依[靠赖法]|通过|提前|另[找外行]|经过|使用|保证|确保|满足|具备|注意|小心|依照|按照|根据"
    "|准备|懂|听|查|算|站|拼|排|盯"
)
"""Words after 得 dei3: what must be done."""
_TAKES = re.compile(rf"[花等用付排](?:上|掉)?[{NUMERALS}几好多半]")
"""Matches what it takes of time or money, at the head of a clause: 得花三天."""
_WANTED = frozenset("车人钱事活货谁账饭药")
_HOW = re.compile(
    "[很太更最不较真像如跟多好快慢高低大小差稳准远近早晚深清起住到了过下上动懂见成]"
    "|非常|十分|有[点些声]|相当|特别|越来"
)
"""Words after 得 de5: how well, how much, whether at all."""
_PRIZES = frozenset("奖票益知名胜病救逞势冠亚铜")
"""The first characters of what is won or caught, after 得 de2."""
_WON = re.compile(
    "了[第一二三四五六七八九十百两几多满高零冠亚季大头]|[了过][^，。]{0,4}[奖分病名票]"
)
"""What follows 得 de2 where something is won or caught."""
_ACTS = (
    "作",
    "展",
    "现",
    "行",
    "成长",
    "表现",
    "发展",
    "准备",
    "设计",
    "打扮",
    "解释",
    "分析",
    "描述",
    "变化",
)
"""The ends of words of two characters and more before 得 de5: 表现得, 发展得."""
_ANSWERED = re.compile("之邀|邀请|之请|要求|请求|号召|呼声|之约|所请|需要而|运而|考")
_ANSWERS = ("百", "一一", "里", "呼")
"""The ends of words before a 应 that answers: 一呼百应, 里应外合."""
_LONGEST_WORD = 20
"""The most characters of a word that are looked up together: the longest word in the dictionary has
16, and a number may be longer."""
_GROWING = "出大满成"
"""The characters after 长 zhang3, "to grow"."""
_OFFICES = ("秘书", "委员", "执行", "理事", "董事", "科室", "站", "队", "组", "班")

_IMPORTING = threading.Lock()


class _Library(NamedTuple):
    tone3: Callable[[str], list[str]]
    """Returns the numbered syllables of words."""
    phrases: Mapping[str, object]
    """The words of the dictionary."""


def pinyin(text: str, fixed: Mapping[int, str] = _NOTHING_FIXED) -> tuple[str, ...]:
    """Return one numbered syllable per Chinese character of `text`, before sandhi.

    Other characters are skipped but count as context. `v` is ü, 5 the neutral tone. `fixed` holds
    given syllables by the index of their character among the Chinese characters. Raises
    ReadingError for a character whose reading is unknown.
    """
    syllables = known_pinyin(text, fixed)
    for char, syllable in zip(IS_CHINESE.findall(text), syllables, strict=True):
        if syllable is None:
            raise ReadingError(
                f"no reading is known for `{char}` (U+{ord(char):04X}); give it one in the "
                f"lexicon of voices.yaml, for example `{char}: {{pinyin: ma1}}`"
            )
    return tuple(syllable for syllable in syllables if syllable is not None)


def known_pinyin(text: str, fixed: Mapping[int, str] = _NOTHING_FIXED) -> tuple[str | None, ...]:
    """Return the same as `pinyin`, but None for a character whose reading is unknown."""
    words = cut(text)
    context = odds(text)
    names = dict(surname_readings(text, words))
    syllables: list[str | None] = []
    start = 0
    for place, word in enumerate(words):
        if IS_CHINESE.match(word):
            readings = _read_word(words, place, context[start : start + len(word)])
            certain = _is_certain(word)
            readings = by_neighbours(text, start, word, readings, certain=certain)
            # a name that begins inside a word shows that it is none: 经|理解|文斌
            readings = [
                each if certain and index == start else names.get(index, each)
                for index, each in enumerate(readings, start)
            ]
            syllables += readings
        start += len(word)
    return tuple(fixed.get(index, syllable) for index, syllable in enumerate(syllables))


def _read_word(
    words: Sequence[str], place: int, context: Sequence[Odds | None]
) -> Sequence[str | None]:
    word = words[place]
    if word in phrases():
        return phrases()[word]
    if len(word) == 1:
        return (_read_single(words, place, context[0]),)
    syllables = [
        _weigh(reading, trust, readings)
        for (reading, trust), readings in zip(_dictionary(word), context, strict=True)
    ]
    if word[0] == "长" and word[1] not in _GROWING and not _is_listed(word):
        syllables[0] = "chang2"  # most words that begin with zhang3 are in the dictionary
    if word[-1] in _MEASURES and _counts(word[:-1]) and not _is_party(words, place):
        syllables[-1] = _MEASURES[word[-1]]
    if word.endswith("不了"):
        syllables[-1] = "liao3"
    return syllables


def _is_party(words: Sequence[str], place: int) -> bool:
    """Tell whether this word ends with the 行 of 一行人 (people who travel together)."""
    return words[place].endswith("行") and "".join(words[place + 1 : place + 2]).startswith("人")


def _counts(text: str) -> bool:
    """Tell whether `text` consists only of number characters and words like 几, 每."""
    return all(char in NUMERALS or char in "几多每数点" for char in text)


def _is_certain(word: str) -> bool:
    return word in phrases() or word in agreed()


def _weigh(reading: str | None, trust: float, readings: Odds | None) -> str | None:
    """Return the dictionary's reading, or the model's when it is likelier by more than `trust`.

    A neutral tone that the model does not know is left to sandhi.
    """
    if readings is None or readings.get(reading or "", -inf) > -trust:
        return reading
    if trust == inf and reading and not reading.endswith("5"):
        return reading
    return max(readings, key=readings.__getitem__)


def _read_single(words: Sequence[str], place: int, readings: Odds | None) -> str | None:
    char = words[place]
    before = words[place - 1] if place else ""
    rule = _RULES.get(char)
    if rule is not None and (syllable := rule(words, place)):
        return syllable
    if char in _MEASURES and _COUNT.search(before) and not _is_party(words, place):
        return _MEASURES[char]
    return _weigh(_look_up(char)[0], 0, readings)


def _wei(words: Sequence[str], place: int) -> str:
    """Read 为: wei2 after 以 or a verb like 升级; wei4 "for" before a fitting verb; else wei2."""
    before = _clause("".join(words[:place]), -1)
    after = _clause("".join(words[place + 1 :]), 0)
    if "以" in before or _BECOMING.search(before):
        return "wei2"
    helps = _INTENDS.search(before) and _PERSON.match(after)
    return "wei4" if helps or _FOR_VERBS.search(after) else "wei2"


def _clause(text: str, which: int) -> str:
    return _CLAUSE_END.split(text)[which]


def _chang(words: Sequence[str], place: int) -> str:
    """Read 长: zhang3 in 长出, 长大 and after an office such as 秘书; else chang2, "long"."""
    grows = words[place + 1 : place + 2] and words[place + 1][0] in _GROWING
    leads = place and words[place - 1].endswith(_OFFICES)
    return "zhang3" if grows or leads else "chang2"


def _di(words: Sequence[str], place: int) -> str:
    """Read 地: the particle de5 between an adverb of several characters and a word; else di4."""
    if place and place == len(words) - 1 and _doubled(words, place):
        return "de5"  # 慢慢地
    if not 0 < place < len(words) - 1:
        return "di4"
    before, after = words[place - 1], words[place + 1]
    adverb = IS_CHINESE.match(before) and (len(before) > 1 or _is_repeated(words, place))
    land = before[-1] in "块片这那该某"
    return "de5" if adverb and IS_CHINESE.match(after) and not land else "di4"


def _doubled(words: Sequence[str], place: int) -> bool:
    """Tell whether the word before this place is a doubled one: 慢慢."""
    before = words[place - 1]
    return len(before) == len("慢慢") and before[0] == before[1]


def _is_repeated(words: Sequence[str], place: int) -> bool:
    return place > 1 and words[place - 1] == words[place - 2]


def _de(words: Sequence[str], place: int) -> str:
    """Read 得: dei3 "must" after 必须 and between who must and a deed; de2 in 我得了; else de5.

    Without a Chinese word before it, it is de2, "to get", unless it says how much must be spent.
    """
    before = words[place - 1] if place else ""
    following = "".join(words[place + 1 : place + 2])
    if before in _MUST or (
        not before.strip("，。；：") and _TAKES.match("".join(words[place + 1 :]))
    ):
        return "dei3"
    if before.endswith(_PERSONS):
        return "de2" if following[:1] in _GAINED else "dei3"
    if len(before) > 1 and (following[:1] in _PRIZES or _WON.match("".join(words[place + 1 :]))):
        return "de2"
    if (_must(before, following) and not before.endswith(_ACTS)) or _bare_must(before, following):
        return "dei3"
    return "de5" if before and IS_CHINESE.match(before) else "de2"


def _must(before: str, following: str) -> bool:
    """Tell whether 得 stands between who must and what must be done: 用户得找客服."""
    return bool(_DEED.match(following)) and (len(before) > 1 or before in _WANTED)


def _bare_must(before: str, following: str) -> bool:
    """Tell whether 得 follows a noun and no word comes that tells how well or how much."""
    return len(before) > 1 and tag(before)[:1] in {"n", "r", "t"} and not _HOW.match(following)


def _ying(words: Sequence[str], place: int) -> str | None:
    """Read 应: ying1 "should" before a word, unless something is answered (应…邀请): no rule."""
    after = _clause("".join(words[place + 1 :]), 0)
    before = words[place - 1] if place else ""
    if not IS_CHINESE.match(after) or _ANSWERED.search(after) or before.endswith(_ANSWERS):
        return None
    return "ying1"


def _le(words: Sequence[str], place: int) -> str:
    """Read 了: liao3 "able" after a 不 that is not the first word; else the particle le5."""
    return "liao3" if place > 1 and words[place - 1] == "不" else "le5"


_RULES: Mapping[str, Callable[[Sequence[str], int], str | None]] = {
    "为": _wei,
    "长": _chang,
    "地": _di,
    "得": _de,
    "了": _le,
    "应": _ying,
    "都": lambda _words, _place: "dou1",
    "着": lambda _words, _place: "zhe5",
    "们": lambda _words, _place: "men5",
    "薄": lambda _words, _place: "bao2",
}


@lru_cache(maxsize=4096)
def _dictionary(word: str) -> tuple[tuple[str | None, float], ...]:
    """Return each character's syllable in the dictionaries, and how far it is trusted (`_TRUST`).

    The word is split into the longest parts that a dictionary has.
    """
    result: list[tuple[str | None, float]] = []
    while len(result) < len(word):
        start = len(result)
        ends = range(min(len(word), start + _LONGEST_WORD), start + 1, -1)
        part = next((word[start:end] for end in ends if _is_listed(word[start:end])), word[start])
        result += _part(part)
    return tuple(result)


def _part(part: str) -> list[tuple[str | None, float]]:
    if part in phrases():
        return [(syllable, inf) for syllable in phrases()[part]]
    if part in agreed():
        return [(syllable, inf) for syllable in agreed()[part].split()]
    if part in likely():
        syllables = likely()[part].split()
        trusts = (_trust_within(part, place) for place in range(len(part)))
        return list(zip(syllables, trusts, strict=True))
    return [(syllable, _TRUST if len(part) > 1 else 0) for syllable in _look_up(part)]


def _trust_within(word: str, place: int) -> float:
    """Return the trust in a character of a likely word: boundless within a certain word in it."""
    within = (
        word[start:end]
        for start in range(place + 1)
        for end in range(max(place + 1, start + 2), len(word) + 1)
    )
    return inf if any(_is_certain(each) for each in within) else _MORE_TRUST


@lru_cache(maxsize=4096)
def _look_up(word: str) -> tuple[str | None, ...]:
    """Return the syllables that pypinyin gives for one or more words."""
    syllables = _dictionary_library().tone3(word)
    if len(word) == 1 and not syllables:
        return (None,)
    if len(syllables) < len(word):  # a word with an unknown character is in no dictionary
        return tuple(_look_up(char)[0] for char in word)
    # the dictionary has some phrases with the tones of 一 and 不 after sandhi
    return tuple(_PLAIN.get(char, syllable) for char, syllable in zip(word, syllables, strict=True))


@lru_cache(maxsize=8192)
def sound(char: str) -> str:
    """Return the commonest syllable of a character without its tone, empty for an unknown one."""
    return (_look_up(char)[0] or "").rstrip("12345")


def _is_listed(word: str) -> bool:
    """Tell whether a dictionary has the word, and not only its characters."""
    return word in _dictionary_library().phrases or word in agreed() or word in likely()


@once
def _dictionary_library() -> _Library:
    """Import pypinyin, and add the project's words, which may be parts of longer words (自动重启).

    Only one thread at a time may import it: the modules of pypinyin import each other, so that a
    second thread could find a module that is only half loaded.
    """
    with _IMPORTING:
        from pypinyin import Style, lazy_pinyin, load_phrases_dict
        from pypinyin.constants import PHRASES_DICT
        from pypinyin.contrib.tone_convert import tone3_to_tone

        load_phrases_dict(
            {
                word: [[tone3_to_tone(syllable.rstrip("5"))] for syllable in syllables]
                for word, syllables in phrases().items()
                if "r5" not in syllables
            }
        )
    tone3 = partial(lazy_pinyin, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore")
    return _Library(tone3, PHRASES_DICT)
