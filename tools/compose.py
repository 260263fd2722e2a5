"""Render the show's music: intro, sting and outro.

The three cues share one key (D major), one tempo (100 beats per minute) and one
four-note motif (A, D, E, F sharp).  Everything is synthesised here from sines and
seeded noise, so the same PCM comes out of every run and no sample library is needed.

Usage: ``python tools/compose.py [--out DIR]``

Licence of the rendered music: CC0-1.0.  Licence of this code: GPL-3.0-or-later.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Audio = npt.NDArray[np.float64]  # mono: (samples,), stereo: (samples, 2)

DEFAULT_OUT = Path(__file__).resolve().parent.parent / "podcast" / "data" / "music"

RATE_HZ = 44_100
TEMPO_BPM = 100.0
BEAT_S = 60.0 / TEMPO_BPM
SEED = 20_240

LIMITER_DRIVE = 1.0  # the mix peaks below 0.8, so only its tips are rounded
LOW_CUT_HZ = 40.0
FADE_IN_S = 0.004
BELL_TIMING_S = 0.005  # spread of the humanised note starts

# Mix levels (linear, before the master normalises the peak).
PAD_LEVEL = 0.036
BASS_LEVEL = 0.115
BELL_LEVEL = 0.21
ARPEGGIO_LEVEL = 0.14
KICK_LEVEL = 0.36
SHAKER_LEVEL = 0.105
ECHO_LEVEL = 0.26
REVERB_LEVEL = 0.30

PAD_ATTACK_S = 0.28
PAD_RELEASE_S = 0.75
PAD_CUTOFF_HZ = 1_700.0
PAD_HARMONICS = 16
PAD_VOICES = ((-5.0, -0.7), (0.0, 0.0), (4.0, 0.7))  # detune in cents, pan
REVERB_RT60_S = 1.7
REVERB_PREDELAY_S = 0.018
REVERB_TONE_HZ = 5_500.0
REVERB_LOW_CUT_HZ = 250.0
ECHO_BEATS = 0.75
DRIVING_GROOVE = 0.5  # above it the kick plays and the bass pulses

# Partials of the two plucked sounds: (frequency ratio, level, decay time in seconds).
BELL_PARTIALS = (
    (1.0, 1.0, 0.62),
    (2.0, 0.46, 0.40),
    (3.0, 0.20, 0.32),
    (4.0, 0.26, 0.24),
    (6.7, 0.12, 0.09),
    (9.2, 0.07, 0.05),
)
PLUCK_PARTIALS = ((1.0, 1.0, 0.22), (2.0, 0.50, 0.13), (3.0, 0.28, 0.09), (4.0, 0.12, 0.06))

# MIDI note numbers.
A4, B4, CS5, D5, E5, FS5, A5, D6 = 69, 71, 73, 74, 76, 78, 81, 86


@dataclass(frozen=True)
class Harmony:
    """A chord: the bass note and the pad tones above it (MIDI numbers)."""

    bass: int
    tones: tuple[int, ...]


# Voicings move by small steps, so the pad changes colour without jumping.
D_ADD9 = Harmony(38, (50, 57, 64, 66))
D_MAJOR = Harmony(38, (50, 57, 62, 66))
G_MAJ7 = Harmony(43, (50, 55, 59, 66))
A_MAJOR = Harmony(45, (52, 57, 61, 64))
B_MIN7 = Harmony(35, (50, 57, 62, 66))


@dataclass(frozen=True)
class Chord:
    """One chord on the time line; groove (0 to 1) scales bass pulse, arpeggio and drums."""

    start_beat: float
    beats: float
    harmony: Harmony
    level: float = 1.0
    groove: float = 1.0


@dataclass(frozen=True)
class Note:
    """One bell note."""

    beat: float
    pitch: int
    velocity: float


@dataclass(frozen=True)
class Cue:
    """A whole piece of music; fade_s is the closing fade, peak_dbfs sets the level."""

    name: str
    seconds: float
    fade_s: float
    peak_dbfs: float
    chords: tuple[Chord, ...]
    melody: tuple[Note, ...]


def motif(beat: float, step: float, velocity: float) -> tuple[Note, ...]:
    """Return the signature: sol-do-re-mi, rising a little in strength."""
    pitches = (A4, D5, E5, FS5)
    weights = (0.80, 0.88, 0.84, 1.0)
    return tuple(
        Note(beat + i * step, pitch, velocity * weight)
        for i, (pitch, weight) in enumerate(zip(pitches, weights, strict=True))
    )


def answer(beat: float, velocity: float) -> tuple[Note, ...]:
    """Return the theme's second bar: over IV and V, leading back to the tonic."""
    line = (
        (0.0, B4, 0.80),
        (0.5, D5, 0.86),
        (1.0, E5, 0.84),
        (1.5, FS5, 0.95),
        (2.5, E5, 0.82),
        (3.0, CS5, 0.86),
        (3.5, E5, 0.74),
    )
    return tuple(Note(beat + at, pitch, velocity * weight) for at, pitch, weight in line)


