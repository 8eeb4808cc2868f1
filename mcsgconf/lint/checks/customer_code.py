"""The functions that a control script leaves to the customer: present, not empty, checked, and able to come to an end."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from mcsgconf.lint.customer_functions import HALT, RUN, TEST_RETURN, CustomerFunction, customer_functions, empty_bodies
from mcsgconf.lint.endless_loops import is_endless
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.script_edits import own_text_end
from mcsgconf.lint.shell_commands import Command, commands
from mcsgconf.lint.wording import cut
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

_IDLE = frozenset({":", "true", "echo", "print", "printf", "date", "logger", "sleep"})
_CHECKING = frozenset({"if", "case", "while", "until", "test", "arithmetic"})
_CHECKERS = frozenset({"test_return", "return", "exit", "exec", "set", "trap", "eval", ".", "source"})
_ON_PURPOSE = "true"
"""What people write to say that a failure does not count; the colon, which the template has, says nothing."""
_WHEN = {RUN: "start", HALT: "halt"}


@check_document("MC320")
def empty(document: Document) -> Iterator[Problem]:
    """Yield customer functions without any command, and those that the vendor's part calls and nobody defines."""
    defined = set()
    for function in customer_functions(document):
        defined.add(function.name)
        if function.empty:
            yield Problem(
                function.function.name.span,
                f"{function.name} holds no command: the shell refuses the whole script for it, and the package does not "
                "start. Leave a line with a colon in it",
                fix=Fix("add a line that does nothing", (_idle_line(document, function),)),
            )
    end = own_text_end(document)
    bodies = empty_bodies(document)
    if document.script.doubtful is None or any(problem.span not in bodies for problem in document.problems):
        return
    for name in (RUN, HALT):
        if name not in defined and _is_called(document.source.text[end:], name):
            line = document.source.line_span(document.source.position(end).line)
            yield Problem(
                line,
                f"the code below calls {name}, which is not defined above: the shell says that it does not find it, "
                "and what was to happen there does not",
            )


def _is_called(code: str, name: str) -> bool:
    """Tell whether vendor code calls a function and does not define it."""
    if re.search(rf"\bfunction[ \t]+{name}\b|^[ \t]*{name}[ \t]*\(", code, re.MULTILINE):
        return False
    return re.search(rf"^[ \t]*{name}\b", code, re.MULTILINE) is not None


def _idle_line(document: Document, function: CustomerFunction) -> Edit:
    start = function.body.start + 1
    at = document.source.text.find("\n", start, function.body.end)
    if at < 0:
        return Edit(start, start, " : ;")
    return Edit(at + 1, at + 1, f": # do nothing{document.source.newline()}")


@check_document("MC321")
def unchecked(document: Document) -> Iterator[Problem]:
    """Yield customer functions whose commands may fail without anybody noticing."""
    for function in customer_functions(document):
        if not any(_works(document, node) for node in function.statements):
            continue
        if _is_checked(document, function):
            yield from _checks_another(document, function)
            continue
        number = TEST_RETURN[function.name]
        yield Problem(
            function.function.name.span,
            f"{function.name} does not look whether its commands succeed: when one fails, the {_WHEN[function.name]} of "
            f"the package goes on as if nothing were wrong. End with test_return {number}, right behind the command that "
            "matters",
            fix=_appended(document, function, f"test_return {number}"),
        )


def _works(document: Document, node: Node) -> bool:
    """Tell whether a statement does something that may fail; nobody can look at what goes on in the background."""
    return node.kind != "function" and any(
        command.program not in _IDLE and command.program != "test_return" and not command.background
        for command in commands(document, node)
    )


def _is_checked(document: Document, function: CustomerFunction) -> bool:
    """Tell whether anything in a function looks at the status of a command, in the functions it calls as well."""
    functions = {one.name.value: one for one in document.script.functions}
    waiting, seen = [function.body], {function.name}
    while waiting:
        body = waiting.pop()
        if _looks_at_status(document, body):
            return True
        for command in commands(document, body):
            if command.program in _CHECKERS:
                return True
            called = functions.get(command.words[0])
            if called is not None and command.words[0] not in seen:
                seen.add(command.words[0])
                waiting.append(called.node)
    return False


def _looks_at_status(document: Document, body: Node) -> bool:
    text = document.source.text
    return text.find("$?", body.start, body.end) >= 0 or any(
        node.kind in _CHECKING or (node.kind == "operator" and text[node.start : node.end] == "||")
        for node in body.walk()
    )


