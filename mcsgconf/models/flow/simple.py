"""Simple commands: what their words are, what they assign, and who knows what the command does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.flow import outcomes
from mcsgconf.models.flow.arithmetic import value_of
from mcsgconf.models.flow.builtins import BUILTINS
from mcsgconf.models.flow.calls import call_function
from mcsgconf.models.flow.conditions import double_bracket
from mcsgconf.models.flow.expansion import arithmetic_commands, redirections, run_substitutions
from mcsgconf.models.flow.outcomes import FAILS, HANG, RETURNS, SUCCEEDS
from mcsgconf.models.flow.processes import as_service, run_program
from mcsgconf.models.flow.programs import UNCOUNTED
from mcsgconf.models.flow.unit import substitutions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.models.flow.outcomes import Flow
    from mcsgconf.models.flow.run import Run
    from mcsgconf.models.flow.scope import Arguments, State
    from mcsgconf.syntax.tree import Node

_JOB = frozenset({"$!", '"$!"', "${!}", '"${!}"'})
_CHANGING_OPTIONS = frozenset("lLRuZ")


def command(run: Run, node: Node, state: State) -> Flow:
    """Follow a simple command."""
    words = [child for child in node.children if child.kind == "word"]
    assignments = [child for child in node.children if child.kind == "assignment"]
    values = [value for assignment in assignments for value in assignment.children if value.kind in {"value", "array"}]
    before = state.feed
    flow = run_substitutions(run, [*words, *values], state)
    flow = outcomes.then(flow, redirections(run, node, state))
    if outcomes.falls(flow):
        flow = outcomes.then(flow, _done(run, node, words, assignments, state))
    if not _only_redirects_shell(run, words):
        state.feed = before
    return flow


def _only_redirects_shell(run: Run, words: list[Node]) -> bool:
    return len(words) == 1 and run.unit.slice(words[0]) == "exec"


def _done(run: Run, node: Node, words: list[Node], assignments: list[Node], state: State) -> Flow:
    if not words:
        _assign(run, assignments, state)
        runs = any(substitutions(run.unit.slice(assignment)) for assignment in assignments)
        return RETURNS if runs else SUCCEEDS
    fields = _fields(run, words, state)
    if not fields or fields[0] is None:
        return {HANG: run.doubt(words[0], "what command this is cannot be told"), **RETURNS}
    name = fields[0]
    if name in run.process.functions:
        return call_function(run, node, name, _known(fields[1:]), state)
    if run.process.is_alias(name):
        return {outcomes.DOUBT: run.doubt(words[0], f"what the alias {name} stands for is not followed")}
    if name in _DECLARATIONS and not _changes_value(fields[1:]):
        _assign(run, assignments, state)
    builtin = BUILTINS.get(name)
    if builtin is not None:
        return builtin(run, node, fields, state)
    return as_service(run, node, fields, state) if run.is_service else run_program(run, node, fields, state)


_DECLARATIONS = frozenset("export readonly typeset declare local integer".split())


def _changes_value(options: Arguments | list[str | None]) -> bool:
    return any(word is None or (word[:1] == "-" and set(word) & _CHANGING_OPTIONS) for word in options)


def _known(fields: list[str | None]) -> Arguments | None:
    return None if UNCOUNTED in fields else tuple(fields)


def _fields(run: Run, words: Iterable[Node], state: State) -> list[str | None]:
    """Return the words of a command as the shell would pass them."""
    values = run.words(state)
    found: list[str | None] = []
    for at, word in enumerate(words):
        fields = values.fields(run.unit.slice(word))
        if fields is None:
            found.append(None if at == 0 else UNCOUNTED)
        else:
            found += fields
    return found


def _assign(run: Run, assignments: Iterable[Node], state: State) -> None:
    """Take in assignments: a variable that is assigned once, on every way, is constant from here on."""
    process = run.process
    for assignment in assignments:
        name_node, value = assignment.child("name"), assignment.child("value")
        operator = assignment.child("operator")
        if name_node is None or operator is None or assignment.child("index") is not None:
            continue
        name = run.unit.slice(name_node)
        if not state.certain or run.unit.slice(operator) != "=" or process.assignments(name) != 1:
            continue
        text = run.unit.slice(value) if value is not None else ""
        if text in _JOB:
            process.jobs[name] = state.last
            continue
        known = run.words(state).value(text) if assignment.child("array") is None else None
        if known is not None:
            process.constants[name] = known


def double_bracket_test(run: Run, node: Node, state: State) -> Flow:
    """Follow `[[ … ]]`."""
    pieces = [child for child in node.children if child.kind in {"word", "operator"}]
    flow = run_substitutions(run, pieces, state)
    words = run.words(state)
    exact = not any(unit.ignores_case for unit in run.process.units)
    answer = double_bracket([run.unit.slice(piece) for piece in pieces], words.value, words.variable)
    return outcomes.then(flow, RETURNS if answer is None or not exact else SUCCEEDS if answer else FAILS)


def arithmetic(run: Run, node: Node, state: State) -> Flow:
    """Follow `(( … ))`."""
    value = value_of(run.unit.slice(node)[2:-2], run.words(state).variable)
    answer = RETURNS if value is None else SUCCEEDS if value else FAILS
    return outcomes.then(arithmetic_commands(run, node, state), answer)
