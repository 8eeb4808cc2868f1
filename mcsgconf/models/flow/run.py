"""Follows the flow of control through the statements of a script, and hands each kind to who knows it.

A `Run` goes through one text of one process. Depth and work are bounded: what lies deeper, or would take longer than a
time linear in the texts, is not followed and counts as doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.flow import outcomes
from mcsgconf.models.flow.outcomes import DOUBT, EXIT, FALLS, FALSE, SUCCEEDS, Flow, Trail, Way
from mcsgconf.models.flow.scope import Words
from mcsgconf.models.verdict import Step, StepKind
from mcsgconf.syntax.tree import ERROR
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mcsgconf.models.document import Document
    from mcsgconf.models.flow.scope import Arguments, Process, State
    from mcsgconf.models.flow.unit import Unit
    from mcsgconf.syntax.tree import Node

    Handler = Callable[["Run", Node, State], Flow]

_DEEPEST = 60  # statements in statements, functions and scripts included
_WORK = 10_000  # statements that may be followed, beyond those for the length of the texts
_CHARACTERS = 4  # characters of text for each of which one statement more may be followed
_LOOK = 64  # characters of a text that cost as much to look over as it costs to follow a statement
_LONGEST = 150  # characters of a step's sentence
_SILENT = frozenset({"comment", "bom"})
_CHECKED_BY_ERREXIT = frozenset({"command", "pipeline", "subshell", "test", "arithmetic"})


class Engine:
    """What all runs of one analysis share.

    Args:
        lookup: gives the document that the repository has for a path on the nodes, None where it has none.
        handlers: who follows a statement, by the kind of its node.
    """

    def __init__(self, lookup: Callable[[str], Document | None], handlers: Mapping[str, Handler]) -> None:
        self.lookup = lookup
        self.handlers = handlers
        self.depth = 0
        self.memo: dict[tuple[object, ...], tuple[Flow, State]] = {}
        self.variants: dict[object, set[Arguments | None]] = {}
        self.active: dict[object, list[Arguments | None]] = {}
        self.scripts: dict[str, Document] = {}
        self._opened: set[int] = set()
        self._work = _WORK

    def open(self, unit: Unit) -> None:
        """Take in that a text has to be followed."""
        if id(unit) not in self._opened:
            self._opened.add(id(unit))
            self._work += len(unit.text) // _CHARACTERS
        if unit.place is None:
            self.scripts.setdefault(unit.document.name, unit.document)

    def charge(self, characters: int) -> None:
        """Count a look over a piece of text."""
        self._work -= characters // _LOOK

    def spend(self) -> bool:
        """Count one statement; False where it would be too many, or too deep."""
        self._work -= 1
        return self._work > 0 and self.depth < _DEEPEST


class Run:
    """One text of one process.

    `in_function` says that a `return` is right here; `is_service`, that the text is one command, whose end is the
    service's.
    """

    def __init__(
        self, engine: Engine, process: Process, unit: Unit, *, in_function: bool = False, is_service: bool = False
    ) -> None:
        self.engine = engine
        self.process = process
        self.unit = unit
        self.in_function = in_function
        self.is_service = is_service

    def of(self, unit: Unit, *, in_function: bool) -> Run:
        """Return the run of another text of the same process: of a function, of a sourced file."""
        return Run(self.engine, self.process, unit, in_function=in_function)

    def words(self, state: State) -> Words:
        """Return the values of words at this point."""
        return Words(self.process, state)

    def within(self, text: str, node: Node) -> Run:
        """Return the run of a text that stands in this one at a node: `$( )`, `eval`."""
        return self.within_span(text, self.unit.span(node))

    def within_span(self, text: str, span: Span) -> Run:
        """Return the run of a text that stands in this one's document at a place."""
        unit = self.unit.inner(text, span)
        self.engine.open(unit)
        return Run(self.engine, self.process, unit, in_function=self.in_function)

    def whole(self, state: State) -> Flow:
        """Return how the whole text can end."""
        return self.statements(self.unit.tree.children, state)

    def step(self, kind: StepKind, node: Node, sentence: str) -> Step:
        """Return a step at a node."""
        return self.step_at(kind, self.unit.span(node), sentence)

    def head(self, loop: Node) -> Span:
        """Return where the first line of a loop stands, as far as its condition goes."""
        if self.unit.place is not None:
            return self.unit.place
        last = next((child for child in loop.children if child.kind in {"condition", "arithmetic"}), None)
        end = last.end if last is not None else loop.start
        line = self.unit.text.find("\n", loop.start, loop.end)
        line = loop.end if line < 0 else line
        return Span(loop.start, min(end, line) if end > loop.start else line)

    def step_at(self, kind: StepKind, span: Span, sentence: str) -> Step:
        """Return a step at a place of this text's document; names from the files are cut and put on one line."""
        line = " ".join(sentence.split())
        return Step(kind, self.unit.document, span, line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…")

    def doubt(self, node: Node, sentence: str) -> Trail:
        """Return the trail of a doubt at a node."""
        return self.step(StepKind.DOUBT, node, sentence)

    def statements(self, nodes: Iterable[Node], state: State) -> Flow:
        """Return how a list of statements can end; `state` becomes what is known behind it."""
        result: dict[Way, Trail] = {}
        falls: Flow = SUCCEEDS
        for node in nodes:
            if node.kind in _SILENT:
                continue
            following = {}
            for way, trail in outcomes.then(falls, self.statement(node, state)).items():
                if way in FALLS:
                    following[way] = trail
                else:
                    result.setdefault(way, trail)
            falls = following
            if not falls:
                break
        return {**result, **falls}

    def statement(self, node: Node, state: State) -> Flow:
        """Return how one statement can end; `state` becomes what is known behind it."""
        if node.kind == ERROR:
            return {DOUBT: self.doubt(node, "this cannot be parsed")}
        handler = self.engine.handlers.get(node.kind)
        if handler is None or not self.engine.spend():
            return {DOUBT: self.doubt(node, "this is not followed any further")}
        self.engine.depth += 1
        flow = handler(self, node, state)
        self.engine.depth -= 1
        for child in node.children:
            if child.kind == ERROR:
                flow = {DOUBT: self.doubt(child, "this cannot be parsed"), **flow}
        if state.errexit and not state.tested and FALSE in flow and node.kind in _CHECKED_BY_ERREXIT:
            flow = self._left_on_failure(node, flow)
        return flow

    def tested(self, nodes: Iterable[Node], state: State) -> Flow:
        """Return how statements can end whose status somebody looks at: a condition."""
        before = state.tested
        state.tested = True
        flow = self.statements(nodes, state)
        state.tested = before
        return flow

    def _left_on_failure(self, node: Node, flow: Flow) -> Flow:
        """Return the flow of a statement with `set -e`: where it fails, the script ends."""
        if node.kind == "pipeline" and node.child("not") is not None:
            return flow
        step = self.step(StepKind.END, node, "this fails, and `set -e` ends the script")
        failed = {EXIT: outcomes.join(flow[FALSE], step)}
        return outcomes.union(outcomes.without(flow, (FALSE,)), failed)
