"""Tags: what another reader of ID3 finds in the MP3."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import mutagen.id3
import numpy as np
import pytest
from PIL import Image

from podcast.audio import id3 as tags
from podcast.audio import tagged
from podcast.audio.measure import measure
from podcast.audio.pictures import CHAPTER_BYTES, COVER_BYTES, chapter_picture, embedded_cover
from podcast.errors import AudioError
from podcast.lib.ffmpeg import run
from podcast.model import Chapter

CHAPTERS = (
    Chapter("开场", 0.0, None),
    Chapter(
        "一个长得多的标题，为了让帧的大小和时间的顺序相反",
        12.34,
        1,
        "https://example.com/新?a=1&b=2",
    ),
    Chapter("短", 61.5, 2, None, "pictures/a.png"),
    Chapter("结语", 90.01, None),
)


def jpeg(pixels: int = 40, color: str = "navy") -> bytes:
    """Return a small picture."""
    buffer = BytesIO()
    Image.new("RGB", (pixels, pixels), color).save(buffer, "JPEG")
    return buffer.getvalue()


TAGS = tags.Tags(
    title="AI 日报：可灵 3.0",
    album="AI 日报播客",
    artist="示例编辑部",
    date=date(2026, 2, 6),
    comment="今天的主要内容 <b>&</b>",
    lyrics="晓晓：大家好。\n云希：第一条。",
    page_url="https://example.com/episodes/2026-02-06/",
    aigc=tags.aigc("示例编辑部", "播客平台", "guid-1"),
    cover=jpeg(),
    chapters=CHAPTERS,
    seconds=100.5,
    pictures={2: jpeg(20, "red")},
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a short MP3 without tags."""
    path = tmp_path_factory.mktemp("bare") / "bare.mp3"
    tone = ["-f", "lavfi", "-i", "sine=duration=1"]
    run([*tone, "-ar", "44100", "-ac", "2", "-id3v2_version", "0", str(path)])
    return path.read_bytes()


@pytest.fixture
def mp3(bare: bytes, tmp_path: Path) -> Path:
    """Return an MP3 without tags that may be changed."""
    path = tmp_path / "episode.mp3"
    path.write_bytes(bare)
    return path


def test_texts_are_read_back(mp3: Path) -> None:
    """Every text comes out as it went in, Chinese included."""
    tags.write(mp3, TAGS)
    texts = dict(tagged.read(mp3).texts)
    label = json.loads(texts.pop(tagged.AIGC))
    assert texts == {
        "TIT2": TAGS.title,
        "TALB": TAGS.album,
        "TPE1": TAGS.artist,
        "TYER": "2026",
        "TDAT": "0602",
        "TLAN": "zho",
        "TCON": "Podcast",
        "COMM": TAGS.comment,
        "USLT": TAGS.lyrics,
        "WOAF": TAGS.page_url,
    }
    assert label["Label"] == "1"
    assert (label["ContentProducer"], label["ContentPropagator"]) == ("示例编辑部", "播客平台")
    assert label["ProduceID"] == label["PropagateID"] == "guid-1"
    assert label["ReservedCode1"] == label["ReservedCode2"] == ""


@pytest.mark.parametrize(
    ("tag", "code"),
    [("zh-CN", "zho"), ("ZH", "zho"), ("en-us", "eng"), ("ja", "jpn"), ("tlh", "und"), ("", "und")],
)
def test_the_language_is_that_of_the_show(mp3: Path, tag: str, code: str) -> None:
    """Text, comment and lyrics name it by its ISO 639-2 code."""
    tags.write(mp3, replace(TAGS, language=tags.language_code(tag)))
    id3 = mutagen.id3.ID3(mp3)
    assert id3["TLAN"].text == [code]
    assert id3.getall("COMM")[0].lang == id3.getall("USLT")[0].lang == code


def test_the_tag_is_version_2_3_without_padding_and_frames_follow(mp3: Path, bare: bytes) -> None:
    """The MP3's frames are the bytes they were, behind a tag of version 2.3."""
    tags.write(mp3, TAGS)
    data = mp3.read_bytes()
    assert data[:5] == b"ID3\x03\x00"
    assert data.endswith(bare)
    assert measure(mp3).seconds == 1.0


def test_chapters_lie_in_the_file_in_order_of_time(mp3: Path) -> None:
    """Long titles do not move a chapter: the byte order of the frames is that of the times."""
    tags.write(mp3, TAGS)
    data = mp3.read_bytes()
    places = [data.rindex(f"chp{number}\x00".encode()) for number in range(4)]
    assert data.index(b"CTOC") < places[0]
    assert places == sorted(places)


