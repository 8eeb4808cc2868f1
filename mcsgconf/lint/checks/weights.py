"""Capacities of nodes and weights of packages, and the policies that do not go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem, Severity
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.whole_cluster import PACKAGES_OF_A_CLUSTER, sure_cluster
from mcsgconf.lint.wording import cut, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package, Placed
    from mcsgconf.site import ClusterSite

_CAPACITY, _WEIGHTS = "CAPACITY_NAME", ("weight_name", "WEIGHT_NAME")


@check_cluster("MC521", needs=PACKAGES_OF_A_CLUSTER)
def capacities(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield package policies that a cluster with capacities refuses, and weights of which no node has a capacity."""
    document = sure_cluster(cluster)
    found = lines(document).named(_CAPACITY) if document is not None else []
    if document is None:
        return
    for site in cluster.packages:
        weights = lines(site.document).named(*_WEIGHTS)
        if found and not weights:  # a package with weights is refused for those already
            for policy, why in _refused(site.package):
                yield Problem(
                    policy.span,
                    f"{cut(policy.text)} cannot go with {_CAPACITY} {cut(found[0].bare)} of a node: {why}, and cmapplyconf "
                    "fails. Use CONFIGURED_NODE and MANUAL",
                    document=policy.document,
                    notes=(Note("a capacity of a node", document, found[0].span),),
                )
        names = {meant(capacity) for capacity in found}
        for weight in weights:
            if meant(weight) and meant(weight) not in names:
                yield Problem(
                    weight.value_span,
                    f"no node of the cluster has a capacity {shown(meant(weight))} ({document.name}), so the weight of the "
                    "package counts for nothing, and cmapplyconf refuses it. Spell it as the capacity, letter by letter",
                    document=site.document,
                    severity=Severity.WARNING,
                    notes=(Note("the cluster file", document, (found[0] if found else lines(document).all[0]).span),),
                )


def _refused(package: Package) -> Iterator[tuple[Placed[str | None], str]]:
    if package.failover_policy is not None and package.failover_policy.value == "MIN_PACKAGE_NODE":
        yield package.failover_policy, "packages are placed by capacity or by number, not by both"
    if package.failback_policy is not None and package.failback_policy.value == "AUTOMATIC":
        yield package.failback_policy, "a package that goes back by itself may find no room"


@check_document("MC521")
def weight_and_policy(document: Document) -> Iterator[Problem]:
    """Yield policies that a package with weights may not have, whatever the cluster."""
    weights = lines(document).named(*_WEIGHTS)
    for policy, why in _refused(document.package_view) if weights else ():
        yield Problem(
            policy.span,
            f"{cut(policy.text)} cannot go with {cut(weights[0].name)} {cut(meant(weights[0]))} of this package: {why}, and "
            "cmapplyconf fails. Use CONFIGURED_NODE and MANUAL",
            notes=(Note("a weight of the package", document, weights[0].span),),
        )
