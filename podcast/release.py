"""Bring a show out: take down what leaves it, take over what other machines made, and publish."""

from __future__ import annotations

from datetime import date

from podcast import publish as publishing
from podcast.episode import catalogue
from podcast.episode.withdrawn import withdrawn
from podcast.errors import PublishError
from podcast.lib import yamlfile
from podcast.lib.lock import only_one
from podcast.lib.progress import Reporter
from podcast.publish import Outcome, PublishOptions
from podcast.refresh import complete_take_down, drop_days, drop_withdrawn, write_public
from podcast.show import examples
from podcast.show.config import SHOW_FILE, Show


def release(
    show: Show, report: Reporter, options: PublishOptions, today: date | None = None
) -> Outcome:
    """Publish a show under its lock, with the episodes that other machines have published.

    Raises FeedError when no episode would be left, and PublishError as `publish` does.
    """
    with only_one(show.cache, report):
        if not options.dry_run:
            _take_down(show, report, options, today)
        outcome = publishing.publish(show, report, options, today, write_public)
    for day in () if options.dry_run else options.dropped:
        report.say(
            f"{day}: the feed has no episode of it any more, and its files are deleted where the "
            "show is published; apps take it off their lists, and who has downloaded it keeps it"
        )
    return outcome


def refuse_examples(show: Show, options: PublishOptions, *, allow_tone: bool) -> None:
    """Raise PublishError for what should not become public by mistake.

    That is a show with an address that is only an example, and, unless `allow_tone`, an episode
    that is spoken in test tones. What is being taken down is not looked at.
    """
    path = show.root / SHOW_FILE
    keys = examples.addresses(show)
    if keys:
        others = f" (and so: {', '.join(keys[1:])})" if len(keys) > 1 else ""
        raise PublishError(
            f"{yamlfile.load(path).at(keys[0])}: `{keys[0]}` is still the example "
            f"{getattr(show, keys[0])}{others}; "
            "write your own addresses there, then run `podcast feed` and publish again"
        )
    tones = () if allow_tone else _in_tones(show, options)
    if tones:
        raise PublishError(
            f"{', '.join(tones)}: spoken by the engine `{examples.TEST_ENGINE}`, in test tones; "
            "speak it with a voice by `podcast build --revoice`, or publish it all the same with "
            "--allow-tone"
        )


def _in_tones(show: Show, options: PublishOptions) -> tuple[str, ...]:
    """Return the dates of the episodes in test tones that stay, oldest first."""
    leaving = set(options.dropped)
    if options.drop:
        leaving |= {each.date for each in withdrawn(show)}
    spoken = catalogue.spoken_by(show.episodes, show.cache, examples.TEST_ENGINE)
    return tuple(day for day in spoken if day not in leaving)


def bring_back(show: Show, report: Reporter) -> tuple[str, ...]:
    """Fetch published episodes that are not here, and write feed and pages with them.

    Returns the names of the files that were fetched. Raises PublishError as `restore` does, with
    everything that could be fetched in its place.
    """
    with only_one(show.cache, report):
        try:
            names = publishing.restore(show, report)
        except PublishError:
            _write_what_is_here(show)
            raise
        if names or publishing.pages_are_due(show):
            _write_what_is_here(show)
        return names


def _write_what_is_here(show: Show) -> None:
    if publishing.days_here(show):
        write_public(show)
    publishing.pages_are_written(show)


def _take_down(show: Show, report: Reporter, options: PublishOptions, today: date | None) -> None:
    if options.drop:
        drop_withdrawn(show, report, today)
    else:
        complete_take_down(show)
    if not options.dropped:
        return
    here = publishing.days_here(show).keys()
    if here and here <= set(options.dropped):  # the feed may still have what others published
        publishing.restore(show, report)
    drop_days(show, options.dropped, report)
