"""Every rule about the feed: a feed that breaks it, and the good one that keeps it."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from podcast import check, feed, site
from podcast.episode import manifest
from podcast.show.config import Show

DATE = "2026-02-06"
Damage = Callable[[Show], None]


def _rules(show: Show) -> set[str]:
    return {finding.rule for finding in check.check(show)}


def _edited(pattern: str, new: str) -> Damage:
    """Return a damage that replaces the first match in the feed."""

    def damage(show: Show) -> None:
        path = show.episodes / feed.FEED_FILE
        text = path.read_text("utf-8")
        changed = re.sub(pattern, new, text, count=1, flags=re.DOTALL)
        assert changed != text
        path.write_text(changed, "utf-8")

    return damage


def _written(text: str) -> Damage:
    return lambda show: (show.episodes / feed.FEED_FILE).write_text(text, "utf-8") and None


def _removed(show: Show) -> None:
    (show.episodes / feed.FEED_FILE).unlink()


def _without_a_chapter_file(show: Show) -> None:
    (show.folder(DATE) / "chapters.json").unlink()


def _timeless(show: Show) -> None:
    path = show.folder(DATE) / manifest.FILE_NAME
    episode = manifest.load(path).model_copy(update={"published": "yesterday"})
    manifest.save(path.parent, episode)
    for page, text in site.rendered(show, [episode]):
        page.write_text(text, "utf-8")


ITEM = r"<item>.*</item>"
DAMAGES: list[tuple[str, Damage, set[str]]] = [
    ("no feed", _removed, {"feed-missing"}),
    ("no XML", _written("<rss>"), {"feed-xml"}),
    ("an empty file", _written(""), {"feed-xml"}),
    ("XML that is no feed", _written("<html/>"), {"feed-xml"}),
    ("a byte more", _edited(r"</rss>", "</rss> "), {"feed-stale"}),
    ("no item", _edited(ITEM, ""), {"feed-item", "feed-stale"}),
    ("an unknown item", _edited(f"({ITEM})", r"\1<item><guid>x</guid></item>"),
     {"feed-item", "feed-stale", "ai-label"}),
    ("an item twice", _edited(f"({ITEM})", r"\1\1"), {"feed-guid", "feed-stale"}),
    ("another length", _edited(r'length="\d+"', 'length="1"'), {"feed-enclosure", "feed-stale"}),
    ("no enclosure", _edited(r"<enclosure[^>]*>", ""), {"feed-enclosure", "feed-stale"}),
    ("a foreign address", _edited(r'(<podcast:chapters url=")https://example', r"\1http://evil"),
     {"feed-address", "feed-stale"}),
    ("no address", _edited(r'(<podcast:chapters) url="[^"]*"', r"\1"),
     {"feed-address", "feed-stale"}),
    ("a file that is not there", _edited(r"transcript\.srt", "transcript.txt"),
     {"feed-file", "feed-stale"}),
    ("a file that has gone", _without_a_chapter_file, {"feed-file", "chapters"}),
    ("an episode without a time", _timeless, {"feed-item", "feed-render", "manifest"}),
    ("a silent channel", _edited(r"(<channel>.*?)<podcast:txt.*?</podcast:txt>", r"\1"),
     {"ai-label", "feed-stale"}),
    ("a silent item", _edited(r"(<item>.*)<podcast:txt.*?</podcast:txt>", r"\1"),
     {"ai-label", "feed-stale"}),
    ("silent notes", _edited(r"本节目的文稿与语音由人工智能（AI）生成。", ""),
     {"ai-label", "feed-stale"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("damage", "rules"), [each[1:] for each in DAMAGES], ids=[each[0] for each in DAMAGES]
)
def test_each_rule_finds_its_damage(show: Show, damage: Damage, rules: set[str]) -> None:
    """A damaged feed gets the findings of its rules and no other; all are errors."""
    damage(show)
    findings = check.check(show)
    assert {finding.rule for finding in findings} == rules
    assert {finding.severity for finding in findings} == {"error"}


def test_the_remedy_is_a_command_that_helps(show: Show) -> None:
    """`podcast feed` does away with every fault of the feed alone."""
    from podcast.lib.progress import Quiet
    from podcast.refresh import refresh

    _edited(ITEM, "")(show)
    (finding, *_) = check.check(show)
    assert finding.remedy == "run `podcast feed`"
    refresh(show, Quiet())
    assert _rules(show) == set()


def test_a_feed_of_another_address_is_stale(show: Show) -> None:
    """After `base_url` has changed, the old addresses are told one by one."""
    moved = replace(show, base_url="https://other.example/")
    assert _rules(moved) == {
        "feed-address", "feed-enclosure", "feed-stale", "id3", "page",
    }  # fmt: skip


def test_a_service_that_counts_downloads_is_no_fault(show: Show) -> None:
    """With `feed.prefix` its address stands before a recording, which is looked at all the same."""
    from podcast.lib.progress import Quiet
    from podcast.refresh import refresh

    counted = replace(show, feed=replace(show.feed, prefix="https://op3.dev/e/"))
    assert {"feed-enclosure", "feed-stale"} <= _rules(counted)
    refresh(counted, Quiet())
    text = (show.episodes / feed.FEED_FILE).read_text("utf-8")
    assert '<enclosure url="https://op3.dev/e/' in text
    assert _rules(counted) == set()
    (recording,) = show.folder(DATE).glob("*.mp3")
    recording.rename(recording.with_suffix(".moved"))
    assert "feed-file" in _rules(counted)


def test_entities_are_not_read(show: Show) -> None:
    """A feed that names a local file as an entity does not make it part of anything."""
    secret = show.root / "secret.txt"
    secret.write_text("open sesame", "utf-8")
    _written(
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        "<rss><channel><item><guid>&x;</guid></item></channel></rss>"
    )(show)
    findings = check.check(show)
    assert {finding.rule for finding in findings} == {"feed-item", "feed-stale", "ai-label"}
    assert "open sesame" not in check.render(findings, as_json=False)
