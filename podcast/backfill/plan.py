"""The plan: which dates are missing or stale and why, which cannot be, and which are as they are.

Nothing is read aloud for it: an episode is compared by what its manifest records of its making.
Posts are known by time and size after they have been read once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from podcast import __version__, digest
from podcast.build import Options
from podcast.digest import posts
from podcast.digest.posts import Choice
from podcast.digest.shelf import shelf, today_in
from podcast.episode import catalogue, ingredients
from podcast.episode.catalogue import Catalogue, Summary
from podcast.episode.ingredients import Change, Common
from podcast.episode.ledger import Ledger, open_ledger, stamp
from podcast.episode.manifest import IngredientsRecord
from podcast.errors import DigestError
from podcast.model import SCRIPT_FILE
from podcast.show.config import Show
from podcast.speech import voicing

State = Literal["missing", "stale", "impossible", "fresh"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for: a span of dates, and what is made within it."""

    since: date | None = None
    until: date | None = None
    missing: bool = True
    stale: bool = False
    revoice: bool = False
    """Whether episodes that a lesser engine spoke are spoken again."""
    options: Options = field(default_factory=Options)
    """The options of each build; of its fields `engine` and `writer` are used."""

    def within(self, day: date) -> bool:
        """Tell whether a date is within the span."""
        return not ((self.since and day < self.since) or (self.until and day > self.until))


@dataclass(frozen=True, slots=True)
class Entry:
    """A date of the plan."""

    day: date
    state: State
    changes: tuple[Change, ...] = ()
    """Why an episode is stale."""
    why: str = ""
    """Why there cannot be an episode, with what to do."""
    post: Path | None = None
    better: tuple[str, ...] = ()
    """The engines that are preferred to the one that had to stand in for them."""
    seconds: float = 0.0
    """The expected length of the sound."""
    base: str = ""
    """The SHA-256 of the manifest that is there, empty without one."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of changes, each once."""
        return tuple(dict.fromkeys(change.kind for change in self.changes))


@dataclass(frozen=True, slots=True)
class Plan:
    """The dates of one show, oldest first, and what is wished."""

    show: Show
    wish: Wish
    entries: tuple[Entry, ...]

    @property
    def chosen(self) -> tuple[Entry, ...]:
        """The dates that are to be made."""
        return tuple(each for each in self.entries if self._is_chosen(each))

    def of(self, state: State) -> tuple[Entry, ...]:
        """Return the dates in a state."""
        return tuple(each for each in self.entries if each.state == state)

    def _is_chosen(self, entry: Entry) -> bool:
        return (
            (self.wish.missing and entry.state == "missing")
            or (self.wish.stale and entry.state == "stale")
            or (self.wish.revoice and bool(entry.better))
        )


def make_plan(
    show: Show, wish: Wish, today: date | None = None, days: Collection[date] | None = None
) -> Plan:
    """Compare the posts of a show with its episodes; no episode is changed.

    `days` are the only dates to look at, if given. Raises PodcastError when the show as a whole
    cannot be read.
    """
    today = today or today_in(show.zone)
    by_day = posts.of_each_day(shelf(show, today))
    episodes = catalogue.read(show.episodes, show.cache)
    made = {date.fromisoformat(each.date): each for each in episodes.summaries}
    wanted = [
        day
        for day in _days(by_day, made, wish, today)
        if wish.within(day) and (days is None or day in days)
    ]
    usual = _usual_seconds(episodes)
    with open_ledger(show.cache, "read") as ledger:
        look = _Look(show, wish, episodes, ledger, ingredients.common(_by(show, wish)))
        entries = tuple(look.entry(day, by_day.get(day), made.get(day), usual) for day in wanted)
    return Plan(show, wish, entries)


def _days(
    by_day: Mapping[date, object], made: Mapping[date, object], wish: Wish, today: date
) -> list[date]:
    """Return the dates with a post or an episode, and all others of a span that was asked for."""
    days = {*by_day, *made}
    if days and (wish.since or wish.until):
        first = wish.since or min(days)
        last = min(wish.until, max(today, *days)) if wish.until else max(days)
        days |= {first + timedelta(n) for n in range((last - first).days + 1)}
    return sorted(days)


def _usual_seconds(episodes: Catalogue) -> float | None:
    """Return the mean length of the episodes that are there, in seconds."""
    lengths = [each.seconds for each in episodes.summaries]
    return sum(lengths) / len(lengths) if lengths else None


def _by(show: Show, wish: Wish) -> Show:
    name = wish.options.writer or show.writer.name
    return replace(show, writer=replace(show.writer, name=name))


_BYTES_A_SECOND = 16.0
"""How many bytes of a post make a second of sound, for a show without any episode: a character of
Chinese has three, and 4.5 to 5 of them are spoken in a second."""
_DAILY_SECONDS = 12 * 60.0


