"""HTML of show notes: its tags, and the text that a listener sees, line by line."""

from __future__ import annotations

from html.parser import HTMLParser

from podcast.lint.model import Notes

_BREAKS = frozenset({"br", "p", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = frozenset({"script", "style"})


class _TagReader(HTMLParser):
    """Collects tags and text; html.parser accepts any text and raises no errors."""

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


def read(html: str) -> Notes:
    """Return tags and text, without empty lines and without white space around lines."""
    reader = _TagReader()
    reader.feed(html)
    reader.close()
    rows = "".join(reader.parts).splitlines()
    return Notes(tuple(reader.tags), tuple(line for row in rows if (line := " ".join(row.split()))))
