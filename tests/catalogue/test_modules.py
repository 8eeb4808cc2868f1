"""The table of modules: well formed, whole, and of one mind with the parameters of modular packages."""

from __future__ import annotations

import json
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import pytest
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from mcsgconf.catalogue import Platform, Release, load
from mcsgconf.catalogue.module import Module, ModuleKind, load_modules
from mcsgconf.catalogue.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))["modules"]
STRICT = ConfigDict(extra="forbid", strict=True)


# ---------------------------------------------------------------------------------------- the schema of the table


def a_release(text: str) -> str:
    if Release.parse(text) is None:
        raise ValueError(f"{text!r} is no release")
    return text


Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S")]
Sentence = Annotated[str, StringConstraints(pattern=r"^[A-Z].*\.$")]
Remark = Annotated[str, StringConstraints(pattern=r"^\S.*\.$")]
ModulePath = Annotated[str, StringConstraints(pattern=r"^[a-z]\w*(/\w+){1,2}$")]
ReleaseText = Annotated[str, AfterValidator(a_release)]
PackageType = Literal["failover", "multi_node", "system_multi_node"]


@dataclass(config=STRICT, frozen=True)
class Row(Module):
    """A module as the table has it."""

    name: ModulePath
    kind: ModuleKind
    meaning: Sentence
    source: Text
    product: Text | None = None
    package_types: tuple[PackageType, ...] = ()
    includes: tuple[ModulePath, ...] = ()
    excludes: tuple[ModulePath, ...] = ()
    order: Annotated[int, Field(ge=1)] | None = None
    script: Annotated[str, StringConstraints(pattern=r"^\$SGCONF/scripts/\S+\.sh$")] | None = None
    platforms: tuple[Platform, ...] = tuple(Platform)
    since: ReleaseText | dict[Platform, ReleaseText] | None = None
    first_seen: ReleaseText | None = None
    notes: Remark | None = None

    @model_validator(mode="after")
    def consistent(self) -> Row:
        if (self.kind is ModuleKind.PRODUCT) and self.product is None:
            raise ValueError("a product's module names the product")
        if self.kind is ModuleKind.BASE and len(self.package_types) != 1:
            raise ValueError("a base module has one package type")
        if self.kind is ModuleKind.AGGREGATE and not self.includes:
            raise ValueError("an aggregate stands for others")
        return self


@dataclass(config=STRICT, frozen=True)
class Table:
    module: list[Row]
    sources: dict[str, Text]


SCHEMA = TypeAdapter(Table)


