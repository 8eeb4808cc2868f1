"""What packages ask of each other: of a package that exists, that may run where they do, and not in a circle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.finding import Note, Problem, Severity
from mcsgconf.lint.nearest import nearest
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.whole_cluster import (
    EVERY_NODE,
    MULTI_NODE_TYPES,
    PACKAGES_OF_A_CLUSTER,
    called,
    name_of,
    nodes_of,
    packages_together,
    type_of,
)
from mcsgconf.lint.wording import cut, listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.criteria import Condition
    from mcsgconf.models.package import Dependency, Package, Placed
    from mcsgconf.site import ClusterSite

_OF_HP = ("SG-", "VXVM-", "CVM-", "SYSMULTI")
"""How the names of packages begin that HP's commands make; nobody keeps their files."""
_NUMBER = re.compile(r"[0-9]+", re.ASCII)
_BY_ORDER, _BY_LOAD = "CONFIGURED_NODE", "MIN_PACKAGE_NODE"
_SAME_NODE, _ALL_NODES = "SAME_NODE", "ALL_NODES"


class _Asked(NamedTuple):
    """A dependency whose condition can be read: which package asks it, of which one (None: it is not known)."""

    package: Package
    dependency: Dependency
    condition: Placed[Condition | None]
    of: Package | None

    @property
    def name(self) -> str:
        """The package it is asked of."""
        return self.condition.value.package if self.condition.value is not None else ""

    @property
    def is_up(self) -> bool:
        return self.condition.value is not None and self.condition.value.state == "UP"

    @property
    def location(self) -> str | None:
        """Where it has to hold; None for a word that is none."""
        location = self.dependency.location
        return _SAME_NODE if location is None else location.value

    def problem(
        self, message: str, severity: Severity | None = None, *, place: Placed[object] | None = None
    ) -> Problem:
        notes = () if place is None else (Note(f"in {place.document.name}", place.document, place.span),)
        return Problem(self.condition.span, message, document=self.condition.document, severity=severity, notes=notes)


def _asked(cluster: ClusterSite) -> list[_Asked]:
    packages = [site.package for site in packages_together(cluster)]
    by_name: dict[str, Package] = {}
    for package in packages:
        by_name.setdefault(name_of(package), package)
    return [
        _Asked(package, dependency, condition, by_name.get(condition.value.package))
        for package in packages
        for dependency in package.dependencies
        if (condition := dependency.condition) is not None and condition.value is not None
    ]


