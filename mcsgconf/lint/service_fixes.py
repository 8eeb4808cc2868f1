"""Fixes in the scripts of services: a loop round a check that looks once, a `wait`, an exit that says failure.

All of them are unsafe: they change what a script does, and only its author knows what it is to do. They are made where
the script is simple enough for the change to be what he would have made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix
from mcsgconf.models.verdict import StepKind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from mcsgconf.lint.service_runs import ServiceRun
    from mcsgconf.models.document import Document
    from mcsgconf.models.verdict import Step
    from mcsgconf.syntax.tree import Node

_INTERVAL = 30
_SETTING_UP = frozenset(": . alias cd export exec integer local readonly set source trap typeset ulimit umask".split())
_FAILING_EXIT = re.compile(r"(?<![\w$-])exit[ \t]+[1-9]\d*(?![\w])")
_ANY_EXIT = re.compile(r"(?<![\w$-])exit(?![\w])")
_LOOPING = frozenset(
    {"while", "until", "for", "for-arithmetic", "select", "background", "function", "here-document", "error"}
)
_SAYING = frozenset("echo print printf : true date logger".split())
_ZERO = re.compile(r"exit(?:[ \t]+0)?")


def loop_round(run: ServiceRun) -> Fix | None:
    """Return the fix that puts a loop round a script which checks once and ends with `exit 0`; None for any other."""
    end = run.verdict.decisive
    document = end.document
    statements = [node for node in document.tree.children if node.kind != "comment"]
    if run.is_inline(end) or not statements or document.source.slice(end.span) != "exit 0":
        return None
    last = statements[-1]
    start = next((at for at, node in enumerate(statements) if not _sets_up(document, node)), None)
    if start is None or last.span != end.span or start == len(statements) - 1:
        return None
    checks = statements[start:-1]
    if any(below.kind in _LOOPING for node in checks for below in node.walk()):
        return None
    first_line = document.source.full_lines(checks[0].span)
    last_line = document.source.full_lines(last.span)
    region = document.source.text[first_line.start : last_line.start]
    exits = _ANY_EXIT.findall(region)
    if not exits or len(_FAILING_EXIT.findall(region)) != len(exits) or _spans_lines_in_word(document, checks):
        return None
    newline = document.source.newline()
    edits = [Edit(first_line.start, first_line.start, f"while true{newline}do{newline}\t")]
    edits += _indented(document, first_line.start + 1, last_line.start)
    edits.append(Edit(last.start, last.end, f"\tsleep {_INTERVAL}{newline}done"))
    return Fix("put an endless loop with a pause round the check", tuple(edits), Applicability.UNSAFE)


def wait_behind(run: ServiceRun, background: Step) -> Fix | None:
    """Return the fix that lets the script wait for its loop, before it exits or at its end."""
    end = run.verdict.decisive
    document = end.document
    if run.is_inline(end) or document is not background.document or end.kind is not StepKind.END:
        return None
    newline = document.source.newline()
    exits = _ANY_EXIT.match(document.source.slice(end.span)) is not None
    line = document.source.full_lines(end.span)
    text = document.source.slice(line)
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    if exits and text[len(indent) :].startswith("exit"):
        edit = Edit(line.start, line.start, f"{indent}wait{newline}")
    elif exits:
        return None
    else:
        behind = "" if text.endswith("\n") else newline
        edit = Edit(line.end, line.end, f"{behind}wait{newline}")
    return Fix("wait for the loop", (edit,), Applicability.UNSAFE)


def failing_exit(step: Step) -> Fix | None:
    """Return the fix that makes an end of a script say failure; None where it does not say status 0 for certain."""
    document = step.document
    if _ZERO.fullmatch(document.source.slice(step.span)):
        return Fix("exit with status 1", (Edit(step.span.start, step.span.end, "exit 1"),), Applicability.UNSAFE)
    statements = [node for node in document.tree.children if node.kind not in {"comment", "here-document"}]
    if not statements or step.span.end != statements[-1].end or not _ends_well(document, statements[-1]):
        return None
    newline = document.source.newline()
    line = document.source.full_lines(step.span)
    behind = "" if document.source.slice(line).endswith("\n") else newline
    return Fix("exit with status 1", (Edit(line.end, line.end, f"{behind}exit 1{newline}"),), Applicability.UNSAFE)


def _ends_well(document: Document, node: Node) -> bool:
    """Tell whether a script's last statement has status 0 when it is done."""
    if node.kind in {"while", "until"}:
        return True
    word = node.child("word") if node.kind == "command" else None
    return word is not None and document.source.slice(word.span) in _SAYING


def _sets_up(document: Document, node: Node) -> bool:
    """Tell whether a statement only prepares what follows: it need not be done again."""
    if node.kind == "function":
        return True
    word = node.child("word")
    return node.kind == "command" and (word is None or document.source.slice(word.span) in _SETTING_UP)


def _spans_lines_in_word(document: Document, nodes: list[Node]) -> bool:
    """Tell whether a word goes over several lines, which an indent would change."""
    leaves = (below for node in nodes for below in node.walk() if not below.children)
    return any("\n" in document.source.slice(leaf.span) for leaf in leaves if leaf.kind != "comment")


def _indented(document: Document, start: int, end: int) -> list[Edit]:
    """Return the edits that indent lines by a tab, empty ones left alone."""
    starts = [at for at in document.source.line_starts if start <= at < end]
    text = document.source.text
    return [Edit(at, at, "\t") for at in starts if text[at : at + 1] not in {"\n", "\r"}]
