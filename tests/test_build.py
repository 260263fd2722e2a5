"""A whole build, with the tone engine: everything but the voice is real."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from podcast import build as line
from podcast import check
from podcast.build import Options, build
from podcast.episode import manifest
from podcast.errors import PodcastError, SpeechError
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import Show

TONE = Options(engine="tone")


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show with one post of two items."""
    return config.load(show_folder)


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _edit_post(show: Show, old: str, new: str) -> None:
    (path,) = show.posts.glob("*.md")
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_post_becomes_a_proven_episode(show: Show) -> None:
    """All public files exist, and check finds no fault in them."""
    built = build(show, None, TONE, Quiet())
    folder = show.folder("2026-02-06")
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "script.md", "episode.json", "chapters.json", "index.html", "embed.html", "oembed.json",
        "peaks.json", "transcript.vtt", "transcript.srt", "transcript.json", "report.html",
        "card.png", built.audio.name,
    }  # fmt: skip
    assert built.audio.name == f"2026-02-06-{built.episode.audio.sha256[:8]}.mp3"
    assert [chapter.item for chapter in built.episode.chapters] == [None, 1, 2, None]
    findings = check.check(show)
    assert [finding.rule for finding in findings] == ["engine"], "only the tones are remarked on"
    report = (folder / "report.html").read_text("utf-8")
    assert not re.search("检查 [a-z]", report), "no finding of the checks"
    assert "2026-02-06" in (show.episodes / "feed.xml").read_text("utf-8")


def test_building_again_changes_no_byte_and_makes_no_call(show: Show) -> None:
    """The same input and cache give the same files."""
    build(show, None, TONE, Quiet())
    before = _tree(show.episodes)
    again = build(show, None, TONE, Quiet())
    assert again.calls == 0
    assert _tree(show.episodes) == before