@check_cluster("MC517", needs=PACKAGES_OF_A_CLUSTER)
def targets(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield dependencies on the package itself, in a circle, and on packages that nobody has seen."""
    asked = _asked(cluster)
    names = {name_of(site.package) for site in cluster.packages} - {""}
    needs: dict[str, dict[str, _Asked]] = {}
    for one in asked:
        if one.is_up and one.of is not None:
            needs.setdefault(name_of(one.package), {}).setdefault(one.name, one)
    for one in asked:
        if one.name == name_of(one.package):
            yield one.problem(f"{called(one.package)} depends on itself: cmcheckconf refuses it")
        elif one.of is None:
            yield from _unknown(one, names - {name_of(one.package)}, cluster)
        elif one.is_up:
            way = _way(one.name, name_of(one.package), needs)
            if way:
                circle = " needs ".join(cut(name) for name in (name_of(one.package), *way))
                yield one.problem(
                    f"{circle}: none of them can ever start, and cmcheckconf refuses a circle. Take one of these "
                    "dependencies out",
                    place=needs[way[0]][way[1]].condition,
                )


def _unknown(one: _Asked, names: set[str], cluster: ClusterSite) -> Iterator[Problem]:
    if one.name.upper().startswith(_OF_HP):
        return
    near = [name for name in nearest(one.name, sorted(names)) if not _numbered_alike(name, one.name)]
    near = [name for name in names if name.casefold() == one.name.casefold()] or near
    if len(near) == 1:
        yield one.problem(
            f"no package of the cluster is called {shown(one.name)}; {near[0]} is meant, it seems. cmcheckconf refuses a "
            "dependency on a package that is not configured"
        )
    elif names and cluster.surroundings.is_whole:
        yield one.problem(
            f"no package file of the cluster is for {shown(one.name)}: if it is not configured either, cmcheckconf "
            "refuses this package. Configure that one first, or correct the name",
            Severity.WARNING,
        )


def _numbered_alike(one: str, other: str) -> bool:
    """Tell whether two names differ in their numbers, so that each may well be meant: `db1`, `db2`."""
    return _NUMBER.findall(one) != _NUMBER.findall(other)


def _way(start: str, end: str, needs: dict[str, dict[str, _Asked]]) -> list[str]:
    """Return the shortest way from one package to another along what each needs, both ends in it; else nothing."""
    before: dict[str, str] = {}
    waiting = [start]
    for name in waiting:
        for other in needs.get(name, {}):
            if other not in before and other != start:
                before[other] = name
                waiting.append(other)
            if other == end:
                way = [end]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
    return []


@check_cluster("MC518", needs=PACKAGES_OF_A_CLUSTER)
def policies(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield dependencies between packages whose types, policies or nodes do not go together."""
    for one in _asked(cluster):
        if not one.is_up or one.of is None or one.of is one.package:
            continue
        yield from _kinds(one, one.of)
        if one.location == _SAME_NODE:
            yield from _nodes(one, one.of, cluster)


def _kinds(one: _Asked, target: Package) -> Iterator[Problem]:
    kind, policy = type_of(one.package), _policy(one.package)
    other_kind, other_policy = type_of(target), _policy(target)
    if other_kind in MULTI_NODE_TYPES or other_kind is None or kind is None:
        return
    needs_multi = kind in MULTI_NODE_TYPES or policy == _BY_LOAD
    if not needs_multi and not (policy == _BY_ORDER and other_policy == _BY_LOAD):
        return
    own = "is a multi-node package" if kind in MULTI_NODE_TYPES else f"has the failover policy {policy}"
    wanted = "a multi-node package" if needs_multi else f"a multi-node package, or one with {_BY_ORDER}"
    what = "is a failover package" if needs_multi else f"has {other_policy}"
    yield one.problem(
        f"{called(one.package)} {own}, so what it depends on has to be {wanted}; {called(target)} {what}. cmcheckconf "
        "refuses that",
        place=target.failover_policy or target.name,
    )


def _policy(package: Package) -> str | None:
    return package.failover_policy.value if package.failover_policy is not None else _BY_ORDER


def _nodes(one: _Asked, target: Package, cluster: ClusterSite) -> Iterator[Problem]:
    own, other = nodes_of(one.package, cluster), nodes_of(target, cluster)
    place = target.nodes[0] if target.nodes else target.name
    lacking = [node for node in own if node not in other]
    if lacking and other:
        yield one.problem(
            f"{called(target)} may not run on {listed([cut(node) for node in lacking])}, where {called(one.package)} may: "
            "the nodes of a package must be among those of the package it depends on, and cmcheckconf refuses it",
            place=place,
        )
    elif _every(one.package) and target.nodes and not _every(target):
        yield one.problem(
            f"{called(one.package)} may run on every node ({EVERY_NODE}), so {called(target)} must have {EVERY_NODE} as "
            "well: its nodes are listed, and cmcheckconf refuses that",
            place=place,
        )
    elif type_of(one.package) == type_of(target) == "FAILOVER" and not _every(one.package) and not _every(target):
        common = [node for node in other if node in own]
        if common != list(own):
            yield one.problem(
                f"the nodes of {called(one.package)} stand in another order than those of {called(target)}: the two go "
                "different ways when both move, and cmcheckconf warns",
                Severity.INFO,
                place=place,
            )


def _every(package: Package) -> bool:
    return any(node.value == EVERY_NODE for node in package.nodes)


@check_cluster("MC519", needs=PACKAGES_OF_A_CLUSTER)
def exclusions(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield exclusions that only one of two packages knows of, and those without location, priority or policy in common."""
    asked = [one for one in _asked(cluster) if not one.is_up]
    for one in asked:
        target = one.of
        if target is None or target is one.package:
            continue
        back = next((other for other in asked if other.package is target and other.of is one.package), None)
        if back is None:
            yield one.problem(
                f"{called(target)} does not ask that {called(one.package)} be down: an exclusion has to stand in both "
                "packages, and both have to be applied together",
                place=target.name,
            )
            continue
        if asked.index(back) > asked.index(one):
            yield from _halves(one, back)


def _halves(one: _Asked, back: _Asked) -> Iterator[Problem]:
    """Yield what is wrong between the two halves of an exclusion."""
    first, second = one.package, back.package
    if one.location is not None and back.location is not None and one.location != back.location:
        yield back.problem(
            f"the exclusion of {called(first)} and {called(second)} holds on {_where(one)} in one file and on "
            f"{_where(back)} in the other: it has to be the same in both",
            place=one.condition,
        )
    if not any(package.priority is not None and _is_number(package.priority.value) for package in (first, second)):
        yield back.problem(
            f"neither {called(first)} nor {called(second)} has a priority, so nobody can say which of the two may run: "
            "give one of them a number",
            place=one.condition,
        )
    for package, half in ((first, one), (second, back)):
        if type_of(package) in MULTI_NODE_TYPES or _policy(package) == _BY_LOAD:
            yield half.problem(
                f"{called(package)} takes part in an exclusion, which only failover packages with the policy {_BY_ORDER} "
                "can"
            )


def _where(one: _Asked) -> str:
    return {_SAME_NODE: "the same node", _ALL_NODES: "all nodes"}.get(one.location or "", (one.location or "").lower())


def _is_number(value: int | str | None) -> bool:
    return value is None or isinstance(value, int)
