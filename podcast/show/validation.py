"""Check a YAML file against its model; an error message is one line that gives file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import is_pydantic_dataclass
from pydantic.fields import FieldInfo

from podcast.errors import ConfigError, near
from podcast.lib.yamlfile import Located
from podcast.show.paths import NO_FILE

Model = TypeVar("Model")

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Matches the characters that no feed may hold (XML 1.0, section 2.2), and DEL."""
_NO_MAPPING = {"dataclass_type", "dict_type"}
_UNKNOWN = "unexpected_keyword_argument"
_ORDER = {_UNKNOWN: 0, NO_FILE: 2}
"""Errors with a lower number are reported first. An unknown key comes before a missing key, as it
is often that key, misspelt. A missing file comes last, when all values are right."""


def validated(model: type[Model], mapping: Located) -> Model:
    """Return the contents of a file as `model`; paths in it are relative to the file's folder.

    Raises ConfigError for the first error, with file and line. No text may hold a character that a
    feed or a path cannot hold.
    """
    _refuse_control_characters(mapping, mapping)
    try:
        adapter = TypeAdapter(model)
        return adapter.validate_python(_plain(mapping), context=mapping.path.parent)
    except ValidationError as error:
        fault = min(error.errors(), key=lambda each: _ORDER.get(each["type"], 1))
        message = _explain(fault, mapping, fields_in(model))
    # outside of `except`: pydantic's message, which a traceback would show, quotes the value, and
    # somebody may have written a key or a password there
    raise ConfigError(message)


def fields_in(annotation: Any) -> Mapping[str, FieldInfo]:
    """Return the fields, by key, of the first model in an annotation; empty without a model.

    In `dict[str, Model]` or `tuple[Model, ...] | None` the first model is Model.
    """
    if is_pydantic_dataclass(annotation):
        return annotation.__pydantic_fields__
    return next(filter(None, map(fields_in, get_args(annotation))), {})


def must_be(field: FieldInfo) -> str | None:
    """Return what a field's value must be, in words."""
    return field.description or _description_in(field.annotation)


def _description_in(annotation: Any) -> str | None:
    """Return the description inside an annotation such as `Url | None`."""
    parts = get_args(annotation)
    descriptions = (each.description for each in parts if isinstance(each, FieldInfo))
    return next(filter(None, [*descriptions, *map(_description_in, parts)]), None)


def _refuse_control_characters(value: Any, mapping: Located, key: str | None = None) -> None:
    """Raise ConfigError with the line of the first text that holds control characters."""
    if isinstance(value, Located):
        for name, child in value.items():
            _refuse_control_characters(name, value, name)
            _refuse_control_characters(child, value, name)
    elif isinstance(value, list):
        for child in value:
            _refuse_control_characters(child, mapping, key)
    elif isinstance(value, str) and _CONTROL.search(value):
        shown = "".join(char if char.isprintable() else "…" for char in key or "")
        raise ConfigError(
            f"{mapping.at(key)}: `{shown}` holds control characters; write plain text"
        )


def _plain(value: Any) -> Any:
    if isinstance(value, Located):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value


def _explain(fault: Any, mapping: Located, keys: Mapping[str, FieldInfo]) -> str:
    name = ".".join(step for step in fault["loc"] if isinstance(step, str))
    where, wanted, here, below = mapping.at(), None, mapping, keys
    field: FieldInfo | None = None
    for step in fault["loc"]:
        if isinstance(here, Located):
            above, field = field, below.get(step)
            # a person chooses the keys of a dict, so the type of the dict describes the values
            wanted = must_be(field) if field else above and _description_in(above.annotation)
            where, keys = here.at(step), below
            below = fields_in(field.annotation) or below if field else below
        here = _child(here, step)
    if fault["type"] in _NO_MAPPING:
        wanted = wanted or "a mapping"
    return f"{where}: {_problem(fault, name, keys, wanted)}"


def _child(value: Any, step: str | int) -> Any:
    """Return the child of a value at one step of a fault's path, or None."""
    if isinstance(value, Located):
        return value.get(str(step))
    return value[step] if isinstance(value, list) and isinstance(step, int) else None


def _problem(fault: Any, name: str, fields: Iterable[str], wanted: str | None) -> str:
    last = str(fault["loc"][-1])
    if fault["type"] == _UNKNOWN:
        return f"unknown key `{name}`{near(last, fields)}; remove it or mend it"
    if fault["type"] == "missing":
        return f"`{name}` is missing; add it"
    if fault["type"] == NO_FILE:
        return f"`{last}: {fault['input']}`: {fault['msg']}"
    if wanted:
        return f"`{name}` must be {wanted}"
    if fault["type"] == "value_error":
        return f"`{name}` is not what it should be; mend it"  # `msg` might quote a password
    return f"`{name}`: {fault['msg']}"
