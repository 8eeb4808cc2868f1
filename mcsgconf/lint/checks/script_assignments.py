"""Assignments of a control script that the shell takes for something else, by one wrong or missing character.

Looked for where parameters are set: outside of all functions, above the vendor's part. A statement is only flagged when
it begins with the name of an array of the catalogue and goes on as no name of a command would.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.lint.finding import Applicability, Fix, Problem
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.swallowed import swallowed_line
from mcsgconf.lint.wording import cut, shown
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

_ELEMENT = re.compile(r"(?P<name>[A-Za-z_]++)(?:[\[{]|[0-9]*+\])", re.ASCII)
_PARTS = re.compile(r"[A-Za-z_]++[\[{]?+(?P<index>[0-9]{1,6})[\])}]*+[=:.]?+(?P<value>[^=\[\]{}]*+)", re.ASCII)
_SEVERAL_WORDS = frozenset({ValueType.COMMAND, ValueType.OPTIONS, ValueType.RESTART})


@check_document("MC340")
def broken_index(document: Document) -> Iterator[Problem]:
    """Yield statements that were meant to set an element of an array, and whose brackets or sign are broken."""
    for command in _configuration(document):
        problem = _no_assignment(document, command)
        if problem is not None:
            yield problem
        if command.child("word") is None:
            yield from _empty_indexes(document, command)


def _no_assignment(document: Document, command: Node) -> Problem | None:
    """Return the problem of `VG[0=vg01`, which is the name of a command to the shell."""
    words = [child for child in command.children if child.kind == "word"]
    if not words or command.children[0] is not words[0]:
        return None
    said = [_slice(document, word) for word in words]
    found = _ELEMENT.match(said[0])
    if found is None and said[1:] and said[1].startswith("["):  # `VG [0]=vg01`
        found = _ELEMENT.match(said[0] + said[1])
    array = _array(document, found["name"]) if found is not None else None
    if found is None or array is None or _is_parted_from_sign(said):
        return None
    whole = Span(words[0].start, words[-1].end)
    meant, complete = _meant(array.name, said)
    fix = None
    if complete and len(command.children) == len(words) and not _is_set(document, array, meant):
        fix = Fix(f"write {cut(meant)}", (Edit(whole.start, whole.end, meant),), Applicability.UNSAFE)
    return Problem(
        whole,
        f"{shown(document.source.slice(whole))} sets no element of {array.name}: the shell does not take it for an "
        f"assignment, and what it names is missing when the package starts. Did you mean {cut(meant)}?",
        fix=fix,
    )


def _is_parted_from_sign(said: list[str]) -> bool:
    """Tell whether only blanks in front of the sign are wrong, which is the business of MC337."""
    return said[0].endswith("]") and "[" in said[0] and bool(said[1:]) and said[1].startswith("=")


def _meant(array: str, said: list[str]) -> tuple[str, bool]:
    """Return the assignment that was likely meant, and whether its number and value are known."""
    parted = len(said) > 1 and (said[0].endswith("]") or said[1].startswith("["))  # `VG[0] vg01`, `VG [0]=vg01`
    read = 2 if parted else 1
    found = _PARTS.fullmatch("".join(said[:read]))
    if found is None:
        return f"{array}[number]=value", False
    if not found["value"] or len(said) > read:
        return f"{array}[{found['index']}]=value", False
    return f"{array}[{found['index']}]={found['value']}", True


def _is_set(document: Document, array: Parameter, meant: str) -> bool:
    index = int(meant[len(array.name) + 1 :].partition("]")[0])
    return index in document.script.elements(array.name)


def _empty_indexes(document: Document, command: Node) -> Iterator[Problem]:
    """Yield `VG[]=vg01`."""
    for assignment in command.children:
        index = assignment.child("index") if assignment.kind == "assignment" else None
        if index is None or _slice(document, index).strip(" \t"):
            continue
        array = _array(document, _slice(document, assignment.children[0]))
        if array is not None:
            value = assignment.child("value")
            following = len(document.script.elements(array.name))
            meant = f"{array.name}[{following}]={_slice(document, value) if value is not None else ''}"
            yield Problem(
                assignment.span,
                f"{shown(_slice(document, assignment))} has no number between its brackets: the shell sets no element of "
                f"{array.name}, or stops here. Did you mean {cut(meant)}?",
            )


@check_document("MC337")
def doubled_sign(document: Document) -> Iterator[Problem]:
    """Yield values that begin with a second `=`."""
    for assignment, parameter in _parameters_set(document):
        value = assignment.child("value")
        if value is None or not (parameter.indexed or parameter.type in _SEVERAL_WORDS):
            continue
        if not _slice(document, value).startswith("="):
            continue
        what = _slice(document, assignment).partition("=")[0]
        yield Problem(
            Span(value.start - 1, value.end),
            f"{cut(what)} is followed by two =: the second one becomes a part of its value, "
            f"{shown(_slice(document, value))}",
            fix=Fix("take one = out", (Edit(value.start, value.start + 1, ""),)),
        )


@check_document("MC341")
def swallowed(document: Document) -> Iterator[Problem]:
    """Yield parameters whose quoted value runs on over lines that were meant to count by themselves."""
    for assignment, parameter in _parameters_set(document):
        value = assignment.child("value")
        line = swallowed_line(document, parameter, value.span) if value is not None else None
        if value is None or line is None:
            continue
        what = _slice(document, assignment).partition("=")[0]
        first = document.source.position(line.start).line
        last = document.source.position(value.end).line
        lines = f"line {first} is" if first == last else f"lines {first} to {last} are"
        yield Problem(
            Span(value.start, document.source.line_span(document.source.position(value.start).line).end),
            f"a quotation mark of {cut(what)} is not closed on its line: {lines} a part of its value, and nothing in them "
            "counts. Close it with the mark that opens it",
        )


def _parameters_set(document: Document) -> Iterator[tuple[Node, Parameter]]:
    """Yield the assignments to parameters of the catalogue in the configuration part."""
    known = catalogue.load(document.kind)
    for command in _configuration(document):
        for child in command.children:
            if child.kind == "assignment":
                parameter = known.lookup(_slice(document, child.children[0]))
                if parameter is not None and parameter.effective and parameter.assignable:
                    yield child, parameter


def _configuration(document: Document) -> Iterator[Node]:
    """Yield the commands outside of functions, in the order of the text; the vendor's part is no such."""
    stack = [document.tree]
    while stack:
        node = stack.pop()
        if node.kind == "command":
            yield node
        elif node.kind != "function":
            stack.extend(reversed(node.children))


def _array(document: Document, name: str) -> Parameter | None:
    parameter = catalogue.load(document.kind).lookup(name)
    return parameter if parameter is not None and parameter.indexed and parameter.effective else None


def _slice(document: Document, node: Node) -> str:
    return document.source.text[node.start : node.end]