def test_chapters_are_read_back(mp3: Path) -> None:
    """Title, start in milliseconds and an address in ASCII; the table of contents lists them."""
    tags.write(mp3, TAGS)
    chapters = tagged.read(mp3).marks
    assert [(c.title, c.start / 1000) for c in chapters] == [(c.title, c.start) for c in CHAPTERS]
    assert [c.url for c in chapters] == [None, "https://example.com/%E6%96%B0?a=1&b=2", None, None]
    id3 = mutagen.id3.ID3(mp3)
    contents = id3.getall("CTOC")[0]
    assert contents.child_element_ids == ["chp0", "chp1", "chp2", "chp3"]
    assert [frame.end_time for frame in id3.getall("CHAP")] == [12_340, 61_500, 90_010, 100_500]


def test_pictures_travel_with_the_show_and_the_item(mp3: Path) -> None:
    """The cover is the front cover; an item's picture is in its chapter and no other."""
    tags.write(mp3, TAGS)
    id3 = mutagen.id3.ID3(mp3)
    assert [(p.type, p.data) for p in id3.getall("APIC")] == [(3, TAGS.cover)]
    inside = [[p.data for p in c.sub_frames.getall("APIC")] for c in id3.getall("CHAP")]
    assert inside == [[], [], [TAGS.pictures[2]], []]


def test_writing_again_replaces(mp3: Path) -> None:
    """Tags that were there are gone; the same tags give the same bytes."""
    tags.write(mp3, replace(TAGS, lyrics="x" * 50_000, aigc=None))
    assert tagged.AIGC not in tagged.read(mp3).texts
    tags.write(mp3, TAGS)
    first = mp3.read_bytes()
    tags.write(mp3, TAGS)
    assert mp3.read_bytes() == first


def test_no_chapters_no_table(mp3: Path) -> None:
    """An episode without chapters has no empty table of contents."""
    tags.write(mp3, replace(TAGS, chapters=()))
    assert tagged.read(mp3).marks == ()
    assert b"CTOC" not in mp3.read_bytes()


def test_a_nul_in_a_title_does_not_cut_it(mp3: Path) -> None:
    """A NUL, which would end the text, is dropped."""
    tags.write(mp3, replace(TAGS, title="前\x00后"))
    assert tagged.read(mp3).texts["TIT2"] == "前后"


def test_a_file_without_tags_is_an_error(mp3: Path, tmp_path: Path) -> None:
    """Reading names the file; writing to a folder that is not there does too."""
    with pytest.raises(AudioError, match=r"episode\.mp3: no ID3 tags"):
        tagged.read(mp3)
    with pytest.raises(AudioError, match=r"gone.*cannot be written"):
        tags.write(tmp_path / "gone" / "x.mp3", TAGS)


def test_the_cover_is_made_small(tmp_path: Path) -> None:
    """A 3000-pixel PNG with transparency becomes a JPEG of 1400 px under 300 kB."""
    rng = np.random.default_rng(1)
    soft = Image.fromarray(rng.integers(0, 255, (50, 50, 4), np.uint8), "RGBA")
    path = tmp_path / "cover.png"
    soft.resize((3000, 3000)).save(path, compress_level=1)
    data = embedded_cover(path)
    with Image.open(BytesIO(data)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (1400, 1400))
    assert len(data) < COVER_BYTES
    assert embedded_cover(path) == data


def test_a_picture_that_does_not_compress_gets_fewer_pixels(tmp_path: Path) -> None:
    """Noise at 600 px passes 100 kB at any quality, so it becomes smaller."""
    rng = np.random.default_rng(1)
    Image.fromarray(rng.integers(0, 255, (700, 700, 3), np.uint8)).save(tmp_path / "noise.png")
    data = chapter_picture("noise.png", tmp_path)
    assert data is not None
    assert len(data) < CHAPTER_BYTES
    with Image.open(BytesIO(data)) as picture:
        assert picture.size == (300, 300)


def test_a_small_cover_is_not_blown_up(tmp_path: Path) -> None:
    """A cover below the limit keeps its size."""
    path = tmp_path / "cover.jpg"
    path.write_bytes(jpeg(300))
    with Image.open(BytesIO(embedded_cover(path))) as picture:
        assert picture.size == (300, 300)


