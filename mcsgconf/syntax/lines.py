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

from mcsgconf.syntax.line_tokens import line_tokens
from mcsgconf.syntax.tree import Node

_KINDS = {"BOM": "bom", "COMMENTS": "comment", "BLANKS": "blank"}
_BLANKS = " \t\r\n\f\v"
_WORD = re.compile(rf"[^{_BLANKS}]++")


def parse_lines(text: str) -> Node:
    """Return the tree of a file of lines: a node `file` over the whole of `text`. Takes any text, in linear time."""
    return Node(
        "file",
        0,
        len(text),
        tuple(
            Node("entry", start, end, _leaves(text, start, end))
            if terminal == "ENTRY"
            else Node(_KINDS[terminal], start, end)
            for terminal, start, end in line_tokens("lines", text)
        ),
    )


def _leaves(text: str, start: int, end: int) -> tuple[Node, ...]:
    leaves = []
    for word in _WORD.finditer(text, start, end):
        if word[0].startswith("#"):
            leaves.append(Node("remark", word.start(), start + len(text[start:end].rstrip(_BLANKS))))
            break
        leaves.append(Node("word", word.start(), word.end()))
    return tuple(leaves)
