"""`podcast lexicon`: list the show's own readings, write them into voices.yaml and remove them.

Commands that change the file wait for each other, but not for a build, which reads the file at its
start. A change that an editor has saved meanwhile is never overwritten.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE

from podcast.chinese import lexicon
from podcast.chinese.fold import fold
from podcast.chinese.rules import scales
from podcast.errors import ConfigError, near
from podcast.lib import yamledit, yamlfile
from podcast.lib.atomic import replacing
from podcast.lib.lock import only_one
from podcast.lib.progress import Reporter
from podcast.lib.yamlfile import Located
from podcast.model import LexiconEntry
from podcast.show import config
from podcast.show.hosts import Voices
from podcast.show.validation import validated

_SECTION = "lexicon"
_NAME = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class _Voices:
    """voices.yaml: its bytes as they are on disk, and its lexicon."""

    path: Path
    data: bytes
    text: str
    lexicon: Located


def add(root: Path, word: str, value: yamledit.Value, report: Reporter) -> str:
    """Write how a word is read into the show's voices.yaml and return a line that says so.

    `value` is an entry as YAML gives it (`podcast.chinese.lexicon.entry`). It replaces an existing
    entry of the word with another reading. Raises ConfigError, with the file unchanged, when the
    entry is invalid or the file cannot be read or changed.
    """
    item = lexicon.entry(word, value, str(root / config.VOICES_FILE))
    _read_voices(root)  # fails in a folder without a show, before anything is made
    scales.rule((item,))  # refuses a unit without a magnitude
    with _only_writer(root, report):
        voices = _read_voices(root)
        old = _key_for(voices, word, exact=item.case_exact)
        if old is not None and _reading(voices, old) == _reading_of(item):
            return f"{voices.lexicon.at(old)}: {_entry_text(voices, old)} (as it was)"
        text = yamledit.put(voices.text, voices.path, _SECTION, word, lexicon.form(item), old)
        there = yamlfile.parse(text, voices.path)[_SECTION]
        lexicon.entry(word, there[word], there.at(word))  # as the next build will read it
        _replace(voices, text)
    instead = "" if old is None else f" (instead of {_entry_text(voices, old)})"
    return f"{there.at(word)}: {_line(word, _reading_of(item))}{instead}"


def remove(root: Path, word: str, report: Reporter) -> str:
    """Take a word's entry out of the show's voices.yaml and return a line that says so.

    For a word without an entry there is only a warning. Raises ConfigError, with the file
    unchanged, when the file cannot be read or changed.
    """
    _read_voices(root)
    with _only_writer(root, report):
        voices = _read_voices(root)
        exact, loose = (_key_for(voices, word, exact=exact) for exact in (True, False))
        old = exact or loose
        if old is None:
            report.warn(f"{voices.path}: no entry `{word}`{near(word, voices.lexicon)}")
            return f"{voices.path}: unchanged"
        _replace(voices, yamledit.drop(voices.text, voices.path, _SECTION, old))
        entry_text = _entry_text(voices, old)
    return f"{voices.lexicon.at(old)}: removed {entry_text}"


def entries(root: Path | None, *, built_in: bool) -> tuple[LexiconEntry, ...]:
    """Return the lexicon of the show in `root`; with `built_in`, shipped entries in use are added.

    A shipped entry is not in use when the show has an entry for the same word. Raises ConfigError
    for an invalid entry or file, and when there is neither a show nor `built_in`.
    """
    if root is None and not built_in:
        raise ConfigError("no show here; name its folder with --show, or list --all")
    own = _own_entries(_read_voices(root).lexicon) if root else ()
    own_names = {lexicon.identity(item.key, exact=item.case_exact) for item in own}
    shipped = lexicon.built_in() if built_in else ()
    return (*own, *(item for item in shipped if not _identities_of(item.key) & own_names))


def _identities_of(key: str) -> set[tuple[str, bool]]:
    """Return the identities that an entry of the show for this word may have."""
    return {lexicon.identity(key, exact=exact) for exact in (True, False)}


def _own_entries(mapping: Located) -> tuple[LexiconEntry, ...]:
    return tuple(lexicon.entry(key, value, mapping.at(key)) for key, value in mapping.items())


def render(items: Sequence[LexiconEntry], *, as_json: bool) -> str:
    """Return entries as the lines of a lexicon in YAML, or as a JSON list, with a final newline."""
    if not as_json:
        return "".join(f"{_line(item.key, _reading_of(item))}\n" for item in items)
    rows = [{"word": item.key, **_fields(item), "where": item.where} for item in items]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _fields(item: LexiconEntry) -> dict[str, str | bool]:
    form = lexicon.form(item)
    return {"alias": form} if isinstance(form, str) else form


def advice(guessed: Sequence[str], root: Path) -> tuple[str, ...]:
    """Return a line that lists the guessed tokens, and lines with commands that correct them."""
    if not guessed:
        return ()
    head = f"read by guess: {', '.join(guessed)}; correct the last word of a line and run it:"
    return (head, *commands(guessed, root))


def commands(guessed: Sequence[str], root: Path) -> tuple[str, ...]:
    """Return shell commands that write the names in guessed tokens into a show's lexicon.

    As printed, a command only confirms the guessed reading; a person replaces the last word of the
    command to correct the reading. Names with the same identity in the lexicon share one command.
    """
    names: dict[tuple[str, bool], str] = {}
    for token in guessed:
        for name in _unknown_names(token):
            names.setdefault(lexicon.identity(name, exact=False), name)
    start = ("podcast", "lexicon", "add", *_option(root))
    same = ((name, name.replace("'", "")) for name in names.values())
    return tuple(shlex.join([*start, *entry]) for entry in same)


def _unknown_names(token: str) -> list[str]:
    """Return the words of a token that no dictionary has; digits are not guessed."""
    from podcast.chinese.english import latin

    names = [name.removesuffix("'s") for name in _NAME.findall(fold(token))]
    return [name for name in names if not latin.is_known(name)]


def _option(root: Path) -> tuple[str, ...]:
    """Return `--show ROOT`, or nothing when a command in the current folder finds the show."""
    with suppress(ConfigError):
        if config.find(Path.cwd()) == root.resolve():
            return ()
    return ("--show", str(root))


# --- The file ------------------------------------------------------------------------------------


@contextmanager
def _only_writer(root: Path, report: Reporter) -> Iterator[None]:
    """Hold the lock of the lexicon. A build, which may take long, holds the show's lock instead."""
    with only_one(root / ".cache" / _SECTION, report):
        yield


