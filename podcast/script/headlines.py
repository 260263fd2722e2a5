"""Headlines as sentences, and as the few words that a rundown has time for."""

from __future__ import annotations

import re

from podcast.script.sentences import speakable, width

RUNDOWN_MOST = 26
"""Longest headline that a rundown says whole, in characters."""
_LEAST_CLAUSE = 6

_VERBS = re.compile(
    "发布|推出|上线|更名|突破|破|宣布|启用|推送|开源|收购|融资|获得|获|完成|启动|开放|升级|亮相|登陆|"
    "支持|达|增长|下降|超|首次|首创|签署|合作|建成|投产|通过|批准|印发|公布|成立|测试|发射|接入|降价|涨"
)
_LEADING = ("后", "时", "前", "中", "下", "际")
"""A clause that ends so tells when; the news is in the next."""
_TEASER = re.compile(r"[！!？?]")
_CLAUSE = re.compile(r"[，,：:；;。]")
# the digit that must not stand before it is looked for behind its first mark: that is fast
_PAUSE = re.compile(
    r"[！!：:；;，](?<!\d[！!：:；;，])[！!：:；;，]*(?<=[！!：:；;])(?=.)[\s，]*"
    r"|[！!；;：:](?=\D)[\s，]*"
)
_LATIN = re.compile(r"[A-Za-z]{2}")


def sentence(headline: str) -> str:
    """Return the headline to be read as one sentence, without its end mark.

    A colon between topic and news and an exclamation in the middle are pauses to the ear.
    """
    return _PAUSE.sub("，", speakable(headline)).rstrip("。！!，, ")


def short(headline: str) -> str:
    """Return the clause of a headline that tells the news: all of it when it is short enough."""
    whole = sentence(headline)
    if width(whole) <= RUNDOWN_MOST:
        return whole
    spoken = speakable(headline)
    news = _TEASER.split(spoken)[-1] or spoken
    clauses = _clauses(news)
    telling = [clause for clause in clauses if width(clause) >= _LEAST_CLAUSE] or clauses
    best = max(telling, key=_weight, default=whole)
    return sentence(best)


def _clauses(text: str) -> list[str]:
    """Return the clauses of a headline; one that only leads to the next stays with it."""
    clauses: list[str] = []
    for clause in filter(None, (piece.strip() for piece in _CLAUSE.split(text))):
        if clauses and clauses[-1].endswith(_LEADING):
            clauses[-1] += f"，{clause}"
        else:
            clauses.append(clause)
    return clauses


def _weight(clause: str) -> tuple[int, int]:
    """Rank a clause: it names a doer or a thing in Latin letters, and it has a verb of news."""
    has_verb = bool(_VERBS.search(clause))
    has_name = bool(_LATIN.search(clause))
    return (2 * has_verb + has_name, -abs(width(clause) - RUNDOWN_MOST // 2))
