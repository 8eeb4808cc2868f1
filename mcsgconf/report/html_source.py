"""The lines round a place as HTML, with the place marked, and what a fix would change there.

A line may be megabytes long and a place a thousand lines; what is shown of either is bounded.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from mcsgconf.report.xml_text import xml_text
from mcsgconf.text import Edit, SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcsgconf.lint.finding import Place

_AROUND = 2  # lines of context
_LINES = 8  # lines of a place at most
_BEFORE, _BEHIND = 80, 240  # characters of a line round a place
_CHANGED = 30  # lines that a shown change may touch


def source_html(source: SourceText, place: Place) -> str:
    """Return a `pre` with the lines of a place and those round it."""
    first, last = place.start.line, min(place.last_line, place.start.line + _LINES - 1)
    behind = _AROUND if last == place.last_line else 0
    there = len(source.line_starts) - source.text.endswith("\n")  # behind the last newline is no line
    numbers = range(max(1, first - _AROUND), max(last, min(there, last + behind)) + 1)
    wide = len(str(numbers[-1]))
    lines = [f"<i>{number:{wide}}</i> {_line(source, place, number)}\n" for number in numbers]
    if last < place.last_line:
        lines.append(f"<i>{'':{wide}}</i> {xml_text('…')} up to line {place.last_line}\n")
    return f'<pre class="source">{"".join(lines)}</pre>\n'


def _line(source: SourceText, place: Place, number: int) -> str:
    line = source.line_span(number)
    if not place.start.line <= number <= place.last_line:
        return _cut(source, line, line, marked=False)
    start = line.start + place.start.column - 1 if number == place.start.line else line.start
    end = line.start + place.end.column - 1 if number == place.end.line else line.end
    return _cut(source, line, Span(min(start, line.end), min(end, line.end)), marked=True)


def _cut(source: SourceText, line: Span, span: Span, *, marked: bool) -> str:
    start = max(line.start, span.start - _BEFORE) if marked else line.start
    end = min(line.end, span.start + _BEHIND)
    lead, tail = "…" * (start > line.start), "…" * (end < line.end)
    if not marked:
        return xml_text(lead + source.slice(Span(start, end)) + tail)
    inside = Span(span.start, min(max(span.end, span.start + 1), end))
    ahead = xml_text(lead + source.slice(Span(start, inside.start)))
    behind = xml_text(source.slice(Span(inside.end, end)) + tail)
    return f"{ahead}<mark>{xml_text(source.slice(inside)) or ' '}</mark>{behind}"


def change_html(source: SourceText, edits: Sequence[Edit]) -> str:
    """Return a `pre` with the lines that edits take out and put in; empty where they are more than can be shown."""
    whole = source.full_lines(Span(min(edit.start for edit in edits), max(edit.end for edit in edits)))
    if whole.end - whole.start > _CHANGED * _BEHIND:
        return ""
    moved = [Edit(edit.start - whole.start, edit.end - whole.start, edit.replacement) for edit in edits]
    before = SourceText(source.slice(whole))
    old, new = _lines(before.text), _lines(before.apply(moved).text)
    if len(old) > _CHANGED or len(new) > _CHANGED:
        return ""
    return f'<pre class="source">{"".join(_changes(old, new))}</pre>\n'


def _lines(text: str) -> list[str]:
    """Return the lines of a text; a carriage return at a line's end belongs to its end."""
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterable[str]:
    for tag, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (f"  {xml_text(line)}\n" for line in old[start:end])
            continue
        yield from (f"<del>- {xml_text(line)}</del>\n" for line in old[start:end])
        yield from (f"<ins>+ {xml_text(line)}</ins>\n" for line in new[new_start:new_end])
