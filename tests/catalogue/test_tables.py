"""The catalogue's tables: each row has the form of `Parameter`, the rows fit together, and no known name is missing."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import field, make_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_type_hints

import pytest
from pydantic import AfterValidator, ConfigDict, StringConstraints, TypeAdapter, ValidationError, model_validator
from pydantic.dataclasses import dataclass

from mcsgconf.catalogue import KINDS, Catalogue, Limits, Parameter, Platform, Release, Target, ValueType, load
from mcsgconf.catalogue import parameter as shapes
from mcsgconf.catalogue.tables import read_table
from mcsgconf.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))

STRICT = ConfigDict(extra="forbid", strict=True)


# ---------------------------------------------------------------------------------------- the schema of a table


def a_release(text: str) -> str:
    if Release.parse(text) is None:
        raise ValueError(f"{text!r} is no release")
    return text


Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S")]
Sentence = Annotated[str, StringConstraints(pattern=r"^[A-Z].*\.$")]
Remark = Annotated[str, StringConstraints(pattern=r"^\S.*\.$")]
ReleaseText = Annotated[str, AfterValidator(a_release)]
ByPlatform = ReleaseText | dict[Platform, ReleaseText]
FirstSeen = Literal["MC/LockManager", "before A.11.16"] | ReleaseText


def as_dataclass(shape: type) -> type:
    """The fields of a named tuple as a dataclass, which pydantic can hold rows against and a row can be made of."""
    defaults = shape._field_defaults
    fields = [
        (name, kind, field(default_factory=lambda name=name: defaults[name])) if name in defaults else (name, kind)
        for name, kind in get_type_hints(shape, {**vars(shapes), "Mapping": Mapping}).items()
    ]
    return make_dataclass(shape.__name__, fields, frozen=True)


@dataclass(config=STRICT, frozen=True)
class LimitsRow(as_dataclass(Limits)):
    """A table's row of limits."""

    @model_validator(mode="after")
    def ordered(self) -> LimitsRow:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is greater than max")
        return self


@dataclass(config=STRICT, frozen=True)
class Row(as_dataclass(Parameter)):
    """A parameter as a table has it: the types of `Parameter`, and what they cannot say."""

    meaning: Sentence
    source: Text
    notes: Remark | None = None
    unit: Literal["us", "s"] | None = None
    required: Text | None = None
    unique: Literal["package", "cluster"] | None = None
    pattern: Literal["name"] | None = None
    values_by_platform: dict[Platform, tuple[str, ...]] = field(default_factory=dict)
    values_since: dict[str, ByPlatform] = field(default_factory=dict)
    values_until: dict[str, ByPlatform] = field(default_factory=dict)
    parts_since: dict[str, ReleaseText] = field(default_factory=dict)
    by_release: dict[ReleaseText, LimitsRow] = field(default_factory=dict)
    by_platform: dict[Platform, LimitsRow] = field(default_factory=dict)
    max_length_by_release: dict[ReleaseText, int] = field(default_factory=dict)
    max_length_by_platform: dict[Platform, int] = field(default_factory=dict)
    max_name_length_by_platform: dict[Platform, int] = field(default_factory=dict)
    pattern_since: ReleaseText | None = None
    since: ByPlatform | None = None
    until: ByPlatform | None = None
    deprecated_since: ReleaseText | None = None
    first_seen: FirstSeen | None = None

    @model_validator(mode="after")
    def consistent(self) -> Row:
        LimitsRow(self.min, self.max)
        if (self.type is ValueType.DURATION) != (self.unit is not None):
            raise ValueError("a duration has a unit, and nothing else has one")
        if self.min_length is not None and self.max_length is not None and self.min_length > self.max_length:
            raise ValueError("min_length is greater than max_length")
        for row in (Limits(self.min, self.max, self.default), *self.by_release.values(), *self.by_platform.values()):
            if not self.takes(row):
                raise ValueError(f"the default {row.default!r} is no legal value")
        if lost := self.values_until.keys() - all_words(self):
            raise ValueError(f"values_until speaks of words that do not exist: {lost}")
        return self

    def takes(self, row: Limits) -> bool:
        """Tell whether the default of a row of limits is a legal value."""
        match self.type, row.default:
            case _, None:
                return True
            case ValueType.ENUM, str(word):
                return word in all_words(self)
            case ValueType.FLAG, default:
                return default in {"YES", "NO", "yes", "no"}
            case ValueType.BIT, default:
                return default in {0, 1}
            case ((ValueType.INTEGER | ValueType.DURATION | ValueType.FLOAT), (int() | float()) as number):
                return (row.min is None or row.min <= number) and (row.max is None or number <= row.max)
            case ((ValueType.INTEGER | ValueType.DURATION | ValueType.FLOAT), str(word)):
                return word in self.values
            case _, default:
                return isinstance(default, str)


