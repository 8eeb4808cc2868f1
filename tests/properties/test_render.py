"""Properties of rendering: what a model of any shape says, its file says, for every target that has it.

The strategies are made from the models' own types, the table of homes and the catalogue, so that a new field is
generated without being mentioned here; what has no parameter of its own is named in `WITHOUT_A_HOME`.
"""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass, replace
from datetime import timedelta
from functools import cache
from ipaddress import IPv4Address
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcsgconf import catalogue
from mcsgconf.catalogue import Target, ValueType
from mcsgconf.catalogue.availability import absence
from mcsgconf.models import cluster_nodes, cluster_parts
from mcsgconf.models.base import Model
from mcsgconf.models.cluster import Cluster
from mcsgconf.models.control_script import ControlScript, OtherVariable
from mcsgconf.models.criteria import Comparison, Condition, Criterion
from mcsgconf.models.document import parse
from mcsgconf.models.homes import HOMES, KINDS, fields_of
from mcsgconf.models.located import Located
from mcsgconf.models.modular_package import ModularPackage
from mcsgconf.models.other import OtherParameter
from mcsgconf.models.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

    from mcsgconf.catalogue import Catalogue, Parameter

TARGETS = [
    Target.parse(name) for name in ("hp-ux:A.11.16", "hp-ux:A.11.18", "hp-ux:A.11.20", "linux:A.11.20", "linux:A.12.00")
]
MODULAR_SINCE = Target.parse("A.11.18").release
CASES = [
    (model, target)
    for model in KINDS
    for target in TARGETS
    if model is not ModularPackage or (target.release or (0,)) >= (MODULAR_SINCE or (0,))
]
ids = {"argvalues": CASES, "ids": [f"{model.__name__}-{target}" for model, target in CASES]}

WITHOUT_A_HOME = {
    (cluster_parts.LockVolume, "volume_group"),  # FIRST_ or SECOND_CLUSTER_LOCK_VG
    (cluster_parts.LockVolume, "physical_volumes"),  # the nodes have them
    (cluster_parts.LockLun, "devices"),  # as above
    (OtherParameter, "name"),
    (OtherParameter, "value"),
    (OtherVariable, "value"),
    (ControlScript, "functions"),
}
SPECIAL = {(Cluster, "lock"), (Cluster, "locks")}
SPECIAL |= {(model, name) for model in KINDS for name in ("other", "functions", "doubtful")}

WORDS = st.text("abcXYZ019", min_size=1, max_size=8)
TEXTS = st.text('ab1 #"$\\=,-/é', max_size=12)
"""Whatever a string may hold that a line can hold."""
SHELL_TEXTS = TEXTS | st.text("a '\"$`\\#\n;&(){}!*~", max_size=12)
ADDRESSES = st.integers(0, 2**32 - 1).map(IPv4Address) | st.ip_addresses(v=6)


def located(values: SearchStrategy[object]) -> SearchStrategy[Located[object]]:
    return values.map(Located)


# ------------------------------------------------------------------------------------------- what the types say


def bare(hint: object) -> object:
    """A type without its None."""
    members = [member for member in get_args(hint) if member is not NoneType]
    return members[0] if len(members) == 1 and NoneType in get_args(hint) else hint


def members(hint: object) -> set[object]:
    """The types that a value may be of: those of a union, without None."""
    alternatives = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    return {get_origin(member) or member for member in alternatives if member is not NoneType}


def shape(hint: object) -> tuple[str, object]:
    """Whether a field is a list, a table or a single thing, and of what."""
    hint = bare(hint)
    match get_origin(hint):
        case origin if origin is tuple:
            return "list", get_args(hint)[0]
        case origin if origin is dict:
            return "table", get_args(hint)[1]
        case _:
            return "single", hint


def is_value(hint: object) -> bool:
    return get_origin(hint) is Located


