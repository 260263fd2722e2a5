"""Which engine speaks: the first that can, all of it, and the one before while nothing changed."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from podcast import digest
from podcast.chinese import spoken
from podcast.digest import posts
from podcast.episode import manifest
from podcast.errors import CacheError, SpeechError
from podcast.lib.progress import Console, Quiet
from podcast.script import rules
from podcast.show import config
from podcast.show.config import OpenAI, Show
from podcast.speech import voicing
from podcast.speech.voicing import Narration

sys.path.insert(0, str(Path(__file__).parents[1]))

from edge_service import EdgeService
from speech.openai_service import MODEL, OpenAIService


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show that tries edge, kokoro and tone in this order."""
    return replace(config.load(show_folder), engines=("edge", "kokoro", "tone"))


@pytest.fixture
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing listen where the online service is, and Kokoro's package be missing."""
    monkeypatch.setattr("edge_tts.communicate.WSS_URL", "ws://127.0.0.1:9/edge/v1?a=b")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setitem(sys.modules, "podcast.speech.kokoro.engine", None)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[EdgeService]:
    """Run the online service on loopback."""
    with EdgeService() as running:
        monkeypatch.setattr("edge_tts.communicate.WSS_URL", running.url)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield running
        assert not running.violations


def _narration(show: Show, *, alone: bool = False) -> Narration:
    post = digest.load(posts.find(show.posts, None, show.zone), show.zone)
    script = rules.write(post, show)
    return Narration(show, script, tuple(spoken(line.text) for line in script.lines), alone=alone)


