"""The feed as readers of others tell it: every field equal to the manifest and show.yaml."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser
import podcastparser
import pytest

from podcast import feed
from podcast.build import Options, build
from podcast.commands import init
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import FeedSettings, Show

sys.path.insert(0, str(Path(__file__).parent))

from feed_fields import FIELDS, PHASES
from told import READERS, Said, differences

HOSTILE = (
    "甲]]>乙 “引号” 🎙️ R&D 1 > 0\x00\x0b\x1b\x85\ufffe 丙\n丁",
    "甲]]>乙 “引号” 🎙️ R&D 1 > 0 丙 丁",
)
"""As it stands in a manifest, and what must come back: one line without the characters that XML
cannot carry, else to the letter."""
MARKUP = ("<b>甲</b> &amp; &#39; &lt;i&gt; <script>乙</script>",) * 2
"""Text that looks like HTML: RSS does not say whether a title is, and readers differ."""
WISHES = FeedSettings(
    owner={"name": "编辑部", "email": "podcast@example.com"},
    copyright="2026 示例编辑部",
    license={"name": "cc-by-4.0", "url": "https://example.com/licence"},
    funding=[{"url": "https://example.com/support?a=1&b=2", "text": "支持“我们”"}],
    podroll=[{"guid": "917393e3-1b1e-5cef-ace4-edaa54e1f810", "url": "https://example.com/b.xml"}],
    persons=[{"name": "小林", "href": "https://example.com/lin"}],
    verify={"applepodcastsverify": "a-code"},
    complete=True,
    block=True,
    new_url="https://example.com/new.xml",
)
NODE = pytest.mark.tools("node")
EACH_READER = [
    pytest.param(reader, marks=[NODE] if reader in {"partytime", "feedsmith"} else [])
    for reader in READERS
]
TAKE_TITLES_FOR_HTML = {"feedparser", "partytime"}
TEXTS = {
    "title", "description", "author", "persons", "item title", "item persons", "item psc titles",
    "item chapters in the notes",
}  # fmt: skip
"""The fields in which that text stands."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A feed, and what it was made of."""

    xml: bytes
    said: Said


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, _Case]:
    """Build the sample post: its feed, and feeds with hostile texts for its words."""
    folder = tmp_path_factory.mktemp("readers") / "show"
    init.create(folder)
    show = replace(config.load(folder), opus=True, feed=WISHES)
    built = build(show, None, Options(engine="tone"), Quiet()).episode
    (cover,) = (path.name for path in show.episodes.glob("cover-????????.jpg"))
    assert built == manifest.find(show.episodes, None)
    return {
        "as built": _Case((show.episodes / "feed.xml").read_bytes(), Said(show, built, cover)),
        "hostile": _case(show, built, cover, *HOSTILE),
        "markup": _case(show, built, cover, *MARKUP),
    }


def _case(show: Show, episode: Episode, cover: str, written: str, told: str) -> _Case:
    hostile, changed = _with(show, episode, written)
    return _Case(feed.render(hostile, [changed]), Said(*_with(show, episode, told), cover))


def _with(show: Show, episode: Episode, text: str) -> tuple[Show, Episode]:
    """Return show and episode with `text` wherever people choose words, and the other settings."""
    hosts = tuple(replace(host, name=f"{text}{host.name}") for host in show.hosts)
    hostile = replace(
        show, title=text, description=text, author=text, explicit=True, hosts=hosts,
        ai_label=replace(show.ai_label, feed=False), category=("Technology",),
        language="zh-Hans-CN",
    )  # fmt: skip
    chapters = tuple(
        chapter.model_copy(update={"title": f"{text} {number}"})
        for number, chapter in enumerate(episode.chapters)
    )
    names = {host.name: "tone" for host in hosts}
    changed = {"title": text, "chapters": chapters, "hosts": names}
    return hostile, episode.model_copy(update=changed)


@pytest.fixture
def read(request: pytest.FixtureRequest) -> Callable[[str, bytes], Any]:
    """Return the readers as one function: what the reader of a name tells of a feed."""

    def told(reader: str, xml: bytes) -> Any:
        if reader == "feedparser":
            parsed = feedparser.parse(xml)
            assert not parsed.bozo, parsed.bozo_exception
            return parsed
        if reader == "podcastparser":
            return podcastparser.parse("https://example.com/episodes/feed.xml", BytesIO(xml))
        node = request.getfixturevalue("node")
        return json.loads(node("read_feed.js", reader, text=xml.decode()))

    return told


@pytest.mark.parametrize("case", ["as built", "hostile"])
@pytest.mark.parametrize("reader", EACH_READER)
def test_every_field_comes_back(
    reader: str, case: str, cases: dict[str, _Case], read: Callable[[str, bytes], Any]
) -> None:
    """What a reader tells of a field is what manifest and show.yaml say."""
    each = cases[case]
    assert differences(FIELDS, reader, read(reader, each.xml), each.said) == {}


@pytest.mark.parametrize("reader", EACH_READER)
def test_text_that_looks_like_markup(
    reader: str, cases: dict[str, _Case], read: Callable[[str, bytes], Any]
) -> None:
    """It comes back to the letter where titles are text, and touches no other field anywhere."""
    each = cases["markup"]
    found = differences(FIELDS, reader, read(reader, each.xml), each.said)
    assert found.keys() <= (TEXTS if reader in TAKE_TITLES_FOR_HTML else set())
    assert not [name for name, (told, _) in found.items() if not told]


@NODE
def test_partytime_finds_the_podcast_namespace(
    cases: dict[str, _Case], read: Callable[[str, bytes], Any]
) -> None:
    """Podcast Index's own parser counts the elements of each phase as supported."""
    found = read("partytime", cases["as built"].xml)["pc20support"]
    missing = {phase: names - set(found.get(phase, ())) for phase, names in PHASES.items()}
    assert not {phase: names for phase, names in missing.items() if names}


@NODE
def test_a_difference_is_found(cases: dict[str, _Case], read: Callable[[str, bytes], Any]) -> None:
    """Every field of the table tells two feeds apart in which it differs, and none is idle."""
    built, hostile = cases["as built"], cases["hostile"]
    told = differences(FIELDS, "feedsmith", read("feedsmith", built.xml), hostile.said)
    assert {"title", "author", "category", "explicit", "persons", "item title"} <= told.keys()
    for field in FIELDS:
        assert any(getattr(field, reader) for reader in READERS), field.name
