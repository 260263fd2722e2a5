"""`peaks.json`: the waveform of a recording, for players, in the JSON of BBC's audiowaveform.

The format is version 2 with 8 bits (github.com/bbc/audiowaveform, doc/DataFormat.md), which
wavesurfer.js and peaks.js read, too; `data` holds the lowest and highest sample of each stretch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from podcast.audio.clock import SAMPLE_RATE

MOST_BYTES = 4096
_MOST_STRETCHES = 360
"""The most stretches into which a recording is divided. A wide screen shows half as many bars; the
longest file has 3.4 kB."""
_TENTH = SAMPLE_RATE // 10
_FULL = 127


def dumps(peaks: Sequence[float]) -> str:
    """Return the JSON text for the largest absolute samples (0 to 1) of each 100 ms."""
    tenths = max(1, -(-len(peaks) // _MOST_STRETCHES))
    stretches = [max(peaks[at : at + tenths]) for at in range(0, len(peaks), tenths)]
    highest = [round(_FULL * peak) for peak in stretches]
    waveform = {
        "version": 2,
        "channels": 1,
        "sample_rate": SAMPLE_RATE,
        "samples_per_pixel": tenths * _TENTH,
        "bits": 8,
        "length": len(highest),
        "data": [sample for peak in highest for sample in (-peak, peak)],
    }
    return json.dumps(waveform, separators=(",", ":")) + "\n"
