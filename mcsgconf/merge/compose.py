"""Puts a merge's changes into current's text, and gives each decision the line of the result that it speaks of.

A policy says what is to change and why; how lines are ended, what stands first where several changes meet at one place,
and how lines are counted is only known here.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mcsgconf.merge.view import BASE_MARK, CURRENT_MARK, GENERIC_MARK, MIDDLE_MARK
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcsgconf.merge.result import Decision
    from mcsgconf.models.document import Document
    from mcsgconf.text import SourceText, Span


@dataclass(frozen=True, slots=True)
class Line:
    """A line to be added, without line end, and the decision that accounts for it."""

    text: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Insert:
    """Lines to be added at the start of a line, or at the end of the text."""

    at: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """Whole lines that go."""

    span: Span
    decision: Decision


@dataclass(frozen=True, slots=True)
class Replace:
    """A piece of a line, or of lines that belong together, that is written anew."""

    span: Span
    text: str
    decision: Decision


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Whole lines that are written anew, or added if `span` is empty, by one decision; `lines` have no line ends."""

    span: Span
    lines: tuple[str, ...]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Mark:
    """A conflict: `span` holds current's whole lines (none if empty), the others are given without line ends."""

    span: Span
    base: tuple[str, ...]
    generic: tuple[str, ...]
    decision: Decision


@dataclass(frozen=True, slots=True)
class Note:
    """A decision that changes nothing; `at` is the offset in current that it speaks of, if any."""

    at: int | None
    decision: Decision


Change: TypeAlias = Insert | Remove | Replace | Rewrite | Mark | Note


class _Speaker(NamedTuple):
    """A decision and the lines that it accounts for, counted from the first line of its piece."""

    decision: Decision
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A replacement of `start` to `end`: by whole lines, or by `text` within a line.

    Where pieces meet, those of a lower rank stand first: the end of a conflict, then new lines, then the beginning of
    the next conflict, then what happens to the line there.
    """

    start: int
    end: int
    rank: int
    lines: tuple[str, ...] = ()
    text: str = ""
    speakers: tuple[_Speaker, ...] = ()


def compose(current: Document, changes: Sequence[Change]) -> tuple[Document, tuple[Decision, ...]]:
    """Return current with all changes made, and the decisions in the order of the text, each with its line.

    Decisions that speak of no place in the text come last.
    """
    source = current.source
    pieces = sorted((piece for change in changes for piece in _pieces(change, source)), key=_PLACE)
    writer = _Writer(source)
    for piece in pieces:
        writer.write(piece)
    notes = [change for change in changes if isinstance(change, Note)]
    placed = sorted(((note.at, note.decision) for note in notes if note.at is not None), key=itemgetter(0))
    decided = [*writer.decided, *writer.count(placed)]
    decided.sort(key=itemgetter(0))
    placeless = [note.decision for note in notes if note.at is None]
    return current.apply(writer.edits), (*(decision for _, decision in decided), *placeless)


_PLACE = attrgetter("start", "end", "rank")


class _Writer:
    """Turns pieces, given in the order of the text, into edits, and counts the lines of the result."""

    def __init__(self, source: SourceText) -> None:
        self.edits: list[Edit] = []
        self.decided: list[tuple[int, Decision]] = []  # with the line of the result where each one sorts
        self._source = source
        self._ends: list[int] = []  # starts of the pieces, and how many lines further down it goes on behind each
        self._shifts: list[int] = []
        self._shift = 0
        self._unterminated = bool(source.text) and not source.text.endswith("\n")
        self._open = self._unterminated  # whether the text written so far ends within a line, once it is at its end

    def write(self, piece: _Piece) -> None:
        """Add one piece."""
        first = self._source.position(piece.start).line + self._shift
        text = piece.text
        if piece.lines:
            text, on_new_line = self._whole_lines(piece)
            first += on_new_line
        elif piece.start < piece.end == len(self._source) and not text:
            self._open = False
        for decision, begin, end in piece.speakers:
            placed = decision if begin > end else replace(decision, line=first + begin, end_line=first + end)
            self.decided.append((first + begin, placed))
        self.edits.append(Edit(piece.start, piece.end, text))
        self._shift += text.count("\n") - self._source.text.count("\n", piece.start, piece.end)
        self._ends.append(piece.start)
        self._shifts.append(self._shift)

    def count(self, notes: Iterable[tuple[int, Decision]]) -> Iterator[tuple[int, Decision]]:
        """Yield decisions that change nothing, with the line of the result that has what stood at their offset."""
        for at, decision in notes:
            behind = bisect_right(self._ends, at) - 1
            line = self._source.position(at).line + (self._shifts[behind] if behind >= 0 else 0)
            yield line, replace(decision, line=line, end_line=line)

    def _whole_lines(self, piece: _Piece) -> tuple[str, bool]:
        """Return lines with the line end of their neighbours, and whether they had to end the line before them."""
        newline = _newline(self._source, piece.start)
        if not (self._unterminated and piece.start == len(self._source)):
            return "".join(line + newline for line in piece.lines), False
        was_open, self._open = self._open, True
        return (newline if was_open else "") + newline.join(piece.lines), was_open


def _newline(source: SourceText, at: int) -> str:
    """Return the line end of the line in front of an offset, that of the text where it has none."""
    before = source.text[max(0, at - 2) : at]
    if before.endswith("\n"):
        return "\r\n" if before == "\r\n" else "\n"
    return source.newline()


def _pieces(change: Change, source: SourceText) -> Iterator[_Piece]:
    match change:
        case Insert(at, lines):
            speakers = tuple(_Speaker(line.decision, number, number) for number, line in enumerate(lines))
            yield _Piece(at, at, 1, tuple(line.text for line in lines), speakers=speakers)
        case Remove(span, decision):
            yield _Piece(span.start, span.end, 3, speakers=(_Speaker(decision, 0, -1),))
        case Replace(span, text, decision):
            yield _Piece(span.start, span.end, 3, text=text, speakers=(_Speaker(decision, 0, text.count("\n")),))
        case Rewrite(span, lines, decision):
            rank = 1 if span.start == span.end else 3
            yield _Piece(span.start, span.end, rank, lines, speakers=(_Speaker(decision, 0, len(lines) - 1),))
        case Mark():
            yield from _marks(change, source)
        case Note():
            return


def _marks(mark: Mark, source: SourceText) -> Iterator[_Piece]:
    opening = (f"{CURRENT_MARK} current",)
    closing = (f"{BASE_MARK} base", *mark.base, MIDDLE_MARK, *mark.generic, f"{GENERIC_MARK} generic")
    start, end = mark.span
    inside = source.slice(mark.span)
    count = inside.count("\n") + (inside != "" and not inside.endswith("\n"))
    speakers = (_Speaker(mark.decision, 0, count + len(closing)),)
    if start == end:
        yield _Piece(start, end, 1, opening + closing, speakers=speakers)
    else:
        yield _Piece(start, start, 2, opening, speakers=speakers)
        yield _Piece(end, end, 0, closing)
