"""Characters whose reading follows from what stands right before and after them.

They decide where no dictionary knows the word for certain. Each pattern's source is the entry of
its character in 《现代汉语词典》(7th edition).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from podcast.chinese.fold import HAN

_ENDS = rf"(?=[^{HAN}]|$)"
_SENTENCE_ENDS = "(?=[，。！？”’]|$)"
_RULES = (
    ("尽", "尽(?!快|早|量|管|可能|先|着)", "jin4"),  # jin3 "as much as possible" only in these
    ("刨", "刨(?![花床子刀冰工])", "pao2"),  # digging; bao4 is the plane and its work
    ("逮", "逮(?!捕)", "dai3"),
    ("撒", "撒[上在下入满些点播种豆]", "sa3"),  # scattering; sa1 is letting go
    ("铺", "铺[上在着满成开散展平]", "pu1"),  # spreading; pu4 is a shop
    ("粘", "粘[在到上住着]", "zhan1"),
    ("挨", "(?<=紧)挨|挨[着家个次近肩]", "ai1"),  # next to; ai2 is suffering
    ("弄", "弄[清干坏脏到得不错出成了丢断死好懂明巧混来走]", "nong4"),  # long4 is a lane
    # A watercourse in the names of Guangdong's places, when nothing flows or surges.
    ("涌", "(?<![汹喷泉风如潮])涌(?![出现入进动上向来起流泉水着而至到])", "chong1"),
    ("率", f"(?<=[{HAN}]{{2}})率(?:{_ENDS}|(?=[达为是高低提降上下超的和与]))", "lv4"),
    ("好", f"(?<![爱喜嗜癖偏同])好{_SENTENCE_ENDS}", "hao3"),
    ("哦", f"(?<=[{HAN}])哦{_SENTENCE_ENDS}", "o5"),
    ("哩", f"(?<=[{HAN}])哩{_SENTENCE_ENDS}", "li5"),
    ("处", "(?<=[一二两三四五六七八九十百千几多0-9])处(?![理罚置分女])", "chu4"),
    ("杆", "(?<=[拉推摇拨连螺纵驶秤枪笔烟])杆", "gan3"),  # of a tool; gan1 is a pole
    ("差", "(?<=[落反高温误偏时视逆顺价公利色像相])差(?![不一很太的])", "cha1"),
    ("朴", f"(?<=[{HAN}])朴(?:{_ENDS}|(?=[的素实而无]))", "pu3"),  # piao2 is a surname
    ("边", f"(?<=[东西南北左右前后上下里外])边(?:{_ENDS}|(?=[的有是红]))", "bian5"),
)
_SURNAMES = {
    "单": "shan4", "区": "ou1", "查": "zha1", "仇": "qiu2", "解": "xie4",
    "任": "ren2", "曾": "zeng1", "华": "hua4", "盖": "ge3", "缪": "miao4",
}  # fmt: skip
_NAME_BEGINS = f"(?:(?<![{HAN}])|(?<=[和与由据对向让请是即被]))"
_TITLE = "(?=先生|女士|小姐|某|氏|总裁|教授|博士|院士|老师|主任)"

_PATTERNS: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    char: tuple(
        (re.compile(pattern), syllable)
        for target, pattern, syllable in (
            *_RULES,
            *((name, f"{_NAME_BEGINS}{name}{_TITLE}", said) for name, said in _SURNAMES.items()),
        )
        if target == char
    )
    for char in {*_SURNAMES, *(target for target, _, _ in _RULES)}
}


def by_neighbours(
    text: str, start: int, word: str, syllables: Sequence[str | None]
) -> Sequence[str | None]:
    """Return the syllables of `word`, which stands at `start` of `text`, as the patterns have it.

    A character that no pattern matches keeps its syllable.
    """
    if _PATTERNS.keys().isdisjoint(word):
        return syllables
    return [_decided(text, place) or known for place, known in enumerate(syllables, start)]


def _decided(text: str, place: int) -> str | None:
    for pattern, syllable in _PATTERNS.get(text[place], ()):
        if pattern.match(text, place):
            return syllable
    return None