def landing(beat: float, velocity: float) -> tuple[Note, ...]:
    """Return the resolved tonic as an open bell chord."""
    return tuple(
        Note(beat, pitch, velocity * weight) for pitch, weight in ((D5, 1.0), (FS5, 0.6), (A5, 0.5))
    )


INTRO = Cue(
    name="intro",
    seconds=12.0,
    fade_s=2.0,
    peak_dbfs=-3.8,
    chords=(
        Chord(0, 4, D_ADD9),
        Chord(4, 2, G_MAJ7),
        Chord(6, 2, A_MAJOR),
        Chord(8, 4, D_ADD9, level=0.9, groove=0.55),
        Chord(12, 2, B_MIN7, level=0.85, groove=0.40),
        Chord(14, 2, G_MAJ7, level=0.80, groove=0.25),
        Chord(16, 2, D_MAJOR, level=0.75, groove=0.0),
    ),
    melody=(
        *motif(0, 0.5, 1.0),
        Note(3, A5, 0.70),
        Note(3.5, E5, 0.60),
        *answer(4, 1.0),
        *landing(8, 0.85),
        Note(11, A4, 0.32),
        Note(12, D5, 0.36),
        Note(14, FS5, 0.30),
        *landing(16, 0.34),
    ),
)

STING = Cue(
    name="sting",
    seconds=2.0,
    fade_s=1.1,
    peak_dbfs=-6.0,
    chords=(Chord(0, 2, D_ADD9, groove=0.0),),
    melody=(*motif(0, 0.25, 0.9), Note(0.75, D5, 0.35), Note(0.75, A5, 0.45)),
)

OUTRO = Cue(
    name="outro",
    seconds=12.0,
    fade_s=1.6,
    peak_dbfs=-3.5,
    chords=(
        Chord(0, 2, B_MIN7, level=0.80, groove=0.20),
        Chord(2, 2, G_MAJ7, level=0.85, groove=0.35),
        Chord(4, 2, D_ADD9, level=0.90, groove=0.50),
        Chord(6, 2, A_MAJOR, level=0.95, groove=0.70),
        Chord(8, 4, D_ADD9),
        Chord(12, 2, G_MAJ7),
        Chord(14, 2, A_MAJOR),
        Chord(16, 2.5, D_MAJOR, groove=0.0),
    ),
    melody=(
        Note(0, FS5, 0.34),
        Note(2, D5, 0.36),
        Note(4, A4, 0.42),
        Note(6, CS5, 0.48),
        Note(7, E5, 0.55),
        *motif(8, 0.5, 0.95),
        Note(11, A5, 0.68),
        Note(11.5, E5, 0.60),
        *answer(12, 0.98),
        *landing(16, 1.0),
        Note(16.5, D6, 0.30),
    ),
)

CUES = (INTRO, STING, OUTRO)


