"""Which quote was forgotten to close.

A quote that is not closed runs to the next one of its kind, often lines below, and turns text and quotes about for the
rest of the file, so that the one which is left over at the end is far from the mistake. Asked only when one is left
over: then a quoted text of several lines that ends right before a word, or behind `=`, is taken for the mistake.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcsgconf.syntax.tree import Node

_QUOTED = re.compile(r"\\.|\"(?:[^\"\\]++|\\.)*+\"|'[^']*+'", re.DOTALL)
_ENDS_AT_VALUE = re.compile(r"\n[^\n]*=.\Z", re.DOTALL)
_BEFORE_WORD = re.compile(r"(?:(?<=\")\"|(?<=')'|[A-Za-z0-9_/.-])")
_READ_AS_TEXT = frozenset({"word", "value", "error"})


def forgotten_quote(text: str, tree: tuple[Node, ...], left_over: int) -> int | None:
    """Return where the quote stands that was likely not closed, None where none looks like it.

    Args:
        text: the whole text.
        tree: what was read of it.
        left_over: where the quote stands that is never closed.
    """
    for top in tree:
        if top.start >= left_over:
            return None
        for node in top.walk():
            if node.children or node.kind not in _READ_AS_TEXT or text.find("\n", node.start, node.end) < 0:
                continue
            for found in _QUOTED.finditer(text, node.start, min(node.end, left_over)):
                if text[found.start()] == text[left_over] and _looks_wrong(text, found):
                    return found.start()
    return None


def _looks_wrong(text: str, quoted: re.Match[str]) -> bool:
    if "\n" not in quoted[0]:
        return False
    return bool(_ENDS_AT_VALUE.search(quoted[0]) or _BEFORE_WORD.match(text, quoted.end()))
