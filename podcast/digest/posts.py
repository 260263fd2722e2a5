"""The posts of a show: which file is the digest of a date, and which are not for the world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from podcast import digest
from podcast.digest import Day, Head, Hidden
from podcast.digest.shelf import Index, Shelf, shelf, today_in
from podcast.errors import DigestError
from podcast.model import Digest
from podcast.show.settings import Show

_MOST_PASSED_OVER = 30
"""Lines about posts that are newer than the digest: a blog may write much else."""


@dataclass(frozen=True, slots=True)
class WantedPost:
    """Which post a person wants: of a date, this file, or (neither) the newest digest."""

    day: date | None = None
    post: Path | None = None
    """As it was typed: seen from here, from the show, or from its posts."""
    drafts: bool = False
    """Also one that is not public; what comes of it is a preview."""
    future: bool = False
    """Also one whose day has not come; a preview as well."""

    public: bool = False
    """Nothing but a public episode will do, so that no preview is advised."""

    @property
    def preview(self) -> bool:
        """Tell whether nothing public may come of it."""
        return self.drafts or self.future


@dataclass(frozen=True, slots=True)
class Choice:
    """The post, and a line for each one that was passed over for it: where, why, what to do."""

    path: Path
    passed_over: tuple[str, ...] = ()
    read: Digest | None = None
    """The post, where the choice had to read it: that takes as long as all else."""


def parse_date(text: str) -> Day:
    """Return the date that a person typed; `on` tells which one is `today`.

    Raises DigestError unless it is like 2026-02-06.
    """
    return digest.parse_day(text)


def find(posts: Path, wanted: date | None, zone: ZoneInfo, today: date | None = None) -> Path:
    """Return the post of a date, or the newest digest, of a folder of which no more is known.

    Raises DigestError as `choose` does.
    """
    return _chosen(Shelf(posts, zone, today or today_in(zone)), WantedPost(wanted)).path


def choose(show: Show, wish: WantedPost, today: date | None = None) -> Choice:
    """Return the post that a person wants.

    `posts` is searched with its folders, but for hidden ones and links that lead out. The date in
    the front matter counts, in the show's zone, else the one in the file name. Posts that are not
    public, and those that are none of `digests`, are passed over; without `digests` the newest
    digest is the newest post of two items.
    Raises DigestError when the folder is missing, or holds no such post or two for the date.
    """
    found = shelf(show, today)
    return _named(show, found, wish) if wish.post else _chosen(found, wish)


def dates(found: Shelf) -> tuple[date, ...]:
    """Return the dates that have a digest, oldest first. Raises DigestError without the folder."""
    dated = found.index().dated
    return tuple(
        day
        for day in sorted(dated)
        if any(_refusal(found, each, WantedPost(day)) is None for each in dated[day])
    )


def locate(show: Show, given: Path) -> Path:
    """Return the post that a person named by its path. Raises DigestError for any other file."""
    tried = (given, show.root / given, show.posts / given)
    path = next((each for each in tried if each.is_file()), None)
    if path is None:
        raise DigestError(f"{given}: no such post; name a file below {show.posts}")
    within = (show.posts, *digest.beside(show.posts))
    for folder in within:
        if path.resolve().is_relative_to(folder.resolve()):
            path = folder / path.resolve().relative_to(folder.resolve())
            if digest.is_post(path):
                return path
    raise DigestError(f"{given}: is no post of this show; name a .md file below {show.posts}")


def day_of(show: Show, path: Path) -> date | None:
    """Return the date of a post in the show's zone; None when it has none that can be read."""
    return digest.head(path, show.posts).day(show.zone)


def _named(show: Show, found: Shelf, wish: WantedPost) -> Choice:
    """Return the post that was named; whether it is a digest is its person's business."""
    path = locate(show, wish.post or Path())
    reason = _closed(found.hidden(digest.head(path, show.posts)), wish)
    if reason:
        raise DigestError(_with_option(reason.told(), [reason], wish))
    return Choice(path)


def _chosen(found: Shelf, wish: WantedPost) -> Choice:
    index = found.index()
    if not index.dated or (wish.day is not None and wish.day not in index.dated):
        raise DigestError(found.missing(wish.day, index))
    if wish.day is not None:
        return _of_day(found, wish, wish.day, index.dated[wish.day])
    _refuse_unreadable(found, index)
    return _newest(found, wish, index)


