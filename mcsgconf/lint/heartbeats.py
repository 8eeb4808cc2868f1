"""The heartbeat paths of each node of a cluster file, as several rules count them.

What is counted is what the file says. Where a line is misspelt, unreadable or out of its block nobody knows what it was
to be, and then nothing is counted at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import host_part

if TYPE_CHECKING:
    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.models.document import Document


class NodeLinks(NamedTuple):
    """A node's line, its interfaces, and what is said of them.

    `heartbeats` and `stationaries` are the HEARTBEAT_IP and STATIONARY_IP lines, each behind the line of its interface;
    `standbys` the interfaces without any address; `serial` whether the node has a serial line.
    """

    node: Setting
    interfaces: tuple[Setting, ...]
    heartbeats: tuple[tuple[Setting, Setting], ...]
    stationaries: tuple[tuple[Setting, Setting], ...]
    standbys: tuple[Setting, ...]
    serial: bool


_GATHERED: WeakKeyDictionary[Document, tuple[NodeLinks, ...]] = WeakKeyDictionary()


def node_links(document: Document) -> tuple[NodeLinks, ...]:
    """Return the nodes with their heartbeat paths; nothing where it is in doubt what belongs to which node."""
    if document not in _GATHERED:
        _GATHERED[document] = _gathered(document)
    return _GATHERED[document]


def _gathered(document: Document) -> tuple[NodeLinks, ...]:
    root = document.blocks
    nodes = root.named("node")
    names = {host_part(node.opener) for node in nodes if node.opener is not None}
    if root.orphans or document.problems or len(names) != len(nodes) or "" in names:
        return ()
    has_unknown = any(settings[0].parameter is None for settings in lines(document).by_key.values())
    if has_unknown and any(setting.parameter is None for node in nodes for setting in node.every_setting()):
        return ()
    return tuple(_links(node, node.opener) for node in nodes if node.opener is not None)


def _links(node: BlockTree, opener: Setting) -> NodeLinks:
    interfaces = [(block.opener, block.settings) for block in node.named("interface") if block.opener is not None]
    addressed = [(interface, line) for interface, settings in interfaces for line in settings]
    return NodeLinks(
        opener,
        tuple(interface for interface, _ in interfaces),
        tuple(pair for pair in addressed if pair[1].key == "HEARTBEAT_IP"),
        tuple(pair for pair in addressed if pair[1].key == "STATIONARY_IP"),
        tuple(interface for interface, settings in interfaces if not settings),
        node.first("SERIAL_DEVICE_FILE") is not None,
    )


def has_single_heartbeat(links: tuple[NodeLinks, ...]) -> bool:
    """Tell whether the file has several nodes, and each of them one heartbeat address and no more."""
    return len(links) > 1 and all(len(link.heartbeats) == 1 for link in links)
