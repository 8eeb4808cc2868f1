"""What runs in the same shell and comes back: functions, sourced files, evaluated texts."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from mcsgconf.models.flow import outcomes
from mcsgconf.models.flow.outcomes import BLOCK, DOUBT, HANG, RETURNS, SUCCEEDS
from mcsgconf.models.flow.programs import HARMLESS_FILES, UNCOUNTED
from mcsgconf.models.flow.unit import Unit
from mcsgconf.models.verdict import StepKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.models.document import Document
    from mcsgconf.models.flow.outcomes import Flow
    from mcsgconf.models.flow.run import Run
    from mcsgconf.models.flow.scope import Arguments, State
    from mcsgconf.models.verdict import Step
    from mcsgconf.syntax.tree import Node

_CLUSTER_FOLDERS = "/etc/cmcluster.conf"
_MOST_VARIANTS = 16  # sets of arguments for which a function is followed one by one
_MOST_ACTIVE = 3  # how often a function is followed inside itself, with other arguments each time


def call_function(run: Run, node: Node, name: str, arguments: Arguments | None, state: State) -> Flow:
    """Follow the call of a function; of several definitions that may be in force, each."""
    definitions = run.process.functions[name]
    flow: Flow = {}
    ends: list[State] = []
    for definition in definitions:
        if definition is None:
            doubt = run.doubt(node, f"{name} may be a function or a program here")
            flow = outcomes.union(flow, {HANG: doubt}, RETURNS)
            continue
        unit, body = definition
        inside = state.branch(certain=len(definitions) == 1)
        inside.arguments, inside.loops = arguments, 0
        one = _function(run.of(unit, in_function=True), run, body, node, inside)
        if outcomes.falls(one):
            inside.arguments = state.arguments
            ends.append(inside)
        flow = outcomes.union(flow, one)
    if ends:
        state.take(*([state.branch(), *ends] if None in definitions else ends))
    return called(run.step(StepKind.CALL, node, f"the function {name} is called here"), flow)


def called(step: Step, flow: Flow) -> Flow:
    """Return what was called, with a step for the call before what is worth saying of it."""
    return {way: outcomes.join(step, trail) if trail is not None else None for way, trail in flow.items()}


def _function(inner: Run, caller: Run, body: Node, node: Node, state: State) -> Flow:
    engine = inner.engine
    variants = engine.variants.setdefault(id(body), set())
    if state.arguments not in variants and len(variants) >= _MOST_VARIANTS:
        state.arguments = None
    variants.add(state.arguments)
    active = engine.active.setdefault(id(body), [])
    if state.arguments in active:
        return {
            BLOCK: caller.step(StepKind.DEEPER, node, "the function calls itself again, one level deeper each time")
        }
    if len(active) >= _MOST_ACTIVE:
        return {HANG: caller.doubt(node, "how often the function calls itself cannot be told"), **RETURNS}
    key = (id(body), inner.process.version, *state.key())
    known = engine.memo.get(key)
    if known is not None:
        state.take(known[1])
        return known[0]
    active.append(state.arguments)
    flow = outcomes.of_function(inner.statement(body, state))
    active.pop()
    engine.memo[key] = flow, state.branch()
    return flow


def source(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    """Follow `. FILE`: the file is part of the script."""
    path = words[1] if len(words) > 1 else None
    if path in HARMLESS_FILES:
        if path == _CLUSTER_FOLDERS and not run.process.assignments("SGCONF"):
            run.process.constants["SGCONF"] = "/etc/cmcluster"
        return SUCCEEDS
    document = find(run, path, state)
    unit = Unit.of_document(document) if document is not None else None
    if unit is None or any(unit.document is other.document for other in run.process.units):
        name = "a file whose name is not known" if path in {None, UNCOUNTED} else path
        return {DOUBT: run.doubt(node, f"{name} is read in here, and what it does is not known"), **RETURNS}
    run.engine.open(unit)
    run.process.add(unit)
    before = state.arguments
    if len(words) > 2:
        given = tuple(words[2:])
        state.arguments = None if UNCOUNTED in given else given
    flow = outcomes.of_function(run.of(unit, in_function=True).whole(state))
    state.arguments = before
    return called(run.step(StepKind.CALL, node, f"{path} is read in here"), flow)


def find(run: Run, path: str | None, state: State) -> Document | None:
    """Return the file of the repository that a path means here, None where there is none or the path is not known."""
    if path is None or UNCOUNTED in path or "/" not in path:
        return None
    if not path.startswith("/"):
        if state.folder is None:
            return None
        path = posixpath.join(state.folder, path)
    return run.engine.lookup(posixpath.normpath(path))


def evaluate(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    """Follow `eval TEXT`."""
    known = [word for word in words[1:] if word is not None and word != UNCOUNTED]
    if len(known) != len(words) - 1:
        return {DOUBT: run.doubt(node, "what is evaluated here is not known"), **RETURNS}
    return run.within(" ".join(known), node).whole(state)
