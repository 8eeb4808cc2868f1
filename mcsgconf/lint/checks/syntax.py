"""What could not be parsed is said: a file with an error node is never called clean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.conflict_markers import conflict_markers
from mcsgconf.lint.finding import Problem
from mcsgconf.lint.registry import check_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document

_ASSIGNMENT = re.compile(r"[ \t]*[A-Za-z_]\w*(?:\[[^\]=]*\])?=", re.ASCII)


@check_document("MC001")
def not_a_setting(document: Document) -> Iterator[Problem]:
    """Yield every line of a settings file that is no setting; its marker ends with the line."""
    markers = {marker.start for marker in conflict_markers(document)} if document.problems else set()
    for problem in document.problems:
        first = document.source.position(problem.span.start).line
        line = document.source.line_span(first)
        text = document.source.slice(line)
        if line.start in markers:
            continue  # MC817 says more
        start = line.start + len(text) - len(text.lstrip(" \t\ufeff"))
        yield Problem(type(line)(start, line.end), f"{problem.message}: cmcheckconf stops here. {_remedy(text)}")


def _remedy(line: str) -> str:
    if _ASSIGNMENT.match(line):
        return "It looks like a line of a control script; take it out, or write it as NAME VALUE"
    return "Put a # in front of what is a remark, and write anything else as NAME VALUE"
