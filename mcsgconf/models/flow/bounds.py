"""Loops that end by themselves because something counts: a variable that moves towards a constant, or the clock.

A loop counts as bounded only when every round moves its counter and nothing else does: one doubt, and it is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.flow.arithmetic import integer, value_of
from mcsgconf.models.flow.outcomes import FALSE, TRUE
from mcsgconf.models.flow.scope import Feed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.models.flow.run import Run
    from mcsgconf.models.flow.scope import State
    from mcsgconf.syntax.tree import Node

_MOST_ROUNDS = 1_000_000
_LONGEST = 10_000_000  # seconds that a loop by the clock may take, a third of a year
_SITE = 32  # characters of text that a look at one assignment is worth
_CLOCK = "SECONDS"

_NAME = r"[A-Za-z_]\w*+"
_VARIABLE = re.compile(rf"\"?\$\{{?({_NAME})\}}?\"?|({_NAME})", re.ASCII)
_STEP = re.compile(
    rf"(?:(?P<let>let[ \t]+|:[ \t]+)?)[\"']?(?:\$?\(\([ \t]*)?(?P<name>{_NAME})[ \t]*"
    rf"(?:(?P<unit>\+\+|--)|(?P<add>[-+])=[ \t]*(?P<amount>\d+)"
    rf"|=[ \t]*\"?(?:\$\(\(|\$\(|`)?[ \t]*(?P<expr>expr[ \t]+)?\"?\$?\{{?(?P<again>{_NAME})\}}?\"?"
    rf"[ \t]*(?P<sign>[-+])[ \t]*(?P<by>\d+)[ \t]*(?:\)\)|\)|`)?\"?)[ \t]*(?:\)\))?[\"']?",
    re.ASCII,
)
_STEPPED_BEFORE = re.compile(rf"\(\([ \t]*(?P<unit>\+\+|--)(?P<name>{_NAME})[ \t]*\)\)", re.ASCII)
_CONSTANT = re.compile(rf"{_NAME}[ \t]*=[ \t]*[\"']?(-?\d+)[\"']?(?=[\s;)&]|\Z)", re.ASCII)
_COMPARISON = re.compile(
    rf"[ \t]*\$?(?P<left>{_NAME})(?P<step>\+\+|--)?[ \t]*(?P<operator><=|>=|<|>|!=|==)[ \t]*(?P<right>[^<>=!&|]+)",
    re.ASCII,
)
_CONTINUE = re.compile(r"(?<![\w$-])continue(?![\w-])")
_SET = re.compile(r"(?<![\w$-])set[ \t]")
_NOW = re.compile(r"\"?(?:\$\(|`)date \+%s(?:\)|`)\"?")
_LATER = re.compile(rf"{_NAME}=\"?\$\(\([ \t]*(?:\$\(|`)date \+%s(?:\)|`)[ \t]*\+[ \t]*(\d{{1,9}})[ \t]*\)\)", re.ASCII)
_LEAVING = frozenset({"break", "exit", "return"})

_WORD_OPERATORS = {"-lt": "<", "-le": "<=", "-gt": ">", "-ge": ">=", "-ne": "!=", "-eq": "=="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "!=": "!=", "==": "=="}
_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "!=": "==", "==": "!="}


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A loop goes on while the variable stands in this relation to the bound; `step` is what the comparison adds."""

    name: str
    operator: str
    bound: int
    node: Node
    step: int = 0

    def negated(self) -> _Comparison:
        """Return the comparison that holds where this one does not."""
        return _Comparison(self.name, _NEGATED[self.operator], self.bound, self.node, self.step)