def _of_day(found: Shelf, wish: WantedPost, day: date, there: list[Head]) -> Choice:
    refused = {head.path: _refusal(found, head, wish) for head in there}
    fit = [path for path, reason in refused.items() if reason is None]
    told = tuple(reason for reason in refused.values() if reason)
    if not fit:
        hidden = [_closed(found.hidden(head), wish) for head in there]
        message = f"no public post for {day}: " if all(hidden) else f"no digest for {day}: "
        named = "" if any(hidden) else "; `--post PATH` builds one all the same"
        raise DigestError(_with_option(message + " / ".join(told) + named, hidden, wish))
    _refuse_two(day, fit)
    return Choice(fit[0], _lines(told))


def _newest(found: Shelf, wish: WantedPost, index: Index) -> Choice:
    told = _undated(found, index) if wish.drafts else []
    for day in sorted(index.dated, reverse=True):
        fit: dict[Path, Digest | None] = {}
        for head in index.dated[day]:
            post = None
            reason = _refusal(found, head, wish)
            if reason is None:
                post = _read(found, head)
                reason = _too_small(post)
            if reason is None:
                fit[head.path] = post
            else:
                told.append(reason)
        if fit:
            _refuse_two(day, list(fit))
            ((path, post),) = fit.items()
            return Choice(path, _lines(told), post)
    raise DigestError(
        f"{found.posts}: no digest among {len(told)} posts; the newest: {told[0]}; "
        "name one by its date or with `--post PATH`"
    )


def _undated(found: Shelf, index: Index) -> list[str]:
    """Return a line for each draft that lacks a date, which its folder is named by."""
    drafts = (head for head in index.undated if found.hidden(head))
    return [f"{head.path}: has no date; give it one to preview it" for head in drafts]


def _refusal(found: Shelf, head: Head, wish: WantedPost) -> str | None:
    """Return why a post is not for this wish, with its place and what to do; None when it is."""
    reason = _closed(found.hidden(head), wish)
    if reason:
        return _with_option(reason.told(), [reason], wish)
    other = digest.mismatch(head, found.posts, found.zone, found.digests)
    return f"{other}; build it with `--post`, or mend `digests` in show.yaml" if other else None


def _read(found: Shelf, head: Head) -> Digest | None:
    """Return a post whose items must be counted; None for one that cannot be read.

    That is told when it is built.
    """
    if found.digests:
        return None
    try:
        return digest.load(head.path, found.zone)
    except DigestError:
        return None


def _too_small(post: Digest | None) -> str | None:
    lacking = digest.lacking_items(post) if post else None
    return f"{lacking}; build it by its date or with `--post`" if lacking else None


def _closed(reasons: tuple[Hidden, ...], wish: WantedPost) -> Hidden | None:
    """Return the first reason that the options of a wish do not overrule."""
    overruled = {"draft": wish.drafts, "future": wish.future}
    return next((each for each in reasons if not overruled[each.kind]), None)


def _with_option(message: str, reasons: Sequence[Hidden | None], wish: WantedPost) -> str:
    options = dict.fromkeys(f"`{each.option}`" for each in reasons if each and not wish.public)
    if not options or all(option in message for option in options):
        return message
    return f"{message}, or preview it with {' and '.join(options)}"


def _refuse_two(day: date, fit: list[Path]) -> None:
    if len(fit) > 1:
        raise DigestError(
            f"two posts for {day}: {', '.join(map(str, fit))}; choose one with `--post PATH`, or "
            "say in show.yaml which are digests (`digests`)"
        )


def _lines(told: Sequence[str]) -> tuple[str, ...]:
    more = len(told) - _MOST_PASSED_OVER
    rest = (f"… and {more} more posts",) if more > 0 else ()
    return (*told[:_MOST_PASSED_OVER], *rest)


def _refuse_unreadable(found: Shelf, index: Index) -> None:
    """Raise DigestError for a post with an invalid date: it might be the newest one."""
    for head in index.undated:
        if head.names_a_date and _refusal(found, head, WantedPost()) is None:
            digest.date_of(head.text, head.path, found.zone)
