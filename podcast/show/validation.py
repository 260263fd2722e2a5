"""A YAML file held against its model, and a broken rule as one line with a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from podcast.errors import ConfigError, near
from podcast.lib.yamlfile import Placed
from podcast.show.yamltypes import File

Model = TypeVar("Model", bound=File)


def validated(model: type[Model], placed: Placed) -> Model:
    """Return what a file says. Raises ConfigError for the first broken rule, with file and line.

    An unknown key comes before a missing one: it is often the same key, misspelt.
    """
    try:
        return model.model_validate(_plain(placed))
    except ValidationError as error:
        found = sorted(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
        raise ConfigError(_explain(found[0], placed, model)) from error


def _plain(value: Any) -> Any:
    if isinstance(value, Placed):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [_plain(child) for child in value]
    return value


def _explain(found: Any, placed: Placed, model: type[File]) -> str:
    name = ".".join(step for step in found["loc"] if isinstance(step, str))
    where, field, here = placed.at(), None, placed
    known: Mapping[str, FieldInfo] = model.model_fields
    below = known
    for step in found["loc"]:
        if isinstance(here, Placed):
            where, known, field = here.at(step), below, below.get(step)
            below = _fields_below(field, below)
        here = _child(here, step)
    return f"{where}: {_problem(found, name, known, field)}"


def _child(value: Any, step: str | int) -> Any:
    """Return what stands at a step of the way to a fault; None where the way ends."""
    if isinstance(value, Placed):
        return value.get(str(step))
    return value[step] if isinstance(value, list) and isinstance(step, int) else None


def _problem(
    found: Any, name: str, fields: Mapping[str, FieldInfo], field: FieldInfo | None
) -> str:
    last = str(found["loc"][-1])
    if found["type"] == "extra_forbidden":
        return f"unknown key `{name}`{near(last, fields)}; remove it or mend it"
    if found["type"] == "missing":
        return f"`{name}` is missing; add it"
    description = field and (field.description or _described(field.annotation))
    if description:
        return f"`{name}` must be {description}"
    if found["type"] == "value_error":
        return f"`{name}` is not what it should be; mend it"  # its words may quote a password
    return f"`{name}`: {found['msg']}"


def _described(annotation: Any) -> str | None:
    """Return the description inside an annotation such as `Url | None`."""
    parts = get_args(annotation)
    told = (each.description for each in parts if isinstance(each, FieldInfo))
    return next(filter(None, [*told, *map(_described, parts)]), None)


def _fields_below(
    field: FieldInfo | None, fields: Mapping[str, FieldInfo]
) -> Mapping[str, FieldInfo]:
    """Return the fields of a mapping, or of the entries of a list or of a mapping by name."""
    model = _model_in(field.annotation) if field else None
    return model.model_fields if model else fields


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model that an annotation such as `list[Model]` or `Model | None` is about."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
