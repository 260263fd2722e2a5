"""Looking after the cache: what is shown, what is removed, what never is."""

import json
import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from podcast import speech
from podcast.build import Options, build
from podcast.chinese import spoken
from podcast.commands import cache as cachekeeping
from podcast.commands.cache import Stock, look, prune, render, size, summary
from podcast.errors import FeedError
from podcast.lib.lock import only_one
from podcast.lib.progress import Quiet
from podcast.model import Line, Voice
from podcast.show import config
from podcast.show.config import Show
from podcast.speech import Cache
from podcast.speech.cache import FOLDER

DAY = 86_400.0


def fill(show: Show, *texts: str) -> list[str]:
    """Store these lines, each a day younger than the one before, and return their keys."""
    lines = [(Line("晓晓", "item", 1, text), spoken(text), Voice("tone", "low")) for text in texts]
    cache = Cache(show.cache / FOLDER)
    segments = speech.speak_lines(lines, speech.load("tone"), cache, lambda _: None)
    for age, segment in zip(range(len(texts), 0, -1), segments, strict=True):
        stamp(show, segment.key, age * DAY)
    return [segment.key for segment in segments]


def stamp(show: Show, key: str, age: float) -> None:
    when = time.time() - age
    os.utime(show.cache / FOLDER / key[:2] / f"{key}.json", (when, when))


def keys(stock: Stock) -> list[str]:
    return [clip.key for clip in stock.clips]


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show without any episode."""
    return config.load(show_folder)


@pytest.mark.parametrize(
    ("text", "bytes_"),
    [("500MB", 500_000_000), ("1.5 GB", 1_500_000_000), ("0", 0), ("20000", 20_000), ("3k", 3000)],
)
def test_sizes_are_read_as_people_write_them(text: str, bytes_: int) -> None:
    """Units count by thousands, in any case, with or without a space."""
    assert size(text) == bytes_


@pytest.mark.parametrize("text", ["", "much", "-1MB", "5 XB", "1,5GB", "MB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    """A size that cannot be read is named."""
    with pytest.raises(ValueError, match=f"`{text}` is no size; write it like 500MB"):
        size(text)


def test_no_cache_is_an_empty_one(show: Show) -> None:
    """A show that was never built has nothing, and looking makes no folder."""
    assert render(look(show), as_json=False) == f"{show.cache / FOLDER}: 0 clips, 0.0 MB\n"
    assert json.loads(render(look(show), as_json=True))["oldest"] is None
    assert not show.cache.exists()


def test_it_is_shown_what_there_is(show: Show) -> None:
    """Clips, bytes, age and engines add up, as rows and as JSON."""
    made = fill(show, "今天", "发布")
    Cache(show.cache / FOLDER).put(
        "ab" * 32, speech.load("tone").speak(spoken("好"), Voice("tone", "low"))
    )
    facts = json.loads(render(look(show), as_json=True))
    on_disk = sum(
        path.stat().st_size for path in (show.cache / FOLDER).rglob("*") if path.is_file()
    )
    assert facts["clips"] == 3
    assert facts["bytes"] == on_disk == sum(each["bytes"] for each in facts["engines"].values())
    assert {name: each["clips"] for name, each in facts["engines"].items()} == {
        "tone": 2, "unknown": 1,
    }  # fmt: skip
    assert facts["oldest"].endswith("+00:00")
    assert keys(look(show))[:2] == made
    rows = render(look(show), as_json=False).splitlines()
    assert rows[0].startswith(f"{show.cache / FOLDER}: 3 clips, ")
    assert [row.split(":")[0] for row in rows[1:]] == ["  tone", "  unknown"]


def test_the_longest_unused_goes_first(show: Show) -> None:
    """Clips go by their last use, one after the other, until the limit is kept."""
    first, second, third, fourth = fill(show, "今天", "发布", "模型", "三点")
    assert Cache(show.cache / FOLDER).get(first)  # used: it is the youngest
    stamp(show, first, DAY / 2)
    sizes = {clip.key: clip.bytes for clip in look(show).clips}
    pruned = prune(show, sizes[first] + sizes[fourth], Quiet())
    assert keys(pruned.remaining) == [fourth, first]
    assert pruned.removed == 2
    assert pruned.freed == sizes[second] + sizes[third]
    assert prune(show, 10**9, Quiet()).removed == 0
    assert Cache(show.cache / FOLDER).get(fourth)


def test_what_was_just_used_stays(show: Show) -> None:
    """A build that cannot be seen may be at work with it; `--all` takes it."""
    old, young = fill(show, "今天", "发布")
    stamp(show, young, 60)
    pruned = prune(show, 0, Quiet())
    assert keys(pruned.remaining) == [young]
    assert "the rest is in use" in summary(pruned, as_json=False)
    assert prune(show, 0, Quiet(), everything=True).remaining.bytes == 0
    assert old != young


def test_clips_of_episodes_stay(show: Show) -> None:
    """An episode that is there is built again without a speech call, until `--all` and a change."""
    built = build(show, None, Options(engine="tone"), Quiet())
    unused = fill(show, "今天")
    for clip in look(show).clips:
        stamp(show, clip.key, 2 * DAY)
    left = prune(show, 0, Quiet()).remaining
    assert set(keys(left)) == {segment.key for segment in built.episode.segments}
    assert not set(unused) & set(keys(left))
    assert build(show, None, Options(engine="tone"), Quiet()).calls == 0
    assert prune(show, 0, Quiet(), everything=True).remaining.clips == ()
    os.utime(show.root / "voices.yaml")
    assert build(show, None, Options(engine="tone"), Quiet()).calls == built.calls


def test_a_broken_manifest_stops_the_pruning(show: Show) -> None:
    """What it names is not known, so nothing is removed."""
    fill(show, "今天")
    path = show.folder("2026-02-06") / "episode.json"
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    with pytest.raises(FeedError, match=r"episode\.json: not a manifest"):
        prune(show, 0, Quiet())
    assert len(look(show).clips) == 1


def test_strays_are_removed_whatever_the_limit(show: Show) -> None:
    """What killed writers left goes, but not before it is an hour old."""
    (key,) = fill(show, "今天")
    below = show.cache / FOLDER / key[:2]
    strays = [below / ".tmp-abc.flac", below / f"{key}.00000000.flac", below / f"{'0' * 64}.json"]
    for path in strays:
        path.write_bytes(b"half")
    stock = look(show)
    assert sorted(piece.files[0] for piece in stock.strays) == sorted(strays)
    assert "of no clip: 3 files" in render(stock, as_json=False)
    assert prune(show, 10**9, Quiet()).freed == 0
    for path in strays:
        os.utime(path, (1, 1))
    pruned = prune(show, 10**9, Quiet())
    assert (pruned.removed, pruned.freed) == (0, 12)
    assert json.loads(summary(pruned, as_json=True))["strays"] == {"files": 0, "bytes": 0}
    assert Cache(show.cache / FOLDER).get(key)


def test_a_clip_used_meanwhile_stays(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build of another show that reads a clip between look and removal keeps it."""
    first, second = fill(show, "今天", "发布")
    seen = look(show)
    stamp(show, first, 0)
    monkeypatch.setattr(cachekeeping, "look", lambda _: seen)
    assert prune(show, 0, Quiet()).removed == 1
    monkeypatch.undo()
    assert keys(look(show)) == [first]
    assert second not in keys(look(show))


