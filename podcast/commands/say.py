"""`podcast say` speaks a text outside of any episode; `podcast voices` lists the voices."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from podcast import speech
from podcast.chinese import spoken
from podcast.commands.samples import Sample, samples_page
from podcast.errors import PodcastError, SpeechError
from podcast.language import told
from podcast.lib import ffmpeg
from podcast.lib.atomic import replacing, write_text
from podcast.lib.progress import Reporter
from podcast.model import Clip, Host, LexiconEntry, Spoken, Voice
from podcast.show import config
from podcast.show.config import Show, Speech
from podcast.speech import ENGINES, Engine
from podcast.speech.proof import problem

FORMATS = {
    ".wav": ("-c:a", "pcm_s16le"),
    ".flac": ("-c:a", "flac"),
    ".mp3": ("-c:a", "libmp3lame", "-b:a", "128k"),
}
SAMPLE_TEXT = "大家好，这里是每日资讯。GPT-5.2的推理成本下降了42.8%，重庆的银行也用上了人工智能。"

SAMPLES_PAGE = "index.html"

_WIDTH = 30
"""The room for the names of voices in a list."""
_OFFLINE_DEFAULT = ("kokoro",)
"""The engines used without a show; they are offline, so that no text leaves the machine unasked."""


def say(
    text: str,
    output: Path,
    show: Show | None,
    report: Reporter,
    *,
    host_name: str | None = None,
    engine_name: str | None = None,
) -> str:
    """Speak a text into a sound file and return a line with its length, engine and voice.

    Raises SpeechError when no engine can speak it, PodcastError for an unknown host or file format.
    """
    if output.suffix.lower() not in FORMATS:
        raise PodcastError(f"{output}: name a file that ends in {', '.join(FORMATS)}")
    index, host = _host(show, host_name)
    reading = spoken(text, _lexicon(show))
    names = [engine_name] if engine_name else _engines(show)
    failures: list[str] = []
    for name in names:
        try:
            engine = _opened(name, show, report)
            voice = speech.voice_for(host, index, name)
            clip = _check_clip(engine.speak(reading, voice), reading, voice)
        except SpeechError as error:
            failures.append(str(error))
            if name != names[-1]:
                report.warn(failures[-1])
        else:
            _write(clip, output)
            return f"{output}: {clip.seconds:.2f} s, {name} {voice.name}"
    raise SpeechError(failures[-1])


def list_voices(show: Show | None, *, as_json: bool) -> str:
    """Return the hosts and the voices of each engine, as text or JSON."""
    hosts = {
        host.name: {
            name: speech.voice_for(host, index, name).name
            for name in (*_engines(show), *(voice.engine for voice in host.voices))
        }
        for index, host in enumerate(_hosts(show))
    }
    engines = {name: list(speech.known_voices(name)) for name in ENGINES}
    if as_json:
        facts = {"hosts": hosts, "engines": engines, "voices": _known()}
        return json.dumps(facts, ensure_ascii=False, indent=2)
    rows = [f"host {host}: {_pairs(voices)}" for host, voices in hosts.items()]
    for name, voices in engines.items():
        rows.append(f"engine {name}:")
        rows += [f"  {voice:{_WIDTH}}{told(_kind(voice))}".rstrip() for voice in voices]
    return "\n".join(rows)


def write_samples(folder: Path, show: Show | None, report: Reporter) -> Iterator[Path]:
    """Speak one sentence with every voice of the show's engines; yield each file once it exists.

    The last file is a page on which all are heard side by side. An engine that cannot speak is
    skipped with a warning. Raises SpeechError when no engine can.
    """
    reading = spoken(SAMPLE_TEXT, _lexicon(show))
    samples: list[Sample] = []
    for name in _engines(show):
        try:
            engine = _opened(name, show, report)
            for done, voice in enumerate(engine.voices(), 1):
                path = folder / f"{name}-{voice}.wav"
                _write(engine.speak(reading, Voice(name, voice)), path)
                samples.append(Sample(name, voice, _kind(voice), path.name))
                report.advance(f"{name}: speaking samples", done, len(engine.voices()), "voice")
                yield path
        except SpeechError as error:
            report.warn(str(error))
    if not samples:
        raise SpeechError("no engine could speak a sample; `podcast doctor` says why")
    page = folder / SAMPLES_PAGE
    write_text(page, samples_page(SAMPLE_TEXT, samples))
    yield page


def _known() -> dict[str, dict[str, str]]:
    """Return gender and accent of the voices of which they are known."""
    voices = (voice for name in ENGINES for voice in speech.known_voices(name))
    return {
        voice: {"gender": known[0], "accent": known[1]}
        for voice in voices
        if (known := speech.about(voice))
    }


def _kind(voice: str) -> str:
    return ", ".join(speech.about(voice) or ())


def _write(clip: Clip, path: Path) -> None:
    rate = ("-f", "s16le", "-ar", str(clip.sample_rate), "-ac", "1", "-i", "pipe:0")
    codec = FORMATS[path.suffix.lower()]
    with replacing(path) as temporary:
        output = (*codec, "-y", ffmpeg.file_url(temporary))
        ffmpeg.run((*rate, *output), clip.samples.astype("<i2").tobytes())


def _host(show: Show | None, name: str | None) -> tuple[int, Host]:
    hosts = _hosts(show)
    for index, host in enumerate(hosts):
        if name is None or host.name == name:
            return index, host
    raise PodcastError(f"no host `{name}`; there are {'、'.join(host.name for host in hosts)}")


def _hosts(show: Show | None) -> Sequence[Host]:
    return show.hosts if show else config.built_in_hosts()


def _engines(show: Show | None) -> Sequence[str]:
    return show.engines if show else _OFFLINE_DEFAULT


def _check_clip(clip: Clip, reading: Spoken, voice: Voice) -> Clip:
    fault = problem(clip, reading, voice)
    if fault:
        raise SpeechError(f"{voice.engine}: made a clip that is {fault}; try again")
    return clip


def _opened(name: str, show: Show | None, report: Reporter) -> Engine:
    """Return an engine, and tell what it does before its first word if that takes seconds."""
    engine = speech.load(name, **speech.settings(name, show.speech if show else Speech()))
    opening = speech.ENGINES[name].opening
    if opening:
        report.say(f"{name}: {opening}")
    return engine


def _lexicon(show: Show | None) -> tuple[LexiconEntry, ...]:
    return show.lexicon if show else ()


def _pairs(voices: dict[str, str]) -> str:
    return ", ".join(f"{engine} {voice}" for engine, voice in voices.items())
