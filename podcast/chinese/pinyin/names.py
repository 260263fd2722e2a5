"""Find the names of persons whose surname is read otherwise than the word: 单 shan4, 曾 zeng1.

A name is told by what stands around it: a title behind it, an office before it, a verb before it
whose object is a person (a taker: 任命), a verb of speaking or of a career (a deed) or any other
verb behind it, characters of given names in it. Each is a piece of evidence. A given name that is a
word needs more of it, unless the word is a name in its own right (国庆); after a surname that is a
common verb or adverb (任, 曾) no other word is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from podcast.chinese.fold import HAN
from podcast.chinese.pinyin.words import frequency, given, surnames, tag
from podcast.lib import yamlfile

_TITLE = re.compile(
    "(?:先生|女士|小姐|太太|夫人|同学|总裁|教授|博士|院士|老师|律师|医生|警官|法官|师傅|主任"
    "|氏(?![^，。])|总(?![结体数是会要之量共部统经监书理局公额计长分])"
    "|某(?![些个种处地天日类项家年月次时一]))"
    "(?!期间|一职|职务|以来|时|后|要求|邀请|之邀|邀)"
)
"""A title after a name, but no office that somebody holds (任教授期间), no wish (应主任要求)."""
_HEAD = re.compile(
    "(?:经理|院长|校长|局长|市长|处长|科长|队长|会长|社长|部长|厅长|所长|馆长|行长)(?![期级办室职助])"
)
"""A title of a head of something; behind 任 and the like it is what somebody becomes."""
_CERTAIN_TITLE = re.compile("先生|女士|小姐|太太|某(?:某|[，。、称说]|$)")
_NOT_DEED = re.compile("说[服明法话到过起]|称[为作号呼赞道]|解释器")
"""Words that begin like a verb of speaking."""
_BOUNDARY = re.compile(f"[^{HAN}]|$|[和与及的等将已也还在是对向从则曾被为于就]")
_NAMES = frozenset({"nr", "ns", "nt", "nz", "t"})
"""The tags of names, of places and of days, which are given names too: 海涛, 建国, 国庆."""
_ENOUGH = 3
"""How many points make a name."""
_COMMON = 50
"""From which frequency in jieba's dictionary two characters of a given name are a word."""
_NAME_LENGTHS = (2, 1)
_LONGEST_WORD = 4
_RARE = {2: 3, 3: _COMMON, 4: _COMMON}
"""How frequent a word of so many characters may be that is a name, too."""
_LONGEST_OFFICE = 8


@lru_cache(maxsize=1)
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of an office or a taker right before a name, and of a deed behind it."""
    words = yamlfile.load(Path(__file__).with_name("persons.yaml"))
    offices, takers, deeds = (
        "|".join(words[key].split()) for key in ("offices", "takers", "deeds")
    )
    before = re.compile(rf"(?:[{HAN}][师员者]|{offices}|{takers}|[A-Z]{{2,4}}) ?$")
    return before, re.compile(deeds)


def _after_office(text: str, place: int) -> bool:
    office, _ = _around()
    return bool(office.search(text, max(0, place - _LONGEST_OFFICE), place))


def _before_deed(text: str, place: int) -> bool:
    _, deed = _around()
    return bool(deed.match(text, place) and not _NOT_DEED.match(text, place))


def _before_verb(text: str, place: int) -> bool:
    """Tell whether a verb of two characters begins there, whatever it means: 讲述."""
    verb = text[place : place + 2]
    return len(verb) == 2 and tag(verb) == "v"  # noqa: PLR2004


def surname_readings(text: str, words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the index and the syllable of each surname of `text`, which is cut into `words`."""
    known = surnames()
    starts = {0, *accumulate(map(len, words))}
    for place, char in enumerate(text):
        reading, use = known.get(char, ("", ""))
        if reading and _is_surname(text, place, use, starts):
            yield place, reading
        double, _ = known.get(text[place : place + 2], ("", "")) if place in starts else ("", "")
        if " " in double:
            yield from zip((place, place + 1), double.split(), strict=True)


def _is_surname(text: str, place: int, use: str, starts: set[int]) -> bool:
    if place not in starts and not _after_office(text, place):
        return False
    if use == "always" and not _begins_word(text, place):
        return bool(re.match(f"[{HAN}](?<![尔斯勒衣子])", text[place + 1 : place + 2]))
    if use != "verb" and _HEAD.match(text, place + 1):
        return _stands_apart(text, place)
    if title := _TITLE.match(text, place + 1):
        return _stands_apart(text, place) or (
            use in {"name", "title"} and bool(_CERTAIN_TITLE.match(text, title.start()))
        )
    if use == "title":
        return False
    return any(_is_name(text, place, length, use, starts) for length in _NAME_LENGTHS)


def _stands_apart(text: str, place: int) -> bool:
    """Tell whether nothing before a surname could have it as its verb: a start, 和, an office."""
    before = text[place - 1 : place]
    return (
        not re.match(f"[{HAN}]", before)
        or before in "和与由据对向让请是即被叫给跟的位"
        or _after_office(text, place)
    )


def _is_name(text: str, place: int, length: int, use: str, starts: set[int]) -> bool:
    """Tell whether a surname and `length` characters after it are a name."""
    name, end = text[place : place + 1 + length], place + 1 + length
    unusual = len(set(name[1:]) - given())
    if len(name) <= length or unusual == length or _begins_word(text, place):
        return False
    deed = _before_deed(text, end)
    known = frequency(name[1:]) > (_COMMON if deed else 0)
    common = known and tag(name[1:]) not in _NAMES
    if use == "verb" and common:
        return False  # 校长曾成功…
    if use == "verb" and length == 1 and not (deed and _after_office(text, place)):
        return False
    points = _evidence(text, place, end, starts, deed=deed)
    return points >= _ENOUGH + common + unusual


def _begins_word(text: str, place: int) -> bool:
    """Tell whether the surname begins a word of the dictionary (解决, 任何), not a rare name."""
    ends = range(place + 2, min(len(text), place + _LONGEST_WORD) + 1)
    return any(frequency(text[place:end]) > _RARE[end - place] for end in ends)


def _evidence(text: str, place: int, end: int, starts: set[int], *, deed: bool) -> int:
    """Return the points for a name from `place` to `end`: none without an office or a deed."""
    office = _after_office(text, place)
    if not office and not deed:
        return 0
    apart = not office and _stands_apart(text, place)
    ends = not deed and (bool(_BOUNDARY.match(text, end)) or _before_verb(text, end))
    whole = place in starts and end in starts and place + 1 not in starts
    return 2 * office + 2 * deed + apart + ends + whole
