"""The comments of a file in which this program is spoken to, line by line, as the file's own syntax tells them.

A `#` inside a string, a here-document or a value is no comment; the tree knows. Most files never mention the program,
and cost a search for its name. What a comment says is the business of `directives`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.lint.mentions import NAME, mentions
from mcsgconf.models.kind import LINE_KINDS, SETTINGS_KINDS, SHELL_SYNTAX_KINDS
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

_CAPTURED = re.compile(r"^[ \t]*+#[^\n]*+", re.MULTILINE)
_LINE = re.compile(r"[ \t]*+(#[^\n]*+)\n?")


@dataclass(frozen=True, slots=True)
class Comment:
    """One line of comment: its place from the `#` to the end of the line, and the line's number.

    `alone` says that nothing else stands on the line; then `last` is the last line of the run of comment lines it is in.
    """

    span: Span
    line: int
    alone: bool
    last: int


def comments(document: Document) -> Iterator[Comment]:
    """Yield the lines of comment that have the program's name in them, in the order of the text."""
    if not mentions(document):
        return
    source = document.source
    for whole in _comment_spans(document):
        text = source.text[whole.start : whole.end]
        if NAME not in text.lower():
            continue
        last = source.position(max(whole.start, whole.end - 1)).line
        for found in _LINE.finditer(text):
            if NAME not in found[1].lower():
                continue
            start = whole.start + found.start(1)
            end = start + len(found[1].removesuffix("\r"))
            line = source.position(start).line
            before = source.text[source.line_starts[line - 1] : start]
            alone = not before.strip(" \t\ufeff")
            yield Comment(Span(start, end), line, alone, last if alone else line)


def syntax_of(document: Document) -> Node:
    """Return the tree that knows every comment of a shell file: the vendor's part is parsed too where it speaks to us."""
    tree = document.tree
    vendor = tree.children[-1] if tree.children and tree.children[-1].kind == "vendor" else None
    if vendor is None or NAME not in document.source.text[vendor.start :].lower():
        return tree
    from mcsgconf.syntax.shell import parse_shell  # noqa: PLC0415 - next to no file needs it

    return parse_shell(document.source.text, cut_vendor=False)


def _comment_spans(document: Document) -> Iterator[Span]:
    """Yield the places of comments: runs of whole lines, and remarks behind something else."""
    if document.kind in SHELL_SYNTAX_KINDS:
        for node in syntax_of(document).walk():
            if node.kind == "comment":
                yield node.span
    elif document.kind in SETTINGS_KINDS or document.kind in LINE_KINDS:
        for node in document.tree.children:
            if node.kind == "comment":
                yield node.span
            elif (remark := node.child("remark")) is not None:
                yield remark.span
    else:
        for found in _CAPTURED.finditer(document.source.text):
            yield Span(*found.span())
