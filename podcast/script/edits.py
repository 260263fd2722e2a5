"""Decide which script an episode is made from: a new script, or one that a person has edited.

A script that was not edited is written again, so that it always fits its post; that of a writer who
would use other words stays while post, writer and style do. An edited script is used as it is; when
the post has changed since, a person must decide (`--keep` or `--rewrite`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from podcast import factcheck
from podcast.digest import as_read_for, coverage, is_of
from podcast.episode.memory import own_words
from podcast.errors import ScriptError, at
from podcast.lib.atomic import write_text
from podcast.lib.plaintext import clean
from podcast.model import SCRIPT_FILE, Digest, Script, Verdict
from podcast.script import document, rules
from podcast.script.headlines import sentence
from podcast.script.said import TITLES
from podcast.script.sentences import speakable
from podcast.script.telling import in_short
from podcast.script.writer import Assignment, Wish, Writer, load
from podcast.show.config import Show

_COMMENT = re.compile(r"^\s*<!--", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The script to speak, the `text` to write to its file, and warnings about it."""

    digest: Digest
    """The post; its items have the numbers that the script uses."""
    script: Script
    path: Path
    text: str
    edited: bool
    warnings: tuple[str, ...]
    verdicts: tuple[Verdict, ...] = ()
    """What the fact check says about each line of the script."""
    notes: tuple[str, ...] = ()
    """What a person may want to know of the script, but need not act upon."""
    shortened: tuple[int, ...] = ()
    """The numbers of the items of which a script of the writer does not tell all."""
    bytes_before: bytes | None = None
    """The bytes of script.md when it was read, or None when there was no file."""

    @property
    def unverified(self) -> tuple[str, ...]:
        """The claims that are not in the post, each with its place in script.md."""
        rows = document.rows_of(self.text, self.script.lines)
        return tuple(
            f"{at(self.path, row)}: {objection.not_found}"
            for row, verdict in zip(rows, self.verdicts, strict=True)
            for objection in verdict.violations
        )

    def save(self) -> None:
        """Write script.md; in an edited script at most the fingerprint of the post changes.

        Raises ScriptError, and writes nothing, when the file has changed since it was read.
        """
        if _bytes_of(self.path) != self.bytes_before:
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
    by: Assignment | None = None,
) -> Prepared:
    """Choose the script of a digest, but write no file, so that a failing build changes nothing.

    Every line is compared with the post (`podcast.factcheck`). `minutes` is the length to aim at;
    `by` names the writer, by default that of the rules, which asks nobody.
    Raises ScriptError when an edited script breaks its grammar, when its post has changed and
    neither `rewrite` nor `keep` is set, and when the writer cannot do what is asked.
    """
    path = show.folder(digest.date) / SCRIPT_FILE
    bytes_before = _bytes_of(path)
    by = by or Assignment(load(show, "rules"))
    order = _Order(path, by.writer, Wish(minutes, anew=rewrite, redo=by.redo, tell=by.tell), keep)
    if rewrite and bytes_before is not None:
        prepared = _rewritten(digest, order)
    else:
        text = None if bytes_before is None else document.read(path)
        prepared = _prepare(show, digest, order, text)
    return checked(show, replace(prepared, bytes_before=bytes_before))


def checked(show: Show, prepared: Prepared) -> Prepared:
    """Return a script with the verdicts of the fact check; warn of the claims of an edited one."""
    verdicts = factcheck.judge_lines(
        prepared.script.lines, prepared.digest, own_words(show, prepared.digest.date)
    )
    warnings = (*prepared.warnings, *_untold(prepared))
    prepared = replace(prepared, verdicts=verdicts, warnings=warnings)
    if not prepared.edited:
        return prepared
    return replace(prepared, warnings=(*warnings, *prepared.unverified))


