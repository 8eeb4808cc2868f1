"""What a page declares of a parameter, and what is found where a file does not keep to it.

`[require]` wants a value that fits, in the file or in each block of a kind; `[allow]` wants every value to fit, and is
silent where there is none; `[forbid]` wants none to fit. Where a value cannot be told, nothing is found.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf import catalogue
from mcsgconf.lint.finding import Problem
from mcsgconf.lint.own.conditions import Condition, fits
from mcsgconf.lint.own.values import NAME_OF_FILE, Scope, Value, may_have_more, name_of_file, scopes, values
from mcsgconf.lint.wording import cut
from mcsgconf.models.kind import SETTINGS_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

MARK = re.compile(r"\{([a-z][a-z_]*)\}")
"""A mark in a message; what else stands in braces is text."""
MISSING = "missing"
"""What stands for the value where there is none."""


class Verb(StrEnum):
    """What a page does with the values that fit its condition."""

    REQUIRE = "require"
    ALLOW = "allow"
    FORBID = "forbid"


class Declared(NamedTuple):
    """The check of a page.

    `parameters` are names of one thing in files of several kinds. `each` names the block that a requirement or a ban holds
    for, None: the file; `times` says how many values a requirement takes, or from how many on a ban begins.
    """

    verb: Verb
    parameters: tuple[str, ...]
    condition: Condition
    message: str
    each: str | None = None
    times: int = 1


def find(check: Declared, document: Document) -> Iterator[Problem]:
    """Yield what in a file, of a kind that the check is for, does not keep to it."""
    match check.verb:
        case Verb.ALLOW:
            for value in values(document, check.parameters):
                if _fits(check, value) is False:
                    yield _wrong(check, document, value)
        case Verb.FORBID:
            for scope in scopes(document, check.parameters, check.each):
                fitting = [value for value in scope.values if _fits(check, value)]
                for value in fitting[check.times - 1 :]:
                    yield _wrong(check, document, value)
        case Verb.REQUIRE:
            if not may_have_more(document, check.parameters):
                for scope in scopes(document, check.parameters, check.each):
                    yield from _lacking(check, document, scope)


def _lacking(check: Declared, document: Document, scope: Scope) -> Iterator[Problem]:
    outcomes = [_fits(check, value) for value in scope.values]
    if sum(outcome is not False for outcome in outcomes) >= check.times:
        return
    if check.times == 1 and scope.values:
        yield _wrong(check, document, scope.values[0])
        return
    marks = {"parameter": _called(check, document.kind), "value": MISSING, **_names_above(document, scope.above)}
    yield Problem(scope.place, _filled(check.message, marks))


def _fits(check: Declared, value: Value) -> bool | None:
    return None if value.text is None else fits(check.condition, value.text, value.parameter)


def _wrong(check: Declared, document: Document, value: Value) -> Problem:
    marks = {"parameter": value.name, "value": value.text or MISSING, **_names_above(document, value.above)}
    return Problem(value.span, _filled(check.message, marks))


def _called(check: Declared, kind: Kind) -> str:
    """Return the name that a parameter which is missing has in files of a kind: the one written as these write it."""
    if kind not in SETTINGS_KINDS:
        return check.parameters[0]
    table = catalogue.load(kind)
    names = [name for name in check.parameters if name in table.parameters]
    names += [parameter.name for name in check.parameters if (parameter := table.lookup(name)) is not None]
    return next((name for name in names if not name.endswith("*")), check.parameters[0])


def _names_above(document: Document, above: tuple[Setting, ...]) -> dict[str, str]:
    """Return what the file and the blocks of a place are called, by the marks that stand for them."""
    if document.kind not in NAME_OF_FILE:
        return {}
    whole, _ = NAME_OF_FILE[document.kind]
    names = {whole: name_of_file(document)}
    table = catalogue.load(document.kind)
    for setting in above:
        block = None if setting.parameter is None else table.opened_by(setting.parameter)
        if block is not None:
            names[block.name] = setting.bare
    return names


def _filled(message: str, marks: dict[str, str]) -> str:
    """Return a message with its marks replaced by texts in which no mark counts any more."""
    return MARK.sub(lambda mark: cut(marks.get(mark[1], mark[0])), message)
