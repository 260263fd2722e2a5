"""Pairs: the document, its elements and addresses."""

from __future__ import annotations

from valid_feed import Pair

_GUID = "<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>"
_SELF = '<atom:link href="https://example.com/pod/feed.xml" rel="self" type="application/rss+xml"/>'
_TITLE = "<title>星河科技发布新模型，重庆启用客服系统</title>"

PAIRS = (
    Pair("document-xml", (("</title>", "</titel>"),), (("示例播客", "a &lt; b &amp; c"),)),
    Pair(
        "document-utf8",
        (("UTF-8", "ISO-8859-1"),),
        (('encoding="UTF-8"', "encoding='utf-8'"),),
        ("text-characters",),
    ),
    Pair(
        "document-doctype",
        (("<rss ", '<!DOCTYPE rss [<!ENTITY name "x">]>\n<rss '),),
        (("<rss ", "<!-- no DOCTYPE --><rss "),),
    ),
    Pair("document-rss", (('version="2.0"', 'version="0.92"'),)),
    Pair(
        "document-channel",
        (("</rss>", "<channel><title>x</title></channel></rss>"),),
        (("</rss>", "<!-- <channel/> --></rss>"),),
    ),
    Pair(
        "namespace-exact",
        (("http://podlove.org/", "https://podlove.org/"),),
        (("<rss ", '<rss xmlns:media="http://search.yahoo.com/mrss/" '),),
    ),
    Pair(
        "namespace-declared",
        (
            (' xmlns:atom="http://www.w3.org/2005/Atom"', ""),
            (_SELF, ""),
        ),
        (("xmlns:atom", "xmlns:a10"), ("atom:link", "a10:link")),
        also=("self-link",),
    ),
    Pair(
        "element-known",
        ((_GUID, f"{_GUID}<podcast:persons>晓晓</podcast:persons>"),),
        ((_GUID, f"{_GUID}<podcast:location>重庆</podcast:location>"),),
    ),
    Pair(
        "element-prefix",
        (
            (
                "<itunes:duration>120</itunes:duration>",
                "<itunes:duration>120</itunes:duration><duration>120</duration>",
            ),
        ),
        ((_TITLE, f"{_TITLE}<comments>https://example.com/c</comments>"),),
    ),
    Pair("element-once", ((_TITLE, _TITLE * 2),), ((_TITLE, f"{_TITLE}<category>a</category>"),)),
    Pair(
        "element-legacy",
        ((_TITLE, f"{_TITLE}<itunes:summary>今天</itunes:summary>"),),
        ((_TITLE, f"{_TITLE}<itunes:title>今天</itunes:title>"),),
    ),
    Pair("text-characters", (("每天早上", "每天\ufffd早上"),), (("每天早上", "每天\u3000早上😀"),)),
    Pair("text-trimmed", ((">示例播客<", "> 示例播客<"),), ((">示例播客<", ">示例 播客<"),)),
    Pair("text-length", (("示例播客", "长" * 256),), (("示例播客", "长" * 255),)),
    Pair(
        "address-whole",
        (("https://example.com/give", "www.example.com/give"),),
        (("https://example.com/give", "http://example.com/give?a=b#c"),),
        also=("funding-url",),
    ),
    Pair(
        "address-ascii",
        (("2026-02-06/t.vtt", "2026-02-06/文稿.vtt"),),
        (("2026-02-06/t.vtt", "2026-02-06/%E6%96%87.vtt"),),
    ),
    Pair(
        "address-https",
        (("https://example.com/pod/2026-02-06/t.vtt", "http://example.com/pod/2026-02-06/t.vtt"),),
        (("<link>https://example.com/2026", "<link>http://example.com/2026"),),
    ),
)
