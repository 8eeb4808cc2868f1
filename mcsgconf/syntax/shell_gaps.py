"""What stands between the lines of a script: line ends, blank lines, comments, and the bodies of here-documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.syntax.shell_tokens import ShellToken, token
from mcsgconf.syntax.tree import ERROR, Node

if TYPE_CHECKING:
    from mcsgconf.syntax.here_documents import HereDocument

_COMMENTS = r"(?:[ \t]*+#[^\n]*+(?:\n|\Z))++"
_LINES = re.compile(rf"(?:[ \t]*+\r?\n)*+(?P<comments>{_COMMENTS})?+")
_MANY_UNCLOSED = 16  # the rest of the text is searched for each: after so many, no longer for a likely end


class GapReader:
    """Reads the gaps of one text; `pending` holds the here-documents announced so far, by the place of their `<<`."""

    def __init__(self, text: str, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._unclosed = 0
        self.pending: dict[int, HereDocument] = {}

    def read(self, start: int) -> ShellToken:
        """Return the NEWLINE token at `start`, where a line end or a comment stands, with the nodes in it."""
        text, limit = self._text, self._limit
        nodes: list[Node] = []
        at = start
        if text[at] == "#":
            line = self._line_start(start)
            if line is not None:
                return self._lines(line, line, nodes)
            end = text.find("\n", at, limit)
            at = end if end >= 0 else limit
            nodes.append(Node("comment", start, at))
        if at < limit:
            at += 1
        if self.pending:
            at = self._here_documents(at, nodes)
        return self._lines(start, at, nodes)

    def _lines(self, start: int, at: int, nodes: list[Node]) -> ShellToken:
        """Take in the blank lines and the runs of comment lines from `at` on."""
        text, limit = self._text, self._limit
        while at < limit and text[at] in " \t\r\n#":
            found = _LINES.match(text, at, limit)
            if not found or found.end() == at:
                break
            at = found.end()
            if found["comments"] is not None:
                nodes.append(Node("comment", *found.span("comments")))
        return token("NEWLINE", start, at, tuple(nodes))

    def _line_start(self, at: int) -> int | None:
        """Return where the line of a comment begins when only blanks stand before it."""
        while at and self._text[at - 1] in " \t":
            at -= 1
        alone = at == 0 or self._text[at - 1] == "\n" or (at == 1 and self._text[0] == "\ufeff")
        return at if alone and not self.pending else None

    def _here_documents(self, at: int, nodes: list[Node]) -> int:
        for place, document in self.pending.items():
            if at >= self._limit:
                break
            end = document.end(self._text, at, self._limit)
            node = Node("here-document", at, end) if end is not None else self._unclosed_document(place, document, at)
            nodes.append(node)
            at = node.end
        self.pending.clear()
        return at

    def _unclosed_document(self, place: int, document: HereDocument, start: int) -> Node:
        """An error over a here-document that no line closes: to a line that was likely meant to, else to the end."""
        self._unclosed += 1
        line = self._text.count("\n", 0, place) + 1
        message = f"the here-document opened on line {line} is never closed: no line is `{document.delimiter}`"
        likely = None if self._unclosed > _MANY_UNCLOSED else document.likely_end(self._text, start, self._limit)
        if likely is None:
            return Node(ERROR, start, self._limit, message=message)
        likely_line = self._text.count("\n", 0, likely - 1) + 1
        return Node(ERROR, start, likely, message=f"{message}, only line {likely_line} with blanks around it")