def bounded_by_condition(run: Run, loop: Node, state: State) -> str | None:
    """Return why a `while` or `until` ends by itself (a sentence), None where that is not certain."""
    condition, body = loop.child("condition"), loop.child("body")
    if condition is None or body is None or not condition.children:
        return None
    last = condition.children[-1]
    if last.kind == "command" and _name_of(run, last) == "getopts" and not _starts_options_again(run, loop):
        return "this loop ends with the options it goes through"
    if _shifts(run, body) and _leaves_without_arguments(run, loop, condition, state):
        return "this loop ends with the arguments it goes through"
    if _ends_by_clock(run, loop, last):
        return "this loop ends after a time"
    joint = "&&" if loop.kind == "while" else "||"
    for comparison in _comparisons(run, last, joint, state):
        wanted = comparison if loop.kind == "while" else comparison.negated()
        reason = _reason(run, loop, wanted, [*condition.children, *body.children], body.start)
        if reason is not None:
            return reason
    return None


def bounded_by_break(run: Run, loop: Node, state: State) -> str | None:
    """Return why a loop whose condition always holds is left by itself, None where that is not certain."""
    body = loop.child("body")
    if body is None:
        return None
    for child in body.children:
        for comparison in _leaving_tests(run, child, state):
            reason = _reason(run, loop, comparison, body.children, child.end)
            if reason is not None:
                return reason
        if _reads_or_leaves(run, child, state) and not _CONTINUE.search(run.unit.code, body.start, child.start):
            return "this loop ends with its input"
    return None


def _reads_or_leaves(run: Run, node: Node, state: State) -> bool:
    """Tell whether a statement is `read … || break`, and what is read has an end."""
    commands = [child for child in node.children if child.kind != "operator"]
    operators = [run.unit.slice(child) for child in node.children if child.kind == "operator"]
    if node.kind != "and-or" or operators != ["||"] or not _leaves(run, commands[1]) or state.feed is not Feed.ENDS:
        return False
    return (
        commands[0].kind == "command"
        and _name_of(run, commands[0]) == "read"
        and len(commands[0].children) > 1
        and not any(
            child.kind == "redirection" or run.unit.slice(child).startswith(("-u", "-p"))
            for child in commands[0].children
        )
    )


def header_is_bounded(run: Run, loop: Node, header: list[str], state: State) -> str | None:
    """Return why a `for ((start; condition; step))` ends by itself, None where that is not certain."""
    arithmetic, body = loop.child("arithmetic"), loop.child("body")
    found = _COMPARISON.fullmatch(header[1]) if len(header) == 3 else None
    step = _step_of(f"(({header[2].strip()}))") if found else None
    start = _CONSTANT.fullmatch(header[0].strip()) if step else None
    if found is None or step is None or start is None or arithmetic is None or body is None:
        return None
    bound = value_of(found["right"], run.words(state).variable)
    starts_it = header[0].strip().startswith(found["left"])
    if step[0] != found["left"] or bound is None or found["step"] or not starts_it:
        return None
    if any(arithmetic.end <= at < loop.end for at in run.unit.assigned.get(step[0], ())) or _calls_assigner(
        run, step[0], loop
    ):
        return None
    return _rounds(_Comparison(step[0], found["operator"], bound, arithmetic), step[1], [int(start[1])])


def _name_of(run: Run, command: Node) -> str:
    word = command.child("word")
    return run.unit.slice(word) if word is not None else ""


def _starts_options_again(run: Run, loop: Node) -> bool:
    return any(loop.start <= at < loop.end for at in run.unit.assigned.get("OPTIND", ()))


def _shifts(run: Run, body: Node) -> bool:
    """Tell whether every round takes one argument away."""
    shifts = [child for child in body.children if child.kind == "command" and run.unit.slice(child) == "shift"]
    if not shifts or _CONTINUE.search(run.unit.code, body.start, shifts[0].start):
        return False
    return not _SET.search(run.unit.code, body.start, body.end)


def _leaves_without_arguments(run: Run, loop: Node, condition: Node, state: State) -> bool:
    """Tell whether the loop is left when no argument is left."""
    empty = state.branch()
    empty.arguments = ()
    answer = run.tested(condition.children, empty)
    leaves, stays = (FALSE, TRUE) if loop.kind == "while" else (TRUE, FALSE)
    return leaves in answer and stays not in answer


