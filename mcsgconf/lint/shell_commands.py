"""The commands of a script with what surrounds them: in which function, in the background, in a shell of its own.

Only the part that people write is walked, never the vendor's. Shapes and words; what a command means is the business of
the checks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.syntax.words import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node
    from mcsgconf.text import Span

_OWN_SHELL = frozenset({"subshell", "pipeline", "coproc"})


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command with at least one word.

    `words` are its words as they are written, `values` what they are worth (None: only the shell knows). `function` is
    the function it stands in. `apart` says that it runs in a shell of its own, where `exit` and assignments stay.
    """

    node: Node
    words: tuple[str, ...]
    values: tuple[str | None, ...]
    function: str | None
    background: bool
    apart: bool

    @property
    def program(self) -> str:
        """The name of the program, its folder left out; empty where only the shell knows."""
        return (self.values[0] or "").rpartition("/")[2]

    @property
    def span(self) -> Span:
        """Where the command stands."""
        return self.node.span


def commands(document: Document, root: Node | None = None, function: str | None = None) -> Iterator[Command]:
    """Yield the commands of a script, or of a node of it, in their order.

    Args:
        document: the script.
        root: the node to walk; the whole script when left out.
        function: the name of the function that `root` is in.
    """
    text = document.source.text
    stack: list[tuple[Node, str | None, bool, bool]] = [(root or document.tree, function, False, False)]
    while stack:
        node, within, background, apart = stack.pop()
        if node.kind == "command":
            words = tuple(text[child.start : child.end] for child in node.children if child.kind == "word")
            if words:
                yield Command(node, words, tuple(map(literal, words)), within, background, apart)
            continue
        if node.kind == "function":
            name = node.child("name")
            within = text[name.start : name.end] if name is not None else within
            background = apart = False
        background = background or node.kind == "background"
        apart = apart or background or node.kind in _OWN_SHELL
        stack.extend((child, within, background, apart) for child in reversed(node.children))
