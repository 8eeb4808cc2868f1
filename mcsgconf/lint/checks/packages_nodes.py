"""Packages and the nodes of their cluster: nodes that exist, subnets that the nodes reach, addresses nobody else has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.finding import Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import with_value
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.networks import Networks
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.whole_cluster import (
    EVERY_NODE,
    PACKAGES_OF_A_CLUSTER,
    addresses_of_nodes,
    called,
    name_of,
    nodes_of,
    packages_together,
    shuts_out,
    sure_cluster,
)
from mcsgconf.lint.wording import cut, listed, shown
from mcsgconf.models.cluster_nodes import read_nodes
from mcsgconf.models.cluster_parts import read_subnets
from mcsgconf.models.companions.name_service import hosts
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.convert import Address
    from mcsgconf.models.document import Document
    from mcsgconf.models.located import Located
    from mcsgconf.models.package import Package, Placed
    from mcsgconf.site import ClusterSite, PackageSite
    from mcsgconf.text import Span

_NODE_LINES = ("NODE_NAME", "node_name", "ip_subnet_node")


@check_cluster("MC504", needs=PACKAGES_OF_A_CLUSTER)
def unknown_nodes(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the nodes of packages that the cluster does not have."""
    document = sure_cluster(cluster)
    known = cluster.node_names
    if document is None or not known:
        return
    place = lines(document).named("NODE_NAME")[0]
    for site in cluster.packages:
        for setting in lines(site.document).named(*_NODE_LINES):
            name = meant(setting)
            if not name or name in known or name == EVERY_NODE or _is_template(site.document, setting):
                continue
            same = [node for node in known if node.casefold() == name.partition(".")[0].casefold()]
            hint = f". {same[0]} is meant: names of nodes are compared letter by letter" if len(same) == 1 else ""
            fix = Fix(f"write {same[0]}", (with_value(setting, same[0]),)) if len(same) == 1 else None
            yield Problem(
                setting.value_span,
                f"cluster {document.name} has no node {shown(name)}, only {listed([cut(node) for node in known])}: "
                f"cmcheckconf refuses the package{hint or '. Take the line out, or correct the name'}",
                document=site.document,
                fix=fix,
                notes=(Note("the nodes of the cluster", document, place.span),),
            )


def _is_template(document: Document, setting: Setting) -> bool:
    return setting.parameter is not None and is_placeholder(document.kind, setting.parameter, setting.bare)


class _Needed(NamedTuple):
    """A subnet that a package wants on some nodes; `severity` is that of a node which lacks it."""

    subnet: Placed[Address | None]
    nodes: tuple[str, ...]
    some_node: bool  # one of the nodes is enough
    monitored: bool


@check_cluster("MC506", needs=PACKAGES_OF_A_CLUSTER)
def unreachable_subnets(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the subnets of packages on which some of their nodes have no address."""
    document = sure_cluster(cluster)
    if document is None:
        return
    known = {node: Networks(found) for node, found in addresses_of_nodes(document).items()}
    for site in cluster.packages:
        for needed in _needed(site, cluster):
            subnet = needed.subnet.value
            nodes = [node for node in needed.nodes if node in known]
            lacking = [node for node in nodes if subnet is not None and not known[node].may_hold(subnet)]
            if lacking and (not needed.some_node or len(lacking) == len(needed.nodes)):
                yield _lacking(needed, lacking, document)


def _needed(site: PackageSite, cluster: ClusterSite) -> Iterator[_Needed]:
    package = site.package
    nodes = nodes_of(package, cluster)
    several = len(site.run_scripts) > 1
    for monitored in package.monitored_subnets:
        partial = monitored.access is not None and (monitored.access.value or "").upper() != "FULL"
        yield _Needed(monitored.subnet, nodes, partial, monitored=True)
    seen: set[object] = set()
    across = any(monitored.access is not None for monitored in package.monitored_subnets)
    for address in package.addresses:
        if address.subnet is None or address.subnet.value in seen:
            continue
        seen.add(address.subnet.value)
        own = tuple(node.value for node in address.nodes)
        yield _Needed(address.subnet, own or nodes, not own and (across or several), monitored=False)


def _lacking(needed: _Needed, nodes: list[str], document: Document) -> Problem:
    where = "no node of the package" if len(nodes) == len(needed.nodes) else listed([cut(node) for node in nodes])
    has = "has an" if len(nodes) == len(needed.nodes) else "has no" if len(nodes) == 1 else "have no"
    effect = (
        "cmcheckconf refuses a monitored subnet that the cluster does not know"
        if needed.monitored
        else "its address cannot be put on a LAN there, or nobody watches that LAN"
    )
    place = lines(document).named("NODE_NAME")[0]
    return Problem(
        needed.subnet.span,
        f"{where} {has} address on subnet {cut(needed.subnet.text)} in the cluster file: {effect}. Give each node "
        "NETWORK_INTERFACE with HEARTBEAT_IP or STATIONARY_IP on it, or correct the subnet",
        document=needed.subnet.document,
        severity=None if needed.monitored else Severity.WARNING,
        notes=(Note("the nodes and their addresses", document, place.span),),
    )


class _Taken(NamedTuple):
    """Who has an address already, and where that is said."""

    who: str
    document: Document
    span: Span


@check_cluster("MC507", needs=PACKAGES_OF_A_CLUSTER)
def taken_addresses(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the relocatable addresses that a node, another package or something else on the network has."""
    taken = dict(_taken(cluster))
    first: dict[Address, tuple[Package, Placed[Address | None]]] = {}
    for site in packages_together(cluster):
        package = site.package
        for relocatable in package.addresses:
            address = relocatable.address
            if address is None or address.value is None:
                continue
            owner, place = first.setdefault(address.value, (package, address))
            other = taken.get(address.value)
            if other is None and _are_two(owner, package):
                other = _Taken(f"an address of {called(owner)}", place.document, place.span)
            if other is not None:
                yield Problem(
                    address.span,
                    f"{address.value} is {other.who} ({other.document.name}): with the package up two machines answer for "
                    "one address, and neither can be reached for certain. Take an address that is free",
                    document=address.document,
                    notes=(Note(other.who, other.document, other.span),),
                )


def _are_two(one: Package, other: Package) -> bool:
    """Tell whether two views are of different packages, which may be up at one time."""
    return one.document is not other.document and name_of(one) != name_of(other) and not shuts_out(one, other)


def _taken(cluster: ClusterSite) -> Iterator[tuple[Address, _Taken]]:
    """Yield the addresses that are not to be had, those with a better reason last."""
    document = sure_cluster(cluster)
    nodes = set(cluster.node_names)
    for companion in cluster.companions(Kind.HOSTS):
        for host in hosts(companion.document):
            of_node = sorted(host.short_names & nodes)
            if host.address.value is not None and of_node and not host.address.value.is_loopback:
                who = f"an address of node {of_node[0]}"
                yield host.address.value, _Taken(who, companion.document, host.span)
    if document is None:
        return
    for subnet in read_subnets(document.blocks):
        for target in subnet.polling_targets:
            yield from _at(target, "an address that the cluster polls", document)
    for node in read_nodes(document.blocks):
        for interface in node.interfaces:
            who = f"{cut(interface.name.value)} of node {cut(node.name.value)}"
            for address in (*interface.stationary_ips, *interface.heartbeat_ips):
                yield from _at(address, f"the address of {who}", document)


def _at(address: Located[Address | None], who: str, document: Document) -> Iterator[tuple[Address, _Taken]]:
    if address.value is not None:
        yield address.value, _Taken(who, document, address.span)
