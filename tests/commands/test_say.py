"""A text outside of any episode: whose voice, which engine, which file."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from podcast.commands import say
from podcast.errors import PodcastError, SpeechError
from podcast.lib import ffmpeg
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import Show


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show that would use Kokoro, and then test tones."""
    return replace(config.load(show_folder), engines=("kokoro", "tone"))


@pytest.fixture
def _no_kokoro(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Kokoro's package be missing."""
    monkeypatch.setitem(sys.modules, "podcast.speech.kokoro.engine", None)


@pytest.mark.usefixtures("_no_kokoro")
def test_the_next_engine_speaks(
    show: Show, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first that can, with a warning about the one before."""
    path = tmp_path / "x.wav"
    assert say.say("你好", path, show, Quiet()).endswith(" s, tone low")
    assert path.exists()
    assert capsys.readouterr().err.startswith("warning: kokoro: not installed")


@pytest.mark.usefixtures("_no_kokoro")
def test_no_engine_is_one_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a show only the embedded voice is asked: nothing leaves the machine unasked."""
    with pytest.raises(SpeechError, match="kokoro: not installed"):
        say.say("你好", tmp_path / "x.wav", None, Quiet())
    assert capsys.readouterr().err == ""
    assert not list(tmp_path.iterdir())


def test_the_host_decides_the_voice(show: Show, tmp_path: Path) -> None:
    """The second host has the second voice; an unknown one is told with those there are."""
    second = show.hosts[1].name
    path = tmp_path / "x.flac"
    said = say.say("你好", path, show, Quiet(), host_name=second, engine_name="tone")
    assert said.endswith("tone high")
    names = "、".join(host.name for host in show.hosts)
    with pytest.raises(PodcastError, match=f"no host `某人`; there are {names}"):
        say.say("你好", path, show, Quiet(), host_name="某人")


def test_a_voice_of_voices_yaml_is_used(show: Show, tmp_path: Path) -> None:
    """Its speed is heard."""
    host = show.hosts[0]
    lengths = []
    for speed in (1.0, 2.0):
        voice = replace(host.voices[0], engine="tone", name="high", speed=speed)
        other = replace(show, hosts=(replace(host, voices=(voice,)),))
        path = tmp_path / f"{speed}.wav"
        say.say("你好你好", path, other, Quiet(), engine_name="tone")
        lengths.append(len(ffmpeg.decode(path, 24_000)) / 24_000 - 0.1)
    assert lengths[0] == pytest.approx(2 * lengths[1], abs=0.01)


def test_a_file_is_replaced_whole(show: Show, tmp_path: Path) -> None:
    """A text that cannot be spoken leaves the file of before."""
    path = tmp_path / "x.wav"
    say.say("你好", path, show, Quiet(), engine_name="tone")
    before = path.read_bytes()
    with pytest.raises(SpeechError):
        say.say("……", path, show, Quiet(), engine_name="tone")
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*.wav")) == [path]


@pytest.mark.usefixtures("_no_kokoro")
def test_samples_pass_over_an_engine_that_cannot_speak(
    show: Show, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What can speak does; when nothing can, that is the error."""
    written = list(say.write_samples(tmp_path / "samples", show, Quiet()))
    assert [path.name for path in written] == ["tone-low.wav", "tone-high.wav", "index.html"]
    page = html.fromstring(written[-1].read_text("utf-8"))
    assert page.xpath("//audio/@src") == ["tone-low.wav", "tone-high.wav"]
    assert page.xpath("//audio/@aria-label") == ["low", "high"]
    assert "kokoro: not installed" in capsys.readouterr().err
    with pytest.raises(SpeechError, match="podcast doctor"):
        list(say.write_samples(tmp_path / "none", None, Quiet()))
    assert not (tmp_path / "none").exists()
