"""Say whose words they are where the author of a post writes of himself: the hosts are not he."""

from __future__ import annotations

import re
from collections.abc import Sequence

from podcast.chinese.speechwords import QUOTED
from podcast.script.said import sentences

_OWN = re.compile(
    "(?<![自忘唯大小本敌物真超])我(?![们国省市校区县军党行司方院驻海外空陆航边]|的世界)"
)
_LINK = re.compile("(?:但是?|不过|然而|而且|另外|此外|同时|所以|因此)，?")
_SPEAKS = re.compile("作者|编者|[说称写道问答]，|：")
"""Matches a sentence that says itself whose words it has."""
_SAYS = "作者说，"
_DONE = re.compile("我(?:们?家)?(?:[^，。的]{0,8}[了过]|不再|没有|决定)(?!.*的[事话理由]*。?$)")
"""Matches what the author has done."""


def of_author(headline: str) -> str:
    """Return a headline that opens a programme with 作者说 where he tells what he has done.

    A mere title (我怎样备份) is nobody's word.
    """
    return f"{_SAYS}{headline}" if _DONE.search(headline) and _is_own(headline) else headline


def with_author(texts: Sequence[str]) -> tuple[Sequence[str], bool]:
    """Return the texts below a headline with 作者说 where the author first writes of himself.

    Also tell whether he does so: then one voice tells the whole item, for its 我 is he all along.
    """
    told = list(texts)
    for at, text in enumerate(told):
        parts = list(sentences(text))
        own = next((place for place, part in enumerate(parts) if _is_own(part)), None)
        if own is not None:
            link = _LINK.match(parts[own])
            end = link.end() if link else 0
            parts[own] = f"{parts[own][:end].rstrip('，')}{_SAYS}{parts[own][end:]}"
            told[at] = "".join(parts)
            return told, True
    return told, False


def _is_own(sentence: str) -> bool:
    """Tell whether a sentence has the author's 我, and does not say whose words it has."""
    bare = QUOTED.sub("", sentence)
    return bool(_OWN.search(bare)) and not _SPEAKS.search(bare)
