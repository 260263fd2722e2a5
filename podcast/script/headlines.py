"""Turn headlines into sentences, and into short clauses for the rundown."""

from __future__ import annotations

import re

from podcast.script.sentences import speakable, width

RUNDOWN_MOST = 26
"""The longest headline that the rundown uses whole, in characters as counted by `width`."""
_LEAST_CLAUSE = 6

_VERBS = re.compile(
    "发布|推出|上线|更名|突破|破|宣布|启用|推送|开源|收购|融资|获得|获|完成|启动|开放|升级|亮相|登陆|"
    "支持|达|增长|下降|超|首次|首创|签署|合作|建成|投产|通过|批准|印发|公布|成立|测试|发射|接入|降价|涨"
)
_LEADING = ("后", "时", "前", "中", "下", "际")
"""The last characters of a clause that only says when; the news is in the next clause."""
_TEASER = re.compile(r"[！!？?]")
_CLAUSE = re.compile(r"[，,：:；;。]")
# the lookbehind for a digit stands after the first mark, because the search is faster this way
_PAUSE = re.compile(
    r"[！!：:；;，](?<!\d[！!：:；;，])[！!：:；;，]*(?<=[！!：:；;])(?=.)[\s，]*"
    r"|[！!；;：:](?=\D)[\s，]*"
)
_LATIN = re.compile(r"[A-Za-z]{2}")


def sentence(headline: str) -> str:
    """Return the headline as one sentence for speaking, without its end mark.

    A colon between topic and news, or an exclamation mark in the middle, becomes a comma.
    """
    return _PAUSE.sub("，", speakable(headline)).rstrip("。！!，, ")


def short(headline: str) -> str:
    """Return the headline or, when it is too long, the clause with the news."""
    whole = sentence(headline)
    if width(whole) <= RUNDOWN_MOST:
        return whole
    text = speakable(headline)
    news = _TEASER.split(text)[-1] or text
    clauses = _clauses(news)
    telling = [clause for clause in clauses if width(clause) >= _LEAST_CLAUSE] or clauses
    best = max(telling, key=_weight, default=whole)
    return sentence(best)


def _clauses(text: str) -> list[str]:
    """Return the clauses of a headline; a clause that only says when is joined to the next."""
    clauses: list[str] = []
    for clause in filter(None, (piece.strip() for piece in _CLAUSE.split(text))):
        if clauses and clauses[-1].endswith(_LEADING):
            clauses[-1] += f"，{clause}"
        else:
            clauses.append(clause)
    return clauses


def _weight(clause: str) -> tuple[int, int]:
    """Return the rank of a clause: a verb of news counts most, then a Latin name, then width."""
    has_verb = bool(_VERBS.search(clause))
    has_name = bool(_LATIN.search(clause))
    return (2 * has_verb + has_name, -abs(width(clause) - RUNDOWN_MOST // 2))
