"""`podcast check --ready`: hold a show against what each directory asks of it, and tell the way in.

The rules of a feed itself are those of `podcast check --feed`; here is what a person must have
decided before a directory is told of the feed. Each directory names where its wishes are written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from podcast.episode import catalogue
from podcast.language import heading, mark, told, word
from podcast.lint.picture import measure
from podcast.lint.vocabulary import CATEGORIES
from podcast.show import examples
from podcast.show.config import Show

_SIDES = range(1400, 3001)


@dataclass(frozen=True, slots=True)
class Lack:
    """What a show lacks for a directory, and what to do about it."""

    what: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory of podcasts: what it asks for, how a show gets in, and where that is written."""

    name: str
    asks: tuple[str, ...]
    """The names of the wishes in `_WISHES`."""
    steps: tuple[str, ...]
    """What a person does there, with `{feed}`, `{email}` and `{link}` of the show."""
    source: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """How a show stands with a directory."""

    directory: str
    lacks: tuple[Lack, ...]
    steps: tuple[str, ...]
    source: str


_COMMON = ("addresses", "https", "texts", "language", "category", "cover", "episode", "voice")
DIRECTORIES = (
    Directory(
        "Apple Podcasts", _COMMON,
        (
            "sign in at https://podcastsconnect.apple.com with an Apple Account",
            "New Show, Add a show with an RSS feed: {feed}",
            "choose availability and contact, submit; a person at Apple reviews it",
            "then write the show's address into `subscribe: {{apple: …}}` of show.yaml",
        ),
        "podcasters.apple.com/support/823-podcast-requirements",
    ),
    Directory(
        "小宇宙", (*_COMMON, "email"),
        (
            "ask at https://podcaster.xiaoyuzhoufm.com for the show by its feed: {feed}",
            "answer the mail to {email}, which proves that it is yours",
            "then write the show's address into `subscribe: {{xiaoyuzhou: …}}` of show.yaml",
        ),
        "no published list of rules was found: those of Apple, and an e-mail address",
    ),
    Directory(
        "Spotify", (*_COMMON, "email"),
        (
            "sign in at https://creators.spotify.com, Add or claim a podcast",
            "give the feed: {feed}",
            "type the code that is sent to {email}",
            "choose category, language and country, submit",
            "then write the show's address into `subscribe: {{spotify: …}}` of show.yaml",
        ),
        "support.spotify.com/creators, Adding your email address to your RSS feed",
    ),
    Directory(
        "喜马拉雅", _COMMON,
        (
            "sign in at https://studio.ximalaya.com; a real name is asked for",
            "ask there whether the feed can be followed: {feed}",
            "otherwise upload each MP3, with the notes of its page, and say that it is made by AI",
            "then write the show's address into `subscribe: {{ximalaya: …}}` of show.yaml",
        ),
        "no published list of rules was found: those of Apple",
    ),
    Directory(
        "YouTube Music", (*_COMMON, "email"),
        (
            "in https://studio.youtube.com: Create, New podcast, Submit RSS feed: {feed}",
            "type the code that is sent to {email}",
            "choose from which episode on; advertisements from a library are not allowed",
            "publish in the tab Podcasts when all have arrived, as they are private at first",
        ),
        "help.simplecast.com/en/articles/8638533-youtube-distribution",
    ),
)  # fmt: skip


def ready(show: Show) -> tuple[Readiness, ...]:
    """Return how the show stands with each directory. Raises FeedError for a broken manifest."""
    lacking = {what: tuple(look(show)) for what, look in _WISHES.items()}
    owner = show.feed.owner
    values = {
        "feed": show.url("feed.xml"),
        "email": owner.email if owner else "`feed.owner.email` of show.yaml",
    }
    return tuple(
        Readiness(
            each.name,
            tuple(lack for what in each.asks for lack in lacking[what]),
            tuple(step.format(**values) for step in each.steps),
            each.source,
        )
        for each in DIRECTORIES
    )