@cache
def hints(part: type) -> dict[str, object]:
    """The fields of a model or a part of one, with their types."""
    every = get_type_hints(part)
    fields = part.model_fields if issubclass(part, Model) else part.__dataclass_fields__  # type: ignore[attr-defined]
    return {name: every[name] for name in fields}


def parts_of(part: type) -> Iterator[type]:
    """A model's class and those of all its parts."""
    yield part
    for hint in hints(part).values():
        _, inner = shape(hint)
        for member in members(inner):
            if isinstance(member, type) and is_dataclass(member):
                yield from parts_of(member)


# ------------------------------------------------------------------------------------------------- values


def value(parameter: Parameter, hint: object, target: Target) -> SearchStrategy[object]:
    """Values of a parameter that its target takes, of the type that its field has."""
    (inner,) = get_args(hint)
    kinds = members(inner)
    limits = parameter.limits(target)
    low, high = int(limits.min or 0), int(limits.max or 10**9)
    words = st.sampled_from(parameter.words(target) or ("none",))
    if bool in kinds:
        return st.booleans()
    if timedelta in kinds:
        unit = timedelta(microseconds=1) if parameter.unit == "us" else timedelta(seconds=1)
        durations = st.integers(low, high).map(lambda count: count * unit)
        return durations | words if str in kinds else durations
    if int in kinds:
        if parameter.type is ValueType.RESTART or "unlimited" in parameter.values:
            return st.integers(0, 999) | st.just("unlimited")
        return st.integers(low, high) | words if str in kinds else st.integers(low, high)
    if float in kinds:
        return st.integers(low * 1000, min(high, 10**9) * 1000).map(lambda count: count / 1000)
    if Condition in kinds:
        return st.builds(Condition, WORDS, st.sampled_from(parameter.parts or ("UP",)))
    if Criterion in kinds:
        operators = st.sampled_from([part for part in parameter.parts if part not in parameter.parts_since])
        operands = st.integers(-(10**9), 10**9).map(lambda count: count / 1000) | st.text('ab1 #"and', max_size=8)
        return st.lists(st.builds(Comparison, operators, operands), min_size=1, max_size=2).map(
            lambda comparisons: Criterion(tuple(comparisons))
        )
    if IPv4Address in kinds:
        return ADDRESSES
    if tuple in kinds:
        return st.lists(WORDS, min_size=1, max_size=8).map(tuple) | st.tuples(words)
    assert kinds == {str}, f"{parameter.name}: no strategy for {inner}"
    return string(parameter, words, target)


def string(parameter: Parameter, words: SearchStrategy[str], target: Target) -> SearchStrategy[str]:
    match parameter.type:
        case ValueType.ENUM:
            return words
        case ValueType.DEVICE:
            return WORDS.map(lambda name: f"/dev/{name}")
        case ValueType.STRING | ValueType.COMMAND | ValueType.OPTIONS | ValueType.PATH:
            return SHELL_TEXTS if parameter.block == "script" else TEXTS
        case _:
            return WORDS | words if parameter.words(target) else WORDS


# ------------------------------------------------------------------------------------------------- parts and models


def home(part: type, name: str, table: Catalogue, target: Target) -> Parameter | None:
    """The parameter of a field, None where the target has none."""
    known = [row for row in map(table.lookup, HOMES[part][name]) if row is not None]
    return next((row for row in known if absence(row, target) is None), None)


def opener(part: type, table: Catalogue, target: Target) -> Parameter | None:
    name = next(iter(HOMES[part]))
    return home(part, name, table, target)


@dataclass(frozen=True)
class Wanted:
    """What models are generated: of which vocabulary and target, and whether they say all that the target has."""

    table: Catalogue
    target: Target
    full: bool

    @property
    def least(self) -> int:
        return int(self.full)

    def home(self, part: type, name: str) -> Parameter | None:
        return home(part, name, self.table, self.target)


