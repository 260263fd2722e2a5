"""HTML of show notes: which tags are in it, and the text that a listener sees, line by line."""

from __future__ import annotations

from html.parser import HTMLParser

_BREAKS = frozenset({"br", "p", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = frozenset({"script", "style"})


class _Reader(HTMLParser):
    """Collects; html.parser takes any text and raises nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.parts: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag if tag in _HIDDEN else ""
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.parts.append(data)


def tags(html: str) -> list[tuple[str, dict[str, str]]]:
    """Return the tags that are opened, in order, with their attributes."""
    return _read(html).tags


def lines(html: str) -> list[str]:
    """Return the text as lines without white space around them, empty ones left out."""
    text = "".join(_read(html).parts)
    return [line for row in text.splitlines() if (line := " ".join(row.split()))]


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader
