"""A feed that keeps every rule, as text, and ways to change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from podcast.lint.model import Feed
from podcast.lint.parse import read
from podcast.lint.run import findings
from podcast.model import Finding

NOW = datetime(2026, 2, 8, tzinfo=UTC)
BASE = "https://example.com/pod/"
NAME = "feed.xml"

_ITEM = """\
    <item>
      <title>星河科技发布新模型，重庆启用客服系统</title>
      <link>https://example.com/DAY/</link>
      <description><![CDATA[<p>今天有三条新闻。</p>
<p>00:00:00 开场</p>
<p>00:00:40 星河科技发布新模型</p>
<p>00:01:20 重庆启用客服系统</p>
<ul><li><a href="https://example.com/">原文</a></li></ul>]]></description>
      <guid isPermaLink="false">GUID</guid>
      <enclosure url="https://example.com/pod/DAY/DAY.mp3" length="960000" type="audio/mpeg"/>
      <pubDate>DATE</pubDate>
      <itunes:duration>120</itunes:duration>
      <itunes:explicit>false</itunes:explicit>
      <itunes:image href="https://example.com/pod/cover.jpg"/>
      <itunes:episodeType>full</itunes:episodeType>
      <podcast:transcript url="https://example.com/pod/DAY/t.vtt" type="text/vtt" language="zh-CN"/>
      <podcast:transcript url="https://example.com/pod/DAY/t.srt" type="application/x-subrip"/>
      <podcast:transcript url="https://example.com/pod/DAY/t.json" type="application/json"/>
      <podcast:chapters url="https://example.com/pod/DAY/c.json" type="application/json+chapters"/>
      <psc:chapters version="1.2">
        <psc:chapter start="00:00:00.000" title="开场"/>
        <psc:chapter start="00:00:40.000" title="星河科技发布新模型"/>
        <psc:chapter start="00:01:20.500" title="重庆启用客服系统"/>
      </psc:chapters>
      <podcast:alternateEnclosure type="audio/ogg" length="240000" bitrate="16000" title="Opus">
        <podcast:source uri="https://example.com/pod/DAY/DAY.opus"/>
        <podcast:integrity type="sri" value="SRI"/>
      </podcast:alternateEnclosure>
      <podcast:soundbite startTime="40.5" duration="30">星河科技</podcast:soundbite>
      <podcast:season name="第一季">1</podcast:season>
      <podcast:episode display="一">1.5</podcast:episode>
      <podcast:person role="Host">晓晓（AI 合成语音）</podcast:person>
      <podcast:txt purpose="ai-content">true</podcast:txt>
    </item>
"""


def _item(day: str, date: str, guid: str) -> str:
    sri = "sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo"
    filled = _ITEM.replace("DAY", day).replace("DATE", date).replace("GUID", guid)
    return filled.replace("SRI", sri)


VALID = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
  xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:psc="http://podlove.org/simple-chapters">
  <channel>
    <title>示例播客</title>
    <link>https://example.com/</link>
    <description>每天早上几分钟。</description>
    <atom:link href="https://example.com/pod/feed.xml" rel="self" type="application/rss+xml"/>
    <image>
      <url>https://example.com/pod/cover.jpg</url>
      <title>示例播客</title>
      <link>https://example.com/</link>
    </image>
    <language>zh-CN</language>
    <copyright>示例编辑部</copyright>
    <ttl>60</ttl>
    <lastBuildDate>Fri, 06 Feb 2026 08:00:00 +0800</lastBuildDate>
    <itunes:author>示例编辑部</itunes:author>
    <itunes:category text="Society &amp; Culture">
      <itunes:category text="Documentary"/>
    </itunes:category>
    <itunes:explicit>false</itunes:explicit>
    <itunes:image href="https://example.com/pod/cover.jpg"/>
    <itunes:type>episodic</itunes:type>
    <podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>
    <podcast:locked>yes</podcast:locked>
    <podcast:medium>podcast</podcast:medium>
    <podcast:updateFrequency rrule="FREQ=WEEKLY;BYDAY=MO,FR">每周两次</podcast:updateFrequency>
    <podcast:funding url="https://example.com/give">支持我们</podcast:funding>
    <podcast:license>cc-by-4.0</podcast:license>
    <podcast:podroll>
      <podcast:remoteItem feedGuid="917393e3-1b1e-5cef-ace4-edaa54e1f810" title="邻居"/>
    </podcast:podroll>
    <podcast:txt purpose="applepodcastsverify">05124</podcast:txt>
    <podcast:person>晓晓（AI 合成语音）</podcast:person>
    <podcast:txt purpose="ai-content">true</podcast:txt>
{_item("2026-02-06", "Fri, 06 Feb 2026 08:00:00 +0800", "5b1f2d4e-6a7b-5c8d-9e0f-1a2b3c4d5e6f")}\
{_item("2026-02-05", "Thu, 05 Feb 2026 08:00:00 +0800", "6c2f2d4e-6a7b-5c8d-9e0f-1a2b3c4d5e6f")}\
  </channel>
</rss>
"""

Edits = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Edits of the valid feed that break a rule, and others, close to them, that keep it.

    `also` are rules that the same edit cannot but break. An edit replaces the first place where
    its text stands.
    """

    rule: str
    breaks: Edits
    keeps: Edits = ()
    also: tuple[str, ...] = ()


def edited(edits: Edits, text: str = VALID) -> str:
    """Return the feed with each of these texts replaced by another, where it stands first."""
    for old, new in edits:
        assert old in text, f"the feed has no {old!r}"
        text = text.replace(old, new, 1)
    return text


def feed(text: str | bytes = VALID, url: str | None = None) -> Feed:
    """Return the feed in a text."""
    return read(text.encode() if isinstance(text, str) else text, NAME, NOW, url)


def lint(text: str | bytes) -> tuple[Finding, ...]:
    """Return the findings in a text."""
    return findings(feed(text))


def rules(text: str | bytes) -> set[str]:
    """Return the rules that a text breaks."""
    return {finding.rule for finding in lint(text)}
