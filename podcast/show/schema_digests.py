"""What `digests:` of show.yaml may say: by which marks a post is known for a digest."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from podcast.show.yamltypes import File, Text


def _listed(value: Any) -> Any:
    """Let one name stand for a list of one."""
    return [value] if isinstance(value, str) else value


_Names = Annotated[
    list[Text],
    BeforeValidator(_listed),
    Field(min_length=1, description="one or more names, like [AI]"),
]


class DigestsFile(File):
    """`digests:` of show.yaml: which posts are digests."""

    categories: _Names | None = None
    tags: _Names | None = None
    title: Annotated[
        str | None, Field(min_length=1, description='a pattern for titles, like "AI日报*"')
    ] = None
    path: Annotated[
        str | None, Field(min_length=1, description='a pattern for files, like "*-ai-daily.md"')
    ] = None
