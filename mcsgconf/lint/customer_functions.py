"""The two functions of a control script that the customer fills in, and what they hold.

Shared by the checks that look at what a package does itself when it starts and halts. Only shapes: which commands matter
is the business of the checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.kind import SHELL_KINDS, Kind
from mcsgconf.syntax.tree import ERROR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.script import Function
    from mcsgconf.syntax.tree import Node
    from mcsgconf.text import Span

RUN, HALT = "customer_defined_run_cmds", "customer_defined_halt_cmds"
TEST_RETURN = {RUN: 51, HALT: 52}
"""The number that each of the two hands to `test_return`, which looks at the status of the command before it."""

_NO_STATEMENT = frozenset({"comment", "here-document", ERROR})


@dataclass(frozen=True, slots=True)
class CustomerFunction:
    """One of the two functions: its name, its place, the braces with all between them, and its statements in order."""

    name: str
    function: Function
    body: Node
    statements: tuple[Node, ...]

    @property
    def empty(self) -> bool:
        """Whether it holds no command; what the parser could not read may be one."""
        unread = (child for child in self.body.children if child.kind == ERROR and child.start != self.body.start)
        return not self.statements and next(unread, None) is None


def customer_functions(document: Document) -> Iterator[CustomerFunction]:
    """Yield those of the two functions that a control script defines, as the shell takes them: the last of a name."""
    if document.kind is not Kind.CONTROL_SCRIPT:
        return
    for name in (RUN, HALT):
        function = document.script.function(name)
        body = function.node.child("group") if function is not None else None
        if function is not None and body is not None:
            statements = tuple(child for child in body.children if child.kind not in _NO_STATEMENT)
            yield CustomerFunction(name, function, body, statements)


def empty_bodies(document: Document) -> list[Span]:
    """Return the places at which the parser missed a command in a customer function that holds none."""
    if document.kind not in SHELL_KINDS:
        return []
    return [
        child.span
        for function in customer_functions(document)
        if function.empty
        for child in function.body.children
        if child.kind == ERROR
    ]
