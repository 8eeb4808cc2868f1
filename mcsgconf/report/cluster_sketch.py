"""A cluster as an administrator would sketch it: lock, timing, nodes by networks, volume groups by nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.cluster_parts import LockDisk, LockLun, QuorumServer
from mcsgconf.models.homes import HOMES, fields_of
from mcsgconf.models.located import Located
from mcsgconf.report.sketch import Facts, listed, named, plain, said, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcsgconf.models.access import AccessPolicy
    from mcsgconf.models.cluster import Cluster
    from mcsgconf.models.cluster_nodes import Interface, Node
    from mcsgconf.models.cluster_parts import Lock, Subnet, Weight
    from mcsgconf.models.other import OtherParameter
    from mcsgconf.site import Capture, PackageSite


def cluster_sketch(cluster: Cluster, path: str, width: int) -> str:
    """Return what a cluster file says of the cluster as a whole, and its nodes by their networks."""
    facts = Facts.of(
        ("lock", [" and ".join(map(_lock, cluster.locks)) or "none"]),
        ("timing", [listed(_by_parameter(cluster.timing))]),
        (
            "networks",
            [
                listed(
                    [*_by_parameter(cluster.network), named("HOSTNAME_ADDRESS_FAMILY", cluster.hostname_address_family)]
                )
            ],
        ),
        ("failover", [named("FAILOVER_OPTIMIZATION", cluster.failover_optimization)]),
        ("subnets", map(_subnet, cluster.subnets)),
        ("sites", [listed(map(said, cluster.sites))]),
        ("packages", [named("at most", cluster.max_configured_packages)]),
        ("weights", map(_weight, cluster.weights)),
        ("access", map(access, cluster.access_policies)),
        ("Oracle", [listed([named("DLM_ENABLED", cluster.dlm_enabled), named("GMS_ENABLED", cluster.gms_enabled)])]),
        ("further", [others(cluster.other)]),
    )
    title = f"Cluster {said(cluster.name) or '(no name)'}  {plain(path)}\n"
    nodes = _nodes(cluster.nodes, width)
    return title + facts.text(width) + (f"\n{nodes}" if nodes else "")


def volume_groups_sketch(
    cluster: Cluster | None, packages: Sequence[PackageSite], captures: Sequence[Capture], width: int
) -> str:
    """Return volume groups by nodes: who activates each, and its minor number where a capture shows it."""
    owners: dict[str, list[str]] = {}
    if cluster is not None:
        owners |= {said(group): [] for group in cluster.volume_groups}
        owners |= {said(group): ["(OPS)"] for group in cluster.ops_volume_groups}
    for package in packages:
        for group in package.package.volume_groups:
            owners.setdefault(said(group), []).append(said(package.package.name) or plain(package.document.name))
    minors: dict[str, dict[str, str]] = {}
    for capture in captures:
        node = plain(capture.node or capture.document.name)
        for file in capture.group_files:
            owners.setdefault(said(file.volume_group), [])
            minors.setdefault(node, {}).setdefault(said(file.volume_group), plain(file.minor.text))
    rows = [
        [group, listed(dict.fromkeys(names)), *(column.get(group, "") for column in minors.values())]
        for group, names in owners.items()
    ]
    return table(["volume group", "package", *minors], rows, width)


def access(policy: AccessPolicy) -> str:
    """Return an access policy as a line: `lee, ron on CLUSTER_MEMBER_NODE: MONITOR`."""
    where = f" on {said(policy.host)}" if policy.host is not None else ""
    return f"{said(policy.users)}{where}{named(':', policy.role)}"


def others(parameters: Iterable[OtherParameter]) -> str:
    """Return the names of parameters without a field, each once."""
    return listed(dict.fromkeys(said(parameter.name) for parameter in parameters))


def _by_parameter(part: object) -> list[str]:
    """Return the values of a part, each behind the name of its parameter."""
    homes = HOMES[type(part)]
    return [named(homes[field][0], value) for field, value in fields_of(part) if isinstance(value, Located)]


def _lock(lock: Lock) -> str:
    match lock:
        case LockDisk(first, second):
            disks = [f"disk in {said(volume.volume_group) or '(no group)'}" for volume in (first, second) if volume]
            return " and ".join(disks)
        case LockLun():
            return "LUN"
        case QuorumServer():
            return listed(
                [
                    f"quorum server {said(lock.host) or '(no host)'}",
                    named("second address", lock.address),
                    named("polled every", lock.polling_interval),
                    named("timeout extended by", lock.timeout_extension),
                ]
            )


def _subnet(subnet: Subnet) -> str:
    polled = listed(map(said, subnet.polling_targets))
    return listed(
        [f"{said(subnet.address)}{named(' IP monitor', subnet.ip_monitor)}", f"polls {polled}" if polled else ""]
    )


def _weight(weight: Weight) -> str:
    return f"{said(weight.name)}{named(', of a package that gives none:', weight.default)}"


def _nodes(nodes: Sequence[Node], width: int) -> str:
    """Return nodes by interfaces: an address, `(heartbeat)` behind one that carries it, `standby` for none."""
    names = list(dict.fromkeys(interface.name.value for node in nodes for interface in node.interfaces))
    rows = []
    for node in nodes:
        cells = [_interface([one for one in node.interfaces if one.name.value == name]) for name in names]
        locks = [said(node.lock_lun), said(node.first_lock_pv), said(node.second_lock_pv)]
        capacities = [f"{said(capacity.name)}{named(' =', capacity.value)}" for capacity in node.capacities]
        serial = listed(map(said, node.serial_device_files))
        rows.append([said(node.name), said(node.site), *cells, listed(locks), serial, listed(capacities)])
    return table(["node", "site", *map(plain, names), "lock device", "serial", "capacities"], rows, width)


def _interface(found: Sequence[Interface]) -> str:
    addresses = [f"{said(ip)} (heartbeat)" for one in found for ip in one.heartbeat_ips]
    addresses += [said(ip) for one in found for ip in one.stationary_ips]
    return listed(addresses) or ("standby" if found else "")