def _ends_by_clock(run: Run, loop: Node, condition: Node) -> bool:
    """Tell whether the loop goes on until a time that was reckoned before it: `[ $(date +%s) -lt $end ]`."""
    words = [run.unit.slice(child) for child in condition.children if child.kind == "word"]
    if loop.kind != "while" or condition.kind != "command" or words[:1] != ["["] or len(words) != 5:
        return False
    limit = _VARIABLE.fullmatch(words[3])
    if not _NOW.fullmatch(words[1]) or words[2] not in {"-lt", "-le"} or limit is None:
        return False
    sites = run.unit.assigned.get(limit[1] or limit[2], ())
    if len(sites) != 1 or loop.start <= sites[0] < loop.end:
        return False
    reckoned = _LATER.match(run.unit.code, sites[0])
    return reckoned is not None and int(reckoned[1]) <= _LONGEST


def _comparisons(run: Run, node: Node, joint: str, state: State) -> Iterator[_Comparison]:
    """Yield the comparisons of a counter, one of which alone ends the condition when it no longer holds."""
    match node.kind:
        case "and-or":
            operators = {run.unit.slice(child) for child in node.children if child.kind == "operator"}
            if operators == {joint}:
                for child in node.children:
                    if child.kind in {"command", "test", "arithmetic"}:
                        yield from _comparisons(run, child, joint, state)
        case "command":
            words = [run.unit.slice(child) for child in node.children if child.kind == "word"]
            if words[:1] in (["["], ["test"]):
                yield from _in_words(run, node, words[1:4], words[4:], state)
        case "test":
            words = [run.unit.slice(child) for child in node.children]
            yield from _in_words(run, node, words[:3], words[3:], state)
        case "arithmetic":
            found = _COMPARISON.fullmatch(run.unit.slice(node)[2:-2].rstrip())
            bound = value_of(found["right"], run.words(state).variable) if found else None
            if found and bound is not None:
                step = {"++": 1, "--": -1}.get(found["step"] or "", 0)
                yield _Comparison(found["left"], found["operator"], bound, node, step)


def _in_words(run: Run, node: Node, words: list[str], rest: list[str], state: State) -> Iterator[_Comparison]:
    if len(words) != 3 or rest not in ([], ["]"]):
        return
    left, operator, right = words
    symbol = _WORD_OPERATORS.get(operator)
    if symbol is None:
        return
    for variable, other, direction in ((left, right, symbol), (right, left, _MIRRORED[symbol])):
        found = _VARIABLE.fullmatch(variable)
        value = run.words(state).value(other)
        bound = integer(value) if value is not None else None
        if found and bound is not None:
            yield _Comparison(found[1] or found[2], direction, bound, node)


def _leaving_tests(run: Run, node: Node, state: State) -> Iterator[_Comparison]:
    """Yield what must hold for the loop to go on, where a statement of its body leaves it otherwise."""
    if node.kind == "and-or":
        commands = [child for child in node.children if child.kind != "operator"]
        operators = [run.unit.slice(child) for child in node.children if child.kind == "operator"]
        if len(commands) == 2 and _leaves(run, commands[1]):
            for comparison in _comparisons(run, commands[0], "", state):
                yield comparison.negated() if operators == ["&&"] else comparison
    elif node.kind == "if":
        condition, body = node.child("condition"), node.child("body")
        if (
            condition is not None
            and body is not None
            and len(condition.children) == 1
            and _ends_leaving(run, body.children)
        ):
            for comparison in _comparisons(run, condition.children[0], "", state):
                yield comparison.negated()


def _leaves(run: Run, node: Node) -> bool:
    return _ends_leaving(run, node.children) if node.kind == "group" else _is_leaving(run, node)


def _is_leaving(run: Run, node: Node) -> bool:
    return node.kind == "command" and _name_of(run, node) in _LEAVING


def _ends_leaving(run: Run, statements: Iterable[Node]) -> bool:
    """Tell whether statements end in one that leaves the loop, and none before it can go round that."""
    commands = [node for node in statements if node.kind not in {"comment", "here-document", "redirection"}]
    if not commands or not _is_leaving(run, commands[-1]):
        return False
    return not _CONTINUE.search(run.unit.code, commands[0].start, commands[-1].end)


