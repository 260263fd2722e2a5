"""Shows by chance: settings of show.yaml and voices.yaml, drawn from the types of their models.

What is drawn need not be accepted. Each leaf of a model is drawn by its type: numbers up to their
bounds, texts with every kind of character, patterns by their expression.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Gt, Le, Lt
from hypothesis import strategies as st
from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from podcast.show import yamltypes
from podcast.show.hosts import HostVoice
from podcast.show.settings import Settings
from podcast.show.voices import ENGINES

Drawn = st.SearchStrategy[Any]

_LEFT_OUT = {"writer", "publish"}
"""Keys that no build without a network uses."""
_TEXTS = st.one_of(
    st.sampled_from(
        [
            "示例", "AI 日报", "a", "0", "e\u0301", "\u202e反", "🎙️", "&<>\"'", "]]>", "{date}",
            "{0}", "%s", "a/b", "../x", "-", "--", "'", "\u200b零", "1900", "true", "#", "：",
            "a\u2028b", "\ufeff", "長" * 300, "x" * 5000, "<script>", "$(true)",
            "\\", "\\n", "两行\n字", "\tt",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
)  # fmt: skip
_ADDRESSES = st.sampled_from(
    [
        "https://example.com", "http://example.com/a/b/", "https://example.com:8443/x",
        "https://[::1]/pod", "https://例子.com/", "https://xn--fsqu00a.xn--0zwm56d/",
        "https://example.com/a%20b/", "https://example.com/a?b=c&d=e", "https://example.com/#f",
        "https://example.com/{date:%Y}/{slug}/", "https://example.com/{slug}{{x}}",
        "https://example.com/'\"/", "https://example.com/<b>", "https://u:p@example.com/", "ftp://x",
        "https://example.com/" + "y" * 3000, "https://example.com/a;b,c", "HTTPS://EXAMPLE.COM",
        "https://example.com/{date:%-d %j %G-W%V}", "https://example.com/%", "https://example.com//",
    ]
)  # fmt: skip
_PATHS = st.sampled_from(
    [
        "cover.jpg",
        "posts/",
        "posts",
        ".",
        "..",
        "posts/../posts",
        "",
        "/nowhere",
        "\u202e",
        "a" * 300,
    ]
)


def settings() -> Drawn:
    """Return a strategy for some keys of show.yaml with values."""
    return _some(_keys(Settings, _LEFT_OUT), at_most=5)


def voices() -> Drawn:
    """Return a strategy for the keys of voices.yaml; all engines that it names are offline."""
    name = st.one_of(st.sampled_from(["晓晓", "云希", "A", "甲 乙", "O'Neil", "&", "*a*"]), _TEXTS)
    each = st.dictionaries(st.sampled_from(sorted(ENGINES)), _mapping(HostVoice), max_size=2)
    reading = st.one_of(_TEXTS, st.booleans(), st.sampled_from(["ni3 hao3", "a1", "A I", "hang2"]))
    return st.fixed_dictionaries(
        {
            "engines": st.just(["kokoro"]),
            "hosts": st.dictionaries(name, st.one_of(st.none(), each), min_size=1, max_size=4),
        },
        optional={"lexicon": st.dictionaries(_TEXTS, reading, max_size=3)},
    )


def _keys(model: type, without: AbstractSet[str] = frozenset()) -> dict[str, Drawn]:
    hints = get_type_hints(model, include_extras=True)
    return {each.name: _of(hints[each.name]) for each in fields(model) if each.name not in without}


def _some(keys: Mapping[str, Drawn], at_most: int, always: AbstractSet[str] = frozenset()) -> Drawn:
    """Return a strategy for mappings with those of `always` and some others of these keys."""
    chosen = st.lists(st.sampled_from(sorted(keys)), min_size=1, max_size=at_most, unique=True)
    return chosen.flatmap(
        lambda names: st.fixed_dictionaries({each: keys[each] for each in {*names, *always}})
    )


def _mapping(model: type) -> Drawn:
    wanted = {
        each.name
        for each in fields(model)
        if each.default is MISSING and each.default_factory is MISSING
    }
    return _some(_keys(model), 3, wanted)


def _of(hint: Any, about: tuple[Any, ...] = ()) -> Drawn:
    """Return a strategy for values of a type of a settings model."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _of(arguments[0], (*arguments[1:], *about))
    if origin in {Union, types.UnionType}:
        return st.one_of([_of(each, about) for each in arguments])
    several = {
        Literal: lambda: st.sampled_from(arguments),
        tuple: lambda: st.lists(_of(arguments[0]), max_size=3),
        dict: lambda: st.dictionaries(_TEXTS, _of(arguments[1]), max_size=2),
    }
    if origin in several:
        return several[origin]()
    single = {
        type(None): st.none,
        Path: lambda: _PATHS,
        bool: st.booleans,
        int: lambda: _number(int, about),
        float: lambda: _number(float, about),
        str: lambda: _text(about),
    }
    return single[hint]() if hint in single else _mapping(hint)


def _metadata(about: tuple[Any, ...]) -> list[Any]:
    """Return what is said about a type, that of a Field in its parts."""
    return [
        part
        for each in about
        for part in (each.metadata if isinstance(each, FieldInfo) else [each])
    ]


def _number(kind: type, about: tuple[Any, ...]) -> Drawn:
    low, high = -1.0, 1e9
    for each in _metadata(about):
        low = each.ge if isinstance(each, Ge) else each.gt if isinstance(each, Gt) else low
        high = each.le if isinstance(each, Le) else each.lt if isinstance(each, Lt) else high
    inside = st.integers(int(low), int(high)) if kind is int else st.floats(low, high)
    return st.one_of(st.sampled_from([kind(low), kind(high)]), inside)


def _text(about: tuple[Any, ...]) -> Drawn:
    parts = _metadata(about)
    patterns = [each.pattern for each in parts if getattr(each, "pattern", None)]
    checks = [each.func for each in parts if isinstance(each, AfterValidator)]
    if yamltypes.web_address in checks:
        return _ADDRESSES
    if patterns and patterns != [r"\S"]:
        return st.from_regex(patterns[0], fullmatch=True)
    return st.one_of(_ADDRESSES, _KNOWN, _TEXTS) if checks else _TEXTS


_KNOWN = st.sampled_from(
    [
        "Asia/Shanghai", "America/St_Johns", "Pacific/Kiritimati", "Etc/GMT+12", "UTC", "nowhere",
        "9b024349-ccf0-5f69-a609-6b82873eab3c", "{9B024349CCF05F69A6096B82873EAB3C}", "urn:uuid:0",
        "a@example.com", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=XX", "FREQ=YEARLY;COUNT=-1",
    ]
)  # fmt: skip
"""Values of keys that are checked by a function."""
