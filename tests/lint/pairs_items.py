"""Pairs: dates, items, show notes, enclosures, transcripts and chapters in the feed."""

from __future__ import annotations

from valid_feed import Pair

_DATE = "<pubDate>Fri, 06 Feb 2026 08:00:00 +0800</pubDate>"
_OLDER = "<pubDate>Thu, 05 Feb 2026 08:00:00 +0800</pubDate>"
_TITLE = "星河科技发布新模型，重庆启用客服系统"
_GUID = '<guid isPermaLink="false">5b1f2d4e-6a7b-5c8d-9e0f-1a2b3c4d5e6f</guid>'
_LINK = "<link>https://example.com/2026-02-06/</link>"
_EXPLICIT = "</itunes:duration>\n      <itunes:explicit>false</itunes:explicit>"
_IMAGE = '<itunes:image href="https://example.com/pod/cover.jpg"/>\n      <itunes:episodeType>'
_FULL = "<itunes:episodeType>full</itunes:episodeType>"
_DURATION = "<itunes:duration>120</itunes:duration>"
_SHOW_AI = '语音）</podcast:person>\n    <podcast:txt purpose="ai-content">true</podcast:txt>'
_ITEM_AI = '语音）</podcast:person>\n      <podcast:txt purpose="ai-content">true</podcast:txt>'
_ENCLOSURE = (
    '<enclosure url="https://example.com/pod/2026-02-06/2026-02-06.mp3" length="960000" '
    'type="audio/mpeg"/>'
)
_NOTES = "<p>今天有三条新闻。</p>"
_SOURCE = '<podcast:source uri="https://example.com/pod/2026-02-06/2026-02-06.opus"/>'
_DIGEST = "sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo"
_BITE = 'startTime="40.5" duration="30"'


def _date(new: str) -> tuple[tuple[str, str], ...]:
    return ((_DATE, f"<pubDate>{new}</pubDate>"),)


def _chapters(*marks: str) -> tuple[tuple[str, str], ...]:
    """Replace the first list of Podlove's chapters, in the form `start title`."""
    old = """\
        <psc:chapter start="00:00:00.000" title="开场"/>
        <psc:chapter start="00:00:40.000" title="星河科技发布新模型"/>
        <psc:chapter start="00:01:20.500" title="重庆启用客服系统"/>
"""
    pairs = (mark.split(" ", 1) for mark in marks)
    return ((old, "".join(f'<psc:chapter start="{at}" title="{name}"/>' for at, name in pairs)),)


def _notes(*lines: str) -> tuple[tuple[str, str], ...]:
    """Replace the times in the first show notes."""
    old = """\
<p>00:00:00 开场</p>
<p>00:00:40 星河科技发布新模型</p>
<p>00:01:20 重庆启用客服系统</p>
"""
    return ((old, "".join(f"<p>{line}</p>\n" for line in lines)),)


def _lists(prefix: str, put: object) -> tuple[Pair, ...]:
    """Return the pairs that hold of every list of chapters in the feed."""
    assert callable(put)
    return (
        Pair(
            f"{prefix}-first",
            put("00:05 a", "00:40 b", "01:20 c"),
            put("00:00 a", "00:40 b", "01:20 c"),
        ),
        Pair(f"{prefix}-count", put("00:00 a", "01:00 b"), put("00:00 a", "00:40 b", "01:10 c")),
        Pair(
            f"{prefix}-order",
            put("00:00 a", "00:50 b", "00:50 c"),
            put("00:00 a", "00:40 b", "01:20 c"),
        ),
        Pair(
            f"{prefix}-end",
            put("00:00 a", "01:00 b", "02:30 c"),
            put("00:00 a", "00:30 b", "01:30 c"),
        ),
        Pair(
            f"{prefix}-titles",
            put(f"00:00 {'长' * 40}", "00:40 b", "01:20 c"),
            put(f"00:00 {'长' * 39}", "00:40 b", "01:20 c"),
        ),
        Pair(
            f"{prefix}-lengths",
            put("00:00 a", "00:29 b", "01:20 c"),
            put("00:00 a", "00:30 b", "01:20 c"),
        ),
    )


DATES = (
    Pair("date-form", _date("2026-02-06T08:00:00+08:00"), _date("6 Feb 2026 08:00 +0800")),
    Pair(
        "date-zone", _date("Thu, 05 Feb 2026 18:00:00 EST"), _date("Fri, 06 Feb 2026 00:00:00 GMT")
    ),
    Pair(
        "date-weekday",
        _date("Sat, 06 Feb 2026 08:00:00 +0800"),
        _date("06 Feb 2026 08:00:00 +0800"),
    ),
    Pair(
        "date-future",
        _date("Mon, 09 Feb 2026 08:00:00 +0800"),
        _date("Sun, 08 Feb 2026 08:00:00 +0800"),
    ),
    Pair("date-missing", ((_DATE, ""),), _date("Fri, 06 Feb 2026 08:00:01 +0800")),
    Pair(
        "date-order",
        ((_OLDER, "<pubDate>Sat, 07 Feb 2026 08:00:00 +0800</pubDate>"),),
        ((_OLDER, _DATE),),
    ),
)

