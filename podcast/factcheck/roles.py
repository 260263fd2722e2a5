"""Compare who is what to whom: 甲是乙的客户 is false where the customers of 甲 are 乙 and 丙."""

from __future__ import annotations

import re
from collections.abc import Iterator

from podcast.factcheck import entities
from podcast.factcheck.passages import Passage, Source
from podcast.model import Objection

_ROLES = (
    "客户|供应商|大股东|股东|子公司|母公司|投资方|投资人|老东家|代工厂|代工方|买家|卖家"
    "|买方|卖方|原告|被告|甲方|乙方|前身|分支|分叉|创始人|老师|学生|上司|下属|承包商|运营商|发行商|收购方"
)
_SUFFIX = 2
"""The characters at the end of a word by which two roles are the same: 大股东, 股东."""
_IS = re.compile(
    rf"(?P<one>[^，。；：]{{2,24}}?)(?:还|也|就|才|则|本身|其实|原来|当年)*(?:是|成了?|作为)"
    rf"(?P<other>[^，。；：]{{2,28}}?)的?(?:最大|主要|老|大|重要|新)?(?P<role>{_ROLES})"
)
"""Matches who a line says to be what to whom: 甲是乙的客户."""
_ARE = re.compile(
    rf"(?P<role>{_ROLES})(?:中|里|方面)?(?:主要)?(?:包括|有|是|为|则是|还有)(?P<who>[^。；：]{{2,48}})"
)
"""Matches who the post says to have a role: 客户包括乙和丙."""


def check(line: Passage, own: Source) -> Iterator[tuple[bool, Objection]]:
    """Yield a role of somebody that the post gives to the other side; all are violations."""
    known = [name for name in entities.known(own) if not entities.is_common(name)]
    for match in _IS.finditer(line.text):
        one = [name for name in known if name in match["one"]]
        other = [name for name in known if name in match["other"]]
        if not one or not other:
            continue
        rows = [
            ([name for name in known if name in post["who"]], post[0])
            for post in _ARE.finditer(own.text)
            if post["role"][-_SUFFIX:] == match["role"][-_SUFFIX:]
        ]
        turned = [told for theirs, told in rows if _has_any(theirs, other)]
        if turned and not any(_has_any(theirs, one) for theirs, _ in rows):
            yield True, Objection("reversed", match[0], *match.span(), turned[0])
            return


def _has_any(names: list[str], others: list[str]) -> bool:
    return any(one in other or other in one for one in names for other in others)
