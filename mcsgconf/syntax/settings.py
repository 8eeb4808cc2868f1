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

from mcsgconf.collector import at_rest
from mcsgconf.syntax.line_tokens import line_tokens
from mcsgconf.syntax.tree import ERROR, Node

_KINDS = {"BOM": "bom", "COMMENTS": "comment", "BLANKS": "blank", "JUNK": ERROR}
_NOT_A_SETTING = "this line is neither a comment nor a parameter with its value"
_PARTS = re.compile(
    r"[ \t]*+(?P<name>[^ \t\r\n]++)[ \t]*+"
    r"(?P<value>(?!#)(?:[^ \t\n\r\"']++|\"[^\"\n]*+\"|'[^'\n]*+'|[\"']|\r(?!\n)|[ \t]++(?!#|\r?\n|\Z))++)?+[ \t]*+"
    r"(?P<remark>#(?:[^\n\r]|\r(?!\n))*+)?+",
)
"""The parts of a setting's line. A `#` begins a remark where a blank stands before it and no quote is open."""


@at_rest()
def parse_settings(text: str) -> Node:
    """Return the tree of a NAME value file: a node `file` over the whole of `text`. Takes any text, in linear time."""
    lines = []
    for terminal, start, end in line_tokens("settings", text):
        if terminal == "SETTING":
            lines.append(Node("setting", start, end, _leaves(text, start, end)))
        else:
            message = _NOT_A_SETTING if terminal == "JUNK" else None
            lines.append(Node(_KINDS[terminal], start, end, (), message))
    return Node("file", 0, len(text), tuple(lines))


def _leaves(text: str, start: int, end: int) -> tuple[Node, ...]:
    match = _PARTS.match(text, start, end)
    if match is None:
        return ()
    _, name, value, remark = match.regs
    leaves = [Node("name", *name)]
    if value[0] >= 0:
        leaves.append(Node("value", *value))
    if remark[0] >= 0:
        leaves.append(Node("remark", *remark))
    return tuple(leaves)