def test_pruning_waits_for_a_build_of_the_show(show: Show) -> None:
    """While a build holds the show's lock nothing is removed."""
    fill(show, "今天")
    with only_one(show.cache, Quiet()):
        thread = threading.Thread(target=prune, args=(show, 0, Quiet()))
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        assert len(look(show).clips) == 1
    thread.join(60)
    assert look(show).clips == ()


def test_a_folder_shared_by_a_link_is_looked_after(show: Show, tmp_path: Path) -> None:
    """A cache that several shows share is shown and pruned like any other."""
    fill(show, "今天")
    shared = tmp_path / "shared"
    shutil.move(show.cache / FOLDER, shared)
    (show.cache / FOLDER).symlink_to(shared)
    assert len(look(show).clips) == 1
    assert prune(show, 0, Quiet()).remaining.clips == ()


def test_an_entry_of_deep_nonsense_is_a_stray(show: Show) -> None:
    """What JSON cannot be read from belongs to no clip, however it is broken."""
    (key,) = fill(show, "今天")
    (show.cache / FOLDER / key[:2] / f"{key}.json").write_text("[" * 200_000)
    stock = look(show)
    assert stock.clips == ()
    assert len(stock.strays) == 2


@pytest.mark.parametrize("engine", [["x"], {"a": 1}, 7, True])
def test_an_entry_whose_engine_is_no_name_is_a_stray(show: Show, engine: object) -> None:
    """It is shown and pruned like any broken entry, and so is the sound that it names."""
    (key,) = fill(show, "大家好。")
    entry = show.cache / FOLDER / key[:2] / f"{key}.json"
    read = json.loads(entry.read_bytes())
    read["clip"]["engine"] = engine
    entry.write_text(json.dumps(read), "utf-8")
    stock = look(show)
    assert (len(stock.clips), len(stock.strays)) == (0, 2)
    assert "of no clip: 2 files" in render(stock, as_json=False)
    assert json.loads(render(stock, as_json=True))["strays"]["files"] == 2
