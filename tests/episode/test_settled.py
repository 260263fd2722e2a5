"""An episode that a finished run left is found again, and made again when anything was touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from podcast import build
from podcast.build import Options
from podcast.commands import lexicon
from podcast.errors import ScriptError
from podcast.lib.progress import Quiet
from podcast.show import config

DAY = "2026-02-06"
TONE = Options(engine="tone")


class _Listener(Quiet):
    """Hears whether anything was made, and the warnings."""

    def __init__(self) -> None:
        self.details: list[str] = []
        self.warnings: list[str] = []

    def detail(self, text: str) -> None:
        self.details.append(text)

    def warn(self, text: str) -> None:
        self.warnings.append(text)


def _is_settled(folder: Path, options: Options = TONE) -> bool:
    """Build; return whether the episode was taken as it is."""
    heard = _Listener()
    built = build.build(config.load(folder), None, options, heard)
    assert built.calls == 0 or heard.details
    return any("nothing has changed" in each for each in heard.details)


@pytest.fixture
def settled(spoken_folder: Path) -> Path:
    """Return a show whose episode a finished run has left, the copy of one built again."""
    assert not _is_settled(spoken_folder)
    assert _is_settled(spoken_folder)
    return spoken_folder


def test_nothing_that_speaks_mixes_or_renders_is_loaded(settled: Path) -> None:
    """A build of an unchanged show is over before any of it is imported, and prints the same."""
    code = (
        "import sys; from podcast.cli import main\n"
        "try: main(['build', '--engine', 'tone', '--show', sys.argv[1]])\n"
        "except SystemExit as end: assert not end.code\n"
        "print([m for m in ('numpy', 'jieba', 'onnxruntime', 'soundfile', 'pypinyin', 'feedgen',"
        " 'jinja2', 'mutagen', 'PIL', 'httpx') if m in sys.modules])"
    )
    run = [sys.executable, "-c", code, str(settled)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    *said, loaded = done.stdout.splitlines()
    assert loaded == "[]"
    assert said[0].endswith(".mp3")
    assert "0 speech calls" in said[-1]


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def _post(folder: Path) -> Path:
    return next((folder / "posts").glob("*.md"))


def _own(folder: Path, name: str) -> Path:
    return folder / "episodes" / DAY / name


def _add_reading(folder: Path) -> None:
    lexicon.add(folder, "星河", "星何", Quiet())


def _with_intro(folder: Path) -> None:
    from podcast.show.config import shipped

    shutil.copy(shipped("music", "sting.flac"), folder / "intro.flac")
    _append(folder / "show.yaml", "\nmusic:\n  intro: intro.flac\n")
    assert not _is_settled(folder)
    assert _is_settled(folder)
    os.utime(folder / "intro.flac")


def _with_template(folder: Path) -> None:
    (folder / "templates").mkdir()
    (folder / "templates" / "extra.html").write_text("", "utf-8")


def _edit_script(folder: Path) -> None:
    path = folder / "episodes" / DAY / "script.md"
    path.write_text(path.read_text("utf-8").replace("以上", "上面"), "utf-8")
    _append(path, "\n")


def _leftover(folder: Path) -> None:
    (folder / "episodes" / DAY / ".tmp-1-x.mp3").write_bytes(b"half")


CHANGES: dict[str, Callable[[Path], object]] = {
    "the post": lambda folder: _append(_post(folder), "\n- 🆕 新增一条。\n"),
    "show.yaml": lambda folder: _append(folder / "show.yaml", "\nopus: false\n"),
    "a reading": _add_reading,
    "a music file": _with_intro,
    "a template": _with_template,
    "the script": _edit_script,
    "a damaged transcript": lambda folder: _append(
        folder / "episodes" / DAY / "transcript.vtt", "x"
    ),
    "a missing page": lambda folder: _own(folder, "index.html").unlink(),
    "an edited feed": lambda folder: _append(folder / "episodes" / "feed.xml", "<!-- -->"),
    "a missing list": lambda folder: (folder / "episodes" / "index.html").unlink(),
    "a file left half-made": _leftover,
    "a lost cache": lambda folder: shutil.rmtree(folder / ".cache"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_touched_is_made_again(settled: Path, change: str) -> None:
    """Then the next run but one finds it settled, and nothing half-made is left."""
    CHANGES[change](settled)
    assert not _is_settled(settled)
    assert not list((settled / "episodes" / DAY).glob(".tmp-*"))
    assert _is_settled(settled)


def test_an_option_that_asks_for_more_makes_it(settled: Path) -> None:
    """Another engine's episode is another one, and so is one that is asked for anew."""
    assert not _is_settled(settled, Options(engine="tone", force=True))
    assert not _is_settled(settled, Options(engine="tone", minutes=3))
    assert not _is_settled(settled, Options(engine="tone", keep_master="flac"))
    assert (settled / "masters" / f"{DAY}.flac").is_file()


def test_a_warning_is_told_by_every_run(settled: Path) -> None:
    """A run that warned has not settled the episode: the next one tells it again."""
    _append(_post(settled), "\n## 3、新模型支持ꀀꀁ文字\n新模型支持一种文字，写作ꀀꀁ。\n")
    for _ in range(2):
        heard = _Listener()
        build.build(config.load(settled), None, TONE, heard)
        assert heard.warnings


def _illustrate(folder: Path, picture: str) -> None:
    """Put a picture into the last item of the post."""
    path = _post(folder)
    text = path.read_text("utf-8").replace("\n- 🏦", f"\n![图]({picture})\n\n- 🏦", 1)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("named", ["a%20b.png", "a%20b.png?v=1", "a b.png"])
def test_a_picture_beside_the_post_counts(settled: Path, named: str) -> None:
    """However the post spells its name."""
    picture = settled / "posts" / "a b.png"
    Image.new("RGB", (900, 900), "navy").save(picture)
    _illustrate(settled, f"<{named}>")
    assert not _is_settled(settled)
    assert _is_settled(settled)
    Image.new("RGB", (900, 900), "red").save(picture)
    assert not _is_settled(settled)


def test_a_picture_that_cannot_be_there_stops_nothing(settled: Path) -> None:
    """A name too long for a file, and a link that leads to itself."""
    (settled / "posts" / "loop.png").symlink_to("loop.png")
    _illustrate(settled, "x" * 300 + ".png")
    assert not _is_settled(settled)
    _illustrate(settled, "loop.png")
    assert not _is_settled(settled)


def test_an_edit_during_a_build_is_kept(settled: Path) -> None:
    """The build says so and leaves the script as it is; the next one speaks it."""
    path = _own(settled, "script.md")

    class Editor(_Listener):
        def say(self, text: str) -> None:
            if text.startswith("mixing"):
                path.write_text(path.read_text("utf-8").replace("示例", "编辑", 1), "utf-8")

    with pytest.raises(ScriptError, match="was edited while the episode was made"):
        build.build(config.load(settled), None, Options(engine="tone", force=True), Editor())
    assert "编辑" in path.read_text("utf-8")
