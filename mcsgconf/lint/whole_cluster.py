"""What the rules across the files of a cluster ask first: which packages belong together, and on which nodes they run.

What is not among the files is unknown. These functions give nothing where it is not certain that files belong to one
cluster, so that a rule which finds nothing stays silent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.kind import SHELL_KINDS, Kind
from mcsgconf.site import PACKAGE_KINDS

if TYPE_CHECKING:
    from mcsgconf.models.convert import Address
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package
    from mcsgconf.site import ClusterSite, PackageSite

PACKAGES_OF_A_CLUSTER = (frozenset({Kind.CLUSTER}), PACKAGE_KINDS)
"""What a check needs that looks at packages together, or at a package and its cluster."""
SCRIPTS_OF_PACKAGES = (PACKAGE_KINDS, SHELL_KINDS)
"""What a check needs that looks at a package file and its script."""
WHAT_PACKAGES_OWN = (frozenset({Kind.CONTROL_SCRIPT, Kind.MODULAR_PACKAGE}),)
"""What a check needs that looks at addresses, storage or commands of services: a legacy package file does not say them."""
EVERY_NODE = "*"
MULTI_NODE_TYPES = frozenset({"MULTI_NODE", "SYSTEM_MULTI_NODE"})


def packages_together(cluster: ClusterSite) -> tuple[PackageSite, ...]:
    """Return the packages that are known to be of one cluster; none where they may be of several.

    Several cluster files in one folder are versions of one as long as they have a node in common.
    """
    if cluster.cluster is None:
        return ()
    nodes = set(cluster.node_names)
    return cluster.packages if all(nodes & _node_names(other) for other in cluster.surroundings.others) else ()


def sure_cluster(cluster: ClusterSite) -> Document | None:
    """Return the cluster file where there is one only: of several nobody can say which is in force."""
    return None if cluster.surroundings.others else cluster.cluster


def sure_packages(cluster: ClusterSite) -> tuple[PackageSite, ...]:
    """Return the packages of a cluster whose file is known for certain."""
    return cluster.packages if sure_cluster(cluster) is not None else ()


def name_of(package: Package) -> str:
    """Return the name of a package; empty where its file gives none."""
    return package.name.value if package.name is not None else ""


def called(package: Package) -> str:
    """Return a package as messages call it."""
    return f"package {name_of(package)}" if name_of(package) else f"the package of {package.document.name}"


def nodes_of(package: Package, cluster: ClusterSite) -> tuple[str, ...]:
    """Return the nodes that a package may run on, in its order; `*`, the default of a modular one, is every node."""
    names = tuple(dict.fromkeys(node.value for node in package.nodes))
    if EVERY_NODE in names or (package.is_modular and not names):
        return cluster.node_names
    return names


def type_of(package: Package) -> str | None:
    """Return the type of a package, FAILOVER where it gives none; None for a word that is no type."""
    return package.type.value if package.type is not None else "FAILOVER"


def is_failover(package: Package) -> bool:
    """Tell whether a package runs on one node at a time."""
    return type_of(package) == "FAILOVER"


def shuts_out(one: Package, other: Package) -> bool:
    """Tell whether one of two packages asks that the other one be down."""
    return _asks_for(one, other, "DOWN") or _asks_for(other, one, "DOWN")


def runs_with(one: Package, other: Package) -> bool:
    """Tell whether one of two packages asks that the other one be up."""
    return _asks_for(one, other, "UP") or _asks_for(other, one, "UP")


def addresses_of_nodes(cluster_file: Document) -> dict[str, list[Address]]:
    """Return the heartbeat and stationary addresses of the nodes, each node of which every line can be read."""
    from mcsgconf.models.cluster_nodes import read_nodes  # noqa: PLC0415 - a cluster file alone needs none

    root = cluster_file.blocks
    if root.orphans or cluster_file.problems:
        return {}
    found: dict[str, list[Address]] = {}
    for block, node in zip(root.named("node"), read_nodes(root), strict=True):
        addresses = [one.value for lan in node.interfaces for one in (*lan.heartbeat_ips, *lan.stationary_ips)]
        readable = [address for address in addresses if address is not None]
        if readable and len(readable) == len(addresses) and all(line.parameter for line in block.every_setting()):
            found[node.name.value] = readable
    return found


def _asks_for(package: Package, other: Package, state: str) -> bool:
    conditions = (one.condition.value for one in package.dependencies if one.condition is not None)
    name = name_of(other)
    return any(asked is not None and asked.package == name and asked.state == state for asked in conditions)


def _node_names(cluster_file: Document) -> set[str]:
    blocks = cluster_file.blocks.named("node")
    return {block.opener.bare for block in blocks if block.opener is not None}
