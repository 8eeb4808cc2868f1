"""Values and names of a control script's variables, judged by the catalogue alone.

Names of services, restarts, addresses and file systems have rules of their own; what is left is said here, and so are
names that no script reads because a letter is wrong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.lint.finding import Applicability, Fix, Problem, Severity
from mcsgconf.lint.nearest import nearest
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.script_edits import element, own_text_end, styled, with_word
from mcsgconf.lint.swallowed import swallowed_line
from mcsgconf.lint.wording import cut, listed, shown
from mcsgconf.models import convert
from mcsgconf.models.value_problem import ProblemKind, value_problem
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.document import Document
    from mcsgconf.models.script import Assignment
    from mcsgconf.models.value_problem import ValueProblem

_OWN_RULES = frozenset({"SERVICE_NAME", "SERVICE_RESTART", "IP", "SUBNET"})
_UMOUNTS = "FS_UMOUNT_COUNT"
_NUMBERS = frozenset({ValueType.INTEGER, ValueType.DURATION})
_IGNORED_WHEN_WRONG = frozenset({ValueType.ENUM, ValueType.BIT})
_READING = re.compile(r"\$\{?[#!]?([A-Za-z_][A-Za-z0-9_]*+)", re.ASCII)
_SHORTEST_SCALAR = 7  # letters; a shorter name near a parameter's may well be the site's own


@check_document("MC331")
def concurrency(document: Document) -> Iterator[Problem]:
    """Yield every number of concurrent operations that is no number, or below the least."""
    for assignment, parameter in _judged(document):
        value = assignment.value.value
        low = parameter.limits(document.target).min
        if not _is_concurrency(parameter) or value is None or low is None:
            continue
        number = convert.number(parameter, value)
        if number is not None and number >= low:
            continue
        least = f"{low:.15g}"
        yield Problem(
            assignment.value.span,
            f"{element(assignment)} {shown(value)} is no number of at least {least}: the script says so in the package "
            f"log at every start, and works on one after the other. Write {least}, or more",
            fix=Fix(f"write {least}", (with_word(assignment, least),)),
        )


@check_document("MC339")
def values(document: Document) -> Iterator[Problem]:
    """Yield every other value that the catalogue does not allow."""
    for assignment, parameter in _judged(document):
        value = assignment.value.value
        if not value or parameter.name in _OWN_RULES:
            continue
        problem = value_problem(parameter, value, document.target)
        if problem is None or problem.kind is ProblemKind.RELEASE:
            continue
        if swallowed_line(document, parameter, assignment.value.span) is not None:
            continue  # MC341 says more
        low = _is_below(parameter, value, document)
        if low and (_is_concurrency(parameter) or parameter.name == _UMOUNTS):
            continue
        if parameter.type is ValueType.ENUM and value.casefold() == str(parameter.default).casefold():
            continue  # whatever is no YES in capitals counts as NO
        yield _wrong_value(assignment, parameter, value, problem)


def _wrong_value(assignment: Assignment, parameter: Parameter, value: str, problem: ValueProblem) -> Problem:
    fix = None
    severity = None
    effect = ""
    match problem.kind:
        case ProblemKind.WORD if parameter.type in _IGNORED_WHEN_WRONG:
            severity = Severity.WARNING
            effect = f"; the script takes anything else for {parameter.default}"
            if problem.word is not None:
                word = styled(assignment.value.text, problem.word)
                fix = Fix(f"write {problem.word}", (with_word(assignment, word),), Applicability.UNSAFE)
        case ProblemKind.RANGE:
            severity = Severity.WARNING
        case ProblemKind.COUNT:
            severity = None if parameter.required_with else Severity.WARNING
            effect = ": the shell makes several elements of it"
        case ProblemKind.TYPE if parameter.type in _NUMBERS:
            effect = "; the script calculates with it, and may stop there"
        case _:
            pass
    return Problem(
        assignment.value.span,
        f"{element(assignment)} cannot be {shown(value)}: expected {problem.expected}{effect}",
        severity=severity,
        fix=fix,
    )


def _judged(document: Document) -> Iterator[tuple[Assignment, Parameter]]:
    """Yield the assignments that count, each with the catalogue's entry of its variable."""
    known = catalogue.load(document.kind)
    for assignment in document.script.assignments:
        parameter = known.lookup(assignment.name)
        if parameter is not None and parameter.effective and parameter.assignable:
            yield assignment, parameter


def _is_concurrency(parameter: Parameter) -> bool:
    return parameter.name.startswith("CONCURRENT_")


def _is_below(parameter: Parameter, value: str, document: Document) -> bool:
    number, low = convert.number(parameter, value), parameter.limits(document.target).min
    return low is not None and (number is None or number < low)


@check_document("MC340")
def misspelt(document: Document) -> Iterator[Problem]:
    """Yield every variable that nothing reads and whose name is nearly that of a parameter, or an old form of one."""
    known = catalogue.load(document.kind)
    read = None
    for assignment in document.script.assignments:
        parameter = known.lookup(assignment.name)
        if parameter is not None and not parameter.effective and parameter.replaced_by:
            meant: tuple[str, ...] = parameter.replaced_by
        elif parameter is None and not known.is_known(assignment.name):
            meant = _near(document, assignment)
        else:
            continue
        if meant and read is None:
            read = _names_read(document)
        if meant and read is not None and assignment.name not in read:
            yield _misspelt(document, assignment, meant)


def _near(document: Document, assignment: Assignment) -> tuple[str, ...]:
    """Return the parameters that a name may be meant for: arrays for one with an index, long scalars for one without."""
    indexed = assignment.index_text is not None
    if not indexed and len(assignment.name) < _SHORTEST_SCALAR:
        return ()
    candidates = (
        parameter.name
        for parameter in catalogue.load(document.kind).parameters.values()
        if parameter.indexed == indexed
        and parameter.effective
        and parameter.assignable
        and parameter.file is None
        and "*" not in parameter.name
        and (indexed or len(parameter.name) >= _SHORTEST_SCALAR)
    )
    return nearest(assignment.name, candidates)


def _names_read(document: Document) -> set[str]:
    """Return the variables that the part of the script which people write uses: those are the site's own."""
    return set(_READING.findall(document.source.text, 0, own_text_end(document)))


def _misspelt(document: Document, assignment: Assignment, meant: tuple[str, ...]) -> Problem:
    taken = any((assignment.index or 0) in document.script.elements(name) for name in meant)
    fix = None
    if len(meant) == 1 and not taken:
        span = assignment.name_span
        fix = Fix(f"write {meant[0]}", (Edit(span.start, span.end, meant[0]),), Applicability.UNSAFE)
    return Problem(
        assignment.name_span,
        f"nothing reads {cut(element(assignment))}: what it sets does not count; did you mean {listed(meant, 'or')}?",
        severity=None if assignment.index_text is not None else Severity.WARNING,
        fix=fix,
    )
