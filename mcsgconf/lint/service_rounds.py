"""What the scripts of services do in a round of their loop: the loops that decide, and every command of a round.

Functions that a round calls belong to it. Shapes and words; what they mean is the business of the checks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.lint.shell_commands import Command, commands
from mcsgconf.models.kind import SHELL_KINDS
from mcsgconf.models.verdict import StepKind, VerdictKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.service_runs import ServiceRun
    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

_LOOPS = frozenset({"while", "until", "for-arithmetic"})
_SUBSTITUTED = re.compile(r"\$\((?!\()|`")


@dataclass(frozen=True, slots=True)
class Loop:
    """A loop that keeps a service going, and the functions it may call: by name, their document and body."""

    document: Document
    node: Node
    functions: dict[str, tuple[Document, Node]]

    def commands(self) -> Iterator[tuple[Document, Command]]:
        """Yield the commands of a round, those of the functions it calls behind its own, each with its document."""
        seen: set[str] = set()
        places = [(self.document, self.node)]
        while places:
            document, root = places.pop(0)
            for command in commands(document, root):
                yield document, command
                name = command.values[0]
                if name in self.functions and name not in seen:
                    seen.add(name)
                    places.append(self.functions[name])

    def runs_in_words(self) -> bool:
        """Tell whether a word of the loop runs commands, in `$( )` or backquotes."""
        return _SUBSTITUTED.search(self.document.source.slice(self.node.span)) is not None


def loops_of(run: ServiceRun) -> Iterator[Loop]:
    """Yield the loops that keep a service going, in the order of its way; none where it does not loop for certain."""
    if run.verdict.kind is not VerdictKind.LOOPS:
        return
    functions = _functions(run.verdict.scripts)
    for step in run.verdict.path:
        if step.kind is StepKind.LOOP and not run.is_inline(step):
            for node in step.document.tree.walk():
                if node.kind in _LOOPS and node.start == step.span.start:
                    yield Loop(step.document, node, functions)
                    break


def scripts_of(runs: tuple[ServiceRun, ...]) -> Iterator[tuple[ServiceRun, Document]]:
    """Yield every script that a service runs or sources once, with the first service that does."""
    seen: set[str] = set()
    for run in runs:
        for script in run.verdict.scripts:
            if script.name not in seen and script.kind in SHELL_KINDS:
                seen.add(script.name)
                yield run, script


def _functions(scripts: tuple[Document, ...]) -> dict[str, tuple[Document, Node]]:
    found: dict[str, tuple[Document, Node]] = {}
    for script in scripts:
        for node in script.tree.walk():
            name = node.child("name") if node.kind == "function" else None
            if name is not None:
                found[script.source.slice(name.span)] = (script, node.children[-1])
    return found
