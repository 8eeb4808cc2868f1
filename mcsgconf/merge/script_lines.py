"""Lines of a script with several assignments on them: what they look like with other values, or without some of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.merge.compose import Note, Remove, Replace, Rewrite
from mcsgconf.merge.script_view import lines_in
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.result import Decision
    from mcsgconf.merge.script_view import Element, ScriptView


@dataclass(frozen=True, slots=True)
class ElementEdit:
    """What becomes of one assignment of current: its new value as it is written, or None where it goes."""

    element: Element
    text: str | None
    decision: Decision


def element_changes(view: ScriptView, edits: Iterable[ElementEdit]) -> Iterator[Change]:
    """Yield the changes of assignments; where one goes from a line that has others, the line is written anew."""
    by_line: dict[int, list[ElementEdit]] = {}
    for edit in edits:
        by_line.setdefault(view.source.full_lines(edit.element.span).start, []).append(edit)
    newline = view.source.newline()
    for start, found in by_line.items():
        if all(edit.text is not None for edit in found):
            for edit in found:
                yield Replace(edit.element.value_span, (edit.text or "").replace("\n", newline), edit.decision)
            continue
        span = lines_of_elements(view, start)
        lines = rewritten(view, start, {edit.element.span: edit.text for edit in found})
        first, *others = found
        yield Rewrite(span, tuple(lines), first.decision) if lines else Remove(span, first.decision)
        for edit in others:
            yield Note(edit.element.span.start if lines else None, edit.decision)


def gone_lines(view: ScriptView, edits: Iterable[ElementEdit]) -> frozenset[int]:
    """Return the offsets of the lines from which all assignments go."""
    gone = {edit.element.span for edit in edits if edit.text is None}
    starts = {view.source.full_lines(span).start for span in gone}
    return frozenset(start for start in starts if all(element.span in gone for _, element in view.on_line[start]))


def lines_of_elements(view: ScriptView, start: int) -> Span:
    """Return the whole lines of the assignments that begin on the line at an offset."""
    return Span(start, max(view.source.full_lines(element.span).end for _, element in view.on_line[start]))


def rewritten(view: ScriptView, start: int, values: Mapping[Span, str | None]) -> list[str]:
    """Return the lines of the assignments that begin on a line, with other values, without those whose value is None.

    `values` go by the place of the assignment. The lines have nothing else on them but a comment, and without any
    assignment they go.
    """
    text = view.source.text
    span = lines_of_elements(view, start)
    elements = [element for _, element in view.on_line[start]]
    indent = text[start : elements[0].span.start]
    pieces: list[str] = []
    end = span.start
    for element in elements:
        value = values.get(element.span, element.text)
        if value is not None:
            separator = text[end : element.span.start] if pieces else indent
            pieces += [separator, text[element.span.start : element.value_span.start], value]
            pieces.append(text[element.value_span.end : element.span.end])
        end = element.span.end
    rest = text[end : span.end]
    return lines_in("".join(pieces) + rest) if pieces else []
