"""The Jinja environment: it prefers a show's own templates to the shipped ones, and hashes sources.

A show's `templates/episode.html` may begin with `{% extends "shipped/episode.html" %}` and change
some blocks. Templates are trusted, as show.yaml is; texts of a post are not, and are escaped.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podcast.errors import FeedError, at

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = "templates"
"""The folder of the show's own templates, in the show's folder."""


def render(root: Path, name: str, facts: dict[str, Any]) -> str:
    """Return a page of the show in the folder `root`.

    Raises FeedError with file and line when a template of the show is broken.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        return _environment(root).get_template(name).render(facts)
    except TemplateSyntaxError as error:
        place = Path(error.filename or name)
        raise FeedError(f"{at(place, error.lineno)}: {error.message}; mend the template") from error
    except (TemplateError, TypeError) as error:
        place, line = _raised_at(error, root / FOLDER / name)
        raise FeedError(f"{at(place, line)}: {error}; mend the template") from error


def is_own(root: Path, name: str) -> bool:
    """Tell whether the show in the folder `root` has its own template of this name."""
    return (root / FOLDER / name).is_file()


def _raised_at(error: Exception, otherwise: Path) -> tuple[Path, int | None]:
    """Return path and line of the innermost template in the traceback, where Jinja puts them."""
    place: tuple[Path, int | None] = (otherwise, None)
    trace = error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith((".html", ".css", ".js")):
            place = (Path(file), trace.tb_lineno)
        trace = trace.tb_next
    return place


@cache
def _environment(root: Path) -> Environment:
    from jinja2 import (
        ChoiceLoader,
        Environment,
        FileSystemLoader,
        PackageLoader,
        PrefixLoader,
        StrictUndefined,
    )

    shipped = PackageLoader("podcast.site", "templates")
    own = FileSystemLoader(root / FOLDER)
    environment = Environment(
        loader=ChoiceLoader([PrefixLoader({"shipped": shipped}), own, shipped]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["source"] = lambda name: _Source(environment, name)
    return environment


class _Source:
    """A stylesheet or script for a page, unescaped, with its hash for the page's policy."""

    def __init__(self, environment: Environment, name: str) -> None:
        loader = environment.loader
        assert loader is not None  # noqa: S101 -- set above; for the type checker
        self._text = loader.get_source(environment, name)[0]

    def __html__(self) -> str:
        return self._text

    @property
    def hash(self) -> str:
        """The hash as a source expression of Content Security Policy (level 3, section 2.3.1)."""
        digest = hashlib.sha256(self._text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"
