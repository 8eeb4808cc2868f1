"""Text of a file of the system, one entry a line -> lossless tree.

Serves the companions of a configuration: `/etc/hosts`, `/etc/fstab`, `cmclnodelist`, `/etc/inittab` and the like, and
captures of commands. Shapes only: which character parts the fields, and what they mean, is said by `models.companions`.

The tree is a `file` node whose children are, line by line:

- `entry`, with leaves `word` (parted by blanks) and perhaps `remark` (a `#` text behind the words);
- `comment`, a run of comment lines, and `blank`, a run of blank lines.

Nodes of lines hold their line end. A byte-order mark is a leaf `bom`. No text has an `error` node.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mcsgconf.syntax.tables import parser_for, result_of
from mcsgconf.syntax.tree import Node

if TYPE_CHECKING:
    from lark import Lark, Token

_KINDS = {"BOM": "bom", "COMMENTS": "comment", "BLANKS": "blank"}
_BLANKS = " \t\r\n\f\v"
_WORD = re.compile(rf"[^{_BLANKS}]++")


class _Callbacks:
    """Makes nodes of Lark's tokens."""

    def start(self, tokens: list[Token]) -> Node:
        at = 0
        lines = []
        for token in tokens:
            end = at + len(token)
            lines.append(_entry(token, at) if token.type == "ENTRY" else Node(_KINDS[token.type], at, end))
            at = end
        return Node("file", 0, at, tuple(lines))


def _entry(token: Token, start: int) -> Node:
    leaves = []
    for word in _WORD.finditer(token):
        if word[0].startswith("#"):
            leaves.append(Node("remark", start + word.start(), start + len(token.rstrip(_BLANKS))))
            break
        leaves.append(Node("word", start + word.start(), start + word.end()))
    return Node("entry", start, start + len(token), tuple(leaves))


@cache
def _parser() -> Lark:
    return parser_for("lines", _Callbacks())


def parse_lines(text: str) -> Node:
    """Return the tree of a file of lines: a node `file` over the whole of `text`. Takes any text, in linear time."""
    return result_of(_parser(), text)
