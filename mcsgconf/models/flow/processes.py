"""What runs as a process of its own: programs, other scripts, texts handed to a shell, and what `exec` puts in place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.models.flow import commands, outcomes
from mcsgconf.models.flow.calls import called, find
from mcsgconf.models.flow.commands import Conduct
from mcsgconf.models.flow.outcomes import (
    BLOCK,
    DOUBT,
    EXIT,
    EXIT_ZERO,
    EXIT_ZERO_LATE,
    FAILS,
    FALLS,
    FALSE,
    HANG,
    LATE,
    RETURNS,
    SUCCEEDS,
    TRUE,
)
from mcsgconf.models.flow.programs import UNCOUNTED
from mcsgconf.models.flow.run import Run
from mcsgconf.models.flow.scope import Feed, Process, State
from mcsgconf.models.flow.unit import Unit
from mcsgconf.models.verdict import Step, StepKind
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.models.document import Document
    from mcsgconf.models.flow.outcomes import Flow, Trail, Way
    from mcsgconf.models.flow.run import Engine
    from mcsgconf.models.flow.scope import Arguments
    from mcsgconf.syntax.tree import Node

_MOST_ACTIVE = 3  # how often a script is followed inside itself, with other arguments each time
_NO_STATEMENT = frozenset({"comment", "here-document", "bom"})
_AGAIN = {
    StepKind.AGAIN: "the script begins again",
    StepKind.DEEPER: "the script calls itself again, one process more each time",
}
_ENDS = {TRUE: EXIT_ZERO, FALSE: EXIT, LATE: EXIT_ZERO_LATE}


class _Program(NamedTuple):
    """A script as it is called."""

    path: str
    arguments: Arguments | None


def run_program(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    """Follow a command that is a process of its own, for which the shell waits."""
    return outcomes.of_subshell(_process(run, node, words, state, replaces=False))


def replace_shell(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    """Follow `exec`: its command is the service from here on."""
    rest = list(words[1:])
    while rest and rest[0] in {"-c", "-l", "-a"}:
        rest = rest[2 if rest[0] == "-a" else 1 :]
    return as_service(run, node, rest, state) if rest else SUCCEEDS


def as_service(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    """Follow a command that takes the place of the shell: where it ends, the service does."""
    end = run.step(StepKind.END, node, "this command ends, and the service with it")
    result: dict[Way, Trail] = {}
    for way, trail in _process(run, node, words, state, replaces=True).items():
        known = outcomes.steps(trail)
        ended = known and known[-1].kind is StepKind.END
        result.setdefault(_ENDS.get(way, way), outcomes.join(trail, end) if way in FALLS and not ended else trail)
    return result


def run_script(engine: Engine, unit: Unit, path: str | None, arguments: Arguments | None, caller: State) -> Flow:
    """Return how a script ends as a process of its own; ways that reach its last line have a step there."""
    engine.open(unit)
    statements = [node for node in unit.tree.children if node.kind not in _NO_STATEMENT]
    one_command = len(statements) == 1 and statements[0].kind == "command" and unit.place is not None
    run = Run(engine, Process(path, [unit]), unit, is_service=one_command)
    state = State(arguments, caller.folder, feed=caller.feed, errexit="e" in unit.options)
    if "\r\n" in unit.text:
        doubt = run.step_at(
            StepKind.DOUBT, unit.first_line, "the lines end in carriage returns, which the shell takes for text"
        )
        return {DOUBT: doubt}
    flow = run.whole(state)
    last = unit.last_line(statements[-1]) if statements else unit.first_line
    end = run.step_at(StepKind.END, last, "the script ends here")
    return {way: outcomes.join(trail, end) if way in FALLS else trail for way, trail in flow.items()}


def _process(run: Run, node: Node, words: Sequence[str | None], state: State, *, replaces: bool) -> Flow:
    if commands.limited(words):
        return RETURNS
    words = commands.unwrapped(words)
    handed, text = commands.shell_text(words)
    if handed:
        if text is None or text == UNCOUNTED:
            return {HANG: run.doubt(node, "the text that the shell is given is not known"), **RETURNS}
        alone = list(words).index(text) == len(words) - 1  # words behind the text are its arguments, which nobody uses
        return run_script(run.engine, run.unit.inner(text, run.unit.span(node)), None, () if alone else None, state)
    words = commands.script_words(words)
    program = words[0]
    if program is None or program == UNCOUNTED:
        return {HANG: run.doubt(node, "what command this is cannot be told"), **RETURNS}
    document = run.process.units[0].document if program == run.process.path else find(run, program, state)
    unit = Unit.of_document(document) if document is not None else None
    if document is not None and unit is None:
        return {HANG: not_a_script(document), **RETURNS}
    if unit is not None:
        arguments = tuple(words[1:])
        called_with = None if UNCOUNTED in arguments else arguments
        kind = StepKind.AGAIN if replaces else StepKind.DEEPER
        again = run.step(kind, node, _AGAIN[kind])
        flow = _script(run.engine, unit, _Program(program, called_with), state, again)
        return called(run.step(StepKind.CALL, node, f"{program} is run here"), flow)
    flow = _program(run, node, program, words, state)
    if replaces and commands.known_name(program) == "cat" and HANG not in flow:
        return {HANG: run.doubt(node, "as a service, cat is meant to read from a named pipe"), **flow}
    return flow


def _script(engine: Engine, unit: Unit, program: _Program, state: State, again: Step) -> Flow:
    """Return how another script ends; `again` is the step for one that calls itself."""
    active = engine.active.setdefault(unit.document.name, [])
    if program.arguments in active:
        return {BLOCK: again}
    if len(active) >= _MOST_ACTIVE:
        doubt = replace(again, kind=StepKind.DOUBT, sentence="how often the script calls itself cannot be told")
        return {HANG: doubt, **RETURNS}
    key = (unit.document.name, program, state.folder, state.feed)
    known = engine.memo.get(key)
    if known is None:
        active.append(program.arguments)
        known = engine.memo[key] = run_script(engine, unit, program.path, program.arguments, state), state
        active.pop()
    return known[0]


def _program(run: Run, node: Node, program: str, words: Sequence[str | None], state: State) -> Flow:
    fed = state.feed is not Feed.UNKNOWN
    found = commands.behaviour(words, fed=fed, is_fifo=run.process.may_be_fifo)
    name = program.rpartition("/")[2]
    match found.conduct:
        case Conduct.SUCCEEDS:
            return SUCCEEDS
        case Conduct.FAILS:
            return FAILS
        case Conduct.RETURNS:
            return RETURNS
        case Conduct.STAYS:
            step = run.step(StepKind.BLOCKER, node, f"{name} {found.reason}")
            return {BLOCK: step, LATE: step}
        case Conduct.STARTS:
            step = run.step(StepKind.STARTER, node, f"{name} {found.reason}")
            return {TRUE: step, FALSE: step}
        case Conduct.UNKNOWN:
            return {HANG: run.doubt(node, f"{name} {found.reason}"), **RETURNS}


def not_a_script(document: Document) -> Step:
    """Return the step for a file that is no shell script."""
    end = document.source.line_span(1).end
    return Step(StepKind.DOUBT, document, Span(0, end), "this is no script of a shell that is known")


def main_script(engine: Engine, unit: Unit, path: str | None, arguments: Arguments) -> Flow:
    """Return how a script ends that a service runs."""
    engine.active.setdefault(unit.document.name, []).append(arguments)
    return run_script(engine, unit, path, arguments, State(arguments))
