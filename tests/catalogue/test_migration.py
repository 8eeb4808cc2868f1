"""The migration table: well formed, whole, and of one mind with the tables of both styles of package."""

from __future__ import annotations

import json
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import pytest
from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from mcsgconf.catalogue import Parameter, Platform, ValueType, load
from mcsgconf.catalogue.migration import Added, Basis, Change, Successor, Tool, load_migration
from mcsgconf.catalogue.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))["migration"]
STRICT = ConfigDict(extra="forbid", strict=True)
FILES = ("legacy-package", "control-script", "toolkit")

# ---------------------------------------------------------------------------------------- the schema of the table

Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S")]
Sentence = Annotated[str, StringConstraints(pattern=r"^\S.*\.$")]


@dataclass(config=STRICT, frozen=True)
class Row(Successor):
    """A row as the table has it."""

    legacy: Annotated[tuple[Text, ...], Field(min_length=1)]
    file: Literal["legacy-package", "control-script", "toolkit"]
    change: Change
    basis: Basis
    source: Text
    of: Text | None = None
    how: Sentence | None = None
    joins: Literal["legacy-package", "control-script"] | None = None
    platforms: tuple[Platform, ...] = tuple(Platform)
    notes: Sentence | None = None

    @model_validator(mode="after")
    def consistent(self) -> Row:
        if self.change is Change.GONE and self.modular:
            raise ValueError("what is gone has no successor")
        if self.change is not Change.GONE and not self.modular and "*" not in self.legacy:
            raise ValueError("what is not gone has a successor")
        if (self.file == "toolkit") != (self.of is not None):
            raise ValueError("a row of a toolkit names its file")
        if self.function and self.file != "control-script":
            raise ValueError("only control scripts have functions")
        return self


@dataclass(config=STRICT, frozen=True)
class AddedRow(Added):
    what: Sentence
    source: Text
    where: Sentence | None = None
    notes: Sentence | None = None


@dataclass(config=STRICT, frozen=True)
class ToolRow(Tool):
    facts: tuple[Sentence, ...]
    source: Text


@dataclass(config=STRICT, frozen=True)
class Table:
    successor: list[Row]
    added: list[AddedRow]
    tool: list[ToolRow]
    sources: dict[str, Text]


SCHEMA = TypeAdapter(Table)


