"""The networks that carry the heartbeat: enough of them, at every node alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.catalogue import Release
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.heartbeats import node_links
from mcsgconf.lint.line_edits import with_name, with_word
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, listed
from mcsgconf.models import convert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.heartbeats import NodeLinks
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_SINGLE_CARD = re.compile(r"lan\d{1,2}|(?:eth|em|eno|ens)\d{1,4}|enp\d{1,3}s\d{1,3}(?:f\d)?", re.ASCII)
"""Names of interfaces behind which stands one card; lan900 and bond0 are several, of others nobody knows."""
_CROSS_SUBNET_SINCE = Release(11, 18)
_MOST_MOVED = 64
"""Lines that one fix changes: more nodes than any cluster has, and a bound for files that are none."""


@check_document("MC124")
def not_redundant(document: Document) -> Iterator[Problem]:
    """Yield the heartbeat of every node that has one path for it, and nothing that stands in."""
    links = node_links(document)
    alone = [link for link in links if _is_alone(link)]
    fix = _second_heartbeat(links) if alone and len(links) > 1 else None
    for link in alone if len(links) > 1 else ():
        interface, heartbeat = link.heartbeats[0]
        yield Problem(
            heartbeat.span,
            f"the heartbeat of {cut(link.node.bare)} has {cut(interface.bare)} alone, with no second heartbeat, no "
            "standby and no bond: one broken card, cable or switch port parts a healthy node from the cluster, and it is "
            "reset. Give the heartbeat a second LAN at every node",
            fix=fix,
        )


def _is_alone(link: NodeLinks) -> bool:
    if len(link.heartbeats) != 1 or link.standbys or link.serial:
        return False
    return _SINGLE_CARD.fullmatch(link.heartbeats[0][0].bare) is not None


def _second_heartbeat(links: tuple[NodeLinks, ...]) -> Fix | None:
    """Return the fix that lets a LAN which every node is on carry the heartbeat, too.

    The files give no netmasks: the LAN counts as common where the interfaces are called alike and the addresses, one at
    each node, begin with the same three numbers.
    """
    if len(links) > _MOST_MOVED:
        return None
    common: dict[tuple[str, str], list[Setting]] = {}
    for link in links:
        for interface, line in link.stationaries:
            network = _first_three(line)
            if network is not None:
                common.setdefault((interface.bare, network), []).append(line)
    chosen = next((found for found in common.values() if len(found) == len(links)), None)
    if chosen is None:
        return None
    message = "let the LAN that all nodes share carry the heartbeat, too"
    return Fix(message, tuple(with_name(line, "HEARTBEAT_IP") for line in chosen), Applicability.UNSAFE)


def _first_three(line: Setting) -> str | None:
    address = convert.address(line.parameter, line.bare) if line.parameter is not None else None
    return str(address).rpartition(".")[0] if address is not None and address.version == 4 else None


@check_document("MC125")
def not_at_every_node(document: Document) -> Iterator[Problem]:
    """Yield the nodes that have fewer heartbeat addresses than another one."""
    links = node_links(document)
    most = max(links, key=lambda link: len(link.heartbeats), default=None)
    if most is None or len(links) < 2:
        return
    wanted = len(most.heartbeats)
    for link in links:
        count = len(link.heartbeats)
        if count >= wanted or not link.interfaces:
            continue
        has = "no HEARTBEAT_IP" if count == 0 else f"{count} HEARTBEAT_IP {'line' if count == 1 else 'lines'}"
        yield Problem(
            link.node.span,
            f"{cut(link.node.bare)} has {has}, {cut(most.node.bare)} has {wanted}: every node must be on every heartbeat "
            "network, else cmcheckconf refuses the file, or the node is out of touch when the other network fails. Add the "
            "missing address, or make it a STATIONARY_IP at all nodes",
            severity=_severity(document, count),
            notes=(Note(f"the node with {wanted}", document, most.node.span),),
        )


def _severity(document: Document, count: int) -> Severity:
    """Return how sure it is that a node lacks a network: clusters across subnets may be built so, but need some."""
    release = document.target.release
    certain = count == 0 or (release is not None and release < _CROSS_SUBNET_SINCE)
    return Severity.ERROR if certain else Severity.WARNING


@check_document("MC148")
def failover_optimization(document: Document) -> Iterator[Problem]:
    """Yield a FAILOVER_OPTIMIZATION that the cluster has not what it takes for."""
    setting = document.blocks.first("FAILOVER_OPTIMIZATION")
    if setting is None or setting.parameter is None:
        return
    if convert.keyword(setting.parameter, setting.bare) != "TWO_NODE":
        return
    reasons = list(_unmet(document))
    if reasons:
        yield Problem(
            setting.span,
            f"{setting.name} TWO_NODE, but {listed([reason for reason, _ in reasons])}: it takes two nodes at most, a "
            "quorum server, two heartbeat subnets and no serial line, and is refused otherwise. The cluster must be down "
            "to change it",
            fix=Fix("write NONE", (with_word(setting, "NONE"),), Applicability.UNSAFE),
            notes=tuple(Note("this stands against it", document, line.span) for _, line in reasons if line is not None),
        )


def _unmet(document: Document) -> Iterator[tuple[str, Setting | None]]:
    nodes = [node.opener for node in document.blocks.named("node") if node.opener is not None]
    names = list({node.bare: node for node in reversed(nodes)}.values())
    if len(names) > 2:
        third = sorted(names, key=lambda node: node.span)[2]
        yield f"there are {len(names)} nodes", third
    if document.blocks.first("QS_HOST") is None:
        yield "there is no quorum server", None
    poor = next((link for link in node_links(document) if link.interfaces and len(link.heartbeats) < 2), None)
    if poor is not None:
        yield f"{cut(poor.node.bare)} has fewer than two heartbeat subnets", poor.node
    serial = next(iter(lines(document).named("SERIAL_DEVICE_FILE")), None)
    if serial is not None:
        yield "there is a serial heartbeat", serial
