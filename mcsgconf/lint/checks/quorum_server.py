"""The quorum server: a host outside the cluster, since it has to outlive the nodes it decides about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem, Severity
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import host_part, meant
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.whole_cluster import packages_together
from mcsgconf.lint.wording import cut
from mcsgconf.models import convert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.convert import Address
    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite

_SERVER = ("QS_HOST", "QS_ADDR")
_ADDRESSES = ("HEARTBEAT_IP", "STATIONARY_IP")
_WHY = "the server goes down with what it has to decide about, and the nodes that are left cannot form the cluster"
_DO = "Name a host outside the cluster"


@check_cluster("MC118")
def inside_the_cluster(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield quorum servers that are a node of the cluster, or have an address of one or of a package."""
    document = cluster.cluster
    if document is None:
        return
    for server in lines(document).named(*_SERVER):
        if server.parameter is None or not meant(server):
            continue
        address = convert.address(server.parameter, meant(server))
        problem = _by_name(document, server) if address is None else _by_address(cluster, document, server, address)
        if problem is not None:
            yield problem


def _by_name(document: Document, server: Setting) -> Problem | None:
    name, host = meant(server).casefold(), host_part(server).casefold()
    openers = [block.opener for block in document.blocks.named("node") if block.opener is not None]
    node = next((opener for opener in openers if host and host_part(opener).casefold() == host), None)
    if node is None:
        return None
    same = meant(node).casefold() == name
    what = "is a node of this cluster" if same else f"has the host name of node {cut(meant(node))}"
    return Problem(
        server.span,
        f"{server.name} {cut(meant(server))} {what}{'' if same else '; if it is that node'}: {_WHY}. {_DO}",
        document=document,
        severity=Severity.ERROR if same else Severity.WARNING,
        notes=(Note("the node", document, node.span),),
    )


def _by_address(cluster: ClusterSite, document: Document, server: Setting, address: Address) -> Problem | None:
    what, note = "", None
    for line in lines(document).named(*_ADDRESSES):
        if line.parameter is not None and convert.address(line.parameter, meant(line)) == address:
            what, note = "is an address of one of the nodes", Note("the address of the node", document, line.span)
            break
    else:
        for package in packages_together(cluster):
            for relocatable in package.package.addresses:
                place = relocatable.address
                if place is not None and place.value == address:
                    what = "moves with a package of this cluster"
                    note = Note("the address of the package", place.document, place.span)
    if note is None:
        return None
    return Problem(
        server.span,
        f"{server.name} {cut(meant(server))} {what}: {_WHY}. {_DO}",
        document=document,
        notes=(note,),
    )