def _untold(prepared: Prepared) -> Iterator[str]:
    """Yield a warning for each fact of a headline, as the post writes it, that no line tells.

    Items that were shortened to a length may miss some.

    The headlines are those of the second reading of the post, which knows nothing of items.
    """
    digest = prepared.digest
    opening = [line.text for line in prepared.script.lines if line.part == "opening"]
    lines: dict[int, list[str]] = {}
    for line in prepared.script.lines:
        if line.item is not None:
            lines.setdefault(line.item, []).append(line.text)
    headlines: dict[int, str] = {}
    for raw in coverage.sentences(digest.body, digest.body_line):
        headlines.setdefault(raw.line, speakable(clean(raw.text)))
    for item in digest.items:
        if item.number not in lines or item.line not in headlines:
            continue
        if item.number in prepared.shortened:  # a note says so
            continue
        told = (*opening, *lines[item.number])
        headline = in_short(headlines[item.line], item)
        for each in factcheck.untold(headline, told, digest.date):
            if each.span.casefold() in TITLES:
                continue
            yield (
                f"{at(digest.path, item.line)}: `{each.span}` of the headline is told by no line "
                f"of item {item.number}"
            )


def _bytes_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be made: the file, by whom, and how."""

    path: Path
    writer: Writer
    wish: Wish
    keep: bool


def _prepare(show: Show, digest: Digest, order: _Order, text: str | None) -> Prepared:
    path = order.path
    existing = None if text is None else document.parse(text, path)
    if existing is None or text is None:
        return _write(digest, order)
    unchanged = is_of(existing.digest_sha256, digest)
    before = as_read_for(existing.digest_sha256, digest) if unchanged else digest
    if not _is_edited(existing, text, before if unchanged else None):
        length = rules.minutes_of(existing.writer) if unchanged else None
        wish = replace(order.wish, minutes=order.wish.minutes or length)
        stays = unchanged and existing.writer == order.writer.identity(digest, wish.minutes)
        if not (stays and order.writer.lasting):
            return _write(digest, replace(order, wish=wish))
        if wish.redo is not None:
            return _write(digest, replace(order, wish=replace(wish, earlier=existing)))
        return Prepared(before, existing, path, text, edited=False, warnings=())
    if order.wish.redo is not None:
        raise ScriptError(
            f"{path}: this script was edited, so --redo leaves it alone; change the item there, "
            "or use --rewrite to drop the edits"
        )
    hosts = tuple(host.name for host in show.hosts)
    script = document.parse(text, path, hosts)
    if not unchanged:
        script, text = _accept(script, text, digest, path, keep=order.keep)
    _check(script, before, path)
    _check_lines(script, rules.write(before, show), text, path)
    warnings = _warnings(script, before, path)
    if order.wish.minutes is not None:
        warnings = (*warnings, f"{path}: was edited, so its length stays; --minutes does nothing")
    return Prepared(before, script, path, text, edited=True, warnings=warnings)


def _rewritten(digest: Digest, order: _Order) -> Prepared:
    """Write a script in the place of one that is there.

    A writer may fail to find other words. Then the words of an unedited script stay, and edits are
    not dropped: raises ScriptError.
    """
    if not order.writer.lasting:
        return _write(digest, order)
    wanted = order.writer.identity(digest, order.wish.minutes)
    existing = _unedited(digest, order.path)
    stays = existing is not None and existing.writer == wanted
    wish = replace(order.wish, earlier=existing if stays else None)
    prepared = _write(digest, replace(order, wish=wish))
    if existing is None and prepared.script.writer != wanted:
        why = "; ".join(prepared.warnings)
        raise ScriptError(
            f"{order.path}: its edits stay, as there is nothing to put in their place: {why}; "
            "--writer rules --rewrite drops them"
        )
    return prepared


def _unedited(digest: Digest, path: Path) -> Script | None:
    """Return the script at a path if the program wrote it of the post, and nobody has edited it.

    That of a post that has changed has no words to keep, and is returned without its writer.
    """
    try:
        text = document.read(path)
        script = document.parse(text, path)
    except ScriptError:  # a person has broken it, and may mend it
        return None
    unchanged = is_of(script.digest_sha256, digest)
    before = as_read_for(script.digest_sha256, digest) if unchanged else None
    if _is_edited(script, text, before):
        return None
    return script if unchanged else replace(script, writer="")


def _write(digest: Digest, order: _Order) -> Prepared:
    draft = order.writer.write(digest, order.wish)
    return Prepared(
        digest,
        draft.script,
        order.path,
        document.dumps(draft.script),
        edited=False,
        warnings=draft.warnings,
        notes=draft.notes,
        shortened=draft.shortened,
    )


def _is_edited(script: Script, text: str, unchanged: Digest | None) -> bool:
    """Tell whether a person has changed a line or a heading, or has written a comment.

    `unchanged` is the post, with its items as they were read then, if the post has not changed
    since the script was written, else None. It decides for scripts of `rules/1` only, which have no
    fingerprint of their headings.
    """
    if document.fingerprint(script.lines) != script.lines_sha256 or _COMMENT.search(text):
        return True
    if script.headings_sha256:
        return document.fingerprint_of_headings(script.headlines) != script.headings_sha256
    if unchanged is not None:
        return script.headlines != tuple((item.number, item.headline) for item in unchanged.items)
    return not all(
        _says_headline(number, headline, script) for number, headline in script.headlines
    )


def _says_headline(number: int, headline: str, script: Script) -> bool:
    """Tell whether the lines of an item contain its headline, as `rules/1` made them.

    The headline in the post cannot be compared, as the post has changed since.
    """
    words = "".join(line.text for line in script.lines if line.item == number)
    return "".join(sentence(headline).rstrip(".").split()) in "".join(words.split())


def _accept(
    script: Script, text: str, digest: Digest, path: Path, *, keep: bool
) -> tuple[Script, str]:
    """Return an edited script and its text, both with the new fingerprint of the changed post.

    Raises ScriptError unless `keep` is set.
    """
    if not keep:
        raise ScriptError(
            f"{path}: this script was edited, and its post {digest.path.name} has changed since; "
            "use --keep to speak it as it is, or --rewrite to drop the edits"
        )
    key = "digest_sha256: "
    text = text.replace(key + script.digest_sha256, key + digest.sha256, 1)
    return replace(script, digest_sha256=digest.sha256), text


def _check_lines(script: Script, fresh: Script, text: str, path: Path) -> None:
    """Raise ScriptError when an edited line is not plain: markup, URL, emoji, control character."""
    ours = {line.text for line in fresh.lines}
    rows = document.rows_of(text, script.lines)
    for line, row in zip(script.lines, rows, strict=True):
        plain = clean(line.text)
        if line.text in ours or "".join(plain.split()) == "".join(line.text.split()):
            continue
        place = at(path, row)
        raise ScriptError(
            f"{place}: a line is plain text, without markup, URL, emoji or control "
            f"characters; write it like this: {plain}"
        )


def _check(script: Script, digest: Digest, path: Path) -> None:
    if script.date != digest.date:
        raise ScriptError(
            f"{path}: `date: {script.date}` is not the date of its post ({digest.date}); mend it"
        )
    numbers = {item.number for item in digest.items}
    for number, headline in script.headlines:
        if number not in numbers:
            raise ScriptError(
                f"{path}: `## {number} {headline}`: the post has no item {number} "
                f"(it has {len(numbers)}); use the number of its place in the post"
            )
    if not any(line.part == "item" for line in script.lines):
        raise ScriptError(f"{path}: no item is left to speak; `--rewrite` writes the file anew")


def _warnings(script: Script, digest: Digest, path: Path) -> tuple[str, ...]:
    spoken_items = {line.item for line in script.lines}
    missing = [item.number for item in digest.items if item.number not in spoken_items]
    return tuple(f"{path}: item {number} is left out, it gets no chapter" for number in missing)
