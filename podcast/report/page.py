"""The page: the variables of the template, and the policy that keeps it from loading anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from podcast.episode.manifest import Episode
from podcast.lib.markup import clean, length_in_words
from podcast.lib.punctuation import full_width
from podcast.model import Curves, Finding
from podcast.report.charts import pace_chart, time_charts
from podcast.report.drawing import WIDTH
from podcast.report.notices import notices
from podcast.report.rows import sections
from podcast.report.summary import facts, speakers
from podcast.show.config import Show

if TYPE_CHECKING:
    from jinja2 import Environment

FILE_NAME = "report.html"


def render(show: Show, episode: Episode, curves: Curves, findings: Iterable[Finding] = ()) -> str:
    """Return `report.html` of an episode, to be written beside the MP3; a pure function.

    `curves` are those of the MP3 (`measure.survey`); missing values are not drawn. `findings` are
    those of the checks; the report adds odd facts.
    """
    chapters = sections(episode, curves)
    hosts = speakers(episode, curves)
    rows = [row for chapter in chapters for row in chapter.rows]
    template = _environment().get_template("report.html")
    return template.render(
        language=show.language,
        show=clean(show.title),
        episode=episode,
        title=full_width(clean(episode.title)),
        facts=facts(episode, show.engines),
        notices=notices(episode, findings, rows, hosts),
        charts=time_charts(episode, chapters, curves),
        pace=pace_chart(episode),
        chapters=chapters,
        speakers=hosts,
        spoken=length_in_words(sum(line.end - line.start for line in episode.segments)),
        engine=clean(episode.engine),
        width=WIDTH,
    )


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("podcast.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    script, style = (_source(environment, name) for name in ("report.js", "report.css"))
    environment.globals["script"] = Markup(script)  # noqa: S704 -- our own file
    environment.globals["style"] = Markup(style)  # noqa: S704 -- our own file
    environment.globals["policy"] = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "media-src 'self' file:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return environment


def _source(environment: Environment, name: str) -> str:
    loader = environment.loader
    assert loader is not None  # noqa: S101 -- set above; for the type checker
    return loader.get_source(environment, name)[0]


def _digest(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"