def frequency(pitch: float) -> float:
    """Return the frequency in Hz of a MIDI note number (equal temperament, A4 = 440 Hz)."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def clock(seconds: float) -> Audio:
    """Return sample times in seconds."""
    ticks: Audio = np.arange(round(seconds * RATE_HZ), dtype=np.float64) / RATE_HZ
    return ticks


def pan(mono: Audio, position: float) -> Audio:
    """Place a mono signal between left (-1) and right (+1) at constant power."""
    angle = (position + 1.0) * np.pi / 4.0
    placed: Audio = mono[:, None] * np.array([np.cos(angle), np.sin(angle)])
    return placed


def add(bus: Audio, sound: Audio, start_s: float) -> None:
    """Mix a stereo sound into a bus; a part past the end is cut (the fade hides it)."""
    first = max(0, round(start_s * RATE_HZ))
    room = len(bus) - first
    if room > 0:
        bus[first : first + len(sound)] += sound[:room]


def ramps(t: Audio, attack_s: float, release_s: float) -> Audio:
    """Return a raised-cosine attack and release over the whole length of t."""
    rise = np.clip(t / attack_s, 0.0, 1.0)
    fall = np.clip((t[-1] - t) / release_s, 0.0, 1.0)
    shaped: Audio = (0.5 - 0.5 * np.cos(np.pi * rise)) * (0.5 - 0.5 * np.cos(np.pi * fall))
    return shaped


def shape_spectrum(mono: Audio, response: npt.NDArray[np.complex128]) -> Audio:
    """Apply a frequency response given on the rfft grid of twice the signal's length."""
    size = 2 * len(mono)
    shaped: Audio = np.fft.irfft(np.fft.rfft(mono, size) * response, size)
    return shaped[: len(mono)]


def filter_response(samples: int, corner_hz: float, high_pass: bool) -> npt.NDArray[np.complex128]:
    """Return a second-order Butterworth response: complex, so causal (no ringing before a note)."""
    s = 1j * np.fft.rfftfreq(2 * samples, 1.0 / RATE_HZ) / corner_hz
    numerator = s * s if high_pass else np.ones_like(s)
    result: npt.NDArray[np.complex128] = numerator / (s * s + np.sqrt(2.0) * s + 1.0)
    return result


def pad(chord: Chord) -> Audio:
    """Return a warm chord: detuned saw-like voices, a low-pass that slowly opens and closes."""
    t = clock(chord.beats * BEAT_S + PAD_RELEASE_S)
    sweep = 0.75 + 0.35 * np.sin(np.pi * t / t[-1]) + 0.30 * chord.groove
    cutoff = PAD_CUTOFF_HZ * chord.level * sweep
    envelope = ramps(t, PAD_ATTACK_S, PAD_RELEASE_S) * chord.level
    out = np.zeros((len(t), 2))
    for index, tone in enumerate(chord.harmony.tones):
        for voice, (cents, position) in enumerate(PAD_VOICES):
            base = frequency(tone + cents / 100.0)
            # Distinct start phases keep the voices from adding up to one spike.
            phase = 2.0 * np.pi * base * t + 1.7 * index + 2.1 * voice
            mono = np.zeros_like(t)
            for k in range(1, PAD_HARMONICS + 1):
                gain = 1.0 / (k * np.sqrt(1.0 + (k * base / cutoff) ** 4))
                mono += gain * np.sin(k * phase)
            out += pan(mono * envelope, position)
    return out


def plucked(pitch: int, velocity: float, partials: tuple[tuple[float, float, float], ...]) -> Audio:
    """Return a struck tone: each partial decays on its own, soft notes are darker."""
    t = clock(6.0 * max(decay for _, _, decay in partials))
    base = frequency(pitch)
    mono = np.zeros_like(t)
    for ratio, level, decay_s in partials:
        brightness = velocity ** (0.5 * (ratio - 1.0))
        mono += level * brightness * np.exp(-t / decay_s) * np.sin(2.0 * np.pi * base * ratio * t)
    return mono * velocity * ramps(t, 0.004, 0.05)


def bass(pitch: int, seconds: float, velocity: float) -> Audio:
    """Return a round bass: a sine with enough second and third harmonic for small speakers."""
    t = clock(seconds)
    phase = 2.0 * np.pi * frequency(pitch) * t
    tone = np.sin(phase) + 0.45 * np.sin(2 * phase) + 0.18 * np.sin(3 * phase)
    body = 0.45 + 0.55 * np.exp(-t / 0.35)
    mono: Audio = velocity * tone * body * ramps(t, 0.012, min(0.12, seconds / 3))
    return mono


