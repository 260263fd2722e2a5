"""Pictures that lie about themselves: an error that names them, never a crash."""

from __future__ import annotations

import random
import re
import warnings
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from podcast.audio.pictures import chapter_picture, small_picture
from podcast.errors import AudioError

SQUARE = Image.new("RGB", (40, 30), "navy")


def _encoded(kind: str, **settings: object) -> bytes:
    buffer = BytesIO()
    SQUARE.save(buffer, kind, **settings)
    return buffer.getvalue()


def _raw_profile() -> bytes:
    """Return a PNG with EXIF as ImageMagick writes it, but no hexadecimal digits."""
    text = PngInfo()
    text.add_text("Raw profile type exif", "\nexif\n   10\nzzzz")
    return _encoded("PNG", pnginfo=text)


def _note() -> bytes:
    """Return a whole EXIF block that says how a camera was held, and more."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "a description"
    exif[0x011A] = 72.0
    exif.get_ifd(0x8769)[0x829A] = 0.02
    exif.get_ifd(0x8825)[1] = "N"
    return exif.tobytes()


BROKEN = {
    "jpeg": _encoded("JPEG", exif=b"Exif\0\0XXXXXXXXgarbage"),
    "png": _encoded("PNG", exif=b"XXXXXXXXX"),
    "webp": _encoded("WEBP", exif=b"XXXXXXXXX"),
    "profile": _raw_profile(),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_note_of_the_camera_is_an_error(tmp_path: Path, kind: str) -> None:
    """EXIF that is none, in a file or in bytes, gives the error that callers expect."""
    with pytest.raises(AudioError, match=r"^https://example\.com/a: not a picture"):
        small_picture(BROKEN[kind], "https://example.com/a")
    (tmp_path / "a").write_bytes(BROKEN[kind])
    with pytest.raises(AudioError, match=r"/a: not a picture"):
        chapter_picture("a", tmp_path)


def test_damaged_pictures_are_errors_and_nothing_else() -> None:
    """Notes and pixels with bytes changed by chance: a picture or an AudioError, no warning."""
    chance = random.Random(1)  # noqa: S311 -- no secret
    note = _note()
    outcomes = set()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        for number in range(900):
            damaged = bytearray(note if number % 3 else _encoded("WEBP", exif=note))
            for _ in range(chance.randint(1, 8)):
                damaged[chance.randrange(6, len(damaged))] = chance.choice((0, 1, 255))
            kind = chance.choice(("JPEG", "PNG", "WEBP"))
            data = _encoded(kind, exif=bytes(damaged)) if number % 3 else bytes(damaged)
            try:
                outcomes.add(type(small_picture(data, "a")))
            except AudioError as error:
                outcomes.add(type(error.__cause__))
    assert outcomes >= {bytes, SyntaxError, TypeError}
    assert [f"{warning.message}" for warning in told] == []


def test_the_message_of_bytes_names_no_object() -> None:
    """Where Python keeps the bytes helps nobody, and differs in every run."""
    with pytest.raises(AudioError) as caught:
        small_picture(b"<!doctype html>", "https://example.com/a")
    assert not re.search(r"0x|BytesIO", f"{caught.value}")
    assert f"{caught.value}".endswith("; save it anew as JPEG or PNG")
