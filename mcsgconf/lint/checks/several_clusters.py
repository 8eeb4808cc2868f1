"""What the clusters of a repository may not share: a name, an address that moves with a package.

Cluster files with a node in common are versions of one cluster, and are not compared.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.finding import Note, Problem, Severity
from mcsgconf.lint.meant import meant
from mcsgconf.lint.networks import Networks
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_across
from mcsgconf.lint.whole_cluster import addresses_of_nodes, called, sure_cluster
from mcsgconf.lint.wording import shown
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.lint.registry import Opener
    from mcsgconf.models.document import Document
    from mcsgconf.site import Site

_NAME, _QUORUM_SERVER = "CLUSTER_NAME", "QS_HOST"


class _Named(NamedTuple):
    """A cluster: its file, its name and the span of that, its nodes, and the quorum server it asks."""

    path: str
    name: str
    span: Sequence[int]
    nodes: Sequence[str]
    quorum_server: str


def _named(part: Site) -> Iterator[_Named]:
    for cluster in part.clusters:
        document = cluster.cluster
        setting = document.blocks.first(_NAME) if document is not None else None
        if document is None or setting is None or setting.parameter is None or not cluster.node_names:
            continue
        if meant(setting) and not is_placeholder(document.kind, setting.parameter, setting.bare):
            server = _quorum_server(document)
            yield _Named(document.name, meant(setting), setting.value_span, cluster.node_names, server)


def _quorum_server(document: Document) -> str:
    setting = document.blocks.first(_QUORUM_SERVER)
    host = meant(setting).casefold() if setting is not None else ""
    return host if host[:1].isdigit() else host.partition(".")[0]


@check_across("MC154", gather=_named, row=_Named._make)
def names(clusters: Sequence[_Named], document_of: Opener) -> Iterator[Problem]:
    """Yield the cluster files whose name another cluster of the repository has."""
    by_name: dict[str, list[_Named]] = {}
    for cluster in clusters:
        by_name.setdefault(cluster.name, []).append(cluster)
    for name, found in by_name.items():
        for at, one in enumerate(found):
            other = next((other for other in found[:at] if set(one.nodes).isdisjoint(other.nodes)), None)
            if other is None:
                continue
            shared = one.quorum_server and one.quorum_server == other.quorum_server
            effect = (
                f"both ask the quorum server {one.quorum_server}, which cannot tell them apart, so one loses its vote"
                if shared
                else "Serviceguard may not notice, and commands, logs and a quorum server cannot tell the two apart"
            )
            yield Problem(
                Span(*one.span),
                f"the other cluster of {other.path} has the name {shown(name)}, too: {effect}. Rename one",
                document=document_of(one.path),
                severity=Severity.ERROR if shared else None,
                notes=(Note("the other cluster", document_of(other.path), Span(*other.span)),),
            )


class _Moving(NamedTuple):
    """A relocatable address on its subnet, where it stands, and what its package is called.

    `cluster` is the path of the cluster's file, `nodes` are its nodes, `fixed` the addresses that these have.
    """

    address: str
    subnet: str
    path: str
    span: Sequence[int]
    package: str
    cluster: str
    nodes: Sequence[str]
    fixed: Sequence[str]

    def may_meet(self, other: _Moving) -> bool:
        """Tell whether two clusters stand on one LAN: both have addresses on the subnet, and not the same ones."""
        if set(self.nodes) & set(other.nodes) or set(self.fixed) & set(other.fixed):
            return False
        subnet = ip_address(self.subnet)
        return all(Networks([ip_address(one) for one in fixed]).may_hold(subnet) for fixed in (self.fixed, other.fixed))


def _moving(part: Site) -> Iterator[_Moving]:
    for cluster in part.clusters:
        document = sure_cluster(cluster)
        if document is None:
            continue
        fixed = [str(address) for found in addresses_of_nodes(document).values() for address in found]
        for package in (one.package for one in cluster.packages):
            for relocatable in package.addresses:
                address, subnet = relocatable.address, relocatable.subnet
                if address is None or address.value is None or subnet is None or subnet.value is None:
                    continue
                yield _Moving(
                    str(address.value),
                    str(subnet.value),
                    address.document.name,
                    address.span,
                    called(package),
                    document.name,
                    cluster.node_names,
                    fixed,
                )


@check_across("MC507", gather=_moving, row=_Moving._make)
def addresses(relocatable: Sequence[_Moving], document_of: Opener) -> Iterator[Problem]:
    """Yield the relocatable addresses that a package of another cluster on the same LAN has."""
    first: dict[str, _Moving] = {}
    for one in relocatable:
        other = first.setdefault(one.address, one)
        if other.cluster != one.cluster and one.may_meet(other):
            who = f"an address of {other.package}"
            yield Problem(
                Span(*one.span),
                f"{one.address} is {who} of another cluster on the same LAN ({other.path}): "
                "with both packages up two machines answer for one address. Take an address that is free",
                document=document_of(one.path),
                severity=Severity.WARNING,
                notes=(Note(who, document_of(other.path), Span(*other.span)),),
            )