def test_a_lost_cache_gives_the_same_recording(show: Show) -> None:
    """The cache is safe to delete."""
    first = build(show, None, TONE, Quiet())
    for path in sorted(show.cache.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert build(show, None, TONE, Quiet()).episode == first.episode


def test_one_changed_headline_makes_only_what_changed(show: Show) -> None:
    """Only changed lines are spoken; the guid stays, the URL is new, and there is one MP3."""
    first = build(show, None, TONE, Quiet())
    _edit_post(show, "重庆启用GPT-5.2客服系统", "重庆正式启用GPT-5.2客服系统")
    second = build(show, None, TONE, Quiet())
    assert 1 <= second.calls <= 2, "the headline in the rundown and in its item"
    assert second.episode.guid == first.episode.guid
    assert second.audio.name != first.audio.name
    assert [path.name for path in second.audio.parent.glob("*.mp3")] == [second.audio.name]
    assert second.audio.name in (show.episodes / "feed.xml").read_text("utf-8")
    assert not check.failed(check.check(show))


def test_force_makes_everything_anew(show: Show) -> None:
    """The cache is not used; a deterministic engine gives the same file."""
    first = build(show, None, TONE, Quiet())
    forced = build(show, None, Options(engine="tone", force=True), Quiet())
    assert forced.calls == first.calls > 0
    assert forced.audio == first.audio


def test_the_report_tells_what_the_checks_find(show: Show) -> None:
    """A script without the label of AI is spoken, and the report shows that first."""
    script = line.write_script(show, None, TONE, Quiet()).path
    text = script.read_text("utf-8")
    silent = text.replace("AI合成", "合成").replace("AI", "")
    assert silent != text
    script.write_text(silent, "utf-8")
    build(show, None, TONE, Quiet())
    page = script.with_name("report.html").read_text("utf-8")
    assert "检查 ai-label" in page
    assert page.index("检查 ai-label") < page.index("概况")


def test_an_edited_script_is_spoken(show: Show) -> None:
    """What a person writes is what listeners hear."""
    path = line.write_script(show, None, TONE, Quiet()).path
    path.write_text(path.read_text("utf-8").replace("大家好", "早上好"), "utf-8")
    built = build(show, None, TONE, Quiet())
    assert any(each.text.startswith("早上好") for each in built.episode.segments)


def test_what_a_script_calls_its_post_does_not_matter(spoken_folder: Path) -> None:
    """The manifest names the post that was read, whatever an edited script says: `../x.md`."""
    show = config.load(spoken_folder)
    path = show.folder("2026-02-06") / "script.md"
    for called in ("/etc/passwd", "../x.md", "x" * 5000):
        text = re.sub("(?m)^post: .*$", f"post: {called}", path.read_text("utf-8"))
        path.write_text(text.replace("。\n", "！\n", 1), "utf-8")
        built = build(show, None, Options(engine="tone"), Quiet())
        assert built.episode.post.path == "posts/2026-02-06-ai-daily.md"


def test_a_removed_item_gets_no_chapter(show: Show) -> None:
    """The episode is complete without the item."""
    path = line.write_script(show, None, TONE, Quiet()).path
    text = path.read_text("utf-8")
    path.write_text(text[: text.index("## 2 ")] + text[text.index("## 结语") :], "utf-8")
    built = build(show, None, TONE, Quiet())
    assert [chapter.item for chapter in built.episode.chapters] == [None, 1, None]
    assert not check.failed(check.check(show))


def test_a_named_engine_that_fails_leaves_the_show_as_it_was(show: Show) -> None:
    """--engine means that engine and no other."""
    build(show, None, TONE, Quiet())
    before = _tree(show.episodes)
    with pytest.raises(SpeechError, match="nosuch"):
        build(show, None, Options(engine="nosuch"), Quiet())
    assert _tree(show.episodes) == before


def test_the_next_engine_speaks_the_whole_episode(
    show_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The manifest says that the first engine was not reached; the next build keeps the second."""
    show = replace(config.load(show_folder), engines=("edge", "tone"))
    monkeypatch.setattr("edge_tts.communicate.WSS_URL", "ws://127.0.0.1:9/edge/v1?a=b")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    built = build(show, None, Options(), Quiet())
    assert built.episode.engine == "tone"
    assert built.episode.engine_reason
    assert built.episode.engine_reason.startswith("edge")
    monkeypatch.setattr("podcast.speech.edge.engine.EdgeEngine.speak", None)
    again = build(show, None, Options(), Quiet())
    assert again.calls == 0
    assert again.episode == built.episode


def test_dates_pile_up_newest_first(show: Show) -> None:
    """Every episode stays in feed and index."""
    build(show, None, TONE, Quiet())
    (path,) = show.posts.glob("*.md")
    text = path.read_text("utf-8").replace("2026-02-06", "2026-02-07")
    (show.posts / "2026-02-07-ai-daily.md").write_text(text, "utf-8")
    build(show, None, TONE, Quiet())
    feed = (show.episodes / "feed.xml").read_text("utf-8")
    assert 0 < feed.index("2026-02-07-") < feed.index("2026-02-06-")
    assert [episode.date for episode in manifest.load_all(show.episodes)] == [
        "2026-02-07",
        "2026-02-06",
    ]


def test_a_post_without_items_writes_nothing(show: Show) -> None:
    """Bad input leaves no folder behind."""
    (post,) = show.posts.glob("*.md")
    post.write_text("---\ntitle: 示例\ndate: 2026-02-06\n---\n\n![](a.png)\n", "utf-8")
    with pytest.raises(PodcastError):
        build(show, None, TONE, Quiet())
    assert not show.folder("2026-02-06").exists()


def test_hostile_text_is_only_text(show: Show) -> None:
    """Markup in a headline is neither spoken nor executed, and the checks pass."""
    _edit_post(show, "重庆启用", '<script>alert("x")</script>]]>&amp;{{7*7}}重庆启用')
    built = build(show, None, TONE, Quiet())
    page = (built.audio.parent / "index.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert not check.failed(check.check(show))


def test_a_failed_build_keeps_a_persons_script(show: Show) -> None:
    """--rewrite drops the edits only once there is an episode of the new script."""
    path = line.write_script(show, None, TONE, Quiet()).path
    path.write_text(path.read_text("utf-8").replace("大家好", "早上好"), "utf-8")
    before = _tree(show.episodes)
    with pytest.raises(SpeechError):
        build(show, None, Options(engine="nosuch", rewrite=True), Quiet())
    assert _tree(show.episodes) == before


@pytest.mark.parametrize("broken", ["cover", "music", "manifest", "recording"])
def test_what_would_stop_the_feed_stops_the_build_first(show: Show, broken: str) -> None:
    """A bad cover, bad music or a damaged older episode fails before anything public changes."""
    build(show, None, TONE, Quiet())
    old = show.episodes / "2026-02-05"
    if broken == "cover":
        (show.root / "cover.jpg").write_bytes(b"no picture")
    elif broken == "music":
        sound = show.root / "intro.flac"
        sound.write_bytes(b"no sound")
        show = replace(show, music=replace(show.music, intro=sound))
    elif broken == "manifest":
        old.mkdir()
        (old / "episode.json").write_text("{}", "utf-8")
    else:
        text = (show.folder("2026-02-06") / "episode.json").read_text("utf-8")
        old.mkdir()
        (old / "episode.json").write_text(text.replace("2026-02-06", old.name), "utf-8")
    _edit_post(show, "推理成本下降", "推理的成本下降")
    before = _tree(show.episodes)
    with pytest.raises(PodcastError):
        build(show, None, TONE, Quiet())
    assert _tree(show.episodes) == before


def test_words_that_no_voice_reads_are_told(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    """A script without a rule stays silent with a warning; a line of nothing else is refused."""
    _edit_post(show, "支持13种语言", "支持Հայերեն和13种语言")
    build(show, None, TONE, Quiet())
    assert "stays silent: Հայերեն" in capsys.readouterr().err
    path = line.write_script(show, None, TONE, Quiet()).path
    path.write_text(path.read_text("utf-8").replace("我是云希，本节目由AI生成。", "……"), "utf-8")
    with pytest.raises(PodcastError, match=r"script\.md:14: nothing in"):
        build(show, None, TONE, Quiet())


def test_a_figure_said_otherwise_stops_the_build(show: Show) -> None:
    """The line and its file are named; an entry of the lexicon may say that it is meant."""
    path = show.root / config.VOICES_FILE
    voices = path.read_text("utf-8").replace("{}\n", "{13种: 三十一种}\n")
    path.write_text(voices, "utf-8")
    with pytest.raises(PodcastError, match=r"script\.md:\d+: the value of `13种.*` is lost"):
        build(config.load(show.root), None, TONE, Quiet())
    assert not list(show.episodes.rglob("*.mp3"))
    path.write_text(voices.replace("三十一种}", "{alias: 三十一种, meant: true}}"), "utf-8")
    build(config.load(show.root), None, TONE, Quiet())
    assert not check.failed(check.check(show))


def test_posts_outside_the_show_keep_their_place(show: Show, tmp_path: Path) -> None:
    """The manifest names a post that `embed` finds again."""
    elsewhere = tmp_path / "blog" / "_posts"
    elsewhere.parent.mkdir()
    show.posts.rename(elsewhere)
    built = build(replace(show, posts=elsewhere), None, TONE, Quiet())
    assert (show.root / built.episode.post.path).is_file()


# --- Killed at any moment ------------------------------------------------------------------------

_COMMAND = (sys.executable, "-m", "podcast", "build", "--engine", "tone", "--show")


def _killed_after(folder: Path, seconds: float) -> bool:
    """Kill a build after `seconds`; return False when it has ended before."""
    process = subprocess.Popen(
        [*_COMMAND, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def _names_only_what_is_there(show: Show) -> None:
    feed = show.episodes / "feed.xml"
    if feed.exists():
        found = [each for each in check.check(show) if each.rule == "feed-file"]
        assert not found, found


@pytest.mark.slow
@pytest.mark.parametrize(
    "moments", [(0.05, 0.25, 0.45, 0.65, 0.85), (0.15, 0.35, 0.55, 0.75, 0.95)]
)
def test_a_killed_build_is_completed_by_the_next(show: Show, moments: tuple[float, ...]) -> None:
    """A build killed at any of ten moments leaves a valid show, which the next build completes."""
    started = time.monotonic()
    subprocess.run([*_COMMAND, str(show.root)], check=True, capture_output=True)
    whole = time.monotonic() - started
    changes = count(1)
    wording = "推理成本下降"
    for moment in moments:
        delay = whole * moment
        killed = False
        while not killed:  # a machine that has become faster since gets a shorter time
            changed = f"推理成本第{next(changes)}次下降"
            _edit_post(show, wording, changed)
            wording = changed
            killed = _killed_after(show.root, delay)
            delay *= 0.8
        _names_only_what_is_there(show)
        build(show, None, TONE, Quiet())
        assert [finding.rule for finding in check.check(show)] == ["engine"]


@pytest.mark.slow
def test_two_builds_at_once_wait_for_each_other(show: Show) -> None:
    """Both builds succeed and the checks pass."""
    both = [
        subprocess.Popen([*_COMMAND, str(show.root), "--json"], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    results = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert json.loads(results[0])["audio"] == json.loads(results[1])["audio"]
    assert [finding.rule for finding in check.check(show)] == ["engine"]