@pytest.mark.usefixtures("_offline")
def test_who_speaks_instead_is_told_with_its_time(
    show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line behind each failure names the next engine and about how long it takes."""
    with Console() as console:
        voicing.voice(_narration(show), None, console)
    rows = capsys.readouterr().err.splitlines()
    lines = [row for row in rows if " speaks now: " in row]
    assert [line.partition(" ")[0] for line in lines] == ["kokoro", "tone"]
    for line in lines:
        assert re.fullmatch(r"\w+ speaks now: \d+ min of sound, which take it about \d+ s", line)
    assert rows.index(lines[0]) == 1 + next(
        place for place, row in enumerate(rows) if row.startswith("warning: edge: ")
    )


@pytest.mark.usefixtures("_offline")
def test_engines_are_tried_in_order(show: Show, capsys: pytest.CaptureFixture[str]) -> None:
    """The third speaks all lines; the reason and a warning each tell of the two before."""
    voiced = voicing.voice(_narration(show), None, Quiet())
    assert voiced.engine == "tone"
    assert {segment.engine for segment in voiced.segments} == {"tone"}
    assert voiced.reason
    assert 0 == voiced.reason.index("edge: ") < voiced.reason.index("; kokoro: not installed")
    warnings = capsys.readouterr().err.splitlines()
    assert [row[:16] for row in warnings] == ["warning: edge: t", "warning: kokoro:"]


def test_what_a_service_said_is_not_kept(
    show: Show, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The warning quotes it; the reason, which the manifest publishes, has kind and status."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with OpenAIService() as service:
        service.key = ""
        service.always("400")
        speaking = replace(show.speech, openai=OpenAI(service.url, MODEL, "NO_KEY_AT_ALL"))
        asked = replace(show, engines=("openai", "tone"), speech=speaking)
        voiced = voicing.voice(_narration(asked), None, Quiet())
    assert voiced.reason == "openai: the service refuses the request (HTTP 400) after 1 try"
    assert "no such field" in capsys.readouterr().err


@pytest.mark.usefixtures("_offline")
def test_when_none_can_speak_every_reason_is_told(
    show: Show, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error names all engines; the last one's reason is not told twice."""
    with pytest.raises(SpeechError, match=r"no engine could speak the episode: edge: .*; kokoro: "):
        voicing.voice(_narration(replace(show, engines=("edge", "kokoro"))), None, Quiet())
    (warning,) = capsys.readouterr().err.splitlines()
    assert warning.startswith("warning: edge: ")


@pytest.mark.usefixtures("_offline")
def test_a_named_engine_has_no_substitute(show: Show) -> None:
    """`--engine kokoro` fails when Kokoro cannot speak, though others could."""
    with pytest.raises(SpeechError, match="kokoro: not installed"):
        voicing.voice(_narration(show), ("kokoro",), Quiet())


@pytest.mark.usefixtures("_offline")
def test_one_line_that_fails_moves_the_whole_episode(show: Show) -> None:
    """A line that an engine cannot say is an error when no other engine can either."""
    narration = _narration(replace(show, engines=("tone",)))
    silent = (*narration.readings[:-1], spoken("……"))
    with pytest.raises(SpeechError, match=r"line \d+ of the script .*nothing to say"):
        voicing.voice(replace(narration, readings=silent), None, Quiet())


@pytest.fixture
def built(spoken_folder: Path) -> Show:
    """Return a show with an episode that `tone` speaks, whatever voices.yaml prefers."""
    return replace(config.load(spoken_folder), engines=("edge", "kokoro", "tone"))


def test_an_unchanged_episode_keeps_its_engine(built: Show) -> None:
    """No engine is asked again while every line is in the cache."""
    voiced = voicing.voice(_narration(built), None, Quiet())
    assert (voiced.engine, voiced.calls, voiced.reason) == ("tone", 0, None)


@pytest.mark.usefixtures("_offline")
def test_an_engine_that_the_show_dropped_is_not_kept(built: Show) -> None:
    """voices.yaml decides; `tone` by `--engine` was a preview."""
    with pytest.raises(SpeechError, match="kokoro"):
        voicing.voice(_narration(replace(built, engines=("kokoro",))), None, Quiet())


@pytest.mark.usefixtures("_offline")
def test_an_engine_that_was_uninstalled_makes_room_for_the_next(built: Show) -> None:
    """An episode that Kokoro spoke is spoken by another engine when Kokoro is gone."""
    folder = built.folder("2026-02-06")
    before = manifest.load(folder / manifest.FILE_NAME)
    manifest.save(folder, before.model_copy(update={"engine": "kokoro"}))
    voiced = voicing.voice(_narration(replace(built, engines=("kokoro", "tone"))), None, Quiet())
    assert voiced.engine == "tone"
    assert voiced.reason
    assert voiced.reason.startswith("kokoro: not installed")


def test_a_broken_manifest_is_not_asked(built: Show) -> None:
    """A build replaces it, so it must not stop the build."""
    (built.folder("2026-02-06") / manifest.FILE_NAME).write_text("{", "utf-8")
    voiced = voicing.voice(_narration(replace(built, engines=("tone",))), None, Quiet())
    assert (voiced.engine, voiced.calls) == ("tone", 0)


def test_force_asks_the_engine_again(built: Show) -> None:
    """Every line is a call though all are cached."""
    narration = _narration(replace(built, engines=("tone",)))
    voiced = voicing.voice(narration, None, Quiet(), force=True)
    assert voiced.calls == len({segment.key for segment in voiced.segments}) > 0


@pytest.mark.parametrize(
    ("engine", "reason", "missed"),
    [
        ("edge", None, ()),
        ("kokoro", "edge: unreachable", ("edge",)),
        ("kokoro", None, ()),
        ("tone", None, ("edge", "kokoro")),
        ("edge", "kokoro: not installed", ("edge",)),
    ],
)
def test_missed_engines(
    show: Show, engine: str, reason: str | None, missed: tuple[str, ...]
) -> None:
    """Those before its own; none for a choice; all for a preview; its own for an old reason."""
    assert voicing.missed(replace(show, engines=("edge", "kokoro")), engine, reason) == missed


def test_guessed_words_are_told_once(show: Show) -> None:
    """Latin words without a known reading, as first written, in the order of the script."""
    lines = ("Zzyzxq和Blorvex。", "又是Zzyzxq和BLORVEX。", "GPU与Blorvex 3.0。")
    narration = replace(_narration(show), readings=tuple(map(spoken, lines)))
    assert narration.guessed == ("Zzyzxq", "Blorvex")


def _with_own_engine(show: Show) -> Show:
    """Return the show with its second host speaking in tones whoever speaks for the first."""
    first, second = show.hosts
    return replace(show, hosts=(first, replace(second, engine="tone")))


@pytest.mark.usefixtures("_offline")
def test_a_host_may_keep_an_engine(show: Show) -> None:
    """The others' engine has to speak all the same: there is no episode of one host's lines."""
    narration = _narration(_with_own_engine(replace(show, engines=("kokoro",))))
    assert [voice.engine for voice in narration.voices("kokoro").values()] == ["kokoro", "tone"]
    with pytest.raises(SpeechError, match="kokoro: not installed"):
        voicing.voice(narration, None, Quiet())


def test_lines_of_two_engines_are_in_order(
    show: Show, service: EdgeService, capsys: pytest.CaptureFixture[str]
) -> None:
    """One engine speaks for one host, the other for the other; a second run makes no call."""
    mixed = _with_own_engine(replace(show, engines=("edge",)))
    voiced = voicing.voice(_narration(mixed), None, Quiet())
    by_host = {segment.line.host: segment.engine for segment in voiced.segments}
    assert by_host == {"晓晓": "edge", "云希": "tone"}
    lines = [segment.line for segment in voiced.segments]
    assert lines == list(_narration(mixed).script.lines)
    assert voiced.engine == "edge"
    assert voiced.calls == len({segment.key for segment in voiced.segments})
    assert voicing.voice(_narration(mixed), None, Quiet()).calls == 0
    assert not capsys.readouterr().err


def test_an_engine_that_a_person_asks_for_speaks_for_all(show: Show) -> None:
    """`--engine tone` means that one and no other."""
    first, second = show.hosts
    kept = replace(show, hosts=(first, replace(second, engine="kokoro")))
    voiced = voicing.voice(_narration(kept, alone=True), ("tone",), Quiet())
    assert {segment.engine for segment in voiced.segments} == {"tone"}


def test_a_full_disk_is_no_fault_of_an_engine(show: Show) -> None:
    """Nobody else is asked to speak what cannot be kept either; the error is about the folder."""
    show.cache.mkdir()
    (show.cache / "segments").write_text("in the way", "utf-8")
    with pytest.raises(CacheError, match="segments: a clip cannot be stored"):
        voicing.voice(_narration(replace(show, engines=("tone", "kokoro"))), None, Quiet())
