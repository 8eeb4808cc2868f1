"""Binds check functions to the codes of their rules.

A check is a function in a module of `checks/`, decorated with the scope it looks at and the code (or codes) it speaks
for; importing the module registers it. Which checks a module has is compiled from the modules themselves, so that a new
rule needs its page and its function and no third place, and a run imports only those that can have something to say.
Codes that have a page and no check, or the reverse, fail the tests.
"""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar, cast

from mcsgconf import compiled
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from mcsgconf.compiled import Json
    from mcsgconf.lint.finding import Problem
    from mcsgconf.lint.judging import Fact
    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite, Site

    DocumentCheck: TypeAlias = Callable[[Document], Iterable[Problem]]
    ClusterCheck: TypeAlias = Callable[[ClusterSite], Iterable[Problem]]
    Opener: TypeAlias = Callable[[str], Document]
    _T = TypeVar("_T")
    Comparison: TypeAlias = Callable[[Sequence[_T], Opener], Iterable[Problem]]


UNUSED_SUPPRESSION = "MC002"
UNKNOWN_CODE = "MC003"
ENGINE_CODES = frozenset({UNUSED_SUPPRESSION, UNKNOWN_CODE})
"""Rules that the engine itself speaks for: one shows when all other checks have run, one needs to know all rules."""


Kinds: TypeAlias = frozenset[Kind]
_F = TypeVar("_F")


class Check(NamedTuple, Generic[_F]):
    """A registered check: the codes it speaks for, the function, and what it needs (see `check_cluster`)."""

    codes: tuple[str, ...]
    function: _F
    needs: tuple[Kinds, ...] = ()


_Row = TypeVar("_Row", bound=tuple[object, ...])


class Compared(NamedTuple):
    """What a check that looks across a whole site consists of; see `check_across`."""

    gather: Callable[[Site], Iterable[Fact]]
    compare: Callable[[Iterable[Fact], Opener], Iterable[Problem]]


class Checks(NamedTuple):
    """The registered checks of each scope."""

    document: list[Check[DocumentCheck]]
    cluster: list[Check[ClusterCheck]]
    across: list[Check[Compared]]


_CHECKS = Checks([], [], [])


def check_document(*codes: str) -> Callable[[DocumentCheck], DocumentCheck]:
    """Register a check of one file at a time; it is given the files of the kinds that the rules' pages name.

    A check for several codes says in each `Problem` which one it means, and may be given files that only one of its
    rules looks at.
    """

    def register(function: DocumentCheck) -> DocumentCheck:
        _CHECKS.document.append(Check(codes, function))
        return function

    return register


def check_cluster(*codes: str, needs: tuple[Kinds, ...] = ()) -> Callable[[ClusterCheck], ClusterCheck]:
    """Register a check that sees a cluster with its packages, scripts and companions; every problem names its document.

    `needs` says without which files it has nothing to say: for each set of kinds there must be a file of one of them.
    It is then neither called nor loaded where one is missing, such as for a cluster file alone.
    """

    def register(function: ClusterCheck) -> ClusterCheck:
        _CHECKS.cluster.append(Check(codes, function, needs))
        return function

    return register


def check_across(
    code: str, *, gather: Callable[[Site], Iterable[_Row]], row: Callable[[Iterable[object]], _Row]
) -> Callable[[Comparison[_Row]], Comparison[_Row]]:
    """Register a check that compares what there is in all parts of a repository; every problem names its document.

    Parts are judged one by one, and the files of one in which nothing has changed are not parsed. So `gather` yields what
    is to be compared of a part as rows, named tuples as `judging.Fact` has them, and `row` makes them again from what was
    kept: of a text of several lines nothing may count but whether another one is the same. The check is given the rows of
    all parts, and a function that returns the document of a name; it calls that only where there is a problem.
    """

    def register(function: Comparison[_Row]) -> Comparison[_Row]:
        def compare(facts: Iterable[Fact], document_of: Opener) -> Iterable[Problem]:
            return function([row(fact) for fact in facts], document_of)

        _CHECKS.across.append(Check((code,), Compared(gather, compare)))
        return function

    return register


class Entry(NamedTuple):
    """What the index has of a check, whose module may not be loaded: its scope is a field of `Checks`."""

    module: str
    scope: str
    codes: tuple[str, ...]
    needs: tuple[Kinds, ...]


def load_checks(wanted: AbstractSet[str] | None = None, present: AbstractSet[Kind] | None = None) -> Checks:
    """Return the checks that can have something to say; no module of another one is imported.

    Args:
        wanted: codes of the rules that run; None: all.
        present: the kinds of the files at hand; None: all.
    """

    def may_speak(check: Check[_F] | Entry) -> bool:
        return (wanted is None or not wanted.isdisjoint(check.codes)) and (
            present is None or not any(present.isdisjoint(kinds) for kinds in check.needs)
        )

    for module in dict.fromkeys(entry.module for entry in index() if may_speak(entry)):
        importlib.import_module(module)
    return Checks(*([check for check in of_scope if may_speak(check)] for of_scope in _CHECKS))


@cache
def index() -> tuple[Entry, ...]:
    """Return every check there is."""
    rows = cast("list[tuple[str, str, list[str], list[list[str]]]]", compiled.load("checks", _sources, read_checks))
    return tuple(
        Entry(module, scope, tuple(codes), tuple(frozenset(map(Kind, kinds)) for kinds in needs))
        for module, scope, codes, needs in rows
    )


def _sources() -> list[Path]:
    return sorted(Path(__file__).with_name("checks").glob("[a-z]*.py"))


def read_checks() -> Json:
    """Import every module of `checks/` and return what it registered, as JSON data: the fields of `Entry`."""
    for path in _sources():
        importlib.import_module(f"{__package__}.checks.{path.stem}")
    rows: list[Json] = [
        [_module_of(check), scope, [*check.codes], [[*sorted(kinds)] for kinds in check.needs]]
        for scope, checks in _CHECKS._asdict().items()
        for check in checks
    ]
    return sorted(rows, key=str)


def _module_of(check: Check[DocumentCheck] | Check[ClusterCheck] | Check[Compared]) -> str:
    function = check.function.gather if isinstance(check.function, Compared) else check.function
    return function.__module__
