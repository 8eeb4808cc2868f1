"""The lossless tree that every grammar makes: nodes over the text they were read from.

The text is the tree: a node holds a kind, a place and its children, and never a copy of text, so no emitter exists and
rendering is the text itself. Nodes know shapes only; what a name means is the business of catalogue and models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

ERROR = "error"


class Node:
    """A piece of syntax: `kind`, the offsets `start` and `end`, and its children in the order of the text.

    A leaf (a token) has no children. Nodes are made once by a parser and never changed. A node of kind `error` covers
    text that could not be parsed; `message` then says why, in the words of a finding.
    """

    __slots__ = ("children", "end", "kind", "message", "start")

    def __init__(
        self, kind: str, start: int, end: int, children: tuple[Node, ...] = (), message: str | None = None
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.children = children
        self.message = message

    def __repr__(self) -> str:
        return f"Node({self.kind!r}, {self.start}, {self.end}, {len(self.children)} children)"

    @property
    def span(self) -> Span:
        """The place of this node in its text."""
        return Span(self.start, self.end)

    def child(self, kind: str) -> Node | None:
        """Return the first child of a kind, or None."""
        return next((child for child in self.children if child.kind == kind), None)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, parents before children, in the order of the text; without recursion."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack += node.children[::-1]
