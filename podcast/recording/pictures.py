"""Pictures of items for their chapters: files beside the post and, when enabled, from the web.

The cache holds each fetched picture by its URL, already as a small JPEG, so that the next build of
the episode needs no network and makes the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from podcast.errors import AudioError
from podcast.lib.atomic import write_bytes
from podcast.lib.progress import Reporter
from podcast.model import Digest, Item
from podcast.show.config import Images

if TYPE_CHECKING:
    from podcast.lib.asking import Gate

FOLDER = "images"
"""The folder of the fetched pictures, below `Show.cache`."""
MOST_BYTES = 2_000_000
"""The most bytes of all pictures of an episode, as much as 2 minutes of sound at 128 kbit/s: they
come before the sound in the file, and every player must download them first."""
_AT_ONCE = 4
_ACCEPT = "image/jpeg, image/png, image/webp, image/gif"
_JPEG_ENDS = b"\xff\xd8", b"\xff\xd9"


def chapter_pictures(
    digest: Digest, limits: Images, cache: Path, report: Reporter
) -> dict[int, bytes]:
    """Return the JPEG of each item whose first image can be read, by the item's number.

    An address on the web is only used if `limits.fetch` is set; `cache` is `Show.cache`. A picture
    that cannot be read or fetched causes a warning, and its chapter shows the cover. A chapter
    whose picture would bring the total above MOST_BYTES shows the cover, too, as do all later ones.
    """

    def picture_of(item: Item) -> bytes | AudioError | None:
        try:
            return _picture(item.images[0], digest.path.parent, limits, cache)
        except AudioError as error:
            return error

    items = [item for item in digest.items if item.images]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        outcomes = tuple(threads.map(picture_of, items))
    for item, outcome in zip(items, outcomes, strict=True):
        if isinstance(outcome, AudioError):
            report.warn(f"{digest.path}:{item.line}: chapter without its picture: {outcome}")
    pictures = [
        (item, outcome)
        for item, outcome in zip(items, outcomes, strict=True)
        if isinstance(outcome, bytes)
    ]
    return _within_budget(pictures, digest.path, report)


def address(image: str) -> str:
    """Return the address of an item's image, with `https:` where it begins with `//`."""
    return f"https:{image}" if image.startswith("//") else image


def _within_budget(
    pictures: Sequence[tuple[Item, bytes]], post: Path, report: Reporter
) -> dict[int, bytes]:
    """Return the first pictures that together have at most MOST_BYTES, by the item's number."""
    ends = accumulate(len(data) for _, data in pictures)
    count = sum(end <= MOST_BYTES for end in ends)
    if count < len(pictures):
        report.warn(
            f"{post}:{pictures[count][0].line}: this chapter and those after it without their "
            f"pictures: the ones before fill the {MOST_BYTES / 1e6:g} MB that an MP3 may carry; "
            "use fewer or plainer ones"
        )
    return {item.number: data for item, data in pictures[:count]}


def fetched(url: str, limits: Images, cache: Path, gate: Gate | None = None) -> bytes:
    """Return the picture at an address as a chapter's JPEG, if possible from the cache.

    Raises AudioError when it cannot be fetched or is not a picture. For `gate` see
    `podcast.lib.asking`.
    """
    from podcast.audio.pictures import small_picture

    path = cache / FOLDER / f"{hashlib.sha256(url.encode()).hexdigest()}.jpg"
    data = _from_cache(path)
    if data is None:
        data = small_picture(_downloaded(url, limits, gate), url)
        write_bytes(path, data)
    return data


def _picture(image: str, folder: Path, limits: Images, cache: Path) -> bytes | None:
    from podcast.audio.pictures import chapter_picture

    if not _on_the_web(image):
        return chapter_picture(image, folder)
    if not limits.fetch:
        return None
    return fetched(address(image), limits, cache)


def _on_the_web(image: str) -> bool:
    return image.lower().startswith(("https://", "http://", "//"))


def _downloaded(url: str, limits: Images, gate: Gate | None) -> bytes:
    from podcast.lib.asking import Limits, Refused
    from podcast.lib.web import download

    try:
        return download(url, Limits(limits.seconds, limits.megabytes), gate, _ACCEPT)
    except Refused as error:
        raise AudioError(
            f"{url}: not fetched: {error}; save the picture beside the post and link that file"
        ) from error


def _from_cache(path: Path) -> bytes | None:
    """Return a picture of the cache, or None when it is missing or not whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    first, last = _JPEG_ENDS
    return data if data.startswith(first) and data.endswith(last) else None
