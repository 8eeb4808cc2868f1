"""The commands by which `set -e` would end a script: those that may fail, and whose status nobody looks at.

The shell takes a status for looked at in a condition, on the left of `&&` and `||`, behind `!`, and in a pipeline
everywhere but at its end; in a function that is called at such a place, too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.models.flow.programs import SUCCEED
from mcsgconf.syntax.words import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.service_rounds import Loop
    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

_LEAVING = frozenset({"exit", "return", "break", "continue"})
_NO_COMMAND = frozenset({"function", "background", "comment", "here-document", "word", "operator", "redirection"})
_SUBSTITUTED = re.compile(r"\$\((?!\()|`")


def untested(loop: Loop) -> tuple[Document, Node] | None:
    """Return the first command of a loop, or of a function it calls, that may end it; None where there is none."""
    seen: set[str] = set()
    places = [(loop.document, loop.node)]
    for document, root in places:
        for node in _looked_at_by_nobody(root):
            name = _name(document, node)
            if name in loop.functions:
                if name not in seen:
                    seen.add(name)
                    places.append(loop.functions[name])
            elif _may_fail(document, node, name):
                return document, node
    return None


def _looked_at_by_nobody(root: Node) -> Iterator[Node]:
    """Yield the commands and tests in a node whose status nobody looks at, in their order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.kind in {"command", "test", "arithmetic"}:
            yield node
            continue
        if node.kind in _NO_COMMAND or node.kind == "condition":
            continue
        parts = [child for child in node.children if child.kind not in _NO_COMMAND - {"function", "background"}]
        if node.kind == "pipeline":
            parts = [] if node.child("not") is not None else parts[-1:]
        elif node.kind == "and-or":
            parts = parts[-1:]
        elif node.kind == "for-arithmetic":
            parts = [part for part in parts if part.kind != "arithmetic"]
        stack += reversed(parts)


def _name(document: Document, node: Node) -> str | None:
    word = node.child("word") if node.kind == "command" else None
    return literal(document.source.slice(word.span)) if word is not None else None


def _may_fail(document: Document, node: Node, name: str | None) -> bool:
    if node.kind == "command" and node.child("word") is None:  # assignments: the status is that of what they run
        return _SUBSTITUTED.search(document.source.slice(node.span)) is not None
    return name is None or name.rpartition("/")[2] not in SUCCEED | _LEAVING
