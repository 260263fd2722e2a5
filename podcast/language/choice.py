"""Which language a person reads: by `--lang`, else by the environment, else English."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

LANGUAGES = ("zh", "en")
OPTION = "--lang"
VARIABLE = "PODCAST_LANG"
"""The environment variable that says the same as the option, before those of the system."""

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables of a locale; the first that is set holds (POSIX, 8.2)."""
_NO_LANGUAGE = {"C", "POSIX"}
"""Locales in which LANGUAGE is not looked at (GNU gettext, 2.3.3)."""

_chosen: list[str] = []
"""The language of `--lang`, if it was given."""


def choose(language: str | None) -> None:
    """Tell everything from now on in a language; None leaves it to the environment."""
    _chosen[:] = [language] if language in LANGUAGES else []


def lang_option(arguments: Sequence[str]) -> str | None:
    """Return the value of the last `--lang` among the arguments of a command, else None.

    It is wanted before the arguments are parsed, as wrong usage is told in this language, too.
    """
    value = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith(f"{OPTION}="):
            value = argument.partition("=")[2]
        elif argument == OPTION and place + 1 < len(arguments):
            value = arguments[place + 1]
    return value


def is_chinese() -> bool:
    """Tell whether a person reads Chinese."""
    return (_chosen[0] if _chosen else from_environment(os.environ)) == "zh"


def from_environment(variables: Mapping[str, str]) -> str:
    """Return `zh` or `en` by the environment variables.

    LANGUAGE is a list of languages, of which the first that there is holds; the other variables
    name one locale, such as zh_CN.UTF-8.
    """
    own = variables.get(VARIABLE, "")
    if own:
        return _language(own) or "en"
    locale = next(filter(None, map(variables.get, _LOCALES)), "")
    if locale not in _NO_LANGUAGE:
        for wanted in variables.get("LANGUAGE", "").split(":"):
            language = _language(wanted)
            if language:
                return language
    return _language(locale) or "en"


def _language(locale: str) -> str:
    """Return the language of a locale if there is a catalogue for it, else an empty text."""
    name = locale.partition(".")[0].partition("@")[0].replace("-", "_").partition("_")[0].lower()
    return name if name in LANGUAGES else ""
