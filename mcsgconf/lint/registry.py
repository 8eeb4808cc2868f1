"""Binds check functions to the codes of their rules.

A check is a function in a module of `checks/`, decorated with the scope it looks at and the code (or codes) it speaks
for; importing the module registers it, and `load_checks` imports them all, so that a new rule needs its page and its
function and no third place. Codes that have a page and no check, or the reverse, fail the tests.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mcsgconf.lint.finding import Problem
    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite, Site

    DocumentCheck: TypeAlias = Callable[[Document], Iterable[Problem]]
    ClusterCheck: TypeAlias = Callable[[ClusterSite], Iterable[Problem]]
    SiteCheck: TypeAlias = Callable[[Site], Iterable[Problem]]


UNUSED_SUPPRESSION = "MC002"
ENGINE_CODES = frozenset({UNUSED_SUPPRESSION})
"""Rules that the engine itself speaks for: what they find only shows when all other checks have run."""


@dataclass(frozen=True, slots=True)
class Checks:
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


@cache
def load_checks() -> Checks:
    """Import every module of `checks/` and return what they registered."""
    from mcsgconf.lint import checks  # noqa: PLC0415 - the modules import this one

    for module in pkgutil.iter_modules(checks.__path__):
        importlib.import_module(f"{checks.__name__}.{module.name}")
    return _CHECKS