def part_of(part: type, wanted: Wanted) -> SearchStrategy[object]:
    """Models, or parts of one."""
    strategies: dict[str, SearchStrategy[object]] = {}
    for name, hint in hints(part).items():
        if (part, name) not in SPECIAL and name not in {"index", "kind"}:
            strategies[name] = field(part, name, hint, wanted)
    if "index" in hints(part):
        strategies["index"] = st.just(0)
    return st.builds(part, **strategies)


def field(part: type, name: str, hint: object, wanted: Wanted) -> SearchStrategy[object]:
    form, inner = shape(hint)
    if not is_value(inner):
        assert isinstance(inner, type), f"{part.__name__}.{name}: {inner}"
        parts = part_of(inner, wanted)
        if form == "single":
            return parts
        if opener(inner, wanted.table, wanted.target) is None:
            return st.just(())
        return st.lists(parts, min_size=wanted.least, max_size=3, unique_by=named).map(numbered)
    parameter = wanted.home(part, name)
    if parameter is None:
        return {"list": st.just(()), "table": st.just({}), "single": st.none()}[form]
    values = located(value(parameter, inner, wanted.target))
    match form:
        case "list":
            return st.lists(values, min_size=wanted.least, max_size=3).map(tuple)
        case "table":
            return st.dictionaries(st.integers(0, 40), values, min_size=wanted.least, max_size=3)
        case _:
            return values if wanted.full or NoneType not in get_args(hint) else st.none() | values


def named(part: object) -> object:
    """What tells parts of a list apart: the name of a node, for locks are keyed by it; an element that says something."""
    return part.name.value if isinstance(part, cluster_nodes.Node) else id(part)


def numbered(parts: list[object]) -> tuple[object, ...]:
    """Parts with rising indexes where they have any; those that say nothing are none."""
    if not any("index" in dict(fields_of(part)) for part in parts):
        return tuple(parts)
    telling = [
        part for part in parts if any(isinstance(v, Located) and v.value not in {"", 0} for _, v in fields_of(part))
    ]
    return tuple(replace(part, index=2 * place) for place, part in enumerate(telling))  # type: ignore[type-var]


OTHER_NAMES = st.sampled_from("pev_a PEV_B2 nfs/hanfs_export/XFS tkit/x/y/Z site_remark".split())


@st.composite
def models(draw: st.DrawFn, kind: type[Model], target: Target, *, full: bool = False) -> Model:
    """Models of one kind that a file of the target can say."""
    wanted = Wanted(catalogue.load(KINDS[kind]), target, full)
    model = draw(part_of(kind, wanted))
    assert isinstance(model, Model)
    if isinstance(model, Cluster):
        locks = draw(locks_of(model, wanted))
        model = model.model_copy(update={"locks": locks, "lock": locks[0] if locks else None})
    return model.model_copy(update={"other": tuple(draw(others(kind, wanted)))})


@st.composite
def others(draw: st.DrawFn, kind: type[Model], wanted: Wanted) -> list[object]:
    """What has no field of its own."""
    if kind is not ControlScript:
        parameters = st.builds(OtherParameter, located(OTHER_NAMES), located(TEXTS))
        return list(draw(st.lists(parameters, min_size=wanted.least, max_size=3)))
    names = draw(st.lists(st.sampled_from(["SITE", "XFSX"]), min_size=wanted.least, unique=True))
    return [OtherVariable(name, draw(st.none() | st.integers(0, 9)), draw(located(SHELL_TEXTS))) for name in names]


