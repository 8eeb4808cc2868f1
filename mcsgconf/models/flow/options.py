"""Loops that go through the arguments of a script, where these are known: followed round by round.

A service's command mostly gives constants, so that which options are there, and which branch of the `case` each takes,
can be told. Where a round is not certain in every way the loop is left to the general rules.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mcsgconf.models.flow import outcomes
from mcsgconf.models.flow.outcomes import FALSE, LATE, TRUE, Kind, Way
from mcsgconf.models.verdict import StepKind
from mcsgconf.syntax.words import literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.models.flow.outcomes import Flow
    from mcsgconf.models.flow.run import Run
    from mcsgconf.models.flow.scope import State
    from mcsgconf.syntax.tree import Node

    OutOfRound = Callable[[Flow], Flow]

_SHIFTS = re.compile(r"(?<![\w$-])shift(?![\w-])")
_OTHERWISE = re.compile(r"(?<![\w$-])(?:getopts|set[ \t])|(?<!\w)OPTIND")
_READS_OPTIONS = re.compile(r"(?<![\w$-])getopts(?![\w-])")
_SPECIFICATION = re.compile(r":?(?:[A-Za-z0-9]:?)*")
_MOST_ARGUMENTS = 64
_CONTINUES = Way(Kind.CONTINUE, 1)


def shifted(run: Run, loop: Node, state: State, out_of_round: OutOfRound) -> Flow | None:
    """Follow a `while` or `until` whose rounds shift known arguments; None where it is no such loop, or not certain."""
    condition, body = loop.child("condition"), loop.child("body")
    code = run.unit.code[loop.start : loop.end]
    known = state.arguments
    if condition is None or body is None or known is None or len(known) > _MOST_ARGUMENTS:
        return None
    if not _SHIFTS.search(code) or _OTHERWISE.search(code):
        return None
    inside = replace(state.branch(), loops=state.loops + 1)
    ended: Flow = {}
    for number in range(len(known) + 1):
        answer = run.tested(condition.children, inside)
        answer = outcomes.inverted(answer) if loop.kind == "until" else answer
        if not _is_certain(answer) or inside.arguments is None:
            return None
        if FALSE in answer:
            _leave(state, inside)
            return outcomes.union(ended, _ended(run, loop, rounds=number))
        before, shifts = inside.arguments, run.process.shifts
        flow = run.statements(body.children, inside)
        ended = outcomes.union(ended, out_of_round(flow))
        if LATE in flow:
            return None
        if not (outcomes.falls(flow) or _CONTINUES in flow):
            inside.arguments = before if run.process.shifts == shifts else None
            _leave(state, inside)
            return ended
        if inside.arguments is None or len(inside.arguments) >= len(before) or _CONTINUES in flow:
            return None
    return None


def with_options(run: Run, loop: Node, state: State, out_of_round: OutOfRound) -> Flow | None:
    """Follow `while getopts …` where the arguments are known; None where it is no such loop, or not certain."""
    asked = _asked(run, loop)
    body = loop.child("body")
    if asked is None or body is None or not _is_only_reader(run, body):
        return None
    read = options(asked.specification, state.arguments)
    if read is None:
        return None
    inside = replace(state.branch(), loops=state.loops + 1)
    constants = run.process.constants
    ended: Flow = {}
    goes_on = True
    for letter, value in read.found:
        constants |= {asked.name: letter, "OPTARG": value}
        run.process.version += 1
        flow = run.statements(body.children, inside)
        ended = outcomes.union(ended, out_of_round(flow))
        goes_on = (outcomes.falls(flow) or _CONTINUES in flow) and LATE not in flow
        if not goes_on:
            break
    constants.pop(asked.name, None)
    constants.pop("OPTARG", None)
    if goes_on:
        constants["OPTIND"] = str(read.next)
        ended = outcomes.union(ended, _ended(run, loop, rounds=len(read.found)))
    run.process.version += 1
    arguments = state.arguments
    _leave(state, inside)
    state.arguments = arguments
    return ended


@dataclass(frozen=True, slots=True)
class Options:
    """What `getopts` finds: each letter with the value of OPTARG, and the number of the argument behind them."""

    found: tuple[tuple[str, str], ...]
    next: int


def options(specification: str, arguments: tuple[str | None, ...] | None) -> Options | None:
    """Return the options that `getopts` finds among arguments; None where one is not known, or shells differ."""
    if arguments is None or None in arguments or not _SPECIFICATION.fullmatch(specification):
        return None
    found: list[tuple[str, str]] = []
    left = deque(argument for argument in arguments if argument is not None)
    while left and (left[0][:1] == "+" or (left[0][:1] == "-" and len(left[0]) > 1)):
        letters = left.popleft()
        if letters == "--":
            break
        taken = _taken(specification, letters, left) if letters[0] == "-" else None
        if taken is None:
            return None
        found += taken
    return Options(tuple(found), len(arguments) - len(left) + 1)


def _taken(specification: str, letters: str, left: deque[str]) -> list[tuple[str, str]] | None:
    """Return the options in one argument; the value of the last one may be the next argument, which is taken out."""
    found: list[tuple[str, str]] = []
    for place, letter in enumerate(letters[1:], 2):
        known = specification.find(letter, 1 if specification.startswith(":") else 0) if letter != ":" else -1
        if known < 0:
            found.append(("?", letter if specification.startswith(":") else ""))
        elif not specification.startswith(":", known + 1):
            found.append((letter, ""))
        elif letters[place:] or left:
            return [*found, (letter, letters[place:] or left.popleft())]
        else:
            return None  # what shells say of one without its value differs, and so does where they go on
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a `getopts` asks for, and the variable it sets."""

    specification: str
    name: str


def _asked(run: Run, loop: Node) -> _Asked | None:
    condition = loop.child("condition")
    commands = condition.children if condition is not None and loop.kind == "while" else ()
    if len(commands) != 1 or commands[0].kind != "command":
        return None
    words = [run.unit.slice(child) for child in commands[0].children if child.kind == "word"]
    specification = literal(words[1]) if words[0] == "getopts" and len(words) == 3 else None
    return _Asked(specification, words[2]) if specification is not None and words[2].isidentifier() else None


def _is_only_reader(run: Run, body: Node) -> bool:
    """Tell whether this is the only `getopts` of the script, and its rounds leave arguments and place alone."""
    code = run.unit.code[body.start : body.end]
    readers = sum(len(_READS_OPTIONS.findall(unit.code)) for unit in run.process.units)
    set_back = any("OPTIND" in unit.assigned for unit in run.process.units)
    return readers == 1 and not set_back and not _SHIFTS.search(code) and not _OTHERWISE.search(code)


def _is_certain(answer: Flow) -> bool:
    return set(answer) <= {TRUE, FALSE} and len(answer) == 1


def _ended(run: Run, loop: Node, *, rounds: int) -> Flow:
    head = run.head(loop)
    if not rounds:
        return {TRUE: run.step_at(StepKind.NOT_A_LOOP, head, "this loop is never entered, nothing is left for it")}
    step = run.step_at(StepKind.BOUNDED, head, "this loop ends with the arguments it goes through")
    return {TRUE: step, FALSE: step}


def _leave(state: State, inside: State) -> None:
    """Make the state behind the loop what is known whether or not a round was gone through; the arguments are exact."""
    arguments = inside.arguments
    state.take(state.branch(), inside)
    state.arguments = arguments
