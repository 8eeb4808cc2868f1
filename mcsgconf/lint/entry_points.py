"""How an external script of a modular package tells what it is called for: the `case` on its first argument.

The cluster calls such a script with `start` and `stop`, and the commands that check and apply a package with
`validate`. Only the plain shape is known here, one `case` at the outermost level whose arms have constant patterns; of
anything else nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.lint.shell_commands import commands
from mcsgconf.models.flow.patterns import matches
from mcsgconf.syntax.words import Reference, literal, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

START, STOP, VALIDATE = ENTRY_POINTS = ("start", "stop", "validate")

_COMMENT_LINE = re.compile(r"^[ \t]*+#[^\n]*+", re.MULTILINE)
_BY_OTHER_MEANS = re.compile(
    r"\$\{?[0-9@*#]|\b(?:shift|getopts|eval|source)\b|(?:^|[;&|(){}\s])\.[ \t]|\$\{?SG_\w*ACTION", re.MULTILINE
)
"""What tells that a script may look at its arguments, or have another file do it."""


@dataclass(frozen=True, slots=True)
class EntryPoints:
    """The `case` on the first argument, and its arms (`case-item` nodes) in their order."""

    document: Document
    case: Node
    arms: tuple[Node, ...]

    def arm(self, word: str) -> Node | None:
        """Return the arm that is taken for a word, None where there is none."""
        return next((arm for arm in self.arms if any(_matches(word, text) for text in self.patterns(arm))), None)

    def patterns(self, arm: Node) -> list[str]:
        """Return the patterns of an arm as they are written."""
        source = self.document.source
        return [source.slice(child.span) for child in arm.children if child.kind == "pattern"]

    def is_spoken_of_elsewhere(self, word: str) -> bool:
        """Tell whether a word stands anywhere but in comments and patterns: then it may be looked for there."""
        text = self.document.source.text
        named = sum(len(re.findall(rf"\b{word}\b", pattern)) for arm in self.arms for pattern in self.patterns(arm))
        return len(re.findall(rf"\b{word}\b", _COMMENT_LINE.sub("", text))) > named


def entry_points(document: Document) -> EntryPoints | None:
    """Return the entry points of a script; None where they are not told by one plain `case`."""
    found = [node for node in document.tree.children if node.kind == "case" and _is_on_first_argument(node, document)]
    if len(found) != 1:
        return None
    arms = tuple(child for child in found[0].children if child.kind == "case-item")
    points = EntryPoints(document, found[0], arms)
    operators = {document.source.slice(node.span) for arm in arms if (node := arm.child("operator")) is not None}
    known = operators <= {";;"} and all(
        _matches(word, text) is not None for arm in arms for text in points.patterns(arm) for word in ENTRY_POINTS
    )
    return points if known else None


def ignores_arguments(document: Document) -> bool:
    """Tell whether a script does not look at what it is called for, nor has another file do it."""
    return not _BY_OTHER_MEANS.search(_COMMENT_LINE.sub("", document.source.text))


def reached(document: Document, arm: Node) -> Iterator[Node]:
    """Yield what an arm runs: its body, and the bodies of the functions that are called from it."""
    body = arm.child("body")
    if body is None:
        return
    functions = {one.name.value: one.node for one in document.script.functions}
    waiting, seen = [body], set[str]()
    for node in waiting:
        yield node
        for command in commands(document, node):
            name = command.words[0]
            if name in functions and name not in seen:
                seen.add(name)
                waiting.append(functions[name])


def _is_on_first_argument(case: Node, document: Document) -> bool:
    word = case.child("word")
    pieces = parts(document.source.slice(word.span)) if word is not None else ()
    if len(pieces) != 1 or not isinstance(pieces[0], Reference) or pieces[0].index is not None:
        return False
    name = pieces[0].name
    return name == "1" or _is_first_argument(name, document)


def _is_first_argument(name: str, document: Document) -> bool:
    """Tell whether a variable is the first argument: set once in the script, and to that."""
    text = document.source.text
    values = [
        text[value.start : value.end] if (value := node.child("value")) is not None else ""
        for node in document.tree.walk()
        if node.kind == "assignment" and text[node.children[0].start : node.children[0].end] == name
    ]
    return len(values) == 1 and values[0].strip('"') in {"$1", "${1}"}


def _matches(word: str, pattern: str) -> bool | None:
    return matches(word, pattern, literal)
