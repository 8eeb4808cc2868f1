"""How a statement can end: the algebra of the analysis.

A statement has a set of ways to end, each with a trail of steps that proves it. *Fresh* ways happen while everything
goes well; *late* ones only after a loop that watches something was left, for which something had to fail.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcsgconf.models.verdict import Step

Trail: TypeAlias = "Step | tuple[Trail, Trail] | None"
"""Steps in order; two trails are joined in a pair, so that joining costs nothing."""


class Kind(IntEnum):
    """The ways a statement can end."""

    TRUE = 0  # goes on with status 0
    FALSE = 1  # goes on with another status
    LATE = 2  # goes on, late
    EXIT_ZERO = 3
    EXIT = 4  # with a status that is not 0, or not known
    EXIT_ZERO_LATE = 5
    EXIT_LATE = 6
    RETURN_TRUE = 7
    RETURN_FALSE = 8
    RETURN_LATE = 9
    BREAK = 10
    BREAK_LATE = 11
    CONTINUE = 12
    BLOCK = 13  # never ends by itself
    HANG = 14  # may never end
    DOUBT = 15  # may do anything


class Way(NamedTuple):
    """A way to end; `level` is the number of loops that a break or continue goes out of."""

    kind: Kind
    level: int = 0


Flow: TypeAlias = "Mapping[Way, Trail]"

TRUE = Way(Kind.TRUE)
FALSE = Way(Kind.FALSE)
LATE = Way(Kind.LATE)
EXIT_ZERO = Way(Kind.EXIT_ZERO)
EXIT = Way(Kind.EXIT)
EXIT_ZERO_LATE = Way(Kind.EXIT_ZERO_LATE)
EXIT_LATE = Way(Kind.EXIT_LATE)
RETURN_TRUE = Way(Kind.RETURN_TRUE)
RETURN_FALSE = Way(Kind.RETURN_FALSE)
RETURN_LATE = Way(Kind.RETURN_LATE)
BLOCK = Way(Kind.BLOCK)
HANG = Way(Kind.HANG)
DOUBT = Way(Kind.DOUBT)

FALLS = (TRUE, FALSE, LATE)
"""The ways that lead to the next statement."""

SUCCEEDS: Flow = {TRUE: None}
FAILS: Flow = {FALSE: None}
RETURNS: Flow = {TRUE: None, FALSE: None}

_LATE = {
    Kind.TRUE: Kind.LATE,
    Kind.FALSE: Kind.LATE,
    Kind.EXIT_ZERO: Kind.EXIT_ZERO_LATE,
    Kind.EXIT: Kind.EXIT_LATE,
    Kind.RETURN_TRUE: Kind.RETURN_LATE,
    Kind.RETURN_FALSE: Kind.RETURN_LATE,
    Kind.BREAK: Kind.BREAK_LATE,
}
_ENDS_OF_SHELL = {
    Kind.EXIT_ZERO: TRUE,
    Kind.EXIT: FALSE,
    Kind.EXIT_ZERO_LATE: LATE,
    Kind.EXIT_LATE: LATE,
    Kind.RETURN_TRUE: TRUE,
    Kind.RETURN_FALSE: FALSE,
    Kind.RETURN_LATE: LATE,
    Kind.BREAK: TRUE,
    Kind.BREAK_LATE: LATE,
    Kind.CONTINUE: TRUE,
    Kind.DOUBT: HANG,
}
_ENDS_OF_FUNCTION = {Kind.RETURN_TRUE: TRUE, Kind.RETURN_FALSE: FALSE, Kind.RETURN_LATE: LATE}
_INVERTED = {Kind.TRUE: FALSE, Kind.FALSE: TRUE}


def falls(flow: Flow) -> bool:
    """Tell whether control can reach the next statement."""
    return TRUE in flow or FALSE in flow or LATE in flow


def join(before: Trail, after: Trail) -> Trail:
    """Return the steps of one trail and then those of the other."""
    if before is None:
        return after
    return before if after is None else (before, after)


def steps(trail: Trail) -> tuple[Step, ...]:
    """Return the steps of a trail in order."""
    found: list[Step] = []
    stack = [trail]
    while stack:
        piece = stack.pop()
        if isinstance(piece, tuple):
            stack += (piece[1], piece[0])
        elif piece is not None:
            found.append(piece)
    return tuple(found)


def union(*flows: Flow) -> Flow:
    """Return the ways of several flows; of two trails for one way the first stays."""
    result: dict[Way, Trail] = {}
    for flow in flows:
        for way, trail in flow.items():
            result.setdefault(way, trail)
    return result


def late(flow: Flow) -> Flow:
    """Return what a flow is when only a failure leads to it."""
    return renamed(flow, {kind: Way(late_kind) for kind, late_kind in _LATE.items()})


def behind(trail: Trail, flow: Flow) -> Flow:
    """Return `flow` with `trail` before each of its own."""
    return flow if trail is None else {way: join(trail, own) for way, own in flow.items()}


def without(flow: Flow, ways: Iterable[Way]) -> Flow:
    """Return the other ways of a flow."""
    leaving = set(ways)
    return {way: trail for way, trail in flow.items() if way not in leaving}


def only(flow: Flow, ways: Iterable[Way]) -> Flow:
    """Return some ways of a flow."""
    return {way: flow[way] for way in ways if way in flow}


def then(before: Flow, after: Flow) -> Flow:
    """Return the flow of a statement and of another one that follows wherever the first goes on."""
    result = dict(without(before, FALLS))
    fresh = TRUE if TRUE in before else FALSE
    if fresh in before:
        result = dict(union(result, behind(before[fresh], after)))
    if LATE in before:
        result = dict(union(result, behind(before[LATE], late(after))))
    return result


def inverted(flow: Flow) -> Flow:
    """Return the flow of `! command`."""
    return renamed(flow, _INVERTED)


def of_subshell(flow: Flow) -> Flow:
    """Return what a flow is for the shell that waits for the subshell or script in which it happens."""
    return renamed(flow, _ENDS_OF_SHELL)


def of_function(flow: Flow) -> Flow:
    """Return what the flow of a function's body is for its caller."""
    return renamed(flow, _ENDS_OF_FUNCTION)


def renamed(flow: Flow, names: Mapping[Kind, Way]) -> Flow:
    """Return a flow whose ways have changed kind; the level of a break stays with what is still a break."""
    result: dict[Way, Trail] = {}
    for way, trail in flow.items():
        new = names.get(way.kind)
        if new is None:
            new = way
        elif new.kind is Kind.BREAK_LATE:
            new = Way(new.kind, way.level)
        result.setdefault(new, trail)
    return result
