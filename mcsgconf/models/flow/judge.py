"""From the ways a service can end to the verdict: it ends only where nothing else is possible."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcsgconf.models.flow import outcomes
from mcsgconf.models.flow.compound import (
    and_or,
    background,
    branches,
    case,
    coprocess,
    define,
    group,
    pipeline,
    subshell,
)
from mcsgconf.models.flow.expansion import here_document
from mcsgconf.models.flow.loops import for_arithmetic, for_loop, select, while_loop
from mcsgconf.models.flow.outcomes import (
    BLOCK,
    DOUBT,
    EXIT,
    EXIT_LATE,
    EXIT_ZERO,
    EXIT_ZERO_LATE,
    FALSE,
    HANG,
    LATE,
    TRUE,
)
from mcsgconf.models.flow.processes import main_script, not_a_script, run_script
from mcsgconf.models.flow.run import Engine
from mcsgconf.models.flow.scope import State
from mcsgconf.models.flow.simple import arithmetic, command, double_bracket_test
from mcsgconf.models.flow.unit import Unit
from mcsgconf.models.verdict import Step, StepKind, Verdict, VerdictKind
from mcsgconf.syntax.shell import parse_shell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mcsgconf.models.document import Document
    from mcsgconf.models.flow.outcomes import Flow
    from mcsgconf.models.flow.run import Handler
    from mcsgconf.text import Span

    Lookup = Callable[[str], Document | None]

_HANDLERS: Mapping[str, Handler] = {
    "and-or": and_or,
    "arithmetic": arithmetic,
    "background": background,
    "case": case,
    "command": command,
    "coproc": coprocess,
    "for": for_loop,
    "for-arithmetic": for_arithmetic,
    "function": define,
    "group": group,
    "here-document": here_document,
    "if": branches,
    "pipeline": pipeline,
    "select": select,
    "subshell": subshell,
    "test": double_bracket_test,
    "until": while_loop,
    "while": while_loop,
}
_FRESH_ENDS = (EXIT_ZERO, TRUE, FALSE)
_ENDS = (*_FRESH_ENDS, EXIT, EXIT_ZERO_LATE, LATE, EXIT_LATE)
_FAILURES_THAT_SAY_ZERO = (EXIT_ZERO_LATE, LATE)


def verdict_of_command(text: str, document: Document, span: Span, lookup: Lookup) -> Verdict:
    """Return whether a service goes on by itself.

    Args:
        text: the service's command, as the shell is given it.
        document: the file that says so.
        span: where the command stands there.
        lookup: gives the script that the repository has for a path on the nodes, None where it has none.
    """
    unit = Unit(document, text, parse_shell(text, cut_vendor=False), span)
    engine = Engine(lookup, _HANDLERS)
    flow = run_script(engine, unit, None, (), State(()))
    return replace(_judged(flow, unit), scripts=tuple(engine.scripts.values()))


def verdict_of_script(document: Document, arguments: Sequence[str], lookup: Lookup, path: str | None = None) -> Verdict:
    """Return whether a script goes on by itself when it is run with `arguments`, and is called by `path`."""
    unit = Unit.of_document(document)
    if unit is None:
        return Verdict(VerdictKind.UNKNOWN, (not_a_script(document),))
    engine = Engine(lookup, _HANDLERS)
    flow = main_script(engine, unit, path, tuple(arguments))
    return replace(_judged(flow, unit), scripts=tuple(engine.scripts.values()))


def _judged(flow: Flow, unit: Unit) -> Verdict:
    if DOUBT in flow:
        return Verdict(VerdictKind.UNKNOWN, outcomes.steps(flow[DOUBT]))
    if BLOCK in flow:
        good_end = next((way for way in _FRESH_ENDS if way in flow), None)
        if good_end is not None:
            return Verdict(VerdictKind.UNKNOWN, outcomes.steps(flow[good_end]))
        zero = tuple(outcomes.steps(flow[way])[-1] for way in _FAILURES_THAT_SAY_ZERO if way in flow)
        return Verdict(VerdictKind.LOOPS, outcomes.steps(flow[BLOCK]), zero)
    if HANG in flow:
        return Verdict(VerdictKind.UNKNOWN, outcomes.steps(flow[HANG]))
    end = next((way for way in _ENDS if way in flow), None)
    if end is None:
        step = Step(StepKind.DOUBT, unit.document, unit.first_line, "how this goes on cannot be told")
        return Verdict(VerdictKind.UNKNOWN, (step,))
    return Verdict(VerdictKind.ENDS, outcomes.steps(flow[end]))