def kick() -> Audio:
    """Return a soft kick: a sine falling from about 130 to 52 Hz."""
    t = clock(0.30)
    phase = 2.0 * np.pi * (52.0 * t - 78.0 * 0.03 * (np.exp(-t / 0.03) - 1.0))
    mono: Audio = np.sin(phase) * np.exp(-t / 0.09) * ramps(t, 0.003, 0.05)
    return mono


def shaker(rng: np.random.Generator) -> Audio:
    """Return a shaker stroke: a short swell of high-passed noise, dulled at the top."""
    t = clock(0.11)
    noise = rng.uniform(-1.7, 1.7, len(t))  # flat-topped: no stray spikes
    band = filter_response(len(t), 4_500.0, True) * filter_response(len(t), 8_000.0, False)
    mono: Audio = shape_spectrum(noise, band) * ramps(t, 0.016, 0.085)
    return mono


def play_pads_and_bass(cue: Cue, length: int) -> Audio:
    """Return the sustained layers: pad chords, and a bass that pulses when the groove is on."""
    bus = np.zeros((length, 2))
    for chord in cue.chords:
        add(bus, PAD_LEVEL * pad(chord), chord.start_beat * BEAT_S)
        pulses = [(0.0, chord.beats)]
        if chord.groove > DRIVING_GROOVE:
            cuts = [0.0, *(b for b in (1.5, 2.0, 3.5) if b < chord.beats), chord.beats]
            pulses = list(zip(cuts[:-1], np.diff(cuts).tolist(), strict=True))
        for offset, beats in pulses:
            velocity = chord.level * (0.70 + 0.30 * chord.groove) * (1.0 if offset == 0 else 0.8)
            note = bass(chord.harmony.bass, beats * BEAT_S + 0.08, velocity)
            add(bus, BASS_LEVEL * pan(note, 0.0), (chord.start_beat + offset) * BEAT_S)
    return bus


def play_arpeggio(cue: Cue, length: int, rng: np.random.Generator) -> Audio:
    """Return quiet broken chords in eighths, alternating sides: the pulse under the theme."""
    bus = np.zeros((length, 2))
    for chord in cue.chords:
        tones = chord.harmony.tones
        order = (tones[1], tones[3], tones[2], tones[1] + 12)
        for step in range(round(chord.beats * 2)):
            velocity = chord.groove * float(rng.uniform(0.80, 1.0))
            if velocity <= 0.0:
                continue
            note = plucked(order[step % len(order)], velocity, PLUCK_PARTIALS)
            side = 0.55 if step % 2 else -0.55
            add(bus, ARPEGGIO_LEVEL * pan(note, side), (chord.start_beat + step / 2) * BEAT_S)
    return bus


def play_drums(cue: Cue, length: int, rng: np.random.Generator) -> Audio:
    """Return a kick on one and three and a shaker in eighths, louder on the off-beat."""
    bus = np.zeros((length, 2))
    for chord in cue.chords:
        for step in range(round(chord.beats * 2)):
            at = (chord.start_beat + step / 2) * BEAT_S
            if step % 4 == 0 and chord.groove > DRIVING_GROOVE:
                add(bus, KICK_LEVEL * chord.groove * pan(kick(), 0.0), at)
            accent = (1.0 if step % 2 else 0.55) * float(rng.uniform(0.85, 1.0))
            stroke = shaker(rng) * accent * chord.groove
            add(bus, SHAKER_LEVEL * pan(stroke, 0.25), at)
    return bus


