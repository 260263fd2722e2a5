"""Pictures of chapters: from beside the post, from the web when asked, never a failed build."""

from __future__ import annotations

import random
import struct
import sys
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from podcast.audio.pictures import CHAPTER_BYTES
from podcast.errors import AudioError
from podcast.lib.asking import Gate
from podcast.lib.progress import Quiet
from podcast.model import Digest, Item
from podcast.recording import pictures as images
from podcast.recording.pictures import MOST_BYTES, chapter_pictures, fetched
from podcast.show.config import Images

sys.path.insert(0, str(Path(__file__).parents[1]))

from hanging_resolver import hanging
from picture_service import PictureService, packed, png

ON = Images(fetch=True, seconds=5, megabytes=0.5)
OFF = Images()


@dataclass
class _Listener(Quiet):
    """Keeps what it is warned of."""

    heard: list[str] = field(default_factory=list)

    def warn(self, text: str) -> None:
        self.heard.append(text)


@pytest.fixture(scope="module")
def service() -> Iterator[PictureService]:
    """Run one server for all tests of this file."""
    with PictureService() as running:
        yield running


@pytest.fixture
def gate(service: PictureService) -> Gate:
    """Return a gate to the server alone."""
    return Gate(lambda address: address.startswith("127."), None, service.trust())


def _digest(folder: Path, *pictures: str) -> Digest:
    items = tuple(
        Item(number, "标题", (), (image,) if image else (), (), 10 + number)
        for number, image in enumerate(pictures, 1)
    )
    when = datetime(2026, 2, 6, 8, tzinfo=UTC)
    post = folder / "post.md"
    return Digest(date(2026, 2, 6), when, "题", None, "post", post, items, (), "0" * 64)


def _bomb() -> bytes:
    """Return a PNG of a few bytes that claims 400 million pixels."""
    body = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    end = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    return b"\x89PNG\r\n\x1a\n" + chunk + end


def test_a_fetched_picture_is_small_and_kept(
    service: PictureService, gate: Gate, tmp_path: Path
) -> None:
    """It becomes a JPEG of 600 px under 100 kB; the next build asks nobody and gets its bytes."""
    service.picture("/kept.png", png(1_000))
    service.asked.clear()
    first = fetched(service.url("/kept.png"), ON, tmp_path, gate)
    with Image.open(BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (600, 600))
    assert len(first) < CHAPTER_BYTES
    service.picture("/kept.png", png(50, "red"))
    assert fetched(service.url("/kept.png"), ON, tmp_path, gate) == first
    assert service.asked == ["/kept.png"]


def test_a_damaged_picture_in_the_cache_is_fetched_again(
    service: PictureService, gate: Gate, tmp_path: Path
) -> None:
    """Half a file is not used."""
    service.picture("/a.png", png())
    first = fetched(service.url("/a.png"), ON, tmp_path, gate)
    (stored,) = (tmp_path / images.FOLDER).iterdir()
    stored.write_bytes(first[:100])
    assert fetched(service.url("/a.png"), ON, tmp_path, gate) == first
    assert stored.read_bytes() == first


