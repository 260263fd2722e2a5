"""Whisper turns sound into text. Only this module imports faster_whisper.

The settings prevent faults of Whisper: the language is fixed; each line is transcribed alone, so
that the text of a line cannot influence the next; a transcript that repeats itself, or of which the
model is unsure, is made again with sampling (faster-whisper's temperatures), from a fixed seed.
Voice detection (VAD) is off, because it would cut away sound that is to be checked.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from podcast.errors import AudioError
from podcast.listening import model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 16_000
"""The sample rate of the mono sound that Whisper takes, in Hz."""

_PROMPT = "以下是普通话的句子。"
"""Makes Whisper prefer simplified characters and punctuation; it contains no words of the lines."""

_SEED = 0


class Ear:
    """A loaded Whisper model, for one thread at a time; it uses no network."""

    def __init__(self) -> None:
        """Load the model. Raises AudioError when the extra `verify` is missing or broken."""
        try:
            import ctranslate2
            import faster_whisper
            import opencc
        except ImportError as error:
            raise AudioError(
                f"listening: {error.name} cannot be imported ({error}); {model.remedy()}"
            ) from error
        folder = model.folder()
        try:
            self._whisper: Any = faster_whisper.WhisperModel(
                str(folder), device="cpu", compute_type="int8", cpu_threads=os.cpu_count() or 1
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise AudioError(
                f"{folder}: Whisper cannot be loaded: {error}; {model.remedy()}"
            ) from error
        self._seed = ctranslate2.set_random_seed
        self._simplified: Callable[[str], str] = opencc.OpenCC("t2s").convert

    def transcribe(self, samples: NDArray[np.int16]) -> str:
        """Return the text heard in a sound, mono (n,) at SAMPLE_RATE, in simplified characters.

        The same sound gives the same text on one machine. Raises AudioError when Whisper fails.
        """
        import numpy as np

        self._seed(_SEED)
        try:
            segments, _ = self._whisper.transcribe(
                samples.astype(np.float32) / 32768,
                language="zh",
                beam_size=5,
                condition_on_previous_text=False,
                initial_prompt=_PROMPT,
                vad_filter=False,
            )
            text = "".join(segment.text for segment in segments).strip()
        except (RuntimeError, ValueError) as error:
            raise AudioError(f"listening: Whisper failed: {error}") from error
        return self._simplified(text)  # the prompt alone does not always lead to simplified text