def _read_voices(root: Path) -> _Voices:
    path = root / config.VOICES_FILE
    mapping = yamlfile.load(path)
    part = mapping.get(_SECTION)
    if part is not None and not isinstance(part, Located):
        validated(Voices, mapping)  # says what is wrong, and where
    data = path.read_bytes()
    return _Voices(path, data, data.decode("utf-8"), part or Located(path, mapping.line))


def _key_for(voices: _Voices, word: str, *, exact: bool) -> str | None:
    """Return the key of the word's entry: the word itself, or a key with the same identity."""
    if word in voices.lexicon:
        return word
    identity = lexicon.identity(word, exact=exact)
    for key, value in voices.lexicon.items():
        strict = isinstance(value, Mapping) and "case" in value
        if lexicon.identity(key, exact=strict) == identity:
            return key
    return None


def _reading(voices: _Voices, key: str) -> str:
    """Return the reading of an entry in YAML; empty for an invalid entry."""
    try:
        return _reading_of(lexicon.entry(key, voices.lexicon[key], ""))
    except ConfigError:
        return ""


def _entry_text(voices: _Voices, key: str) -> str:
    """Return an entry in YAML; only its key for an invalid entry."""
    reading = _reading(voices, key)
    return _line(key, reading) if reading else yamledit.written(key)


def _reading_of(item: LexiconEntry) -> str:
    return yamledit.written(lexicon.form(item))


def _line(key: str, reading: str) -> str:
    return f"{yamledit.written(key)}: {reading}".rstrip()


def _replace(voices: _Voices, text: str) -> None:
    """Replace the file in one step; a symbolic link stays a link, and the file keeps its mode.

    Raises ConfigError when the file has changed since it was read.
    """
    target = voices.path.resolve()
    mode = S_IMODE(target.stat().st_mode)
    with replacing(target) as temporary:
        temporary.write_bytes(text.encode("utf-8"))
        if target.read_bytes() != voices.data:
            raise ConfigError(f"{voices.path}: was changed meanwhile; run the command again")
    target.chmod(mode)