def _reason(run: Run, loop: Node, comparison: _Comparison, statements: Iterable[Node], end: int = 0) -> str | None:
    """Return why the loop ends, where each round moves the counter and nothing else does.

    `statements` are those that every round comes to, unless a `continue` stands before the step or before `end`.
    """
    unit, name = run.unit, comparison.name
    inside = [at for at in unit.assigned.get(name, ()) if loop.start <= at < loop.end]
    if _calls_assigner(run, name, loop):
        return None
    if name == _CLOCK and not inside:
        near = comparison.operator in {"<", "<="} and comparison.bound <= _LONGEST
        return f"this loop ends after {comparison.bound} seconds" if near else None
    if len(inside) != 1:
        return None
    step = comparison.step
    if not step:
        for node in statements:
            found = _step_of(unit.slice(node)) if node.kind in {"command", "arithmetic"} else None
            here = found is not None and found[0] == name and node.start <= inside[0] < node.end
            if found is not None and here and _adds(run, unit.slice(node), name):
                step, end = found[1], max(end, node.start)
    if not step or _CONTINUE.search(unit.code, loop.start, max(end, loop.start)):
        return None
    starts = _starts(run, loop, name)
    return _rounds(comparison, step, starts) if starts else None


def _adds(run: Run, text: str, name: str) -> bool:
    """Tell whether a step adds numbers: outside arithmetic, `n=n+1` and `n+=1` only do for a declared integer."""
    return text.startswith(("let", "((", ":")) or "$((" in text or "expr" in text or name in run.unit.integers


def _starts(run: Run, loop: Node, name: str) -> list[int] | None:
    """Return the constants that the counter may start from; None where it may start from anything else."""
    unit = run.unit
    if any(other.assigned.get(name) for other in run.process.units if other is not unit):
        return None
    starts: list[int] = []
    for at in unit.assigned.get(name, ()):
        if loop.start <= at < loop.end:
            continue
        found = _CONSTANT.match(unit.code, at)
        if found is None or found[0].partition("=")[0].strip() != name:
            return None
        starts.append(int(found[1]))
    return starts or None


def _calls_assigner(run: Run, name: str, loop: Node) -> bool:
    """Tell whether a function that is not one round the loop may assign the variable."""
    sites = run.unit.assigned.get(name, ())
    run.engine.charge(len(sites) * _SITE)
    for at in sites:
        if any(not (round_.start <= loop.start and loop.end <= round_.end) for round_ in run.unit.functions_round(at)):
            return True
    return any(other.assigned.get(name) for other in run.process.units if other is not run.unit)


def _step_of(text: str) -> tuple[str, int] | None:
    """Return the variable that a statement moves, and by how much; None for any other statement."""
    found = _STEP.fullmatch(text) or _STEPPED_BEFORE.fullmatch(text)
    if found is None:
        return None
    groups = found.groupdict()
    if groups["unit"]:
        return found["name"], 1 if groups["unit"] == "++" else -1
    if groups["add"]:
        return found["name"], int(f"{groups['add']}{groups['amount'][:9]}")
    if groups["again"] != found["name"]:
        return None
    return found["name"], int(f"{groups['sign']}{groups['by'][:9]}")


def _rounds(comparison: _Comparison, step: int, starts: list[int]) -> str | None:
    """Return the sentence for a counter that goes from any of `starts` by `step` while the comparison holds."""
    most = 0
    for start in starts:
        distance = comparison.bound - start
        match comparison.operator:
            case "<" | "<=":
                towards = step > 0
            case ">" | ">=":
                towards = step < 0
            case "!=":
                towards = step != 0 and distance % step == 0 and distance // step >= 0
            case _:
                return None
        if not towards:
            return None
        most = max(most, abs(distance) // abs(step) + (comparison.operator in {"<=", ">="}))
        if (distance > 0) != (step > 0):
            most = max(most, 1)
    if most > _MOST_ROUNDS:
        return None
    return f"this loop ends after {most} round{'s' * (most != 1)} at the latest"
