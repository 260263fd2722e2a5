"""Rules for artwork: its address, and its format, size and colours if the image was read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from podcast.lint.model import Address, Check, Fault, Feed, Picture, Resource, Rule
from podcast.lint.urls import ending

_ENDINGS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
_SIDES = range(1400, 3001)
_MODES = {"RGB", "RGBA", "L", "P"}
"""The modes of Pillow that apps accept as RGB; Apple refuses CMYK."""
_ADVISED_BYTES = 512_000


def _itunes(feed: Feed) -> Iterator[Address]:
    """Yield each address of artwork once, without the <image> of RSS 2.0, which may be smaller."""
    urls: set[str] = set()
    for each in feed.addresses:
        if each.kind == "artwork" and each.element.tag != "url" and each.url not in urls:
            urls.add(each.url)
            yield each


def _ending(feed: Feed) -> Iterator[Fault]:
    for each in _itunes(feed):
        if each.url and ending(each.url) not in _ENDINGS:
            yield Fault(f'the file ends in ".{ending(each.url)}"', each.element)


def _of_pictures(check: Callable[[Address, Resource, Picture], Iterator[str]]) -> Check:
    def checked(feed: Feed) -> Iterator[Fault]:
        for each in _itunes(feed):
            there = feed.resources.get(each.url)
            if there and there.picture:
                for message in check(each, there, there.picture):
                    yield Fault(message, each.element)

    return checked


def _format(address: Address, _: Resource, picture: Picture) -> Iterator[str]:
    kind = {"MPO": "JPEG"}.get(picture.kind, picture.kind)  # cameras write MPO, a kind of JPEG
    expected = _ENDINGS.get(ending(address.url))
    if kind not in _ENDINGS.values():
        yield f"the image is a {kind or 'file of no known kind'}"
    elif expected and kind != expected:
        yield f'a {kind} ends in ".{ending(address.url)}"'


def _square(_: Address, __: Resource, picture: Picture) -> Iterator[str]:
    if picture.width != picture.height:
        yield f"the image has {picture.width}x{picture.height} pixels"


def _size(_: Address, __: Resource, picture: Picture) -> Iterator[str]:
    for side in {picture.width, picture.height}:
        if side and side not in _SIDES:
            yield f"a side has {side} pixels"


def _colours(_: Address, __: Resource, picture: Picture) -> Iterator[str]:
    if picture.mode and picture.mode not in _MODES:
        yield f"the image is {picture.mode}"


def _bytes(_: Address, there: Resource, __: Picture) -> Iterator[str]:
    if there.length and there.length > _ADVISED_BYTES:
        yield f"the image has {there.length / 1000:.0f} kB"


_SOURCE = "Apple, artwork requirements; PSP-1"

RULES = (
    Rule(
        "artwork-ending", "error", _SOURCE,
        "artwork is a file that ends in .jpg, .jpeg or .png",
        "name a JPEG or PNG, without a query behind it", _ending,
    ),
    Rule(
        "artwork-format", "error", _SOURCE,
        "artwork is a JPEG or PNG, as its ending says",
        "save it anew under the right name", _of_pictures(_format),
    ),
    Rule(
        "artwork-square", "error", _SOURCE,
        "artwork is square",
        "cut it to a square", _of_pictures(_square),
    ),
    Rule(
        "artwork-size", "error", _SOURCE,
        f"artwork has {_SIDES.start} to {_SIDES.stop - 1} pixels a side",
        "scale it, under a new name", _of_pictures(_size),
    ),
    Rule(
        "artwork-colours", "error", _SOURCE,
        "artwork is RGB",
        "save it as RGB, under a new name", _of_pictures(_colours),
    ),
    Rule(
        "artwork-bytes", "info", "practice of Spotify and NPR One",
        f"artwork has at most {_ADVISED_BYTES // 1000} kB",
        "compress it, under a new name", _of_pictures(_bytes),
    ),
)  # fmt: skip
