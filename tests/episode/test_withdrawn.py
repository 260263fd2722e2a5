"""An episode whose post is not public any more is told of everywhere, and can be taken down."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import own_addresses
import pytest
from click.testing import CliRunner, Result

from podcast import build as line
from podcast import check, publish, refresh
from podcast.cli import main
from podcast.episode import manifest
from podcast.episode.withdrawn import take_down, withdrawn
from podcast.errors import FeedError, PublishError
from podcast.lib.progress import Console, Quiet
from podcast.publish.plan import Keeping
from podcast.publish.private import refuse_hidden
from podcast.publish.receipt import Published, Record
from podcast.publish.store import open_store
from podcast.show import config
from podcast.show.config import Show

TODAY = date(2026, 2, 8)
LATER = """\
---
title: 第二期
date: 2026-02-07
---

## 1、甲辰项目启动
甲辰项目今天启动。

## 2、会议改期
会议改到周五举行。
"""
SECRET = "甲辰".encode()
TONE = line.Options(engine="tone")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, _spoken: Path) -> Path:
    """Build a show of two episodes, published to a folder beside it."""
    folder = tmp_path_factory.mktemp("two") / "show"
    own_addresses.give(Path(shutil.copytree(_spoken, folder)))
    with (folder / config.SHOW_FILE).open("a", encoding="utf-8") as file:
        file.write("publish: {to: ../www}\n")
    (folder / "posts" / "2026-02-07-ai.md").write_text(LATER, "utf-8")
    line.build(config.load(folder), None, TONE, Quiet())
    return folder


@pytest.fixture
def show(two: Path, tmp_path: Path) -> Show:
    """Return a copy that a test may change; nothing is published yet."""
    (tmp_path / "www").mkdir()
    return config.load(Path(shutil.copytree(two, tmp_path / "show")))


def _hide(show: Show) -> Path:
    path = show.posts / "2026-02-07-ai.md"
    path.write_text(LATER.replace("---\n\n", "draft: true\n---\n\n"), "utf-8")
    return path


def _publish(show: Show, **options: bool) -> publish.Outcome:
    return publish.publish(show, Quiet(), publish.PublishOptions(**options), TODAY)


def _run(show: Show, *words: str) -> Result:
    tones = ["--allow-tone"] if words[0] == "publish" else []
    return CliRunner().invoke(
        main, [*words, *tones, "--show", str(show.root)], catch_exceptions=False
    )


def _public(show: Show) -> dict[str, bytes]:
    www = show.root.parent / "www"
    return {str(p.relative_to(www)): p.read_bytes() for p in www.rglob("*") if p.is_file()}


def _expire(show: Show) -> None:
    path = show.posts / "2026-02-07-ai.md"
    path.write_text(LATER.replace("---\n\n", "expiryDate: 2026-02-07\n---\n\n"), "utf-8")


def _postpone(show: Show) -> None:
    path = show.posts / "2026-02-07-ai.md"
    path.write_text(LATER.replace("2026-02-07", "2026-02-09"), "utf-8")


def _killed_after(moves: int, show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the hidden episode down, and end after so many of its files have been moved."""
    left = iter(range(moves))
    replace_file = Path.replace

    def until_killed(path: Path, target: Path) -> Path:
        if path.parent == show.folder("2026-02-07") and next(left, None) is None:
            raise KeyboardInterrupt
        return replace_file(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", until_killed)
        with pytest.raises(KeyboardInterrupt):
            refresh.drop_withdrawn(show, Quiet(), TODAY)


def _to_drafts(show: Show) -> None:
    (show.root / "_drafts").mkdir()
    (show.posts / "2026-02-07-ai.md").rename(show.root / "_drafts" / "ai.md")


@pytest.mark.parametrize("change", [_hide, _expire, _postpone, _to_drafts])
def test_however_a_post_goes_its_episode_is_found(
    show: Show, change: Callable[[Show], object]
) -> None:
    """A switch, an end, another date, the folder of drafts; a post that is gone is none of it."""
    assert not withdrawn(show, TODAY)
    change(show)
    (found,) = withdrawn(show, TODAY)
    assert found.date == "2026-02-07"
    assert "`podcast publish --drop`" in found.as_line()
    assert "\n" not in found.as_line()
    for path in (show.posts / "2026-02-07-ai.md", show.root / "_drafts" / "ai.md"):
        path.unlink(missing_ok=True)
    assert not withdrawn(show, TODAY)


def test_build_feed_and_check_tell_of_it(show: Show) -> None:
    """Two warn, the third is an error of that episode, each with the place and the remedy."""
    place = f"{_hide(show)}:4: "
    for words in (["build", "--engine", "tone"], ["feed"]):
        result = _run(show, *words)
        assert result.exit_code == 0
        (told,) = (row for row in result.stderr.splitlines() if row.startswith("warning: "))
        assert place in told
        assert "`podcast publish --drop`" in told
    (finding,) = (each for each in check.check(show, (), TODAY) if each.rule == "post-hidden")
    assert (finding.severity, f"{finding.place}: ") == ("error", place)
    assert "podcast publish --drop" in finding.remedy
    assert not check.failed(check.check(show, (date(2026, 2, 6),), TODAY))


def test_an_episode_of_a_hidden_post_is_not_published(show: Show) -> None:
    """One line, exit 1, and not a byte has travelled; without it the others are."""
    _hide(show)
    with pytest.raises(PublishError, match=r"ai\.md:4: .* is a draft .*--drop.*nothing was"):
        _publish(show)
    assert _public(show) == {}
    assert _run(show, "publish").exit_code == 1
    assert _run(show, "publish", "--drop").exit_code == 0
    assert "2026-02-06/episode.json" in _public(show)
    assert not [name for name, data in _public(show).items() if SECRET in data]
    assert not [name for name in _public(show) if "2026-02-07" in name]


def test_one_that_is_out_is_told_of_and_stops_nothing(
    show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    """Other episodes go on being published."""
    _publish(show)
    _hide(show)
    before = _public(show)
    _publish(show)
    assert _public(show) == before
    said = capsys.readouterr().err
    assert "is a draft" in said
    assert "it is published" in said


def test_one_that_is_on_an_older_page_of_the_feed_is_out(show: Show) -> None:
    """The first page has the newest episodes only."""
    _publish(show)
    www = show.root.parent / "www"
    (www / "feed-2026-q1.xml").write_bytes((www / "feed.xml").read_bytes())
    (www / "feed.xml").write_text("<rss/>", "utf-8")
    _hide(show)
    found = withdrawn(show, TODAY)
    store = open_store(show)
    with pytest.raises(PublishError, match="nothing was published"):
        refuse_hidden(show, store, Record(), found, Quiet())
    refuse_hidden(show, store, Record({"feed-2026-q1.xml": Published(1, "0")}), found, Quiet())


def test_drop_takes_it_out_of_feed_pages_and_the_published_folder(show: Show) -> None:
    """At once; what its maker may need lies in preview/, and check holds."""
    _publish(show)
    assert [name for name, data in _public(show).items() if SECRET in data]
    _hide(show)
    dry = _run(show, "publish", "--drop", "--dry-run")
    assert "would be taken down" in dry.stderr
    assert "delete  2026-02-07/episode.json" in dry.stdout
    assert show.folder("2026-02-07").is_dir()
    result = _run(show, "publish", "--drop")
    assert result.exit_code == 0, result.stderr
    assert not [name for name, data in _public(show).items() if SECRET in data]
    assert not [name for name in _public(show) if "2026-02-07" in name]
    assert not show.folder("2026-02-07").exists()
    assert (show.root / "preview" / "2026-02-07" / "script.md").is_file()
    assert SECRET not in (show.episodes / "feed.xml").read_bytes()
    assert not check.failed(check.check(show, (), TODAY))
    assert _run(show, "publish").exit_code == 0


def test_a_drop_that_was_killed_is_completed_by_the_next(show: Show) -> None:
    """Taken down here, but not there yet."""
    _publish(show)
    _hide(show)
    refresh.drop_withdrawn(show, Quiet(), TODAY)
    with pytest.raises(PublishError, match="--drop"):
        _publish(show)
    _publish(show, drop=True)
    assert not [name for name, data in _public(show).items() if SECRET in data]


@pytest.mark.parametrize("moves", [1, 3, 6, 9])
def test_one_that_was_killed_while_it_moved_names_the_command_that_goes_on(
    show: Show, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its post cannot be built, so no command may advise that."""
    _publish(show)
    _hide(show)
    _killed_after(moves, show, monkeypatch)
    for words in (["build", "2026-02-06", "--engine", "tone"], ["feed"], ["publish"]):
        result = _run(show, *words)
        told = result.stderr.splitlines()[-1]
        assert result.exit_code == 0 or told.endswith("run `podcast publish --drop`"), told
        assert "build 2026-02-07" not in result.stderr
    assert _run(show, "publish", "--drop").exit_code == 0
    assert not [name for name in _public(show) if "2026-02-07" in name]
    assert not show.folder("2026-02-07").exists()


@pytest.mark.parametrize("published", [True, False])
def test_one_that_was_killed_behind_its_moves_is_completed(show: Show, published: bool) -> None:
    """Feed and pages still had it; `publish` alone writes them, and leads to `--drop`."""
    if published:
        _publish(show)
    _hide(show)
    take_down(show, withdrawn(show, TODAY))
    show.folder("2026-02-07").mkdir()
    result = _run(show, "publish")
    if published:
        assert result.exit_code == 1
        assert result.stderr.rstrip().endswith("as well with `podcast publish --drop`")
        assert "--restore" not in result.stderr
    else:
        assert result.exit_code == 0
    assert not [path for path in show.episodes.rglob("*") if "2026-02-07" in path.name]
    assert SECRET not in (show.episodes / "feed.xml").read_bytes()
    assert _run(show, "publish", "--drop").exit_code == 0
    assert not [name for name, data in _public(show).items() if SECRET in data]


def test_drop_completes_one_that_was_killed_behind_its_moves(show: Show) -> None:
    """Nothing is left to move, and yet feed and pages are written without it."""
    _publish(show)
    _hide(show)
    take_down(show, withdrawn(show, TODAY))
    assert _run(show, "publish", "--drop").exit_code == 0
    assert not [name for name, data in _public(show).items() if SECRET in data]
    assert not check.failed(check.check(show, (), TODAY))


def test_the_script_of_an_earlier_preview_is_kept(
    show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under a free name, which is said; the same script twice is one."""
    line.build(show, date(2026, 2, 7), replace(TONE, drafts=True), Quiet(), TODAY)
    preview = show.as_preview().folder("2026-02-07")
    script = preview / "script.md"
    script.write_text(edited := script.read_text("utf-8").replace("今天", "昨天"), "utf-8")
    (preview / "script.1.md").write_text("older", "utf-8")
    public = (show.folder("2026-02-07") / "script.md").read_bytes()
    _hide(show)
    with Console() as console:
        refresh.drop_withdrawn(show, console, TODAY)
    assert (preview / "script.2.md").read_text("utf-8") == edited
    assert (preview / "script.1.md").read_text("utf-8") == "older"
    assert script.read_bytes() == public
    assert f"{preview / 'script.2.md'}: the script of the preview" in capsys.readouterr().err


@pytest.mark.parametrize("moves", range(4))
def test_a_take_down_that_was_killed_keeps_both_scripts_once(
    show: Show, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it ended: what was moved before is not taken for an earlier preview."""
    preview = show.as_preview().folder("2026-02-07")
    preview.mkdir(parents=True)
    (preview / "script.md").write_text("earlier", "utf-8")
    public = (show.folder("2026-02-07") / "script.md").read_bytes()
    _hide(show)
    _killed_after(moves * 3, show, monkeypatch)
    refresh.drop_withdrawn(show, Quiet(), TODAY)
    assert (preview / "script.1.md").read_text("utf-8") == "earlier"
    assert (preview / "script.md").read_bytes() == public
    assert not (preview / "script.2.md").exists()
    assert not show.folder("2026-02-07").exists()


def test_public_again_it_is_built_again(show: Show) -> None:
    """With the same guid, and what the cache holds."""
    guid = manifest.find(show.episodes, date(2026, 2, 7)).guid
    _publish(show)
    path = _hide(show)
    refresh.drop_withdrawn(show, Quiet(), TODAY)
    _publish(show, drop=True)
    path.write_text(LATER, "utf-8")
    built = line.build(show, None, TONE, Quiet(), TODAY)
    assert (built.calls, built.episode.guid) == (0, guid)
    _publish(show, drop=True)
    assert "2026-02-07/episode.json" in _public(show)


def test_the_only_episode_cannot_be_taken_down(spoken_folder: Path) -> None:
    """A feed needs one: nothing is moved, and a line says what to do."""
    show = config.load(spoken_folder)
    (path,) = show.posts.glob("*.md")
    path.write_text(
        path.read_text("utf-8").replace("---\n\n#", "hidden: true\n---\n\n#", 1), "utf-8"
    )
    with pytest.raises(FeedError, match="no episode would be left"):
        refresh.drop_withdrawn(show, Quiet(), TODAY)
    assert show.folder("2026-02-06").is_dir()


def test_a_hidden_post_is_not_spoken_again(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    """`--revoice` leaves its episode as it is, and says why; it makes no previews."""
    _hide(show)
    path = show.folder("2026-02-07") / "episode.json"
    text = path.read_text("utf-8").replace('"engine": "tone"', '"engine": "kokoro"')
    path.write_text(text, "utf-8")
    line.revoice(replace(show, engines=("tone",)), Quiet())
    said = capsys.readouterr().err
    assert "2026-02-07 stays" in said
    assert "is a draft" in said
    assert "preview it" not in said
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("public", "draft"),
    [
        ("posts/2026-02-07/index.md", "posts/_drafts/2026-02-07/index.md"),
        ("posts/2026-02-07-ai.md", "_drafts/ai/2026-02-07-ai.md"),
        ("posts/2026-02-07-ai.md", "_drafts/ai/deep/ai.md"),
        ("posts/2026-02-07-ai.md", "_drafts/ai/index.md"),
        ("posts/2026-02-07-ai.md", "posts/2026-02-07-ai-draft.md"),
    ],
)
def test_a_post_is_found_where_it_has_gone(show: Show, public: str, draft: str) -> None:
    """Into a folder of drafts at any depth, as a bundle, under another name."""
    old, new = show.posts / "2026-02-07-ai.md", show.root / draft
    recorded = {"2026-02-07": public}
    old.unlink()
    assert withdrawn(show, TODAY, recorded) == ()
    new.parent.mkdir(parents=True, exist_ok=True)
    hidden = "draft" in new.parent.as_posix()
    new.write_text(LATER if hidden else LATER.replace("---\n\n", "draft: true\n---\n\n"), "utf-8")
    assert [each.date for each in withdrawn(show, TODAY, recorded)] == ["2026-02-07"]


def test_drafts_beside_a_folder_that_is_a_link(show: Show) -> None:
    """`posts` may lead into the blog's own tree; its drafts are beside the folder itself."""
    blog = show.root / "blog"
    blog.mkdir()
    show.posts.rename(blog / "_posts")
    show.posts.symlink_to(blog / "_posts")
    (blog / "_drafts").mkdir()
    (blog / "_posts" / "2026-02-07-ai.md").rename(blog / "_drafts" / "2026-02-07-ai.md")
    assert [each.date for each in withdrawn(show, TODAY)] == ["2026-02-07"]


def test_another_day_s_draft_takes_nothing_down(show: Show) -> None:
    """A template for tomorrow may have the name that every day has, without its date."""
    (show.posts / "2026-02-07-ai.md").unlink()
    (show.root / "_drafts").mkdir()
    draft = show.root / "_drafts" / "ai.md"
    draft.write_text(LATER.replace("2026-02-07", "2026-02-09"), "utf-8")
    assert withdrawn(show, TODAY) == ()


def test_pages_and_parts_of_the_feed_go_with_the_episode() -> None:
    """A page of a year that only the hidden episode had holds its title and its headlines."""
    marked = Published(None, 1, TODAY)
    names = ("2024.html", "search-2024.json", "feed-2024-q1.xml", "cover-0123abcd.jpg")
    others = ("2026-02-06/index.html", "2026-02-07/index.html")
    keep = Keeping(TODAY, 30, frozenset({"2026-02-07"}))
    due = [name for name in (*names, *others) if keep.is_due(name, marked)]
    assert due == [*names[:3], others[1]]
    assert not any(Keeping(TODAY, 30).is_due(name, marked) for name in names)
