"""Checks the lines of a manifest against the post: every claim must be in it."""

from __future__ import annotations

from collections.abc import Iterator

from podcast import digest, factcheck
from podcast.check.subject import Subject
from podcast.episode.manifest import FILE_NAME
from podcast.episode.memory import own_words
from podcast.errors import DigestError
from podcast.model import Finding, Line


def check_claims(subject: Subject) -> Iterator[Finding]:
    """Yield a warning for each claim that the fact check does not find in the post.

    An episode is not compared if its post is gone, cannot be read or has changed since the build:
    the next build of the episode does this.
    """
    episode, show = subject.episode, subject.show
    path = show.root / episode.post.path
    if not path.is_file():
        return
    try:
        post = digest.load(path, show.zone)
    except DigestError:
        return
    if not digest.is_of(episode.post.digest_sha256, post):
        return
    post = digest.as_read_for(episode.post.digest_sha256, post)
    lines = [Line(each.host, each.part, each.item, each.text) for each in episode.segments]
    verdicts = factcheck.judge_lines(lines, post, own_words(show, post.date))
    for segment, verdict in zip(episode.segments, verdicts, strict=True):
        for each in verdict.violations:
            yield subject.finding(
                "claims", FILE_NAME,
                f"line {segment.line}: {each.not_found}", "warn",
                f"mend the line in script.md and run `podcast build {subject.folder.name}`",
            )  # fmt: skip
