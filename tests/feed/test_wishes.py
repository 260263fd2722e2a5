"""`feed:` of show.yaml, key by key, as elements of the feed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from podcast import feed
from podcast.episode.manifest import Episode
from podcast.show.config import FeedSettings, Show

NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
ROWS: list[tuple[dict[str, Any], str, list[str]]] = [
    ({}, "channel/itunes:type/text()", ["episodic"]),
    ({"type": "serial"}, "channel/itunes:type/text()", ["serial"]),
    ({}, "channel/podcast:locked/text()", ["yes"]),
    ({"locked": False}, "channel/podcast:locked/text()", ["no"]),
    ({"owner": {"name": "编辑部", "email": "a@example.com"}},
     "channel/itunes:owner/itunes:email/text() | channel/podcast:locked/@owner",
     ["a@example.com", "a@example.com"]),
    ({"copyright": "2026 示例编辑部"}, "channel/copyright/text()", ["2026 示例编辑部"]),
    ({"license": {"name": "cc-by-4.0"}}, "channel/podcast:license/text()", ["cc-by-4.0"]),
    ({"license": {"name": "自有", "url": "https://example.com/l"}},
     "channel/podcast:license/@url", ["https://example.com/l"]),
    ({"funding": [{"url": "https://example.com/a", "text": "支持 <我们>"}]},
     "channel/podcast:funding/text() | channel/podcast:funding/@url",
     ["https://example.com/a", "支持 <我们>"]),
    ({"podroll": [{"guid": GUID, "title": "邻居"}]},
     "channel/podcast:podroll/podcast:remoteItem/@*", [GUID, "邻居"]),
    ({"persons": [{"name": "小林", "href": "https://example.com/lin"}]},
     "//podcast:person[@role='editor' and @group='writing']/text()", ["小林", "小林"]),
    ({"frequency": {"text": "工作日", "rrule": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"}},
     "channel/podcast:updateFrequency/text() | channel/podcast:updateFrequency/@rrule",
     ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "工作日"]),
    ({"verify": {"applepodcastsverify": "abc"}},
     "channel/podcast:txt[@purpose='applepodcastsverify']/text()", ["abc"]),
    ({"new_url": "https://example.com/new.xml"}, "channel/itunes:new-feed-url/text()",
     ["https://example.com/new.xml"]),
    ({"complete": True}, "channel/itunes:complete/text()", ["Yes"]),
    ({"block": True}, "channel/itunes:block/text()", ["Yes"]),
    ({}, "channel/itunes:complete | channel/itunes:block | channel/itunes:new-feed-url", []),
    ({}, "channel/podcast:license | channel/podcast:funding | channel/podcast:podroll", []),
    ({}, "//item/itunes:season/text() | //item/itunes:episode/text()", ["2026", "37"]),
    ({}, "//item/podcast:season/@name | //item/podcast:episode/@display", ["2026年", "2月6日"]),
    ({"numbers": "none"}, "//item/itunes:season | //item/podcast:episode", []),
    ({"soundbite": False}, "//podcast:soundbite", []),
    ({"location": {"name": "北京", "geo": "geo:39.9042,116.4074", "country": "cn"}},
     "channel/podcast:location/text() | channel/podcast:location/@*",
     ["creator", "geo:39.9042,116.4074", "cn", "北京"]),
    ({"publisher": {"guid": GUID, "url": "https://example.com/p.xml"}},
     "channel/podcast:publisher/podcast:remoteItem/@*",
     ["publisher", GUID, "https://example.com/p.xml"]),
    ({}, "channel/podcast:location | channel/podcast:publisher", []),
    ({"prefix": "https://op3.dev/e/"}, "//enclosure/@url",
     ["https://op3.dev/e/example.com/episodes/2026-02-06/2026-02-06-1a2b3c4d.mp3"]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "path", "found"), ROWS)
def test_each_key_is_an_element(
    show: Show, episode: Episode, asked: dict[str, Any], path: str, found: list[str]
) -> None:
    """What is asked for stands there; what is not has its default, or no element."""
    wished = replace(show, feed=FeedSettings(**asked))
    root = etree.fromstring(feed.render(wished, [episode]))
    assert [str(each) for each in root.xpath(path, namespaces=NAMES)] == found


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (21.4, 40.4, [("21.400", "19.000")]),
        (10.0, 200.0, [("10.000", "120.000")]),
        (21.4, 30.0, []),
    ],
    ids=["a short item", "a long one", "too short"],
)
def test_the_lead_item_is_a_soundbite(
    show: Show, episode: Episode, start: float, end: float, told: list[tuple[str, str]]
) -> None:
    """It lasts from 15 seconds to two minutes, and names the chapter that it is from."""
    first, lead, after, *others = episode.chapters
    chapters = (
        first,
        lead.model_copy(update={"start": start}),
        after.model_copy(update={"start": end}),
        *others,
    )
    changed = episode.model_copy(update={"chapters": chapters})
    bites = etree.fromstring(feed.render(show, [changed])).xpath(
        "//podcast:soundbite", namespaces=NAMES
    )
    assert [(each.get("startTime"), each.get("duration")) for each in bites] == told
    assert all(each.text == lead.title for each in bites)


def test_every_item_has_its_card_and_its_page(show: Show, episode: Episode) -> None:
    """The picture for social media with its size, and the page on which it can be read along."""
    root = etree.fromstring(feed.render(show, [episode]))
    (card,) = root.xpath("//item/podcast:image", namespaces=NAMES)
    assert dict(card.attrib) == {
        "href": "https://example.com/episodes/2026-02-06/card.png",
        "purpose": "social",
        "type": "image/png",
        "aspect-ratio": "40/21",
        "width": "1200",
        "height": "630",
    }
    (link,) = root.xpath("//item/podcast:contentLink", namespaces=NAMES)
    assert link.get("href") == "https://example.com/episodes/2026-02-06/"
    assert link.text


def test_a_show_without_the_label_claims_nothing(show: Show, episode: Episode) -> None:
    """`ai-content` is left out, not false: nobody said that no machine was at work."""
    silent = replace(show, ai_label=replace(show.ai_label, feed=False))
    root = etree.fromstring(feed.render(silent, [episode]))
    assert not root.xpath("//podcast:txt[@purpose='ai-content']", namespaces=NAMES)
