"""What this copy of the show last saw published: the base of the comparison in `merge.py`.

It is kept in the cache. Without it nothing is lost: what is published and not here counts as added
by another machine, and episodes that differ are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from podcast.lib.atomic import write_bytes
from podcast.publish.receipt import Record
from podcast.show.config import Show

FILE = "published.json"
_MOST_BYTES = 16 * 2**20
_MOST_FORMS = 20
"""So many earlier forms of an episode are remembered that killed publishes have begun to send."""


@dataclass(frozen=True, slots=True)
class Known:
    """The state of a store that this copy has taken in."""

    episodes: dict[str, str] = field(default_factory=dict)
    """The SHA-256 of the manifest of each episode that was here as it was published, by date."""
    withdrawn: frozenset[str] = frozenset()
    """The dates that were withdrawn there and not here."""
    anything: bool = False
    """Whether this copy has seen the store at all."""
    sending: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The forms of each episode that publishes of this copy have begun to send and not ended.

    A publish that was killed may have left them there, and they are nobody else's.
    """
    channel: dict[str, str] = field(default_factory=dict)
    """What the feed said of the show when this copy published it last."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    place: str
    guid: str
    episodes: Annotated[dict[str, str], Field(max_length=100_000)]
    withdrawn: tuple[str, ...] = ()
    seen: bool = True
    sending: Annotated[dict[str, tuple[str, ...]], Field(max_length=100_000)] = {}
    channel: Annotated[dict[str, str], Field(max_length=100)] = {}


def load(show: Show, place: str) -> Known:
    """Return what this copy has seen at a place; empty when that was another place or show."""
    path = show.cache / FILE
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return Known()
        model = _File.model_validate_json(path.read_bytes())
    except (ValidationError, OSError):
        return Known()
    if (model.place, model.guid) != (place, show.guid):
        return Known()
    return Known(
        dict(model.episodes),
        frozenset(model.withdrawn),
        anything=model.seen,
        sending=dict(model.sending),
        channel=dict(model.channel),
    )


def begin(show: Show, place: str, record: Record, here: dict[str, str]) -> None:
    """Note which forms a publish begins to send, before anything of them is published."""
    known, there = load(show, place), record.episodes()
    sending = dict(known.sending)
    for day, sha256 in here.items():
        if there.get(day) != sha256:
            earlier = [each for each in sending.get(day, ()) if each != sha256]
            sending[day] = (*earlier[-_MOST_FORMS:], sha256)
    model = _File(
        place=place,
        guid=show.guid,
        episodes=dict(sorted(known.episodes.items())),
        withdrawn=tuple(sorted(known.withdrawn)),
        seen=known.anything,
        sending=dict(sorted(sending.items())),
        channel=known.channel,
    )
    _write(show, model)


def note(
    show: Show,
    place: str,
    record: Record,
    here: dict[str, str],
    channel: Mapping[str, str] | None = None,
) -> None:
    """Note what is published as taken in: the episodes that are here in the same form.

    An episode that is here in another form keeps its earlier note. `channel` is what the feed that
    this copy has published says of the show; None after a restore, which publishes nothing.
    """
    known = load(show, place)
    before, there = known.episodes, record.episodes()
    episodes = {
        day: sha256 if here.get(day) == sha256 else before[day]
        for day, sha256 in there.items()
        if here.get(day) == sha256 or day in before
    }
    model = _File(
        place=place,
        guid=show.guid,
        episodes=dict(sorted(episodes.items())),
        withdrawn=tuple(sorted(day for day in record.withdrawn if day not in here)),
        channel=known.channel if channel is None else dict(channel),
    )
    _write(show, model)


def _write(show: Show, model: _File) -> None:
    write_bytes(show.cache / FILE, model.model_dump_json(indent=1).encode() + b"\n")
