"""The speech engines and the names of their voices, without loading any engine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from podcast.errors import ConfigError, near
from podcast.model import Host, Voice


@dataclass(frozen=True, slots=True)
class Offer:
    """An engine: the class that implements it and its voices."""

    implementation: str
    """`module:Class`: a class that follows `engine.Engine`; all its arguments are optional."""
    voices: tuple[str, ...]
    """The names of the voices; the first four are the defaults of the hosts, by their order."""
    others: str = ""
    """A regular expression for names that the engine may know beyond `voices`."""
    exact_times: bool = False
    """Whether word times are exact: no word is heard outside of its time."""
    work: float = 0.3
    """Seconds that a second of sound takes it, for a first estimate: `kokoro` on a machine of two
    cores, the services at three requests at once (benchmarks/speech.py)."""
    opening: str = ""
    """What it has to do before it says its first word, if that takes seconds."""


ENGINES: dict[str, Offer] = {
    "edge": Offer(
        "podcast.speech.edge.engine:EdgeEngine",
        (
            "zh-CN-XiaoxiaoNeural",
            "zh-CN-YunxiNeural",
            "zh-CN-XiaoyiNeural",
            "zh-CN-YunjianNeural",
            "zh-CN-YunxiaNeural",
            "zh-CN-YunyangNeural",
            "zh-CN-liaoning-XiaobeiNeural",
            "zh-CN-shaanxi-XiaoniNeural",
        ),
        # The service has hundreds of voices and changes them. edge-tts puts the name into an XML
        # attribute as it is, so only letters are allowed.
        others=r"[a-z]{2,3}-[A-Z]{2}(-[a-z]+)?-[A-Z][A-Za-z]+Neural",
    ),
    "kokoro": Offer(
        "podcast.speech.kokoro.engine:KokoroEngine",
        (
            "zf_xiaoxiao",
            "zm_yunxi",
            "zf_xiaoyi",
            "zm_yunjian",
            "zf_xiaoxiao_heart",
            "zm_yunxi_michael",
            "zf_xiaobei",
            "zf_xiaoni",
            "zm_yunxia",
            "zm_yunyang",
        ),
        exact_times=True,
        work=0.4,
        opening="loading the voice model",
    ),
    "openai": Offer(
        "podcast.speech.openai.engine:OpenAIEngine",
        ("alloy",),  # each service has others; some services mix voices: `a(2)+b(1)`
        others=r"[^\x00-\x20\x7f]([^\x00-\x1f\x7f]{0,198}[^\x00-\x20\x7f])?",
    ),
    "tone": Offer("podcast.speech.tone:ToneEngine", ("low", "high"), exact_times=True, work=0.02),
}

_FEMALE, _MALE, _BOY = "female", "male", "male (boy)"
_STANDARD = "standard Mandarin"
_ABOUT: dict[str, tuple[str, str]] = {
    "zh-CN-XiaoxiaoNeural": (_FEMALE, _STANDARD),
    "zh-CN-YunxiNeural": (_MALE, _STANDARD),
    "zh-CN-XiaoyiNeural": (_FEMALE, _STANDARD),
    "zh-CN-YunjianNeural": (_MALE, _STANDARD),
    "zh-CN-YunxiaNeural": (_BOY, _STANDARD),
    "zh-CN-YunyangNeural": (_MALE, _STANDARD),
    "zh-CN-liaoning-XiaobeiNeural": (_FEMALE, "Mandarin of the Northeast (辽宁)"),
    "zh-CN-shaanxi-XiaoniNeural": (_FEMALE, "Mandarin of 陕西"),
    "zf_xiaoxiao": (_FEMALE, _STANDARD),
    "zm_yunxi": (_MALE, _STANDARD),
    "zf_xiaoyi": (_FEMALE, _STANDARD),
    "zm_yunjian": (_MALE, _STANDARD),
    "zf_xiaoxiao_heart": (_FEMALE, _STANDARD),
    "zm_yunxi_michael": (_MALE, _STANDARD),
    "zf_xiaobei": (_FEMALE, _STANDARD),
    "zf_xiaoni": (_FEMALE, _STANDARD),
    "zm_yunxia": (_MALE, _STANDARD),
    "zm_yunyang": (_MALE, _STANDARD),
}
"""The gender and accent of the voices that speak Chinese.

They are those of Azure's "Language and voice support for the Speech service", and of Kokoro's
VOICES.md, where `zf` is a woman's voice and `zm` a man's. A test tone has neither, and what the
voices of other services are is theirs to say.
"""


def about(voice: str) -> tuple[str, str] | None:
    """Return the gender and the accent of a voice, or None where they are not known."""
    return _ABOUT.get(voice)


def known_voices(engine: str) -> tuple[str, ...]:
    """Return the names of the voices that an engine ships with, the default voices first."""
    return ENGINES[engine].voices


def has_exact_times(engine: str) -> bool:
    """Tell whether an engine of this name says exactly when each word is heard."""
    offer = ENGINES.get(engine)
    return offer is not None and offer.exact_times


def is_voice(engine: str, name: str) -> bool:
    """Tell whether the engine has, or may have, a voice of this name."""
    offer = ENGINES[engine]
    return name in offer.voices or bool(offer.others and re.fullmatch(offer.others, name, re.ASCII))


def advice(engine: str, name: str) -> str:
    """Return a message that the engine has no such voice and that lists its voices."""
    voices = known_voices(engine)
    return f"{engine} has no voice `{name}`{near(name, voices)}; use one of {', '.join(voices)}"


def check_voice(engine: str, name: str, where: str) -> None:
    """Raise ConfigError with the place `where` when the engine cannot have such a voice."""
    if not is_voice(engine, name):
        raise ConfigError(f"{where}: {advice(engine, name)}")


def voice_for(host: Host, index: int, engine: str) -> Voice:
    """Return the host's voice for the engine, or the default voice for the index (0 to 3)."""
    for voice in host.voices:
        if voice.engine == engine:
            return voice
    names = known_voices(engine)
    return Voice(engine, names[index % len(names)])