def faults(data: object) -> list[str]:
    """Return what is wrong with a table, in words; nothing for a good one."""
    try:
        table = SCHEMA.validate_json(json.dumps(data))
    except ValidationError as error:
        return [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
    names = [row.name for row in table.module]
    found = [f"{name} stands here twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    excludes = {(row.name, other) for row in table.module for other in row.excludes}
    for row in table.module:
        found += [f"{row.name} speaks of {n}, no module" for n in (*row.includes, *row.excludes) if n not in names]
        found += [f"{n} does not exclude {row.name}" for n in row.excludes if (n, row.name) not in excludes]
        found += [f"{row.name} has {name} twice" for name in {*row.parameters} if row.parameters.count(name) > 1]
    orders = [row.order for row in table.module if row.order is not None]
    if len(orders) != len(set(orders)):
        found.append("two modules have one place in the start of a package")
    cited = {part.split(" ")[0] for row in table.module for part in row.source.split("; ")}
    found += [f"the source {name} is not explained" for name in sorted(cited - table.sources.keys())]
    return found + [f"nothing cites the source {name}" for name in sorted(table.sources.keys() - cited)]


def test_every_row_is_well_formed_and_the_rows_fit_together():
    assert faults(read_table("modules")) == []


GOOD = {
    "sources": {"MS11": "A manual"},
    "module": [
        {
            "name": "sg/a",
            "kind": "base",
            "meaning": "A.",
            "source": "MS11 p.1",
            "package_types": ["failover"],
            "excludes": ["sg/b"],
        },
        {
            "name": "sg/b",
            "kind": "base",
            "meaning": "B.",
            "source": "MS11 p.1",
            "package_types": ["multi_node"],
            "excludes": ["sg/a"],
            "order": 1,
            "script": "$SGCONF/scripts/sg/b.sh",
        },
        {"name": "x/y", "kind": "product", "meaning": "Y.", "source": "MS11 p.2", "product": "X", "order": 2},
    ],
}
A, B, Y = 0, 1, 2

BAD = {
    "unknown key": (lambda t: t["module"][A].update(colour="red"), "Unexpected keyword argument"),
    "kind": (lambda t: t["module"][A].update(kind="main"), "Input should be"),
    "type": (lambda t: t["module"][A].update(package_types=["failover", "multi_node"]), "one package type"),
    "no type": (lambda t: t["module"][A].update(package_types=["fail_over"]), "Input should be"),
    "path": (lambda t: t["module"][A].update(name="failover"), "should match pattern"),
    "meaning": (lambda t: t["module"][A].update(meaning="no sentence"), "should match pattern"),
    "source": (lambda t: t["module"][A].update(source="MS12 p.1"), "MS12 is not explained"),
    "unused source": (lambda t: t["sources"].update(MS12="Another"), "nothing cites the source MS12"),
    "since": (lambda t: t["module"][A].update(since="soon"), "is no release"),
    "platform": (lambda t: t["module"][A].update(platforms=["aix"]), "'hp-ux' or 'linux'"),
    "product": (lambda t: t["module"][Y].pop("product"), "names the product"),
    "aggregate": (lambda t: t["module"][Y].update(kind="aggregate"), "stands for others"),
    "includes": (lambda t: t["module"][Y].update(includes=["sg/c"]), "speaks of sg/c, no module"),
    "one-sided": (lambda t: t["module"][B].pop("excludes"), "sg/b does not exclude sg/a"),
    "twice": (lambda t: t["module"].append(t["module"][Y]), "x/y stands here twice"),
    "parameter twice": (lambda t: t["module"][A].update(parameters=["a", "b", "a"]), "sg/a has a twice"),
    "order": (lambda t: t["module"][Y].update(order=1), "two modules have one place"),
    "order 0": (lambda t: t["module"][Y].update(order=0), "greater than or equal to 1"),
    "script": (lambda t: t["module"][B].update(script="b.sh"), "should match pattern"),
}


def test_the_good_table_is_good():
    assert faults(GOOD) == []


@pytest.mark.parametrize(("spoil", "fault"), BAD.values(), ids=BAD)
def test_a_bad_table_is_caught(spoil: Callable[[dict], None], fault: str):
    table = deepcopy(GOOD)
    spoil(table)
    assert any(fault in found for found in faults(table)), faults(table)


# ------------------------------------------------------------------------------------------------------- the facts


def test_no_module_is_lost():
    assert len(NAMES["names"]) == NAMES["count"] == len(load_modules().modules)
    assert set(load_modules().modules) == set(NAMES["names"])


MODULES = load_modules().modules.values()
PARAMETERS = load("modular-package").parameters


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_and_its_parameters_are_of_one_mind(module: Module):
    """Every parameter of a module is known; one that says whose it is, is in the list of that module."""
    assert set(module.parameters) <= set(PARAMETERS)
    own = {row.name for row in PARAMETERS.values() if row.module == module.name}
    assert own <= set(module.parameters)
    if "/" in next(iter(module.parameters), ""):
        assert all(name.startswith(f"{module.name}/") for name in module.parameters)


def test_every_parameter_of_a_modular_package_belongs_to_a_module():
    homeless = {row.name for row in PARAMETERS.values() if row.module is None and not row.legacy_only}
    assert homeless == {"pv"}  # no page says whose it is
    assert {row.module for row in PARAMETERS.values() if row.module} <= set(load_modules().modules)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_parameter_of_one_package_type_stands_in_modules_of_that_type(module: Module):
    types = set(module.package_types) or {"failover", "multi_node", "system_multi_node"}
    for name in {*module.parameters} - {"priority"}:  # the manual's tables have it for every type, though one uses it
        allowed = PARAMETERS[name].package_types
        assert not allowed or types & set(allowed), name


def test_the_base_modules_exclude_one_another():
    bases = {module.name: module for module in MODULES if module.kind is ModuleKind.BASE}
    assert {module.package_types for module in bases.values()} == {
        ("failover",),
        ("multi_node",),
        ("system_multi_node",),
    }
    assert all({*module.excludes, module.name} == set(bases) for module in bases.values())


def test_the_order_in_which_a_package_starts():
    placed = sorted((module.order, module.name) for module in MODULES if module.order is not None)
    assert [name for _, name in placed] == [
        "sg/pr_cntl",
        "sg/external_pre",
        "sg/volume_group",
        "sg/filesystem",
        "sg/package_ip",
        "sg/external",
        "sg/service",
        "sg/resource",
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [("sg/failover", "sg/failover"), ("SG/FailOver", "sg/failover"), ("failover", None), ("sg/", None)],
)
def test_lookup(name: str, found: str | None):
    module = load_modules().lookup(name)
    assert (module and module.name) == found


def test_what_a_module_brings_along():
    modules = load_modules()
    brought = [module.name for module in modules.closure("sg/default")]
    assert brought[:3] == ["sg/default", "sg/all", "sg/failover"]
    assert len(brought) == 2 + len(modules.modules["sg/all"].includes)
    assert modules.closure("sg/nothing") == ()
    assert [module.name for module in modules.closure("sg/acp")] == ["sg/acp"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sg/weight", "sg/all sg/default"),
        ("sg/filesystem", "sg/all sg/default sg/multi_node_all"),
        ("sgesap/stack", "sgesap/sapinstance"),
        ("sg/pr_cntl", ""),
    ],
)
def test_what_brings_a_module_along(name: str, expected: str):
    assert [module.name for module in load_modules().including(name)] == expected.split()


def test_modules_that_include_one_another_are_no_trap():
    row = {"kind": ModuleKind.AGGREGATE, "meaning": "", "source": ""}
    one, two = Module("a/a", includes=("a/b",), **row), Module("a/b", includes=("a/a",), **row)
    modules = type(load_modules())({"a/a": one, "a/b": two})
    assert modules.closure("a/a") == (one, two)
    assert modules.including("a/a") == (two,)