@pytest.mark.parametrize("content", [b"no picture", b"", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40])
def test_a_cover_that_is_no_picture_is_named(tmp_path: Path, content: bytes) -> None:
    """The error names the file."""
    path = tmp_path / "cover.jpg"
    path.write_bytes(content)
    with pytest.raises(AudioError, match=r"cover\.jpg: not a picture"):
        embedded_cover(path)


def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    """A small file that unpacks to a huge picture is not unpacked."""
    path = tmp_path / "bomb.png"
    Image.new("1", (8_000, 8_000)).save(path)
    with pytest.raises(AudioError, match=r"8000×8000 pixels are too many"):
        embedded_cover(path)


@pytest.mark.parametrize("side", [10_000, 20_000])
def test_a_picture_that_pillow_takes_for_a_bomb_is_refused(tmp_path: Path, side: int) -> None:
    """A header that claims more than Pillow warns of, or opens, is an error with the file."""
    body = b"IHDR" + struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    data = struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    (tmp_path / "bomb.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk + data)
    with pytest.raises(AudioError, match=r"bomb\.png: .*pixels"):
        chapter_picture("bomb.png", tmp_path)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_pictures_of_the_web_are_taken(tmp_path: Path, kind: str) -> None:
    """What browsers show becomes a chapter's picture."""
    Image.new("RGB", (20, 20), "navy").save(tmp_path / "a", kind)
    assert chapter_picture("a", tmp_path)


def test_a_transparent_picture_lies_on_white(tmp_path: Path) -> None:
    """A logo of black letters stays readable, with an alpha channel or a palette."""
    logo = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    for name, mode in (("rgba.png", "RGBA"), ("palette.gif", "P")):
        logo.convert(mode).save(tmp_path / name, **({"transparency": 0} if mode == "P" else {}))
        data = chapter_picture(name, tmp_path)
        assert data is not None
        with Image.open(BytesIO(data)) as picture:
            assert picture.getpixel((20, 20)) == (255, 255, 255)


def test_a_photograph_stands_upright(tmp_path: Path) -> None:
    """The camera's note how it was held is followed, as browsers do."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    photograph = Image.new("RGB", (900, 300), "navy")
    photograph.paste("red", (0, 0, 450, 300))
    photograph.save(tmp_path / "a.jpg", exif=exif)
    data = chapter_picture("a.jpg", tmp_path)
    assert data is not None
    with Image.open(BytesIO(data)) as picture:
        assert picture.size == (200, 600)
        top, bottom = picture.getpixel((100, 100)), picture.getpixel((100, 500))
    assert top[0] > 200
    assert bottom[0] < 100


@pytest.mark.parametrize("kind", ["EPS", "TIFF", "BMP"])
def test_other_pictures_are_refused(tmp_path: Path, kind: str) -> None:
    """Formats whose reading starts programs, or is seldom tried, are not read at all."""
    Image.new("RGB", (20, 20), "navy").save(tmp_path / "a.png", kind)
    with pytest.raises(AudioError, match=r"a\.png: not a picture"):
        chapter_picture("a.png", tmp_path)


def test_a_chapter_picture_comes_from_the_posts_folder(tmp_path: Path) -> None:
    """A local image, also with an escaped name, becomes a JPEG under 100 kB."""
    posts = tmp_path / "posts"
    (posts / "img").mkdir(parents=True)
    (posts / "img" / "图 1.jpg").write_bytes(jpeg(2_000))
    for name in ("img/图 1.jpg", "img/%E5%9B%BE%201.jpg", "./img/../img/图 1.jpg"):
        data = chapter_picture(name, posts)
        assert data is not None
        assert len(data) < CHAPTER_BYTES
        with Image.open(BytesIO(data)) as picture:
            assert picture.size == (600, 600)


@pytest.mark.parametrize(
    "image",
    [
        None,
        "",
        "https://example.com/a.jpg",
        "//example.com/a.jpg",
        "file:///etc/hostname",
        "../secret.jpg",
        "%2e%2e/secret.jpg",
        "link.jpg",
        "missing.jpg",
        "a\x00b.jpg",
        "x" * 5_000,
        "http://[broken",
    ],
)
def test_nothing_outside_the_posts_folder_is_read(tmp_path: Path, image: str | None) -> None:
    """URLs, paths that leave the folder, links out of it and odd names give no picture."""
    posts = tmp_path / "posts"
    posts.mkdir()
    (tmp_path / "secret.jpg").write_bytes(jpeg())
    (posts / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    assert chapter_picture(image, posts) is None