def render(states: tuple[Readiness, ...], *, as_json: bool) -> str:
    """Return the states as lines or JSON, with a final newline; what many lack is told once."""
    if as_json:
        return json.dumps([asdict(each) for each in states], ensure_ascii=False, indent=2) + "\n"
    rows: list[str] = []
    known: dict[Lack, str] = {}
    for state in states:
        rows.append(f"{state.directory}{mark(': ')}{word('lacks' if state.lacks else 'ready')}")
        for lack in state.lacks:
            head = f"  {word(lack.what)}{mark(': ')}"
            if lack in known:
                rows.append(head + told(f"as for {known[lack]}"))
                continue
            known[lack] = state.directory
            rows += [head + told(lack.message), f"    {heading('remedy')}{told(lack.remedy)}"]
        rows += [f"  {n}. {told(step)}" for n, step in enumerate(state.steps, 1)]
        rows.append(f"  {heading('source')}{told(state.source)}")
    count = sum(1 for each in states if not each.lacks)
    rows.append(told(f"ready for {count} of {len(states)} directories"))
    return "\n".join(rows) + "\n"


# --- The wishes -----------------------------------------------------------------------------------


def _addresses(show: Show) -> Iterator[Lack]:
    keys = examples.addresses(show)
    if keys:
        yield Lack(
            "addresses", f"still an example: {', '.join(keys)}",
            "write your own into show.yaml, then run `podcast feed`",
        )  # fmt: skip


def _https(show: Show) -> Iterator[Lack]:
    if not show.base_url.startswith("https://"):
        yield Lack(
            "https", f"`base_url` is {show.base_url}", "serve the show by https, as apps ask for it"
        )


def _texts(show: Show) -> Iterator[Lack]:
    keys = [key for key in examples.left(show) if key not in examples.addresses(show)]
    if keys:
        yield Lack("texts", f"still an example: {', '.join(keys)}", "write your own into show.yaml")


def _language(show: Show) -> Iterator[Lack]:
    if not show.language.lower().startswith(("zh", "cmn", "yue")):
        yield Lack(
            "language", f"`language` is {show.language}, and the show is in Chinese",
            "write `language: zh-CN` into show.yaml",
        )  # fmt: skip


def _category(show: Show) -> Iterator[Lack]:
    first, *rest = show.category
    if first not in CATEGORIES or not set(rest) <= set(CATEGORIES[first]):
        yield Lack(
            "category", f"{', '.join(show.category)} is not in Apple's list",
            "choose one of podcasters.apple.com/support/1691",
        )  # fmt: skip


def _cover(show: Show) -> Iterator[Lack]:
    picture = measure(Path(show.cover).read_bytes())
    sides = {picture.width, picture.height}
    if len(sides) > 1 or not sides <= set(_SIDES):
        yield Lack(
            "cover", f"{show.cover.name} is no square of 1400 to 3000 pixels",
            "draw one, and name it under `cover` in show.yaml",
        )  # fmt: skip


def _email(show: Show) -> Iterator[Lack]:
    owner = show.feed.owner
    if owner is None or examples.is_example(f"https://{owner.email.partition('@')[2]}"):
        yield Lack(
            "e-mail", "the feed names no address of yours to which a proof could be sent",
            "write `feed: {owner: {name: …, email: …}}` into show.yaml; it will be public",
        )  # fmt: skip


def _episode(show: Show) -> Iterator[Lack]:
    if not catalogue.read(show.episodes, show.cache).facts:
        yield Lack("episode", "there is no episode yet", "run `podcast build`")


def _voice(show: Show) -> Iterator[Lack]:
    days = catalogue.spoken_by(show.episodes, show.cache, examples.TEST_ENGINE)
    if days:
        yield Lack("voice", f"in test tones: {', '.join(days)}", "run `podcast build --revoice`")


_WISHES: dict[str, Callable[[Show], Iterator[Lack]]] = {
    "addresses": _addresses, "https": _https, "texts": _texts, "language": _language,
    "category": _category, "cover": _cover, "email": _email, "episode": _episode, "voice": _voice,
}  # fmt: skip
