"""Which rule speaks for which mistake of which parameter, as a table.

The checks that the catalogue drives find a mistake first and look up here whose it is: a rule of its own where the
parameter has one, that of its block, or the general rule of the kind of file. Nothing here judges.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from mcsgconf.catalogue import ValueType
from mcsgconf.models.kind import Kind
from mcsgconf.models.value_problem import ProblemKind

if TYPE_CHECKING:
    from mcsgconf.catalogue import Parameter


class Shape(StrEnum):
    """In what way a parameter stands wrong, whatever its value."""

    MISSING = "missing"
    REPEATED = "repeated"
    ORPHAN = "orphan"  # outside the block it belongs to
    TOO_MANY = "too many"


_CLUSTER = (Kind.CLUSTER,)
_LEGACY = (Kind.LEGACY_PACKAGE,)
_MODULAR = (Kind.MODULAR_PACKAGE,)
_PACKAGES = (*_LEGACY, *_MODULAR)
_ALL = (*_CLUSTER, *_PACKAGES)

ODD = "value"  # any mistake of the value
RANGE, TYPE, WORD, LENGTH = ProblemKind.RANGE, ProblemKind.TYPE, ProblemKind.WORD, ProblemKind.LENGTH
MISSING, REPEATED, TOO_MANY = Shape.MISSING, Shape.REPEATED, Shape.TOO_MANY

_BY_PARAMETER: tuple[tuple[str, tuple[Kind, ...], str, tuple[str, ...]], ...] = (
    ("MC101", _CLUSTER, "CLUSTER_NAME", (ODD, MISSING)),
    ("MC103", _CLUSTER, "NODE_NAME", (MISSING,)),
    ("MC106", _ALL, "NODE_NAME", (LENGTH,)),
    ("MC106", _MODULAR, "IP_SUBNET_NODE", (LENGTH,)),
    ("MC107", _CLUSTER, "NODE_NAME", (TOO_MANY,)),
    ("MC113", _CLUSTER, "FIRST_CLUSTER_LOCK_PV SECOND_CLUSTER_LOCK_PV", (ODD, REPEATED)),
    ("MC117", _CLUSTER, "CLUSTER_LOCK_LUN", (ODD, REPEATED)),
    ("MC119", _CLUSTER, "QS_POLLING_INTERVAL QS_TIMEOUT_EXTENSION", (RANGE,)),
    ("MC122", _CLUSTER, "SERIAL_DEVICE_FILE", (ODD, REPEATED)),
    ("MC127", _CLUSTER, "HEARTBEAT_IP", (REPEATED,)),
    ("MC131", _CLUSTER, "HEARTBEAT_INTERVAL", (RANGE,)),
    ("MC132", _CLUSTER, "NODE_TIMEOUT", (RANGE,)),
    ("MC133", _CLUSTER, "MEMBER_TIMEOUT", (RANGE,)),
    ("MC135", _CLUSTER, "AUTO_START_TIMEOUT", (RANGE,)),
    ("MC136", _CLUSTER, "NETWORK_POLLING_INTERVAL", (RANGE,)),
    ("MC137", _CLUSTER, "MAX_CONFIGURED_PACKAGES", (ODD,)),
    ("MC138", _CLUSTER, "VOLUME_GROUP", (ODD,)),
    ("MC142", _CLUSTER, "CAPACITY_NAME WEIGHT_NAME", (ODD, TOO_MANY)),
    ("MC143", _ALL, "USER_NAME", (ODD, TOO_MANY)),
    ("MC147", _CLUSTER, "HOSTNAME_ADDRESS_FAMILY", (ODD,)),
    ("MC149", _CLUSTER, "SITE", (REPEATED,)),
    ("MC155", _CLUSTER, "NETWORK_FAILURE_DETECTION NETWORK_AUTO_FAILBACK", (ODD,)),
    ("MC202", _PACKAGES, "SERVICE_NAME", (ODD,)),
    ("MC204", _PACKAGES, "PACKAGE_NAME", (ODD, MISSING)),
    ("MC205", _LEGACY, "NODE_NAME", (MISSING,)),
    ("MC208", _LEGACY, "RUN_SCRIPT HALT_SCRIPT", (ODD, MISSING)),
    ("MC209", _PACKAGES, "RUN_SCRIPT_TIMEOUT HALT_SCRIPT_TIMEOUT", (ODD,)),
    ("MC213", _PACKAGES, "SERVICE_HALT_TIMEOUT", (RANGE,)),
    ("MC217", _PACKAGES, "SERVICE_NAME", (TOO_MANY,)),
    ("MC218", _LEGACY, "SUBNET", (ODD,)),
    ("MC218", _MODULAR, "MONITORED_SUBNET", (ODD,)),
    ("MC224", _PACKAGES, "RESOURCE_NAME", (ODD, TOO_MANY)),
    ("MC228", _PACKAGES, "DEPENDENCY_NAME", (ODD,)),
    ("MC229", _PACKAGES, "PRIORITY", (ODD,)),
    ("MC404", _MODULAR, "SERVICE_RESTART", (ODD,)),
    ("MC413", _MODULAR, "PEV_*", (ODD,)),
    ("MC415", _MODULAR, "GENERIC_RESOURCE_NAME", (ODD,)),
    ("MC417", _MODULAR, "LOG_LEVEL", (ODD,)),
)
_BY_BLOCK: dict[tuple[Kind, str], str] = {
    (Kind.CLUSTER, "node"): "MC108",
    (Kind.CLUSTER, "interface"): "MC108",
    (Kind.CLUSTER, "capacity"): "MC142",
    (Kind.CLUSTER, "weight"): "MC142",
    (Kind.CLUSTER, "subnet"): "MC140",
    (Kind.CLUSTER, "access"): "MC143",
    (Kind.LEGACY_PACKAGE, "access"): "MC143",
    (Kind.LEGACY_PACKAGE, "service"): "MC212",
    (Kind.LEGACY_PACKAGE, "resource"): "MC224",
    (Kind.LEGACY_PACKAGE, "dependency"): "MC228",
    (Kind.MODULAR_PACKAGE, "access"): "MC143",
    (Kind.MODULAR_PACKAGE, "resource"): "MC224",
    (Kind.MODULAR_PACKAGE, "dependency"): "MC228",
    (Kind.MODULAR_PACKAGE, "service"): "MC402",
    (Kind.MODULAR_PACKAGE, "ip_subnet"): "MC405",
    (Kind.MODULAR_PACKAGE, "filesystem"): "MC408",
    (Kind.MODULAR_PACKAGE, "generic_resource"): "MC415",
}
"""Rules that speak for lines that are missing from a block, stand in it twice or outside it."""

_NUMBERS = frozenset({ValueType.INTEGER, ValueType.DURATION, ValueType.FLOAT})
_VALUES_BY_BLOCK = frozenset(
    {"access", "capacity", "weight", "subnet", "resource", "dependency", "generic_resource"}
)  # blocks whose rule speaks for the values in them, too

_GENERAL = {Kind.CLUSTER: "MC156", Kind.LEGACY_PACKAGE: "MC231", Kind.MODULAR_PACKAGE: "MC419"}
_REPEATED = {Kind.CLUSTER: "MC102", Kind.LEGACY_PACKAGE: "MC222", Kind.MODULAR_PACKAGE: "MC222"}
CHOICE = "MC219"
NEAR_A_WORD = "MC232"

_OWN = {
    (kind, name, sort): code
    for code, kinds, names, sorts in _BY_PARAMETER
    for kind in kinds
    for name in names.split()
    for sort in sorts
}


def code_of_value(kind: Kind, parameter: Parameter, problem: ProblemKind, *, near_a_word: bool = False) -> str:
    """Return the code of the rule that speaks for a mistake in the value of a parameter.

    `near_a_word` says that a value which should be a number is almost the word that may stand for one.
    """
    if near_a_word and kind is not Kind.CLUSTER and parameter.type in _NUMBERS:
        return NEAR_A_WORD
    name = parameter.name.upper()
    own = _OWN.get((kind, name, problem)) or _OWN.get((kind, name, ODD))
    if own is not None:
        return own
    if parameter.block in _VALUES_BY_BLOCK and (kind, parameter.block) in _BY_BLOCK:
        return _BY_BLOCK[kind, parameter.block]
    if kind is not Kind.CLUSTER and parameter.type in {ValueType.ENUM, ValueType.FLAG}:
        return CHOICE
    return _GENERAL[kind]


def code_of_shape(kind: Kind, parameter: Parameter, shape: Shape, block: str) -> str:
    """Return the code of the rule that speaks for a parameter that stands wrong; `block` is the one it belongs to."""
    own = _OWN.get((kind, parameter.name.upper(), shape))
    if own is not None:
        return own
    if (kind, block) in _BY_BLOCK:
        return _BY_BLOCK[kind, block]
    return _REPEATED[kind] if shape is Shape.REPEATED else _GENERAL[kind]


def code_of_block(kind: Kind, block: str) -> str | None:
    """Return the code of the rule that speaks for a block as a whole, None where there is none."""
    return _BY_BLOCK.get((kind, block))


def of_product(parameter: Parameter) -> bool:
    """Tell whether a parameter comes with another product's module: of those too little is known to be strict."""
    return "/" in parameter.name


VALUE_CODES = tuple(
    sorted(
        {code for (_, _, sort), code in _OWN.items() if sort == ODD or sort in set(ProblemKind)}
        | {code for (_, block), code in _BY_BLOCK.items() if block in _VALUES_BY_BLOCK}
        | {CHOICE, NEAR_A_WORD, *_GENERAL.values()}
    )
)
SHAPE_CODES = tuple(
    sorted(
        {code for (_, _, sort), code in _OWN.items() if sort in set(Shape)}
        | {*_BY_BLOCK.values(), *_GENERAL.values(), *_REPEATED.values()}
    )
)
