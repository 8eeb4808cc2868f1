"""What `test_return` sees in the customer's functions: the status of whatever ran right before it, which may be a test."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from mcsgconf.lint.customer_functions import customer_functions
from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.shell_commands import commands
from mcsgconf.lint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

_CHECKER = "test_return"
_SUCCEEDING = frozenset({":", "true", "echo", "print", "printf", "typeset", "export"})
_TAKES_OVER = frozenset({"exit", "return"})
_EXIT_VALUE = "exit_value"
_LISTS = frozenset({"body", "group"})
_SILENT = frozenset({"comment", "here-document"})


@check_document("MC321")
def looks_at_success(document: Document) -> Iterator[Problem]:
    """Yield each `test_return` that is only reached when what it looks at has succeeded."""
    if _CHECKER not in document.source.text:
        return
    for function in customer_functions(document):
        for node in function.body.walk():
            if node.kind == "and-or":
                yield from _behind_and(document, node)
            elif node.kind in _LISTS:
                yield from _in_list(document, node)
            elif node.kind in {"if", "elif"}:
                yield from _in_branch(document, node)


def _behind_and(document: Document, node: Node) -> Iterator[Problem]:
    """Yield `check && test_return N`: the check was true, or test_return would not be reached."""
    pieces = [child for child in node.children if child.kind not in _SILENT]
    for before, operator, command in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if _is_checker(document, command) and document.source.slice(operator.span) == "&&":
            yield _problem(document, command, before)


def _in_branch(document: Document, node: Node) -> Iterator[Problem]:
    """Yield `if check; then test_return N`, what speaks in between left aside."""
    condition, body = node.child("condition"), node.child("body")
    if condition is None or body is None or not condition.children:
        return
    statements = [child for child in body.children if child.kind not in _SILENT]
    first = next((at for at, statement in enumerate(statements) if not _succeeds(document, statement)), None)
    if first is None or not _is_checker(document, statements[first]) or _takes_over(document, body):
        return
    yield _problem(document, statements[first], statements[first - 1] if first else condition)


def _in_list(document: Document, node: Node) -> Iterator[Problem]:
    """Yield `RC=$?` and test_return behind it, what speaks in between left aside: the assignment has succeeded."""
    statements = [child for child in node.children if child.kind not in _SILENT]
    behind_assignment = False
    for before, command in pairwise(statements):
        behind_assignment = _takes_status(document, before) or (behind_assignment and _succeeds(document, before))
        if _is_checker(document, command) and behind_assignment:
            yield _problem(document, command, before)


def _problem(document: Document, command: Node, before: Node) -> Problem:
    text = " ".join(document.source.slice(before.span).split())
    return Problem(
        command.span,
        f"test_return looks at the status of what ran right before it, which here is {shown(text)} and has succeeded: "
        "the failure is not noticed. Put test_return right behind the command that may fail",
        notes=(Note("this has succeeded when test_return is reached", document, before.span),),
    )


def _is_checker(document: Document, node: Node) -> bool:
    word = node.child("word") if node.kind == "command" else None
    return word is not None and document.source.slice(word.span) == _CHECKER


def _succeeds(document: Document, node: Node) -> bool:
    """Tell whether a statement surely has status 0."""
    if _takes_status(document, node):
        return True
    word = node.child("word") if node.kind == "command" else None
    return word is not None and document.source.slice(word.span) in _SUCCEEDING


def _takes_status(document: Document, node: Node) -> bool:
    """Tell whether a statement only assigns, and nothing whose status would count is run for it."""
    text = document.source.slice(node.span)
    return node.kind == "command" and node.child("word") is None and "$(" not in text and "`" not in text


def _takes_over(document: Document, body: Node) -> bool:
    """Tell whether a branch says in another way that the package has failed."""
    said: Sequence[str] = [command.program for command in commands(document, body)]
    return not _TAKES_OVER.isdisjoint(said) or f"{_EXIT_VALUE}=" in document.source.slice(body.span)
