"""A file of NAME value lines cut into pieces: each setting's line, and the comments and blank lines that go with it.

Where the keyed merge takes text from two files, a comment goes where its setting goes: the one below it, or the node in
front of it where its words say so (see `places`). All pieces put together are the file, byte for byte.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.merge.paths import settings_of
from mcsgconf.merge.places import Places
from mcsgconf.merge.view import View, is_node
from mcsgconf.models.blocks import BlockTree
from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from mcsgconf.merge.core import Item
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Form:
    """What of a file's bytes is not in its lines: a mark in front, the line end, whether the last line has one."""

    mark: str
    newline: str
    is_ended: bool

    @classmethod
    def of(cls, text: str) -> Form:
        """Return the form of a text; the line end is CRLF only if every line has that."""
        count = text.count("\n")
        newline = "\r\n" if count and text.count("\r\n") == count else "\n"
        return cls(_BOM if text.startswith(_BOM) else "", newline, text.endswith("\n") or not text)

    def without(self, text: str) -> str:
        """Return a text of this form as lines that all end in LF."""
        text = text.removeprefix(self.mark)
        if self.newline != "\n":
            text = text.replace(self.newline, "\n")
        return text if self.is_ended else text + "\n"

    def give(self, text: str) -> str:
        """Return lines that end in LF in this form."""
        if not self.is_ended:
            text = text.removesuffix("\n")
        return self.mark + (text.replace("\n", self.newline) if self.newline != "\n" else text)


@dataclass(frozen=True, slots=True)
class Line:
    """The line of a setting: indent, name, blanks, value, and what stands behind it up to the line end."""

    indent: str
    name: str
    blanks: str
    value: str
    rest: str

    def __str__(self) -> str:
        return f"{self.indent}{self.name}{self.blanks}{self.value}{self.rest}\n"


class Pieces:
    """One file in pieces; `root` is the tree whose settings they are of."""

    def __init__(self, document: Document, form: Form) -> None:
        self._text = form.without(document.source.text)
        self._view = View(parse(self._text, kind=document.kind))
        self.root = self._view.root
        self._leads: dict[int, str] = {}  # by the start of the setting's line
        self._tails: dict[int, str] = {}  # by the start of the line that opens the node
        self.end = self._cut() if self.can_be_cut else ""
        self._starts = [*self._leads]

    @property
    def can_be_cut(self) -> bool:
        """Whether every setting has a place in the tree, and no conflict of an earlier merge stands in the text."""
        return not self.root.orphans and not self._view.regions

    def lead(self, setting: Setting) -> str:
        """Return the comments and blank lines above a setting that go with it."""
        return self._leads[setting.node.start]

    def hand_down(self, item: Item) -> None:
        """Let the comments above an item go with what stands behind it."""
        settings = settings_of(item)
        first, last = settings[0].node.start, settings[-1].node.start
        lead, self._leads[first] = self._leads[first], ""
        behind = bisect_right(self._starts, last)
        if behind < len(self._starts):
            below = self._leads[self._starts[behind]]
            self._leads[self._starts[behind]] = lead + below if below.strip() else lead
        else:
            self.end = lead + self.end

    def tail(self, block: BlockTree) -> str:
        """Return the comments behind the last line of a node that belong to it; other blocks have none."""
        return self._tails.get(block.opener.node.start, "") if block.opener is not None else ""

    def line(self, setting: Setting) -> Line:
        """Return the line of a setting."""
        text = self._text
        start, end = setting.node.span
        name, value = setting.name_span, setting.value_span
        return Line(
            text[start : name.start],
            text[name.start : name.end],
            text[name.end : value.start],
            text[value.start : value.end],
            text[value.end : end].removesuffix("\n"),
        )

    def _cut(self) -> str:
        """Fill in what stands above each setting and behind each node; return what stands behind everything."""
        places = Places(self._view) if self._view.document.kind is Kind.CLUSTER else None
        at = 0
        for item in self.root.items:
            for setting in settings_of(item):
                self._leads[setting.node.start] = self._text[at : setting.node.start]
                at = setting.node.end
            if places is not None and isinstance(item, BlockTree) and is_node(item) and item.opener is not None:
                tail = places.tail(item)
                self._tails[item.opener.node.start] = self._text[at:tail]
                at = max(at, tail)
        return self._text[at:]
