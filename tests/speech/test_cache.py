"""The segment cache: what a key covers, damage, races."""

from __future__ import annotations

import errno
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from readings import reading

from podcast.errors import CacheError
from podcast.model import Clip, Voice
from podcast.speech.cache import Cache, Stored, key_of
from podcast.speech.tone import ToneEngine

LOW = Voice("tone", "low")
SPOKEN = reading("今天", "，", "Qwen", "发布", "。")
KEY = key_of(SPOKEN, LOW, ToneEngine())


@pytest.fixture
def clip() -> Clip:
    """Return a clip with sound and words."""
    return ToneEngine().speak(SPOKEN, LOW)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """Return an empty cache whose folder does not exist yet."""
    return Cache(tmp_path / "segments")


def test_a_clip_comes_back_as_it_was(cache: Cache, clip: Clip) -> None:
    """Samples, rate and words survive exactly; the file is FLAC, mono, 16 bit."""
    assert cache.get(KEY) is None
    stored = cache.put(KEY, clip)
    assert cache.get(KEY) == stored
    assert stored.words == clip.words
    assert stored.seconds == clip.seconds
    samples, rate = soundfile.read(stored.audio, dtype="int16")
    assert np.array_equal(samples, clip.samples)
    assert rate == clip.sample_rate
    info = soundfile.info(stored.audio)
    assert (info.format, info.subtype, info.channels) == ("FLAC", "PCM_16", 1)


def test_entries_are_spread_over_folders(cache: Cache, clip: Clip) -> None:
    """An entry is two files below the first two digits of its key."""
    cache.put(KEY, clip)
    names = sorted(path.suffix for path in (cache.folder / KEY[:2]).iterdir())
    assert names == [".flac", ".json"]


def test_same_clip_same_bytes(cache: Cache, clip: Clip, tmp_path: Path) -> None:
    """Two caches given the same clip hold the same bytes."""
    here = cache.put(KEY, clip)
    there = Cache(tmp_path / "other").put(KEY, clip)
    assert here.audio.read_bytes() == there.audio.read_bytes()
    assert here.audio.name == there.audio.name


def variants() -> dict[str, str]:
    token = SPOKEN.tokens[2]

    def with_token(**changes: object) -> str:
        tokens = (*SPOKEN.tokens[:2], replace(token, **changes), *SPOKEN.tokens[3:])
        return key_of(replace(SPOKEN, tokens=tokens), LOW, ToneEngine())

    newer = ToneEngine()
    newer.version = "2"
    other = ToneEngine()
    other.name = "other"
    return {
        "itself": KEY,
        "reading": with_token(reading="Kwen"),
        "pinyin": with_token(pinyin=("qian1",)),
        "english": with_token(english="chwen"),
        "spell": with_token(spell=True),
        "raw": key_of(replace(SPOKEN, raw=SPOKEN.raw + " "), LOW, ToneEngine()),
        "voice": key_of(SPOKEN, Voice("tone", "high"), ToneEngine()),
        "rate": key_of(SPOKEN, replace(LOW, rate="+6%"), ToneEngine()),
        "speed": key_of(SPOKEN, replace(LOW, speed=1.1), ToneEngine()),
        "version": key_of(SPOKEN, LOW, newer),
        "engine": key_of(SPOKEN, LOW, other),
    }


def test_the_key_covers_what_determines_the_sound() -> None:
    """A change in text, reading, lexicon, voice, rate, speed, engine or version is a new key."""
    keys = variants()
    assert len(set(keys.values())) == len(keys)


def test_the_key_leaves_out_what_does_not() -> None:
    """The name of the rule that made a reading, and whether it was guessed, change no sound."""
    tokens = tuple(replace(token, rule="other", guessed=True) for token in SPOKEN.tokens)
    assert key_of(replace(SPOKEN, tokens=tokens), LOW, ToneEngine()) == KEY


BROKEN = {"empty entry": "", "other JSON": "[1]", "deep JSON": "[" * 200_000}


