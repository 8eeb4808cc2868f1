"""The services that a control script starts: their names, their restarts, and that each is complete.

A service has three arrays with one index. What the command runs is looked at elsewhere; what the package file calls the
services, in `names_across`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.lint.finding import Fix, Problem, Severity
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.script_edits import element, line_below, named_element, with_word
from mcsgconf.lint.wording import shown
from mcsgconf.models.value_problem import ProblemKind, value_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.script import Assignment, Script
    from mcsgconf.models.value_problem import ValueProblem

_NAME, _CMD, _RESTART = "SERVICE_NAME", "SERVICE_CMD", "SERVICE_RESTART"
_TYPOGRAPHIC = "\u2018\u2019\u201c\u201d"
_QUOTES = f"\"'`{_TYPOGRAPHIC}"
_RESTARTS = re.compile(r"|-R|-r[ \t]*+[0-9]++")
_MEANT = {"none": "", "no": "", "unlimited": "-R"}


@check_document("MC301")
def service_name(document: Document) -> Iterator[Problem]:
    """Yield every service name that is not one plain word once the shell has taken its own quotes off."""
    parameter = catalogue.load(document.kind).parameters[_NAME]
    named = [assignment for assignment in document.script.assignments if assignment.name == _NAME]
    names = {assignment.value.value for assignment in named}
    for assignment in named:
        value = assignment.value.value
        if not value or not value.strip():
            continue
        problem = value_problem(parameter, value, document.target)
        if any(char in _QUOTES for char in value):
            yield _quoted(assignment, value, names, document)
        elif value != value.strip() and value_problem(parameter, value.strip(), document.target) is None:
            yield Problem(
                assignment.value.span,
                f"{element(assignment)} {shown(value)} has blanks round the name; the control script drops them, other "
                "programs may not",
                severity=Severity.INFO,
                fix=Fix("take the blanks out", (with_word(assignment, f'"{value.strip()}"'),)),
            )
        elif problem is not None and problem.kind is not ProblemKind.RELEASE:
            yield Problem(assignment.value.span, _wrong_name(element(assignment), value, problem))


def _quoted(assignment: Assignment, value: str, names: set[str | None], document: Document) -> Problem:
    parameter = catalogue.load(document.kind).parameters[_NAME]
    bare = value.strip(_QUOTES)
    legal = bare and not any(char in _QUOTES for char in bare) and bare not in names
    fix = None
    if legal and value_problem(parameter, bare, document.target) is None and _is_written_out(assignment, bare):
        fix = Fix(f'write "{bare}"', (with_word(assignment, f'"{bare}"'),))
    kind = "typographic quotation marks" if any(char in _TYPOGRAPHIC for char in value) else "quotation marks"
    return Problem(
        assignment.value.span,
        f"the name of the service in {element(assignment)} has {kind} in it, {shown(value)}: the shell leaves them "
        "there, the cluster knows no service of that name, and the package does not start. Write one plain word in "
        "ordinary quotes",
        fix=fix,
    )


def _is_written_out(assignment: Assignment, bare: str) -> bool:
    return bare in assignment.value.text


def _wrong_name(what: str, value: str, problem: ValueProblem) -> str:
    words = value.split()
    if len(words) > 1:
        count = "two" if len(words) == 2 else str(len(words))
        return (
            f"{what} {shown(value)} is {count} words, with or without quotes: the script starts {count} services, none "
            "of which the cluster knows, and the package does not start. Give the service a name of one word, here and "
            "in the package file alike"
        )
    return (
        f"{what} {shown(value)} is no name for a service: expected {problem.expected}. The cluster refuses to start it"
    )


@check_document("MC304")
def incomplete(document: Document) -> Iterator[Problem]:
    """Yield the elements of a service whose others are missing or empty."""
    script = document.script
    names, cmds, restarts = (script.elements(array) for array in (_NAME, _CMD, _RESTART))
    for index in sorted({*names, *cmds, *restarts}):
        name, cmd, restart = names.get(index), cmds.get(index), restarts.get(index)
        if _has(name) and not _has(cmd):
            yield from _half(script, name, cmd, _CMD, "has nothing to run, and the package does not start")
        elif _has(cmd) and not _has(name):
            yield from _half(script, cmd, name, _NAME, "is never run, so that nobody watches what it was to watch")
        elif _has(name) and restart is None and not script.is_doubtful(_RESTART):
            yield from _without_restart(document, cmd)
        elif restart is not None and _has(restart) and name is None and cmd is None:
            yield from _left_over(script, restart, index)


def _left_over(script: Script, restart: Assignment, index: int) -> Iterator[Problem]:
    if not (script.is_doubtful(_NAME) or script.is_doubtful(_CMD)):
        yield Problem(
            restart.span,
            f"{element(restart)} belongs to no service: there is no {named_element(_NAME, index)}. It was left over, or "
            "has the wrong number",
            severity=Severity.WARNING,
        )


def _has(assignment: Assignment | None) -> bool:
    return assignment is not None and assignment.value.value != ""


def _half(
    script: Script, there: Assignment | None, other: Assignment | None, missing: str, effect: str
) -> Iterator[Problem]:
    """Yield the problem of a service of which one half is set, and the half `missing` is empty or not there."""
    if there is None or there.index is None or (other is None and script.is_doubtful(missing)):
        return
    wanted = named_element(missing, there.index)
    what = f"{wanted} is missing" if other is None else f"{wanted} is empty"
    message = f"{element(there)} {shown(there.value.value or there.value.text)} {effect}: {what}"
    yield Problem((other or there).span, message)


def _without_restart(document: Document, cmd: Assignment | None) -> Iterator[Problem]:
    if cmd is None or cmd.index is None:
        return
    wanted = named_element(_RESTART, cmd.index)
    yield Problem(
        cmd.span,
        f"{wanted} is not set, so the service is never started again and its first end is its failure; write that down",
        severity=Severity.INFO,
        fix=Fix(f'add {wanted}=""', (line_below(document, cmd, f'{wanted}=""'),)),
    )


@check_document("MC307")
def service_restart(document: Document) -> Iterator[Problem]:
    """Yield every SERVICE_RESTART that says neither nothing, nor -r with a number, nor -R."""
    for assignment in document.script.assignments:
        value = assignment.value.value
        if assignment.name != _RESTART or value is None or _RESTARTS.fullmatch(value.strip()):
            continue
        meant = _restart_meant(value.strip())
        fix = None if meant is None else Fix(f'write "{meant}"', (with_word(assignment, f'"{meant}"'),))
        advice = "" if meant is None else f'; write "{meant}"'
        yield Problem(
            assignment.value.span,
            f'{element(assignment)} {shown(value)} is neither "" nor "-r" with a number nor "-R": cmrunserv takes it '
            f"for an option it does not know, and the service does not start{advice}",
            fix=fix,
        )


def _restart_meant(value: str) -> str | None:
    bare = value.strip(_QUOTES).strip()
    if bare.lower() in _MEANT:
        return _MEANT[bare.lower()]
    if re.fullmatch(r"[0-9]{1,9}", bare):
        return f"-r {bare}"
    return bare if bare != value and _RESTARTS.fullmatch(bare) else None
