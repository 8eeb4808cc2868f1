"""The shape of the migration table: what becomes of each line of a legacy package in a modular one.

A legacy package is a package file and a control script, a modular one a single file. The facts stand in
`migration.toml`; nothing here carries a migration out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypedDict, cast

from mcsgconf.catalogue.tables import compiled_table, fields_of
from mcsgconf.catalogue.target import Platform


class Change(StrEnum):
    """How a value changes on its way."""

    SAME = "same"
    WORDS = "words"  # its keywords are written small: YES -> yes
    UNQUOTED = "unquoted"
    QUOTED = "quoted"
    BRACES = "braces"  # quoted, and \$DiskGroup becomes \${DiskGroup}
    RESTARTS = "restarts"  # "-r 3" -> 3, "-R" -> unlimited, "" -> none
    REGROUPED = "regrouped"  # other lines in another order
    MOVED = "moved"  # code that goes into another file
    GONE = "gone"  # nothing has its place


class Basis(StrEnum):
    """How a row of the table is known."""

    TABLE = "table"  # HP's own table of equivalents
    REPLACES = "replaces"  # the manual's text on the modular parameter says so
    SAME_NAME = "same-name"  # both styles have the word, and document it
    PAPER = "paper"  # the white paper on migration
    INFERRED = "inferred"  # by us, from the meaning


@dataclass(frozen=True, slots=True)
class Successor:
    """What has the place of one or several legacy names.

    `legacy` and `modular` name parameters, `*` in `legacy` every other one. `file` is the kind of file with the legacy
    names, or `toolkit` for a product's own file, which `of` names then.
    """

    legacy: tuple[str, ...]
    file: str
    change: Change
    basis: Basis
    source: str
    modular: tuple[str, ...] = ()
    function: bool = False  # a function of the control script, no parameter
    of: str | None = None
    how: str | None = None  # what `change` does not say, as a sentence
    joins: str | None = None  # the file whose line of the same name and value it is joined with
    platforms: tuple[Platform, ...] = (Platform.HP_UX, Platform.LINUX)
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """Lines that a migration has to add, for which a legacy package has nothing."""

    modular: tuple[str, ...]
    what: str
    source: str
    where: str | None = None
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Tool:
    """A command of Serviceguard that migrates packages, and what is known of it."""

    name: str
    synopsis: str
    facts: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Migration:
    """The table whole; `sources` explains the abbreviations of its sources."""

    successors: tuple[Successor, ...]
    added: tuple[Added, ...]
    tools: tuple[Tool, ...]
    sources: dict[str, str] = field(default_factory=dict)

    def of_legacy(self, file: str, name: str) -> tuple[Successor, ...]:
        """Return the rows that speak of a legacy name by itself, in any case; `file` is a kind of file."""
        return tuple(row for row in self.successors if row.file == file and name.upper() in map(str.upper, row.legacy))

    def of_modular(self, name: str) -> tuple[Successor, ...]:
        """Return the rows whose successor a modular parameter is, in any case."""
        return tuple(row for row in self.successors if name.upper() in map(str.upper, row.modular))


class _Table(TypedDict):
    successor: list[dict[str, object]]
    added: list[dict[str, object]]
    tool: list[dict[str, object]]
    sources: dict[str, str]


@cache
def load_migration() -> Migration:
    """Return what becomes of a legacy package's lines in a modular one."""
    table = cast("_Table", compiled_table("migration", Path(__file__)))
    return Migration(
        tuple(_successor(row) for row in table["successor"]),
        tuple(Added(**fields_of(row)) for row in table["added"]),  # type: ignore[arg-type]  # the tests hold every row
        tuple(Tool(**fields_of(row)) for row in table["tool"]),  # type: ignore[arg-type]  # as above
        table["sources"],
    )


def _successor(row: dict[str, object]) -> Successor:
    fields = fields_of(row) | {"change": Change(str(row["change"])), "basis": Basis(str(row["basis"]))}
    return Successor(**fields)  # type: ignore[arg-type]  # the tests hold every row against the types of Successor