def damage(stored: Stored, how: str) -> None:
    entry = stored.audio.parent / f"{KEY}.json"
    sound, text = stored.audio.read_bytes(), entry.read_text()
    if how == "no sound":
        stored.audio.unlink()
    elif how == "cut sound":
        stored.audio.write_bytes(sound[: len(sound) // 2])
    elif how == "flipped bit":
        stored.audio.write_bytes(sound[:-9] + bytes([sound[-9] ^ 1]) + sound[-8:])
    elif how == "other times":
        entry.write_text(text.replace("0.05", "0.06", 1))
    else:
        entry.write_text({**BROKEN, "cut entry": text[:40]}[how])


DAMAGE = [
    "no sound",
    "cut sound",
    "flipped bit",
    "other times",
    "cut entry",
    *BROKEN,
]


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_entry_is_none_and_can_be_made_again(cache: Cache, clip: Clip, how: str) -> None:
    """A missing, cut or altered file is as good as no entry, and storing again mends it."""
    stored = cache.put(KEY, clip)
    damage(stored, how)
    assert cache.get(KEY) is None
    cache.put(KEY, clip)
    assert cache.get(KEY) == stored


def test_reading_and_storing_stamp_an_entry(cache: Cache, clip: Clip) -> None:
    """What was used is told from what was not, however it was used."""
    entry = cache.put(KEY, clip).audio.parent / f"{KEY}.json"
    for use in (lambda: cache.get(KEY), lambda: cache.put(KEY, clip)):
        os.utime(entry, (1, 1))
        assert use()
        assert time.time() - entry.stat().st_mtime < 60


def test_a_cache_that_may_only_be_read_is_read(
    cache: Cache, clip: Clip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no entry can be stamped, as on a disk mounted for reading, it is used all the same."""
    stored = cache.put(KEY, clip)

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(os, "utime", refuse)
    assert cache.get(KEY) == stored


def test_a_damaged_entry_is_not_stamped(cache: Cache, clip: Clip) -> None:
    """A look at an entry that cannot be used is no use of it."""
    stored = cache.put(KEY, clip)
    entry = stored.audio.parent / f"{KEY}.json"
    stored.audio.unlink()
    os.utime(entry, (1, 1))
    assert cache.get(KEY) is None
    assert entry.stat().st_mtime == 1


def test_an_entry_names_its_engine(cache: Cache, clip: Clip) -> None:
    """Those who look after the cache see who made a clip."""
    entry = cache.put(KEY, clip, 2, "tone").audio.parent / f"{KEY}.json"
    assert json.loads(entry.read_bytes())["clip"]["engine"] == "tone"


def test_sound_that_flac_cannot_hold_is_refused(cache: Cache, clip: Clip) -> None:
    """What does not come back from the file as it went in is not stored."""
    with pytest.raises(CacheError, match="does not come out of its FLAC file"):
        cache.put(KEY, replace(clip, samples=clip.samples / 3))
    assert not cache.folder.exists()


def test_writers_at_once_do_no_harm(cache: Cache, clip: Clip) -> None:
    """Whoever writes last, the entry is whole and every writer's own file stays as it was."""
    others = [replace(clip, samples=(clip.samples // n).astype(np.int16)) for n in range(1, 5)]
    with ThreadPoolExecutor(4) as pool:
        stored = list(pool.map(lambda other: cache.put(KEY, other), others * 5))
    assert cache.get(KEY) in stored
    for each, other in zip(stored, others * 5, strict=True):
        assert np.array_equal(soundfile.read(each.audio, dtype="int16")[0], other.samples)


def test_a_full_disk_is_one_clear_error(tmp_path: Path, clip: Clip) -> None:
    """A folder that cannot be written is named."""
    blocked = tmp_path / "segments"
    blocked.write_text("a file where the folder should be")
    with pytest.raises(CacheError, match=f"{blocked}: a clip cannot be stored"):
        Cache(blocked).put(KEY, clip)
