"""The names of an item: of people, bodies and products, whatever the alphabet.

Latin names, Chinese names of people and organisations, names in quotation marks, bodies of the
table, and words of two characters that no dictionary has and the item has several times.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from podcast.chinese.pinyin import words
from podcast.factcheck import bodies, lookalikes, names
from podcast.factcheck.passages import Source

_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.'-]+(?: [A-Z][A-Za-z0-9.'-]*)*")
_STEM = re.compile(
    r"(?<=^[\u4e00-\u9fff]{2})(?:汽车|科技|集团|资本|智能|智算|半导体|能源|存储|航天)$"
)
"""The kind of a firm, which hosts leave out: 驰野 for 驰野汽车."""
_BODY = re.compile(
    "有关部门|监管部门|监管机构|法院|警方|工会|供应商|股东|联盟|委员会|店员|卖家|买家|对方"
)
"""Words for bodies that an item leaves without a name."""
_OFTEN = 2
"""How many times an item has a word that is taken for a name."""


@lru_cache(maxsize=512)
def known(own: Source) -> tuple[str, ...]:
    """Return the names of an item, the longest first."""
    found = {match[0] for match in _LATIN_NAME.finditer(own.text)}
    found |= names.people(own) | names.proper_names(own)
    found |= {_STEM.sub("", each) for each in found if _STEM.search(each)}
    found |= {match[0] for match in _BODY.finditer(own.text)}
    found |= {name for name, _ in bodies.named(own.text)}
    found |= set(_coined(own))
    found = {each for each in found if "\n" not in each}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def is_common(name: str) -> bool:
    """Tell whether a name of an item is only a word for somebody: 法院, 股东."""
    return _BODY.fullmatch(name) is not None


def _coined(own: Source) -> Iterator[str]:
    """Yield words of two characters that no dictionary has and the item has several times."""
    counts = Counter(_unknown(own.text))
    for name, times in counts.items():
        if times >= _OFTEN and lookalikes.may_be_name(name):
            yield name


def _unknown(text: str) -> Iterator[str]:
    """Yield words of two characters that the dictionary lacks, or splits into characters."""
    for one, other in pairwise((*words.cut(text), "")):
        if len(one) == 2 and not words.frequency(one):  # noqa: PLR2004 -- most names have two
            yield one
        elif len(one) == len(other) == 1 and not words.frequency(one + other):
            yield one + other
