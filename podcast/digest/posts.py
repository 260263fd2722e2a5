"""Choose the post that a person wants: the digest of a date, a named file, or the newest digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from podcast import digest
from podcast.digest import Day, Head, Hidden
from podcast.digest.shelf import Index, Shelf, shelf, today_in
from podcast.errors import DigestError
from podcast.lib.counting import counted
from podcast.model import Digest
from podcast.show.settings import Show

_MOST_PASSED_OVER = 30
"""The most lines about newer posts that are not chosen, as a blog may have many such posts."""


@dataclass(frozen=True, slots=True)
class WantedPost:
    """The post that a person wants: by its date or its path; without both, the newest digest."""

    day: date | None = None
    post: Path | None = None
    """The path as typed, relative to the current folder, the show's folder or its posts."""
    drafts: bool = False
    """Whether a draft is accepted, too, and a preview made."""
    future: bool = False
    """Whether a post of a later date is accepted, too, and a preview made."""

    public: bool = False
    """Whether only a public episode is wanted, so that messages do not advise a preview."""

    @property
    def preview(self) -> bool:
        """Tell whether a preview is made, and nothing public."""
        return self.drafts or self.future


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen post, and a line for each post that was passed over: where, why, what to do."""

    path: Path
    passed_over: tuple[str, ...] = ()
    post: Digest | None = None
    """The post as a digest, if choosing had to parse it, as parsing again would take long."""


def parse_date(text: str) -> Day:
    """Return the date that a person typed; `Day.on` resolves `today`.

    Raises DigestError for a text that is not a date.
    """
    return digest.parse_day(text)


def find(posts: Path, day: date | None, zone: ZoneInfo, today: date | None = None) -> Path:
    """Return the post of a date, or the newest digest, in a folder that belongs to no show.

    Raises DigestError as `choose` does.
    """
    return _choose_by_date(Shelf(posts, zone, today or today_in(zone)), WantedPost(day)).path


def choose(show: Show, wish: WantedPost, today: date | None = None) -> Choice:
    """Return the post that a person wants.

    `posts` is searched with its folders, except hidden folders and links that lead out. A post's
    date is that of its front matter, in the show's zone, else that of its file name. Posts that are
    not public or do not match `digests` are passed over. Without `digests` the newest digest is the
    newest post with at least two items.
    Raises DigestError when the folder is missing, when it holds no such post, or two for the date.
    """
    all_posts = shelf(show, today)
    return _choose_named(show, all_posts, wish) if wish.post else _choose_by_date(all_posts, wish)


def dates(all_posts: Shelf) -> tuple[date, ...]:
    """Return the dates with a digest, oldest first. Raises DigestError if the folder is missing."""
    dated = all_posts.index().dated
    return tuple(
        day
        for day in sorted(dated)
        if any(_refusal(all_posts, each, WantedPost(day)) is None for each in dated[day])
    )


def recent(all_posts: Shelf, days: int) -> tuple[date, ...]:
    """Return the dates of today and the `days` before it that have a digest, oldest first.

    A digest is what a build without a date may take. A post that cannot be read counts, as the
    build of its date says what is wrong with it. Raises DigestError if the folder is missing.
    """
    first = all_posts.today - timedelta(days)
    dated = all_posts.index().dated
    return tuple(
        day
        for day in sorted(dated)
        if first <= day <= all_posts.today and any(_is_digest(all_posts, h) for h in dated[day])
    )


def _is_digest(all_posts: Shelf, head: Head) -> bool:
    return _refusal(all_posts, head, WantedPost()) is None and not _too_small(
        _read_to_count(all_posts, head)
    )


def of_each_day(all_posts: Shelf) -> dict[date, Choice | DigestError]:
    """Return for each date with posts its public digest, or the error that there is none.

    Raises DigestError if the folder is missing.
    """
    chosen: dict[date, Choice | DigestError] = {}
    for day, heads in sorted(all_posts.index().dated.items()):
        try:
            chosen[day] = _of_day(all_posts, WantedPost(day, public=True), day, heads)
        except DigestError as error:
            chosen[day] = error
    return chosen


def locate(show: Show, named_path: Path) -> Path:
    """Return the post that a person named by its path. Raises DigestError if it is not a post."""
    candidates = (named_path, show.root / named_path, show.posts / named_path)
    path = next((each for each in candidates if each.is_file()), None)
    if path is None:
        raise DigestError(f"{named_path}: no such post; name a file below {show.posts}")
    within = (show.posts, *digest.beside(show.posts))
    for folder in within:
        if path.resolve().is_relative_to(folder.resolve()):
            path = folder / path.resolve().relative_to(folder.resolve())
            if digest.is_post(path):
                return path
    raise DigestError(f"{named_path}: is no post of this show; name a .md file below {show.posts}")


def day_of(show: Show, path: Path) -> date | None:
    """Return the date of a post in the show's zone, or None without a valid date."""
    return digest.head(path, show.posts).day(show.zone)


