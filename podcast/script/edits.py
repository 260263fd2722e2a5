"""Which script an episode is made from: the writer's, or the one that a person has edited.

Unedited: written anew, so that it always fits its post. Edited: used as it is; when its post has
changed since, a person must decide (`--keep` or `--rewrite`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from podcast.atomic import write_text
from podcast.config import Show
from podcast.errors import ScriptError
from podcast.model import Digest, Script
from podcast.script import document, facts, rules


@dataclass(frozen=True, slots=True)
class Prepared:
    """The script to speak, the file it stands in, and what a person should know about it."""

    script: Script
    path: Path
    edited: bool
    warnings: tuple[str, ...]


def prepare(
    show: Show,
    digest: Digest,
    *,
    rewrite: bool = False,
    keep: bool = False,
    minutes: float | None = None,
) -> Prepared:
    """Choose the script of a digest and see that script.md holds it.

    Raises ScriptError when an edited script breaks its grammar, or no longer fits its post and
    neither `rewrite` nor `keep` says what to do.
    """
    path = show.folder(digest.date) / document.FILE_NAME
    fresh = rules.write(digest, show, minutes)
    existing = None if rewrite or not path.exists() else document.load(path)
    if existing is None or not _is_edited(existing, digest):
        write_text(path, document.dumps(fresh))
        warnings = _uncovered(digest, fresh) if minutes is None else ()
        return Prepared(fresh, path, edited=False, warnings=warnings)
    hosts = tuple(host.name for host in show.hosts)
    edited = document.load(path, hosts)
    if existing.digest_sha256 != digest.sha256:
        edited = _kept(edited, digest, path, keep=keep)
    _check(edited, digest, path)
    return Prepared(edited, path, edited=True, warnings=_warnings(edited, digest, path))


def _is_edited(script: Script, digest: Digest) -> bool:
    """Tell whether a person changed a line, or a heading of a script that fits its post."""
    if document.fingerprint(script.lines) != script.lines_sha256:
        return True
    headlines = tuple((item.number, item.headline) for item in digest.items)
    return script.digest_sha256 == digest.sha256 and script.headlines != headlines


def _kept(script: Script, digest: Digest, path: Path, *, keep: bool) -> Script:
    """Accept an edited script for a changed post, and note the post's new fingerprint in it."""
    if not keep:
        raise ScriptError(
            f"{path}: this script was edited, and its post {digest.path.name} has changed since; "
            "use --keep to speak it as it is, or --rewrite to drop the edits"
        )
    text = path.read_bytes().decode("utf-8")
    key = "digest_sha256: "
    write_text(path, text.replace(key + script.digest_sha256, key + digest.sha256, 1))
    return replace(script, digest_sha256=digest.sha256)


def _check(script: Script, digest: Digest, path: Path) -> None:
    if script.date != digest.date:
        raise ScriptError(
            f"{path}: `date: {script.date}` is not the date of its post ({digest.date}); mend it"
        )
    known = {item.number for item in digest.items}
    for number, headline in script.headlines:
        if number not in known:
            raise ScriptError(
                f"{path}: `## {number} {headline}`: the post has no item {number} "
                f"(it has {len(known)}); use the number of its place in the post"
            )
    if not any(line.part == "item" for line in script.lines):
        raise ScriptError(f"{path}: no item is left to speak; `--rewrite` writes the file anew")


def _warnings(script: Script, digest: Digest, path: Path) -> tuple[str, ...]:
    spoken = {line.item for line in script.lines}
    removed = [item.number for item in digest.items if item.number not in spoken]
    gone = (f"{path}: item {number} is left out, it gets no chapter" for number in removed)
    invented = facts.coverage(digest, script).invented
    strange = sorted(invented.figures) + sorted(invented.names)
    doubt = (f"{path}: not in the post: {', '.join(strange)}",) if strange else ()
    return (*gone, *doubt)


def _uncovered(digest: Digest, script: Script) -> tuple[str, ...]:
    """Return a warning when the writer left out more than a tenth of the post's facts."""
    found = facts.coverage(digest, script)
    if found.share >= 0.9:  # noqa: PLR2004 -- the promise of the writer
        return ()
    missing = sorted(found.missing.figures) + sorted(found.missing.names)
    return (f"{digest.path}: only {found.share:.0%} of its facts are said; not: {missing}",)
