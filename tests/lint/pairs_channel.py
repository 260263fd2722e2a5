"""Pairs: the channel, directories, categories, the podcast namespace, pages."""

from __future__ import annotations

from valid_feed import VALID, Pair

_SELF = '<atom:link href="https://example.com/pod/feed.xml" rel="self" type="application/rss+xml"/>'
_TYPE = "<itunes:type>episodic</itunes:type>"
_GUID = "<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>"
_IMAGE = """<itunes:image href="https://example.com/pod/cover.jpg"/>
    <itunes:type>"""
_CATEGORY = """<itunes:category text="Society &amp; Culture">
      <itunes:category text="Documentary"/>
    </itunes:category>"""
_NEXT = '<atom:link href="https://example.com/pod/2.xml" rel="next"/>'
_OLDER = '<atom:link href="https://example.com/pod/2.xml" rel="prev-archive"/>'
_CURRENT = '<atom:link href="https://example.com/pod/feed.xml" rel="current"/>'
_ITEMS = VALID[VALID.index("    <item>") : VALID.index("  </channel>")]


def _lacking(rule: str, element: str, kept: str) -> Pair:
    return Pair(rule, ((element, ""),), ((element, kept),))


def _after(element: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((element, element + new),)


def _remote(guid: str) -> tuple[tuple[str, str], ...]:
    return (("917393e3-1b1e-5cef-ace4-edaa54e1f810", guid),)


CHANNEL = (
    _lacking("channel-title", "<title>示例播客</title>", "<title>播客</title>"),
    _lacking(
        "channel-description",
        "<description>每天早上几分钟。</description>",
        "<description><![CDATA[每天]]></description>",
    ),
    Pair(
        "channel-link",
        (("<link>https://example.com/</link>", ""),),
        (
            ("<link>https://example.com/</link>", "<link>https://example.com</link>"),
            ("<link>https://example.com/</link>", "<link>https://example.com</link>"),
        ),
        also=("rss-image-link",),
    ),
    _lacking("channel-language", "<language>zh-CN</language>", "<language>zh</language>"),
    Pair(
        "channel-image",
        ((_IMAGE, '<itunes:image href=""/><itunes:type>'),),
        ((_IMAGE, '<itunes:image href="https://example.com/b.png"/><itunes:type>'),),
        also=("address-whole",),
    ),
    _lacking("channel-category", _CATEGORY, '<itunes:category text="Technology"/>'),
    _lacking(
        "channel-explicit",
        "<itunes:explicit>false</itunes:explicit>",
        "<itunes:explicit>true</itunes:explicit>",
    ),
    _lacking(
        "channel-author",
        "<itunes:author>示例编辑部</itunes:author>",
        "<itunes:author>a</itunes:author>",
    ),
    Pair("language-code", ((">zh-CN<", ">Chinese<"),), ((">zh-CN<", ">zh-Hans-CN<"),)),
    Pair(
        "explicit-value",
        (("<itunes:explicit>false", "<itunes:explicit>clean"),),
        (("<itunes:explicit>false", "<itunes:explicit>true"),),
    ),
    Pair("channel-items", ((_ITEMS, ""),), ((_ITEMS, ""), (">podcast<", ">podcastL<"))),
    Pair("type-value", ((">episodic<", ">daily<"),), ((_TYPE, ""),)),
    Pair(
        "description-length",
        (("每天早上几分钟。", "长" * 1334),),
        (("每天早上几分钟。", "长" * 1333),),
    ),
    Pair(
        "title-plain",
        (("示例播客", "示例&lt;b&gt;播客"),),
        (("示例播客", "3 &lt; 5 &amp; AT&amp;T"),),
    ),
    Pair(
        "rss-image",
        (("<url>https://example.com/pod/cover.jpg</url>", ""),),
        (("<image>", "<image><width>88</width>"),),
    ),
    Pair(
        "rss-image-link",
        (
            (
                "</title>\n      <link>https://example.com/</link>\n    </image>",
                "</title>\n      <link>https://example.com/a</link>\n    </image>",
            ),
        ),
    ),
    Pair("ttl-value", (("<ttl>60<", "<ttl>0<"),), (("<ttl>60<", "<ttl>1440<"),)),
    Pair("self-link", _after(_SELF, _SELF), _after(_SELF, _NEXT)),
    Pair("self-type", ((_SELF, _SELF.replace("rss", "atom")),)),
)

DIRECTORIES = (
    Pair(
        "owner-shown",
        _after(_TYPE, "<itunes:owner><itunes:email>a@example.com</itunes:email></itunes:owner>"),
    ),
    Pair(
        "email-form",
        _after(_TYPE, "<managingEditor>编辑部</managingEditor>"),
        _after(_TYPE, "<managingEditor>a@example.com (编辑部)</managingEditor>"),
    ),
    Pair(
        "feed-moves",
        _after(_TYPE, "<itunes:new-feed-url>https://example.org/f.xml</itunes:new-feed-url>"),
        _after(
            _TYPE, "<itunes:new-feed-url>https://example.com/pod/feed.xml</itunes:new-feed-url>"
        ),
    ),
    Pair("complete-said", _after(_TYPE, "<itunes:complete>Yes</itunes:complete>")),
    Pair("complete-value", _after(_TYPE, "<itunes:complete>no</itunes:complete>")),
    Pair("block-said", _after(_TYPE, "<itunes:block>Yes</itunes:block>")),
    Pair("block-value", _after(_TYPE, "<itunes:block>no</itunes:block>")),
    Pair(
        "copyright-form",
        (("<copyright>示例", "<copyright>© 2026 示例"),),
        (("<copyright>示例编辑部", "<copyright>Example Ltd"),),
    ),
    Pair(
        "category-known",
        ((_CATEGORY, '<itunes:category text="Tech News"/>'),),
        ((_CATEGORY, '<itunes:category text="News"/><itunes:category text="Technology"/>'),),
    ),
    Pair("subcategory-known", (("Documentary", "Daily News"),), (("Documentary", "Philosophy"),)),
    Pair("category-escaped", (("Society &amp;", "Society &amp;amp;"),), (("&amp;", "&#38;"),)),
)

PODCASTING = (
    _lacking("show-guid", _GUID, _GUID.upper().replace("PODCAST:GUID", "podcast:guid")),
    Pair("show-guid-form", (("9b024349-ccf0", "9b024349ccf0"),), (("9b024349", "9B024349"),)),
    Pair("show-guid-version", (("ccf0-5f69", "ccf0-4f69"),)),
    _lacking(
        "locked",
        "<podcast:locked>yes</podcast:locked>",
        '<podcast:locked owner="a@example.com">no</podcast:locked>',
    ),
    Pair("locked-value", (("locked>yes", "locked>true"),), (("locked>yes", "locked>no"),)),
    Pair("medium-value", ((">podcast<", ">radio<"),), ((">podcast<", ">newsletter<"),)),
    Pair("txt-length", (("applepodcastsverify", "p" * 129),), (("05124", "v" * 4000),)),
    Pair(
        "person-name",
        (("<podcast:person>晓晓（AI 合成语音）", "<podcast:person>"),),
        (("<podcast:person>晓晓（AI 合成语音）", f"<podcast:person>{'名' * 128}"),),
    ),
    Pair(
        "person-role",
        (('role="Host"', 'role="Anchor"'),),
        (('role="Host"', 'role="Fact Checker"'),),
    ),
    Pair(
        "frequency-rule",
        (("FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=WEEKLY;COUNT=5"),),
        (('rrule="FREQ=WEEKLY;BYDAY=MO,FR"', 'rrule="FREQ=WEEKLY;COUNT=5" dtstart="2026-01-01"'),),
    ),
    Pair("frequency-text", (("每周两次", "周" * 129),), (("每周两次", ""),)),
    Pair(
        "funding-url",
        (('url="https://example.com/give"', ""),),
        (("https://example.com/give", "https://example.com/give/?to=us"),),
    ),
    Pair("funding-text", (("支持我们", ""),), (("支持我们", "给" * 128),)),
    Pair(
        "license-form",
        (("<podcast:license>cc-by-4.0", "<podcast:license>our-own"),),
        (("<podcast:license>cc-by-4.0", '<podcast:license url="https://example.com/l">our-own'),),
    ),
    Pair(
        "podroll-feeds",
        _remote("https://example.com/feed.xml"),
        _remote("9b024349-ccf0-5f69-a609-6b82873eab3c"),
    ),
    Pair(
        "trailer-form",
        _after(_TYPE, '<podcast:trailer url="https://example.com/t.mp3">预告</podcast:trailer>'),
        _after(
            _TYPE,
            '<podcast:trailer url="https://example.com/t.mp3" '
            'pubdate="Thu, 01 Jan 2026 08:00:00 +0800">预告</podcast:trailer>',
        ),
    ),
    Pair("season-form", (('第一季">1<', '第一季">一<'),), (('第一季">1<', '第一季">0<'),)),
)

PAGING = (
    Pair(
        "paging-complete", _after(_SELF, f"<fh:complete/>{_NEXT}"), _after(_SELF, "<fh:complete/>")
    ),
    Pair(
        "paging-archive",
        _after(_SELF, "<fh:archive/>"),
        _after(_SELF, f"<fh:archive/>{_CURRENT}{_OLDER}"),
    ),
    Pair("paging-once", _after(_SELF, _NEXT * 2), _after(_SELF, _NEXT + _OLDER)),
)

PAIRS = (*CHANNEL, *DIRECTORIES, *PODCASTING, *PAGING)