@pytest.mark.parametrize(
    ("path", "data", "why"),
    [
        ("/text", b"<!doctype html>", "not a picture"),
        ("/svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        ("/empty", b"", "not a picture"),
        ("/packed", packed(png()), "not a picture"),
        ("/bomb", _bomb(), "pixels"),
        ("/huge", bytes(600_000), r"larger than 0\.5 MB"),
        ("/none", None, "the server answers 404"),
    ],
)
def test_what_is_no_picture_is_not_kept(
    service: PictureService, gate: Gate, tmp_path: Path, path: str, data: bytes | None, why: str
) -> None:
    """The error names the address; the next build tries again."""
    if data is not None:
        service.picture(path, data)
    with pytest.raises(AudioError, match=f"localhost.*{path}: .*{why}"):
        fetched(service.url(path), ON, tmp_path, gate)
    assert not list(tmp_path.rglob("*.jpg"))


def test_a_resolver_that_hangs_holds_up_no_build(service: PictureService, tmp_path: Path) -> None:
    """The picture is given up in time, long before its host is found."""
    with hanging() as resolve:
        begin = time.monotonic()
        with pytest.raises(AudioError, match="not fetched: not there within 1 s"):
            fetched(service.url("/a.png"), replace(ON, seconds=1), tmp_path, Gate(resolve=resolve))
        assert time.monotonic() - begin < 10
        assert resolve.hangs == ["localhost"]


def test_a_picture_gains_nothing_by_a_new_address(service: PictureService, tmp_path: Path) -> None:
    """What is public at the first look-up and loopback at the next is asked where it was first."""
    answers = [["8.8.8.8", "127.0.0.1"], ["127.0.0.1"]]
    gate = Gate(resolve=lambda *_: answers.pop(0), certificates=service.trust())
    service.asked.clear()
    for _ in range(2):
        with pytest.raises(AudioError, match="which is not a public address"):
            fetched(service.url("/a.png"), ON, tmp_path, gate)
    assert answers == [["127.0.0.1"]]
    assert service.asked == []


def test_items_get_the_picture_beside_the_post(tmp_path: Path) -> None:
    """Files are taken; what is on the web is left alone and unmentioned without `fetch`."""
    (tmp_path / "a.png").write_bytes(png())
    digest = _digest(tmp_path, "", "a.png", "https://example.com/a.png", "//example.com/b.png")
    report = _Listener()
    assert set(chapter_pictures(digest, OFF, tmp_path / ".cache", report)) == {2}
    assert report.heard == []


def test_a_picture_that_cannot_be_had_is_a_warning(tmp_path: Path, unknown_host: str) -> None:
    """Each names its line; the others are there, and nothing is raised."""
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "b.png").write_bytes(b"no picture")
    wanted = (
        "https://localhost:1/a.png", "a.png", "b.png", f"//{unknown_host}/c.png",
        "http://example.com/d.png", "https://[broken/e.png", "missing.png",
    )  # fmt: skip
    report = _Listener()
    found = chapter_pictures(_digest(tmp_path, *wanted), ON, tmp_path / ".cache", report)
    assert set(found) == {2}
    told = [warning.removeprefix(f"{tmp_path}/post.md:").split(":")[0] for warning in report.heard]
    assert told == ["11", "13", "14", "15", "16"]
    assert all("chapter without its picture" in warning for warning in report.heard)
    assert "not a public address" in report.heard[0]
    assert "has no address" in report.heard[2]
    assert "it is not https" in report.heard[3]


def test_pictures_fetched_before_need_no_network(
    service: PictureService, gate: Gate, tmp_path: Path
) -> None:
    """A whole post is served from the cache, with the bytes of the first time."""
    service.picture("/c.png", png(80, "green"))
    url = service.url("/c.png")
    first = fetched(url, ON, tmp_path, gate)
    report = _Listener()
    found = chapter_pictures(_digest(tmp_path, url, url), ON, tmp_path, report)
    assert found == {1: first, 2: first}
    assert report.heard == []


@pytest.mark.parametrize(
    ("image", "named"),
    [
        ("https://example.com/a.png", "https://example.com/a.png"),
        ("//example.com/a.png", "https://example.com/a.png"),
        ("img/a.png", "img/a.png"),
    ],
)
def test_a_picture_is_named_by_what_it_was_had_from(image: str, named: str) -> None:
    """An address without its scheme is asked by https, and apps ask so, too."""
    assert images.address(image) == named


def test_pictures_have_a_budget_in_all(tmp_path: Path) -> None:
    """A chapter whose picture would go beyond it, and each one after, shows the cover."""
    chance = random.Random(7)  # noqa: S311 -- no secret
    for name in ("noise.png", "small.png"):
        side = 240 if name == "noise.png" else 9
        noise = Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3))
        noise.save(tmp_path / name)
    size = len(chapter_pictures(_digest(tmp_path, "noise.png"), OFF, tmp_path, Quiet())[1])
    room = MOST_BYTES // size
    report = _Listener()
    wanted = [*["noise.png"] * (room + 2), "small.png"]
    found = chapter_pictures(_digest(tmp_path, *wanted), OFF, tmp_path, report)
    assert set(found) == set(range(1, room + 1))
    assert sum(map(len, found.values())) <= MOST_BYTES
    (told,) = report.heard
    assert told == (
        f"{tmp_path}/post.md:{11 + room}: this chapter and those after it without their pictures: "
        "the ones before fill the 2 MB that an MP3 may carry; use fewer or plainer ones"
    )
