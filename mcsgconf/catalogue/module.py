"""The shape of a module of modular packages: which parameters it brings, and with what it goes together.

A `module_name` line brings a module's parameters into a package file; what no module of a file has, the file may not
say. The facts stand in `modules.toml`. These classes only hold and look up; they judge nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypedDict, cast

from mcsgconf.catalogue.tables import compiled_table, fields_of
from mcsgconf.catalogue.target import Platform


class ModuleKind(StrEnum):
    """What part a module plays in a package."""

    BASE = "base"  # exactly one a package: the one of its package type
    OPTIONAL = "optional"  # goes on top of a base module
    AGGREGATE = "aggregate"  # stands for several others
    STORAGE = "storage"  # a storage product that Serviceguard itself knows
    PRODUCT = "product"  # comes with a toolkit or another product


@dataclass(frozen=True, slots=True)
class Module:
    """One module. A field that the table leaves out is not known, and no rule may fire on it.

    `parameters` stand in the order of the manual's table, those of all platforms and releases together: each has its own
    platforms and releases in the catalogue of modular packages.
    """

    name: str  # the path below $SGCONF/modules
    kind: ModuleKind
    meaning: str
    source: str
    product: str | None = None  # who ships it, where that is not Serviceguard
    package_types: tuple[str, ...] = ()  # the types of package that may have it; empty: any, or not known
    parameters: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()  # modules that it brings along
    excludes: tuple[str, ...] = ()  # modules that no package may have beside it
    order: int | None = None  # its place in the start of a package; the halt goes the other way
    script: str | None = None  # the operation_sequence line of a generated file
    platforms: tuple[Platform, ...] = (Platform.HP_UX, Platform.LINUX)
    since: str | dict[str, str] | None = None  # as for a parameter: may be relied on
    first_seen: str | None = None  # the oldest release whose manual was read; never a reason to refuse
    versions: tuple[int, ...] = ()  # values of module_version that were seen, never all
    certain: bool = True  # False: known in passing, or from the field
    notes: str | None = None


@dataclass(frozen=True, slots=True)
class Modules:
    """All modules, keyed by name; `sources` explains the abbreviations of their sources."""

    modules: dict[str, Module]
    sources: dict[str, str] = field(default_factory=dict)

    def lookup(self, name: str) -> Module | None:
        """Return the module of that path in any case, else None."""
        return self.modules.get(name) or self.modules.get(name.lower())

    def closure(self, name: str) -> tuple[Module, ...]:
        """Return a module and all that it includes, each once and before what it includes; nothing for an unknown one."""
        found: dict[str, Module] = {}
        waiting = [name]
        while waiting:
            module = self.lookup(waiting.pop())
            if module is not None and module.name not in found:
                found[module.name] = module
                waiting += reversed(module.includes)
        return tuple(found.values())

    def including(self, name: str) -> tuple[Module, ...]:
        """Return the modules that bring another one along, at first or second hand, in the table's order."""
        return tuple(
            module
            for module in self.modules.values()
            if module.name != name and any(part.name == name for part in self.closure(module.name))
        )


class _Table(TypedDict):
    module: list[dict[str, object]]
    sources: dict[str, str]


@cache
def load_modules() -> Modules:
    """Return the modules of modular packages."""
    table = cast("_Table", compiled_table("modules", Path(__file__)))
    modules = [_module(row) for row in table["module"]]
    return Modules({module.name: module for module in modules}, table["sources"])


def _module(row: dict[str, object]) -> Module:
    fields = fields_of(row) | {"kind": ModuleKind(str(row["kind"]))}
    return Module(**fields)  # type: ignore[arg-type]  # the tests hold every row against the types of Module