@st.composite
def locks_of(draw: st.DrawFn, cluster: Cluster, wanted: Wanted) -> tuple[object, ...]:
    """The locks of a cluster with these nodes: lock disks and lock LUNs are in its nodes already."""
    locks: list[object] = []
    volumes: list[cluster_parts.LockVolume | None] = []
    for name, on_node in (("first", "first_lock_pv"), ("second", "second_lock_pv")):
        groups = located(WORDS.map("/dev/{}".format))
        group = draw(groups if wanted.full else st.none() | groups)
        disks = {
            node.name.value: getattr(node, on_node) for node in cluster.nodes if getattr(node, on_node) is not None
        }
        group = group if wanted.home(cluster_parts.LockDisk, name) else None
        volumes.append(cluster_parts.LockVolume(group, disks) if group or disks else None)
    if any(volumes):
        locks.append(cluster_parts.LockDisk(*volumes))
    if luns := {node.name.value: node.lock_lun for node in cluster.nodes if node.lock_lun is not None}:
        locks.append(cluster_parts.LockLun(luns))
    server = draw(part_of(cluster_parts.QuorumServer, wanted))
    return (*locks, server) if server != cluster_parts.QuorumServer() else tuple(locks)


# ------------------------------------------------------------------------------------------------- the properties


def contents(model: Model | None) -> dict[str, object]:
    """All that a model says, without places."""
    assert model is not None
    return model.model_dump(exclude={"functions"})


@pytest.mark.parametrize(("kind", "target"), **ids)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_as_an_equal_model(kind: type[Model], target: Target, data: st.DataObject) -> None:
    model = data.draw(models(kind, target))
    text = render(model, target)
    document = parse(text, kind=KINDS[kind], target=target)
    assert contents(document.model) == contents(model), text
    assert document.problems == ()
    assert document.model is not None
    assert render(document.model, target) == text


def filled(part: object) -> Iterator[tuple[type, str]]:
    """The fields of a model and its parts that say something."""
    for name, thing in fields_of(part):
        if thing not in (None, (), {}):
            yield type(part), name
        for inner in thing if isinstance(thing, tuple) else (thing,):
            if is_dataclass(inner):
                yield from filled(inner)


@pytest.mark.parametrize(("kind", "target"), **ids)
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_every_field_that_a_target_has_is_generated(kind: type[Model], target: Target, data: st.DataObject) -> None:
    model = data.draw(models(kind, target, full=True))
    table = catalogue.load(KINDS[kind])
    expected = {
        (part, name)
        for part in parts_of(kind)
        for name in HOMES.get(part, ())
        if opener(part, table, target) is not None and home(part, name, table, target) is not None
    }
    assert expected - set(filled(model)) == set()
    assert contents(parse(render(model, target), kind=KINDS[kind]).model) == contents(model)


def test_every_home_is_in_one_of_the_targets() -> None:
    """So that the property above leaves no field out."""
    every = {(part, name) for model in KINDS for part in parts_of(model) for name in HOMES.get(part, ())}
    assert every == {(part, name) for part, homes in HOMES.items() for name in homes}
    tables = [(model, catalogue.load(kind)) for model, kind in KINDS.items()]
    seen = {
        (part, name)
        for model, table in tables
        for part in parts_of(model)
        for name in HOMES.get(part, ())
        for target in TARGETS
        if table.lookup(HOMES[part][name][0]) and home(part, name, table, target)
    }
    assert every - seen == set()


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_every_field_with_a_value_has_a_home(model: type[Model]) -> None:
    values = {
        (part, name) for part in parts_of(model) for name, hint in hints(part).items() if is_value(shape(hint)[1])
    }
    homes = {(part, name) for part in parts_of(model) for name in HOMES.get(part, ())}
    assert values - homes - WITHOUT_A_HOME == set()


BARE = {"cfs_mount_point", "cvm_disk_group"}
"""Parameters of blocks that are not known: kept as names with texts."""


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_parameter_of_the_catalogue_is_the_home_of_a_field(kind: str) -> None:
    (model,) = (model for model, its_kind in KINDS.items() if its_kind == kind)
    table = catalogue.load(kind)
    names = [name for part in parts_of(model) for names in HOMES.get(part, {}).values() for name in names]
    at_home = {row.name for row in map(table.lookup, names) if row is not None}
    expected = {
        row.name
        for row in table.parameters.values()
        if not (row.legacy_only or "/" in row.name or row.name.endswith("*") or row.name in BARE)
        and row.assignable
        and row.effective
    }
    assert expected - at_home == set()