def _checks_another(document: Document, function: CustomerFunction) -> Iterator[Problem]:
    """Yield each `test_return` that looks at an idle command, behind one that may fail."""
    before: list[Node] = []
    for node in function.statements:
        command = next(commands(document, node), None) if node.kind == "command" else None
        if command is not None and command.program == "test_return":
            idle = 0
            while idle < len(before) and _is_idle(document, before[-1 - idle]):
                idle += 1
            worker = before[-1 - idle] if idle < len(before) else None
            overlooked = worker is not None and worker.kind == "command" and _works(document, worker)
            if idle and worker is not None and overlooked and not _is_on_purpose(document, before[-1]):
                yield _looks_at_idle(document, command, before[-1], worker)
            before = []
        else:
            before.append(node)


def _is_idle(document: Document, node: Node) -> bool:
    command = next(commands(document, node), None)
    if node.kind != "command" or command is None or command.program not in _IDLE:
        return False
    return "$?" not in document.source.text[node.start : node.end]


def _is_on_purpose(document: Document, idle: Node) -> bool:
    return document.source.slice(idle.span).strip() == _ON_PURPOSE


def _looks_at_idle(document: Document, command: Command, idle: Node, worker: Node) -> Problem:
    text = document.source.text
    return Problem(
        command.span,
        f"test_return looks at the command right before it, which is {cut(text[idle.start : idle.end].split()[0])} and "
        "always succeeds: a failure of the command above it is not noticed. Put test_return right behind that",
        notes=(Note("nobody looks whether this succeeds", document, worker.span),),
    )


def _appended(document: Document, function: CustomerFunction, line: str) -> Fix | None:
    last = function.statements[-1]
    text = document.source.text
    whole = document.source.full_lines(Span(last.start, last.end))
    if whole.end > function.body.end or not text[whole.start : whole.end].endswith("\n"):
        return None
    indent = re.match(r"[ \t]*", text[document.source.full_lines(Span(last.start, last.start + 1)).start :])
    added = f"{indent[0] if indent else ''}{line}{document.source.newline()}"
    return Fix(f"add {line}", (Edit(whole.end, whole.end, added),), Applicability.UNSAFE)


@check_document("MC322")
def leaves_script(document: Document) -> Iterator[Problem]:
    """Yield `exit` in customer functions and in those they call."""
    for function, command in _customer_commands(document):
        if command.program != "exit" or command.apart:
            continue
        status = command.values[1] if len(command.values) > 1 else ""
        if status == "2" and function == RUN:
            continue  # documented: this node is disabled, others may start the package
        skipped = (
            "no service is started" if function == RUN else "nothing below is unmounted, deactivated or taken away"
        )
        good = status in {"0", ""}
        effect = (
            f"{skipped}, and with status 0 the package still counts as {'up' if function == RUN else 'halted'}"
            if good
            else f"{skipped}, and what was done before is not undone"
        )
        advice = "return, or test_return with a number above 50," if good else "test_return with a number above 50"
        yield Problem(
            command.span,
            f"exit in {command.function or function} ends the whole control script at once: {effect}. Use {advice} "
            f"{'instead' if good else 'behind the command that may fail'}",
            severity=None if good else Severity.WARNING,
        )


def _customer_commands(document: Document) -> Iterator[tuple[str, Command]]:
    """Yield the commands of the two functions and of all functions that these call, each with the one of the two."""
    functions = {one.name.value: one for one in document.script.functions}
    for function in customer_functions(document):
        waiting = deque([(function.name, function.body)])
        seen = {function.name}
        while waiting:
            name, body = waiting.popleft()
            for command in commands(document, body, name):
                if command.function != name:
                    continue
                yield function.name, command
                called = functions.get(command.words[0])
                if called is not None and command.words[0] not in seen and not command.apart:
                    seen.add(command.words[0])
                    inner = called.node.children[-1]
                    waiting.append((command.words[0], inner))


@check_document("MC324")
def never_returns(document: Document) -> Iterator[Problem]:
    """Yield endless loops in the foreground of the customer's run function."""
    for function in customer_functions(document):
        if function.name != RUN:
            continue
        for node in function.statements:
            if node.kind == "command" and (found := next(commands(document, node), None)) is not None:
                if found.program in {"return", "exit", "exec"}:
                    break
            elif is_endless(document, node):
                end = document.source.line_span(document.source.position(node.start).line).end
                yield Problem(
                    Span(node.start, min(node.end, end)),
                    f"{RUN} never comes to an end in this loop: the start of the package hangs until the timeout kills "
                    "it, and no service is started. Watch the application by a service, and only start it here",
                )
                break
