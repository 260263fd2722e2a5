"""Episodes that fell back are spoken again once the online voices answer, with the real client."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import edge_tts.communicate
import edge_tts.drm
import pytest

from podcast import build as line
from podcast import check
from podcast.build import Options, build, revoice
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.errors import FeedError, SpeechError
from podcast.lib.progress import Quiet
from podcast.online import faults
from podcast.show import config
from podcast.show.config import Show, Speech

sys.path.insert(0, str(Path(__file__).parent))

from edge_service import EdgeService

DAY = "2026-02-06"
NEXT = "2026-02-07"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeService]:
    """Let the real client talk to a service on loopback that is down at first; short waits."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(edge_tts.drm.DRM, "clock_skew_seconds", 0.0)
    monkeypatch.setattr(faults, "UNIT_SECONDS", 0.001)
    with EdgeService() as service:
        service.always("503")
        monkeypatch.setattr(edge_tts.communicate, "WSS_URL", service.url)
        yield service
    assert not service.violations


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show that prefers the online voices; the tones stand for the embedded one."""
    return replace(
        config.load(show_folder), engines=("edge", "tone"), speech=Speech(per_second=1000.0)
    )


def _up(service: EdgeService) -> None:
    service.always("ok")


def _next_post(show: Show) -> Path:
    (path,) = show.posts.glob("*.md")
    later = path.with_name(f"{NEXT}-ai-daily.md")
    later.write_text(path.read_text("utf-8").replace(DAY, NEXT), "utf-8")
    return later


def _episode(show: Show, day: str = DAY) -> Episode:
    return manifest.load(show.folder(day) / manifest.FILE_NAME)


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _feed(show: Show) -> dict[str, str]:
    """Return guid and address of the feed's episodes."""
    items = ET.parse(show.episodes / "feed.xml").iter("item")  # noqa: S314 -- our own feed
    found = {}
    for item in items:
        enclosure = item.find("enclosure")
        assert enclosure is not None
        found[item.findtext("guid") or ""] = enclosure.attrib["url"]
    return found


def test_an_episode_that_fell_back_is_upgraded(show: Show, service: EdgeService) -> None:
    """After the service is back: same guid and words, other voices, a new address, a valid show."""
    before = build(show, None, Options(), Quiet()).episode
    assert before.engine == "tone"
    assert before.engine_reason
    assert before.engine_reason.startswith("edge: ")
    assert "503" in before.engine_reason
    _up(service)
    (built,) = revoice(show, Quiet())
    after = built.episode
    assert (after.engine, after.engine_reason) == ("edge", None)
    assert set(after.hosts.values()) == {"zh-CN-XiaoxiaoNeural", "zh-CN-YunxiNeural"}
    assert _episode(show) == after
    assert (after.guid, after.published) == (before.guid, before.published)
    assert [each.text for each in after.segments] == [each.text for each in before.segments]
    assert _feed(show) == {after.guid: show.url(DAY, after.audio.file)}
    assert after.audio.file != before.audio.file
    assert [path.name for path in built.audio.parent.glob("*.mp3")] == [after.audio.file]
    assert not check.failed(check.check(show))


def _cached(show: Show) -> set[str]:
    return {path.stem for path in (show.cache / "segments").glob("*/*.json")}


def test_what_was_spoken_before_the_failure_is_kept(show: Show, service: EdgeService) -> None:
    """Those lines are not in the episode that fell back, and they are not requested again."""
    service.plan = lambda n: "ok" if n <= 6 else "503"
    show = replace(show, speech=replace(show.speech, parallel=1))
    before = build(show, None, Options(), Quiet()).episode
    assert set(before.hosts.values()) == {"low", "high"}
    cached = _cached(show)
    _up(service)
    (built,) = revoice(show, Quiet())
    keys = {segment.key for segment in built.episode.segments}
    assert len(keys & cached) >= 4, "two workers may be cut short"
    assert not keys & {segment.key for segment in before.segments}
    assert built.calls == len(keys - cached)
    assert service.peak == 1, "the limit of show.yaml"


