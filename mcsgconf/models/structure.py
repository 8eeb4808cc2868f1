"""What a place in a file is called by what stands there: `NODE_NAME[n3]/NETWORK_INTERFACE[lan0]/HEARTBEAT_IP`.

Line numbers change with every edit above; these names hold as long as the thing itself does. Baselines and fingerprints
of findings know places by them, decisions of a merge are told by them. Nothing here judges or writes.

In a settings file a place is the blocks it stands in and the setting; in a shell file the function, or the variable that
is set at the outermost level; in other files the first word of the line. A place that has no name of its own is called
as what is around it, the file itself by an empty text.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from mcsgconf.models.blocks import BlockTree, Setting
from mcsgconf.models.kind import SETTINGS_KINDS, SHELL_SYNTAX_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.models.document import Document
    from mcsgconf.models.script import Assignment
    from mcsgconf.syntax.tree import Node
    from mcsgconf.text import SourceText, Span

LONGEST = 120
"""Characters of one step of a path; values come from files."""
VENDOR_PART = "(vendor's part)"
_BY_COLONS = frozenset({Kind.PASSWD, Kind.INITTAB})


def step(item: Setting | BlockTree) -> str:
    """Return what a setting or a block is called within its block: its name, with the value where it may be repeated."""
    if isinstance(item, Setting):
        if item.key.endswith("*"):  # of a family, such as pev_*, each name is a parameter of its own
            return item.name.lower() if item.key.islower() else item.name.upper()
        repeated = item.parameter is not None and item.parameter.repeat
        return f"{item.key}[{item.bare}]" if repeated else item.key
    if item.opener is None:
        return ""
    host_key = {"USER_NAME": "USER_HOST", "user_name": "user_host"}.get(item.opener.key)
    host = item.first(host_key) if host_key is not None else None
    return step(item.opener) + (f"@{host_key}[{host.bare}]" if host is not None else "")


def join(*steps: str) -> str:
    """Return the path made of steps; empty ones are left out."""
    return "/".join(part for part in steps if part)


def structural_path(document: Document, span: Span) -> str:
    """Return what the place at which `span` begins is called; see the module. It never depends on what stands above."""
    if not span.end:
        return ""  # what is said of a file as a whole
    if document.kind in SETTINGS_KINDS:
        return _of_setting(document, span.start)
    if document.kind not in SHELL_SYNTAX_KINDS:
        return _of_line(document, span.start)
    if document not in _GATHERED:
        _GATHERED[document] = _ShellNames(document)
    return _GATHERED[document].at(span.start)


def _of_line(document: Document, offset: int) -> str:
    """Return the first word of a line, or the last one where the first says how the line looks."""
    text = _line_at(document.source, offset)
    words = text.split()
    if not words or text.startswith("#"):
        return _short(text)
    if document.kind is Kind.GROUP_LISTING:
        return _short(words[-1])
    return _short(words[0].partition(":")[0] if document.kind in _BY_COLONS else words[0])


def _of_setting(document: Document, offset: int) -> str:
    """Return blocks and setting; what is no setting is called as its line reads."""
    root = document.blocks
    path = _path_at(root.items, offset) or _path_at(root.orphans, offset)
    return path or _short(_line_at(document.source, offset))


def _path_at(items: Sequence[Setting | BlockTree], offset: int) -> str:
    """Return the path of the setting whose line is at an offset; empty where none is. Blocks are in the text's order."""
    steps: list[str] = []
    while at := bisect_right(items, offset, key=lambda item: _line(item).start):
        item = items[at - 1]
        steps.append(_short(step(item)))  # one that opens a block is called as the block
        if offset < _line(item).end:
            return join(*steps)
        items = () if isinstance(item, Setting) else item.items
    return ""


def _line(item: Setting | BlockTree) -> Node:
    setting = item if isinstance(item, Setting) else item.opener
    if setting is None:
        raise ValueError("only the outermost block has no opener, and it stands in no other")
    return setting.node


class _ShellNames:
    """Of a shell file: functions; at the outermost level the variable that is set, or the command."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        self._tree = document.tree
        self._functions: list[_Function] = []
        around: _Function | None = None
        for node in document.tree.walk():
            if node.kind == "function":
                while around is not None and node.start >= around.node.end:
                    around = around.around
                name = node.child("name")
                text = self._slice(name) if name is not None else ""
                around = _Function(node, join(around.path if around is not None else "", text), around)
                self._functions.append(around)
        self._assignments = sorted(document.script.assignments, key=lambda one: one.name_span)
        self._starts = [assignment.name_span.start for assignment in self._assignments]

    def at(self, offset: int) -> str:
        at = bisect_right(self._functions, offset, key=lambda function: function.node.start) - 1
        function = self._functions[at] if at >= 0 else None
        while function is not None and offset >= function.node.end:
            function = function.around
        return _short(function.path if function is not None else self._outermost(offset))

    def _outermost(self, offset: int) -> str:
        node = self._tree
        while True:
            at = bisect_right(node.children, offset, key=lambda child: child.start) - 1
            inner = node.children[at] if at >= 0 else None
            if inner is None or offset >= inner.end:
                return ""
            match inner.kind:
                case "vendor":
                    return VENDOR_PART
                case "comment" if inner.start == 0:
                    return ""  # the head of a script is where findings of the whole script are put
                case "comment" | "error" if not inner.children:
                    return _line_at(self._source, offset)
                case "command":
                    return self._command(inner, offset)
            node = inner

    def _command(self, command: Node, offset: int) -> str:
        """Return the variable that is set at a place in a command, or the first one it sets; else its first word."""
        at = bisect_right(self._starts, offset)
        if at and self._starts[at - 1] >= command.start:
            return _element(self._assignments[at - 1])
        if at < len(self._starts) and self._starts[at] < command.end:
            return _element(self._assignments[at])
        first = command.children[0] if command.children else command
        return self._slice(first.children[0] if first.kind == "assignment" else first)

    def _slice(self, node: Node) -> str:
        return self._source.slice(node.span)


_GATHERED: WeakKeyDictionary[Document, _ShellNames] = WeakKeyDictionary()


class _Function(NamedTuple):
    node: Node
    path: str
    around: _Function | None


def _element(assignment: Assignment) -> str:
    return assignment.name if assignment.index_text is None else f"{assignment.name}[{assignment.index_text}]"


def _line_at(source: SourceText, offset: int) -> str:
    return source.slice(source.line_span(source.position(offset).line)).strip("\ufeff \t\r")


def _short(text: str) -> str:
    return " ".join(text[: 2 * LONGEST].split())[:LONGEST]
