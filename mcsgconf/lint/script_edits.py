"""Edits of shell files, as the fixes of several rules need them: a word, an index, a name, a line.

An assignment of a control script may share its line with others, be an element of `set -A`, or take its value from a
variable; these functions say where an edit is possible, and make it. They judge nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.models.document import Document
    from mcsgconf.models.script import Assignment, Script

_BEHIND = re.compile(r"[ \t]*+;?[ \t]*+(?:#[^\n]*+)?\r?\n?")
_MOST_ELEMENTS = 1000
"""Arrays beyond this are left to people; no package has a tenth of it."""
_BARE = re.compile(r"[A-Za-z0-9_./:@%+-]+", re.ASCII)


def element(assignment: Assignment) -> str:
    """Return an assignment's variable as messages call it: `VG[0]`, or `VGCHANGE` where it has no index."""
    return assignment.name if assignment.index_text is None else f"{assignment.name}[{assignment.index_text}]"


def named_element(name: str, index: int) -> str:
    """Return the element of an array as messages call it."""
    return f"{name}[{index}]"


def index_span(document: Document, assignment: Assignment) -> Span | None:
    """Return the place of the index of `NAME[index]=`; None for a scalar and for an element of `set -A`."""
    if assignment.index_text is None:
        return None
    start = assignment.name_span.end + 1
    span = Span(start, start + len(assignment.index_text))
    whole = document.source.slice(Span(assignment.name_span.start, span.end + 1))
    return span if whole == element(assignment) else None


def in_quotes(value: str) -> str:
    """Return `value` as a shell word: in double quotes, every character that means something there escaped."""
    return '"' + re.sub(r'([\\"$`])', r"\\\1", value) + '"'


def with_word(assignment: Assignment, word: str) -> Edit:
    """Return the edit that gives an assignment another word, quotation marks and all."""
    return Edit(assignment.value.span.start, assignment.value.span.end, word)


def styled(model: str, value: str) -> str:
    """Return `value` as a word with the quotation marks that `model` has, double ones where it needs some."""
    if model[:1] == "'" and "'" not in value:
        return f"'{value}'"
    return value if model[:1] != '"' and _BARE.fullmatch(value) else in_quotes(value)


def is_alone(document: Document, assignments: Iterable[Assignment]) -> bool:
    """Tell whether assignments have their lines to themselves, but for each other, blanks and a comment behind."""
    spans = sorted(assignment.span for assignment in assignments)
    if not spans:
        return False
    lines = document.source.full_lines(Span(spans[0].start, spans[-1].end))
    text = document.source.text
    between = [text[lines.start : spans[0].start]]
    between += [text[one.end : other.start] for one, other in pairwise(spans)]
    blank = not any(piece.strip("; \t\r\n") for piece in between)
    return blank and _BEHIND.fullmatch(text, spans[-1].end, lines.end) is not None


def commented_out(document: Document, spans: Iterable[Span]) -> tuple[Edit, ...]:
    """Return the edits that put `#` before the lines of `spans`, one for each line."""
    starts = {
        document.source.line_starts[line - 1]
        for span in spans
        for line in range(document.source.position(span.start).line, document.source.position(span.end).line + 1)
    }
    return tuple(Edit(start, start, "#") for start in sorted(starts))


def line_below(document: Document, neighbour: Assignment, line: str) -> Edit:
    """Return the edit that adds a line below the one an assignment ends on, with that one's indent and line end."""
    text = document.source.text
    whole = document.source.full_lines(neighbour.span)
    last = document.source.full_lines(Span(max(neighbour.span.end - 1, whole.start), whole.end))
    indent = re.match(r"[ \t]*+", text[whole.start : whole.end])
    added = f"{indent[0] if indent else ''}{line}"
    end = document.source.newline()
    finished = text[last.start : last.end].endswith("\n")
    return Edit(last.end, last.end, f"{added}{end}" if finished else f"{end}{added}")


def renumbered(document: Document, script: Script, names: Iterable[str], order: list[int]) -> tuple[Edit, ...] | None:
    """Return the edits that number arrays anew: what has the index `order[n]` gets the index n.

    None where that cannot be done for sure: an element has no index of its own, is set twice, or more of the arrays may
    exist than were read, or something else in the script reads them by their index.
    """
    edits: list[Edit] = []
    if len(order) > _MOST_ELEMENTS:
        return None
    place = {old: new for new, old in enumerate(order)}
    for name in names:
        if script.is_doubtful(name) or _reads_by_index(document, name):
            return None
        of_name = [assignment for assignment in script.assignments if assignment.name == name]
        if len({assignment.index for assignment in of_name}) != len(of_name):
            return None
        for assignment in of_name:
            span = index_span(document, assignment)
            new = place.get(assignment.index) if assignment.index is not None else None
            if span is None or new is None:
                return None
            if new != assignment.index:
                edits.append(Edit(span.start, span.end, str(new)))
    return tuple(edits)


def own_text_end(document: Document) -> int:
    """Return the offset at which the part of a script ends that people write: where the vendor's begins, else the end."""
    last = document.tree.children[-1:]
    return last[0].start if last and last[0].kind == "vendor" else len(document.source)


def _reads_by_index(document: Document, name: str) -> bool:
    reading = re.compile(rf"\$\{{[#!]?{re.escape(name)}\[[^@*\]]")
    return reading.search(document.source.text, 0, own_text_end(document)) is not None


def with_path(document: Document, folders: str) -> tuple[Edit, ...]:
    """Return the edit that sets PATH above the first statement of a script; none where there is no statement."""
    first = next((node for node in document.tree.children if node.kind not in {"comment", "bom"}), None)
    if first is None:
        return ()
    start = document.source.full_lines(first.span).start
    newline = document.source.newline()
    return (Edit(start, start, f"PATH={folders}{newline}export PATH{newline}"),)
