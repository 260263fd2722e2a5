"""Sounds of English words that no dictionary has. Only this file loads the library of espeak-ng.

The library comes with the package espeakng-loader. It is called through ctypes, because only one
function is needed, and `misaki.espeak` would need another package.
"""

from __future__ import annotations

import ctypes
import re
import threading
from functools import lru_cache

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS in speak_lib.h: no sound device is opened
_UTF8 = 1  # espeakCHARS_UTF8
_IPA_WITH_TIES = ord("^") << 8 | 0x82  # phonememode: IPA, "^" joins the symbols of a phoneme
_VOICE = b"en-us"

# espeak's IPA to Kokoro's symbols, replaced in this order, as misaki 0.9 does for US English
# (espeak.EspeakFallback).
_SYMBOLS = (
    ("ʔˌn\u0329", "ʔn"),
    ("ʔn\u0329", "ʔn"),
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
    ("ə^l", "ᵊl"),
    ("o^ʊ", "O"),
    ("ʲo", "jo"),
    ("ʲə", "jə"),
    ("ʲ", ""),
    ("e", "A"),
    ("ɚ", "əɹ"),
    ("r", "ɹ"),
    ("x", "k"),
    ("ç", "k"),
    ("ɐ", "ə"),
    ("ɬ", "l"),
    ("\u0303", ""),
)
_US_SYMBOLS = (
    ("ɜːɹ", "ɜɹ"),
    ("ɜː", "ɜɹ"),
    ("ɪə", "iə"),
    ("ː", ""),
    ("o", "ɔ"),
    ("ʔ", "t"),
    ("^", ""),
)
_LANGUAGE_SWITCH = re.compile(r"\([a-z-]+\)")
_SYLLABIC = re.compile("(\\S)\u0329")

_ONE_AT_A_TIME = threading.Lock()  # the library keeps its state in globals


@lru_cache(maxsize=1024)
def phonemes(word: str) -> str:
    """Return the phonemes of an English word in Kokoro's symbols; empty without the library."""
    with _ONE_AT_A_TIME:
        library = _library()
        ipa = _ipa(library, word) if library else ""
    ipa = _LANGUAGE_SWITCH.sub("", ipa).replace(" ", "").replace("-", "")
    for old, new in _SYMBOLS:
        ipa = ipa.replace(old, new)
    ipa = _SYLLABIC.sub(r"ᵊ\1", ipa)
    for old, new in _US_SYMBOLS:
        ipa = ipa.replace(old, new)
    return ipa


def is_available() -> bool:
    """Tell whether the library can be used; without it unknown words are spelled."""
    with _ONE_AT_A_TIME:
        return _library() is not None


def _ipa(library: ctypes.CDLL, word: str) -> str:
    text = ctypes.c_char_p(word.encode())
    parts: list[bytes] = []
    while text.value:  # the call moves the pointer by a clause, to NULL at the end
        parts.append(
            library.espeak_TextToPhonemes(ctypes.byref(text), _UTF8, _IPA_WITH_TIES) or b""
        )
    return b"".join(parts).decode()


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL | None:
    try:
        import espeakng_loader

        library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path()
    except (ImportError, OSError, RuntimeError):
        return None
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_TextToPhonemes.argtypes = [
        ctypes.POINTER(ctypes.c_char_p),
        ctypes.c_int,
        ctypes.c_int,
    ]
    if library.espeak_Initialize(_SYNCHRONOUS, 0, str(data).encode(), 0) < 0:
        return None
    return library if library.espeak_SetVoiceByName(_VOICE) == 0 else None
