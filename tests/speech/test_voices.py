"""Voices, syllables and loading: what is known of an engine before it speaks."""

from __future__ import annotations

import subprocess
import sys

import pytest
from readings import reading

from podcast.errors import ConfigError, EngineUnavailable, SpeechError
from podcast.model import Host, Token, Voice
from podcast.show.voices import Offer
from podcast.speech import ENGINES, check_voice, load, voice_for
from podcast.speech.syllablecount import count, parts


def test_host_keeps_its_own_voice() -> None:
    """A voice that voices.yaml names is used as it is."""
    own = Voice("edge", "zh-CN-YunyangNeural", "+6%")
    assert voice_for(Host("甲", (own,)), 0, "edge") is own


@pytest.mark.parametrize(
    ("engine", "names"),
    [
        ("edge", ["zh-CN-XiaoxiaoNeural", "zh-CN-YunxiNeural"]),
        ("kokoro", ["zf_xiaoxiao", "zm_yunxi"]),
        ("openai", ["alloy", "alloy"]),
        ("tone", ["low", "high"]),
    ],
)
def test_hosts_without_a_voice_differ(engine: str, names: list[str]) -> None:
    """Two hosts who name no voice for an engine get its first and its second one, if it has two."""
    assert [voice_for(Host("甲", ()), place, engine).name for place in (0, 1)] == names


@pytest.mark.parametrize(
    ("engine", "name"),
    [
        ("edge", "zh-CN-XiaoxiaoNeural"),
        ("edge", "zh-CN-liaoning-XiaobeiNeural"),
        ("edge", "zh-TW-HsiaoChenNeural"),
        ("edge", "en-US-AvaMultilingualNeural"),
        ("kokoro", "zm_yunyang"),
        ("openai", "zf_xiaobei(2)+zm_yunxi(1)"),
        ("openai", "speech:my voice:1"),
        ("openai", "龙小春"),
        ("tone", "high"),
    ],
)
def test_possible_voices_pass(engine: str, name: str) -> None:
    """Shipped voices pass, of edge all that have the form of its names, of openai any name."""
    check_voice(engine, name, "voices.yaml:3")


@pytest.mark.parametrize(
    ("engine", "name", "hint"),
    [
        ("edge", "Xiaoxiao", "zh-CN-XiaoxiaoNeural"),
        ("edge", "zh-CN-X'/><break time='9s'/>Neural", "use one of"),
        ("edge", "zh-CN-XiaoxiaoNeural\n", "use one of"),
        ("kokoro", "zf_xiaoxia", "did you mean `zf_xiaoxiao`"),
        ("openai", " ", "use one of alloy"),
        ("openai", "alloy\n", "use one of alloy"),
        ("tone", "middle", "low, high"),
    ],
)
def test_impossible_voices_are_errors(engine: str, name: str, hint: str) -> None:
    """A name that the engine cannot have is refused at its line, with a suggestion."""
    with pytest.raises(ConfigError, match=f"^voices.yaml:3: (.|\n)*{hint}"):
        check_voice(engine, name, "voices.yaml:3")


def test_unknown_engine_is_an_error() -> None:
    """Loading names the engines there are."""
    with pytest.raises(SpeechError, match="edge, kokoro, openai, tone"):
        load("festival")


def test_missing_package_makes_an_engine_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine whose library is not installed can be replaced by the next one."""
    monkeypatch.setitem(ENGINES, "gone", Offer("podcast.speech.no_such_module:Engine", ("a",)))
    with pytest.raises(EngineUnavailable, match="not installed"):
        load("gone")


def test_package_imports_nothing_heavy() -> None:
    """Configuration is checked without loading an engine, numpy or the network."""
    code = (
        "import sys, podcast.speech; "
        "heavy = {'numpy', 'aiohttp', 'httpx', 'edge_tts', 'soundfile', 'asyncio'}; "
        "print(heavy & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    ("text", "syllables"),
    [("今天，发布。", 4), ("Qwen", 1), ("Claude", 1), ("table", 2), ("GPT", 3), ("AWS", 5)],
)
def test_syllables_are_counted(text: str, syllables: int) -> None:
    """Chinese characters count one, Latin words their vowels, capitals their letters' names."""
    assert count(reading(text)) == syllables


def test_spelled_words_count_their_letters() -> None:
    """The lexicon's `spell` makes a word as long as its letters."""
    token = Token("MoE", "latin", "test", "MoE", 0, 3, spell=True)
    assert [part.syllables for part in parts(token)] == [3]


def test_a_voice_of_another_engine_is_an_error() -> None:
    """A voice is only used with the engine it belongs to."""
    with pytest.raises(SpeechError, match="tone: `zf_xiaoxiao` is a voice of kokoro"):
        load("tone").speak(reading("今天"), Voice("kokoro", "zf_xiaoxiao"))
