"""A YAML file held against its model, and a broken rule as one line with a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import is_pydantic_dataclass
from pydantic.fields import FieldInfo

from podcast.errors import ConfigError, near
from podcast.lib.yamlfile import Located
from podcast.show.paths import NO_FILE

Model = TypeVar("Model")

_NO_MAPPING = {"dataclass_type", "dict_type"}
_UNKNOWN = "unexpected_keyword_argument"
_ORDER = {_UNKNOWN: 0, NO_FILE: 2}
"""An unknown key comes before a missing one: it is often the same key, misspelt. Whether a file is
there matters when all that is written is right."""


def validated(model: type[Model], placed: Located) -> Model:
    """Return what a file says; its paths are seen from its folder.

    Raises ConfigError for the first broken rule, with file and line.
    """
    try:
        adapter = TypeAdapter(model)
        return adapter.validate_python(_plain(placed), context=placed.path.parent)
    except ValidationError as error:
        found = min(error.errors(), key=lambda each: _ORDER.get(each["type"], 1))
        raise ConfigError(_explain(found, placed, fields_in(model))) from error


def fields_in(annotation: Any) -> Mapping[str, FieldInfo]:
    """Return the keys of the mapping that an annotation is about: those of the first model in it.

    In `dict[str, Model]` or `tuple[Model, ...] | None` it is Model. Without one there are none.
    """
    if is_pydantic_dataclass(annotation):
        return annotation.__pydantic_fields__
    return next(filter(None, map(fields_in, get_args(annotation))), {})


def must_be(field: FieldInfo) -> str | None:
    """Return what a field's value must be, in words."""
    return field.description or _described(field.annotation)


def _described(annotation: Any) -> str | None:
    """Return the description inside an annotation such as `Url | None`."""
    parts = get_args(annotation)
    told = (each.description for each in parts if isinstance(each, FieldInfo))
    return next(filter(None, [*told, *map(_described, parts)]), None)


def _plain(value: Any) -> Any:
    if isinstance(value, Located):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value


def _explain(found: Any, placed: Located, known: Mapping[str, FieldInfo]) -> str:
    name = ".".join(step for step in found["loc"] if isinstance(step, str))
    where, wanted, here, below = placed.at(), None, placed, known
    field: FieldInfo | None = None
    for step in found["loc"]:
        if isinstance(here, Located):
            above, field = field, below.get(step)
            # below a key there may be names of one's own: what stands there, its type describes
            wanted = must_be(field) if field else above and _described(above.annotation)
            where, known = here.at(step), below
            below = fields_in(field.annotation) or below if field else below
        here = _child(here, step)
    if found["type"] in _NO_MAPPING:
        wanted = wanted or "a mapping"
    return f"{where}: {_problem(found, name, known, wanted)}"


def _child(value: Any, step: str | int) -> Any:
    """Return what stands at a step of the way to a fault; None where the way ends."""
    if isinstance(value, Located):
        return value.get(str(step))
    return value[step] if isinstance(value, list) and isinstance(step, int) else None


def _problem(found: Any, name: str, fields: Iterable[str], wanted: str | None) -> str:
    last = str(found["loc"][-1])
    if found["type"] == _UNKNOWN:
        return f"unknown key `{name}`{near(last, fields)}; remove it or mend it"
    if found["type"] == "missing":
        return f"`{name}` is missing; add it"
    if found["type"] == NO_FILE:
        return f"`{last}: {found['input']}`: {found['msg']}"
    if wanted:
        return f"`{name}` must be {wanted}"
    if found["type"] == "value_error":
        return f"`{name}` is not what it should be; mend it"  # its words may quote a password
    return f"`{name}`: {found['msg']}"
