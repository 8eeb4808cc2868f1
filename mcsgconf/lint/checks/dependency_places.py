"""Where a dependency has to hold: which places go with UP and DOWN, and what they ask of the two packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.lines import in_style
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.whole_cluster import (
    MULTI_NODE_TYPES,
    PACKAGES_OF_A_CLUSTER,
    called,
    name_of,
    packages_together,
    type_of,
)
from mcsgconf.lint.wording import cut
from mcsgconf.models import convert
from mcsgconf.site import PACKAGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Dependency, Package
    from mcsgconf.site import ClusterSite

_UP, _DOWN = "UP", "DOWN"
_APART = frozenset({"DIFFERENT_NODE", "ANY_NODE"})
_STATES = {"DIFFERENT_NODE": _UP, "ANY_NODE": _UP, "ALL_NODES": _DOWN}
"""The only state that goes with a place; SAME_NODE goes with both."""
_INSTEAD = {
    _UP: "A package that is to be up may be on the same node, on a different one, or on any",
    _DOWN: "A package that is to be down may be so on the same node, or on all nodes",
}
_BY_ORDER = "CONFIGURED_NODE"
_NO_PRIORITY = float("inf")


@check_document("MC228")
def places(document: Document) -> Iterator[Problem]:
    """Yield places that do not go with the state which a dependency asks for."""
    if document.kind not in PACKAGE_KINDS:
        return
    for block in document.blocks.named("dependency"):
        place = block.first(in_style(document, "DEPENDENCY_LOCATION"))
        asked = block.first(in_style(document, "DEPENDENCY_CONDITION"))
        if place is None or asked is None or place.parameter is None or asked.parameter is None:
            continue
        word = convert.keyword(place.parameter, place.bare)
        condition = convert.condition(asked.parameter, asked.bare)
        state = _STATES.get((word or "").upper())
        if state is None or condition is None or condition.state == state:
            continue
        yield Problem(
            place.span,
            f"{cut(place.name)} {cut(place.bare)} goes with {state} only, and this dependency asks for {condition.state}: "
            f"cmcheckconf refuses it. {_INSTEAD[condition.state]}",
            notes=(Note("the condition", document, asked.span),),
        )


@check_cluster("MC518", needs=PACKAGES_OF_A_CLUSTER)
def elsewhere(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield dependencies on a package that is up on another node, where the two packages do not allow for it."""
    packages = {name_of(site.package): site.package for site in reversed(packages_together(cluster))}
    for package in packages.values():
        for dependency in package.dependencies:
            if dependency.location is None or dependency.location.value not in _APART:
                continue
            condition = dependency.condition.value if dependency.condition is not None else None
            other = packages.get(condition.package) if condition is not None and condition.state == _UP else None
            if other is not None and other is not package:
                yield from _apart(dependency, package, other)


def _apart(dependency: Dependency, package: Package, other: Package) -> Iterator[Problem]:
    place = dependency.location
    if place is None:
        return
    where = f"{cut(place.text)} asks"
    if type_of(other) in MULTI_NODE_TYPES:  # of the others `dependencies` speaks
        yield Problem(
            place.span,
            f"{where} that both packages are failover packages with the policy {_BY_ORDER}, and {called(other)} is a "
            "multi-node package: cmcheckconf refuses the dependency",
            document=place.document,
        )
    elif _rank(other) > _rank(package):
        yield Problem(
            place.span,
            f"{where} that {called(other)} has at least the priority of {called(package)}, a number that is not higher: "
            "otherwise the package that is needed may have to make room for the one that needs it, and cmcheckconf "
            "refuses the dependency",
            document=place.document,
            notes=(
                ()
                if package.priority is None
                else (Note("the priority of this package", package.priority.document, package.priority.span),)
            ),
        )


def _rank(package: Package) -> float:
    """Return the priority of a package as a number: the lower, the earlier it is served."""
    value = package.priority.value if package.priority is not None else None
    return value if isinstance(value, int) else _NO_PRIORITY
