"""The cover in its public place."""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from podcast.episode.cover import cover_name, publish_cover
from podcast.errors import FeedError
from podcast.show.config import Show


def _image(path: Path, size: tuple[int, int], mode: str = "RGB", kind: str = "JPEG") -> Path:
    Image.new(mode, size).save(path, kind)
    return path


def _png_header(path: Path, side: int) -> Path:
    """Write a PNG that claims a size without having it."""
    body = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    return path


def test_cover_is_named_by_its_content(show: Show, tmp_path: Path) -> None:
    """The name holds the first 8 hex digits of the SHA-256; the suffix is the real format's."""
    cover = _image(tmp_path / "image.dat", (1400, 1400), kind="PNG")
    digest = hashlib.sha256(cover.read_bytes()).hexdigest()[:8]
    changed = replace(show, cover=cover)
    assert cover_name(changed) == f"cover-{digest}.png"
    assert publish_cover(changed) == f"cover-{digest}.png"
    assert (show.episodes / f"cover-{digest}.png").read_bytes() == cover.read_bytes()


def test_new_image_gets_a_new_name(show: Show, tmp_path: Path) -> None:
    """Another image is another file, and the old one stays for those who still ask for it."""
    first = publish_cover(show)
    second = publish_cover(replace(show, cover=_image(tmp_path / "new.jpg", (1500, 1500))))
    assert first != second
    assert (show.episodes / first).is_file()


def test_a_cover_of_a_camera_is_a_jpeg(show: Show, tmp_path: Path) -> None:
    """Cameras add a second picture to a JPEG, which Pillow calls MPO."""
    cover = tmp_path / "camera.jpg"
    pictures = [Image.new("RGB", (1400, 1400), color) for color in ("navy", "red")]
    pictures[0].save(cover, "MPO", save_all=True, append_images=pictures[1:])
    assert cover_name(replace(show, cover=cover)).endswith(".jpg")


@pytest.mark.parametrize(
    ("size", "mode", "problem"),
    [
        ((1399, 1399), "RGB", "1399x1399"),
        ((3001, 3001), "RGB", "3001x3001"),
        ((1500, 1400), "RGB", "1500x1400"),
        ((1400, 1400), "CMYK", "CMYK"),
    ],
)
def test_unfit_cover_is_an_error(
    show: Show, tmp_path: Path, size: tuple[int, int], mode: str, problem: str
) -> None:
    """An image that Apple would refuse is refused, saying what to save instead."""
    changed = replace(show, cover=_image(tmp_path / "bad.jpg", size, mode))
    with pytest.raises(FeedError, match=f"bad.jpg: the cover .*{problem}.*; save it as a square"):
        publish_cover(changed)


def test_unreadable_cover_is_an_error(show: Show, tmp_path: Path) -> None:
    """Text, a bomb and a missing file are each one clear line."""
    text = tmp_path / "text.jpg"
    text.write_text("not an image", "utf-8")
    bombs = (_png_header(tmp_path / f"bomb-{side}.png", side) for side in (12_000, 20_000))
    for cover in (text, *bombs):
        with pytest.raises(FeedError, match="is no JPEG or PNG that can be read"):
            cover_name(replace(show, cover=cover))
    with pytest.raises(FeedError, match=r"gone\.jpg: the cover cannot be read"):
        cover_name(replace(show, cover=tmp_path / "gone.jpg"))
