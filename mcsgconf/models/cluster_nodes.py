"""The nodes of a cluster file with all that stands below them; what the cluster has beside them is in `cluster_parts`.

Rules ask for nodes more often than for anything else, and pay for no more than these.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models import convert
from mcsgconf.models.convert import Address  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.located import Located  # noqa: TC001 - as above
from mcsgconf.models.reading import every, one, opener

if TYPE_CHECKING:
    from mcsgconf.models.blocks import BlockTree


@dataclass(frozen=True, slots=True)
class Interface:
    """A LAN interface of a node. It has a heartbeat address, stationary ones, or none: then it is a standby."""

    name: Located[str]
    heartbeat_ips: tuple[Located[Address | None], ...] = ()
    stationary_ips: tuple[Located[Address | None], ...] = ()

    @property
    def is_standby(self) -> bool:
        """Whether the interface has no address of its own."""
        return not (self.heartbeat_ips or self.stationary_ips)


@dataclass(frozen=True, slots=True)
class Capacity:
    """How much of a resource a node has, for packages with weights."""

    name: Located[str]
    value: Located[float | None] | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A node block: NODE_NAME and all that stands below it."""

    name: Located[str]
    site: Located[str] | None = None
    interfaces: tuple[Interface, ...] = ()
    first_lock_pv: Located[str] | None = None
    second_lock_pv: Located[str] | None = None
    lock_lun: Located[str] | None = None
    serial_device_files: tuple[Located[str], ...] = ()
    capacities: tuple[Capacity, ...] = ()

    @property
    def heartbeat_ips(self) -> tuple[Located[Address | None], ...]:
        """The heartbeat addresses of all its interfaces."""
        return tuple(address for interface in self.interfaces for address in interface.heartbeat_ips)


def read_nodes(root: BlockTree) -> tuple[Node, ...]:
    """Return the nodes of a cluster file in its order; a name given twice is there twice."""
    return tuple(_node(block) for block in root.named("node"))


def _node(block: BlockTree) -> Node:
    return Node(
        name=opener(block),
        site=one(block.first("SITE"), convert.string),
        interfaces=tuple(
            Interface(
                opener(interface),
                every(interface.all("HEARTBEAT_IP"), convert.address),
                every(interface.all("STATIONARY_IP"), convert.address),
            )
            for interface in block.named("interface")
        ),
        first_lock_pv=one(block.first("FIRST_CLUSTER_LOCK_PV"), convert.string),
        second_lock_pv=one(block.first("SECOND_CLUSTER_LOCK_PV"), convert.string),
        lock_lun=one(block.first("CLUSTER_LOCK_LUN"), convert.string),
        serial_device_files=every(block.all("SERIAL_DEVICE_FILE"), convert.string),
        capacities=tuple(
            Capacity(opener(capacity), one(capacity.first("CAPACITY_VALUE"), convert.number))
            for capacity in block.named("capacity")
        ),
    )
