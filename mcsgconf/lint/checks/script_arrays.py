"""The arrays of a control script: numbered from 0 without gaps, each element set once and not to nothing.

Which arrays there are, and which share an index, is said by the catalogue. How the vendor's part reads them decides what
a gap does: some arrays are read whole, of others the partner is found by counting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.lint.finding import Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.script_edits import commented_out, element, index_span, is_alone, named_element, renumbered
from mcsgconf.lint.wording import listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.script import Assignment, Script


def _main_arrays(document: Document) -> dict[str, tuple[str, ...]]:
    """Return the arrays that say how many entries a group has, by group; an array without partners is its own group."""
    groups: dict[str, tuple[str, ...]] = {}
    for parameter in catalogue.load(document.kind).parameters.values():
        if not parameter.indexed or not parameter.effective or parameter.file is not None:
            continue
        if parameter.group is None:
            groups[parameter.name] = (parameter.name,)
        elif _needs_back(document, parameter.name):
            groups[parameter.group] = (*groups.get(parameter.group, ()), parameter.name)
    return groups


def _needs_back(document: Document, name: str) -> bool:
    """Tell whether an array and a partner need each other, as LV and FS do, and FS_TYPE and LV do not."""
    known = catalogue.load(document.kind).parameters
    return any(name in known[partner].required_with for partner in known[name].required_with)


def _group_arrays(document: Document, group: str) -> tuple[str, ...]:
    known = catalogue.load(document.kind).parameters
    return tuple(name for name, parameter in known.items() if group in (parameter.group, name))


@check_document("MC302")
def gap(document: Document) -> Iterator[Problem]:
    """Yield the first element behind a gap in the numbers of a group of arrays, or that should have the number 0."""
    script = document.script
    for group, names in _main_arrays(document).items():
        if any(script.is_doubtful(name) for name in names):
            continue
        indexes = sorted({index for name in names for index in script.elements(name)})
        first = next((index for number, index in enumerate(indexes) if number != index), None)
        if first is None:
            continue
        assignment = next(script.elements(name)[first] for name in names if first in script.elements(name))
        yield _gap(document, group, names, indexes, assignment)


def _gap(document: Document, group: str, names: tuple[str, ...], indexes: list[int], assignment: Assignment) -> Problem:
    missing = next(number for number in range(len(indexes) + 1) if number not in indexes)
    every = _group_arrays(document, group)
    partners = len(names) > 1
    together = listed([name for name in names if document.script.elements(name)])
    effect = (
        "the script finds what belongs together by counting from 0, so that from here on each gets the wrong partner "
        "or none"
        if partners
        else "the numbers have to begin with 0 and go up by one; whether a script reads on behind a gap depends on its "
        "release"
    )
    one = len([name for name in names if document.script.elements(name)]) == 1
    where, goes = ("has", "goes") if one else ("have", "go")
    where = f"{'does' if one else 'do'} not begin with 0" if missing == 0 else f"{where} no number {missing}"
    edits = renumbered(document, document.script, every, indexes)
    return Problem(
        assignment.span,
        f"{together} {where} but {goes} on with {element(assignment)}: {effect}. Number them anew",
        severity=None if partners else Severity.WARNING,
        fix=Fix(f"number {listed([name for name in every if document.script.elements(name)])} anew", edits)
        if edits and _same_indexes(document.script, names, every)
        else None,
    )


def _same_indexes(script: Script, names: tuple[str, ...], every: tuple[str, ...]) -> bool:
    """Tell whether the main arrays have the same indexes, and the others none beyond them."""
    sets = [set(script.elements(name)) for name in names]
    return all(one == sets[0] for one in sets) and all(set(script.elements(name)) <= sets[0] for name in every)


@check_document("MC303")
def repeated(document: Document) -> Iterator[Problem]:
    """Yield every assignment to an array element that was set before: only the last one counts."""
    known = catalogue.load(document.kind).parameters
    earlier: dict[tuple[str, int], Assignment] = {}
    for assignment in document.script.assignments:
        parameter = known.get(assignment.name)
        if parameter is None or not parameter.indexed or assignment.index is None or parameter.file is not None:
            continue
        if index_span(document, assignment) is None or _adds(document, assignment):
            continue
        key = (assignment.name, assignment.index)
        before = earlier.get(key)
        earlier[key] = assignment
        if before is not None:
            yield _repeated(document, before, assignment, main=_needs_back(document, parameter.name))


def _adds(document: Document, assignment: Assignment) -> bool:
    return document.source.text.startswith("+=", assignment.span.start + len(element(assignment)))


def _repeated(document: Document, before: Assignment, after: Assignment, *, main: bool) -> Problem:
    value, old = after.value.value, before.value.value
    line = document.source.position(before.span.start).line
    same = old is not None and old == value
    lost = shown(before.value.text or "")
    effect = (
        f"both times to {lost}, so nothing is lost, but one of them was probably meant to have another number"
        if same
        else f"the shell takes the last, and {lost} is lost without a word. Give each its own number"
    )
    return Problem(
        after.span,
        f"{element(after)} is set a second time, after line {line}: {effect}",
        severity=Severity.WARNING if same or not (main or _stands_alone(document, after.name)) else None,
        notes=(Note("set here before", document, before.span),),
    )


def _stands_alone(document: Document, name: str) -> bool:
    return catalogue.load(document.kind).parameters[name].group is None


@check_document("MC334")
def empty(document: Document) -> Iterator[Problem]:
    """Yield the elements that are set to nothing, where no partner of theirs has a value: lines of the template."""
    script = document.script
    for group, names in _main_arrays(document).items():
        every = _group_arrays(document, group)
        found = [script.elements(name) for name in names]
        for index in sorted({index for elements in found for index in elements}):
            here = [elements[index] for elements in found if index in elements]
            if any(assignment.value.value != "" for assignment in here):
                continue  # half a pair is the business of the rules about pairs
            yield _empty(
                document, here, [script.elements(name)[index] for name in every if index in script.elements(name)]
            )


def _empty(document: Document, here: list[Assignment], every: list[Assignment]) -> Problem:
    names = listed([named_element(assignment.name, assignment.index or 0) for assignment in here])
    verb = "is" if len(here) == 1 else "are"
    all_empty = all(assignment.value.value == "" for assignment in every)
    indexed = all(index_span(document, assignment) is not None for assignment in every)
    alone = [assignment for assignment in every if is_alone(document, _on_lines_of(document, assignment, every))]
    fix = None
    if all_empty and indexed and len(alone) == len(every):
        fix = Fix("comment out", commented_out(document, [assignment.span for assignment in every]))
    return Problem(
        here[0].span,
        f"{names} {verb} set to nothing, as in a line of the template that was not filled in: the entry is dropped, or "
        "counted and then not found. Fill it in, or comment it out",
        fix=fix,
    )


def _on_lines_of(document: Document, one: Assignment, every: list[Assignment]) -> list[Assignment]:
    line = document.source.position(one.span.start).line
    return [assignment for assignment in every if document.source.position(assignment.span.start).line == line]