ITEMS = (
    Pair("item-title", ((_TITLE, ""),), ((_TITLE, "新"),)),
    Pair(
        "item-title-number",
        ((_TITLE, f"第12期 {_TITLE}"),),
        ((_TITLE, "第12届大会开幕，No. 1 也来了"),),
    ),
    Pair("item-title-show", ((_TITLE, f"示例播客：{_TITLE}"),), ((_TITLE, "示例：播客怎么做"),)),
    Pair("guid-missing", ((_GUID, ""),), ((_GUID, _GUID.replace("5b1f", "7b1f")),)),
    Pair("guid-unique", (("6c2f2d4e", "5b1f2d4e"),), (("6c2f2d4e", "7c2f2d4e"),)),
    Pair(
        "guid-permalink",
        ((' isPermaLink="false"', ""),),
        ((_GUID, "<guid>https://example.com/2026-02-06/</guid>"),),
    ),
    Pair(
        "guid-short",
        (("5b1f2d4e-6a7b-5c8d-9e0f-1a2b3c4d5e6f", "1234"),),
        (("5b1f2d4e-6a7b-5c8d-9e0f-1a2b3c4d5e6f", "20260206080000"),),
    ),
    Pair("item-link", ((_LINK, ""),), ((_LINK, "<link>https://example.com/a</link>"),)),
    Pair(
        "item-explicit",
        ((_EXPLICIT, "</itunes:duration>"),),
        ((_EXPLICIT, _EXPLICIT.replace("false", "true")),),
    ),
    Pair(
        "item-image",
        ((_IMAGE, "<itunes:episodeType>"),),
        ((_IMAGE, _IMAGE.replace("cover", "today")),),
    ),
    Pair(
        "number-form",
        ((_FULL, f"{_FULL}<itunes:episode>0</itunes:episode>"),),
        ((_FULL, f"{_FULL}<itunes:episode>10</itunes:episode>"),),
    ),
    Pair(
        "number-serial",
        ((">episodic<", ">serial<"), (_FULL, f"{_FULL}<itunes:episode>2</itunes:episode>")),
        (
            (">episodic<", ">serial<"),
            (_FULL, "<itunes:episodeType>bonus</itunes:episodeType>"),
            (_FULL, f"<itunes:episode>1</itunes:episode>{_FULL}"),
        ),
    ),
    Pair(
        "number-unique",
        (
            (_FULL, f"<itunes:episode>7</itunes:episode>{_FULL} "),
            (f"{_FULL}\n", f"<itunes:episode>7</itunes:episode>{_FULL}\n"),
        ),
        (
            (_FULL, f"<itunes:episode>7</itunes:episode><itunes:season>2</itunes:season>{_FULL} "),
            (f"{_FULL}\n", f"<itunes:episode>7</itunes:episode>{_FULL}\n"),
        ),
    ),
    Pair("episode-type", ((">full<", ">Full<"),), ((">full<", ">trailer<"),)),
    Pair(
        "duration-missing",
        ((_DURATION, ""),),
        ((_DURATION, "<itunes:duration>119</itunes:duration>"),),
    ),
    Pair(
        "duration-form",
        ((_DURATION, "<itunes:duration>2:75</itunes:duration>"),),
        ((_DURATION, "<itunes:duration>0120</itunes:duration>"),),
    ),
    Pair("duration-seconds", ((_DURATION, "<itunes:duration>0:02:00</itunes:duration>"),)),
    Pair(
        "ai-content",
        ((_SHOW_AI, "语音）</podcast:person>"), (_ITEM_AI, "语音）</podcast:person>")),
        ((_ITEM_AI, "语音）</podcast:person>"),),
    ),
    Pair(
        "ai-content-value",
        (('ai-content">true', 'ai-content">yes'),),
        (("05124", "yes"),),
        also=("ai-content",),
    ),
)

NOTES = (
    Pair(
        "notes-missing",
        (
            ("<![CDATA[<p>今天有三条新闻", "]]></description><!--"),
            ("</li></ul>]]></description>", "</li></ul>-->"),
            ("]]></description><!--", "</description><!--"),
        ),
        ((_NOTES, "今天"),),
    ),
    Pair(
        "notes-length",
        ((_NOTES, "<p>" + "长" * 1300 + "</p>"),),
        ((_NOTES, "<p>" + "长" * 1200 + "</p>"),),
    ),
    Pair(
        "notes-tags",
        ((_NOTES, "<h2>今天</h2>"),),
        ((_NOTES, "<p><strong>今天</strong><br/><em>三条</em></p>"),),
    ),
    Pair(
        "notes-unsafe",
        ((_NOTES, "<p onclick='x()'>今天</p>"),),
        ((_NOTES, "<p>&lt;script&gt; 今天 javascript:</p>"),),
    ),
    Pair(
        "notes-content",
        (
            (_GUID, f"{_GUID}<content:encoded>全文</content:encoded>"),
            ("<![CDATA[<p>今天有三条新闻", "</description><!--"),
            ("</li></ul>]]></description>", "</li></ul>-->"),
        ),
        ((_GUID, f"{_GUID}<content:encoded>全文</content:encoded>"),),
        also=("notes-missing",),
    ),
)