def _choose_named(show: Show, all_posts: Shelf, wish: WantedPost) -> Choice:
    """Return the post that was named, whether it is a digest or not, if it may be built."""
    path = locate(show, wish.post or Path())
    reason = _reason_against(all_posts.hidden(digest.head(path, show.posts)), wish)
    if reason:
        raise DigestError(_with_option(reason.as_line(), [reason], wish))
    return Choice(path)


def _choose_by_date(all_posts: Shelf, wish: WantedPost) -> Choice:
    index = all_posts.index()
    if not index.dated or (wish.day is not None and wish.day not in index.dated):
        raise DigestError(all_posts.missing(wish.day, index))
    if wish.day is not None:
        return _of_day(all_posts, wish, wish.day, index.dated[wish.day])
    _refuse_unreadable(all_posts, index)
    return _newest(all_posts, wish, index)


def _of_day(all_posts: Shelf, wish: WantedPost, day: date, heads: list[Head]) -> Choice:
    refusals = {head.path: _refusal(all_posts, head, wish) for head in heads}
    fit = [path for path, reason in refusals.items() if reason is None]
    reasons = tuple(reason for reason in refusals.values() if reason)
    if not fit:
        hidden = [_reason_against(all_posts.hidden(head), wish) for head in heads]
        message = f"no public post for {day}: " if all(hidden) else f"no digest for {day}: "
        advice = "" if any(hidden) else "; `--post PATH` builds one all the same"
        raise DigestError(_with_option(message + " / ".join(reasons) + advice, hidden, wish))
    _refuse_two(day, fit)
    return Choice(fit[0], _lines(reasons))


def _newest(all_posts: Shelf, wish: WantedPost, index: Index) -> Choice:
    reasons = _undated(all_posts, index) if wish.drafts else []
    for day in sorted(index.dated, reverse=True):
        fit: dict[Path, Digest | None] = {}
        for head in index.dated[day]:
            post = None
            reason = _refusal(all_posts, head, wish)
            if reason is None:
                post = _read_to_count(all_posts, head)
                reason = _too_small(post)
            if reason is None:
                fit[head.path] = post
            else:
                reasons.append(reason)
        if fit:
            _refuse_two(day, list(fit))
            ((path, post),) = fit.items()
            return Choice(path, _lines(reasons), post)
    raise DigestError(
        f"{all_posts.posts}: no digest among {counted(len(reasons), 'post')}; "
        f"the newest: {reasons[0]}; name one by its date or with `--post PATH`"
    )


def _undated(all_posts: Shelf, index: Index) -> list[str]:
    """Return a line for each draft without a date; the date names the folder of a preview."""
    drafts = (head for head in index.undated if all_posts.hidden(head))
    return [f"{head.path}: has no date; give it one to preview it" for head in drafts]


def _refusal(all_posts: Shelf, head: Head, wish: WantedPost) -> str | None:
    """Return why a post does not fit the wish, with file, line and advice, or None if it fits."""
    reason = _reason_against(all_posts.hidden(head), wish)
    if reason:
        return _with_option(reason.as_line(), [reason], wish)
    other = digest.mismatch(head, all_posts.posts, all_posts.zone, all_posts.digests)
    return f"{other}; build it with `--post`, or mend `digests` in show.yaml" if other else None


def _read_to_count(all_posts: Shelf, head: Head) -> Digest | None:
    """Return a post whose items must be counted, or None if they need not or cannot be counted.

    A post that cannot be read causes an error when it is built.
    """
    if all_posts.digests:
        return None
    try:
        return digest.load(head.path, all_posts.zone)
    except DigestError:
        return None


def _too_small(post: Digest | None) -> str | None:
    lacking = digest.lacking_items(post) if post else None
    return f"{lacking}; build it by its date or with `--post`" if lacking else None


def _reason_against(reasons: tuple[Hidden, ...], wish: WantedPost) -> Hidden | None:
    """Return the first reason against a post that the options of the wish do not overrule."""
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


def _lines(reasons: Sequence[str]) -> tuple[str, ...]:
    more = len(reasons) - _MOST_PASSED_OVER
    rest = (f"… and {more} more posts",) if more > 0 else ()
    return (*reasons[:_MOST_PASSED_OVER], *rest)


def _refuse_unreadable(all_posts: Shelf, index: Index) -> None:
    """Raise DigestError when a post has an invalid date, as it might be the newest post."""
    for head in index.undated:
        if head.names_a_date and _refusal(all_posts, head, WantedPost()) is None:
            digest.date_of(head.text, head.path, all_posts.zone)
