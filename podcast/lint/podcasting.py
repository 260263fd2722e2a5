"""Rules for elements of the podcast namespace that describe the show, such as podcast:person.

Each rule follows the page of its element in docs/tags of Podcastindex-org/podcast-namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from podcast.errors import near
from podcast.lint.channel import lacking, one_of
from podcast.lint.model import Fault, Feed, Rule, of_channel
from podcast.lint.names import both, child, children, text, value
from podcast.lint.urls import split
from podcast.lint.vocabulary import LICENSES, MEDIUMS, ROLES

MOST_CHARACTERS = 128
"""The longest name, title or purpose, in characters; apps may cut a longer text."""
_MOST_TEXT = 4000
_UUID_VERSION = 5

_RULE_PART = re.compile(
    r"(?:FREQ=(?:SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)"
    r"|(?:INTERVAL|COUNT)=[1-9]\d*"
    r"|UNTIL=[\dTZ:.-]+"
    r"|BYDAY=[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU)(?:,[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU))*"
    r"|BY(?:SECOND|MINUTE|HOUR|MONTHDAY|YEARDAY|WEEKNO|MONTH|SETPOS)=[+-]?\d+(?:,[+-]?\d+)*"
    r"|WKST=(?:MO|TU|WE|TH|FR|SA|SU))",
    re.ASCII,
)
"""Matches a part of a recurrence rule (RFC 5545, 3.3.10); UNTIL may also have the form that the
page of updateFrequency shows."""


def uuid(text: str) -> UUID | None:
    """Return the UUID if the text is one in the usual form, else None."""
    try:
        parsed = UUID(text)
    except ValueError:
        return None
    return parsed if str(parsed) == text.lower() else None


def _guid(channel: Any) -> Iterator[Fault]:
    element = child(channel, "podcast:guid")
    if element is not None and value(element) and uuid(value(element)) is None:
        yield Fault(f'"{value(element)}" is no UUID', element)


def _guid_version(channel: Any) -> Iterator[Fault]:
    element = child(channel, "podcast:guid")
    guid = None if element is None else uuid(value(element))
    if guid and guid.version != _UUID_VERSION:
        yield Fault(f"it is a UUID of version {guid.version}", element)


def _texts(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "podcast:txt"):
        if len(element.get("purpose", "")) > MOST_CHARACTERS:
            yield Fault(f"its purpose has {len(element.get('purpose'))} characters", element)
        if len(value(element)) > _MOST_TEXT:
            yield Fault(f"it has {len(value(element))} characters", element)


def _persons(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "podcast:person"):
        if not 0 < len(value(element)) <= MOST_CHARACTERS:
            yield Fault(f"the name has {len(value(element))} characters", element)


def _roles(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "podcast:person"):
        role = element.get("role", "host").lower()
        if role not in ROLES:
            yield Fault(f'"{role}" is no role{near(role, ROLES)}', element)


def _frequency(channel: Any) -> Iterator[Fault]:
    for element in children(channel, "podcast:updateFrequency"):
        parts = element.get("rrule", "FREQ=DAILY").removesuffix(";").split(";")
        wrong = [part for part in parts if not _RULE_PART.fullmatch(part)]
        if wrong:
            yield Fault(f'"{wrong[0]}" is no part of a rule', element)
        elif sum(part.startswith("FREQ=") for part in parts) != 1:
            yield Fault("its rule has no FREQ, or several", element)
        elif any(part.startswith("COUNT=") for part in parts) and "dtstart" not in element.attrib:
            yield Fault("its rule has a COUNT and no dtstart to count from", element)


def _frequency_text(channel: Any) -> Iterator[Fault]:
    for element in children(channel, "podcast:updateFrequency"):
        if len(value(element)) > MOST_CHARACTERS:
            yield Fault(f"the text has {len(value(element))} characters", element)


def _funding(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "podcast:funding"):
        if split(element.get("url", "").strip()) is None:
            yield Fault("it has no url", element)


def _funding_text(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "podcast:funding"):
        if not 0 < len(value(element)) <= MOST_CHARACTERS:
            yield Fault(f"the text has {len(value(element))} characters", element)


def _license(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "podcast:license"):
        name = value(element)
        if not 0 < len(name) <= MOST_CHARACTERS:
            yield Fault(f"the name has {len(name)} characters", element)
        elif "url" not in element.attrib and not name.lower().startswith(LICENSES):
            yield Fault(f'"{name}" is no well-known licence and has no url', element)


def _podroll(channel: Any) -> Iterator[Fault]:
    for roll in children(channel, "podcast:podroll"):
        remote = children(roll, "podcast:remoteItem")
        if not remote:
            yield Fault("it names no feed", roll)
        for each in remote:
            if uuid(each.get("feedGuid", "")) is None:
                yield Fault(f'its feedGuid is "{each.get("feedGuid", "")}"', each)


def _trailer(channel: Any) -> Iterator[Fault]:
    for element in children(channel, "podcast:trailer"):
        for attribute in ("url", "pubdate"):
            if not element.get(attribute, "").strip():
                yield Fault(f"it has no {attribute}", element)
        if not 0 < len(value(element)) <= MOST_CHARACTERS:
            yield Fault(f"its title has {len(value(element))} characters", element)


def _season(feed: Feed) -> Iterator[Fault]:
    for element in both(feed.channel, "podcast:season"):
        if not re.fullmatch(r"\d+", value(element), re.ASCII):
            yield Fault(f'the season is "{value(element)}"', element)
        if len(element.get("name", "")) > MOST_CHARACTERS:
            yield Fault(f"its name has {len(element.get('name'))} characters", element)
    for element in both(feed.channel, "podcast:episode"):
        if not re.fullmatch(r"\d+(?:\.\d+)?", value(element), re.ASCII):
            yield Fault(f'the episode is "{value(element)}"', element)
        if len(element.get("display", "")) > 32:  # noqa: PLR2004 -- as its page says
            yield Fault(f"display has {len(element.get('display'))} characters", element)


def _locked_value(channel: Any) -> Iterator[Fault]:
    for element in children(channel, "podcast:locked"):
        if value(element).lower() not in {"yes", "no"}:
            yield Fault(f'podcast:locked is "{text(channel, "podcast:locked")}"', element)


_LISTS = {f"{medium}L" for medium in MEDIUMS}

RULES = (
    Rule(
        "show-guid", "warn", "PSP-1, recommended; podcast namespace, guid",
        "the channel has <podcast:guid>",
        "write the show's UUID, made once and never changed", lacking("podcast:guid"),
    ),
    Rule(
        "show-guid-form", "error", "podcast namespace, guid",
        "podcast:guid is a UUID",
        "write the UUID that the show was given first", of_channel(_guid),
    ),
    Rule(
        "show-guid-version", "info", "podcast namespace, guid; PSP-1",
        "podcast:guid is a UUIDv5 of the feed's first address",
        "leave a guid that is in use as it is; only a new show may take another",
        of_channel(_guid_version),
    ),
    Rule(
        "locked", "info", "PSP-1, recommended; podcast namespace, locked",
        "the channel has <podcast:locked>",
        "write yes, so that nobody imports the show", lacking("podcast:locked"),
    ),
    Rule(
        "locked-value", "error", "podcast namespace, locked",
        "podcast:locked is yes or no",
        "write yes or no", of_channel(_locked_value),
    ),
    Rule(
        "medium-value", "warn", "podcast namespace, medium",
        "podcast:medium is one of its list",
        "write podcast", one_of("podcast:medium", {*MEDIUMS, *_LISTS, "mixed"}),
    ),
    Rule(
        "txt-length", "warn", "podcast namespace, txt",
        f"podcast:txt has at most {_MOST_TEXT} characters, its purpose {MOST_CHARACTERS}",
        "shorten it", _texts,
    ),
    Rule(
        "person-name", "error", "podcast namespace, person",
        f"a person has a name of at most {MOST_CHARACTERS} characters",
        "write the name as text", _persons,
    ),
    Rule(
        "person-role", "warn", "podcast namespace, person; Podcast Taxonomy",
        "a role is one of the taxonomy",
        "write host, guest or another of its roles", _roles,
    ),
    Rule(
        "frequency-rule", "error", "podcast namespace, updateFrequency; RFC 5545, 3.3.10",
        "rrule is a rule of recurrence",
        "write one such as FREQ=DAILY", of_channel(_frequency),
    ),
    Rule(
        "frequency-text", "warn", "podcast namespace, updateFrequency",
        f"its text has at most {MOST_CHARACTERS} characters",
        "shorten it", of_channel(_frequency_text),
    ),
    Rule(
        "funding-url", "error", "podcast namespace, funding",
        "podcast:funding has an http(s) url",
        "name the page where listeners can give", _funding,
    ),
    Rule(
        "funding-text", "warn", "podcast namespace, funding",
        f"its text has 1 to {MOST_CHARACTERS} characters",
        "write what the link is called", _funding_text,
    ),
    Rule(
        "license-form", "warn", "podcast namespace, license",
        "podcast:license is a known name, or has a url",
        "write an identifier such as cc-by-4.0, or add url", _license,
    ),
    Rule(
        "podroll-feeds", "error", "podcast namespace, podroll, remoteItem",
        "a podroll names feeds by their podcast:guid",
        'write <podcast:remoteItem feedGuid="…"/>', of_channel(_podroll),
    ),
    Rule(
        "trailer-form", "error", "podcast namespace, trailer",
        "podcast:trailer has url, pubdate and a title",
        "write all three", of_channel(_trailer),
    ),
    Rule(
        "season-form", "error", "podcast namespace, season, episode",
        "podcast:season is a whole number, podcast:episode a number",
        "write the number; its name belongs into name or display", _season,
    ),
)  # fmt: skip
