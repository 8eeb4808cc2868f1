"""Binds check functions to the codes of their rules.

A check is a function in a module of `checks/`, decorated with the scope it looks at and the code (or codes) it speaks
for; importing the module registers it. Which module speaks for which codes is compiled from the modules themselves, so
that a new rule needs its page and its function and no third place. Codes that have a page and no check, or the reverse, fail the tests.
"""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

from mcsgconf import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from mcsgconf.compiled import Json
    from mcsgconf.lint.finding import Problem
    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite, Site

    DocumentCheck: TypeAlias = Callable[[Document], Iterable[Problem]]
    ClusterCheck: TypeAlias = Callable[[ClusterSite], Iterable[Problem]]
    SiteCheck: TypeAlias = Callable[[Site], Iterable[Problem]]


UNUSED_SUPPRESSION = "MC002"
ENGINE_CODES = frozenset({UNUSED_SUPPRESSION})
"""Rules that the engine itself speaks for: what they find only shows when all other checks have run."""


class Checks(NamedTuple):
    """The registered checks of each scope: the codes a function speaks for, and the function."""

    document: list[tuple[tuple[str, ...], DocumentCheck]]
    cluster: list[tuple[tuple[str, ...], ClusterCheck]]
    site: list[tuple[tuple[str, ...], SiteCheck]]


_CHECKS = Checks([], [], [])


def check_document(*codes: str) -> Callable[[DocumentCheck], DocumentCheck]:
    """Register a check of one file at a time; it is given the files of the kinds that the rules' pages name.

    A check for several codes says in each `Problem` which one it means, and may be given files that only one of its
    rules looks at.
    """

    def register(function: DocumentCheck) -> DocumentCheck:
        _CHECKS.document.append((codes, function))
        return function

    return register


def check_cluster(*codes: str) -> Callable[[ClusterCheck], ClusterCheck]:
    """Register a check that sees a cluster with its packages, scripts and companions; every problem names its document."""

    def register(function: ClusterCheck) -> ClusterCheck:
        _CHECKS.cluster.append((codes, function))
        return function

    return register


def check_site(*codes: str) -> Callable[[SiteCheck], SiteCheck]:
    """Register a check that sees every cluster of a repository; every problem names its document."""

    def register(function: SiteCheck) -> SiteCheck:
        _CHECKS.site.append((codes, function))
        return function

    return register


def load_checks(wanted: AbstractSet[str] | None = None) -> Checks:
    """Return what the modules of `checks/` registered.

    Args:
        wanted: codes of the rules that matter; only modules that speak for one of them are sure to be there, so that a
            run over one kind of file does not pay for the checks of the others. None: every module.
    """
    for module, codes in _modules().items():
        if wanted is None or not wanted.isdisjoint(codes):
            importlib.import_module(module)
    return _CHECKS


@cache
def _modules() -> dict[str, frozenset[str]]:
    """Return the codes that each module of `checks/` speaks for."""
    rows = cast("dict[str, list[str]]", compiled.load("check-modules", _sources, read_modules))
    return {module: frozenset(codes) for module, codes in rows.items()}


def _sources() -> list[Path]:
    return sorted(Path(__file__).with_name("checks").glob("[a-z]*.py"))


def read_modules() -> Json:
    """Import every module of `checks/` and return the codes that each speaks for, as JSON data."""
    for path in _sources():
        importlib.import_module(f"{__package__}.checks.{path.stem}")
    found: dict[str, set[str]] = {}
    for group in (_CHECKS.document, _CHECKS.cluster, _CHECKS.site):
        for codes, function in group:
            found.setdefault(function.__module__, set()).update(codes)
    return {module: [*sorted(codes)] for module, codes in sorted(found.items())}