def all_words(parameter: Parameter) -> set[str]:
    by_platform = [word for some in parameter.values_by_platform.values() for word in some]
    return {*parameter.values, *by_platform, *parameter.values_since}


@dataclass(config=STRICT, frozen=True)
class BlockRow:
    name: Text
    opener: Text | None = None
    inside: Text | None = None
    indent: Literal[0, 2, 4] = 0
    order: tuple[Text, ...] = ()
    order_by_platform: dict[Platform, tuple[Text, ...]] = field(default_factory=dict)


@dataclass(config=STRICT, frozen=True)
class UnverifiedRow:
    name: Text
    why: Remark


@dataclass(config=STRICT, frozen=True)
class Table:
    sources: dict[str, Text]
    block: list[BlockRow]
    parameter: list[Row]
    unverified: list[UnverifiedRow]
    case_sensitive: bool = False


SCHEMA = TypeAdapter(Table)


def faults(data: object) -> list[str]:
    """Return what is wrong with a table, in words; nothing for a good one."""
    try:
        table = SCHEMA.validate_json(json.dumps(data))
    except ValidationError as error:
        return [f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
    return [*block_faults(table), *name_faults(table), *source_faults(table)]


def block_faults(table: Table) -> list[str]:
    names = {parameter.name: parameter.block for parameter in table.parameter}
    blocks = {block.name: block for block in table.block}
    found = [f"{row.name} stands in no known block: {row.block}" for row in table.parameter if row.block not in blocks]
    if sum(block.inside is None for block in table.block) != 1:
        found.append("not exactly one block is the file")
    for block in table.block:
        if (block.opener is None) != (block.inside is None):
            found.append(f"block {block.name} has an opener, or stands in another one, but not both")
        elif block.opener is not None and block.opener not in names:
            found.append(f"block {block.name} is opened by no parameter: {block.opener}")
        elif block.opener is not None and names[block.opener] != block.inside:
            found.append(f"block {block.name} and its opener stand in different blocks")
        placed = [name for order in (block.order, *block.order_by_platform.values()) for name in order]
        found += [f"block {block.name} orders what it does not hold: {n}" for n in placed if names.get(n) != block.name]
    return found


def name_faults(table: Table) -> list[str]:
    fold = str if table.case_sensitive else str.upper
    names = [fold(name) for row in table.parameter for name in (row.name, *row.aliases)]
    names += [fold(row.name) for row in table.unverified]
    found = [f"{name} stands here twice" for name in dict.fromkeys(names) if names.count(name) > 1]
    known = {row.name for row in table.parameter}
    for row in table.parameter:
        condition = re.fullmatch(r"with (\S+)", row.required or "")
        meant = (row.needs, row.after, row.before, *row.replaced_by, *row.required_with, condition and condition[1])
        found += [f"{row.name} speaks of an unknown parameter: {name}" for name in meant if name and name not in known]
    return found


def source_faults(table: Table) -> list[str]:
    cited = {part.split(" ")[0] for row in table.parameter for part in row.source.split("; ")}
    found = [f"the source {name} is not explained" for name in sorted(cited - table.sources.keys())]
    remarks = " ".join([*(row.why for row in table.unverified), *(row.notes or "" for row in table.parameter)])
    unused = [name for name in table.sources if name not in cited and name not in remarks]
    return found + [f"nothing cites the source {name}" for name in unused]


# --------------------------------------------------------------------------------------------------- the tables


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_is_well_formed_and_the_rows_fit_together(kind: str):
    assert faults(read_table(kind)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_is_lost(kind: str):
    catalogue, expected = load(kind), NAMES[kind]
    assert len(catalogue.parameters) == expected["count"] == len(expected["parameters"])
    assert set(catalogue.parameters) == set(expected["parameters"])
    fold = str if catalogue.case_sensitive else str.upper
    assert set(catalogue.unverified) == {fold(name) for name in expected["unverified"]}


@pytest.mark.parametrize("kind", ["legacy-package", "control-script"])
def test_modular_counterparts_exist(kind: str):
    modular = load("modular-package")
    named = {row.modular for row in load(kind).parameters.values() if row.modular is not None}
    assert named
    assert {name for name in named if name not in modular.parameters} == set()


@pytest.mark.parametrize("row", load("control-script").parameters.values(), ids=lambda row: row.name)
def test_arrays_that_share_an_index_are_arrays(row: Parameter):
    script = load("control-script")
    assert row.indexed or not (row.group or row.required_with)
    assert {script.parameters[name].group for name in row.required_with} <= {row.group}


@pytest.mark.parametrize("kind", KINDS)
def test_a_default_is_a_word_of_its_own_platform(kind: str):
    for row in load(kind).parameters.values():
        for platform in row.platforms:
            default = row.limits(Target(platform)).default
            assert default not in all_words(row) or default in row.words(Target(platform)), row.name


def test_unknown_kind():
    with pytest.raises(UsageError, match="shell"):
        load("shell")


# ------------------------------------------------------------------------------------------- bad tables are caught

GOOD = {
    "sources": {"MS11": "A manual", "LX6": "Another one"},
    "block": [{"name": "file"}, {"name": "node", "opener": "NODE", "inside": "file"}],
    "parameter": [
        {"name": "NODE", "block": "file", "type": "name", "meaning": "A node.", "source": "MS11 p.1"},
        {
            "name": "TIME",
            "block": "node",
            "type": "duration",
            "unit": "s",
            "values": ["NEVER"],
            "min": 1,
            "max": 10,
            "default": 5,
            "since": {"hp-ux": "A.11.18"},
            "by_release": {"A.11.19": {"min": 2, "max": 10, "default": "NEVER"}},
            "required": "with NODE",
            "meaning": "How long.",
            "source": "MS11 pp.1-2; LX6 p.3",
        },
        {
            "name": "WORD",
            "block": "node",
            "type": "enum",
            "values": ["A"],
            "values_since": {"B": "A.11.19"},
            "default": "B",
            "meaning": "A word.",
            "source": "LX6 p.4",
        },
    ],
    "unverified": [{"name": "ODD", "why": "Seen once."}],
}

NODE, TIME, WORD = 0, 1, 2

BAD_VALUES = [
    # row, key, value, what the fault says
    (TIME, "colour", "red", "Unexpected keyword argument"),
    (TIME, "min", "one", "valid number"),
    (TIME, "repeat", "yes", "valid boolean"),
    (TIME, "repeat", 1, "valid boolean"),
    (TIME, "type", "number", "Input should be"),
    (TIME, "unit", "ms", "'us' or 's'"),
    (TIME, "unit", None, "a duration has a unit"),
    (NODE, "unit", "s", "a duration has a unit"),
    (TIME, "block", "nodes", "no known block: nodes"),
    (TIME, "min", 11, "min is greater than max"),
    (TIME, "default", 11, "default 11 is no legal value"),
    (TIME, "default", 0, "default 0 is no legal value"),
    (TIME, "default", "SOMETIMES", "default 'SOMETIMES' is no legal value"),
    (WORD, "default", "C", "default 'C' is no legal value"),
    (WORD, "values_until", {"C": "A.11.18"}, "words that do not exist"),
    (TIME, "by_release", {"A.11.19": {"min": 9, "max": 8}}, "min is greater than max"),
    (TIME, "by_release", {"A.11.19": {"max": 4, "default": 5}}, "default 5 is no legal value"),
    (TIME, "by_release", {"A.11.19": {"least": 4}}, "Unexpected keyword argument"),
    (TIME, "by_release", {"11.19": {"max": 4}}, "'11.19' is no release"),
    (TIME, "by_platform", {"windows": {"max": 4}}, "'hp-ux' or 'linux'"),
    (TIME, "since", "MC/LockManager", "is no release"),
    (TIME, "since", {"hp-ux": "eleven"}, "'eleven' is no release"),
    (TIME, "since", {"aix": "A.11.18"}, "'hp-ux' or 'linux'"),
    (TIME, "until", "A.11", "is no release"),
    (WORD, "values_since", {"B": "soon"}, "'soon' is no release"),
    (TIME, "platforms", ["hpux"], "'hp-ux' or 'linux'"),
    (TIME, "first_seen", "long ago", "is no release"),
    (NODE, "pattern", "[a-z]+", "Input should be 'name'"),
    (NODE, "meaning", "", "match pattern"),
    (NODE, "meaning", "no sentence", "match pattern"),
    (NODE, "source", "", "at least 1 character"),
    (NODE, "source", "MS99 p.1", "MS99 is not explained"),
    (NODE, "name", "TIME", "TIME stands here twice"),
    (NODE, "aliases", ["time"], "TIME stands here twice"),
    (NODE, "aliases", ["odd"], "ODD stands here twice"),
    (TIME, "required", "with NODES", "unknown parameter: NODES"),
    (TIME, "needs", "HEART", "unknown parameter: HEART"),
    (TIME, "replaced_by", ["HEART"], "unknown parameter: HEART"),
]


def test_the_good_table_is_good():
    assert faults(GOOD) == []


@pytest.mark.parametrize(("row", "key", "value", "fault"), BAD_VALUES)
def test_a_bad_value_is_caught(row: int, key: str, value: object, fault: str):
    table = deepcopy(GOOD)
    table["parameter"][row][key] = value
    assert any(fault in found for found in faults(table)), faults(table)


def drop(key: str) -> Callable[[dict], None]:
    return lambda table: table["parameter"][NODE].pop(key)


BAD_TABLES = {
    "no meaning": (drop("meaning"), "parameter.0.meaning"),
    "no source": (drop("source"), "parameter.0.source"),
    "no type": (drop("type"), "parameter.0.type"),
    "no block": (drop("block"), "parameter.0.block"),
    "lengths": (lambda table: table["parameter"][NODE].update(min_length=9, max_length=8), "min_length is greater"),
    "opener": (lambda table: table["block"][1].update(opener="NODES"), "opened by no parameter: NODES"),
    "opener elsewhere": (lambda table: table["parameter"][NODE].update(block="node"), "stand in different blocks"),
    "no opener": (lambda table: table["block"][1].pop("opener"), "but not both"),
    "two files": (lambda table: table["block"].append({"name": "other"}), "not exactly one block"),
    "order": (lambda table: table["block"][1].update(order=["NODE_NAME"]), "orders what it does not hold: NODE_NAME"),
    "key of a block": (lambda table: table["block"][1].update(outside="file"), "Unexpected keyword argument"),
    "unused source": (lambda table: table["sources"].update(MS12="A third one"), "nothing cites the source MS12"),
    "unverified": (lambda table: table["unverified"][0].pop("why"), "unverified.0.why"),
    "unknown part": (lambda table: table.update(parameters=[]), "Unexpected keyword argument"),
}


@pytest.mark.parametrize(("spoil", "fault"), BAD_TABLES.values(), ids=BAD_TABLES)
def test_a_bad_table_is_caught(spoil: Callable[[dict], None], fault: str):
    table = deepcopy(GOOD)
    spoil(table)
    assert any(fault in found for found in faults(table)), faults(table)


# -------------------------------------------------------------------------------------------------------- look-up


@pytest.mark.parametrize(
    ("kind", "name", "found"),
    [
        ("cluster", "NODE_NAME", "NODE_NAME"),
        ("cluster", "node_Name", "NODE_NAME"),
        ("cluster", "NODE_NAMES", None),
        ("legacy-package", "monitored_subnet", "SUBNET"),
        ("legacy-package", "PKG_SWITCHING_ENABLED", "PKG_SWITCHING_ENABLED"),
        ("control-script", "VG", "VG"),
        ("control-script", "vg", None),
        ("control-script", "log_file", "log_file"),
        ("control-script", "SG_NODE", "SG_NODE"),
        ("control-script", "SG_ANYTHING", "SG_*"),
        ("control-script", "SGSBIN", None),
        ("modular-package", "PACKAGE_NAME", "package_name"),
        ("modular-package", "pev_DB", "pev_*"),
        ("modular-package", "PEV_db_1", "pev_*"),
        ("modular-package", "pev_", None),
        ("modular-package", "pev_a-b", None),
        ("modular-package", "NFS/hanfs_export/xfs", "nfs/hanfs_export/XFS"),
        ("modular-package", "PORTMAP_RETRY", "nfs/hanfs_export/PORTMAP_RETRY"),
    ],
)
def test_lookup(kind: str, name: str, found: str | None):
    parameter = load(kind).lookup(name)
    assert (parameter and parameter.name) == found


@pytest.mark.parametrize(
    ("kind", "name", "known"),
    [
        ("cluster", "QS_SMART_QUORUM", True),
        ("cluster", "qs_smart_quorum", True),
        ("cluster", "GENERIC_RESOURCE_CMD", True),
        ("cluster", "GENERIC_RESOURCE_", False),
        ("cluster", "HEARTBEAT_IPS", False),
        ("legacy-package", "WEIGHT_VALUE", True),
        ("control-script", "GATEWAY", True),
        ("control-script", "Gateway", False),
        ("modular-package", "TKIT_DIR", True),
    ],
)
def test_unverified_names_are_known_but_have_no_entry(kind: str, name: str, *, known: bool):
    catalogue = load(kind)
    assert catalogue.is_known(name) is known
    assert catalogue.lookup(name) is None


def test_blocks():
    cluster = load("cluster")
    assert cluster.top.name == "cluster"
    interface = cluster.parameters["NETWORK_INTERFACE"]
    assert interface.block == "node"
    opened = cluster.opened_by(interface)
    assert opened is not None
    assert (opened.name, opened.inside) == ("interface", "node")
    assert cluster.opened_by(cluster.parameters["HEARTBEAT_IP"]) is None


@pytest.mark.parametrize(
    ("kind", "block", "where", "names"),
    [
        ("cluster", "node", "", "SITE NETWORK_INTERFACE CLUSTER_LOCK_LUN FIRST_CLUSTER_LOCK_PV"),
        ("cluster", "node", "hp-ux", "SITE NETWORK_INTERFACE CLUSTER_LOCK_LUN FIRST_CLUSTER_LOCK_PV"),
        ("cluster", "node", "linux", "SITE CLUSTER_LOCK_LUN NETWORK_INTERFACE CAPACITY_NAME"),
        ("cluster", "cluster", "", "SITE_NAME NODE_NAME MEMBER_TIMEOUT WEIGHT_NAME USER_NAME VOLUME_GROUP"),
        (
            "control-script",
            "script",
            "",
            "PATH MD VGCHANGE CVM_ACTIVATION_CMD VG LV FS_TYPE VXVOL IP SERVICE_NAME log_file",
        ),
    ],
)
def test_the_order_of_a_generated_file(kind: str, block: str, where: str, names: str):
    catalogue = load(kind)
    order = [
        row.name for row in catalogue.order_in(catalogue.blocks[block], Target.parse(where) if where else Target())
    ]
    assert sorted(order) == sorted(row.name for row in catalogue.parameters.values() if row.block == block)
    assert [name for name in order if name in names.split()] == names.split()


# --------------------------------------------------------------------------------------------- limits by target


def target(text: str) -> Target:
    return Target.parse(text) if text else Target()


@pytest.mark.parametrize(
    ("kind", "name", "where", "limits"),
    [
        ("cluster", "MAX_CONFIGURED_PACKAGES", "", Limits(0, 300, 300)),
        ("cluster", "MAX_CONFIGURED_PACKAGES", "linux", Limits(0, 300, 300)),
        ("cluster", "MAX_CONFIGURED_PACKAGES", "A.11.14", Limits(0, 150, 0)),
        ("cluster", "MAX_CONFIGURED_PACKAGES", "hp-ux A.11.16", Limits(0, 150, 0)),
        ("cluster", "MAX_CONFIGURED_PACKAGES", "A.11.17", Limits(0, 150, 150)),
        ("cluster", "MAX_CONFIGURED_PACKAGES", "A.12.00", Limits(0, 300, 300)),
        ("cluster", "HEARTBEAT_INTERVAL", "", Limits(None, 30_000_000, 1_000_000)),
        ("cluster", "HEARTBEAT_INTERVAL", "hp-ux", Limits(None, 30_000_000, 1_000_000)),
        ("cluster", "HEARTBEAT_INTERVAL", "linux", Limits(1_000_000, 30_000_000, 1_000_000)),
        ("cluster", "AUTO_START_TIMEOUT", "", Limits(0, None, 600_000_000)),
        ("cluster", "AUTO_START_TIMEOUT", "linux A.11.18", Limits(1, None, 600_000_000)),
        ("legacy-package", "PRIORITY", "", Limits(1, 3000, "NO_PRIORITY")),
        ("control-script", "VGCHANGE", "", Limits()),
        ("control-script", "VGCHANGE", "hp-ux", Limits(default="vgchange -a e")),
        ("control-script", "VGCHANGE", "linux", Limits(default="vgchange -a y")),
    ],
)
def test_limits(kind: str, name: str, where: str, limits: Limits):
    assert load(kind).parameters[name].limits(target(where)) == limits


def test_one_default_of_several_releases_on_both_platforms():
    row = Parameter(
        "X", "b", ValueType.INTEGER, "", "", default=9, by_release={"A.11.16": Limits(default=1), "A.11.18": Limits(2)}
    )
    assert row.limits(Target.parse("A.11.17")).default == 1
    assert row.limits(Target()).default == 9


@pytest.mark.parametrize(
    ("kind", "name", "where", "expected"),
    [
        ("legacy-package", "PACKAGE_TYPE", "", "FAILOVER SYSTEM_MULTI_NODE MULTI_NODE"),
        ("legacy-package", "PACKAGE_TYPE", "A.11.16", "FAILOVER SYSTEM_MULTI_NODE"),
        ("legacy-package", "PACKAGE_TYPE", "linux A.11.17", "FAILOVER SYSTEM_MULTI_NODE MULTI_NODE"),
        ("modular-package", "failover_policy", "hp-ux A.11.19", "configured_node min_package_node site_preferred"),
        ("modular-package", "failover_policy", "linux A.11.19", "configured_node min_package_node"),
        ("modular-package", "fs_type", "hp-ux", "nfs"),
        ("modular-package", "fs_type", "hp-ux A.11.19", ""),
        ("modular-package", "fs_type", "linux A.11.18", "ext2 ext3 reiserfs gfs"),
        ("modular-package", "fs_type", "linux A.11.20.20", "ext3 ext4 xfs nfs"),
        ("modular-package", "fs_type", "A.11.20.20", "ext3 ext4 xfs nfs"),
        ("control-script", "FS_TYPE", "hp-ux A.11.20", "vxfs hfs"),
    ],
)
def test_words(kind: str, name: str, where: str, expected: str):
    assert load(kind).parameters[name].words(target(where)) == tuple(expected.split())


@pytest.mark.parametrize(
    ("kind", "name", "where", "length"),
    [
        ("cluster", "NODE_NAME", "", 39),
        ("cluster", "NODE_NAME", "A.11.14", 31),
        ("cluster", "NODE_NAME", "A.11.17", 39),
        ("cluster", "NODE_NAME", "A.11.18", 39),
        ("cluster", "CLUSTER_NAME", "A.11.16", 39),
        ("cluster", "QS_HOST", "", None),
        ("modular-package", "pev_*", "", 4096),
        ("modular-package", "pev_*", "hp-ux", 1024),
    ],
)
def test_longest(kind: str, name: str, where: str, length: int | None):
    assert load(kind).parameters[name].longest(target(where)) == length


@pytest.mark.parametrize(
    ("kind", "name", "where", "later", "ended"),
    [
        ("cluster", "NODE_TIMEOUT", "A.11.18", None, None),
        ("cluster", "NODE_TIMEOUT", "A.11.18.01", None, "A.11.18"),
        ("cluster", "NODE_TIMEOUT", "linux A.12.00", None, "A.11.18"),
        ("cluster", "NODE_TIMEOUT", "linux", None, None),
        ("cluster", "MEMBER_TIMEOUT", "A.11.18", "A.11.19", None),
        ("cluster", "MEMBER_TIMEOUT", "A.11.19", None, None),
        ("cluster", "CLUSTER_LOCK_LUN", "hp-ux A.11.17", "A.11.18", None),
        ("cluster", "CLUSTER_LOCK_LUN", "linux A.11.17", None, None),
        ("cluster", "CLUSTER_LOCK_LUN", "A.11.17", None, None),  # Linux may have it
        ("modular-package", "vxvm_dg", "linux A.11.20.20", "A.12.00.00", None),
        ("modular-package", "vxvm_dg", "A.11.17", "A.11.18", None),
    ],
)
def test_what_a_release_does_not_have(kind: str, name: str, where: str, later: str | None, ended: str | None):
    parameter = load(kind).parameters[name]
    assert parameter.came_later(target(where)) == (later and Release.parse(later))
    assert parameter.ended_before(target(where)) == (ended and Release.parse(ended))


@pytest.mark.parametrize(
    ("name", "known"),
    [("QS_SMART_QUORUM", True), ("generic_resource_cmd", True), ("GENERIC_RESOURCE_", False), ("NODE_NAME", False)],
)
def test_remarks_on_names_of_which_too_little_is_known(name: str, *, known: bool):
    assert (load("cluster").remark(name) is not None) is known


def test_a_length_known_on_one_platform_only_is_not_known_without_one():
    row = Parameter("X", "b", ValueType.STRING, "", "", max_length_by_platform={"linux": 5})
    assert row.longest(Target()) is None
    assert row.longest(Target.parse("linux")) == 5


def test_a_name_stands_for_itself_before_it_stands_for_an_alias():
    old = Parameter("OLD", "b", ValueType.STRING, "", "")
    new = Parameter("NEW", "b", ValueType.STRING, "", "", aliases=("OLD",))
    catalogue = Catalogue.of("x", [], [old, new], {})
    assert catalogue.lookup("old") is old
