"""A piece of a source line as a terminal shows it: harmless, its tabs expanded, cut to a width, with a marked range.

A line may be megabytes long and have thousands of findings, so only what is near the marked range is ever looked at.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.report.escape import escape_pieces
from mcsgconf.text import Span

if TYPE_CHECKING:
    from mcsgconf.lint.finding import Place
    from mcsgconf.text import SourceText

_TAB = 8
_LEAST = 20
_CUT = "…"
_INVISIBLE = frozenset({"Mn", "Me", "Cf"})  # combining marks, joiners


class Excerpt(NamedTuple):
    """A line as it is shown, and the marked range in it: columns of the terminal ahead of it and columns it takes."""

    line: str
    before: int
    marked: int


class _Cell(NamedTuple):
    """A piece of what is shown that is never parted: the character it stands for, its text and its columns."""

    offset: int
    text: str
    columns: int


def excerpt(source: SourceText, place: Place, width: int) -> Excerpt:
    """Return the first line of a place in at most `width` columns; what is cut off is shown as an ellipsis.

    Args:
        source: the text that the place is in.
        place: what is marked: up to the end of its first line, and one column at least.
        width: columns of a terminal; less than twenty count as twenty.
    """
    width = max(width, _LEAST)
    line = source.line_span(place.start.line)
    first = min(line.start + place.start.column - 1, line.end)
    last = min(line.start + place.end.column - 1, line.end) if place.end.line == place.start.line else line.end
    last = max(last, first + 1)
    room = width - 2 * len(_CUT)
    near = Span(max(line.start, first - 2 * room), min(line.end, first + 2 * room))
    cells = _cells(source.slice(near), near.start)
    start, end = _window(cells, Span(first, last), width, room)
    cut = start > 0 or near.start > line.start
    marked = [cell.columns for cell in cells[start:end] if first <= cell.offset < last]
    before = sum(cell.columns for cell in cells[start:end] if cell.offset < first)
    text = "".join(cell.text for cell in cells[start:end])
    tail = _CUT if end < len(cells) or near.end < line.end else ""
    return Excerpt(f"{_CUT if cut else ''}{text}{tail}", len(_CUT) * cut + before, max(1, sum(marked)))


def _window(cells: list[_Cell], marked: Span, width: int, room: int) -> tuple[int, int]:
    """Return which cells are shown: all where they fit in `width`, else those round the marked range, in `room` columns."""
    if sum(cell.columns for cell in cells) <= width:
        return 0, len(cells)
    wanted = sum(cell.columns for cell in cells if marked.start <= cell.offset < marked.end)
    start = end = next((at for at, cell in enumerate(cells) if cell.offset >= marked.start), len(cells))
    ahead = max(room // 4, (room - wanted) // 2)
    while start > 0 and cells[start - 1].columns <= ahead:
        start -= 1
        ahead -= cells[start].columns
        room -= cells[start].columns
    while end < len(cells) and cells[end].columns <= room:
        room -= cells[end].columns
        end += 1
    while start > 0 and cells[start - 1].columns <= room:  # the line ends early: what is ahead may have the rest
        start -= 1
        room -= cells[start].columns
    return start, end


def _cells(text: str, offset: int) -> list[_Cell]:
    """Return the characters of a text as they are shown, the first one being at `offset`."""
    cells: list[_Cell] = []
    column = 0
    for at, piece in escape_pieces(text):
        escaped = len(piece) > 1 and text[at] != piece[0]
        for number, char in enumerate([piece] if escaped else piece):
            shown = " " * (_TAB - column % _TAB) if char == "\t" else char
            cells.append(_Cell(offset + at + number, shown, columns(shown)))
            column += cells[-1].columns
    return cells


def columns(text: str) -> int:
    """Return how many columns of a terminal a text without control characters takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(char) in _INVISIBLE else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
