"""Choices of packages that the cluster has to allow for, or that its packages have to make alike: sites, resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue import Platform
from mcsgconf.lint.finding import Note, Problem, Severity
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.whole_cluster import PACKAGES_OF_A_CLUSTER, called, packages_together, sure_cluster, sure_packages
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import BlockTree
    from mcsgconf.models.package import Package
    from mcsgconf.site import ClusterSite

_BY_SITE = frozenset({"SITE_PREFERRED", "SITE_PREFERRED_MANUAL"})


@check_cluster("MC528", needs=PACKAGES_OF_A_CLUSTER)
def site_without_sites(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield packages that prefer their site in a cluster that has none."""
    document = sure_cluster(cluster)
    if document is None or document.target.platform is Platform.LINUX:
        return
    if lines(document).named("SITE_NAME", "SITE"):
        return
    for site in sure_packages(cluster):
        policy = site.package.failover_policy
        if policy is not None and (policy.value or "").upper() in _BY_SITE:
            sure = document.target.platform is Platform.HP_UX
            yield Problem(
                policy.span,
                f"the policy {cut(policy.text)} is for clusters with sites, and {document.name} declares none (SITE_NAME): "
                "cmcheckconf refuses it. Declare the sites, or take CONFIGURED_NODE",
                document=policy.document,
                severity=Severity.ERROR if sure else Severity.WARNING,
                notes=(Note("the cluster file", document, lines(document).all[0].span),),
            )


@check_cluster("MC529", needs=PACKAGES_OF_A_CLUSTER)
def unlike_resources(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield generic resources that one package takes for a simple one and another for an extended one."""
    first: dict[str, tuple[Package, BlockTree]] = {}
    for site in packages_together(cluster):
        if site.document.kind is not Kind.MODULAR_PACKAGE:
            continue
        for block in site.document.blocks.named("generic_resource"):
            name = meant(block.opener) if block.opener is not None else ""
            if block.opener is None or not name:
                continue
            owner, earlier = first.setdefault(name, (site.package, block))
            if earlier.opener is None or _is_extended(earlier) == _is_extended(block):
                continue
            own, other = ("an extended", "a simple") if _is_extended(block) else ("a simple", "an extended")
            yield Problem(
                block.opener.span,
                f"resource {shown(name)} is {own} one here, and {other} one for {called(owner)}: with "
                "generic_resource_up_criteria it has a number, without it is up or down, and it is one of the two for the "
                "whole cluster. cmcheckconf refuses the second",
                document=site.document,
                notes=(Note(f"in {called(owner)}", owner.document, earlier.opener.span),),
            )


def _is_extended(block: BlockTree) -> bool:
    criterion = block.first("generic_resource_up_criteria")
    return criterion is not None and bool(meant(criterion))
