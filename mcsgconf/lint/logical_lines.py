"""Lines of a file that belong together, so that no comment can stand between them or behind the first ones.

In a shell file a line may go on in the next one: inside quotes, in a here-document, behind a backslash. Elsewhere every
line is one of its own. What stands on the lines is no business of this room.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mcsgconf.models.kind import SHELL_SYNTAX_KINDS
from mcsgconf.syntax.tree import ERROR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node
    from mcsgconf.text import Span

_OPAQUE = frozenset({"test", "arithmetic"})
"""Pieces of syntax in which not every shell takes a comment."""
_UNREAD = frozenset({"vendor", ERROR})
"""Text of which nobody knows where a comment could stand; its lines do not belong together for that."""


class LogicalLines:
    """The lines of one file that belong together, and those at which no comment may be put."""

    def __init__(self, document: Document, tree: Node) -> None:
        self._source = document.source
        self._going_on: set[int] = set()  # lines whose line end is inside something
        self._bodies: set[int] = set()  # first lines of here-documents
        self._shut: set[int] = set()  # lines that nothing may be put behind
        self._shut_above: set[int] = set()
        if document.kind in SHELL_SYNTAX_KINDS:
            self._read(tree)

    def of(self, line: int) -> range:
        """Return the lines that belong together with one; the body of a here-document is part of its command."""
        first = last = line
        while self._goes_on(first - 1):
            first -= 1
        while self._goes_on(last):
            last += 1
        return range(first, last + 1)

    def takes_remark(self, line: int) -> bool:
        """Tell whether a comment may stand behind what a line holds."""
        return line not in self._going_on and line not in self._shut

    def takes_line_above(self, line: int) -> bool:
        """Tell whether a line of comment may stand above a line."""
        return not self._goes_on(line - 1) and line not in self._shut_above

    def _goes_on(self, line: int) -> bool:
        return line in self._going_on or line + 1 in self._bodies

    def _read(self, tree: Node) -> None:
        position = self._source.position
        comments: list[Span] = []
        for node in _pieces(tree):
            if node.kind == "comment":
                comments.append(node.span)
                continue
            first, last = position(node.start).line, position(max(node.start, node.end - 1)).line
            if node.kind in _UNREAD:
                self._shut.update(range(first, last + 1))
                self._shut_above.update(range(first + 1, last + 1))
                continue
            self._going_on.update(range(first, last))
            if node.kind == "here-document":
                self._bodies.add(first)
                self._shut.add(last)  # the line that closes it holds nothing else
        self._going_on.update(self._continued(comments))

    def _continued(self, comments: list[Span]) -> Iterator[int]:
        """Yield the lines that end in a backslash which the shell reads as one."""
        text = self._source.text
        at = text.find("\\\n")
        while at >= 0:
            begin = at
            while begin and text[begin - 1] == "\\":
                begin -= 1
            comment = bisect_right(comments, at, key=lambda span: span.start) - 1
            if (at - begin) % 2 == 0 and (comment < 0 or comments[comment].end <= at):
                yield self._source.position(at).line
            at = text.find("\\\n", at + 1)


def _pieces(tree: Node) -> Iterator[Node]:
    """Yield the pieces of a tree that a comment cannot break up, in the order of the text; and what could not be read."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if node.kind in _OPAQUE or not node.children:
            yield node
        else:
            stack.extend(reversed(node.children))
