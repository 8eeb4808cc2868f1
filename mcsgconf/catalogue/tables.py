"""Reads the catalogue's TOML tables, and their compiled form, into `Catalogue`s.

The tables of modules and of the migration have loaders of their own, beside their shapes: few runs need them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, cast

from mcsgconf import compiled
from mcsgconf.catalogue import parameter as shape
from mcsgconf.catalogue.parameter import Block, Catalogue, Limits, Parameter, ValueType
from mcsgconf.catalogue.target import Platform
from mcsgconf.errors import UsageError
from mcsgconf.resources import catalogue_folder

if TYPE_CHECKING:
    from mcsgconf.compiled import Json

KINDS = ("cluster", "legacy-package", "control-script", "modular-package")
"""The kinds of file that have a vocabulary."""

TABLES = (*KINDS, "modules", "migration")
"""Every table, by the name of its file."""


class _Row(TypedDict, total=False):
    name: str
    why: str


class _Table(TypedDict, total=False):
    """A table as TOML and JSON hold it; its `parameter` rows have the fields of `Parameter`."""

    case_sensitive: bool
    block: list[dict[str, object]]
    parameter: list[dict[str, object]]
    unverified: list[_Row]
    sources: dict[str, str]


def table_path(table: str) -> Path:
    """Return the TOML file of a table of `TABLES`."""
    return catalogue_folder() / f"{table}.toml"


def read_table(table: str) -> Json:
    """Return a TOML table as JSON data."""
    import tomllib  # noqa: PLC0415 - only compiling needs it

    data: dict[str, Json] = tomllib.loads(table_path(table).read_text(encoding="utf-8"))
    return data


@cache
def load(kind: str) -> Catalogue:
    """Return the vocabulary of a kind of file.

    Raises:
        UsageError: the kind has no vocabulary.
    """
    if kind not in KINDS:
        raise UsageError(f"no parameters are known for files of kind {kind!r}; known kinds: {', '.join(KINDS)}")
    table = cast("_Table", compiled_table(kind, Path(shape.__file__)))
    catalogue = Catalogue.of(
        kind,
        [_block(row) for row in table["block"]],
        [_parameter(row) for row in table["parameter"]],
        {row["name"]: row["why"] for row in table.get("unverified", [])},
        case_sensitive=table.get("case_sensitive", False),
    )
    return catalogue._replace(sources=table.get("sources", {}))


def compiled_table(table: str, shape_of_rows: Path) -> Json:
    """Return a table as JSON data, compiled again whenever it, this module or that with the shape of its rows changes."""
    return compiled.load(
        f"catalogue-{table}", lambda: (table_path(table), Path(__file__), shape_of_rows), lambda: read_table(table)
    )


def fields_of(row: dict[str, object]) -> dict[str, object]:
    """Return a row as keyword arguments of its shape: lists as tuples, platforms as `Platform`s."""
    fields = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    if "platforms" in row:
        fields["platforms"] = tuple(Platform(name) for name in cast("list[str]", row["platforms"]))
    return fields


def _block(row: dict[str, object]) -> Block:
    fields = fields_of(row)
    if "order_by_platform" in row:
        by_platform = cast("dict[str, list[str]]", row["order_by_platform"])
        fields["order_by_platform"] = {platform: tuple(names) for platform, names in by_platform.items()}
    return Block(**fields)  # type: ignore[arg-type]  # the tests hold every row against the types of Block


def _parameter(row: dict[str, object]) -> Parameter:
    fields = fields_of(row) | {"type": ValueType(str(row["type"]))}
    for key in row.keys() & {"by_release", "by_platform"}:
        by_key = cast("dict[str, dict[str, float | None]]", row[key])
        fields[key] = {name: Limits(**limits) for name, limits in by_key.items()}
    if "values_by_platform" in row:
        by_platform = cast("dict[str, list[str]]", row["values_by_platform"])
        fields["values_by_platform"] = {platform: tuple(values) for platform, values in by_platform.items()}
    return Parameter(**fields)  # type: ignore[arg-type]  # the tests hold every row against the types of Parameter
