"""Text of a NAME value file -> lossless tree.

Serves the cluster file, the legacy and the modular package file, which have one syntax. Shapes only: whether a name is
a parameter, and which block a line belongs to, is said by the catalogue and `models.blocks`.

The tree is a `file` node whose children are, line by line:

- `setting`, with leaves `name`, perhaps `value` (trailing blanks left out, several words and quotes kept in) and
  perhaps `remark` (a `#` text behind the value, which the vendor's own files never have);
- `comment`, a run of comment lines, and `blank`, a run of blank lines;
- `error`, a line that is no `NAME value`.

Nodes of lines hold their line end. A byte-order mark is a leaf `bom`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mcsgconf.syntax.tables import parser_for, result_of
from mcsgconf.syntax.tree import ERROR, Node

if TYPE_CHECKING:
    from lark import Lark, Token

_KINDS = {"BOM": "bom", "COMMENTS": "comment", "BLANKS": "blank", "SETTING": "setting", "JUNK": ERROR}
_LEAVES = ("name", "value", "remark")
_NOT_A_SETTING = "this line is neither a comment nor a parameter with its value"
_PARTS = re.compile(
    r"[ \t]*+(?P<name>[^ \t\r\n]++)[ \t]*+"
    r"(?P<value>(?!#)(?:[^ \t\n\r\"']++|\"[^\"\n]*+\"|'[^'\n]*+'|[\"']|\r(?!\n)|[ \t]++(?!#|\r?\n|\Z))++)?+[ \t]*+"
    r"(?P<remark>#(?:[^\n\r]|\r(?!\n))*+)?+",
)
"""The parts of a setting's line. A `#` begins a remark where a blank stands before it and no quote is open."""


class _Callbacks:
    """Makes nodes of Lark's tokens."""

    def start(self, tokens: list[Token]) -> Node:
        at = 0
        lines = []
        for token in tokens:
            end = at + len(token)
            lines.append(_line(token, at, end))
            at = end
        return Node("file", 0, at, tuple(lines))


def _line(token: Token, start: int, end: int) -> Node:
    if token.type == "SETTING":
        match = _PARTS.match(token)
        spans = [] if match is None else match.regs[1:]
        leaves = [Node(kind, start + at, start + to) for kind, (at, to) in zip(_LEAVES, spans, strict=False) if at >= 0]
        return Node("setting", start, end, tuple(leaves))
    return Node(_KINDS[token.type], start, end, (), _NOT_A_SETTING if token.type == "JUNK" else None)


@cache
def _parser() -> Lark:
    return parser_for("settings", _Callbacks())


def parse_settings(text: str) -> Node:
    """Return the tree of a NAME value file: a node `file` over the whole of `text`. Takes any text, in linear time."""
    return result_of(_parser(), text)
