"""The MP3: made once from the same things, made again when it is not what it was."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.id3 import ID3
from mutagen.oggopus import OggOpus
from PIL import Image

from podcast import check
from podcast.audio.measure import measure
from podcast.build import Built, Options, build
from podcast.check import frames
from podcast.check.frames import Format
from podcast.episode import manifest
from podcast.errors import AudioError
from podcast.lib.progress import Console, Quiet
from podcast.show import config
from podcast.show.config import Show
from podcast.show.parts import Audio

TONE = Options(engine="tone")
UNCHANGED = "nothing is mixed"


@pytest.fixture
def show(spoken_folder: Path) -> Show:
    """Return a show with one post of two items and its episode."""
    return config.load(spoken_folder)


@pytest.fixture
def built(show: Show) -> Built:
    """Return the episode of the show, as its build left it."""
    episode = manifest.load(show.folder("2026-02-06") / manifest.FILE_NAME)
    return Built(episode, show.folder(episode.date) / episode.audio.file, 0)


def _ticket(show: Show) -> Path:
    (path,) = (show.cache / "recordings").iterdir()
    return path


def _unsettle(show: Show) -> None:
    """Have the next run look at each part: a file of the show is younger than its episode."""
    os.utime(show.root / "voices.yaml")


def _other_bytes(show: Show, audio: Path) -> None:
    audio.write_bytes(audio.read_bytes()[:-1] + b"x")


def _no_recording(show: Show, audio: Path) -> None:
    audio.unlink()


def _ticket_text(text: str) -> Callable[[Show, Path], None]:
    def damage(show: Show, audio: Path) -> None:
        _ticket(show).write_text(text, "utf-8")

    return damage


def _ticket_without_loudness(show: Show, audio: Path) -> None:
    data = json.loads(_ticket(show).read_bytes())
    del data["loudness"]
    _ticket(show).write_text(json.dumps(data), "utf-8")


def _ticket_of_another_file(show: Show, audio: Path) -> None:
    data = json.loads(_ticket(show).read_bytes())
    _ticket(show).write_text(json.dumps({**data, "file": "../../show.yaml"}), "utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        _other_bytes, _no_recording, _ticket_text("{"), _ticket_text("[]"), _ticket_text(""),
        _ticket_without_loudness, _ticket_of_another_file,
    ],
    ids=["other bytes", "no file", "half a ticket", "a list", "an empty ticket", "no loudness",
         "another file"],
)  # fmt: skip
def test_what_is_damaged_is_made_again(
    show: Show,
    built: Built,
    damage: Callable[[Show, Path], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The same bytes come out, and the ticket is whole again."""
    before = built.audio.read_bytes()
    ticket = _ticket(show).read_bytes()
    damage(show, built.audio)
    _unsettle(show)
    with Console(verbose=True) as console:
        again = build(show, None, TONE, console)
    assert UNCHANGED not in capsys.readouterr().err
    assert again.audio == built.audio
    assert again.audio.read_bytes() == before
    assert _ticket(show).read_bytes() == ticket


