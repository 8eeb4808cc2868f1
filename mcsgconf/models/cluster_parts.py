"""What a cluster file is made of beside its nodes: the cluster lock, timing, subnets, weights.

Each part is a plain dataclass with a function that reads it out of the file's blocks. `models.cluster` puts them
together; rules and the merge may use the parts alone, which spares them pydantic. Parts are read from broken files too:
what a file does not give is None or an empty tuple.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING, Literal, TypeAlias

from mcsgconf.models import convert
from mcsgconf.models.convert import Address  # noqa: TC001 - as above
from mcsgconf.models.located import Located  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.reading import every, one, opener

if TYPE_CHECKING:
    from mcsgconf.models.blocks import BlockTree
    from mcsgconf.models.cluster_nodes import Node


@dataclass(frozen=True, slots=True)
class LockVolume:
    """One lock disk: its volume group, and the path of the disk by the name of the node that sees it so."""

    volume_group: Located[str | None] | None
    physical_volumes: dict[str, Located[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LockDisk:
    """An LVM lock disk, or two for a dual lock."""

    first: LockVolume | None
    second: LockVolume | None = None
    kind: Literal["lock-disk"] = "lock-disk"


@dataclass(frozen=True, slots=True)
class LockLun:
    """A lock LUN: its path by the name of the node that sees it so."""

    devices: dict[str, Located[str]]
    kind: Literal["lock-lun"] = "lock-lun"


@dataclass(frozen=True, slots=True)
class QuorumServer:
    """A quorum server outside the cluster, perhaps with a second address; `host` is only missing in a broken file."""

    host: Located[str] | None = None
    address: Located[str] | None = None
    polling_interval: Located[timedelta | None] | None = None
    timeout_extension: Located[timedelta | None] | None = None
    kind: Literal["quorum-server"] = "quorum-server"


Lock: TypeAlias = LockDisk | LockLun | QuorumServer


@dataclass(frozen=True, slots=True)
class Timing:
    """The cluster's timing parameters."""

    member_timeout: Located[timedelta | None] | None = None
    heartbeat_interval: Located[timedelta | None] | None = None
    node_timeout: Located[timedelta | None] | None = None
    auto_start_timeout: Located[timedelta | None] | None = None
    network_polling_interval: Located[timedelta | None] | None = None
    configured_io_timeout_extension: Located[timedelta | None] | None = None


@dataclass(frozen=True, slots=True)
class NetworkPolicies:
    """How the cluster judges its networks."""

    failure_detection: Located[str | None] | None = None
    auto_failback: Located[bool | None] | None = None


@dataclass(frozen=True, slots=True)
class Subnet:
    """A subnet that is monitored at the IP level, with the addresses that are polled."""

    address: Located[Address | None]
    ip_monitor: Located[str | None] | None = None
    polling_targets: tuple[Located[Address | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Weight:
    """The weight of packages that give none of this name."""

    name: Located[str]
    default: Located[float | None] | None = None


def read_locks(root: BlockTree, nodes: tuple[Node, ...]) -> tuple[Lock, ...]:
    """Return every cluster lock that a file gives anything of: none or one in a sound file, more in a broken one."""
    locks: list[Lock] = []
    first = _lock_volume(root, "FIRST_CLUSTER_LOCK_VG", {n.name.value: n.first_lock_pv for n in nodes})
    second = _lock_volume(root, "SECOND_CLUSTER_LOCK_VG", {n.name.value: n.second_lock_pv for n in nodes})
    if first or second:
        locks.append(LockDisk(first, second))
    if luns := {node.name.value: node.lock_lun for node in nodes if node.lock_lun is not None}:
        locks.append(LockLun(luns))
    server = QuorumServer(
        one(root.first("QS_HOST"), convert.string),
        one(root.first("QS_ADDR"), convert.string),
        one(root.first("QS_POLLING_INTERVAL"), convert.duration),
        one(root.first("QS_TIMEOUT_EXTENSION"), convert.duration),
    )
    if server != QuorumServer():
        locks.append(server)
    return tuple(locks)


def _lock_volume(root: BlockTree, key: str, by_node: dict[str, Located[str] | None]) -> LockVolume | None:
    volume_group = one(root.first(key), convert.volume_group)
    volumes = {node: volume for node, volume in by_node.items() if volume is not None}
    return LockVolume(volume_group, volumes) if volume_group is not None or volumes else None


def read_timing(root: BlockTree) -> Timing:
    """Return the timing parameters of a cluster file."""
    names = (
        "MEMBER_TIMEOUT",
        "HEARTBEAT_INTERVAL",
        "NODE_TIMEOUT",
        "AUTO_START_TIMEOUT",
        "NETWORK_POLLING_INTERVAL",
        "CONFIGURED_IO_TIMEOUT_EXTENSION",
    )
    return Timing(*(one(root.first(name), convert.duration) for name in names))


def read_network_policies(root: BlockTree) -> NetworkPolicies:
    """Return NETWORK_FAILURE_DETECTION and NETWORK_AUTO_FAILBACK of a cluster file."""
    return NetworkPolicies(
        one(root.first("NETWORK_FAILURE_DETECTION"), convert.keyword),
        one(root.first("NETWORK_AUTO_FAILBACK"), convert.flag),
    )


def read_subnets(root: BlockTree) -> tuple[Subnet, ...]:
    """Return the SUBNET blocks of a cluster file."""
    return tuple(
        Subnet(
            address,
            one(block.first("IP_MONITOR"), convert.keyword),
            every(block.all("POLLING_TARGET"), convert.address),
        )
        for block in root.named("subnet")
        if (address := one(block.opener, convert.subnet)) is not None
    )


def read_weights(root: BlockTree) -> tuple[Weight, ...]:
    """Return the WEIGHT_NAME blocks of a cluster file."""
    return tuple(
        Weight(opener(block), one(block.first("WEIGHT_DEFAULT"), convert.number)) for block in root.named("weight")
    )


def read_volume_groups(root: BlockTree, key: str = "VOLUME_GROUP") -> tuple[Located[str | None], ...]:
    """Return the volume groups of a cluster file, normalised (`vg01` is `/dev/vg01`); `key` may be OPS_VOLUME_GROUP."""
    return every(root.all(key), convert.volume_group)
