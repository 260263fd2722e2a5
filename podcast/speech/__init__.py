"""Speech turns lines into clips: an engine speaks one text, the stage (`stage`) a whole script.

An engine has a module in this package, an entry in `voices.ENGINES` and a row in the contract test.
Nothing heavy is imported here; the libraries of an engine are imported when it is loaded.
"""

from podcast.show.voices import ENGINES, about, check_voice, known_voices, voice_for
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
    "about",
    "all_cached",
    "check_voice",
    "is_speakable",
    "known_voices",
    "load",
    "settings",
    "speak_lines",
    "voice_for",
]
