"""The currency of the whole house: a text with exact bytes, places in it, and edits of it.

Every fix, merge, node edit and editor action is a list of `Edit`s over a `SourceText`; every value that a model holds
knows its `Span`. Offsets count characters of the decoded text. Nothing that knows what a text means may enter here,
and this module imports nothing of the house but its exceptions.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from mcsgconf.errors import EditError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Span(NamedTuple):
    """A half-open range of character offsets: `start` is inside, `end` is the first one behind."""

    start: int
    end: int


class Position(NamedTuple):
    """A place for people and editors: line and column, both from 1, the column in characters."""

    line: int
    column: int


class Edit(NamedTuple):
    """Replace the characters from `start` up to `end` by `replacement`; `start == end` inserts."""

    start: int
    end: int
    replacement: str


def decode(data: bytes) -> str:
    """Return `data` as text that `encode` turns back into the same bytes, whatever they are.

    Bytes that are not UTF-8 become one character each (a lone surrogate), a byte-order mark becomes one character.
    """
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """Return the bytes of `text`: those it was decoded from, or its UTF-8 form where it was given as a string."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


class SourceText:
    """A text and the name it goes by in messages (a path, or `<stdin>`). Never changed once made."""

    __slots__ = ("_line_starts", "name", "text")

    def __init__(self, text: str, name: str = "<text>") -> None:
        self.text: Final = text
        self.name: Final = name
        self._line_starts: list[int] = []

    def __repr__(self) -> str:
        return f"<SourceText {self.name!r}, {len(self.text)} characters>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SourceText):
            return NotImplemented
        return (self.text, self.name) == (other.text, other.name)

    def __hash__(self) -> int:
        return hash((self.text, self.name))

    @classmethod
    def from_bytes(cls, data: bytes, name: str = "<bytes>") -> SourceText:
        """Return the text of `data`; never fails, and `to_bytes` gives `data` back."""
        return cls(decode(data), name)

    def to_bytes(self) -> bytes:
        """Return the exact bytes of this text."""
        return encode(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, span: Span) -> str:
        """Return the characters of `span`."""
        return self.text[span.start : span.end]

    @property
    def line_starts(self) -> list[int]:
        """Offsets at which lines begin, the first being 0. A line ends behind its newline and nowhere else."""
        starts = self._line_starts
        if not starts:
            starts.append(0)
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
        return starts

    def position(self, offset: int) -> Position:
        """Return line and column of a character offset between 0 and the length of the text."""
        starts = self.line_starts
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """Return the span of a line counted from 1, without its line end (LF or CRLF)."""
        starts = self.line_starts
        start = starts[line - 1]
        if line == len(starts):
            return Span(start, len(self.text))
        end = starts[line] - 1
        return Span(start, end - 1 if self.text.endswith("\r", start, end) else end)

    def full_lines(self, span: Span) -> Span:
        """Return `span` widened to whole lines, the line end of the last one included."""
        starts = self.line_starts
        first = starts[bisect_right(starts, span.start) - 1]
        last = bisect_right(starts, max(span.start, span.end - 1))
        return Span(first, starts[last] if last < len(starts) else len(self.text))

    def newline(self) -> str:
        """Return the line end that a new line of this text should have: that of its first line, LF where it has none."""
        at = self.text.find("\n")
        return "\r\n" if at > 0 and self.text[at - 1] == "\r" else "\n"

    def apply(self, edits: Iterable[Edit]) -> SourceText:
        """Return a new text with `edits` carried out at once; offsets are those of this text.

        Raises:
            EditError: two edits overlap, or one runs backwards or reaches outside the text. Two insertions at one
                place keep the order in which they were given.
        """
        pieces: list[str] = []
        at = 0
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if not 0 <= edit.start <= edit.end <= len(self.text):
                raise EditError(f"edit {edit.start}:{edit.end} lies outside a text of {len(self.text)} characters")
            if edit.start < at:
                raise EditError(f"edit {edit.start}:{edit.end} overlaps the one before it, which ends at {at}")
            pieces += (self.text[at : edit.start], edit.replacement)
            at = edit.end
        pieces.append(self.text[at:])
        return SourceText("".join(pieces), self.name)
