"""The entries of a file of lines: what all families of companions are read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.located import Located, readable
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that is neither blank nor a comment: its words, one at least, and all of it without the blanks round it.

    `words` leave a remark behind them out; `line` has it.
    """

    words: tuple[Located[str], ...]
    line: Located[str]

    @property
    def span(self) -> Span:
        """From the first word to the last."""
        return Span(self.words[0].span.start, self.words[-1].span.end)


def entries(document: Document) -> Iterator[Entry]:
    """Yield the entries of a companion that is lines of words, in its order."""
    text = document.source.text
    for node in document.tree.children:
        if node.kind != "entry":
            continue
        words = tuple(located(text, child.span) for child in node.children if child.kind == "word")
        if words:
            yield Entry(words, located(text, Span(node.children[0].start, node.children[-1].end)))


def located(text: str, span: Span) -> Located[str]:
    """Return a piece of a text with its place."""
    piece = text[span.start : span.end]
    return Located(readable(piece), piece, span)


def fields(entry: Entry, separator: str) -> tuple[Located[str], ...]:
    """Return the fields of an entry whose line is parted by a character, such as the colons of `/etc/passwd`."""
    at = entry.line.span.start
    found = []
    for piece in entry.line.text.split(separator):
        found.append(Located(readable(piece), piece, Span(at, at + len(piece))))
        at += len(piece) + len(separator)
    return tuple(found)
