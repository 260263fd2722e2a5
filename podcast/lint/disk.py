"""Reads a feed's linked files from the folder that is served at the show's base address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from podcast.lint import picture, sound
from podcast.lint.model import Feed, Resource
from podcast.lint.wants import Want, wants


@dataclass(frozen=True, slots=True)
class Folder:
    """A public folder and the address at which it is served, which ends in a slash."""

    path: Path
    base_url: str

    def resources(self, feed: Feed) -> dict[str, Resource]:
        """Return the resources behind all addresses of a feed that the folder serves."""
        return self.look(wants(feed, everything=True))

    of_page = resources
    """Returns the resources of a further page, whose files are read as well."""

    def look(self, targets: Iterable[Want]) -> dict[str, Resource]:
        """Return the resources behind those addresses that the folder serves."""
        return {
            want.url: _resource(want, self._file(want.url))
            for want in targets
            if want.url.startswith(self.base_url)
        }

    def page(self, url: str, most: int) -> Resource | None:
        """Return another page of the feed, or None when the folder does not serve it."""
        return self.look([Want(url, "page", most=most)]).get(url)

    def _file(self, url: str) -> Path | None:
        """Return the file of an address, or None when it is missing or outside the folder."""
        path = unquote(url.removeprefix(self.base_url).partition("?")[0].partition("#")[0])
        try:
            file = (self.path / path.lstrip("/")).resolve(strict=True)
        except (OSError, ValueError):  # missing, too long, a NUL
            return None
        inside = file.is_relative_to(self.path.resolve())
        return file if inside and file.is_file() else None


def _resource(want: Want, path: Path | None) -> Resource:
    if path is None:
        return Resource(want.url, "no such file in the show's folder")
    length = path.stat().st_size
    if want.kind in {"enclosure", "alternate"}:
        return Resource(want.url, length=length, seconds=sound.seconds(path))
    if length > want.most:
        return Resource(want.url, f"the file has {length / 1e6:.0f} MB", length)
    body = path.read_bytes()
    if want.kind == "artwork":
        return Resource(want.url, length=length, picture=picture.measure(body))
    return Resource(want.url, length=length, body=body)