def test_the_same_things_are_not_mixed_again(
    show: Show, built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    """A ticket that holds is enough."""
    stamp = built.audio.stat().st_mtime_ns
    _unsettle(show)
    with Console(verbose=True) as console:
        build(show, None, TONE, console)
    assert UNCHANGED in capsys.readouterr().err
    assert built.audio.stat().st_mtime_ns == stamp


def _as_earlier_versions_noted(show: Show) -> None:
    """Write the ticket of the episode without its encoding."""
    data = json.loads(_ticket(show).read_bytes())
    del data["encoding"]
    _ticket(show).write_text(json.dumps(data), "utf-8")


def test_a_recording_of_an_earlier_version_stays(show: Show, built: Built) -> None:
    """Another default changes no recording that is there, and the manifest says what it is."""
    before = built.audio.read_bytes()
    _as_earlier_versions_noted(show)
    _unsettle(show)
    again = build(show, None, TONE, Quiet())
    assert (again.audio, again.audio.read_bytes()) == (built.audio, before)
    assert (again.episode.audio.kbps, again.episode.audio.channels) == (128, 2)


def test_a_lost_recording_comes_back_as_it_was(show: Show, built: Built) -> None:
    """One of an earlier version is 128 kbit/s in stereo, also when it is made anew."""
    _as_earlier_versions_noted(show)
    built.audio.unlink()
    _unsettle(show)
    again = build(show, None, TONE, Quiet())
    assert frames.walk(again.audio.read_bytes()).formats == {Format(128, 44_100, 2)}
    assert not check.failed(check.check(show))


def test_what_show_yaml_says_makes_another_recording(show: Show, built: Built) -> None:
    """`audio:` holds for recordings that are there, too; an Opus file stays in step."""
    wanted = replace(show, audio=Audio(64, "joint"), opus=True)
    again = build(wanted, None, TONE, Quiet())
    assert again.audio != built.audio
    assert frames.walk(again.audio.read_bytes()).formats == {Format(64, 44_100, 2)}
    assert (again.episode.audio.kbps, again.episode.audio.channels) == (64, 2)
    assert not check.failed(check.check(wanted))


def test_other_tags_are_another_recording(spoken_folder: Path, built: Built) -> None:
    """The author stands in the MP3, so another one is a new file, and the old one goes."""
    path = spoken_folder / "show.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("示例编辑部", "另一个编辑部"), "utf-8")
    again = build(config.load(spoken_folder), None, TONE, Quiet())
    assert again.calls == 0
    assert again.audio != built.audio
    assert list(again.audio.parent.glob("*.mp3")) == [again.audio]
    assert str(ID3(again.audio)["TPE1"]) == "另一个编辑部"


def test_a_foreign_recording_is_left_alone(show: Show, built: Built) -> None:
    """Only files named like this program's own are superseded."""
    names = ("bonus.mp3", "2026-02-06-interview.mp3", "2026-02-06-raw-take.opus")
    foreign = [built.audio.parent / name for name in names]
    old = built.audio.parent / "2026-02-06-00000000.mp3"
    for path in (*foreign, old):
        path.write_bytes(b"mine")
    build(show, None, TONE, Quiet())
    assert all(path.exists() for path in foreign)
    assert not old.exists()


def test_a_picture_beside_the_post_is_its_chapter_s(
    show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken one is told with file and line, and the episode is made without it."""
    (post,) = show.posts.glob("*.md")
    text = post.read_text("utf-8")
    for item, name in (("## 2、", "broken.png"), ("- 🏦", "good.png")):
        text = text.replace(item, f"![图]({name})\n\n{item}")
    post.write_text(text, "utf-8")
    (post.parent / "broken.png").write_bytes(b"no picture")
    Image.new("RGB", (40, 30), "red").save(post.parent / "good.png")
    built = build(show, None, TONE, Quiet())
    warning = next(row for row in capsys.readouterr().err.splitlines() if "picture" in row)
    assert warning.startswith(f"warning: {post}:8: chapter without its picture: ")
    assert "broken.png" in warning
    chapters = ID3(built.audio).getall("CHAP")
    pictured = [chapter.element_id for chapter in chapters if chapter.sub_frames.getall("APIC")]
    assert pictured == ["chp2"]
    assert [item.image for item in built.episode.items] == ["broken.png", "good.png"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_leaves_no_empty_folder(show: Show) -> None:
    """What could not be recorded leaves the show as it was, and the error says where and what."""
    masters = show.root / "masters"
    masters.mkdir()
    (masters / ".tmp-2026-02-06.wav").symlink_to("/dev/full")
    before = {path.relative_to(show.root) for path in show.episodes.rglob("*")}
    with pytest.raises(AudioError, match=r"masters: the recording cannot be .*; make room there"):
        build(show, None, Options(engine="tone", keep_master="wav"), Quiet())
    assert {path.relative_to(show.root) for path in show.episodes.rglob("*")} == before


def test_a_show_without_label_makes_none(spoken_folder: Path) -> None:
    """`ai_label: false` leaves the AIGC text out of the tags."""
    path = spoken_folder / "show.yaml"
    path.write_text(path.read_text("utf-8").replace("ai_label: true", "ai_label: false"), "utf-8")
    built = build(config.load(spoken_folder), None, TONE, Quiet())
    assert not ID3(built.audio).getall("TXXX:AIGC")


def test_music_that_is_too_quiet_is_told(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    """The warning names the key and the file, how much is missing, and what to do."""
    path = show.root / "hiss.wav"
    noise = np.random.default_rng(5).normal(0, 16, (5 * 44_100, 2))
    soundfile.write(path, np.asarray(noise, np.int16), 44_100)
    build(replace(show, music=replace(show.music, intro=path)), None, TONE, Quiet())
    (told,) = [row for row in capsys.readouterr().err.splitlines() if "hiss" in row]
    assert re.fullmatch(
        f"warning: {re.escape(str(path))}: `music.intro` is so quiet that it stays "
        r"2\d dB softer than it should be \(it is amplified by 20 dB at most\); use a louder file",
        told,
    )


def test_other_files_come_and_go(show: Show, built: Built) -> None:
    """Opus beside the MP3 while show.yaml asks; a lossless file where it was asked for."""
    asked = Options(engine="tone", keep_master="wav")
    wanted = build(replace(show, opus=True), None, asked, Quiet())
    (small,) = wanted.audio.parent.glob("*.opus")
    assert json.loads(OggOpus(small)["AIGC"][0]) == json.loads(
        str(ID3(wanted.audio).getall("TXXX:AIGC")[0])
    )
    (other,) = wanted.episode.audio.alternates
    assert (other.file, other.bytes) == (small.name, small.stat().st_size)
    master = show.root / "masters" / "2026-02-06.wav"
    assert measure(master).seconds == pytest.approx(wanted.episode.audio.seconds, abs=0.001)
    assert measure(small).integrated_lufs == pytest.approx(wanted.episode.audio.lufs, abs=0.5)
    left = master.with_name(".tmp-2026-02-06.wav")
    left.write_bytes(b"half")
    again = build(show, None, TONE, Quiet())
    assert again.episode.audio == built.episode.audio
    assert not small.exists()
    assert not left.exists()
    assert master.exists()
