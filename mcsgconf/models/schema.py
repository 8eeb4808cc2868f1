"""JSON Schema of the models: pydantic's, with what the catalogue knows of each field's parameter.

A schema describes what `show --format json` writes: every field is there, null where the file does not say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pydantic.json_schema import GenerateJsonSchema

from mcsgconf import catalogue
from mcsgconf.catalogue import Target, ValueType
from mcsgconf.errors import UsageError
from mcsgconf.models.document import parse
from mcsgconf.models.homes import HOMES
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core.core_schema import TimedeltaSchema

    from mcsgconf.catalogue import Catalogue, Parameter
    from mcsgconf.compiled import Json

    Schema = dict[str, Json]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
WITH_MODEL = tuple(kind for kind in Kind if kind not in {Kind.SHELL, Kind.UNKNOWN})
"""The kinds of file that have a model."""

_ANY_TARGET = Target()
_NULL = "Null stands for what the file does not say, or says in words that mean nothing."


class _DurationsInSeconds(GenerateJsonSchema):
    """The schemas of what is written; pydantic forgets the models' setting for parts that it defines apart."""

    def timedelta_schema(self, _schema: TimedeltaSchema) -> JsonSchemaValue:
        return {"type": "number"}


def model_schema(kind: Kind) -> Schema:
    """Return the JSON Schema (draft 2020-12) of the model of a kind of file.

    Raises:
        UsageError: files of the kind have no model.
    """
    model = parse("", kind=kind).model
    if model is None:
        raise UsageError(f"files of kind {kind} have no model; those that have: {', '.join(WITH_MODEL)}")
    schema = cast("Schema", type(model).model_json_schema(mode="serialization", schema_generator=_DurationsInSeconds))
    parts = cast("dict[str, Schema]", schema.get("$defs", {}))
    homes = {part.__name__: fields for part, fields in HOMES.items()}
    table = catalogue.load(kind) if kind in catalogue.KINDS else None
    for name, part in {type(model).__name__: schema, **parts}.items():
        _close(part)
        if table is not None:
            _describe(part, homes.get(name, {}), table)
    return {"$schema": DRAFT, **schema, "description": f"{schema['description']}\n\n{_NULL}"}


def _close(part: Schema) -> None:
    """Say of an object that it has all its fields and no other; so a default would say nothing."""
    properties = _properties(part)
    for field in properties.values():
        field.pop("default", None)
    if properties:
        part["required"] = [*properties]
        part["additionalProperties"] = False


def _properties(part: Schema) -> dict[str, Schema]:
    return cast("dict[str, Schema]", part.get("properties", {}))


def _describe(part: Schema, homes: dict[str, tuple[str, ...]], table: Catalogue) -> None:
    properties = _properties(part)
    for field, names in homes.items():
        parameter = next((row for row in map(table.lookup, names) if row is not None), None)
        if parameter is not None:
            properties[field] |= _facts(parameter)


def _facts(parameter: Parameter) -> Schema:
    words = parameter.words(_ANY_TARGET)
    facts: Schema = {"description": f"{parameter.name}: {parameter.meaning}{_form(parameter, words)}"}
    if parameter.type is ValueType.ENUM:
        facts["enum"] = [*words, None]
    return facts


def _form(parameter: Parameter, words: tuple[str, ...]) -> str:
    if parameter.unit is None:
        return ""
    return f" In seconds{''.join(f', or {word}' for word in words)}."  # whatever the unit is in the file
