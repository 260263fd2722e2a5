"""`podcast lexicon`: the blogger's own readings, listed, written into voices.yaml and removed.

Two of these commands at once wait for each other; a build, which has read the file at its start,
is not waited for. What an editor has saved meanwhile is never overwritten.
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
    """voices.yaml as it is, and its lexicon."""

    path: Path
    data: bytes
    text: str
    lexicon: Located


def add(root: Path, word: str, value: yamledit.Value, report: Reporter) -> str:
    """Write how a word is read into the show's voices.yaml and return a line that says so.

    `value` is an entry as YAML gives it (`podcast.chinese.lexicon.entry`). An entry that is there
    for the word gives way; one that says the same is left as it is. Raises ConfigError, with the
    file unchanged, for an entry that is not right or a file that cannot be read or added to.
    """
    item = lexicon.entry(word, value, str(root / config.VOICES_FILE))
    _read(root)  # nothing is made in a folder that is no show
    scales.rule((item,))  # refuses a unit without a magnitude
    with _only_writer(root, report):
        voices = _read(root)
        old = _key_for(voices, word, exact=item.case_exact)
        if old is not None and _reading(voices, old) == _reading_of(item):
            return f"{voices.lexicon.at(old)}: {_said(voices, old)} (as it was)"
        text = yamledit.put(voices.text, voices.path, _SECTION, word, lexicon.form(item), old)
        there = yamlfile.parse(text, voices.path)[_SECTION]
        lexicon.entry(word, there[word], there.at(word))  # as the next build will read it
        _replace(voices, text)
    instead = "" if old is None else f" (instead of {_said(voices, old)})"
    return f"{there.at(word)}: {_line(word, _reading_of(item))}{instead}"


def remove(root: Path, word: str, report: Reporter) -> str:
    """Take a word's entry out of the show's voices.yaml and return a line that says so.

    A word without an entry is warned of; the file is then as it should be. Raises ConfigError,
    with the file unchanged, for a file that cannot be read or changed.
    """
    _read(root)
    with _only_writer(root, report):
        voices = _read(root)
        exact, loose = (_key_for(voices, word, exact=exact) for exact in (True, False))
        old = exact or loose
        if old is None:
            report.warn(f"{voices.path}: no entry `{word}`{near(word, voices.lexicon)}")
            return f"{voices.path}: unchanged"
        _replace(voices, yamledit.drop(voices.text, voices.path, _SECTION, old))
        gone = _said(voices, old)
    return f"{voices.lexicon.at(old)}: removed {gone}"


def entries(root: Path | None, *, built_in: bool) -> tuple[LexiconEntry, ...]:
    """Return the lexicon of the show in `root`, with `built_in` also the shipped entries in use.

    A shipped entry whose word, as it is spelt, the show reads by an entry of its own is left out.
    Raises ConfigError for a broken entry or file, and without a show unless `built_in`.
    """
    if root is None and not built_in:
        raise ConfigError("no show here; name its folder with --show, or list --all")
    own = _own(_read(root).lexicon) if root else ()
    known = {lexicon.identity(item.key, exact=item.case_exact) for item in own}
    shipped = lexicon.built_in() if built_in else ()
    return (*own, *(item for item in shipped if not _forms_of(item.key) & known))


def _forms_of(key: str) -> set[tuple[str, bool]]:
    """Return what an entry of the show for this very word may be known by."""
    return {lexicon.identity(key, exact=exact) for exact in (True, False)}


def _own(placed: Located) -> tuple[LexiconEntry, ...]:
    return tuple(lexicon.entry(key, value, placed.at(key)) for key, value in placed.items())


def render(items: Sequence[LexiconEntry], *, as_json: bool) -> str:
    """Return entries as the lines of a lexicon in YAML, or as a JSON list."""
    if not as_json:
        return "".join(f"{_line(item.key, _reading_of(item))}\n" for item in items)
    rows = [{"word": item.key, **_fields(item), "where": item.where} for item in items]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _fields(item: LexiconEntry) -> dict[str, str | bool]:
    form = lexicon.form(item)
    return {"alias": form} if isinstance(form, str) else form


def advice(guessed: Sequence[str], root: Path) -> tuple[str, ...]:
    """Return what to tell a person about guessed tokens: a line that names them, then commands."""
    if not guessed:
        return ()
    head = f"read by guess: {', '.join(guessed)}; correct the last word of a line and run it:"
    return (head, *commands(guessed, root))


def commands(guessed: Sequence[str], root: Path) -> tuple[str, ...]:
    """Return a shell command for each name in guessed tokens that writes it into a show's lexicon.

    As it stands it keeps the sound that was guessed, so that the name is a guess no longer; a
    person puts another reading in the place of the last word. Names that are one to the lexicon
    have one command.
    """
    names: dict[tuple[str, bool], str] = {}
    for token in guessed:
        for name in _unknown(token):
            names.setdefault(lexicon.identity(name, exact=False), name)
    start = ("podcast", "lexicon", "add", *_option(root))
    same = ((name, name.replace("'", "")) for name in names.values())
    return tuple(shlex.join([*start, *entry]) for entry in same)


def _unknown(token: str) -> list[str]:
    """Return the words of a token that no dictionary has: its figures are no guess."""
    from podcast.chinese.english import latin

    names = [name.removesuffix("'s") for name in _NAME.findall(fold(token))]
    return [name for name in names if not latin.known(name)]


def _option(root: Path) -> tuple[str, ...]:
    """Return the option that leads to a show; none when a command finds it from this folder."""
    with suppress(ConfigError):
        if config.find(Path.cwd()) == root.resolve():
            return ()
    return ("--show", str(root))


# --- The file ------------------------------------------------------------------------------------


@contextmanager
def _only_writer(root: Path, report: Reporter) -> Iterator[None]:
    """Hold a lock of the lexicon's own: a build, which holds the show's, may take long."""
    with only_one(root / ".cache" / _SECTION, report):
        yield


def _read(root: Path) -> _Voices:
    path = root / config.VOICES_FILE
    placed = yamlfile.load(path)
    part = placed.get(_SECTION)
    if part is not None and not isinstance(part, Located):
        validated(Voices, placed)  # says what is wrong, and where
    data = path.read_bytes()
    return _Voices(path, data, data.decode("utf-8"), part or Located(path, placed.line))


def _key_for(voices: _Voices, word: str, *, exact: bool) -> str | None:
    """Return the key that stands for the word: itself, or one that the lexicon takes for it."""
    if word in voices.lexicon:
        return word
    wanted = lexicon.identity(word, exact=exact)
    for key, value in voices.lexicon.items():
        strict = isinstance(value, Mapping) and "case" in value
        if lexicon.identity(key, exact=strict) == wanted:
            return key
    return None


def _reading(voices: _Voices, key: str) -> str:
    """Return the reading of an entry in YAML; empty for one that is not right."""
    try:
        return _reading_of(lexicon.entry(key, voices.lexicon[key], ""))
    except ConfigError:
        return ""


def _said(voices: _Voices, key: str) -> str:
    """Return an entry in YAML; of one that is not right the key alone."""
    reading = _reading(voices, key)
    return _line(key, reading) if reading else yamledit.written(key)


def _reading_of(item: LexiconEntry) -> str:
    return yamledit.written(lexicon.form(item))


def _line(key: str, reading: str) -> str:
    return f"{yamledit.written(key)}: {reading}".rstrip()


def _replace(voices: _Voices, text: str) -> None:
    """Write in one step; a link stays one, and the file keeps its mode."""
    target = voices.path.resolve()
    mode = S_IMODE(target.stat().st_mode)
    with replacing(target) as temporary:
        temporary.write_bytes(text.encode("utf-8"))
        if target.read_bytes() != voices.data:
            raise ConfigError(f"{voices.path}: was changed meanwhile; run the command again")
    target.chmod(mode)