def faults(data: object) -> list[str]:
    """Return what is wrong with a table, in words; nothing for a good one."""
    try:
        table = SCHEMA.validate_json(json.dumps(data))
    except ValidationError as error:
        return [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
    keys = [(row.file, row.function, name) for row in table.successor for name in row.legacy]
    found = [f"{key[-1]} stands here twice" for key in dict.fromkeys(keys) if keys.count(key) > 1]
    every = (*table.successor, *table.added, *table.tool)
    cited = {part.split(" ")[0] for row in every for part in row.source.split("; ")}
    found += [f"the source {name} is not explained" for name in sorted(cited - table.sources.keys())]
    return found + [f"nothing cites the source {name}" for name in sorted(table.sources.keys() - cited)]


def test_every_row_is_well_formed_and_the_rows_fit_together():
    assert faults(read_table("migration")) == []


GOOD = {
    "sources": {"MIG": "A paper"},
    "successor": [
        {
            "legacy": ["A"],
            "file": "legacy-package",
            "modular": ["a"],
            "change": "same",
            "basis": "table",
            "source": "MIG p.1",
        },
        {"legacy": ["B"], "file": "control-script", "change": "gone", "basis": "paper", "source": "MIG p.2"},
    ],
    "added": [{"modular": ["c"], "what": "A line.", "source": "MIG p.3"}],
    "tool": [{"name": "t", "synopsis": "t -x", "facts": ["It does."], "source": "MIG p.4"}],
}
A, B = 0, 1

BAD = {
    "unknown key": (lambda t: t["successor"][A].update(colour="red"), "Unexpected keyword argument"),
    "file": (lambda t: t["successor"][A].update(file="script"), "Input should be"),
    "change": (lambda t: t["successor"][A].update(change="bigger"), "Input should be"),
    "basis": (lambda t: t["successor"][A].update(basis="hearsay"), "Input should be"),
    "gone": (lambda t: t["successor"][A].update(change="gone"), "what is gone has no successor"),
    "not gone": (lambda t: t["successor"][B].update(change="same"), "what is not gone has a successor"),
    "toolkit": (lambda t: t["successor"][A].update(file="toolkit"), "names its file"),
    "function": (lambda t: t["successor"][A].update(function=True), "only control scripts"),
    "nothing": (lambda t: t["successor"][A].update(legacy=[]), "at least 1 item"),
    "how": (lambda t: t["successor"][A].update(how="no sentence"), "should match pattern"),
    "twice": (lambda t: t["successor"].append(t["successor"][A]), "A stands here twice"),
    "source": (lambda t: t["successor"][A].update(source="MS11 p.1"), "MS11 is not explained"),
    "unused source": (lambda t: t["sources"].update(MS11="A manual"), "nothing cites the source MS11"),
    "added": (lambda t: t["added"][0].pop("what"), "added.0.what"),
    "tool": (lambda t: t["tool"][0].update(facts="It does."), "tool.0.facts"),
}


def test_the_good_table_is_good():
    assert faults(GOOD) == []


@pytest.mark.parametrize(("spoil", "fault"), BAD.values(), ids=BAD)
def test_a_bad_table_is_caught(spoil: Callable[[dict], None], fault: str):
    table = deepcopy(GOOD)
    spoil(table)
    assert any(fault in found for found in faults(table)), faults(table)


# ------------------------------------------------------------------------------------------------------- the facts

ROWS = load_migration().successors
MODULAR = load("modular-package").parameters


def shown(row: Successor) -> str:
    """Return a row as `names.toml` writes it."""
    legacy = " ".join(name + ("()" if row.function else "") for name in row.legacy)
    return f"{legacy} -> {' '.join(row.modular)}".rstrip()


def test_no_row_is_lost():
    assert len(ROWS) == NAMES["count"] == sum(len(NAMES[file]) for file in FILES)
    for file in FILES:
        assert {shown(row) for row in ROWS if row.file == file} == set(NAMES[file])
    assert [" ".join(row.modular) for row in load_migration().added] == NAMES["added"]
    assert [tool.name for tool in load_migration().tools] == NAMES["tools"]


@pytest.mark.parametrize("row", ROWS, ids=shown)
def test_a_row_speaks_of_parameters_that_exist(row: Successor):
    assert set(row.modular) <= set(MODULAR)
    assert not any(MODULAR[name].legacy_only for name in row.modular)
    if row.file == "toolkit" or row.function:
        return
    known = load(row.file)
    assert all(name == "*" or known.is_known(name) for name in row.legacy)


def legacy_parameters() -> list[tuple[str, Parameter]]:
    return [(kind, row) for kind in ("legacy-package", "control-script") for row in load(kind).parameters.values()]


NOT_CARRIED = {
    *("SGCONFFILE", "log_file", "SG_PACKAGE", "SG_NODE", "SG_SCRIPT_LOG_FILE", "SG_*"),  # surroundings of a script
    *("FSCK_OPT", "CONCURRENT_MOUNT_OPERATIONS"),  # no script reads them
    *("HA_APP_SERVER", "DATA_REP", "RAIDTAB", "RAIDSTART", "RAIDSTOP", "MD"),  # Linux, A.11.16: not looked at
}


@pytest.mark.parametrize(("kind", "row"), legacy_parameters(), ids=lambda value: getattr(value, "name", value))
def test_every_legacy_parameter_has_a_row_or_a_reason_for_none(kind: str, row: Parameter):
    rows = load_migration().of_legacy(kind, row.name)
    if row.name in NOT_CARRIED or row.file is not None:
        assert rows == ()
        return
    (found,) = rows
    assert row.modular is None or row.modular in found.modular
    assert (row.modular is None) == (found.modular == ())
    assert set(row.platforms) >= set(found.platforms) or set(found.platforms) >= set(row.platforms)


@pytest.mark.parametrize("row", [row for row in ROWS if len(row.legacy) == len(row.modular) == 1], ids=shown)
def test_the_change_fits_the_types_of_both(row: Successor):
    """A value that stays the same is of one sort on both sides; words change only where there are words."""
    old = load(row.file).lookup(row.legacy[0]) if row.file != "toolkit" and not row.function else None
    if old is None or row.change is Change.REGROUPED:
        return
    new = MODULAR[row.modular[0]]
    if row.change is Change.WORDS:
        words = {word.lower() for word in (*old.values, *old.values_since)}
        assert new.type is ValueType.FLAG or words & {*new.values, *new.values_since}
    if row.change is Change.SAME and old.unit is not None:
        assert (old.unit, old.type) == (new.unit, new.type)
    if row.change in {Change.QUOTED, Change.BRACES}:
        assert new.type in {ValueType.COMMAND, ValueType.OPTIONS}
    if row.change is Change.RESTARTS:
        assert (old.type, new.values) == (ValueType.RESTART, ("none", "unlimited"))


@pytest.mark.parametrize(
    ("file", "name", "expected"),
    [
        ("legacy-package", "SUBNET", ("monitored_subnet",)),
        ("legacy-package", "auto_run", ("auto_run",)),
        ("control-script", "SUBNET", ("ip_subnet", "ip_address")),
        ("control-script", "RUN_SCRIPT", None),
        ("control-script", "DTC_NAME", ()),
    ],
)
def test_what_becomes_of_a_legacy_name(file: str, name: str, expected: tuple[str, ...] | None):
    rows = load_migration().of_legacy(file, name)
    assert [row.modular for row in rows] == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("auto_run", {"AUTO_RUN", "PKG_SWITCHING_ENABLED"}),
        ("ip_address", {"IP", "SUBNET"}),
        ("resource_start", {"RESOURCE_START", "DEFERRED_RESOURCE_NAME"}),
        ("weight_name", set()),
    ],
)
def test_what_a_modular_parameter_was_before(name: str, expected: set[str]):
    rows = load_migration().of_modular(name)
    assert {name for row in rows for name in row.legacy} == expected
