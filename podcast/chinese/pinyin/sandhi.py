"""Apply tone sandhi: 一, 不, 啊, third tones in a row, weak syllables.

The rules are those of 黄伯荣, 廖序东《现代汉语》 (ch. 语音, 音变). Third tones are grouped by
words, as in Duanmu, The Phonology of Standard Chinese, 2nd ed., ch. 11. Erhua is `r5` in the words
that have it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from podcast.chinese.pinyin.words import IS_CHINESE, NUMERALS, agreed, cut, frequency, weak

_BIG_UNITS = "百千万亿"
_DIGITS = tuple("零〇一二三四五六七八九")
_DIGITS_AND_TEN = "零〇一二三四五六七八九十"
# The characters before which a single 一 is an ordinal: 一月, 一号, 一季度, 一期, 一线, 一级.
_ORDINAL_NEXT = "月日号季期线级楼"
_ORDINAL_BEFORE = "第初周期统唯专"
"""The characters before an ordinal 一 (第一, 周一), and those before 一 in 统一, 唯一, 专一."""
# Words in which a 一 right after a single letter is no digit (选B一个, X一直); else it is (G一次).
_NOT_FIGURE = re.compile("一(?:[个些直样起定旦边般同并向共家位名种条笔百千万亿]|下(?![载线沉]))")
_AFTER_LETTER = re.compile("(?<![A-Za-z])[A-Za-z]一")
_VERSION = re.compile("一(?:[版型]|代(?!人))")
_ORDINAL_WORDS = ("汽", "流", "审", "等奖", "把手", "等舱", "中院", "二线")
_PAIR = 2
# Words whose last syllable is weak in speech, although 《现代汉语词典》(7th edition) gives it a
# tone.
_WEAK = frozenset(
    {"关系", "知识", "认识", "衣服", "任务", "困难", "丈夫", "收拾", "耽搁", "思量", "稳当"}
)
# Verbs of one character that are repeated for a short or casual action: 看看, 试试.
_DOUBLED = frozenset("看试想说聊走听问谈查找读写用玩等学练讲尝摸逛算比改动笑歇坐瞧猜帮劝擦翻补评")
# A verb, 不 and a result that cannot be reached: 看不懂, 对不起, 来不及.
_CANNOT = re.compile(
    "[对差来了禁看听用舍离忍怪恨巴靠做想说免少受挡买进打拿放吃赶比顾]不"
    "[起多及住懂着得开到定了上下出动见完过清准透]"
)
# 啊 changes with the end of the syllable before it. After ng, r and the vowels of zi and zhi, there
# is no pinyin for the changed sound, and it stays a5.
_LINKS = (
    (re.compile("(?:[zcs]h?|r)i[1-5]"), "a5"),
    (re.compile("(?:[jqxy]u|.*[^ae]o|o|.*[aeiv])[1-5]"), "ya5"),
    (re.compile("(?:.*u|.*ao)[1-5]"), "wa5"),
    (re.compile(".*n[1-5]"), "na5"),
)


def sandhi(text: str, syllables: Sequence[str]) -> tuple[str, ...]:
    """Return the syllables of `pinyin(text)` with their tones as spoken.

    Only dictionary tones change: a 一 that is already yi4 stays yi4. 啊 becomes ya5, wa5 or na5
    after certain syllables.
    """
    words = cut(text)
    tones = list(syllables)
    places = [index for index, char in enumerate(text) if IS_CHINESE.match(char)]
    lengths = _lengths(words)
    for index, place in enumerate(places):
        if text[place] == "一" and tones[index] == "yi1":
            tone = _next_tone(text, place, tones, index)
            tones[index] = _yi(text, place, lengths.get(place), tone)
        elif text[place] == "不" and tones[index] == "bu4":
            tones[index] = _bu(text, place, _next_tone(text, place, tones, index))
    _third_tones(words, tones)
    _weaken(words, tones)
    _link(text, places, tones)
    return tuple(tones)


def _weaken(words: Sequence[str], tones: list[str]) -> None:
    """Give the neutral tone to the syllables that have it in speech, and to doubled verbs."""
    for word, start in _spans(words):
        spoken = weak().get(word) or agreed().get(word, "").split()
        for place, syllable in enumerate(spoken, start):
            if syllable.endswith("5") and tones[place][:-1] == syllable[:-1]:
                tones[place] = syllable
        for place in range(len(word) - 1 if IS_CHINESE.match(word) else 0):
            pair = word[place : place + _PAIR]
            at_edge = place in {0, len(word) - _PAIR}
            if (at_edge and pair in _WEAK) or (word == pair and _is_doubled_verb(pair)):
                tones[start + place + 1] = f"{tones[start + place + 1][:-1]}5"


def _is_doubled_verb(pair: str) -> bool:
    return pair[0] == pair[1] and pair[0] in _DOUBLED


def _link(text: str, places: Sequence[int], tones: list[str]) -> None:
    """Change 啊 by the syllable right before it; without one, 啊 is the exclamation a1."""
    for index, place in enumerate(places):
        if text[place] == "啊" and tones[index] == "a5":
            touching = index and places[index - 1] == place - 1
            tones[index] = _after(tones[index - 1]) if touching else "a1"


def _after(before: str) -> str:
    return next((form for end, form in _LINKS if end.fullmatch(before)), "a5")


def _lengths(words: Sequence[str]) -> dict[int, int]:
    """Return the length of each word, by the index of its last character."""
    lengths: dict[int, int] = {}
    place = 0
    for word in words:
        place += len(word)
        lengths[place - 1] = len(word)
    return lengths


def _next_tone(text: str, place: int, tones: Sequence[str], index: int) -> str:
    """Return the tone of the character after `place`; empty if that is not a Chinese character."""
    if place + 1 < len(text) and IS_CHINESE.match(text[place + 1]):
        return tones[index + 1][-1]
    return ""


def _yi(text: str, place: int, ending: int | None, tone: str) -> str:
    """Return the syllable of 一.

    `ending` is the length of the word that ends with this 一, or None; `tone` is the tone of the
    next character.
    """
    before, after = text[place - 1 : place], text[place + 1 : place + 3]
    if _is_figure(text, place):
        return "yi1"  # G一次, B一B九
    if before and before == after[:1] and before not in NUMERALS + "点":
        return "yi5"  # 试一试
    if text.startswith("一五一十", place) or text.startswith("一五一十", place - 2):
        return "yi4"  # the idiom; the digits of a number keep their tone
    ends_word = ending is not None and (ending > 1 or _is_letter(before))
    if not tone or ends_word or _is_counted_off(before, after):
        return "yi1"  # 统一, S一
    if tone == "4" or after[0] == "个":
        return "yi2"
    return "yi1" if tone == "5" else "yi4"


def _is_figure(text: str, place: int) -> bool:
    """Tell whether 一 is a digit in a name: right after a letter, and not counting things."""
    if not place or not _is_letter(text[place - 1]):
        return False
    lone = _AFTER_LETTER.match(text, place - 1) and not _NOT_FIGURE.match(text, place)
    return bool(lone or _VERSION.match(text, place))


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_counted_off(before: str, after: str) -> bool:
    """Tell whether 一 is a digit or an ordinal by its neighbours: 十一, 第一, 一点五, 一月."""
    if after[0] in _BIG_UNITS:
        return before == "第"
    if before and before in _DIGITS_AND_TEN + _ORDINAL_BEFORE + "点":
        return True
    if after[0] == "点":
        return after[1:] in _DIGITS  # not 一点 "a little"
    return after[0] in _DIGITS_AND_TEN + _ORDINAL_NEXT or after.startswith(_ORDINAL_WORDS)


def _bu(text: str, place: int, tone: str) -> str:
    if 0 < place < len(text) - 1 and text[place - 1] == text[place + 1]:
        return "bu5"  # 能不能
    if place and _CANNOT.match(text, place - 1):
        return "bu5"
    return "bu2" if tone == "4" else "bu4"


def _third_tones(words: Sequence[str], tones: list[str]) -> None:
    """Change third tones before third tones: inside words, then between two words.

    Between words a tone changes only if one of the two has a single character.
    """
    spans = _spans(words)
    for word, start in spans:
        if IS_CHINESE.match(word):
            _change_inside(word, start, tones)
    for (word, _), (following, next_start) in pairwise(spans):
        touching = IS_CHINESE.match(word) and IS_CHINESE.match(following)
        short = len(word) == 1 or len(following) == 1
        if touching and short and tones[next_start - 1][-1] == tones[next_start][-1] == "3":
            tones[next_start - 1] = _second(tones[next_start - 1])


def _spans(words: Sequence[str]) -> list[tuple[str, int]]:
    """Return the words with the index of the first syllable of each."""
    spans: list[tuple[str, int]] = []
    start = 0
    for word in words:
        spans.append((word, start))
        start += sum(1 for char in word if IS_CHINESE.match(char))
    return spans


def _change_inside(word: str, start: int, tones: list[str]) -> None:
    index = start
    end = start + len(word)
    while index < end:
        stop = index
        while stop < end and tones[stop][-1] == "3":
            stop += 1
        for place in _places_to_change(word, index, stop):
            tones[place] = _second(tones[place])
        index = stop + 1


def _places_to_change(word: str, start: int, stop: int) -> list[int]:
    """Return the offsets of the tones to change in a run of third tones: all but each group's last.

    The groups are pairs from the left; the last group may have three tones. In a word of three
    characters that is one character and a word of two (小-老虎) the first is a group of its own.
    """
    length = stop - start
    if length == len(word) == _PAIR + 1 and frequency(word[1:]) > frequency(word[:2]):
        return [start + 1]
    ends = [*range(_PAIR, length - 1, _PAIR), length]
    return [start + place for place in range(length) if place + 1 not in ends]


def _second(syllable: str) -> str:
    return f"{syllable[:-1]}2"
