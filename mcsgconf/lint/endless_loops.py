"""Loops that go on for ever whatever happens: a condition that always holds, and nothing inside that leaves.

For scripts that have to come to an end. Whether a service goes on is another question, which `models.flow` answers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.shell_commands import commands

if TYPE_CHECKING:
    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

_LOOPS = frozenset({"while", "until", "for-arithmetic"})
_ENDLESS = re.compile(
    r"(?:while[ \t]+(?:true|:|\[[ \t]+1[ \t]+\]|\[\[[ \t]+1[ \t]+\]\]|\(\([ \t]*1[ \t]*\)\))|until[ \t]+false)\s*(?:;|\n|$)"
    r"|for[ \t]*\(\([ \t]*;[ \t]*;[ \t]*\)\)"
)
_LEAVING = frozenset({"break", "return", "exit", "exec", "kill"})


def is_endless(document: Document, node: Node) -> bool:
    """Tell whether a statement is a loop that surely never ends."""
    if node.kind not in _LOOPS or not _ENDLESS.match(document.source.text, node.start):
        return False
    return not any(command.program in _LEAVING or not command.program for command in commands(document, node))