ENCLOSURES = (
    Pair(
        "enclosure-missing",
        ((_ENCLOSURE, ""),),
        ((_ENCLOSURE, _ENCLOSURE.replace("06.mp3", "06-b.mp3")),),
    ),
    Pair(
        "enclosure-unique",
        (("2026-02-05/2026-02-05.mp3", "2026-02-06/2026-02-06.mp3"),),
        (("2026-02-05/2026-02-05.mp3", "2026-02-06/b.mp3"),),
    ),
    Pair(
        "enclosure-length",
        (('length="960000"', 'length=""'),),
        (('length="960000"', 'length="1"'),),
    ),
    Pair(
        "enclosure-type",
        (('type="audio/mpeg"', 'type="audio/ogg"'),),
        (
            (
                '06.mp3" length="960000" type="audio/mpeg"',
                '06.m4a" length="960000" type="audio/x-m4a"',
            ),
        ),
    ),
    Pair(
        "enclosure-ending",
        (("2026-02-06.mp3", "2026-02-06.m4a"),),
        (("2026-02-06.mp3", "2026-02-06.MP3?a=b.c"),),
    ),
    Pair(
        "alternate-source",
        ((_SOURCE, ""),),
        (
            (
                _SOURCE,
                f'{_SOURCE}<podcast:source uri="ipfs://QmdwGqd3d2gFPGeJNLLCshdiPert45fMu84552Y4XHTy4y"/>',
            ),
        ),
    ),
    Pair(
        "alternate-form",
        (('bitrate="16000"', 'bitrate="16k"'),),
        (('bitrate="16000"', 'bitrate="16000.5" default="false"'),),
    ),
    Pair(
        "alternate-integrity",
        ((_DIGEST, _DIGEST[:-4]),),
        ((_DIGEST, f"{_DIGEST} sha256-{'A' * 43}="),),
    ),
    Pair(
        "soundbite-span",
        ((_BITE, 'startTime="100" duration="30"'),),
        ((_BITE, 'startTime="90" duration="30.0"'),),
    ),
    Pair(
        "soundbite-length",
        ((_BITE, 'startTime="40" duration="10"'),),
        ((_BITE, 'startTime="0" duration="120"'),),
    ),
)

_TRANSCRIPT = '<podcast:transcript url="https://example.com/pod/2026-02-06/'
_VTT = f'{_TRANSCRIPT}t.vtt" type="text/vtt" language="zh-CN"/>'
_SRT = f'{_TRANSCRIPT}t.srt" type="application/x-subrip"/>'
_JSON = f'{_TRANSCRIPT}t.json" type="application/json"/>'

TRANSCRIPTS = (
    Pair("transcript-missing", ((_VTT, ""), (_SRT, ""), (_JSON, "")), ((_SRT, ""), (_JSON, ""))),
    Pair(
        "transcript-attributes",
        ((_JSON, _JSON.replace(' type="application/json"', "")),),
        ((_JSON, _JSON.replace("/>", ' rel="captions"/>')),),
    ),
    Pair(
        "transcript-type",
        ((_JSON, _JSON.replace("application/json", "text/x-json")),),
        ((_JSON, _JSON.replace("application/json", "text/html; charset=utf-8")),),
    ),
    Pair(
        "transcript-rel",
        ((_JSON, _JSON.replace("/>", ' rel="subtitles"/>')),),
        ((_JSON, _JSON.replace("/>", ' rel="captions"/>')),),
    ),
    Pair("transcript-captions", ((_VTT, ""), (_SRT, "")), ((_VTT, ""),)),
    Pair(
        "artwork-ending",
        ((_IMAGE, _IMAGE.replace("cover.jpg", "cover.webp")),),
        ((_IMAGE, _IMAGE.replace("cover.jpg", "cover.PNG")),),
    ),
)

CHAPTERS = (
    Pair(
        "chapters-type",
        (("application/json+chapters", "text/json"),),
        (("application/json+chapters", "application/json"),),
    ),
    Pair(
        "psc-form",
        (('start="00:00:40.000"', 'start="40 s"'),),
        (('start="00:00:40.000"', 'start="40.0"'),),
    ),
    *_lists("psc", _chapters),
    *_lists("notes-chapters", _notes),
)

PAIRS = (*DATES, *ITEMS, *NOTES, *ENCLOSURES, *TRANSCRIPTS, *CHAPTERS)
