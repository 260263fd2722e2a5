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
