"""What the clusters of a repository may not share: a name, an address that moves with a package.

Cluster files with a node in common are versions of one cluster, and are not compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.finding import Note, Problem, Severity
from mcsgconf.lint.meant import meant
from mcsgconf.lint.networks import Networks
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_site
from mcsgconf.lint.whole_cluster import addresses_of_nodes, called, sure_cluster
from mcsgconf.lint.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.convert import Address
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package, Placed
    from mcsgconf.site import ClusterSite, Site

_NAME, _QUORUM_SERVER = "CLUSTER_NAME", "QS_HOST"


class _Named(NamedTuple):
    """A cluster file with its name, its nodes, and the quorum server it asks."""

    document: Document
    name: Setting
    nodes: frozenset[str]

    @property
    def quorum_server(self) -> str:
        setting = self.document.blocks.first(_QUORUM_SERVER)
        host = meant(setting).casefold() if setting is not None else ""
        return host if host[:1].isdigit() else host.partition(".")[0]


@check_site("MC154")
def names(site: Site) -> Iterator[Problem]:
    """Yield the cluster files whose name another cluster of the repository has."""
    by_name: dict[str, list[_Named]] = {}
    for cluster in site.clusters:
        one = _named(cluster)
        if one is not None:
            by_name.setdefault(meant(one.name), []).append(one)
    for name, found in by_name.items():
        for at, one in enumerate(found):
            other = next((other for other in found[:at] if not one.nodes & other.nodes), None)
            if other is None:
                continue
            shared = one.quorum_server and one.quorum_server == other.quorum_server
            effect = (
                f"both ask the quorum server {one.quorum_server}, which cannot tell them apart, so one loses its vote"
                if shared
                else "Serviceguard may not notice, and commands, logs and a quorum server cannot tell the two apart"
            )
            yield Problem(
                one.name.value_span,
                f"the other cluster of {other.document.name} has the name {shown(name)}, too: {effect}. Rename one",
                document=one.document,
                severity=Severity.ERROR if shared else None,
                notes=(Note("the other cluster", other.document, other.name.span),),
            )


def _named(cluster: ClusterSite) -> _Named | None:
    document = cluster.cluster
    setting = document.blocks.first(_NAME) if document is not None else None
    if document is None or setting is None or setting.parameter is None or not cluster.node_names:
        return None
    if not meant(setting) or is_placeholder(document.kind, setting.parameter, setting.bare):
        return None
    return _Named(document, setting, frozenset(cluster.node_names))


class _Moving(NamedTuple):
    """A relocatable address, its package, and the addresses of the cluster's nodes."""

    address: Placed[Address | None]
    package: Package
    cluster: ClusterSite
    nodes: frozenset[Address]

    def may_meet(self, other: _Moving, subnet: Address) -> bool:
        """Tell whether two clusters stand on one LAN: both have addresses on the subnet, and not the same ones."""
        if set(self.cluster.node_names) & set(other.cluster.node_names) or self.nodes & other.nodes:
            return False
        return all(Networks(list(nodes)).may_hold(subnet) for nodes in (self.nodes, other.nodes))


@check_site("MC507")
def addresses(site: Site) -> Iterator[Problem]:
    """Yield the relocatable addresses that a package of another cluster on the same LAN has."""
    first: dict[Address, _Moving] = {}
    for cluster in site.clusters:
        document = sure_cluster(cluster)
        if document is None:
            continue
        nodes = frozenset(address for found in addresses_of_nodes(document).values() for address in found)
        for package in (one.package for one in cluster.packages):
            for relocatable in package.addresses:
                address, subnet = relocatable.address, relocatable.subnet
                if address is None or address.value is None or subnet is None or subnet.value is None:
                    continue
                one = _Moving(address, package, cluster, nodes)
                other = first.setdefault(address.value, one)
                if other.cluster is not cluster and one.may_meet(other, subnet.value):
                    who = f"an address of {called(other.package)}"
                    yield Problem(
                        address.span,
                        f"{address.value} is {who} of another cluster on the same LAN ({other.address.document.name}): "
                        "with both packages up two machines answer for one address. Take an address that is free",
                        document=address.document,
                        severity=Severity.WARNING,
                        notes=(Note(who, other.address.document, other.address.span),),
                    )
