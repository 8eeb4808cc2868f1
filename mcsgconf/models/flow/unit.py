"""A piece of shell that is analysed: a file, or a text that a command hands to a shell, with what a look over it tells.

The look is textual on purpose: whatever might assign a variable counts as if it did, so that a variable with one
assignment has really one. Nothing here follows the flow of control.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mcsgconf.models.kind import SHELL_KINDS
from mcsgconf.syntax.delimit import Delimiter
from mcsgconf.syntax.shell import parse_shell
from mcsgconf.syntax.words import Unknown, parts
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

_ASSIGNED = re.compile(
    r"(?<![\w$./{-])(?P<name>[A-Za-z_]\w*+)(?:\[[^\]\n]*+\])?+[ \t]*+(?:\+\+|--|(?:[-+*/%&|^]|<<|>>)?+=(?!=))"
    r"|(?:\+\+|--)[ \t]*+\$?(?P<stepped>[A-Za-z_]\w*+)"
    r"|\$\{(?P<default>[A-Za-z_]\w*+)(?:\[[^\]\n]*+\])?+:?="
    r"|(?<![\w$-])(?:for|select)[ \t]++(?P<loop>[A-Za-z_]\w*+)",
    re.ASCII,
)
_ASSIGNERS = re.compile(
    r"(?<![\w$-])(?:read|unset|typeset|declare|local|integer|float|getopts|mapfile|readarray|printf[ \t]++-v|set[ \t]++-A)"
    r"(?![\w-])(?P<rest>[^\n;|&]*+)",
    re.ASCII,
)
_NAME = re.compile(r"(?<![\w$-])[A-Za-z_]\w*+(?!\w|\+?=)", re.ASCII)
_FIFO_MADE = re.compile(r"(?<![\w$-])(?:mkfifo\b|mknod\b[^\n;]*[ \t]p\b)", re.ASCII)
_REFERENCE_MADE = re.compile(r"(?<![\w$-])(?:nameref|(?:typeset|declare|local)[ \t]++-\w*n)", re.ASCII)
_INTEGERS = re.compile(
    r"(?<![\w$-])(?:integer|(?:typeset|declare|local)[ \t]++-\w*i\w*)[ \t]++(?P<names>[^\n;]*+)", re.ASCII
)
_ALIAS = re.compile(r"(?<![\w$-])alias[ \t]++(?:-\w[ \t]++)?(?P<name>[^\s=]++)=", re.ASCII)
_SHEBANG = re.compile(r"\ufeff?#![ \t]*+(\S++)([^\n]*+)")
_ESCAPED = re.compile(r"\\([$`\\])")


@dataclass(frozen=True)
class Unit:
    """A text that is analysed.

    `place` is where the document has it when it is a text inside another one: all its steps are there. None: the
    text is the document's own, and offsets are the document's. `level` says how many texts it stands in.
    """

    document: Document
    text: str
    tree: Node
    place: Span | None = None
    level: int = 0
    _inner: dict[tuple[str, Span], Unit] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of_document(cls, document: Document) -> Unit | None:
        """Return a file as a unit, None for one that is no shell script."""
        if document.kind not in SHELL_KINDS:
            return None
        return cls(document, document.source.text, document.tree)

    def inner(self, text: str, place: Span) -> Unit:
        """Return a text that stands in this one at `place`, as a unit of its own."""
        unit = self._inner.get((text, place))
        if unit is None:
            unit = Unit(self.document, text, parse_shell(text, cut_vendor=False), place, self.level + 1)
            self._inner[text, place] = unit
        return unit

    def slice(self, node: Node) -> str:
        """Return the text of a node."""
        return self.text[node.start : node.end]

    def span(self, node: Node) -> Span:
        """Return where a node is in the document."""
        return self.place or node.span

    def last_line(self, node: Node) -> Span:
        """Return where the last line of a node is: where a compound statement ends."""
        if self.place is not None:
            return self.place
        line = self.text.rfind("\n", node.start, node.end) + 1
        start = max(node.start, line)
        while start < node.end and self.text[start] in " \t":
            start += 1
        return Span(start, node.end)

    @cached_property
    def code(self) -> str:
        """The text with its comments blanked out."""
        pieces: list[str] = []
        at = 0
        for node in self.tree.walk():
            if node.kind == "comment" and node.start >= at:
                pieces += (self.text[at : node.start], " " * (node.end - node.start))
                at = node.end
        return "".join([*pieces, self.text[at:]])

    @cached_property
    def assigned(self) -> dict[str, list[int]]:
        """The offsets of whatever might assign a variable, by its name, rising."""
        found: dict[str, list[int]] = {}
        for match in _ASSIGNED.finditer(self.code):
            found.setdefault(match[match.lastgroup or "name"], []).append(match.start())
        for command in _ASSIGNERS.finditer(self.code):
            for name in _NAME.finditer(self.code, command.start("rest"), command.end("rest")):
                found.setdefault(name[0], []).append(name.start())
        return {name: sorted(offsets) for name, offsets in found.items()}

    @cached_property
    def makes_fifo(self) -> bool:
        """Whether a named pipe is made."""
        return _FIFO_MADE.search(self.code) is not None

    @cached_property
    def aliases(self) -> frozenset[str]:
        """The names that are made aliases."""
        return frozenset(match["name"] for match in _ALIAS.finditer(self.code))

    @cached_property
    def integers(self) -> frozenset[str]:
        """The variables that are declared integers: what they are assigned is reckoned."""
        found = (word.partition("=")[0] for match in _INTEGERS.finditer(self.code) for word in match["names"].split())
        return frozenset(found)

    @cached_property
    def is_devious(self) -> bool:
        """Whether a variable may be assigned under another name, which no look at the text can tell."""
        return _REFERENCE_MADE.search(self.code) is not None

    @cached_property
    def ignores_case(self) -> bool:
        """Whether patterns may match regardless of case."""
        return "nocasematch" in self.code

    def functions_round(self, at: int) -> Iterator[Span]:
        """Yield where the functions are defined that an offset lies in, the innermost first."""
        starts, spans, outer = self._functions
        index = bisect_right(starts, at) - 1
        while index >= 0:
            if at < spans[index].end:
                yield spans[index]
            index = outer[index]

    @cached_property
    def _functions(self) -> tuple[list[int], list[Span], list[int]]:
        """The functions by their starts, and for each the index of the one round it, -1 where there is none."""
        spans = [node.span for node in self.tree.walk() if node.kind == "function"]
        outer: list[int] = []
        open_: list[int] = []
        for index, span in enumerate(spans):
            while open_ and spans[open_[-1]].end <= span.start:
                open_.pop()
            outer.append(open_[-1] if open_ else -1)
            open_.append(index)
        return [span.start for span in spans], spans, outer

    @cached_property
    def interpreter(self) -> tuple[str, str]:
        """The name of the shell in the first line and its options; both empty where there is none."""
        found = _SHEBANG.match(self.text)
        if found is None:
            return "", ""
        program, options = found[1].rpartition("/")[2], found[2].strip()
        return (options, "") if program == "env" else (program, options)

    @property
    def options(self) -> str:
        """The options of the first line, such as `-e`; empty where there are none."""
        return self.interpreter[1] if self.interpreter[1].startswith("-") else ""

    @property
    def first_line(self) -> Span:
        """Where the first line is."""
        if self.place is not None:
            return self.place
        end = self.text.find("\n")
        return Span(0, len(self.text) if end < 0 else end)


def substitutions(word: str) -> list[str]:
    """Return the texts of the commands that a word runs: in `$( )`, in backquotes, in `<( )` and inside `${ }`."""
    if not _runs_something(word):
        return []
    found: list[str] = []
    for part in parts(word):
        if isinstance(part, Unknown):
            found += _commands_in(word[part.start : part.end])
    return found


def commands_in_text(text: str) -> list[str]:
    """Return the commands that a text without quotes of its own runs: a here-document, an arithmetic expression."""
    return list(_commands_in(text)) if _runs_something(text) else []


def _runs_something(text: str) -> bool:
    return "$(" in text or "`" in text or "<(" in text or ">(" in text


def _commands_in(text: str) -> Iterator[str]:
    delimiter = Delimiter(text, len(text))
    at = 0
    while at < len(text):
        starts = [start for opener in ("$(", "`", "<(", ">(") if (start := text.find(opener, at)) >= 0]
        if not starts:
            return
        at = min(starts)
        if text.startswith("$((", at) and delimiter.arithmetic(at + 1) is not None:
            at += 3
            continue
        end = delimiter.expansion(at)
        if not isinstance(end, int) or end <= at + 1:
            yield text[at:]
            return
        yield _ESCAPED.sub(r"\1", text[at + 1 : end - 1]) if text[at] == "`" else text[at + 2 : end - 1]
        at = end
