"""A better reader makes no unchanged post look changed, and no changed one unchanged.

`data/version1` holds what version 0.1 made: hashes of posts (`fingerprints.json`), and of one post
its script and the episode that fell back to another engine.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import edge_tts.communicate
import edge_tts.drm
import pytest
from edge_service import EdgeService
from hypothesis import given, settings
from hypothesis import strategies as st
from reader import ROOT, ZONE

from podcast import build as line
from podcast import check
from podcast.build import Options, build, revoice
from podcast.digest import READER, as_read_for, fingerprint_of, is_of, load, parse
from podcast.episode import manifest
from podcast.errors import ScriptError
from podcast.lib.progress import Quiet
from podcast.model import Digest
from podcast.online import faults
from podcast.show import config
from podcast.show.config import Show, Speech

OLD = ROOT / "tests" / "data" / "version1"
FINGERPRINTS: dict[str, str] = json.loads((OLD / "fingerprints.json").read_text("utf-8"))
DAY = date(2026, 2, 11)
NAME = Path("2026-02-11-ai-daily.md")
POST = (OLD / "post.md").read_text("utf-8")
GUID = "9658cd8d-1680-4fd1-a950-d81c529a76df"
"""Guid of the show that made the episode."""
OF_POST = FINGERPRINTS["tests/data/version1/post.md"]

BLOCK = "# podcast:begin\npodcast:\n  audio: https://example.com/a.mp3\n# podcast:end\n"


def _read(text: str) -> Digest:
    return parse(text, NAME, ZONE)


# --- Values -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FINGERPRINTS)
def test_a_value_of_version_one_is_that_of_its_post(path: str) -> None:
    """Every post that version 0.1 could read is known again, and one with other words is not."""
    post = ROOT / path
    digest = load(post, ZONE)
    assert is_of(FINGERPRINTS[path], digest)
    text = post.read_text("utf-8")
    for words in (digest.items[0].headline[:4], digest.items[-1].headline[-3:]):
        if words in digest.body:
            changed = text.replace(words, f"新{words}")
            assert not is_of(FINGERPRINTS[path], parse(changed, post, ZONE))


def test_no_value_is_that_of_another_post() -> None:
    """Every value belongs to one post."""
    digests = {path: load(ROOT / path, ZONE) for path in FINGERPRINTS}
    for path, value in FINGERPRINTS.items():
        assert [other for other in digests if is_of(value, digests[other])] == [path]


@pytest.mark.parametrize("recorded", ["", "0" * 64, "nonsense", f"{READER}-{'0' * 64}", "2-x"])
def test_what_is_no_value_is_that_of_no_post(recorded: str) -> None:
    """A broken or empty value is a change, not an error."""
    assert not is_of(recorded, _read(POST))


@pytest.mark.parametrize(
    "changed",
    [
        POST.replace("date: 2026-02-11\n", "date: 2026-02-11\nlayout: post\ntags: [甲]\n"),
        POST.replace("---\n\n##", f"{BLOCK}---\n\n##", 1),
        POST.replace("\n", "\r\n"),
        "\ufeff" + POST,
        POST.replace("。\n", "。  \n"),
        POST + "\n\n\n",
        POST.rstrip("\n"),
        POST.replace("---\n\n##", "---\n\n\n\n##", 1),
        POST.replace("title: 一周见闻", 'title: "一周见闻"'),
        POST.replace("date: 2026-02-11", "date: 2026-02-11 08:30:00"),
    ],
    ids=[
        "front matter", "podcast block", "CRLF", "BOM", "spaces", "lines below", "no line end",
        "lines above", "quotes", "time of the day",
    ],
)  # fmt: skip
def test_what_nobody_hears_changes_no_value(changed: str) -> None:
    """Neither what `podcast embed` writes nor what an editor does to white space is a change."""
    assert changed != POST
    assert _read(changed).sha256 == _read(POST).sha256
    assert is_of(_read(POST).sha256, _read(changed))
    assert is_of(OF_POST, _read(changed))


@pytest.mark.parametrize(
    "changed",
    [
        POST.replace("一周见闻", "一周新闻"),
        POST.replace("2026-02-11", "2026-02-12"),
        POST.replace("续航延长三成", "续航延长四成"),
        POST.replace("example.com/bees", "example.com/wasps"),
        POST.replace("## 产品动态", "## 产品"),
        POST.replace("十月开售。", "十月开售。\n- 又一条新闻在此。"),
    ],
    ids=["title", "date", "word", "address", "section", "entry"],
)
def test_what_somebody_hears_or_follows_changes_the_value(changed: str) -> None:
    """Title, date, words and links are what a post says."""
    assert _read(changed).sha256 != _read(POST).sha256
    assert not is_of(_read(POST).sha256, _read(changed))
    assert not is_of(OF_POST, _read(changed))


def test_a_value_of_another_reader_is_known_by_its_post() -> None:
    """The number says which reader counted the items; the post is the same."""
    value = _read(POST).sha256
    number, _, digest = value.partition("-")
    assert int(number) == READER
    assert is_of(f"{READER + 7}-{digest}", _read(POST))
    assert is_of(f"1-{digest}", _read(POST))


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8))
def test_any_word_more_is_a_change(words: str) -> None:
    """Whatever is added to a paragraph, unless it is white space at its end."""
    changed = POST.rstrip("\n") + words
    same = changed.rstrip() == POST.rstrip()
    assert (_read(changed).sha256 == _read(POST).sha256) is same


@pytest.mark.parametrize(
    ("title", "recorded"),
    [
        ("一周见闻\n====", "713a34e41850c7117046fbbb0529edb071c6419200e0f8307b3b4d899dc0c15d"),
        (
            "# 一周见闻 {#week}",
            "2b059ea1bdb188b900a6b43c76cc9d092f2cff3ff055acc014244961b421665c",
        ),
    ],
    ids=["underlined", "with an id"],
)
def test_a_title_that_is_read_otherwise_now_is_no_change(title: str, recorded: str) -> None:
    """A post without a title in its front matter had another one then; its value is the old one."""
    body = "## 前沿研究\n\n模型判断蜂王是否还在。\n\n## 产品动态\n\n续航延长三成。\n"
    assert is_of(recorded, _read(f"---\ndate: 2026-02-11\n---\n\n{title}\n\n{body}"))


# --- Items --------------------------------------------------------------------------------------


def test_items_are_counted_as_the_reader_of_the_value_did() -> None:
    """Where the two readers count otherwise, an old script gets the items that it numbers."""
    now = load(OLD / "post.md", ZONE)
    assert [item.section for item in now.items] == ["前沿研究"] * 2 + ["产品动态"] * 2
    then = as_read_for(OF_POST, now)
    assert [(item.number, item.headline, item.line) for item in then.items] == [
        (1, "前沿研究", 6),
        (2, "产品动态", 11),
    ]
    assert [link.url for item in then.items for link in item.links] == [
        link.url for item in now.items for link in item.links
    ]
    assert as_read_for(now.sha256, now) is now


# --- A show that version 0.1 has made -----------------------------------------------------------


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeService]:
    """Let the real client talk to online voices on loopback; short waits."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(edge_tts.drm.DRM, "clock_skew_seconds", 0.0)
    monkeypatch.setattr(faults, "UNIT_SECONDS", 0.001)
    with EdgeService() as service:
        monkeypatch.setattr(edge_tts.communicate, "WSS_URL", service.url)
        yield service


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show with the post, the script and the manifest that version 0.1 left."""
    for path in (show_folder / "posts").glob("*.md"):
        path.unlink()
    shutil.copy(OLD / "post.md", show_folder / "posts" / NAME)
    settings_file = show_folder / "show.yaml"
    written = settings_file.read_text("utf-8")
    settings_file.write_text(re.sub("(?m)^guid: [0-9a-f-]+", f"guid: {GUID}", written), "utf-8")
    folder = show_folder / "episodes" / str(DAY)
    folder.mkdir(parents=True)
    for name in ("script.md", "episode.json"):
        shutil.copy(OLD / name, folder)
    episode = manifest.load(folder / manifest.FILE_NAME)
    (folder / episode.audio.file).write_bytes(bytes(episode.audio.bytes))  # nobody listens to it
    for name in episode.files.model_dump(exclude_none=True).values():
        (folder / name).write_text("", "utf-8")
    return replace(
        config.load(show_folder), engines=("edge", "tone"), speech=Speech(per_second=1000.0)
    )


def _script(show: Show) -> Path:
    return show.folder(DAY) / "script.md"


def _edit(show: Show, old: str = "大家好", new: str = "早上好") -> bytes:
    path = _script(show)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path.read_bytes()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("大家好", "早上好"),
        ("## 1 前沿研究", "## 1 研究"),
        ("云希：低温电池在零下四十度放电，极地保留八成容量。\n", ""),
        ("## 结语", "<!-- 再想想 -->\n\n## 结语"),
    ],
    ids=["a word", "a headline", "a line less", "a note"],
)
def test_an_edited_script_stays_byte_for_byte(show: Show, old: str, new: str) -> None:
    """Its post is as it was, so nobody is asked to keep or to rewrite it."""
    before = _edit(show, old, new)
    prepared = line.write_script(show, DAY, Options(), Quiet())
    assert prepared.edited
    assert _script(show).read_bytes() == before
    assert not any("has changed" in each for each in prepared.warnings)


def test_an_edited_script_is_spoken_as_it_is(show: Show) -> None:
    """Chapters and links are those of the items that it numbers."""
    before = _edit(show)
    episode = build(show, DAY, Options(engine="tone"), Quiet()).episode
    assert _script(show).read_bytes() == before
    assert [chapter.title for chapter in episode.chapters] == [
        "开场", "前沿研究", "产品动态", "结语",
    ]  # fmt: skip
    assert [len(item.links) for item in episode.items] == [2, 2]
    assert any("早上好" in segment.text for segment in episode.segments)
    assert not check.failed(check.check(show))


def test_a_script_that_nobody_edited_is_written_anew(show: Show) -> None:
    """It follows the better reader, without a question."""
    prepared = line.write_script(show, DAY, Options(), Quiet())
    assert not prepared.edited
    assert "## 4 无人货轮完成试航" in _script(show).read_text("utf-8")


def test_an_edited_script_of_a_changed_post_is_asked_for(show: Show) -> None:
    """The old value tells a change as well."""
    before = _edit(show)
    (show.posts / NAME).write_text(POST.replace("三成", "四成"), "utf-8")
    with pytest.raises(ScriptError, match="has changed since"):
        line.write_script(show, DAY, Options(), Quiet())
    assert _script(show).read_bytes() == before


@pytest.mark.parametrize("edited", [True, False])
def test_an_episode_that_fell_back_is_spoken_again(
    show: Show, service: EdgeService, *, edited: bool
) -> None:
    """The same words with the first engine, though the reader counts the items otherwise now."""
    if edited:
        _edit(show)
    script = _script(show).read_bytes()
    before = manifest.load(show.folder(DAY) / manifest.FILE_NAME)
    (built,) = revoice(show, Quiet())
    after = built.episode
    assert (after.engine, after.engine_reason) == ("edge", None)
    assert (after.guid, after.published) == (before.guid, before.published)
    said = [each.text.replace("早上好", "大家好") for each in after.segments]
    assert said == [each.text for each in before.segments]
    assert [item.headline for item in after.items] == ["前沿研究", "产品动态"]
    assert _script(show).read_bytes() == script
    assert not check.failed(check.check(show))


def test_an_episode_whose_post_has_changed_is_left_alone(
    show: Show, service: EdgeService, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is spoken that the post no longer says."""
    (show.posts / NAME).write_text(POST.replace("三成", "四成"), "utf-8")
    assert revoice(show, Quiet()) == ()
    assert "has changed since" in capsys.readouterr().err


@pytest.mark.parametrize("head", ["title: 日报一\n", 'title: "**日报**: 一"\n', "", "title: ''\n"])
def test_the_fingerprint_alone_is_that_of_the_post(tmp_path: Path, head: str) -> None:
    """With a title in the front matter, and with one that only the text has."""
    path = tmp_path / "2026-02-06-x.md"
    text = (
        f"---\n{head}date: 2026-02-05 23:00:00 +0000\n---\n\n# 一期\n\n## 1、甲发布了乙\n乙很快。\n"
    )
    path.write_text(text, "utf-8")
    assert fingerprint_of(path, ZONE) == load(path, ZONE).sha256