def play_melody(cue: Cue, length: int, rng: np.random.Generator) -> Audio:
    """Return the bell theme with small human deviations and a quiet echo that changes sides."""
    bus = np.zeros((length, 2))
    for note in cue.melody:
        at = note.beat * BEAT_S + float(rng.uniform(0.0, BELL_TIMING_S))
        velocity = note.velocity * float(rng.uniform(0.95, 1.0))
        position = (note.pitch - E5) * 0.03  # low notes a little left, high ones right
        sound = BELL_LEVEL * plucked(note.pitch, velocity, BELL_PARTIALS)
        add(bus, pan(sound, position), at)
        for repeat in (1, 2):
            side = -0.6 if repeat % 2 else 0.6
            add(bus, ECHO_LEVEL**repeat * pan(sound, side), at + repeat * ECHO_BEATS * BEAT_S)
    return bus


def reverb(dry: Audio, rng: np.random.Generator) -> Audio:
    """Return the sound of a small hall: each side is convolved with its own decaying noise."""
    t = clock(REVERB_RT60_S)
    delay = round(REVERB_PREDELAY_S * RATE_HZ)
    tone = filter_response(len(t), REVERB_TONE_HZ, False)
    tone = tone * filter_response(len(t), REVERB_LOW_CUT_HZ, True)
    wet = np.zeros_like(dry)
    for side in range(2):
        tail = shape_spectrum(rng.standard_normal(len(t)), tone) * 10.0 ** (-3.0 * t / t[-1])
        tail /= np.sqrt(np.sum(tail**2))
        size = len(dry) + len(tail)
        spectrum = np.fft.rfft(dry[:, side], size) * np.fft.rfft(tail, size)
        wet[delay:, side] = np.fft.irfft(spectrum, size)[: len(dry) - delay]
    return wet


def master(mix: Audio, cue: Cue) -> Audio:
    """Round off the highest peaks, cut rumble and DC, fade both ends, set the peak level."""
    mix = np.tanh(LIMITER_DRIVE * mix)
    high_pass = filter_response(len(mix), LOW_CUT_HZ, True)
    mix = np.stack([shape_spectrum(mix[:, side], high_pass) for side in range(2)], axis=1)
    mix *= ramps(clock(cue.seconds), FADE_IN_S, cue.fade_s)[:, None]
    scaled: Audio = mix * (10.0 ** (cue.peak_dbfs / 20.0) / np.max(np.abs(mix)))
    return scaled


def render(cue: Cue) -> Audio:
    """Render one cue to stereo floats between -1 and 1."""
    rng = np.random.default_rng([SEED, *cue.name.encode()])
    length = len(clock(cue.seconds))
    sustained = play_pads_and_bass(cue, length)
    melody = play_melody(cue, length, rng)
    arpeggio = play_arpeggio(cue, length, rng)
    drums = play_drums(cue, length, rng)
    send = melody + 0.8 * arpeggio + 0.35 * sustained + 0.2 * drums
    wet = reverb(send, rng)
    return master(sustained + melody + arpeggio + drums + REVERB_LEVEL * wet, cue)


def to_pcm(audio: Audio) -> bytes:
    """Return interleaved little-endian 16-bit samples."""
    return np.round(audio * 32_767.0).astype("<i2").tobytes()


def write_flac(path: Path, audio: Audio, title: str) -> None:
    """Write a FLAC file with the ffmpeg that imageio-ffmpeg ships."""
    ffmpeg = str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    source = f"-f s16le -ar {RATE_HZ} -ac 2 -i pipe:0".split()
    codec = ["-c:a", "flac", "-compression_level", "12"]
    bare = ["-fflags", "+bitexact", "-flags:a", "+bitexact"]  # no encoder version in the file
    tags = ["-metadata", f"title={title}", "-metadata", "license=CC0-1.0"]
    command = [ffmpeg, "-v", "error", "-y", *source, *codec, *bare, *tags, str(path)]
    subprocess.run(command, input=to_pcm(audio), check=True)


def main() -> None:
    """Render every cue into the chosen folder."""
    parser = argparse.ArgumentParser(description="Render the show's music as FLAC files.")
    parser.add_argument(
        "--out",
        type=Path,
        default=DEFAULT_OUT,
        metavar="DIR",
        help="folder for intro.flac, sting.flac and outro.flac",
    )
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for cue in CUES:
        path = out / f"{cue.name}.flac"
        write_flac(path, render(cue), cue.name)
        print(f"{path}: {cue.seconds:g} s, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
