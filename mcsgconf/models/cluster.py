"""The model of a cluster file: cluster, nodes and networks, lock, timing, volume groups, policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models import cluster_parts as parts
from mcsgconf.models import convert
from mcsgconf.models.access import AccessPolicy, access_policies
from mcsgconf.models.base import Model
from mcsgconf.models.cluster_nodes import Node, read_nodes
from mcsgconf.models.located import Located  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.other import OtherParameter, read_other_parameters
from mcsgconf.models.reading import every, one

if TYPE_CHECKING:
    from mcsgconf.models.blocks import BlockTree


class Cluster(Model):
    """What a cluster file says.

    `lock` is the first of `locks`, which holds every kind of lock the file gives anything of; a sound file has one at
    most. `other` holds names of no known meaning.
    """

    name: Located[str] | None = None
    hostname_address_family: Located[str | None] | None = None
    nodes: tuple[Node, ...] = ()
    lock: parts.Lock | None = None
    locks: tuple[parts.Lock, ...] = ()
    sites: tuple[Located[str], ...] = ()
    timing: parts.Timing = parts.Timing()
    network: parts.NetworkPolicies = parts.NetworkPolicies()
    failover_optimization: Located[str | None] | None = None
    subnets: tuple[parts.Subnet, ...] = ()
    max_configured_packages: Located[int | None] | None = None
    weights: tuple[parts.Weight, ...] = ()
    access_policies: tuple[AccessPolicy, ...] = ()
    volume_groups: tuple[Located[str | None], ...] = ()
    ops_volume_groups: tuple[Located[str | None], ...] = ()
    dlm_enabled: Located[bool | None] | None = None
    gms_enabled: Located[bool | None] | None = None
    other: tuple[OtherParameter, ...] = ()

    @property
    def has_serial_heartbeat(self) -> bool:
        """Whether any node has a serial heartbeat line."""
        return any(node.serial_device_files for node in self.nodes)


def read_cluster(root: BlockTree) -> Cluster:
    """Return the model of a cluster file from its blocks; made from broken files too, with what is known."""
    nodes = read_nodes(root)
    locks = parts.read_locks(root, nodes)
    return Cluster.model_construct(
        name=one(root.first("CLUSTER_NAME"), convert.string),
        hostname_address_family=one(root.first("HOSTNAME_ADDRESS_FAMILY"), convert.keyword),
        nodes=nodes,
        lock=locks[0] if locks else None,
        locks=locks,
        sites=every(root.all("SITE_NAME"), convert.string),
        timing=parts.read_timing(root),
        network=parts.read_network_policies(root),
        failover_optimization=one(root.first("FAILOVER_OPTIMIZATION"), convert.keyword),
        subnets=parts.read_subnets(root),
        max_configured_packages=one(root.first("MAX_CONFIGURED_PACKAGES"), convert.integer),
        weights=parts.read_weights(root),
        access_policies=access_policies(root),
        volume_groups=parts.read_volume_groups(root),
        ops_volume_groups=parts.read_volume_groups(root, "OPS_VOLUME_GROUP"),
        dlm_enabled=one(root.first("DLM_ENABLED"), convert.flag),
        gms_enabled=one(root.first("GMS_ENABLED"), convert.flag),
        other=read_other_parameters(root),
    )
