"""Show notes: the HTML of an item's description.

Apple supports only p, ol, ul, li and a, and at most 4000 bytes. Apple and Spotify both turn lines
like `00:00:00 标题` into chapters, if the first time is zero and each chapter has its own line. So
each chapter is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from podcast.episode.manifest import Episode
from podcast.lib.markup import clean, clip, clock, web_link
from podcast.show.config import Show

LIMIT = 3900
"""The most bytes of UTF-8: Apple's 4000 with a margin for apps that count differently."""

_TITLE_LENGTHS = (40, 28, 20, 12)
"""The most characters of a chapter's title, tried in this order when the notes are too long."""

_NAME_LENGTH = 60
UNVERIFIED = "本期有 {} 处说法未能在原文中找到依据。"
AI_SENTENCE = "本节目的文稿与语音由人工智能（AI）生成。"


def html(show: Show, episode: Episode) -> str:
    """Return the notes as HTML of at most `LIMIT` bytes.

    When they are too long, the texts of shortened items are left out first, then links, each from
    the last item on; then titles are shortened; and only then the last chapters are left out. The
    HTML is always complete.
    """
    return next(text for text in _versions(show, episode) if len(text.encode()) <= LIMIT)


def _versions(show: Show, episode: Episode) -> Iterator[str]:
    links = _links(episode)
    lines = _chapter_lines(episode, None)
    texts = _texts(episode)
    for count in range(len(texts), 0, -1):
        yield _notes(show, episode, lines, links, texts[:count])
    for count in range(len(links), -1, -1):
        yield _notes(show, episode, lines, links[:count])
    for length in _TITLE_LENGTHS:
        lines = _chapter_lines(episode, length)
        yield _notes(show, episode, lines, [])
    for count in range(len(lines) - 1, -1, -1):
        yield _notes(show, episode, lines[:count], [])


def _texts(episode: Episode) -> list[str]:
    """Return the items that the narration does not tell whole, as paragraphs."""
    return [
        _paragraph(f"{clean(item.headline)}：{''.join(map(clean, item.texts))}")
        for item in episode.items
        if item.texts
    ]


def _notes(
    show: Show,
    episode: Episode,
    lines: Sequence[str],
    links: Sequence[str],
    texts: Sequence[str] = (),
) -> str:
    parts = [_paragraph(_introduction(show, episode)), *lines, *texts]
    if links:
        parts.append(
            "<p>相关链接：</p><ul>" + "".join(f"<li>{link}</li>" for link in links) + "</ul>"
        )
    if episode.unverified:
        parts.append(_paragraph(UNVERIFIED.format(episode.unverified)))
    if show.ai_label.notes:
        parts.append(_paragraph(AI_SENTENCE))
    return "\n".join(parts)


def _introduction(show: Show, episode: Episode) -> str:
    day = date.fromisoformat(episode.date)
    title = clip(show.title, _NAME_LENGTH)
    return f"《{title}》{day.year}年{day.month}月{day.day}日，共{len(episode.items)}条新闻。"


def _chapter_lines(episode: Episode, length: int | None) -> list[str]:
    return [
        _paragraph(f"{clock(start)} {clip(title, length) if length else clean(title)}")
        for start, title in _chapters(episode)
    ]


def _chapters(episode: Episode) -> list[tuple[float, str]]:
    """Return start and title of each chapter; the first is at zero, or apps ignore the list."""
    return [
        (chapter.start if place else 0.0, chapter.title)
        for place, chapter in enumerate(episode.chapters)
    ]


def _links(episode: Episode) -> list[str]:
    post = _anchor(episode.post.url, "阅读原文")
    sources = [_anchor(link.url, link.text) for item in episode.items for link in item.links]
    return [link for link in (post, *sources) if link]


def _anchor(url: str | None, text: str) -> str | None:
    target = web_link(url)
    if target is None:
        return None
    return f'<a href="{escape(target)}">{escape(clip(text, _NAME_LENGTH) or target)}</a>'


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
