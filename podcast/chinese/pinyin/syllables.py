"""The numbered pinyin syllables that exist in Mandarin.

The table is that of 《汉语拼音方案》 (1958) with the interjections of 《现代汉语词典》. `v` is ü,
as pypinyin writes it.
"""

from __future__ import annotations

import re
from functools import lru_cache

# The finals of each initial; the row "-" has the whole syllables without an initial.
_TABLE = """
- a ai an ang ao e ei en eng er o ou wa wai wan wang wei wen weng wo wu ya yan yang yao ye yi yin \
ying yo yong you yu yuan yue yun ê m n ng hm hng
b a ai an ang ao ei en eng i ian iao ie in ing o u
p a ai an ang ao ei en eng i ian iao ie in ing o ou u
m a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f a an ang ei en eng o ou u iao
d a ai an ang ao e ei en eng i ia ian iao ie in ing iu ong ou u uan ui un uo
t a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo
n a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve ia
l a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve
g a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
k a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j i ia ian iang iao ie in ing iong iu u uan ue un
q i ia ian iang iao ie in ing iong iu u uan ue un
x i ia ian iang iao ie in ing iong iu u uan ue un
zh a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
r an ang ao e en eng i ong ou u ua uan ui un uo
z a ai an ang ao e ei en eng i ong ou u uan ui un uo
c a ai an ang ao e ei en eng i ong ou u uan ui un uo
s a ai an ang ao e en eng i ong ou u uan ui un uo
"""

_NUMBERED = re.compile(r"([a-zê]+)([1-5])")


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    """Return all syllables without tone, and `r` for the suffix of erhua."""
    rows = (line.split() for line in _TABLE.strip().replace("\\\n", "").splitlines())
    return frozenset({"r"}).union(
        ("" if initial == "-" else initial) + final for initial, *finals in rows for final in finals
    )


def normalise(syllable: str) -> str | None:
    """Return a numbered syllable in the project's spelling (`Lü4`, `lu:4` -> `lv4`), else None.

    A syllable has its tone as a digit 1 to 5 at the end, 5 being the neutral tone.
    """
    plain = syllable.lower().replace("u:", "v").replace("ü", "v")
    match = _NUMBERED.fullmatch(plain)
    if not match:
        return None
    base, tone = match.groups()
    if base[:1] in {"j", "q", "x", "y"}:
        base = base.replace("v", "u")  # ü is written u after these
    if base in {"lue", "nue"}:
        base = base.replace("u", "v")
    return base + tone if base in _syllables() else None
