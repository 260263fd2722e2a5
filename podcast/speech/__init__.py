"""Speech: lines -> clips. An engine turns one text into sound, the stage a whole script.

An engine is one file in this package, one line in `voices.ENGINES` and one row in the contract
test. Nothing heavy is imported here: an engine's libraries come with the engine.
"""

from podcast.show.voices import ENGINES, check_voice, known_voices, voice_for
from podcast.speech.cache import Cache
from podcast.speech.engine import Engine, load, settings
from podcast.speech.stage import SpeechProgress, SpokenLine, all_cached, speak_lines
from podcast.speech.syllablecount import is_speakable

__all__ = [
    "ENGINES",
    "Cache",
    "Engine",
    "SpeechProgress",
    "SpokenLine",
    "all_cached",
    "check_voice",
    "is_speakable",
    "known_voices",
    "load",
    "settings",
    "speak_lines",
    "voice_for",
]
