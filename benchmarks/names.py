"""What Whisper hears of names in a Chinese sentence, said by the embedded voice.

    python benchmarks/names.py [--voice NAME]...

Every voice says sixty names of technology news, each in the same sentence. The default voices are
those of the two hosts and the plain styles of which they are blended. For each voice the program
prints how many names were heard letter for letter, how many nearly right, which names were heard
wrongly, and the error of the Mandarin syllables around them (podcast/listening/score.py). It needs
the extra `verify`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
import soxr
from numpy.typing import NDArray

from podcast import listening, speech
from podcast.chinese import spoken
from podcast.listening.transcribe import SAMPLE_RATE, Ear
from podcast.model import Clip, Voice

ENGINE = "kokoro"
CARRIER = "今天，{}发布了新的版本。"
NAMES = (
    "OpenAI", "ChatGPT", "Claude", "Anthropic", "Gemini", "DeepMind", "Google", "Microsoft",
    "Copilot", "Meta", "Llama", "Mistral", "NVIDIA", "DeepSeek", "Qwen", "Kimi", "Grok",
    "Perplexity", "Cursor", "GitHub", "HuggingFace", "Midjourney", "Sora", "Runway", "Figma",
    "Notion", "Adobe", "Apple", "Siri", "Amazon", "Alexa", "Tesla", "Intel", "AMD", "Samsung",
    "Sony", "Oracle", "IBM", "Salesforce", "Zoom", "Slack", "Spotify", "Netflix", "TikTok",
    "ByteDance", "Android", "Windows", "Linux", "PyTorch", "TensorFlow", "Python", "CUDA",
    "Blackwell", "Stargate", "Waymo", "Stripe", "Databricks", "Snowflake", "Codex", "Voxtral",
)  # fmt: skip


def main() -> None:
    """Speak the names, transcribe them and print the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--voice", action="append", choices=speech.known_voices(ENGINE))
    voices = parser.parse_args().voice or list(speech.known_voices(ENGINE)[:4])
    engine, ear = speech.load(ENGINE), Ear()
    for name in voices:
        rows = list(listening.check(map(_recorded(engine, name), NAMES), ear))
        gaps = [gap for row in rows for gap in row.score.gaps]
        print(
            f"{name}: {sum(gap.recognised for gap in gaps)} of {len(gaps)} exact, "
            f"{sum(gap.near for gap in gaps)} near, syllable error {listening.total(rows):.2%}"
        )
        print("  " + ", ".join(f"{gap.text}>{gap.heard}" for gap in gaps if not gap.near))


def _recorded(engine: speech.Engine, voice: str) -> Callable[[str], listening.Recorded]:
    def record(name: str) -> listening.Recorded:
        reading = spoken(CARRIER.format(name))
        clip = engine.speak(reading, Voice(ENGINE, voice))
        return listening.Recorded(name, voice, reading, _resampled(clip))

    return record


def _resampled(clip: Clip) -> NDArray[np.int16]:
    sound = soxr.resample(clip.samples.astype(np.float32), clip.sample_rate, SAMPLE_RATE)
    return np.asarray(np.clip(np.rint(sound), -32768, 32767), np.int16)


if __name__ == "__main__":
    main()
