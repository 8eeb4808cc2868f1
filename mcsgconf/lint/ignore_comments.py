"""Where a comment that suppresses a finding can stand, and the edits that put it there.

In a script it stands behind the command where the syntax lets it, else above. In a settings file and in files of the
system it has a line of its own: no manual says that the commands read anything behind a value as a comment. An added
line copies the indent and the line end of the one below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mcsgconf.lint.directives import Directive, Scope, directives
from mcsgconf.lint.logical_lines import LogicalLines
from mcsgconf.lint.mentions import NAME
from mcsgconf.lint.script_edits import own_text_end
from mcsgconf.models.kind import SHELL_SYNTAX_KINDS, Kind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.models.document import Document

_INDENT = re.compile(r"[ \t]*+")


@dataclass(frozen=True, slots=True)
class Place:
    """A place for a comment: the line it stands on or above, and what it covers there."""

    line: int
    scope: Scope
    behind: bool = False


class IgnoreComments:
    """Writes suppressions into one file; `behind` says whether they may stand behind a command."""

    def __init__(self, document: Document, reason: str, *, behind: bool) -> None:
        self._document = document
        self._reason = reason
        self._behind = behind and document.kind in SHELL_SYNTAX_KINDS

    def place_for(self, line: int) -> Place | None:
        """Return where a comment for a finding on `line` goes; None where none can stand."""
        if self._document.kind is Kind.PASSWD:
            return None  # every line is an account
        if self._document.kind not in SHELL_SYNTAX_KINDS:
            return Place(line, Scope.LINE)
        if (line == 1 and self._has_interpreter) or line >= self._vendor:
            return Place(1 + self._has_head, Scope.FILE)
        together = self._logical.of(line)
        if self._behind:
            takes = (one for one in reversed(together) if self._takes_remark(one))
            last = next(takes, None)
            if last is not None:
                return Place(last, Scope.LINE, behind=True)
        return Place(together.start, Scope.LINE) if self._logical.takes_line_above(together.start) else None

    def edits(self, wanted: Iterable[tuple[Place, Iterable[str]]]) -> list[Edit]:
        """Return the edits that write a comment for each place with its codes; one with this reason takes more of them."""
        return [self._edit(place, sorted(set(codes))) for place, codes in wanted]

    def _edit(self, place: Place, codes: list[str]) -> Edit:
        there = self._existing.get((place.line, place.scope))
        if there is not None:
            return Edit(there.codes_span.end, there.codes_span.end, "".join(f", {code}" for code in codes))
        source = self._document.source
        comment = f"# {NAME}: {place.scope}[{', '.join(codes)}] {self._reason}"
        span = source.line_span(place.line)
        text = source.slice(span)
        if place.behind:
            return Edit(span.end, span.end, comment if text[-1:] in {" ", "\t"} else f" {comment}")
        at = span.start + text.startswith("\ufeff")
        indent = _INDENT.match(source.text, at, span.end)
        ended = source.text[span.end : span.end + 2]
        end = "\r\n" if ended == "\r\n" else "\n" if ended[:1] == "\n" else source.newline()
        return Edit(at, at, f"{indent[0] if indent is not None else ''}{comment}{end}")

    def _takes_remark(self, line: int) -> bool:
        source = self._document.source
        span = source.line_span(line)
        ends_in_cr = source.text.startswith("\r", span.end)  # which the shell reads; a comment would take it away
        blank = not source.slice(span).strip()
        return self._logical.takes_remark(line) and line not in self._with_comment and not ends_in_cr and not blank

    @cached_property
    def _logical(self) -> LogicalLines:
        return LogicalLines(self._document, self._document.tree)

    @cached_property
    def _with_comment(self) -> set[int]:
        position = self._document.source.position
        lines: set[int] = set()
        for node in self._document.tree.walk():
            if node.kind == "comment":
                lines.update(range(position(node.start).line, position(max(node.start, node.end - 1)).line + 1))
        return lines

    @cached_property
    def _existing(self) -> dict[tuple[int, Scope], Directive]:
        """The suppressions that give the same reason, by the lines they cover and their scope."""
        found: dict[tuple[int, Scope], Directive] = {}
        for directive in directives(self._document):
            if isinstance(directive, Directive) and directive.reason == self._reason:
                comment = directive.comment
                line = comment.last + 1 if comment.alone else comment.line
                found[1 + self._has_head if directive.scope is Scope.FILE else line, directive.scope] = directive
        return found

    @cached_property
    def _vendor(self) -> int:
        """The line that the vendor's part begins on; behind the last where there is none."""
        end = own_text_end(self._document)
        last = len(self._document.source.line_starts) + 1
        return self._document.source.position(end).line if end < len(self._document.source) else last

    @property
    def _has_interpreter(self) -> bool:
        return self._document.source.text.startswith("#!")

    @property
    def _has_head(self) -> bool:
        """Whether the first line is a comment: what it says of interpreter and release has to stay in front."""
        return self._document.source.text.startswith("#")
