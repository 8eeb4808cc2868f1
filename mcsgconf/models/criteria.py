"""Values that are small sentences: the condition of a dependency, the criterion by which a resource counts as up.

`convert` has their readers beside those of all other types. Few files have such values, and no other loads this module.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from mcsgconf.models import convert

if TYPE_CHECKING:
    from mcsgconf.catalogue import Parameter

Operator: TypeAlias = Literal["==", "=", "!=", ">", "<", ">=", "<="]

_CONDITION = re.compile(r"([^\s=]+)[ \t]*=[ \t]*(up|down)", re.IGNORECASE)
_COMPARISON = re.compile(r"(==|!=|>=|<=|=|>|<)[ \t]*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_JOINT = re.compile(r"[ \t]+and[ \t]+", re.IGNORECASE)
_OPERATORS: dict[str, Operator] = {"==": "==", "=": "=", "!=": "!=", ">": ">", "<": "<", ">=": ">=", "<=": "<="}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a dependency asks of another package: that it is up, or that it is down."""

    package: str
    state: Literal["UP", "DOWN"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One operator and the value it compares with; `value` is a number wherever the text is one."""

    operator: Operator
    value: float | str


@dataclass(frozen=True, slots=True)
class Criterion:
    """When a resource counts as up: one comparison, or two joined by `and`."""

    comparisons: tuple[Comparison, ...]


def condition(_parameter: Parameter, text: str) -> Condition | None:
    """Return a dependency condition: `pkg1 = UP`, `pkg1=down`."""
    match = _CONDITION.fullmatch(text)
    if match is None:
        return None
    return Condition(match[1], "UP" if match[2].casefold() == "up" else "DOWN")


def criterion(parameter: Parameter, text: str) -> Criterion | None:
    """Return a resource criterion: `<50`, `> -5 and < 10`, `= "On Course"`."""
    comparisons: list[Comparison] = []
    at = 0
    while match := _COMPARISON.match(text, at):
        comparisons.append(_comparison(parameter, match))
        joint = _JOINT.match(text, match.end())
        if joint is None:
            return Criterion(tuple(comparisons)) if match.end() == len(text) else None
        at = joint.end()
    return None


def _comparison(parameter: Parameter, match: re.Match[str]) -> Comparison:
    operator, double, single, bare = match.groups()
    text = double if double is not None else single if single is not None else bare
    value = convert.number(parameter, bare) if bare is not None else None
    return Comparison(_OPERATORS[operator], text if value is None else value)


def parts(value: object) -> tuple[str, ...]:
    """Return what a composed value is made of: the operators of a criterion, the state of a condition."""
    match value:
        case Criterion(comparisons):
            return tuple(comparison.operator for comparison in comparisons)
        case Condition(_, state):
            return (state,)
        case _:
            return ()
