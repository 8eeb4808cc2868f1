"""Subnets that are watched: by the cluster at the IP level, and by packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import commented_out, line_above, line_below
from mcsgconf.lint.lines import in_style, lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.networks import Networks, is_link_local, widest_prefix
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.whole_cluster import PACKAGES_OF_A_CLUSTER, WHAT_PACKAGES_OWN, sure_cluster
from mcsgconf.lint.wording import cut, line_of, named
from mcsgconf.models import convert
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.models.convert import Address
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package
    from mcsgconf.site import ClusterSite, PackageSite

_OF_NODES = ("HEARTBEAT_IP", "STATIONARY_IP")


@check_document("MC141")
def not_in_the_cluster(document: Document) -> Iterator[Problem]:
    """Yield SUBNET blocks that hold no address of any node, whatever the netmask; the fix comments them out."""
    subnets = document.blocks.named("subnet")
    addresses = [_address(line) for line in lines(document).named(*_OF_NODES)] if subnets else []
    if not addresses or None in addresses:
        return
    configured = Networks([address for address in addresses if address is not None])
    for block in subnets:
        subnet = _address(block.opener) if block.opener is not None else None
        if block.opener is not None and subnet is not None and not configured.may_hold(subnet):
            yield Problem(
                block.opener.span,
                f"no interface of any node is on the subnet {cut(meant(block.opener))}, under any netmask: the LAN has gone "
                "and its lines were left, or the address is misspelt; cmcheckconf refuses it. Take SUBNET and the lines "
                "below it out, or give a node an interface there",
                fix=_commented_out(document, block),
            )


def _commented_out(document: Document, block: BlockTree) -> Fix:
    edits = tuple(commented_out(document, setting) for setting in block.every_setting())
    return Fix("comment the block out", edits, Applicability.UNSAFE)


@check_document("MC218")
def no_network(document: Document) -> Iterator[Problem]:
    """Yield watched subnets that are the address of a host, or of IPv6's link-local kind."""
    for setting in _monitored(document):
        address = _address(setting)
        if address is None:
            continue
        if is_link_local(address):
            what = "is a link-local address, which exists anew on every LAN and cannot be watched"
        elif int(address) and widest_prefix(address) is None and "/" not in meant(setting):
            what = "is the address of a host: that of a network ends in zeros, as many as its netmask has"
        elif address.version == 4 and "/" in meant(setting):
            yield Problem(
                setting.value_span,
                f"{setting.name} {cut(meant(setting))} has a netmask behind it, which no manual shows: the address is "
                f"compared with those of the nodes' subnets, which have none. Write {address}",
                severity=Severity.WARNING,
            )
            continue
        else:
            continue
        yield Problem(
            setting.value_span,
            f"{setting.name} {cut(meant(setting))} {what}; cmcheckconf refuses it. Give the address of a subnet of the cluster",
        )


@check_cluster("MC218", needs=PACKAGES_OF_A_CLUSTER)
def address_of_a_node(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield watched subnets that are the address of one of the cluster's nodes."""
    file = sure_cluster(cluster)
    if file is None:
        return
    of_nodes = {_address(line): line for line in reversed(lines(file).named(*_OF_NODES))}
    for package in cluster.packages:
        for setting in _monitored(package.document):
            address = _address(setting)
            node = of_nodes.get(address) if address is not None else None
            if address is None or node is None or widest_prefix(address) is None or is_link_local(address):
                continue
            yield Problem(
                setting.value_span,
                f"{setting.name} {cut(meant(setting))} is the address of a node and not that of a subnet; cmcheckconf refuses "
                "it. Give the address of the network",
                document=package.document,
                notes=(Note("the address of the node", file, node.span),),
            )


def _monitored(document: Document) -> list[Setting]:
    return lines(document).named("monitored_subnet" if document.kind is Kind.MODULAR_PACKAGE else "SUBNET")


def _address(setting: Setting) -> Address | None:
    return convert.subnet(setting.parameter, meant(setting)) if setting.parameter is not None else None


@check_document("MC405")
def subnet_blocks(document: Document) -> Iterator[Problem]:
    """Yield subnets without any address, and subnets that stand twice."""
    first: dict[Address, Setting] = {}
    for block in document.blocks.named("ip_subnet"):
        opener = block.opener
        subnet = _address(opener) if opener is not None else None
        if opener is None or subnet is None:
            continue
        earlier = first.setdefault(subnet, opener)
        if earlier is not opener:
            yield Problem(
                opener.span,
                f"{named(opener)} is there already, in line {line_of(document, earlier)}: the addresses of a subnet stand below "
                "one ip_subnet line",
                severity=Severity.WARNING,
                notes=(Note("the first one", document, earlier.span),),
            )
        elif block.first("ip_address") is None and not document.blocks.orphans:
            yield Problem(
                opener.span,
                f"{named(opener)} has no ip_address below it: nothing is put on the subnet, and an address that was meant is "
                "missing. Give it one, or take it out; to watch a subnet is what monitored_subnet is for",
                severity=Severity.WARNING,
            )


@check_cluster("MC406", needs=WHAT_PACKAGES_OWN)
def not_monitored(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the subnets of relocatable addresses that the package does not watch."""
    for package in cluster.packages:
        watched = [subnet.subnet.value for subnet in package.package.monitored_subnets]
        if None in watched:
            continue
        if package.package.is_modular:
            yield from _ip_subnets(package.document, watched)
        else:
            yield from _of_script(package, watched)


def _ip_subnets(document: Document, watched: list[Address | None]) -> Iterator[Problem]:
    for block in document.blocks.named("ip_subnet"):
        opener = block.opener
        subnet = _address(opener) if opener is not None else None
        if opener is None or subnet is None or subnet in watched:
            continue
        fix = None
        if block.first("ip_subnet_node") is None:
            edit = line_above(document, opener, "monitored_subnet", meant(opener))
            fix = Fix(f"add monitored_subnet {cut(meant(opener))}", (edit,), Applicability.UNSAFE)
        yield Problem(
            opener.span,
            f"{_message(meant(opener))} Add {in_style(document, 'MONITORED_SUBNET')} {cut(meant(opener))}, unless it is meant",
            document=document,
            fix=fix,
        )


def _of_script(package: PackageSite, watched: list[Address | None]) -> Iterator[Problem]:
    document = package.document
    name = document.blocks.first("PACKAGE_NAME")
    for subnet, (text, note) in _subnets_of(package.package).items():
        if subnet in watched or name is None:
            continue
        last = _monitored(document)[-1:]
        fix = None
        if last:
            message = f"add {last[0].name} {text}"
            fix = Fix(message, (line_below(document, last[0], last[0].name, text),), Applicability.UNSAFE)
        yield Problem(
            (last[0] if last else name).span,
            f"{_message(text)} Add a line SUBNET {cut(text)}, unless it is meant",
            document=document,
            fix=fix,
            notes=(note,),
        )


def _subnets_of(package: Package) -> dict[Address, tuple[str, Note]]:
    """Return the subnets of a package's addresses, each with its text and the place that has it first."""
    found: dict[Address, tuple[str, Note]] = {}
    for address in package.addresses:
        subnet = address.subnet
        if subnet is not None and subnet.value is not None and address.address is not None:
            note = Note("an address of the package goes on it", subnet.document, subnet.span)
            found.setdefault(subnet.value, (str(subnet.value), note))
    return found


def _message(subnet: str) -> str:
    return (
        f"the package has an address on the subnet {cut(subnet)} and does not watch it: when a node loses that LAN, the "
        "package stays there and nobody reaches it."
    )
