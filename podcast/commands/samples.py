"""The page of `podcast voices --samples`, on which the voices are heard side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.7 system-ui, sans-serif; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid #8886; text-align: start; }
audio { width: min(20rem, 100%); }
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """A voice with its sound file beside the page."""

    engine: str
    voice: str
    kind: str
    """Gender and accent, empty where they are not known."""
    file: str


def samples_page(text: str, samples: Iterable[Sample]) -> str:
    """Return an HTML page that plays the samples, which all say `text`."""
    rows = "".join(map(_row, samples))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>试听声音</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>试听声音</h1>\n<p>{escape(text)}</p>\n<table>\n"
        f"<tr><th>engine</th><th>voice</th><th></th><th></th></tr>\n{rows}"
        "</table>\n</body>\n</html>\n"
    )


def _row(sample: Sample) -> str:
    file, voice = escape(sample.file), escape(sample.voice)
    return (
        f"<tr><td>{escape(sample.engine)}</td><td>{voice}</td><td>{escape(sample.kind)}</td>"
        f'<td><audio controls preload="none" src="{file}" aria-label="{voice}"></audio></td></tr>\n'
    )