def test_what_cannot_be_upgraded_stays(
    show: Show, service: EdgeService, capsys: pytest.CaptureFixture[str]
) -> None:
    """The service is still down: an error, not a byte changes, one warning for each episode."""
    build(show, None, Options(), Quiet())
    _next_post(show)
    build(show, None, Options(), Quiet())
    before = _tree(show.episodes)
    capsys.readouterr()
    with pytest.raises(SpeechError, match="nothing was spoken again, episodes that wait for it: 2"):
        revoice(show, Quiet())
    assert _tree(show.episodes) == before
    warnings = capsys.readouterr().err.splitlines()
    assert [row[: row.index(": no")] for row in warnings] == [
        f"warning: {day} stays as tone spoke it" for day in (DAY, NEXT)
    ]
    assert all("503" in row for row in warnings)


def test_posts_that_are_gone_or_changed_are_told(
    show: Show, service: EdgeService, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their episodes stay; the others are upgraded all the same, the oldest first."""
    (gone,) = show.posts.glob("*.md")
    build(show, None, Options(), Quiet())
    changed = _next_post(show)
    build(show, None, Options(), Quiet())
    _up(service)
    whole = gone.read_text("utf-8")
    gone.unlink()
    changed.write_text(changed.read_text("utf-8").replace("42.8%", "41.8%"), "utf-8")
    before = _tree(show.episodes)
    capsys.readouterr()
    assert revoice(show, Quiet()) == ()
    assert _tree(show.episodes) == before
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(f"warning: {DAY} stays as tone spoke it: {show.posts}: no post for")
    assert second.startswith(f"warning: {NEXT} stays as tone spoke it: {changed}: has changed")
    gone.write_text(whole, "utf-8")
    (built,) = revoice(show, Quiet())
    assert built.episode.date == DAY
    assert _episode(show, NEXT).engine == "tone"
    assert len(_feed(show)) == 2
    assert not check.failed(check.check(show))


@pytest.mark.parametrize("edited", [True, False])
def test_the_words_stay(
    show: Show, service: EdgeService, monkeypatch: pytest.MonkeyPatch, *, edited: bool
) -> None:
    """An edited script is spoken as it is, and so is the writer's, even if the writer changes."""
    path = line.write_script(show, None, Options(), Quiet()).path
    if edited:
        path.write_text(path.read_text("utf-8").replace("大家好", "早上好"), "utf-8")
    before = build(show, None, Options(), Quiet()).episode
    script = path.read_bytes()
    _up(service)
    if not edited:
        monkeypatch.setattr("podcast.script.programme.spoken_date", lambda _: "这一天")
    (built,) = revoice(show, Quiet())
    assert [each.text for each in built.episode.segments] == [each.text for each in before.segments]
    assert path.read_bytes() == script


def test_what_has_its_first_engine_is_left_alone(show: Show, service: EdgeService) -> None:
    """Nothing is asked of any engine; a feed that a killed run left behind is written."""
    _up(service)
    build(show, None, Options(), Quiet())
    before = _tree(show.episodes)
    (show.episodes / "feed.xml").unlink()
    asked = service.connections
    assert revoice(show, Quiet()) == ()
    assert service.connections == asked
    assert _tree(show.episodes) == before


def test_a_reason_that_is_no_longer_true_is_dropped(show: Show, service: EdgeService) -> None:
    """When voices.yaml has come to prefer the engine, the sound stays and the reason is dropped."""
    before = build(show, None, Options(), Quiet()).episode
    (built,) = revoice(replace(show, engines=("tone",)), Quiet())
    assert built.calls == 0
    assert built.episode == before.model_copy(update={"engine_reason": None})
    assert service.requests == []


def test_what_a_person_chose_is_left_alone(show: Show, service: EdgeService) -> None:
    """`--engine` means that engine: the episode did not fall back, though another is preferred."""
    chosen = build(show, None, Options(engine="tone"), Quiet()).episode
    _up(service)
    assert revoice(show, Quiet()) == ()
    assert _episode(show) == chosen


def test_a_show_without_episodes_is_an_error(show: Show) -> None:
    """There is nothing to speak again, and the remedy is told."""
    with pytest.raises(FeedError, match="no episode yet; run `podcast build` first"):
        revoice(show, Quiet())
