"""Which script an episode is made from: the writer's, or the one that a person has edited.

Unedited: written anew, so that it always fits its post. Edited: used as it is; when its post has
changed since, a person must decide (`--keep` or `--rewrite`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from podcast.digest import as_read_for, is_of
from podcast.errors import ScriptError, at
from podcast.lib.atomic import write_text
from podcast.lib.plaintext import clean
from podcast.model import SCRIPT_FILE, Digest, Script
from podcast.script import document, facts, rules
from podcast.script.headlines import sentence
from podcast.show.config import Show

_COMMENT = re.compile(r"^\s*<!--", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The script to speak, what its file is to hold, and what a person should know about it."""

    digest: Digest
    """The post, its items counted as the script counts them."""
    script: Script
    path: Path
    text: str
    edited: bool
    warnings: tuple[str, ...]
    found: bytes | None = None
    """What script.md held when it was looked at; None: it was not there."""

    def save(self) -> None:
        """Write script.md; one that a person edited keeps every byte but its post's fingerprint.

        Raises ScriptError, and writes nothing, when it was edited since it was looked at.
        """
        if _held(self.path) != self.found:
            raise ScriptError(
                f"{self.path}: was edited while the episode was made, and is left as it is; "
                "run `podcast build` again, which speaks it"
            )
        write_text(self.path, self.text)


def prepare(
    show: Show,
    digest: Digest,
    *,
    rewrite: bool = False,
    keep: bool = False,
    minutes: float | None = None,
) -> Prepared:
    """Choose the script of a digest. Nothing is written: a build that fails changes nothing.

    Raises ScriptError when an edited script breaks its grammar, or no longer fits its post and
    neither `rewrite` nor `keep` says what to do.
    """
    path = show.folder(digest.date) / SCRIPT_FILE
    found = _held(path)
    text = None if rewrite or found is None else document.read(path)
    return replace(_prepared(show, digest, path, text, keep, minutes), found=found)


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _prepared(
    show: Show, digest: Digest, path: Path, text: str | None, keep: bool, minutes: float | None
) -> Prepared:
    existing = None if text is None else document.parse(text, path)
    if existing is None or text is None:
        return _written(show, digest, path, minutes)
    unchanged = is_of(existing.digest_sha256, digest)
    before = as_read_for(existing.digest_sha256, digest) if unchanged else digest
    if not _is_edited(existing, text, before if unchanged else None):
        length = rules.minutes_of(existing.writer) if unchanged else None
        return _written(show, digest, path, minutes or length)
    hosts = tuple(host.name for host in show.hosts)
    script = document.parse(text, path, hosts)
    if not unchanged:
        script, text = _kept(script, text, digest, path, keep=keep)
    _check(script, before, path)
    _check_lines(script, rules.write(before, show), text, path)
    warnings = _warnings(script, before, path)
    if minutes is not None:
        warnings = (*warnings, f"{path}: was edited, so its length stays; --minutes does nothing")
    return Prepared(before, script, path, text, edited=True, warnings=warnings)


def _written(show: Show, digest: Digest, path: Path, minutes: float | None) -> Prepared:
    script = rules.write(digest, show, minutes)
    warnings = _uncovered(digest, script) if minutes is None else ()
    return Prepared(digest, script, path, document.dumps(script), edited=False, warnings=warnings)


def _is_edited(script: Script, text: str, unchanged: Digest | None) -> bool:
    """Tell whether a person changed a line, a heading, or left a note.

    `unchanged` is the post when it is still the one that the script was written from, its items
    counted as then; another reader's count says nothing about the headings.
    """
    if document.fingerprint(script.lines) != script.lines_sha256 or _COMMENT.search(text):
        return True
    if unchanged is not None:
        return script.headlines != tuple((item.number, item.headline) for item in unchanged.items)
    return not all(_announced(number, headline, script) for number, headline in script.headlines)


def _announced(number: int, headline: str, script: Script) -> bool:
    """Tell whether an item's own lines say its headline, as the writer lets them.

    The post that the script was written from is gone, so its headlines cannot be asked.
    """
    said = "".join(line.text for line in script.lines if line.item == number)
    return "".join(sentence(headline).rstrip(".").split()) in "".join(said.split())


def _kept(
    script: Script, text: str, digest: Digest, path: Path, *, keep: bool
) -> tuple[Script, str]:
    """Accept an edited script for a changed post, and note the post's new fingerprint in it."""
    if not keep:
        raise ScriptError(
            f"{path}: this script was edited, and its post {digest.path.name} has changed since; "
            "use --keep to speak it as it is, or --rewrite to drop the edits"
        )
    key = "digest_sha256: "
    text = text.replace(key + script.digest_sha256, key + digest.sha256, 1)
    return replace(script, digest_sha256=digest.sha256), text


def _check_lines(script: Script, fresh: Script, text: str, path: Path) -> None:
    """Refuse what a person wrote that is no plain text: markup, a URL, an emoji, a control."""
    ours = {line.text for line in fresh.lines}
    for line in script.lines:
        plain = clean(line.text)
        if line.text in ours or "".join(plain.split()) == "".join(line.text.split()):
            continue
        place = at(path, document.row_of(text, line))
        raise ScriptError(
            f"{place}: a line is plain text, without markup, URL, emoji or control "
            f"characters; write it like this: {plain}"
        )


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
    """Return a warning when the writer left out more than a tenth of the facts of the items."""
    found = facts.coverage(digest, script)
    if found.share >= 0.9:  # noqa: PLR2004 -- the promise of the writer
        return ()
    missing = sorted(found.missing.figures) + sorted(found.missing.names)
    return (f"{digest.path}: only {found.share:.0%} of its facts are said; not: {missing}",)