@dataclass(frozen=True, slots=True)
class _Look:
    """What a date is compared with."""

    show: Show
    wish: Wish
    episodes: Catalogue
    ledger: Ledger
    common: Common

    def entry(
        self, day: date, choice: Choice | DigestError | None, made: Summary | None,
        usual: float | None,
    ) -> Entry:  # fmt: skip
        """Return the entry of a date."""
        if choice is None:
            why = f"{self.show.posts}: no post for {day}; write one, or leave it"
            return Entry(day, "impossible", why=why)
        if isinstance(choice, DigestError):
            return Entry(day, "impossible", why=str(choice))
        post = choice.path
        if made is None:
            refused = _refusal(self.ledger, post)
            if refused:
                return Entry(day, "impossible", why=refused, post=post)
            return Entry(day, "missing", post=post, seconds=usual or self._length(post))
        facts = json.loads(self.episodes.facts[made.date])
        try:
            changes = tuple(self._changes(post, facts, made.date))
        except DigestError as error:
            return Entry(day, "impossible", why=str(error), post=post)
        better = self._better(facts) if self.wish.revoice else ()
        return Entry(
            day,
            "stale" if changes else "fresh",
            changes,
            "",
            post,
            better,
            made.seconds,
            made.sha256,
        )

    def _length(self, post: Path) -> float:
        minutes = self.show.minutes
        most = minutes * 60 if minutes else _DAILY_SECONDS
        return min(most, post.stat().st_size / _BYTES_A_SECOND)

    def _better(self, facts: Mapping[str, Any]) -> tuple[str, ...]:
        return voicing.missed(self.show, facts["engine"], facts["engine_reason"])

    def _changes(self, post: Path, facts: Mapping[str, Any], day: str) -> Iterator[Change]:
        """Yield what has changed since an episode was made."""
        if not _is_of(facts["post"]["digest_sha256"], self._fingerprint(post)):
            yield Change("post", f"{post.name} has changed")
        if facts["program"] != __version__:
            yield Change("program", f"made by version {facts['program']}, this is {__version__}")
        recorded = facts.get("ingredients")
        if recorded is None:
            if facts["program"] == __version__:
                yield Change("program", "made before the program recorded what an episode is of")
            return
        made_of = IngredientsRecord.model_validate(recorded)
        yield from self._by_engine(facts["engine"])
        yield from ingredients.changes(made_of, self._now(made_of, facts["engine"], day))

    def _by_engine(self, spoke: str) -> Iterator[Change]:
        alone = self.wish.options.engine
        engines = (alone,) if alone else self.show.engines
        if spoke not in engines:
            yield Change("voices", f"spoken by {spoke}, not by {' or '.join(engines)}")

    def _now(self, made_of: IngredientsRecord, engine: str, day: str) -> IngredientsRecord:
        """Return what an episode would be made of now, with the script that is there."""
        try:
            script = (self.show.folder(day) / SCRIPT_FILE).read_bytes()
        except FileNotFoundError:
            script = b""
        alone = self.wish.options.engine is not None
        return IngredientsRecord(
            script=ingredients.hash_of(script),
            edited=made_of.edited,
            lexicon=ingredients.readings_in(script.decode("utf-8", "replace"), self.show.lexicon),
            voices=ingredients.voices(self.show, made_of.voices, engine, alone=alone),
            music=self.common.music,
            words=self.common.words,
            tags=self.common.tags,
        )

    def _fingerprint(self, post: Path) -> str:
        """Return the fingerprint of a post, from the notes if it has not changed since."""
        note = _note(self.ledger, post)
        if not note.get("sha256"):
            before = stamp(post)
            note = {"sha256": digest.fingerprint_of(post, self.show.zone)}
            self.ledger.note(post, _dumps(note), before)
        return str(note["sha256"])


def note_refusal(show: Show, post: Path, why: str) -> None:
    """Note why no episode was made of a post, so that it is known until the post changes."""
    with open_ledger(show.cache, "read") as ledger:
        ledger.note(post, _dumps({"refused": why}), stamp(post))


def _refusal(ledger: Ledger, post: Path) -> str:
    return str(_note(ledger, post).get("refused", ""))


def _note(ledger: Ledger, post: Path) -> dict[str, Any]:
    """Return the note of a post, empty when there is none of this version."""
    try:
        note = json.loads(ledger.note_of(post) or "{}")
    except ValueError:
        return {}
    return note if isinstance(note, dict) and note.get("reader") == _READER else {}


_READER = f"{__version__} {digest.READER}"


def _dumps(note: Mapping[str, str]) -> str:
    return json.dumps({**note, "reader": _READER}, ensure_ascii=False)


def _is_of(recorded: str, now: str) -> bool:
    """Tell whether a recorded fingerprint is that of a post; only their hashes are compared.

    One of version 0.1 has another form. It belongs to an episode of that version, which is stale
    whatever its post.
    """
    return recorded.partition("-")[2] == now.partition("-")[2] or "-" not in recorded
