"""What a value is in a file: the other way round of `convert`. Quotation marks are the business of each kind of file."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING

from mcsgconf.catalogue import ValueType
from mcsgconf.catalogue.availability import absence
from mcsgconf.errors import UsageError
from mcsgconf.models import convert
from mcsgconf.models.criteria import Comparison, Condition, Criterion
from mcsgconf.models.value_problem import ProblemKind, value_problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.catalogue import Catalogue, Parameter, Target
    from mcsgconf.models.located import Located

_UNITS = {"us": timedelta(microseconds=1), "s": timedelta(seconds=1)}
_BARE_WORD = re.compile(r"[A-Za-z_/][A-Za-z0-9_./-]*", re.ASCII)


def parameter_of(names: Sequence[str], table: Catalogue, target: Target) -> Parameter:
    """Return the parameter of a field that `target` has; `names` are its names, the newest first.

    Raises:
        UsageError: the target has none of them.
    """
    known = [row for row in map(table.lookup, names) if row is not None]
    for parameter in known:
        if absence(parameter, target) is None:
            return parameter
    raise UsageError(f"{known[0].name} {absence(known[0], target)}; {target} does not have it")


def text_of(parameter: Parameter, located: Located[object], target: Target) -> str:
    """Return the text of a value that is not None, without quotation marks, in the catalogue's spelling and unit.

    Raises:
        UsageError: the value is a word that the target does not have, or no whole number of the parameter's unit.
    """
    text = _address_as_given(parameter, located) or _written(parameter, located.value)
    problem = value_problem(parameter, text, target)
    if problem is not None and problem.kind is ProblemKind.RELEASE:
        raise UsageError(f"{parameter.name} {text} does not exist in {target}: expected {problem.expected}")
    return text


def _address_as_given(parameter: Parameter, located: Located[object]) -> str | None:
    """Return the text of an address that says more than its value: the prefix length of an IPv6 subnet."""
    given = located.text.strip("\"'")
    if parameter.type not in {ValueType.IP, ValueType.SUBNET} or "/" not in given:
        return None
    return given if convert.address(parameter, given) == located.value else None


def _written(parameter: Parameter, value: object) -> str:
    if parameter.type is ValueType.RESTART:
        return "-R" if isinstance(value, str) else f"-r {value}" if value else ""
    match value:
        case bool():
            yes, no = ("1", "0") if parameter.type is ValueType.BIT else ("YES", "NO")
            return _in_case_of(parameter, yes if value else no)
        case timedelta():
            return _count(parameter, value)
        case 0 if "none" in parameter.values:
            return "none"
        case float():
            return _decimal(value)
        case tuple():
            return " ".join(map(str, value))
        case Condition(package, state):
            return f"{package} = {state}"
        case Criterion(comparisons):
            return " and ".join(_comparison(parameter, one) for one in comparisons)
        case str() | int() | IPv4Address() | IPv6Address():
            return str(value)
        case _:
            raise UsageError(f"{parameter.name}: {value!r} is no value of a configuration")


def _in_case_of(parameter: Parameter, word: str) -> str:
    return word.lower() if parameter.name.islower() else word


def _count(parameter: Parameter, value: timedelta) -> str:
    """Return a duration as a number of the parameter's unit."""
    if parameter.unit is None:
        raise UsageError(f"{parameter.name} is no duration")
    count, rest = divmod(value, _UNITS[parameter.unit])
    if rest:
        raise UsageError(f"{parameter.name}: {value} is no whole number of seconds")
    return str(count)


def _decimal(value: float) -> str:
    """Return a number as the files write it: without an exponent, and without decimals where it needs none."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _comparison(parameter: Parameter, comparison: Comparison) -> str:
    blank = "" if parameter.block == "generic_resource" else " "  # written together in every example of it
    return f"{comparison.operator}{blank}{_operand(comparison.value)}"


def _operand(value: float | str) -> str:
    if not isinstance(value, str):
        return _decimal(float(value))
    if _BARE_WORD.fullmatch(value):
        return value
    return f"'{value}'" if '"' in value else f'"{value}"'
